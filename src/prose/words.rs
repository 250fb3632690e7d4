//! Words of none and words of all: 未收到…, 均已办结.

use super::{
    attribution,
    denial::denies_nothing,
    frame::{Period, Role, Whose},
    lexicon::{Hit, Kind},
    period,
    scene::{Around, Named, Scene},
    scope,
    statement::{Certainty, Claim},
};
use crate::{
    chinese::{phrase, word::Mark},
    ruleset::Fact,
};
use std::ops::Range;

/// Facts of a kind, with their places in the rule set.
pub(super) type Wanted<'a> = &'a [(usize, &'a Fact)];

/// What words of none deny.
pub(super) fn none(scene: &Scene<'_>, wanted: Wanted<'_>, around: &Around<'_>) -> Vec<Claim> {
    let mut found: Vec<Claim> = Vec::new();
    let mut from = scene.start();
    for hit in scene.hits().iter().filter(|hit| hit.kind == Kind::Mark(Mark::Not)) {
        let longer = |other: &&Hit| other.kind == hit.kind && other.start <= hit.start && other.end > hit.end;
        if hit.start < from || scene.hits().iter().any(|other| longer(&other)) || denies_nothing(scene, hit) {
            continue;
        }
        let claims = denied(scene, hit, wanted, around);
        if !claims.is_empty() {
            from = scene.clause_end(hit.end);
        }
        found.extend(claims);
    }
    found
}

fn denied(scene: &Scene<'_>, hit: &Hit, wanted: Wanted<'_>, around: &Around<'_>) -> Vec<Claim> {
    let clause = scene.clause_start(hit.start);
    let mut extent = hit.end..scene.clause_end(hit.end);
    go_on(scene, &mut extent);
    let restricted = scene.has(clause..extent.end, Mark::Except);
    let figures = scene.figures_in(clause..extent.end).any(|_| true);
    let period = period::at(scene, hit.start, around);
    let whose = scope::at(scene, hit.start, around);
    if let Some(claim) =
        across(scene, clause..hit.start, &extent, wanted).filter(|_| !restricted && !figures && whose == Whose::Own)
    {
        return vec![claim];
    }
    if restricted || figures || !matches!(period, Period::This | Period::Unclear) || whose == Whose::Foreign {
        return Vec::new();
    }
    let cause = cause(scene, &extent);
    let body: Vec<Range<usize>> = match &cause {
        Some(cause) => vec![extent.start..cause.start, cause.end..extent.end],
        None => vec![extent.clone()],
    };
    let mut found = Vec::new();
    let subject = clause..hit.start;
    let mut denied = topics(scene, &body, subject.clone());
    let verb_only = body.iter().all(|range| scene.named_in(range.clone()).next().is_none());
    let mut body = body;
    if verb_only {
        // 行政诉讼案件未发生: what is denied stands in front.
        denied = topics(scene, std::slice::from_ref(&subject), clause..clause);
        denied.retain(|topic| scene.event(*topic, &body).is_some());
        denied.extend(in_front(scene, clause, &subject).filter(|topic| {
            // 行政诉讼案件5件，未被纠错: it stands in a clause before.
            let named = scene.event(*topic, &body).and_then(|(event, _)| scene.lexicon.event(event));
            denied.is_empty() && named.is_some_and(|event| !event.default)
        }));
        body.push(subject);
    }
    for topic in denied {
        let aside = |range: Range<usize>| {
            let found = scene.event(topic, &[range]).and_then(|(event, _)| scene.lexicon.event(event));
            found.is_some_and(|event| event.aside)
        };
        if aside(hit.start.saturating_sub(8).max(clause)..hit.start) {
            continue;
        }
        // 没有收到申请及公开类行政复议: what stands behind its topic is of the next one.
        let end = body.iter().flat_map(|range| scene.named_in(range.clone())).filter(|named| named.topic == topic);
        let end = end.map(|named| named.range.end).max().unwrap_or(extent.end);
        let own: Vec<Range<usize>> = body.iter().map(|range| range.start.min(end)..range.end.min(end)).collect();
        let event = scene.event(topic, &own).or_else(|| scene.event(topic, &body));
        let named = event.map(|(event, _)| event).or_else(|| {
            // 复议、诉讼均未发生纠错: the event may stand in front.
            attribution::default_event(scene.lexicon, topic)
        });
        let Some(event) = named.and_then(|event| scene.lexicon.same_event(event)) else { continue };
        let fits =
            |(_, fact): &&(usize, &Fact)| fact.frame.as_ref().is_some_and(|frame| frame.topic == topic && frame.event == event);
        let Some((fact, rule)) = wanted.iter().find(fits) else { continue };
        if rule.except.iter().any(|word| scene.holds(clause..extent.end, word)) {
            continue;
        }
        let unknown: usize = body.iter().map(|range| scene.unknown(range.clone(), topic)).sum();
        let alien = cause.as_ref().is_some_and(|cause| is_alien(scene, topic, cause));
        let anchored = attribution::near_at(scene, topic, extent.end, around);
        let certainty = match (unknown, alien, anchored) {
            (0, false, true) => Certainty::Sure,
            (0..=3, false, _) => Certainty::Doubtful,
            _ => continue,
        };
        let mark = hit.start..extent.end.min(scene.end());
        found.push(Claim { fact: *fact, value: None, range: clause..mark.end, certainty });
    }
    found
}

/// `上年度无结转`: the denial stands within the words of an event that implies its topic.
fn across(scene: &Scene<'_>, subject: Range<usize>, extent: &Range<usize>, wanted: Wanted<'_>) -> Option<Claim> {
    let shadow = |range: &Range<usize>| scene.words.shadow().get(range.clone()).unwrap_or_default();
    let text = [shadow(&subject), shadow(extent)].concat();
    let joint = subject.len();
    let event = |hit: &Hit| match hit.kind {
        Kind::Event(event) => scene.lexicon.same_event(event).filter(|event| implies(scene, *event)),
        _ => None,
    };
    let hits = scene.lexicon.find_in(&text, 0..joint);
    let longest = hits.iter().filter(|hit| joint < hit.end && event(hit).is_some()).max_by_key(|hit| hit.end)?;
    let event = event(longest)?;
    let topic = scene.lexicon.event(event)?.topic;
    let behind = extent.start + longest.end.saturating_sub(joint);
    let unknown = scene.unknown(subject.start..subject.start + longest.start, topic) + scene.unknown(behind..extent.end, topic);
    let asks =
        |(_, fact): &&(usize, &Fact)| fact.frame.as_ref().is_some_and(|frame| (frame.topic, frame.event) == (topic, event));
    let (fact, rule) = wanted.iter().find(asks)?;
    let is_spoilt = rule.except.iter().any(|word| scene.holds(subject.start..extent.end, word));
    let range = subject.start..extent.end;
    (unknown == 0 && !is_spoilt).then_some(Claim { fact: *fact, value: None, range, certainty: Certainty::Sure })
}

fn implies(scene: &Scene<'_>, event: usize) -> bool {
    scene.lexicon.event(event).is_some_and(|event| event.implies_topic && !event.aside)
}

/// The topic that the clauses in front of one name last, where its subject names none.
fn in_front(scene: &Scene<'_>, clause: usize, subject: &Range<usize>) -> Option<usize> {
    if scene.named_in(subject.clone()).next().is_some() {
        return None;
    }
    let named = scene.named_in(scene.start()..clause).rfind(|named| !named.weak && named.event.is_none())?;
    let aside = scene.lexicon.topic(named.topic).is_some_and(|topic| topic.aside);
    (!aside).then_some(named.topic)
}

/// `未发生行政复议，提起行政诉讼情况`: the list goes on behind a comma.
fn go_on(scene: &Scene<'_>, extent: &mut Range<usize>) {
    if scene.char(extent.end) != Some('，') {
        return;
    }
    let start = extent.end + 1;
    let end = scene.clause_end(start);
    let names = scene.named_in(start..end).filter(|named| !named.weak && named.event.is_none()).count();
    let same = scene.named_in(start..end).next().map(|named| named.topic);
    let verbless = !scene.hits_in(start..end).any(|hit| hit.kind == Kind::Mark(Mark::Not) || hit.kind == Kind::Mark(Mark::All));
    if names > 0
        && end.saturating_sub(start) <= 12
        && verbless
        && scene.unknown(start..end, same.unwrap_or(usize::MAX)) == 0
        && !scene.figures_in(start..end).any(|_| true)
    {
        extent.end = end;
    }
}

/// `因…引发的`: what the denied thing would have come of.
fn cause(scene: &Scene<'_>, extent: &Range<usize>) -> Option<Range<usize>> {
    let start = extent.clone().take(8).find(|at| phrase::CAUSE_OPENERS.iter().any(|word| scene.words.has_at(*at, word)))?;
    let end = extent
        .clone()
        .skip_while(|at| *at <= start)
        .find(|at| phrase::CAUSE_CLOSERS.iter().any(|word| scene.words.has_at(*at, word)))?;
    (end <= start + 26).then_some(start..end)
}

/// Whether a cause is another one than what brings the topic into reach.
fn is_alien(scene: &Scene<'_>, topic: usize, cause: &Range<usize>) -> bool {
    let near = scene.hits_in(cause.clone()).any(|hit| hit.kind == Kind::Near(topic));
    let needs = scene.lexicon.topic(topic).is_some_and(|topic| !topic.near.is_empty());
    needs && !near && cause.len() > 3
}

/// The topics that are denied: those of a list, and the last; where none is named, those in front.
fn topics(scene: &Scene<'_>, body: &[Range<usize>], subject: Range<usize>) -> Vec<usize> {
    let all: Vec<_> = body.iter().flat_map(|range| scene.named_in(range.clone())).collect();
    let mut found: Vec<usize> = Vec::new();
    for (at, named) in all.iter().enumerate() {
        let joined = match all.get(at + 1) {
            None => true,
            Some(next) => {
                let between = scene.text(named.range.end..next.range.start.max(named.range.end));
                phrase::LIST_JOINTS.iter().any(|joint| between.contains(joint)) || between.is_empty() && next.event.is_some()
            }
        };
        let aside = scene.lexicon.topic(named.topic).is_some_and(|topic| topic.aside);
        if joined && !aside && !found.contains(&named.topic) {
            found.push(named.topic);
        }
    }
    if let [only] = all.as_slice()
        && only.event.is_some()
    {
        // An event alone: of whatever is named in front as well.
        for named in scene.named_in(subject) {
            if !found.contains(&named.topic) && !scene.lexicon.topic(named.topic).is_some_and(|topic| topic.aside) {
                found.push(named.topic);
            }
        }
    }
    found
}

/// What words of all say.
pub(super) fn all(scene: &Scene<'_>, wanted: Wanted<'_>, around: &Around<'_>, beside: &[&Scene<'_>]) -> Vec<Claim> {
    let mut found: Vec<Claim> = Vec::new();
    for hit in scene.hits().iter().filter(|hit| hit.kind == Kind::Mark(Mark::All)) {
        for claim in of_all(scene, hit, wanted, around, beside) {
            if !found.iter().any(|known: &Claim| known.fact == claim.fact && known.range.end == claim.range.end) {
                found.push(claim);
            }
        }
    }
    found
}

/// How far behind a word of all its event may stand.
const REACH: usize = 26;

fn of_all(scene: &Scene<'_>, hit: &Hit, wanted: Wanted<'_>, around: &Around<'_>, beside: &[&Scene<'_>]) -> Vec<Claim> {
    let end = scene.clause_end(hit.end).min(hit.end + REACH);
    let clause = scene.clause_start(hit.start);
    if scene.figures_in(hit.end..end).any(|_| true) || scene.has(clause..end, Mark::Except) || scene.has(clause..end, Mark::Not) {
        return Vec::new();
    }
    if scene.words.has_at(hit.start, phrase::ALL) && scene.words.has_at(hit.end, phrase::OR) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (fact, rule) in wanted {
        let Some(frame) = &rule.frame else { continue };
        let event = scene.hits_in(hit.end..end).find(|other| match other.kind {
            Kind::Event(event) => scene.lexicon.same_event(event) == Some(frame.event),
            _ => false,
        });
        let Some(event) = event else { continue };
        if phrase::QUALIFIED.iter().any(|word| scene.words.has_at(event.end, word))
            || scene.unknown(hit.end..event.start, frame.topic) > 0
        {
            continue;
        }
        if period::at(scene, hit.start, around) != Period::This || scope::at(scene, hit.start, around) == Whose::Foreign {
            continue;
        }
        let silenced = |scene: &Scene<'_>| rule.except.iter().any(|word| scene.holds(scene.sentence.range.clone(), word));
        if silenced(scene) || beside.iter().any(|other| silenced(other)) {
            continue;
        }
        let Some(start) = refers(scene, clause..hit.start, frame.topic, frame.event, around) else { continue };
        let anchored = attribution::near_at(scene, frame.topic, hit.start, around);
        let certainty = if anchored { Certainty::Sure } else { Certainty::Doubtful };
        found.push(Claim { fact: *fact, value: None, range: start..event.end, certainty });
    }
    found
}

/// Where the clause begins of what it is said of, if that is the things of the topic, all of them: 行政复议7件，均获维持.
fn refers(scene: &Scene<'_>, clause: Range<usize>, topic: usize, event: usize, around: &Around<'_>) -> Option<usize> {
    let before: Vec<_> = scene
        .frames
        .iter()
        .filter(|frame| frame.figure.range.end <= clause.end && frame.is_number_of() && frame.figure.is_count())
        .collect();
    let named: Vec<_> = scene.named_in(clause.clone()).collect();
    if let Some(last) = named.last() {
        let same = named.iter().any(|named| named.topic == topic);
        if !same || last.topic != topic && scene.lexicon.topic(last.topic).is_none_or(|topic| topic.aside) {
            return None;
        }
    }
    let earlier = || {
        let previous = around.previous.filter(|_| named.is_empty())?;
        previous.frames.iter().rfind(|frame| frame.is_number_of() && frame.figure.is_count())
    };
    // 行政复议3件、行政诉讼2件，均获维持: a run of figures, the last of each topic.
    let run = before.iter().rev().take_while(|frame| frame.topic.is_some() && frame.event.is_some());
    let reaches = run.map(|frame| frame.topic).take(3).any(|known| known == Some(topic));
    let of = match before.last() {
        Some(last) if last.topic == Some(topic) => Some(*last),
        Some(_) if reaches => before.iter().rfind(|frame| frame.topic == Some(topic)).copied(),
        Some(_) if named.is_empty() => return None,
        Some(_) => None,
        None => earlier(),
    };
    match of {
        None if named.is_empty() => {
            // 行政诉讼方面，全部胜诉: nothing but the topic stands in front.
            let front = scene.clause_start(clause.start.saturating_sub(1).max(scene.start()))..clause.start;
            // 对收到的申请，全部办结: a weak word will do under a heading of its topic.
            let sure = |weak: bool| !weak || around.heading == Some(topic);
            let of_topic = |named: &Named| named.topic == topic && sure(named.weak) && named.event.is_none();
            let alone = scene.named_in(front.clone()).all(of_topic);
            let named = scene.named_in(front.clone()).next().is_some();
            (named && alone && scene.unknown(front.start..clause.end, topic) == 0).then_some(front.start)
        }
        None => (scene.unknown(clause.clone(), topic) == 0).then_some(clause.start),
        Some(frame) => {
            let whole = frame.role == Role::Whole
                && frame.unknown == 0
                && frame.event.is_some_and(|known| {
                    let known = scene.lexicon.event(known);
                    known.is_some_and(|known| {
                        !known.part
                            && !known.aside
                            && (!known.implies_topic || scene.lexicon.same_event(event) == Some(event) && known.default)
                    })
                });
            let here = scene.figures_in(frame.figure.range.clone()).next().is_some();
            let start = if here { scene.clause_start(frame.start()) } else { clause.start };
            let own = frame.period == Period::This && frame.whose == Whose::Own;
            (frame.topic == Some(topic) && whole && own).then_some(start)
        }
    }
}
