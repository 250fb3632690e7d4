//! Findings about what the prose states: a statement that breaks a rule, a fact that is stated with two figures.

use super::{
    finding::{blank_finding, finding_cell, of_rule},
    message,
};
use crate::{
    engine::view::{View, evaluate::compared, plan::cells_of, statements::AtHand},
    finding::{Finding, FindingCell, Quote},
    prose::{Certainty, Statement},
    ruleset::{Body, Condition, Expr, Fact, FactKind, Instance, InstanceId, Over, Rule, Severity},
    text,
};
use std::collections::BTreeSet;

/// The finding of a rule that a statement breaks, by the statement's place among all; a hint where it was probably misread.
pub(in crate::engine) fn broken(view: &View<'_>, at: InstanceId, statement: usize, is_hint: bool) -> Option<Finding> {
    let (rule, instance) = view.instance(at);
    let Body::Condition(condition) = &instance.body else { return None };
    let statements = view.statements()?;
    let statement = statements.all.get(statement)?;
    let reading = statement.readings.first().map(Vec::as_slice).unwrap_or_default();
    let reading = AtHand { reading, topic: statement.topic, statements };
    let evaluator = view.evaluator(&reading);
    let value = |side: &Expr| evaluator.value(side).ok();
    let (left, right) = compared(condition).map(|(left, right)| (value(left), value(right))).unwrap_or_default();
    let printed = message::Printed { fact: name(view, statement), shown: &statement.shown, left, right };
    Some(Finding {
        severity: if is_hint { Severity::Info } else { rule.severity },
        message: message::of_prose(view, rule, instance, &printed),
        origin: statement.origin,
        quote: Some(quote(statement, &view.rules.facts)),
        cells: cells(view, instance, statement, condition),
        ..of_rule(view, at)
    })
}

/// The cells that a finding is about: none for a statement of another topic than those of the cells.
fn cells(view: &View<'_>, instance: &Instance, statement: &Statement, condition: &Condition) -> Vec<FindingCell> {
    let is_of_topic = |part: &Condition| matches!(part, Condition::OfTopic(of) if statement.topic == Some(*of));
    let other = matches!(statement.over, Over::Shape(_)) && !condition.any(&is_of_topic);
    if other { Vec::new() } else { cells_of(instance).map(|cell| finding_cell(view, cell)).collect() }
}

fn name<'a>(view: &View<'a>, statement: &Statement) -> &'a str {
    match statement.over {
        Over::Fact(fact) => view.rules.facts.get(fact).map_or("", |fact| fact.name.as_str()),
        Over::Shape(_) => "",
    }
}

/// Facts that are stated with two figures.
pub(in crate::engine) fn disagreements(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let Some(statements) = view.statements() else { return Vec::new() };
    let mut found = Vec::new();
    let fact = |statement: &Statement| match statement.over {
        Over::Fact(fact) => Some(fact),
        Over::Shape(_) => None,
    };
    for at in statements.all.iter().filter_map(fact).collect::<BTreeSet<usize>>() {
        let Some(fact) = view.rules.facts.get(at) else { continue };
        if !matches!(fact.kind, FactKind::Count | FactKind::Money | FactKind::Percent) {
            continue;
        }
        let own = |statement: &&Statement| statement.over == Over::Fact(at) && statement.certainty != Certainty::Doubtful;
        let mut places = statements.all.iter().filter(own);
        let Some(first) = places.next() else { continue };
        if let Some(other) = places.find(|statement| statement.value() != first.value()) {
            let quote = quote(other, &view.rules.facts);
            found.push(disagreement(rule, &fact.name, quote, (first, other)));
        }
    }
    found
}

fn disagreement(rule: &Rule, name: &str, quote: Quote, (first, other): (&Statement, &Statement)) -> Finding {
    let figure = |statement: &Statement| statement.shown.first().map(|(_, printed)| printed.zh.clone()).unwrap_or_default();
    let (one, two) = (figure(first), figure(other));
    let earlier = &first.sentence;
    Finding {
        name: rule.name.clone(),
        severity: rule.severity,
        message: text!(
            "同一个数（{name}）前后不一：这里写 {two}，前面写 {one}",
            "“{name}” is stated twice: {two} here, {one} before"
        ),
        help: Some(text!("前面一处是“{earlier}”", "the other place reads “{earlier}”")),
        origin: other.origin,
        quote: Some(quote),
        ..blank_finding(&rule.code)
    }
}

fn quote(statement: &Statement, facts: &[Fact]) -> Quote {
    let fact = match statement.over {
        Over::Fact(fact) => facts.get(fact).map(|fact| fact.name.clone()).unwrap_or_default(),
        Over::Shape(shape) => shape.word().to_owned(),
    };
    Quote {
        sentence: statement.sentence.clone(),
        marked: statement.marked.clone(),
        section: statement.part.id().to_owned(),
        fact,
    }
}
