//! Whether a word of none denies, and whether it denies what stands behind a figure.

use super::{
    lexicon::{Hit, Kind},
    phrases::{Phrases, taken_apart},
    scene::Scene,
};
use crate::chinese::{
    numeral, phrase,
    word::{DENY_NOTHING, Mark},
};
use std::ops::Range;

static DENYING_NOTHING: Phrases = Phrases::new(|| taken_apart(DENY_NOTHING));

pub(super) fn denies_nothing(scene: &Scene<'_>, hit: &Hit) -> bool {
    let digit = hit
        .start
        .checked_sub(1)
        .and_then(|at| scene.char(at))
        .is_some_and(|c| c.is_ascii_digit() || c == phrase::YEAR || numeral::is_numeral(c));
    // 〇 denies where what is denied stands right behind it.
    let zero = scene.words.has_at(hit.start, "〇");
    let begins = |other: &&Hit| other.start == hit.end && matches!(other.kind, Kind::Event(_) | Kind::Topic(_) | Kind::Weak(_));
    scene.words.begins(hit.start, &DENYING_NOTHING)
        || scene.words.begins(hit.end.saturating_sub(1), &DENYING_NOTHING)
        || is_part_of_event(scene, hit)
        || zero && (digit || !scene.hits().iter().any(|other| begins(&other)))
}

/// `未办结`: the denial is a part of the event's own words, and no longer event begins within them (没有结转 is none of 没有结).
fn is_part_of_event(scene: &Scene<'_>, hit: &Hit) -> bool {
    let is_event = |other: &&Hit| matches!(other.kind, Kind::Event(_));
    let holds = |other: &&Hit| other.start <= hit.start && hit.end < other.end;
    let goes_on = |event: &Hit| {
        let mut behind = scene.hits().iter().filter(is_event);
        behind.any(|other| hit.end <= other.start && other.start < event.end && event.end < other.end)
    };
    scene.hits().iter().filter(is_event).filter(holds).any(|event| !goes_on(event))
}

/// Whether a word of none stands right in front: `未被纠正的`.
pub(super) fn stands_in_front(scene: &Scene<'_>, event: &Range<usize>) -> bool {
    let ends = |end: usize| scene.hits().iter().any(|hit| hit.kind == Kind::Mark(Mark::Not) && hit.end == end);
    let passive = event.start.checked_sub(1).filter(|at| scene.char(*at) == Some(phrase::PASSIVE));
    ends(event.start) || passive.is_some_and(ends)
}

/// `8件未被纠正`: whether one stands between a figure and what would have happened.
pub(super) fn stands_between(scene: &Scene<'_>, figure: &Range<usize>, event: &Range<usize>) -> bool {
    let denies = |hit: &Hit| hit.kind == Kind::Mark(Mark::Not) && !denies_nothing(scene, hit);
    figure.end <= event.start && scene.marks(Mark::Not) && scene.hits_in(figure.end..event.start).any(denies)
}
