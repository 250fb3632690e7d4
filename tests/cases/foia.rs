//! Another form, in rule files alone: sections V.A, V.B(1) and VI.A of the annual report under the Freedom of Information Act.

use super::cli::{code, gouji, json, path, stdout};
use std::fs;

const RULES: &str = "examples/foia";
const REPORT: &str = "examples/foia/report.yaml";

#[test]
fn its_rules_are_in_order_and_pass_their_tests() {
    assert_eq!(code(&gouji(&["rules", "check", RULES])), 0);
    let done = gouji(&["test", RULES, "--mutants"]);
    assert_eq!(code(&done), 0, "{}", stdout(&done));
    assert!(stdout(&done).contains("0 go unnoticed"), "{}", stdout(&done));
}

#[test]
fn a_published_report_ties_up_and_a_wrong_figure_is_found() {
    assert_eq!(code(&gouji(&["check", "--rules", RULES, REPORT])), 0);
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("wrong.yaml");
    let text = fs::read_to_string(REPORT).unwrap();
    fs::write(&wrong, text.replace("components: {USAB: [1, 8, 8, 1]}", "components: {USAB: [1, 8, 6, 1]}")).unwrap();
    let done = gouji(&["check", "--format", "json", "--rules", RULES, &path(&wrong)]);
    let report = json(&done);
    let cause = &report["reports"][0]["causes"][0]["cells"][0];
    assert_eq!((&cause["cell"], &cause["expected"]), (&"V_A[components.USAB, processed]".into(), &"8".into()));
    assert_eq!(code(&done), 1);
}

#[test]
fn its_blank_form_reads_back() {
    let folder = tempfile::tempdir().unwrap();
    let form = path(&folder.path().join("form.xlsx"));
    assert_eq!(code(&gouji(&["new", "report", "--format", "xlsx", "--rules", RULES, "--output", &form])), 0);
    let done = gouji(&["extract", "--format", "cells", "--rules", RULES, &form]);
    assert_eq!(json(&done).as_object().unwrap().len(), 8 + 26 + 8);
}
