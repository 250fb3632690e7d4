//! What stands around a place in a text that need not parse: the word that is being typed, the words before it, and the brackets
//! that are open.

use crate::{
    slice::Slice,
    source::{Source, Span},
    syntax::token::{Bracket, Token, TokenKind, tokens},
};

/// The surroundings of a place.
pub(super) struct Scene<'a> {
    source: &'a Source,
    /// The word that is being typed: from its first letter to the place; empty where none is.
    pub(super) word: Span,
    /// The same, with the names and dots that it hangs on.
    pub(super) path: Span,
    /// The words of the item before the path, without comments.
    pub(super) before: Vec<Token>,
    /// All words of the item.
    item: Vec<Token>,
    /// Whether the place is within quotation marks.
    pub(super) in_text: bool,
    /// The name in braces of a message that is being typed.
    pub(super) slot: Option<Span>,
    /// The unit in quotation marks that is being typed.
    pub(super) unit: Option<Span>,
}

impl<'a> Scene<'a> {
    /// The surroundings of a byte; none within a comment.
    pub(super) fn of(source: &'a Source, at: u32) -> Option<Scene<'a>> {
        let all = tokens(&source.text);
        let within = all.iter().find(|token| token.span.start < at && at <= token.span.end).copied();
        let is_in_comment = |token: &Token| token.kind.is_comment() && at > token.span.start;
        if within.as_ref().is_some_and(is_in_comment) {
            return None;
        }
        let typed = within.filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Figure));
        let word = Span { start: typed.map_or(at, |token| token.span.start), end: at };
        let text = within.filter(|token| is_within_text(source, *token, at));
        let start = text.map_or(word.start, |token| token.span.start);
        let all: Vec<Token> = all.into_iter().filter(|token| !token.kind.is_comment()).collect();
        let item = item_around(source, &all, start);
        let before: Vec<Token> = item.iter().filter(|token| token.span.end <= start).copied().collect();
        let path = Span { start: path_start(source, &before, word.start), end: at };
        let before: Vec<Token> = before.into_iter().filter(|token| token.span.end <= path.start || text.is_some()).collect();
        let mut scene = Scene { source, word, path, before, item, in_text: text.is_some(), slot: None, unit: None };
        if let Some(text) = text {
            scene.quoted(text, at);
        }
        Some(scene)
    }

    fn quoted(&mut self, text: Token, at: u32) {
        let inside = Span { start: text.span.start + 1, end: at };
        let typed = self.source.slice(inside);
        match self.last(0) {
            "say" => {
                let open = typed.rfind('{').filter(|open| !typed.slice(*open..).contains('}'));
                self.slot = open.map(|open| Span { start: inside.start + bytes(open) + 1, end: at });
            }
            "count" | "money" if self.last(1) == "cells" => self.unit = Some(inside),
            _ => {}
        }
    }

    pub(super) fn text(&self, token: Token) -> &'a str {
        self.source.slice(token.span)
    }

    /// The word that stands so many words before the place; empty where there is none.
    pub(super) fn last(&self, by: usize) -> &'a str {
        self.before.iter().rev().nth(by).map(|token| self.text(*token)).unwrap_or_default()
    }

    /// The first word of the item: what kind it is.
    pub(super) fn item_word(&self) -> &'a str {
        self.item.first().map(|token| self.text(*token)).unwrap_or_default()
    }

    /// The name behind a word of the item.
    pub(super) fn behind(&self, word: &str) -> Option<&'a str> {
        let at = self.item.iter().position(|token| self.text(*token) == word)?;
        self.item.get(at + 1).map(|token| self.text(*token))
    }

    /// The words before the place on its line.
    pub(super) fn line(&self) -> Vec<&'a str> {
        let line = self.source.line_index(self.path.start);
        let here = |token: &&Token| self.source.line_index(token.span.start) == line;
        self.before.iter().filter(here).map(|token| self.text(*token)).collect()
    }

    /// What the rule runs over: `column`, `row`, `group` or `cell`, and the table.
    pub(super) fn over(&self) -> Option<(&'a str, &'a str)> {
        let words: Vec<&str> = self.item.iter().map(|token| self.text(*token)).collect();
        let at = words.windows(4).position(|four| matches!(four, ["each", "column" | "row" | "group" | "cell", "of", _]))?;
        Some((words.get(at + 1)?, words.get(at + 3)?))
    }

    /// The innermost bracket that is open at the place, as an index of the words before it.
    pub(super) fn open(&self) -> Option<(Bracket, usize)> {
        let mut open = Vec::new();
        for (at, token) in self.before.iter().enumerate() {
            match token.kind {
                TokenKind::Open(bracket) => open.push((bracket, at)),
                TokenKind::Close(bracket) if open.last().is_some_and(|(last, _)| *last == bracket) => drop(open.pop()),
                _ => {}
            }
        }
        open.pop()
    }

    /// The clause or step that the place is in: its last word of the kind that begins one.
    pub(super) fn clause(&self) -> &'a str {
        let begins =
            ["when", "require", "then", "param", "say", "basis", "test", "each", "in", "set", "expect", "blank", "prose"];
        let words = self.before.iter().rev().filter(|token| token.kind == TokenKind::Word).map(|token| self.text(*token));
        words.into_iter().find(|word| begins.contains(word)).unwrap_or_default()
    }
}

fn bytes(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Behind the closing mark of a text the place is outside it.
fn is_within_text(source: &Source, token: Token, at: u32) -> bool {
    match token.kind {
        TokenKind::OpenText => true,
        TokenKind::Text => at < token.span.end || token.span.end.saturating_sub(token.span.start) < 2 || source.text.is_empty(),
        _ => false,
    }
}

/// The words of the item that a place is in: from the last word that begins one at the start of a line to the next such.
fn item_around(source: &Source, all: &[Token], at: u32) -> Vec<Token> {
    let begins = |token: &Token| {
        let line = source.line_span(source.line_index(token.span.start));
        let first = source.slice(Span { start: line.start, end: token.span.start }).trim().is_empty();
        let words = ["template", "rule", "fact", "param", "topic", "event", "light", "scope", "units"];
        first && line.start == token.span.start && words.contains(&source.slice(token.span))
    };
    let start = all.iter().rposition(|token| token.span.start < at && begins(token)).unwrap_or_default();
    let behind = all.slice(start..);
    let end = behind.iter().skip(1).position(begins).map_or(behind.len(), |at| at + 1);
    behind.slice(..end).to_vec()
}

/// Where the names joined by dots begin whose last one is typed.
fn path_start(source: &Source, before: &[Token], word: u32) -> u32 {
    let mut start = word;
    let mut rest = before.iter().rev();
    while let (Some(dot), Some(name)) = (rest.next(), rest.next()) {
        let joined = dot.span.end == start && matches!(source.slice(dot.span), "." | "．") && name.span.end == dot.span.start;
        if !joined || name.kind != TokenKind::Word || matches!(source.slice(name.span), "prior" | "children") {
            break;
        }
        start = name.span.start;
    }
    start
}
