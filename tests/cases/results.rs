//! The formats that other tools and people take results in: spreadsheets, continuous integration, code hosts.

use super::write::{ZH, as_document, case, printed, read, rules, snapshot};
use gouji::{
    engine::{Checker, Selection},
    finding::{Outcome, ReportVerdict},
    lang::Lang,
    report::{NoReport, Report},
    ruleset::RuleSet,
    write::{Csv, Github, Item, Junit, Style, Writer},
};

/// A clean report, a wrong one, the same in a document with tables, a line of a stream, and a file that is torn.
fn batch(rules: &RuleSet) -> Vec<(&'static str, Result<Report, NoReport>)> {
    let wrong = || read("swapped_digits.yaml", &case("swapped_digits.yaml"), rules);
    vec![
        ("clean.yaml", read("clean.yaml", &case("clean.yaml"), rules)),
        ("年报/swapped_digits.yaml", wrong()),
        ("报告.docx", wrong().map(as_document)),
        ("all.ndjson:3", wrong()),
        ("broken.json", read("broken.json", "{\"year\": 2023,\n \"agency\": \"甲}", rules)),
    ]
}

/// A report whose words would be taken for a formula, a command or a tag.
const HOSTILE: &str = "year: 2023\nagency: \"=HYPERLINK(\\\"http://x\\\")\"\ntables: {收费: {行政事业性收费: {金额: \"<b>50%:,\\r::x::\"}}}\n";

fn hostile(rules: &RuleSet) -> [(&'static str, Result<Report, NoReport>); 1] {
    [("a,b:%\n<i>.yaml", read("a", HOSTILE, rules))]
}

fn junit(rules: &RuleSet, style: Style) -> Junit {
    Junit::new(style, Checker::new(rules, Selection { select: vec!["A".into()], ..Selection::default() }).rules_asked_for())
}

#[test]
fn csv_is_one_finding_a_row() {
    let rules = rules();
    let shown = printed(&mut Csv::new(ZH), &batch(&rules), &rules);
    assert!(shown.starts_with('\u{feff}') && shown.ends_with("\r\n"));
    snapshot("csv", &shown.replace('\u{feff}', "").replace('\r', ""));
    let shown = printed(&mut Csv::new(ZH), &hostile(&rules), &rules);
    let mut rows = csv::Reader::from_reader(shown.trim_start_matches('\u{feff}').as_bytes());
    let columns = rows.headers().unwrap().len();
    for row in rows.records().map(Result::unwrap) {
        assert_eq!((row.len(), &row[1]), (columns, "'=HYPERLINK(\"http://x\")"));
    }
}

#[test]
fn annotations_stand_on_lines_and_cannot_be_forged() {
    let rules = rules();
    snapshot("github", &printed(&mut Github::new(ZH), &batch(&rules), &rules));
    let shown = printed(&mut Github::new(ZH), &hostile(&rules), &rules);
    assert!(shown.lines().all(|line| line.starts_with("::") && line.contains("file=a%2Cb%3A%25%0A<i>.yaml,")), "{shown}");
    assert!(!shown.contains('\r'));
}

#[test]
fn junit_has_a_suite_a_report_and_a_case_a_rule() {
    let rules = rules();
    snapshot("junit", &printed(&mut junit(&rules, Style { lang: Lang::En, ..ZH }), &batch(&rules), &rules));
    let shown = printed(&mut junit(&rules, ZH), &hostile(&rules), &rules);
    let read = quick_junit::Report::deserialize_from_str(&shown).unwrap();
    assert_eq!((read.test_suites.len(), shown.contains("<b>")), (1, false));
}

#[test]
fn a_unit_without_a_report_is_named() {
    let rules = rules();
    let mut outcome: Outcome = Checker::new(&rules, Selection::default()).unreadable(None, &NoReport::because(Default::default()));
    outcome.agency = Some("甲局".to_owned());
    outcome.verdict = ReportVerdict::Missing;
    let item = Item { outcome: &outcome, report: None, no_report: None, rules: &rules };
    let writers: [Box<dyn Writer>; 3] = [Box::new(Csv::new(ZH)), Box::new(Github::new(ZH)), Box::new(junit(&rules, ZH))];
    for mut writer in writers {
        let mut out = Vec::new();
        writer.item(&item, &mut out).unwrap();
        writer.end(&Default::default(), &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().contains("甲局"));
    }
}
