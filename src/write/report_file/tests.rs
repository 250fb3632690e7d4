//! What is written reads back as the same cells and the same prose, whatever stands in them.

use super::*;
use crate::{
    date::Date,
    number::Number,
    read::report_file,
    report::{Cell, Filled, Origin, Passage, Report, SectionProse, Value},
    source::Source,
    template::{EditionId, sample},
};
use proptest::prelude::*;

/// What a report says, without where it stood.
fn said(report: &Report) -> impl PartialEq + std::fmt::Debug + use<> {
    let tables: Vec<_> = report
        .tables
        .iter()
        .map(|filled| (filled.table, filled.cells.iter().map(|cell| cell.value.clone()).collect::<Vec<_>>()))
        .filter(|(_, values)| values.iter().any(|value| *value != Value::Absent))
        .collect();
    let section =
        |section: &SectionProse| (section.section, section.paragraphs.iter().map(|p| p.text.clone()).collect::<Vec<_>>());
    let prose: Option<Vec<_>> = report.prose.as_ref().map(|prose| prose.sections.iter().map(section).collect());
    (report.edition, report.agency.clone(), report.kind.clone(), report.year, report.published, tables, prose)
}

fn empty(edition: usize) -> Report {
    Report { edition: EditionId::new(edition), year: Some(2023), sheets: vec!["表 1".into()], ..Report::default() }
}

fn example() -> Report {
    let template = sample::template();
    let mut report = Report {
        agency: Some("某县人民政府: 办公室".into()),
        kind: Some("部门".into()),
        published: Date::new(2024, 1, 20),
        received: None,
        ..empty(1)
    };
    for table in 0..4 {
        let mut filled = Filled::absent(&template, EditionId::new(1).table(table));
        for (at, cell) in filled.cells.iter_mut().enumerate() {
            let value = match at {
                1 if table == 0 => Value::Blank(String::new()),
                2 if table == 0 => Value::Blank("—".into()),
                5 if table == 2 => Value::read("很多", &template.editions[1].tables[2].kinds[0]),
                20..24 if table == 2 => Value::Absent,
                9 if table == 2 => Value::Absent,
                _ => Value::Figure(Number { mantissa: at as i128, decimals: u8::from(table == 1) }),
            };
            let origin = Origin::Grid { table: table as u32 + 1, row: 2, column: at as u32 };
            *cell = Cell { value, origin };
        }
        report.tables.push(filled);
    }
    let passage = |text: &str| Passage { text: text.into(), origin: Origin::Nowhere };
    let section = |section, words: &[&str]| SectionProse {
        section: Some(section),
        heading: None,
        paragraphs: words.iter().map(|text| passage(text)).collect(),
    };
    let sections = vec![section(0, &["一年来：", "# 公开若干。"]), section(1, &[]), section(2, &["甲\u{1b}乙"])];
    report.prose = Some(Prose { title: None, sections, signature: None });
    report
}

#[test]
fn yaml_is_for_people() {
    insta::assert_snapshot!(yaml(&example(), &sample::template(), None), @r#"
    template: 政府信息公开工作年度报告
    edition: "2021"
    agency: "某县人民政府: 办公室"
    kind: 部门
    year: 2023
    published: 2024-01-20
    tables:
      文件:  # 制发, 废止, 有效
        规章: [0, ~, "—"]
        规范性文件: [3, 4, 5]
      收费:
        行政事业性收费: {金额: 0.0}
      申请:  # 自然人, 法人.商业企业, 法人.其他, 总计
        新收: [0, 1, 2, 3]
        上年结转: [4, 很多, 6, 7]
        办理:
          予以公开:
            自然人: 8
            法人: {其他: 10}
            总计: 11
          不予公开:
            国家秘密: [12, 13, 14, 15]
            查询事项: [16, 17, 18, 19]
          其他处理:
            其他: [24, 25, 26, 27]
          总计: [28, 29, 30, 31]
        结转下年: [32, 33, 34, 35]
      复议诉讼:
        件数:
          复议: {维持: 0, 纠正: 1, 总计: 2}
          直接起诉: {维持: 3, 纠正: 4, 总计: 5}
    prose:
      总体情况: |
        一年来：
        # 公开若干。
      主动公开: ""
      依申请公开: "甲\U0000001b乙"
    "#);
}

#[test]
fn yaml_can_say_where_each_figure_stood() {
    insta::assert_snapshot!(yaml(&example(), &sample::template(), Some(Lang::Zh)), @r#"
    template: 政府信息公开工作年度报告
    edition: "2021"
    agency: "某县人民政府: 办公室"
    kind: 部门
    year: 2023
    published: 2024-01-20
    tables:
      文件:
        规章:
          制发: 0  # 第 1 个表格，第 2 行第 0 列
          废止: ~  # 第 1 个表格，第 2 行第 1 列
          有效: "—"  # 第 1 个表格，第 2 行第 2 列
        规范性文件:
          制发: 3  # 第 1 个表格，第 2 行第 3 列
          废止: 4  # 第 1 个表格，第 2 行第 4 列
          有效: 5  # 第 1 个表格，第 2 行第 5 列
      收费:
        行政事业性收费:
          金额: 0.0  # 第 2 个表格，第 2 行第 0 列
      申请:
        新收:
          自然人: 0  # 第 3 个表格，第 2 行第 0 列
          法人:
            商业企业: 1  # 第 3 个表格，第 2 行第 1 列
            其他: 2  # 第 3 个表格，第 2 行第 2 列
          总计: 3  # 第 3 个表格，第 2 行第 3 列
        上年结转:
          自然人: 4  # 第 3 个表格，第 2 行第 4 列
          法人:
            商业企业: 很多  # 第 3 个表格，第 2 行第 5 列
            其他: 6  # 第 3 个表格，第 2 行第 6 列
          总计: 7  # 第 3 个表格，第 2 行第 7 列
        办理:
          予以公开:
            自然人: 8  # 第 3 个表格，第 2 行第 8 列
            法人:
              其他: 10  # 第 3 个表格，第 2 行第 10 列
            总计: 11  # 第 3 个表格，第 2 行第 11 列
          不予公开:
            国家秘密:
              自然人: 12  # 第 3 个表格，第 2 行第 12 列
              法人:
                商业企业: 13  # 第 3 个表格，第 2 行第 13 列
                其他: 14  # 第 3 个表格，第 2 行第 14 列
              总计: 15  # 第 3 个表格，第 2 行第 15 列
            查询事项:
              自然人: 16  # 第 3 个表格，第 2 行第 16 列
              法人:
                商业企业: 17  # 第 3 个表格，第 2 行第 17 列
                其他: 18  # 第 3 个表格，第 2 行第 18 列
              总计: 19  # 第 3 个表格，第 2 行第 19 列
          其他处理:
            其他:
              自然人: 24  # 第 3 个表格，第 2 行第 24 列
              法人:
                商业企业: 25  # 第 3 个表格，第 2 行第 25 列
                其他: 26  # 第 3 个表格，第 2 行第 26 列
              总计: 27  # 第 3 个表格，第 2 行第 27 列
          总计:
            自然人: 28  # 第 3 个表格，第 2 行第 28 列
            法人:
              商业企业: 29  # 第 3 个表格，第 2 行第 29 列
              其他: 30  # 第 3 个表格，第 2 行第 30 列
            总计: 31  # 第 3 个表格，第 2 行第 31 列
        结转下年:
          自然人: 32  # 第 3 个表格，第 2 行第 32 列
          法人:
            商业企业: 33  # 第 3 个表格，第 2 行第 33 列
            其他: 34  # 第 3 个表格，第 2 行第 34 列
          总计: 35  # 第 3 个表格，第 2 行第 35 列
      复议诉讼:
        件数:
          复议:
            维持: 0  # 第 4 个表格，第 2 行第 0 列
            纠正: 1  # 第 4 个表格，第 2 行第 1 列
            总计: 2  # 第 4 个表格，第 2 行第 2 列
          直接起诉:
            维持: 3  # 第 4 个表格，第 2 行第 3 列
            纠正: 4  # 第 4 个表格，第 2 行第 4 列
            总计: 5  # 第 4 个表格，第 2 行第 5 列
    prose:
      总体情况: |
        一年来：
        # 公开若干。
      主动公开: ""
      依申请公开: "甲\U0000001b乙"
    "#);
}

#[test]
fn json_is_for_programs() {
    let template = sample::template();
    insta::assert_snapshot!(json(&example(), &template, false, false).unwrap(), @r#"
    {
      "template": "政府信息公开工作年度报告",
      "edition": "2021",
      "agency": "某县人民政府: 办公室",
      "kind": "部门",
      "year": 2023,
      "published": "2024-01-20",
      "tables": {
        "文件": {
          "规章": [0, null, "—"],
          "规范性文件": [3, 4, 5]
        },
        "收费": {
          "行政事业性收费": {"金额": 0.0}
        },
        "申请": {
          "新收": [0, 1, 2, 3],
          "上年结转": [4, "很多", 6, 7],
          "办理": {
            "予以公开": {
              "自然人": 8,
              "法人": {"其他": 10},
              "总计": 11
            },
            "不予公开": {
              "国家秘密": [12, 13, 14, 15],
              "查询事项": [16, 17, 18, 19]
            },
            "其他处理": {
              "其他": [24, 25, 26, 27]
            },
            "总计": [28, 29, 30, 31]
          },
          "结转下年": [32, 33, 34, 35]
        },
        "复议诉讼": {
          "件数": {
            "复议": {"维持": 0, "纠正": 1, "总计": 2},
            "直接起诉": {"维持": 3, "纠正": 4, "总计": 5}
          }
        }
      },
      "prose": {
        "总体情况": "一年来：\n# 公开若干。",
        "主动公开": "",
        "依申请公开": "甲\u001b乙"
      }
    }
    "#);
    let mut small = example();
    small.tables.truncate(1);
    small.prose = None;
    insta::assert_snapshot!(json(&small, &template, true, true).unwrap(), @r#"
    {"template":"政府信息公开工作年度报告","edition":"2021","agency":"某县人民政府: 办公室","kind":"部门","year":2023,"published":"2024-01-20","tables":{"文件":{"规章":[0,null,"—"],"规范性文件":[3,4,5]}},"origins":{"文件[规章, 制发]":{"table":1,"row":2,"column":0},"文件[规章, 废止]":{"table":1,"row":2,"column":1},"文件[规章, 有效]":{"table":1,"row":2,"column":2},"文件[规范性文件, 制发]":{"table":1,"row":2,"column":3},"文件[规范性文件, 废止]":{"table":1,"row":2,"column":4},"文件[规范性文件, 有效]":{"table":1,"row":2,"column":5}}}
    "#);
}

#[test]
fn cells_are_for_comparing() {
    let template = sample::template();
    let mut report = example();
    report.tables.remove(3);
    insta::assert_snapshot!(crate::write::cells::cells(&report, &template, false).unwrap(), @r#"
    {"文件[规章, 制发]":"0","文件[规章, 废止]":null,"文件[规章, 有效]":null,"文件[规范性文件, 制发]":"3","文件[规范性文件, 废止]":"4","文件[规范性文件, 有效]":"5","收费[行政事业性收费, 金额]":"0.0","申请[新收, 自然人]":"0","申请[新收, 法人.商业企业]":"1","申请[新收, 法人.其他]":"2","申请[新收, 总计]":"3","申请[上年结转, 自然人]":"4","申请[上年结转, 法人.商业企业]":"很多","申请[上年结转, 法人.其他]":"6","申请[上年结转, 总计]":"7","申请[办理.予以公开, 自然人]":"8","申请[办理.予以公开, 法人.其他]":"10","申请[办理.予以公开, 总计]":"11","申请[办理.不予公开.国家秘密, 自然人]":"12","申请[办理.不予公开.国家秘密, 法人.商业企业]":"13","申请[办理.不予公开.国家秘密, 法人.其他]":"14","申请[办理.不予公开.国家秘密, 总计]":"15","申请[办理.不予公开.查询事项, 自然人]":"16","申请[办理.不予公开.查询事项, 法人.商业企业]":"17","申请[办理.不予公开.查询事项, 法人.其他]":"18","申请[办理.不予公开.查询事项, 总计]":"19","申请[办理.其他处理.其他, 自然人]":"24","申请[办理.其他处理.其他, 法人.商业企业]":"25","申请[办理.其他处理.其他, 法人.其他]":"26","申请[办理.其他处理.其他, 总计]":"27","申请[办理.总计, 自然人]":"28","申请[办理.总计, 法人.商业企业]":"29","申请[办理.总计, 法人.其他]":"30","申请[办理.总计, 总计]":"31","申请[结转下年, 自然人]":"32","申请[结转下年, 法人.商业企业]":"33","申请[结转下年, 法人.其他]":"34","申请[结转下年, 总计]":"35"}
    "#);
    report.tables.truncate(1);
    report.tables[0].cells[0].origin = Origin::Sheet { sheet: 0, row: 4, column: 27 };
    insta::assert_snapshot!(crate::write::cells::cells(&report, &template, true).unwrap(), @r#"
    {"文件[规章, 制发]":{"value":"0","origin":{"sheet":"表 1","ref":"AB5"}},"文件[规章, 废止]":{"value":null,"origin":{"table":1,"row":2,"column":1}},"文件[规章, 有效]":{"value":null,"origin":{"table":1,"row":2,"column":2}},"文件[规范性文件, 制发]":{"value":"3","origin":{"table":1,"row":2,"column":3}},"文件[规范性文件, 废止]":{"value":"4","origin":{"table":1,"row":2,"column":4}},"文件[规范性文件, 有效]":{"value":"5","origin":{"table":1,"row":2,"column":5}}}
    "#);
    assert_eq!(crate::write::cells::unreadable(&example(), &template), [("申请[上年结转, 法人.商业企业]".into(), "很多".into())]);
}

fn value() -> impl Strategy<Value = Value> {
    let kind = sample::template().editions[1].tables[0].kinds[0].clone();
    prop_oneof![
        Just(Value::Absent),
        Just(Value::Blank(String::new())),
        (0i64..100_000, 0u8..5).prop_map(|(mantissa, decimals)| Value::Figure(Number { mantissa: mantissa.into(), decimals })),
        (-100i64..0).prop_map(|value| Value::Figure(Number::whole(value.into()))),
        "[-/—0-9.,件元万年~#:'\"\\[\\]{}&*!|> a-zN\t甲\u{85}\u{2028}\u{feff}\u{7f}]{0,12}"
            .prop_map(move |text| Value::read(&text, &kind)),
        "[yYnNoOeEsStTrRuUlL]{1,5}".prop_map(|text| Value::read(&text, &crate::template::Kind::default())),
    ]
}

fn report() -> impl Strategy<Value = Report> {
    let template = sample::template();
    let tables = [(1, 0), (1, 2), (1, 3), (0, 2)].map(|(edition, table)| EditionId::new(edition).table(table));
    let counts = tables.map(|table| (table, template[table].cell_count()));
    let filled = move |which: usize| {
        let (table, count) = counts[which];
        proptest::collection::vec(value(), count).prop_map(move |values| Filled {
            subtotals: Vec::new(),
            table,
            cells: values.into_iter().map(|value| Cell { value, origin: Origin::Nowhere }).collect(),
        })
    };
    let words = "[-—0-9.,:#'\"甲乙丙。\\[\\]{}&*!|>\u{3000}\u{85}]{1,12}";
    let agency = "[甲乙: #\"'\\-a-z0-9]{0,8}[甲乙]";
    (filled(0), prop_oneof![filled(1), filled(3)], filled(2), agency, proptest::collection::vec(words, 0..4)).prop_map(
        |(first, second, third, agency, words)| {
            let trimmed = |text: &String| text.trim().to_owned();
            let words: Vec<String> = words.iter().map(trimmed).filter(|text| !text.is_empty()).collect();
            let paragraphs = words.into_iter().map(|text| Passage { text, origin: Origin::Nowhere }).collect();
            let section = SectionProse { section: Some(1), heading: None, paragraphs };
            let prose = Some(Prose { title: None, sections: vec![section], signature: None });
            Report { agency: Some(agency.trim().to_owned()), tables: vec![first, second, third], prose, ..empty(1) }
        },
    )
}

/// The layout of a table shows only in keys that the other edition lacks.
fn shows_its_layout(report: &Report) -> bool {
    let template = sample::template();
    report.tables.iter().all(|filled| {
        let table = &template[filled.table];
        filled.table.edition == EditionId::new(1)
            || filled
                .cells
                .iter()
                .enumerate()
                .any(|(at, cell)| cell.value != Value::Absent && table.cell_name(at).contains("[办理.其他处理,"))
    })
}

proptest! {
    #[test]
    fn writing_and_reading_are_inverse(report in report().prop_filter("layout", shows_its_layout)) {
        let template = sample::template();
        let texts = [
            yaml(&report, &template, None),
            yaml(&report, &template, Some(Lang::En)),
            json(&report, &template, false, false).unwrap(),
            json(&report, &template, true, true).unwrap(),
        ];
        for text in texts {
            let again = report_file::read(Source::new("again", text.as_str()), &template).unwrap();
            prop_assert!(again.remarks.is_empty(), "{:?}\n{text}", again.remarks);
            prop_assert_eq!(said(&again), said(&report), "{}", text);
        }
    }

    #[test]
    fn other_readers_read_the_yaml_alike(report in report()) {
        let template = sample::template();
        let ours = yaml(&report, &template, None);
        let theirs: serde_yaml::Value = serde_yaml::from_str(&ours).unwrap();
        let agency = theirs.get("agency").and_then(|agency| agency.as_str());
        prop_assert_eq!(agency, report.agency.as_deref(), "{}", ours);
    }
}
