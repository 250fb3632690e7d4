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

/// A page as lines and tables.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) number: u32,
    pub(super) area: Area,
    pub(super) lines: Vec<Line>,
    pub(super) tables: Vec<Placed>,
}

/// A table of a page, where it stands.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// The page that it stands on; the last one, where it goes on over a break.
    pub(super) page: u32,
    pub(super) area: Area,
    pub(super) grid: Grid,
    /// Where its columns begin, and where the last one ends; nothing where it is not ruled.
    pub(super) lanes: Vec<i64>,
    /// The columns where figures at its foot reach from side to side, so that they may go on.
    pub(super) full: Vec<u32>,
}

/// The tables with their words, or where a cell has none, with what stands there beside words; and the words outside of them.
pub(super) fn fill(frames: &[Frame], (words, beside): (Vec<Word>, &[(Area, String)]), page: u32) -> (Vec<Placed>, Vec<Word>) {
    let mut filled: Vec<Vec<Vec<Word>>> = frames.iter().map(|frame| vec![Vec::new(); frame.cells.len()]).collect();
    let mut outside = Vec::new();
    let cut = frames.iter().enumerate().max_by_key(|(_, frame)| frame.area.bottom);
    for word in words {
        let hanging = || cut.and_then(|(index, frame)| Some((index, frame.cell_above(&word.area)?)));
        let place = home(frames, &word.area).or_else(hanging);
        let cell = place.and_then(|(frame, cell)| filled.get_mut(frame)?.get_mut(cell));
        cell.unwrap_or(&mut outside).push(word);
    }
    for (area, shown) in beside {
        let Some((frame, cell)) = home(frames, area) else { continue };
        let within = frames.get(frame).and_then(|frame| frame.cells.get(cell)).is_some_and(|cell| cell.area.is_around(area));
        let words = filled.get_mut(frame).and_then(|cells| cells.get_mut(cell)).filter(|words| within && words.is_empty());
        words.into_iter().for_each(|words| words.push(Word::drawn(shown.clone(), *area)));
    }
    let written = frames.iter().zip(filled).filter(|(_, cells)| cells.iter().any(|words| !words.is_empty()));
    let placed = written.map(|(frame, cells)| placed(frame, cells, page)).collect();
    (placed, outside)
}

/// The table and the cell that the middle of an area lies in; the smallest, where one table stands in a cell of another.
fn home(frames: &[Frame], area: &Area) -> Option<(usize, usize)> {
    let middle = area.middle();
    let around = frames.iter().enumerate().filter(|(_, frame)| frame.area.holds(middle));
    let cells = around.filter_map(|(index, frame)| Some((index, frame.cell_at(middle)?)));
    let size = |(index, cell): &(usize, usize)| {
        let area = frames.get(*index).and_then(|frame| frame.cells.get(*cell)).map(|cell| cell.area).unwrap_or_default();
        area.width().saturating_mul(area.height())
    };
    cells.min_by_key(size)
}

fn placed(frame: &Frame, words: Vec<Vec<Word>>, page: u32) -> Placed {
    let count = frame.cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    let mut rows: Vec<Vec<GridCell>> = vec![Vec::new(); count];
    let mut full = Vec::new();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    for (cell, words) in frame.cells.iter().zip(words) {
        if let Some(row) = rows.get_mut(cell.row) {
            let (text, is_full) = text(lines(words), cell.area.width());
            if is_full && cell.row + cell.rows == count {
                full.push(number(cell.column));
            }
            let (column, columns, rows) = (number(cell.column), number(cell.columns), number(cell.rows));
            row.push(GridCell { text, column, columns, rows, origin: Origin::Page(page) });
        }
    }
    Placed { page, area: frame.area, grid: Grid { rows, aligned: true }, lanes: frame.lanes().to_vec(), full }
}

/// Whether a text is a figure, or a part of one.
pub(super) fn is_figure(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

/// What cells leave free beside their text, at most: usual margins on both sides.
const MARGINS: i64 = 14_000;

/// Lines as the text of a cell, and whether the last one reaches from side to side. A figure that is too long for its cell goes on
/// in the next line.
fn text(lines: Vec<Line>, width: i64) -> (String, bool) {
    let mut text = String::new();
    let mut full = false;
    for line in lines {
        let goes_on = full && is_figure(&line.text) && text.lines().next_back().is_some_and(is_figure);
        text.push_str(if text.is_empty() || goes_on { "" } else { "\n" });
        text.push_str(&line.text);
        full = line.fills(width);
    }
    (text.trim().to_owned(), full)
}

impl Line {
    /// Whether a cell so wide has no room for one more digit.
    pub(super) fn fills(&self, width: i64) -> bool {
        let digit = i64::try_from(self.text.chars().count()).map_or(0, |count| self.area.width() / count.max(1));
        width - self.area.width() < MARGINS + digit.clamp(self.size / 2, self.size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        let right = i64::try_from(text.len()).unwrap() * 5_000;
        Line { text: text.to_owned(), area: Area { left: 0, top: 0, right, bottom: 10_000 }, size: 10_000, words: Vec::new() }
    }

    #[test]
    fn a_figure_that_fills_its_cell_goes_on() {
        assert_eq!(text(vec![line("1139888"), line("9")], 46_000).0, "11398889");
        assert_eq!(text(vec![line("113"), line("9")], 46_000).0, "113\n9");
        assert_eq!(text(vec![line("1139888"), line("an")], 46_000).0, "1139888\nan");
    }
}
