//! `gouji lsp`: the language server over standard input and output, with the files of this system.

use super::{Exit, explain, load, test};
use crate::{
    batch::{self, Came, ReadBefore},
    diagnostic::Diagnostic,
    engine::{Checker, Selection},
    lang::Lang,
    lsp::{self, Host},
    ruleset::RuleSet,
    source::Source,
    test::{self as tests, TestOutcome},
};
use lsp_server::Connection;
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};
use walkdir::{DirEntry, WalkDir};

/// How deep rule files are looked for under a folder, and among how many entries: an editor may have a whole home folder open.
const DEEPEST: usize = 8;
const MOST: usize = 20_000;

pub(super) fn run(lang: Lang, err: &mut dyn Write) -> io::Result<Exit> {
    let (connection, threads) = Connection::stdio();
    let served = lsp::serve(&connection, &LocalFiles, lang);
    // The writer ends when nobody can send any more.
    drop(connection);
    let ended = threads.join();
    match (served, ended) {
        (Ok(()), Ok(())) => Ok(Exit::Clean),
        (Err(stopped), _) => {
            writeln!(err, "gouji: {stopped}")?;
            Ok(Exit::Unusable)
        }
        (Ok(()), Err(error)) => Err(error),
    }
}

/// The files of this system.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalFiles;

impl Host for LocalFiles {
    fn rule_files(&self, folder: &Path) -> Vec<PathBuf> {
        let walk = WalkDir::new(folder).max_depth(DEEPEST).sort_by_file_name().into_iter().filter_entry(is_of_people);
        let paths = walk.take(MOST).filter_map(Result::ok).filter(|entry| entry.file_type().is_file()).map(DirEntry::into_path);
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "gj")).collect()
    }

    fn open(&self, path: &Path) -> Result<Arc<Source>, Box<Diagnostic>> {
        load::open(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn missing_files(&self, rules: &RuleSet) -> Vec<Diagnostic> {
        test::missing_files(rules)
    }

    fn run_tests(&self, rules: &RuleSet) -> Vec<TestOutcome> {
        let bases = test::Bases::of(&rules.template);
        tests::run(rules, &|name, place| bases.open(name, place))
    }

    fn slips(&self, sources: &[Arc<Source>], rules: &RuleSet, code: &str) -> (usize, Vec<Diagnostic>) {
        let bases = test::Bases::of(&rules.template);
        let mutants = tests::mutants_of(sources, rules, &|name, place| bases.open(name, place), |own| own == code);
        (mutants.len(), test::unnoticed_by_tests(&mutants))
    }

    fn check_reports(&self, folder: &Path, rules: &RuleSet, before: &ReadBefore) -> Vec<Came> {
        batch::came_out(folder, &Checker::new(rules, Selection::default()), Some(before))
    }

    fn explain(&self, rules: Option<&RuleSet>, what: &str, lang: Lang) -> Option<String> {
        explain::said(rules, what, lang)
    }
}

/// Not a folder that programs keep for themselves.
fn is_of_people(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !(name.starts_with('.') || matches!(&*name, "target" | "node_modules"))
}
