//! A total that is written out as the sum of its parts, and leaves one of them out, adds one twice, or takes one from another line.

use super::Own;
use crate::{
    compile::scope,
    diagnostic::{Code, Diagnostic},
    lang::Text,
    ruleset::{Body, LinearRow, Relation},
    template::{Axis, AxisKind, CellId, Edition, Table},
    text,
};
use std::{collections::BTreeSet, ops::Range};

/// A sum of several cells of one table that is said to be a total.
struct Sum<'a> {
    table: &'a Table,
    total: CellId,
    parts: Vec<(CellId, i32)>,
}

pub(super) fn doubt(own: &Own<'_>) -> Option<Diagnostic> {
    let require = own.require()?;
    let (edition, sum, problem) = own.places.iter().find_map(|(edition, instance)| {
        let Body::Linear(row) = instance.guard.is_none().then_some(&instance.body)? else { return None };
        let edition = &own.set.template[*edition];
        let sum = Sum::of(row, edition)?;
        let problem = sum.problem(AxisKind::Rows).or_else(|| sum.problem(AxisKind::Columns))?;
        Some((edition, sum, problem))
    })?;
    let written = own.words(require.span);
    let is_short = own.places.iter().all(|(_, instance)| instance.at.is_some());
    let name = |axis: AxisKind, line: &str| {
        let (row, column) = sum.table.row_and_column(sum.total.index());
        let (row, column) = (&sum.table.rows.line_at(row).id, &sum.table.columns.line_at(column).id);
        let group = line.strip_prefix("sum(").and_then(|rest| rest.strip_suffix(')'));
        let (line, bare) = (group.unwrap_or(line), line);
        let cell = match (is_short, axis) {
            (true, _) => return bare.to_owned(),
            (false, AxisKind::Rows) => format!("{}[{line}, {column}]", sum.table.id),
            (false, AxisKind::Columns) => format!("{}[{row}, {line}]", sum.table.id),
        };
        if group.is_some() { format!("sum({cell})") } else { cell }
    };
    let (message, label, help, instead) = match problem {
        Problem::LeavesOut { axis, total, missing, twice } => left_out(
            (edition, &total),
            missing.iter().map(|line| name(axis, line)).collect(),
            twice.map(|line| name(axis, &line)),
            written,
        ),
        Problem::Twice { axis, line, within } => {
            let part = name(axis, &line);
            let help = match within.map(|whole| name(axis, &whole)) {
                Some(whole) => text!("“{whole}”里已经有它：删去一个", "it is part of “{whole}”: remove one of them"),
                None => text!("只加一次", "add it once"),
            };
            (text!("“{part}”加了两次", "“{part}” is added twice"), text!("加了两次", "added twice"), help, None)
        }
        Problem::OtherLine { across: axis, odd, total: all, right } => {
            let (zh, en) = scope::axis_words(axis);
            (
                text!("“{odd}”和“{all}”不在同一{zh}，不能合计", "“{odd}” and “{all}” are not in one {en}, and make no total"),
                text!("不在同一{zh}", "not in one {en}"),
                text!("“{odd}”写成 {right}", "write {right} for “{odd}”"),
                None,
            )
        }
    };
    let wrong = Diagnostic::new(Code::SumLeavesOut, own.item.source, require.span, message, label).help(help);
    Some(Diagnostic { instead, ..wrong })
}

/// What is said of a sum without some of its parts, and what to write.
fn left_out(
    (edition, total): (&Edition, &str),
    missing: Vec<String>,
    twice: Option<String>,
    written: &str,
) -> (Text, Text, Text, Option<String>) {
    let (zh, en, all) = (missing.join("”“"), missing.join("”, “"), missing.join(" + "));
    let name = &edition.name;
    if let Some(twice) = twice {
        let instead = written.rfind(&twice).map(|at| {
            let (before, behind) = written.split_at_checked(at).unwrap_or_default();
            format!("{before}{all}{}", behind.strip_prefix(twice.as_str()).unwrap_or_default())
        });
        let instead = instead.unwrap_or_else(|| written.to_owned());
        return (
            text!("“{twice}”加了两次，“{zh}”没有加", "“{twice}” is added twice, and “{en}” is not"),
            text!("少加了一项", "a part is left out"),
            text!("写成 {instead}", "write {instead}"),
            Some(instead),
        );
    }
    let label = text!("没有加“{zh}”", "“{en}” is not added");
    let message = text!(
        "{name} 年版的“{total}”是各项之和，这里没有加“{zh}”",
        "in the edition {name} “{total}” is the sum of all its parts; “{en}” is left out here"
    );
    let has_total_first = written.split_once('=').is_some_and(|(before, _)| !before.contains('+'));
    let better = format!("{written} + {all}");
    match has_total_first {
        true => (message, label, text!("写成 {better}", "write {better}"), Some(better)),
        false => (message, label, text!("把 {all} 也加上", "add {all} as well"), None),
    }
}

/// What is wrong with a sum.
enum Problem {
    LeavesOut {
        axis: AxisKind,
        total: String,
        missing: Vec<String>,
        twice: Option<String>,
    },
    /// This line is added twice, by itself or as a part of another.
    Twice {
        axis: AxisKind,
        line: String,
        within: Option<String>,
    },
    /// A cell is in another row or column than the total; and the cell that is not.
    OtherLine {
        across: AxisKind,
        odd: String,
        total: String,
        right: String,
    },
}

impl<'a> Sum<'a> {
    /// `total = part + part …`, or the other way round.
    fn of(row: &LinearRow, edition: &'a Edition) -> Option<Sum<'a>> {
        if row.relation != Relation::Equal || !row.left_constant.is_zero() || !row.right_constant.is_zero() {
            return None;
        }
        let (left, right) = row.terms.split_at_checked(row.left_terms)?;
        let (one, many) = match (left, right) {
            ([one], many) | (many, [one]) if many.len() >= 2 => (one, many),
            _ => return None,
        };
        if one.coefficient.abs() != 1 || many.iter().any(|term| term.cell.table != one.cell.table) {
            return None;
        }
        let table = edition.tables.get(one.cell.table.index()).filter(|table| table.open.is_none())?;
        let sign = one.coefficient.checked_neg()?;
        let parts = many.iter().map(|term| Some((term.cell, term.coefficient.checked_mul(sign)?))).collect::<Option<Vec<_>>>()?;
        Some(Sum { table, total: one.cell, parts })
    }

    /// The line of a cell on an axis, and the one across.
    fn lines(&self, cell: CellId, axis: AxisKind) -> (usize, usize) {
        let (row, column) = self.table.row_and_column(cell.index());
        if axis == AxisKind::Rows { (row, column) } else { (column, row) }
    }

    /// What is wrong with it as the total of lines of that axis.
    fn problem(&self, kind: AxisKind) -> Option<Problem> {
        let axis = self.table.axis(kind);
        let (at, across) = self.lines(self.total, kind);
        let total = axis.lines.get(at).filter(|line| line.is_total)?;
        let within = match total.group {
            Some(group) => axis.groups.get(group)?.lines.clone(),
            None => 0..axis.lines.len(),
        };
        let parts: Vec<(usize, usize, i32)> = self
            .parts
            .iter()
            .map(|(cell, by)| {
                let (line, other) = self.lines(*cell, kind);
                (line, other, *by)
            })
            .collect();
        if parts.iter().any(|(line, ..)| !within.contains(line) || *line == at) {
            return None;
        }
        let covered: BTreeSet<usize> = parts.iter().flat_map(|(line, ..)| leaves_of(axis, *line)).collect();
        let is_added = |line: &usize| !axis.line_at(*line).is_total && !is_part_of_another(axis, &within, *line);
        let leaves = within.clone().filter(is_added);
        let missing: Vec<usize> = leaves.filter(|line| !covered.contains(line)).collect();
        let odd = parts.iter().position(|(_, other, _)| *other != across);
        if let Some(odd) = odd {
            let (cell, _) = self.parts.get(odd)?;
            let is_whole = missing.is_empty() && parts.iter().any(|(_, other, _)| *other == across);
            let name = |cell: CellId| self.table.cell_name(cell.index());
            let (line, _) = self.lines(*cell, kind);
            let (row, column) = if kind == AxisKind::Rows { (line, across) } else { (across, line) };
            let right = self.table.cell_name(self.table.cell(row, column));
            let across = scope::other(kind);
            return is_whole.then(|| Problem::OtherLine { across, odd: name(*cell), total: name(self.total), right });
        }
        let id = |line: usize| axis.line_at(line).id.clone();
        let twice = parts.iter().find(|(line, _, by)| *by == 2 && !axis.line_at(*line).is_less).map(|(line, ..)| id(*line));
        let children: BTreeSet<String> = covered.iter().map(|line| child(axis, total.group, *line, &missing)).collect();
        let mut left_out: Vec<String> = missing.iter().map(|line| child(axis, total.group, *line, &missing)).collect();
        left_out.dedup();
        if left_out.is_empty() || left_out.len() > children.len() {
            let twice = twice.map(|line| (line, None)).or_else(|| {
                let lines = || parts.iter().map(|(line, ..)| *line);
                let (part, whole) = lines().find_map(|line| {
                    let whole = lines().find(|other| *other != line && leaves_of(axis, *other).contains(&line))?;
                    Some((line, whole))
                })?;
                Some((id(part), Some(id(whole))))
            });
            return twice.filter(|_| missing.is_empty()).map(|(line, within)| Problem::Twice { axis: kind, line, within });
        }
        let missing = left_out;
        Some(Problem::LeavesOut { axis: kind, total: total.id.clone(), missing, twice })
    }
}

/// Whether a line, or a group around it that is less than `within`, is labelled `其中：…`: it is counted in another line already.
fn is_part_of_another(axis: &Axis, within: &Range<usize>, line: usize) -> bool {
    let around = axis.groups.iter().filter(|group| group.lines.contains(&line) && group.lines.len() < within.len());
    let labels = around.map(|group| &group.labels).chain([&axis.line_at(line).labels]);
    let mut printed = labels.flatten().map(|label| label.trim_start_matches(|c: char| !c.is_alphanumeric()));
    printed.any(|label| label.starts_with("其中"))
}

/// A line as a part of its total's group: itself, or the group right below of which every line is left out.
fn child(axis: &Axis, within: Option<usize>, line: usize, missing: &[usize]) -> String {
    let mut group = axis.line_at(line).group.filter(|group| Some(*group) != within);
    while let Some(above) = group.and_then(|group| axis.groups.get(group)?.parent).filter(|above| Some(*above) != within) {
        group = Some(above);
    }
    let group = group.and_then(|group| axis.groups.get(group));
    let is_left_out = |line: usize| axis.line_at(line).is_total || missing.contains(&line);
    match group.filter(|group| group.lines.clone().all(is_left_out)) {
        Some(group) => format!("sum({})", group.id),
        None => axis.line_at(line).id.clone(),
    }
}

/// The lines that a line stands for: itself, or for the total of a group those that it adds up.
fn leaves_of(axis: &Axis, line: usize) -> Vec<usize> {
    match axis.lines.get(line).filter(|line| line.is_total).and_then(|line| axis.groups.get(line.group?)) {
        Some(group) => group.lines.clone().collect(),
        None => vec![line],
    }
}
