//! Two editions of a form, or two rule sets, in; what changed between them out, and what each change does to whoever has reports,
//! documents or rules of the old one. Opens no file and checks no report.

mod editions;
mod form;
mod lines;
mod rules;
mod words;

pub use editions::{editions, sets};

use crate::{lang::Text, vocabulary::choice};

choice! {
    /// What a change does.
    Category {
        /// Documents are recognised by other words.
        Label = "LABEL",
        /// Report files written for the old one do not load as they are.
        Key = "KEY",
        /// Figures of the years do not compare, or only as sums.
        Meaning = "MEANING",
        /// A report that passed can fail, or one that failed can pass.
        Verdict = "VERDICT",
    }
}

/// One thing that a change does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What kind of thing.
    pub category: Category,
    /// What changed, and how.
    pub what: Text,
    /// What comes of it.
    pub does: Text,
}

/// Differences as they are found.
#[derive(Default)]
struct Differences {
    found: Vec<Difference>,
    /// Names of rows and columns that are others now, old and new, without the groups around them.
    renamed: Vec<(String, String)>,
}

impl Differences {
    fn push(&mut self, category: Category, what: &Text, does: Text) {
        let difference = Difference { category, what: what.clone(), does };
        if !self.found.contains(&difference) {
            self.found.push(difference);
        }
    }
}
