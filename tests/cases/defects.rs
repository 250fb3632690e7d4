//! `gouji rules check --format`: what is wrong in rule files, for code hosts, review tools and other editors.

use super::{cli::gouji, results::holds_to_the_schema};
use std::fs;

/// A folder with a form, a rule that names what is not there, and a code that two rules have.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("form.gj"), include_str!("../../src/cli/new/form.gj")).unwrap();
    let rules = "rule X101 甲 error {\n  each row of 班次\n  require 合计 = 中班：100%\n  basis \"国办\"\n}\n\
                 rule X102 乙 error {\n  require kinds\n  basis \"国办\"\n}\nrule X102 丙 error {\n  require whole grid\n  basis \"国办\"\n}\n";
    fs::write(folder.path().join("规则.gj"), rules).unwrap();
    folder
}

fn printed(format: &str) -> String {
    let folder = folder();
    let path = folder.path().to_str().unwrap();
    let out = gouji(&["rules", "check", path, "--format", format, "--lang", "en"]);
    assert_eq!(out.status.code(), Some(2));
    String::from_utf8(out.stdout).unwrap().replace(path, "DIR")
}

#[test]
fn annotations_name_the_place() {
    let shown = printed("github");
    assert!(shown.lines().all(|line| line.starts_with("::")), "{shown}");
    assert!(shown.contains("::error file=DIR/规则.gj,line=3,endLine=3,col="), "{shown}");
}

#[test]
fn json_has_every_place() {
    let whole: serde_json::Value = serde_json::from_str(&printed("json")).unwrap();
    assert_eq!(whole["schema"], "gouji-diagnostics/1");
    let found = whole["diagnostics"].as_array().unwrap();
    assert!(found.iter().any(|found| found["level"] == "error" && found["places"][0]["line"] == 3), "{whole}");
}

#[test]
fn sarif_of_rule_files_holds_to_its_schema() {
    let log: serde_json::Value = serde_json::from_str(&printed("sarif")).unwrap();
    holds_to_the_schema(&log);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.len() > 1 && results.iter().all(|result| !result["locations"].as_array().unwrap().is_empty()));
}
