//! Tokens in, lines out: where each begins, how far it stands in, and whether a blank line goes before it.

use super::{
    line::{Line, Piece, Space},
    plain::plain,
};
use crate::{
    slice::Slice,
    syntax::{
        outline::{Break, Joint, Outline},
        token::{Bracket, Token, TokenKind, tokens},
    },
};

/// The lines of a text that has this outline.
pub(super) fn lines(text: &str, outline: &Outline) -> Vec<Line> {
    let tokens = tokens(text);
    let mut builder = Builder { text, outline, lines: Vec::new(), depth: 0, end: 0, last: None, opened: true, closed: false };
    for (at, token) in tokens.iter().enumerate() {
        if token.kind.is_comment() {
            let next = tokens.slice(at..).iter().find(|next| !next.kind.is_comment());
            builder.comment(*token, next);
        } else {
            builder.word(*token);
        }
    }
    builder.lines
}

struct Builder<'a> {
    text: &'a str,
    outline: &'a Outline,
    lines: Vec<Line>,
    depth: usize,
    /// Where the token before ends.
    end: u32,
    /// The word before, and how it stands.
    last: Option<(TokenKind, Option<Joint>)>,
    /// Whether nothing has followed the last opening brace, or the beginning of the text.
    opened: bool,
    /// Whether nothing has followed the end of an item.
    closed: bool,
}

impl Builder<'_> {
    fn comment(&mut self, token: Token, next: Option<&Token>) {
        let words = self.plain(token);
        let beside = token.kind == TokenKind::Comment && self.breaks_before(token) == 0 && !self.lines.is_empty();
        if beside {
            self.push(Piece::beside(words));
        } else if next.is_none_or(|next| self.begins_a_line(*next)) {
            self.begin(token, self.depth, false);
            self.push(Piece::own(words));
        } else {
            self.push(Piece::between(words));
        }
        self.end = token.span.end;
    }

    fn word(&mut self, token: Token) {
        let joint = self.outline.joints.get(&token.span.start).copied();
        let is_close = token.kind == TokenKind::Close(Bracket::Brace);
        if is_close {
            self.depth = self.depth.saturating_sub(1);
        }
        let follows = is_close && self.opened && self.lines.last().is_some_and(Line::ends_in_a_word);
        let begins = self.begins_a_line(token) && !follows;
        if begins {
            self.begin(token, self.depth, is_close);
        }
        let space = if begins || follows { Space::None } else { self.space(token, joint) };
        let may_break = self.outline.breaks.get(&token.span.start).copied().filter(|_| !begins);
        self.push(Piece::word(self.plain(token), space, may_break));
        self.after(token, joint);
    }

    fn after(&mut self, token: Token, joint: Option<Joint>) {
        self.opened = token.kind == TokenKind::Open(Bracket::Brace);
        if self.opened {
            self.depth += 1;
        }
        self.closed = token.kind == TokenKind::Close(Bracket::Brace) && self.depth == 0;
        self.last = Some((token.kind, joint));
        self.end = token.span.end;
    }

    fn begin(&mut self, token: Token, depth: usize, is_close: bool) {
        let asked = self.breaks_before(token) > 1 && !self.opened && !is_close;
        let blank_before = !self.lines.is_empty() && (asked || self.closed);
        self.lines.push(Line { depth, blank_before, pieces: Vec::new() });
        (self.opened, self.closed) = (false, false);
    }

    fn begins_a_line(&self, token: Token) -> bool {
        token.kind == TokenKind::Close(Bracket::Brace)
            || self.outline.breaks.get(&token.span.start) == Some(&Break::Always)
            || self.lines.is_empty()
    }

    fn space(&self, token: Token, joint: Option<Joint>) -> Space {
        let Some((last, last_joint)) = self.last else { return Space::None };
        let text = self.plain(token);
        let clings = match token.kind {
            TokenKind::Close(Bracket::Square | Bracket::Round) | TokenKind::Open(Bracket::Square) => true,
            TokenKind::Mark => joint.is_none() && matches!(text.as_str(), "," | "." | ".." | ":"),
            _ => joint == Some(Joint::Call),
        };
        let held = last_joint == Some(Joint::Prefix) || matches!(last, TokenKind::Open(Bracket::Square | Bracket::Round));
        if clings || held || self.behind_a_dot() { Space::None } else { Space::One }
    }

    fn behind_a_dot(&self) -> bool {
        let last = self.lines.last().and_then(|line| line.pieces.last());
        last.is_some_and(|piece| piece.is_word() && matches!(piece.words.as_str(), "." | ".."))
    }

    fn push(&mut self, piece: Piece) {
        if let Some(line) = self.lines.last_mut() {
            line.pieces.push(piece);
        }
    }

    /// How many lines are broken between the token before and this one.
    fn breaks_before(&self, token: Token) -> usize {
        let gap = self.text.slice(self.end as usize..token.span.start as usize);
        gap.matches('\n').count()
    }

    fn plain(&self, token: Token) -> String {
        plain(token, self.text, self.outline)
    }
}
