//! Recorded exceptions: which findings of whose report somebody has allowed, why and until when. A waiver is keyed on what a
//! finding is about, never on a line or a message. Knows no document and no clock: what day it is comes from the caller.

mod append;
mod ledger;
mod parse;
mod stale;

pub use append::append;
pub use ledger::Ledger;
pub use parse::parse;

use crate::{
    finding::{Finding, Waived},
    number::Number,
    slice::sorted_once,
    source::{Source, Span},
};
use std::{collections::HashMap, sync::Arc};
use unicode_normalization::UnicodeNormalization;

/// The waivers of a file.
#[derive(Clone, Debug)]
pub struct Waivers {
    /// In the order of the file.
    pub waivers: Vec<Waiver>,
    /// The file, for what is said of them later.
    source: Arc<Source>,
    /// By agency, folded, and year: indices.
    reports: HashMap<(String, u16), Vec<usize>>,
}

/// One exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    pub code: String,
    /// Whose report.
    pub agency: String,
    pub year: u16,
    /// The finding's `at`; none for any.
    pub at: Option<String>,
    /// A cell that the finding is about, as [`crate::template::Table::cell_name`] writes it; none for any.
    pub cell: Option<String>,
    /// The gap that was accepted; none for any.
    pub gap: Option<Number>,
    /// What outputs say of it.
    pub waived: Waived,
    /// Where its code, its gap and its end stand.
    places: Places,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Places {
    code: Span,
    gap: Span,
    until: Span,
}

impl Waivers {
    fn new(source: &Arc<Source>, waivers: Vec<Waiver>) -> Waivers {
        let mut reports: HashMap<(String, u16), Vec<usize>> = HashMap::new();
        for (at, waiver) in waivers.iter().enumerate() {
            reports.entry((folded(&waiver.agency), waiver.year)).or_default().push(at);
        }
        Waivers { waivers, source: Arc::clone(source), reports }
    }

    /// The waivers for a report, by any of the names that its agency goes by.
    fn of_report<'n>(&self, names: impl Iterator<Item = &'n str>, year: u16) -> Vec<usize> {
        sorted_once(names.filter_map(|name| self.reports.get(&(folded(name), year))).flatten().copied())
    }
}

impl Waiver {
    /// That a finding of a report is allowed, with the gap that it has.
    pub fn of(finding: &Finding, agency: &str, year: u16, waived: Waived) -> Waiver {
        let cell = finding.cells.first().filter(|_| finding.at.is_none()).map(|cell| cell.cell.clone());
        Waiver {
            code: finding.code.clone(),
            agency: agency.to_owned(),
            year,
            at: finding.at.clone(),
            cell,
            gap: finding.gap.map(Number::trimmed),
            waived,
            places: Places::default(),
        }
    }

    /// Whether it is about that finding, whatever the gap.
    fn is_about(&self, finding: &Finding) -> bool {
        let in_cells = |cell: &String| finding.cells.iter().any(|found| found.cell == *cell);
        self.code == finding.code && (self.at.is_none() || self.at == finding.at) && self.cell.as_ref().is_none_or(in_cells)
    }

    fn accepts_gap_of(&self, finding: &Finding) -> bool {
        self.gap.is_none_or(|gap| finding.gap.is_some_and(|found| found.trimmed() == gap.trimmed()))
    }

    /// `A301[自然人]`, or `A301 申请[新收, 自然人]`.
    fn key(&self) -> String {
        let key = Finding::key_of(&self.code, self.at.as_deref());
        self.cell.iter().fold(key, |key, cell| format!("{key} {cell}"))
    }
}

/// A name for comparison: one width of characters, no blanks.
fn folded(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).collect()
}
