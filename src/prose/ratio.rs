//! Percentages of two kinds: a share of a whole, and a growth against last year.

use super::{
    attribution::default_event,
    frame::{Frame, Period, Role, Whose},
    lexicon::{Hit, Kind},
    scene::Scene,
    statement::{Certainty, Reading, Shaped},
};
use crate::{
    chinese::{phrase, unit, word::Mark},
    lang::Text,
    number::Number,
    ruleset::{Shape, Stated},
    text,
};
use std::ops::Range;

/// The shares of a sentence: `n件，占p%`.
pub(super) fn shares(scene: &Scene<'_>, earlier: &[&Frame]) -> Vec<Shaped> {
    let mut found: Vec<Shaped> = scene.frames.windows(3).filter_map(|three| of_a_whole(scene, three)).collect();
    // 占比由58.3%提高到66.9%: what it was before stands between.
    let before = |frame: &&Frame| frame.role == Role::Before && frame.figure.is_percent();
    let frames: Vec<&Frame> = scene.frames.iter().filter(|frame| !before(frame)).collect();
    for pair in frames.windows(2) {
        let [part, percent] = pair else { continue };
        if stands_behind(scene, part, percent) {
            found.push(share(scene, percent, part, earlier));
            continue;
        }
        let fits = percent.role == Role::Share
            && part.is_number_of()
            && part.figure.is_count()
            && percent.figure.exact
            && part.figure.exact;
        if !fits || percent.period != part.period {
            continue;
        }
        let changed = scene.figures_in(part.figure.range.end..percent.start()).find(before);
        let between = scene.text(part.figure.range.end..changed.unwrap_or(percent).start());
        let Some((gap, of)) =
            between.split_once(phrase::SHARE).or_else(|| phrase::RATIOS.iter().find_map(|word| between.split_once(word)))
        else {
            continue;
        };
        if !gap.chars().all(|c| phrase::BEFORE_SHARE.contains(&c)) || of.chars().count() > 16 {
            continue;
        }
        let known = |wanted: &str| wanted.chars().all(|c| phrase::SHARE_WORDS.contains(c));
        let stated = part.topic.is_some_and(|topic| {
            let start = percent.start().saturating_sub(of.chars().count());
            scene.unknown(start..percent.start(), topic) == 0
        });
        if known(of) || stated || changed.is_some() {
            found.push(share(scene, part, percent, earlier));
        }
    }
    found
}

/// `线上占64.7%（141件）`: the figure stands behind its percentage.
fn stands_behind(scene: &Scene<'_>, percent: &Frame, part: &Frame) -> bool {
    percent.role == Role::Share
        && percent.figure.exact
        && part.figure.exact
        && part.is_number_of()
        && part.figure.is_count()
        && percent.period == part.period
        && phrase::BEHIND_SHARE.contains(&scene.text(percent.figure.range.end..part.start()).as_str())
}

/// `55条，占总量1100条的5%`: the whole stands between.
fn of_a_whole(scene: &Scene<'_>, three: &[Frame]) -> Option<Shaped> {
    let [part, whole, percent] = three else { return None };
    let says = || {
        let before = scene.text(part.figure.range.end..whole.start());
        before.trim_start_matches(['，', '、', '（']).starts_with(phrase::SHARE)
            && scene.text(whole.figure.range.end..percent.start()) == phrase::OF
    };
    let exact = three.iter().all(|frame| frame.figure.exact);
    let fits = percent.figure.is_percent()
        && part.figure.adds_up_with(&whole.figure)
        && part.figure.is_count()
        && !whole.figure.number.is_zero();
    if !exact || !fits || !says() {
        return None;
    }
    let reading =
        vec![(Stated::Part, part.figure.number), (Stated::Whole, whole.figure.number), (Stated::Percent, percent.figure.number)];
    let printed = |frame: &Frame| scene.shown(frame.figure.range.clone());
    let shown = vec![(Stated::Part, printed(part)), (Stated::Percent, printed(percent)), (Stated::Whole, printed(whole))];
    let marked = vec![percent.figure.range.clone(), part.figure.range.clone()];
    Some(Shaped {
        shape: Shape::Share,
        readings: vec![reading],
        shown,
        marked,
        topic: None,
        certainty: Certainty::Sure,
        now: None,
        event: None,
    })
}

fn share(scene: &Scene<'_>, part: &Frame, percent: &Frame, earlier: &[&Frame]) -> Shaped {
    let own = scene.frames.iter().take_while(|frame| frame.figure.range.end <= part.start());
    let shared = |frame: &&Frame| {
        scene
            .frames
            .windows(2)
            .any(|pair| matches!(pair, [part, percent] if part.start() == frame.start() && percent.role == Role::Share))
    };
    let wholes = earlier.iter().copied().chain(own.filter(|frame| !shared(frame)));
    let fits = |frame: &&Frame| {
        frame.is_number_of()
            && frame.figure.exact
            && frame.figure.adds_up_with(&part.figure)
            && frame.figure.number >= part.figure.number
            && !frame.figure.number.is_zero()
    };
    let mut all: Vec<Number> = wholes.filter(fits).map(|frame| frame.figure.number).collect();
    all.dedup();
    all.reverse();
    let base = [(Stated::Part, part.figure.number), (Stated::Percent, percent.figure.number)];
    let with = |whole: &Number| base.iter().copied().chain([(Stated::Whole, *whole)]).collect();
    let mut readings: Vec<Reading> = all.iter().map(with).collect();
    if readings.is_empty() {
        readings.push(base.to_vec());
    }
    let mut shown = vec![
        (Stated::Part, scene.shown(part.figure.range.clone())),
        (Stated::Percent, scene.shown(percent.figure.range.clone())),
    ];
    shown.push((Stated::Whole, all.first().map(|whole| Text::same(whole.to_string())).unwrap_or_default()));
    let marked = vec![percent.figure.range.clone(), part.figure.range.clone()];
    let own = part.period == Period::This && part.whose == Whose::Own;
    Shaped {
        shape: Shape::Share,
        readings,
        shown,
        marked,
        topic: part.topic.filter(|_| own),
        certainty: Certainty::Sure,
        now: None,
        event: None,
    }
}

/// A growth is stated within so many characters behind its figure.
const NEAR: usize = 40;

/// The growths of a sentence: `14件，比去年减少6件，减少30%`.
pub(super) fn growths(scene: &Scene<'_>) -> Vec<Shaped> {
    (0..scene.frames.len()).filter_map(|at| growth(scene, at)).collect()
}

fn growth(scene: &Scene<'_>, at: usize) -> Option<Shaped> {
    let counts = |now: &&Frame| now.is_number_of() && (now.figure.is_count() || now.figure.is_money()) && now.figure.exact;
    let now = scene.frames.get(at).filter(counts)?;
    let mut cluster: Vec<&Frame> = Vec::new();
    let each_its_own = told_apart(scene, at);
    for frame in scene.frames.iter().skip(each_its_own.unwrap_or(at) + 1) {
        let compares = matches!(frame.role, Role::Change | Role::Before | Role::Multiple);
        if compares && !scene.holds(now.figure.range.end..frame.start(), "；") {
            cluster.push(frame);
        } else if !(matches!(frame.role, Role::Rate | Role::Share) && cluster.is_empty()) {
            break;
        }
    }
    if scene.holds(now.figure.range.end..cluster.last().map_or(0, |last| last.start()), phrase::APART) {
        cluster = own_of(scene, now, &cluster)?;
    }
    let mut start = now.figure.range.end;
    let before = in_front(scene, at, cluster.iter().all(|frame| frame.role == Role::Before));
    if let Some(first) = before.first() {
        start = scene.clause_start(first.start());
        cluster = before.into_iter().chain(cluster).collect();
    }
    if let Some(from) = at.checked_sub(1).and_then(|before| scene.frames.get(before)).filter(|from| from.role == Role::Before)
        && scene.changed_to(from.figure.range.end..now.start())
    {
        cluster.insert(0, from);
        start = from.start().saturating_sub(6).max(scene.start());
    }
    let last_year = last_year(scene, now);
    let (Some(first), Some(last)) = (cluster.first(), cluster.last()) else {
        // 2022年收到175件，2023年收到218件: no change is told.
        let told: Vec<&Frame> = last_year.into_iter().filter(|before| before.role == Role::Whole).collect();
        return (!told.is_empty() || doubles(scene, now).is_some()).then(|| stated(scene, now, &told))?;
    };
    let middle = start..last.figure.range.end.max(now.start());
    let compares = last_year.is_some()
        || cluster.iter().any(|frame| frame.role == Role::Before)
        || phrase::COMPARED_WITH.iter().any(|word| scene.holds(middle.clone(), word));
    let other = phrase::COMPARED_OTHERWISE.iter().any(|word| scene.holds(middle.clone(), word));
    let far = first.start().saturating_sub(now.figure.range.end) > NEAR && each_its_own.is_none();
    let in_units = |frame: &Frame| frame.figure.is_count() || frame.figure.is_money();
    let other_unit = |frame: &&&Frame| in_units(frame) && !frame.figure.adds_up_with(&now.figure);
    if !compares
        || other
        || far
        || cluster.iter().any(|frame| !frame.figure.exact)
        || cluster.iter().any(|frame| other_unit(&frame))
    {
        return None;
    }
    cluster.extend(last_year);
    stated(scene, now, &cluster)
}

/// `申请量较上年的178件增加36件`: changes of a figure that is not stated, where a sentence has no other figures.
pub(super) fn alone(scene: &Scene<'_>) -> Option<Shaped> {
    let all: Vec<&Frame> = scene.frames.iter().collect();
    let compares = |frame: &&Frame| matches!(frame.role, Role::Change | Role::Before) && frame.figure.exact;
    let names = |frame: &&&Frame| frame.topic.is_some() && !frame.inherited;
    let of = all.iter().find(|frame| names(frame) && frame.figure.is_count()).or_else(|| all.iter().find(names))?;
    let topic = of.topic.filter(|_| of.whose == Whose::Own && of.anchored)?;
    let event = of.event.or_else(|| default_event(scene.lexicon, topic).filter(|_| of.bare))?;
    let words = scene.sentence.range.clone();
    let holds = |all: &[&str]| all.iter().any(|word| scene.holds(words.clone(), word));
    if !all.iter().all(compares)
        || scene.listing(of.start()).is_some()
        || of.unknown > letters_of_change(scene, of)
        || of.role == Role::Change && !stands_in_front(scene, of)
        || !matches!(of.period, Period::This | Period::Last)
        || !holds(phrase::COMPARED_WITH)
        || holds(phrase::COMPARED_OTHERWISE)
    {
        return None;
    }
    let like = all.iter().find(|frame| frame.figure.is_count()).unwrap_or(of);
    let (reading, shown) = changes(scene, like, &all)?;
    let marked = all.iter().rev().map(|frame| frame.figure.range.clone()).collect();
    let (shape, certainty) = (Shape::Growth, Certainty::Sure);
    Some(Shaped { shape, readings: vec![reading], shown, marked, topic: Some(topic), certainty, now: None, event: Some(event) })
}

/// `比上年翻了一番`: the word, where it is said of a figure.
fn doubles(scene: &Scene<'_>, now: &Frame) -> Option<Range<usize>> {
    let found = phrase::DOUBLED.iter().find_map(|word| {
        let start = scene.find(scene.sentence.range.clone(), word)?;
        Some(start..start + word.chars().count())
    })?;
    let clause = scene.clause_start(found.start)..scene.clause_end(found.end);
    let next = |from: usize, to: usize| scene.text(from.min(to)..to).matches(['，', '；']).count() <= 1;
    let near = if clause.start >= now.figure.range.end {
        next(now.figure.range.end, clause.start)
    } else {
        next(clause.end, now.start())
    };
    let own = scene.named_in(clause.clone()).all(|named| Some(named.topic) == now.topic);
    let compares = now.topic.is_some_and(|topic| scene.unknown(clause.start..found.start, topic) == 0);
    let of_years = scene.frames.iter().any(|frame| matches!(frame.period, Period::Other | Period::Several));
    (near && own && compares && !of_years && now.period == Period::This).then_some(found)
}

/// `增加36件`, not `多收到申请36件`.
fn stands_in_front(scene: &Scene<'_>, frame: &Frame) -> bool {
    let is_change = |hit: &Hit| matches!(hit.kind, Kind::Mark(Mark::Up | Mark::Down));
    scene.hits().iter().any(|hit| is_change(hit) && hit.end <= frame.start() && frame.start() - hit.end <= 1)
}

/// How many characters in front of a figure are of words for a change.
fn letters_of_change(scene: &Scene<'_>, frame: &Frame) -> usize {
    let changes = |at: usize| {
        let covers = |hit: &Hit| matches!(hit.kind, Kind::Mark(Mark::Up | Mark::Down)) && (hit.start..hit.end).contains(&at);
        scene.hits().iter().any(covers)
    };
    frame.label.left.iter().flat_map(Clone::clone).filter(|at| changes(*at)).count()
}

/// `收到12件、答复10件，分别增长20%、25%`: the last of the figures that the changes are told of.
fn told_apart(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let behind = scene.frames.iter().enumerate().skip(at + 1);
    let (change, first) = behind.clone().find(|(_, frame)| frame.role == Role::Change)?;
    let only_counts = behind.take_while(|(place, _)| *place < change).all(|(_, frame)| is_counted(frame));
    (only_counts && first.left.contains(phrase::APART)).then(|| change.saturating_sub(1))
}

fn is_counted(frame: &Frame) -> bool {
    frame.is_number_of() && frame.figure.is_count()
}

/// Of changes that are told each for its own figure, those of one; none where they are not as many as the figures.
fn own_of<'a>(scene: &'a Scene<'_>, now: &Frame, cluster: &[&'a Frame]) -> Option<Vec<&'a Frame>> {
    let first = cluster.first().filter(|first| first.left.contains(phrase::APART))?;
    let figures: Vec<&Frame> = scene.frames.iter().take_while(|frame| frame.start() < first.start()).collect();
    let place = figures.iter().position(|frame| frame.start() == now.start())?;
    let mut runs: Vec<Vec<&'a Frame>> = Vec::new();
    let mut end = 0;
    for frame in cluster.iter().copied() {
        let joint = scene.text(end..frame.start());
        match runs.last_mut().filter(|_| phrase::FIGURE_JOINTS.contains(&joint.as_str())) {
            Some(run) => run.push(frame),
            None => runs.push(vec![frame]),
        }
        end = frame.figure.range.end;
    }
    let fits = figures.iter().all(|frame| is_counted(frame)) && runs.iter().all(|run| run.len() == figures.len());
    fits.then(|| runs.iter().filter_map(|run| run.get(place).copied()).collect())
}

/// `比上年增长20%，达到218件`, `为上年109件的2倍，达到218件`: the changes that stand in front of their figure.
fn in_front<'a>(scene: &'a Scene<'_>, at: usize, alone: bool) -> Vec<&'a Frame> {
    let Some(now) = scene.frames.get(at) else { return Vec::new() };
    let compares = |frame: &&Frame| matches!(frame.role, Role::Change | Role::Before | Role::Multiple);
    let before: Vec<&Frame> = scene.frames.iter().take(at).rev().take_while(compares).collect();
    let Some(last) = before.first().filter(|last| last.role != Role::Before) else { return Vec::new() };
    let text = scene.text(last.figure.range.end..now.start());
    let reaches = phrase::REACHES.contains(&text.trim_start_matches('，'));
    // 比上年增加26件，今年收到218件: it opens the sentence and names nothing else.
    let opens = alone
        && before.len() == at
        && text.starts_with('，')
        && text.matches('，').count() == 1
        && now.period == Period::This
        && scene.named_in(scene.start()..last.start()).all(|named| Some(named.topic) == now.topic);
    if reaches || opens { before.into_iter().rev().collect() } else { Vec::new() }
}

/// `2022年收到175件，2023年收到218件，增长24.6%`: the same of the year before, stated in front.
fn last_year<'a>(scene: &'a Scene<'_>, now: &Frame) -> Option<&'a Frame> {
    let fits = |frame: &Frame| {
        frame.figure.exact && frame.topic.is_some() && frame.topic == now.topic && frame.figure.adds_up_with(&now.figure)
    };
    let is_same = |frame: &&Frame| {
        frame.period == Period::Last
            && now.period == Period::This
            && frame.role == Role::Whole
            && (frame.event, frame.whose) == (now.event, now.whose)
            && fits(frame)
    };
    let before = || scene.frames.iter().take_while(|frame| frame.start() < now.start());
    // 与2022年的175件相比，2023年218件: it opens the sentence.
    let opening = || before().next().filter(|frame| before().count() == 1 && frame.role == Role::Before && fits(frame));
    before().filter(is_same).last().or_else(opening)
}

/// `由175件减少到218件`: whether the words between the two figures say that there are fewer now.
fn are_fewer(scene: &Scene<'_>, before: &Frame, now: &Frame) -> Option<bool> {
    let between = (before.figure.range.end <= now.start()).then(|| scene.text(before.figure.range.end..now.start()))?;
    phrase::CHANGED_TO.contains(&between.as_str()).then(|| between.starts_with(phrase::FEWER))
}

fn stated(scene: &Scene<'_>, now: &Frame, cluster: &[&Frame]) -> Option<Shaped> {
    let current = now.figure.number;
    let (mut reading, mut shown) = changes(scene, now, cluster).unwrap_or_default();
    if let Some(word) = doubles(scene, now).filter(|_| reading.iter().all(|(of, _)| *of != Stated::Multiple)) {
        reading.push((Stated::Multiple, Number::whole(2)));
        let word = scene.printed(word);
        shown.push((Stated::Multiple, text!("，{word}", ", {word}")));
    }
    let of = |reading: &Reading, wanted: Stated| reading.iter().find(|(of, _)| *of == wanted).map(|(_, number)| *number);
    let (old, by) = (of(&reading, Stated::Before), of(&reading, Stated::Change));
    if let Some(old) = by.filter(|_| old.is_none()).and_then(|by| current.checked_sub(by)).filter(|old| !old.is_negative()) {
        reading.push((Stated::Before, old));
        shown.insert(0, (Stated::Before, text!("，上年 {old}", ", {old} the year before")));
    }
    if let Some(gap) = old.filter(|_| by.is_none()).and_then(|old| current.checked_sub(old)) {
        let before = cluster.iter().find(|frame| is_before(frame) && frame.figure.adds_up_with(&now.figure));
        let fewer = before.and_then(|before| are_fewer(scene, before, now)).filter(|_| !gap.is_zero());
        // Words and figures contradict: the change is the other way round, so that nothing fits it.
        let by = if fewer.is_some_and(|fewer| fewer != gap.is_negative()) { signed(gap, false)? } else { gap };
        reading.push((Stated::Change, by));
    }
    if reading.is_empty() {
        return None;
    }
    reading.insert(0, (Stated::Now, current));
    shown.insert(0, (Stated::Now, scene.shown(now.figure.range.clone())));
    let of_this_year = now.period == Period::This && now.whose == Whose::Own && !now.figure.is_money();
    let marked = cluster.iter().rev().copied().chain([now]).map(|frame| frame.figure.range.clone()).collect();
    let range = now.figure.range.clone();
    let readings = if now.figure.is_money() { rounded(scene, now, cluster, reading)? } else { vec![reading] };
    let now_range = Some(range).filter(|_| of_this_year);
    let (topic, certainty) = (now.topic, Certainty::Sure);
    Some(Shaped { shape: Shape::Growth, readings, shown, marked, topic, certainty, now: now_range, event: None })
}

/// Money is printed rounded: a change that is off by the last digit is no mistake, and small sums tell nothing of a percentage.
fn rounded(scene: &Scene<'_>, now: &Frame, cluster: &[&Frame], reading: Reading) -> Option<Vec<Reading>> {
    let of_money = || std::iter::once(now).chain(cluster.iter().copied()).filter(|frame| frame.figure.is_money());
    let digits = |frame: &Frame| scene.printed(frame.figure.range.clone()).chars().filter(char::is_ascii_digit).count();
    let says = |wanted: Stated| reading.iter().any(|(of, _)| *of == wanted);
    let stated = cluster.iter().filter(|frame| frame.figure.is_money()).count() > 0;
    if !stated || says(Stated::Percent) && of_money().any(|frame| digits(frame) < 3) {
        return None;
    }
    let step = of_money()
        .map(|frame| last_digit(scene, frame))
        .reduce(|one, two| if one.checked_sub(two).is_some_and(Number::is_negative) { two } else { one })?;
    let with = |by: Number| -> Option<Reading> {
        let other =
            |(of, number): &(Stated, Number)| Some((*of, if *of == Stated::Change { number.checked_add(by)? } else { *number }));
        reading.iter().map(other).collect()
    };
    let less = signed(step, false)?;
    [Number::whole(0), step, less].into_iter().map(with).collect()
}

/// What one more in the last printed digit of a sum of money is.
fn last_digit(scene: &Scene<'_>, frame: &Frame) -> Number {
    let printed: String = scene.printed(frame.figure.range.start..frame.figure.number_end);
    let places = printed.split_once('.').map_or(0, |(_, places)| places.chars().count());
    let unit = scene.printed(frame.figure.number_end..frame.figure.range.end);
    let power = i8::try_from(places).ok().and_then(|places| unit::money_exponent(&unit)?.checked_sub(places));
    power.and_then(|power| Number::whole(1).times_power_of_ten(power)).unwrap_or_else(|| Number::whole(1))
}

fn is_before(frame: &Frame) -> bool {
    frame.role == Role::Before || frame.period == Period::Last && frame.role == Role::Whole
}

/// What a growth states beside this year's figure, and how it is shown; none where it states nothing.
fn changes(scene: &Scene<'_>, now: &Frame, cluster: &[&Frame]) -> Option<(Reading, Vec<(Stated, Text)>)> {
    let same = |frame: &&&Frame| frame.figure.adds_up_with(&now.figure) && !frame.figure.is_percent();
    let before = cluster.iter().find(|frame| is_before(frame) && same(frame));
    let change = cluster.iter().find(|frame| frame.role == Role::Change && same(frame));
    let percent = cluster.iter().find(|frame| frame.role == Role::Change && frame.figure.is_percent());
    let times = cluster.iter().find(|frame| frame.role == Role::Multiple);
    let (mut reading, mut shown) = (Reading::new(), Vec::new());
    let printed = |frame: &Frame| scene.printed(frame.figure.range.clone());
    if let Some(frame) = before {
        reading.push((Stated::Before, frame.figure.number));
        let old = printed(frame);
        shown.push((Stated::Before, text!("，上年 {old}", ", {old} the year before")));
    }
    if let Some(frame) = change {
        reading.extend(signed(frame.figure.number, frame.up).map(|by| (Stated::Change, by)));
        let by = printed(frame);
        let more = text!("，比上年增加 {by}", ", {by} more than the year before");
        let fewer = text!("，比上年减少 {by}", ", {by} fewer than the year before");
        shown.push((Stated::Change, if frame.up { more } else { fewer }));
    }
    if let Some(frame) = percent {
        reading.push((Stated::Percent, signed(frame.figure.number, frame.up)?));
        let by = printed(frame);
        shown.push((
            Stated::Percent,
            if frame.up { text!("，增长 {by}", ", up {by}") } else { text!("，下降 {by}", ", down {by}") },
        ));
    }
    if let Some(frame) = times {
        let grows = frame.left.ends_with(phrase::GROWS);
        let times = if grows { frame.figure.number.checked_add(Number::whole(1))? } else { frame.figure.number };
        reading.push((Stated::Multiple, times));
        let by = printed(frame);
        shown.push((Stated::Multiple, text!("，{by}", ", {by}")));
    }
    (!reading.is_empty()).then_some((reading, shown))
}

fn signed(number: Number, up: bool) -> Option<Number> {
    if up { Some(number) } else { Some(Number { mantissa: number.mantissa.checked_neg()?, ..number }) }
}
