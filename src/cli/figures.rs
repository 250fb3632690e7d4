//! What each figure of a report's prose was taken for, as lines to read: for `extract --figures` and `explain CODE FILE`.

use crate::{
    lang::Lang,
    prose::Trace,
    ruleset::{Body, FormCheck, Instance, Over, RuleSet, Shape},
    write::{FigureJson, figure_line},
};
use std::io::{self, Write};

/// The sentences that hold these figures, and under each its figures.
pub(super) fn print(traces: &[Trace], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut sentence: Option<&str> = None;
    for trace in traces {
        if sentence != Some(trace.sentence.as_str()) {
            match &trace.section {
                Some(section) => writeln!(out, "[{section}] {}", trace.sentence)?,
                None => writeln!(out, "{}", trace.sentence)?,
            }
            sentence = Some(&trace.sentence);
        }
        writeln!(out, "    {}", figure_line(trace, lang))?;
    }
    Ok(())
}

/// One JSON object a file: its path, and each figure with its sentence, what it was taken for, and why it went to no fact.
pub(super) fn json(path: &str, traces: Vec<Trace>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let figures: Vec<_> = traces.into_iter().map(|trace| FigureJson::of(trace, lang)).collect();
    serde_json::to_writer(&mut *out, &serde_json::json!({ "path": path, "figures": figures }))?;
    writeln!(out)
}

/// The figures that a rule looks at: those of its facts, and those that count the same without being one; of a rule over shapes, those
/// of its shapes; of one that compares facts with each other, those of facts that are stated more than once.
pub(super) fn of_rule(traces: Vec<Trace>, rules: &RuleSet, code: &str) -> Vec<Trace> {
    let of_code = |instance: &&Instance| rules[instance.rule].code == code;
    let facts: Vec<_> = rules
        .editions
        .iter()
        .flatten()
        .filter(of_code)
        .filter_map(|instance| match instance.over {
            Some(Over::Fact(fact)) => rules.facts.get(fact),
            _ => None,
        })
        .collect();
    let over = rules.editions.iter().flatten().filter(of_code).filter_map(|instance| match instance.over {
        Some(Over::Shape(shape)) => Some(shape),
        _ => None,
    });
    let shapes: Vec<Shape> = over.collect();
    let is_form = |check: FormCheck| move |instance: &Instance| matches!(&instance.body, Body::Form(of) if *of == check);
    let agree = rules.editions.iter().flatten().filter(of_code).any(is_form(FormCheck::FactsAgree));
    let twice = |fact: &String| traces.iter().filter(|trace| trace.facts.contains(fact)).count() > 1;
    let stated_twice: Vec<bool> = traces.iter().map(|trace| agree && trace.facts.iter().any(twice)).collect();
    let named = |trace: &Trace| facts.iter().any(|fact| trace.facts.contains(&fact.name));
    let topics: Vec<&str> = facts
        .iter()
        .filter_map(|fact| rules.lexicon.topics.get(fact.frame.as_ref()?.topic))
        .map(|topic| topic.name.as_str())
        .collect();
    let counts = |trace: &Trace| trace.facts.is_empty() && trace.topic.as_deref().is_some_and(|topic| topics.contains(&topic));
    let shaped = |trace: &Trace| trace.shapes.iter().any(|shape| shapes.contains(shape));
    let all = traces.into_iter().zip(stated_twice);
    all.filter(|(trace, twice)| *twice || shaped(trace) || named(trace) || counts(trace)).map(|(trace, _)| trace).collect()
}
