//! The command line: one file a command. The only place, with `batch` and `test`, that opens files, and the only one that knows
//! the environment.

mod args;
mod check;
mod compare;
mod deliver;
mod diff;
mod dropped;
mod example;
mod explain;
mod export;
mod extract;
mod figures;
mod fmt;
mod help;
mod load;
mod lsp;
mod manual;
mod new;
mod page;
mod progress;
mod refused;
mod relation;
mod round;
mod rules;
mod setup;
mod sum;
mod test;
mod usage;
mod whole_file;

pub use args::{Cli, Command};
pub use lsp::LocalFiles;

use crate::{lang::Lang, system, write};
use clap::{CommandFactory, FromArgMatches};
use std::{
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
};

/// How a command ended; the numbers are the contract's. 2 outranks 3, 3 outranks 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above `--fail-on`.
    Clean,
    Findings,
    /// Bad usage, or a rule, schema, waiver or roster file with an error.
    Unusable,
    /// Some input could not be read.
    Unreadable,
    /// A rule that was asked for by name could not be exported.
    LeftOut,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Unusable => 2,
            Exit::Unreadable => 3,
            Exit::LeftOut => 4,
        })
    }
}

/// Runs the command that the arguments name. A pipe that nobody reads any more is a quiet end.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let commands: Vec<String> = Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let arguments = dropped::with_command(arguments.into_iter().collect(), &commands);
    let lang = args::language(&arguments);
    let command = help::localised(Cli::command(), lang);
    let parsed = command.try_get_matches_from(&arguments).and_then(|matches| Cli::from_arg_matches(&matches));
    let exit = match parsed {
        // Neither is locked: the progress of a batch is drawn on standard error by a thread of its own.
        Ok(cli) => dispatch(&cli, lang, &mut io::stdout(), &mut io::stderr()),
        Err(error) => {
            let words = if lang == Lang::Zh { usage::chinese(&error) } else { None };
            let _ = match words {
                Some(words) => io::stderr().lock().write_all(words.as_bytes()),
                None => error.print(),
            };
            Ok(if error.use_stderr() { Exit::Unusable } else { Exit::Clean })
        }
    };
    exit.unwrap_or_else(|error| broken(&error, lang)).into()
}

fn dispatch(cli: &Cli, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let exit = match &cli.command {
        Command::Check(options) => check::run(options, lang, out, err),
        Command::Extract(options) => extract::run(options, lang, out, err),
        Command::Export(options) => export::run(options, lang, out, err),
        Command::Explain(options) => explain::run(options, lang, out, err),
        Command::Rules(options) => rules::run(options, lang, out),
        Command::Fmt(options) => fmt::run(options, lang, out, err),
        Command::Diff(options) => diff::run(options, lang, out),
        Command::Dropped(options) => dropped::run(options, lang, out, err),
        Command::Sum(options) => sum::run(options, lang, out, err),
        Command::Compare(options) => compare::run(options, lang, out, err),
        Command::Round(options) => round::run(options, lang, out, err),
        Command::New(options) => new::run(options, lang, out),
        Command::Test(options) => test::run(options, lang, out),
        Command::Lsp { .. } => lsp::run(lang, err),
        Command::Page(options) => page::run(options, lang, out),
        Command::Completions { shell } => manual::completions(*shell, lang, out),
        Command::Man => manual::man(lang, out),
    }?;
    out.flush()?;
    Ok(exit)
}

fn broken(error: &io::Error, lang: Lang) -> Exit {
    if system::kind(error) == io::ErrorKind::BrokenPipe {
        return Exit::Clean;
    }
    let mut err = io::stderr();
    if let Some(diagnostics) = refused::diagnostics(error) {
        let _ = write::write_diagnostics(diagnostics, load::style(lang, args::Color::Auto), &mut err);
    }
    if let Some(sentence) = refused::sentence(error) {
        let _ = writeln!(err, "gouji: {}", sentence.get(lang));
    }
    Exit::Unusable
}
