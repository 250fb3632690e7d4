//! What a figure is a figure of: its topic, its event, when, whose, and in which role.

use super::{
    denial,
    frame::{Frame, Label, Period, Role, Stop},
    lexicon::{Hit, Kind, Lexicon},
    period, role,
    scene::{Around, Named, Scene},
    scope, subset,
};
use crate::{
    chinese::{phrase, word::Mark},
    ruleset::{Event, YearOf},
};
use std::ops::Range;

/// Words that name a topic this many characters behind a figure are its.
const BEHIND: usize = 8;

/// Fills in what the figures of a sentence are figures of.
pub(super) fn frames(scene: &mut Scene<'_>, around: &Around<'_>) {
    scene.label_figures();
    for at in 0..scene.frames.len() {
        let Some(place) = scene.frames.get_mut(at) else { continue };
        // Nobody asks for the words of a figure that is not finished.
        let (label, left) = (std::mem::take(&mut place.label), std::mem::take(&mut place.left));
        let mut frame = Frame { label, left, ..place.clone() };
        if widens(scene, &frame) {
            widen(scene, &mut frame);
        }
        role::tell(scene, at, &mut frame);
        role::apart(scene, at, &mut frame);
        topic(scene, at, &mut frame, around);
        event(scene, &mut frame);
        frame.period = period::at(scene, frame.start(), around);
        frame.whose = scope::at(scene, frame.start(), around);
        frame.anchored = is_anchored(scene, &frame, around);
        refine(scene, &mut frame, around);
        if let Some(place) = scene.frames.get_mut(at) {
            *place = frame;
        }
    }
}

/// What the neighbours of a figure make doubtful.
fn refine(scene: &Scene<'_>, frame: &mut Frame, around: &Around<'_>) {
    let implies = frame.event.and_then(|event| scene.lexicon.event(event)).is_some_and(|event| event.implies_topic);
    if !implies && scene.has(frame.label.right.clone(), Mark::Year(YearOf::Next)) {
        frame.period = Period::Next;
    }
    let of_others = match scene.listing(frame.start()) {
        None => is_of_others(scene, frame),
        Some(listing) => is_of_a_list_aside(scene, listing, around),
    };
    if frame.inherited && (of_others || is_of_a_half(scene, frame))
        || subset::counts_bodies(scene, frame)
        || subset::is_of_its_whole(scene, frame, around)
        || is_another_rate(scene, frame)
    {
        frame.unknown = frame.unknown.max(UNKNOWN);
    }
    // 清单36项，其中行政许可12项: items of the list, not decisions.
    if frame.role == Role::Part && frame.bare && list_topic(scene, frame, around).is_some_and(|of| Some(of) != frame.topic) {
        frame.event = None;
    }
}

/// `答复规范率97%`: the rate is one of something else than the event in front of it.
fn is_another_rate(scene: &Scene<'_>, frame: &Frame) -> bool {
    let same = |event: usize| scene.lexicon.same_event(event);
    let is_it = |hit: &Hit| matches!(hit.kind, Kind::Event(event) if same(event) == frame.event.and_then(same));
    let says =
        |range: &Range<usize>| scene.hits_in(range.clone()).any(|hit| is_it(hit) && scene.words.has_at(hit.end, phrase::RATE));
    let is_rate = frame.figure.is_percent() && !matches!(frame.role, Role::Share | Role::Change) && frame.event.is_some();
    is_rate && !frame.label.left.iter().any(says)
}

/// So many unknown characters that nothing is said.
const UNKNOWN: usize = 9;

/// `清理35件，…有效28件`, `复议7件，诉讼9件，尚有3件没有审结`: a figure of what stands in front, which is aside, or of both.
fn is_of_others(scene: &Scene<'_>, frame: &Frame) -> bool {
    let aside = |event: Option<usize>| event.and_then(|event| scene.lexicon.event(event)).is_some_and(|event| event.aside);
    let before: Vec<&Frame> =
        scene.frames.iter().filter(|other| other.start() < frame.start() && other.topic.is_some()).collect();
    let head = before.iter().find(|other| other.topic == frame.topic).is_some_and(|other| aside(other.event));
    let both = match before.as_slice() {
        [.., one, two] => one.topic != two.topic && two.topic == frame.topic && are_beside(scene, one, two),
        _ => false,
    };
    head || both
}

/// `直接起诉4件，维持2件；复议后起诉2件，维持1件`: a figure of one half alone.
fn is_of_a_half(scene: &Scene<'_>, frame: &Frame) -> bool {
    let event = |frame: &Frame| frame.event.and_then(|event| scene.lexicon.event(event));
    let is_half = |other: &Frame| event(other).is_some_and(|event| event.half);
    if !event(frame).is_some_and(|event| event.part) {
        return false;
    }
    let segment = (scene.start()..frame.start()).rev().find(|at| scene.char(*at) == Some('；')).unwrap_or(scene.start());
    let mut before = scene.figures_in(segment..frame.start()).collect::<Vec<&Frame>>().into_iter().rev();
    let mut halves = 0usize;
    let met =
        before.by_ref().skip_while(|other| !is_half(other) || other.topic != frame.topic).take_while(|other| is_half(other));
    met.for_each(|_| halves += 1);
    halves == 1
}

/// `清理68件，其中…有效47件`: the list divides something that no fact is about.
fn is_of_a_list_aside(scene: &Scene<'_>, listing: usize, around: &Around<'_>) -> bool {
    let event = |frame: &Frame| frame.event.and_then(|event| scene.lexicon.event(event));
    let counted = |frame: &&Frame| frame.counts();
    let before = around.previous.filter(|_| listing == scene.start()).into_iter().flat_map(|previous| &previous.frames);
    let here = scene.frames.iter().filter(|other| other.figure.range.end <= listing);
    let wholes: Vec<&Frame> = before.chain(here).filter(counted).collect();
    // 网上申请12件 may stand beside the whole of a list, and be none itself.
    let half = |frame: &Frame| event(frame).is_some_and(|event| event.half);
    let aside = |frame: &&Frame| event(frame).is_some_and(|event| event.aside);
    match wholes.last() {
        Some(last) if half(last) => wholes.iter().all(aside),
        Some(last) => aside(last),
        None => false,
    }
}

/// Whether two figures stand side by side: both of the default event of their topics.
fn are_beside(scene: &Scene<'_>, one: &Frame, two: &Frame) -> bool {
    let default = |frame: &Frame| frame.event.and_then(|event| scene.lexicon.event(event)).is_some_and(|event| event.default);
    default(one) && default(two)
}

/// `…收到信件，183条`: nothing but the clause before says of what.
fn widens(scene: &Scene<'_>, frame: &Frame) -> bool {
    let Label { left, right, stop } = &frame.label;
    let says = |range: &Range<usize>| {
        let light = |hit: &Hit| scene.hits_in(hit.start..hit.end).any(|other| other.kind == Kind::Mark(Mark::Light));
        scene.hits_in(range.clone()).any(|hit| matches!(hit.kind, Kind::Event(_)) && !light(hit))
            || scene.named_in(range.clone()).any(|_| true)
    };
    *stop == Stop::Comma
        && !left.iter().any(says)
        && !says(right)
        && left.iter().map(|range| scene.unknown(range.clone(), usize::MAX)).sum::<usize>() == 0
}

fn widen(scene: &Scene<'_>, frame: &mut Frame) {
    let first = frame.label.left.first().map_or(frame.start(), |range| range.start);
    let Some(comma) = first.checked_sub(1) else { return };
    let start = scene.clause_start(comma);
    let end = match scene.figures_in(start..comma).next() {
        None => comma,
        // 收到申请比上年增长20%，达到218件: what stands in front of the comparison.
        Some(first) if scene.figures_in(start..comma).all(|frame| frame.role == Role::Change) => {
            let compares = |at: &usize| scene.char(*at).is_some_and(|c| phrase::COMPARES.contains(&c));
            let changes = scene.hits_in(start..first.start()).find(|hit| matches!(hit.kind, Kind::Mark(Mark::Up | Mark::Down)));
            let changes = changes.map_or(first.start(), |hit| hit.start);
            (start..changes).find(compares).unwrap_or(changes)
        }
        Some(_) => return,
    };
    if start < end {
        frame.label.left.insert(0, start..end);
        frame.left.insert_str(0, &scene.text(start..end));
    }
}

/// The topic that the words in front of a figure name last, else those behind it, else what is at hand.
fn topic(scene: &Scene<'_>, at: usize, frame: &mut Frame, around: &Around<'_>) {
    let lexicon = scene.lexicon;
    let left: Vec<&Named> = frame.label.left.iter().flat_map(|range| scene.named_in(range.clone())).collect();
    let right: Vec<&Named> = scene.named_in(frame.label.right.clone()).collect();
    let near = |named: &&&Named| named.range.start <= frame.figure.range.end + BEHIND;
    let inner = within(scene, frame);
    let own = left.iter().rev().find(|named| named.event.is_none()).copied().or(inner.as_ref());
    let own = own.or_else(|| right.iter().filter(near).find(|named| named.event.is_none()).copied());
    let implied = left.iter().chain(&right).find(|named| named.event.is_some()).copied();
    let at_hand = context(scene, at, around);
    let listed = list_topic(scene, frame, around).or(at_hand);
    let is_aside = |topic: usize| lexicon.topic(topic).is_some_and(|topic| topic.aside);
    let running = scene.frames.iter().take(at).rev().find(|other| other.counts());
    // 审核公文480件。不予公开220件: the sentence before says of what.
    let names_none = || !scene.named_in(scene.start()..frame.start()).any(|named| !named.weak && named.event.is_none());
    let counted = |frame: &&Frame| frame.counts();
    let before = || around.previous.filter(|_| names_none())?.frames.iter().rfind(counted)?.topic;
    let running = running.and_then(|running| running.topic).or_else(before);
    let behind = |named: &Named| if named.range.end <= frame.start() { named.range.end } else { frame.start() };
    // A list is one of its whole's topic, where that knows the words too: 行政复议17件，其中…尚未审结3件.
    let better = listed.filter(|listed| own.is_none() && implied.is_some_and(|implied| implied.topic != *listed));
    let knows = |topic: &usize| {
        let ranges: Vec<Range<usize>> = frame.label.left.iter().cloned().chain([frame.label.right.clone()]).collect();
        scene.event(*topic, &ranges).and_then(|(event, _)| lexicon.event(event)).is_some_and(|event| !event.aside)
    };
    if let Some(topic) = better.filter(knows) {
        frame.inherited = true;
        frame.topic = Some(topic);
        frame.unknown = frame.label.left.iter().map(|range| scene.unknown(range.clone(), topic)).sum();
        return;
    }
    let (topic, tail) = match (own, implied) {
        (Some(own), Some(implied)) if is_aside(own.topic) && listed == Some(implied.topic) => (implied.topic, behind(implied)),
        (Some(own), _) if own.weak && (is_of_something_else(scene, frame, own) || is_beside_another(scene, own)) => return,
        (Some(own), _) => (own.topic, behind(own)),
        (None, Some(implied)) if running.is_none_or(|running| !is_aside(running)) || listed == Some(implied.topic) => {
            (implied.topic, behind(implied))
        }
        _ => {
            let Some(topic) = at_hand else { return };
            frame.inherited = true;
            frame.far = is_far(scene, at, topic);
            (topic, frame.label.left.first().map_or(frame.start(), |range| range.start))
        }
    };
    frame.topic = Some(topic);
    let rest = frame.label.left.iter().map(|range| range.start.max(tail)..range.end.max(tail));
    frame.unknown = rest.map(|range| scene.unknown(range, topic)).sum();
}

/// A topic of words that are a part of a longer name: 复议、诉讼分别为 names both together.
fn within(scene: &Scene<'_>, frame: &Frame) -> Option<Named> {
    let [piece] = frame.label.left.as_slice() else { return None };
    if !frame.is_apart {
        return None;
    }
    let hits = scene.hits_in(piece.clone()).filter_map(|hit| match hit.kind {
        Kind::Topic(topic) => Some(Named { range: hit.start..hit.end, topic, weak: false, event: None }),
        _ => None,
    });
    hits.max_by_key(|named| (named.range.end, named.range.len()))
}

/// `教师资格认定申请`: unknown words stand between the verb and a weak word.
fn is_of_something_else(scene: &Scene<'_>, frame: &Frame, named: &Named) -> bool {
    let Some(piece) = frame.label.left.iter().find(|range| range.contains(&named.range.start)) else { return false };
    let verbs = scene.hits_in(piece.start..named.range.start).filter(|hit| match hit.kind {
        Kind::Event(event) => scene.lexicon.event(event).is_some_and(|event| event.topic == named.topic),
        Kind::Own | Kind::Foreign => true,
        _ => false,
    });
    let verb = verbs.map(|hit| hit.end).max().unwrap_or(piece.start);
    let other = |other: &Named| scene.lexicon.topic(other.topic).is_some_and(|topic| topic.aside);
    scene.unknown(verb..named.range.start, named.topic) > 1 || scene.named_in(verb..named.range.start).any(other)
}

/// `行政许可事项12项，全年受理申请1902件`: the clauses in front are about another topic.
fn is_beside_another(scene: &Scene<'_>, named: &Named) -> bool {
    let aside = |before: &Named| scene.lexicon.topic(before.topic).is_none_or(|topic| topic.aside);
    let start = (scene.start()..named.range.start).rev().find(|at| scene.char(*at) == Some('；')).unwrap_or(scene.start());
    let mut before = scene.named_in(start..scene.clause_start(named.range.start)).rev();
    let last = before.find(|before| !before.weak && before.event.is_none() && !aside(before));
    last.is_some_and(|last| last.topic != named.topic)
}

/// What the list that a figure stands in is a list of.
fn list_topic(scene: &Scene<'_>, frame: &Frame, around: &Around<'_>) -> Option<usize> {
    let listing = scene.listing(frame.start())?;
    let here = scene.frames.iter().rfind(|other| other.figure.range.end <= listing && other.topic.is_some());
    let before = || around.previous.filter(|_| listing == scene.start())?.frames.iter().rfind(|other| other.topic.is_some());
    here.or_else(before)?.topic
}

/// Whether a sentence names no topic of a figure in front of it.
fn is_far(scene: &Scene<'_>, at: usize, topic: usize) -> bool {
    let start = scene.frames.get(at).map_or(scene.end(), Frame::start);
    !scene.named_in(scene.start()..start).any(|named| named.topic == topic)
}

/// The topic of a figure that names none.
fn context(scene: &Scene<'_>, at: usize, around: &Around<'_>) -> Option<usize> {
    let counted = |frame: &&Frame| frame.counts();
    if let Some(before) = scene.frames.iter().take(at).rfind(counted) {
        return before.topic;
    }
    let start = scene.frames.get(at).map_or(scene.end(), Frame::start);
    let strong = |named: &&Named| !named.weak;
    if let Some(named) = scene.named_in(scene.start()..start).rfind(strong) {
        return Some(named.topic);
    }
    if let Some(previous) = around.previous {
        if let Some(before) = previous.frames.iter().rfind(|frame| frame.topic.is_some() && frame.figure.is_count()) {
            return before.topic;
        }
        if let Some(named) = previous.named().iter().rfind(|named| !named.weak) {
            return Some(named.topic);
        }
    }
    let changed = scene.frames.iter().take(at).rfind(|frame| frame.role == Role::Before && frame.topic.is_some());
    if let Some(before) = changed {
        return before.topic;
    }
    around.heading.or_else(|| {
        let first = scene.named().first()?.topic;
        scene.named().iter().all(|named| named.topic == first).then_some(first)
    })
}

/// What happened to what is counted: in front of the figure, else behind it.
fn event(scene: &Scene<'_>, frame: &mut Frame) {
    let Some(topic) = frame.topic else { return };
    let lexicon = scene.lexicon;
    let is_share = frame.role == Role::Share;
    let words = if is_share { in_front_of_share(scene, frame) } else { frame.label.left.clone() };
    let left = scene.event(topic, &words);
    let mut found = left.clone().or_else(|| scene.event(topic, std::slice::from_ref(&frame.label.right)).filter(|_| !is_share));
    let start = frame.label.right.start;
    let soon = start..frame.label.right.end.min(start + 6);
    if let Some((aside, range)) =
        scene.event(topic, &[soon]).filter(|(event, _)| lexicon.event(*event).is_some_and(|event| event.aside))
    {
        found = Some((aside, range));
    }
    // 行政诉讼中有1件败诉: what became of these stands behind.
    let of_these = is_of_these(&frame.left);
    if let Some(outcome) = scene.event(topic, std::slice::from_ref(&frame.label.right)).filter(|_| of_these && !is_share)
        && lexicon.event(outcome.0).is_some_and(|event| event.part)
    {
        found = Some(outcome);
    }
    // 对29件申请作了处理，部分公开: done to so many, perhaps not to all.
    let is_upon = left.is_none() && frame.left.ends_with(phrase::UPON);
    found = found.filter(|(event, _)| !is_upon || lexicon.event(*event).is_some_and(|event| event.implies_topic));
    if found.is_none() && !is_share && scene.char(frame.label.right.end) == Some('，') {
        let from = frame.label.right.end + 1;
        let clause = from..scene.clause_end(from);
        // 达214件，申请人以自然人为主: halves of a whole say nothing of it.
        let implying =
            |(event, _): &(usize, Range<usize>)| lexicon.event(*event).is_some_and(|event| event.implies_topic && !event.half);
        found = scene
            .event(topic, std::slice::from_ref(&clause))
            .filter(|found| implying(found) && !scene.figures_in(clause).any(|_| true));
    }
    if let Some(detail) = found.as_ref().and_then(|(group, _)| detail_in_front(scene, frame, *group)) {
        found = Some((detail, frame.start()..frame.start()));
    }
    if let Some((event, range)) = &found {
        let implies = lexicon.event(*event).is_some_and(|event| event.implies_topic);
        if implies && range.end <= frame.start() {
            let rest = words.iter().map(|piece| piece.start.max(range.end)..piece.end.max(range.end));
            frame.unknown = rest.map(|range| scene.unknown(range, topic)).sum();
        } else if implies {
            frame.unknown = 0;
        }
    }
    let outcome = |event: &usize| lexicon.event(*event).is_some_and(|event| event.part);
    let denied = left.as_ref().is_some_and(|(event, range)| outcome(event) && denial::stands_in_front(scene, range))
        || found.as_ref().is_some_and(|(_, range)| denial::stands_between(scene, &frame.figure.range, range));
    if denied || subset::names_several(scene, topic, frame) {
        // 均未败诉的有5件: not those. 不予公开和无法提供共82件: of both.
        (frame.event, frame.unknown) = (None, UNKNOWN);
        return;
    }
    if found.is_none() && is_upon {
        (frame.event, frame.unknown) = (None, UNKNOWN);
        return;
    }
    if found.is_none()
        && let Some((event, inherited)) =
            of_last_year(scene, frame).map(|event| (event, frame.inherited)).or_else(|| of_before(scene, frame))
    {
        (frame.event, frame.unknown, frame.inherited) = (Some(event), 0, inherited);
        return;
    }
    let ends_in_event = found.as_ref().is_some_and(|(_, range)| range.end == frame.start());
    frame.event = found.map(|(event, _)| event);
    if frame.event.is_none() && !frame.inherited {
        frame.bare = true;
        let known = frame.unknown == 0;
        frame.event = default_event(lexicon, topic).filter(|_| known);
    }
    // 218件申请中, but 审理中2件.
    if of_these && !frame.inherited && !ends_in_event {
        frame.unknown = frame.unknown.max(1);
    }
}

fn is_of_these(left: &str) -> bool {
    let left = left.strip_suffix(phrase::HAVING).unwrap_or(left);
    phrase::OF_THESE.iter().any(|end| left.ends_with(end))
}

/// `2022年收到178件，2023年218件`, `累计收到690件，其中2023年218件`: nothing but the year stands in front; it is the same as before.
fn of_last_year(scene: &Scene<'_>, frame: &Frame) -> Option<usize> {
    let before = scene.frames.iter().take_while(|other| other.start() < frame.start()).last()?;
    let is_year = |hit: &Hit| matches!(hit.kind, Kind::Mark(Mark::Year(YearOf::This | YearOf::Last)));
    let year = |range: &Range<usize>| scene.hits_in(range.clone()).any(is_year);
    let bare = frame.inherited && frame.unknown == 0 && frame.label.left.iter().any(year);
    let nothing = frame.label.left.iter().all(|range| scene.named_in(range.clone()).next().is_none());
    let other = matches!(before.period, Period::Last | Period::Several | Period::Other);
    // 2022年178件 is compared with nothing.
    let counted = before.is_number_of() || before.role == Role::Before && !before.left.contains(phrase::COMPARES);
    let same = other && counted && before.topic == frame.topic && before.figure.adds_up_with(&frame.figure);
    let default = || default_event(scene.lexicon, before.topic?).filter(|_| before.bare);
    before.event.or_else(default).filter(|_| bare && nothing && same)
}

/// `由上年的189件升至243件`: it is the same as what it was before.
fn of_before(scene: &Scene<'_>, frame: &Frame) -> Option<(usize, bool)> {
    let before = scene.frames.iter().take_while(|other| other.start() < frame.start()).last()?;
    let changed = scene.changed_to(before.figure.range.end..frame.start());
    let is_same = changed && before.role == Role::Before && before.topic == frame.topic;
    before.event.filter(|_| is_same).map(|event| (event, before.inherited))
}

/// `予以公开的占办结总数的45%`: the words in front of 占 say of what it is the share.
fn in_front_of_share(scene: &Scene<'_>, frame: &Frame) -> Vec<Range<usize>> {
    let says =
        |at: &usize| scene.char(*at) == Some(phrase::SHARE) || phrase::RATIOS.iter().any(|word| scene.words.has_at(*at, word));
    let cut = frame.label.left.iter().cloned().flatten().find(says).unwrap_or(frame.start());
    frame.label.left.iter().map(|range| range.start.min(cut)..range.end.min(cut)).filter(|range| !range.is_empty()).collect()
}

/// `本机关不掌握，无法提供的有32件`: one of the events that a group is made of, in the clause in front.
fn detail_in_front(scene: &Scene<'_>, frame: &Frame, group: usize) -> Option<usize> {
    let is = |event: usize, is: fn(&Event) -> bool| scene.lexicon.event(event).is_some_and(is);
    let comma = frame.label.left.first()?.start.checked_sub(1).filter(|_| frame.label.stop == Stop::Comma)?;
    let clause = scene.clause_start(comma)..comma;
    if !is(group, |event| event.part && event.implies_topic) || scene.figures_in(clause.clone()).next().is_some() {
        return None;
    }
    let (detail, _) = scene.event(scene.lexicon.event(group)?.topic, &[clause])?;
    is(detail, |event| event.implies_topic && !event.part && !event.half && !event.aside).then_some(detail)
}

pub(super) fn default_event(lexicon: &Lexicon, topic: usize) -> Option<usize> {
    lexicon.rules.events.iter().position(|event| event.topic == topic && event.default)
}

fn is_anchored(scene: &Scene<'_>, frame: &Frame, around: &Around<'_>) -> bool {
    let Some(topic) = frame.topic else { return true };
    let mut right = frame.label.right.clone();
    if scene.char(right.end) == Some('（') {
        right.end = scene.close(right.end + 1);
    }
    let near = |range: Range<usize>| scene.hits_in(range).any(|hit| hit.kind == Kind::Near(topic));
    // 行政诉讼6件，…，均为信息公开类.
    let of_all = || {
        let all = scene.hits().iter().filter(|hit| hit.kind == Kind::Mark(Mark::All) && hit.start > frame.start());
        let mut clauses = all.map(|hit| hit.end..scene.clause_end(hit.end));
        clauses.any(|clause| scene.figures_in(clause.clone()).next().is_none() && near(clause))
    };
    near_at(scene, topic, frame.start(), around) || near(right) || of_all()
}

/// Whether a topic that needs it is brought into reach.
pub(super) fn near_at(scene: &Scene<'_>, topic: usize, at: usize, around: &Around<'_>) -> bool {
    let needs = scene.lexicon.topic(topic).is_some_and(|topic| !topic.near.is_empty());
    !needs || around.near.get(topic) == Some(&true) || scene.hits_in(scene.start()..at).any(|hit| hit.kind == Kind::Near(topic))
}
