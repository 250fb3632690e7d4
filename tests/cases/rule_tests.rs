//! The tests written in the built-in rule files pass, and the runner notices when they should not.

use gouji::{compile, ruleset::RuleSet, source::Source, test};

fn no_files(_: &str, _: &gouji::source::Place) -> Result<gouji::report::Report, gouji::lang::Text> {
    Err(gouji::text!("没有", "none"))
}

/// A base report beside a built-in rule file.
fn beside(name: &str, place: &gouji::source::Place) -> Result<gouji::report::Report, gouji::lang::Text> {
    let folder = place.source.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = format!("{folder}/{name}");
    let bytes = compile::builtin_file(&path).ok_or_else(|| gouji::text!("没有 {path}", "no {path}"))?;
    gouji::read::read(&path, bytes, &compile::builtin().rules.unwrap().template).map_err(|why| why.reason)
}

fn with_rule(rule: &str) -> RuleSet {
    let mut sources = compile::builtin_sources();
    sources.push(Source::new("x.gj", rule));
    let compiled = compile::load(&sources);
    compiled.rules.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics))
}

#[test]
fn the_built_in_rules_pass_their_own_tests() {
    let rules = compile::builtin().rules.unwrap();
    let outcomes = test::run(&rules, &beside);
    let failed: Vec<_> = outcomes.iter().filter(|outcome| !outcome.differences.is_empty()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    for code in ["A201", "A301", "A302", "A303", "A401"] {
        assert!(outcomes.iter().any(|outcome| outcome.code == code), "{code} has no test");
    }
}

#[test]
fn a_test_fails_on_what_is_missing_and_on_what_is_too_much() {
    let rules = with_rule(
        r#"/// 例。
rule X901 例 error {
  each row of 申请
  require 总计 >= 自然人
  basis "例"
  test "漏写 A303" { set 申请[新收, 自然人] = 999999  expect X901 at 新收  expect A301 at 自然人 }
  test "多写" { expect X901 at 新收 }
}"#,
    );
    let outcomes = test::run(&rules, &no_files);
    let said = |name: &str| {
        let outcome = outcomes.iter().find(|outcome| outcome.name == name).unwrap();
        outcome.differences.iter().map(|difference| difference.message.zh.clone()).collect::<Vec<_>>()
    };
    assert!(said("漏写 A303").iter().any(|message| message.contains("多报了 A303")), "{:?}", said("漏写 A303"));
    assert_eq!(said("多写"), ["没有报出这一条"]);
}
