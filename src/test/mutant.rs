//! A rule, a fact or a word of the lexicon with a mutation in it, and what became of it. Plain data.

use super::equivalent::Sameness;
use crate::source::Place;

/// A rule, a fact or a part of the lexicon with a mutation in it.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// The code of the rule, the name of the fact, topic or event; what the words of the lexicon are, where they have no name.
    pub code: String,
    pub is_rule: bool,
    /// What is taken out, in the rule file.
    pub place: Place,
    /// What is put in instead; may be empty.
    pub instead: String,
    pub fate: Fate,
}

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The rule files no longer compile: whoever mutations is told at once.
    Refused,
    /// This test fails: code of its rule, and its name.
    Noticed(String, String),
    /// No test fails, and none can: it says the same as the rule, for this reason.
    Equivalent(Sameness),
    /// No test fails.
    Alive,
}
