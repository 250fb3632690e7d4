//! Many documents, in parallel, given back in order. Opens files; one that cannot be read stops nobody.

mod inputs;

pub use inputs::{Input, inputs};

use crate::{
    engine::Checker,
    finding::Outcome,
    read::read,
    report::{NoReport, Report},
    template::Template,
    text,
};
use rayon::prelude::*;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

/// What came of one input, with what is needed to show it.
#[derive(Debug)]
pub struct Checked {
    /// Findings and verdict.
    pub outcome: Outcome,
    /// The report, or why there is none.
    pub report: Result<Report, NoReport>,
}

/// Files larger than this are not read: no report is, and memory is shared by all jobs.
const MAX_BYTES: u64 = 128 << 20;

/// How many inputs are under way at once, for each job: enough to keep all busy, few enough to hold.
const AHEAD: usize = 16;

/// Checks every input and hands each result on, in the order of the inputs, as they finish.
pub fn check_all<E>(inputs: &[Input], checker: &Checker<'_>, each: impl FnMut(Checked) -> Result<(), E>) -> Result<(), E> {
    for_all(inputs, &|name, bytes| check_bytes(name, bytes, checker), each)
}

/// Reads every input and hands each report on, with its name, in the order of the inputs.
pub fn read_all<E>(
    inputs: &[Input],
    template: &Template,
    mut each: impl FnMut(String, Result<Report, NoReport>) -> Result<(), E>,
) -> Result<(), E> {
    let work = |name: String, bytes: Result<Vec<u8>, NoReport>| {
        let report = bytes.and_then(|bytes| read(&name, &bytes, template));
        (name, report)
    };
    for_all(inputs, &work, |(name, report)| each(name, report))
}

/// What is done to one document, in any thread: its name, and its bytes or why there are none.
type Work<'w, T> = &'w (dyn Fn(String, Result<Vec<u8>, NoReport>) -> T + Sync);

fn for_all<T: Send, E>(inputs: &[Input], work: Work<'_, T>, mut each: impl FnMut(T) -> Result<(), E>) -> Result<(), E> {
    let ahead = rayon::current_num_threads().saturating_mul(AHEAD).max(1);
    for chunk in inputs.chunks(ahead) {
        let done: Vec<Done<T>> = chunk.par_iter().map(|input| one(input, work)).collect();
        for done in done {
            match done {
                Done::Document(result) => each(result)?,
                Done::Lines(name, lines) => stream(&name, lines, work, &mut each)?,
            }
        }
    }
    Ok(())
}

/// An input that is finished, or a stream that is still to be read.
enum Done<T> {
    Document(T),
    Lines(String, Box<dyn BufRead + Send>),
}

fn one<T>(input: &Input, work: Work<'_, T>) -> Done<T> {
    match open(input) {
        Content::Bytes(bytes) => Done::Document(work(input.name(), bytes)),
        Content::Lines(lines) => Done::Lines(input.name(), lines),
    }
}

/// What an input turned out to be.
enum Content {
    /// One document, or why it could not be opened.
    Bytes(Result<Vec<u8>, NoReport>),
    /// NDJSON: a report a line.
    Lines(Box<dyn BufRead + Send>),
}

fn open(input: &Input) -> Content {
    match input {
        Input::Standard => sniffed(Box::new(BufReader::new(io::stdin())), true),
        Input::File(path) => match File::open(path) {
            Ok(file) => sniffed(Box::new(BufReader::new(file)), is_ndjson(path)),
            Err(error) => Content::Bytes(Err(cannot_open(&error))),
        },
    }
}

fn is_ndjson(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "ndjson" || ending == "jsonl")
}

/// A first line that is a whole JSON object means NDJSON; else it is one document.
fn sniffed(mut reader: Box<dyn BufRead + Send>, may_stream: bool) -> Content {
    let mut first = Vec::new();
    if may_stream {
        if let Err(error) = reader.by_ref().take(MAX_BYTES).read_until(b'\n', &mut first) {
            return Content::Bytes(Err(cannot_open(&error)));
        }
        if serde_json::from_slice::<serde::de::IgnoredAny>(&first).is_ok() && first.trim_ascii_start().starts_with(b"{") {
            return Content::Lines(Box::new(io::Cursor::new(first).chain(reader)));
        }
    }
    match reader.take(MAX_BYTES.saturating_add(1)).read_to_end(&mut first) {
        Ok(_) if first.len() as u64 > MAX_BYTES => {
            let limit = MAX_BYTES >> 20;
            Content::Bytes(Err(NoReport::because(text!("文件超过 {limit} MB，不读", "the file is larger than {limit} MB"))))
        }
        Ok(_) => Content::Bytes(Ok(first)),
        Err(error) => Content::Bytes(Err(cannot_open(&error))),
    }
}

fn cannot_open(error: &io::Error) -> NoReport {
    NoReport::because(text!("文件打不开：{error}", "the file cannot be opened: {error}"))
}

fn check_bytes(name: String, bytes: Result<Vec<u8>, NoReport>, checker: &Checker<'_>) -> Checked {
    let mut report = bytes.and_then(|bytes| read(&name, &bytes, &checker.rules().template));
    if let (Ok(report), Some(edition)) = (&mut report, checker.edition()) {
        report.edition = edition;
    }
    let outcome = match &report {
        Ok(report) => checker.check(Some(name), report),
        Err(why) => checker.unreadable(Some(name), why),
    };
    Checked { outcome, report }
}

/// Lines in runs, each run in parallel, in constant memory.
fn stream<T: Send, E>(
    name: &str,
    mut lines: Box<dyn BufRead + Send>,
    work: Work<'_, T>,
    each: &mut impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let run = rayon::current_num_threads().saturating_mul(AHEAD).saturating_mul(4).max(1);
    let mut number = 0usize;
    loop {
        let mut batch = Vec::with_capacity(run);
        while batch.len() < run {
            number = number.saturating_add(1);
            match next_line(&mut lines) {
                Some(Ok(line)) if line.trim_ascii().is_empty() => {}
                Some(line) => batch.push((format!("{name}:{number}"), line)),
                None => break,
            }
        }
        if batch.is_empty() {
            return Ok(());
        }
        let done: Vec<T> = batch.into_par_iter().map(|(name, line)| work(name, line)).collect();
        done.into_iter().try_for_each(&mut *each)?;
    }
}

fn next_line(lines: &mut Box<dyn BufRead + Send>) -> Option<Result<Vec<u8>, NoReport>> {
    let mut line = Vec::new();
    match lines.by_ref().take(MAX_BYTES).read_until(b'\n', &mut line) {
        Ok(0) => None,
        Ok(_) => Some(Ok(line)),
        Err(error) => Some(Err(cannot_open(&error))),
    }
}
