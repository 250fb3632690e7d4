//! The keys and values of our own YAML files (rosters, waivers, parameters): nodes in, words out, and a diagnostic with its place
//! for whatever does not belong there. Knows no key of its own.

use crate::{
    chinese::key,
    date::Date,
    diagnostic::{Code, Diagnostic},
    lang::Text,
    node::{self, Entries, Malformed, Node},
    source::{Source, Span},
    text,
};
use std::sync::Arc;

/// A name and where it stands.
#[derive(Clone, Debug)]
pub struct Named {
    /// The words, trimmed; never empty.
    pub text: String,
    /// Where they stand, with their quotes.
    pub span: Span,
}

/// Reads a file: what `take` makes of its root, which is none where the file says nothing; or every mistake in it.
pub fn read<'s, T>(
    source: &'s Arc<Source>,
    take: impl FnOnce(Option<Node<'_>>, &mut Reader<'s>) -> T,
) -> Result<T, Vec<Diagnostic>> {
    let tree = node::sniff(&source.text).map_err(|wrong| {
        let Malformed { span, message, label, instead } = wrong;
        vec![Diagnostic {
            instead: instead.map(str::to_owned),
            ..Diagnostic::new(Code::BrokenTree, source, span, message, label)
        }]
    })?;
    let mut reader = Reader::new(source);
    let read = take(tree.root(), &mut reader);
    if reader.problems.is_empty() { Ok(read) } else { Err(reader.in_order()) }
}

/// Reads nodes and notes what is wrong with them.
pub struct Reader<'s> {
    /// The file.
    pub source: &'s Arc<Source>,
    /// What was wrong so far.
    pub problems: Vec<Diagnostic>,
}

impl<'s> Reader<'s> {
    /// Reads nodes of this file.
    fn new(source: &'s Arc<Source>) -> Reader<'s> {
        Reader { source, problems: Vec::new() }
    }

    /// The diagnostics in the order of the file.
    fn in_order(mut self) -> Vec<Diagnostic> {
        self.problems.sort_by_key(|problem| problem.labels.first().map(|label| label.place.span));
        self.problems
    }

    /// Hands on the known keys of a mapping; an unknown or repeated one is a mistake.
    pub fn keys(&mut self, pairs: Entries<'_>, known: &[&str], mut each: impl FnMut(&mut Self, &str, Node<'_>)) {
        let mut seen: Vec<&str> = Vec::new();
        for (key, value) in pairs {
            let written = key.scalar().map(|scalar| scalar.text).unwrap_or_default();
            let Some(name) = known.iter().find(|name| **name == written) else {
                if !self.has_wide_colon(key, value) {
                    self.unknown_key(key, written, known);
                }
                continue;
            };
            if seen.contains(name) {
                self.twice(key, written);
                continue;
            }
            seen.push(name);
            each(self, name, value);
        }
    }

    /// `{部门：1月20日}`: a key that swallowed its value. Says so.
    pub fn has_wide_colon(&mut self, key: Node<'_>, value: Node<'_>) -> bool {
        let written = key.scalar().map(|scalar| scalar.text).unwrap_or_default();
        let Some((name, rest)) = written.split_once('：').filter(|_| value.is_null()) else { return false };
        let (message, label) = (
            text!("冒号要半角，后面空一格", "the colon is a full-width one"),
            text!("写成“{name}: {rest}”", "write “{name}: {rest}”"),
        );
        self.push(Code::KeyValue, key.span(), message, label);
        true
    }

    /// A name, which says something.
    pub fn name(&mut self, node: Node<'_>) -> Option<Named> {
        self.words(node, text!("这里应是名称", "a name belongs here"))
    }

    /// Words that say something; else `wanted` is said.
    pub fn words(&mut self, node: Node<'_>, wanted: Text) -> Option<Named> {
        let text = node.scalar().filter(|_| !node.is_null()).map(|scalar| scalar.text.trim()).unwrap_or_default();
        if text.is_empty() {
            self.wrong(node, wanted);
            return None;
        }
        Some(Named { text: text.to_owned(), span: node.span() })
    }

    /// A year of four digits.
    pub fn year(&mut self, node: Node<'_>) -> Option<u16> {
        let year = node.scalar().and_then(|scalar| scalar.text.trim().parse().ok()).filter(|year| (1900..2200).contains(year));
        if year.is_none() {
            self.wrong(node, text!("year 应是年份，例如 2023", "`year` is a year, as 2023"));
        }
        year
    }

    /// A day that exists.
    pub fn date(&mut self, node: Node<'_>, key: &str) -> Option<Date> {
        let date = node.scalar().and_then(|scalar| Date::parse(scalar.text));
        if date.is_none() {
            self.wrong(node, text!("{key} 应是日期，例如 2026-12-31", "`{key}` is a day, as 2026-12-31"));
        }
        date
    }

    /// What does not belong where it stands.
    pub fn wrong(&mut self, node: Node<'_>, message: Text) {
        self.push(Code::KeyValue, node.span(), message, text!("", ""));
    }

    /// A key that stands a second time.
    pub fn twice(&mut self, key: Node<'_>, written: &str) {
        let message = text!("“{written}”写了两次", "“{written}” stands twice");
        self.push(Code::KeyTwice, key.span(), message, text!("删去其中一个", "remove one of them"));
    }

    /// A key that is none of those known.
    pub fn unknown_key(&mut self, key: Node<'_>, written: &str, known: &[&str]) {
        let all = known.join(", ");
        let message = text!("不认识“{written}”", "there is no key “{written}” here");
        let label = match nearest(written, known).or_else(|| key::meant(written, known)) {
            Some(meant) => text!("是不是 {meant}？", "did you mean {meant}?"),
            None => text!("可用：{all}", "the keys are: {all}"),
        };
        self.push(Code::UnknownKey, key.span(), message, label);
    }

    /// Notes an error at a place.
    pub fn push(&mut self, code: Code, span: Span, message: Text, label: Text) {
        self.problems.push(Diagnostic::new(code, self.source, span, message, label));
    }
}

/// The name that was probably meant.
pub fn nearest<'n>(written: &str, names: &[&'n str]) -> Option<&'n str> {
    let close = names.iter().map(|name| (strsim::damerau_levenshtein(written, name), *name));
    close.filter(|(distance, name)| *distance <= 2 && *distance < name.chars().count()).min().map(|(_, name)| name)
}
