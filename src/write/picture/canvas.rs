//! A text as miette asks for it: by lines, with columns in characters, from an index instead of a scan.

use crate::{
    source::{Source, Span},
    write::{
        Style,
        paint::{harmless_text, plain},
    },
};
use miette::{MietteError, SourceCode, SourceSpan, SpanContents};
use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A text that pictures are drawn on.
#[derive(Debug)]
pub(crate) struct Canvas<'a> {
    source: &'a Source,
    /// The source's text with the same bytes to a character, safe to show.
    text: Cow<'a, str>,
    /// What stands in the header of a picture.
    title: String,
    /// Whether its lines have numbers that mean something; if not, it is always shown whole.
    numbered: bool,
}

impl<'a> Canvas<'a> {
    /// A file: only the lines with marks are shown, with their numbers.
    pub(crate) fn file(source: &'a Source, title: &str, style: Style) -> Canvas<'a> {
        let title = ending(&plain(title), style.width.saturating_sub(FRAME + PLACE));
        Canvas { source, text: harmless_text(&source.text), title, numbered: true }
    }

    /// A drawing: it is shown whole, and its lines have no numbers.
    pub(crate) fn drawing(source: &'a Source, title: &str, style: Style) -> Canvas<'a> {
        let title = ending(&plain(title), style.width.saturating_sub(FRAME));
        Canvas { source, text: harmless_text(&source.text), title, numbered: false }
    }

    pub(crate) fn is_numbered(&self) -> bool {
        self.numbered
    }

    /// The 0-based first and last line that a span touches.
    fn lines_of(&self, span: Span) -> (usize, usize) {
        if !self.numbered {
            return (0, self.source.line_count());
        }
        let last = span.end.saturating_sub(1).max(span.start);
        (self.source.line_index(span.start), self.source.line_index(last))
    }
}

/// The columns that a header needs beside the title: `    ╭─[` and `]`, with numbers of four digits.
const FRAME: usize = 10;

/// The columns that line and column may take behind a title: `:1234:123`.
const PLACE: usize = 9;

/// As much of the end of a title as fits: that is where the name of the file stands, and the place in it.
fn ending(title: &str, width: usize) -> String {
    if title.width() <= width {
        return title.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let fits = |c: &char| {
        let left = room.checked_sub(c.width().unwrap_or(0));
        room = left.unwrap_or(room);
        left.is_some()
    };
    let kept: Vec<char> = title.chars().rev().take_while(fits).collect();
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}

impl SourceCode for Canvas<'_> {
    fn read_span<'s>(
        &'s self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'s> + 's>, MietteError> {
        let asked = Span::new(span.offset(), span.offset() + span.len());
        let (first, last) = self.lines_of(asked);
        let (first, last) = (first.saturating_sub(before), (last + after).min(self.source.line_count().saturating_sub(1)));
        let lines = self.source.line_span(first).to(self.source.line_span(last));
        let data = self.text.get(lines.range()).ok_or(MietteError::OutOfBounds)?;
        let column = self.source.position(asked.start).column.saturating_sub(1) as usize;
        let count = last.saturating_sub(first) + 1;
        Ok(Box::new(Contents { canvas: self, data, span: (lines.start as usize, data.len()).into(), line: first, column, count }))
    }
}

struct Contents<'s> {
    canvas: &'s Canvas<'s>,
    data: &'s str,
    span: SourceSpan,
    line: usize,
    column: usize,
    count: usize,
}

impl<'s> SpanContents<'s> for Contents<'s> {
    fn data(&self) -> &'s [u8] {
        self.data.as_bytes()
    }

    fn span(&self) -> &SourceSpan {
        &self.span
    }

    fn name(&self) -> Option<&str> {
        Some(&self.canvas.title)
    }

    fn line(&self) -> usize {
        self.line
    }

    fn column(&self) -> usize {
        self.column
    }

    fn line_count(&self) -> usize {
        self.count
    }
}
