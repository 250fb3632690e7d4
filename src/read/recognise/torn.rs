//! Rows that a page break tears: the label begins at the foot of one grid and goes on at the head of the next.

use super::{lexicon::Lexicon, stream::Look};
use crate::read::document::{Block, Document, Grid, GridCell};

/// Between two pieces of a table stands no more than a page number.
const MAX_BETWEEN: usize = 12;

/// Puts torn rows together again, where the label is more like one of the form than either part of it.
pub(super) fn mend(document: &mut Document, lexicon: &Lexicon) {
    let mut above: Option<usize> = None;
    for at in 0..document.blocks.len() {
        match document.blocks.get(at) {
            Some(Block::Paragraph(passage)) if passage.text.chars().count() > MAX_BETWEEN => above = None,
            Some(Block::Grid(grid)) if grid.aligned => {
                if let Some(above) = above {
                    mend_pair(document, (above, at), lexicon);
                }
                above = Some(at);
            }
            Some(Block::Grid(_)) => above = None,
            _ => {}
        }
    }
}

fn mend_pair(document: &mut Document, (upper, lower): (usize, usize), lexicon: &Lexicon) {
    let (front, back) = document.blocks.split_at_mut(lower);
    let (Some(Block::Grid(upper)), Some(Block::Grid(lower))) = (front.get_mut(upper), back.first_mut()) else { return };
    let Some(whole) = upper.rows.last().zip(lower.rows.first()).and_then(|(first, rest)| joined(first, rest, lexicon)) else {
        return;
    };
    if let Some(last) = upper.rows.last_mut() {
        *last = whole;
    }
    drop_first_row(lower);
}

/// The row that two parts make.
fn joined(first: &[GridCell], rest: &[GridCell], lexicon: &Lexicon) -> Option<Vec<GridCell>> {
    let end = rest.iter().rfind(|cell| Look::is_words(&cell.text))?;
    // What is left above may be the number of the label alone, which looks like a figure.
    let label = first.iter().find(|cell| is_below(cell, end) && !cell.text.trim().is_empty())?;
    if first.iter().any(|cell| cell.column > label.column && Look::is_words(&cell.text)) {
        return None;
    }
    let is_value = |cell: &&GridCell| cell.column >= label.end() && !cell.text.trim().is_empty();
    let (values, more) = (first.iter().any(|cell| is_value(&cell)), rest.iter().any(|cell| is_value(&cell)));
    let text = format!("{}{}", label.text, end.text);
    let score = |text: &str| lexicon.row(&lexicon.label(text));
    if (values && more) || score(&text) <= score(&label.text).max(score(&end.text)) {
        return None;
    }
    let front = first.iter().filter(|cell| cell.column < label.column).cloned();
    let values = if more { rest } else { first }.iter().filter(|cell| cell.column >= label.end()).cloned();
    Some(front.chain([GridCell { text, ..label.clone() }]).chain(values).collect())
}

fn is_below(upper: &GridCell, lower: &GridCell) -> bool {
    (upper.column, upper.columns, upper.rows) == (lower.column, lower.columns, lower.rows)
}

/// Takes the first row away; cells that reach below it begin one row later.
fn drop_first_row(grid: &mut Grid) {
    if grid.rows.is_empty() {
        return;
    }
    let first = grid.rows.remove(0);
    let Some(next) = grid.rows.first_mut() else { return };
    let reaching = first.into_iter().filter(|cell| cell.rows > 1);
    next.extend(reaching.map(|cell| GridCell { rows: cell.rows.saturating_sub(1), ..cell }));
    next.sort_by_key(|cell| cell.column);
}
