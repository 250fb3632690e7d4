//! The files that a list of paths comes to: folders walked in the order of names, hidden files and editors' locks passed over,
//! each file once.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};
use walkdir::{DirEntry, WalkDir};

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// `-`
    Standard,
    /// A file, as the argument joined with the walked path. It may not exist: then that is its finding.
    File(PathBuf),
}

impl Input {
    /// Whether it is one document: not a stream of lines, nor what may be one.
    pub(super) fn is_document(&self) -> bool {
        matches!(self, Input::File(path) if !super::open::is_ndjson(path))
    }

    /// Whether it is a document that can be opened again: a pipe cannot.
    pub(super) fn can_be_read_twice(&self) -> bool {
        self.is_document() && matches!(self, Input::File(path) if path.is_file())
    }

    /// What it is called in outputs.
    pub fn name(&self) -> String {
        match self {
            Input::Standard => "-".to_owned(),
            Input::File(path) => path.display().to_string(),
        }
    }
}

/// The inputs that the arguments of a command come to, in their order. What is named twice, or reached through a link as well,
/// is read once, under its first name.
pub fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    let all = paths.iter().flat_map(|path| if path == Path::new("-") { vec![Input::Standard] } else { files(path) });
    let mut known = HashSet::new();
    all.filter(|input| match input {
        Input::Standard => known.insert(PathBuf::from("-")),
        Input::File(path) => known.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone())),
    })
    .collect()
}

fn files(path: &Path) -> Vec<Input> {
    if !path.is_dir() {
        return vec![Input::File(path.to_owned())];
    }
    let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    walk.filter_entry(|entry| entry.depth() == 0 || !passed_over(entry)).filter_map(file).collect()
}

/// A file, or what could not be walked into; a link that leads back to a folder above it is neither.
fn file(entry: walkdir::Result<DirEntry>) -> Option<Input> {
    match entry {
        Ok(entry) => entry.file_type().is_file().then(|| Input::File(entry.into_path())),
        Err(error) if error.loop_ancestor().is_some() => None,
        Err(error) => error.path().map(|path| Input::File(path.to_owned())),
    }
}

/// Hidden files, the locks that office programs leave (`~$…`), what file managers put into folders, and what was accepted for the
/// reports of a suite.
fn passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_accepted = name.ends_with(".snap") || name.ends_with(".snap.new");
    name.starts_with('.') || name.starts_with("~$") || is_accepted || matches!(&*name, "Thumbs.db" | "desktop.ini")
}
