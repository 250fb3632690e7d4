//! A word of the lexicon left out, or said in fewer wordings, without making the lexicon ready again: for tests of tests.

use super::lexicon::{Hit, Kind, Piece, behind, cut, piece};
use crate::ruleset::{Part, Pattern};
use std::ops::Range;

/// A pattern of the lexicon, and what stands in its place.
#[derive(Debug)]
pub(crate) struct Slip {
    kind: Kind,
    was: Ready,
    /// None: nothing does.
    now: Option<Ready>,
}

/// A pattern taken apart as the lexicon does: what is spelt out, and what stands behind.
#[derive(Debug)]
struct Ready {
    head: Vec<Piece>,
    tail: Vec<Piece>,
}

impl Slip {
    pub(crate) fn new(kind: Kind, was: &Pattern, now: Option<&Pattern>) -> Slip {
        let cut = cut(was);
        let ready = |pattern: &Pattern| {
            let (head, tail) = pattern.split_at_checked(cut).unwrap_or_default();
            let pieces = |parts: &[Part]| parts.iter().map(piece).collect();
            Ready { head: pieces(head), tail: pieces(tail) }
        };
        Slip { kind, was: ready(was), now: now.map(ready) }
    }

    /// Changes what was found in a range of a text.
    pub(super) fn apply(&self, text: &[char], range: Range<usize>, found: &mut Vec<Hit>) {
        for start in range {
            let mut now = self.now.as_ref().map(|now| now.ends(text, start)).unwrap_or_default();
            for end in self.was.ends(text, start) {
                let hit = Hit { start, end, kind: self.kind };
                if let Some(kept) = now.iter().position(|other| *other == end) {
                    now.swap_remove(kept);
                } else if let Some(at) = found.iter().position(|other| *other == hit) {
                    found.remove(at);
                }
            }
            for end in now {
                let at = found.partition_point(|hit| hit.start <= start);
                found.insert(at, Hit { start, end, kind: self.kind });
            }
        }
    }
}

impl Ready {
    /// Where the pattern ends that begins at a place, once for each way to read it.
    fn ends(&self, text: &[char], start: usize) -> Vec<usize> {
        let mut ends = vec![start];
        for piece in &self.head {
            let Piece::AnyOf(any) = piece else { return Vec::new() };
            let stands = |at: usize| any.iter().filter(move |word| text.get(at..).is_some_and(|rest| rest.starts_with(word)));
            ends = ends.iter().flat_map(|at| stands(*at).map(move |word| at + word.len())).collect();
        }
        match self.tail.is_empty() {
            true => ends,
            false => ends.into_iter().filter_map(|at| behind(&self.tail, text, at)).collect(),
        }
    }
}
