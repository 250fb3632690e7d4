//! Results for continuous integration: a test suite a report, a test case a rule. A report's suite fails exactly where the report
//! does: warnings and open questions are output of a test that passes. Holds what it was given until the end, about 100 bytes a
//! rule of each report, since the counts stand at the top of the file.

use super::{
    CheckedInput, Style, Writer,
    entry::{Entry, entries, item_name},
    paint::plain,
};
use crate::{
    finding::{Outcome, ReportVerdict, Summary},
    ruleset::Identity,
};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::io;

/// A test suite a report.
#[derive(Clone, Debug)]
pub struct Junit {
    style: Style,
    /// Which rules were asked for, with their names: those that found nothing passed.
    rules: Vec<(String, String)>,
    report: Report,
    rule_set: String,
}

impl Junit {
    /// Sentences in the style's language; `rules` are the codes and names of the rules that were asked for.
    pub fn new(style: Style, rules: Vec<(String, String)>) -> Junit {
        Junit { style, rules, report: Report::new("gouji"), rule_set: String::new() }
    }

    fn suite(&self, item: &CheckedInput<'_>) -> TestSuite {
        let mut suite = TestSuite::new(plain(item_name(item)).as_ref());
        suite.add_property(("gouji.rules", self.rule_set.as_str()));
        let found: Vec<Entry<'_>> = entries(item, self.style).collect();
        for of_rule in found.chunk_by(|one, two| one.finding.code == two.finding.code) {
            suite.add_test_case(self.found(item, of_rule));
        }
        for (code, name) in self.rules.iter().filter(|_| item.report.is_some()) {
            if found.iter().all(|entry| entry.finding.code != *code) {
                suite.add_test_case(quiet(item, code, name));
            }
        }
        suite
    }

    /// A rule that has something to say of this report.
    fn found(&self, item: &CheckedInput<'_>, findings: &[Entry<'_>]) -> TestCase {
        let said: Vec<String> = findings.iter().map(|entry| self.line(*entry)).collect();
        let first = findings.first();
        let title = first.map(|entry| format!("{} {}", entry.finding.code, entry.name(self.style.lang))).unwrap_or_default();
        let failing = findings.iter().find(|entry| entry.finding.fails_the_report());
        let status = failing.map_or_else(TestCaseStatus::success, |entry| {
            let unreadable = item.outcome.verdict == ReportVerdict::Unreadable;
            let mut status =
                TestCaseStatus::non_success(if unreadable { NonSuccessKind::Error } else { NonSuccessKind::Failure });
            status.set_message(plain(entry.finding.message.get(self.style.lang)).as_ref());
            status.set_type(entry.level());
            status.set_description(said.join("\n"));
            status
        });
        let mut case = case(item, &title, status);
        if failing.is_none() {
            case.set_system_out(said.join("\n"));
        }
        case
    }

    /// `error A301[自然人] :18:10 …`
    fn line(&self, entry: Entry<'_>) -> String {
        let place = entry.place().map(|place| format!(" ({})", place.words().get(self.style.lang))).unwrap_or_default();
        let said = entry.whole_message(self.style.lang);
        format!("{} {}{place}: {}", entry.level(), plain(&entry.finding.key()), plain(&said))
    }
}

impl Writer for Junit {
    fn begin(&mut self, rules: &Identity, _out: &mut dyn io::Write) -> io::Result<()> {
        self.rule_set = rules.line();
        Ok(())
    }

    fn item(&mut self, item: &CheckedInput<'_>, _out: &mut dyn io::Write) -> io::Result<()> {
        let suite = self.suite(item);
        self.report.add_test_suite(suite);
        Ok(())
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn io::Write) -> io::Result<()> {
        let written = self.report.to_string().map_err(io::Error::other)?;
        // The library counts what was skipped on `testsuites` too, where the common schema (junit-10.xsd of Jenkins) has no such
        // attribute. It is the first of that name.
        let counted = format!(" skipped=\"{}\"", self.report.skipped);
        let (head, rest) = written.split_once(&counted).unwrap_or((&written, ""));
        out.write_all(head.as_bytes())?;
        out.write_all(rest.as_bytes())
    }
}

/// A rule that passed or did not apply.
fn quiet(item: &CheckedInput<'_>, code: &str, name: &str) -> TestCase {
    let why = why_skipped(item.outcome, code);
    let status = why.map_or_else(TestCaseStatus::success, |why| {
        let mut status = TestCaseStatus::skipped();
        status.set_message(why);
        status
    });
    case(item, &format!("{code} {name}"), status)
}

fn why_skipped<'o>(outcome: &'o Outcome, code: &str) -> Option<&'o str> {
    outcome.skipped.iter().find(|skipped| skipped.code == code).map(|skipped| skipped.why.get(crate::lang::Lang::En))
}

fn case(item: &CheckedInput<'_>, title: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(plain(title).as_ref(), status);
    case.set_classname(plain(item_name(item)).as_ref());
    case
}
