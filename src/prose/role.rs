//! In which role a figure stands: a number of things, a part of one told before, a share, a change, last year's.

use super::{
    frame::{Frame, Role},
    lexicon::{Hit, Kind},
    period,
    phrases::{Phrases, taken_apart},
    scene::Scene,
};
use crate::{
    chinese::{phrase, unit::Unit, word::Mark},
    ruleset::YearOf,
};
use std::ops::Range;

static CHANGES: Phrases = Phrases::new(|| taken_apart(phrase::CHANGES));

pub(super) fn tell(scene: &Scene<'_>, at: usize, frame: &mut Frame) {
    let percent = frame.figure.is_percent();
    if let Some(up) = direction(scene, frame).filter(|_| frame.figure.unit != Unit::Times) {
        (frame.role, frame.up) = (Role::Change, up);
    } else if frame.figure.unit == Unit::Times {
        frame.role = Role::Multiple;
    } else if is_before(scene, frame) {
        frame.role = Role::Before;
    } else if percent && (says_share(&frame.left) || is_changed_share(scene, at, frame)) {
        frame.role = Role::Share;
    } else if percent && std::iter::once(&phrase::RATE).chain(phrase::RATIOS).any(|end| ends_in(&frame.left, end)) {
        frame.role = if ends_in(&frame.left, phrase::RATE) { Role::Rate } else { Role::Share };
    } else if percent && frame.left.is_empty() && scene.group(frame.start()) > 0 {
        let opening = scene.group(frame.start()).saturating_sub(1);
        let change = scene.frames.iter().take(at).rfind(|other| other.figure.range.end == opening && other.role == Role::Change);
        if let Some(change) = change {
            (frame.role, frame.up) = (Role::Change, change.up);
        }
    } else if let Some(up) = goes_on(scene, at, frame) {
        (frame.role, frame.up) = (Role::Change, up);
    } else if !percent && scene.listing(frame.start()).is_some() {
        frame.role = Role::Part;
    }
}

/// `分别增长20%、15%`: the next of several changes.
fn goes_on(scene: &Scene<'_>, at: usize, frame: &Frame) -> Option<bool> {
    let before = scene.frames.get(at.checked_sub(1)?).filter(|before| before.role == Role::Change)?;
    let joint = scene.text(before.figure.range.end..frame.start());
    let apart = scene.holds(scene.start()..before.start(), phrase::APART);
    let same = before.figure.unit == frame.figure.unit;
    (apart && same && phrase::FIGURE_JOINTS.contains(&joint.as_str())).then_some(before.up)
}

/// `占比由58.3%提高到66.9%`: the share to which another one changed.
fn is_changed_share(scene: &Scene<'_>, at: usize, frame: &Frame) -> bool {
    let before = at.checked_sub(1).and_then(|before| scene.frames.get(before));
    let is_before = |before: &&Frame| before.role == Role::Before && before.figure.is_percent() && tells_share(&before.left);
    before.filter(is_before).is_some_and(|before| scene.changed_to(before.figure.range.end..frame.start()))
}

fn tells_share(left: &str) -> bool {
    left.contains(phrase::SHARE) || phrase::RATIOS.iter().any(|word| left.contains(word))
}

fn says_share(left: &str) -> bool {
    left.rsplit_once(phrase::SHARE).is_some_and(|(_, of)| of.chars().count() <= 16)
}

fn ends_in(left: &str, word: &str) -> bool {
    phrase::RATE_FILLERS.iter().any(|tail| left.strip_suffix(tail).is_some_and(|left| left.ends_with(word)))
}

fn trimmed(left: &str) -> &str {
    let bare = phrase::CHANGE_FILLERS.iter().filter_map(|filler| left.strip_suffix(filler));
    bare.min_by_key(|bare| bare.len()).unwrap_or(left)
}

/// Whether the word in front of a figure says more, or less: `增加6件`, `比上年多收到申请6件`.
fn direction(scene: &Scene<'_>, frame: &Frame) -> Option<bool> {
    if !scene.marks(Mark::Up) && !scene.marks(Mark::Down) {
        return None;
    }
    let last = frame.label.left.last()?.clone();
    let changes = frame.label.left.iter().flat_map(|range| scene.hits_in(range.clone())).filter_map(|hit| match hit.kind {
        Kind::Mark(Mark::Up) => Some((hit.start..hit.end, true)),
        Kind::Mark(Mark::Down) => Some((hit.start..hit.end, false)),
        _ => None,
    });
    let (place, up) = changes.max_by_key(|(range, _)| range.end)?;
    let left = trimmed(&frame.left);
    // 降为零 is no change by so many.
    if phrase::NO_CHANGE.iter().any(|word| left.ends_with(word))
        || phrase::CHANGED_TO.iter().any(|word| frame.left.ends_with(word))
    {
        return None;
    }
    let length = frame.left.chars().count().saturating_sub(left.chars().count());
    let end = last.end.saturating_sub(length);
    if place.end == end {
        return Some(up);
    }
    let compares = (last.start..place.start).rev().any(|at| scene.char(at).is_some_and(|c| phrase::COMPARES.contains(&c)));
    let topic = scene.named_in(last.clone()).last().map_or(usize::MAX, |named| named.topic);
    (compares && place.end < end && end.saturating_sub(place.end) <= 14 && scene.unknown(place.end..end, topic) <= 3)
        .then_some(up)
}

/// `比上年178件`, `去年同期178件`, `由178件增加到…`.
fn is_before(scene: &Scene<'_>, frame: &Frame) -> bool {
    let left = frame.left.as_str();
    let from = || {
        phrase::FROM.iter().any(|word| left.ends_with(word))
            || phrase::FROM.iter().any(|word| left.contains(word) && ends_in_last_year(scene, frame))
    };
    let changes = scene.words.begins(frame.figure.range.end, &CHANGES);
    if frame.figure.is_percent() {
        // 占比由上年的58.3%提高到66.9%.
        return changes && (from() || ends_in_last_year(scene, frame));
    }
    if changes && from() {
        return true;
    }
    if !scene.marks(Mark::Year(YearOf::Last)) {
        return false;
    }
    if left.is_empty() && scene.group(frame.start()) > 0 {
        let opening = scene.group(frame.start()).saturating_sub(1);
        return last_year_ends_at(scene, opening)
            && phrase::COMPARES.iter().any(|c| scene.holds(scene.clause_start(opening)..opening, &c.to_string()));
    }
    ends_in_last_year(scene, frame)
}

fn ends_in_last_year(scene: &Scene<'_>, frame: &Frame) -> bool {
    let Some(last) = frame.label.left.last().filter(|_| scene.marks(Mark::Year(YearOf::Last))) else { return false };
    let mut end = last.end;
    while end > last.start && scene.char(end.saturating_sub(1)).is_some_and(|c| phrase::YEAR_FILLERS.contains(c)) {
        end = end.saturating_sub(1);
    }
    last_year_ends_at(scene, end)
}

fn last_year_ends_at(scene: &Scene<'_>, end: usize) -> bool {
    let end = if scene.words.has_before(end, phrase::SAME_PERIOD) { end.saturating_sub(2) } else { end };
    let is_year = |hit: &&Hit| hit.end == end && hit.kind == Kind::Mark(Mark::Year(YearOf::Last));
    scene.hits().iter().any(|hit| is_year(&hit) && !period::is_of_an_event(scene, hit))
}

/// `甲、乙、丙分别为 x、y、z`: each figure gets its own words.
pub(super) fn apart(scene: &Scene<'_>, at: usize, frame: &mut Frame) {
    if !scene.holds(scene.start()..frame.start(), phrase::APART) {
        return;
    }
    let ranges = |scene: &Scene<'_>, first: usize| -> Option<(Vec<usize>, Range<usize>)> {
        // As it was before the names were shared out.
        let piece = scene.label(first).left.last()?.clone();
        let place = scene.find(piece.clone(), phrase::APART)?;
        let behind = scene.text(place + 2..piece.end);
        if !phrase::APART_FILLERS.contains(&behind.as_str()) {
            return None;
        }
        let mut run = vec![first];
        for (next, other) in scene.frames.iter().enumerate().skip(first + 1) {
            let before = scene.frames.get(next.saturating_sub(1))?.figure.range.end;
            if !phrase::FIGURE_JOINTS.contains(&scene.text(before..other.start()).as_str()) {
                break;
            }
            run.push(next);
        }
        let mut end = place;
        while end > piece.start && scene.char(end.saturating_sub(1)) == Some(phrase::EACH) {
            end = end.saturating_sub(1);
        }
        Some((run, piece.start..end))
    };
    // The run may have begun at a figure before this one.
    let found = (0..=at).rev().take(8).find_map(|first| ranges(scene, first).filter(|(run, _)| run.contains(&at)));
    let Some((run, names)) = found else { return };
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut from = names.start;
    for place in names.clone() {
        if scene.char(place).is_some_and(|c| phrase::NAME_JOINTS.contains(&c)) {
            pieces.push(from..place);
            from = place + 1;
        }
    }
    pieces.push(from..names.end);
    let index = run.iter().position(|one| *one == at).unwrap_or(0);
    let own = pieces.len().checked_sub(run.len()).and_then(|skip| pieces.get(skip + index));
    let own = own.filter(|_| run.len() > 1).cloned();
    frame.left = own.clone().map(|range| scene.text(range)).unwrap_or_default();
    frame.label.right = frame.label.right.start..frame.label.right.start;
    frame.label.left = own.into_iter().collect();
    frame.unknown = 0;
    frame.is_apart = true;
    if frame.label.left.is_empty() {
        // Nobody knows which name is whose.
        frame.role = Role::Rate;
    }
}
