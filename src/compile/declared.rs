//! What rules may name beside cells: the lexicon, the facts and the parameters, as far as they are compiled. Plain data.

use crate::{
    ruleset::{Applies, Condition, Expr, Fact, FactKind, Lexicon, Param},
    source::Place,
};

/// What rules may name beside cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Declared {
    pub(super) lexicon: Lexicon,
    pub(super) facts: Vec<Fact>,
    /// In the order of the files.
    pub(super) params: Vec<Parameter>,
    /// Names of facts and parameters that are broken, so that nothing is known of their kind; and codes of broken rules.
    pub(super) broken: Vec<String>,
    /// The sections that apply only in some case.
    pub(super) applies: Vec<Applies>,
}

/// A parameter, with the values that count.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) kind: FactKind,
    /// The first whose condition holds counts.
    pub(super) cases: Vec<(Option<Condition>, Expr)>,
    /// The same as written, for lists.
    pub(super) shown: Vec<(Option<String>, String)>,
    /// Whether a run gave it a value.
    pub(super) overridden: bool,
    /// Where a folder sets it that extends the built-in rules.
    pub(super) set_in: Option<Place>,
}

impl Parameter {
    /// What lists show of it.
    pub(super) fn into_list(self) -> Param {
        Param { name: self.name, kind: self.kind, values: self.shown, overridden: self.overridden, set_in: self.set_in }
    }
}
