//! Whose figures stand at a place of a sentence: the agency's own, or those of bodies beside, above or below it.

use super::{
    frame::Whose,
    lexicon::Kind,
    scene::{Around, Scene},
};
use crate::{
    chinese::{
        body::{LEVELS, ends_as_body},
        phrase,
        word::Mark,
    },
    ruleset::YearOf,
};
use std::ops::Range;

/// Looks from the nearest clause outwards for words that say it.
pub(super) fn at(scene: &Scene<'_>, at: usize, around: &Around<'_>) -> Whose {
    let inside = scene.group(at) > 0;
    let ends = |c: char| matches!(c, '，' | '；' | '：') || inside && matches!(c, '（' | '）' | '、');
    let mut end = at;
    loop {
        let before = scene.words.slice(scene.start()..end).iter().rposition(|c| ends(*c));
        let start = before.map_or(scene.start(), |by| scene.start() + by + 1);
        if let Some(whose) = known(scene, start..end, around) {
            return whose;
        }
        if start <= scene.start() {
            break;
        }
        end = start.saturating_sub(1);
    }
    let before = around.previous.filter(|_| scene.words.has_at(scene.start(), phrase::AMONG_THEM));
    before.and_then(|previous| previous.frames.last()).map_or(Whose::Own, |frame| frame.whose)
}

/// Whose a clause says that figures are: asked again for each figure behind it.
fn known(scene: &Scene<'_>, clause: Range<usize>, around: &Around<'_>) -> Option<Whose> {
    if scene.frames.len() < 2 {
        return zone(scene, clause, around);
    }
    let known = scene.zones.borrow().iter().find(|(known, _)| *known == clause).map(|(_, whose)| *whose);
    known.unwrap_or_else(|| {
        let whose = zone(scene, clause.clone(), around);
        scene.zones.borrow_mut().push((clause, whose));
        whose
    })
}

/// What stands in a clause in front of its first verb, topic or figure: whose it is, if that says so.
fn zone(scene: &Scene<'_>, clause: Range<usize>, around: &Around<'_>) -> Option<Whose> {
    let verb = |kind: Kind| match kind {
        Kind::Event(event) => scene.lexicon.event(event).is_some_and(|event| !event.aside),
        _ => false,
    };
    let verb = scene.hits_in(clause.clone()).find(|hit| verb(hit.kind)).map_or(clause.end, |hit| hit.start);
    let figure = scene.figures_in(clause.clone()).next().map_or(clause.end, |frame| frame.start());
    let mut zone = clause.start..verb.min(figure);
    let opens = [Mark::Listing, Mark::Year(YearOf::Last), Mark::Year(YearOf::This), Mark::Year(YearOf::Next)];
    let hits = opens.iter().any(|mark| scene.marks(*mark)).then(|| scene.hits_in(zone.clone()));
    for hit in hits.into_iter().flatten() {
        // Years and words in front of the name.
        if matches!(hit.kind, Kind::Mark(Mark::Year(_) | Mark::Listing)) && hit.start <= zone.start + 1 {
            zone.start = zone.start.max(hit.end);
        }
    }
    // 办公室作为答复主体: the office.
    if let Some(acts) = scene.find(clause.clone(), phrase::ACTS_AS) {
        zone.end = zone.end.min(acts);
    }
    while zone.end > zone.start && scene.char(zone.end.saturating_sub(1)).is_some_and(|c| phrase::NAMES_NOBODY.contains(&c)) {
        zone.end = zone.end.saturating_sub(1);
    }
    if zone.is_empty() {
        return None;
    }
    stated(scene, zone, around)
}

fn stated(scene: &Scene<'_>, zone: Range<usize>, around: &Around<'_>) -> Option<Whose> {
    let agency = around.agency;
    let text = scene.words.slice(zone.clone());
    if text.len() > 1 && agency.may_be(text) {
        return Some(Whose::Own);
    }
    let sieve = scene.sieve();
    let says = [phrase::WHOLE, phrase::OURS, phrase::THIS].iter().any(|word| sieve.may_have(*word));
    let whole = zone.clone().filter(|_| says).find_map(|at| {
        let level = scene.char(at + 1).filter(|c| LEVELS.contains(c))?;
        let word = scene.char(at).filter(|c| matches!(*c, phrase::WHOLE | phrase::OURS | phrase::THIS))?;
        (at + 1 < zone.end).then_some((word, level))
    });
    if agency.level.is_none() && matches!(whole, Some((phrase::WHOLE, _))) {
        return Some(Whose::Foreign);
    }
    let longest = |kind: Kind| scene.hits_in(zone.clone()).filter(|hit| hit.kind == kind).map(|hit| hit.end - hit.start).max();
    let longest = |kind: Kind| scene.any(kind).then(|| longest(kind))?;
    match (longest(Kind::Own), longest(Kind::Foreign)) {
        (None, None) => {}
        (Some(_), Some(_)) if agency.is_office => return Some(Whose::Own),
        (own, foreign) => return Some(if own > foreign { Whose::Own } else { Whose::Foreign }),
    }
    match (agency.level, whole) {
        (Some(own), Some((word, level))) => {
            return Some(if level == own || word != phrase::WHOLE { Whose::Own } else { Whose::Foreign });
        }
        (None, Some((phrase::WHOLE, _))) => return Some(Whose::Foreign),
        (None, Some(_)) if agency.is_office => return None,
        _ => {}
    }
    let name = name_at_end(scene, &zone)?;
    if agency.may_be(scene.words.slice(name.clone())) {
        return Some(Whose::Own);
    }
    (scene.unknown(name, usize::MAX) > 0).then_some(Whose::Foreign)
}

/// The name of a body with which a zone ends.
fn name_at_end(scene: &Scene<'_>, zone: &Range<usize>) -> Option<Range<usize>> {
    let text = scene.words.slice(zone.clone());
    if !ends_as_body(text) {
        return None;
    }
    let start = text.iter().rposition(|c| phrase::BEFORE_BODY.contains(c)).map_or(0, |at| at + 1);
    let name = zone.start + start..zone.end;
    (ends_as_body(scene.words.slice(name.clone())) && name.len() <= 16).then_some(name)
}
