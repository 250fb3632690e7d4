//! Property tests: whatever the text, the parser neither panics nor hangs nor overflows; and where a built-in file is damaged, the
//! first diagnostic is at the damage.

use super::BUILT_IN;
use gouji::{
    diagnostic::Diagnostic,
    source::Source,
    syntax::{
        parse,
        token::{Token, tokens},
    },
};
use proptest::prelude::*;
use std::{fs, ops::RangeInclusive, path::Path};

/// A damaged text and the 0-based lines of the damage.
struct Mangled {
    what: String,
    text: String,
    lines: RangeInclusive<usize>,
}

#[derive(Clone, Copy, Debug)]
enum Damage {
    Drop,
    Double,
    Swap,
    CutOff,
}

const DAMAGES: [Damage; 4] = [Damage::Drop, Damage::Double, Damage::Swap, Damage::CutOff];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn mangle(path: &str, text: &str, tokens: &[Token], at: usize, damage: Damage) -> Mangled {
    let (this, next) = (tokens[at].span.range(), tokens[at + 1].span.range());
    let word = &text[this.clone()];
    let mangled = match damage {
        Damage::Drop => format!("{}{}", &text[..this.start], &text[this.end..]),
        Damage::Double => format!("{}{word} {}", &text[..this.start], &text[this.start..]),
        Damage::Swap => {
            let (between, rest) = (&text[this.end..next.start], &text[next.end..]);
            format!("{}{}{between}{word}{rest}", &text[..this.start], &text[next.clone()])
        }
        Damage::CutOff => text[..this.start].to_owned(),
    };
    let line = |at: usize| text[..at].matches('\n').count();
    let last = if matches!(damage, Damage::Swap) { next.start } else { this.start };
    let lines = line(this.start)..=line(last);
    Mangled { what: format!("{path}:{} {damage:?} {word}", lines.start() + 1), text: mangled, lines }
}

/// Evenly over files, kinds of damage and places; the same every time.
fn mangled_files(count: usize) -> Vec<Mangled> {
    let texts = BUILT_IN.map(read);
    let mut state = 2021u64;
    let mut mangled = Vec::new();
    for index in 0..count {
        let text = &texts[index % texts.len()];
        let tokens: Vec<Token> = tokens(text).into_iter().filter(|token| !token.kind.is_comment()).collect();
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let at = (state >> 33) as usize % (tokens.len() - 1);
        mangled.push(mangle(BUILT_IN[index % texts.len()], text, &tokens, at, DAMAGES[index / texts.len() % DAMAGES.len()]));
    }
    mangled
}

/// How many damaged files are tried: `MANGLED=480` for more.
fn most() -> usize {
    std::env::var("MANGLED").ok().and_then(|count| count.parse().ok()).unwrap_or(320)
}

/// The damaged texts alone.
pub(in crate::cases) fn mangled_texts() -> Vec<String> {
    mangled_files(most()).into_iter().map(|mangled| mangled.text).collect()
}

fn is_near(diagnostic: &Diagnostic, label: usize, damage: &RangeInclusive<usize>) -> bool {
    let Some(label) = diagnostic.labels.get(label) else { return false };
    let line = label.place.source.line_index(label.place.span.start);
    (damage.start().saturating_sub(1)..=damage.end() + 1).contains(&line)
}

#[test]
fn the_first_diagnostic_is_at_the_damage() {
    let (mut broken, mut near, mut cascades) = (0, 0, 0);
    for mangled in mangled_files(most()) {
        let (_, diagnostics) = parse(&Source::new(mangled.what.clone(), mangled.text));
        let Some(first) = diagnostics.first() else { continue };
        broken += 1;
        cascades += usize::from(diagnostics.len() > 1);
        if is_near(first, 0, &mangled.lines) {
            near += 1;
        } else {
            println!("{}: {} at line {}", mangled.what, first.message.en, first.labels[0].place.position().line);
        }
    }
    println!("{broken} files with a syntax error, {near} of them with the first diagnostic within a line of the damage");
    println!("more than one diagnostic for one damage: {cascades}");
    assert!(near * 100 >= broken * 95);
}

#[test]
fn deep_nesting_is_one_clear_message() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("sum(", ")"), ("（", "）")] {
        for closed in [true, false] {
            let inside = format!("{}新收{}", open.repeat(10_000), if closed { close.repeat(10_000) } else { String::new() });
            let (file, diagnostics) =
                parse(&Source::new("深", format!("rule A301 列勾稽 error {{\n  require {inside} = 3\n}}\n")));
            assert!(file.items.is_empty());
            assert!(diagnostics[0].message.en.contains("nest too deep"), "{open}: {:?}", diagnostics[0].message);
        }
    }
}

#[test]
fn nesting_within_the_bound_is_accepted() {
    let condition = format!("{}新收{} = 3", "(".repeat(31), ")".repeat(31));
    let rows = format!("{}新收{}", "group 组 { ".repeat(28), " }".repeat(28));
    for text in [
        format!("rule A301 列勾稽 error {{ require {condition} }}"),
        format!("template 年报 edition 2021 {{ section 甲 {{ table 乙 {{ rows {{ {rows} }} }} }} }}"),
    ] {
        let (file, diagnostics) = parse(&Source::new("深", text));
        assert_eq!((file.items.len(), diagnostics), (1, Vec::new()));
    }
}

#[test]
fn long_chains_are_refused_before_they_nest() {
    for chain in ["新收 + ", "not ", "- ", "prior.", "新收 and ", "新收 = "] {
        let text = format!("rule A301 列勾稽 error {{ require {}新收 = 3 }}", chain.repeat(20_000));
        let (file, diagnostics) = parse(&Source::new("长", text));
        assert!(file.items.is_empty(), "{chain}");
        assert_eq!(diagnostics.len(), 1, "{chain}");
    }
}

/// A large text of one kind of trouble yields a bounded number of diagnostics. (A step that is not linear would not come back.)
#[test]
fn large_texts_are_survived() {
    for piece in [
        "} ",
        "rule ",
        "\"",
        "“ ",
        "rule A 甲 error { require 新收 == 3 }\n",
        "rule A 甲 error {\n",
        "新收 ",
        "require\n",
        "(",
        "{ ",
    ] {
        let (_, diagnostics) = parse(&Source::new("大", piece.repeat(300_000 / piece.len())));
        assert!((1..250).contains(&diagnostics.len()), "{piece}: {}", diagnostics.len());
    }
}

fn spans_are_sound(text: &str) {
    let source = Source::new("任意", text);
    let (_, diagnostics) = parse(&source);
    for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(text.get(label.place.span.range()).is_some(), "{:?} in {text:?}", label.place.span);
    }
}

#[test]
fn every_damaged_file_is_survived() {
    mangled_files(120).iter().for_each(|mangled| spans_are_sound(&mangled.text));
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,200}") {
        spans_are_sound(&text);
    }

    #[test]
    fn any_words_of_the_language_are_survived(words in prop::collection::vec(prop::sample::select(WORDS), 0..60)) {
        spans_are_sound(&words.join(" "));
        spans_are_sound(&words.concat());
        spans_are_sound(&words.join("\n"));
    }
}

pub(in crate::cases) const WORDS: &[&str] = &[
    "rule",
    "template",
    "fact",
    "param",
    "edition",
    "2021",
    "section",
    "table",
    "rows",
    "columns",
    "group",
    "total",
    "also",
    "cells",
    "count",
    "blank",
    "zero",
    "A301",
    "列勾稽",
    "error",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "（",
    "】",
    "\"",
    "\"甲\"",
    "“",
    "”",
    "each",
    "column",
    "of",
    "申请",
    "in",
    "require",
    "sections",
    "order",
    "say",
    "basis",
    "test",
    "set",
    "expect",
    "nothing",
    "cause",
    "at",
    "=",
    "==",
    "＝",
    "+",
    "-",
    ",",
    "，",
    ".",
    "..",
    "。",
    "sum",
    "prior",
    "and",
    "or",
    "not",
    "1月31日",
    "10万元",
    "99月99日",
    "～",
    "//",
    "///",
    "\n",
    "\\",
    "😀",
    "\u{200b}",
    "\u{feff}",
    "\u{3000}",
    "新收",
    "办理.总计",
    "9999999999999999999999999",
];
