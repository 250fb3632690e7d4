//! `gouji round`: a year's collection as a folder. Takes in what is new, checks everything again, and writes what comes of it; what was
//! received is never changed, and what was recorded never rewritten.

mod accept;
mod folder;
mod init;
mod letters;
mod lock;
mod overview;
mod status;
mod store;
mod take_in;

use super::{
    Exit,
    args::{Color, Colors, Round, RoundCommand},
};
use crate::lang::Lang;
use std::{
    io::{self, Write},
    path::PathBuf,
};

pub(super) fn run(options: &Round, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    match &options.command {
        Some(RoundCommand::Init(options)) => init::run(options, lang, out),
        Some(RoundCommand::Accept(options)) => accept::run(options, lang, out, err),
        Some(RoundCommand::Status(options)) => status::run(options, lang, out, err),
        None => take_in::run(options, lang, out, err).map(|(exit, _)| exit),
    }
}

/// Runs the round of a folder and goes into it; the overview as seen from there, where one was written.
pub(super) fn run_folder(
    dir: PathBuf,
    lang: Lang,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<(Exit, Option<PathBuf>)> {
    let options = Round { command: None, dir: Some(dir), now: None, colors: Colors { color: Color::Auto } };
    take_in::run(&options, lang, out, err)
}
