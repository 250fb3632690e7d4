//! Figures that count less than the form does, or something beside it: bodies, two outcomes at once, those of a whole alone.

use super::{
    denial,
    frame::Frame,
    lexicon::{Hit, Kind},
    scene::{Around, Scene},
};
use crate::{
    chinese::{
        body::{LEVELS, ends_as_body},
        phrase,
        word::Mark,
    },
    number::Number,
    ruleset::Event,
};
use std::ops::Range;

/// `5个镇街未收到`, `9个分局`: a figure of bodies.
pub(super) fn counts_bodies(scene: &Scene<'_>, frame: &Frame) -> bool {
    let end = frame.figure.range.end;
    if frame.figure.number_end >= end {
        return false;
    }
    let behind = scene.words.slice(end..frame.label.right.end.clamp(end, end + LONGEST_BODY));
    let is_body = |length: usize| {
        let name = behind.get(..length).unwrap_or_default();
        ends_as_body(name) || name.len() == 1 && name.iter().all(|c| LEVELS.contains(c))
    };
    let in_bodies = phrase::BODIES.contains(&scene.text(frame.figure.number_end..end).as_str());
    in_bodies && (1..=behind.len()).any(is_body)
        || scene.any(Kind::Foreign) && scene.hits_in(end..scene.end()).any(|hit| hit.start == end && hit.kind == Kind::Foreign)
}

/// What bodies are called has no more characters.
const LONGEST_BODY: usize = 5;

/// `不予公开、无法提供等82件`: several of the parts into which a topic divides, named in one breath.
pub(super) fn names_several(scene: &Scene<'_>, topic: usize, frame: &Frame) -> bool {
    let name = |hit: &Hit| match hit.kind {
        Kind::Event(event) => scene.lexicon.event(event).filter(|event| event.topic == topic && is_outcome(event)),
        _ => None,
    };
    let is_of_both = |range: &Range<usize>| {
        let all: Vec<&Hit> = scene.hits_in(range.clone()).filter(|hit| name(hit).is_some()).collect();
        let longer = |hit: &Hit, other: &Hit| {
            other.start <= hit.start && hit.end <= other.end && other.end - other.start > hit.end - hit.start
        };
        let longest: Vec<&&Hit> = all.iter().filter(|hit| !all.iter().any(|other| longer(hit, other))).collect();
        longest.windows(2).any(|two| {
            let [one, next] = two else { return false };
            let differ = name(one).map(|event| &event.name) != name(next).map(|event| &event.name);
            differ && one.end <= next.start && phrase::LIST_JOINTS.contains(&scene.text(one.end..next.start).as_str())
        })
    };
    !frame.is_apart && frame.label.left.iter().chain([&frame.label.right]).any(is_of_both)
}

fn is_outcome(event: &Event) -> bool {
    event.part && event.implies_topic && !event.aside
}

/// `办结289件，其中上年结转11件、本年新收278件`: what happened to a part is told of the whole, not of all.
pub(super) fn is_of_its_whole(scene: &Scene<'_>, frame: &Frame, around: &Around<'_>) -> bool {
    let plain = |event: usize| {
        let is_plain = |event: &Event| !event.part && !event.half && !event.implies_topic && !event.aside;
        let first = scene.lexicon.same_event(event);
        [Some(event), first].into_iter().all(|event| event.and_then(|event| scene.lexicon.event(event)).is_some_and(is_plain))
    };
    let Some(event) = frame.event.filter(|event| plain(*event)) else { return false };
    let Some((whole, parts)) = whole_of(scene, frame, around) else { return false };
    let Some(its) = whole.event.filter(|its| plain(*its) && scene.lexicon.same_event(*its) != scene.lexicon.same_event(event))
    else {
        return false;
    };
    // What is done comes behind what is received, in the lexicon too.
    if whole.topic != frame.topic || !whole.figure.exact || its > event {
        return whole.topic == frame.topic && whole.figure.exact;
    }
    // 新收296件，其中278件已办结、18件结转下年: what is left over is told. What is plainly received may be all that there was.
    let is_all = scene.lexicon.event(its).is_some_and(|its| its.default);
    let outcome = |hit: &Hit| matches!(hit.kind, Kind::Event(event) if scene.lexicon.event(event).is_some_and(is_outcome));
    !is_all && scene.hits_in(parts.clone()).any(outcome) && makes_up(scene, frame, whole, parts)
}

/// The one outcome that the clauses behind a place tell, before the next figure, and where.
pub(super) fn outcome_behind(scene: &Scene<'_>, topic: usize, from: usize) -> Option<(usize, Range<usize>)> {
    if scene.char(from) != Some('，') {
        return None;
    }
    let next = scene.frames.iter().map(Frame::start).find(|start| *start > from);
    let end = next.map_or(scene.end(), |next| scene.clause_start(next).saturating_sub(1));
    let end = (from..end).find(|at| scene.char(*at) == Some('；')).unwrap_or(end);
    let outcome = |hit: &Hit| match hit.kind {
        Kind::Event(event) => scene.lexicon.event(event).filter(|event| event.topic == topic && event.part && !event.aside),
        _ => None,
    };
    let told: Vec<&Hit> = scene.hits_in(from..end).filter(|hit| outcome(hit).is_some()).collect();
    let first = told.first()?;
    let name = |hit: &Hit| outcome(hit).map(|event| event.name.as_str());
    let is_other =
        |topic_named: usize| topic_named != topic && scene.lexicon.topic(topic_named).is_some_and(|topic| !topic.aside);
    let doubtful =
        told.iter().any(|hit| name(hit) != name(first) || denial::stands_between(scene, &(from..from), &(hit.start..hit.end)))
            || scene.holds(from..end, phrase::REJECTED)
            || scene.marks(Mark::All) && scene.has(from..end, Mark::All)
            || scene.named_in(from..end).any(|named| !named.weak && is_other(named.topic));
    let Kind::Event(event) = first.kind else { return None };
    (!doubtful).then_some((event, first.start..first.end))
}

/// What a figure is told to be a part of, and where its parts stand.
fn whole_of<'a>(scene: &'a Scene<'_>, frame: &Frame, around: &Around<'a>) -> Option<(&'a Frame, Range<usize>)> {
    let group = scene.group(frame.start());
    let counted = |other: &&Frame| other.counts();
    if let Some(listing) = scene.listing(frame.start()) {
        let before = around.previous.filter(|_| listing == scene.start());
        let whole = match before {
            Some(previous) => previous.frames.iter().rfind(counted)?,
            None => scene.frames.iter().filter(|other| other.figure.range.end <= listing).rfind(counted)?,
        };
        return Some((whole, listing..scene.close(group)));
    }
    let opens = |other: &&Frame| {
        let end = other.figure.range.end;
        end < frame.start() && (group == end + 1 || group == 0 && scene.char(end) == Some('：'))
    };
    let whole = scene.frames.iter().filter(counted).rfind(opens)?;
    Some((whole, whole.figure.range.end..scene.close(group)))
}

/// Whether a figure is one of the first parts that add up to a whole.
fn makes_up(scene: &Scene<'_>, frame: &Frame, whole: &Frame, parts: Range<usize>) -> bool {
    let mut sum = Number::whole(0);
    let mut holds = false;
    let of_it = scene.figures_in(parts).filter(|part| part.figure.adds_up_with(&whole.figure) && part.figure.exact);
    for part in of_it {
        let Some(next) = sum.checked_add(part.figure.number) else { return false };
        (sum, holds) = (next, holds || part.start() == frame.start());
        if sum == whole.figure.number {
            return holds;
        }
    }
    false
}
