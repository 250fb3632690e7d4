//! Percentages of two kinds: a share of a whole, and a growth against last year.

use super::{
    Statement, Tables,
    breakdown::is_change,
    figure::Figure,
    text::{Sentence, Words},
};
use crate::{
    number::Number,
    ruleset::{Shape, Stated},
};

/// The shares of a sentence: `n件，占p%`.
pub(super) fn shares(
    words: &Words<'_>,
    earlier: &[&Figure],
    sentence: &Sentence,
    figures: &[Figure],
    tables: &Tables<'_>,
) -> Vec<Statement> {
    let mut found = Vec::new();
    for pair in figures.windows(2) {
        let [part, percent] = pair else { continue };
        if !percent.is_percent() || !part.is_count() || !percent.exact || !part.exact {
            continue;
        }
        let between = words.words(part.range.end..percent.range.start);
        let Some((gap, of)) = between.split_once('占') else { continue };
        if !gap.chars().all(|c| matches!(c, '，' | '、' | '（' | '约')) || of.chars().count() > 16 || is_change(words, part) {
            continue;
        }
        let about_requests = words.holds(sentence.range.clone(), "申请") || is_outcome(words, part);
        let wholes = wholes(of, part, earlier, figures, about_requests, tables);
        found.extend(share(words, part, percent, wholes));
    }
    found
}

fn is_outcome(words: &Words<'_>, part: &Figure) -> bool {
    ["公开", "提供", "处理"].iter().any(|word| words.has_before(part.range.start, word))
}

/// What the share may be of: what the words between say, else any whole that was told.
fn wholes(
    of: &str,
    part: &Figure,
    earlier: &[&Figure],
    figures: &[Figure],
    about_requests: bool,
    tables: &Tables<'_>,
) -> Vec<Number> {
    const KNOWN: [&str; 9] = ["办结", "答复", "办理", "申请", "收到", "受理", "总数", "总量", "全部"];
    let of: String = of.chars().filter(|c| !"比为的约达到了，".contains(*c)).collect();
    if !of.is_empty() && !KNOWN.iter().any(|word| of.contains(word)) {
        return Vec::new();
    }
    let answered = ["办结", "答复", "办理"].iter().any(|word| of.contains(word));
    let own = figures.iter().filter(|figure| figure.range.end <= part.range.start);
    let told = earlier.iter().copied().chain(own).filter(|figure| figure.is_count() && figure.adds_up_with(part));
    let told = told.filter(|figure| figure.exact && figure.number >= part.number).map(|figure| figure.number);
    let mut wholes: Vec<Number> = Vec::new();
    if about_requests && part.unit == "件" {
        wholes.extend(tables.answered());
        if !answered {
            wholes.extend(tables.received().into_iter().chain(tables.all()));
        }
    }
    wholes.extend(told);
    wholes.retain(|whole| !whole.is_zero());
    wholes.dedup();
    wholes
}

fn share(words: &Words<'_>, part: &Figure, percent: &Figure, wholes: Vec<Number>) -> Option<Statement> {
    let first = wholes.first()?.to_string();
    let reading = |whole: Number| vec![(Stated::Part, part.number), (Stated::Whole, whole), (Stated::Percent, percent.number)];
    let shown = vec![
        (Stated::Part, words.printed(part.range.clone())),
        (Stated::Whole, first),
        (Stated::Percent, words.printed(percent.range.clone())),
    ];
    let marked = vec![percent.range.clone(), part.range.clone()];
    Some(Statement { shape: Shape::Share, readings: wholes.into_iter().map(reading).collect(), shown, marked })
}

const UP: [&str; 8] = ["增长", "上升", "增加", "提高", "增幅", "多", "增", "升"];
const DOWN: [&str; 7] = ["减少", "下降", "回落", "降低", "降幅", "少", "降"];

/// The growths of a sentence: `14件，比去年减少6件，减少30%`.
pub(super) fn growths(words: &Words<'_>, sentence: &Sentence, figures: &[Figure]) -> Vec<Statement> {
    figures.windows(3).filter_map(|window| growth(words, sentence, window)).collect()
}

fn growth(words: &Words<'_>, sentence: &Sentence, window: &[Figure]) -> Option<Statement> {
    let [now, change, percent] = window else { return None };
    let fits = now.is_count() && change.adds_up_with(now) && percent.is_percent() && !is_change(words, now);
    if !fits || [now, change, percent].iter().any(|figure| !figure.exact) || now.range.start < sentence.range.start {
        return None;
    }
    let middle = now.range.end..change.range.start;
    let compares = ["比", "较"].iter().any(|word| words.holds(middle.clone(), word));
    let last_year = ["去年", "上年", "上一年", "同比", "年"].iter().any(|word| words.holds(middle.clone(), word));
    let joined = !words.slice(change.range.end..percent.range.start).contains(&'；')
        && percent.range.start.saturating_sub(change.range.end) <= 10
        && middle.len() <= 24;
    let sign = direction(words, change)?;
    let of_percent = direction(words, percent).or_else(|| words.has_before(percent.range.start, "（").then_some(sign))?;
    let change_by = signed(change.number, sign)?;
    let before = now.number.checked_sub(change_by).filter(|before| !before.is_negative() && !before.is_zero())?;
    if !compares || !last_year || !joined {
        return None;
    }
    let reading = vec![
        (Stated::Now, now.number),
        (Stated::Change, change_by),
        (Stated::Before, before),
        (Stated::Percent, signed(percent.number, of_percent)?),
    ];
    let printed = |figure: &Figure| words.printed(figure.range.clone());
    let shown = vec![
        (Stated::Now, printed(now)),
        (Stated::Change, if sign { format!("增加 {}", printed(change)) } else { format!("减少 {}", printed(change)) }),
        (Stated::Before, before.to_string()),
        (Stated::Percent, if of_percent { format!("增长 {}", printed(percent)) } else { format!("下降 {}", printed(percent)) }),
    ];
    let marked = vec![percent.range.clone(), change.range.clone(), now.range.clone()];
    Some(Statement { shape: Shape::Growth, readings: vec![reading], shown, marked })
}

fn signed(number: Number, up: bool) -> Option<Number> {
    if up { Some(number) } else { Some(Number { mantissa: number.mantissa.checked_neg()?, ..number }) }
}

/// Whether the word right in front of a figure says more, or less.
fn direction(words: &Words<'_>, figure: &Figure) -> Option<bool> {
    let said = |list: &[&str]| {
        let here = |word: &str| {
            ["", "了", "为", "达", "幅度为", "约"]
                .iter()
                .any(|tail| words.has_before(figure.range.start, &format!("{word}{tail}")))
        };
        list.iter().any(|word| here(word))
    };
    match (said(&UP), said(&DOWN)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}
