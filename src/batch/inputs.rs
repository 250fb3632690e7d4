//! The files that a list of paths comes to: folders walked in the order of names, hidden files and editors' locks passed over.

use std::path::{Path, PathBuf};
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
    /// What it is called in outputs.
    pub fn name(&self) -> String {
        match self {
            Input::Standard => "-".to_owned(),
            Input::File(path) => path.display().to_string(),
        }
    }
}

/// The inputs that the arguments of a command come to, in their order.
pub fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    paths.iter().flat_map(|path| if path == Path::new("-") { vec![Input::Standard] } else { files(path) }).collect()
}

fn files(path: &Path) -> Vec<Input> {
    if !path.is_dir() {
        return vec![Input::File(path.to_owned())];
    }
    let walk = WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|entry| entry.depth() == 0 || !passed_over(entry));
    walk.filter_map(|entry| match entry {
        Ok(entry) => entry.file_type().is_file().then(|| Input::File(entry.into_path())),
        Err(error) => error.path().map(|path| Input::File(path.to_owned())),
    })
    .collect()
}

/// Hidden files, the locks that office programs leave (`~$…`), and what file managers put into folders.
fn passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name.starts_with("~$") || matches!(&*name, "Thumbs.db" | "desktop.ini")
}
