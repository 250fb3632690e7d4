//! A named text and places in it. Spans are byte ranges; people are told lines and columns in characters.

use crate::slice::Slice;
use serde::{Deserialize, Serialize};
use std::{ops::Range, sync::Arc};

/// A text with its name, and an index of where its lines begin.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub struct Source {
    /// What the text is called in messages: a path as the user gave it, or `-`.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Byte offsets of the first character of each line; always starts with 0 and is sorted.
    starts: Vec<u32>,
}

/// A byte range of a source, end exclusive, both on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A place for people: 1-based line, 1-based column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// 1-based.
    pub line: u32,
    /// 1-based, in characters.
    pub column: u32,
}

/// A span together with the source it lies in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    pub source: Arc<Source>,
    /// Where in it.
    pub span: Span,
}

/// Texts longer than this are refused by whoever reads them: offsets are 32 bits wide.
pub const MAX_BYTES: usize = 256 << 20;

#[inline]
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

impl Span {
    /// The span between two byte offsets.
    #[inline]
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: offset(start), end: offset(end) }
    }

    /// An empty span.
    #[inline]
    pub fn at(start: usize) -> Span {
        Span::new(start, start)
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// As a range of byte indices.
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Source {
    /// Indexes the lines of `text`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        let (name, text) = (name.into(), text.into());
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| offset(at + 1)));
        Arc::new(Source { name, text, starts })
    }

    /// The text of a span; empty where the span does not lie in this source.
    pub fn slice(&self, span: Span) -> &str {
        self.text.slice(span.range())
    }

    /// The number of lines; a text without a line break has one.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// 0-based index of the line that holds a byte offset.
    pub fn line_index(&self, at: u32) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// The bytes of a 0-based line, its line break included; empty past the end.
    pub fn line_span(&self, index: usize) -> Span {
        let end = self.text.len();
        let start = self.starts.get(index).map_or(end, |start| *start as usize);
        Span::new(start, self.starts.get(index + 1).map_or(end, |next| *next as usize))
    }

    /// Line and column of a byte offset, for people.
    pub fn position(&self, at: u32) -> Position {
        let index = self.line_index(at);
        let start = self.line_span(index).start;
        let before = self.text.slice(start as usize..at as usize);
        Position { line: offset(index) + 1, column: offset(before.chars().count()) + 1 }
    }
}

impl Place {
    /// The text that stands there.
    pub fn text(&self) -> &str {
        self.source.slice(self.span)
    }

    /// Line and column of its first character.
    pub fn position(&self) -> Position {
        self.source.position(self.span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("例.gj", "甲乙\n丙丁 x\n");
        let x = source.text.find('x').map(offset).unwrap();
        assert_eq!(source.position(x), Position { line: 2, column: 4 });
        assert_eq!(source.slice(source.line_span(1)), "丙丁 x\n");
    }

    #[test]
    fn places_past_the_end_are_empty_and_do_not_panic() {
        let source = Source::new("空", "");
        assert_eq!(source.slice(Span::new(3, 9)), "");
        assert_eq!(source.position(7), Position { line: 1, column: 1 });
        assert_eq!(source.line_span(5), Span::new(0, 0));
    }
}
