//! The report files that tests name, before any test runs: those that are not there, and those of another edition than the test
//! names. Knows no finding.

use super::bases::Bases;
use crate::{
    diagnostic::{Code, Diagnostic},
    ruleset::{Base, Edit, RuleSet, Step, Test},
    slice::sorted_once,
    source::Span,
    syntax::token::{TokenKind, tokens},
    text,
};
use std::path::Path;

/// What is wrong with the files that the tests of these rules start from.
pub(in super::super) fn missing_files(rules: &RuleSet) -> Vec<Diagnostic> {
    let bases = Bases::of(&rules.template);
    let tests = rules.rules.iter().flat_map(|rule| &rule.tests);
    tests.flat_map(|test| of_test(test, &bases, rules)).collect()
}

fn of_test(test: &Test, bases: &Bases<'_>, rules: &RuleSet) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> =
        names(test).into_iter().filter(|name| !is_there(name, test, bases)).map(|name| not_there(test, name)).collect();
    if found.is_empty() {
        found.extend(other_edition(test, bases, rules));
    }
    found
}

fn names(test: &Test) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    if let Base::File(name) = &test.base {
        all.push(name);
    }
    for step in &test.steps {
        match step {
            Step::Prior(edit) => {
                if let Edit::Base(Base::File(name)) = edit.as_ref() {
                    all.push(name);
                }
            }
            Step::Children(files) => all.extend(files.iter().map(String::as_str)),
            Step::Other(file) => all.push(file),
            _ => {}
        }
    }
    sorted_once(all)
}

fn is_there(name: &str, test: &Test, bases: &Bases<'_>) -> bool {
    let folder = Path::new(&test.place.source.name).parent().unwrap_or(Path::new("."));
    folder.join(name).is_file() || bases.open(name, &test.place).is_ok()
}

/// Where a file is named in the text of a test; the whole test where it is not found.
fn place_of(test: &Test, name: &str) -> Span {
    let own = test.place.text();
    let quoted = format!("\"{name}\"");
    let start = test.place.span.start as usize;
    own.find(&quoted).map_or(test.place.span, |at| Span::new(start + at, start + at + quoted.len()))
}

fn not_there(test: &Test, name: &str) -> Diagnostic {
    let message = text!("没有报告文件“{name}”", "there is no report file “{name}”");
    let help = text!(
        "文件要放在这个规则文件的旁边，名称写全，例如 example.yaml",
        "the file stands beside this rule file, and is named in full, such as example.yaml"
    );
    let label = text!("找不到这个文件", "this file is not found");
    Diagnostic::new(Code::TestFileMissing, &test.place.source, place_of(test, name), message, label).help(help)
}

/// A test that names an edition and starts from a report of another one: it would not run in the edition that it names.
fn other_edition(test: &Test, bases: &Bases<'_>, rules: &RuleSet) -> Option<Diagnostic> {
    let Base::File(name) = &test.base else { return None };
    if !names_an_edition(test) {
        return None;
    }
    let report = bases.open(name, &test.place).ok()?;
    if report.edition == test.edition {
        return None;
    }
    let (own, named) = (&rules.template[report.edition].name, &rules.template[test.edition].name);
    let message = text!(
        "“{name}”是 {own} 年版的报告，这个测试写的却是 {named} 年版",
        "“{name}” is a report of the edition {own}, but the test names {named}"
    );
    let help = text!(
        "去掉 in edition {named}，或者换一份 {named} 年版的报告",
        "leave out in edition {named}, or start from a report of that edition"
    );
    let label = text!("{own} 年版", "of the edition {own}");
    Some(Diagnostic::new(Code::TestFileOtherEdition, &test.place.source, place_of(test, name), message, label).help(help))
}

/// Whether `in edition` stands in the head of a test.
fn names_an_edition(test: &Test) -> bool {
    let own = test.place.text();
    let mut head = tokens(own).into_iter().take_while(|token| !matches!(token.kind, TokenKind::Open(_)));
    head.any(|token| token.kind == TokenKind::Word && own.get(token.span.range()) == Some("edition"))
}
