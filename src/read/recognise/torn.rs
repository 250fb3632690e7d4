//! Rows that a page break tears: the label begins at the foot of one grid and goes on at the head of the next, or in the next row
//! where the pages were put into one grid.

use super::{label::Label, lexicon::Lexicon, stream::CellText};
use crate::{
    read::document::{Block, Document, Grid, GridCell},
    slice::Slice,
};

/// Between two pieces of a table stands no more than a page number.
const MAX_BETWEEN: usize = 12;

/// And no more rows, in one grid.
const MAX_ROWS_BETWEEN: usize = 3;

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
        if let Some(Block::Grid(grid)) = document.blocks.get_mut(at).filter(|_| above == Some(at)) {
            mend_within(grid, lexicon);
        }
    }
}

fn mend_within(grid: &mut Grid, lexicon: &Lexicon) {
    let mut at = 0;
    while at < grid.rows.len() {
        let rows = grid.rows.slice(at..);
        let between = rows.iter().skip(1).take(MAX_ROWS_BETWEEN).take_while(|row| is_thin(row)).count();
        for below in (1..=between.saturating_add(1)).rev() {
            let (Some(first), Some(rest)) = (grid.rows.get(at), grid.rows.get(at.saturating_add(below))) else { continue };
            let whole = if has_no_values(first) || has_no_values(rest) { joined(first, rest, lexicon) } else { None };
            if let Some((row, whole)) = grid.rows.get_mut(at).zip(whole) {
                *row = whole;
                (0..below).for_each(|_| grid.drop_row(at.saturating_add(1)));
                break;
            }
        }
        at = at.saturating_add(1);
    }
}

/// Whether a row holds no more than a page number.
fn is_thin(row: &[GridCell]) -> bool {
    let mut filled = row.iter().filter(|cell| !cell.text.trim().is_empty());
    filled.next().is_none_or(|cell| cell.text.chars().count() <= MAX_BETWEEN) && filled.next().is_none()
}

/// Whether nothing stands behind the words of a row: what most rows of a grid are not.
fn has_no_values(row: &[GridCell]) -> bool {
    let behind = row.iter().rev().take_while(|cell| !CellText::is_words(&cell.text));
    behind.clone().next().is_some() && behind.into_iter().all(|cell| cell.text.trim().is_empty())
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
    lower.drop_row(0);
}

/// The row that two parts make.
fn joined(first: &[GridCell], rest: &[GridCell], lexicon: &Lexicon) -> Option<Vec<GridCell>> {
    let end = rest.iter().rfind(|cell| CellText::is_words(&cell.text)).or_else(|| closing(first, rest))?;
    // What is left above may be the number of the label alone, which looks like a figure.
    let label = first.iter().find(|cell| is_below(cell, end) && !cell.text.trim().is_empty())?;
    if first.iter().any(|cell| cell.column > label.column && CellText::is_words(&cell.text)) {
        return None;
    }
    if begins_anew(&label.text, &end.text) {
        return None;
    }
    let is_value = |cell: &&GridCell| cell.column >= label.end() && !cell.text.trim().is_empty();
    let (values, more) = (first.iter().any(|cell| is_value(&cell)), rest.iter().any(|cell| is_value(&cell)));
    let text = format!("{}{}", label.text, end.text);
    let score = |text: &str| lexicon.row(&lexicon.label(text));
    let (whole, upper, lower) = (score(&text), score(&label.text), score(&end.text));
    // The heading of a section is whole, whatever stands below it.
    if lexicon.section(&lexicon.label(&label.text)) >= whole {
        return None;
    }
    // Where a part is no more than a bracket, the other is as like the label as both; then the values tell.
    let is_mark = |text: &str| !text.chars().any(char::is_alphanumeric);
    let is_bracket =
        whole > 0 && ((is_mark(&label.text) && whole == lower && values) || (is_mark(&end.text) && whole == upper && more));
    if (values && more) || !(whole > upper.max(lower) || is_bracket) {
        return None;
    }
    let front = first.iter().filter(|cell| cell.column < label.column).cloned();
    let values = if more { rest } else { first }.iter().filter(|cell| cell.column >= label.end()).cloned();
    Some(front.chain([GridCell { text, ..label.clone() }]).chain(values).collect())
}

/// Whether the lower part has a number of its own, and the upper is more than the bracket in front of one.
pub(super) fn begins_anew(upper: &str, lower: &str) -> bool {
    upper.chars().any(char::is_alphanumeric) && Label::of(lower).number.is_some()
}

/// What closes the label above: `）` alone.
fn closing<'c>(first: &[GridCell], rest: &'c [GridCell]) -> Option<&'c GridCell> {
    let label = first.iter().rfind(|cell| CellText::is_words(&cell.text))?;
    let closes = |text: &str| !text.is_empty() && text.chars().all(|c| matches!(c, '）' | ')' | '”' | '"' | '、' | '.'));
    rest.iter().find(|cell| is_below(label, cell) && closes(cell.text.trim()))
}

fn is_below(upper: &GridCell, lower: &GridCell) -> bool {
    (upper.column, upper.columns, upper.rows) == (lower.column, lower.columns, lower.rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{report::Origin, template::sample::template};

    fn row(texts: &[&str]) -> Vec<GridCell> {
        texts.iter().enumerate().map(|(at, text)| GridCell::single(*text, at, Origin::Nowhere)).collect()
    }

    fn mended(rows: &[&[&str]]) -> Vec<Vec<String>> {
        let grid = Grid { rows: rows.iter().map(|texts| row(texts)).collect(), aligned: true };
        let mut document = Document { blocks: vec![Block::Grid(grid)], ..Document::default() };
        mend(&mut document, &Lexicon::of(&template()));
        let Some(Block::Grid(grid)) = document.blocks.first() else { return Vec::new() };
        grid.rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect()
    }

    #[test]
    fn pages_put_into_one_grid_leave_no_blank_row() {
        for rows in [
            &[&["结转", "3", "4"][..], &["下年", "", ""]][..],
            &[&["结转", "", ""], &["- 4 -", "", ""], &["", "", ""], &["下年", "3", "4"]],
            &[&["（", "3", "4"], &["结转下年", "", ""]],
            &[&["结转下年", "", ""], &["）", "3", "4"]],
        ] {
            let mended = mended(rows);
            assert_eq!(mended.len(), 1, "{mended:?}");
            assert_eq!(mended[0][1..], ["3", "4"]);
        }
    }

    #[test]
    fn rows_that_are_whole_stay() {
        for rows in [
            &[&["新收", "3", "4"][..], &["上年结转", "", ""]][..],
            &[&["国家秘密", "", ""], &["查询事项", "3", "4"]],
            &[&["结转", "3", "4"], &["下年", "5", "6"]],
            &[&["注：", "", ""], &["新收", "3", "4"]],
            &[&["1.国秘家密", "", ""], &["2.查询项事", "3", "4"]],
        ] {
            assert_eq!(mended(rows).len(), 2);
        }
    }
}
