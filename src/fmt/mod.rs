//! Rule text in, the same rules in the one form out: comments kept, input-method marks as plain ones. What was written is parsed
//! again, and is refused where it says anything else. Knows no file and no name's meaning.

mod line;
mod lines;
mod plain;

use crate::{
    diagnostic::Diagnostic,
    source::Source,
    syntax::{
        outline::{Outline, outline},
        token::{TokenKind, tokens},
    },
};
use std::sync::Arc;

/// Why a text was not formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unformatted {
    /// It does not parse; these are its errors.
    Broken(Vec<Diagnostic>),
    /// What was written would not have said the same: a fault of ours, and the text is left alone.
    Changed,
}

/// The text in the one form.
pub fn format(source: &Arc<Source>) -> Result<String, Unformatted> {
    let before = outline(source).map_err(Unformatted::Broken)?;
    let written: String = lines::lines(&source.text, &before).iter().map(line::Line::written).collect();
    let after = Source::new(source.name.as_str(), written);
    match outline(&after) {
        Ok(shape) if says_the_same((source, &before), (&after, &shape)) => Ok(after.text.clone()),
        _ => Err(Unformatted::Changed),
    }
}

/// Whether two texts have one tree, and the same comments between the same words.
fn says_the_same(one: (&Source, &Outline), two: (&Source, &Outline)) -> bool {
    one.1.says_the_same_as(two.1) && words(one) == words(two)
}

fn words((source, outline): (&Source, &Outline)) -> Vec<(TokenKind, String)> {
    let all = tokens(&source.text).into_iter();
    all.map(|token| (token.kind, plain::plain(token, &source.text, outline))).collect()
}
