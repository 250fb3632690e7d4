//! Sets of characters: which a sentence has, so that most words that are not in it need not be looked for.

use super::letter::{bit, is_chinese, plain};

/// A set of characters of the first plane: one that is asked about each character of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Set(Vec<u64>);

impl Set {
    #[inline]
    pub(super) fn has(&self, c: char) -> bool {
        self.0.get(c as usize >> 6).is_some_and(|word| word & bit(c) != 0)
    }
}

impl FromIterator<char> for Set {
    fn from_iter<T: IntoIterator<Item = char>>(all: T) -> Set {
        let mut words: Vec<u64> = Vec::new();
        for c in all {
            let at = c as usize >> 6;
            words.resize(words.len().max(at + 1), 0);
            words.iter_mut().skip(at).take(1).for_each(|word| *word |= bit(c));
        }
        Set(words)
    }
}

/// The characters of a sentence, by their last bits: one that is not among them is not in the sentence. Chinese characters stand apart
/// from marks and digits, of which few are in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sieve([u64; 16]);

impl Sieve {
    /// Whether a character may be among them.
    #[inline]
    pub(super) fn may_have(&self, c: char) -> bool {
        let (word, bit) = place(c);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Whether all characters of some words may be among them.
    #[inline]
    pub(super) fn may_hold(&self, words: &str) -> bool {
        words.chars().all(|c| self.may_have(plain(c)))
    }
}

impl FromIterator<char> for Sieve {
    fn from_iter<T: IntoIterator<Item = char>>(all: T) -> Sieve {
        let mut words = [0; 16];
        for (word, bit) in all.into_iter().map(place) {
            words.iter_mut().skip(word).take(1).for_each(|bits| *bits |= bit);
        }
        Sieve(words)
    }
}

#[inline]
fn place(c: char) -> (usize, u64) {
    let word = c as usize >> 6 & 7 | if is_chinese(c) { 0 } else { 8 };
    (word, bit(c))
}
