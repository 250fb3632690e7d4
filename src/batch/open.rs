//! Inputs into tasks: a file to be opened by whoever works on it, or a line of a stream. Streams are read line by line, so that
//! memory does not depend on their length.

use super::Input;
use crate::{lang::Text, report::NoReport, text};
use encoding_rs::{Encoding, UTF_8};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, ErrorKind, Read},
    path::Path,
};

/// Files larger than this are not read: no report is, and memory is shared by all jobs.
pub(super) const MAX_BYTES: u64 = 128 << 20;

/// Lines of a stream longer than this are not read. No report is; and several lines are held at once.
pub(super) const MAX_LINE: u64 = 8 << 20;

/// Something to check, not read yet if it is a file.
pub(super) enum Task {
    /// A file that is one document.
    File(Input),
    /// What was opened to see whether it is a stream, and is none: its first line, and the rest.
    Opened(String, Vec<u8>, Box<dyn BufRead + Send>),
    /// A line of a stream, or why it cannot be read.
    Line(String, Result<Vec<u8>, NoReport>),
    /// An input that cannot be opened.
    Closed(String, NoReport),
}

/// The tasks that inputs come to, in order, taken one at a time.
pub(super) struct Tasks<'i> {
    inputs: std::slice::Iter<'i, Input>,
    lines: Option<Lines>,
}

struct Lines {
    name: String,
    number: usize,
    reader: Box<dyn BufRead + Send>,
}

impl<'i> Tasks<'i> {
    pub(super) fn of(inputs: &'i [Input]) -> Tasks<'i> {
        Tasks { inputs: inputs.iter(), lines: None }
    }
}

impl Iterator for Tasks<'_> {
    type Item = Task;

    fn next(&mut self) -> Option<Task> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(line) => return Some(line),
                    None => self.lines = None,
                }
            }
            let input = self.inputs.next()?;
            match opened(input) {
                Ok(task) => return Some(task),
                Err(lines) => self.lines = Some(lines),
            }
        }
    }
}

/// A task, or the lines of a stream: a first line that is a whole JSON object means NDJSON.
fn opened(input: &Input) -> Result<Task, Lines> {
    let mut reader: Box<dyn BufRead + Send> = match input {
        Input::Standard => Box::new(BufReader::new(io::stdin())),
        Input::File(path) if is_ndjson(path) => match open(path) {
            Ok(file) => Box::new(BufReader::with_capacity(1 << 16, file)),
            Err(why) => return Ok(Task::Closed(input.name(), why)),
        },
        Input::File(_) => return Ok(Task::File(input.clone())),
    };
    let first = narrowed(&mut reader).and_then(|()| first_line(&mut reader).map_err(|error| cannot_open(&error)));
    match first {
        Ok(first) if is_object(first.split(|byte| *byte == b'\n').find(|line| !is_blank(line)).unwrap_or_default()) => {
            Err(Lines { name: input.name(), number: 0, reader: Box::new(io::Cursor::new(first).chain(reader)) })
        }
        Ok(first) => Ok(Task::Opened(input.name(), first, reader)),
        Err(why) => Ok(Task::Closed(input.name(), why)),
    }
}

/// The first line that is not blank, with the blank ones in front of it.
fn first_line(reader: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut first = Vec::new();
    while is_blank(&first) && (first.len() as u64) < MAX_LINE {
        if reader.take(MAX_LINE).read_until(b'\n', &mut first)? == 0 {
            break;
        }
    }
    Ok(first)
}

/// Whether nothing stands on some lines, but perhaps a byte order mark.
fn is_blank(lines: &[u8]) -> bool {
    lines.strip_prefix(b"\xef\xbb\xbf").unwrap_or(lines).trim_ascii().is_empty()
}

/// Turns wide text (UTF-16, as its mark says) into UTF-8, so that it has lines like any other.
fn narrowed(reader: &mut Box<dyn BufRead + Send>) -> Result<(), NoReport> {
    let start = reader.fill_buf().map_err(|error| cannot_open(&error))?;
    let Some((encoding, _)) = Encoding::for_bom(start).filter(|(encoding, _)| *encoding != UTF_8) else { return Ok(()) };
    let bytes = whole(Vec::new(), reader)?;
    let (text, _) = encoding.decode_with_bom_removal(&bytes);
    *reader = Box::new(io::Cursor::new(text.into_owned().into_bytes()));
    Ok(())
}

pub(super) fn is_ndjson(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["ndjson", "jsonl"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Opens a file. Anything but a file, as a pipe without a writer, could keep everything waiting.
fn open(path: &Path) -> Result<File, NoReport> {
    let about = std::fs::metadata(path).map_err(|error| cannot_open(&error))?;
    if !about.is_file() && !about.is_dir() {
        return Err(NoReport::because(text!(
            "这不是普通文件；管道里的内容请用 - 从标准输入读",
            "this is no regular file; what comes through a pipe is read from standard input as -"
        )));
    }
    File::open(path).map_err(|error| cannot_open(&error))
}

fn is_object(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    line.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}

impl Lines {
    /// The next line that is not blank.
    fn next(&mut self) -> Option<Task> {
        loop {
            self.number = self.number.saturating_add(1);
            let mut line = Vec::new();
            let read = self.reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line);
            let line = match read {
                Ok(0) => return None,
                Ok(_) if line.len() as u64 >= MAX_LINE && !line.ends_with(b"\n") => self.pass_over(),
                Ok(_) if is_blank(&line) => continue,
                Ok(_) => Ok(line),
                Err(error) => Err(error),
            };
            let number = self.number;
            let name = format!("{}:{number}", self.name);
            return Some(Task::Line(name, line.map_err(|error| self.end_after(&error))));
        }
    }

    /// The rest of a line that is too long; the stream goes on behind it.
    fn pass_over(&mut self) -> io::Result<Vec<u8>> {
        self.reader.skip_until(b'\n')?;
        Err(ErrorKind::FileTooLarge.into())
    }

    /// Why a line cannot be read. Behind a stream that breaks there are no more lines.
    fn end_after(&mut self, error: &io::Error) -> NoReport {
        if error.kind() == ErrorKind::FileTooLarge {
            return too_large(MAX_LINE, &text!("这一行", "this line"));
        }
        self.reader = Box::new(io::empty());
        cannot_open(error)
    }
}

impl Task {
    /// Its name, whether it is a line of a stream, and its bytes.
    pub(super) fn read(self) -> (String, bool, Result<Vec<u8>, NoReport>) {
        match self {
            Task::File(input) => {
                let bytes = match &input {
                    Input::File(path) => file(path),
                    Input::Standard => whole(Vec::new(), &mut io::stdin()),
                };
                (input.name(), false, bytes)
            }
            Task::Opened(name, first, mut rest) => (name, false, whole(first, &mut rest)),
            Task::Line(name, line) => (name, true, line),
            Task::Closed(name, why) => (name, false, Err(why)),
        }
    }
}

fn file(path: &Path) -> Result<Vec<u8>, NoReport> {
    let mut file = open(path)?;
    let length = file.metadata().map_or(0, |about| about.len());
    if length > MAX_BYTES {
        return Err(too_large(MAX_BYTES, &text!("文件", "the file")));
    }
    whole(Vec::with_capacity(usize::try_from(length).unwrap_or(0).saturating_add(1)), &mut file)
}

/// All that is left to read, behind what was read already.
fn whole(mut bytes: Vec<u8>, rest: &mut dyn Read) -> Result<Vec<u8>, NoReport> {
    match rest.take(MAX_BYTES.saturating_add(1)).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > MAX_BYTES => Err(too_large(MAX_BYTES, &text!("文件", "the file"))),
        Ok(_) => Ok(bytes),
        Err(error) => Err(cannot_open(&error)),
    }
}

fn too_large(limit: u64, what: &Text) -> NoReport {
    let (zh, en, limit) = (&what.zh, &what.en, limit >> 20);
    NoReport::because(text!("{zh}超过 {limit} MB，不读", "{en} is larger than {limit} MB and is not read"))
}

fn cannot_open(error: &io::Error) -> NoReport {
    NoReport::because(match error.kind() {
        ErrorKind::NotFound => text!("没有这个文件", "there is no such file"),
        ErrorKind::PermissionDenied => text!("没有权限打开", "it may not be opened (no permission)"),
        ErrorKind::IsADirectory => text!("这是文件夹，里面的文件看不到", "this is a folder whose files cannot be seen"),
        _ => text!("文件打不开：{error}", "the file cannot be opened: {error}"),
    })
}
