//! Which brackets are open where, and how deep they may nest: that is bounded before anything recursive sees the text.

use super::super::{
    keyword,
    token::{Bracket, Token, TokenKind},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Source,
    text,
};
use std::sync::Arc;

/// Brackets nest no deeper: the grammar, the tree and whoever walks it recurse once a level.
const MAX_DEPTH: usize = 32;

/// Says so if the brackets of an item nest too deep.
pub(in super::super) fn too_deep(source: &Arc<Source>, tokens: &[Token]) -> Option<Diagnostic> {
    let mut depth = 0usize;
    for token in tokens {
        match token.kind {
            TokenKind::Open(_) => depth += 1,
            TokenKind::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            let message = text!("括号套得太深，超过 {MAX_DEPTH} 层", "brackets nest too deep: more than {MAX_DEPTH} levels");
            let label = text!("第 {depth} 层从这里开始", "level {depth} begins here");
            let help =
                text!("检查前面的括号是否漏关，或把规则拆开", "see whether a bracket before it was left open, or split the rule");
            return Some(Diagnostic::new(Code::TooDeep, source, token.span, message, label).help(help));
        }
    }
    None
}

/// A bracket that was opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opened<'a> {
    pub(super) bracket: Bracket,
    /// Where it stands, as an index.
    pub(super) token: usize,
    /// The word that a brace belongs to: `rule`, `test`, `rows`; empty if there is none.
    pub(super) block: &'a str,
}

/// The brackets of a run of tokens.
#[derive(Default)]
pub(super) struct Nesting<'a> {
    /// Those that are open at its end, outermost first.
    pub(super) open: Vec<Opened<'a>>,
    /// The braces that are closed in it, with their closing braces, in the order of closing.
    pub(super) closed: Vec<(Opened<'a>, Token)>,
    block: &'a str,
}

impl<'a> Nesting<'a> {
    /// The brackets of these tokens.
    pub(super) fn of(source: &'a Source, tokens: &[Token]) -> Nesting<'a> {
        let mut nesting = Nesting::default();
        for (index, token) in tokens.iter().enumerate() {
            nesting.take(index, *token, source.slice(token.span));
        }
        nesting
    }

    /// Goes on with the next token.
    pub(super) fn take(&mut self, index: usize, token: Token, text: &'a str) {
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
