//! SARIF 2.1.0, for code hosts and review tools: every result has a location, and every rule its explanation and its law.
//! Results are written as they come; the list of files stands behind them.

use super::{
    CheckedInput, Style, Writer,
    entry::{Entry, cited, entries, item_name},
    location::{Location, uri},
    paint::plain,
    place::Document,
    words,
};
use crate::{
    finding::{Finding, READINGS, Reading, Summary, Verdict},
    ruleset::{Rule, RuleSet, Severity},
    text,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, io};

/// One SARIF log with one run.
#[derive(Clone, Debug)]
pub struct Sarif {
    style: Style,
    /// Where each rule stands in the list; empty until the head is written.
    rules: BTreeMap<String, usize>,
    files: Vec<String>,
    head: bool,
    results: bool,
}

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

impl Sarif {
    /// Sentences in the style's language. Waived findings are always there, as suppressed.
    pub fn new(style: Style) -> Sarif {
        Sarif {
            style: Style { show_waived: true, ..style },
            rules: BTreeMap::new(),
            files: Vec::new(),
            head: false,
            results: false,
        }
    }

    /// What stands before the results: it names the rules, which come with the first item.
    fn head(&mut self, rules: Option<&RuleSet>, out: &mut dyn io::Write) -> io::Result<()> {
        if self.head {
            return Ok(());
        }
        self.head = true;
        let readings = READINGS.iter().filter(|reading| rules.is_none_or(|rules| rules.rule(reading.code).is_none()));
        let own = rules.map(|rules| rules.rules.as_slice()).unwrap_or_default();
        let descriptors: Vec<(&str, Value)> =
            readings.map(|reading| self.reading(reading)).chain(own.iter().map(|rule| self.rule(rule))).collect();
        self.rules = descriptors.iter().enumerate().map(|(at, (code, _))| ((*code).to_owned(), at)).collect();
        let descriptors: Vec<Value> = descriptors.into_iter().map(|(_, descriptor)| descriptor).collect();
        let rule_set = rules.map(|rules| format!("{} sha256:{}", rules.identity.name, rules.identity.hash));
        let driver = without_empty(json!({
            "name": "gouji",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": descriptors,
            "properties": rule_set.map(|rule_set| json!({ "ruleSet": rule_set })),
        }));
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":")?;
        serde_json::to_writer(&mut *out, &json!({ "driver": driver }))?;
        write!(out, ",\n\"columnKind\":\"unicodeCodePoints\",\"results\":[")
    }

    fn rule<'r>(&self, rule: &'r Rule) -> (&'r str, Value) {
        let law: Vec<String> = rule.basis.iter().map(cited).collect();
        let short = rule.explanation.lines().next().filter(|line| !line.is_empty()).unwrap_or(&rule.name);
        let (requirement, basis) = (&rule.requirement, law.join("；"));
        let rest = text!("要求：{requirement}\n\n依据：{basis}", "Requires: {requirement}\n\nBasis: {basis}");
        let help = format!("{}\n\n{}", rule.explanation, rest.get(self.style.lang));
        let descriptor = json!({
            "id": rule.code,
            "name": rule.name,
            "shortDescription": message(short),
            "fullDescription": message(if rule.explanation.is_empty() { short } else { &rule.explanation }),
            "help": message(help.trim()),
            "defaultConfiguration": { "level": level(rule.severity) },
        });
        (&rule.code, descriptor)
    }

    fn reading(&self, reading: &Reading) -> (&'static str, Value) {
        let ([name_zh, name_en], [zh, en]) = (reading.name, reading.explanation);
        let (name, words) = (self.style.lang.pick(name_zh, name_en), self.style.lang.pick(zh, en));
        let descriptor = json!({
            "id": reading.code,
            "name": name,
            "shortDescription": message(name),
            "fullDescription": message(words),
            "help": message(words),
            "defaultConfiguration": { "level": level(reading.severity) },
        });
        (reading.code, descriptor)
    }

    /// The index of a file in the list of files.
    fn file(&mut self, item: &CheckedInput<'_>) -> Option<usize> {
        let name = Location::of(item, None).file?.to_owned();
        if self.files.last() != Some(&name) {
            self.files.push(name);
        }
        Some(self.files.len() - 1)
    }

    fn result(&self, item: &CheckedInput<'_>, entry: Entry<'_>, file: Option<usize>) -> Value {
        let finding = entry.finding;
        let fails = finding.verdict == Verdict::Fail;
        without_empty(json!({
            "ruleId": finding.code,
            "ruleIndex": self.rules.get(&finding.code),
            // With too few figures to decide, a result is «open», and only one that fails has a level.
            "kind": if fails { "fail" } else { "open" },
            "level": if fails { level(finding.severity) } else { "none" },
            "message": message(&self.message(item, entry)),
            "locations": [self.location(item, entry, file)],
            "relatedLocations": related(item, finding, file),
            "partialFingerprints": { "finding/v1": fingerprint(item, finding) },
            "suppressions": self.suppressions(finding),
        }))
    }

    /// The exception that is recorded outside the report.
    fn suppressions(&self, finding: &Finding) -> Vec<Value> {
        let why = finding.waived.iter().map(words::waived);
        why.map(|why| json!({ "kind": "external", "status": "accepted", "justification": why.get(self.style.lang) })).collect()
    }

    /// The sentence; where the document has no lines, with the place in words.
    fn message(&self, item: &CheckedInput<'_>, entry: Entry<'_>) -> String {
        let place = entry.place();
        let words = place.as_ref().filter(|place| Location::of(item, Some(place)).line.is_none());
        let place = words.map(|place| format!(" ({})", place.words().get(self.style.lang))).unwrap_or_default();
        format!("{}{place}", entry.whole_message(self.style.lang))
    }

    /// Code hosts refuse a result without a file and a line: a document without lines is pointed at as a whole, a unit without a
    /// report as the folder that lacks it.
    fn location(&self, item: &CheckedInput<'_>, entry: Entry<'_>, file: Option<usize>) -> Value {
        let location = Location::of(item, entry.place().as_ref());
        let cell = entry.finding.cells.first();
        let (name, kind) = cell.map_or((item_name(item), "report"), |cell| (cell.cell.as_str(), "cell"));
        json!({
            "physicalLocation": {
                "artifactLocation": artifact(location.file, file),
                "region": region(location.line.unwrap_or(1), location.column),
            },
            "logicalLocations": [{ "name": name, "fullyQualifiedName": name, "kind": kind }],
        })
    }
}

impl Writer for Sarif {
    fn item(&mut self, item: &CheckedInput<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        self.head(Some(&item.rules), out)?;
        let file = self.file(item);
        for entry in entries(item, self.style) {
            out.write_all(if self.results { b",\n" } else { b"\n" })?;
            self.results = true;
            serde_json::to_writer(&mut *out, &self.result(item, entry, file))?;
        }
        Ok(())
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn io::Write) -> io::Result<()> {
        self.head(None, out)?;
        let files: Vec<Value> = self.files.iter().map(|name| json!({ "location": artifact(Some(name), None) })).collect();
        out.write_all(b"],\n\"artifacts\":")?;
        serde_json::to_writer(&mut *out, &files)?;
        out.write_all(b"}]}\n")
    }
}

/// Words on as many lines as they have, none of which steers a terminal.
fn message(words: &str) -> Value {
    json!({ "text": words.lines().map(plain).collect::<Vec<_>>().join("\n") })
}

fn artifact(file: Option<&str>, index: Option<usize>) -> Value {
    without_empty(json!({ "uri": uri(file.unwrap_or(".")), "index": file.and(index) }))
}

fn region(line: u32, column: Option<u32>) -> Value {
    without_empty(json!({ "startLine": line, "startColumn": column }))
}

/// An object without its entries that are null or an empty list.
fn without_empty(mut object: Value) -> Value {
    if let Some(entries) = object.as_object_mut() {
        entries.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    }
    object
}

/// The other cells of a finding, where the document has lines.
fn related(item: &CheckedInput<'_>, finding: &Finding, file: Option<usize>) -> Vec<Value> {
    let document = Document::of(item);
    let cells = finding.cells.iter().enumerate().skip(1);
    let one = |(id, cell): (usize, &crate::finding::FindingCell)| {
        let location = Location::of(item, Some(&document.place(cell.origin)?));
        let words = format!("{} {}", cell.cell, cell.value.as_deref().unwrap_or_default());
        Some(json!({
            "id": id,
            "physicalLocation": {
                "artifactLocation": artifact(location.file, file),
                "region": region(location.line?, location.column),
            },
            "message": message(words.trim()),
        }))
    };
    cells.filter_map(one).take(MOST_RELATED).collect()
}

/// A rule over hundreds of cells names the first.
const MOST_RELATED: usize = 40;

/// The same for the same finding of the same report, wherever its file or its line moved to.
fn fingerprint(item: &CheckedInput<'_>, finding: &Finding) -> String {
    let outcome = item.outcome;
    let who = outcome.agency.as_deref().or(outcome.path.as_deref()).unwrap_or_default();
    let year = outcome.year.map(|year| year.to_string()).unwrap_or_default();
    let cell = finding.cells.first().map(|cell| cell.cell.as_str()).unwrap_or_default();
    format!("{who}|{year}|{}|{cell}", finding.key())
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
