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
    let whole = "no small set of cells explains A301[自然人], A301[法人.商业企业]";
    for (format, said) in [("terminal", whole), ("html", "no small set of cells explains it")] {
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

/// A Word document with the headings of the form and no table.
fn docx_without_tables() -> Vec<u8> {
    let heading = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body: String = [
        "示例县教育局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "本局按时公开各类信息。",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    .map(heading)
    .concat();
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("word/document.xml", document.as_str()),
    ];
    for (name, text) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_nobody_filled_in_and_what_was_not_read_never_passes() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| path(&folder.path().join(name));
    let new = |arguments: &[&str], name: &str| {
        let done = gouji(&[&["new", "report", "-o", &at(name)], arguments].concat());
        assert_eq!(code(&done), 0, "{}", stderr(&done));
    };
    new(&["--format", "xlsx"], "blank.xlsx");
    new(&[], "blank.yaml");
    new(&["--rules", "examples/foia"], "foia.yaml");
    let files = [
        ("none.yaml", "{template: 政府信息公开工作年度报告, agency: 示例县教育局, year: 2023, tables: {}}".as_bytes().to_vec()),
        ("no_tables.docx", docx_without_tables()),
        ("one_table.yaml", RIGHT.split_once("  申请:").unwrap().0.as_bytes().to_vec()),
        ("form.gj", FORM.as_bytes().to_vec()),
    ];
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let own_form = "{template: 示例表, year: 2023, tables: {数: {行: [~, ~, ~]}}}";
    fs::write(folder.path().join("own.yaml"), own_form).unwrap();
    let (own, foia) = (at("form.gj"), ["--rules", "examples/foia"]);
    let ways: [(&str, &[&str], &str); 7] = [
        ("blank.xlsx", &[], "T108"),
        ("blank.yaml", &[], "T108"),
        ("none.yaml", &[], "T102"),
        ("no_tables.docx", &[], "R001"),
        ("one_table.yaml", &[], "T102"),
        ("own.yaml", &["--rules", &own], "T108"),
        ("foia.yaml", &foia, "T108"),
    ];
    for (name, options, wanted) in ways {
        for selection in [&[][..], &["--select", "R002"], &["--ignore", "T1,R"]] {
            let done = gouji(&[&["check", "--format", "json", &at(name)], options, selection].concat());
            let report = json(&done)["reports"][0].clone();
            let codes: Vec<&str> =
                report["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
            let came_to = if wanted == "R001" { ("unreadable", 3) } else { ("fail", 1) };
            let got = (report["verdict"].as_str().unwrap(), code(&done));
            assert_eq!(got, came_to, "{name} {selection:?}: {codes:?}");
            assert!(codes.contains(&wanted), "{name} {selection:?}: {codes:?}");
        }
    }
}

#[test]
fn a_form_words_what_is_raised_in_every_form() {
    let said = |rules: &str, report: &str| {
        let done = gouji_with(&["check", "-", "--format", "json", "--rules", rules], report);
        let report = json(&done)["reports"][0].clone();
        let words = |finding: &serde_json::Value| finding["message"].as_str().unwrap().to_owned();
        report["findings"].as_array().unwrap().iter().map(words).collect::<Vec<_>>()
    };
    let foia = fs::read_to_string("examples/foia/report.yaml").unwrap();
    let without = foia.split_once("  VI_A:").unwrap().0;
    assert!(said("examples/foia", without).iter().any(|words| words.contains("of the annual report is missing")));
    let small = said(
        &path(&{
            let folder = tempfile::tempdir().unwrap().keep();
            fs::write(folder.join("form.gj"), FORM).unwrap();
            folder
        }),
        "{template: 示例表, year: 2023, tables: {}}",
    );
    assert_eq!(small, ["the table “数” is missing", "nothing is filled in: every cell of every table is blank"]);
}

#[test]
fn only_totals_of_zero_are_asked_about() {
    let blank = fs::read_to_string("rules/disclosure-report/blank.yaml").unwrap();
    let zero = blank.replace("新收: [~, ~, ~, ~, ~, ~, ~]", "新收: [~, ~, ~, ~, ~, ~, 0]");
    assert_ne!(blank, zero);
    let verdict = |text: &str| {
        let done = gouji_with(&["check", "-", "--format", "json"], text);
        json(&done)["reports"][0]["verdict"].as_str().unwrap().to_owned()
    };
    assert_eq!((verdict(&blank), verdict(&zero)), ("fail".to_owned(), "review".to_owned()));
    // A mark for nothing is filled in.
    assert_eq!(verdict(&blank.replace("处理决定: ~}", "处理决定: /}")), "pass");
}

#[test]
fn what_is_no_report_in_a_folder_is_passed_over_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| path(&folder.path().join(name));
    fs::write(folder.path().join("a.yaml"), RIGHT).unwrap();
    fs::write(folder.path().join("名册.yaml"), "[示例县人民政府办公室]").unwrap();
    fs::write(folder.path().join("豁免.yaml"), "waivers: []").unwrap();
    for format in ["json", "ndjson", "html", "xlsx", "csv", "sarif", "junit", "terminal", "short"] {
        assert_eq!(code(&gouji(&["check", &at("a.yaml"), "--format", format, "-o", &at(&format!("out.{format}"))])), 0);
    }
    let done = gouji(&["check", &path(folder.path()), "--roster", &at("名册.yaml"), "--format", "json"]);
    let report = json(&done);
    let names: Vec<&str> = report["reports"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(names, [at("a.yaml"), at("豁免.yaml")]);
    assert_eq!(report["summary"]["passed_over"], 10);
    let done =
        gouji(&["check", &path(folder.path()), "--roster", &at("名册.yaml"), "--waivers", &at("豁免.yaml"), "--format", "json"]);
    assert_eq!((json(&done)["summary"]["passed_over"].clone(), code(&done)), (11.into(), 0), "{}", stderr(&done));
    // Named itself, a file is read.
    assert_eq!(code(&gouji(&["check", &at("out.json")])), 3);
}

/// Below the only row of a table stand telephone numbers, days, pages. Two rows of figures are told.
#[test]
fn a_figure_alone_below_the_last_table_is_none_of_it() {
    let rules = crate::built_in();
    let heads = "维持,纠正,其他,未审结,总计";
    let row = |cells: &str| format!("<tr><td>{}", cells.replace(',', "<td>"));
    for (below, is_told) in [("联系电话,5366221234", false), ("45300", false), ("3", false), ("7,4,1,0,12", true)] {
        let blanks = ",".repeat(14 - below.matches(',').count());
        let page = format!(
            "<p>甲县乙局2023年政府信息公开工作年度报告<p>四、政府信息公开行政复议、行政诉讼情况<table>\
             <tr><td colspan=5>行政复议<td colspan=5>未经复议直接起诉<td colspan=5>复议后起诉{}{}{}</table>",
            row(&[heads; 3].join(",")),
            row(&["7,3,1,0,11"; 3].join(",")),
            row(&format!("{below}{blanks}")),
        );
        let report = gouji::read::read("a.html", page.as_bytes(), &rules.template).unwrap();
        let table = &report.tables[0];
        let figures = table.cells.iter().filter(|cell| cell.value.figure().is_some()).count();
        assert_eq!(figures < 15, is_told, "{below}: {figures}");
        let remarks = report.remarks.iter().filter(|remark| remark.code == gouji::report::RemarkCode::TwoValues);
        assert_eq!(remarks.count() > 0, is_told, "{below}");
    }
}
