//! Words into the cells of the ruled tables of their page. A word belongs to the cell that its middle lies in.

use super::{
    frames::Frame,
    measure::Area,
    words::{Line, Word, lines},
};
use crate::{
    read::document::{Grid, GridCell},
    report::Origin,
};

/// A table of a page, where it stands.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) area: Area,
    pub(super) grid: Grid,
}

/// The tables with their words, and the words outside of them.
pub(super) fn fill(frames: &[Frame], words: Vec<Word>, page: u32) -> (Vec<Placed>, Vec<Word>) {
    let mut filled: Vec<Vec<Vec<Word>>> = frames.iter().map(|frame| vec![Vec::new(); frame.cells.len()]).collect();
    let mut outside = Vec::new();
    for word in words {
        let place = home(frames, &word.area);
        let cell = place.and_then(|(frame, cell)| filled.get_mut(frame)?.get_mut(cell));
        cell.unwrap_or(&mut outside).push(word);
    }
    let written = frames.iter().zip(filled).filter(|(_, cells)| cells.iter().any(|words| !words.is_empty()));
    let placed = written.map(|(frame, cells)| Placed { area: frame.area, grid: grid(frame, cells, page) }).collect();
    (placed, outside)
}

/// The table and the cell that the middle of an area lies in; the smallest, where one table stands in a cell of another.
fn home(frames: &[Frame], area: &Area) -> Option<(usize, usize)> {
    let middle = area.middle();
    let around = frames.iter().enumerate().filter(|(_, frame)| frame.area.holds(middle));
    let cells = around.flat_map(|(index, frame)| frame.cells.iter().enumerate().map(move |(cell, found)| (index, cell, found)));
    let holding = cells.filter(|(.., cell)| cell.area.holds(middle));
    holding.min_by_key(|(.., cell)| cell.area.width().saturating_mul(cell.area.height())).map(|(index, cell, _)| (index, cell))
}

fn grid(frame: &Frame, words: Vec<Vec<Word>>, page: u32) -> Grid {
    let count = frame.cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    let mut rows: Vec<Vec<GridCell>> = vec![Vec::new(); count];
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    for (cell, words) in frame.cells.iter().zip(words) {
        if let Some(row) = rows.get_mut(cell.row) {
            row.push(GridCell {
                text: text(lines(words)),
                column: number(cell.column),
                columns: number(cell.columns),
                rows: number(cell.rows),
                origin: Origin::Page(page),
            });
        }
    }
    Grid { rows, aligned: true }
}

/// Lines as the text of a cell.
fn text(lines: Vec<Line>) -> String {
    let lines: Vec<String> = lines.into_iter().map(|line| line.text).collect();
    lines.join("\n").trim().to_owned()
}
