//! The tests written in rules, with every cell resolved. What they find is exhaustive: a finding that no line expects fails the test.

use crate::{
    number::Number,
    source::Place,
    template::{CellId, EditionId, TableId},
    vocabulary::About,
};

/// One test.
#[derive(Clone, Debug)]
pub struct Test {
    /// What it shows.
    pub name: String,
    pub edition: EditionId,
    /// The report it starts from.
    pub base: Base,
    /// In order.
    pub steps: Vec<Step>,
    /// The codes of its rule and of those that it expects findings of.
    pub looks_at: Vec<String>,
    /// Whether findings of other rules are none of its business (`expect only`).
    pub only: bool,
    /// The same test as read in other editions: for a base report that turns out to be in one of them.
    pub in_other_editions: Vec<Test>,
    /// Where it stands.
    pub place: Place,
}

impl Test {
    /// Whether it writes prose into the generated report, which has none.
    pub fn writes_into_dense(&self) -> bool {
        self.base == Base::Dense && self.steps.iter().any(|step| matches!(step, Step::Prose(..)))
    }
}

/// The report that a test starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// The generated report without zeros.
    Dense,
    /// A report file, relative to the rule file.
    File(String),
}

/// A line of a test.
#[derive(Clone, Debug)]
pub enum Step {
    /// The cell gets this text, read as a reader would read it.
    Set(CellId, String),
    /// The report says this of itself.
    About(About, String),
    /// The prose of a part of the report is this.
    Prose(super::Within, String),
    /// The cell becomes blank.
    Blank(CellId),
    /// The report has no such cells.
    RemoveCells(Vec<CellId>),
    /// It has no such table.
    RemoveTable(TableId),
    /// Its prose has no such section, by its index in the edition.
    RemoveSection(usize),
    /// The same, done to last year's report; with the first of them there is one.
    Prior(Box<Edit>),
    /// The reports of the subordinate units: report files, relative to the rule file.
    Children(Vec<String>),
    /// A report of another unit, before this one in the batch.
    Other(String),
    /// This finding must come.
    Expect(Expectation),
    /// This cell must be part of a cause (and, if given, be expected to hold this figure).
    ExpectCause(CellId, Option<Number>, Place),
}

/// An edit of last year's report.
#[derive(Clone, Debug)]
pub enum Edit {
    /// It is this report; where none is named, the test's own base.
    Base(Base),
    /// It is the generated report of this edition.
    Dense(EditionId),
    /// As [`Step::Set`], [`Step::About`], [`Step::Prose`] and [`Step::Blank`], as read in the edition of the test, and in the one before.
    Step(Vec<(EditionId, Step)>),
}

/// A finding that a test expects.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The rule's code.
    pub code: String,
    /// The full id it must stand at; none: any.
    pub at: Option<String>,
    /// Whether the verdict is `unknown` instead of `fail`.
    pub unknown: bool,
    /// Where the line stands.
    pub place: Place,
}
