//! From findings of linear rules to the cells that explain them: the plan's rows and the report's figures handed to the search, and
//! what it finds put into words.

use super::{
    check::Check,
    evidence::Evidence,
    figures::{State, decimals_of},
    fractions,
};
use crate::{
    cause::{self, Candidate, CellState, Change, Group, Limits, Order, Row, Slip, System},
    finding::{Cause, CauseCell, Certainty, Finding},
    lang::Text,
    number::Number,
    ruleset::{Relation, Rule, Severity},
    template::Kind,
    text,
};
use std::collections::HashSet;

/// The causes of a report's findings; none where no linear error rule failed.
pub(super) fn causes(check: &Check<'_>, failed: &HashSet<String>, selected: impl Fn(&str) -> bool) -> Vec<Cause> {
    let evidence = Evidence::of(check);
    let mut system = system(check, &selected);
    system.cells.iter_mut().enumerate().for_each(|(index, cell)| cell.evidence = evidence.figures(index));
    let groups = cause::explain(&system, &Limits::default());
    let mut found = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        found.extend(tied(check, &Known { system: &system, evidence: &evidence }, failed, number + 1, group));
    }
    found.extend(fractions::causes(check, failed, selected, groups.len() + 1));
    found
}

/// What the search knew.
struct Known<'a> {
    system: &'a System,
    evidence: &'a Evidence,
}

/// The rows and cells of a report, as the search for causes knows them.
pub(super) fn system(check: &Check<'_>, selected: impl Fn(&str) -> bool) -> System {
    let cells = (0..check.figures.values.len()).map(|index| cell_state(check, index)).collect();
    let rows = check.plan.rows.iter().enumerate().filter_map(|(id, _)| row(check, id, &selected)).collect();
    System { cells, rows }
}

fn cell_state(check: &Check<'_>, index: usize) -> CellState {
    let Some(cell) = check.plan.cell(index) else { return CellState::default() };
    let table = &check.rules.template[cell.table];
    let (row, column) = table.row_and_column(cell.index());
    let signed = table.kind(cell.index()).is_some_and(|kind| kind.signed);
    let small = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    CellState {
        value: match check.figures.states.get(index) {
            Some(State::Known | State::Nought) => check.figures.values.get(index).copied(),
            _ => None,
        },
        min: (!signed).then_some(0),
        max: None,
        table: small(cell.table.index()),
        row: small(row),
        column: small(column),
        is_total: table.is_total(cell.index()),
        evidence: Vec::new(),
    }
}

/// A row of the plan for the search; none where a figure has no place in the array, or the rule was not asked for.
fn row(check: &Check<'_>, id: usize, selected: &impl Fn(&str) -> bool) -> Option<Row> {
    let row = check.plan.rows.get(id)?;
    let terms = check.plan.terms.get(row.terms.clone())?;
    let rule = rule_of(check, id)?;
    let lost = |index: u32| matches!(check.figures.states.get(index as usize), Some(State::Wide | State::Missing) | None);
    if terms.iter().any(|term| lost(term.index)) || !selected(&rule.code) {
        return None;
    }
    let relation = match row.relation {
        Relation::Equal => cause::Relation::Equal,
        Relation::Less => cause::Relation::Less,
        Relation::LessEqual => cause::Relation::LessEqual,
        Relation::Greater => cause::Relation::Greater,
        Relation::GreaterEqual => cause::Relation::GreaterEqual,
        Relation::NotEqual => return None,
    };
    let terms = terms.iter().map(|term| (term.index as usize, term.coefficient)).collect();
    Some(Row { id, terms, constant: row.constant, relation, required: rule.severity == Severity::Error })
}

pub(super) fn rule_of<'a>(check: &Check<'a>, id: usize) -> Option<&'a Rule> {
    Some(&check.rules[check.plan.rows.get(id)?.rule])
}

/// The candidates of a group that are equally likely, as causes with one number.
fn tied(check: &Check<'_>, known: &Known<'_>, failed: &HashSet<String>, number: usize, group: &Group) -> Vec<Cause> {
    let certainty = match group.certainty {
        Some(cause::Certainty::Only) => Certainty::Only,
        Some(cause::Certainty::Likely) => Certainty::Likely,
        Some(cause::Certainty::Tied) => Certainty::Tied,
        None => return Vec::new(),
    };
    let shown = group.candidates.iter().take(group.tied.clamp(1, 3));
    let mut causes: Vec<Cause> = shown
        .map(|candidate| {
            // A row whose verdict is not known is settled too, but it is no finding that fails.
            let keys = candidate.explains.iter().filter_map(|id| key(check, *id));
            let explains: Vec<String> = keys.filter(|key| failed.contains(key)).collect();
            Cause {
                cells: candidate.changes.iter().filter_map(|change| cause_cell(check, change)).collect(),
                group: number,
                certainty,
                unproven: !group.proven,
                message: sentence(check, known, candidate, explains.len()),
                explains,
            }
        })
        .collect();
    if let (Certainty::Tied, Some(first), Some(order)) = (certainty, causes.first_mut(), group.order) {
        first.message = with_order(&first.message, order);
    }
    causes
}

/// `A301[自然人]`
pub(super) fn key(check: &Check<'_>, id: usize) -> Option<String> {
    let row = check.plan.rows.get(id)?;
    let at = check.rules[row.instance].at.as_ref().map(|at| at.id.as_str());
    Some(Finding::key_of(&check.rules[row.rule].code, at))
}

fn cause_cell(check: &Check<'_>, change: &Change) -> Option<CauseCell> {
    let cell = check.plan.cell(change.cell)?;
    Some(CauseCell {
        cell: check.finding_cell(cell),
        expected: number(change.expected, check.rules.template.kind(cell)),
        how: change.slip.word(),
    })
}

fn number(value: i64, kind: Option<&Kind>) -> Number {
    Number { mantissa: value.into(), decimals: kind.map_or(0, decimals_of) }.trimmed()
}

/// «申请[新收, 自然人] 填 41，应为 14（相邻两位数字颠倒）；改正后 2 项问题都消除»
fn sentence(check: &Check<'_>, known: &Known<'_>, candidate: &Candidate, settled: usize) -> Text {
    let parts: Vec<Text> = candidate.changes.iter().filter_map(|change| part(check, known, change)).collect();
    let zh = parts.iter().map(|part| part.zh.as_str()).collect::<Vec<_>>().join("；");
    let en = parts.iter().map(|part| part.en.as_str()).collect::<Vec<_>>().join("; ");
    match settled {
        0 | 1 => text!("{zh}", "{en}"),
        _ => text!("{zh}。改正后 {settled} 项问题一并消除", "{en}; that settles all {settled} findings"),
    }
}

fn part(check: &Check<'_>, known: &Known<'_>, change: &Change) -> Option<Text> {
    let cell = check.plan.cell(change.cell)?;
    let (name, kind) = (check.rules.template.cell_name(cell), check.rules.template.kind(cell));
    let (found, expected) = (number(change.found, kind), number(change.expected, kind));
    let blank = check.figures.states.get(change.cell) == Some(&State::Nought);
    let how = match known.evidence.who(change.cell, change.expected) {
        Some(Text { zh, en }) => text!("（{zh}）", " ({en})"),
        None => how(change, known.system),
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
        Slip::Zeroed if is_total => text!("（总计误填为 0）", " (the total was left nought)"),
        Slip::Zeroed => text!("（误填为 0）", " (left nought)"),
        Slip::Stray => text!("（应为 0 而填了数）", " (a figure where nought belongs)"),
        Slip::Copied => text!("（抄了相邻单元格的数）", " (copied from its neighbour)"),
        Slip::DigitAdded => text!("（多了一位数字）", " (a digit too many)"),
        Slip::WrongDigit => text!("（一位数字不同）", " (one digit wrong)"),
        Slip::PartLeftOut => text!("（总计漏加一项）", " (the total lacks one of its parts)"),
        Slip::PartCountedTwice => text!("（总计重复加了一项）", " (the total counts one part twice)"),
        Slip::Other => Text::default(),
    }
}

/// Why the first of several that are tied stands first.
fn with_order(message: &Text, order: Order) -> Text {
    let (zh, en) = (&message.zh, &message.en);
    match order {
        Order::TotalLeftNought => text!(
            "{zh}（列在前面：分项有数而总计是 0，多半是总计漏填）",
            "{en} (first, since a total of nought beside filled parts was most likely left out)"
        ),
        Order::TotalFirst => text!(
            "{zh}（列在前面：总计是算出来的，比分项更容易错）",
            "{en} (first, since totals are calculated and go wrong more easily than their parts)"
        ),
        Order::Place => text!("{zh}（列在前面：只是在表中位置靠前）", "{en} (first only because it stands first in the table)"),
        Order::Evidence | Order::FewerEvents | Order::LikelierSlip => message.clone(),
    }
}
