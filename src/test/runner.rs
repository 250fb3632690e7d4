//! One test at a time: its base report, its edits, and what differed from what it expects.

use super::{OpenBase, TestOutcome, bases::Bases, difference::differences, edit, related::Relatives};
use crate::{
    diagnostic::Diagnostic,
    engine::{Checker, Selection},
    finding::{Finding, Outcome},
    report::Report,
    ruleset::{Rule, RuleSet, Step, Test},
};
use std::sync::Mutex;

/// Runs tests of one rule set, from any thread.
pub(super) struct Runner<'a> {
    rules: &'a RuleSet,
    checker: Checker<'a>,
    bases: Bases<'a>,
}

impl<'a> Runner<'a> {
    pub(super) fn new(rules: &'a RuleSet, open: OpenBase<'a>) -> Runner<'a> {
        let bases = Bases { rules, open, dense: Mutex::default(), asks_why: true };
        Runner { rules, checker: Checker::new(rules, Selection::default()), bases }
    }

    /// One that is asked only whether tests fail.
    pub(super) fn in_a_hurry(self) -> Runner<'a> {
        Runner { bases: Bases { asks_why: false, ..self.bases }, ..self }
    }

    /// One that finds words in prose as a checker of other rules over the same facts does.
    pub(super) fn reading_as(self, other: &Checker<'_>) -> Runner<'a> {
        Runner { checker: self.checker.reading_as(other), ..self }
    }

    /// Every test of the set's own rules, by rule and in the order written: those of rules that are extended were run before.
    pub(super) fn tests(&self) -> impl Iterator<Item = (&'a Rule, &'a Test)> {
        self.rules.rules.iter().filter(|rule| !rule.inherited).flat_map(|rule| rule.tests.iter().map(move |test| (rule, test)))
    }

    pub(super) fn outcome(&self, rule: &Rule, test: &Test) -> TestOutcome {
        let differences = match self.checked(test) {
            Ok((test, outcome)) => differences(self.rules, test, &outcome),
            Err(why) => vec![*why],
        };
        TestOutcome { code: rule.code.clone(), name: test.name.clone(), differences }
    }

    /// What is found in the report that the test comes to; and the test as read in the edition of that report.
    pub(super) fn checked<'t>(&self, test: &'t Test) -> Result<(&'t Test, Outcome), Box<Diagnostic>> {
        let mut report = self.bases.report(test, &test.base)?;
        let test = test.in_other_editions.iter().find(|other| other.edition == report.edition).unwrap_or(test);
        let relatives = Relatives::of(&self.bases, test)?;
        let check = |report: &Report| self.checker.check_among(None, report, &relatives.related(report, self.rules));
        let before = test.writes_into_dense().then(|| {
            edit::fill_prose(&mut report, self.rules);
            let mut bare = report.clone();
            let others: Vec<Step> = test.steps.iter().filter(|step| !matches!(step, Step::Prose(..))).cloned().collect();
            edit::apply(&others, &mut bare, self.rules);
            check(&bare)
        });
        edit::apply(&test.steps, &mut report, self.rules);
        let mut outcome = check(&report);
        if let Some(before) = before {
            // What other rules say of words that the test did not write is not about the test.
            let is_there =
                |found: &Finding| before.findings.iter().any(|other| (&other.code, &other.at) == (&found.code, &found.at));
            outcome.findings.retain(|found| test.looks_at.contains(&found.code) || !is_there(found));
        }
        Ok((test, outcome))
    }
}
