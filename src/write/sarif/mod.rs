//! SARIF 2.1.0, for code hosts and review tools: every result has a location, and every rule its explanation and its law.
//! Results are written as they come; the list of files stands behind them.

mod model;

use super::{
    CheckedInput, Style, Writer,
    entry::{Entry, cited, entries, item_name},
    location::{Location, uri},
    place::Document,
    words,
};
use crate::{
    finding::{Finding, READINGS, Reading, Summary, Verdict},
    ruleset::{Rule, RuleSet, Severity},
    text,
};
use model::{
    Artifact, ArtifactLocation, Configuration, Descriptor, Driver, LogicalLocation, Message, PhysicalLocation, Region, Related,
    Result, Suppression, Tool,
};
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
        let descriptors: Vec<Descriptor> =
            readings.map(|reading| self.reading(reading)).chain(own.iter().map(|rule| self.rule(rule))).collect();
        self.rules = descriptors.iter().enumerate().map(|(at, rule)| (rule.id.clone(), at)).collect();
        let rule_set = rules.map(|rules| format!("{} sha256:{}", rules.identity.name, rules.identity.hash));
        let properties = rule_set.map(|rule_set| BTreeMap::from([("ruleSet", rule_set)])).unwrap_or_default();
        let driver = Driver { name: "gouji", version: env!("CARGO_PKG_VERSION"), rules: descriptors, properties };
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":")?;
        serde_json::to_writer(&mut *out, &Tool { driver })?;
        write!(out, ",\n\"columnKind\":\"unicodeCodePoints\",\"results\":[")
    }

    fn rule(&self, rule: &Rule) -> Descriptor {
        let law: Vec<String> = rule.basis.iter().map(cited).collect();
        let short = rule.explanation.lines().next().filter(|line| !line.is_empty()).unwrap_or(&rule.name);
        let (requirement, basis) = (&rule.requirement, law.join("；"));
        let rest = text!("要求：{requirement}\n\n依据：{basis}", "Requires: {requirement}\n\nBasis: {basis}");
        let help = format!("{}\n\n{}", rule.explanation, rest.get(self.style.lang));
        Descriptor {
            id: rule.code.clone(),
            name: rule.name.clone(),
            short_description: Message::new(short),
            full_description: Message::new(if rule.explanation.is_empty() { short } else { &rule.explanation }),
            help: Message::new(help.trim()),
            default_configuration: Configuration { level: level(rule.severity) },
        }
    }

    fn reading(&self, reading: &Reading) -> Descriptor {
        let ([name_zh, name_en], [zh, en]) = (reading.name, reading.explanation);
        let (name, words) = match self.style.lang {
            crate::lang::Lang::Zh => (name_zh, zh),
            crate::lang::Lang::En => (name_en, en),
        };
        Descriptor {
            id: reading.code.to_owned(),
            name: name.to_owned(),
            short_description: Message::new(name),
            full_description: Message::new(words),
            help: Message::new(words),
            default_configuration: Configuration { level: level(reading.severity) },
        }
    }

    /// The index of a file in the list of files.
    fn file(&mut self, item: &CheckedInput<'_>) -> Option<usize> {
        let name = Location::of(item, None).file?.to_owned();
        if self.files.last() != Some(&name) {
            self.files.push(name);
        }
        Some(self.files.len() - 1)
    }

    fn result(&self, item: &CheckedInput<'_>, entry: Entry<'_>, file: Option<usize>) -> Result {
        let finding = entry.finding;
        let fails = finding.verdict == Verdict::Fail;
        Result {
            rule_id: finding.code.clone(),
            rule_index: self.rules.get(&finding.code).copied(),
            // With too few figures to decide, a result is «open», and only one that fails has a level.
            kind: if fails { "fail" } else { "open" },
            level: if fails { level(finding.severity) } else { "none" },
            message: Message::new(&self.message(item, entry)),
            locations: vec![self.location(item, entry, file)],
            related_locations: related(item, finding, file),
            partial_fingerprints: BTreeMap::from([("finding/v1", fingerprint(item, finding))]),
            suppressions: self.suppressions(finding),
        }
    }

    fn suppressions(&self, finding: &Finding) -> Vec<Suppression> {
        let why = finding.waived.iter().map(words::waived);
        why.map(|why| Suppression::accepted(why.get(self.style.lang))).collect()
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
    fn location(&self, item: &CheckedInput<'_>, entry: Entry<'_>, file: Option<usize>) -> model::Location {
        let location = Location::of(item, entry.place().as_ref());
        let region = Region { start_line: location.line.unwrap_or(1), start_column: location.column };
        let physical = PhysicalLocation { artifact_location: artifact(location.file, file), region };
        let named = entry.finding.cells.first().map(|cell| LogicalLocation::cell(&cell.cell));
        let logical = named.unwrap_or_else(|| LogicalLocation::report(item_name(item)));
        model::Location { physical_location: physical, logical_locations: vec![logical] }
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
        let files: Vec<Artifact> = self.files.iter().map(|name| Artifact { location: artifact(Some(name), None) }).collect();
        out.write_all(b"],\n\"artifacts\":")?;
        serde_json::to_writer(&mut *out, &files)?;
        out.write_all(b"}]}\n")
    }
}

fn artifact(file: Option<&str>, index: Option<usize>) -> ArtifactLocation {
    ArtifactLocation { uri: uri(file.unwrap_or(".")), index: file.and(index) }
}

/// The other cells of a finding, where the document has lines.
fn related(item: &CheckedInput<'_>, finding: &Finding, file: Option<usize>) -> Vec<Related> {
    let document = Document::of(item);
    let cells = finding.cells.iter().enumerate().skip(1);
    let one = |(id, cell): (usize, &crate::finding::FindingCell)| {
        let location = Location::of(item, Some(&document.place(cell.origin)?));
        let region = Region { start_line: location.line?, start_column: location.column };
        let physical_location = PhysicalLocation { artifact_location: artifact(location.file, file), region };
        let words = format!("{} {}", cell.cell, cell.value.as_deref().unwrap_or_default());
        Some(Related { id, physical_location, message: Message::new(words.trim()) })
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
