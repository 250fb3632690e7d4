//! A filled-in report: its figures cell by cell, its prose by section, and where each stood in the document it came in.
//! Knows the template by indices only.

mod choice;
mod digest;
mod open;
mod origin;
mod set;
mod value;

pub use digest::{Digest, FiguresByTable};
pub use origin::{Origin, sheet_cell};
pub use set::{Member, ReportSet};

use crate::{
    date::Date,
    lang::Text,
    number::{NotANumber, Number},
    source::Source,
    template::{CellId, EditionId, TableId, Template},
};
use std::sync::Arc;

/// One report.
///
/// ```
/// let rules = gouji::Rules::built_in().expect("sound");
/// let text = "agency: 示例县财政局\nyear: 2023\ntables: {收费: {行政事业性收费: {金额: 1.5}}}\n";
/// let report = gouji::read("a.yaml", text.as_bytes(), &rules).expect("a report");
/// assert_eq!((report.agency.as_deref(), report.tables.len()), (Some("示例县财政局"), 1));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The edition it must follow: stated, else the year's, else the layout's.
    pub edition: EditionId,
    /// Where `edition:` was stated, if the report states it.
    pub stated_edition: Option<Origin>,
    /// `昌乐县人民政府办公室`.
    pub agency: Option<String>,
    /// `部门` or `政府`.
    pub kind: Option<String>,
    pub year: Option<u16>,
    /// When it was published.
    pub published: Option<Date>,
    /// When it was received, as the roster has it: a report does not say so.
    pub received: Option<Date>,
    /// The tables that are there, in the order of their first appearance; a table id occurs once.
    pub tables: Vec<Filled>,
    /// What it says beside the tables; none where the document kind carries no prose.
    pub prose: Option<Prose>,
    /// What the reader noticed: unknown keys, labels known by resemblance, values that differ.
    pub remarks: Vec<Remark>,
    /// Cells with several readings, from which nothing was chosen yet.
    pub doubts: Vec<Doubt>,
    /// The text it was read from, for origins that are spans of it.
    pub source: Option<Arc<Source>>,
    /// Names of the sheets that [`Origin::Sheet`] counts.
    pub sheets: Vec<String>,
}

/// A filled-in table.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The table that it is a filled-in copy of; usually of the report's own edition.
    pub table: TableId,
    /// One for each cell of that table, row by row.
    pub cells: Vec<Cell>,
    /// What the document prints in rows of groups, where the form has no figures; never part of a cell.
    pub subtotals: Vec<Subtotal>,
}

/// A figure that a document prints in the row of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subtotal {
    /// The group of rows, as an index into [`crate::template::Axis::groups`].
    pub group: usize,
    pub column: usize,
    pub figure: Number,
    /// Where it stands.
    pub origin: Origin,
}

/// A cell: what stands in it and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub value: Value,
    /// Where it stands.
    pub origin: Origin,
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// The document has no such cell.
    #[default]
    Absent,
    /// Nothing, or a mark for nothing: `/`, `-`, `—`. The text is what stood there, trimmed.
    Blank(String),
    /// A figure in the unit of its column.
    Figure(Number),
    /// Words, where words belong: a text, one of the form's choices, a day as `2024-01-20`.
    Words(String),
    /// Something that is no figure, as it stands, and why it is none.
    Text(String, Unreadable),
}

/// Why a text in a cell is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It does not read as a number.
    NotANumber(NotANumber),
    /// Its unit is not one that this column takes.
    Unit(String),
    /// It stands in one cell that covers those of several figures.
    Merged,
    /// It is none of the words to choose from.
    NoChoice,
    /// It is no day.
    NoDay,
}

/// What a report says beside its tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Prose {
    /// Its title, where there is one.
    pub title: Option<Passage>,
    /// By section, as indices into [`crate::template::Edition::sections`] of the report's edition; in the order of the document. The text
    /// before the first heading has no section.
    pub sections: Vec<SectionProse>,
    /// The name and date at its end.
    pub signature: Option<Passage>,
}

/// The prose of one section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SectionProse {
    /// The section; none for what stands before the first heading.
    pub section: Option<usize>,
    /// Its heading as printed.
    pub heading: Option<Passage>,
    /// Its paragraphs, in order.
    pub paragraphs: Vec<Passage>,
}

/// A piece of text and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Passage {
    pub text: String,
    /// Where they begin.
    pub origin: Origin,
}

/// A cell whose text has several readings: glued or confused digits. The document states only one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    pub cell: CellId,
    /// What it may say, each once.
    pub readings: Vec<Number>,
}

/// Something the reader noticed; it becomes a finding of family R.
#[derive(Clone, Debug)]
pub struct Remark {
    pub code: RemarkCode,
    pub message: Text,
    pub cell: Option<CellId>,
    pub origin: Origin,
}

/// What a reader can notice. (R002 and R005 are read off the values themselves.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RemarkCode {
    /// R003: a cell has two values that differ.
    TwoValues,
    /// R004: a label was recognised only by resemblance.
    Resemblance,
    /// R007: of several readings of a cell one was chosen, because its equations hold.
    Chosen,
    /// R006: an unknown or repeated key, or a list of the wrong length.
    Key,
}

/// Why a file is no report at all (R001).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoReport {
    /// The reason, for people.
    pub reason: Text,
    /// Where, if a place is to blame.
    pub origin: Origin,
    /// The text, if it could be read as text.
    pub source: Option<Arc<Source>>,
}

/// The comment of the archive of a review workbook: by it a workbook that gouji wrote is told from one that was filled in.
pub const REVIEW_COMMENT: &[u8] = b"gouji-review";

/// The author of the comments that gouji writes into a submitted file: by it they are told from those of others.
pub const MARK_AUTHOR: &str = "gouji";

impl NoReport {
    /// About how many bytes of memory it takes: its text is the whole of what could not be read.
    pub fn weight(&self) -> usize {
        size_of::<NoReport>() + self.source.as_ref().map_or(0, |source| source.text.len())
    }
}

impl Report {
    /// A report of an edition with every cell absent, for the edition's first year.
    pub fn absent(template: &Template, edition: EditionId) -> Report {
        let tables = template.table_ids(edition).map(|table| Filled::absent(template, table)).collect();
        Report { edition, year: Some(template[edition].first_year), tables, ..Report::default() }
    }

    /// A report of an edition that nothing is filled in on yet.
    pub fn blank(template: &Template, edition: EditionId) -> Report {
        let mut report = Report { agency: Some(String::new()), year: None, ..Report::absent(template, edition) };
        report.add_rows(template, 1);
        let cells = report.tables.iter_mut().flat_map(|filled| &mut filled.cells);
        cells.for_each(|cell| cell.value = Value::Blank(String::new()));
        report
    }

    /// Adds blank rows to tables that take them, as many as the form wants and so many at least.
    pub fn add_rows(&mut self, template: &Template, count: usize) {
        for filled in &mut self.tables {
            let table = &template[filled.table];
            let least = table.open.as_ref().map_or(0, |open| open.least.max(count));
            for _ in table.rows_added(filled.cells.len())..least {
                filled.add_row(table);
            }
        }
    }

    /// The table with that id, if it is there.
    pub fn table(&self, template: &Template, id: &str) -> Option<&Filled> {
        self.tables.iter().find(|filled| template[filled.table].id == id)
    }

    /// About how many bytes of memory it takes.
    pub fn weight(&self) -> usize {
        let cells = self.tables.iter().flat_map(|filled| &filled.cells);
        let written = |cell: &Cell| match &cell.value {
            Value::Text(words, _) | Value::Blank(words) | Value::Words(words) => words.len(),
            Value::Absent | Value::Figure(_) => 0,
        };
        let cells: usize = cells.map(|cell| size_of::<Cell>() + written(cell)).sum();
        let passages = self.prose.iter().flat_map(|prose| &prose.sections).flat_map(|section| &section.paragraphs);
        let prose: usize = passages.map(|passage| size_of::<Passage>() + passage.text.len()).sum();
        let source = self.source.as_ref().map_or(0, |source| source.text.len());
        let remarks = self.remarks.len() * size_of::<Remark>();
        size_of::<Report>() + cells + prose + source + remarks
    }

    /// A filled-in table, if it is there.
    pub fn filled(&self, table: TableId) -> Option<&Filled> {
        self.tables.iter().find(|filled| filled.table == table)
    }

    /// A cell, if its table is there.
    pub fn cell(&self, cell: CellId) -> Option<&Cell> {
        self.filled(cell.table)?.cells.get(cell.index())
    }

    /// The same, to be filled in.
    pub fn cell_mut(&mut self, cell: CellId) -> Option<&mut Cell> {
        self.tables.iter_mut().find(|filled| filled.table == cell.table)?.cells.get_mut(cell.index())
    }
}

impl Filled {
    /// An empty table of a layout, every cell absent.
    pub fn absent(template: &Template, table: TableId) -> Filled {
        // Not `vec![…; count]`: to make an absent cell is less work than to copy one.
        let cells = std::iter::repeat_with(Cell::default).take(template[table].printed_cells());
        Filled { table, cells: cells.collect(), subtotals: Vec::new() }
    }

    /// What stands in a cell; nothing where the table has no such cell.
    pub fn value(&self, cell: usize) -> &Value {
        self.cells.get(cell).map_or(&Value::Absent, |cell| &cell.value)
    }

    /// Its cells, each with its id.
    pub fn cells(&self) -> impl Iterator<Item = (CellId, &Cell)> {
        self.cells.iter().enumerate().map(|(at, cell)| (self.table.cell(at), cell))
    }
}

impl NoReport {
    /// A reason without a place.
    pub fn because(reason: Text) -> NoReport {
        NoReport { reason, origin: Origin::Nowhere, source: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_weighed_with_the_texts_in_it() {
        let words = "x".repeat(5_000);
        let none = NoReport { source: Some(Source::new("a", words.clone())), ..NoReport::because(Text::default()) };
        assert!(none.weight() > 5_000);
        let template = crate::template::Template::default();
        let mut report = Report::blank(&template, EditionId::default());
        let empty = report.weight();
        let cell = Cell { value: Value::Blank(words), ..Cell::default() };
        report.tables.push(Filled { table: TableId::default(), cells: vec![cell], subtotals: Vec::new() });
        assert!(report.weight() > empty + 5_000);
    }
}
