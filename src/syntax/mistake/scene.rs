//! The place where the grammar gave up: the tokens around it, what was expected there, and which blocks are open.

use super::{
    super::{
        grammar::{Failure, Rule},
        keyword,
        token::{Bracket, Token, TokenKind},
    },
    layout,
    nesting::{Nesting, Opened},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    slice::Slice,
    source::{Source, Span},
};
use pest::error::{ErrorVariant, InputLocation};
use std::sync::Arc;

/// Where an item went wrong.
pub(in super::super) struct Scene<'a> {
    source: &'a Arc<Source>,
    /// The item's tokens without its comments.
    tokens: &'a [Token],
    /// The token that did not fit, as an index; the number of tokens where the item ended too early.
    at: usize,
    /// What the grammar would have taken instead.
    expected: Vec<Rule>,
    /// Where parsing began: at the item, or at a part of it behind an earlier failure.
    base: u32,
    /// Where the grammar gave up.
    failed: u32,
}

impl<'a> Scene<'a> {
    /// The scene of a failure in the item made of `tokens` that starts at `base`.
    pub(in super::super) fn new(source: &'a Arc<Source>, tokens: &'a [Token], base: usize, failure: Failure) -> Scene<'a> {
        let (InputLocation::Pos(offset) | InputLocation::Span((offset, _))) = failure.location;
        let offset = Span::at(base + offset).start;
        let at = tokens.partition_point(|token| token.span.end <= offset);
        let expected = match failure.variant {
            ErrorVariant::ParsingError { positives, .. } => positives,
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        Scene { source, tokens, at, expected, base: Span::at(base).start, failed: offset }
    }

    pub(super) fn source(&self) -> &'a Arc<Source> {
        self.source
    }

    /// Where parsing began.
    pub(super) fn base(&self) -> u32 {
        self.base
    }

    /// Where the grammar gave up.
    pub(super) fn failed(&self) -> u32 {
        self.failed
    }

    /// Whether the item is written as another language writes it, `rule: Z201`: nothing more of it is worth a word.
    pub(in super::super) fn is_of_another_language(&self) -> bool {
        self.at == 1 && matches!(self.here_text(), ":" | "：")
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn expected(&self) -> &[Rule] {
        &self.expected
    }

    pub(super) fn expects(&self, wanted: Rule) -> bool {
        self.expected.contains(&wanted)
    }

    pub(super) fn expects_any(&self, wanted: &[Rule]) -> bool {
        wanted.iter().any(|wanted| self.expects(*wanted))
    }

    /// The token that did not fit.
    pub(super) fn here(&self) -> Option<Token> {
        self.token(self.at)
    }

    /// The token before it.
    pub(super) fn before(&self) -> Option<Token> {
        self.token(self.at.checked_sub(1)?)
    }

    pub(super) fn token(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied()
    }

    /// The tokens up to the one that did not fit.
    pub(super) fn earlier(&self) -> &[Token] {
        self.tokens.get(..self.at).unwrap_or(self.tokens)
    }

    /// The token that did not fit and those behind it.
    pub(super) fn later(&self) -> &[Token] {
        self.tokens.slice(self.at..)
    }

    pub(super) fn all(&self) -> &[Token] {
        self.tokens
    }

    pub(super) fn text(&self, token: Token) -> &'a str {
        self.source.slice(token.span)
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    /// A token and what stands behind it up to the next blank.
    pub(super) fn unbroken(&self, token: Token) -> Span {
        let line = self.source.line_span(self.source.line_index(token.span.start));
        let rest = self.source.slice(Span { start: token.span.start, end: line.end });
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        Span::new(token.span.start as usize, (token.span.start as usize) + length)
    }

    /// A value that ends with a token, with what belongs to it before: `prior.有效`, `解读[合计, 合计]`.
    pub(super) fn unbroken_before(&self, last: Token) -> Option<Span> {
        let line = self.source.line_span(self.source.line_index(last.span.start));
        let head = self.source.slice(Span { start: line.start, end: last.span.end });
        let value = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        let table = head.strip_suffix([']', '］', '】']).and_then(|inside| inside.rfind(['[', '［', '【'])).unwrap_or(head.len());
        let plain = head.get(..table)?.trim_end_matches(value);
        let start = line.start + u32::try_from(plain.len()).ok()?;
        (start < last.span.end).then_some(Span { start, end: last.span.end })
    }

    pub(super) fn here_text(&self) -> &'a str {
        self.here().map_or("", |token| self.text(token))
    }

    pub(super) fn before_text(&self) -> &'a str {
        self.before().map_or("", |token| self.text(token))
    }

    /// The word that did not fit, if it is one.
    pub(super) fn here_word(&self) -> Option<(Token, &'a str)> {
        self.here().filter(|token| token.kind == TokenKind::Word).map(|token| (token, self.text(token)))
    }

    /// The gap behind the token before the one that did not fit.
    pub(super) fn gap(&self) -> Span {
        let end = self.before().or(self.here()).map_or(0, |token| token.span.end);
        Span { start: end, end }
    }

    /// Whether a line ends between two places.
    pub(super) fn apart(&self, earlier: Span, later: Span) -> bool {
        self.source.line_index(earlier.end) != self.source.line_index(later.start)
    }

    /// Whether the token that did not fit begins its line.
    pub(super) fn here_begins_line(&self) -> bool {
        self.before().zip(self.here()).is_none_or(|(before, here)| self.apart(before.span, here.span))
    }

    /// The tokens of the line before the one that did not fit, up to the last brace.
    pub(super) fn line_so_far(&self) -> &'a [Token] {
        let earlier = self.tokens.get(..self.at).unwrap_or(self.tokens);
        let Some(here) = self.here() else { return &[] };
        let is_brace = |token: &Token| matches!(token.kind, TokenKind::Open(Bracket::Brace) | TokenKind::Close(Bracket::Brace));
        let same_part = |token: &&Token| !self.apart(token.span, here.span) && !is_brace(token);
        let count = earlier.iter().rev().take_while(same_part).count();
        earlier.slice(earlier.len() - count..)
    }

    /// From a token to the first mark that ends a name.
    pub(super) fn label_at(&self, token: Token) -> Span {
        let written = up_to_mark(self.slice(self.rest_of_text(token)));
        Span::new(token.span.start as usize, (token.span.start as usize) + written.len())
    }

    /// From a token to the end of its line.
    pub(super) fn rest_of_text(&self, token: Token) -> Span {
        let line = self.source.line_span(self.source.line_index(token.span.start));
        Span { start: token.span.start, end: line.end }
    }

    /// From a place to the end of its line, without the bracket that ends or opens a block, and without what stands behind it.
    pub(super) fn rest_of_line(&self, from: Span) -> Span {
        let on_line = self.tokens.iter().filter(|token| token.span.start >= from.start && !self.apart(from, token.span));
        let is_brace = |token: &&Token| matches!(token.kind, TokenKind::Open(Bracket::Brace) | TokenKind::Close(Bracket::Brace));
        let last =
            on_line.take_while(|token| !(is_brace(token) || token.span.start > from.start && self.begins_clause(**token))).last();
        Span { end: last.map_or(from.end, |last| last.span.end), ..from }
    }

    fn begins_clause(&self, token: Token) -> bool {
        keyword::contents(self.block()).contains(&self.text(token))
    }

    /// Whether a token is the first of its line or of its block.
    pub(super) fn begins_part(&self, token: Token) -> bool {
        self.begins_line(token) || self.before().is_some_and(|before| before.kind == TokenKind::Open(Bracket::Brace))
    }

    /// What stands between an opening bracket and the first one that closes, or the end of the line.
    pub(super) fn inside(&self, open: Token) -> Span {
        let behind = self.tokens.iter().filter(|token| token.span.start >= open.span.end && !self.apart(open.span, token.span));
        let last = behind.take_while(|token| !matches!(token.kind, TokenKind::Close(_))).last();
        Span { start: open.span.end, end: last.map_or(open.span.end, |last| last.span.end) }
    }

    /// How far the line of a place is indented.
    pub(super) fn indent(&self, place: Span) -> usize {
        layout::indent(self.source, place)
    }

    /// Whether a token is the first of its line.
    pub(super) fn begins_line(&self, token: Token) -> bool {
        layout::begins_line(self.source, token.span)
    }

    /// The line of the scene, counted from 0.
    pub(in super::super) fn line(&self) -> usize {
        self.source.line_index(self.here().map_or(self.gap(), |token| token.span).start)
    }

    /// The line of a place, as people count.
    pub(super) fn line_number(&self, place: Span) -> u32 {
        self.source.position(place.start).line
    }

    /// The tokens up to and including the one that did not fit, as indices, each with the innermost brace around it.
    pub(super) fn with_opened(&self) -> impl Iterator<Item = (usize, Opened<'a>)> {
        let mut nesting = Nesting::default();
        let upto = self.tokens.get(..=self.at).unwrap_or(self.tokens);
        upto.iter().enumerate().filter_map(move |(index, token)| {
            let around = nesting.open.iter().rfind(|opened| opened.bracket == Bracket::Brace).copied();
            nesting.take(index, *token, self.text(*token));
            around.map(|around| (index, around))
        })
    }

    /// The word that the item begins with.
    pub(in super::super) fn item(&self) -> &'a str {
        self.token(0).map_or("", |token| self.text(token))
    }

    /// Where the next line starts that begins a part of a block, behind what was told: there parsing can go on.
    pub(in super::super) fn next_part(&self, reported: u32) -> Option<u32> {
        let mut begins = self.later().iter().filter(|token| token.kind == TokenKind::Word && self.begins_line(**token));
        let part = begins.find(|token| token.span.start > reported && keyword::begins_part(self.text(**token), self.item()));
        part.map(|token| token.span.start)
    }

    /// The brackets that are open at the scene, outermost first.
    pub(super) fn open(&self) -> Vec<Opened<'a>> {
        self.nesting().open
    }

    /// The braces that are closed before the scene, with their closing braces, in the order of closing.
    pub(super) fn closed(&self) -> Vec<(Opened<'a>, Token)> {
        self.nesting().closed
    }

    /// Whether the item has as many closing braces as opening ones.
    pub(super) fn braces_pair(&self) -> bool {
        let count = |kind| self.tokens.iter().filter(|token| token.kind == kind).count();
        count(TokenKind::Open(Bracket::Brace)) == count(TokenKind::Close(Bracket::Brace))
    }

    fn nesting(&self) -> Nesting<'a> {
        Nesting::of(self.source, self.earlier())
    }

    /// The block that the scene is in: the word before its brace.
    pub(super) fn block(&self) -> &'a str {
        self.open().iter().rfind(|opened| opened.bracket == Bracket::Brace).map_or("", |opened| opened.block)
    }

    /// A diagnostic with this scene's source.
    pub(super) fn error(&self, code: Code, span: Span, message: Text, label: Text) -> Diagnostic {
        Diagnostic::new(code, self.source, span, message, label)
    }

    /// Adds a second place.
    pub(super) fn also(&self, diagnostic: Diagnostic, span: Span, text: Text) -> Diagnostic {
        diagnostic.also(self.source, span, text)
    }
}

/// A text up to the first mark that ends a name.
pub(super) fn up_to_mark(text: &str) -> &str {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | ']' | '］' | '】' | '[' | '{' | '｛' | '}' | '"'))
        .unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}
