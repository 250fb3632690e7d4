//! Files that the system does not let a command read or write, by the name that the user gave.

use crate::{lang::Text, system, text};
use std::{
    error::Error,
    fmt,
    io::{self, ErrorKind},
    path::Path,
};

/// The whole sentence about it, carried through code that knows only errors of input and output.
#[derive(Debug)]
struct Refused(Text);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Refused {}

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
    io::Error::new(kind, Refused(text!("“{shown}”写不了：{zh}", "“{shown}” cannot be written: {en}")))
}

/// That a file cannot be read, and why.
pub(super) fn unreadable(path: &Path, kind: ErrorKind, why: &Text) -> io::Error {
    let (shown, Text { zh, en }) = (path.display(), why);
    io::Error::new(kind, Refused(text!("“{shown}”读不了：{zh}", "“{shown}” cannot be read: {en}")))
}

/// That standard input cannot be read, and why.
pub(super) fn reading_standard_input(error: io::Error) -> io::Error {
    let Text { zh, en } = system::reason(&error);
    io::Error::new(system::kind(&error), Refused(text!("标准输入读不了：{zh}", "standard input cannot be read: {en}")))
}

/// With another sentence behind it: what is to be done.
pub(super) fn and_then(next: &Text) -> impl Fn(io::Error) -> io::Error {
    move |error| {
        let (Text { zh, en }, Text { zh: next_zh, en: next_en }) = (sentence(&error), next);
        io::Error::new(error.kind(), Refused(text!("{zh}。{next_zh}", "{en}. {next_en}")))
    }
}

/// The sentence about an error; one that names no file is about standard output.
pub(super) fn sentence(error: &io::Error) -> Text {
    if let Some(Refused(sentence)) = refused(error) {
        return sentence.clone();
    }
    let Text { zh, en } = system::reason(error);
    text!("输出写不出去：{zh}", "the output cannot be written: {en}")
}

fn is_named(error: &io::Error) -> bool {
    refused(error).is_some()
}

fn refused(error: &io::Error) -> Option<&Refused> {
    error.get_ref()?.downcast_ref()
}
