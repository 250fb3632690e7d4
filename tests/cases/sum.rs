//! `gouji sum`: the reports of a city's units added up.

use super::{
    city::{city, name, roster, write},
    cli::{code, gouji, json, path, stderr, stdout},
};
use std::fs;
use tempfile::TempDir;

/// This year's reports of the twelve units under the government, the government's own, and the roster.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let all = city();
    for [_, unit] in all[..12].iter().chain([&all[79]]) {
        write(&folder.path().join(format!("收件/{}.json", unit.name)), &unit.report().to_string());
    }
    write(&folder.path().join("名册.yaml"), &roster(""));
    folder
}

fn sum(folder: &TempDir, more: &[&str]) -> std::process::Output {
    let (reports, roster) = (path(&folder.path().join("收件")), path(&folder.path().join("名册.yaml")));
    gouji(&[&["sum", "--lang", "zh", &reports, "--roster", &roster], more].concat())
}

fn figure(text: &str, table: &str, row: &str, column: &str) -> serde_json::Value {
    let report: serde_json::Value = serde_json::from_str(text).unwrap();
    report["tables"][table][row][column].clone()
}

#[test]
fn the_sum_of_the_units_is_a_report_that_reads_back_and_is_the_governments() {
    let folder = folder();
    let done = sum(&folder, &[]);
    let said = stderr(&done);
    assert_eq!(code(&done), 1, "{said}");
    // Money is not added up by the rules: the government's own is another figure.
    assert!(said.contains("云溪市人民政府所属 12 个单位，12 份报告的合计"), "{said}");
    assert!(said.contains("“本年收费金额（单位：万元）”列：云溪市人民政府填 201.5，合计 216，相差 -14.5"), "{said}");
    assert!(said.contains("与云溪市人民政府自己的报告有 1 格不同"), "{said}");
    assert!(said.contains("名册上另有 67 个单位不在其下，没有计入"));
    let file = folder.path().join("合计.yaml");
    fs::write(&file, stdout(&done)).unwrap();
    let own = folder.path().join("收件/云溪市人民政府.json");
    let compared = json(&gouji(&["compare", "--format", "json", &path(&file), &path(&own)]));
    assert_eq!(compared["cells"].as_array().unwrap().len(), 1, "{compared}");
}

#[test]
fn who_is_missing_is_said_and_what_is_not_known_is_no_figure() {
    let folder = folder();
    fs::remove_file(folder.path().join(format!("收件/{}.json", name(3)))).unwrap();
    let mut odd = city()[1][1].report();
    odd["tables"]["许可"]["行政许可"][0] = "很多".into();
    write(&folder.path().join(format!("收件/{}.json", name(2))), &odd.to_string());
    let done = sum(&folder, &["--format", "json"]);
    let said = stderr(&done);
    assert_eq!(code(&done), 1);
    assert!(said.contains("所属 12 个单位，11 份报告的合计\ngouji: 没有计入云溪市水利局：没有收到报告"), "{said}");
    assert!(said.contains("“本年处理决定数量”列：合计未知，云溪市财政局的数不知道"), "{said}");
    let text = stdout(&done);
    assert_eq!(figure(&text, "许可", "行政许可", "处理决定"), "未知");
    write(&folder.path().join("sum.json"), &text);
    let cells = json(&gouji(&["check", "--format", "json", &path(&folder.path().join("sum.json"))]));
    let findings = cells["reports"][0]["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["code"] == "R002"), "no reader takes it for a figure");
}

#[test]
fn a_folder_without_a_roster_is_added_up_by_itself() {
    let folder = folder();
    let reports = folder.path().join("收件");
    fs::remove_file(reports.join("云溪市人民政府.json")).unwrap();
    let [last, _] = &city()[0];
    write(&reports.join("上年.json"), &last.report().to_string());
    write(&reports.join("再报.json"), &city()[1][1].report().to_string());
    let done = gouji(&["sum", "--lang", "zh", "--format", "json", &path(&reports)]);
    let said = stderr(&done);
    assert_eq!(code(&done), 0, "{said}");
    assert!(said.contains("12 个单位，12 份报告的合计"), "the same report twice counts once: {said}");
    assert!(said.contains("上年.json”：是 2022 年的"), "{said}");
    let permits: i64 = city()[..12].iter().map(|[_, unit]| unit.permits).sum();
    assert_eq!(figure(&stdout(&done), "许可", "行政许可", "处理决定"), permits);
}

#[test]
fn the_workbook_has_formulas_that_give_the_sum() {
    let folder = folder();
    let file = folder.path().join("汇总.xlsx");
    assert_eq!(code(&sum(&folder, &["--format", "xlsx", "--output", &path(&file)])), 1);
    let bytes = fs::read(&file).unwrap();
    let form = super::workbooks::part(&bytes, "xl/worksheets/sheet1.xml");
    let permits: i64 = city()[..12].iter().map(|[_, unit]| unit.permits).sum();
    assert!(form.contains(&format!("<v>{permits}</v>")));
    assert!(form.contains("SUM('各单位'!B$3:B$14)"), "{}", &form[..3000]);
    let workbook = super::workbooks::part(&bytes, "xl/workbook.xml");
    for sheet in ["合计", "各单位", "占比", "对照"] {
        assert!(workbook.contains(&format!("name=\"{sheet}\"")));
    }
    let done = sum(&folder, &["--format", "xlsx", "--output", &path(&file)]);
    assert_eq!((code(&done), fs::read(&file).unwrap() == bytes), (1, true), "the same input gives the same bytes");
}

#[test]
fn what_cannot_be_added_up_is_refused() {
    let folder = folder();
    let refused = |done: std::process::Output, words: &str| {
        assert_eq!(code(&done), 2);
        assert!(stderr(&done).contains(words), "{}", stderr(&done));
    };
    refused(sum(&folder, &["--of", &name(1)]), "之下没有单位");
    refused(gouji(&["sum", "--lang", "zh", "--of", "甲", &path(folder.path())]), "--of 要同 --roster 一起用");
    let empty = tempfile::tempdir().unwrap();
    refused(gouji(&["sum", "--lang", "zh", &path(empty.path())]), "没有可以合计的报告");
}
