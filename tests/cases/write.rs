//! What writers print for whole reports: each case is a report file, checked with the built-in rules.

use gouji::{
    date::Date,
    diagnostic::{Code, Diagnostic},
    engine::{Checker, Selection},
    finding::{Cause, CauseCell, Certainty, Counter, Finding, Outcome, Waived},
    lang::{Lang, Text},
    number::Number,
    read::report_file,
    report::{NoReport, Origin, Report},
    ruleset::RuleSet,
    source::{Source, Span},
    text,
    write::{CheckedInput, Json, Ndjson, Short, Style, Terminal, Writer, write_diagnostics},
};
use proptest::prelude::*;
use std::{fs, path::Path, sync::OnceLock};

pub(super) const ZH: Style = Style { lang: Lang::Zh, color: false, width: 100, unicode: true, quiet: false, show_waived: false };

pub(super) fn rules() -> RuleSet {
    crate::built_in()
}

pub(super) fn case(name: &str) -> String {
    fs::read_to_string(Path::new("tests/cases/write").join(name)).unwrap()
}

pub(super) fn read(name: &str, text: &str, rules: &RuleSet) -> Result<Report, NoReport> {
    report_file::read(Source::new(name, text), &rules.template)
}

/// What a writer prints for some reports.
pub(super) fn printed(writer: &mut dyn Writer, reports: &[(&str, Result<Report, NoReport>)], rules: &RuleSet) -> String {
    String::from_utf8(printed_bytes(writer, reports, rules)).unwrap()
}

pub(super) fn printed_bytes(writer: &mut dyn Writer, reports: &[(&str, Result<Report, NoReport>)], rules: &RuleSet) -> Vec<u8> {
    let checker = Checker::new(rules, Selection::default());
    let (mut out, mut counter) = (Vec::new(), Counter::default());
    writer.begin(&rules.identity, &mut out).unwrap();
    for (path, report) in reports {
        let path = Some((*path).to_owned());
        let outcome = match report {
            Ok(report) => checker.check(path, report),
            Err(none) => checker.unreadable(path, none),
        };
        counter.add(&outcome);
        let item = CheckedInput {
            outcome: &outcome,
            report: report.as_ref().ok(),
            no_report: report.as_ref().err(),
            rules: std::borrow::Cow::Borrowed(rules),
        };
        writer.item(&item, &mut out).unwrap();
    }
    writer.end(&counter.summary(), &mut out).unwrap();
    out
}

/// The hash of the rule set changes with every edit of a rule file.
pub(super) fn hide_hashes(settings: &mut insta::Settings) {
    settings.add_filter("sha256:[0-9a-f]{64}", "sha256:[64 digits]");
    settings.add_filter("sha256:[0-9a-f]{12}", "sha256:[12 digits]");
    settings.add_filter("\"rules\":\"[0-9a-f]{12}\"", "\"rules\":\"[12 digits]\"");
}

pub(super) fn snapshot(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/write");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    hide_hashes(&mut settings);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

/// The same report as if it had come in a document with tables.
pub(super) fn as_document(report: Report) -> Report {
    let mut report = Report { source: None, remarks: Vec::new(), ..report };
    for (at, filled) in report.tables.iter_mut().enumerate() {
        let columns = filled.cells.len().min(7);
        for (cell, value) in filled.cells.iter_mut().enumerate() {
            let row = u32::try_from(cell / columns.max(1)).unwrap() + 4;
            let column = u32::try_from(cell % columns.max(1)).unwrap() + 3;
            value.origin = Origin::Grid { table: u32::try_from(at).unwrap() + 1, row, column };
        }
    }
    report
}

#[test]
fn the_terminal_underlines_the_cells_in_the_lines_of_the_file() {
    let rules = rules();
    for name in ["clean.yaml", "swapped_digits.yaml", "several_mistakes.yaml"] {
        let reports = [(name, read(name, &case(name), &rules))];
        snapshot(&format!("terminal {name}"), &printed(&mut Terminal::new(ZH), &reports, &rules));
    }
}

#[test]
fn the_terminal_draws_the_table_of_a_document() {
    let rules = rules();
    let name = "swapped_digits.yaml";
    let document = read(name, &case(name), &rules).map(as_document);
    snapshot("terminal document", &printed(&mut Terminal::new(ZH), &[("报告.docx", document)], &rules));
}

#[test]
fn one_long_line_of_json_is_drawn_as_a_table() {
    let rules = rules();
    let report = read("a", &case("several_mistakes.yaml"), &rules).unwrap();
    let line = gouji::write::report_file::json(&report, &rules.template, false, true).unwrap();
    let reports = [("-:3", read("-", &line, &rules))];
    snapshot("terminal one line", &printed(&mut Terminal::new(Style { width: 80, ..ZH }), &reports, &rules));
}

#[test]
fn english_ascii_and_colours() {
    let rules = rules();
    let reports = || {
        let broken = read("broken.json", "{\"year\": 2023,\n \"agency\": \"甲}", &rules);
        let none = read("empty.yaml", "", &rules);
        [
            ("clean.yaml", read("clean.yaml", &case("clean.yaml"), &rules)),
            ("swapped_digits.yaml", read("swapped_digits.yaml", &case("swapped_digits.yaml"), &rules)),
            ("broken.json", broken),
            ("empty.yaml", none),
        ]
    };
    let english = Style { lang: Lang::En, unicode: false, ..ZH };
    snapshot("terminal english", &printed(&mut Terminal::new(english), &reports(), &rules));
    let quiet = Style { quiet: true, color: true, ..ZH };
    snapshot("terminal colours", &printed(&mut Terminal::new(quiet), &reports(), &rules).replace('\u{1b}', "␛"));
}

/// The findings of a case, with a cause as the search would put it.
fn with_cause(rules: &RuleSet, report: &Report, tied: bool) -> Outcome {
    let mut outcome = Checker::new(rules, Selection::default()).check(Some("report".to_owned()), report);
    let explains: Vec<String> = outcome.findings.iter().map(Finding::key).collect();
    let cause = |finding: usize, cell: &str, expected: i128, how, words: Text| {
        let cell = outcome.findings[finding].cells.iter().find(|known| known.cell == cell).unwrap().clone();
        Cause {
            cells: vec![CauseCell { cell, expected: Number::whole(expected), how }],
            explains: explains.clone(),
            group: 1,
            certainty: if tied { Certainty::Tied } else { Certainty::Only },
            alternatives: 1,
            unproven: tied,
            message: words,
        }
    };
    let words = text!(
        "申请[新收, 自然人] 应为 14，填成了 41（两位数字颠倒）",
        "申请[新收, 自然人] should be 14, not 41 (digits swapped)"
    );
    let mut causes = vec![cause(0, "申请[新收, 自然人]", 14, "transposed", words)];
    if tied {
        let words = text!("申请[上年结转, 自然人] 应为 -26", "申请[上年结转, 自然人] should be -26");
        causes.push(cause(0, "申请[上年结转, 自然人]", -26, "other", words));
    }
    outcome.causes = causes;
    outcome
}

#[test]
fn a_cause_stands_above_the_findings_it_explains() {
    let rules = rules();
    let report = read("a.yaml", &case("swapped_digits.yaml"), &rules).unwrap();
    let document = as_document(report.clone());
    let mut out = Vec::new();
    for (report, tied, style) in [(&report, false, ZH), (&document, true, ZH), (&document, false, Style { lang: Lang::En, ..ZH })]
    {
        let outcome = with_cause(&rules, report, tied);
        let item =
            CheckedInput { outcome: &outcome, report: Some(report), no_report: None, rules: std::borrow::Cow::Borrowed(&rules) };
        Terminal::new(style).item(&item, &mut out).unwrap();
    }
    snapshot("terminal causes", &String::from_utf8(out).unwrap());
}

#[test]
fn waived_findings_are_shown_when_asked_for() {
    let rules = rules();
    let report = read("a.yaml", &case("swapped_digits.yaml"), &rules).unwrap();
    let mut outcome = Checker::new(&rules, Selection::default()).check(Some("a.yaml".to_owned()), &report);
    let until = Date::new(2026, 12, 31);
    outcome.findings[0].waived = Some(Waived { reason: "已更正".into(), by: "张三".into(), until });
    let item =
        CheckedInput { outcome: &outcome, report: Some(&report), no_report: None, rules: std::borrow::Cow::Borrowed(&rules) };
    let mut out = Vec::new();
    Terminal::new(Style { show_waived: true, ..ZH }).item(&item, &mut out).unwrap();
    Short::new(Style { show_waived: true, ..ZH }).item(&item, &mut out).unwrap();
    Short::new(ZH).item(&item, &mut out).unwrap();
    Ndjson::new(ZH).item(&item, &mut out).unwrap();
    snapshot("waived", &String::from_utf8(out).unwrap());
}

#[test]
fn nothing_in_a_document_steers_the_terminal() {
    let rules = rules();
    let text =
        "year: 2023\nagency: \"甲\\e[2J\"\ntables: {收费: {行政事业性收费: {金额: \"三\\e[31m\\u202e万\"}}}\n\u{9b}31m: 1\n";
    let reports = [("\u{1b}]0;x\u{7}.yaml", read("x", text, &rules))];
    let shown = printed(&mut Terminal::new(ZH), &reports, &rules) + &printed(&mut Short::new(ZH), &reports, &rules);
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
    assert!(!shown.contains('\u{202e}'));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever stands in a file, at whatever width: it is shown, and shown without steering the terminal.
    #[test]
    fn any_file_can_be_shown(
        slips in proptest::collection::vec((0usize..2000, 0usize..3, "[-~/很多0-9\\[\\]{}:,\"#|\n\t\r \u{1b}\u{202e}\u{3000}\u{1f600}]{0,3}"), 1..6),
        width in 0usize..140,
        unicode in any::<bool>(),
        color in any::<bool>(),
        as_a_document in any::<bool>(),
    ) {
        let rules = builtin();
        let mut text: Vec<char> = case("several_mistakes.yaml").chars().collect();
        for (at, length, words) in slips {
            let at = at % (text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, words.chars());
        }
        let text: String = text.into_iter().collect();
        let report = read("a.yaml", &text, rules).map(|report| if as_a_document { as_document(report) } else { report });
        let style = Style { width, unicode, color, ..ZH };
        let shown = printed(&mut Terminal::new(style), &[("a.yaml", report)], rules);
        let steered = shown.split('\u{1b}').skip(1).any(|after| {
            let code = after.strip_prefix('[').and_then(|rest| rest.split_once('m')).map(|(code, _)| code);
            !color || !code.is_some_and(|code| code.chars().all(|c| c.is_ascii_digit() || c == ';'))
        });
        prop_assert!(!steered, "{}", shown);
        prop_assert!(!shown.contains(['\r', '\u{202e}']), "{}", shown);
    }
}

fn builtin() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(rules)
}

#[test]
fn diagnostics_show_every_place() {
    let first = Source::new("rules/甲.gj", "rule A301 列勾稽 error {\n  each column of 申请\n  require 新受 = 办理\n}\n");
    let second = Source::new("schemas/2021.gj", "table 申请 {\n}\n");
    let at = |source: &Source, words: &str| {
        let start = source.text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let unknown = Diagnostic::new(
        Code::UnknownLine,
        &first,
        at(&first, "新受"),
        text!("没有行“新受”", "there is no row “新受”"),
        text!("这里", "here"),
    )
    .also(&first, at(&first, "申请"), text!("在这张表里找", "looked for in this table"))
    .also(&second, at(&second, "申请"), text!("表在这里", "the table is here"))
    .help(text!("是“新收”吗？", "is it “新收”?"));
    let warning =
        Diagnostic::new(Code::OddCode, &first, at(&first, "列勾稽"), text!("名称重复", "the name stands twice"), Text::default());
    let missing = Diagnostic::placeless(Code::NoFolder, text!("找不到文件夹“规则”", "there is no folder “规则”"));
    let diagnostics = [unknown, warning, missing];
    let mut out = Vec::new();
    write_diagnostics(&diagnostics, ZH, &mut out).unwrap();
    write_diagnostics(&diagnostics, Style { lang: Lang::En, unicode: false, ..ZH }, &mut out).unwrap();
    write_diagnostics(&[], ZH, &mut out).unwrap();
    snapshot("diagnostics", &String::from_utf8(out).unwrap());
}

#[test]
fn short_is_one_line_a_finding() {
    let rules = rules();
    let name = "several_mistakes.yaml";
    let text = read(name, &case(name), &rules);
    let document = read(name, &case(name), &rules).map(as_document);
    let broken = read("broken.json", "{\"year\": 2023,\n \"agency\": \"甲}", &rules);
    let reports = [(name, text), ("报告.docx", document), ("broken.json", broken)];
    snapshot("short", &printed(&mut Short::new(ZH), &reports, &rules));
}

#[test]
fn json_has_the_shape_of_the_contract() {
    let rules = rules();
    let name = "swapped_digits.yaml";
    let reports = || {
        let broken = read("broken.json", "{\"year\": 2023,\n \"agency\": \"甲}", &rules);
        [(name, read(name, &case(name), &rules)), ("broken.json", broken)]
    };
    let json = printed(&mut Json::new(ZH), &reports(), &rules);
    let lines = printed(&mut Ndjson::new(ZH), &reports(), &rules);
    let whole: serde_json::Value = serde_json::from_str(&json).unwrap();
    let each: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // A line names the rule set as well, since it may be cut from its stream.
    let hash = whole["rules"]["hash"].as_str().unwrap().strip_prefix("sha256:").unwrap();
    let mut reports = whole["reports"].as_array().unwrap().clone();
    reports.iter_mut().for_each(|report| report["rules"] = hash[..12].into());
    assert_eq!(reports, each);
    snapshot("json", &serde_json::to_string_pretty(&whole).unwrap());
}
