//! One test at a time: its base report, its edits, and what differed from what it expects.

use super::{
    OpenBase, TestOutcome,
    difference::{did_not_run, differences},
    edit,
    related::Relatives,
};
use crate::{
    diagnostic::Diagnostic,
    engine::{Checker, NoSample, Selection, blocking_rules, dense_report},
    finding::Outcome,
    report::Report,
    ruleset::{Base, Rule, RuleSet, Test},
    template::EditionId,
};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Runs tests of one rule set, from any thread.
pub(super) struct Runner<'a> {
    rules: &'a RuleSet,
    checker: Checker<'a>,
    open: OpenBase<'a>,
    /// The made-up report of each edition, once it was asked for.
    dense: Mutex<HashMap<EditionId, Result<Report, NoSample>>>,
    /// Whether it is asked for which rules leave no dense report, which takes a while.
    asks_why: bool,
}

impl<'a> Runner<'a> {
    pub(super) fn new(rules: &'a RuleSet, open: OpenBase<'a>) -> Runner<'a> {
        Runner { rules, checker: Checker::new(rules, Selection::default()), open, dense: Mutex::default(), asks_why: true }
    }

    /// One that is asked only whether tests fail.
    pub(super) fn in_a_hurry(self) -> Runner<'a> {
        Runner { asks_why: false, ..self }
    }

    /// Every test of the set, by rule and in the order written.
    pub(super) fn tests(&self) -> impl Iterator<Item = (&'a Rule, &'a Test)> {
        self.rules.rules.iter().flat_map(|rule| rule.tests.iter().map(move |test| (rule, test)))
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
        let mut report = self.base(test)?;
        let test = test.in_other_editions.iter().find(|other| other.edition == report.edition).unwrap_or(test);
        edit::apply(&test.steps, &mut report, self.rules);
        let relatives = Relatives::of(self, test)?;
        Ok((test, self.checker.check_among(None, &report, &relatives.related(&report, self.rules))))
    }

    fn base(&self, test: &Test) -> Result<Report, Box<Diagnostic>> {
        self.report(test, &test.base)
    }

    /// A report that a test names.
    pub(super) fn report(&self, test: &Test, base: &Base) -> Result<Report, Box<Diagnostic>> {
        match base {
            Base::Dense => self.dense(test.edition).map_err(|why| Box::new(did_not_run::without_dense(self.rules, test, &why))),
            Base::File(name) => self.file(test, name),
        }
    }

    /// A report file that a test names.
    pub(super) fn file(&self, test: &Test, name: &str) -> Result<Report, Box<Diagnostic>> {
        (self.open)(name, &test.place).map_err(|why| Box::new(did_not_run::without_file(test, why)))
    }

    pub(super) fn rules(&self) -> &'a RuleSet {
        self.rules
    }

    fn dense(&self, edition: EditionId) -> Result<Report, NoSample> {
        let mut dense = self.dense.lock().unwrap_or_else(PoisonError::into_inner);
        let explained = |why: NoSample| match self.asks_why {
            true => NoSample { codes: blocking_rules(self.rules, edition, &why) },
            false => why,
        };
        dense.entry(edition).or_insert_with(|| dense_report(self.rules, edition).map_err(explained)).clone()
    }
}
