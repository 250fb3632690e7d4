//! Workbooks: the review of a batch, and the blank form, which reads back as the form and checks itself.

use super::write::{ZH, case, printed_bytes, read, rules, snapshot};
use calamine::{Data, Reader, Xlsx as Book, open_workbook_from_rs};
use gouji::{
    lang::Lang,
    report::{NoReport, Report, Value},
    ruleset::{Body, RuleSet, Severity},
    write::{Xlsx, blank_form},
};
use std::io::{Cursor, Read};

fn book(bytes: &[u8]) -> Book<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap()
}

fn blank(rules: &RuleSet, edition: gouji::template::EditionId) -> Vec<u8> {
    let mut bytes = Vec::new();
    blank_form(rules, edition, Lang::Zh, &mut bytes).unwrap();
    bytes
}

/// A part of a workbook as it is packed.
pub(super) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_review_workbook_has_overview_findings_and_marked_tables() {
    let rules = rules();
    let reports = || -> Vec<(&str, Result<Report, NoReport>)> {
        vec![
            ("clean.yaml", read("clean.yaml", &case("clean.yaml"), &rules)),
            ("swapped_digits.yaml", read("swapped_digits.yaml", &case("swapped_digits.yaml"), &rules)),
            ("=1+1.yaml", read("broken.json", "{\"year\": 2023,\n \"agency\": \"甲}", &rules)),
        ]
    };
    let bytes = printed_bytes(&mut Xlsx::new(ZH), &reports(), &rules);
    assert!(bytes == printed_bytes(&mut Xlsx::new(ZH), &reports(), &rules), "the same input gives the same bytes");
    let mut book = book(&bytes);
    assert_eq!(book.sheet_names(), ["总览", "问题", "表格"]);
    let shown: String = ["总览", "问题", "表格"]
        .map(|name| {
            let sheet = book.worksheet_range(name).unwrap();
            let line = |row: &[Data]| {
                row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ").trim_end_matches([' ', '|']).to_owned()
            };
            format!("{name}\n{}\n", sheet.rows().map(line).collect::<Vec<_>>().join("\n"))
        })
        .concat();
    snapshot("workbook review", &shown);
    assert!(part(&bytes, "xl/comments1.xml").contains("应为 14"));
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"] {
        assert!(!part(&bytes, sheet).contains("<f>"), "{sheet}: nothing of a document is a formula");
    }
}

#[test]
fn the_blank_form_reads_back_as_the_form() {
    let rules = rules();
    for edition in rules.template.edition_ids() {
        let form = &rules.template[edition];
        let report = gouji::read::read("blank.xlsx", &blank(&rules, edition), &rules.template).unwrap();
        let ids: Vec<&str> = report.tables.iter().map(|filled| rules.template[filled.table].id.as_str()).collect();
        assert_eq!(ids, form.tables.iter().map(|table| table.id.as_str()).collect::<Vec<_>>());
        assert!(report.tables.iter().all(|filled| filled.table.edition == edition), "{}", form.name);
        let cells = report.tables.iter().flat_map(|filled| &filled.cells);
        assert_eq!(cells.filter(|cell| !matches!(cell.value, Value::Blank(_))).count(), 0, "{}", form.name);
        let sections = report.prose.unwrap().sections;
        assert_eq!(sections.iter().filter(|section| section.section.is_some()).count(), form.sections.len());
    }
}

#[test]
fn every_linear_rule_is_a_live_formula_of_the_blank_form() {
    let rules = rules();
    let edition = rules.template.edition("2021").unwrap();
    let bytes = blank(&rules, edition);
    assert!(bytes == blank(&rules, edition), "the same input gives the same bytes");
    let linear = rules.instances(edition).iter().filter(|instance| {
        let severity = rules[instance.rule].severity;
        matches!(instance.body, Body::Linear(_)) && instance.guard.is_none() && severity != Severity::Info
    });
    let (mut book, linear) = (book(&bytes), linear.count());
    let (values, formulas) = (book.worksheet_range("核对").unwrap(), book.worksheet_formula("核对").unwrap());
    assert_eq!((values.height(), formulas.rows().filter(|row| row[1].starts_with("SUM(")).count()), (linear + 1, linear));
    let shown: Vec<String> = ["A201", "A301", "A401"]
        .iter()
        .map(|code| {
            let row = values.rows().position(|row| row[0] == **code).unwrap();
            let of_row: Vec<&str> = (4..9).map(|column| formulas.get_value((row as u32, column)).unwrap().as_str()).collect();
            format!("{code}\n{}", of_row.join("\n"))
        })
        .collect();
    snapshot("workbook checks", &shown.join("\n"));
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    let inner = sheet.matches("&gt;1</formula>").count();
    assert_eq!(inner, 25 * 7, "each cell of 申请 lies in two equations");
    assert!(part(&bytes, "xl/workbook.xml").contains("gouji_checks"));
}
