//! What explains the findings of a report, in words: the cells to change, the figures that fit, and how they were mistyped.

use super::finding::finding_cell;
use crate::{
    cause::{self, Candidate, Change, Group, Order, Slip, System},
    engine::{
        causes::{Explained, evidence::Source, fractions::FractionalCount},
        view::{
            View,
            figures::{State, decimals_of},
        },
    },
    finding::{Cause, CauseCell, Certainty},
    lang::Text,
    number::Number,
    template::Kind,
    text,
};
use std::collections::HashSet;

/// The causes of a report's findings, of which those with the keys `failed` fail.
pub(in crate::engine) fn causes(view: &View<'_>, known: &Explained, failed: &HashSet<String>) -> Vec<Cause> {
    let groups = known.groups.iter().zip(1..);
    let mut found: Vec<Cause> = groups.flat_map(|(group, number)| tied(view, known, failed, (number, group))).collect();
    let fractions = known.fractions.iter().zip(known.groups.len() + 1..);
    found.extend(fractions.map(|(count, number)| fractional(view, failed, number, count)));
    found
}

/// The candidates of a group that are equally likely, as causes with one number.
fn tied(view: &View<'_>, known: &Explained, failed: &HashSet<String>, (number, group): (usize, &Group)) -> Vec<Cause> {
    let certainty = match group.certainty {
        Some(cause::Certainty::Only) => Certainty::Only,
        Some(cause::Certainty::Likely) => Certainty::Likely,
        Some(cause::Certainty::Tied) => Certainty::Tied,
        None => return Vec::new(),
    };
    let shown = group.candidates.iter().take(group.tied.clamp(1, 3));
    let mut causes: Vec<Cause> = shown
        .map(|candidate| {
            let explains = explained(view, &candidate.explains, failed);
            Cause {
                cells: candidate.changes.iter().filter_map(|change| cause_cell(view, change)).collect(),
                group: number,
                certainty,
                alternatives: group.candidates.len(),
                unproven: !group.proven,
                message: sentence(view, known, candidate, explains.len()),
                explains,
            }
        })
        .collect();
    if let (Certainty::Tied, Some(first), Some(order)) = (certainty, causes.first_mut(), group.order) {
        first.message = with_order(&first.message, order);
    }
    causes
}

/// The findings that a cause settles. A row whose verdict is not known is settled too, but it is no finding that fails.
fn explained(view: &View<'_>, rows: &[usize], failed: &HashSet<String>) -> Vec<String> {
    let keys = rows.iter().filter_map(|id| view.plan.rows.get(*id)).map(|row| view.key(row));
    keys.filter(|key| failed.contains(key)).collect()
}

fn fractional(view: &View<'_>, failed: &HashSet<String>, number: usize, count: &FractionalCount) -> Cause {
    let FractionalCount { cell, found, expected, rows } = count;
    let name = view.rules.template.cell_name(*cell);
    Cause {
        cells: vec![CauseCell { cell: finding_cell(view, *cell), expected: *expected, how: "other" }],
        group: number,
        certainty: Certainty::Only,
        alternatives: 1,
        unproven: false,
        message: text!(
            "{name} 填的是 {found}，件数没有小数，应为 {expected}",
            "{name} says {found}, a count with a fraction, and should be {expected}"
        ),
        explains: explained(view, rows, failed),
    }
}

fn cause_cell(view: &View<'_>, change: &Change) -> Option<CauseCell> {
    let cell = view.plan.cell(change.cell)?;
    let expected = number(change.expected, view.rules.template.kind(cell));
    Some(CauseCell { cell: finding_cell(view, cell), expected, how: change.slip.word() })
}

fn number(value: i64, kind: Option<&Kind>) -> Number {
    Number { mantissa: value.into(), decimals: kind.map_or(0, decimals_of) }.trimmed()
}

/// «申请[新收, 自然人] 填 41，应为 14（相邻两位数字颠倒）；改正后 2 项问题都消除»
fn sentence(view: &View<'_>, known: &Explained, candidate: &Candidate, settled: usize) -> Text {
    let parts: Vec<Text> = candidate.changes.iter().filter_map(|change| part(view, known, change)).collect();
    let zh = parts.iter().map(|part| part.zh.as_str()).collect::<Vec<_>>().join("；");
    let en = parts.iter().map(|part| part.en.as_str()).collect::<Vec<_>>().join("; ");
    match settled {
        0 | 1 => text!("{zh}", "{en}"),
        _ => text!("{zh}。改正后 {settled} 项问题一并消除", "{en}; that settles all {settled} findings"),
    }
}

fn part(view: &View<'_>, known: &Explained, change: &Change) -> Option<Text> {
    let cell = view.plan.cell(change.cell)?;
    let (name, kind) = (view.rules.template.cell_name(cell), view.rules.template.kind(cell));
    let (found, expected) = (number(change.found, kind), number(change.expected, kind));
    let blank = view.figures.state(change.cell) == State::Zero;
    let how = match known.evidence.who(change.cell, change.expected) {
        Some(source) => stated_by(source),
        None => how(change, &known.system),
    };
    let (how_zh, how_en) = (how.zh, how.en);
    Some(if blank {
        text!("{name} 空着，应为 {expected}", "{name} is blank and should be {expected}")
    } else {
        text!("{name} 填的是 {found}，应为 {expected}{how_zh}", "{name} says {found} and should be {expected}{how_en}")
    })
}

/// How the figure would have been mistyped, in brackets.
fn how(change: &Change, system: &System) -> Text {
    let is_total = system.cells.get(change.cell).is_some_and(|cell| cell.is_total);
    match change.slip {
        Slip::Computed => text!("（随分项算错）", " (added up from a wrong part)"),
        Slip::Exchanged => text!("（与相邻单元格填反了）", " (exchanged with its neighbour)"),
        Slip::Shifted => text!("（错行或错列）", " (slipped by a row or column)"),
        Slip::Transposed => text!("（相邻两位数字颠倒）", " (two digits swapped)"),
        Slip::Sign => text!("（正负号写反）", " (the sign turned)"),
        Slip::DigitDropped => text!("（漏了一位数字）", " (a digit dropped)"),
        Slip::DigitDoubled => text!("（一位数字打了两遍）", " (a digit typed twice)"),
        Slip::ConfusableDigit => text!("（形近数字看错）", " (a digit mistaken for one that looks like it)"),
        Slip::Zeroed if is_total => text!("（总计误填为 0）", " (the total was left zero)"),
        Slip::Zeroed => text!("（误填为 0）", " (left zero)"),
        Slip::Stray => text!("（应为 0 而填了数）", " (a figure where zero belongs)"),
        Slip::Copied => text!("（抄了相邻单元格的数）", " (copied from its neighbour)"),
        Slip::DigitAdded => text!("（多了一位数字）", " (a digit too many)"),
        Slip::WrongDigit => text!("（一位数字不同）", " (one digit wrong)"),
        Slip::PartLeftOut => text!("（总计漏加一项）", " (the total lacks one of its parts)"),
        Slip::PartCountedTwice => text!("（总计重复加了一项）", " (the total counts one part twice)"),
        Slip::LeftBlank | Slip::Other => Text::default(),
    }
}

/// Why the first of several that are tied stands first.
fn with_order(message: &Text, order: Order) -> Text {
    let (zh, en) = (&message.zh, &message.en);
    match order {
        Order::TotalLeftZero => text!(
            "{zh}（列在前面：分项有数而总计是 0，多半是总计漏填）",
            "{en} (first, since a total of zero beside filled parts was most likely left out)"
        ),
        Order::TotalFirst => text!(
            "{zh}（列在前面：总计是算出来的，比分项更容易错）",
            "{en} (first, since totals are calculated and go wrong more easily than their parts)"
        ),
        Order::Place => text!("{zh}（列在前面：只是在表中位置靠前）", "{en} (first only because it stands first in the table)"),
        Order::Evidence | Order::FewerEvents | Order::LikelierSlip => message.clone(),
    }
}

/// Who states the figure, in brackets.
fn stated_by(source: Source) -> Text {
    match source {
        Source::Prose => text!("（正文写的是这个数）", " (as the prose says)"),
        Source::Prior => text!("（与上年报告相符）", " (as last year's report has it)"),
        Source::Children => text!("（与各下级单位之和相符）", " (as the units below add up to)"),
    }
}
