//! The tables of a Word document as their marks come: ends of cells and rows, nested in one another. What is finished is handed
//! on with the columns that the sides of all cells of a table make.

use super::{
    DEEPEST,
    line::ParagraphText,
    modifier::{Merged, Shape},
};
use crate::{
    read::{
        assemble::{Assembler, Span},
        document::Block,
        hyphen,
    },
    report::NoReport,
    text,
};

/// Sides closer than this, in twentieths of a point, are one.
const SAME: i32 = 20;

/// The document as far as it has come.
#[derive(Debug, Default)]
pub(super) struct Tables {
    body: Vec<LineOrTable>,
    /// The tables that are open, outermost first.
    open: Vec<Table>,
}

#[derive(Debug)]
enum LineOrTable {
    Line(String),
    Table(Table),
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Row>,
    /// The cells of the row under way.
    cells: Vec<Cell>,
    /// The cell under way.
    cell: Cell,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    shape: Shape,
}

#[derive(Debug, Default)]
struct Cell {
    items: Vec<LineOrTable>,
    drawn: String,
}

impl Tables {
    /// What follows stands in so many tables.
    pub(super) fn reach(&mut self, depth: usize) -> Result<(), NoReport> {
        if depth > DEEPEST {
            return Err(NoReport::because(text!(
                "Word 文件的结构嵌套超过 {DEEPEST} 层，不读",
                "parts of the Word document are nested deeper than {DEEPEST}"
            )));
        }
        while self.open.len() > depth {
            let Some(table) = self.open.pop() else { break };
            self.items().push(LineOrTable::Table(table));
        }
        self.open.resize_with(depth, Table::default);
        Ok(())
    }

    pub(super) fn words(&mut self, words: ParagraphText) {
        let lines = words.text.lines().filter(|line| !line.trim().is_empty()).map(|line| LineOrTable::Line(line.to_owned()));
        self.items().extend(lines);
        if let Some(table) = self.open.last_mut() {
            table.cell.drawn.push_str(&words.drawn);
        }
    }

    /// The cell under way ends.
    pub(super) fn end_cell(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.cells.push(std::mem::take(&mut table.cell));
        }
    }

    /// The row under way ends. One that was deleted, and of which nothing is left, is none.
    pub(super) fn end_row(&mut self, shape: Shape, is_gone: bool) {
        if let Some(table) = self.open.last_mut() {
            table.cell = Cell::default();
            let cells = std::mem::take(&mut table.cells);
            let is_blank = cells.iter().all(|cell| cell.items.is_empty() && cell.drawn.is_empty());
            table.rows.extend((!(is_gone && is_blank)).then_some(Row { cells, shape }));
        }
    }

    /// The document ends.
    pub(super) fn finish(mut self) -> Result<Vec<Block>, NoReport> {
        self.reach(0)?;
        let mut assembler = Assembler::default();
        hand_on(self.body, &mut assembler)?;
        Ok(assembler.finish())
    }

    fn items(&mut self) -> &mut Vec<LineOrTable> {
        self.open.last_mut().map_or(&mut self.body, |table| &mut table.cell.items)
    }
}

fn hand_on(items: Vec<LineOrTable>, into: &mut Assembler) -> Result<(), NoReport> {
    items.into_iter().try_for_each(|item| match item {
        LineOrTable::Line(line) => into.line(&hyphen::plain(&line)),
        LineOrTable::Table(table) => table.hand_on(into),
    })
}

impl Table {
    fn hand_on(mut self, into: &mut Assembler) -> Result<(), NoReport> {
        if !self.cells.is_empty() || !self.cell.items.is_empty() {
            self.cells.push(self.cell);
            self.rows.push(Row { cells: self.cells, shape: Shape::default() });
        }
        let lanes = lanes(&self.rows);
        into.open_table()?;
        for row in self.rows {
            into.open_row()?;
            into.skip_columns(row.shape.sides.first().map_or(0, |side| lane(&lanes, *side)));
            let spans = row.shape.spans(&lanes);
            for (at, cell) in row.cells.into_iter().enumerate() {
                into.open_cell(spans.get(at).copied().unwrap_or(Span::Begins(1)))?;
                hand_on(cell.items, into)?;
                if into.in_blank_cell() {
                    into.line(&cell.drawn)?;
                }
                into.close_cell();
            }
        }
        into.close_table();
        Ok(())
    }
}

/// The sides of all cells of a table, from left to right.
fn lanes(rows: &[Row]) -> Vec<i32> {
    let mut lanes: Vec<i32> = rows.iter().flat_map(|row| row.shape.sides.iter().copied()).collect();
    lanes.sort_unstable();
    lanes.dedup_by(|next, last| *next - *last <= SAME);
    lanes
}

fn lane(lanes: &[i32], side: i32) -> u32 {
    let behind = lanes.partition_point(|lane| *lane <= side);
    u32::try_from(behind.saturating_sub(1)).unwrap_or(u32::MAX)
}

impl Shape {
    /// How each cell of a row stands.
    fn spans(&self, lanes: &[i32]) -> Vec<Span> {
        let mut first = 0;
        let mut spans = Vec::with_capacity(self.merged.len());
        for (at, merged) in self.merged.iter().enumerate() {
            let side = |at: usize| self.sides.get(at).map_or(0, |side| lane(lanes, *side));
            let columns = side(at + 1).saturating_sub(side(at)).max(1);
            let before = at.checked_sub(1).and_then(|at| self.merged.get(at));
            let begins = merged.aside == 0 || merged.aside == first || before.is_none_or(|before| before.aside == 0);
            if begins {
                first = merged.aside;
            }
            spans.push(match merged {
                _ if !begins => Span::GoesOnAside(columns),
                Merged { goes_on: true, .. } => Span::GoesOn(columns),
                Merged { .. } => Span::Begins(columns),
            });
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{document::Document, sample::outline};

    fn row(tables: &mut Tables, texts: &[&str], shape: Shape) {
        for text in texts {
            tables.reach(1).unwrap();
            tables.words(ParagraphText { text: (*text).to_owned(), drawn: String::new() });
            tables.end_cell();
        }
        tables.end_row(shape, false);
    }

    fn shape(sides: &[i32], merged: &[(u8, bool)]) -> Shape {
        let merged = merged.iter().map(|(aside, goes_on)| Merged { aside: *aside, goes_on: *goes_on }).collect();
        Shape { sides: sides.to_vec(), merged }
    }

    #[test]
    fn the_sides_of_cells_make_columns() {
        let mut tables = Tables::default();
        row(&mut tables, &["内容", "合计", ""], shape(&[0, 900, 1800, 2700], &[(0, false), (1, false), (2, false)]));
        row(&mut tables, &["", "甲", "乙"], shape(&[3, 905, 1800, 2700], &[(0, true), (0, false), (0, false)]));
        let document = Document { blocks: tables.finish().unwrap(), ..Document::default() };
        assert_eq!(outline(&document), "[1]\n  1,1 1x2 内容 | 1,2 2x1 合计\n  2,2 甲 | 2,3 乙\n");
    }
}
