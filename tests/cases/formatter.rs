//! The one form of rule files: what it looks like, that it is reached in one step, and that nothing is ever lost on the way.

use super::syntax::{WORDS, mangled_texts};
use gouji::{
    fmt::{Unformatted, format},
    source::Source,
    syntax::token::{TokenKind, tokens},
};
use proptest::prelude::*;
use std::{fs, path::Path};

fn formatted(text: &str) -> Result<String, Unformatted> {
    format(&Source::new("甲.gj", text))
}

/// The rule files of the repository: rules, schemas, examples.
fn own_files() -> Vec<(String, String)> {
    let all = ["rules", "schemas", "examples"].into_iter().flat_map(|folder| walkdir::WalkDir::new(folder).sort_by_file_name());
    let paths = all.map(|entry| entry.unwrap().into_path()).filter(|path| path.extension().is_some_and(|ending| ending == "gj"));
    paths.map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect()
}

/// Everything but blanks.
fn words(text: &str) -> Vec<&str> {
    tokens(text).into_iter().map(|token| text[token.span.range()].trim_end()).collect()
}

#[test]
fn the_rule_files_of_the_repository_are_in_the_form() {
    let files = own_files();
    assert!(files.len() >= 6);
    for (path, text) in files {
        assert!(formatted(&text).unwrap() == text, "{path} is not in the form; gouji fmt {path} mends it");
    }
}

/// Each file of `cases/formatter` is a way to write; its snapshot is the form of it.
#[test]
fn there_is_one_form() {
    insta::glob!("formatter/*.gj", |path| {
        let text = fs::read_to_string(path).unwrap();
        let written = formatted(&text).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/formatter");
        settings.set_prepend_module_to_snapshot(false);
        settings.remove_snapshot_suffix();
        settings.remove_input_file();
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, written));
        assert_eq!(formatted(&written).unwrap(), written, "{}: the form is reached in one step", path.display());
    });
}

/// Formats where it can, and holds what must hold of it; whether it could.
fn survived(text: &str) -> bool {
    match formatted(text) {
        Ok(written) => {
            assert_eq!(words(&written).len(), words(text).len(), "{text}");
            assert_eq!(formatted(&written).as_ref(), Ok(&written), "{text}");
            true
        }
        Err(Unformatted::Broken(diagnostics)) => {
            assert!(!diagnostics.is_empty(), "{text}");
            false
        }
        Err(Unformatted::Changed) => panic!("would have changed:\n{text}"),
    }
}

#[test]
fn mangled_files_are_left_alone_or_lose_nothing() {
    let texts = mangled_texts();
    let whole = texts.iter().filter(|text| survived(text)).count();
    println!("{} mangled files: {whole} parse and are formatted, {} are left alone", texts.len(), texts.len() - whole);
    assert!(whole > 20 && whole < texts.len());
}

/// Words of the checks of the form, which are one token to the grammar: no comment stands behind them.
const OF_CHECKS: &[&str] = &[
    "sections",
    "in",
    "tables",
    "own",
    "whole",
    "totals",
    "basis",
    "every",
    "unit",
    "facts",
    "unlike",
    "filled",
    "content",
    "of",
    "named",
    "one",
    "year",
    "asked",
    "subtotals",
    "add",
];

/// A built-in file with its blanks thrown about: line breaks, tabs, ideographic blanks, comments anywhere.
fn thrown_about(text: &str, gaps: &[u8]) -> String {
    let (mut written, mut last) = (String::new(), "");
    for (at, token) in tokens(text).into_iter().enumerate() {
        let begins_an_item = ["template", "rule", "fact", "param"].contains(&&text[token.span.range()]);
        written.push_str(match gaps[at % gaps.len()] {
            _ if token.kind.is_comment() || begins_an_item => "\n",
            // A sign and its figure are one token to the grammar.
            _ if last == "-" && token.kind == TokenKind::Figure => "",
            0 => " ",
            4 | 5 if OF_CHECKS.contains(&last) => "\n\n",
            1 => "\n",
            2 => "\u{3000}\t ",
            3 => "\r\n\r\n\n",
            4 => " // 旁注  \n",
            5 => "\n\n// 独行\n  ",
            _ => "  ",
        });
        written.push_str(&text[token.span.range()]);
        last = &text[token.span.range()];
        if token.kind.is_comment() {
            written.push('\n');
        }
    }
    written
}

/// How often something is tried; the variable is proptest's own.
fn cases(part: u64, whole: u64) -> u32 {
    crate::times("PROPTEST_CASES", (part, whole)).try_into().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(1, 3)))]

    /// Each time every file of the repository: `PROPTEST_CASES=50` for more.
    #[test]
    fn however_it_is_written_it_comes_to_one_form(gaps in prop::collection::vec(0u8..7, 1..97)) {
        for (path, text) in own_files() {
            let thrown = thrown_about(&text, &gaps);
            prop_assert!(survived(&thrown), "{} does not parse when thrown about:\n{}", path, thrown);
        }
    }
}

/// Without comments in odd places, nothing is left of how it was written but the blank lines.
#[test]
fn only_blank_lines_are_the_writers_choice() {
    for (path, text) in own_files() {
        let without_blank_lines = |text: &str| text.replace("\n\n", "\n");
        let thrown = thrown_about(&text, &[0, 2, 1, 6]);
        assert_eq!(without_blank_lines(&formatted(&thrown).unwrap()), without_blank_lines(&text), "{path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(64, 64)))]

    #[test]
    fn any_words_of_the_language_are_survived(words in prop::collection::vec(prop::sample::select(WORDS), 0..60)) {
        survived(&words.join(" "));
        survived(&format!("rule A301 甲 error {{\n  require {}\n}}\n", words.join(" ")));
    }

    #[test]
    fn any_expression_is_survived(words in prop::collection::vec(prop::sample::select(EXPRESSION), 1..24), sign in any::<bool>()) {
        let expression = words.iter().map(|word| format!("{word} = {}甲", if sign { "－" } else { "" })).collect::<Vec<_>>();
        let text = format!("rule A301 甲 error {{ require {} }}", expression.join(" and\n"));
        prop_assert!(survived(&text), "{}", text);
    }
}

const EXPRESSION: &[&str] =
    &["甲", "甲．乙", "１２", "sum（甲）", "（甲＋乙）×２", "not 甲", "申请【甲，乙】", "－甲", "甲 － －乙", "1月31日"];

#[test]
fn the_command_writes_whole_files_and_leaves_broken_ones_alone() {
    use super::cli::{code, gouji, gouji_with, path, stderr, stdout};
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let (loose, tight) = ("rule A301 甲 error｛require 甲＝乙｝", "rule A301 甲 error {\n  require 甲 = 乙\n}\n");
    fs::write(at("loose.gj"), loose).unwrap();
    fs::write(at("tight.gj"), tight).unwrap();
    let all = path(folder.path());
    let checked = gouji(&["fmt", "--check", &all]);
    assert_eq!((code(&checked), stdout(&checked).matches("not in the form").count()), (1, 1), "{}", stdout(&checked));
    assert!(stdout(&checked).contains("+   require 甲 = 乙"), "{}", stdout(&checked));
    assert_eq!(fs::read_to_string(at("loose.gj")).unwrap(), loose);
    assert_eq!(code(&gouji(&["fmt", &all])), 0);
    assert_eq!(fs::read_to_string(at("loose.gj")).unwrap(), tight);
    assert_eq!((code(&gouji(&["fmt", "--check", &all])), stdout(&gouji(&["fmt", &all])).as_str()), (0, ""));
    fs::write(at("broken.gj"), "rule A301 甲 error { require = }").unwrap();
    let broken = gouji(&["fmt", &all]);
    assert!(code(&broken) == 2 && stderr(&broken).contains("broken.gj:1:"), "{}", stderr(&broken));
    assert_eq!(fs::read_to_string(at("broken.gj")).unwrap(), "rule A301 甲 error { require = }");
    assert_eq!(
        (stdout(&gouji_with(&["fmt"], loose)).as_str(), stdout(&gouji_with(&["fmt", "-"], loose)).as_str()),
        (tight, tight)
    );
    assert_eq!((code(&gouji_with(&["fmt", "--check"], loose)), code(&gouji_with(&["fmt", "--check"], tight))), (1, 0));
    assert_eq!(code(&gouji(&["fmt", &path(Path::new("no such folder"))])), 2);
}
