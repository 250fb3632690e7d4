//! Output files that appear whole or not at all: written beside their place and renamed onto it; nothing is left behind when the
//! run fails or is interrupted.

use super::Exit;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process,
    sync::{Mutex, PoisonError},
};
use tempfile::{Builder, NamedTempFile};

/// The unfinished file, for the handler of interrupts.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// What a shell reports of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Gives `fill` a file to write, and renames it onto `path` when it is whole.
pub(super) fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<Exit>) -> io::Result<Exit> {
    // A handler that is there already (of a program that uses the library) stays.
    let _ = ctrlc::set_handler(interrupted);
    let mut file = beside(path)?;
    let exit = fill(&mut file)?;
    file.flush()?;
    file.persist(path)?;
    Ok(exit)
}

fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    let file = Builder::new().prefix(".gouji-").tempfile_in(folder)?;
    *unfinished = Some(file.path().to_owned());
    Ok(file)
}

fn interrupted() {
    if let Some(path) = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).take() {
        // It may have been renamed already: then it is whole.
        let _ = fs::remove_file(path);
    }
    process::exit(INTERRUPTED);
}
