//! What a report file holds, before it is YAML or JSON: mappings, lists and scalars in the order in which they are written.

use crate::{
    lang::Lang,
    report::{Cell, Filled, Report, Value},
    template::{Axis, Kind, Open, Table, Template},
    write::place::{Document, ShownOrigin},
};

/// A key with what stands under it, and a note that YAML can carry.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) item: Content,
    pub(super) note: Option<String>,
}

/// What stands under a key.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Scalar(Scalar),
    /// Figures in the order of the columns.
    List(Vec<Scalar>),
    /// Rows, each a mapping.
    Rows(Vec<Vec<Entry>>),
    Mapping(Vec<Entry>, Layout),
}

/// How a mapping is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// An entry a line.
    Block,
    /// All on one line.
    Line,
}

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Scalar {
    /// Digits, written as they are.
    Figure(String),
    /// A day, `2024-01-20`.
    Date(String),
    /// Nothing.
    Null,
    Text(String),
    /// Words of several lines.
    Prose(String),
}

pub(super) fn entry(key: &str, item: Content) -> Entry {
    Entry { key: key.to_owned(), item, note: None }
}

/// The tables, rows under their groups. With `origins` each figure stands on its own line with a note.
pub(super) fn tables(report: &Report, template: &Template, origins: Option<Lang>) -> Vec<Entry> {
    let document = Document::of_report(report);
    let is_blank = report.agency.as_deref() == Some("") && report.year.is_none();
    let table = |filled: &Filled| {
        let table = &template[filled.table];
        let drawn = Drawn { table, filled, document, origins, is_blank };
        Entry { key: table.id.clone(), note: drawn.legend(), item: drawn.rows() }
    };
    report.tables.iter().map(table).collect()
}

/// Cell → where its value stood.
pub(super) fn origins(report: &Report, template: &Template) -> Content {
    let document = Document::of_report(report);
    let mut entries = Vec::new();
    for (id, cell) in report.tables.iter().flat_map(|filled| filled.cells()) {
        if let Some(place) = document.place(cell.origin) {
            entries.push(entry(&template.cell_name(id), Content::Mapping(of_place(&place), Layout::Line)));
        }
    }
    Content::Mapping(entries, Layout::Block)
}

fn of_place(place: &ShownOrigin) -> Vec<Entry> {
    let figure = |key: &str, value: u32| entry(key, Content::Scalar(Scalar::Figure(value.to_string())));
    let text = |key: &str, words: &str| entry(key, Content::Scalar(Scalar::Text(words.to_owned())));
    match place {
        ShownOrigin::Text { line, column } => vec![figure("line", *line), figure("column", *column)],
        ShownOrigin::Grid { table, row, column } => vec![figure("table", *table), figure("row", *row), figure("column", *column)],
        ShownOrigin::Sheet { sheet, r#ref } => vec![text("sheet", sheet), text("ref", r#ref)],
        ShownOrigin::Page { page } => vec![figure("page", *page)],
        ShownOrigin::Paragraph { paragraph } => vec![figure("paragraph", *paragraph)],
    }
}

struct Drawn<'a> {
    table: &'a Table,
    filled: &'a Filled,
    document: Document<'a>,
    origins: Option<Lang>,
    /// Whether it is a form to be filled in.
    is_blank: bool,
}

impl Drawn<'_> {
    fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.filled.cells.get(self.table.cell(row, column)).filter(|cell| cell.value != Value::Absent)
    }

    /// Whether a row is written as a list: only whole rows of a real grid, where a list is easier to read than names.
    fn is_list(&self, row: usize) -> bool {
        let (rows, columns) = (self.table.rows.lines.len(), self.table.columns.lines.len());
        self.origins.is_none() && rows > 1 && columns > 1 && (0..columns).all(|column| self.cell(row, column).is_some())
    }

    /// The columns in order, above rows that are lists.
    fn legend(&self) -> Option<String> {
        let lists = (0..self.table.rows.lines.len()).any(|row| self.is_list(row));
        let names: Vec<&str> = self.table.columns.lines.iter().map(|line| line.id.as_str()).collect();
        lists.then(|| names.join(", "))
    }

    fn rows(&self) -> Content {
        if let Some(open) = &self.table.open {
            return Content::Rows(self.added(open));
        }
        if self.table.is_fields {
            let field = |row: usize| self.figure(row, 0);
            return Content::Mapping(nested(&self.table.rows, Layout::Block, field), Layout::Block);
        }
        Content::Mapping(nested(&self.table.rows, Layout::Block, |row| self.row(row)), Layout::Block)
    }

    /// The rows that the reporter added, then those that the form prints, by their labels.
    fn added(&self, open: &Open) -> Vec<Vec<Entry>> {
        let all = self.table.rows.lines.len();
        let columns = |row: usize| nested(&self.table.columns, Layout::Line, |column| self.figure(row, column));
        let mut rows: Vec<Vec<Entry>> = (open.first..all).map(columns).collect();
        let key = last_part(&self.table.columns.line_at(open.key).id);
        for row in 0..open.first {
            let mut entries = columns(row);
            let label = self.table.rows.line_at(row).label();
            if !entries.is_empty() {
                entries.retain(|entry| entry.key != key);
                entries.insert(0, entry(key, Content::Scalar(Scalar::Text(label.to_owned()))));
                rows.push(entries);
            }
        }
        rows
    }

    fn row(&self, row: usize) -> Option<Entry> {
        let columns = self.table.columns.lines.len();
        if self.is_list(row) {
            let figures = (0..columns).filter_map(|column| self.cell(row, column)).map(|cell| scalar(&cell.value));
            return Some(entry("", Content::List(figures.collect())));
        }
        let inner = if self.origins.is_some() { Layout::Block } else { Layout::Line };
        let entries = nested(&self.table.columns, inner, |column| self.figure(row, column));
        let outer = if self.table.columns.groups.is_empty() { inner } else { Layout::Block };
        (!entries.is_empty()).then(|| entry("", Content::Mapping(entries, outer)))
    }

    fn figure(&self, row: usize, column: usize) -> Option<Entry> {
        let cell = self.cell(row, column)?;
        let place = self.origins.and_then(|lang| Some((lang, self.document.place(cell.origin)?)));
        let choices = self.table.kind(self.table.cell(row, column)).map_or(&[][..], Kind::choices);
        let offered = (self.is_blank && !choices.is_empty()).then(|| choices.join(" | "));
        let note = place.map(|(lang, place)| place.words().get(lang).to_owned()).or(offered);
        Some(Entry { note, ..entry("", Content::Scalar(scalar(&cell.value))) })
    }
}

fn scalar(value: &Value) -> Scalar {
    match value {
        Value::Absent => Scalar::Null,
        Value::Blank(mark) if mark.is_empty() || !Value::is_mark(mark) => Scalar::Null,
        Value::Words(day) if value.day().is_some() => Scalar::Date(day.clone()),
        Value::Blank(text) | Value::Text(text, _) | Value::Words(text) => Scalar::Text(text.clone()),
        Value::Figure(number) => Scalar::Figure(number.to_string()),
    }
}

/// The lines of an axis that have an entry, under their groups. `make` leaves the key empty; it is the last part of the line's id.
fn nested(axis: &Axis, layout: Layout, make: impl Fn(usize) -> Option<Entry>) -> Vec<Entry> {
    under(axis, None, layout, &make)
}

fn under(axis: &Axis, group: Option<usize>, layout: Layout, make: &dyn Fn(usize) -> Option<Entry>) -> Vec<Entry> {
    let mut entries = Vec::new();
    let lines = group.and_then(|group| axis.groups.get(group)).map_or(0..axis.lines.len(), |group| group.lines.clone());
    let mut at = lines.start;
    while at < lines.end {
        match axis.groups.iter().position(|inner| inner.parent == group && inner.lines.contains(&at)) {
            None => {
                let key = last_part(&axis.line_at(at).id);
                entries.extend(make(at).map(|made| Entry { key: key.to_owned(), ..made }));
                at += 1;
            }
            Some(inner) => {
                let parts = under(axis, Some(inner), layout, make);
                let form = axis.groups.get(inner);
                let key = form.map_or("", |form| last_part(&form.id));
                if !parts.is_empty() {
                    entries.push(entry(key, Content::Mapping(parts, layout)));
                }
                at = form.map_or(lines.end, |form| form.lines.end.max(at + 1));
            }
        }
    }
    entries
}

fn last_part(id: &str) -> &str {
    id.rsplit('.').next().unwrap_or(id)
}
