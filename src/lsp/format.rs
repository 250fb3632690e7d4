//! `gouji fmt` in the editor.

use super::place::OpenDocument;
use crate::{fmt, source::Span};
use gen_lsp_types::TextEdit;

/// The edits that bring a document into the one form: none where it is, or cannot be, in it.
pub(super) fn format(place: OpenDocument<'_>) -> Vec<TextEdit> {
    let Some(source) = place.source() else { return Vec::new() };
    let Ok(written) = fmt::format(source) else { return Vec::new() };
    changed_part(&source.text, &written)
        .map(|(span, text)| TextEdit { range: place.range(span), new_text: text.to_owned() })
        .into_iter()
        .collect()
}

/// The lines in which two texts differ: so that marks and the cursor stay where nothing changes.
fn changed_part<'n>(old: &str, new: &'n str) -> Option<(Span, &'n str)> {
    if old == new {
        return None;
    }
    let lines = |text: &'n str| text.split_inclusive('\n');
    let same = |(a, b): &(&str, &str)| a == b;
    let head: usize = old.split_inclusive('\n').zip(lines(new)).take_while(same).map(|(line, _)| line.len()).sum();
    let (old_rest, new_rest) = (old.get(head..)?, new.get(head..)?);
    let tail: usize = old_rest
        .split_inclusive('\n')
        .rev()
        .zip(new_rest.split_inclusive('\n').rev())
        .take_while(same)
        .map(|(line, _)| line.len())
        .sum();
    let span = Span::new(head, old.len().saturating_sub(tail).max(head));
    Some((span, new_rest.get(..new_rest.len().saturating_sub(tail))?))
}
