//! What the server needs of the system that it runs on. The command line gives it; a test may give another.

use crate::{
    batch::{Came, ReadBefore},
    diagnostic::Diagnostic,
    lang::Lang,
    ruleset::RuleSet,
    source::Source,
    test::TestOutcome,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Files, and the commands of the tool that an editor shows.
pub trait Host {
    /// The rule files under a folder, by name, as deep and as many as are sensible to look at.
    fn rule_files(&self, folder: &Path) -> Vec<PathBuf>;

    /// The text of a file, named by its path; or why there is none.
    fn open(&self, path: &Path) -> Result<Arc<Source>, Box<Diagnostic>>;

    /// Whether there is such a folder.
    fn is_folder(&self, path: &Path) -> bool;

    /// What is wrong with the files that the tests of these rules name.
    fn missing_files(&self, rules: &RuleSet) -> Vec<Diagnostic>;

    /// Runs the tests that stand in these rules.
    fn run_tests(&self, rules: &RuleSet) -> Vec<TestOutcome>;

    /// How many slips were made in a rule, and those that no test notices.
    fn slips(&self, sources: &[Arc<Source>], rules: &RuleSet, code: &str) -> (usize, Vec<Diagnostic>);

    /// How the reports of a folder come out; what was read before is not read again.
    fn check_reports(&self, folder: &Path, rules: &RuleSet, before: &ReadBefore) -> Vec<Came>;

    /// What `gouji explain` says of a diagnostic, a rule or a cell; none where there is no such thing, or no rules that compile.
    fn explain(&self, rules: Option<&RuleSet>, what: &str, lang: Lang) -> Option<String>;
}
