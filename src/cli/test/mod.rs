//! `gouji test`: the tests written in rule files, whether they would notice a slip in a rule, and what they reach.

mod bases;
mod coverage;
mod files;
mod mutants;
mod suite;

pub(super) use files::missing_files;
pub(super) use mutants::unnoticed_by_tests;

use super::{Exit, args::Test, check::worse, load};
use crate::{
    diagnostic::Diagnostic,
    lang::Lang,
    ruleset::RuleSet,
    source::{Place, Source},
    test::{self, TestOutcome},
    text,
    write::{self, Style},
};
pub(super) use bases::Bases;
use std::{
    io::{self, Write},
    sync::Arc,
};

pub(super) fn run(options: &Test, lang: Lang, out: &mut dyn Write) -> io::Result<Exit> {
    let holds_rules = options.dir.as_deref().is_none_or(load::holds_rules);
    let rules_dir = options.rules.dir.as_deref().or(options.dir.as_deref().filter(|dir| holds_rules || !dir.is_dir()));
    let (sources, rules) = load::rules_and_sources(rules_dir)?;
    let style = load::style(lang, options.colors.color);
    let mut exit = Exit::Clean;
    if holds_rules {
        exit = rule_tests(options, (&sources, &rules), style, out)?;
    }
    for suite in options.dir.iter().flat_map(|dir| suite::suites(dir, holds_rules)) {
        exit = worse(exit, suite::run(&suite, &rules, options.bless, style, out)?);
    }
    Ok(exit)
}

fn rule_tests(
    options: &Test,
    (sources, rules): (&[Arc<Source>], &RuleSet),
    style: Style,
    out: &mut dyn Write,
) -> io::Result<Exit> {
    let bases = Bases::of(&rules.template);
    let open = |name: &str, place: &Place| bases.open(name, place);
    let outcomes = test::run(rules, &open);
    let mut exit = outcomes_written(&outcomes, style, out)?;
    if options.coverage {
        coverage::write(&test::coverage(rules, &open), style.lang, out)?;
    }
    if options.mutants && exit == Exit::Clean {
        exit = mutants::write(&test::mutants(sources, rules, &open), style, out)?;
    } else if options.mutants {
        let first = text!("\n先让测试都通过，再看哪些改动没有测试发现", "\nmutants are made when all tests pass");
        writeln!(out, "{}", first.get(style.lang))?;
    }
    Ok(exit)
}

fn outcomes_written(outcomes: &[TestOutcome], style: Style, out: &mut dyn Write) -> io::Result<Exit> {
    for outcome in outcomes {
        let mark = if outcome.differences.is_empty() { "✓" } else { "✗" };
        writeln!(out, "{mark} {} {}", outcome.code, outcome.name)?;
    }
    let differences = each_once(outcomes);
    if !differences.is_empty() {
        writeln!(out)?;
        write::write_diagnostics(&differences, style, out)?;
    }
    let failed = outcomes.iter().filter(|outcome| !outcome.differences.is_empty()).count();
    let passed = outcomes.len() - failed;
    let count = text!("\n{passed} 个测试通过，{failed} 个没有通过", "\n{passed} passed, {failed} failed");
    writeln!(out, "{}", count.get(style.lang))?;
    Ok(if failed > 0 { Exit::Findings } else { Exit::Clean })
}

/// What keeps many tests from running is said once.
fn each_once(outcomes: &[TestOutcome]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for difference in outcomes.iter().flat_map(|outcome| &outcome.differences) {
        if !found.contains(difference) {
            found.push(difference.clone());
        }
    }
    found
}
