//! Phrases of the language, taken apart once, to be looked for at a place: most differ in the character that is compared first.

use super::letter::plain;
use std::sync::LazyLock;

/// Some phrases, none of them empty.
pub(super) struct Phrases(LazyLock<Vec<Phrase>>);

pub(super) struct Phrase {
    first: char,
    last: char,
    chars: Vec<char>,
}

impl Phrases {
    pub(super) const fn new(phrases: fn() -> Vec<Phrase>) -> Phrases {
        Phrases(LazyLock::new(phrases))
    }

    /// Whether a text begins with one of them.
    #[inline]
    pub(super) fn begin(&self, text: &[char]) -> bool {
        let Some(first) = text.first() else { return false };
        self.0.iter().any(|phrase| phrase.first == *first && text.starts_with(&phrase.chars))
    }

    /// Whether a text ends with one of them.
    #[inline]
    pub(super) fn end(&self, text: &[char]) -> bool {
        let Some(last) = text.last() else { return false };
        self.0.iter().any(|phrase| phrase.last == *last && text.ends_with(&phrase.chars))
    }
}

pub(super) fn taken_apart(phrases: &[&str]) -> Vec<Phrase> {
    let phrase = |phrase: &&str| {
        let chars: Vec<char> = phrase.chars().map(plain).collect();
        Some(Phrase { first: *chars.first()?, last: *chars.last()?, chars })
    };
    phrases.iter().filter_map(phrase).collect()
}
