//! Phrases of the language, taken apart once, to be looked for at a place: most differ in the character that is compared first.

use super::{
    letter::{bit, plain},
    sieve::Set,
};
use std::sync::LazyLock;

/// Some phrases, none of them empty.
pub(super) struct Phrases(LazyLock<Known>);

pub(super) struct Known {
    phrases: Vec<Phrase>,
    /// The characters that they begin with.
    firsts: Set,
    /// Those that they end with, by their last bits: most others are none of them.
    lasts: u64,
}

struct Phrase {
    first: char,
    last: char,
    chars: Vec<char>,
}

impl Phrases {
    pub(super) const fn new(phrases: fn() -> Known) -> Phrases {
        Phrases(LazyLock::new(phrases))
    }

    /// Whether a text begins with one of them.
    #[inline]
    pub(super) fn begin(&self, text: &[char]) -> bool {
        let Some(first) = text.first().filter(|first| self.0.firsts.has(**first)) else { return false };
        self.0.phrases.iter().any(|phrase| phrase.first == *first && text.starts_with(&phrase.chars))
    }

    /// Whether one of them begins with a character.
    #[inline]
    pub(super) fn may_begin_with(&self, c: char) -> bool {
        self.0.firsts.has(c)
    }

    /// Whether a text ends with one of them.
    #[inline]
    pub(super) fn end(&self, text: &[char]) -> bool {
        let Some(last) = text.last().filter(|last| self.0.lasts & bit(**last) != 0) else { return false };
        self.0.phrases.iter().any(|phrase| phrase.last == *last && text.ends_with(&phrase.chars))
    }
}

pub(super) fn taken_apart(phrases: &[&str]) -> Known {
    let phrase = |phrase: &&str| {
        let chars: Vec<char> = phrase.chars().map(plain).collect();
        Some(Phrase { first: *chars.first()?, last: *chars.last()?, chars })
    };
    let phrases: Vec<Phrase> = phrases.iter().filter_map(phrase).collect();
    let firsts = phrases.iter().map(|phrase| phrase.first).collect();
    let lasts = phrases.iter().fold(0, |bits, phrase| bits | bit(phrase.last));
    Known { phrases, firsts, lasts }
}
