//! Answers about one document at a time: what was recognised and what is wrong with it, for the page to draw; or a file to keep.

use super::Setup;
use crate::{
    annotate::{annotate, ending},
    engine::{Checker, Related, Selection, choose, digest},
    finding::{Counter, Known, Outcome, Why, compare},
    lang::Lang,
    marked::{CheckedInput, Issue, MarkedReport, rules_of, standings},
    read::read,
    report::{Digest, NoReport, Report, Value},
    roster::{Roster, Unit, folded},
    ruleset::{FactKind, RuleSet},
    write::{Csv, Json, Style, Writer, report_file},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, sync::Arc};

/// The rules, ready to look at documents.
#[derive(Debug)]
pub struct Desk {
    checker: Checker<'static>,
    roster: Option<Roster>,
    lang: Lang,
    title: String,
}

/// What is asked about a document. Its bytes stand behind the request, then those of the files beside it.
#[derive(Debug, Deserialize)]
pub struct Request {
    pub want: Want,
    /// The path of the document.
    pub name: String,
    /// How many of the bytes are the document.
    pub length: usize,
    /// Last year's report of the same unit, if it is there.
    pub prior: Option<Beside>,
    /// What the same unit sent before for the same year, if it is there.
    pub before: Option<Beside>,
}

/// A file beside the document.
#[derive(Debug, Deserialize)]
pub struct Beside {
    /// Its path.
    pub name: String,
    /// How many bytes it has.
    pub length: usize,
}

/// What to answer with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Want {
    /// What the page draws.
    Page,
    /// The findings, as `gouji check --format json` prints them.
    Json,
    /// The findings, as `gouji check --format csv` prints them.
    Csv,
    /// The report file, as `gouji extract` prints it.
    Yaml,
    /// The document with its marks, as `gouji check --marked` writes it; nothing for kinds of files that are not marked.
    Marked,
}

/// What a page says of itself once it has its rules.
#[derive(Serialize)]
struct About<'a> {
    title: &'a str,
    form: &'a str,
    edition: Option<&'a str>,
    rules: usize,
    hash: &'a str,
    params: Vec<ParamSaid<'a>>,
    units: usize,
    year: Option<u16>,
}

/// A parameter with its values, each with the condition that it is for.
#[derive(Serialize)]
struct ParamSaid<'a> {
    name: &'a str,
    values: &'a [(Option<String>, String)],
}

/// What the page draws of a document.
#[derive(Serialize)]
struct Drawn<'a> {
    /// Whose it is, for comparison: the unit on the roster, else the agency.
    who: Option<String>,
    form: &'a str,
    edition: Option<&'a str>,
    /// Cells that were read, cells that the form has.
    cells: [usize; 2],
    /// How many rules were held to.
    held: usize,
    /// How the name of the document with its marks ends, where there is anything to mark and its kind is marked.
    marked: Option<&'static str>,
    /// What is no longer wrong; none where there is no submission before.
    gone: Option<Vec<Issue>>,
    report: MarkedReport,
}

impl Desk {
    /// Takes the rules of a setup; none where another version of gouji wrote it. They stay for as long as the program runs.
    pub fn new(setup: &[u8]) -> Option<Desk> {
        let setup = Setup::from_bytes(setup)?;
        let (roster, lang) = (setup.roster(), setup.lang());
        let rules: &'static RuleSet = Box::leak(Box::new(setup.rules));
        Some(Desk { checker: Checker::new(rules, Selection::default()), roster, lang, title: setup.title })
    }

    /// What the page says of itself, as JSON.
    pub fn about(&self) -> Vec<u8> {
        let rules = self.checker.rules();
        let shown = rules.params.iter().filter(|param| param.overridden || param.kind == FactKind::Date);
        let params = shown.map(|param| ParamSaid { name: &param.name, values: &param.values }).collect();
        let about = About {
            title: &self.title,
            form: &rules.template.name,
            edition: rules.template.editions.last().map(|edition| edition.name.as_str()),
            rules: rules.rules.len(),
            hash: rules.identity.short_hash(),
            params,
            units: self.roster.as_ref().map_or(0, |roster| roster.units.len()),
            year: self.roster.as_ref().and_then(|roster| roster.year),
        };
        serde_json::to_vec(&about).unwrap_or_default()
    }

    /// Answers a request: its length in four bytes, the request as JSON, the document, last year's report, the submission before.
    /// Nothing where there is no answer.
    pub fn answer(&self, asked: &[u8]) -> Vec<u8> {
        self.answer_to(asked).unwrap_or_default()
    }

    fn answer_to(&self, asked: &[u8]) -> Option<Vec<u8>> {
        let (length, rest) = asked.split_first_chunk::<4>()?;
        let (request, rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        let request: Request = serde_json::from_slice(request).ok()?;
        let length = |beside: &Option<Beside>| beside.as_ref().map_or(0, |beside| beside.length);
        let (document, rest) = rest.split_at_checked(request.length)?;
        let (last_year, rest) = rest.split_at_checked(length(&request.prior))?;
        let (earlier, _) = rest.split_at_checked(length(&request.before))?;
        let prior = request.prior.and_then(|prior| self.read(&prior.name, last_year).ok());
        let prior = prior.map(|report| digest(&report, &self.checker.rules().template));
        let checked = self.check(request.name, document, prior.as_ref());
        let before = request.before.filter(|_| request.want == Want::Page);
        let before = before.map(|before| self.check(before.name, earlier, prior.as_ref()));
        self.write(request.want, &checked, before.as_ref())
    }

    fn read(&self, name: &str, bytes: &[u8]) -> Result<Report, NoReport> {
        let rules = self.checker.rules();
        let mut report = read(name, bytes, &rules.template)?;
        choose(rules, &mut report);
        if let Some(unit) = self.unit(report.agency.as_deref(), name) {
            report.kind = report.kind.take().or_else(|| unit.kind.clone());
        }
        Ok(report)
    }

    fn unit(&self, agency: Option<&str>, name: &str) -> Option<&Unit> {
        let roster = self.roster.as_ref()?;
        roster.units.get(roster.unit_of(agency, name)?)
    }

    fn check<'b>(&self, name: String, bytes: &'b [u8], prior: Option<&Digest>) -> Checked<'b> {
        let read = self.read(&name, bytes);
        let unit = self.unit(read.as_ref().ok().and_then(|report| report.agency.as_deref()), &name);
        let unit = unit.map(|unit| unit.name.clone());
        let related = Related { prior: prior.ok_or(Why::NO_PRIOR), ..Related::default() };
        let outcome = match &read {
            Ok(report) => self.checker.check_among(Some(name), report, &related),
            Err(why) => self.checker.unreadable(Some(name), why),
        };
        Checked { outcome: Outcome { unit, ..outcome }, read, bytes }
    }

    fn write(&self, want: Want, checked: &Checked<'_>, before: Option<&Checked<'_>>) -> Option<Vec<u8>> {
        let style = Style { lang: self.lang, ..Style::default() };
        match want {
            Want::Page => serde_json::to_vec(&self.drawn(checked, before)).ok(),
            Want::Marked => annotate(checked.bytes, &self.marked(checked), self.lang).ok()?,
            Want::Json => self.written(Json::new(style), checked),
            Want::Csv => self.written(Csv::new(style), checked),
            Want::Yaml => {
                let yaml = report_file::yaml(checked.read.as_ref().ok()?, &self.checker.rules().template, None);
                Some(format!("{}\n", yaml.trim_end()).into_bytes())
            }
        }
    }

    fn item<'a>(&self, checked: &'a Checked<'_>) -> CheckedInput<'a> {
        let (report, no_report) = (checked.read.as_ref().ok(), checked.read.as_ref().err());
        CheckedInput { outcome: &checked.outcome, report, no_report, rules: rules_of(self.checker.rules(), report) }
    }

    fn written(&self, mut writer: impl Writer, checked: &Checked<'_>) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut counter = Counter::new(false);
        counter.add(&checked.outcome);
        writer.begin(&self.checker.rules().identity, &mut out).ok()?;
        writer.item(&self.item(checked), &mut out).ok()?;
        writer.end(&counter.summary(), &mut out).ok()?;
        Some(out)
    }

    fn marked(&self, checked: &Checked<'_>) -> MarkedReport {
        MarkedReport::of(&CheckedInput { outcome: &for_a_unit(&checked.outcome), ..self.item(checked) }, self.lang, false)
    }

    fn drawn<'a>(&'a self, checked: &'a Checked<'_>, before: Option<&Checked<'_>>) -> Drawn<'a> {
        let rules = self.checker.rules();
        let outcome = &checked.outcome;
        let mut report = self.marked(checked);
        let gone = before.filter(|before| before.read.is_ok()).map(|before| self.compare(&mut report, checked, before));
        let is_asked = report.asked().next().is_some();
        let who = outcome.unit.as_deref().or(outcome.agency.as_deref()).map(folded);
        Drawn {
            who: who.filter(|who| !who.is_empty()),
            form: &rules.template.name,
            edition: outcome.edition.as_deref(),
            cells: checked.read.as_ref().map(|report| cells(report, rules)).unwrap_or_default(),
            held: checked.read.as_ref().map(|report| held(report, outcome, rules)).unwrap_or_default(),
            marked: ending(checked.bytes, outcome.path.as_deref().unwrap_or_default()).filter(|_| is_asked),
            gone,
            report,
        }
    }

    /// Says of each issue how it compares with the submission before; gives the issues of that one that are gone.
    fn compare(&self, report: &mut MarkedReport, checked: &Checked<'_>, before: &Checked<'_>) -> Vec<Issue> {
        let (was, is) = (Known::of(&before.outcome), Known::of(&checked.outcome));
        let standings = standings(&is, &compare(&was, &is).now);
        report.compare(&standings);
        let is_gone = |issue: &Issue| issue.is_asked() && issue.checks.iter().all(|check| !standings.contains_key(&check.key));
        self.marked(before).issues.into_iter().filter(is_gone).collect()
    }
}

/// A document with what came of it.
struct Checked<'b> {
    outcome: Outcome,
    read: Result<Report, NoReport>,
    bytes: &'b [u8],
}

/// Without the rules that compare reports with those of other units: nobody misses them where there is one unit.
fn for_a_unit(outcome: &Outcome) -> Outcome {
    let others = [Why::NO_ROSTER, Why::NO_CHILDREN, Why::ALONE];
    let skipped = outcome.skipped.iter().filter(|skipped| !others.contains(&skipped.why)).cloned().collect();
    Outcome { skipped: Arc::new(skipped), ..outcome.clone() }
}

/// Cells that a report has, cells that its form has.
fn cells(report: &Report, rules: &RuleSet) -> [usize; 2] {
    let there = report.tables.iter().flat_map(|filled| &filled.cells).filter(|cell| cell.value != Value::Absent).count();
    let all: usize = rules.template[report.edition].tables.iter().map(|table| table.kinds.len()).sum();
    [there, all.max(there)]
}

/// How many rules of its edition applied to a report.
fn held(report: &Report, outcome: &Outcome, rules: &RuleSet) -> usize {
    let instances = rules.editions.get(report.edition.index()).map(Vec::as_slice).unwrap_or_default();
    let mut held: BTreeSet<&str> = instances.iter().map(|instance| rules[instance.rule].code.as_str()).collect();
    outcome.skipped.iter().for_each(|skipped| {
        held.remove(skipped.code.as_str());
    });
    held.len()
}
