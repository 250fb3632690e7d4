//! Two documents of one report, the submitted and the published one: where they differ, cell by cell, and sentence by sentence where
//! the prose states figures. Opens no file and judges neither.

mod sentences;

pub use sentences::{Sentence, Side};

use crate::{
    report::{Report, Value},
    roster::folded,
    ruleset::RuleSet,
    template::{Blank, CellId, Table, Template},
};
use std::collections::HashMap;

/// Where two documents differ.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// What they say of themselves: whose report, on which year, when published.
    pub heads: Vec<Head>,
    /// In the order of the first document, then what only the second has.
    pub cells: Vec<Cell>,
    /// How many cells are blank in one document and 0 in the other, where the form counts a blank as 0.
    pub blank_or_zero: usize,
    /// Sentences that state figures, where the figures differ.
    pub sentences: Vec<Sentence>,
    /// How many sentences say the same figures in other words.
    pub reworded: usize,
    /// Whether a document has no prose, so that none was compared.
    pub without_prose: bool,
}

/// What both documents say of themselves, and it differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub what: What,
    /// In the first document.
    pub one: String,
    /// In the second.
    pub two: String,
}

/// What documents say of themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Whose report.
    Agency,
    /// On which year.
    Year,
    /// When it was published.
    Published,
}

/// A cell that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// `申请[新收, 自然人]`
    pub name: String,
    pub at: CellId,
    /// What stands in the first document; none where it has no such cell, empty for a blank.
    pub one: Option<String>,
    /// What stands in the second.
    pub two: Option<String>,
}

pub fn compare(rules: &RuleSet, one: &Report, two: &Report) -> Comparison {
    let mut comparison = Comparison { heads: heads(one, two), ..Comparison::default() };
    comparison.cells(&rules.template, one, two);
    comparison.sentences(rules, one, two);
    comparison
}

impl Comparison {
    /// Whether nothing differs.
    pub fn is_same(&self) -> bool {
        self.heads.is_empty() && self.cells.is_empty() && self.sentences.is_empty()
    }

    fn cells(&mut self, template: &Template, one: &Report, two: &Report) {
        let (known, others) = (by_name(template, one), by_name(template, two));
        each_cell(template, one, |table, name, at, value| {
            self.cell(table, name, at, value, others.get(name).copied().unwrap_or(&Value::Absent));
        });
        each_cell(template, two, |table, name, at, value| {
            if !known.contains_key(name) {
                self.cell(table, name, at, &Value::Absent, value);
            }
        });
    }

    fn cell(&mut self, table: &Table, name: &str, at: CellId, one: &Value, two: &Value) {
        if is_same(one, two) {
            return;
        }
        let counts_as_zero = |value: &Value| match value {
            Value::Blank(_) => table.blank == Blank::Zero,
            Value::Figure(number) => number.is_zero(),
            Value::Absent | Value::Words(_) | Value::Text(..) => false,
        };
        if counts_as_zero(one) && counts_as_zero(two) {
            self.blank_or_zero += 1;
        } else {
            self.cells.push(Cell { name: name.to_owned(), at, one: shown(one), two: shown(two) });
        }
    }
}

/// The cells of a report by their names.
fn by_name<'r>(template: &Template, report: &'r Report) -> HashMap<String, &'r Value> {
    let mut all = HashMap::new();
    each_cell(template, report, |_, name, _, value| {
        all.insert(name.to_owned(), value);
    });
    all
}

/// Hands on every cell of a report, with its table, its name and its place in the template.
fn each_cell<'r>(template: &Template, report: &'r Report, mut each: impl FnMut(&Table, &str, CellId, &'r Value)) {
    let template = &*report.template(template);
    for filled in &report.tables {
        let table = &template[filled.table];
        for (at, cell) in filled.cells.iter().enumerate() {
            each(table, &table.cell_name(at), filled.table.cell(at), &cell.value);
        }
    }
}

fn is_same(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Absent, Value::Absent) | (Value::Blank(_), Value::Blank(_)) => true,
        (Value::Figure(one), Value::Figure(two)) => one.trimmed() == two.trimmed(),
        (Value::Text(one, _), Value::Text(two, _)) | (Value::Words(one), Value::Words(two)) => one == two,
        _ => false,
    }
}

fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Absent => None,
        Value::Blank(_) => Some(String::new()),
        Value::Figure(number) => Some(number.to_string()),
        Value::Text(text, _) | Value::Words(text) => Some(text.clone()),
    }
}

/// What both say of themselves and differs; what one of them does not say does not differ.
fn heads(one: &Report, two: &Report) -> Vec<Head> {
    let says = |report: &Report| {
        let (year, published) = (report.year.map(|year| year.to_string()), report.published.map(|day| day.to_string()));
        [(What::Agency, report.agency.clone()), (What::Year, year), (What::Published, published)]
    };
    let both = says(one).into_iter().zip(says(two));
    let differing = both.filter_map(|((what, one), (_, two))| {
        let (one, two) = (one?, two?);
        (folded(&one) != folded(&two)).then_some(Head { what, one, two })
    });
    differing.collect()
}
