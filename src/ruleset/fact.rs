//! Facts that the prose may state, and how they are found: patterns of words, gaps and one figure.

pub use crate::chinese::word::YearOf;
use crate::{
    source::Place,
    vocabulary::{FactKind, Shape},
};
use serde::{Deserialize, Serialize};

/// A fact that the prose may state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// `受理申请`.
    pub name: String,
    /// What kind of figure it is.
    pub kind: FactKind,
    /// Where it is looked for; empty: everywhere.
    pub within: Vec<Within>,
    /// The figures that it asks for; none: its patterns find them.
    pub frame: Option<super::FactFrame>,
    /// Any of these.
    pub patterns: Vec<Pattern>,
    /// Words that spoil a match when they stand in its clause in front of the figure.
    pub except: Vec<String>,
    /// Its tests.
    #[serde(skip)]
    pub tests: Vec<super::FactTest>,
}

/// A parameter, as lists show it: its values are in the rules already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Param {
    /// `公布期限`.
    pub name: String,
    pub kind: FactKind,
    /// Conditions (none: always) and values as written; the first whose condition holds counts.
    pub values: Vec<(Option<String>, String)>,
    /// Whether a run gave it a value.
    pub overridden: bool,
    /// Where a folder sets it that extends the built-in rules.
    #[serde(skip)]
    pub set_in: Option<Place>,
}

/// A part of a report's prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Within {
    /// A section, by its id.
    Section(String),
    Title,
    /// What stands before the first heading.
    Preface,
    /// The name and date at the end.
    Signature,
}

/// A pattern, part by part.
pub type Pattern = Vec<Part>;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Any of these words, the longest first; an empty one matches anywhere.
    AnyOf(Vec<String>),
    /// `{..}`: some words, not past the end of the clause.
    Gap,
    /// `{...}`: some words, not past the end of the sentence.
    Wide,
    /// `{n}`: the figure.
    Figure,
    /// `{上年}`, `{本年}`, `{下年}`: any words for that year.
    Year(YearOf),
}

/// A figure of a statement or of a fact at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stated {
    /// What the fact at hand states.
    Fact(usize),
    /// The whole of a breakdown or share.
    Whole,
    /// The parts of a breakdown, added.
    Parts,
    /// The part of a share.
    Part,
    /// The percentage of a share or growth.
    Percent,
    /// This year's figure of a growth.
    Now,
    /// Last year's figure, by this year's and the change.
    Before,
    /// Last year's figure, as last year's report has it.
    Reported,
    /// How much more (or, below zero, less) than last year.
    Change,
    /// How many times last year's figure.
    Multiple,
}

/// What a rule over prose is checked for, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Over {
    /// Every place that states the fact.
    Fact(usize),
    /// Every statement of a shape.
    Shape(Shape),
}

impl Within {
    /// The id of the section; `title`, `preface`, `signature`.
    pub fn id(&self) -> &str {
        match self {
            Within::Section(id) => id,
            Within::Title => "title",
            Within::Preface => "preface",
            Within::Signature => "signature",
        }
    }
}

impl Shape {
    /// The names that a rule over such statements may use.
    pub fn names(self) -> &'static [(&'static str, Stated)] {
        match self {
            Shape::Breakdown => &[("whole", Stated::Whole), ("parts", Stated::Parts)],
            Shape::Share => &[("part", Stated::Part), ("whole", Stated::Whole), ("percent", Stated::Percent)],
            Shape::Growth => &[
                ("now", Stated::Now),
                ("before", Stated::Before),
                ("change", Stated::Change),
                ("percent", Stated::Percent),
                ("multiple", Stated::Multiple),
                ("reported", Stated::Reported),
            ],
        }
    }
}
