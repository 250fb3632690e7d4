//! A whole and its parts: behind 其中, in brackets or behind a colon, or summed up at the end. A list is taken at its word only where
//! it means to be complete; every way in which it may be read is offered.

use super::{
    frame::{Frame, Role},
    lexicon::{Hit, Kind},
    scene::Scene,
    statement::{Certainty, Reading, Shaped},
};
use crate::{
    chinese::{numeral, phrase, unit, word::Mark},
    lang::Text,
    number::Number,
    ruleset::{Shape, Stated},
    slice::Slice,
};
use std::ops::Range;

/// The figures that a list names, and those that it may be a list of.
struct List<'a> {
    scene: &'a Scene<'a>,
    wholes: Vec<&'a Frame>,
    /// What those are printed in.
    whole_scene: &'a Scene<'a>,
    parts: Vec<&'a Frame>,
    /// The same with the parts of the lists within it, for all one knows parts of its own.
    flat: Vec<&'a Frame>,
    /// Whether it stands in brackets of its own, or behind a colon.
    closed: bool,
    /// Where it may be cut: the list may end in front of any of these.
    cuts: Vec<usize>,
}

/// A sentence with more lists is none that anyone wrote.
const MOST_LISTS: usize = 12;

/// A list may be one of the last so many figures, or of neighbours among them added.
const NEAR: usize = 3;

/// The lists of a sentence; what follows a whole without 其中 may stand in the sentence before.
pub(super) fn lists(scene: &Scene<'_>, previous: Option<&Scene<'_>>) -> Vec<Shaped> {
    let mut found: Vec<Shaped> = behind_words(scene, previous)
        .chain(in_brackets(scene))
        .chain(among(scene))
        .take(MOST_LISTS)
        .flat_map(|list| list.kinds())
        .collect();
    // Each of these is of a whole and two parts, at least.
    if scene.frames.len() >= 3 {
        found.extend(summed_up(scene));
        found.extend(told_together(scene));
        found.extend(contraries(scene));
        found.extend(quarters(scene));
    }
    found.extend(in_a_row(scene, previous));
    found
}

fn countable(frame: &Frame) -> bool {
    frame.is_number_of() && (frame.figure.is_count() || frame.figure.is_money())
}

/// Where lists open, the place behind the opening words.
fn openings(scene: &Scene<'_>) -> Vec<Range<usize>> {
    let opens = |hit: &&Hit| matches!(hit.kind, Kind::Mark(Mark::Listing | Mark::Opening));
    let mut found: Vec<Range<usize>> = scene.hits().iter().filter(opens).map(|hit| hit.start..hit.end).collect();
    let divides = phrase::VIEW_OPENERS.iter().any(|c| scene.sieve().may_have(*c));
    let looked_at = if divides { scene.sentence.range.clone() } else { 0..0 };
    for (at, c) in looked_at.clone().zip(scene.words.slice(looked_at)) {
        // 按…分，: the view under which it is divided.
        if phrase::VIEW_OPENERS.contains(c) {
            let end = (at..scene.end().min(at + 14)).find(|end| matches!(scene.char(*end), Some('，' | '：')));
            let divides = |end: &usize| phrase::VIEW_ENDS.iter().any(|word| scene.words.has_before(*end, word));
            found.extend(end.filter(divides).map(|end| at..end));
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

fn behind_words<'a>(scene: &'a Scene<'a>, previous: Option<&'a Scene<'a>>) -> impl Iterator<Item = List<'a>> {
    let openings = openings(scene);
    let all = openings.clone();
    openings.into_iter().filter_map(move |opening| {
        let group = scene.group(opening.start);
        let semicolon = |from: usize, to: usize| (from..to).find(|at| scene.char(*at) == Some('；'));
        let others = || all.iter().filter(|other| scene.group(other.start) == group);
        // 其中：甲8件；乙9件，其中…；丙7件: it goes on behind the list within it.
        let outer = others().find(|outer| outer.start < opening.start && semicolon(outer.end, opening.start).is_some());
        let end = scene.close(group);
        let stop = outer.and_then(|_| semicolon(opening.end, end)).unwrap_or(end);
        let flat: Vec<&Frame> = parts(scene, opening.end..stop, group);
        let inner: Vec<Range<usize>> = others()
            .filter(|inner| inner.start > opening.end)
            .map(|inner| inner.start..semicolon(inner.start, stop).unwrap_or(stop))
            .collect();
        let parts = flat.iter().copied().filter(|part| !inner.iter().any(|inner| inner.contains(&part.start()))).collect();
        let outer = scene.outer(group);
        let here = scene
            .frames
            .iter()
            .filter(|frame| frame.figure.range.end <= opening.start && scene.group(frame.start()) == outer && countable(frame));
        let mut wholes: Vec<&Frame> = here.collect();
        if group > 0 {
            wholes = wholes.last().copied().into_iter().collect();
        }
        let mut whole_scene = scene;
        if wholes.is_empty() && opening.start == scene.start() {
            whole_scene = previous?;
            wholes =
                whole_scene.frames.iter().filter(|frame| whole_scene.group(frame.start()) == 0 && countable(frame)).collect();
        }
        let mut cuts: Vec<usize> = all.iter().map(|other| other.start).filter(|at| *at > opening.end).collect();
        cuts.extend((opening.end..stop).filter(|at| scene.char(*at) == Some('；') || scene.words.has_at(*at, phrase::OTHER)));
        Some(List { scene, wholes, whole_scene, parts, flat, closed: group > 0, cuts })
    })
}

fn parts<'a>(scene: &'a Scene<'a>, range: Range<usize>, group: usize) -> Vec<&'a Frame> {
    scene.figures_in(range).filter(|frame| scene.group(frame.start()) == group && countable(frame)).collect()
}

/// `218件申请中，线上141件、线下77件`: what is counted stands between the whole and its parts.
fn among<'a>(scene: &'a Scene<'a>) -> impl Iterator<Item = List<'a>> {
    let is_whole = |frame: &&Frame| {
        let (counted, end) = (frame.label.right.clone(), frame.label.right.end);
        let behind = phrase::OF_THESE.iter().find(|word| scene.words.has_before(end, word)).map(|word| word.chars().count());
        let named = scene.named_in(counted).last().map(|named| named.range.end);
        countable(frame) && behind.is_some_and(|length| named == end.checked_sub(length))
    };
    scene.frames.iter().filter(is_whole).map(|whole| {
        let parts = parts(scene, whole.label.right.end..scene.end(), scene.group(whole.start()));
        List { scene, wholes: vec![whole], whole_scene: scene, parts, flat: Vec::new(), closed: false, cuts: Vec::new() }
    })
}

fn in_brackets<'a>(scene: &'a Scene<'a>) -> impl Iterator<Item = List<'a>> {
    scene.frames.iter().filter(|frame| countable(frame)).filter_map(move |whole| {
        let end = whole.figure.range.end;
        let inside = end + 1;
        let (parts, wholes) = match scene.char(end)? {
            '（' if !phrase::NO_LIST.iter().any(|word| scene.words.has_at(inside, word)) => {
                (parts(scene, inside..scene.close(inside), inside), vec![whole])
            }
            '：' | phrase::AMONG => (parts(scene, inside..scene.end(), scene.group(whole.start())), vec![whole]),
            _ => return None,
        };
        let closed = scene.char(end) != Some(phrase::AMONG);
        Some(List { scene, wholes, whole_scene: scene, parts, flat: Vec::new(), closed, cuts: Vec::new() })
    })
}

impl<'a> List<'a> {
    /// One statement for each kind of unit at most.
    fn kinds(&self) -> Vec<Shaped> {
        let mut kinds: Vec<Vec<&'a Frame>> = Vec::new();
        for part in &self.parts {
            match kinds.iter_mut().find(|kind| kind.first().is_some_and(|first| first.figure.adds_up_with(&part.figure))) {
                Some(kind) => kind.push(part),
                None => kinds.push(vec![part]),
            }
        }
        kinds.iter().filter_map(|kind| self.of(kind)).collect()
    }

    fn of(&self, parts: &[&'a Frame]) -> Option<Shaped> {
        let first = parts.first()?;
        let wholes: Vec<&Frame> = self.wholes.iter().copied().filter(|whole| whole.figure.adds_up_with(&first.figure)).collect();
        let last = *wholes.last()?;
        let exact = last.figure.exact && parts.iter().all(|part| part.figure.exact);
        if parts.len() < 2 || !exact {
            return None;
        }
        let wholes = sums_of_neighbours(&wholes)?;
        let mut sums = sums(parts)?;
        let flat: Vec<&Frame> = self.flat.iter().copied().filter(|part| part.figure.adds_up_with(&first.figure)).collect();
        sums.extend(self::sums(&flat).unwrap_or_default());
        // 其中甲13件；其他11件: the list may end behind its first part.
        let second = parts.get(1).map_or(0, |part| part.start());
        sums.extend(self.cuts.iter().any(|cut| first.start() < *cut && *cut < second).then_some(first.figure.number));
        let found = std::iter::once(parts.to_vec())
            .chain(self.cuts.iter().map(|cut| parts.iter().copied().take_while(|part| part.start() < *cut).collect()));
        let complete =
            |parts: Vec<&'a Frame>| self.means_to_be_complete(&parts, &wholes, last).map(|certainty| (parts, certainty));
        let (shown, certainty) = found.filter(|parts: &Vec<&Frame>| parts.len() >= 2).find_map(complete)?;
        let sum = *self::sums(&shown)?.last()?;
        let reading = |whole: &Number, sum: &Number| vec![(Stated::Whole, *whole), (Stated::Parts, *sum)];
        let mut readings: Vec<Reading> = vec![reading(&last.figure.number, &sum)];
        readings.extend(wholes.iter().flat_map(|whole| sums.iter().map(|sum| reading(whole, sum))));
        let printed = self.whole_scene.printed(last.figure.range.clone());
        Some(Shaped { certainty, ..statement(self.scene, readings, &shown, printed, &sum, last.topic) })
    }

    /// Whether nothing is left out: a remainder is named, or both of a pair, or the list is closed, or nearly adds up. One that only
    /// falls short a little may well be all that is found.
    fn means_to_be_complete(&self, parts: &[&Frame], wholes: &[Number], last: &Frame) -> Option<Certainty> {
        let sum = sums(parts).and_then(|sums| sums.last().copied())?;
        let etc = parts
            .iter()
            .any(|part| part.left.ends_with(phrase::ETC) || self.scene.char(part.figure.range.end) == Some(phrase::ETC));
        if etc || shares_differ(self.scene, parts) || has_subsets(parts) {
            return None;
        }
        let rest = parts.iter().skip(1).any(|part| self.names_rest(part));
        let near = wholes.iter().any(|whole| is_near(sum, *whole));
        let is_aside = |topic: usize| self.scene.lexicon.topic(topic).is_none_or(|topic| topic.aside);
        let strange = parts.iter().any(|part| part.topic != last.topic && part.topic.is_some_and(|topic| !is_aside(topic)));
        let largest = wholes.iter().copied().reduce(larger);
        let exceeds = largest.is_some_and(|largest| larger(largest, sum) != largest);
        let semicolon =
            parts.last().is_some_and(|end| self.scene.holds(parts.first().map_or(0, |first| first.start())..end.start(), "；"));
        let listed = parts.iter().all(|part| {
            self.unit(self.scene, part) == self.unit(self.whole_scene, last)
                && !part.left.is_empty()
                && part.left.chars().count() <= 14
                && !part.left.contains(phrase::AT_THE_SAME_TIME)
        });
        let sure = match strange {
            true => rest && (near || exceeds && !semicolon && listed),
            false => {
                is_pair(self.scene, parts) || rest || self.closed && parts.len() >= 3 || exceeds && (near || !semicolon && listed)
            }
        };
        let certainty = if sure { Certainty::Sure } else { Certainty::Doubtful };
        (sure || near && !strange).then_some(certainty)
    }

    /// The unit as printed.
    fn unit(&self, scene: &Scene<'_>, frame: &Frame) -> String {
        scene.text(frame.figure.number_end..frame.figure.range.end)
    }

    fn names_rest(&self, part: &Frame) -> bool {
        phrase::THE_REST.iter().any(|word| {
            part.left.trim_start_matches('，').starts_with(word) || part.left.contains(word) && part.left.chars().count() <= 10
        })
    }
}

/// `其中，按时办结…，其中自然人…`: a figure of a list that is a part of another.
fn has_subsets(parts: &[&Frame]) -> bool {
    parts.iter().skip(1).any(|part| phrase::DIVIDES_AGAIN.iter().any(|word| part.left.contains(word)))
}

/// The shares behind the parts say themselves that they are not all.
fn shares_differ(scene: &Scene<'_>, parts: &[&Frame]) -> bool {
    let share = |part: &&Frame| {
        let next = scene.frames.iter().find(|frame| frame.start() > part.start())?;
        (next.role == Role::Share).then_some(next.figure.number)
    };
    let shares: Option<Vec<Number>> = parts.iter().map(share).collect();
    let sum = shares.and_then(|shares| shares.into_iter().try_fold(Number::whole(0), Number::checked_add));
    let within = |sum: Number| {
        let percent = sum.times_power_of_ten(2)?;
        let (low, high) = (percent.checked_sub(Number::whole(98))?, Number::whole(102).checked_sub(percent)?);
        Some(!low.is_negative() && !high.is_negative())
    };
    sum.and_then(within) == Some(false)
}

/// Parts that are all there is: both halves of the lexicon, each perhaps in several parts, or a thing and its contrary.
fn is_pair(scene: &Scene<'_>, parts: &[&Frame]) -> bool {
    let half = |frame: &Frame| {
        let ranges: Vec<Range<usize>> = frame.label.left.iter().cloned().chain([frame.label.right.clone()]).collect();
        let events = ranges.iter().flat_map(|range| scene.hits_in(range.clone())).filter_map(|hit| match hit.kind {
            Kind::Event(event) => scene.lexicon.event(event).filter(|event| event.half).map(|event| event.name.as_str()),
            _ => None,
        });
        events.collect::<Vec<&str>>()
    };
    let names: Vec<Vec<&str>> = parts.iter().map(|part| half(part)).collect();
    let differ = |one: &Vec<&str>, two: &Vec<&str>| !one.iter().any(|name| two.contains(name));
    let halves = names.iter().all(|names| !names.is_empty()) && names.iter().any(|one| names.iter().any(|two| differ(one, two)));
    halves || matches!(parts, [one, two] if is_contrary(one, two) || is_contrary(two, one))
}

/// The last figures, and sums of neighbours among them.
fn sums_of_neighbours(wholes: &[&Frame]) -> Option<Vec<Number>> {
    let near = wholes.get(wholes.len().saturating_sub(NEAR)..)?;
    let mut found = Vec::new();
    for from in 0..near.len() {
        let mut sum = Number::whole(0);
        for whole in near.get(from..)? {
            sum = sum.checked_add(whole.figure.number)?;
            found.push(sum);
        }
    }
    Some(found)
}

/// The sums of the first two parts, the first three, and so on; the last is that of all.
fn sums(parts: &[&Frame]) -> Option<Vec<Number>> {
    let mut sum = Number::whole(0);
    let mut sums = Vec::new();
    for part in parts {
        sum = sum.checked_add(part.figure.number)?;
        sums.push(sum);
    }
    (!sums.is_empty()).then(|| sums.remove(0));
    Some(sums)
}

/// Within a tenth: a list that comes so near its whole means to be complete.
fn is_near(sum: Number, whole: Number) -> bool {
    let gap = sum.checked_sub(whole).map(Number::abs).and_then(|gap| gap.times_power_of_ten(1));
    gap.and_then(|gap| whole.checked_sub(gap)).is_some_and(|rest| !rest.is_negative())
}

fn larger(one: Number, two: Number) -> Number {
    if one.checked_sub(two).is_some_and(Number::is_negative) { two } else { one }
}

fn statement(
    scene: &Scene<'_>,
    readings: Vec<Reading>,
    parts: &[&Frame],
    whole: String,
    sum: &Number,
    topic: Option<usize>,
) -> Shaped {
    let printed: Vec<String> = parts.iter().map(|part| scene.printed(part.figure.range.clone())).collect();
    let sum = if parts.iter().all(|part| part.figure.is_money()) {
        format!("{} {}", sum.trimmed(), unit::YUAN)
    } else {
        sum.to_string()
    };
    let marked = parts.iter().map(|part| part.figure.range.clone()).collect();
    let shown = vec![(Stated::Whole, Text::same(whole)), (Stated::Parts, Text::same(format!("{} = {sum}", printed.join(" + "))))];
    Shaped { shape: Shape::Breakdown, readings, shown, marked, topic, certainty: Certainty::Sure, now: None, event: None }
}

/// `收到87条，采纳52条，不采纳35条`: a whole and, right behind it, a thing and its contrary.
fn contraries(scene: &Scene<'_>) -> Vec<Shaped> {
    if !phrase::CONTRARIES.iter().any(|c| scene.sieve().may_have(*c)) {
        return Vec::new();
    }
    let top: Vec<&Frame> = scene.frames.iter().filter(|frame| countable(frame) && scene.group(frame.start()) == 0).collect();
    let found = top.windows(3).filter_map(|three| {
        let [whole, one, two] = three else { return None };
        let same = one.figure.adds_up_with(&whole.figure) && two.figure.adds_up_with(&whole.figure);
        let listed = scene.listing(two.start()).is_some_and(|at| at > whole.start());
        if !same
            || listed
            || whole.role == Role::Part
            || three.iter().any(|frame| !frame.figure.exact)
            || !(is_contrary(one, two) || is_contrary(two, one))
        {
            return None;
        }
        let sum = one.figure.number.checked_add(two.figure.number)?;
        let readings = vec![vec![(Stated::Whole, whole.figure.number), (Stated::Parts, sum)]];
        Some(statement(scene, readings, &[one, two], scene.printed(whole.figure.range.clone()), &sum, whole.topic))
    });
    found.collect()
}

/// `采纳` and `不采纳`.
fn is_contrary(yes: &Frame, no: &Frame) -> bool {
    if !no.left.contains(phrase::CONTRARIES) {
        return false;
    }
    let bare: String = no.left.replace(phrase::CONTRARIES, "");
    let (plain, bare) = (yes.left.trim_start_matches(phrase::AMONG_THEM), bare.trim_start_matches(phrase::AMONG_THEM));
    bare != no.left.trim_start_matches(phrase::AMONG_THEM) && bare.chars().count() >= 2 && plain == bare
}

/// `书面5件、网上9件，合计14件`.
fn summed_up(scene: &Scene<'_>) -> Vec<Shaped> {
    let sums_up = |frame: &&Frame| {
        // 涉及招生的70件，其他40件，共110件.
        let after_rest = || phrase::THE_REST.iter().any(|word| scene.holds(scene.start()..frame.start(), word));
        let ends = phrase::SUMS_UP.iter().any(|end| frame.left.ends_with(end)) || frame.left == phrase::IN_ALL && after_rest();
        let short = || frame.label.left.iter().map(|range| scene.unknown(range.clone(), usize::MAX)).sum::<usize>() <= 2;
        let nothing = || frame.label.left.iter().all(|range| scene.named_in(range.clone()).next().is_none());
        // 网络198件，信函和当面合计98件: a part that is a sum itself.
        let half =
            |hit: &Hit| matches!(hit.kind, Kind::Event(event) if scene.lexicon.event(event).is_some_and(|event| event.half));
        let of_a_half = || frame.label.left.iter().any(|range| scene.hits_in(range.clone()).any(half));
        ends && countable(frame) && frame.figure.exact && short() && nothing() && !of_a_half()
    };
    let found = scene.frames.iter().filter(sums_up).filter_map(|whole| {
        let parts: Vec<&Frame> = scene
            .frames
            .iter()
            .filter(|part| part.figure.range.end < whole.start() && scene.group(part.start()) == scene.group(whole.start()))
            .filter(|part| countable(part) && part.figure.adds_up_with(&whole.figure))
            .collect();
        if parts.len() < 2 || parts.iter().any(|part| !part.figure.exact) {
            return None;
        }
        let suffixes: Option<Vec<Number>> =
            (0..parts.len().saturating_sub(1)).map(|from| sums(parts.get(from..)?)?.last().copied()).collect();
        let suffixes = suffixes?;
        let readings = suffixes.iter().map(|sum| vec![(Stated::Whole, whole.figure.number), (Stated::Parts, *sum)]).collect();
        let printed = scene.printed(whole.figure.range.clone());
        Some(statement(scene, readings, &parts, printed, suffixes.first()?, whole.topic))
    });
    found.collect()
}

/// `一季度50件、二季度60件、三季度54件、四季度50件`: the parts of a year, which are all of it.
fn quarters(scene: &Scene<'_>) -> Option<Shaped> {
    let run = phrase::PARTS_OF_YEAR.iter().find_map(|names| {
        let begins = |at: &usize| {
            let mut run = names.iter().zip(scene.frames.iter().skip(*at));
            run.len() == names.len() && run.all(|(name, frame)| frame.left.contains(name))
        };
        let named = || (0..scene.frames.len()).find(begins);
        let named = names.iter().all(|name| scene.sieve().may_hold(name)).then(named).flatten();
        let apart = || {
            let all = phrase::ALL_PARTS_OF_YEAR.iter().find_map(|word| scene.find(scene.sentence.range.clone(), word))?;
            scene.frames.iter().position(|frame| frame.start() > all).filter(|_| names.len() == phrase::QUARTERS)
        };
        let start = named.or_else(apart)?;
        scene.frames.get(start..start + names.len())
    })?;
    let (first, parts) = (run.first()?, run.iter().collect::<Vec<&Frame>>());
    let fits = |frame: &Frame| frame.figure.exact && frame.figure.is_count() && frame.figure.adds_up_with(&first.figure);
    let before = || scene.frames.iter().rfind(|frame| frame.figure.range.end <= first.start());
    let whole = total_behind(scene, run).or_else(before)?;
    let joined = parts.windows(2).all(|two| matches!(two, [one, two] if two.start().saturating_sub(one.start()) <= SEASON));
    if !run.iter().all(fits) || !fits(whole) || !joined || !whole.is_number_of() || scene.listing(first.start()).is_some() {
        return None;
    }
    let sum = *sums(&parts)?.last()?;
    let readings = vec![vec![(Stated::Whole, whole.figure.number), (Stated::Parts, sum)]];
    Some(statement(scene, readings, &parts, scene.printed(whole.figure.range.clone()), &sum, whole.topic))
}

/// `…四季度50件，全年共214件`: what the parts of a year are in all, behind them.
fn total_behind<'a>(scene: &'a Scene<'_>, run: &[Frame]) -> Option<&'a Frame> {
    let end = run.last()?.figure.range.end;
    let next = scene.frames.iter().find(|frame| frame.start() > end)?;
    let text = scene.text(end..next.start());
    let says = phrase::OF_THE_YEAR.iter().any(|word| text.trim_start_matches(['，', '；']).starts_with(word));
    let same = next.topic == run.last()?.topic || next.inherited || next.topic.is_none();
    let is_other = next.event.and_then(|event| scene.lexicon.event(event)).is_some_and(|event| !event.default);
    let fits = says && same && !is_other && next.is_number_of() && text.chars().count() <= SEASON;
    Some(next).filter(|_| fits)
}

/// `网上141件，书面77件，两者共218件`: as many figures as the word for them says, and their total.
fn told_together(scene: &Scene<'_>) -> Vec<Shaped> {
    let many = |frame: &Frame| {
        let left = phrase::OF_ALL_THESE.iter().filter_map(|word| frame.left.strip_suffix(word)).min_by_key(|left| left.len())?;
        let left: Vec<char> = left.strip_suffix(phrase::LISTED)?.chars().collect();
        let numeral = left.iter().rev().take_while(|c| numeral::is_numeral(**c) || c.is_ascii_digit()).count();
        let numeral: String = left.slice(left.len().saturating_sub(numeral)..).iter().collect();
        let value = numeral.parse().ok().or_else(|| numeral::value(&numeral.chars().collect::<Vec<char>>()));
        value.and_then(|many| usize::try_from(many).ok()).filter(|many| *many >= 2)
    };
    let of = |whole: &Frame| {
        let many = many(whole).filter(|_| countable(whole) && whole.figure.exact)?;
        let before = scene.frames.iter().filter(|part| part.figure.range.end < whole.start() && countable(part));
        let all: Vec<&Frame> = before.filter(|part| part.figure.adds_up_with(&whole.figure)).collect();
        let parts = all.get(all.len().checked_sub(many)?..)?;
        if parts.iter().any(|part| !part.figure.exact) {
            return None;
        }
        let sum = *sums(parts)?.last()?;
        let readings = vec![vec![(Stated::Whole, whole.figure.number), (Stated::Parts, sum)]];
        Some(statement(scene, readings, parts, scene.printed(whole.figure.range.clone()), &sum, whole.topic))
    };
    scene.frames.iter().filter_map(of).chain(scene.frames.windows(3).filter_map(|three| added(scene, three))).collect()
}

/// `结转的11件已办结，加上新收中办结的278件，当年办结289件`: two of a kind, and both together.
fn added(scene: &Scene<'_>, three: &[Frame]) -> Option<Shaped> {
    let [one, two, whole] = three else { return None };
    let exact = three.iter().all(|frame| frame.figure.exact && countable(frame));
    let same = one.figure.adds_up_with(&two.figure) && two.figure.adds_up_with(&whole.figure);
    let says = scene.words.has_at(scene.clause_start(two.start()), phrase::ADDED);
    let event = whole.event.and_then(|event| scene.lexicon.same_event(event));
    let is_it = |hit: &Hit| matches!(hit.kind, Kind::Event(other) if scene.lexicon.same_event(other) == event);
    let of_it = |frame: &Frame| {
        let clause = scene.clause_start(frame.start())..scene.clause_end(frame.figure.range.end);
        event.is_some() && scene.hits_in(clause).any(is_it)
    };
    if !exact || !same || !says || !of_it(one) || !of_it(two) {
        return None;
    }
    let sum = one.figure.number.checked_add(two.figure.number)?;
    let readings = vec![vec![(Stated::Whole, whole.figure.number), (Stated::Parts, sum)]];
    Some(statement(scene, readings, &[one, two], scene.printed(whole.figure.range.clone()), &sum, whole.topic))
}

/// The figures of the parts of a year stand no further apart.
const SEASON: usize = 16;

/// So many different parts in a row, or as many as the topic has, the last one of all among them, are all that there are.
const MOST_PARTS: usize = 5;

/// Parts into which a total divides, named one after the other: they add up to a total found before.
fn in_a_row(scene: &Scene<'_>, previous: Option<&Scene<'_>>) -> Option<Shaped> {
    let is_part = |frame: &&Frame| {
        let event = frame.event.and_then(|event| scene.lexicon.event(event));
        event.is_some_and(|event| event.part) && frame.figure.is_of_things() && frame.is_number_of()
    };
    let parts: Vec<&Frame> = scene.frames.iter().filter(is_part).collect();
    let first = parts.first()?;
    if scene.listing(first.start()).is_some() || parts.iter().any(|part| !part.figure.exact || part.topic != first.topic) {
        return None;
    }
    let mut names: Vec<&str> =
        parts.iter().filter_map(|part| scene.lexicon.event(part.event?).map(|event| event.name.as_str())).collect();
    let last = scene.lexicon.rules.events.iter().rfind(|event| event.part && Some(event.topic) == first.topic)?;
    let closes = names.contains(&last.name.as_str());
    names.sort_unstable();
    names.dedup();
    if names.len() < MOST_PARTS.min(outcomes(scene, first.topic)) || names.len() != parts.len() || !closes {
        return None;
    }
    let sum = *sums(&parts)?.last()?;
    let own = scene.frames.iter().filter(|frame| frame.figure.range.end <= first.start()).map(|frame| (frame, scene));
    let before = previous.into_iter().flat_map(|previous| previous.frames.iter().map(move |frame| (frame, previous)));
    let wholes: Vec<(&Frame, &Scene<'_>)> =
        before.chain(own).filter(|(frame, _)| countable(frame) && frame.figure.is_of_things()).collect();
    let is_whole = |(frame, _): &&(&Frame, &Scene<'_>)| frame.topic == first.topic && frame.event.is_some() && frame.unknown == 0;
    let mut found = wholes.iter().filter(is_whole);
    let head = found.next()?;
    let number = |found: &(&Frame, &Scene<'_>)| found.0.figure.number;
    let (whole, its) =
        found.fold(head, |best, next| if larger(number(best), number(next)) == number(best) { best } else { next });
    let of_it: Vec<&Frame> = wholes.iter().filter(is_whole).map(|(frame, _)| *frame).collect();
    let all = wholes.iter().map(|(frame, _)| frame.figure.number).chain(sums_of_neighbours(&of_it)?);
    // 审结29件，维持18件…；尚未审结2件: the last part is none of the whole.
    let rest = parts.split_last().filter(|(last, closed)| {
        let from = closed.last().map_or(0, |before| before.figure.range.end);
        names.len() < MOST_PARTS && scene.words.holds(from..last.start(), "；")
    });
    let rest = rest.and_then(|(_, closed)| sums(closed)?.last().copied());
    let with =
        |whole: Number| std::iter::once(sum).chain(rest).map(move |sum| vec![(Stated::Whole, whole), (Stated::Parts, sum)]);
    let readings = all.flat_map(with).collect();
    Some(statement(scene, readings, &parts, its.printed(whole.figure.range.clone()), &sum, first.topic))
}

/// Into how many parts the figures of a topic divide.
fn outcomes(scene: &Scene<'_>, topic: Option<usize>) -> usize {
    let parts = scene.lexicon.rules.events.iter().filter(|event| event.part && Some(event.topic) == topic);
    let mut names: Vec<&str> = parts.map(|event| event.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}
