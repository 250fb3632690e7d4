//! The rule files that are compiled together: those of a folder on disk with the texts of the editor over them. Each is parsed once
//! as long as its text stays; the whole is compiled when asked for and something changed.

use super::{documents::Documents, host::Host};
use crate::{
    compile::{self, Compiled, Parsed, index::Index},
    diagnostic::{Diagnostic, Level},
    ruleset::RuleSet,
    source::Source,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// A folder of rules.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) root: PathBuf,
    /// What was on disk when it was last looked at; none: look again.
    disk: Option<Vec<(PathBuf, Opened)>>,
    pub(super) files: Vec<File>,
    /// None where something changed since.
    compiled: Option<Arc<Compiled>>,
    /// The rules when they last compiled.
    pub(super) sound: Option<Arc<RuleSet>>,
    /// What tests and slips said of the files as they are: forgotten with the next change.
    said: Vec<Diagnostic>,
    index: Option<Arc<Index>>,
}

/// A file on disk, or why it could not be read.
type Opened = Result<Arc<Source>, Box<Diagnostic>>;

/// A rule file and its tree.
#[derive(Debug)]
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) parsed: Parsed,
}

impl Folder {
    pub(super) fn new(root: PathBuf) -> Folder {
        Folder { root, disk: None, files: Vec::new(), compiled: None, sound: None, said: Vec::new(), index: None }
    }

    /// What is on disk may be another by now.
    pub(super) fn forget_disk(&mut self) {
        self.disk = None;
        self.compiled = None;
    }

    /// Whether a file is one of this folder's.
    pub(super) fn holds(&self, path: &Path) -> bool {
        path.starts_with(&self.root)
    }

    /// Brings the trees up to date with the disk and the editor.
    pub(super) fn refresh(&mut self, documents: &Documents, host: &dyn Host) {
        let root = &self.root;
        let disk = self.disk.get_or_insert_with(|| {
            rule_files(root, host)
                .into_iter()
                .map(|path| {
                    let opened = host.open(&path);
                    (path, opened)
                })
                .collect()
        });
        let mut wanted: Vec<(PathBuf, Arc<Source>)> = Vec::new();
        for (path, opened) in disk.iter() {
            let source = documents.get(path).map(|document| &document.source).or(opened.as_ref().ok());
            wanted.extend(source.map(|source| (path.clone(), Arc::clone(source))));
        }
        for (path, document) in documents.iter() {
            if self.holds(path) && !wanted.iter().any(|(known, _)| known == path) {
                wanted.push((path.clone(), Arc::clone(&document.source)));
            }
        }
        self.take(wanted);
    }

    /// Parses what is new among these.
    fn take(&mut self, wanted: Vec<(PathBuf, Arc<Source>)>) {
        let mut before = std::mem::take(&mut self.files);
        let same = before.len() == wanted.len()
            && before.iter().zip(&wanted).all(|(file, (path, source))| file.path == *path && file.parsed.source == *source);
        if same {
            self.files = before;
            return;
        }
        self.compiled = None;
        self.index = None;
        self.said.clear();
        for (path, source) in wanted {
            let known = before.iter().position(|file| file.path == path && file.parsed.source == source);
            let file = known.map(|at| before.swap_remove(at));
            self.files.push(file.unwrap_or_else(|| File { path, parsed: Parsed::new(&source) }));
        }
    }

    /// Adds what was found by running the files as they are; what was known of the same places is renewed.
    pub(super) fn add(&mut self, found: Vec<Diagnostic>) {
        self.said.retain(|old| !found.iter().any(|new| new.message == old.message));
        self.said.extend(found);
    }

    /// All that is said of the files: the compiler's diagnostics, and what was found by running them.
    pub(super) fn diagnostics(&mut self, host: &dyn Host) -> Vec<Diagnostic> {
        let compiled = self.compiled(host);
        compiled.diagnostics.iter().chain(&self.said).cloned().collect()
    }

    /// The names in the files; they have been brought up to date.
    pub(super) fn index(&mut self) -> Arc<Index> {
        let own = || self.files.iter().map(|file| &file.parsed);
        // What is extended stands behind the files of the folder: it has names, and no document.
        let files = own().chain(compile::inherited(own())).map(|parsed| (&parsed.source, &parsed.file));
        Arc::clone(self.index.get_or_insert_with(|| Arc::new(Index::of(&files.collect::<Vec<_>>()))))
    }

    /// How many errors the files have, as last compiled.
    pub(super) fn errors(&self) -> usize {
        let found = self.compiled.iter().flat_map(|compiled| &compiled.diagnostics);
        found.filter(|found| found.level == Level::Error).count()
    }

    /// What the files come to; they have been brought up to date.
    pub(super) fn compiled(&mut self, host: &dyn Host) -> Arc<Compiled> {
        if let Some(compiled) = &self.compiled {
            return Arc::clone(compiled);
        }
        let parsed: Vec<&Parsed> = self.files.iter().map(|file| &file.parsed).collect();
        let mut compiled = compile::load_parsed(&parsed, &[]);
        let unread =
            self.disk.iter().flatten().filter_map(|(_, opened)| opened.as_ref().err().map(|problem| (**problem).clone()));
        compiled.diagnostics.extend(unread);
        if let Some(rules) = &compiled.rules {
            let missing = host.missing_files(rules);
            compiled.diagnostics.extend(missing);
        }
        if compiled.diagnostics.iter().any(|found| found.level == Level::Error) {
            compiled.rules = None;
        }
        if let Some(rules) = &compiled.rules {
            self.sound = Some(Arc::new(rules.clone()));
        }
        let compiled = Arc::new(compiled);
        self.compiled = Some(Arc::clone(&compiled));
        compiled
    }
}

/// The rule files of a folder: where the form and its rules lie in two folders beside each other, those of these two.
fn rule_files(root: &Path, host: &dyn Host) -> Vec<PathBuf> {
    if has_both(root, host) {
        return ["rules", "schemas"].iter().flat_map(|part| host.rule_files(&root.join(part))).collect();
    }
    host.rule_files(root)
}

fn has_both(root: &Path, host: &dyn Host) -> bool {
    ["rules", "schemas"].iter().all(|part| host.is_folder(&root.join(part)))
}

/// The folder that a rule file is compiled with: the nearest around it that holds a template, and none outside the workspace; else
/// its own folder. A document that is no file is alone.
pub(super) fn root_of(path: &Path, workspace: &[PathBuf], host: &dyn Host) -> PathBuf {
    let Some(own) = path.parent().filter(|_| path.is_absolute()) else { return path.to_owned() };
    let limit = workspace.iter().filter(|root| path.starts_with(root)).min_by_key(|root| root.components().count());
    let around = own.ancestors().take_while(|folder| limit.map_or(*folder == own, |limit| folder.starts_with(limit)));
    let mut around = around.filter(|folder| has_both(folder, host) || holds_template(folder, host));
    around.next().unwrap_or(own).to_owned()
}

/// Whether a file of a folder holds an edition of a template, or extends one.
pub(super) fn holds_template(folder: &Path, host: &dyn Host) -> bool {
    let is_template = |source: &Source| {
        source.text.lines().any(|line| ["template ", "extends "].iter().any(|word| line.trim_start().starts_with(word)))
    };
    host.rule_files(folder).iter().any(|path| host.open(path).is_ok_and(|source| is_template(&source)))
}
