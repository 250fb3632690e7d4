//! The tests written in facts: a sentence put into a report alone, and whether it states the fact.

use super::TestOutcome;
use crate::{
    compile::is_inherited,
    diagnostic::{Code, Diagnostic},
    number::Number,
    prose::{self, Certainty, Lexicon},
    report::{Passage, Prose, Report, SectionProse},
    ruleset::{Fact, FactTest, Over, RuleSet, Within},
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
    let differences = if wrong { vec![difference(test, &found)] } else { Vec::new() };
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
