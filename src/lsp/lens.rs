//! Lenses above a rule: run its tests, look for slips that no test notices, see where it applies, and how the stored reports come
//! out under it.

use super::{command, place::OpenDocument, preview::Preview};
use crate::{
    lang::Text,
    ruleset::RuleSet,
    source::Span,
    syntax::ast::{self, Clause, Item},
    text,
};
use gen_lsp_types::{CodeLens, Command};
use std::collections::HashSet;

pub(super) fn lenses(place: OpenDocument<'_>, preview: Option<&Preview>) -> Vec<CodeLens> {
    let items = place.document().map(|file| file.parsed.file.items.as_slice()).unwrap_or_default();
    let rules = items.iter().filter_map(|item| match item {
        Item::Rule(rule) => Some(rule),
        _ => None,
    });
    rules.flat_map(|rule| of_rule(place, rule, preview)).collect()
}

fn of_rule(place: OpenDocument<'_>, rule: &ast::Rule, preview: Option<&Preview>) -> Vec<CodeLens> {
    let code = rule.code.node.as_str();
    let tests = rule.clauses.iter().filter(|clause| matches!(clause.node, Clause::Test(_))).count();
    let mut found = Vec::new();
    let mut lens = |title: Text, command: &str| found.push(lens(place, rule.code.span, (&title, command), code));
    if tests > 0 {
        lens(text!("▶ 运行 {tests} 个测试", "▶ run {tests} tests"), command::RUN_TESTS);
        lens(text!("找出测试发现不了的写错之处", "find slips that no test notices"), command::SLIPS);
    }
    // A rule that has not compiled yet applies nowhere, and no report was held to it.
    let Some(rules) = place.folder.sound.as_ref().filter(|rules| rules.rule_id(code).is_some()) else { return found };
    let places = places(rules, code);
    lens(text!("适用 {places} 处", "applies in {places} places"), command::EXPLAIN);
    if let Some(preview) = preview {
        let (failing, all) = (preview.failing(code), preview.count());
        lens(text!("{all} 份报告中 {failing} 份不符", "{failing} of {all} reports fail"), command::PREVIEW);
    }
    found
}

fn lens(place: OpenDocument<'_>, span: Span, (title, command): (&Text, &str), code: &str) -> CodeLens {
    let uri = place.document().map(|file| place.manner.documents.uri(&file.path).0).unwrap_or_default();
    let title = title.get(place.manner.lang).to_owned();
    let arguments = Some(vec![uri.into(), code.into()]);
    let command = Command { title, command: command.to_owned(), arguments, tooltip: None };
    CodeLens { range: place.range(span), command: Some(command), data: None }
}

/// In how many places of how many editions a rule holds: parts of one requirement, and years before, count once.
fn places(rules: &RuleSet, code: &str) -> usize {
    let own = rules.rule_id(code);
    let all = rules.editions.iter().map(|instances| {
        let own = instances.iter().filter(|instance| Some(instance.rule) == own);
        own.map(|instance| instance.at.as_ref().map(|at| (&at.id, &at.row, &at.column))).collect::<HashSet<_>>().len()
    });
    all.sum()
}
