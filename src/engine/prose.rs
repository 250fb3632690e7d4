//! What a report's prose states, held against its tables: the findings of rules over facts and statements. How prose is read is
//! not known here.

use super::{
    blank_finding,
    check::Check,
    evaluate::{self, Fraction, NoAnswer},
    message,
    plan::cells_of,
};
use crate::{
    finding::{Finding, FindingCell, Quote},
    number::Number,
    prose::{self, Certainty, Lexicon, Reading, Statement},
    report::Report,
    ruleset::{
        Body, Condition, Fact, FactKind, FormCheck, Instance, InstanceId, Occasion, Over, Rule, RuleSet, Severity, Stated,
    },
    template::EditionId,
    text,
};

use num_traits::{CheckedAdd, CheckedSub, Zero};

/// Everything that the prose states.
#[derive(Clone, Debug, Default)]
pub(super) struct Prose {
    told: Vec<Statement>,
}

impl Prose {
    /// Reads a report's prose for the facts of a rule set. `reported` is what last year's report has for a fact.
    pub(super) fn of(
        rules: &RuleSet,
        lexicon: &Lexicon,
        report: &Report,
        reported: &dyn Fn(usize) -> Option<Number>,
    ) -> Option<Prose> {
        let mut told = prose::read(rules, lexicon, report)?;
        told.iter_mut().for_each(|statement| with_last_year(statement, reported));
        Some(Prose { told })
    }
}

/// A growth of a figure that a fact states: what last year's report has for that fact goes with it.
fn with_last_year(statement: &mut Statement, reported: &dyn Fn(usize) -> Option<Number>) {
    let figures = statement.facts.iter().filter_map(|fact| reported(*fact));
    let agreed = figures.map(Some).reduce(|one, other| one.filter(|_| one == other)).flatten();
    let Some(figure) = agreed else { return };
    for reading in &mut statement.readings {
        if !reading.iter().any(|(of, _)| *of == Stated::Before) {
            let now = reading.iter().find(|(of, _)| *of == Stated::Now).map(|(_, now)| *now);
            reading.extend(now.and_then(|now| now.checked_sub(figure)).map(|change| (Stated::Change, change)));
            reading.push((Stated::Before, figure));
        }
        reading.push((Stated::Reported, figure));
    }
    statement.shown.push((Stated::Reported, format!("，上年报告是 {}", figure.trimmed())));
}

/// What conditions ask of one reading.
struct At<'a> {
    reading: &'a [(Stated, Number)],
    topic: Option<usize>,
    prose: &'a Prose,
}

impl evaluate::Words for At<'_> {
    fn stated(&self, of: Stated) -> Option<Number> {
        self.reading.iter().find(|(known, _)| *known == of).map(|(_, number)| *number)
    }

    fn told(&self, fact: usize) -> Option<bool> {
        Some(self.prose.told.iter().any(|told| told.over == Over::Fact(fact)))
    }

    fn topic(&self) -> Option<usize> {
        self.topic
    }
}

impl evaluate::Words for Prose {
    fn stated(&self, _: Stated) -> Option<Number> {
        None
    }

    fn told(&self, fact: usize) -> Option<bool> {
        At { reading: &[], topic: None, prose: self }.told(fact)
    }
}

impl Prose {
    /// What the prose states of a fact, place by place, told of this report's own level and year.
    pub(super) fn readings_of(&self, fact: usize) -> Vec<Box<dyn evaluate::Words + '_>> {
        let own = self.told.iter().filter(|told| told.over == Over::Fact(fact) && told.certainty != Certainty::Doubtful);
        own.flat_map(|told| told.readings.iter().map(|reading| (reading, told.topic)))
            .map(|(reading, topic)| Box::new(At { reading, topic, prose: self }) as Box<dyn evaluate::Words>)
            .collect()
    }

    /// The findings of a rule at every place that it is over.
    pub(super) fn findings(&self, check: &Check<'_>, at: InstanceId) -> Vec<Finding> {
        let instance = &check.rules[at];
        let (Some(over), Body::Condition(condition)) = (instance.over, &instance.body) else { return Vec::new() };
        let mut found: Vec<Finding> = Vec::new();
        for told in self.told.iter().filter(|told| told.over == over) {
            let judged: Vec<Result<bool, NoAnswer>> =
                told.readings.iter().map(|reading| self.holds(check, (reading, told.topic), condition)).collect();
            if judged.is_empty() || judged.iter().any(|one| !matches!(one, Ok(false))) {
                continue;
            }
            found.push(self.finding(check, at, told, condition));
        }
        found
    }

    fn holds(
        &self,
        check: &Check<'_>,
        (reading, topic): (&Reading, Option<usize>),
        condition: &Condition,
    ) -> Result<bool, NoAnswer> {
        let words = At { reading, topic, prose: self };
        check.evaluator(&words).holds(condition)
    }

    fn finding(&self, check: &Check<'_>, at: InstanceId, told: &Statement, condition: &Condition) -> Finding {
        let (rule, instance) = check.instance(at);
        let words = At { reading: told.readings.first().map(Vec::as_slice).unwrap_or_default(), topic: told.topic, prose: self };
        let evaluator = check.evaluator(&words);
        let sides = compared(condition).map(|(left, right)| {
            let value = |side: &crate::ruleset::Expr| evaluator.value(side).ok();
            (value(left), value(right))
        });
        let printed = message::Printed {
            fact: self.name(check, told),
            shown: &told.shown,
            left: sides.and_then(|(left, _)| left),
            right: sides.and_then(|(_, right)| right),
        };
        Finding {
            severity: self.severity(check, at, told),
            message: message::of_prose(check, rule, instance, &printed),
            origin: told.origin,
            quote: Some(told.quote(&check.rules.facts)),
            cells: self.cells(check, instance, told, condition),
            ..check.finding(rule, instance)
        }
    }

    /// The cells that a finding is about: none for a statement of another topic than those of the cells.
    fn cells(&self, check: &Check<'_>, instance: &Instance, told: &Statement, condition: &Condition) -> Vec<FindingCell> {
        let other = matches!(told.over, Over::Shape(_)) && !asks_of(condition, told.topic);
        if other { Vec::new() } else { cells_of(instance).map(|cell| check.finding_cell(cell)).collect() }
    }

    /// What is doubtful is a hint, and so is a figure that another fact of its topic would fit: probably it was taken for the wrong one.
    fn severity(&self, check: &Check<'_>, at: InstanceId, told: &Statement) -> Severity {
        let elsewhere = match (told.over, told.value()) {
            (Over::Fact(fact), Some(value)) if told.certainty == Certainty::Inferred && !value.is_zero() => {
                self.fits_another(check, at.edition, fact, value)
            }
            _ => false,
        };
        if told.certainty == Certainty::Doubtful || elsewhere || self.is_divided_otherwise(check, at.edition, told) {
            Severity::Info
        } else {
            check.instance(at).0.severity
        }
    }

    /// Whether the figures of the sentence that break their rules are together what the tables have: divided in another way.
    fn is_divided_otherwise(&self, check: &Check<'_>, edition: EditionId, told: &Statement) -> bool {
        let is_detail = |over: Over| {
            let Over::Fact(fact) = over else { return false };
            let frame = check.rules.facts.get(fact).and_then(|fact| fact.frame.as_ref());
            let event = frame.and_then(|frame| check.rules.lexicon.events.get(frame.event));
            event.is_some_and(|event| event.implies_topic && !event.part && !event.half)
        };
        if !is_detail(told.over) {
            return false;
        }
        let instances = check.rules.instances(edition);
        let of_sentence = |other: &&Statement| other.sentence == told.sentence && other.topic == told.topic;
        let (mut count, mut gap) = (0usize, Some(Fraction::from_integer(0)));
        for instance in instances {
            let Body::Condition(condition) = &instance.body else { continue };
            for other in self.told.iter().filter(of_sentence).filter(|other| Some(other.over) == instance.over) {
                let Some(reading) = other.readings.first() else { continue };
                if !matches!(other.over, Over::Fact(_)) || self.holds(check, (reading, other.topic), condition) != Ok(false) {
                    continue;
                }
                let words = At { reading, topic: other.topic, prose: self };
                let evaluator = check.evaluator(&words);
                let sides = compared(condition)
                    .and_then(|(left, right)| Some((evaluator.value(left).ok()?, evaluator.value(right).ok()?)));
                gap = gap.zip(sides).and_then(|(gap, (left, right))| gap.checked_add(&left)?.checked_sub(&right));
                count += 1;
            }
        }
        count > 1 && gap.is_some_and(|gap| gap.is_zero())
    }

    fn fits_another(&self, check: &Check<'_>, edition: EditionId, own: usize, value: Number) -> bool {
        let topic = |fact: usize| check.rules.facts.get(fact).and_then(|fact| Some(fact.frame.as_ref()?.topic));
        let Some(of) = topic(own) else { return false };
        check.rules.instances(edition).iter().any(|instance| match (instance.over, &instance.body) {
            (Some(Over::Fact(other)), Body::Condition(condition)) if other != own && topic(other) == Some(of) => {
                let counts = check.rules.facts.get(other).is_some_and(|fact| fact.kind == FactKind::Count);
                let reading = vec![(Stated::Fact(other), value)];
                counts && self.holds(check, (&reading, Some(of)), condition) == Ok(true)
            }
            _ => false,
        })
    }

    fn name<'a>(&self, check: &Check<'a>, told: &Statement) -> &'a str {
        match told.over {
            Over::Fact(fact) => check.rules.facts.get(fact).map_or("", |fact| fact.name.as_str()),
            Over::Shape(_) => "",
        }
    }

    /// Facts that are stated with two figures.
    pub(super) fn disagreements(&self, check: &Check<'_>, rule: &Rule) -> Vec<Finding> {
        let mut found = Vec::new();
        for (at, fact) in check.rules.facts.iter().enumerate() {
            if !matches!(fact.kind, FactKind::Count | FactKind::Money | FactKind::Percent) {
                continue;
            }
            let own = |told: &&Statement| told.over == Over::Fact(at) && told.certainty != Certainty::Doubtful;
            let mut places = self.told.iter().filter(own);
            let Some(first) = places.next() else { continue };
            if let Some(other) = places.find(|told| told.value() != first.value()) {
                let quote = other.quote(&check.rules.facts);
                found.push(disagreement(rule, &fact.name, quote, (first, other)));
            }
        }
        found
    }
}

fn disagreement(rule: &Rule, name: &str, quote: Quote, (first, other): (&Statement, &Statement)) -> Finding {
    let figure = |told: &Statement| told.shown.first().map(|(_, printed)| printed.clone()).unwrap_or_default();
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

impl Statement {
    fn value(&self) -> Option<Number> {
        self.readings.first().and_then(|reading| reading.first()).map(|(_, number)| *number)
    }

    fn quote(&self, facts: &[Fact]) -> Quote {
        let fact = match self.over {
            Over::Fact(fact) => facts.get(fact).map(|fact| fact.name.clone()).unwrap_or_default(),
            Over::Shape(shape) => shape.word().to_owned(),
        };
        Quote { sentence: self.sentence.clone(), marked: self.marked.clone(), section: self.part.id().to_owned(), fact }
    }
}

/// The two sides of the first comparison of a condition.
fn compared(condition: &Condition) -> Option<(&crate::ruleset::Expr, &crate::ruleset::Expr)> {
    match condition {
        Condition::Compare(left, _, right) => Some((left, right)),
        Condition::And(left, right) | Condition::Or(left, right) => compared(left).or_else(|| compared(right)),
        Condition::Not(inner) => compared(inner),
        Condition::KindIs(..) | Condition::Told(_) | Condition::OfTopic(_) | Condition::Known(_) | Condition::Constant(_) => None,
    }
}

/// A fraction for people: exact where it ends, else with two decimals.
pub(super) fn printed(value: Fraction) -> String {
    if value.is_integer() {
        return value.to_integer().to_string();
    }
    let hundredths = value.checked_mul_whole(100);
    hundredths.map_or_else(|| value.to_string(), |number| Number { mantissa: number, decimals: 2 }.trimmed().to_string())
}

/// Scaled and rounded.
trait Scaled {
    fn checked_mul_whole(&self, by: i128) -> Option<i128>;
}

impl Scaled for Fraction {
    fn checked_mul_whole(&self, by: i128) -> Option<i128> {
        use num_traits::CheckedMul;
        self.checked_mul(&Fraction::from_integer(by)).map(|value| value.round().to_integer())
    }
}

/// Whether a rule looks at the prose.
pub(super) fn needs_prose(instance: &Instance) -> bool {
    instance.over.is_some()
        || match &instance.body {
            Body::Form(check) => {
                matches!(check, FormCheck::SectionsInOrder | FormCheck::BasisInForce | FormCheck::FactsAgree)
            }
            Body::Condition(condition) => {
                asks(condition, &|expr| {
                    matches!(
                        expr,
                        crate::ruleset::Expr::Sections | crate::ruleset::Expr::Letters(_) | crate::ruleset::Expr::Repeated
                    )
                }) || tells(condition)
            }
            Body::Linear(_) => false,
        }
}

/// Whether a condition asks for a topic, or for none.
fn asks_of(condition: &Condition, topic: Option<usize>) -> bool {
    match condition {
        Condition::OfTopic(of) => topic == Some(*of),
        Condition::And(left, right) | Condition::Or(left, right) => asks_of(left, topic) || asks_of(right, topic),
        Condition::Not(inner) => asks_of(inner, topic),
        _ => false,
    }
}

/// Whether what a rule requires is of the day of this.
pub(super) fn needs_day_of(instance: &Instance, occasion: Occasion) -> bool {
    let is_of = |expr: &crate::ruleset::Expr| *expr == crate::ruleset::Expr::DayOf(occasion);
    matches!(&instance.body, Body::Condition(condition) if asks(condition, &is_of))
}

/// Whether a rule looks at the report's kind.
pub(super) fn needs_kind(instance: &Instance) -> bool {
    let in_cases = |expr: &crate::ruleset::Expr| match expr {
        crate::ruleset::Expr::Cases(cases) => cases.iter().flat_map(|(when, _)| when).any(is_of_kind),
        _ => false,
    };
    let needs = |condition: &Condition| is_of_kind(condition) || asks(condition, &in_cases);
    let body = matches!(&instance.body, Body::Condition(condition) if needs(condition));
    body || instance.guard.as_ref().is_some_and(needs)
}

fn is_of_kind(condition: &Condition) -> bool {
    match condition {
        Condition::KindIs(..) => true,
        Condition::And(left, right) | Condition::Or(left, right) => is_of_kind(left) || is_of_kind(right),
        Condition::Not(inner) => is_of_kind(inner),
        Condition::Compare(..) | Condition::Told(_) | Condition::OfTopic(_) | Condition::Known(_) | Condition::Constant(_) => {
            false
        }
    }
}

fn tells(condition: &Condition) -> bool {
    match condition {
        Condition::Told(_) => true,
        Condition::And(left, right) | Condition::Or(left, right) => tells(left) || tells(right),
        Condition::Not(inner) => tells(inner),
        Condition::Compare(..) | Condition::KindIs(..) | Condition::OfTopic(_) | Condition::Known(_) | Condition::Constant(_) => {
            false
        }
    }
}

fn asks(condition: &Condition, is: &dyn Fn(&crate::ruleset::Expr) -> bool) -> bool {
    let mut found = false;
    condition.each_expr(&mut |expr| found |= is(expr));
    found
}
