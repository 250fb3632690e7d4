//! A folder that is laid over the built-in rules: what it adds and adjusts, on every surface.

use super::cli::{RIGHT, code, gouji, path, stderr, stdout};
use std::fs;
use tempfile::TempDir;

const PROVINCE: &str = "extends \"disclosure-report\"

param 公布期限: date {
  1月15日
}

adjust A201 {
  severity error \"逐件登记\"
}

adjust T107 {
  off when kind = 部门 \"由省里统一起草\"
}

adjust Y604 {
  off \"本省不比\"
}

/// 结转下年的不会比收到的还多。
rule Z301 结转 warning {
  require 申请[结转下年, 总计] <= 申请[新收, 总计] + 申请[上年结转, 总计]
  basis \"本省办法（示例）\"
  test \"结转太多\" {
    set 申请[结转下年, 总计] = 999999
    expect A301 at 总计
    expect A303 at 结转下年
    expect Z301
  }
}
";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

fn province() -> (TempDir, String) {
    let folder = folder(&[("本省/本省.gj", PROVINCE)]);
    let dir = path(&folder.path().join("本省"));
    (folder, dir)
}

/// The short lines of a report under these rules.
fn found(folder: &TempDir, dir: &str, report: &str) -> String {
    let file = folder.path().join("报告.yaml");
    fs::write(&file, report).unwrap();
    let done = gouji(&["check", "--rules", dir, &path(&file), "--format", "short"]);
    assert!(code(&done) < 2, "{}", stderr(&done));
    stdout(&done)
}

#[test]
fn rules_are_added_adjusted_and_turned_off() {
    let (folder, dir) = province();
    let few = RIGHT.replace("规章: [0, 0, 0]", "规章: [5, 1, 0]").replace("published: 2024-01-20", "published: 2024-01-14");
    let errors = found(&folder, &dir, &few);
    assert!(errors.contains("A201") && errors.contains("error"), "{errors}");
    let late = found(&folder, &dir, RIGHT);
    assert!(late.contains("D802"), "{late}");
    let cites = |kind: &str| {
        let prose = "prose:\n  总体情况: 本报告依据国办公开办函〔2019〕60号编制。\n";
        found(&folder, &dir, &format!("{}{prose}", RIGHT.replace("kind: 政府", kind)))
    };
    assert!(cites("kind: 政府").contains("T107"), "{}", cites("kind: 政府"));
    assert!(!cites("kind: 部门").contains("T107"), "{}", cites("kind: 部门"));
}

#[test]
fn lists_say_what_is_adjusted_where_and_why() {
    let (_folder, dir) = province();
    let checked = gouji(&["rules", "check", &dir, "--lang", "zh"]);
    assert!(code(&checked) == 0 && stdout(&checked).contains("其中调整 3 条"), "{}", stdout(&checked));
    let listed = stdout(&gouji(&["rules", "--rules", &dir, "--lang", "zh"]));
    for said in [
        "调整：级别由“警告”改为“错误”（逐件登记；",
        "本省.gj:8）",
        "调整：停用：when kind = 部门（由省里统一起草；",
        "调整：停用（本省不比；",
        "本省.gj:3）\n     1月15日",
    ] {
        assert!(listed.contains(said), "{said}\n{listed}");
    }
    let explained = stdout(&gouji(&["explain", "A201", "--rules", &dir, "--lang", "zh"]));
    assert!(explained.contains("A201 有效件数下限（错误）") && explained.contains("逐件登记"), "{explained}");
    let differs = stdout(&gouji(&["diff", "built-in", &dir, "--lang", "zh"]));
    for said in ["规则 T107 依据现行停用 when kind = 部门", "规则 Z301 结转是新的", "参数“公布期限”由"]
    {
        assert!(differs.contains(said), "{said}\n{differs}");
    }
}

#[test]
fn the_hash_covers_what_is_adjusted_and_tests_are_the_folders_own() {
    let (_folder, dir) = province();
    let hash = |dir: &str| {
        let said = stdout(&gouji(&["check", "--rules", dir, "examples/wrong.yaml", "--format", "json"]));
        let value: serde_json::Value = serde_json::from_str(&said).unwrap();
        value["rules"]["hash"].as_str().unwrap().to_owned()
    };
    let other = folder(&[("本省.gj", &PROVINCE.replace("逐件登记", "逐件核对"))]);
    assert_ne!(hash(&dir), hash(&path(other.path())));
    let tested = gouji(&["test", &dir, "--lang", "zh"]);
    assert!(code(&tested) == 0 && stdout(&tested).contains("1 个测试通过"), "{}{}", stdout(&tested), stderr(&tested));
}

#[test]
fn mistakes_are_shown_where_they_stand() {
    for (from, to, said) in [
        ("adjust A201", "adjust A210", "E606"),
        ("severity error", "severity eror", "E0"),
        ("kind = 部门", "kind = 局", "E321"),
        ("off \"本省不比\"", "off in edition 2030 \"本省不比\"", "E112"),
        ("rule Z301", "rule A201", "E301"),
        ("公布期限: date {\n  1月15日", "公布期限: count {\n  15", "E509"),
        ("off \"本省不比\"", "off", "E0"),
    ] {
        assert!(PROVINCE.contains(from), "{from}");
        let folder = folder(&[("本省.gj", &PROVINCE.replacen(from, to, 1))]);
        let checked = gouji(&["rules", "check", &path(folder.path()), "--lang", "zh"]);
        let out = stdout(&checked);
        assert!(code(&checked) == 2 && out.contains(said) && out.contains("本省.gj"), "{to}\n{out}");
    }
}

/// An edition of one's own over the built-in ones: last year's edition ends before it, and what no longer fits is said.
#[test]
fn an_edition_of_ones_own_follows_the_built_in_ones() {
    let form = fs::read_to_string("schemas/disclosure-report/2021.gj").unwrap();
    let (head, rest) = form.split_once("  follows 2019 {").unwrap();
    let (_, rest) = rest.split_once("\n  }\n").unwrap();
    let follows = "  follows 2021 {\n    dropped column 废止 of 文件 \"不再填\"\n  }\n";
    let own =
        format!("{head}{follows}{rest}").replacen("edition 2021", "edition 2028", 1).replacen("years 2021..", "years 2028..", 1);
    let line = own.lines().find(|line| line.trim_start().starts_with("废止 ")).unwrap().to_owned();
    let own = own.replacen(&line, "", 1);
    let folder = folder(&[("2028.gj", &format!("extends \"disclosure-report\"\n\n{own}"))]);
    let dir = path(folder.path());
    let checked = gouji(&["rules", "check", &dir, "--lang", "zh"]);
    let out = stdout(&checked);
    assert!(
        code(&checked) == 0 && out.contains("E334") && out.contains("A201（只用于以前的版）") && out.contains("Y602"),
        "{out}"
    );
    let off = "\nadjust A201 {\n  off in edition 2028 \"废止不再填\"\n}\n";
    fs::write(folder.path().join("本省.gj"), off).unwrap();
    let out = stdout(&gouji(&["rules", "check", &dir, "--lang", "zh"]));
    assert!(!out.contains("A201（") && out.contains("Y602"), "{out}");
}
