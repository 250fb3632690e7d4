//! Runs the tests written in rule files: a base report, edits, and what must be found. Exhaustive: a finding that no line expects
//! fails the test.

mod kin;

use crate::{
    date::Date,
    diagnostic::Diagnostic,
    engine::{Checker, Selection, dense_report},
    finding::{Finding, Outcome, Verdict},
    lang::Text,
    number::Number,
    report::{Origin, Passage, Report, SectionProse, Value},
    ruleset::{About, Base, CellAt, Expectation, Rule, RuleSet, Severity, Step, Test, Within},
    source::Place,
    text,
};
use kin::Relatives;

/// What came of one test.
#[derive(Clone, Debug)]
pub struct TestOutcome {
    /// The rule that it stands in.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What differed; empty when it passed.
    pub differences: Vec<Diagnostic>,
}

/// Opens a base report named in a rule file: the name as written, and the place where it is written.
pub type OpenBase<'a> = &'a dyn Fn(&str, &Place) -> Result<Report, Text>;

/// Runs all tests of a rule set, by rule and in the order written.
pub fn run(rules: &RuleSet, open: OpenBase<'_>) -> Vec<TestOutcome> {
    let checker = Checker::new(rules, Selection::default());
    let runner = Runner { rules, checker, open };
    rules.rules.iter().flat_map(|rule| rule.tests.iter().map(|test| runner.outcome(rule, test))).collect()
}

struct Runner<'a> {
    rules: &'a RuleSet,
    checker: Checker<'a>,
    open: OpenBase<'a>,
}

impl Runner<'_> {
    fn outcome(&self, rule: &Rule, test: &Test) -> TestOutcome {
        let differences = match self.base(test) {
            Ok(report) => self.differences(test, report),
            Err(why) => vec![difference(&test.place, why, text!("这个测试没有跑", "this test did not run"))],
        };
        TestOutcome { code: rule.code.clone(), name: test.name.clone(), differences }
    }

    fn base(&self, test: &Test) -> Result<Report, Text> {
        match &test.base {
            Base::Dense => dense_report(self.rules, test.edition).map_err(|_| {
                text!(
                    "造不出满足全部等式又没有 0 的报告；请用 base \"文件\" 给一份",
                    "no report without zeros satisfies all equations; give one with base \"FILE\""
                )
            }),
            Base::File(name) => (self.open)(name, &test.place),
        }
    }

    fn differences(&self, test: &Test, mut report: Report) -> Vec<Diagnostic> {
        let mut expected: Vec<&Expectation> = Vec::new();
        let mut causes: Vec<(CellAt, Option<Number>, &Place)> = Vec::new();
        for step in &test.steps {
            match step {
                Step::Expect(expectation) => expected.push(expectation),
                Step::ExpectCause(cell, expected, place) => causes.push((*cell, *expected, place)),
                step => self.edit(&mut report, test.edition, step),
            }
        }
        let relatives = match Relatives::of(self, test) {
            Ok(relatives) => relatives,
            Err(why) => return vec![difference(&test.place, why, text!("这个测试没有运行", "this test did not run"))],
        };
        let outcome = self.checker.check_among(None, &report, &relatives.kin(&report, self.rules));
        let findings: Vec<&Finding> = outcome.findings.iter().filter(|finding| finding.severity != Severity::Info).collect();
        let mut differences: Vec<Diagnostic> =
            causes.iter().filter_map(|cause| self.cause(test.edition, *cause, &outcome)).collect();
        differences.extend(expected.iter().filter(|want| !findings.iter().any(|found| meets(want, found))).map(|want| {
            difference(&want.place, text!("没有报出这一条", "this was not found"), text!("预期在这里报出", "expected here"))
        }));
        let unexpected = findings.iter().filter(|found| !expected.iter().any(|want| meets(want, found)));
        differences.extend(unexpected.map(|found| unlooked_for(&test.place, found)));
        differences
    }

    fn edit(&self, report: &mut Report, edition: usize, step: &Step) {
        match step {
            Step::Set(cell, raw) => self.set(report, edition, *cell, |kind| Value::read(raw, kind)),
            Step::About(about, value) => set_about(report, *about, value),
            Step::Prose(part, words) => self.write(report, part, words),
            Step::Blank(cell) => self.set(report, edition, *cell, |_| Value::Blank(String::new())),
            Step::Prior(_) | Step::Children(_) | Step::Other(_) | Step::Expect(_) | Step::ExpectCause(..) => {}
        }
    }

    /// What differs when a cell is not part of a cause, or another figure fits there.
    fn cause(
        &self,
        edition: usize,
        (cell, want, place): (CellAt, Option<Number>, &Place),
        outcome: &Outcome,
    ) -> Option<Diagnostic> {
        let name = self.rules.cell_name(edition, cell);
        let cells = || outcome.causes.iter().flat_map(|cause| &cause.cells);
        match cells().find(|found| found.cell.cell == name) {
            Some(found) if want.is_none_or(|want| want == found.expected) => None,
            Some(found) => {
                let expected = found.expected;
                Some(difference(
                    place,
                    text!("推断的数不同：应为 {expected}", "another figure was inferred: {expected}"),
                    text!("这里写的不是 {expected}", "this line says otherwise"),
                ))
            }
            None => {
                let found = cells().map(|found| found.cell.cell.clone()).collect::<Vec<_>>().join("，");
                Some(difference(
                    place,
                    text!("没有推断到这一格；推断到的是：{found}", "this cell is no cause; these are: {found}"),
                    text!("预期的原因", "the cause expected"),
                ))
            }
        }
    }

    /// Makes these words the prose of a part; the others stay as they are.
    fn write(&self, report: &mut Report, part: &Within, words: &str) {
        let edition = report.edition;
        let prose = report.prose.get_or_insert_default();
        let passage = |text: &str| Passage { text: text.to_owned(), origin: Origin::Nowhere };
        let section = match part {
            Within::Title => return prose.title = Some(passage(words)),
            Within::Signature => return prose.signature = Some(passage(words)),
            Within::Preface => None,
            Within::Section(id) => self.rules.template.editions.get(edition).and_then(|edition| edition.section(id)),
        };
        let paragraphs = words.lines().map(passage).collect();
        prose.sections.retain(|open| open.section != section);
        prose.sections.push(SectionProse { section, heading: None, paragraphs });
        prose.sections.sort_by_key(|open| open.section);
    }

    fn set(&self, report: &mut Report, edition: usize, at: CellAt, value: impl Fn(&crate::template::Kind) -> Value) {
        let table = usize::from(at.table);
        let kind = self.rules.template.editions.get(edition).and_then(|edition| edition.tables.get(table));
        let Some(kind) = kind.and_then(|table| table.kind(usize::from(at.cell))) else { return };
        let filled = report.tables.iter_mut().find(|filled| filled.layout == edition && filled.table == table);
        if let Some(cell) = filled.and_then(|filled| filled.cells.get_mut(usize::from(at.cell))) {
            cell.value = value(kind);
            cell.origin = Origin::Nowhere;
        }
    }
}

fn set_about(report: &mut Report, about: About, value: &str) {
    match about {
        About::Kind => report.kind = Some(value.to_owned()),
        About::Published => report.published = Date::parse(value),
        About::Year => report.year = value.parse().ok(),
        About::Agency => report.agency = Some(value.to_owned()),
    }
}

fn meets(want: &Expectation, found: &Finding) -> bool {
    let verdict = if want.unknown { Verdict::Unknown } else { Verdict::Fail };
    want.code == found.code && found.verdict == verdict && want.at.as_ref().is_none_or(|at| found.at.as_ref() == Some(at))
}

fn difference(place: &Place, message: Text, label: Text) -> Diagnostic {
    Diagnostic::error(&place.source, place.span, message, label)
}

fn unlooked_for(place: &Place, found: &Finding) -> Diagnostic {
    let (code, message) = (&found.code, &found.message);
    let at = found.at.as_ref().map(|at| format!(" at {at}")).unwrap_or_default();
    let unknown = if found.verdict == Verdict::Unknown { " unknown" } else { "" };
    let (zh, en) = (&message.zh, &message.en);
    difference(
        place,
        text!("多报了 {code}：{zh}", "{code} was found and not expected: {en}"),
        text!("这个测试里没有写", "no line of this test expects it"),
    )
    .help(text!(
        "如果应当报出，加一行：expect {code}{at}{unknown}",
        "if it should be found, add a line: expect {code}{at}{unknown}"
    ))
}
