//! The base reports of tests: files that are opened, and the made-up report of each edition, made once.

use super::{OpenBase, difference::did_not_run};
use crate::{
    diagnostic::Diagnostic,
    engine::{NoSample, blocking_rules, dense_report},
    report::Report,
    ruleset::{Base, RuleSet, Test},
    template::EditionId,
};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Where tests of one rule set get their reports from, on any thread.
pub(super) struct Bases<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) open: OpenBase<'a>,
    /// The made-up report of each edition, once it was asked for.
    pub(super) dense: Mutex<HashMap<EditionId, Result<Report, NoSample>>>,
    /// Whether it is asked for which rules leave no dense report, which takes a while.
    pub(super) asks_why: bool,
}

impl Bases<'_> {
    /// A report that a test names.
    pub(super) fn report(&self, test: &Test, base: &Base) -> Result<Report, Box<Diagnostic>> {
        match base {
            Base::Dense => self.dense(test, test.edition),
            Base::File(name) => self.file(test, name),
        }
    }

    /// A report file that a test names.
    pub(super) fn file(&self, test: &Test, name: &str) -> Result<Report, Box<Diagnostic>> {
        (self.open)(name, &test.place).map_err(|why| Box::new(did_not_run::without_file(test, why)))
    }

    /// The generated report of an edition.
    pub(super) fn dense(&self, test: &Test, edition: EditionId) -> Result<Report, Box<Diagnostic>> {
        self.made_up(edition).map_err(|why| Box::new(did_not_run::without_dense(self.rules, (test, edition), &why)))
    }

    fn made_up(&self, edition: EditionId) -> Result<Report, NoSample> {
        let mut dense = self.dense.lock().unwrap_or_else(PoisonError::into_inner);
        let explained = |why: NoSample| match self.asks_why {
            true => NoSample { codes: blocking_rules(self.rules, edition, &why) },
            false => why,
        };
        dense.entry(edition).or_insert_with(|| dense_report(self.rules, edition).map_err(explained)).clone()
    }
}
