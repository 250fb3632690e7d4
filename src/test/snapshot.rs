//! What was accepted for one report of a suite: a text that says what was found, in the file format of the insta crate, so that
//! `cargo insta review` works on it too.

use crate::{
    finding::{Cause, Finding, Outcome},
    report::{Report, Value},
};
use serde::Deserialize;
use std::fmt::Write;

/// What was found, or accepted, for a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The report, relative to the suite's folder.
    pub report: String,
    /// What was found, for people.
    pub contents: String,
}

/// The head of a snapshot file; insta writes more, which is passed over.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    source: String,
}

impl Snapshot {
    /// What was found in a report.
    pub fn of(report: &str, outcome: &Outcome, read: Option<&Report>) -> Snapshot {
        Snapshot { report: report.to_owned(), contents: said(outcome, read).trim_end().to_owned() }
    }

    /// A snapshot file; none where it is none.
    pub fn parse(text: &str) -> Option<Snapshot> {
        let plain = text.replace("\r\n", "\n");
        let (head, contents) = plain.strip_prefix("---\n")?.split_once("\n---\n")?;
        let head: Head = serde_yaml::from_str(head).ok()?;
        Some(Snapshot { report: head.source, contents: contents.trim_end().to_owned() })
    }

    /// Whether a snapshot file is one of a suite's, and not some other test's.
    pub fn is_ours(text: &str) -> bool {
        text.lines().take(6).any(|line| line.starts_with("expression: \"gouji check "))
    }

    /// As a file.
    pub fn written(&self) -> String {
        let (report, contents) = (&self.report, &self.contents);
        let command = serde_json::Value::from(format!("gouji check {report}"));
        let report = serde_json::Value::from(report.as_str());
        format!("---\nsource: {report}\nexpression: {command}\n---\n{contents}\n")
    }

    /// The name of the file that a report's snapshot has.
    pub fn file_name(report: &str) -> String {
        format!("{}.snap", report.replace(['/', '\\', ':'], "__"))
    }
}

/// Always in the same words: those of the rules, and ours in Chinese, whatever language is asked for.
fn said(outcome: &Outcome, read: Option<&Report>) -> String {
    let mut text = format!("verdict: {}\n", outcome.verdict.word());
    let mut line = |name: &str, value: Option<String>| {
        value.filter(|value| !value.is_empty()).into_iter().for_each(|value| {
            let _ = writeln!(text, "{name}: {value}");
        });
    };
    line("agency", outcome.agency.clone());
    line("year", outcome.year.map(|year| year.to_string()));
    line("edition", outcome.edition.clone());
    line("cells", read.map(cells));
    outcome.findings.iter().for_each(|found| finding(found, &mut text));
    outcome.causes.iter().for_each(|found| cause(found, &mut text));
    text
}

/// How many cells hold a figure, nothing, or something else: a reader that loses some is noticed where no rule is.
fn cells(report: &Report) -> String {
    let mut counts = [0usize; 4];
    for cell in report.tables.iter().flat_map(|filled| &filled.cells) {
        let kind = match &cell.value {
            Value::Figure(_) | Value::Words(_) => 0,
            Value::Blank(_) => 1,
            Value::Text(..) => 2,
            Value::Absent => 3,
        };
        counts.get_mut(kind).into_iter().for_each(|count| *count += 1);
    }
    let [figures, blank, texts, absent] = counts;
    let tables = report.tables.len();
    format!("{tables} 张表，{figures} 个数，{blank} 个单元格空白，{texts} 个不是数，{absent} 个缺少")
}

fn finding(found: &Finding, text: &mut String) {
    let (severity, verdict, key, name) = (found.severity.word(), found.verdict.word(), found.key(), &found.name);
    let _ = write!(text, "\n{severity} {verdict} {key} {name}\n  {}\n", found.message.zh);
    if let Some(help) = &found.help {
        let _ = writeln!(text, "  {}", help.zh);
    }
}

fn cause(found: &Cause, text: &mut String) {
    let certainty = found.certainty.word();
    let _ = write!(text, "\ncause {} {certainty}\n", found.group);
    for cell in &found.cells {
        let was = cell.cell.value.as_deref().unwrap_or("空白");
        let _ = writeln!(text, "  {}: {was} -> {} ({})", cell.cell.cell, cell.expected, cell.how);
    }
    let _ = writeln!(text, "  explains {}", found.explains.join(" "));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let snapshot =
            Snapshot { report: "局/“甲: 乙\".yaml".to_owned(), contents: "verdict: pass\n---\n末行".to_owned() };
        assert_eq!(Snapshot::parse(&snapshot.written()), Some(snapshot));
        assert_eq!(Snapshot::file_name("局/甲.ndjson:3"), "局__甲.ndjson__3.snap");
    }

    #[test]
    fn what_insta_writes_is_read_and_what_is_no_snapshot_is_not() {
        let text = "---\nsource: a.yaml\nassertion_line: 3\nexpression: x\ninfo:\n  a: 1\n---\nverdict: pass\n";
        assert_eq!(Snapshot::parse(text).unwrap().contents, "verdict: pass");
        for damaged in ["", "verdict: pass", "---\nsource: [\n---\nx\n", "---\nsource: a\n"] {
            assert_eq!(Snapshot::parse(damaged), None, "{damaged}");
        }
    }
}
