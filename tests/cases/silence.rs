//! Nothing is passed over in silence, and nothing is said twice: contradictions over blanks, searches that gave up, counts with a
//! fraction, folders without files, files of several reports, years without an edition.

use super::cli::{RIGHT, code, gouji, gouji_with, json, path, stderr, stdout};
use std::fs;

fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(RIGHT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

const FORM: &str = "\
template 示例表 edition 1 {
  basis \"示例\"
  years 2020..2024
  section 部分 \"一、部分\" {
    table 数 { cells count \"件\"  blank unknown  columns { 甲 乙 total 总计 } rows { 行 } }
  }
}
rule A901 总计 error { each row of 数 require 总计 = 甲 + 乙 basis \"示例\" }
";

/// What comes of a small form, with rules of its own.
fn of_small_form(report: &str) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("form.gj"), FORM).unwrap();
    let done = gouji_with(&["check", "-", "--format", "json", "--rules", &path(folder.path())], report);
    assert_eq!(stderr(&done), "");
    json(&done)["reports"][0].clone()
}

#[test]
fn a_blank_that_cannot_be_completed_is_one_finding() {
    let report = of_small_form("{template: 示例表, year: 2023, tables: {数: {行: [5, ~, 3]}}}");
    let findings = report["findings"].as_array().unwrap();
    let told: Vec<_> = findings.iter().map(|finding| (&finding["code"], &finding["verdict"], &finding["at"])).collect();
    assert_eq!(told, [(&"A901".into(), &"fail".into(), &"行".into())]);
    assert!(findings[0]["message"].as_str().unwrap().contains("have to be -2"), "{}", findings[0]["message"]);
}

#[test]
fn a_year_past_the_last_edition_is_told_when_that_ended() {
    let reason = |year: &str| {
        let report = of_small_form(&format!("{{template: 示例表, year: {year}, tables: {{数: {{行: [1, 2, 3]}}}}}}"));
        report["findings"][0]["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(reason("2025"), "no edition applies to 2025; the last one applies until 2024");
    assert_eq!(reason("2019"), "no edition applies to 2019; the first one applies from 2020");
}

#[test]
fn that_no_small_set_of_cells_explains_the_findings_is_said() {
    let many = changed(&[
        ("新收: [14, 0, 0, 0, 0, 0, 14]", "新收: [31, 7, 3, 11, 0, 19, 27]"),
        ("予以公开: [6, 0, 0, 0, 0, 0, 6]", "予以公开: [16, 2, 5, 0, 8, 0, 77]"),
    ]);
    let said = "no small set of cells explains A301[自然人], A301[法人.商业企业]";
    for format in ["terminal", "html"] {
        let shown = stdout(&gouji_with(&["check", "-", "--format", format], &many));
        assert!(shown.replace("\n        ", " ").contains(said), "{shown}");
    }
    let one = changed(&[("新收: [14,", "新收: [41,")]);
    assert!(!stdout(&gouji_with(&["check", "-"], &one)).contains("no cause was found"));
}

#[test]
fn a_count_with_a_fraction_has_its_cause() {
    let report = |text: &str| json(&gouji_with(&["check", "-", "--format", "json"], text))["reports"][0].clone();
    let wrong = report(&changed(&[("新收: [14,", "新收: [1.4,")]));
    let cell = serde_json::json!({"cell": "申请[新收, 自然人]", "found": "1.4", "expected": "14", "how": "other"});
    assert_eq!(wrong["causes"][0]["cells"], serde_json::json!([cell]));
    assert_eq!(wrong["causes"][0]["explains"], serde_json::json!(["A301[自然人]", "A303[新收]"]));
    let two = report(&changed(&[("新收: [14, 0, 0, 0, 0, 0, 14]", "新收: [1.4, 0, 0, 0, 0, 0, 15]")]));
    let named = two["causes"].to_string().contains("申请[新收, 自然人]");
    assert!(!named, "the equations around it give two figures: {}", two["causes"]);
}

#[test]
fn a_folder_without_files_is_bad_usage_unless_a_roster_says_who_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let empty = path(folder.path());
    for command in [["check", "--lang", "zh", &empty], ["extract", "--lang", "zh", &empty]] {
        let done = gouji(&command);
        let said = format!("gouji: {empty} 里没有文件，什么也没有核对\n");
        assert_eq!((code(&done), stdout(&done).as_str(), stderr(&done)), (2, "", said));
    }
    let roster = tempfile::NamedTempFile::new().unwrap();
    fs::write(roster.path(), "[示例县教育局]").unwrap();
    assert_eq!(code(&gouji(&["check", &empty, "--roster", &path(roster.path())])), 1);
}

#[test]
fn a_file_of_several_yaml_documents_says_how_several_reports_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str| {
        fs::write(folder.path().join(name), RIGHT).unwrap();
        path(&folder.path().join(name))
    };
    let (one, two) = (put("a.yaml"), put("b.yaml"));
    let yaml = stdout(&gouji(&["extract", &one, &two]));
    let refused = json(&gouji_with(&["check", "-", "--format", "json"], &yaml));
    let reason = refused["reports"][0]["findings"][0]["message"].as_str().unwrap();
    assert!(reason.contains("gouji extract --format json"), "{reason}");
    let lines = stdout(&gouji(&["extract", "--format", "json", &one, &two]));
    assert_eq!(json(&gouji_with(&["check", "-", "--format", "json"], &lines))["summary"]["passed"], 2);
}

#[test]
fn quiet_says_nothing_of_rules_that_did_not_apply() {
    assert!(stdout(&gouji_with(&["check", "-"], RIGHT)).contains("not applied"));
    assert_eq!(stdout(&gouji_with(&["check", "-", "--quiet"], RIGHT)), "1 report: 1 passed\n");
}
