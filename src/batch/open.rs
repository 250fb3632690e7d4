//! Inputs into tasks: a file to be opened by whoever works on it, or a line of a stream. Streams are read line by line, so that
//! memory does not depend on their length.

use super::Input;
use crate::{lang::Text, report::NoReport, slice::Slice, system, text};
use encoding_rs::{Encoding, UTF_8};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, ErrorKind, Read},
    path::Path,
    sync::Arc,
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
    /// Some lines of a stream.
    Lines(Chunk),
    /// An input that cannot be opened.
    Closed(String, NoReport),
}

/// The tasks that inputs come to, in order, taken one at a time.
pub(super) struct Tasks<'i> {
    inputs: std::slice::Iter<'i, Input>,
    lines: Option<Lines>,
}

/// Lines of a stream that follow one another, as many as were at hand at once.
pub(super) struct Chunk {
    name: Arc<str>,
    /// How many lines stand in front of them.
    before: usize,
    bytes: Vec<u8>,
    /// Why the line behind them cannot be read.
    broken: Option<NoReport>,
}

/// Takes an input: its name, whether it is a line of a stream, and its bytes.
pub(super) type TakeInput<'w> = dyn FnMut(String, bool, Result<&[u8], NoReport>) + 'w;

/// How much of a stream is read at once: enough lines that handing them on costs little, few enough that memory is not felt.
const CHUNK: usize = 1 << 15;

struct Lines {
    name: Arc<str>,
    /// How many lines went by.
    passed: usize,
    reader: BufReader<Box<dyn Read + Send>>,
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
        Input::File(_) | Input::Packed(_) => return Ok(Task::File(input.clone())),
    };
    let first = narrowed(&mut reader).and_then(|()| first_line(&mut reader).map_err(|error| cannot_open(&error)));
    match first {
        Ok(first) if is_object(first.split(|byte| *byte == b'\n').find(|line| !is_blank(line)).unwrap_or_default()) => {
            let all: Box<dyn Read + Send> = Box::new(io::Cursor::new(first).chain(reader));
            Err(Lines { name: input.name().into(), passed: 0, reader: BufReader::with_capacity(CHUNK, all) })
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
    /// The next lines: one is waited for, and those that were read with it come along.
    fn next(&mut self) -> Option<Task> {
        let mut chunk = Chunk { name: Arc::clone(&self.name), before: self.passed, bytes: Vec::new(), broken: None };
        let read = self.reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut chunk.bytes);
        let whole = match read {
            Ok(0) => return None,
            Ok(_) if chunk.bytes.len() as u64 >= MAX_LINE && !chunk.bytes.ends_with(b"\n") => self.pass_over(),
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = whole {
            chunk.bytes.clear();
            chunk.broken = Some(self.end_after(&error));
            self.passed += 1;
            return Some(Task::Lines(chunk));
        }
        let along = memchr::memrchr(b'\n', self.reader.buffer()).map_or(0, |last| last + 1);
        chunk.bytes.extend_from_slice(self.reader.buffer().slice(..along));
        self.reader.consume(along);
        let ends = memchr::memchr_iter(b'\n', &chunk.bytes).count();
        self.passed += ends.max(1);
        Some(Task::Lines(chunk))
    }

    /// The rest of a line that is too long; the stream goes on behind it.
    fn pass_over(&mut self) -> io::Result<()> {
        self.reader.skip_until(b'\n')?;
        Err(ErrorKind::FileTooLarge.into())
    }

    /// Why a line cannot be read. Behind a stream that breaks there are no more lines.
    fn end_after(&mut self, error: &io::Error) -> NoReport {
        if error.kind() == ErrorKind::FileTooLarge {
            return too_large(MAX_LINE, &text!("这一行", "this line"));
        }
        self.reader = BufReader::new(Box::new(io::empty()));
        cannot_open(error)
    }
}

impl Chunk {
    /// Each line that is not blank, with its name.
    fn each(self, work: &mut TakeInput<'_>) {
        let Chunk { name, before, bytes, broken } = self;
        let mut number = before;
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            let (line, behind) = rest.split_at_checked(end).unwrap_or_default();
            (rest, number) = (behind, number + 1);
            if !is_blank(line) {
                work(format!("{name}:{number}"), true, Ok(line));
            }
        }
        if let Some(why) = broken {
            work(format!("{name}:{}", number + 1), true, Err(why));
        }
    }
}

impl Task {
    /// The name of a file that is one document.
    pub(super) fn file_name(&self) -> Option<String> {
        if let Task::File(input) = self { Some(input.name()) } else { None }
    }

    /// What it holds, one after the other: name, whether it is a line of a stream, and bytes.
    pub(super) fn each(self, work: &mut TakeInput<'_>) {
        let (name, bytes) = match self {
            Task::File(input) => {
                let name = input.name();
                let bytes = match input {
                    Input::File(path) => file(&path),
                    Input::Packed(packed) => packed.read(),
                    Input::Standard => whole(Vec::new(), &mut io::stdin()),
                };
                (name, bytes)
            }
            Task::Opened(name, first, mut rest) => (name, whole(first, &mut rest)),
            Task::Lines(chunk) => return chunk.each(work),
            Task::Closed(name, why) => (name, Err(why)),
        };
        work(name, false, bytes.as_deref().map_err(Clone::clone));
    }
}

pub(super) fn file(path: &Path) -> Result<Vec<u8>, NoReport> {
    let mut file = open(path)?;
    let length = file.metadata().map_or(0, |about| about.len());
    if length > MAX_BYTES {
        return Err(too_large(MAX_BYTES, &text!("文件", "the file")));
    }
    whole(Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1), &mut file)
}

/// All that is left to read, behind what was read already.
fn whole(mut bytes: Vec<u8>, rest: &mut dyn Read) -> Result<Vec<u8>, NoReport> {
    match rest.take(MAX_BYTES + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > MAX_BYTES => Err(too_large(MAX_BYTES, &text!("文件", "the file"))),
        Ok(_) => Ok(bytes),
        Err(error) => Err(cannot_open(&error)),
    }
}

/// The bytes of a file, or of one in an archive; standard input cannot be read twice.
pub fn bytes(input: &Input) -> Result<Vec<u8>, NoReport> {
    match input {
        Input::Standard => Err(NoReport::because(text!("标准输入不能再读一遍", "standard input cannot be read twice"))),
        Input::File(path) => whole(Vec::new(), &mut open(path)?),
        Input::Packed(packed) => packed.clone().read(),
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
        _ => {
            let Text { zh, en } = system::reason(error);
            text!("文件打不开：{zh}", "the file cannot be opened: {en}")
        }
    })
}
