//! A sentence of the prose, drawn with the figures underlined that a finding is about. It is folded to the width, since prose has
//! lines of any length.

use super::view::View;
use crate::{
    finding::{Finding, Quote},
    source::{Source, Span},
    write::picture::{Canvas, Mark, snippet},
};
use unicode_width::UnicodeWidthChar;

/// The columns that the frame takes.
const FRAME: usize = 10;

/// So many lines of a sentence are shown.
const MOST_LINES: usize = 12;

impl View<'_> {
    /// The sentence, with its place in the document above it.
    pub(super) fn quote(&self, finding: &Finding, quote: &Quote) -> String {
        let (text, marked) = folded(quote, self.style.width.saturating_sub(FRAME).max(20));
        let source = Source::new("", text);
        let mark = |(at, span): (usize, &Span)| Mark { span: *span, words: None, first: at == 0 };
        let marks: Vec<Mark> = marked.iter().enumerate().map(mark).collect();
        let place = self.place_in_words(finding.origin).map(|place| self.say(&place));
        let title = [Some(self.title().to_owned()), place].into_iter().flatten().collect::<Vec<_>>().join("  ");
        snippet(&Canvas::drawing(&source, &title, self.style), &marks, finding.severity, self.style, 0)
    }
}

/// The sentence in lines that fit, and where its marks are then; a mark that a line ends in is cut in two.
fn folded(quote: &Quote, width: usize) -> (String, Vec<Span>) {
    let (mut text, mut column, mut lines) = (String::new(), 0usize, 1usize);
    let mut marked: Vec<Vec<Span>> = vec![Vec::new(); quote.marked.len()];
    for (at, c) in quote.sentence.char_indices() {
        let wide = c.width().unwrap_or(0);
        if column + wide > width {
            text.push('\n');
            (column, lines) = (0, lines + 1);
        }
        if lines > MOST_LINES {
            text.push('…');
            break;
        }
        let start = text.len();
        text.push(c);
        column += wide;
        for (spans, mark) in marked.iter_mut().zip(&quote.marked) {
            if mark.range().contains(&at) {
                extend(spans, Span::new(start, text.len()));
            }
        }
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    (text, marked.concat())
}

fn extend(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut().filter(|last| last.end == span.start) {
        Some(last) => last.end = span.end,
        None => spans.push(span),
    }
}
