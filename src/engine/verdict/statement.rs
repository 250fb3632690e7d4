//! Rules over what the prose states: which statements break them, and whether a statement was probably read for the wrong fact.

use super::what::What;
use crate::{
    engine::view::{
        View,
        evaluate::{Fraction, NoAnswer, compared},
        statements::{AtHand, Statements},
    },
    number::Number,
    prose::{Certainty, Statement},
    ruleset::{Body, Condition, FactKind, InstanceId, Over, Stated},
    template::EditionId,
};
use num_traits::{CheckedAdd, CheckedSub, Zero};

/// What comes of a rule over facts or statements, where its guard holds.
pub(in crate::engine) fn judge(view: &View<'_>, at: InstanceId) -> Vec<What> {
    let (_, instance) = view.instance(at);
    let Some(statements) = view.statements() else { return Vec::new() };
    let (Some(over), Body::Condition(condition)) = (instance.over, &instance.body) else { return Vec::new() };
    let mut own = statements.all.iter().enumerate().filter(|(_, statement)| statement.over == over).peekable();
    let is_off = || instance.guard.as_ref().is_some_and(|guard| view.evaluator(statements).holds(guard) != Ok(true));
    if own.peek().is_none() || is_off() {
        return Vec::new();
    }
    let judged = Judged { view, statements, edition: at.edition };
    let broken = own.filter(|(_, statement)| judged.breaks(statement, condition));
    broken.map(|(at, statement)| What::Statement { at, is_hint: judged.is_hint(statement) }).collect()
}

/// Statements against the rules of an edition.
struct Judged<'a> {
    view: &'a View<'a>,
    statements: &'a Statements,
    edition: EditionId,
}

impl Judged<'_> {
    fn holds(&self, reading: &AtHand<'_>, condition: &Condition) -> Result<bool, NoAnswer> {
        self.view.evaluator(reading).holds(condition)
    }

    /// Whether no way to read a statement meets the condition.
    fn breaks(&self, statement: &Statement, condition: &Condition) -> bool {
        let mut readings = self.statements.readings(statement).peekable();
        readings.peek().is_some() && readings.all(|reading| self.holds(&reading, condition) == Ok(false))
    }

    /// What is doubtful is a hint, and so is a figure that another fact of its topic would fit: probably it was taken for the wrong one.
    fn is_hint(&self, statement: &Statement) -> bool {
        let fits_another = match (statement.over, statement.value()) {
            (Over::Fact(fact), Some(value)) if statement.certainty == Certainty::Inferred && !value.is_zero() => {
                self.fits_another(fact, value)
            }
            _ => false,
        };
        statement.certainty == Certainty::Doubtful || fits_another || self.is_divided_otherwise(statement)
    }

    /// Whether the figures of the sentence that break their rules are together what the tables have: divided in another way.
    fn is_divided_otherwise(&self, statement: &Statement) -> bool {
        let rules = self.view.rules;
        let is_detail = |over: Over| {
            let Over::Fact(fact) = over else { return false };
            let frame = rules.facts.get(fact).and_then(|fact| fact.frame.as_ref());
            let event = frame.and_then(|frame| rules.lexicon.events.get(frame.event));
            event.is_some_and(|event| event.implies_topic && !event.part && !event.half)
        };
        if !is_detail(statement.over) {
            return false;
        }
        let of_sentence = |other: &&Statement| {
            matches!(other.over, Over::Fact(_)) && other.sentence == statement.sentence && other.topic == statement.topic
        };
        let (mut count, mut gap) = (0usize, Some(Fraction::zero()));
        for instance in rules.instances(self.edition) {
            let Body::Condition(condition) = &instance.body else { continue };
            let own = self.statements.all.iter().filter(of_sentence).filter(|other| Some(other.over) == instance.over);
            for reading in own.filter_map(|other| self.statements.readings(other).next()) {
                if self.holds(&reading, condition) != Ok(false) {
                    continue;
                }
                let evaluator = self.view.evaluator(&reading);
                let sides = compared(condition)
                    .and_then(|(left, right)| Some((evaluator.value(left).ok()?, evaluator.value(right).ok()?)));
                gap = gap.zip(sides).and_then(|(gap, (left, right))| gap.checked_add(&left)?.checked_sub(&right));
                count += 1;
            }
        }
        count > 1 && gap.is_some_and(|gap| gap.is_zero())
    }

    fn fits_another(&self, own: usize, value: Number) -> bool {
        let facts = &self.view.rules.facts;
        let topic = |fact: usize| facts.get(fact).and_then(|fact| Some(fact.frame.as_ref()?.topic));
        let Some(of) = topic(own) else { return false };
        self.view.rules.instances(self.edition).iter().any(|instance| match (instance.over, &instance.body) {
            (Some(Over::Fact(other)), Body::Condition(condition)) if other != own && topic(other) == Some(of) => {
                let counts = facts.get(other).is_some_and(|fact| fact.kind == FactKind::Count);
                let fits = |value: Number| {
                    let reading = [(Stated::Fact(other), value)];
                    let reading = AtHand { reading: &reading, topic: Some(of), statements: self.statements };
                    self.holds(&reading, condition) == Ok(true)
                };
                // What the next figure would fit as well is a range, and was meant for nothing.
                counts && fits(value) && !value.checked_add(Number::whole(1)).is_some_and(fits)
            }
            _ => false,
        })
    }
}
