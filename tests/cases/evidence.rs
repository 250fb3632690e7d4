//! Causes that the equations leave equally likely, and what decides between them: the prose, last year's report.

use super::cli::{gouji, json, path};
use serde_json::Value;
use std::fs;

const THIS_YEAR: &str = include_str!("../../rules/disclosure-report/example.yaml");
const LAST_YEAR: &str = include_str!("../../rules/disclosure-report/example-prior.yaml");

/// The causes of this year's report with one line changed and a sentence added, with or without last year's.
fn causes((line, wrong): (&str, &str), sentence: &str, with_prior: bool) -> Vec<Value> {
    assert!(THIS_YEAR.contains(line));
    let folder = tempfile::tempdir().unwrap();
    let (report, prior) = (folder.path().join("report.yaml"), folder.path().join("prior.yaml"));
    let text = THIS_YEAR.replace(line, wrong).replace("按时办理依申请公开事项", &format!("按时办理依申请公开事项。{sentence}"));
    fs::write(&report, text).unwrap();
    fs::write(&prior, LAST_YEAR).unwrap();
    let (report, prior) = (path(&report), path(&prior));
    let mut arguments = vec!["check", "--format", "json", &report];
    if with_prior {
        arguments.extend(["--prior", &prior]);
    }
    json(&gouji(&arguments))["reports"][0]["causes"].as_array().unwrap().clone()
}

/// `certainty: cell=expected …` of each cause.
fn told(causes: &[Value]) -> Vec<String> {
    let line = |cause: &Value| {
        let cells = cause["cells"].as_array().unwrap().iter();
        let cells: Vec<String> =
            cells.map(|cell| format!("{}={}", cell["cell"].as_str().unwrap(), cell["expected"].as_str().unwrap())).collect();
        format!("{}: {}", cause["certainty"].as_str().unwrap(), cells.join(" "))
    };
    causes.iter().map(line).collect()
}

const CARRIED_OUT: (&str, &str) = ("结转下年: [1, 2, 0, 0, 0, 0, 3]", "结转下年: [3, 2, 0, 0, 0, 0, 5]");
const CARRIED_IN: (&str, &str) = ("上年结转: [2, 0, 0, 0, 0, 0, 2]", "上年结转: [3, 0, 0, 0, 0, 0, 3]");

#[test]
fn a_figure_that_the_prose_states_comes_first() {
    let silent = causes(CARRIED_OUT, "", false);
    assert!(silent.len() > 1, "{:?}", told(&silent));
    let stated = causes(CARRIED_OUT, "全年结转下年度继续办理3件", false);
    assert_eq!(told(&stated), ["likely: 申请[结转下年, 自然人]=1 申请[结转下年, 总计]=3"]);
}

#[test]
fn an_approximate_figure_and_one_of_another_year_decide_nothing() {
    let silent = told(&causes(CARRIED_OUT, "", false));
    assert_eq!(told(&causes(CARRIED_OUT, "全年结转下年度继续办理近3件", false)), silent);
}

#[test]
fn a_figure_that_follows_from_last_years_report_comes_first() {
    let alone = causes(CARRIED_IN, "", false);
    assert!(alone.len() > 1, "{:?}", told(&alone));
    let with_prior = causes(CARRIED_IN, "", true);
    assert_eq!(told(&with_prior), ["likely: 申请[上年结转, 自然人]=2 申请[上年结转, 总计]=2"]);
}
