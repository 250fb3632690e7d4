//! Tokens in, slices out: one slice for each top-level item, found by keywords and braces alone, so that a broken item cannot
//! swallow its neighbours. Does not parse.

use super::token::{Bracket, Token, TokenKind};
use crate::{slice::Slice as _, source::Span};
use std::ops::Range;

/// The words that begin an item.
pub(super) const ITEM_KEYWORDS: [&str; 11] =
    ["extends", "template", "adjust", "rule", "fact", "param", "topic", "event", "light", "scope", "units"];

/// A piece of the text that should be one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Slice {
    /// Its tokens, as indices; never empty.
    pub(super) tokens: Range<usize>,
    /// From the first token to the last.
    pub(super) span: Span,
    /// The lines of documentation right before it.
    pub(super) docs: Vec<Span>,
    /// Whether it begins with a word that begins an item.
    pub(super) is_item: bool,
}

/// Cuts a text into slices: one begins at every item keyword that is the first word of its line, whatever is still open there
/// (items do not nest), and after every closing brace that leaves none open.
pub(super) fn cut(text: &str, tokens: &[Token]) -> Vec<Slice> {
    let mut cutter = Cutter { text, tokens, ..Cutter::default() };
    for (index, token) in tokens.iter().enumerate() {
        cutter.take(index, *token);
    }
    cutter.finish()
}

#[derive(Default)]
struct Cutter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    slices: Vec<Slice>,
    current: Option<Slice>,
    docs: Vec<Span>,
    depth: usize,
    last_end: u32,
}

impl Cutter<'_> {
    fn take(&mut self, index: usize, token: Token) {
        let first_of_line = self.is_first_of_line(token);
        self.last_end = token.span.end;
        match token.kind {
            TokenKind::Comment => {}
            TokenKind::Doc => self.docs.push(token.span),
            _ => self.take_meaningful(index, token, first_of_line),
        }
    }

    fn take_meaningful(&mut self, index: usize, token: Token, first_of_line: bool) {
        let keyword = self.is_item_keyword(index, token);
        if self.current.is_none() || first_of_line && (keyword || self.is_whole()) {
            self.begin(index, keyword);
        }
        self.docs.clear();
        self.extend(index, token.span);
        match token.kind {
            TokenKind::Open(Bracket::Brace) => self.depth += 1,
            TokenKind::Close(Bracket::Brace) => self.close_brace(),
            _ => {}
        }
    }

    /// Whether what has begun needs no more: `extends` and what it names, or a line that begins no item.
    fn is_whole(&self) -> bool {
        let whole = |slice: &Slice| match self.tokens.slice(slice.tokens.clone()) {
            [word, .., last] if slice.is_item => last.kind == TokenKind::Text && self.text.slice(word.span.range()) == "extends",
            _ => !slice.is_item,
        };
        self.depth == 0 && self.current.as_ref().is_some_and(whole)
    }

    fn begin(&mut self, index: usize, is_item: bool) {
        self.end();
        let docs = std::mem::take(&mut self.docs);
        self.current = Some(Slice { tokens: index..index, span: Span::default(), docs, is_item });
    }

    fn extend(&mut self, index: usize, span: Span) {
        if let Some(slice) = &mut self.current {
            slice.span = if slice.tokens.is_empty() { span } else { slice.span.to(span) };
            slice.tokens.end = index + 1;
        }
    }

    fn close_brace(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.end();
        }
    }

    fn end(&mut self) {
        self.depth = 0;
        self.slices.extend(self.current.take());
    }

    fn finish(mut self) -> Vec<Slice> {
        self.end();
        self.slices
    }

    fn is_first_of_line(&self, token: Token) -> bool {
        self.last_end == 0
            || self.text.get(self.last_end as usize..token.span.start as usize).is_some_and(|gap| gap.contains('\n'))
    }

    /// `event`, `topic` and `units` stand inside items, too: there no name of an item follows, or no brace.
    fn is_item_keyword(&self, index: usize, token: Token) -> bool {
        let word = |token: Token| self.text.get(token.span.range()).filter(|_| token.kind == TokenKind::Word);
        let meaningful = |token: &&Token| !token.kind.is_comment();
        let next = |by: usize| self.tokens.iter().skip(index).filter(meaningful).nth(by).copied();
        let behind = |by: usize| next(by).and_then(word);
        word(token).is_some_and(|keyword| match keyword {
            "topic" => behind(1).is_some(),
            "event" => behind(2) == Some("of"),
            "units" => next(1).is_none_or(|token| token.kind != TokenKind::Text),
            _ => ITEM_KEYWORDS.contains(&keyword),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::token::tokens;

    fn slices(text: &str) -> Vec<&str> {
        cut(text, &tokens(text)).into_iter().map(|slice| text.get(slice.span.range()).unwrap()).collect()
    }

    #[test]
    fn an_item_that_is_not_closed_does_not_swallow_the_next() {
        assert_eq!(slices("rule A {\n  say \"rule\"\n\nrule B { }"), ["rule A {\n  say \"rule\"", "rule B { }"]);
    }

    #[test]
    fn a_comment_behind_the_word_of_an_item_hides_nothing_of_it() {
        let text = "topic // 旁注\n甲 { \"a\" }\nevent // 旁注\n到 // 旁注\nof 甲 { \"b\" }";
        assert_eq!(slices(text).len(), 2);
    }

    #[test]
    fn what_stands_below_extends_is_none_of_it() {
        assert_eq!(slices("extends \"a\" // b\n// c\ndisable A301\nrule B { }"), ["extends \"a\"", "disable A301", "rule B { }"]);
    }

    #[test]
    fn units_of_a_topic_are_no_item() {
        assert_eq!(slices("topic 甲 {\n  \"a\"\n  units \"次\"\n}\nunits {\n  \"件\" }").len(), 2);
    }

    #[test]
    fn items_may_share_a_line() {
        assert_eq!(slices("rule A { } rule B { { } } // rule C\n"), ["rule A { }", "rule B { { } }"]);
    }

    #[test]
    fn documentation_belongs_to_the_item_behind_it() {
        let text = "/// 甲\n// 乙\n/// 丙\nrule A { }\n/// 丁\nrule B { }";
        let docs: Vec<usize> = cut(text, &tokens(text)).into_iter().map(|slice| slice.docs.len()).collect();
        assert_eq!(docs, [2, 1]);
    }

    #[test]
    fn what_is_no_item_is_a_slice_of_its_own() {
        let text = "} } rul A { }";
        assert_eq!(slices(text), ["}", "}", "rul A { }"]);
    }
}
