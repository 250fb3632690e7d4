//! How people lay out lines, which shows what they meant their brackets to hold.

use super::{super::token::Token, nesting::Nesting};
use crate::source::{Source, Span};

/// How far the line of a place is indented, in bytes.
pub(in super::super) fn indent(source: &Source, place: Span) -> usize {
    let line = source.slice(source.line_span(source.line_index(place.start)));
    line.len() - line.trim_start_matches([' ', '\t', '\u{3000}']).len()
}

/// Whether a place is the first of its line.
pub(super) fn begins_line(source: &Source, place: Span) -> bool {
    let line = source.line_span(source.line_index(place.start));
    (line.start as usize) + indent(source, place) == place.start as usize
}

/// The first closing brace that does not stand as closing braces do: on the line of its opening brace, or alone under the beginning
/// of that line.
pub(super) fn untidy_brace(source: &Source, tokens: &[Token]) -> Option<Span> {
    let closed = Nesting::of(source, tokens).closed;
    let untidy = closed.into_iter().find(|(opened, closing)| {
        let Some(brace) = tokens.get(opened.token) else { return false };
        let same_line = source.line_index(brace.span.start) == source.line_index(closing.span.start);
        let under = begins_line(source, closing.span) && indent(source, closing.span) == indent(source, brace.span);
        !same_line && !under
    });
    untidy.map(|(_, closing)| closing.span)
}
