//! Looking things up in a template by id, and walking its cells in order.

use super::{Axis, AxisKind, CellId, Edition, EditionId, Group, Kind, Line, Section, Table, Template};
use crate::slice::{Slice, each_once};

/// What a path names on an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineRef {
    /// A row or column, by index.
    Line(usize),
    /// A group, by index.
    Group(usize),
}

/// The edition in force for a report year.
pub fn edition_for_year(template: &Template, year: u16) -> Option<EditionId> {
    template.edition_ids().find(|edition| template[*edition].covers(year))
}

impl Template {
    pub fn edition(&self, name: &str) -> Option<EditionId> {
        self.edition_ids().find(|edition| self[*edition].name == name)
    }

    /// The cell of an edition that is written `申请[新收, 自然人]`, in any width of marks and with any blanks.
    pub fn cell_named(&self, edition: EditionId, name: &str) -> Option<CellId> {
        let plain: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let (table, rest) = plain.split_once(['[', '［'])?;
        let inside = rest.strip_suffix([']', '］'])?;
        let inside = inside.replace(['“', '”', '＂'], "\"");
        let (row, column) = inside.split_once([',', '，']).unwrap_or((&inside, ""));
        let id = edition.table(self[edition].table(table)?);
        let table = &self[id];
        Some(id.cell(table.cell(table.rows.line(row)?, table.columns.line(column)?)))
    }

    /// The kinds of agency that report, as any edition declares them, each once.
    pub fn kinds(&self) -> Vec<&str> {
        each_once(self.editions.iter().flat_map(|edition| &edition.kinds).map(String::as_str))
    }

    /// What titles say the report is about, by the last edition that declares it.
    pub fn subjects(&self) -> &[String] {
        let declared = self.editions.iter().rev().find(|edition| !edition.subjects.is_empty());
        declared.map_or(&[], |edition| &edition.subjects)
    }

    /// Whether figures in these two units may be compared and added: one unit, or two that an edition calls comparable.
    pub fn comparable(&self, one: &str, other: &str) -> bool {
        one == other || self.editions.iter().any(|edition| edition.comparable(one, other))
    }

    /// Whether an agency may be of that kind: one that is declared, or any where none is.
    pub fn takes_kind(&self, kind: &str) -> bool {
        let kinds = self.kinds();
        kinds.is_empty() || kinds.contains(&kind)
    }
}

impl Edition {
    /// Whether a report of that year follows this edition.
    pub fn covers(&self, year: u16) -> bool {
        self.first_year <= year && self.last_year.is_none_or(|last| year <= last)
    }

    /// Whether it says that two units may meet.
    pub fn comparable(&self, one: &str, other: &str) -> bool {
        let holds = |units: &Vec<String>, unit: &str| units.iter().any(|own| own == unit);
        self.comparable.iter().any(|units| holds(units, one) && holds(units, other))
    }

    pub fn table(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.id == id)
    }

    /// The same, itself.
    pub fn table_with_id(&self, id: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }

    pub fn tables_of(&self, section: &Section) -> &[Table] {
        self.tables.slice(section.tables.clone())
    }

    pub fn section(&self, id: &str) -> Option<usize> {
        self.sections.iter().position(|section| section.id == id)
    }
}

impl Table {
    /// How many cells it has.
    pub fn cell_count(&self) -> usize {
        self.rows.lines.len() * self.columns.lines.len()
    }

    /// The index of a cell among the table's cells, row by row.
    pub fn cell(&self, row: usize, column: usize) -> usize {
        row * self.columns.lines.len() + column
    }

    /// Row and column of a cell's index.
    pub fn row_and_column(&self, cell: usize) -> (usize, usize) {
        let width = self.columns.lines.len().max(1);
        (cell / width, cell % width)
    }

    pub fn kind(&self, cell: usize) -> Option<&Kind> {
        let columns = self.columns.lines.len().max(1);
        // Rows that a reporter added are all of the kinds of the one line that stands for them.
        let of_open = || self.kinds.get(self.open_line()?.checked_mul(columns)?.checked_add(cell % columns)?);
        self.kinds.get(cell).or_else(of_open)
    }

    /// A cell's name, `申请[新收, 自然人]`; empty lines for indices that do not exist.
    pub fn cell_name(&self, cell: usize) -> String {
        let (row, column) = self.row_and_column(cell);
        let (row, column) = (&self.rows.line_at(row).id, &self.columns.line_at(column).id);
        match self.is_fields {
            true => format!("{}[{row}]", self.id),
            false => format!("{}[{row}, {column}]", self.id),
        }
    }

    /// Whether a cell stands in the row or the column of a total.
    pub fn is_total(&self, cell: usize) -> bool {
        let (row, column) = self.row_and_column(cell);
        self.rows.line_at(row).is_total || self.columns.line_at(column).is_total
    }

    /// Whether a total subtracts what stands in a cell: its row is such a row, or its column such a column, and not both.
    pub fn is_less(&self, cell: usize) -> bool {
        let (row, column) = self.row_and_column(cell);
        self.rows.line_at(row).is_less != self.columns.line_at(column).is_less
    }

    /// One of its axes.
    pub fn axis(&self, kind: AxisKind) -> &Axis {
        match kind {
            AxisKind::Rows => &self.rows,
            AxisKind::Columns => &self.columns,
        }
    }
}

impl Axis {
    /// A line by its index; an empty one where there is none.
    pub fn line_at(&self, index: usize) -> &Line {
        static NONE: Line = Line { id: String::new(), labels: Vec::new(), group: None, is_total: false, is_less: false };
        self.lines.get(index).unwrap_or(&NONE)
    }

    /// The line with that full id.
    pub fn line(&self, id: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.id == id)
    }

    /// The group with that full id.
    pub fn group(&self, id: &str) -> Option<usize> {
        self.groups.iter().position(|group| group.id == id)
    }

    /// What a full id names: a line or a group. (A name is never both.)
    pub fn find(&self, id: &str) -> Option<LineRef> {
        self.line(id).map(LineRef::Line).or_else(|| self.group(id).map(LineRef::Group))
    }

    /// The lines under a group that are no totals: what `sum(group)` adds.
    pub fn leaves(&self, group: usize) -> Vec<usize> {
        self.groups.get(group).map_or_else(Vec::new, |group| self.parts(group.lines.clone()))
    }

    /// The lines that a total is the total of; empty for a line that is no total.
    pub fn parts_of(&self, total: usize) -> Vec<usize> {
        match self.line_at(total) {
            Line { is_total: false, .. } => Vec::new(),
            Line { group: Some(group), .. } => self.leaves(*group),
            _ => self.parts(0..self.lines.len()),
        }
    }

    fn parts(&self, lines: std::ops::Range<usize>) -> Vec<usize> {
        lines.filter(|at| !self.line_at(*at).is_total).collect()
    }

    /// The groups around a line, outermost first.
    pub fn groups_around(&self, line: &Line) -> Vec<&Group> {
        let mut around = Vec::new();
        let mut next = line.group;
        while let Some(group) = next.and_then(|at| self.groups.get(at)) {
            around.insert(0, group);
            next = group.parent;
        }
        around
    }
}

impl Line {
    /// The label that the form prints.
    pub fn label(&self) -> &str {
        self.labels.first().map_or("", String::as_str)
    }
}

impl Group {
    /// The label that the form prints.
    pub fn label(&self) -> &str {
        self.labels.first().map_or("", String::as_str)
    }
}
