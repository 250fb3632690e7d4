//! The place where the grammar gave up: the tokens around it, what was expected there, and which blocks are open.

use super::super::{
    grammar::{Failure, Rule},
    keyword,
    token::{Bracket, Token, TokenKind},
};
use crate::{
    diagnostic::Diagnostic,
    lang::Text,
    source::{Source, Span},
};
use pest::error::{ErrorVariant, InputLocation};
use std::sync::Arc;

/// Where an item went wrong.
pub(in super::super) struct Scene<'a> {
    source: &'a Arc<Source>,
    /// The item's tokens without its comments.
    tokens: Vec<Token>,
    /// The token that did not fit, as an index; the number of tokens where the item ended too early.
    at: usize,
    /// What the grammar would have taken instead.
    expected: Vec<Rule>,
}

/// A bracket that is open at the scene.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opened<'a> {
    /// What kind.
    pub(super) bracket: Bracket,
    /// Where it stands, as an index.
    pub(super) token: usize,
    /// The word that a brace belongs to: `rule`, `test`, `rows`; empty if there is none.
    pub(super) block: &'a str,
}

impl<'a> Scene<'a> {
    /// The scene of a failure in the item made of `tokens` that starts at `base`.
    pub(in super::super) fn new(source: &'a Arc<Source>, tokens: &[Token], base: usize, failure: Failure) -> Scene<'a> {
        let tokens: Vec<Token> = tokens.iter().filter(|token| !token.kind.is_comment()).copied().collect();
        let (InputLocation::Pos(offset) | InputLocation::Span((offset, _))) = failure.location;
        let offset = Span::at(base.saturating_add(offset)).start;
        let at = tokens.partition_point(|token| token.span.end <= offset);
        let expected = match failure.variant {
            ErrorVariant::ParsingError { positives, .. } => positives,
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        Scene { source, tokens, at, expected }
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
        self.tokens.get(..self.at).unwrap_or(&self.tokens)
    }

    /// The token that did not fit and those behind it.
    pub(super) fn later(&self) -> &[Token] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    pub(super) fn all(&self) -> &[Token] {
        &self.tokens
    }

    pub(super) fn text(&self, token: Token) -> &'a str {
        self.source.slice(token.span)
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

    /// The column of the first character of the line that a place stands in, in bytes: how far the line is indented.
    pub(super) fn indent(&self, place: Span) -> usize {
        let line = self.source.slice(self.source.line_span(self.source.line_index(place.start)));
        line.len().saturating_sub(line.trim_start_matches([' ', '\t', '\u{3000}']).len())
    }

    /// Whether a token is the first of its line.
    pub(super) fn begins_line(&self, token: Token) -> bool {
        let line = self.source.line_span(self.source.line_index(token.span.start));
        (line.start as usize).saturating_add(self.indent(token.span)) == token.span.start as usize
    }

    /// Whether the scene lies on a line before a place.
    pub(in super::super) fn is_on_line_before(&self, place: Option<Span>) -> bool {
        let here = self.here().map_or(self.gap(), |token| token.span);
        place.is_none_or(|place| {
            here.start < place.start && self.source.line_index(here.start) < self.source.line_index(place.start)
        })
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
        let mut nesting = Nesting::default();
        for (index, token) in self.earlier().iter().enumerate() {
            nesting.take(index, *token, self.text(*token));
        }
        nesting
    }

    /// The block that the scene is in: the word before its brace.
    pub(super) fn block(&self) -> &'a str {
        self.open().iter().rfind(|opened| opened.bracket == Bracket::Brace).map_or("", |opened| opened.block)
    }

    /// A diagnostic with this scene's source.
    pub(super) fn error(&self, span: Span, message: Text, label: Text) -> Diagnostic {
        Diagnostic::error(self.source, span, message, label)
    }

    /// Adds a second place.
    pub(super) fn also(&self, diagnostic: Diagnostic, span: Span, text: Text) -> Diagnostic {
        diagnostic.also(self.source, span, text)
    }
}

#[derive(Default)]
struct Nesting<'a> {
    open: Vec<Opened<'a>>,
    closed: Vec<(Opened<'a>, Token)>,
    block: &'a str,
}

impl<'a> Nesting<'a> {
    fn take(&mut self, index: usize, token: Token, text: &'a str) {
        match token.kind {
            TokenKind::Word if keyword::is_block(text) => self.block = text,
            TokenKind::Open(bracket) => {
                self.open.push(Opened { bracket, token: index, block: self.block });
                self.block = "";
            }
            TokenKind::Close(bracket) if self.open.last().is_some_and(|opened| opened.bracket == bracket) => {
                self.closed
                    .extend(self.open.pop().filter(|opened| opened.bracket == Bracket::Brace).map(|opened| (opened, token)));
            }
            _ => {}
        }
    }
}
