//! Whether a file is one of gouji's own outputs, which lie in the folder of the reports as soon as somebody writes them there.

use crate::{annotate::is_marked_page, report::REVIEW_COMMENT};
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

/// So much of the beginning, and so much of the end, is looked at.
const LOOKED_AT: u64 = 1 << 10;

/// Longer pages are no reports.
const MOST_OF_A_PAGE: u64 = 32 << 20;

/// What the formats begin with; a part of the beginning that says it is ours follows where the first is common.
const BEGINNINGS: [(&str, &str); 7] = [
    ("{\"schema\":\"gouji-report/", ""),
    ("{\"rules\":\"", "\",\"path\":"),
    ("{\"$schema\":\"https://json.schemastore.org/sarif", "\"name\":\"gouji\""),
    ("<?xml", "<testsuites name=\"gouji\""),
    ("\u{feff}path,agency,year,edition,report,code", ""),
    ("<!doctype html>", "<title>gouji · "),
    ("<!doctype html>", "<meta name=\"generator\" content=\"gouji "),
];

/// What the last line of the formats for people holds.
const END: &str = "(sha256:";

/// Whether gouji wrote a file; not for one that cannot be opened.
pub fn is_own_output(path: &Path) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    let mut start = Vec::new();
    if file.by_ref().take(LOOKED_AT).read_to_end(&mut start).is_err() {
        return false;
    }
    let head = String::from_utf8_lossy(&start);
    let is_ours = |(start, within): &(&str, &str)| head.starts_with(start) && head.contains(within);
    BEGINNINGS.iter().any(is_ours)
        || head.starts_with("PK") && is_own_workbook(&mut file)
        || ends_like_ours(&mut file)
        || is_own_page(&mut file)
}

/// A review workbook says so in the comment of its archive.
fn is_own_workbook(file: &mut File) -> bool {
    end(file).is_some_and(|end| end.ends_with(REVIEW_COMMENT))
}

fn ends_like_ours(file: &mut File) -> bool {
    let Some(end) = end(file) else { return false };
    let end = String::from_utf8_lossy(&end);
    let last = end.trim_end().lines().last().unwrap_or_default();
    let plain = last.trim_start_matches(|c: char| !c.is_alphabetic());
    (plain.starts_with("规则集 ") || plain.starts_with("rules ")) && last.contains(END)
}

/// A page that somebody sent and gouji marked, as long as nobody has changed it.
fn is_own_page(file: &mut File) -> bool {
    // A page of 16 bits has a zero beside each letter.
    let letters = |end: Vec<u8>| end.into_iter().filter(|byte| *byte != 0).collect::<Vec<u8>>();
    let is_named = end(file).map(letters).is_some_and(|end| memchr::memmem::find(&end, b"<!--gouji-marked").is_some());
    let mut bytes = Vec::new();
    is_named
        && file.seek(SeekFrom::Start(0)).is_ok()
        && file.take(MOST_OF_A_PAGE).read_to_end(&mut bytes).is_ok()
        && is_marked_page(&bytes)
}

fn end(file: &mut File) -> Option<Vec<u8>> {
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LOOKED_AT))).ok()?;
    let mut end = Vec::new();
    file.take(LOOKED_AT).read_to_end(&mut end).ok()?;
    Some(end)
}
