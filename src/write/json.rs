//! The JSON of CONTRACT.md, and its reports one a line.

use super::{
    CheckedInput, FigureJson, Style, Writer,
    place::{Document, ShownOrigin},
};
use crate::{
    finding::{Cause, CauseCell, Finding, FindingCell, Outcome, Quote, Skipped, Summary, Waived},
    number::Number,
    prose::Tracer,
    ruleset::Identity,
};
use serde::Serialize;
use std::io;

/// One JSON object for the whole run.
#[derive(Debug)]
pub struct Json {
    style: Style,
    started: bool,
    tracer: Tracer,
}

/// One JSON object a report, one a line.
#[derive(Clone, Debug)]
pub struct Ndjson {
    style: Style,
    /// The line at hand: written out whole, since a report is written in hundreds of bits.
    line: Vec<u8>,
}

#[derive(Serialize)]
struct ReportJson<'a> {
    /// In a line of a stream: the first digits of the rule set's hash.
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<&'a str>,
    path: Option<&'a str>,
    agency: Option<&'a str>,
    year: Option<u16>,
    edition: Option<&'a str>,
    unit: Option<&'a str>,
    superseded_by: Option<&'a str>,
    verdict: &'static str,
    findings: Vec<FindingJson<'a>>,
    causes: Vec<CauseJson<'a>>,
    skipped: Vec<SkippedJson<'a>>,
    /// The figures of the prose, and what they were taken for; not in a stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    figures: Option<Vec<FigureJson>>,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'static str,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    key: String,
    message: &'a str,
    cells: Vec<CellJson<'a>>,
    left: Option<String>,
    right: Option<String>,
    gap: Option<String>,
    quote: Option<QuoteJson<'a>>,
    help: Option<&'a str>,
    waived: Option<WaivedJson<'a>>,
}

#[derive(Serialize)]
struct CellJson<'a> {
    cell: &'a str,
    value: Option<&'a str>,
    origin: Option<ShownOrigin>,
}

/// The sentence that a finding is about; marks are ranges of characters in it.
#[derive(Serialize)]
struct QuoteJson<'a> {
    text: &'a str,
    marks: Vec<(usize, usize)>,
    section: &'a str,
    origin: Option<ShownOrigin>,
}

#[derive(Serialize)]
struct RulesJson<'a> {
    name: &'a str,
    version: Option<&'a str>,
    hash: String,
}

#[derive(Serialize)]
struct WaivedJson<'a> {
    reason: &'a str,
    by: &'a str,
    until: Option<String>,
}

#[derive(Serialize)]
struct CauseJson<'a> {
    cells: Vec<CauseCellJson<'a>>,
    explains: &'a [String],
    group: usize,
    certainty: &'static str,
}

#[derive(Serialize)]
struct CauseCellJson<'a> {
    cell: &'a str,
    found: Option<&'a str>,
    expected: String,
    how: &'static str,
}

#[derive(Serialize)]
struct SkippedJson<'a> {
    code: &'a str,
    why: &'a str,
}

impl Json {
    /// In the style's language; if it is quiet, what did not apply is left out.
    pub fn new(style: Style) -> Json {
        Json { style, started: false, tracer: Tracer::default() }
    }
}

impl Ndjson {
    /// In the style's language; if it is quiet, what did not apply is left out.
    pub fn new(style: Style) -> Ndjson {
        Ndjson { style, line: Vec::new() }
    }
}

impl Writer for Json {
    fn begin(&mut self, rules: &Identity, out: &mut dyn io::Write) -> io::Result<()> {
        let version = env!("CARGO_PKG_VERSION");
        write!(out, "{{\"schema\":\"gouji-report/2\",\"tool\":{{\"name\":\"gouji\",\"version\":\"{version}\"}},\n\"rules\":")?;
        let hash = format!("sha256:{}", rules.hash);
        serde_json::to_writer(&mut *out, &RulesJson { name: &rules.name, version: rules.version.as_deref(), hash })?;
        out.write_all(b",\n\"reports\":[")
    }

    fn item(&mut self, item: &CheckedInput<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(if self.started { b",\n" } else { b"\n" })?;
        self.started = true;
        let lang = self.style.lang;
        let traces = item.report.filter(|_| !self.style.quiet).map(|report| self.tracer.traces(&item.rules, report));
        let traces = traces.filter(|traces| !traces.is_empty());
        let figures = traces.map(|traces| traces.into_iter().map(|trace| FigureJson::of(trace, lang)).collect());
        Ok(serde_json::to_writer(out, &ReportJson { figures, ..report(item, self.style) })?)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(b"],\n\"summary\":")?;
        serde_json::to_writer(&mut *out, summary)?;
        out.write_all(b"}\n")
    }
}

impl Writer for Ndjson {
    fn item(&mut self, item: &CheckedInput<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        self.line.clear();
        let named = ReportJson { rules: Some(item.rules.identity.short_hash()), ..report(item, self.style) };
        serde_json::to_writer(&mut self.line, &named)?;
        self.line.push(b'\n');
        out.write_all(&self.line)
    }
}

fn report<'a>(item: &CheckedInput<'a>, style: Style) -> ReportJson<'a> {
    let document = Document::of(item);
    let Outcome { path, agency, year, edition, verdict, findings, causes, skipped, unit, superseded_by, .. } = item.outcome;
    let shown = |shown| finding(shown, item.outcome, document, style);
    ReportJson {
        rules: None,
        path: path.as_deref(),
        agency: agency.as_deref(),
        year: *year,
        edition: edition.as_deref(),
        unit: unit.as_deref(),
        superseded_by: superseded_by.as_deref(),
        verdict: verdict.word(),
        findings: findings.iter().map(shown).collect(),
        causes: causes.iter().map(cause).collect(),
        skipped: if style.quiet { Vec::new() } else { skipped.iter().map(skipped_rule).collect() },
        figures: None,
    }
}

fn finding<'a>(finding: &'a Finding, outcome: &Outcome, document: Document<'_>, style: Style) -> FindingJson<'a> {
    let figure = |number: &Option<Number>| number.map(|number| number.to_string());
    FindingJson {
        code: &finding.code,
        name: &finding.name,
        severity: finding.severity.word(),
        verdict: finding.verdict.word(),
        at: finding.at.as_deref(),
        key: finding.identity(outcome.agency.as_deref(), outcome.year),
        message: finding.message.get(style.lang),
        cells: finding.cells.iter().map(|shown| cell(shown, document)).collect(),
        left: figure(&finding.left),
        right: figure(&finding.right),
        gap: figure(&finding.gap),
        quote: finding.quote.as_ref().map(|shown| quote(shown, document.place(finding.origin))),
        help: finding.help.as_ref().map(|help| help.get(style.lang)),
        waived: finding.waived.as_ref().map(waived),
    }
}

fn cell<'a>(cell: &'a FindingCell, document: Document<'_>) -> CellJson<'a> {
    CellJson { cell: &cell.cell, value: cell.value.as_deref(), origin: document.place(cell.origin) }
}

fn quote(quote: &Quote, origin: Option<ShownOrigin>) -> QuoteJson<'_> {
    let text = quote.sentence.as_str();
    let characters = |byte: u32| text.char_indices().take_while(|(at, _)| *at < byte as usize).count();
    let marks = quote.marked.iter().map(|mark| (characters(mark.start), characters(mark.end))).collect();
    QuoteJson { text, marks, section: &quote.section, origin }
}

fn waived(waived: &Waived) -> WaivedJson<'_> {
    WaivedJson { reason: &waived.reason, by: &waived.by, until: waived.until.map(|date| date.to_string()) }
}

fn cause(cause: &Cause) -> CauseJson<'_> {
    CauseJson {
        cells: cause.cells.iter().map(cause_cell).collect(),
        explains: &cause.explains,
        group: cause.group,
        certainty: cause.certainty.word(),
    }
}

fn cause_cell(cell: &CauseCell) -> CauseCellJson<'_> {
    CauseCellJson { cell: &cell.cell.cell, found: cell.cell.value.as_deref(), expected: cell.expected.to_string(), how: cell.how }
}

fn skipped_rule(skipped: &Skipped) -> SkippedJson<'_> {
    SkippedJson { code: &skipped.code, why: skipped.why.get(crate::lang::Lang::En) }
}
