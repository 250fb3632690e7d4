//! The keys and values of our own YAML files (rosters, waivers, parameters): nodes in, words out, and a diagnostic with its place
//! for whatever does not belong there. Knows no key of its own.

use crate::{
    chinese::key,
    date::Date,
    diagnostic::{Code, Diagnostic},
    lang::Text,
    node::{self, Entries, Node},
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
        vec![
            mistyped(source, wrong.span)
                .unwrap_or_else(|| Diagnostic::new(Code::BrokenTree, source, wrong.span, wrong.message, text!("", ""))),
        ]
    })?;
    let mut reader = Reader::new(source);
    let read = take(tree.root(), &mut reader);
    if reader.problems.is_empty() { Ok(read) } else { Err(reader.in_order()) }
}

/// What was mistyped in a file that is no YAML: looked for from the line that the parser stopped at upwards.
fn mistyped(source: &Arc<Source>, stopped: Span) -> Option<Diagnostic> {
    let last = source.line_index(stopped.start);
    // A tab ends what stands on the line before it.
    (0..=last.saturating_add(1)).rev().find_map(|line| {
        let span = source.line_span(line);
        let text = source.slice(span);
        let at = |offset: usize, length: usize| {
            let start = span.start + u32::try_from(offset).unwrap_or_default();
            Span { start, end: start + u32::try_from(length).unwrap_or_default() }
        };
        let wrong =
            |span: Span, message: Text, label: Text| Some(Diagnostic::new(Code::BrokenTree, source, span, message, label));
        let body = text.trim_start_matches([' ', '-']);
        if body.starts_with('\t') {
            let offset = text.len() - body.len();
            return wrong(
                at(offset, 1),
                text!("缩进要用空格，不用制表符", "a tab cannot indent a line"),
                text!("换成空格", "write blanks"),
            );
        }
        let colon = body.find('：').filter(|colon| !body.get(..*colon).unwrap_or_default().contains([':', '"', '\'', '#', ' ']));
        if let Some(colon) = colon {
            let offset = text.len() - body.len() + colon;
            let message = text!("冒号要半角，后面空一格", "the colon is a full-width one");
            return wrong(at(offset, '：'.len_utf8()), message, text!("写成“: ”", "write “: ”")).map(|wrong| wrong.instead(": "));
        }
        let is_open = text.matches('"').count() == 1 && text.contains(": \"");
        let offset = text.find('"').filter(|_| is_open)?;
        wrong(at(offset, 1), text!("引号没有写完", "this quotation mark is not closed"), text!("从这里开始", "it opens here"))
    })
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
                self.unknown_key(key, written, known);
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
