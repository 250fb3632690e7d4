//! Why a command ends without having done its work: what of its input cannot be used, or files that the system does not let it read
//! or write, by the name that the user gave.

use crate::{diagnostic::Diagnostic, lang::Text, system, text};
use std::{
    error::Error,
    fmt,
    io::{self, ErrorKind},
    path::Path,
};

/// What is to be said about it, carried through code that knows only errors of input and output.
#[derive(Debug, Default)]
struct Refused {
    /// What is wrong in rules, parameters, a roster or waivers.
    diagnostics: Option<Vec<Diagnostic>>,
    /// The whole sentence behind that.
    sentence: Option<Text>,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sentence.as_ref().map_or(Ok(()), |sentence| sentence.fmt(f))
    }
}

impl Error for Refused {}

/// That a command cannot do its work, in a sentence.
pub(super) fn said(sentence: Text) -> io::Error {
    of_kind(ErrorKind::Other, sentence)
}

/// That input cannot be used, with every mistake in it.
pub(super) fn with(diagnostics: Vec<Diagnostic>) -> io::Error {
    io::Error::other(Refused { diagnostics: Some(diagnostics), sentence: None })
}

fn of_kind(kind: ErrorKind, sentence: Text) -> io::Error {
    io::Error::new(kind, Refused { sentence: Some(sentence), ..Refused::default() })
}

/// Puts the name of the file that was to be written to an error.
pub(super) fn writing(path: &Path) -> impl Fn(io::Error) -> io::Error {
    |error| match is_named(&error) {
        true => error,
        false => unwritable(path, system::kind(&error), &system::reason(&error)),
    }
}

/// That a file cannot be written, and why.
pub(super) fn unwritable(path: &Path, kind: ErrorKind, why: &Text) -> io::Error {
    let (shown, Text { zh, en }) = (path.display(), why);
    of_kind(kind, text!("“{shown}”写不了：{zh}", "“{shown}” cannot be written: {en}"))
}

/// That a file cannot be read, and why.
pub(super) fn unreadable(path: &Path, kind: ErrorKind, why: &Text) -> io::Error {
    let (shown, Text { zh, en }) = (path.display(), why);
    of_kind(kind, text!("“{shown}”读不了：{zh}", "“{shown}” cannot be read: {en}"))
}

/// That standard input cannot be read, and why.
pub(super) fn reading_standard_input(error: io::Error) -> io::Error {
    let Text { zh, en } = system::reason(&error);
    of_kind(system::kind(&error), text!("标准输入读不了：{zh}", "standard input cannot be read: {en}"))
}

/// With another sentence behind it: what is to be done.
pub(super) fn and_then(next: &Text) -> impl Fn(io::Error) -> io::Error {
    move |error| {
        let sentence = sentence(&error).map_or_else(
            || next.clone(),
            |Text { zh, en }| {
                let (next_zh, next_en) = (&next.zh, &next.en);
                text!("{zh}。{next_zh}", "{en}. {next_en}")
            },
        );
        let kind = error.kind();
        let refused: Refused = error.downcast().unwrap_or_default();
        io::Error::new(kind, Refused { sentence: Some(sentence), ..refused })
    }
}

/// The mistakes in the input that an error is about; none where it is about something else.
pub(super) fn diagnostics(error: &io::Error) -> Option<&[Diagnostic]> {
    refused(error)?.diagnostics.as_deref()
}

/// The sentence about an error, if there is more to say than its diagnostics; one that names no file is about standard output.
pub(super) fn sentence(error: &io::Error) -> Option<Text> {
    if let Some(Refused { sentence, .. }) = refused(error) {
        return sentence.clone();
    }
    let Text { zh, en } = system::reason(error);
    Some(text!("输出写不出去：{zh}", "the output cannot be written: {en}"))
}

fn is_named(error: &io::Error) -> bool {
    refused(error).is_some()
}

fn refused(error: &io::Error) -> Option<&Refused> {
    error.get_ref()?.downcast_ref()
}
