//! Where an advice belongs: it names the words to write and about where; which words of the line it replaces is tried out.

use super::token::tokens;
use crate::{
    slice::{Slice, sorted_once},
    source::Span,
};

/// A longer line is not looked at.
const LONGEST_LINE: usize = 1_000;

/// What may be replaced by an advice and what replaces it, at most `count`: runs of words around its place, the most like it first.
/// Blanks keep it from its neighbours.
pub(crate) fn replacements(text: &str, line: Span, at: Span, instead: &str, count: usize) -> Vec<(Span, String)> {
    let written = text.slice(line.range());
    if at.end > line.end || written.len() > LONGEST_LINE {
        return Vec::new();
    }
    if instead.is_empty() {
        let beside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (head, tail) = (text.get(..at.start as usize), text.get(at.end as usize..));
        let (before, behind) = (head.and_then(|head| head.chars().next_back()), tail.and_then(|tail| tail.chars().next()));
        let blank = if beside(before) && beside(behind) { " " } else { "" };
        return vec![(at, blank.to_owned())];
    }
    let spans: Vec<Span> = tokens(written)
        .into_iter()
        .map(|token| Span { start: token.span.start + line.start, end: token.span.end + line.start })
        .collect();
    let starts = spans.iter().map(|span| span.start).filter(|start| *start <= at.start).chain([at.start]);
    let ends: Vec<u32> = spans.iter().map(|span| span.end).filter(|end| *end >= at.end).chain([at.end]).collect();
    let mut all = sorted_once(starts.flat_map(|start| ends.iter().map(move |end| Span { start, end: (*end).max(start) })));
    let words = |span: &Span| text.slice(span.range());
    all.retain(|span| words(span).trim() != instead);
    all.sort_by_key(|span| (strsim::damerau_levenshtein(words(span), instead), span.end.saturating_sub(span.start)));
    all.truncate(count);
    all.into_iter().map(|span| (span, apart(text, span, instead))).collect()
}

/// The advice with blanks where it would run into a word.
fn apart(text: &str, span: Span, instead: &str) -> String {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '"'));
    let before = text.get(..span.start as usize).and_then(|text| text.chars().next_back());
    let behind = text.get(span.end as usize..).and_then(|text| text.chars().next());
    let (first, last) = (instead.chars().next(), instead.chars().next_back());
    let left = if is_word(before) && is_word(first) { " " } else { "" };
    let right = if is_word(behind) && is_word(last) { " " } else { "" };
    format!("{left}{instead}{right}")
}
