//! The rules of the form, family T: each broken alone, and nothing said beside it.

use gouji::{
    engine::{Checker, Selection},
    finding::Finding,
    read,
    ruleset::RuleSet,
};

const RIGHT: &str = include_str!("cli/right.yaml");
const PAGE: &str = include_str!("../../examples/right.txt");

/// What is found of families R, T and A, as `severity code message`.
fn found(text: &str) -> Vec<String> {
    let rules: RuleSet = crate::built_in();
    let report = read::read("report", text.as_bytes(), &rules.template).unwrap();
    let outcome = Checker::new(&rules, Selection { select: ["R", "T", "A"].map(str::to_owned).into(), ..Selection::default() })
        .check(None, &report);
    let line = |finding: &Finding| format!("{} {} {}", finding.severity.word(), finding.code, finding.message.zh);
    outcome.findings.iter().map(line).collect()
}

/// The right report with one passage put in another's place.
fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "no {from}");
    text.replacen(from, to, 1)
}

/// The section of a page that begins with a heading.
fn section<'t>(page: &'t str, heading: &str, next: &str) -> &'t str {
    let start = page.find(heading).unwrap();
    &page[start..page.find(next).unwrap()]
}

#[test]
fn a_report_in_order_has_nothing() {
    assert_eq!(found(RIGHT), Vec::<String>::new());
    assert_eq!(found(PAGE), Vec::<String>::new());
}

#[test]
fn a_missing_section_is_an_error_and_one_out_of_order_a_warning() {
    let fifth = section(PAGE, "五、存在", "六、其他需要");
    assert_eq!(found(&changed(PAGE, fifth, "")), ["error T101 缺少“五、存在的主要问题及改进情况”这一部分"]);
    let sixth = section(PAGE, "六、其他需要", "示例县人民政府办公室\n\n2024");
    let swapped = PAGE.replace(fifth, "@@").replace(sixth, fifth).replace("@@", sixth);
    let said = found(&swapped);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("warning T101"), "{said:?}");
}

#[test]
fn a_missing_table_is_named() {
    let without = changed(RIGHT, "  收费: {行政事业性收费: {金额: 7730.28}}\n", "");
    assert_eq!(found(&without), ["error T102 缺少表“第二十条第（八）项”（收费）"]);
}

#[test]
fn a_superseded_layout_is_named_and_still_checked() {
    let start = RIGHT.find("      其他处理:").unwrap();
    let end = RIGHT.find("      总计: [14,").unwrap();
    let mixed = changed(RIGHT, &RIGHT[start..end], "      其他处理: [0, 0, 0, 0, 0, 0, 0]\n");
    let want = "error T103 表“申请”用的是 2019 年版的格式（23 行 7 列），本报告应当用 2021 年版";
    assert_eq!(found(&mixed), [want]);
    let wrong = found(&changed(&mixed, "予以公开: [6,", "予以公开: [7,"));
    assert!(wrong.iter().any(|line| line.starts_with("error A302")) && wrong.contains(&want.to_owned()), "{wrong:?}");
}

#[test]
fn an_edition_that_is_not_the_years_own_is_said() {
    let stated = changed(RIGHT, "year: 2023", "year: 2023\nedition: \"2019\"");
    assert!(
        found(&stated).contains(&"error T103 2023 年的报告应当用 2021 年版，这里写的是 2019 年版".to_owned()),
        "{:?}",
        found(&stated)
    );
}

#[test]
fn missing_rows_and_columns_are_named() {
    let row = changed(RIGHT, "    上年结转: [0, 0, 0, 0, 0, 0, 0]\n", "");
    assert!(
        found(&row).contains(&"error T104 表“申请”缺一行：“二、上年结转政府信息公开申请数量”".to_owned()),
        "{:?}",
        found(&row)
    );
    let column = changed(RIGHT, "行政许可: {处理决定: 0}", "行政许可: {}");
    assert_eq!(found(&column), ["error T102 缺少表“第二十条第（五）项”（许可）"]);
}

#[test]
fn counts_are_whole_and_nothing_is_negative_but_a_change() {
    let negative = changed(RIGHT, "规章: [0, 0, 0]", "规章: [0, 0, -1]");
    assert!(found(&negative).contains(&"error T105 文件[规章, 有效] 是 -1，件数不能是负数".to_owned()));
    let money = changed(RIGHT, "7730.28", "-3");
    assert_eq!(found(&money), ["error T105 收费[行政事业性收费, 金额] 是 -3，金额不能是负数"]);
    let old = "year: 2020\ntables: {许可: {行政许可: [3, -2, 0], 其他管理服务: [3, +1, 0]}}";
    assert!(!found(old).iter().any(|line| line.contains("T105")), "{:?}", found(old));
}

#[test]
fn a_superseded_basis_is_cited() {
    let cited = changed(PAGE, "本报告依据", "本报告按照国办公开办函 [2019] 60 号的格式，依据");
    assert_eq!(found(&cited), ["warning T107 引用了已被取代的“国办公开办函〔2019〕60号”，现行依据是“国办公开办函〔2021〕30号”"]);
}

#[test]
fn a_second_row_of_figures_under_one_head_is_never_passed_over() {
    let figures = "\t3\n\t1\n\t0\n\t0\n\t4\n\t0\n\t0\n\t0\n\t0\n\t0\n\t2\n\t0\n\t0\n\t1\n\t3\n";
    let below = |first: i32| {
        let numbers: String = (first..first + 15).map(|number| format!("\t{number}\n")).collect();
        found(&changed(PAGE, figures, &format!("{numbers}\n{figures}")))
    };
    let said = below(2);
    assert!(said.iter().any(|line| line.starts_with("error R003 复议诉讼[件数, 复议.维持]")), "{said:?}");
    // But one that numbers the columns holds no figures.
    assert_eq!(below(1), found(PAGE));
}
