//! What the prose says: facts and statements of the three shapes, each with its sentence and how sure it is.

use crate::{
    lang::Text,
    number::Number,
    report::Origin,
    ruleset::{Over, Stated, Within},
    source::Span,
};
use std::ops::Range;

/// One way to read a statement: its figures.
pub(crate) type Reading = Vec<(Stated, Number)>;

/// How sure it is that a sentence says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// All its words are understood.
    Sure,
    /// They are understood, but topic or event were told elsewhere: a figure that fits another fact was probably meant for it.
    Inferred,
    /// The claim itself is doubtful: worth a hint, no more.
    Doubtful,
}

/// A fact found in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) fact: usize,
    /// None for words of none or all.
    pub(super) value: Option<Number>,
    pub(super) range: Range<usize>,
    pub(super) certainty: Certainty,
}

/// A statement of one of the three shapes, in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Shaped {
    pub(super) shape: crate::ruleset::Shape,
    pub(super) readings: Vec<Reading>,
    pub(super) shown: Vec<(Stated, Text)>,
    /// The figures it is about, the one to blame first.
    pub(super) marked: Vec<Range<usize>>,
    pub(super) topic: Option<usize>,
    pub(super) certainty: Certainty,
    /// Of a growth: the figure of this year.
    pub(super) now: Option<Range<usize>>,
    /// Of a growth whose figure of this year is not stated: of what it is one.
    pub(super) event: Option<usize>,
}

/// Something that the prose says, and where.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) over: Over,
    /// The part of the report that says it.
    pub(crate) part: Within,
    /// All the ways in which it may be meant: it holds if one of them does.
    pub(crate) readings: Vec<Reading>,
    /// Its figures as printed.
    pub(crate) shown: Vec<(Stated, Text)>,
    pub(crate) sentence: String,
    pub(crate) marked: Vec<Span>,
    pub(crate) origin: Origin,
    pub(crate) certainty: Certainty,
    /// What it is about.
    pub(crate) topic: Option<usize>,
    /// Of a growth: the facts that this year's figure states.
    pub(crate) facts: Vec<usize>,
}
