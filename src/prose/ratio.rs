//! Percentages of two kinds: a share of a whole, and a growth against last year.

use super::{
    frame::{Frame, Period},
    role::Role,
    scene::Scene,
    scope::Whose,
    statement::{Certainty, Reading, Shaped},
};
use crate::{
    number::Number,
    ruleset::{Shape, Stated},
};

/// The shares of a sentence: `n件，占p%`.
pub(super) fn shares(scene: &Scene<'_>, earlier: &[&Frame]) -> Vec<Shaped> {
    let mut found: Vec<Shaped> = scene.frames.windows(3).filter_map(|three| of_a_whole(scene, three)).collect();
    for pair in scene.frames.windows(2) {
        let [part, percent] = pair else { continue };
        let fits = percent.role == Role::Share
            && part.is_number_of()
            && part.figure.is_count()
            && percent.figure.exact
            && part.figure.exact;
        if !fits || percent.period != part.period {
            continue;
        }
        let between = scene.text(part.figure.range.end..percent.start());
        let Some((gap, of)) =
            between.split_once('占').or_else(|| between.split_once("比例")).or_else(|| between.split_once("比重"))
        else {
            continue;
        };
        if !gap.chars().all(|c| matches!(c, '，' | '、' | '（' | '约' | '所')) || of.chars().count() > 16 {
            continue;
        }
        let known = |wanted: &str| wanted.chars().all(|c| "比为的约达到了，全部总数量例重率：是均".contains(c));
        let told = part.topic.is_some_and(|topic| {
            let start = percent.start().saturating_sub(of.chars().count());
            scene.unknown(start..percent.start(), topic) == 0
        });
        if known(of) || told {
            found.push(share(scene, part, percent, earlier));
        }
    }
    found
}

/// `55条，占总量1100条的5%`: the whole stands between.
fn of_a_whole(scene: &Scene<'_>, three: &[Frame]) -> Option<Shaped> {
    let [part, whole, percent] = three else { return None };
    let before = scene.text(part.figure.range.end..whole.start());
    let says = before.trim_start_matches(['，', '、', '（']).starts_with('占')
        && scene.text(whole.figure.range.end..percent.start()) == "的";
    let exact = three.iter().all(|frame| frame.figure.exact);
    let fits = percent.figure.is_percent()
        && part.figure.adds_up_with(&whole.figure)
        && part.figure.is_count()
        && !whole.figure.number.is_zero();
    if !says || !exact || !fits {
        return None;
    }
    let reading =
        vec![(Stated::Part, part.figure.number), (Stated::Whole, whole.figure.number), (Stated::Percent, percent.figure.number)];
    let printed = |frame: &Frame| scene.words.printed(frame.figure.range.clone());
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
        (Stated::Part, scene.words.printed(part.figure.range.clone())),
        (Stated::Percent, scene.words.printed(percent.figure.range.clone())),
    ];
    shown.push((Stated::Whole, all.first().map(ToString::to_string).unwrap_or_default()));
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
    }
}

/// A growth is told within so many characters behind its figure.
const NEAR: usize = 40;

/// The growths of a sentence: `14件，比去年减少6件，减少30%`.
pub(super) fn growths(scene: &Scene<'_>) -> Vec<Shaped> {
    (0..scene.frames.len()).filter_map(|at| growth(scene, at)).collect()
}

fn growth(scene: &Scene<'_>, at: usize) -> Option<Shaped> {
    let now = scene.frames.get(at).filter(|now| now.is_number_of() && now.figure.is_count() && now.figure.exact)?;
    let mut cluster: Vec<&Frame> = Vec::new();
    for frame in scene.frames.iter().skip(at.saturating_add(1)) {
        let compares = matches!(frame.role, Role::Change | Role::Before | Role::Multiple);
        if compares && !scene.words.holds(now.figure.range.end..frame.start(), "；") {
            cluster.push(frame);
        } else if !(matches!(frame.role, Role::Rate | Role::Share) && cluster.is_empty()) {
            break;
        }
    }
    let mut start = now.figure.range.end;
    if let Some(from) = at.checked_sub(1).and_then(|before| scene.frames.get(before)).filter(|from| from.role == Role::Before) {
        let between = scene.text(from.figure.range.end..now.start());
        if [
            "增加到",
            "增加至",
            "增长到",
            "增长至",
            "上升到",
            "上升至",
            "增至",
            "升至",
            "减少到",
            "减少至",
            "下降到",
            "下降至",
            "降至",
            "减至",
        ]
        .contains(&between.as_str())
        {
            cluster.insert(0, from);
            start = from.start().saturating_sub(6).max(scene.start());
        }
    }
    let (first, last) = (cluster.first()?, cluster.last()?);
    let middle = start..last.figure.range.end;
    let compares = cluster.iter().any(|frame| frame.role == Role::Before)
        || ["比", "较", "同期", "上年", "去年", "上一年", "年", "是", "增幅", "降幅"]
            .iter()
            .any(|word| scene.words.holds(middle.clone(), word));
    let other = ["环比", "上月", "上季", "目标", "预期", "平均"].iter().any(|word| scene.words.holds(middle.clone(), word));
    let far = first.start().saturating_sub(now.figure.range.end) > NEAR;
    let other_unit = |frame: &&&Frame| frame.figure.is_count() && !frame.figure.adds_up_with(&now.figure);
    if !compares
        || other
        || far
        || cluster.iter().any(|frame| !frame.figure.exact)
        || cluster.iter().any(|frame| other_unit(&frame))
    {
        return None;
    }
    told(scene, now, &cluster)
}

fn told(scene: &Scene<'_>, now: &Frame, cluster: &[&Frame]) -> Option<Shaped> {
    let same = |frame: &&&Frame| frame.figure.adds_up_with(&now.figure);
    let before = cluster.iter().find(|frame| frame.role == Role::Before && same(frame));
    let change = cluster.iter().find(|frame| frame.role == Role::Change && same(frame));
    let percent = cluster.iter().find(|frame| frame.role == Role::Change && frame.figure.is_percent());
    let times = cluster.iter().find(|frame| frame.role == Role::Multiple);
    let current = now.figure.number;
    let mut reading: Reading = vec![(Stated::Now, current)];
    let printed = |frame: &Frame| scene.words.printed(frame.figure.range.clone());
    let mut shown = vec![(Stated::Now, printed(now))];
    let by = change.and_then(|frame| signed(frame.figure.number, frame.up));
    let old = before.map(|frame| frame.figure.number).or_else(|| current.checked_sub(by?).filter(|old| !old.is_negative()));
    if let Some(old) = old {
        reading.push((Stated::Before, old));
        let old = before.map_or_else(|| old.to_string(), |frame| printed(frame));
        shown.push((Stated::Before, format!("，上年 {old}")));
    }
    let by = by.or_else(|| current.checked_sub(old?));
    if let Some(by) = by {
        reading.push((Stated::Change, by));
    }
    if let Some(frame) = change {
        shown.push((
            Stated::Change,
            if frame.up {
                format!("，比上年增加 {}", printed(frame))
            } else {
                format!("，比上年减少 {}", printed(frame))
            },
        ));
    }
    if let Some(frame) = percent {
        reading.push((Stated::Percent, signed(frame.figure.number, frame.up)?));
        shown.push((
            Stated::Percent,
            if frame.up { format!("，增长 {}", printed(frame)) } else { format!("，下降 {}", printed(frame)) },
        ));
    }
    if let Some(frame) = times {
        let grows = frame.left.ends_with(['长', '加', '多', '了', '高', '升', '增']);
        let times = if grows { frame.figure.number.checked_add(Number::whole(1))? } else { frame.figure.number };
        reading.push((Stated::Multiple, times));
        shown.push((Stated::Multiple, format!("，{}", printed(frame))));
    }
    if reading.len() < 2 {
        return None;
    }
    let of_this_year = now.period == Period::This && now.whose == Whose::Own;
    let marked = cluster.iter().rev().copied().chain([now]).map(|frame| frame.figure.range.clone()).collect();
    let (readings, range) = (vec![reading], now.figure.range.clone());
    let now_range = Some(range).filter(|_| of_this_year);
    let (topic, certainty) = (now.topic, Certainty::Sure);
    Some(Shaped { shape: Shape::Growth, readings, shown, marked, topic, certainty, now: now_range })
}

fn signed(number: Number, up: bool) -> Option<Number> {
    if up { Some(number) } else { Some(Number { mantissa: number.mantissa.checked_neg()?, ..number }) }
}
