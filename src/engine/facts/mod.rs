//! What a report's prose states, and the findings of rules over it: facts by their patterns, and statements of three shapes.

mod breakdown;
mod context;
mod figure;
mod numeral;
mod pattern;
mod ratio;
mod text;

pub(super) use pattern::Patterns;

use super::{
    blank_finding,
    check::Check,
    evaluate::{self, Fraction, NoAnswer},
    message,
};
use crate::{
    finding::{Finding, Quote},
    number::Number,
    report::Report,
    ruleset::{
        Body, Condition, Fact, FactKind, FormCheck, Instance, Occasion, Over, Rule, RuleSet, Severity, Shape, Stated, Within,
    },
    text,
};
use context::Own;
use figure::Figure;
use pattern::Scene;
use std::ops::Range;
use text::{Sentence, Words};

/// One way to read a statement: its figures.
type Reading = Vec<(Stated, Number)>;

/// A statement of one of the three shapes.
#[derive(Clone, Debug)]
struct Statement {
    shape: Shape,
    /// All the ways in which it may be meant: it holds if one of them does.
    readings: Vec<Reading>,
    /// Its figures as printed.
    shown: Vec<(Stated, String)>,
    /// The figures it is about, the one to blame first.
    marked: Vec<Range<usize>>,
}

/// Something that the prose says, and where.
#[derive(Clone, Debug)]
struct Told {
    over: Over,
    part: Within,
    readings: Vec<Reading>,
    shown: Vec<(Stated, String)>,
    sentence: String,
    marked: Vec<crate::source::Span>,
    origin: crate::report::Origin,
    /// Told of another level than the report's own.
    foreign: bool,
    /// Stated with a figure of the report year.
    current: bool,
}

/// Everything that the prose states.
#[derive(Clone, Debug, Default)]
pub(super) struct Prose {
    told: Vec<Told>,
}

/// Totals of the tables that shares and lists may be of.
pub(super) struct Tables<'a> {
    figure: &'a dyn Fn(&str, &str, &str) -> Option<Number>,
}

impl Tables<'_> {
    fn requests(&self, row: &str) -> Option<Number> {
        (self.figure)("申请", row, "总计")
    }

    fn answered(&self) -> Option<Number> {
        self.requests("办理.总计")
    }

    fn received(&self) -> Option<Number> {
        self.requests("新收")
    }

    fn all(&self) -> Option<Number> {
        self.received()?.checked_add(self.requests("上年结转")?)
    }
}

/// What the prose is read beside.
pub(super) struct Beside<'a> {
    /// A figure of the report's own tables, by table, row and column.
    pub(super) figure: &'a dyn Fn(&str, &str, &str) -> Option<Number>,
    /// What last year's report has for a fact.
    pub(super) reported: &'a dyn Fn(usize) -> Option<Number>,
}

impl Prose {
    /// Reads a report's prose for the facts of a rule set.
    pub(super) fn of(rules: &RuleSet, patterns: &Patterns, report: &Report, beside: &Beside<'_>) -> Option<Prose> {
        let edition = report.edition_in(&rules.template);
        let parts = text::parts(report.prose.as_ref()?, edition);
        let own = Own::of(report);
        let mut prose = Prose::default();
        for words in &parts {
            let tables = &Tables { figure: beside.figure };
            let reported = beside.reported;
            Reader { rules, words, own: &own, tables, reported, patterns, foreign: None, into: &mut prose.told }.read();
        }
        Some(prose)
    }
}

struct Reader<'a, 'w> {
    rules: &'a RuleSet,
    words: &'a Words<'w>,
    own: &'a Own,
    tables: &'a Tables<'a>,
    reported: &'a dyn Fn(usize) -> Option<Number>,
    patterns: &'a Patterns,
    /// Whether the sentence at hand is told of another level, once that was asked.
    foreign: Option<bool>,
    into: &'a mut Vec<Told>,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        let words = self.words;
        let figures: Vec<Vec<Figure>> =
            words.sentences.iter().map(|sentence| figure::figures(words, sentence.range.clone())).collect();
        for (at, (sentence, own)) in words.sentences.iter().zip(&figures).enumerate() {
            self.foreign = None;
            self.facts(sentence, own);
            if matches!(words.part, Within::Section(_)) && !own.is_empty() {
                self.statements(at, sentence, &figures);
            }
        }
    }

    fn facts(&mut self, sentence: &Sentence, figures: &[Figure]) {
        let facts = &self.rules.facts;
        let scene = Scene { words: self.words, sentence, figures, own: self.own };
        for (at, all) in pattern::matches(facts, self.patterns, scene, self.patterns.wanted(&self.words.part)) {
            let Some(fact) = facts.get(at) else { continue };
            for found in all {
                let dated = matches!(fact.kind, FactKind::Date | FactKind::Year | FactKind::Words);
                let current = dated || self.own.is_of_this_year(self.words, sentence.range.clone(), found.range.start);
                let printed = self.words.printed(found.range.clone());
                let stated = Stated::Fact(at);
                let readings = found.value.map(|value| vec![(stated, value)]).into_iter().collect();
                self.tell(Over::Fact(at), readings, vec![(stated, printed)], (sentence, vec![found.range]), current);
            }
        }
    }

    fn statements(&mut self, at: usize, sentence: &Sentence, all: &[Vec<Figure>]) {
        let figures = all.get(at).map(Vec::as_slice).unwrap_or_default();
        let same = |other: &&Sentence| other.paragraph == sentence.paragraph;
        let before = at
            .checked_sub(1)
            .and_then(|before| Some((self.words.sentences.get(before).filter(same)?, all.get(before)?.as_slice())));
        let sentences = self.words.sentences.iter().zip(all).take(at).filter(|(other, _)| other.paragraph == sentence.paragraph);
        let earlier: Vec<&Figure> = sentences.flat_map(|(_, figures)| figures).collect();
        let mut found = breakdown::breakdowns(self.words, before, sentence, figures, self.tables);
        found.extend(ratio::shares(self.words, &earlier, sentence, figures, self.tables));
        found.extend(ratio::growths(self.words, sentence, figures));
        for statement in found {
            let Statement { shape, readings, shown, marked } = self.with_last_year(sentence, statement);
            self.tell(Over::Shape(shape), readings, shown, (sentence, marked), true);
        }
    }

    /// A growth of a figure that a fact states: what last year's report has for that fact goes with it.
    fn with_last_year(&self, sentence: &Sentence, mut statement: Statement) -> Statement {
        let range = sentence.range.clone();
        let of_last_year = ["去年", "上年", "上一年", "同比", "同期"].iter().any(|word| self.words.holds(range.clone(), word));
        if statement.shape != Shape::Growth || !of_last_year {
            return statement;
        }
        let now = statement.marked.last().map(|now| self.words.quote(sentence, std::slice::from_ref(now)));
        let same = |told: &&Told| now.as_ref().is_some_and(|now| told.sentence == now.sentence && told.marked == now.marked);
        let facts = self.into.iter().filter(same).filter_map(|told| match told.over {
            Over::Fact(fact) => (self.reported)(fact),
            Over::Shape(_) => None,
        });
        let reported = facts.reduce(|one, other| if one == other { one } else { Number::whole(-1) });
        if let Some(figure) = reported.filter(|figure| !figure.is_negative()) {
            statement.readings.iter_mut().for_each(|reading| reading.push((Stated::Reported, figure)));
            statement.shown.push((Stated::Reported, format!("，上年报告是 {}", figure.trimmed())));
        }
        statement
    }

    fn tell(
        &mut self,
        over: Over,
        readings: Vec<Reading>,
        shown: Vec<(Stated, String)>,
        (sentence, marked): (&Sentence, Vec<Range<usize>>),
        current: bool,
    ) {
        let quotation = self.words.quote(sentence, &marked);
        self.into.push(Told {
            over,
            part: self.words.part.clone(),
            readings,
            shown,
            sentence: quotation.sentence,
            marked: quotation.marked,
            origin: quotation.origin,
            foreign: *self.foreign.get_or_insert_with(|| self.own.is_foreign(self.words, sentence.range.clone())),
            current,
        });
    }
}

/// What conditions ask of one reading.
struct At<'a> {
    reading: &'a [(Stated, Number)],
    prose: &'a Prose,
}

impl evaluate::Words for At<'_> {
    fn stated(&self, of: Stated) -> Option<Number> {
        self.reading.iter().find(|(known, _)| *known == of).map(|(_, number)| *number)
    }

    fn told(&self, fact: usize) -> Option<bool> {
        Some(self.prose.told.iter().any(|told| told.over == Over::Fact(fact)))
    }
}

impl evaluate::Words for Prose {
    fn stated(&self, _: Stated) -> Option<Number> {
        None
    }

    fn told(&self, fact: usize) -> Option<bool> {
        At { reading: &[], prose: self }.told(fact)
    }
}

impl Prose {
    /// What the prose states of a fact, place by place, told of this report's own level and year.
    pub(super) fn readings_of(&self, fact: usize) -> Vec<Box<dyn evaluate::Words + '_>> {
        let own = self.told.iter().filter(|told| told.over == Over::Fact(fact) && told.current && !told.foreign);
        own.flat_map(|told| &told.readings)
            .map(|reading| Box::new(At { reading, prose: self }) as Box<dyn evaluate::Words>)
            .collect()
    }

    /// The findings of a rule at every place that it is over.
    pub(super) fn findings(&self, check: &Check<'_>, edition: usize, rule: &Rule, instance: &Instance) -> Vec<Finding> {
        let (Some(over), Body::Condition(condition)) = (instance.over, &instance.body) else { return Vec::new() };
        let mut found: Vec<Finding> = Vec::new();
        for told in self.told.iter().filter(|told| told.over == over && told.current) {
            let judged: Vec<Result<bool, NoAnswer>> =
                told.readings.iter().map(|reading| self.holds(check, edition, reading, condition)).collect();
            if judged.is_empty() || judged.iter().any(|one| !matches!(one, Ok(false))) {
                continue;
            }
            found.push(self.finding(check, edition, (rule, instance), told, condition));
        }
        found
    }

    fn holds(&self, check: &Check<'_>, edition: usize, reading: &Reading, condition: &Condition) -> Result<bool, NoAnswer> {
        let words = At { reading, prose: self };
        check.evaluator(edition, &words).holds(condition)
    }

    fn finding(
        &self,
        check: &Check<'_>,
        edition: usize,
        (rule, instance): (&Rule, &Instance),
        told: &Told,
        condition: &Condition,
    ) -> Finding {
        let words = At { reading: told.readings.first().map(Vec::as_slice).unwrap_or_default(), prose: self };
        let evaluator = check.evaluator(edition, &words);
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
            severity: if told.foreign { Severity::Info } else { rule.severity },
            message: message::of_prose(check, edition, rule, instance, &printed),
            origin: told.origin,
            quote: Some(told.quote(&check.rules.facts)),
            ..check.finding(edition, rule, instance)
        }
    }

    fn name<'a>(&self, check: &Check<'a>, told: &Told) -> &'a str {
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
            let own = |told: &&Told| told.over == Over::Fact(at) && told.current && !told.foreign;
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

fn disagreement(rule: &Rule, name: &str, quote: Quote, (first, other): (&Told, &Told)) -> Finding {
    let figure = |told: &Told| told.shown.first().map(|(_, printed)| printed.clone()).unwrap_or_default();
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

impl Told {
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
        Condition::KindIs(..) | Condition::Told(_) | Condition::Known(_) | Condition::Constant(_) => None,
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
        Condition::Compare(..) | Condition::Told(_) | Condition::Known(_) | Condition::Constant(_) => false,
    }
}

fn tells(condition: &Condition) -> bool {
    match condition {
        Condition::Told(_) => true,
        Condition::And(left, right) | Condition::Or(left, right) => tells(left) || tells(right),
        Condition::Not(inner) => tells(inner),
        Condition::Compare(..) | Condition::KindIs(..) | Condition::Known(_) | Condition::Constant(_) => false,
    }
}

fn asks(condition: &Condition, is: &dyn Fn(&crate::ruleset::Expr) -> bool) -> bool {
    let mut found = false;
    condition.each_expr(&mut |expr| found |= is(expr));
    found
}
