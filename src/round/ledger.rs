//! The ledger of a round: lines of JSON, written once and never changed, each about one file at one moment. A file is known by its
//! path and its content. Reads and writes text; opens nothing.

use super::Time;
use crate::finding::{Known, Outcome};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub time: Time,
    pub event: Event,
    /// Its path in the round's folder: `收件/财政局.docx`, `收件/一批.zip!/财政局.docx`.
    pub file: String,
    /// SHA-256 of its content, as 64 hexadecimal digits; empty for what could not be opened.
    pub sha256: String,
    /// The roster's name of who it is of.
    pub unit: Option<String>,
    /// How it stood: `pass`, `review`, `fail`, `unreadable`.
    pub verdict: String,
    /// The first digits of the hash of the rule set.
    pub rules: String,
    /// Its findings, those of severity info left out.
    pub findings: Vec<Known>,
}

/// Why a line was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The file was taken in.
    Received,
    /// It was checked again and came out otherwise: rules, waivers, or other reports had changed.
    Checked,
}

/// A line as it is written; one of the two times is there.
#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    received: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    checked: Option<String>,
    file: String,
    sha256: String,
    unit: Option<String>,
    verdict: String,
    rules: String,
    findings: Vec<Known>,
}

/// What was recorded so far.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// The lines that do not read, counted from 1: torn by a crash or a full disk, or edited.
    pub torn: Vec<usize>,
    /// Whether the last line ends, so that another may follow it.
    pub ends: bool,
    /// By path and content: the first line, which says when it was received, and the last, which says how it stands.
    known: HashMap<(String, String), (usize, usize)>,
}

impl Ledger {
    /// Reads the lines of a ledger. What does not read is passed over and noted.
    pub fn parse(bytes: &[u8]) -> Ledger {
        let mut ledger = Ledger { ends: bytes.is_empty() || bytes.ends_with(b"\n"), ..Ledger::default() };
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let line = line.trim_ascii();
            match serde_json::from_slice::<Line>(line).ok().and_then(Line::entry) {
                _ if line.is_empty() => {}
                Some(entry) => ledger.push(entry),
                None => ledger.torn.push(at + 1),
            }
        }
        ledger
    }

    /// Adds an entry behind those that are there.
    pub fn push(&mut self, entry: Entry) {
        let at = self.entries.len();
        let key = (entry.file.clone(), entry.sha256.clone());
        self.known.entry(key).and_modify(|(_, last)| *last = at).or_insert((at, at));
        self.entries.push(entry);
    }

    /// The line that says when a file was received.
    pub fn received(&self, file: &str, sha256: &str) -> Option<&Entry> {
        let (first, _) = self.known.get(&(file.to_owned(), sha256.to_owned()))?;
        self.entries.get(*first)
    }

    /// The line that says how a file stands.
    pub fn last_of(&self, file: &str, sha256: &str) -> Option<&Entry> {
        let (_, last) = self.known.get(&(file.to_owned(), sha256.to_owned()))?;
        self.entries.get(*last)
    }

    /// The moment of the latest entry: the day that everything is counted to.
    pub fn until(&self) -> Option<&Time> {
        self.entries.iter().map(|entry| &entry.time).max()
    }
}

impl Entry {
    /// That a file was received and stands so.
    pub fn of(outcome: &Outcome, file: &str, sha256: String, rules: &str, time: &Time) -> Entry {
        Entry {
            time: time.clone(),
            event: Event::Received,
            file: file.to_owned(),
            sha256,
            unit: outcome.unit.clone(),
            verdict: outcome.verdict.word().to_owned(),
            rules: rules.to_owned(),
            findings: Known::of(outcome),
        }
    }

    /// The line, with its end.
    pub fn line(&self) -> String {
        let time = |event: Event| (self.event == event).then(|| self.time.to_string());
        let line = Line {
            received: time(Event::Received),
            checked: time(Event::Checked),
            file: self.file.clone(),
            sha256: self.sha256.clone(),
            unit: self.unit.clone(),
            verdict: self.verdict.clone(),
            rules: self.rules.clone(),
            findings: self.findings.clone(),
        };
        serde_json::to_string(&line).map(|line| line + "\n").unwrap_or_default()
    }

    /// Whether another line about the same file says the same of it.
    pub fn stands_as(&self, other: &Entry) -> bool {
        (&self.unit, &self.verdict, &self.findings) == (&other.unit, &other.verdict, &other.findings)
    }
}

impl Line {
    fn entry(self) -> Option<Entry> {
        let (time, event) = match (self.received, self.checked) {
            (Some(time), None) => (time, Event::Received),
            (None, Some(time)) => (time, Event::Checked),
            _ => return None,
        };
        Some(Entry {
            time: Time::parse(&time)?,
            event,
            file: self.file,
            sha256: self.sha256,
            unit: self.unit,
            verdict: self.verdict,
            rules: self.rules,
            findings: self.findings,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(time: &str, event: Event, verdict: &str) -> Entry {
        Entry {
            time: Time::parse(time).unwrap(),
            event,
            file: "收件/a.docx".to_owned(),
            sha256: "ab".to_owned(),
            unit: Some("甲局".to_owned()),
            verdict: verdict.to_owned(),
            rules: "0123".to_owned(),
            findings: vec![Known { key: "A301|甲局|2023|总计".to_owned(), gap: Some("-1".to_owned()), waived: false }],
        }
    }

    #[test]
    fn what_is_written_reads_back_and_the_first_line_of_a_file_says_when_it_came() {
        let came = entry("2024-01-15T09:30:00+08:00", Event::Received, "fail");
        let again = entry("2024-01-16T09:30:00+08:00", Event::Checked, "pass");
        let ledger = Ledger::parse(format!("{}{}", came.line(), again.line()).as_bytes());
        assert_eq!(ledger.entries, [came.clone(), again.clone()]);
        assert_eq!(ledger.received("收件/a.docx", "ab"), Some(&came));
        assert_eq!(ledger.last_of("收件/a.docx", "ab"), Some(&again));
        assert_eq!(ledger.last_of("收件/a.docx", "cd"), None);
    }

    #[test]
    fn a_ledger_that_is_cut_anywhere_loses_only_the_line_that_is_cut() {
        let line = entry("2024-01-15T09:30:00+08:00", Event::Received, "fail").line();
        let whole = format!("{line}{line}");
        for cut in 0..=line.len() {
            let bytes = &whole.as_bytes()[..line.len() + cut];
            let ledger = Ledger::parse(bytes);
            let is_whole = cut + 1 >= line.len();
            assert_eq!(ledger.entries.len(), if is_whole { 2 } else { 1 }, "{cut}");
            assert_eq!(ledger.torn.len(), usize::from(cut > 0 && !is_whole), "{cut}");
            assert_eq!(ledger.ends, cut == 0 || cut == line.len(), "{cut}");
        }
    }
}
