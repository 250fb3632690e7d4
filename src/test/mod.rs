//! Runs the tests written in rule files: a base report, edits, and what must be found. Exhaustive: a finding that no line expects
//! fails the test.

use crate::{
    diagnostic::Diagnostic,
    engine::{Checker, Selection, dense_report},
    finding::{Finding, Verdict},
    lang::Text,
    report::{Origin, Report, Value},
    ruleset::{Base, CellAt, Expectation, Rule, RuleSet, Severity, Step, Test},
    source::Place,
    text,
};

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
        let mut differences = Vec::new();
        for step in &test.steps {
            match step {
                Step::Set(cell, raw) => self.set(&mut report, test.edition, *cell, |kind| Value::read(raw, kind)),
                Step::Blank(cell) => self.set(&mut report, test.edition, *cell, |_| Value::Blank(String::new())),
                Step::Expect(expectation) => expected.push(expectation),
                Step::ExpectCause(_, _, place) => differences.push(not_yet(place)),
            }
        }
        let outcome = self.checker.check(None, &report);
        let findings: Vec<&Finding> = outcome.findings.iter().filter(|finding| finding.severity != Severity::Info).collect();
        differences.extend(expected.iter().filter(|want| !findings.iter().any(|found| meets(want, found))).map(|want| {
            difference(&want.place, text!("没有报出这一条", "this was not found"), text!("预期在这里报出", "expected here"))
        }));
        let unexpected = findings.iter().filter(|found| !expected.iter().any(|want| meets(want, found)));
        differences.extend(unexpected.map(|found| unlooked_for(&test.place, found)));
        differences
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

fn not_yet(place: &Place) -> Diagnostic {
    difference(
        place,
        text!("expect cause 还不能用", "`expect cause` cannot be used yet"),
        text!("这一版 gouji 还不推断原因", "this version of gouji does not look for causes yet"),
    )
}
