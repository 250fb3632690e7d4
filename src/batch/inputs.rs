//! The files that a list of paths comes to: folders walked in the order of names, hidden files and editors' locks passed over,
//! each file once; archives are walked like folders. Files of a folder that are surely no reports are passed over and counted: those that the run itself uses, and
//! what gouji wrote before.

use super::{
    own_output::is_own_output,
    packed::{self, Packed},
    passed_over::is_passed_over,
};
use sha2::{Digest, Sha256};
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
    /// A file in an archive.
    Packed(Packed),
}

impl Input {
    /// Whether it is one document: not a stream of lines, nor what may be one.
    pub fn is_document(&self) -> bool {
        match self {
            Input::Standard => false,
            Input::File(path) => !super::open::is_ndjson(path),
            Input::Packed(_) => true,
        }
    }

    /// Whether it is a document that can be opened again: a pipe cannot.
    pub(super) fn can_be_read_twice(&self) -> bool {
        match self {
            Input::Standard => false,
            Input::File(path) => self.is_document() && path.is_file(),
            Input::Packed(packed) => packed.is_readable(),
        }
    }

    /// SHA-256 of what it holds, as hexadecimal digits; none for what cannot be read, and for standard input.
    pub fn sha256(&self) -> Option<String> {
        let bytes = match self {
            Input::Standard => return None,
            Input::File(path) => super::open::file(path).ok()?,
            Input::Packed(packed) => packed.clone().read().ok()?,
        };
        Some(Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// What it is called in outputs.
    pub fn name(&self) -> String {
        match self {
            Input::Standard => "-".to_owned(),
            Input::File(path) => path.display().to_string(),
            Input::Packed(packed) => packed.name.clone(),
        }
    }
}

/// What there is to read.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// In the order of the arguments, those of a folder by name.
    pub all: Vec<Input>,
    /// How many files of folders were passed over.
    pub passed_over: usize,
}

/// The inputs that the arguments of a command come to, in their order. What is named twice, or reached through a link as well,
/// is read once, under its first name. Files that lie in a folder are passed over where they are among `used`, the files that
/// the run needs for other ends, and where gouji wrote them; named themselves, they are read.
pub fn inputs(paths: &[PathBuf], used: &[&Path]) -> Inputs {
    let used: HashSet<PathBuf> = used.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let mut known = HashSet::new();
    let mut inputs = Inputs::default();
    for path in paths {
        let is_folder = path.is_dir();
        for input in if path == Path::new("-") { vec![Input::Standard] } else { files(path) } {
            let whole = match &input {
                Input::Standard => PathBuf::from("-"),
                Input::File(path) => fs::canonicalize(path).unwrap_or_else(|_| path.clone()),
                Input::Packed(packed) => PathBuf::from(&packed.name),
            };
            let is_other = is_folder && (used.contains(&whole) || is_own_output(&whole));
            if !known.insert(whole) {
                continue;
            }
            if is_other {
                inputs.passed_over += 1;
            } else {
                inputs.all.extend(unpacked(input));
            }
        }
    }
    inputs
}

/// An archive is walked like a folder.
fn unpacked(input: Input) -> Vec<Input> {
    match &input {
        Input::File(path) => match packed::files(path) {
            Some(files) => files.into_iter().map(Input::Packed).collect(),
            None => vec![input],
        },
        _ => vec![input],
    }
}

fn files(path: &Path) -> Vec<Input> {
    if !path.is_dir() {
        return vec![Input::File(path.to_owned())];
    }
    let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    walk.filter_entry(|entry| entry.depth() == 0 || !is_passed_over(&entry.file_name().to_string_lossy()))
        .filter_map(file)
        .collect()
}

/// A file, or what could not be walked into; a link that leads back to a folder above it is neither.
fn file(entry: walkdir::Result<DirEntry>) -> Option<Input> {
    match entry {
        Ok(entry) => entry.file_type().is_file().then(|| Input::File(entry.into_path())),
        Err(error) if error.loop_ancestor().is_some() => None,
        Err(error) => error.path().map(|path| Input::File(path.to_owned())),
    }
}
