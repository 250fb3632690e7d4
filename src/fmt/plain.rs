//! A token as it is written: marks, digits and letters of an input method as plain ones; texts as they stand; comments without the
//! blanks behind them.

use crate::syntax::{half_width, token::TokenKind};

pub(super) fn plain(kind: TokenKind, text: &str) -> String {
    match kind {
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
