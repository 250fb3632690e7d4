//! What a report's prose states, as rules ask for it. How prose is read is not known here.

use super::evaluate::StatedFigures;
use crate::{
    number::Number,
    prose::{self, Certainty, Lexicon, Statement},
    report::{Prose, Report},
    ruleset::{Over, RuleSet, Stated},
    template::EditionId,
    text,
};
use std::{
    collections::HashMap,
    sync::{Mutex, OnceLock, PoisonError},
};

/// How prose is read: the same for all rule sets with one lexicon and the same facts.
#[derive(Debug, Default)]
pub(in crate::engine) struct Reading {
    lexicon: OnceLock<Lexicon>,
    /// What each prose states, where that is kept.
    kept: Option<Mutex<HashMap<ReadOf, Option<Vec<Statement>>>>>,
}

/// All of a report that its statements depend on.
type ReadOf = (EditionId, Option<u16>, Option<String>, Option<String>, Option<Prose>);

impl Reading {
    /// One that keeps what it has read, for few reports that are read again and again.
    #[cfg(feature = "cli")]
    pub(in crate::engine) fn keeping() -> Reading {
        Reading { kept: Some(Mutex::default()), ..Reading::default() }
    }

    fn read(&self, rules: &RuleSet, report: &Report) -> Option<Vec<Statement>> {
        let lexicon = self.lexicon.get_or_init(|| Lexicon::of(rules));
        let Some(kept) = &self.kept else { return prose::read(rules, lexicon, report) };
        let of = (report.edition, report.year, report.kind.clone(), report.agency.clone(), report.prose.clone());
        if let Some(known) = kept.lock().unwrap_or_else(PoisonError::into_inner).get(&of) {
            return known.clone();
        }
        let read = prose::read(rules, lexicon, report);
        kept.lock().unwrap_or_else(PoisonError::into_inner).insert(of, read.clone());
        read
    }
}

/// Everything that the prose states.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct Statements {
    pub(in crate::engine) all: Vec<Statement>,
}

impl Statements {
    /// Reads a report's prose for the facts of a rule set. `known` is what the tables have for a fact.
    pub(in crate::engine) fn of(
        rules: &RuleSet,
        reading: &Reading,
        report: &Report,
        known: &dyn Fn(usize) -> Known,
    ) -> Option<Statements> {
        let mut all = reading.read(rules, report)?;
        all.iter_mut().for_each(|statement| with_last_year(statement, known));
        Some(Statements { all })
    }

    /// What the prose states of a fact, place by place, of this report's own level and year.
    pub(in crate::engine) fn readings_of(&self, fact: usize) -> Vec<AtHand<'_>> {
        let own = |statement: &&Statement| statement.over == Over::Fact(fact) && statement.certainty != Certainty::Doubtful;
        self.all.iter().filter(own).flat_map(|statement| self.readings(statement)).collect()
    }

    /// The ways to read a statement.
    pub(in crate::engine) fn readings<'s>(&'s self, statement: &'s Statement) -> impl Iterator<Item = AtHand<'s>> {
        statement.readings.iter().map(|reading| AtHand { reading, topic: statement.topic, statements: self })
    }
}

/// What tables have for a fact: those of the report, and those of last year's.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::engine) struct Known {
    pub(in crate::engine) now: Option<Number>,
    pub(in crate::engine) last: Option<Number>,
}

/// The figure that all have which have one.
fn agreed(figures: impl Iterator<Item = Number>) -> Option<Number> {
    figures.map(Some).reduce(|one, other| one.filter(|_| one == other)).flatten()
}

/// A growth of a figure that a fact states: what last year's report has for that fact goes with it, and where the sentence does not
/// state the figure, what the table has.
fn with_last_year(statement: &mut Statement, known: &dyn Fn(usize) -> Known) {
    if statement.facts.is_empty() {
        return;
    }
    let figures: Vec<Known> = statement.facts.iter().map(|fact| known(*fact)).collect();
    if let Some(now) = agreed(figures.iter().filter_map(|known| known.now)) {
        with_now(statement, now);
    }
    let Some(figure) = agreed(figures.iter().filter_map(|known| known.last)) else { return };
    for reading in &mut statement.readings {
        if !reading.iter().any(|(of, _)| *of == Stated::Before) {
            let now = reading.iter().find(|(of, _)| *of == Stated::Now).map(|(_, now)| *now);
            reading.extend(now.and_then(|now| now.checked_sub(figure)).map(|change| (Stated::Change, change)));
            reading.push((Stated::Before, figure));
        }
        reading.push((Stated::Reported, figure));
    }
    let figure = figure.trimmed();
    statement.shown.push((Stated::Reported, text!("，上年报告是 {figure}", ", {figure} in last year’s report")));
}

/// `申请量较上年增加36件`: this year's figure is the table's.
fn with_now(statement: &mut Statement, now: Number) {
    let of =
        |reading: &[(Stated, Number)], wanted: Stated| reading.iter().find(|(of, _)| *of == wanted).map(|(_, figure)| *figure);
    for reading in statement.readings.iter_mut().filter(|reading| of(reading, Stated::Now).is_none()) {
        // Of what was before and the change, the one that is stated gives the other.
        let (before, change) = (of(reading, Stated::Before), of(reading, Stated::Change));
        let missing = if before.is_none() { Stated::Before } else { Stated::Change };
        let one = before.xor(change).and_then(|one| now.checked_sub(one));
        reading.extend(one.map(|other| (missing, other)));
        reading.push((Stated::Now, now));
        let shown = now.trimmed();
        statement.shown.insert(0, (Stated::Now, text!("（表中 {shown}）", "({shown} in the tables)")));
    }
}

/// One reading of a statement, for the conditions of a rule over it.
pub(in crate::engine) struct AtHand<'a> {
    pub(in crate::engine) reading: &'a [(Stated, Number)],
    pub(in crate::engine) topic: Option<usize>,
    pub(in crate::engine) statements: &'a Statements,
}

impl StatedFigures for AtHand<'_> {
    fn stated(&self, of: Stated) -> Option<Number> {
        self.reading.iter().find(|(known, _)| *known == of).map(|(_, number)| *number)
    }

    fn states(&self, fact: usize) -> Option<bool> {
        self.statements.states(fact)
    }

    fn topic(&self) -> Option<usize> {
        self.topic
    }
}

impl StatedFigures for Statements {
    fn stated(&self, _: Stated) -> Option<Number> {
        None
    }

    fn states(&self, fact: usize) -> Option<bool> {
        Some(self.all.iter().any(|statement| statement.over == Over::Fact(fact)))
    }
}

impl Statement {
    /// The figure that it states first.
    pub(in crate::engine) fn value(&self) -> Option<Number> {
        self.readings.first().and_then(|reading| reading.first()).map(|(_, number)| *number)
    }
}
