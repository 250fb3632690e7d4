//! Names and texts: full-width letters and digits become ASCII in names, escapes are taken out of texts.

use super::{
    super::{
        ast::{Labels, Name, Spanned},
        grammar::{Pair, Rule},
        token::half_width,
    },
    Builder,
};
use crate::{diagnostic::Code, source::Span, text};

impl Builder<'_> {
    /// A name as it is compared: `Ａ３０１` is `A301`.
    pub(super) fn name(&self, pair: &Pair<'_>) -> Name {
        Spanned { node: pair.as_str().chars().map(half_width).collect(), span: self.span(pair) }
    }

    /// An edition's name, with or without quotes.
    pub(super) fn edition_name(&mut self, pair: &Pair<'_>) -> Name {
        if pair.as_str().starts_with('"') { self.text(pair) } else { self.name(pair) }
    }

    /// The content of a `"…"`; the span covers the quotes.
    pub(super) fn text(&mut self, pair: &Pair<'_>) -> Spanned<String> {
        let span = self.span(pair);
        let raw = pair.as_str();
        let content = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(raw);
        Spanned { node: self.unescaped(content, span), span }
    }

    fn unescaped(&mut self, content: &str, span: Span) -> String {
        let mut plain = String::with_capacity(content.len());
        let mut rest = content.char_indices();
        while let Some((at, c)) = rest.next() {
            match (c, c == '\\') {
                (_, false) => plain.push(c),
                _ => plain.extend(rest.next().map(|(_, escaped)| self.escape(escaped, span.start as usize + 1 + at))),
            }
        }
        plain
    }

    fn escape(&mut self, escaped: char, at: usize) -> char {
        if !matches!(escaped, '"' | '\\') {
            let message = text!("“\\{escaped}”不是转义写法", "“\\{escaped}” is no escape");
            let help = text!(
                "只有 \\\" 和 \\\\ 两种转义；要写反斜杠本身，写 \\\\",
                "only \\\" and \\\\ are escapes; for a backslash itself write \\\\"
            );
            self.error(Code::Escape, Span::new(at, at + 1 + escaped.len_utf8()), message, help);
        }
        escaped
    }

    /// Adds a printed label or another spelling; any other pair is left alone.
    pub(super) fn label(&mut self, labels: &mut Labels, pair: Pair<'_>) {
        match pair.as_rule() {
            Rule::text => labels.printed = Some(self.text(&pair)),
            Rule::also => {
                let spelling = pair.into_inner().find(|part| part.as_rule() == Rule::text);
                labels.also.extend(spelling.map(|text| self.text(&text)));
            }
            _ => {}
        }
    }
}
