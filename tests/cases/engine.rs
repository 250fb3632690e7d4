//! The engine against sums worked out independently: straight from the statutory equations, by row and column numbers.

use gouji::{
    engine::{Checker, Selection, dense_report},
    number::Number,
    read,
    report::{Report, Value},
    ruleset::RuleSet,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use std::collections::BTreeSet;

fn rules() -> RuleSet {
    crate::built_in()
}

/// Findings of family A, as `code[at]`.
fn found(checker: &Checker<'_>, report: &Report) -> BTreeSet<String> {
    let outcome = checker.check(None, report);
    let key = |finding: &gouji::finding::Finding| format!("{}[{}]", finding.code, finding.at.clone().unwrap_or_default());
    outcome.findings.iter().filter(|finding| finding.code.starts_with('A')).map(key).collect()
}

const COLUMNS: [&str; 7] =
    ["自然人", "法人.商业企业", "法人.科研机构", "法人.社会公益组织", "法人.法律服务机构", "法人.其他", "总计"];

/// The rows of 申请 in the edition 2021, or in that of 2019.
fn rows(edition: &str) -> Vec<&'static str> {
    let mut rows = vec![
        "新收",
        "上年结转",
        "办理.予以公开",
        "办理.部分公开",
        "办理.不予公开.国家秘密",
        "办理.不予公开.法律法规禁止",
        "办理.不予公开.三安全一稳定",
        "办理.不予公开.第三方权益",
        "办理.不予公开.内部事务",
        "办理.不予公开.过程性信息",
        "办理.不予公开.执法案卷",
        "办理.不予公开.查询事项",
        "办理.无法提供.不掌握",
        "办理.无法提供.需另行制作",
        "办理.无法提供.补正不明确",
        "办理.不予处理.信访举报",
        "办理.不予处理.重复申请",
        "办理.不予处理.公开出版物",
        "办理.不予处理.大量反复",
        "办理.不予处理.确认或重新出具",
    ];
    match edition {
        "2021" => rows.extend(["办理.其他处理.逾期不补正", "办理.其他处理.逾期未缴费", "办理.其他处理.其他"]),
        _ => rows.push("办理.其他处理"),
    }
    rows.extend(["办理.总计", "结转下年"]);
    rows
}

/// The equations of 申请 that a cell stands in.
fn equations_of(row: &str, column: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([format!("A303[{row}]")]);
    if matches!(row, "新收" | "上年结转" | "结转下年" | "办理.总计") {
        found.insert(format!("A301[{column}]"));
    }
    if row.starts_with("办理.") {
        found.insert(format!("A302[{column}]"));
    }
    found
}

fn bump(report: &mut Report, rules: &RuleSet, table: &str, row: &str, column: &str, by: i128) {
    let table = report.table(&rules.template, table).unwrap().table;
    let layout = &rules.template[table];
    let cell = table.cell(layout.cell(layout.rows.line(row).unwrap(), layout.columns.line(column).unwrap()));
    let value = &mut report.cell_mut(cell).unwrap().value;
    *value = Value::Figure(Number::whole(value.figure().unwrap().mantissa + by));
}

#[test]
fn a_cell_changed_by_one_is_found_by_exactly_the_equations_that_contain_it() {
    let rules = rules();
    let checker = Checker::new(&rules, Selection::default());
    let mut tried = 0;
    for name in ["2019", "2021"] {
        let dense = dense_report(&rules, rules.template.edition(name).unwrap()).unwrap();
        assert_eq!(checker.check(None, &dense).findings, []);
        for by in [1, -1] {
            for row in rows(name) {
                for column in COLUMNS {
                    let mut report = dense.clone();
                    bump(&mut report, &rules, "申请", row, column, by);
                    assert_eq!(found(&checker, &report), equations_of(row, column), "{name} 申请[{row}, {column}] {by:+}");
                    tried += 1;
                }
            }
            for group in ["复议", "直接起诉", "复议后起诉"] {
                for column in ["维持", "纠正", "其他", "未审结", "总计"] {
                    let mut report = dense.clone();
                    bump(&mut report, &rules, "复议诉讼", "件数", &format!("{group}.{column}"), by);
                    assert_eq!(found(&checker, &report), BTreeSet::from([format!("A401[{group}]")]));
                    tried += 1;
                }
            }
        }
    }
    assert_eq!(tried, 2 * (25 * 7 + 15 + 23 * 7 + 15));
}

/// Figures of a report of the edition 2021, and how it is written down.
#[derive(Debug, Clone)]
struct Generated {
    documents: [[i64; 3]; 2],
    requests: Vec<[i64; 7]>,
    reviews: [[i64; 5]; 3],
    json: bool,
}

fn generated() -> impl Strategy<Value = Generated> {
    let figure = prop_oneof![Just(0i64), 0i64..30, 0i64..12_000_000];
    let part = prop::array::uniform6(figure.clone());
    let rows = prop::collection::vec(part, 22);
    let reviews = prop::array::uniform3(prop::array::uniform4(figure.clone()));
    let documents = prop::array::uniform2(
        prop_oneof![3 => (0i64..9).prop_map(|in_force| [2, 2, in_force]), 1 => prop::array::uniform3(figure)],
    );
    let slips = prop::collection::vec((0usize..25, 0usize..7, -40i64..40), 0..5);
    let slips = prop_oneof![Just(Vec::new()), slips];
    let review_slips = prop::collection::vec((0usize..3, 0usize..5, 1i64..40), 0..3);
    let review_slips = prop_oneof![2 => Just(Vec::new()), 1 => review_slips];
    (rows, reviews, documents, slips, review_slips, any::<bool>()).prop_map(
        |(rows, reviews, documents, slips, review_slips, json)| {
            let mut generated = Generated { documents, requests: balanced(&rows), reviews: with_totals(reviews), json };
            for (row, column, by) in slips {
                generated.requests[row][column] = (generated.requests[row][column] + by).max(0);
            }
            for (group, column, by) in review_slips {
                generated.reviews[group][column] += by;
            }
            generated
        },
    )
}

/// 22 rows of six parts made into the 25 rows of the form: 上年结转 and the 21 outcomes are given, the rest follows.
fn balanced(parts: &[[i64; 6]]) -> Vec<[i64; 7]> {
    let with_total = |parts: [i64; 6]| {
        let mut row = [0; 7];
        row[..6].copy_from_slice(&parts);
        row[6] = parts.iter().sum();
        row
    };
    let outcomes = &parts[1..];
    let mut total = [0; 6];
    let mut received = [0; 6];
    let mut carried_in = [0; 6];
    for column in 0..6 {
        total[column] = outcomes.iter().map(|row| row[column]).sum();
        carried_in[column] = parts[0][column].min(total[column]);
        received[column] = total[column] + 3 - carried_in[column];
    }
    let mut rows = vec![with_total(received), with_total(carried_in)];
    rows.extend(outcomes.iter().map(|row| with_total(*row)));
    rows.extend([with_total(total), with_total([3; 6])]);
    rows
}

fn with_totals(parts: [[i64; 4]; 3]) -> [[i64; 5]; 3] {
    parts.map(|[a, b, c, d]| [a, b, c, d, a + b + c + d])
}

impl Generated {
    /// What the statutory equations say of these figures.
    fn broken(&self) -> BTreeSet<String> {
        let mut broken = BTreeSet::new();
        let names = rows("2021");
        for (column, name) in COLUMNS.iter().enumerate() {
            let at = |row: usize| self.requests[row][column];
            if at(0) + at(1) != at(23) + at(24) {
                broken.insert(format!("A301[{name}]"));
            }
            if (2..23).map(at).sum::<i64>() != at(23) {
                broken.insert(format!("A302[{name}]"));
            }
        }
        for (row, name) in self.requests.iter().zip(names) {
            if row[..6].iter().sum::<i64>() != row[6] {
                broken.insert(format!("A303[{name}]"));
            }
        }
        for (group, name) in self.reviews.iter().zip(["复议", "直接起诉", "复议后起诉"]) {
            if group[..4].iter().sum::<i64>() != group[4] {
                broken.insert(format!("A401[{name}]"));
            }
        }
        for ([issued, repealed, in_force], name) in self.documents.iter().zip(["规章", "规范性文件"]) {
            if *in_force < issued - repealed {
                broken.insert(format!("A201[{name}]"));
            }
        }
        broken
    }

    fn text(&self) -> String {
        let list = |figures: &[i64]| format!("[{}]", figures.iter().map(i64::to_string).collect::<Vec<_>>().join(", "));
        let quote = |name: &str| if self.json { format!("\"{name}\"") } else { name.to_owned() };
        let entry = |name: &str, value: String| format!("{}: {value}", quote(name));
        let map = |entries: Vec<String>| format!("{{{}}}", entries.join(", "));
        let requests = rows("2021").iter().zip(&self.requests).map(|(name, row)| entry(name, list(row))).collect();
        let reviews: Vec<i64> = self.reviews.iter().flatten().copied().collect();
        let tables = map(vec![
            entry("文件", map(vec![entry("规章", list(&self.documents[0])), entry("规范性文件", list(&self.documents[1]))])),
            entry("许可", map(vec![entry("行政许可", "[7]".to_owned())])),
            entry("处罚强制", map(vec![entry("行政处罚", "[4]".to_owned()), entry("行政强制", "[9]".to_owned())])),
            entry("收费", map(vec![entry("行政事业性收费", "[59237.2449]".to_owned())])),
            entry("申请", map(requests)),
            entry("复议诉讼", map(vec![entry("件数", list(&reviews))])),
        ]);
        map(vec![entry("template", quote("政府信息公开工作年度报告")), entry("year", "2023".to_owned()), entry("tables", tables)])
    }
}

#[test]
fn reports_are_judged_as_the_equations_judge_them() {
    let rules = rules();
    let cases = u32::try_from(crate::times("PROPTEST_CASES", (250, 1000))).unwrap();
    let checker = Checker::new(&rules, Selection::default());
    let valid = std::cell::Cell::new(0);
    let mut runner = TestRunner::new_with_rng(
        Config { cases, failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    runner
        .run(&generated(), |generated| {
            let report = read::read("generated", generated.text().as_bytes(), &rules.template).unwrap();
            prop_assert_eq!(found(&checker, &report), generated.broken());
            valid.set(valid.get() + usize::from(generated.broken().is_empty()));
            Ok(())
        })
        .unwrap();
    let share = valid.get() * 100 / cases as usize;
    assert!((5..95).contains(&share), "{share} % were valid: the generator is lopsided");
}
