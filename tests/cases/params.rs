//! Parameters: values given on the command line or in a file, in force in rules and lists; every mistake in them. With the binary.

use super::cli::{RIGHT, code, gouji, gouji_with, json, path, stderr, stdout};
use std::fs;

/// Of a government's report, published on 20 January.
fn codes(more: &[&str]) -> Vec<String> {
    let done = gouji_with(&[&["check", "-", "--format", "json", "--select", "D802"], more].concat(), RIGHT);
    let findings = json(&done)["reports"][0]["findings"].as_array().unwrap().clone();
    findings.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

fn snapshot(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/params");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn a_given_value_counts_in_place_of_the_rule_file() {
    assert_eq!(codes(&[]), [""; 0]);
    assert_eq!(codes(&["--param", "公布期限=1月20日"]), [""; 0]);
    assert_eq!(codes(&["--param", "公布期限 ＝ 1月19日"]), ["D802"]);
    assert_eq!(codes(&["--params", "tests/cases/params/local.yaml"]), ["D802"]);
}

#[test]
fn an_amount_is_compared_in_the_unit_of_the_cell_wherever_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let last_year = fs::read_to_string("examples/last_year.yaml").unwrap().replace("金额: 11.8", "金额: 0");
    fs::write(folder.path().join("last_year.yaml"), last_year).unwrap();
    let prior = path(&folder.path().join("last_year.yaml"));
    let count = |more: &[&str]| {
        let check = ["check", "examples/this_year.yaml", "--format", "json", "--select", "Y603", "--prior", &prior];
        json(&gouji(&[&check, more].concat()))["reports"][0]["findings"].as_array().unwrap().len()
    };
    let given = ["--param", "金额核对起点=125000万元"];
    assert_eq!((count(&[]), count(&given), count(&["--param", "金额核对起点=12.6亿元"])), (1, 1, 0));
}

#[test]
fn what_the_file_does_not_say_stays_and_the_command_line_outranks_it() {
    assert_eq!(codes(&["--params", "tests/cases/params/departments.yaml"]), [""; 0]);
    assert_eq!(codes(&["--params", "tests/cases/params/local.yaml", "--param", "公布期限=3月31日"]), [""; 0]);
}

#[test]
fn the_rules_list_their_parameters_with_the_values_in_force() {
    let listed = |more: &[&str]| {
        let all = stdout(&gouji(&[&["rules", "--lang", "zh"], more].concat()));
        let (_, params) = all.split_once("\n参数").unwrap();
        let about = "公布期限";
        let lines: Vec<&str> = params.lines().skip_while(|line| !line.starts_with(about)).collect();
        let end = lines.iter().skip(1).position(|line| !line.starts_with(' ')).map_or(lines.len(), |at| at + 1);
        lines[..end].join("\n")
    };
    let lists =
        [listed(&[]), listed(&["--params", "tests/cases/params/departments.yaml"]), listed(&["--param", "公布期限=1月20日"])];
    snapshot("lists", &lists.join("\n\n"));
    assert!(stdout(&gouji(&["explain", "D802", "--param", "公布期限=1月20日"])).contains("    1月20日"));
}

#[test]
fn every_mistake_is_shown_and_nothing_is_checked() {
    for name in ["broken", "wrong_values"] {
        let file = format!("tests/cases/params/{name}.yaml");
        let done = gouji_with(&["check", "-", "--params", &file, "--lang", "zh"], RIGHT);
        assert_eq!((code(&done), stdout(&done).as_str()), (2, ""));
        snapshot(name, &stderr(&done));
    }
    let done = gouji_with(&["check", "-", "--param", "公布期限", "--param", "=1月1日", "--lang", "zh"], RIGHT);
    assert_eq!(code(&done), 2);
    snapshot("no value", &stderr(&done));
}

#[test]
fn counts_and_percentages_are_laid_into_the_rules() {
    let folder = tempfile::tempdir().unwrap();
    let rule = |name: &str, kind: &str, value: &str, require: &str| {
        format!(
            "param {name}: {kind} {{ {value} }}\nrule X{} {name}超限 warning {{ in edition 2021 require {require} {name} basis \"示例\" }}\n",
            400 + name.len()
        )
    };
    let rules = [
        rule("件", "count", "100", "申请[新收, 总计] <="),
        rule("自然人占比", "percent", "100%", "申请[新收, 自然人] / 申请[新收, 总计] <="),
    ]
    .concat();
    for edition in ["2019.gj", "2021.gj"] {
        fs::copy(format!("schemas/disclosure-report/{edition}"), folder.path().join(edition)).unwrap();
    }
    fs::write(folder.path().join("rules.gj"), rules).unwrap();
    let found = |params: &[&str]| {
        let dir = path(folder.path());
        let given: Vec<&str> = params.iter().flat_map(|param| ["--param", param]).collect();
        let done = gouji_with(&[&["check", "-", "--format", "short", "--quiet", "--rules", &dir], &given[..]].concat(), RIGHT);
        assert_eq!(stderr(&done), "");
        stdout(&done).lines().count()
    };
    assert_eq!(found(&[]), 0);
    assert_eq!(found(&["件=13件", "自然人占比=99.9%"]), 2);
    assert_eq!(found(&["件=14", "自然人占比=100％"]), 0);
}
