//! What is said of rules is so: where they apply, what they rest on, what is not read, and which tests cannot run.

use super::cli::{RIGHT, code, gouji, gouji_with, path, stderr, stdout};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A copy of the built-in rules with an edition 2028 in which a row has another name, and a rule over each of the two.
fn with_a_new_edition() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("规则");
    assert_eq!(code(&gouji(&["new", "rules", &path(&dir)])), 0);
    let old = dir.join("schemas/disclosure-report/2021.gj");
    let text = fs::read_to_string(&old).unwrap();
    let start = text.find("  follows 2019 {").unwrap();
    let end = start + text[start..].find("\n  }\n").unwrap() + 5;
    let new = format!(
        "{}  follows 2021 {{\n    renamed row 办理.其他处理.未缴费 of 申请 from 办理.其他处理.逾期未缴费 \"改名\"\n  }}\n{}",
        &text[..start],
        &text[end..]
    )
    .replace("edition 2021 {", "edition 2028 {")
    .replace("国办公开办函〔2021〕30号", "示例〔2028〕1号")
    .replace("years 2021..", "years 2028..")
    .replacen("          逾期未缴费 \"", "          未缴费 \"", 1);
    fs::write(dir.join("schemas/disclosure-report/2028.gj"), new).unwrap();
    fs::write(&old, text.replace("years 2021..", "years 2021..2027")).unwrap();
    let rule = |code: &str, edition: &str, row: &str| {
        format!(
            "rule {code} 示例 warning {{\n  in edition {edition}\n  require 申请[办理.其他处理.{row}, 总计] >= 0\n  basis \"示例\"\n}}\n"
        )
    };
    let both = rule("X108", "2021", "逾期未缴费") + &rule("X109", "2028", "未缴费");
    fs::write(dir.join("rules/disclosure-report/两版.gj"), both).unwrap();
    (folder, dir)
}

fn checked(dir: &Path) -> String {
    stdout(&gouji(&["rules", "check", &path(dir), "--lang", "zh"]))
}

#[test]
fn a_cell_that_only_conditions_look_at_is_not_called_free() {
    let said = stdout(&gouji(&["explain", "收费[行政事业性收费, 金额]"]));
    assert!(said.contains("Y603"), "{said}");
    let strength = stdout(&gouji(&["rules", "--strength", "--format", "json"]));
    let editions: serde_json::Value = serde_json::from_str(&strength).unwrap();
    let tables = editions[1]["tables"].as_array().unwrap();
    let fees = tables.iter().find(|table| table["table"] == "收费").unwrap();
    assert_eq!(fees["untouched"], serde_json::json!([]));
}

#[test]
fn a_rule_over_last_year_is_counted_once_at_each_place() {
    let said = stdout(&gouji(&["explain", "Y601", "--lang", "zh"]));
    assert!(said.contains("2021 年版，7 处"), "{said}");
}

#[test]
fn a_new_edition_shows_the_basis_of_the_one_before_with_its_name() {
    let (_folder, dir) = with_a_new_edition();
    let said = checked(&dir);
    assert!(said.contains("在 2028 年版里没有自己的依据") && said.matches("没有自己的依据").count() == 1, "{said}");
    let report = dir.join("报告.yaml");
    let text = fs::read_to_string("examples/wrong.yaml")
        .unwrap()
        .replace("2021", "2028")
        .replace("2023", "2029")
        .replace("2024", "2030");
    fs::write(&report, text).unwrap();
    let found = stdout(&gouji(&["check", "--rules", &path(&dir), &path(&report), "--lang", "zh"]));
    assert!(found.contains("国办公开办函〔2021〕30号 第三部分表头（2021）"), "{found}");
}

#[test]
fn two_folders_with_the_same_rules_do_not_differ_for_all_their_renames() {
    let (_one, first) = with_a_new_edition();
    let (_two, second) = with_a_new_edition();
    assert_eq!(stdout(&gouji(&["diff", &path(&first), &path(&second)])), "nothing differs\n");
}

#[test]
fn two_reports_are_told_what_diff_is_for() {
    let done = gouji(&["diff", "examples/right.txt", "examples/wrong.yaml"]);
    assert!(code(&done) == 2 && stderr(&done).contains("compares two rule sets or two editions"), "{}", stderr(&done));
}

#[test]
fn what_is_not_read_or_cannot_run_is_said() {
    let (_folder, dir) = with_a_new_edition();
    fs::write(dir.join("schemas/disclosure-report/2029.gj.txt"), "").unwrap();
    let rules = |tests: &str| {
        let head =
            "/// 示例。\nrule X101 示例 warning {\n  in edition 2019\n  when year >= 2021\n  require 申请[新收, 总计] >= 0\n";
        let text = format!("{head}  basis \"示例\"\n{tests}}}\n");
        fs::write(dir.join("rules/disclosure-report/示例.gj"), text).unwrap();
        checked(&dir)
    };
    let said = rules("");
    assert!(said.contains("2029.gj.txt”没有读"), "{said}");
    assert!(said.contains("2019 年版的年度都不符合这个条件"), "{said}");
    let said = rules("  test \"没有\" {\n    base \"没有这份.yaml\"\n    expect nothing\n  }\n");
    assert!(said.contains("没有报告文件“没有这份.yaml”"), "{said}");
    let said = rules("  test \"别版\" in edition 2019 {\n    base \"example.yaml\"\n    expect nothing\n  }\n");
    assert!(said.contains("“example.yaml”是 2021 年版的报告，这个测试写的却是 2019 年版"), "{said}");
}

#[test]
fn a_basis_of_a_built_in_edition_is_asked_for_at_the_rule() {
    let folder = tempfile::tempdir().unwrap();
    let rule = "rule X101 沿用 info {\n  in edition 2019, 2021\n  require 申请[上年结转, 总计] <= 1000\n  basis \"国办公开办函〔2019〕60号\" \"第三部分\"\n}\n";
    fs::write(folder.path().join("规则.gj"), format!("extends \"disclosure-report\"\n{rule}")).unwrap();
    let said = checked(folder.path());
    assert!(said.contains("在 2021 年版里没有自己的依据") && said.contains("规则.gj:2:1"), "{said}");
}

#[test]
fn only_the_rules_of_the_form_that_are_lacking_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let table = "table 数 { cells count \"件\"  blank zero  columns { 甲 } rows { 行 } }";
    let form = format!(
        "template 季报 edition 1 {{\n  basis \"示例\"\n  years 2020..\n  section 一 \"一、情况\" {{ {table} }}\n}}\nrule X101 数 error {{ require 数[行, 甲] <= 9 basis \"示例\" }}\n"
    );
    let said = |more: &str| {
        fs::write(folder.path().join("form.gj"), format!("{form}{more}")).unwrap();
        checked(folder.path())
    };
    let grid = "rule T104 行列 error { require whole grid basis \"示例\" }\n";
    let kinds = "rule T105 种类 error { require kinds basis \"示例\" }\n";
    assert!(said("").contains("规则：whole grid、kinds\n"), "{}", said(""));
    let lacks_kinds = said(grid);
    assert!(lacks_kinds.contains("rule T105 数字种类 error { require kinds") && !lacks_kinds.contains("T104"), "{lacks_kinds}");
    assert!(!said(&format!("{grid}{kinds}")).contains("E808"));
}

#[test]
fn a_finding_without_a_place_begins_with_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let rule = "rule X101 新收 warning {\n  in edition 2021\n  require 申请[新收, 总计] > 14\n  basis \"示例\"\n}\n";
    fs::write(folder.path().join("规则.gj"), format!("extends \"disclosure-report\"\n{rule}")).unwrap();
    for (lang, words) in [("zh", "X101: 不符合“"), ("en", "X101: breaks “")] {
        let done = gouji_with(&["check", "--rules", &path(folder.path()), "--format", "short", "--lang", lang, "-"], RIGHT);
        assert!(stdout(&done).contains(words), "{}", stdout(&done));
    }
}
