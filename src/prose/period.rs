//! Of which year the figure at a place of a sentence is, or whether it is one of a part of a year, of several, or a mean.

use super::{
    day,
    frame::Period,
    lexicon::{Hit, Kind},
    scene::{Around, Scene},
};
use crate::{
    chinese::{phrase, word::Mark},
    ruleset::YearOf,
};

pub(super) fn at(scene: &Scene<'_>, at: usize, around: &Around<'_>) -> Period {
    let mut period = None;
    if speaks_of_time(scene) {
        let group = scene.group(at);
        let here = |hit: &&Hit| hit.end <= at && (group > 0 || scene.group(hit.start) == 0);
        let hits: Vec<&Hit> = scene.hits().iter().filter(|hit| is_of_time(hit.kind)).filter(here).collect();
        if let Some(period) = of_no_year(scene, &hits, at) {
            return period;
        }
        period = last_year_named(scene, &hits, at, around);
    }
    let starts_with_list = scene.words.has_at(scene.start(), phrase::AMONG_THEM);
    let before = around.previous.and_then(|previous| previous.frames.last());
    let so_far = || scene.holds(scene.clause_start(at)..at, phrase::SO_FAR);
    match (period, before) {
        (None, _) if so_far() && goes_on_to_this_year(scene, at) => Period::Several,
        (None, _)
            if so_far()
                && scene.holds(scene.start()..at, phrase::AT_PRESENT)
                && before.is_none_or(|before| before.period != Period::This) =>
        {
            Period::Unclear
        }
        (None, Some(before)) if starts_with_list || before.period == Period::Part => before.period,
        (period, _) => period.unwrap_or_default(),
    }
}

/// Whether a sentence says anything of when: most do not.
fn speaks_of_time(scene: &Scene<'_>) -> bool {
    let years = [YearOf::Last, YearOf::This, YearOf::Next].map(Mark::Year);
    let marks = [Mark::PartOfYear, Mark::Mean, Mark::Several];
    let says = |mark: &Mark| scene.marks(*mark);
    let sieve = scene.sieve();
    marks.iter().chain(&years).any(says) || sieve.may_have(phrase::YEAR) || sieve.may_have(phrase::MONTH)
}

fn is_of_time(kind: Kind) -> bool {
    matches!(kind, Kind::Mark(Mark::PartOfYear | Mark::Mean | Mark::Several | Mark::Year(_)))
}

/// Of a part of a year, of several years, or a mean.
fn of_no_year(scene: &Scene<'_>, hits: &[&Hit], at: usize) -> Option<Period> {
    let clause = scene.clause_start(at);
    let part = hits.iter().rfind(|hit| hit.kind == Kind::Mark(Mark::PartOfYear)).map(|hit| hit.start);
    let whole = hits.iter().rfind(|hit| hit.kind == Kind::Mark(Mark::Year(YearOf::This))).map(|hit| hit.start);
    let part = part.max(days(scene, at));
    if part.is_some_and(|part| whole.is_none_or(|whole| whole < part)) || upto_month(scene, at) {
        return Some(Period::Part);
    }
    if hits.iter().any(|hit| hit.kind == Kind::Mark(Mark::Mean) && hit.start >= clause) {
        return Some(Period::Mean);
    }
    let several = |hit: &Hit| hit.kind == Kind::Mark(Mark::Several) && !runs_into_year(hits, hit);
    let spans = hits.iter().any(|hit| several(hit)) && !since_this_year(scene, hits) || spans_years(scene, at);
    let last = hits.iter().rfind(|hit| several(hit)).map_or(scene.start(), |hit| hit.start);
    let spans = spans && !names_this_year_since(scene, hits, last);
    spans.then_some(Period::Several)
}

/// The last year that is named in front of a place, if one is.
fn last_year_named(scene: &Scene<'_>, hits: &[&Hit], at: usize, around: &Around<'_>) -> Option<Period> {
    let mut found: Option<(usize, Period)> = None;
    let mut see = |place: usize, period: Period| {
        if found.is_none_or(|(known, _)| place >= known) {
            found = Some((place, period));
        }
    };
    for hit in hits {
        let Kind::Mark(Mark::Year(year)) = hit.kind else { continue };
        let longer = |other: &&&Hit| other.kind == hit.kind && other.start <= hit.start && hit.end < other.end;
        if hits.iter().any(|other| longer(&other)) {
            continue;
        }
        match year {
            YearOf::This => see(hit.start, Period::This),
            _ if is_a_direction(scene, hit) => {}
            YearOf::Last => see(hit.start, Period::Last),
            YearOf::Next => see(hit.start, Period::Next),
        }
    }
    for place in years(scene, at) {
        if let Some((year, behind)) = day::year(scene.words, place) {
            let known = around.year.is_some_and(|own| year.abs_diff(own) <= 1);
            let hit = Hit { start: place, end: behind, kind: Kind::Light };
            if !known && behind <= at && !is_a_direction(scene, &hit) {
                see(place, Period::Other);
            }
        }
    }
    found.map(|(_, period)| period)
}

/// Where years in digits may stand, in front of a place.
fn years(scene: &Scene<'_>, at: usize) -> impl Iterator<Item = usize> {
    let text = scene.words.slice(scene.start()..at).iter().enumerate();
    let behind = text.filter(|(_, c)| **c == phrase::YEAR).map(|(by, _)| scene.start() + by);
    behind.filter_map(|behind| behind.checked_sub(4)).filter(|place| *place >= scene.start() && scene.words.may_be_figure(*place))
}

/// `结转至2024年`, `2022年结转`: a year that says whence or whither, not of which year the figures are.
fn is_a_direction(scene: &Scene<'_>, hit: &Hit) -> bool {
    let before = hit.start.checked_sub(1).filter(|at| *at >= scene.start()).and_then(|at| scene.char(at));
    if before.is_some_and(|c| phrase::BEFORE_OTHER_YEAR.contains(&c)) {
        return true;
    }
    is_of_an_event(scene, hit)
}

/// `结转上年11件`: an event's words hold the year and more: carried in, carried out.
pub(super) fn is_of_an_event(scene: &Scene<'_>, hit: &Hit) -> bool {
    let holds = |other: &&Hit| {
        matches!(other.kind, Kind::Event(_))
            && other.start <= hit.start
            && hit.end <= other.end
            && other.end - other.start > hit.end - hit.start
    };
    let near = scene.hits().partition_point(|other| other.start + 24 < hit.start);
    scene.hits().iter().skip(near).take_while(|other| other.start <= hit.start).any(|other| holds(&other))
}

/// `1月21日至27日`: where a span of days ends that is not the year.
fn days(scene: &Scene<'_>, at: usize) -> Option<usize> {
    if !scene.sieve().may_have(phrase::DAY) || !scene.sieve().may_have(phrase::MONTH) {
        return None;
    }
    let ends = |place: usize| {
        let ((_, month, day), behind) = day::day(scene.words, place)?;
        let joint = behind + usize::from(scene.char(behind) == Some(phrase::FROM_DAY));
        let is_joint = |c: char| phrase::YEAR_JOINTS.contains(&c);
        let second = scene.char(joint).filter(|c| is_joint(*c)).map(|_| joint + 1)?;
        match day::day(scene.words, second) {
            Some(((_, to_month, to_day), end)) => ((month, day, to_month, to_day) != (1, 1, 12, 31)).then_some(end),
            None => day::of_month(scene.words, second),
        }
    };
    let places = (scene.start()..at).filter(|place| scene.words.may_be_figure(*place));
    places.filter_map(ends).filter(|end| *end <= at).max()
}

/// `1至10月`, `截至6月底`: not up to December.
fn upto_month(scene: &Scene<'_>, at: usize) -> bool {
    let mut part = false;
    if !scene.sieve().may_have(phrase::MONTH) {
        return false;
    }
    for place in scene.start()..at {
        if scene.char(place) != Some(phrase::MONTH) {
            continue;
        }
        let before = scene.words.slice(place.saturating_sub(2).max(scene.start())..place);
        let Some(month) = month(before) else { continue };
        let whole = scene.char(place + 1).is_some_and(|c| c.is_ascii_digit());
        if month == 12 {
            let end = scene.char(place + 1) == Some(phrase::END_OF);
            return !spans(scene, place, before.iter().map(|c| c.len_utf8()).sum()) && !whole && !end && !stops(scene, place);
        }
        // A day: something happened then, or a period begins there.
        part |= !whole || stops(scene, place);
    }
    part
}

/// The number that one or two digits end in.
fn month(text: &[char]) -> Option<u32> {
    match text {
        [tens, ones] if tens.is_ascii_digit() => Some(tens.to_digit(10)? * 10 + ones.to_digit(10)?),
        [.., ones] => ones.to_digit(10),
        [] => None,
    }
}

/// Whether 至 or the like stands in front of a month.
fn spans(scene: &Scene<'_>, place: usize, digits: usize) -> bool {
    let start = place.saturating_sub(digits);
    phrase::UP_TO.iter().any(|word| scene.words.has_before(start, word))
}

fn stops(scene: &Scene<'_>, place: usize) -> bool {
    let start = scene.clause_start(place);
    phrase::AS_OF.iter().any(|word| scene.holds(start..place, word))
}

/// `结转至今年`: the end of the word is the beginning of a year.
fn runs_into_year(hits: &[&Hit], several: &Hit) -> bool {
    let crosses = |hit: &&&Hit| hit.start < several.end && several.start < hit.start && hit.end > several.end;
    hits.iter().filter(crosses).any(|hit| matches!(hit.kind, Kind::Mark(Mark::Year(_))))
}

/// `近三年收到690件，其中2023年218件`: behind a figure of them all, this year is named.
fn names_this_year_since(scene: &Scene<'_>, hits: &[&Hit], several: usize) -> bool {
    let Some(first) = scene.frames.iter().find(|frame| frame.start() > several) else { return false };
    let is_this = |hit: &&&Hit| hit.kind == Kind::Mark(Mark::Year(YearOf::This)) && hit.start >= first.figure.range.end;
    hits.iter().filter(is_this).any(|hit| !is_a_direction(scene, hit))
}

/// `累计收到690件，其中2023年218件`: a part of it is that of this year.
fn goes_on_to_this_year(scene: &Scene<'_>, at: usize) -> bool {
    let is_this = |hit: &&Hit| hit.kind == Kind::Mark(Mark::Year(YearOf::This)) && hit.start > at;
    let is_named = |hit: &Hit| {
        let in_digits = scene.char(hit.start).is_some_and(|c| c.is_ascii_digit());
        (in_digits || scene.listing(hit.start).is_some_and(|listing| listing > at)) && !is_a_direction(scene, hit)
    };
    scene.hits().iter().filter(is_this).any(is_named)
}

fn since_this_year(scene: &Scene<'_>, hits: &[&Hit]) -> bool {
    hits.iter().any(|hit| {
        hit.kind == Kind::Mark(Mark::Year(YearOf::This)) && phrase::SINCE.iter().any(|word| scene.words.has_at(hit.end, word))
    })
}

/// `2019年至2023年`, `2021-2023年`.
fn spans_years(scene: &Scene<'_>, at: usize) -> bool {
    let may_span = scene.sieve().may_have(phrase::YEAR) && phrase::YEAR_JOINTS.iter().any(|c| scene.sieve().may_have(*c));
    may_span
        && (scene.start()..at).any(|place| {
            let joint = scene.char(place).is_some_and(|c| phrase::YEAR_JOINTS.contains(&c));
            let year_before = place >= 5
                && (scene.char(place.saturating_sub(1)) == Some(phrase::YEAR)
                    || scene.words.slice(place.saturating_sub(4)..place).iter().all(char::is_ascii_digit));
            joint && year_before && day::year(scene.words, place + 1).is_some()
        })
}
