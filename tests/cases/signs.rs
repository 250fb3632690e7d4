//! Rows that their total subtracts, figures below zero in brackets, comparisons with a tolerance.

use gouji::{
    Checker, Rules, compile,
    engine::{self, Related, Selection},
    read,
    source::Source,
};

const FORM: &str = "template 资产表 edition 2024 {
  years 2024..
  section 资产 {
    table 固定资产 {
      cells money \"元\"
      columns { 期末 期初 变动 cells money \"元\" signed }
      rows {
        group 资产 {
          原值 \"固定资产原值\"
          less 累计折旧 \"减：累计折旧\"
          total 净值 \"固定资产净值\"
        }
      }
    }
  }
}";

const RULES: &str = "rule Z101 净值 error {
  each column of 固定资产
  require 资产.净值 = sum(资产)
  say \"{column}：应为 {right}\"
  basis \"例\"
}
rule Z102 变动 warning {
  each row of 固定资产
  require 变动 = 期末 - 期初 within 0.01
  basis \"例\"
}
rule Z103 稳定 info {
  require 固定资产[资产.原值, 期末] = 固定资产[资产.原值, 期初] within 1%
  basis \"例\"
}";

/// What is found in a report with these rows: code and place, and the message.
fn found(rows: [&str; 3]) -> Vec<(String, String)> {
    let [first, second, third] = rows;
    let report = format!(
        "template: 资产表\nagency: 某局\nyear: 2024\ntables:\n  固定资产:\n    资产: {{原值: [{first}], 累计折旧: [{second}], 净值: [{third}]}}\n"
    );
    let rules = Rules::from_texts([("form.gj", FORM), ("rules.gj", RULES)]).unwrap_or_else(|wrong| panic!("{wrong:?}"));
    let report = read("报告.yaml", report.as_bytes(), &rules).unwrap();
    let outcome = Checker::new(&rules).check(&report);
    let told =
        |found: &gouji::Finding| (format!("{} {}", found.code, found.at.clone().unwrap_or_default()), found.message.zh.clone());
    outcome.findings.iter().map(told).collect()
}

#[test]
fn a_total_subtracts_what_is_less() {
    assert_eq!(found(["100, 100, 0", "30.5, 20, 10.5", "69.5, 80, (10.5)"]), []);
    let wrong = found(["100, 100, 0", "30.5, 20, 10.5", "130.5, 80, 50.5"]);
    assert_eq!(
        wrong,
        [("Z101 期末".to_owned(), "期末：应为 69.5".to_owned()), ("Z101 变动".to_owned(), "变动：应为 -10.5".to_owned())]
    );
}

#[test]
fn brackets_are_below_zero_only_where_a_column_says_so() {
    let wrong = found(["100, 100, 0", "30.5, 20, 10.5", "69.5, (80), （10.50）"]);
    assert!(
        wrong.iter().any(|(code, _)| code.starts_with("R002")) && wrong.iter().all(|(code, _)| code != "Z101 变动"),
        "{wrong:?}"
    );
}

#[test]
fn a_tolerance_is_held_to_the_last_digit() {
    let codes = |rows| found(rows).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert_eq!(codes(["101, 100, 1.01", "30, 30, 0", "71, 70, 1.01"]), Vec::<String>::new());
    assert_eq!(codes(["101, 100, 1.02", "30, 30, 0", "71, 70, 1.02"]), ["Z102 资产.原值", "Z102 资产.净值"]);
    assert_eq!(codes(["101.01, 100, 1.01", "30, 30, 0", "71.01, 70, 1.01"]), ["Z103 "]);
}

#[test]
fn a_tolerance_goes_with_equations_in_one_unit() {
    for (require, code) in [
        ("固定资产[资产.原值, 期末] <= 5元 within 1", "E320"),
        ("固定资产[资产.原值, 期末] = 5元 within 3件", "E401"),
        ("固定资产[资产.原值, 期末] + 1 within 3", "E404"),
    ] {
        let rule = format!("rule Z101 甲 error {{ require {require}\n basis \"例\" }}");
        let wrong = Rules::from_texts([("form.gj", FORM), ("rules.gj", rule.as_str())]).unwrap_err();
        assert_eq!(wrong[0].code.as_str(), code, "{require}");
    }
    let rule = "rule Z101 甲 error { require 固定资产[资产.原值, 期末] = 5元 within 0.0001万元\n basis \"例\" }";
    assert!(Rules::from_texts([("form.gj", FORM), ("rules.gj", rule)]).is_ok());
}

/// A count whose unit changed between editions, and two units side by side.
fn with_two_units(comparable: &str) -> Result<Vec<String>, usize> {
    let edition = |name: &str, years: &str, unit: &str, follows: &str| {
        format!(
            "template 访问表 edition {name} {{
  years {years}
  {comparable}
  {follows}
  section 访问 {{
    table 次数 {{
      cells count \"{unit}\"
      columns {{ 网站 客户端 cells count \"人次\" }}
      rows {{ 全年 }}
    }}
  }}
}}
"
        )
    };
    let forms = edition("2023", "2023..2023", "个", "") + &edition("2024", "2024..", "次", "follows 2023 { }");
    let rules = "rule Z101 多于 error { in edition 2024 require 次数[全年, 网站] >= 次数[全年, 客户端] basis \"例\" }
rule Z102 上年 error { in edition 2024 require 次数[全年, 网站] = prior.次数[全年, 网站] basis \"例\" }";
    let sources = [("form.gj", forms.as_str()), ("rules.gj", rules)].map(|(name, text)| Source::new(name, text));
    let compiled = compile::load(&sources);
    let rules = compiled.rules.ok_or(compiled.diagnostics.len())?;
    let report = |year: u16, figures: &str| {
        let text = format!("template: 访问表\nagency: 某局\nyear: {year}\ntables:\n  次数: {{全年: [{figures}]}}\n");
        gouji::read::read("报告.yaml", text.as_bytes(), &rules.template).unwrap()
    };
    let prior = engine::digest(&report(2023, "5, 1"), &rules.template);
    let related = Related { prior: Ok(&prior), ..Related::default() };
    let outcome = engine::Checker::new(&rules, Selection::default()).check_among(None, &report(2024, "3, 4"), &related);
    Ok(outcome.findings.iter().map(|found| found.code.clone()).collect())
}

#[test]
fn units_meet_where_the_form_calls_them_comparable() {
    assert_eq!(with_two_units("comparable 个, 次, 人次"), Ok(vec!["Z101".to_owned(), "Z102".to_owned()]));
    assert!(with_two_units("").is_err());
}
