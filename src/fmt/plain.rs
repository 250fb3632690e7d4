//! A token as it is written: marks, digits and letters of an input method as plain ones; texts as they stand; comments without the
//! blanks behind them; words of the version before as those of this one.

use crate::{
    slice::Slice,
    syntax::{
        half_width,
        outline::Outline,
        token::{Token, TokenKind},
    },
};

/// How a token of a text with this outline is written.
pub(super) fn plain(token: Token, text: &str, outline: &Outline) -> String {
    if let Some(new) = outline.renewed.get(&token.span.start) {
        return (*new).to_owned();
    }
    let text = text.slice(token.span.range());
    match token.kind {
        TokenKind::Text | TokenKind::OpenText => text.to_owned(),
        TokenKind::Comment | TokenKind::Doc => text.trim_end().to_owned(),
        TokenKind::Mark => operator(&halved(text)).to_owned(),
        TokenKind::Word | TokenKind::Figure | TokenKind::Open(_) | TokenKind::Close(_) => halved(text),
    }
}

fn halved(text: &str) -> String {
    text.chars().map(half_width).collect()
}

/// The spelling of an operator that has several.
fn operator(mark: &str) -> &str {
    match mark {
        "≤" | "≦" => "<=",
        "≥" | "≧" => ">=",
        "≠" => "!=",
        other => other,
    }
}
