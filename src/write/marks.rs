//! Which cells of a report are marked, and as what: those that a cause would change, and those that a finding adds up.

use super::{
    Item, Style,
    entry::{Entry, entries},
};
use crate::{
    finding::{CauseCell, Verdict},
    number::Number,
    ruleset::Severity,
    template::CellId,
};
use std::collections::HashMap;

/// A marked cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mark {
    /// How it is marked.
    pub(crate) kind: Kind,
    /// The figures that would fit; more than one where explanations are tied.
    pub(crate) expected: Vec<Number>,
    /// The findings over it, as indices into the findings shown.
    pub(crate) findings: Vec<usize>,
}

/// How a cell is marked, the stronger the later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// It is one of many in a finding.
    #[default]
    Involved,
    /// A finding is about it alone, or nothing says which of a finding's cells is wrong.
    Questioned,
    /// A cause would change it.
    Wrong,
}

/// Marks by cell.
pub(crate) type Marks = HashMap<CellId, Mark>;

/// The marks of an item. What is only worth knowing marks nothing.
pub(crate) fn marks(item: &Item<'_>, style: Style) -> Marks {
    let mut marks = Marks::new();
    for (at, entry) in entries(item, style).enumerate().filter(|(_, entry)| entry.finding.severity != Severity::Info) {
        for cell in entry.finding.cells.iter().filter_map(|cell| cell.at) {
            let mark = marks.entry(cell).or_default();
            mark.findings.push(at);
            mark.kind = mark.kind.max(kind(entry));
        }
    }
    for cell in item.outcome.causes.iter().flat_map(|cause| &cause.cells) {
        mark_wrong(&mut marks, cell);
    }
    marks
}

fn kind(entry: Entry<'_>) -> Kind {
    let alone = entry.finding.cells.len() == 1;
    let unexplained = entry.cause().is_none() && entry.finding.verdict == Verdict::Fail && entry.finding.waived.is_none();
    if alone || unexplained { Kind::Questioned } else { Kind::Involved }
}

fn mark_wrong(marks: &mut Marks, cell: &CauseCell) {
    let Some(at) = cell.cell.at else { return };
    let mark = marks.entry(at).or_default();
    mark.kind = Kind::Wrong;
    if !mark.expected.contains(&cell.expected) {
        mark.expected.push(cell.expected);
    }
}
