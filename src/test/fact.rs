//! The tests written in facts: a sentence put into a report alone, and whether it states the fact.

use super::TestOutcome;
use crate::{
    compile::is_inherited,
    diagnostic::{Code, Diagnostic},
    lang::Text,
    number::Number,
    prose::{self, Certainty, Lexicon},
    report::{Passage, Prose, Report, SectionProse},
    ruleset::{Fact, FactTest, Over, Part, Pattern, RuleSet, Within},
    text,
};

/// What came of all tests of all facts, in the order written.
pub(super) fn outcomes(rules: &RuleSet) -> Vec<TestOutcome> {
    let lexicon = Lexicon::of(rules);
    let own = |test: &&FactTest| !is_inherited(&test.place.source);
    let tests =
        rules.facts.iter().enumerate().flat_map(|(at, fact)| fact.tests.iter().filter(own).map(move |test| (at, fact, test)));
    tests.map(|(at, fact, test)| outcome(rules, &lexicon, at, fact, test)).collect()
}

/// What came of one of them.
pub(super) fn outcome(rules: &RuleSet, lexicon: &Lexicon, at: usize, fact: &Fact, test: &FactTest) -> TestOutcome {
    let report = report(rules, fact, &test.sentence);
    let statements = prose::read(rules, lexicon, &report).unwrap_or_default();
    let own =
        statements.iter().filter(|statement| statement.over == Over::Fact(at) && statement.certainty != Certainty::Doubtful);
    let found: Vec<Number> = own.flat_map(|statement| &statement.readings).flatten().map(|(_, figure)| *figure).collect();
    let is_found = |wanted: &Number| found.iter().any(|figure| figure.trimmed() == wanted.trimmed());
    let wrong = if test.states.is_empty() { !found.is_empty() } else { !test.states.iter().all(is_found) };
    let differences = match wrong {
        true => {
            let difference = difference(test, &found);
            let why = if found.is_empty() { why_not(rules, fact, &test.sentence) } else { None };
            vec![match why {
                Some(why) => difference.help(why),
                None => difference,
            }]
        }
        false => Vec::new(),
    };
    TestOutcome { code: fact.name.clone(), name: test.sentence.clone(), differences }
}

/// A report of the newest edition with nothing but the sentence, where the fact is looked for.
fn report(rules: &RuleSet, fact: &Fact, sentence: &str) -> Report {
    let edition = rules.template.edition_ids().next_back().unwrap_or_default();
    let id = fact.within.iter().find_map(|part| match part {
        Within::Section(id) => Some(id.as_str()),
        _ => None,
    });
    let section = id.map_or(Some(0), |id| rules.template[edition].section(id));
    let section = section.filter(|_| fact.within.is_empty() || id.is_some());
    let passage = Passage { text: sentence.to_owned(), ..Passage::default() };
    let sections = vec![SectionProse { section, heading: None, paragraphs: vec![passage] }];
    Report { edition, year: Some(YEAR), prose: Some(Prose { sections, ..Prose::default() }), ..Report::default() }
}

/// Why a sentence states nothing: a word of the pattern, of the topic or of the event that is not there, or a unit that is none.
fn why_not(rules: &RuleSet, fact: &Fact, sentence: &str) -> Option<Text> {
    let has = |pattern: &Pattern| {
        pattern.iter().all(|part| match part {
            Part::AnyOf(any) => any.iter().any(|words| sentence.contains(words.as_str())),
            _ => true,
        })
    };
    let Some(frame) = &fact.frame else {
        let mut parts = fact.patterns.iter().flatten();
        let missing = parts.find_map(|part| match part {
            Part::AnyOf(any) if !any.iter().any(|words| sentence.contains(words.as_str())) => any.first(),
            _ => None,
        })?;
        return Some(text!("句式里的“{missing}”在这句话里没有", "“{missing}” of the pattern does not stand in the sentence"));
    };
    let topic = rules.lexicon.topics.get(frame.topic)?;
    let event = rules.lexicon.events.get(frame.event)?;
    if !topic.words.iter().chain(&topic.weak).any(has) && !event.implies_topic {
        let name = &topic.name;
        return Some(text!("这句话里没有对象“{name}”的词", "no word of the topic “{name}” stands in the sentence"));
    }
    if !event.words.is_empty() && !event.default && !event.words.iter().any(has) {
        let name = &event.name;
        return Some(text!("这句话里没有事项“{name}”的词", "no word of the event “{name}” stands in the sentence"));
    }
    let behind = sentence.rsplit(|c: char| c.is_ascii_digit()).next().filter(|behind| behind.len() < sentence.len())?;
    let units = rules.lexicon.units.iter().chain(&topic.units);
    let unit: String = behind.chars().next().into_iter().collect();
    let is_counted = units.into_iter().any(|unit| behind.starts_with(unit.as_str()));
    (!is_counted && !unit.is_empty()).then(|| {
        text!(
            "数后面的“{unit}”不在 units 里：加一行 units {{ \"{unit}\" }}",
            "“{unit}” behind the figure is no unit: add units {{ \"{unit}\" }}"
        )
    })
}

/// The year of the report that such a sentence is put into.
const YEAR: u16 = 2023;

fn difference(test: &FactTest, found: &[Number]) -> Diagnostic {
    let shown = found.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
    let message = match (test.states.is_empty(), found.is_empty()) {
        (true, _) => {
            text!("这句话不该取到这项数据，却取到 {shown}", "this sentence should not state the fact, and states {shown}")
        }
        (false, true) => text!("这句话没有取到这项数据", "this sentence does not state the fact"),
        (false, false) => text!("这句话取到的是 {shown}", "this sentence states {shown}"),
    };
    Diagnostic::new(Code::FactTestFailed, &test.place.source, test.place.span, message, text!("这一句", "this sentence"))
}
