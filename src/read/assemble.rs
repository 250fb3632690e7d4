//! Lines and tables as a reader meets them, nested as they come, into the blocks of a document. Knows neither file formats nor
//! templates; knows how much a document may hold.

use super::document::{Block, Grid, GridCell};
use crate::{
    report::{NoReport, Origin, Passage},
    text,
};
use std::collections::HashMap;

/// A document may have so many cells and rows, nested tables included.
const MAX_CELLS: usize = 400_000;

/// So many bytes of words.
const MAX_BYTES: usize = 32 << 20;

/// What a line takes beside its words, so that many short ones count.
const LINE: usize = 32;

/// So many columns in one table.
const MAX_COLUMNS: u32 = 1_000;

/// So many tables inside one another.
const MAX_NESTED: usize = 64;

/// Puts a document together.
#[derive(Debug, Default)]
pub(crate) struct Assembler {
    /// Tables not yet closed, outermost first.
    open: Vec<Table>,
    /// What is finished, outside any table.
    pieces: Vec<Piece>,
    tables: u32,
    cells: usize,
    bytes: usize,
    /// Where the reader is in the text that it reads, for [`Traces`].
    pub(crate) at: usize,
    /// Where cells began, if that is asked for.
    traces: Option<Traces>,
}

/// Where in the text that was read the cells and paragraphs began that have these origins.
pub(crate) type Traces = HashMap<Origin, usize>;

/// How a cell stands in its row.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Span {
    /// Over so many columns and rows, where the rows above leave room (html).
    Over(u32, u32),
    /// Over so many columns; begins anew.
    Begins(u32),
    /// Over so many columns; goes on with the cell above.
    GoesOn(u32),
    /// Goes on with the cell to its left.
    GoesOnAside(u32),
}

#[derive(Debug)]
enum Piece {
    /// A line, and where it began.
    Line(String, usize),
    Grid(Grid),
}

#[derive(Debug, Default)]
struct Table {
    number: u32,
    rows: Vec<Vec<Cell>>,
    /// For each column the first row that no cell from above reaches into.
    free: Vec<usize>,
    /// For each column the last cell that begins there anew: its row, and where in the row it is.
    begun: Vec<Option<(usize, usize)>>,
    /// The first column of the open row that is not taken.
    next: u32,
    /// Whether the cell that is open is kept.
    in_cell: bool,
}

#[derive(Debug)]
struct Cell {
    pieces: Vec<Piece>,
    column: u32,
    columns: u32,
    rows: u32,
    /// Whether it only continues another one.
    goes_on: bool,
}

impl Assembler {
    /// One that notes where everything began, see [`Assembler::finish_traced`].
    pub(crate) fn traced() -> Assembler {
        Assembler { traces: Some(Traces::new()), ..Assembler::default() }
    }

    /// A line of text, in the innermost cell that is open, or outside tables. Blank lines are passed over.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), NoReport> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        self.bytes += text.len() + LINE;
        if self.bytes > MAX_BYTES {
            let limit = MAX_BYTES >> 20;
            return Err(NoReport::because(text!(
                "文件里的文字超过 {limit} MB，不读",
                "the document has more than {limit} MB of text"
            )));
        }
        self.place(Piece::Line(text.to_owned(), self.at));
        Ok(())
    }

    /// Whether a cell is open and nothing stands in it yet.
    pub(crate) fn in_blank_cell(&self) -> bool {
        self.open.last().and_then(Table::cell).is_some_and(|cell| cell.pieces.is_empty())
    }

    pub(crate) fn open_table(&mut self) -> Result<(), NoReport> {
        if self.open.len() >= MAX_NESTED {
            return Err(NoReport::because(text!(
                "表格嵌套超过 {MAX_NESTED} 层，不读",
                "tables are nested deeper than {MAX_NESTED}"
            )));
        }
        self.tables += 1;
        self.open.push(Table { number: self.tables, ..Table::default() });
        Ok(())
    }

    pub(crate) fn open_row(&mut self) -> Result<(), NoReport> {
        if let Some(table) = self.open.last_mut() {
            table.rows.push(Vec::new());
            table.next = 0;
        }
        self.count_cell()
    }

    /// Columns are left out in front of the next cell.
    pub(crate) fn skip_columns(&mut self, columns: u32) {
        if let Some(table) = self.open.last_mut() {
            table.next = table.next.saturating_add(columns);
        }
    }

    pub(crate) fn open_cell(&mut self, span: Span) -> Result<(), NoReport> {
        self.count_cell()?;
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        table.begin(span);
        if let (Some(traces), Some(origin)) = (&mut self.traces, table.origin_of_last()) {
            traces.entry(origin).or_insert(self.at);
        }
        if table.next > MAX_COLUMNS {
            return Err(NoReport::because(text!(
                "表格超过 {MAX_COLUMNS} 列，不读",
                "a table has more than {MAX_COLUMNS} columns"
            )));
        }
        Ok(())
    }

    fn count_cell(&mut self) -> Result<(), NoReport> {
        self.cells += 1;
        if self.cells > MAX_CELLS {
            return Err(NoReport::because(text!(
                "表格的单元格超过 {MAX_CELLS} 个，不读",
                "there are more than {MAX_CELLS} cells"
            )));
        }
        Ok(())
    }

    pub(crate) fn close_cell(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.in_cell = false;
        }
    }

    /// The table ends: it goes to where it stands, in the cell around it or among the blocks.
    pub(crate) fn close_table(&mut self) {
        if let Some(table) = self.open.pop() {
            table.pieces().into_iter().for_each(|piece| self.place(piece));
        }
    }

    /// The document ends.
    pub(crate) fn finish(self) -> Vec<Block> {
        self.finish_traced().0
    }

    /// The same, with where everything began.
    pub(crate) fn finish_traced(mut self) -> (Vec<Block>, Traces) {
        while !self.open.is_empty() {
            self.close_table();
        }
        let mut traces = self.traces.take();
        let mut paragraphs = 0u32;
        let block = |piece| match piece {
            Piece::Grid(grid) => Block::Grid(grid),
            Piece::Line(text, at) => {
                paragraphs += 1;
                let origin = Origin::Paragraph(paragraphs);
                traces.iter_mut().for_each(|traces| _ = traces.insert(origin, at));
                Block::Paragraph(Passage { text, origin })
            }
        };
        let blocks = self.pieces.into_iter().map(block).collect();
        (blocks, traces.unwrap_or_default())
    }

    /// Into the innermost open cell. Words between cells belong to what is around the table.
    fn place(&mut self, piece: Piece) {
        let cell = self.open.iter_mut().rev().find_map(Table::cell_mut);
        cell.map_or(&mut self.pieces, |cell| &mut cell.pieces).push(piece);
    }
}

impl Table {
    fn cell(&self) -> Option<&Cell> {
        self.rows.last()?.last().filter(|_| self.in_cell)
    }

    fn cell_mut(&mut self) -> Option<&mut Cell> {
        self.rows.last_mut()?.last_mut().filter(|_| self.in_cell)
    }

    /// What the cell that began last is known by.
    fn origin_of_last(&self) -> Option<Origin> {
        let cell = self.rows.last()?.last().filter(|cell| !cell.goes_on)?;
        let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        Some(cell.origin(self.number, row))
    }

    fn begin(&mut self, span: Span) {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        let row = self.rows.len() - 1;
        let (columns, rows, goes_on) = match span {
            Span::Over(columns, rows) => {
                while self.free.get(self.next as usize).is_some_and(|free| *free > row) {
                    self.next += 1;
                }
                (columns, rows, false)
            }
            Span::Begins(columns) => (columns, 1, false),
            Span::GoesOn(columns) => (columns, 1, self.stretch_down(row)),
            Span::GoesOnAside(columns) => (columns, 1, self.stretch_aside(columns)),
        };
        let cell = Cell { pieces: Vec::new(), column: self.next, columns: columns.max(1), rows: rows.max(1), goes_on };
        self.next = self.next.saturating_add(cell.columns).min(MAX_COLUMNS + 1);
        self.reserve(&cell, row);
        self.push(cell, row);
        self.in_cell = true;
    }

    fn push(&mut self, cell: Cell, row: usize) {
        let column = cell.column as usize;
        let Some(cells) = self.rows.last_mut() else { return };
        if !cell.goes_on && column < MAX_COLUMNS as usize {
            self.begun.resize(self.begun.len().max(column + 1), None);
            if let Some(begun) = self.begun.get_mut(column) {
                *begun = Some((row, cells.len()));
            }
        }
        cells.push(cell);
    }

    fn reserve(&mut self, cell: &Cell, row: usize) {
        let (from, to) = (cell.column as usize, self.next as usize);
        if cell.rows > 1 && to > from {
            self.free.resize(self.free.len().max(to), 0);
            let until = row.saturating_add(cell.rows as usize);
            self.free.iter_mut().take(to).skip(from).for_each(|free| *free = until);
        }
    }

    /// The cell that reaches down to this row in the next column becomes one row longer; whether there is one.
    fn stretch_down(&mut self, row: usize) -> bool {
        let begun = self.begun.get(self.next as usize).copied().flatten();
        let above = begun.and_then(|(at, index)| Some((at, self.rows.get_mut(at)?.get_mut(index)?)));
        match above {
            Some((at, cell)) if at.saturating_add(cell.rows as usize) == row => {
                cell.rows = cell.rows.saturating_add(1);
                true
            }
            _ => false,
        }
    }

    fn stretch_aside(&mut self, columns: u32) -> bool {
        let before = self.rows.last_mut().and_then(|row| row.iter_mut().rev().find(|cell| !cell.goes_on));
        if let Some(cell) = before {
            cell.columns = cell.columns.saturating_add(columns);
            return true;
        }
        false
    }

    /// The table as it stands in its surroundings. A table of one column, or a row with a table inside, is there for the looks:
    /// what is in it stands for itself.
    fn pieces(self) -> Vec<Piece> {
        let for_looks = self.rows.iter().all(|row| row.len() <= 1);
        let mut pieces = Vec::new();
        let mut grid = Grid { rows: Vec::new(), aligned: true };
        for (number, row) in (1u32..).zip(self.rows) {
            if for_looks || row.iter().any(Cell::has_grid) {
                flush(&mut grid, &mut pieces);
                pieces.extend(row.into_iter().filter(|cell| !cell.goes_on).flat_map(|cell| cell.pieces));
            } else {
                let kept = row.into_iter().filter(|cell| !cell.goes_on);
                grid.rows.push(kept.map(|cell| cell.finished(self.number, number)).collect());
            }
        }
        flush(&mut grid, &mut pieces);
        pieces
    }
}

/// The rows so far as a grid, if any has a cell. No cell reaches below the last row.
fn flush(grid: &mut Grid, pieces: &mut Vec<Piece>) {
    let mut done = std::mem::replace(grid, Grid { rows: Vec::new(), aligned: true });
    let count = done.rows.len();
    for (at, row) in done.rows.iter_mut().enumerate() {
        let most = u32::try_from(count - at).unwrap_or(u32::MAX);
        row.iter_mut().for_each(|cell| cell.rows = cell.rows.min(most));
    }
    if done.rows.iter().any(|row| !row.is_empty()) {
        pieces.push(Piece::Grid(done));
    }
}

impl Cell {
    fn has_grid(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Grid(_)))
    }

    fn origin(&self, table: u32, row: u32) -> Origin {
        Origin::Grid { table, row, column: self.column + 1 }
    }

    fn finished(self, table: u32, row: u32) -> GridCell {
        let origin = self.origin(table, row);
        let lines: Vec<String> = self
            .pieces
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Line(line, _) => Some(line),
                Piece::Grid(_) => None,
            })
            .collect();
        GridCell { text: lines.join("\n"), column: self.column, columns: self.columns, rows: self.rows, origin }
    }
}
