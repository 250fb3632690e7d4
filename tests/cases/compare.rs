//! `gouji compare`: two documents of one report.

use super::cli::{RIGHT, code, gouji, json, path, stderr, stdout};
use std::fs;
use tempfile::TempDir;

const PROSE: &str = "prose:\n  总体情况: |\n    2023年受理政府信息公开申请134件。举办培训3场，覆盖60人。\n  主动公开: |\n    主动公开信息20条。\n";

fn two(one: &str, two: &str) -> (TempDir, [String; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        path(&file)
    };
    let paths = [put("报送.yaml", one), put("公布.yaml", two)];
    (folder, paths)
}

fn without_prose() -> String {
    RIGHT.split("\nprose:").next().unwrap().to_owned() + "\n"
}

#[test]
fn what_differs_is_said_in_the_words_of_the_form() {
    let one = without_prose() + PROSE;
    let other = one.replace("新收: [14,", "新收: [41,").replace("134件", "143件").replace("举办培训3场，", "共举办培训3场，");
    let (_folder, [a, b]) = two(&one, &other);
    let done = gouji(&["compare", "--lang", "zh", &a, &b]);
    assert_eq!(code(&done), 1);
    let said = stdout(&done);
    let behind = said.split_once("\n\n").unwrap().1;
    assert_eq!(
        behind,
        "三、收到和处理政府信息公开申请情况\n  “一、本年新收政府信息公开申请数量”行“自然人”列：甲 14，乙 41\n一、总体情况\n  \
         甲 2023年受理政府信息公开申请134件\n  乙 2023年受理政府信息公开申请143件\n\n1 格不同，1 句的数不同\n另有 1 句文字不同，数相同\n"
    );
    let report = json(&gouji(&["compare", "--format", "json", &a, &b]));
    assert_eq!(report["cells"][0]["cell"], "申请[新收, 自然人]");
    assert_eq!((&report["cells"][0]["a"], &report["cells"][0]["b"]), (&"14".into(), &"41".into()));
    assert_eq!(report["sentences"][0]["b"]["figures"][0], "143件");
    assert_eq!((&report["same"], &report["reworded"]), (&false.into(), &1.into()));
}

#[test]
fn the_same_report_is_the_same_whatever_it_is_written_in() {
    let one = without_prose() + PROSE;
    let (folder, [a, b]) = two(&one, &one.replace("规章: [0, 0, 0]", "规章: [~, /, 0]"));
    let done = gouji(&["compare", "--lang", "zh", &a, &b]);
    assert_eq!(code(&done), 0, "{}", stdout(&done));
    assert!(stdout(&done).contains("没有不同\n另有 2 格一份空白、一份写 0"));
    let converted = gouji(&["extract", "--format", "json", &a]).stdout;
    let other = folder.path().join("乙.json");
    fs::write(&other, converted).unwrap();
    assert_eq!(code(&gouji(&["compare", &a, &path(&other)])), 0);
}

#[test]
fn a_sentence_that_one_of_them_lacks_is_said_and_so_is_a_report_without_prose() {
    let one = without_prose() + PROSE;
    let (_folder, [a, b]) = two(&one, &one.replace("主动公开信息20条", "主动公开信息若干条"));
    let said = stdout(&gouji(&["compare", "--lang", "zh", &a, &b]));
    assert!(said.contains("  甲 主动公开信息20条\n  乙 （没有这一句）\n"), "{said}");
    let (_folder, [a, b]) = two(&one, &without_prose());
    let done = gouji(&["compare", "--lang", "zh", &a, &b]);
    assert_eq!(code(&done), 0);
    assert!(stdout(&done).contains("正文没有比较"));
}

#[test]
fn another_year_or_agency_is_said_first() {
    let (_folder, [a, b]) = two(RIGHT, &RIGHT.replace("agency: 示例县人民政府办公室", "agency: 示例县财政局"));
    let said = stdout(&gouji(&["compare", "--lang", "zh", &a, &b]));
    assert!(said.contains("\n\n机关：甲 示例县人民政府办公室，乙 示例县财政局\n"), "{said}");
}

#[test]
fn what_is_not_two_documents_is_refused() {
    let (folder, [a, _]) = two(RIGHT, RIGHT);
    let done = gouji(&["compare", "--lang", "zh", &a, &path(folder.path())]);
    assert_eq!((code(&done), stderr(&done).contains("里有 2 份报告")), (2, true));
    assert_eq!(code(&gouji(&["compare", &a, &path(&folder.path().join("nowhere.docx"))])), 3);
    assert_eq!(code(&gouji(&["compare", &a])), 2);
}
