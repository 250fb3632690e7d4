//! The words of the built-in lexicon: none by which a figure is taken for a fact's stands there untested.

use gouji::ruleset::{Part, Pattern, RuleSet, Step};
use std::fs;

/// Every sentence that a test of the rules, of a fact, or a case of prose puts into a report.
fn sentences(rules: &RuleSet) -> String {
    let facts = rules.facts.iter().flat_map(|fact| &fact.tests).map(|test| test.sentence.clone());
    let steps = rules.rules.iter().flat_map(|rule| &rule.tests).flat_map(|test| &test.steps);
    let prose = steps.filter_map(|step| match step {
        Step::Prose(_, words) => Some(words.clone()),
        _ => None,
    });
    let mut all: Vec<String> = facts.chain(prose).collect();
    for folder in ["tests/cases/prose", "tests/cases/prose/written"] {
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        all.extend(
            files.filter(|path| path.extension().is_some_and(|end| end == "txt")).map(|path| fs::read_to_string(path).unwrap()),
        );
    }
    all.join("\n")
}

/// Whether a word stands at the beginning of a text.
fn begins(text: &str, pattern: &[Part]) -> bool {
    let Some((part, rest)) = pattern.split_first() else { return true };
    match part {
        Part::AnyOf(any) => any.iter().any(|word| text.strip_prefix(word.as_str()).is_some_and(|text| begins(text, rest))),
        // Years are written in many ways: any word that ends in one.
        Part::Year(_) => {
            text.char_indices().take(10).any(|(at, c)| "年度".contains(c) && begins(&text[at + c.len_utf8()..], rest))
        }
        _ => {
            let clause = text.char_indices().take_while(|(_, c)| !"，；：。（）\n".contains(*c));
            clause.take(13).any(|(at, _)| begins(&text[at..], rest))
        }
    }
}

#[test]
fn every_word_by_which_a_figure_is_taken_for_a_facts_is_in_a_test() {
    let rules = crate::built_in();
    let text = sentences(&rules);
    let is_used = |pattern: &Pattern| match pattern.first() {
        Some(Part::AnyOf(any)) if any.iter().all(|word| !word.is_empty()) => {
            any.iter().any(|word| text.match_indices(word.as_str()).any(|(at, _)| begins(&text[at..], pattern)))
        }
        _ => text.char_indices().any(|(at, _)| begins(&text[at..], pattern)),
    };
    let topics = rules.lexicon.topics.iter().filter(|topic| !topic.aside);
    let words = topics.flat_map(|topic| [&topic.words, &topic.weak, &topic.near].map(|words| (&topic.name, words)));
    let events = rules.lexicon.events.iter().filter(|event| !event.aside).map(|event| (&event.name, &event.words));
    let unused = words.chain(events).flat_map(|(name, words)| words.iter().map(move |word| (name, word)));
    let unused: Vec<_> = unused.filter(|(_, word)| !is_used(word)).collect();
    assert!(unused.is_empty(), "write a sentence with these (`matches` in a fact): {unused:#?}");
}
