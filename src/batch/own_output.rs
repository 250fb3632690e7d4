//! Whether a file is one of gouji's own outputs, which lie in the folder of the reports as soon as somebody writes them there.

use crate::report::REVIEW_COMMENT;
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

/// So much of the beginning, and so much of the end, is looked at.
const LOOKED_AT: u64 = 1 << 10;

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
    BEGINNINGS.iter().any(is_ours) || head.starts_with("PK") && is_own_workbook(&mut file) || ends_like_ours(&mut file)
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

fn end(file: &mut File) -> Option<Vec<u8>> {
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LOOKED_AT))).ok()?;
    let mut end = Vec::new();
    file.take(LOOKED_AT).read_to_end(&mut end).ok()?;
    Some(end)
}
