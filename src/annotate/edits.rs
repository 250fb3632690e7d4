//! Changes to a text at byte ranges of it, made all at once.

use crate::slice::Slice;
use std::ops::Range;

/// A text and what is to be changed in it.
#[derive(Debug)]
pub(super) struct Edits<'t> {
    text: &'t str,
    edits: Vec<(Range<usize>, String)>,
}

impl<'t> Edits<'t> {
    pub(super) fn of(text: &'t str) -> Edits<'t> {
        Edits { text, edits: Vec::new() }
    }

    /// Puts words at a place; of several at one place the first stands first.
    pub(super) fn insert(&mut self, at: usize, words: impl Into<String>) {
        self.replace(at..at, words);
    }

    /// Puts words in place of others.
    pub(super) fn replace(&mut self, range: Range<usize>, words: impl Into<String>) {
        self.edits.push((range, words.into()));
    }

    /// The changed text. Of changes that overlap the first is made; what is put in where words are replaced stands before them.
    pub(super) fn finish(mut self) -> String {
        self.edits.sort_by_key(|(range, _)| (range.start, !range.is_empty()));
        let (mut changed, mut done) = (String::with_capacity(self.text.len()), 0usize);
        for (range, words) in self.edits {
            let Some(kept) = self.text.get(done..range.start).filter(|_| range.start <= range.end) else { continue };
            changed.push_str(kept);
            changed.push_str(&words);
            done = range.end;
        }
        changed.push_str(self.text.slice(done..));
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::Edits;

    #[test]
    fn what_is_put_in_before_replaced_words_is_not_lost() {
        let mut edits = Edits::of("abc");
        edits.replace(1..2, "B");
        edits.replace(1..2, "other");
        edits.insert(1, "x");
        edits.insert(1, "y");
        assert_eq!(edits.finish(), "axyBc");
    }
}
