//! Tests of rules that stand alone: what other rules find is not in their way, and what keeps a rule from being checked is said.

use gouji::{compile, source::Source, test};

/// What differs, in Chinese, for each test of rules beside those built in.
fn differences(rules: &str) -> Vec<(String, Vec<String>)> {
    let mut sources = compile::builtin_sources();
    sources.push(Source::new("例.gj", rules));
    let compiled = compile::load(&sources);
    assert_eq!(compiled.diagnostics, []);
    let rules = compiled.rules.unwrap();
    let open: test::OpenBase<'_> = &|name, _| Err(gouji::lang::Text::same(name));
    let own = test::run(&rules, open).into_iter().filter(|outcome| outcome.code.starts_with('Z'));
    own.map(|outcome| (outcome.name, outcome.differences.into_iter().map(|wrong| wrong.message.zh).collect())).collect()
}

fn rule(tests: &str) -> String {
    format!(
        "param 倍数: number {{ 2.5 }}
fact 表扬信: count in 总体情况 {{ \"收到表扬信{{n}}封\" }}
rule Z101 新收 warning {{
  require 申请[新收, 总计] <= 倍数 * 申请[办理.总计, 总计]
  basis \"例\"
  {tests}
}}
rule Z102 表扬信 warning {{
  require 表扬信 <= 申请[新收, 总计]
  basis \"例\"
  test \"一句正文就够\" {{
    prose 总体情况 \"收到表扬信9999999封。\"
    expect Z102
  }}
  test \"一句正文，不报\" {{
    prose 总体情况 \"收到表扬信1封。\"
    expect nothing
  }}
}}"
    )
}

#[test]
fn what_other_rules_find_is_not_in_the_way() {
    let all = differences(&rule(
        "test \"别的规则也报\" { set 申请[新收, 总计] = 999999 expect only Z101 }
  test \"只看 A301\" { set 申请[新收, 总计] = 999999 expect only A301 at 总计 expect Z101 }
  test \"本条不报\" { set 申请[新收, 自然人] = 999999 expect only nothing }
  test \"全看\" { set 申请[新收, 总计] = 999999 expect Z101 }
  test \"不该报的\" { set 申请[新收, 总计] = 999999 expect only nothing }",
    ));
    let wrong: Vec<(&str, usize)> = all.iter().map(|(name, wrong)| (name.as_str(), wrong.len())).collect();
    assert_eq!(
        wrong,
        [
            ("别的规则也报", 0),
            ("只看 A301", 0),
            ("本条不报", 0),
            ("全看", 2),
            ("不该报的", 1),
            ("一句正文就够", 0),
            ("一句正文，不报", 0)
        ]
    );
}

#[test]
fn why_a_rule_was_not_checked_is_said() {
    let all = differences(&rule(
        "test \"另一版\" in edition 2019 { expect A201 }
  test \"没有上年\" { expect Y601 at 自然人 }
  test \"没有不符\" { expect A301 at 自然人 }",
    ));
    let said: Vec<&str> = all.iter().filter_map(|(_, wrong)| wrong.first()).map(String::as_str).collect();
    assert_eq!(said, ["A201 不用于 2019 年版，不会报出", "Y601 没有核对：没有上年报告", "没有报出这一条"]);
}

#[test]
fn the_first_year_of_an_edition_has_a_year_before_it() {
    let all = differences(
        "rule Z103 衔接 warning {
  in edition 2021
  each column of 申请
  require 上年结转 <= prior.结转下年
  basis \"例\"
  test \"上年是旧版\" {
    prior base dense in edition 2019
    prior set 申请[结转下年, 自然人] = 0
    expect only Z103
  }
}",
    );
    assert_eq!(all.first().map(|(_, wrong)| wrong.len()), Some(0), "{all:?}");
}

/// What `new report --dense` writes is a report that ties up.
#[test]
fn the_made_up_report_can_be_written_out() {
    use super::cli::{code, gouji, stdout};
    let written = stdout(&gouji(&["new", "report", "--dense", "--edition", "2019"]));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("样.yaml");
    std::fs::write(&file, &written).unwrap();
    let checked = gouji(&["check", "--select", "A", &file.display().to_string()]);
    assert_eq!(code(&checked), 0, "{}", stdout(&checked));
    assert!(written.contains("新收: [") && !written.contains("~,"), "{written}");
    assert_eq!(code(&gouji(&["new", "report", "--dense", "--format", "xlsx"])), 2);
}

/// 万元 in one edition, 元 in the next: the years are compared in one unit.
#[test]
fn a_unit_of_money_that_changed_is_converted() {
    let edition = |name: u16, years: &str, unit: &str| {
        format!(
            "template 报表 edition {name} {{ years {years} section 一 {{ table 费 {{ cells money \"{unit}\" columns {{ 金额 }} rows {{ 收费 }} }} }} }}\n"
        )
    };
    let rule = "rule Z101 两年 error {
  in edition 2026
  each row of 费
  require 金额 = prior.金额
  say \"今年 {金额}，上年 {prior.金额}\"
  basis \"例\"
  test \"相同\" {
    set 费[收费, 金额] = 125000
    prior base dense in edition 2024
    prior set 费[收费, 金额] = 12.5
    expect nothing
  }
  test \"不同\" {
    set 费[收费, 金额] = 12.5
    prior base dense in edition 2024
    prior set 费[收费, 金额] = 12.5
    expect Z101 at 收费
  }
}";
    let text = format!("{}{}{rule}", edition(2024, "2024..2025", "万元"), edition(2026, "2026..", "元"));
    let compiled = compile::load(&[Source::new("例.gj", text)]);
    assert_eq!(compiled.diagnostics, []);
    let open: test::OpenBase<'_> = &|name, _| Err(gouji::lang::Text::same(name));
    let outcomes = test::run(&compiled.rules.unwrap(), open);
    assert_eq!(outcomes.len(), 2);
    assert!(outcomes.iter().all(|outcome| outcome.differences.is_empty()), "{outcomes:?}");
}
