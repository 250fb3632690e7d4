//! The examples of the language reference: all parse, and those over the built-in form compile with it and pass their own tests.

use gouji::{
    compile,
    diagnostic::{Code, Diagnostic},
    source::{Place, Source},
    syntax::parse,
    test,
};
use std::{fs, path::Path, sync::Arc};

/// A fenced block: the word behind `gouji`, and its text.
struct Example {
    kind: String,
    source: Arc<Source>,
}

fn examples() -> Vec<Example> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/README.md")).unwrap();
    let blocks = text.split("\n```gouji ").skip(1).map(|block| block.split("\n```").next().unwrap().split_once('\n').unwrap());
    blocks.map(|(kind, text)| Example { kind: kind.to_owned(), source: Source::new("grammar/README.md", text) }).collect()
}

fn of_kind(kind: &str) -> Vec<Arc<Source>> {
    examples().into_iter().filter(|example| example.kind == kind).map(|example| example.source).collect()
}

fn words(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(|diagnostic| format!("{} at {:?}", diagnostic.message.en, diagnostic.labels[0].place.text())).collect()
}

/// The reference in Chinese holds the same sections and the same examples, each of which is tested in the other.
#[test]
fn both_references_have_the_same_sections_and_examples() {
    let read = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar").join(name)).unwrap();
    let parts = |text: &str| {
        let (mut levels, mut blocks, mut block) = (Vec::new(), Vec::new(), None::<String>);
        for line in text.lines() {
            match (&mut block, line.starts_with("```")) {
                (None, true) => block = Some(line.to_owned()),
                (Some(_), true) => blocks.extend(block.take()),
                (Some(open), false) => *open += &format!("\n{line}"),
                (None, false) if line.starts_with('#') => levels.push(line.chars().take_while(|c| *c == '#').count()),
                (None, false) => {}
            }
        }
        (levels, blocks)
    };
    let [english, chinese] = ["README.md", "README.zh-CN.md"].map(|name| parts(&read(name)));
    assert_eq!(english.0, chinese.0);
    assert_eq!(english.1, chinese.1);
}

/// Every word of the language stands in the text of both, outside the examples.
#[test]
fn both_references_tell_the_same_words() {
    let read = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar").join(name)).unwrap();
    let told = |text: &str| -> Vec<String> {
        let outside = text.split("```").step_by(2).collect::<String>();
        let words = outside.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| gouji::syntax::is_keyword(word));
        words.map(str::to_owned).collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    };
    let [english, chinese] = ["README.md", "README.zh-CN.md"].map(|name| told(&read(name)));
    let missing: Vec<&String> =
        english.iter().filter(|word| !chinese.contains(word) && !ENGLISH.contains(&word.as_str())).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

/// Words of the language that are words of plain English, too: where only the English text has them, they may be that.
const ENGLISH: [&str; 12] =
    ["another", "from", "part", "words", "event", "year", "whole", "half", "light", "default", "of", "in"];

#[test]
fn every_example_parses() {
    let examples = examples();
    assert!(examples.len() >= 9);
    for Example { kind, source } in examples {
        assert!(["template", "rule", "extends", "form"].contains(&kind.as_str()), "{kind}");
        assert_eq!(words(&parse(&source).1), Vec::<String>::new(), "{}", source.text);
    }
}

#[test]
fn every_template_compiles_alone() {
    for source in of_kind("template") {
        assert_eq!(words(&compile::load(&[source]).diagnostics), Vec::<String>::new());
    }
}

/// Rules stand behind the built-in schemas and rules, so that a test may expect findings of those too.
#[test]
fn every_rule_compiles_and_passes_its_tests() {
    let beside = |source| compile::builtin_sources().into_iter().chain([source]).collect();
    let all = of_kind("rule").into_iter().map(|source| (Arc::clone(&source), beside(source)));
    for (source, sources) in all.chain(of_kind("extends").into_iter().map(|source| (Arc::clone(&source), vec![source]))) {
        let sources: Vec<Arc<Source>> = sources;
        let mut compiled = compile::load(&sources);
        // Some of the examples are rules that are built in.
        compiled.diagnostics.retain(|found| !matches!(found.code, Code::SameRequirement | Code::NameOfOtherRule));
        assert_eq!(words(&compiled.diagnostics), Vec::<String>::new(), "{}", source.text);
        let no_files = |_: &str, _: &Place| Err(gouji::text!("没有", "none"));
        let outcomes = test::run(&compiled.rules.unwrap(), &no_files);
        let own: Vec<_> = outcomes.iter().filter(|outcome| outcome.code.starts_with(['X', 'Z'])).collect();
        assert_eq!(own.len(), source.text.matches("\n  test ").count(), "{}", source.text);
        for outcome in own {
            assert_eq!(words(&outcome.differences), Vec::<String>::new(), "{} {}", outcome.code, outcome.name);
        }
    }
}

/// Forms with rules of their own.
#[test]
fn every_form_compiles_and_passes_its_tests() {
    for source in of_kind("form") {
        let compiled = compile::load(&[Arc::clone(&source)]);
        let found = compiled.diagnostics.iter().filter(|found| found.code != gouji::Code::FormRulesMissing).cloned();
        assert_eq!(words(&found.collect::<Vec<_>>()), Vec::<String>::new(), "{}", source.text);
        let no_files = |_: &str, _: &Place| Err(gouji::text!("没有", "none"));
        let outcomes = test::run(&compiled.rules.unwrap(), &no_files);
        assert_eq!(outcomes.len(), source.text.matches("\n  test ").count(), "{}", source.text);
        for outcome in outcomes {
            assert_eq!(words(&outcome.differences), Vec::<String>::new(), "{} {}", outcome.code, outcome.name);
        }
    }
}

#[test]
fn the_reserved_words_are_those_of_the_grammar() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/README.md")).unwrap();
    let listed: Vec<&str> = text.rsplit("Reserved: `").next().unwrap().split('`').next().unwrap().split_whitespace().collect();
    assert_eq!(listed.len(), 42);
    for word in listed {
        let (file, _) = parse(&Source::new("名称", format!("rule X901 {word} error {{ }}")));
        assert!(file.items.is_empty(), "{word}");
    }
}
