//! A table of a report as on the form: labels with their spans, figures, and marks that lead to the findings.

use crate::{
    lang::Lang,
    report::{Filled, Value},
    template::{Head, Heads, Section, Table, Template},
    text,
    write::{
        marks::{Kind, Mark, Marks},
        paint::plain,
    },
};
use serde::Serialize;

/// A table as it is drawn.
#[derive(Debug, Serialize)]
pub(super) struct TableView {
    /// The section's heading where this is its first table.
    section: Option<String>,
    title: String,
    /// The place for the corner: columns and rows.
    corner: [usize; 2],
    head: Vec<Vec<HeadView>>,
    rows: Vec<RowView>,
    marked: bool,
}

#[derive(Debug, Serialize)]
struct HeadView {
    label: String,
    across: usize,
    down: usize,
}

#[derive(Debug, Serialize)]
struct RowView {
    heads: Vec<HeadView>,
    cells: Vec<CellView>,
}

#[derive(Debug, Serialize)]
struct CellView {
    value: String,
    class: &'static str,
    /// Table and cell, for the anchor; none for a cell that nothing leads to.
    anchor: Option<String>,
    expected: Option<String>,
    /// The finding that it leads to.
    finding: Option<usize>,
}

/// Draws the table at that index of the report.
pub(super) fn view(template: &Template, filled: &Filled, at: usize, marks: &Marks, lang: Lang) -> TableView {
    let table = &template[filled.table];
    let (columns, rows) = (Heads::of(&table.columns), Heads::of(&table.rows));
    TableView {
        section: heading(&template[filled.table.edition].sections, filled.table.index()),
        title: plain(table.labels.first().unwrap_or(&table.id)).into_owned(),
        corner: [rows.depth, columns.depth],
        head: (0..columns.depth).map(|step| starting(&columns, |head| head.steps.start == step, false)).collect(),
        rows: (0..table.rows.lines.len()).map(|row| row_view(table, &rows, (filled, at, row), marks, lang)).collect(),
        marked: marks.keys().any(|cell| cell.table == filled.table),
    }
}

fn heading(sections: &[Section], table: usize) -> Option<String> {
    let section = sections.iter().find(|section| section.tables.start == table && !section.tables.is_empty())?;
    section.labels.first().map(|label| plain(label).into_owned())
}

fn starting(heads: &Heads<'_>, starts: impl Fn(&Head<'_>) -> bool, of_rows: bool) -> Vec<HeadView> {
    let drawn = heads.all.iter().filter(|head| starts(head)).map(|head| {
        let (across, down) = if of_rows { (head.steps.len(), head.lines.len()) } else { (head.lines.len(), head.steps.len()) };
        HeadView { label: plain(head.label).into_owned(), across, down }
    });
    drawn.collect()
}

fn row_view(table: &Table, heads: &Heads<'_>, (filled, at, row): (&Filled, usize, usize), marks: &Marks, lang: Lang) -> RowView {
    let cell = |column: usize| {
        let cell = table.cell(row, column);
        let value = filled.cells.get(cell).map_or(&Value::Absent, |cell| &cell.value);
        cell_view(value, (at, cell), marks.get(&filled.table.cell(cell)), lang)
    };
    RowView {
        heads: starting(heads, |head| head.lines.start == row, true),
        cells: (0..table.columns.lines.len()).map(cell).collect(),
    }
}

/// The anchor of a cell: by its table's place in the report.
pub(super) fn anchor(table: usize, cell: usize) -> String {
    format!("t{table}c{cell}")
}

fn cell_view(value: &Value, (table, cell): (usize, usize), mark: Option<&Mark>, lang: Lang) -> CellView {
    let class = match (mark.map(|mark| mark.kind), value) {
        (Some(Kind::Wrong), _) => "wrong",
        (Some(Kind::Questioned), _) => "asked",
        (Some(Kind::Involved), _) => "near",
        (None, Value::Absent) => "gone",
        (None, Value::Figure(number)) if number.is_zero() => "nil",
        (None, _) => "",
    };
    CellView {
        value: shown(value, mark.is_some(), lang),
        class,
        anchor: mark.map(|_| anchor(table, cell)),
        expected: mark.filter(|mark| !mark.expected.is_empty()).map(|mark| expected(mark, lang)),
        finding: mark.and_then(|mark| mark.findings.first()).copied(),
    }
}

/// A blank is blank as on paper, unless something leads to it.
fn shown(value: &Value, marked: bool, lang: Lang) -> String {
    match value {
        Value::Absent => text!("缺", "none").get(lang).to_owned(),
        Value::Blank(mark) if mark.is_empty() && marked => text!("空", "blank").get(lang).to_owned(),
        Value::Blank(mark) => plain(mark).into_owned(),
        Value::Figure(number) => number.to_string(),
        Value::Text(words, _) => plain(words).into_owned(),
    }
}

fn expected(mark: &Mark, lang: Lang) -> String {
    let figures: Vec<String> = mark.expected.iter().map(ToString::to_string).collect();
    let (zh, en) = (figures.join(" 或 "), figures.join(" or "));
    text!("应为 {zh}", "should be {en}").get(lang).to_owned()
}
