//! The tests written in the built-in rule files pass, and the runner notices when they should not.

use gouji::{
    compile,
    lang::Text,
    report::Report,
    ruleset::RuleSet,
    source::{Place, Source},
    template::Template,
    test::{self, Fate, Mutant, Sameness},
};
use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

fn no_files(_: &str, _: &Place) -> Result<Report, Text> {
    Err(gouji::text!("没有", "none"))
}

/// A base report beside a built-in rule file, read once.
fn beside(name: &str, place: &Place) -> Result<Report, Text> {
    let folder = place.source.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = format!("{folder}/{name}");
    static TEMPLATE: LazyLock<Template> = LazyLock::new(|| crate::built_in().template);
    static READ: LazyLock<Mutex<HashMap<String, Result<Report, Text>>>> = LazyLock::new(Mutex::default);
    let read = || {
        let bytes = compile::builtin_file(&path).ok_or_else(|| gouji::text!("没有 {path}", "no {path}"))?;
        gouji::read::read(&path, bytes, &TEMPLATE).map_err(|why| why.reason)
    };
    READ.lock().unwrap().entry(path.clone()).or_insert_with(read).clone()
}

fn with_rule(rule: &str) -> RuleSet {
    let mut sources = compile::builtin_sources();
    sources.push(Source::new("x.gj", rule));
    let compiled = compile::load(&sources);
    compiled.rules.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics))
}

#[test]
fn the_built_in_rules_pass_their_own_tests() {
    let rules = crate::built_in();
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

/// The slips made in one rule of one's own beside the built-in ones.
fn mutants_of(rule: &str) -> Vec<Mutant> {
    let mut sources = compile::builtin_sources();
    sources.retain(|source| source.name.starts_with("schemas"));
    sources.push(Source::new("x.gj", rule));
    let rules = compile::load(&sources).rules.unwrap();
    test::mutants(&sources, &rules, &no_files)
}

fn written(mutants: &[Mutant], is_it: fn(&Fate) -> bool) -> Vec<String> {
    let these = mutants.iter().filter(|mutant| is_it(&mutant.fate));
    these.map(|mutant| format!("{} -> {}", mutant.place.text().trim(), mutant.instead.trim())).collect()
}

#[test]
fn the_tests_of_the_built_in_rules_notice_every_slip_that_changes_something() {
    let rules = crate::built_in();
    let mutants = test::mutants_of(&compile::builtin_sources(), &rules, &beside, |name| is_code(name) && is_tried(name));
    assert!(mutants.len() > if crate::whole() { 1_500 } else { 150 }, "{}", mutants.len());
    assert_eq!(written(&mutants, |fate| *fate == Fate::Alive), Vec::<String>::new());
    let equivalent = mutants.iter().filter(|mutant| matches!(mutant.fate, Fate::Equivalent(_)));
    let mut equivalent: Vec<(&str, &str)> = equivalent.map(|mutant| (mutant.code.as_str(), mutant.instead.as_str())).collect();
    equivalent.dedup();
    // 受理 of fewer than were 收到, where as many are allowed already; words of none, whose figure is 0 and never more.
    let known = [("P501", "<="), ("P512", ">="), ("P519", ">=")];
    assert_eq!(equivalent, known.into_iter().filter(|(code, _)| is_tried(code)).collect::<Vec<_>>());
}

/// All rules, facts and words, or about every fourth by its name.
fn is_tried(name: &str) -> bool {
    crate::whole() || name.bytes().map(u32::from).sum::<u32>().is_multiple_of(4)
}

fn is_code(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Every word of the lexicon, every wording of it, and every part of a fact is needed by a sentence of some test.
#[test]
fn the_tests_of_the_built_in_facts_need_every_word_of_the_lexicon() {
    let rules = crate::built_in();
    // What the literal patterns of these find is not stated in a way that a sentence of a fact could test.
    let literal = ["统计起日", "统计止日", "正文年度", "工作考核", "社会评议", "责任追究", "部分数"];
    let wanted = |name: &str| !is_code(name) && !literal.contains(&name) && is_tried(name);
    let mutants = test::mutants_of(&compile::builtin_sources(), &rules, &beside, wanted);
    let enough = if crate::whole() { 1_000 } else { 100 };
    assert!(mutants.len() > enough && mutants.iter().all(|mutant| !mutant.is_rule), "{}", mutants.len());
    let mut alive: Vec<(&str, String)> = Vec::new();
    for mutant in mutants.iter().filter(|mutant| mutant.fate == Fate::Alive) {
        alive.push((&mutant.code, mutant.place.text().split_whitespace().last().unwrap_or_default().to_owned()));
    }
    // Marks that tell wholes from parts in statements of the three shapes: no fact rests on them.
    let of_shapes = [("书面渠道", "half"), ("网上渠道", "half")];
    let of_shapes = of_shapes.into_iter().filter(|(code, _)| is_tried(code)).map(|(code, mark)| (code, mark.to_owned()));
    assert_eq!(alive, of_shapes.collect::<Vec<_>>());
}

/// Of words and wordings, marks and parts of facts, those are named that no sentence needs.
#[test]
fn a_word_that_no_sentence_needs_is_named() {
    let alive = |tests: &str| {
        let mutants = mutants_of(&format!(
            "units {{ \"件\" }}\ntopic 活动 {{ \"{{公益|文体}}活动\" }}\ntopic 别的 aside {{ \"会议\" }}\n\
             event 取消 of 活动 aside {{ \"取消\" }}\nevent 举办 of 活动 {{ \"{{举办|组织}}\" }}\n\
             fact 活动数: count {{\n  of 活动 event 举办 whole\n  except \"计划\"\n{tests}}}\n"
        ));
        assert!(mutants.iter().all(|mutant| !mutant.is_rule && mutant.instead.is_empty()));
        let alive = mutants.iter().filter(|mutant| mutant.fate == Fate::Alive);
        alive.map(|mutant| mutant.place.text().trim().to_owned()).filter(|word| !word.contains("aside")).collect::<Vec<_>>()
    };
    let few = alive("  matches \"举办公益活动14件\" = 14\n");
    assert_eq!(few, ["|文体", "\"会议\"", "\"取消\"", "|组织", "\"计划\"", "whole"]);
    let more = alive(
        "  matches \"举办公益活动14件。组织文体活动15件\" = 14, 15\n  misses \"取消举办公益活动14件\"\n  misses \"计划举办公益活动14件\"\n  \
         misses \"公益活动丰富，其中举办公益活动14件\"\n  misses \"公益活动丰富。会议12件，举办11件\"\n",
    );
    assert_eq!(more, Vec::<String>::new());
}

#[test]
fn a_slip_that_no_test_notices_is_shown_and_one_that_changes_nothing_is_not_held_against_anybody() {
    let rule = |tests: &str| {
        format!(
            "/// 例。\nrule X901 例 error {{\n  in edition 2021\n  each row of 文件\n  require 有效 >= 制发 - 废止\n  basis \"例\"\n{tests}}}\n"
        )
    };
    let too_few =
        "  test \"太少\" { set 文件[规章, 有效] = 0  set 文件[规章, 制发] = 2  set 文件[规章, 废止] = 1  expect X901 at 规章 }\n";
    let just =
        "  test \"恰好\" { set 文件[规章, 有效] = 1  set 文件[规章, 制发] = 2  set 文件[规章, 废止] = 1  expect nothing }\n";
    let alive = |mutants: &[Mutant]| written(mutants, |fate| *fate == Fate::Alive);
    let without = mutants_of(&rule("  test \"样表\" { expect nothing }\n"));
    assert!(alive(&without).contains(&"- -> +".to_owned()), "{:?}", alive(&without));
    let with = mutants_of(&rule(&format!("{too_few}{just}")));
    assert!(
        !alive(&with).contains(&">= -> >".to_owned()) && !alive(&with).contains(&"- 废止 -> ".to_owned()),
        "{:?}",
        alive(&with)
    );
    assert!(alive(&with).len() < alive(&without).len());
    assert!(with.iter().any(|mutant| matches!(&mutant.fate, Fate::Noticed(code, name) if code == "X901" && name == "恰好")));
    let turned = mutants_of(
        "/// 例。\nrule X903 例 error { in edition 2021 require 文件[规章, 制发] = 文件[规章, 有效] - 0 basis \"例\" }\n",
    );
    let same: Vec<String> = written(&turned, |fate| *fate == Fate::Equivalent(Sameness::SameRows));
    assert_eq!(same, ["- -> +", "- 0 -> "]);
}

#[test]
fn coverage_names_what_no_test_reaches() {
    let rules = with_rule(
        r#"/// 例。
rule X901 例 error {
  in edition 2021
  each row of 文件
  require 有效 >= 0
  basis "例"
  test "样表" { set 文件[规章, 制发] = 3 expect nothing }
}"#,
    );
    let coverage = test::coverage(&rules, &beside);
    let of = |code: &str| coverage.rules.iter().find(|rule| rule.code == code).unwrap();
    assert_eq!((of("X901").failed, of("G701").failed, of("G701").passed), (0, 0, 0));
    assert!(of("X901").passed > 0 && of("A301").failed > 3);
    assert_eq!(of("X901").never_at, ["规章", "规范性文件"]);
    let untouched = |row: &str| coverage.editions[1].untouched.iter().find(|(name, _)| name == row).map(|(_, columns)| columns);
    assert_eq!(untouched("文件[规章]"), None, "制发, 废止 and 有效 are set by A201's tests");
    assert!(untouched("申请[办理.部分公开]").is_some());
}

/// Written once, any number of findings will do; written several times, that many.
#[test]
fn a_line_that_stands_several_times_wants_as_many_findings() {
    let rule = |lines: &str| {
        format!(
            "/// 例。\nrule X901 例 error {{\n  each row of 申请\n  require 总计 >= 自然人\n  basis \"例\"\n  test \"三行\" {{ \
             set 申请[新收, 总计] = 0  set 申请[上年结转, 总计] = 0  set 申请[结转下年, 总计] = 0 {lines} \
             expect A301 expect A303 expect A303 expect A303 }}\n}}"
        )
    };
    let differences = |lines: &str| {
        let outcomes = test::run(&with_rule(&rule(lines)), &no_files);
        outcomes.into_iter().find(|outcome| outcome.code == "X901").unwrap().differences.len()
    };
    assert_eq!(
        (differences("expect X901"), differences(&"expect X901 ".repeat(3)), differences(&"expect X901 ".repeat(2))),
        (0, 0, 1)
    );
}

/// A rule that leaves no report without zeros keeps every such test from running: it is named, where it stands.
#[test]
fn a_rule_that_no_dense_report_satisfies_is_named() {
    let rules = with_rule(
        "/// 例。\nrule X901 例 error {\n  in edition 2021\n  require 申请[新收, 自然人] = 0\n  basis \"例\"\n  test \"样表\" { expect nothing }\n}\n",
    );
    let outcomes = test::run(&rules, &beside);
    let own = outcomes.iter().find(|outcome| outcome.code == "X901").unwrap();
    let [why] = own.differences.as_slice() else { panic!("{own:?}") };
    assert!(why.message.en.contains("X901") && why.message.en.contains("2021"), "{}", why.message.en);
    assert!(why.labels[0].place.source.name == "x.gj", "{why:?}");
    let other = outcomes.iter().find(|outcome| outcome.code == "A301" && outcome.name == "样表相符").unwrap();
    assert_eq!(other.differences, own.differences, "all tests say the same, so that it is shown once");
}

/// An info needs no line in a test; a line that names one is met by it.
#[test]
fn an_info_may_be_expected() {
    let rule = |lines: &str| {
        format!(
            "/// 例。\nrule X901 例 info {{\n  in edition 2021\n  each row of 申请\n  require 自然人 <= 1000\n  basis \"例\"\n  test \"多\" {{ \
             set 申请[新收, 自然人] = 1001 expect A301 at 自然人 expect A303 at 新收 {lines} }}\n}}\n"
        )
    };
    let differences = |lines: &str| {
        let outcomes = test::run(&with_rule(&rule(lines)), &no_files);
        outcomes.into_iter().find(|outcome| outcome.code == "X901").unwrap().differences.len()
    };
    assert_eq!((differences(""), differences("expect X901 at 新收"), differences("expect X901 at 结转下年")), (0, 0, 1));
}

/// Sums, shares, tolerances and least figures that small figures seldom satisfy: figures are searched for that do.
#[test]
fn a_dense_report_is_made_for_rules_that_such_reports_satisfy() {
    let form = |table: &str, rules: &[&str]| {
        let rules = rules
            .iter()
            .enumerate()
            .map(|(at, rule)| format!("/// 例。\nrule X90{at} 例 error {{\n  {rule}\n  basis \"例\"\n}}\n"));
        let rules: String = rules.collect();
        let text = format!(
            "template 季报 edition 2024 {{\n  basis \"例\"\n  years 2024..\n  section 一 \"一、情况\" {{\n    table 表 {{\n      {table}\n    }}\n  }}\n}}\n{rules}"
        );
        let compiled = compile::load(&[Source::new("form.gj", text)]);
        compiled.rules.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics))
    };
    let counts = "cells count \"件\"\n blank zero\n columns { 电话 网站 移动端 total 合计 }\n rows { 受理\n group 办结 { 满意 不满意 total 小计 }\n 在办\n 退回 }";
    let money = "cells money \"万元\"\n blank zero\n columns { 预算 支出 }\n rows { 培训费 会议费 total 合计 }";
    let mixed = "blank unknown\n columns { 样本 count \"份\"\n 满意率 percent decimals 1 }\n rows { 窗口 热线 }";
    let built_in =
        |rule: &str| with_rule(&format!("/// 例。\nrule X901 例 info {{\n  in edition 2021\n  {rule}\n  basis \"例\"\n}}\n"));
    let sets = [
        form(counts, &["each column of 表\n  require 受理 = 办结.小计 + 在办 + 退回"]),
        form(
            counts,
            &[
                "each row of 表\n  require 合计 = 电话 + 网站 + 移动端",
                "each column of 表\n  require 办结.满意 >= 办结.小计 * 80%",
            ],
        ),
        form(counts, &["each column of 表\n  require 受理 * 2 = 在办 * 3"]),
        form(counts, &["when 表[退回, 电话] > 2\n  require 表[受理, 电话] >= 3000", "require 表[退回, 电话] >= 10"]),
        form(money, &["each column of 表\n  require 合计 = 培训费 + 会议费 within 0.01万元"]),
        form(money, &["each column of 表\n  require 会议费 <= 培训费 * 5% and 合计 >= 培训费 + 会议费 or 合计 < 0.05万元"]),
        form(mixed, &["each row of 表\n  require 满意率 >= 60%", "each row of 表\n  require 样本 >= 30"]),
        form(mixed, &["each row of 表\n  require 满意率 < 0.9% and 样本 != 5"]),
        built_in("require 申请[办理.予以公开, 总计] / 申请[办理.总计, 总计] >= 30%"),
        built_in("require 申请[新收, 总计] < 400"),
        built_in("each row of 申请\n  require 法人.其他 <= 自然人 * 5%"),
    ];
    for (at, rules) in sets.iter().enumerate() {
        let edition = rules.template.edition_ids().next_back().unwrap();
        assert!(gouji::engine::dense_report(rules, edition).is_ok(), "{at}: {:?}", gouji::engine::dense_report(rules, edition));
    }
}
