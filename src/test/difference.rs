//! What was found beside what a test expects: each line that nothing meets, each finding that no line expects.

use crate::{
    diagnostic::{Code, Diagnostic},
    finding::{Finding, Outcome, Verdict},
    lang::Text,
    number::Number,
    ruleset::{Expectation, Instance, Over, Rule, RuleSet, Severity, Step, Test},
    source::Place,
    text,
};

/// What differed; empty where the test passes. Infos may be expected, and need not be.
pub(super) fn differences(rules: &RuleSet, test: &Test, outcome: &Outcome) -> Vec<Diagnostic> {
    let is_concerned = |finding: &&Finding| !test.only || test.looks_at.contains(&finding.code);
    let findings: Vec<&Finding> = outcome.findings.iter().filter(is_concerned).collect();
    let expected: Vec<&Expectation> = test.steps.iter().filter_map(expectation).collect();
    let mut differences: Vec<Diagnostic> = test.steps.iter().filter_map(|step| cause(rules, step, outcome)).collect();
    let missing = expected.iter().filter(|want| !findings.iter().any(|found| meets(want, found)));
    differences.extend(missing.map(|want| not_found(rules, want, outcome)));
    differences.extend(expected.iter().enumerate().filter_map(|(at, want)| miscounted(at, want, &expected, &findings)));
    let needs_a_line = |found: &&&Finding| found.severity != Severity::Info;
    let unexpected = findings.iter().filter(needs_a_line).filter(|found| !expected.iter().any(|want| meets(want, found)));
    differences.extend(unexpected.map(|found| unlooked_for(&test.place, found)));
    differences
}

/// A line that nothing meets: because the rule did not apply, where that is so.
fn not_found(rules: &RuleSet, want: &Expectation, outcome: &Outcome) -> Diagnostic {
    let code = &want.code;
    let label = text!("预期在这里报出", "expected here");
    let edition = outcome.edition.as_deref().and_then(|name| rules.template.edition(name));
    let applies = edition.zip(rules.rule_id(code)).is_none_or(|(edition, rule)| rules.applies_in(rule, edition));
    let skipped = outcome.skipped.iter().find(|skipped| skipped.code == *code);
    let message = match (applies, skipped) {
        (false, _) => {
            let edition = outcome.edition.clone().unwrap_or_default();
            text!("{code} 不用于 {edition} 年版，不会报出", "{code} does not apply to edition {edition}: it finds nothing there")
        }
        (true, Some(skipped)) => {
            let crate::lang::Text { zh, en } = skipped.why.text();
            text!("{code} 没有核对：{zh}", "{code} was not checked: {en}")
        }
        (true, None) => text!("没有报出这一条", "this was not found"),
    };
    let found = difference(Code::NotFound, &want.place, message, label);
    match rules.rule(code).filter(|rule| applies && skipped.is_none() && !rule.requirement.is_empty()) {
        Some(rule) => found.help(kept(rules, rule)),
        None => found,
    }
}

/// Why a rule that was checked finds nothing.
fn kept(rules: &RuleSet, rule: &Rule) -> Text {
    let requirement = &rule.requirement;
    let is_of = |instance: &&Instance| rules[instance.rule].code == rule.code;
    let fact = rules.editions.iter().flatten().filter(is_of).find_map(|instance| match instance.over {
        Some(Over::Fact(fact)) => rules.facts.get(fact),
        _ => None,
    });
    match fact.map(|fact| &fact.name) {
        Some(name) => text!(
            "这份报告里没有取到“{name}”，或者取到的数符合“{requirement}”；约数、上年的数不取",
            "the report states no “{name}”, or one that satisfies “{requirement}”; rough figures and those of last year are passed over"
        ),
        None => text!(
            "这份报告符合“{requirement}”，或者不符合 when：用 set 改出一处不符的数",
            "the report satisfies “{requirement}”, or does not meet its `when`: let `set` change a figure so that it fails"
        ),
    }
}

/// A line that is written several times wants as many findings.
fn miscounted(at: usize, want: &Expectation, expected: &[&Expectation], findings: &[&Finding]) -> Option<Diagnostic> {
    let same = |other: &Expectation| (&other.code, &other.at, other.unknown) == (&want.code, &want.at, want.unknown);
    let lines = expected.iter().filter(|other| same(other)).count();
    let is_last = expected.iter().skip(at + 1).all(|other| !same(other));
    let found = findings.iter().filter(|found| meets(want, found)).count();
    (lines > 1 && is_last && found > 0 && found != lines).then(|| {
        difference(
            Code::NotFound,
            &want.place,
            text!("这一行写了 {lines} 次，报出 {found} 处", "this line is written {lines} times, and found {found} times"),
            text!("最后一次", "the last of them"),
        )
        .help(text!("有几处就写几行；只写一行，则几处都可以", "write a line for each; one line alone takes any number"))
    })
}

fn expectation(step: &Step) -> Option<&Expectation> {
    match step {
        Step::Expect(expectation) => Some(expectation),
        _ => None,
    }
}

/// What differs when a cell is not part of a cause, or another figure fits there.
fn cause(rules: &RuleSet, step: &Step, outcome: &Outcome) -> Option<Diagnostic> {
    let Step::ExpectCause(cell, want, place) = step else { return None };
    let name = rules.template.cell_name(*cell);
    let cells = || outcome.causes.iter().flat_map(|cause| &cause.cells);
    match cells().find(|found| found.cell.cell == name) {
        Some(found) if want.is_none_or(|want| want == found.expected) => None,
        Some(found) => Some(another_figure(place, found.expected)),
        None => {
            let found = cells().map(|found| found.cell.cell.clone()).collect::<Vec<_>>().join("，");
            Some(difference(
                Code::CauseDiffers,
                place,
                text!("没有推断到这个单元格；推断到的是：{found}", "this cell is no cause; these are: {found}"),
                text!("预期的原因", "the cause expected"),
            ))
        }
    }
}

fn another_figure(place: &Place, expected: Number) -> Diagnostic {
    difference(
        Code::CauseDiffers,
        place,
        text!("推断的数不同：应为 {expected}", "another figure was inferred: {expected}"),
        text!("这里写的不是 {expected}", "this line says otherwise"),
    )
}

fn meets(want: &Expectation, found: &Finding) -> bool {
    let verdict = if want.unknown { Verdict::Unknown } else { Verdict::Fail };
    want.code == found.code && found.verdict == verdict && want.at.as_ref().is_none_or(|at| found.at.as_ref() == Some(at))
}

fn difference(code: Code, place: &Place, message: Text, label: Text) -> Diagnostic {
    Diagnostic::new(code, &place.source, place.span, message, label)
}

fn unlooked_for(place: &Place, found: &Finding) -> Diagnostic {
    let (code, message) = (&found.code, &found.message);
    let at = found.at.as_ref().map(|at| format!(" at {at}")).unwrap_or_default();
    let unknown = if found.verdict == Verdict::Unknown { " unknown" } else { "" };
    let (zh, en) = (&message.zh, &message.en);
    difference(
        Code::NotExpected,
        place,
        text!("多报了 {code}：{zh}", "{code} was found and not expected: {en}"),
        text!("这个测试里没有写", "no line of this test expects it"),
    )
    .help(match crate::finding::reading(code) {
        Some(_) => text!(
            "这是报告本身读不对：改正测试里 set 的数和单位，或者 base 文件，使它与表样一致",
            "the report itself is not read right: let the figures and units of `set`, or the base file, be as the form has them"
        ),
        None => text!(
            "如果应当报出，加一行：expect {code}{at}{unknown}",
            "if it should be found, add a line: expect {code}{at}{unknown}"
        ),
    })
}

/// Tests that have no report to start from.
pub(super) mod did_not_run {
    use super::*;
    use crate::{engine::NoSample, report::Report, template::EditionId};

    /// The base file cannot be had.
    pub(in crate::test) fn without_file(test: &Test, why: Text) -> Diagnostic {
        difference(Code::TestDidNotRun, &test.place, why, text!("这个测试没有运行", "this test did not run"))
    }

    /// Cells of the test's edition are edited in a report of another.
    pub(in crate::test) fn prior_of_another_edition(test: &Test, report: &Report, rules: &RuleSet) -> Diagnostic {
        let edition = &rules.template[report.edition].name;
        let message = text!(
            "上年报告是 {edition} 年版的，prior 后面写的单元格这一版没有",
            "last year's report is in edition {edition}, which lacks what a line with `prior` names"
        );
        difference(Code::TestDidNotRun, &test.place, message, text!("这个测试没有运行", "this test did not run"))
    }

    /// No report without zeros was found that satisfies the rules; those that stand in the way are pointed at, so that all tests say
    /// the same.
    pub(in crate::test) fn without_dense(rules: &RuleSet, (test, edition): (&Test, EditionId), why: &NoSample) -> Diagnostic {
        let edition = &rules.template[edition].name;
        let codes = why.codes.join("、");
        let blamed: Vec<_> = why.codes.iter().filter_map(|code| rules.rule(code)).collect();
        let place = blamed.first().map_or(&test.place, |rule| &rule.place);
        let message = text!(
            "没有造出 {edition} 年版的样表（dense）：没有找到各数都不为 0、又满足 {codes} 的报告",
            "no `dense` report was made for the edition {edition}: none without zeros was found that satisfies {codes}"
        );
        let label = text!("从 dense 开始的测试都没有运行", "no test that starts from `dense` did run");
        let mut diagnostic =
            Diagnostic::new(Code::NoDense, &place.source, crate::source::Span::at(place.span.start as usize), message, label);
        for rule in blamed.iter().skip(1) {
            diagnostic =
                diagnostic.also(&rule.place.source, crate::source::Span::at(rule.place.span.start as usize), Text::default());
        }
        diagnostic.help(text!(
            "检查这条规则是否写错；确实如此要求的，在测试里用 base \"文件\" 给一份报告",
            "see whether the rule is as it was meant; if it is, give the tests a report with base \"FILE\""
        ))
    }
}
