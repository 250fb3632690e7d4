//! A table of a report as the form lays it out: labels with their spans, figures, and the marks on them.

use super::words::Vocabulary;
use crate::{
    plain::plain,
    report::{Filled, Origin, Value},
    template::{CellId, Head, Heads, Table},
    text,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How a cell is marked, the stronger the later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// It is one of those that an issue adds up or compares.
    #[default]
    Near,
    /// It must be looked at: an issue is about it, or one of several that may be wrong.
    Asked,
    /// It is wrong: a cause would change it.
    Wrong,
}

impl Mark {
    /// The word in outputs.
    pub fn word(self) -> &'static str {
        match self {
            Mark::Near => "near",
            Mark::Asked => "asked",
            Mark::Wrong => "wrong",
        }
    }
}

/// The mark on a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CellMark {
    /// How it is marked.
    pub mark: Mark,
    /// The issues that it is in, by number, those that are about it first.
    pub issues: Vec<usize>,
    /// What stands under the figure: `应为 31`, `正文写 134`.
    pub note: Option<String>,
}

/// The marks of a report, by table and cell as indices into it.
pub(super) type Marks = BTreeMap<CellId, CellMark>;

/// A table as it is drawn.
#[derive(Clone, Debug, Serialize)]
pub struct MarkedTable {
    /// Which of the report's tables it is.
    pub at: usize,
    /// Its legend, where its section has several tables.
    pub legend: Option<String>,
    /// The place for the corner: columns and rows.
    pub corner: [usize; 2],
    /// The rows of its head.
    pub head: Vec<Vec<LabelView>>,
    /// Its rows of figures.
    pub rows: Vec<MarkedRow>,
}

/// A label and how far it reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LabelView {
    /// As the form prints it.
    pub label: String,
    /// Columns.
    pub across: usize,
    /// Rows.
    pub down: usize,
    /// Whether it stands over several lines.
    pub group: bool,
    /// Whether it heads a cell that an issue is about.
    pub on: bool,
}

/// A row of figures.
#[derive(Clone, Debug, Serialize)]
pub struct MarkedRow {
    /// The labels that begin in it.
    pub labels: Vec<LabelView>,
    /// All its labels in one, for an excerpt: `（六）其他处理 3.其他`.
    pub name: String,
    pub cells: Vec<MarkedCell>,
    /// Whether an excerpt shows it.
    pub shown_in_excerpt: bool,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarkedCell {
    /// What stands in it; a mark or a word where nothing does.
    pub value: String,
    /// What kind of value that is, for how it looks.
    pub kind: CellKind,
    pub mark: Option<CellMark>,
    /// Where it stands in the document.
    #[serde(skip)]
    pub origin: Origin,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CellKind {
    /// A figure other than zero.
    Figure,
    /// Zero.
    Zero,
    /// Nothing, or a sign for nothing.
    Blank,
    /// Words that are no figure.
    Words,
    /// The document has no such cell.
    Absent,
}

/// Draws the table at that index of the report.
pub(super) fn draw(words: Vocabulary<'_>, filled: &Filled, at: usize, marks: &Marks) -> MarkedTable {
    let table = &words.template[filled.table];
    let (columns, rows) = (Heads::of(&table.columns), Heads::of(&table.rows));
    let own = marks.iter().filter(|(cell, mark)| cell.table == filled.table && mark.mark > Mark::Near);
    let about: Vec<(usize, usize)> = own.map(|(cell, _)| table.row_and_column(cell.index())).collect();
    let on_rows: BTreeSet<usize> = about.iter().map(|(row, _)| *row).collect();
    let on_columns: BTreeSet<usize> = about.iter().map(|(_, column)| *column).collect();
    let drawing = Drawing { words, table, filled, marks };
    MarkedTable {
        at,
        legend: words.legend_of(filled.table).map(|legend| plain(legend).into_owned()),
        corner: [rows.depth, columns.depth],
        head: (0..columns.depth).map(|step| labels(&columns, |head| head.steps.start == step, false, &on_columns)).collect(),
        rows: (0..table.rows.lines.len()).map(|row| drawing.row(&rows, row, &on_rows)).collect(),
    }
}

fn labels(heads: &Heads<'_>, starts: impl Fn(&Head<'_>) -> bool, of_rows: bool, on: &BTreeSet<usize>) -> Vec<LabelView> {
    let drawn = heads.all.iter().filter(|head| starts(head)).map(|head| {
        let (across, down) = if of_rows { (head.steps.len(), head.lines.len()) } else { (head.lines.len(), head.steps.len()) };
        let group = head.steps.end < heads.depth || head.lines.len() > 1;
        let label = plain(head.label).into_owned();
        LabelView { label, across, down, group, on: !group && on.contains(&head.lines.start) }
    });
    drawn.collect()
}

/// A table being drawn.
#[derive(Clone, Copy)]
struct Drawing<'a> {
    words: Vocabulary<'a>,
    table: &'a Table,
    filled: &'a Filled,
    marks: &'a Marks,
}

impl Drawing<'_> {
    fn row(self, heads: &Heads<'_>, row: usize, on: &BTreeSet<usize>) -> MarkedRow {
        let cells: Vec<MarkedCell> = (0..self.table.columns.lines.len()).map(|column| self.cell(row, column)).collect();
        let is_near = cells.iter().any(|cell| cell.mark.is_some());
        let is_total = self.table.rows.line_at(row).is_total;
        MarkedRow {
            labels: labels(heads, |head| head.lines.start == row, true, on),
            name: super::words::name_of(&self.table.rows, row),
            shown_in_excerpt: on.contains(&row) || (is_near && (is_total || self.near_rows() <= FEW_ROWS)),
            cells,
        }
    }

    /// How many rows have a mark.
    fn near_rows(self) -> usize {
        let own = self.marks.keys().filter(|cell| cell.table == self.filled.table);
        own.map(|cell| self.table.row_and_column(cell.index()).0).collect::<BTreeSet<usize>>().len()
    }

    fn cell(self, row: usize, column: usize) -> MarkedCell {
        let cell = self.table.cell(row, column);
        let content = self.filled.cells.get(cell);
        let mark = self.marks.get(&self.filled.table.cell(cell)).cloned();
        let value = self.filled.value(cell);
        MarkedCell {
            value: self.shown(value, mark.is_some()),
            kind: kind(value),
            mark,
            origin: content.map(|cell| cell.origin).unwrap_or_default(),
        }
    }

    /// A blank is blank as on paper, unless it is marked.
    fn shown(self, value: &Value, marked: bool) -> String {
        match value {
            Value::Absent => self.words.say(&text!("缺", "none")),
            Value::Blank(mark) if mark.is_empty() && marked => self.words.say(&text!("空", "blank")),
            Value::Blank(mark) => plain(mark).into_owned(),
            Value::Figure(number) => number.to_string(),
            Value::Text(words, _) | Value::Words(words) => plain(words).into_owned(),
        }
    }
}

/// An excerpt shows rows that are only added up where there are no more of them than this; else the totals alone.
const FEW_ROWS: usize = 6;

fn kind(value: &Value) -> CellKind {
    match value {
        Value::Absent => CellKind::Absent,
        Value::Blank(_) => CellKind::Blank,
        Value::Figure(number) if number.is_zero() => CellKind::Zero,
        Value::Figure(_) => CellKind::Figure,
        Value::Text(..) | Value::Words(_) => CellKind::Words,
    }
}

impl MarkedTable {
    /// Whether a cell of it is marked.
    pub fn is_marked(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.mark.is_some())
    }

    /// The rows that an excerpt shows.
    pub fn excerpt(&self) -> impl Iterator<Item = &MarkedRow> {
        self.rows.iter().filter(|row| row.shown_in_excerpt)
    }
}
