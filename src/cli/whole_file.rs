//! Output files that appear whole or not at all: written beside their place and renamed onto it; nothing is left behind when the
//! run fails or is interrupted.

use super::{Exit, refused};
use crate::text;
use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    process,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tempfile::{Builder, NamedTempFile};

/// The unfinished files, for the handler of interrupts: one may be written while another is.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// How the names of unfinished files begin.
const PREFIX: &str = ".gouji-";

/// What a shell reports of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Gives `fill` a file to write, and renames it onto `path` when it is whole.
pub(super) fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<Exit>) -> io::Result<Exit> {
    // A handler that is there already (of a program that uses the library) stays.
    let _ = ctrlc::set_handler(interrupted);
    let named = refused::writing(path);
    usable(path)?;
    fill_whole(path, fill).map_err(named)
}

/// Refuses what can be seen to be no file before any work is done.
fn usable(path: &Path) -> io::Result<()> {
    let folder = folder_of(path);
    let shown = folder.display();
    let ends_as_folder = path.as_os_str().to_string_lossy().ends_with(std::path::is_separator);
    if ends_as_folder || path.is_dir() {
        let why = text!("这是文件夹，请写明文件名", "it is a folder: name a file");
        return Err(refused::unwritable(path, ErrorKind::IsADirectory, &why));
    }
    if !folder.exists() {
        let why = text!("没有文件夹“{shown}”", "there is no folder “{shown}”");
        return Err(refused::unwritable(path, ErrorKind::NotFound, &why));
    }
    Ok(())
}

fn fill_whole(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<Exit>) -> io::Result<Exit> {
    // What a link points at is written, not the link; a device or a pipe is written to, not replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        let mut file = fs::OpenOptions::new().write(true).open(path)?;
        return fill(&mut file);
    }
    let mut file = beside(path)?;
    let own = file.path().to_owned();
    let done = fill(&mut file).and_then(|exit| {
        file.flush()?;
        file.persist(path)?;
        Ok(exit)
    });
    unfinished().retain(|other| *other != own);
    done
}

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what runs that were killed have left in a folder. Nobody else may be writing there.
pub(super) fn remove_unfinished(folder: &Path) -> io::Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    let names = entries.filter_map(Result::ok).filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    names.map(|entry| entry.path()).filter(|path| path.is_file()).try_for_each(fs::remove_file)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let mut unfinished = unfinished();
    let file = with_mode(Builder::new().prefix(PREFIX), path).tempfile_in(folder_of(path))?;
    unfinished.push(file.path().to_owned());
    Ok(file)
}

/// The mode of the file that is there, else that of any new file.
#[cfg(unix)]
fn with_mode<'b, 'p, 's>(builder: &'b mut Builder<'p, 's>, path: &Path) -> &'b mut Builder<'p, 's> {
    use std::os::unix::fs::PermissionsExt;
    let usual = || fs::Permissions::from_mode(0o666);
    builder.permissions(fs::metadata(path).map_or_else(|_| usual(), |there| there.permissions()))
}

#[cfg(not(unix))]
fn with_mode<'b, 'p, 's>(builder: &'b mut Builder<'p, 's>, _path: &Path) -> &'b mut Builder<'p, 's> {
    builder
}

fn interrupted() {
    for path in unfinished().drain(..) {
        // It may have been renamed already: then it is whole.
        let _ = fs::remove_file(path);
    }
    process::exit(INTERRUPTED);
}
