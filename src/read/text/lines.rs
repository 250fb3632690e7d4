//! The lines of a text, by what they look like.

use crate::source::{Source, Span};

/// A line without its line break.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    /// Its first byte in the source.
    pub(super) start: usize,
    /// What it looks like.
    pub(super) shape: Shape,
}

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing on it.
    Blank,
    /// A tab and at most one text behind it: one cell.
    Cell,
    /// Texts parted by tabs.
    Tabbed,
    /// Texts parted by bars.
    Barred,
    Words,
}

pub(super) fn lines(source: &Source) -> Vec<Line<'_>> {
    (0..source.line_count())
        .map(|at| {
            let span = source.line_span(at);
            let text = source.slice(span).trim_end_matches(['\n', '\r']);
            Line { text, start: span.start as usize, shape: shape(text) }
        })
        .collect()
}

fn shape(text: &str) -> Shape {
    let bars = text.matches(['|', '｜', '│', '┃']).count();
    match (text.strip_prefix('\t'), text.trim()) {
        (Some(behind), _) if !behind.trim_matches(' ').contains('\t') => Shape::Cell,
        // A label whose values are blank ends in tabs.
        _ if text.contains('\t') => Shape::Tabbed,
        (_, "") => Shape::Blank,
        _ if bars >= 2 => Shape::Barred,
        _ => Shape::Words,
    }
}

impl Line<'_> {
    /// Where a part of this line stands, without the spaces around it.
    pub(super) fn span_of(&self, part: &str) -> Span {
        let words = part.trim();
        let offset = (words.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let start = self.start + offset.min(self.text.len());
        Span::new(start, start + words.len())
    }
}
