//! What report files come to, good and bad, outcome_of cell by cell.

use super::*;
use crate::{
    lang::Lang,
    report::{Prose, Value},
    template::sample,
};

fn outcome_of(text: &str) -> String {
    let template = sample::template();
    match read(Source::new("例", text), &template) {
        Ok(report) => tell(&report, &template),
        Err(none) => format!("no report at {}: {}\n", place(&none.origin, none.source.as_deref()), none.reason.get(Lang::Zh)),
    }
}

fn tell(report: &Report, template: &Template) -> String {
    let source = report.source.as_deref();
    let mut lines = format!(
        "edition {} (stated at {}) year {:?} agency {:?} kind {:?} published {:?}\n",
        template[report.edition].name,
        report.stated_edition.map_or("-".into(), |origin| place(&origin, source)),
        report.year,
        report.agency,
        report.kind,
        report.published.map(|date| date.to_string()),
    );
    for filled in &report.tables {
        let table = &template[filled.table];
        lines.push_str(&format!("{} in layout {}\n", table.id, template[filled.table.edition].name));
        for (at, cell) in filled.cells.iter().enumerate().filter(|(_, cell)| cell.value != Value::Absent) {
            lines.push_str(&format!("  {} {:?} at {}\n", table.cell_name(at), cell.value, place(&cell.origin, source)));
        }
    }
    for section in report.prose.iter().flat_map(|Prose { sections, .. }| sections) {
        lines.push_str(&format!("prose {:?}\n", section.section));
        section.paragraphs.iter().for_each(|p| lines.push_str(&format!("  {:?} at {}\n", p.text, place(&p.origin, source))));
    }
    for remark in &report.remarks {
        lines.push_str(&format!("! {} {}\n", place(&remark.origin, source), remark.message.get(Lang::Zh)));
    }
    lines
}

/// `line:column «what stands there»`.
fn place(origin: &Origin, source: Option<&Source>) -> String {
    match (origin, source) {
        (Origin::Text(span), Some(source)) => {
            let at = source.position(span.start);
            format!("{}:{} «{}»", at.line, at.column, source.slice(*span))
        }
        _ => format!("{origin:?}"),
    }
}

#[test]
fn a_whole_file_reads_with_every_value_in_place() {
    let text = "\
template: 政府信息公开工作年度报告
edition: 2021
agency: 某县人民政府办公室
kind: 部门
year: 2023
published: 2024-01-20
tables:
  文件:
    规章: {制发: 0, 废止: 017, 有效: １２}
    规范性文件: [2, '1,234', 1_000]
  收费: {行政事业性收费: {金额: 251000元}}
  申请:
    新收: [14, ~, '', '/']
    办理:
      予以公开: [-5, 1.5, 很多, —]
      不予公开: {国家秘密: {自然人: 1, 法人: {商业企业: 2}, 总计: 3}}
    办理.不予公开.查询事项: {法人.其他: 7}
    办理.其他处理: {其他: [9, 9, 9, 9]}
  复议诉讼: {件数: {复议: {维持: 0, 总计: 1}, 直接起诉.总计: 4}}
prose:
  总体情况: |
    一年来，
    　　公开若干。

  主动公开: \"甲\\n乙\"
";
    insta::assert_snapshot!(outcome_of(text), @r#"
    edition 2021 (stated at 2:10 «2021») year Some(2023) agency Some("某县人民政府办公室") kind Some("部门") published Some("2024-01-20")
    文件 in layout 2021
      文件[规章, 制发] Figure(Number { mantissa: 0, decimals: 0 }) at 9:14 «0»
      文件[规章, 废止] Figure(Number { mantissa: 17, decimals: 0 }) at 9:21 «017»
      文件[规章, 有效] Figure(Number { mantissa: 12, decimals: 0 }) at 9:30 «１２»
      文件[规范性文件, 制发] Figure(Number { mantissa: 2, decimals: 0 }) at 10:13 «2»
      文件[规范性文件, 废止] Figure(Number { mantissa: 1234, decimals: 0 }) at 10:16 «'1,234'»
      文件[规范性文件, 有效] Text("1_000", NotANumber(Malformed)) at 10:25 «1_000»
    收费 in layout 2021
      收费[行政事业性收费, 金额] Figure(Number { mantissa: 251, decimals: 1 }) at 11:22 «251000元»
    申请 in layout 2021
      申请[新收, 自然人] Figure(Number { mantissa: 14, decimals: 0 }) at 13:10 «14»
      申请[新收, 法人.商业企业] Blank("") at 13:14 «~»
      申请[新收, 法人.其他] Blank("") at 13:17 «''»
      申请[新收, 总计] Blank("/") at 13:21 «'/'»
      申请[办理.予以公开, 自然人] Figure(Number { mantissa: -5, decimals: 0 }) at 15:14 «-5»
      申请[办理.予以公开, 法人.商业企业] Figure(Number { mantissa: 15, decimals: 1 }) at 15:18 «1.5»
      申请[办理.予以公开, 法人.其他] Text("很多", NotANumber(Malformed)) at 15:23 «很多»
      申请[办理.予以公开, 总计] Blank("—") at 15:27 «—»
      申请[办理.不予公开.国家秘密, 自然人] Figure(Number { mantissa: 1, decimals: 0 }) at 16:26 «1»
      申请[办理.不予公开.国家秘密, 法人.商业企业] Figure(Number { mantissa: 2, decimals: 0 }) at 16:40 «2»
      申请[办理.不予公开.国家秘密, 总计] Figure(Number { mantissa: 3, decimals: 0 }) at 16:48 «3»
      申请[办理.不予公开.查询事项, 法人.其他] Figure(Number { mantissa: 7, decimals: 0 }) at 17:27 «7»
      申请[办理.其他处理.其他, 自然人] Figure(Number { mantissa: 9, decimals: 0 }) at 18:20 «9»
      申请[办理.其他处理.其他, 法人.商业企业] Figure(Number { mantissa: 9, decimals: 0 }) at 18:23 «9»
      申请[办理.其他处理.其他, 法人.其他] Figure(Number { mantissa: 9, decimals: 0 }) at 18:26 «9»
      申请[办理.其他处理.其他, 总计] Figure(Number { mantissa: 9, decimals: 0 }) at 18:29 «9»
    复议诉讼 in layout 2021
      复议诉讼[件数, 复议.维持] Figure(Number { mantissa: 0, decimals: 0 }) at 19:24 «0»
      复议诉讼[件数, 复议.总计] Figure(Number { mantissa: 1, decimals: 0 }) at 19:31 «1»
      复议诉讼[件数, 直接起诉.总计] Figure(Number { mantissa: 4, decimals: 0 }) at 19:44 «4»
    prose Some(0)
      "一年来，" at 22:5 «一年来，»
      "公开若干。" at 23:7 «公开若干。»
    prose Some(1)
      "甲" at 25:10 «甲»
      "乙" at 25:13 «乙»
    "#);
}

#[test]
fn every_mistake_is_said_and_the_rest_is_read() {
    let text = "\
年度: 2023
year: 2023
year: 2024
kind: 局
published: 2024-02-30
tables:
  文件:
    规章: [1, 2]
    规范文件: [3, 4, 5]
    规范性文件: {制发: 1, 制发: 2, 废址: 3, 有效: [4]}
  文件: {规章: [0, 0, 0]}
  收废: {}
  收费: {行政事业性收费: 5}
  申请:
    新收: [1, 2, 3, 4]
    新收: [5, 6, 7, 8]
    国家秘密: [1, 2, 3, 4]
    办理: {总计: [1, 2, 3, 4], 不予公开: [1], 其他处理: {其他: {自然人: 2, 总计: 2}}}
    办理: {结转下年: [0, 0, 0, 0], 予以公开: [0, 0, 0, 0]}
    [甲]: [1]
prose: {总体: 无, 总体情况: [无]}
";
    insta::assert_snapshot!(outcome_of(text), @r#"
    edition 2021 (stated at -) year Some(2023) agency None kind None published None
    文件 in layout 2021
      文件[规范性文件, 制发] Figure(Number { mantissa: 1, decimals: 0 }) at 10:17 «1»
    收费 in layout 2021
    申请 in layout 2021
      申请[新收, 自然人] Figure(Number { mantissa: 1, decimals: 0 }) at 15:10 «1»
      申请[新收, 法人.商业企业] Figure(Number { mantissa: 2, decimals: 0 }) at 15:13 «2»
      申请[新收, 法人.其他] Figure(Number { mantissa: 3, decimals: 0 }) at 15:16 «3»
      申请[新收, 总计] Figure(Number { mantissa: 4, decimals: 0 }) at 15:19 «4»
      申请[办理.予以公开, 自然人] Figure(Number { mantissa: 0, decimals: 0 }) at 19:37 «0»
      申请[办理.予以公开, 法人.商业企业] Figure(Number { mantissa: 0, decimals: 0 }) at 19:40 «0»
      申请[办理.予以公开, 法人.其他] Figure(Number { mantissa: 0, decimals: 0 }) at 19:43 «0»
      申请[办理.予以公开, 总计] Figure(Number { mantissa: 0, decimals: 0 }) at 19:46 «0»
      申请[办理.其他处理.其他, 自然人] Figure(Number { mantissa: 2, decimals: 0 }) at 18:56 «2»
      申请[办理.其他处理.其他, 总计] Figure(Number { mantissa: 2, decimals: 0 }) at 18:63 «2»
      申请[办理.总计, 自然人] Figure(Number { mantissa: 1, decimals: 0 }) at 18:15 «1»
      申请[办理.总计, 法人.商业企业] Figure(Number { mantissa: 2, decimals: 0 }) at 18:18 «2»
      申请[办理.总计, 法人.其他] Figure(Number { mantissa: 3, decimals: 0 }) at 18:21 «3»
      申请[办理.总计, 总计] Figure(Number { mantissa: 4, decimals: 0 }) at 18:24 «4»
    ! 1:1 «年度» 报告文件里没有“年度”
    ! 3:1 «year» “year”出现了两次，以第一次为准
    ! 4:7 «局» kind 应是“部门”或“政府”，不是“局”
    ! 5:12 «2024-02-30» published 应是日期，如 2024-01-20，不是“2024-02-30”
    ! 8:9 «[1, 2]» “规章”写了 2 个数，应有 3 个（每列一个）；这一行没有读入
    ! 9:5 «规范文件» 表“文件”的行里没有“规范文件”，是“规范性文件”吗？
    ! 10:20 «制发» “制发”出现了两次，以第一次为准
    ! 10:27 «废址» 表“文件”的列里没有“废址”，是“废止”吗？
    ! 10:38 «» “文件[规范性文件, 有效]”应是一个数
    ! 11:3 «文件» “文件”出现了两次，以第一次为准
    ! 12:3 «收废» tables 里没有“收废”，是“收费”吗？
    ! 13:17 «5» “行政事业性收费”应是“列: 数”或各列的列表
    ! 16:5 «新收» “新收”出现了两次，以第一次为准
    ! 17:5 «国家秘密» 表“申请”的行里没有“国家秘密”，是“办理.不予公开.国家秘密”吗？
    ! 18:34 «» “不予公开”应是一组，逐行写在它下面
    ! 19:5 «办理» “办理”出现了两次，以第一次为准
    ! 19:10 «结转下年» 表“申请”的行里没有“结转下年”
    ! 20:5 «[甲]» 键应是一个名称
    ! 21:9 «总体» prose 里没有“总体”
    ! 21:22 «» “总体情况”应是一段文字
    "#);
}

#[test]
fn json_reads_as_yaml_does() {
    let text = r#"{"year": "2023", "tables": {"文件": {"规章": [1, "2", null], "规范性文件": {"制发": 59237.2449, "有效": "很多\t"}},
  "申请": {"办理": {"其他处理": [1, 2, 3, 4]}}}, "origins": {}}"#;
    insta::assert_snapshot!(outcome_of(text), @r#"
    edition 2021 (stated at -) year Some(2023) agency None kind None published None
    文件 in layout 2021
      文件[规章, 制发] Figure(Number { mantissa: 1, decimals: 0 }) at 1:43 «1»
      文件[规章, 废止] Figure(Number { mantissa: 2, decimals: 0 }) at 1:46 «"2"»
      文件[规章, 有效] Blank("") at 1:51 «null»
      文件[规范性文件, 制发] Figure(Number { mantissa: 592372449, decimals: 4 }) at 1:74 «59237.2449»
      文件[规范性文件, 有效] Text("很多", NotANumber(Malformed)) at 1:92 «"很多\t"»
    申请 in layout 2019
      申请[办理.其他处理, 自然人] Figure(Number { mantissa: 1, decimals: 0 }) at 2:26 «1»
      申请[办理.其他处理, 法人.商业企业] Figure(Number { mantissa: 2, decimals: 0 }) at 2:29 «2»
      申请[办理.其他处理, 法人.其他] Figure(Number { mantissa: 3, decimals: 0 }) at 2:32 «3»
      申请[办理.其他处理, 总计] Figure(Number { mantissa: 4, decimals: 0 }) at 2:35 «4»
    "#);
    assert!(node::json(text).is_ok());
}

#[test]
fn a_table_keeps_the_layout_whose_keys_it_has() {
    let old = "year: 2023\ntables: {申请: {办理: {其他处理: [1, 2, 3, 4]}}, 文件: {规章: [1, 2, 3]}, 采购: {政府集中采购: {金额: 25.1万元}}}\n";
    insta::assert_snapshot!(outcome_of(old), @r#"
    edition 2021 (stated at -) year Some(2023) agency None kind None published None
    申请 in layout 2019
      申请[办理.其他处理, 自然人] Figure(Number { mantissa: 1, decimals: 0 }) at 2:27 «1»
      申请[办理.其他处理, 法人.商业企业] Figure(Number { mantissa: 2, decimals: 0 }) at 2:30 «2»
      申请[办理.其他处理, 法人.其他] Figure(Number { mantissa: 3, decimals: 0 }) at 2:33 «3»
      申请[办理.其他处理, 总计] Figure(Number { mantissa: 4, decimals: 0 }) at 2:36 «4»
    文件 in layout 2021
      文件[规章, 制发] Figure(Number { mantissa: 1, decimals: 0 }) at 2:52 «1»
      文件[规章, 废止] Figure(Number { mantissa: 2, decimals: 0 }) at 2:55 «2»
      文件[规章, 有效] Figure(Number { mantissa: 3, decimals: 0 }) at 2:58 «3»
    采购 in layout 2019
      采购[政府集中采购, 金额] Figure(Number { mantissa: 251000, decimals: 0 }) at 2:81 «25.1万元»
    "#);
    let new = "year: 2020\ntables: {申请: {办理: {其他处理: {其他: [1, 2, 3, 4]}}}, 文件: {规章: {制发: 1}}}\n";
    insta::assert_snapshot!(outcome_of(new), @r#"
    edition 2019 (stated at -) year Some(2020) agency None kind None published None
    申请 in layout 2021
      申请[办理.其他处理.其他, 自然人] Figure(Number { mantissa: 1, decimals: 0 }) at 2:32 «1»
      申请[办理.其他处理.其他, 法人.商业企业] Figure(Number { mantissa: 2, decimals: 0 }) at 2:35 «2»
      申请[办理.其他处理.其他, 法人.其他] Figure(Number { mantissa: 3, decimals: 0 }) at 2:38 «3»
      申请[办理.其他处理.其他, 总计] Figure(Number { mantissa: 4, decimals: 0 }) at 2:41 «4»
    文件 in layout 2021
      文件[规章, 制发] Figure(Number { mantissa: 1, decimals: 0 }) at 2:62 «1»
    "#);
}

#[test]
fn what_is_no_report_says_why() {
    let cases = [
        "",
        "# 空\n",
        "只是一段话",
        "- 1\n",
        "name: x\n",
        "tables: {}\n",
        "year: 今年\ntables: {}\n",
        "year: 1998\ntables: {}\n",
        "edition: 2020\n",
        "template: 另一种表\nyear: 2023\n",
        "{\"year\": 2023,\n \"agency\": \"甲}",
        "year: 2023\ntables: {申请: [}\n",
        "year: 2023\n---\nyear: 2024\n",
        "year: &a 2023\n",
    ];
    let said: Vec<String> = cases.iter().map(|text| format!("{text:?}\n  {}", outcome_of(text))).collect();
    insta::assert_snapshot!(said.concat(), @r##"
    ""
      no report at Nowhere: 文件是空的
    "# 空\n"
      no report at Nowhere: 文件是空的
    "只是一段话"
      no report at 1:1 «只是一段话»: 这不是报告文件：最外层应是“键: 值”
    "- 1\n"
      no report at 1:1 «»: 这不是报告文件：最外层应是“键: 值”
    "name: x\n"
      no report at 1:1 «»: 这不是报告文件：没有 template、year、tables
    "tables: {}\n"
      no report at 1:1 «»: year 和 edition 都没有写，无从判定适用哪一版
    "year: 今年\ntables: {}\n"
      no report at 1:7 «今年»: year 应是四位数的年份，不是“今年”
    "year: 1998\ntables: {}\n"
      no report at 1:7 «1998»: 1998 年没有适用的版本，最早适用于 2019 年
    "edition: 2020\n"
      no report at 1:10 «2020»: 没有“2020”这一版，只有 2019、2021
    "template: 另一种表\nyear: 2023\n"
      no report at 1:11 «另一种表»: 这是“另一种表”，不是“政府信息公开工作年度报告”
    "{\"year\": 2023,\n \"agency\": \"甲}"
      no report at 2:15 «»: 第 2 行第 15 列：字符串没有写完，缺引号
    "year: 2023\ntables: {申请: [}\n"
      no report at 2:14 «»: 第 2 行第 14 列：“[”没有配上“]”（从这里开始）
    "year: 2023\n---\nyear: 2024\n"
      no report at 2:1 «---»: 第 2 行第 1 列：一个文件里有几份 YAML 文档（“---”），请分开存成几个文件；多份报告放在一个文件里，要每行一个 JSON，如 gouji extract --format json 的输出
    "year: &a 2023\n"
      no report at 1:7 «&a 2023»: 第 1 行第 7 列：不支持 YAML 的锚点和别名（& 与 *）；请把内容写全，或给文字加引号
    "##);
}

#[test]
fn the_year_decides_unless_the_edition_is_stated() {
    for (text, edition) in [
        ("year: 2020", "2019"),
        ("year: 2021", "2021"),
        ("year: 2023年", "2021"),
        ("edition: 2019\nyear: 2023", "2019"),
        ("edition: '2019'", "2019"),
        ("edition: ~\nyear: 2025", "2021"),
    ] {
        assert!(outcome_of(text).starts_with(&format!("edition {edition} ")), "{text}");
    }
}
