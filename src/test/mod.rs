//! Tests of rule sets: those written in rule files (a base report, edits, and what must be found, exhaustively), which of them
//! would notice a mutation in a rule, what they touch, and folders of reports with the findings accepted for each.

mod bases;
mod coverage;
mod difference;
mod edit;
mod equivalent;
mod fact;
mod lexical;
mod mutant;
mod mutants;
mod mutation;
mod related;
mod runner;
mod snapshot;

pub use coverage::{Coverage, EditionCoverage, RuleCoverage, coverage};
pub use equivalent::Sameness;
pub use mutant::{Fate, Mutant};
pub use mutants::{mutants, mutants_of};
pub use snapshot::Snapshot;

use crate::{diagnostic::Diagnostic, lang::Text, report::Report, ruleset::RuleSet, source::Place};
use runner::Runner;

/// What came of one test.
#[derive(Clone, Debug)]
pub struct TestOutcome {
    /// The rule or fact that it stands in.
    pub code: String,
    pub name: String,
    /// What differed; empty when it passed.
    pub differences: Vec<Diagnostic>,
}

/// Opens a base report named in a rule file: the name as written, and the place where it is written.
pub type OpenBase<'a> = &'a (dyn Fn(&str, &Place) -> Result<Report, Text> + Sync);

/// Runs all tests of a rule set, by rule and in the order written.
pub fn run(rules: &RuleSet, open: OpenBase<'_>) -> Vec<TestOutcome> {
    let runner = Runner::new(rules, open);
    let of_rules = runner.tests().map(|(rule, test)| runner.outcome(rule, test));
    fact::outcomes(rules).into_iter().chain(of_rules).collect()
}
