//! Forms that are no tables of counts: fields, sections that apply in some case, rows that a reporter adds. The folders of `examples/`
//! hold their form, their rules and documents; nothing of them stands in the code.

use gouji::{
    Checker, Outcome, Report, Rules, compile, read,
    source::{Place, Source},
    test::{self, Fate},
};
use std::{fs, path::PathBuf, sync::Arc};

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

fn texts(name: &str) -> Vec<(String, String)> {
    let files = ["form.gj", "rules.gj"].map(|file| (file.to_owned(), fs::read_to_string(folder(name).join(file)).unwrap()));
    files.to_vec()
}

fn rules(name: &str) -> Rules {
    let texts = texts(name);
    Rules::from_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str()))).unwrap()
}

fn report(rules: &Rules, form: &str, file: &str) -> Report {
    read(file, &fs::read(folder(form).join(file)).unwrap(), rules).unwrap()
}

fn codes(outcome: &Outcome) -> Vec<String> {
    outcome.findings.iter().map(gouji::Finding::key).collect()
}

/// What a changed document of a form is found to have.
fn found(form: &str, file: &str, changes: &[(&str, &str)]) -> Vec<String> {
    let rules = rules(form);
    let mut text = fs::read_to_string(folder(form).join(file)).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let report = read(file, text.as_bytes(), &rules).unwrap();
    codes(&Checker::new(&rules).check(&report))
}

#[test]
fn tests_of_the_examples_pass_and_notice_every_slip() {
    for form in ["website", "balance", "list"] {
        let sources: Vec<Arc<Source>> = texts(form).into_iter().map(|(name, text)| Source::new(name, text)).collect();
        let rules = compile::load(&sources).rules.unwrap();
        let of_form = self::rules(form);
        let beside = |name: &str, _: &Place| Ok(report(&of_form, form, name));
        for outcome in test::run(&rules, &beside) {
            assert!(outcome.differences.is_empty(), "{form} {} {}", outcome.code, outcome.name);
        }
        let mutants = test::mutants(&sources, &rules, &beside);
        assert!(mutants.iter().all(|mutant| mutant.fate != Fate::Alive), "{form}");
    }
}

#[test]
fn fields_are_read_alike_from_every_kind_of_document() {
    let rules = rules("website");
    let [html, docx, xlsx] = ["report.html", "report.docx", "report.xlsx"].map(|file| report(&rules, "website", file));
    let values = |report: &Report| {
        let cells = report.tables.iter().flat_map(|filled| filled.cells());
        cells.map(|(cell, content)| (cell, content.value.clone())).collect::<Vec<_>>()
    };
    assert_eq!(values(&html), values(&docx));
    assert_eq!(values(&html), values(&xlsx));
    assert_eq!(codes(&Checker::new(&rules).check(&html)), Vec::<String>::new());
    assert_eq!((html.agency.as_deref(), html.year), (Some("示例市交通运输局"), Some(2023)));
}

#[test]
fn what_is_wrong_in_a_field_is_found_in_the_document() {
    let form = |changes: &[(&str, &str)]| found("website", "report.html", changes);
    assert_eq!(form(&[(">812<", ">821<")]), ["W101"]);
    assert_eq!(form(&[("https://jt", "jt")]), ["T110"]);
    assert_eq!(form(&[("□政府门户网站　☑部门网站", "☑政府门户网站　☑部门网站")]), ["T110", "W301"]);
    assert_eq!(form(&[(">示例市交通运输局<", "><")]), ["T111"]);
    assert_eq!(form(&[("<td colspan=\"5\">☑是　□否</td>", "<td colspan=\"5\">□是　☑否</td>")]), ["T112"]);
}

#[test]
fn a_balance_sheet_is_read_with_its_brackets_and_less_rows() {
    let form = |changes: &[(&str, &str)]| found("balance", "report.html", changes);
    assert_eq!(form(&[]), Vec::<String>::new());
    assert_eq!(form(&[("(10,000.00)", "10,000.00")]), ["B107[期末]"]);
    assert_eq!(form(&[("300,000.00", "200,000.00")]), ["B102[期末]"]);
}

#[test]
fn rows_that_a_reporter_adds_are_read_and_checked_one_by_one() {
    let form = |changes: &[(&str, &str)]| found("list", "projects.html", changes);
    assert_eq!(form(&[]), Vec::<String>::new());
    assert_eq!(form(&[("1657.25", "1675.25")]), ["L101"]);
    assert_eq!(form(&[("2024.6.20", "2023.6.20")]), ["L202[\"河堤巡检道\"]"]);
    assert_eq!(form(&[("北站停车场", "河堤巡检道")]), ["T113[\"河堤巡检道\"]"]);
}

#[test]
fn a_field_with_two_values_is_unknown_and_said() {
    let row = "<tr><td>首页网址</td><td colspan=\"5\">https://jt.example.gov.cn</td></tr>";
    let same = found("website", "report.html", &[(row, &format!("{row}{row}"))]);
    assert_eq!(same, Vec::<String>::new());
    let other = row.replace("jt.", "www.");
    let two = found("website", "report.html", &[(row, &format!("{row}{other}"))]);
    assert!(two.iter().any(|key| key.starts_with("R003")), "{two:?}");
}

#[test]
fn what_is_required_and_not_there_is_said() {
    let form = "template 表 edition 2024 { years 2024.. section 甲 { fields 乙 { 名称 text required 人数 count \"人\" } } }";
    let rules = |rule: &str| Rules::from_texts([("form.gj", form), ("rules.gj", rule)]).unwrap();
    let found = |rules: &Rules, fields: &str| {
        let text = format!("template: 表\nagency: 某局\nyear: 2024\ntables:\n  乙: {{{fields}}}\n");
        codes(&Checker::new(rules).check(&read("报告.yaml", text.as_bytes(), rules).unwrap()))
    };
    let few = rules("rule W101 人数 error { require 乙[人数] <= 9 basis \"例\" }");
    assert_eq!(found(&few, "名称: 丙, 人数: 3"), Vec::<String>::new());
    assert_eq!(found(&few, "人数: 3"), ["T111"]);
    let grid = rules("rule T104 行列 error { require whole grid basis \"例\" }");
    assert!(found(&grid, "人数: 3").iter().all(|key| !key.starts_with("T111")));
}
