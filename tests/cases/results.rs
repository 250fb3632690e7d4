//! The formats that other tools and people take results in: spreadsheets, continuous integration, code hosts.

use super::write::{ZH, as_document, case, printed, read, rules, snapshot};
use gouji::{
    report::{NoReport, Report},
    ruleset::RuleSet,
    write::{Csv, Github},
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
