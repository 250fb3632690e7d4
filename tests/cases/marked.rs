//! The marked report: what every surface for people says of a report, in the words of the form.

use super::write::{hide_hashes, rules};
use gouji::{
    batch::{self, Run},
    engine::{Checker, Selection},
    lang::Lang,
    marked::{CheckedInput, MarkedReport, Target},
    ruleset::RuleSet,
};
use std::path::PathBuf;

/// A file and, where there is one, last year's, checked with the built-in rules and marked.
pub(super) fn marked(path: &str, prior: Option<&str>, lang: Lang, rules: &RuleSet) -> MarkedReport {
    let inputs = |path: &str| batch::inputs(&[PathBuf::from(path)], &[]).all;
    let prior = prior.map(|prior| batch::read_set(&inputs(prior), rules, None, None).0);
    let run = Run { prior: prior.as_ref(), ..Run::default() };
    let mut reports = Vec::new();
    batch::check_all::<()>(&inputs(path), &Checker::new(rules, Selection::default()), run, |checked| {
        let (report, no_report) = (checked.report.as_ref().ok(), checked.report.as_ref().err());
        reports.push(MarkedReport::of(
            &CheckedInput { outcome: &checked.outcome, report, no_report, rules: std::borrow::Cow::Borrowed(rules) },
            lang,
            false,
        ));
        Ok(())
    })
    .unwrap();
    reports.remove(0)
}

/// The issues and the excerpts, as one would read them out.
fn told(report: &MarkedReport) -> String {
    let mut told = format!("{}：{}\n", report.state_words, report.headline);
    for issue in &report.issues {
        let quote: String = issue
            .quoted()
            .iter()
            .map(|piece| if piece.marked { format!("【{}】", piece.words) } else { piece.words.clone() })
            .collect();
        let place = [issue.section.clone().unwrap_or_default(), issue.place.clone(), quote];
        let place: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
        told.push_str(&format!("{} {:?} {}：{}\n", issue.number, issue.kind, place.join("，"), issue.fault));
        for line in issue.sure.iter().chain(&issue.choices).chain([&issue.task]) {
            told.push_str(&format!("    {line}\n"));
        }
        for check in &issue.checks {
            told.push_str(&format!("    [{}] {}：{}（{}）\n", check.key, check.rule, check.message, check.law.join("；")));
        }
    }
    for table in report.tables().filter(|table| table.is_marked()) {
        for row in table.excerpt() {
            let cells = row.cells.iter().map(|cell| match &cell.mark {
                None => cell.value.clone(),
                Some(mark) => {
                    let numbers: Vec<String> = mark.issues.iter().map(ToString::to_string).collect();
                    format!(
                        "{}<{:?} {}{}>",
                        cell.value,
                        mark.mark,
                        numbers.join(","),
                        mark.note.as_ref().map(|note| format!(" {note}")).unwrap_or_default()
                    )
                }
            });
            told.push_str(&format!("| {} | {}\n", row.name, cells.collect::<Vec<_>>().join(" | ")));
        }
    }
    for section in &report.sections {
        for paragraph in section.paragraphs.iter().filter(|paragraph| paragraph.pieces.iter().any(|piece| piece.issue.is_some()))
        {
            let pieces = paragraph.pieces.iter().map(|piece| match (piece.issue, piece.marked) {
                (Some(issue), true) => format!("【{} {issue}】", piece.words),
                (Some(_), false) => format!("〔{}〕", piece.words),
                (None, _) => piece.words.clone(),
            });
            told.push_str(&format!("{}：{}\n", section.heading, pieces.collect::<String>()));
        }
    }
    told
}

fn snapshot(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/marked");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    hide_hashes(&mut settings);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn what_is_wrong_is_said_in_the_words_of_the_form() {
    let rules = rules();
    let cases = [
        ("examples/wrong.yaml", None),
        ("examples/this_year.yaml", Some("examples/last_year.yaml")),
        ("tests/reports/several_mistakes.yaml", None),
        ("tests/reports/prose_against_tables.yaml", None),
        ("tests/reports/torn.yaml", None),
        ("tests/reports/superseded_edition.yaml", None),
        ("tests/reports/scan.pdf", None),
        ("examples/right.docx", None),
    ];
    for (path, prior) in cases {
        let name = path.rsplit('/').next().unwrap();
        snapshot(name, &told(&marked(path, prior, Lang::Zh, &rules)));
    }
    snapshot("english", &told(&marked("tests/reports/several_mistakes.yaml", None, Lang::En, &rules)));
}

/// Ids are written with dots and brackets, codes with a letter and three digits; neither is a word of the form.
#[test]
fn no_sentence_has_an_id_or_a_code() {
    let rules = rules();
    for file in walkdir::WalkDir::new("tests/reports").sort_by_file_name() {
        let path = file.unwrap().into_path();
        if !path.is_file() || path.extension().is_some_and(|ending| ending == "snap") {
            continue;
        }
        let report = marked(path.to_str().unwrap(), None, Lang::Zh, &rules);
        for issue in &report.issues {
            let mut said = vec![&report.headline, &issue.place, &issue.fault, &issue.task];
            said.extend(issue.sure.iter().chain(&issue.choices).chain(issue.checks.iter().map(|check| &check.message)));
            for words in said {
                let is_code = |at: usize| {
                    let bytes = &words.as_bytes()[at..];
                    bytes.len() >= 4 && bytes[0].is_ascii_uppercase() && bytes[1..4].iter().all(u8::is_ascii_digit)
                };
                assert!(!words.contains('['), "{}: {words}", path.display());
                assert!(!(0..words.len()).any(is_code), "{}: {words}", path.display());
            }
        }
    }
}

#[test]
fn a_marked_report_is_json_for_a_page() {
    let rules = rules();
    let report = marked("tests/reports/several_mistakes.yaml", None, Lang::Zh, &rules);
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["state"], "fail");
    assert_eq!(json["issues"][0]["number"], 1);
    assert_eq!(json["issues"][0]["kind"], "mend");
    let cells = json["sections"].as_array().unwrap().iter().flat_map(|section| section["tables"].as_array().unwrap());
    let cells = cells.flat_map(|table| table["rows"].as_array().unwrap()).flat_map(|row| row["cells"].as_array().unwrap());
    assert!(cells.clone().any(|cell| cell["mark"]["mark"] == "wrong" || cell["mark"]["mark"] == "asked"));
}

#[test]
fn each_quoted_sentence_leads_to_where_it_is_marked() {
    let rules = rules();
    let report = marked("tests/reports/prose_against_tables.yaml", None, Lang::Zh, &rules);
    let json = serde_json::to_value(&report).unwrap();
    let (mut own, mut shared) = (0, 0);
    for (issue, drawn) in report.issues.iter().zip(json["issues"].as_array().unwrap()) {
        assert_eq!(drawn["quote"], serde_json::to_value(issue.quoted()).unwrap());
        for target in &issue.targets {
            let Target::Sentence(section, paragraph, under) = *target else { continue };
            let pieces = &report.sections[section].paragraphs[paragraph].pieces;
            let words: String =
                pieces.iter().filter(|piece| piece.issue == Some(under)).map(|piece| piece.words.as_str()).collect();
            let quote: String = issue.quote.iter().map(|piece| piece.words.as_str()).collect();
            assert_eq!(words, quote);
            *(if under == issue.number { &mut own } else { &mut shared }) += 1;
        }
    }
    assert!(own > 0 && shared > 0, "{own} sentences of their own, {shared} shared");
}
