//! Two editions of a form, or two rule sets, in; what changed between them out, and what each change does to whoever has reports,
//! documents or rules of the old one. Opens no file and checks no report.

mod editions;
mod form;
mod lines;
mod rules;
mod words;

pub use editions::{editions, sets};

use crate::lang::Text;

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Documents are recognised by other words.
    Label,
    /// Report files written for the old one do not load as they are.
    Key,
    /// Figures of the years do not compare, or only as sums.
    Meaning,
    /// A report that passed can fail, or one that failed can pass.
    Verdict,
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

impl Category {
    /// In the order of the outputs.
    pub const ALL: [Category; 4] = [Category::Label, Category::Key, Category::Meaning, Category::Verdict];

    /// The word in outputs.
    pub fn word(self) -> &'static str {
        match self {
            Category::Label => "LABEL",
            Category::Key => "KEY",
            Category::Meaning => "MEANING",
            Category::Verdict => "VERDICT",
        }
    }
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
