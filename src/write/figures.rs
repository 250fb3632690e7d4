//! What the figures of a report's prose were taken for: for JSON, and as lines that people read.

use crate::{lang::Lang, prose::Trace, text};
use serde::Serialize;

/// A figure, as JSON has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureJson {
    /// The figure, as printed.
    figure: String,
    /// What it counts; none where nothing says.
    topic: Option<String>,
    event: Option<String>,
    /// The facts that it states.
    facts: Vec<String>,
    /// Why it states none, or is doubtful.
    why: Option<String>,
    section: Option<String>,
    sentence: String,
}

impl FigureJson {
    /// In a language.
    pub fn of(trace: Trace, lang: Lang) -> FigureJson {
        let Trace { section, sentence, figure, topic, event, facts, why, .. } = trace;
        let why = why.map(|why| why.get(lang).to_owned());
        FigureJson { figure, topic, event, facts, why, section, sentence }
    }
}

/// `14件  申请·收到  → 收到申请`
pub fn figure_line(trace: &Trace, lang: Lang) -> String {
    let what: Vec<&str> = [&trace.topic, &trace.event].into_iter().flatten().map(String::as_str).collect();
    let taken = if what.is_empty() { String::new() } else { format!("  {}", what.join("·")) };
    let facts = if trace.facts.is_empty() { String::new() } else { format!("  → {}", trace.facts.join("、")) };
    let why = trace.why.as_ref().map(|why| why.get(lang));
    let why = why.map_or_else(String::new, |why| text!("（{why}）", " ({why})").get(lang).to_owned());
    format!("{}{taken}{facts}{why}", trace.figure)
}
