//! `gouji PATH…` without a command, as when files or a folder are dropped on the program: a round is run; anything else is checked into
//! a page beside it. The page, or the overview of the round, is opened.

use super::{
    Exit,
    args::{Check, Dropped},
    check, round,
};
use crate::{batch, lang::Lang, round::FILE, text};
use clap::{Args, FromArgMatches};
use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
};

/// The name of the command that stands for none.
pub(super) const COMMAND: &str = "dropped";

/// The arguments, with that command put in where the first one that is no option names a file or folder and no command.
pub(super) fn with_command(mut arguments: Vec<OsString>, commands: &[String]) -> Vec<OsString> {
    let first = arguments.iter().enumerate().skip(1).find(|(_, argument)| !argument.to_string_lossy().starts_with('-'));
    let is_path = first.is_some_and(|(_, argument)| {
        !commands.iter().any(|command| *command == argument.to_string_lossy()) && Path::new(argument).exists()
    });
    if is_path {
        arguments.insert(1, COMMAND.into());
    }
    arguments
}

pub(super) fn run(options: &Dropped, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    if let [only] = options.paths.as_slice()
        && let Some(dir) = round_at(only)
    {
        let (exit, page) = round::run_folder(dir, lang, out, err)?;
        page.filter(|_| !options.no_open).into_iter().for_each(|page| open(&page));
        return Ok(exit);
    }
    let page = page_beside(&options.paths);
    let mut arguments: Vec<OsString> = ["check", "--format=html", "--output"].map(OsString::from).to_vec();
    arguments.extend([page.clone().into(), "--".into()]);
    arguments.extend(options.paths.iter().map(OsString::from));
    let matches = Check::augment_args(clap::Command::new("check")).try_get_matches_from(arguments);
    let check = matches.and_then(|matches| Check::from_arg_matches(&matches)).map_err(io::Error::other)?;
    let exit = check::run(&check, lang, out, err)?;
    if exit != Exit::Unusable {
        let shown = page.display();
        writeln!(out, "{}", text!("核对结果在“{shown}”", "the results are in “{shown}”").get(lang))?;
        if !options.no_open {
            open(&page);
        }
    }
    Ok(exit)
}

/// The folder of the round that a path is, or whose settings it is.
fn round_at(path: &Path) -> Option<PathBuf> {
    let dir = if path.file_name().is_some_and(|name| name == FILE) { path.parent()? } else { path };
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    dir.join(FILE).is_file().then(|| dir.to_owned())
}

/// Where the page goes: beside the first of the paths; onto no file that gouji did not write.
fn page_beside(paths: &[PathBuf]) -> PathBuf {
    let first = paths.first().map(PathBuf::as_path).unwrap_or(Path::new("."));
    let whole = std::fs::canonicalize(first).unwrap_or_else(|_| first.to_owned());
    let folder = whole.parent().unwrap_or(&whole);
    let names = std::iter::once("核对结果.html".to_owned()).chain((2..100).map(|count| format!("核对结果（{count}）.html")));
    let mut places = names.map(|name| folder.join(name));
    let is_free = |path: &PathBuf| !path.exists() || batch::is_own_output(path);
    places.find(is_free).unwrap_or_else(|| folder.join("核对结果.html"))
}

/// Opens the page where somebody is there to look at it: on a desktop, and when no program reads the output.
fn open(page: &Path) {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let desktop = cfg!(any(windows, target_os = "macos")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
    if desktop && (io::stdout().is_terminal() || output_goes_nowhere()) && !is_set("GOUJI_NO_OPEN") {
        // Where nothing can show it, its place was said.
        let _ = show(&std::path::absolute(page).unwrap_or_else(|_| page.to_owned()));
    }
}

/// Opens it with the program that the desktop has for pages, in a process group of its own: when the terminal that gouji ran in goes, as
/// it does behind a double click, what is in its foreground goes, too.
#[cfg(all(unix, not(target_os = "macos")))]
fn show(page: &Path) -> io::Result<()> {
    use std::{
        os::unix::process::CommandExt,
        process::{Command, Stdio},
    };
    let start = |program: &str| {
        let mut command = Command::new(program);
        command.arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0).spawn()
    };
    // The first of them is there in Windows alone.
    start("wslview").or_else(|_| start("xdg-open")).map(drop).or_else(|_| opener::open(page).map_err(io::Error::other))
}

/// Opens it with the program that the desktop has for pages.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn show(page: &Path) -> io::Result<()> {
    opener::open(page).map_err(io::Error::other)
}

/// Whether nobody reads the output: a file manager starts programs so.
#[cfg(unix)]
fn output_goes_nowhere() -> bool {
    use std::os::{fd::AsFd, unix::fs::FileTypeExt};
    let output = io::stdout().as_fd().try_clone_to_owned().map(std::fs::File::from);
    output.and_then(|output| output.metadata()).is_ok_and(|about| {
        let kind = about.file_type();
        !kind.is_fifo() && !kind.is_file()
    })
}

/// Whether nobody reads the output.
#[cfg(not(unix))]
fn output_goes_nowhere() -> bool {
    false
}
