//! Sheets whose merged cells were taken apart and filled in on every line: the words that stand side by side become one cell again.

use super::{lexicon::Lexicon, stream::CellText};
use crate::read::document::{Block, Document, Grid, GridCell};

/// So many rows with words repeated side by side make a sheet one that was filled in.
const ENOUGH: usize = 3;

/// Shorter words may well stand twice.
const MIN_LETTERS: usize = 4;

/// Merges words that were filled in, in every grid that shows it.
pub(super) fn merge(document: &mut Document, lexicon: &Lexicon) {
    for block in &mut document.blocks {
        if let Block::Grid(grid) = block
            && is_refilled(grid)
        {
            grid.rows.iter_mut().for_each(|row| merge_row(row, lexicon));
        }
    }
}

fn is_refilled(grid: &Grid) -> bool {
    let repeats = |row: &&Vec<GridCell>| row.windows(2).any(|pair| matches!(pair, [one, two] if is_same(one, two)));
    grid.aligned && grid.rows.iter().filter(repeats).nth(ENOUGH.saturating_sub(1)).is_some()
}

fn is_same(one: &GridCell, two: &GridCell) -> bool {
    one.end() == two.column
        && one.text == two.text
        && one.rows == two.rows
        && one.text.chars().filter(|c| c.is_alphabetic()).nth(MIN_LETTERS.saturating_sub(1)).is_some()
        && CellText::is_words(&one.text)
}

fn merge_row(row: &mut Vec<GridCell>, lexicon: &Lexicon) {
    let mut merged: Vec<GridCell> = Vec::with_capacity(row.len());
    for cell in row.drain(..) {
        match merged.last_mut() {
            Some(last) if is_same(last, &cell) && !lexicon.is_of_several_columns(&last.text) => {
                last.columns = cell.end().saturating_sub(last.column);
            }
            _ => merged.push(cell),
        }
    }
    *row = merged;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{report::Origin, template::sample::template};

    fn merged(rows: &[&[&str]]) -> Vec<Vec<(String, u32)>> {
        let cells =
            |texts: &&[&str]| texts.iter().enumerate().map(|(at, text)| GridCell::single(*text, at, Origin::Nowhere)).collect();
        let grid = Grid { rows: rows.iter().map(cells).collect(), aligned: true };
        let mut document = Document { blocks: vec![Block::Grid(grid)], ..Document::default() };
        merge(&mut document, &Lexicon::of(&template()));
        let Some(Block::Grid(grid)) = document.blocks.first() else { return Vec::new() };
        grid.rows.iter().map(|row| row.iter().map(|cell| (cell.text.clone(), cell.columns)).collect()).collect()
    }

    #[test]
    fn words_filled_in_are_one_cell_and_figures_stay() {
        let rows: &[&[&str]] = &[
            &["第二十条第（一）项", "第二十条第（一）项", "第二十条第（一）项"],
            &["信息内容", "本年处理决定数量", "本年处理决定数量"],
            &["行政许可", "7", "7"],
            &["第二十条第（六）项", "第二十条第（六）项", "第二十条第（六）项"],
        ];
        let merged = merged(rows);
        assert_eq!(merged[0], [("第二十条第（一）项".to_owned(), 3)]);
        assert_eq!(merged[1][1], ("本年处理决定数量".to_owned(), 2));
        assert_eq!(merged[2].len(), 3);
    }

    #[test]
    fn two_cells_that_say_the_same_stay_two() {
        assert_eq!(merged(&[&["项目数量", "项目数量"], &["1", "2"]])[0].len(), 2);
    }
}
