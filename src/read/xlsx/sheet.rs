//! The cells of a sheet, wherever they stand in it, as a grid. Knows no kind of workbook.

use crate::{
    read::document::{Block, Grid, GridCell},
    report::{NoReport, Origin, Passage},
    text,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// A workbook may come to so many cells, blank ones between others included.
const MAX_CELLS: usize = 400_000;

/// So many bytes of words.
const MAX_BYTES: usize = 32 << 20;

/// So many blank lines in a row are kept; more of them part nothing.
const MAX_GAP: u32 = 32;

/// A row and a column, 0-based.
pub(super) type Address = (u32, u32);

/// What a workbook has come to so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Size {
    cells: usize,
    bytes: usize,
}

impl Size {
    fn add(&mut self, cells: usize, bytes: usize) -> Result<(), NoReport> {
        self.cells = self.cells.saturating_add(cells);
        self.bytes = self.bytes.saturating_add(bytes);
        if self.cells > MAX_CELLS {
            return Err(NoReport::because(text!(
                "工作簿的单元格超过 {MAX_CELLS} 个，不读",
                "the workbook comes to more than {MAX_CELLS} cells"
            )));
        }
        if self.bytes > MAX_BYTES {
            let limit = MAX_BYTES >> 20;
            return Err(NoReport::because(text!(
                "工作簿里的文字超过 {limit} MB，不读",
                "the workbook has more than {limit} MB of text"
            )));
        }
        Ok(())
    }
}

/// What stands in a sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// What each cell shows; no blanks.
    cells: BTreeMap<Address, String>,
    /// Cells merged into one: the first and the last of each.
    merged: Vec<(Address, Address)>,
    /// What the workbook has come to, this sheet included.
    size: Size,
}

impl Sheet {
    /// A sheet of a workbook that has come to so much.
    pub(super) fn new(size: Size) -> Sheet {
        Sheet { size, ..Sheet::default() }
    }

    /// Something stands in a cell. Where a cell stands twice, the first is what is shown.
    pub(super) fn put(&mut self, place: Address, text: &str) -> Result<(), NoReport> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        self.size.add(1, text.len())?;
        let trimmed = || {
            let is_one_line = !text.contains(['\n', '\r']);
            if is_one_line { text.to_owned() } else { text.lines().map(str::trim).collect::<Vec<_>>().join("\n") }
        };
        self.cells.entry(place).or_insert_with(trimmed);
        Ok(())
    }

    /// Something lies over cells: those of them between others that are blank show it.
    pub(super) fn cover(&mut self, ((top, left), (bottom, right)): (Address, Address), shown: &str) -> Result<(), NoReport> {
        let Some(last_row) = self.cells.keys().next_back().map(|place| place.0) else { return Ok(()) };
        let last_column = self.cells.keys().map(|place| place.1).max().unwrap_or(0);
        let places =
            (top..=bottom.min(last_row)).flat_map(|row| (left..=right.min(last_column)).map(move |column| (row, column)));
        for place in places {
            let is_within = |(first, last): &&(Address, Address)| {
                (first.0..=last.0).contains(&place.0) && (first.1..=last.1).contains(&place.1)
            };
            let seen = self.merged.iter().find(is_within).map_or(place, |(first, _)| *first);
            self.put(seen, shown)?;
        }
        Ok(())
    }

    /// Cells are one.
    pub(super) fn merge(&mut self, first: Address, last: Address) -> Result<(), NoReport> {
        if first.0 <= last.0 && first.1 <= last.1 && first != last {
            self.size.add(1, 0)?;
            self.merged.push((first, last));
        }
        Ok(())
    }

    /// What is in the sheet: a grid, or paragraphs where there is only one column of text.
    pub(super) fn blocks(mut self, sheet: u32) -> Result<(Vec<Block>, Size), NoReport> {
        let ends = || self.merged.iter().filter(|(first, _)| self.is_row_in_use(first.0)).map(|(_, last)| last);
        let rows = kept(self.cells.keys().chain(ends()).map(|place| place.0));
        let columns = kept(self.cells.keys().chain(ends()).map(|place| place.1));
        if columns.len() <= 1 {
            let blocks = self.cells.iter().flat_map(|(place, text)| paragraphs(sheet, *place, text));
            return Ok((blocks.collect(), self.size));
        }
        self.size.add(rows.len().saturating_mul(columns.len()), 0)?;
        let spans = Spans::of(&self.merged, &rows, &columns)?;
        let row = |at: usize, row: u32| {
            let free =
                columns.iter().enumerate().filter_map(|(column, number)| Some((column, number, spans.of_cell(at, column)?)));
            free.map(|(column, number, span)| self.cell(sheet, (row, *number), column, span)).collect()
        };
        let rows = rows.iter().enumerate().map(|(at, number)| row(at, *number)).collect();
        Ok((vec![Block::Grid(Grid { rows, aligned: true })], self.size))
    }

    /// A merged cell in a row where nothing stands is there for the looks.
    fn is_row_in_use(&self, row: u32) -> bool {
        self.cells.range((row, 0)..=(row, u32::MAX)).next().is_some()
    }

    fn cell(&self, sheet: u32, (row, column): Address, at: usize, (rows, columns): (u32, u32)) -> GridCell {
        let text = self.cells.get(&(row, column)).cloned().unwrap_or_default();
        GridCell { rows, columns, ..GridCell::single(text, at, Origin::Sheet { sheet, row, column }) }
    }
}

fn paragraphs(sheet: u32, (row, column): Address, text: &str) -> Vec<Block> {
    let passage = |line: &str| Passage { text: line.to_owned(), origin: Origin::Sheet { sheet, row, column } };
    text.lines().filter(|line| !line.is_empty()).map(|line| Block::Paragraph(passage(line))).collect()
}

/// The rows or columns that are worth keeping: those in use, and short gaps between them.
fn kept(used: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut kept: Vec<u32> = Vec::new();
    for line in used.collect::<BTreeSet<u32>>() {
        let next = kept.last().map_or(line, |last| last.saturating_add(1));
        if line.saturating_sub(next) <= MAX_GAP {
            kept.extend(next..line);
        }
        kept.push(line);
    }
    kept
}

/// How cells are merged, in rows and columns that are kept.
struct Spans {
    width: usize,
    /// Rows and columns of each cell, row by row; none of those that are part of another one.
    cells: Vec<Option<(u32, u32)>>,
}

impl Spans {
    fn of(merged: &[(Address, Address)], rows: &[u32], columns: &[u32]) -> Result<Spans, NoReport> {
        let width = columns.len();
        let mut spans = Spans { width, cells: vec![Some((1, 1)); rows.len().saturating_mul(width)] };
        let mut covered = Size::default();
        for (first, last) in merged {
            let (down, across) = (within(rows, first.0, last.0), within(columns, first.1, last.1));
            covered.add(down.len().saturating_mul(across.len()), 0)?;
            if rows.binary_search(&first.0).is_ok() && columns.binary_search(&first.1).is_ok() {
                spans.add(&down, &across);
            }
        }
        Ok(spans)
    }

    fn add(&mut self, down: &Range<usize>, across: &Range<usize>) {
        if self.of_cell(down.start, across.start) != Some((1, 1)) {
            return;
        }
        let count = |range: &Range<usize>| u32::try_from(range.len()).unwrap_or(u32::MAX).max(1);
        for row in down.clone() {
            let start = row.saturating_mul(self.width);
            let cells = self.cells.get_mut(start.saturating_add(across.start)..start.saturating_add(across.end));
            cells.unwrap_or_default().fill(None);
        }
        let first = down.start.saturating_mul(self.width).saturating_add(across.start);
        if let Some(cell) = self.cells.get_mut(first) {
            *cell = Some((count(down), count(across)));
        }
    }

    fn of_cell(&self, row: usize, column: usize) -> Option<(u32, u32)> {
        self.cells.get(row.saturating_mul(self.width).saturating_add(column)).copied().flatten()
    }
}

/// Which of the kept lines lie between two.
fn within(kept: &[u32], first: u32, last: u32) -> Range<usize> {
    kept.partition_point(|line| *line < first)..kept.partition_point(|line| *line <= last)
}
