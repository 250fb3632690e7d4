//! What every reader hands to the recogniser: paragraphs and grids in the order of the document, each with its origin. Knows
//! no template.

use crate::{
    report::{Origin, Passage},
    source::Source,
};
use std::sync::Arc;

/// A document, whatever kind of file it came in.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// In the order of the document.
    pub blocks: Vec<Block>,
    /// The text, where origins are spans of it.
    pub source: Option<Arc<Source>>,
    /// Names of the sheets that [`Origin::Sheet`] counts.
    pub sheets: Vec<String>,
    /// Where the text begins that somebody's program recognised in a picture, if any is read.
    pub recognised: Option<Origin>,
}

/// A piece of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// A line or paragraph of text; never blank.
    Paragraph(Passage),
    /// A table of cells.
    Grid(Grid),
}

/// A table of cells as the document has it.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// From top to bottom; in each row the cells that begin there, from left to right.
    pub rows: Vec<Vec<GridCell>>,
    /// Whether the columns of cells mean anything. Where a document only lists cells one after another they do not.
    pub aligned: bool,
}

/// A cell of a grid.
#[derive(Clone, Debug, Default)]
pub struct GridCell {
    /// What stands in it, trimmed; lines are parted by `\n`.
    pub text: String,
    /// Its first column, 0-based.
    pub column: u32,
    /// How many columns it covers, at least one.
    pub columns: u32,
    /// How many rows it covers, at least one.
    pub rows: u32,
    /// Where it stands.
    pub origin: Origin,
}

impl Grid {
    /// Takes a row away: cells from above that reach over it become shorter, cells of its own that reach below it begin one row
    /// later.
    pub fn drop_row(&mut self, at: usize) {
        if at >= self.rows.len() {
            return;
        }
        let dropped = self.rows.remove(at);
        for (above, row) in self.rows.iter_mut().take(at).enumerate() {
            let reaches = |cell: &&mut GridCell| above.saturating_add(cell.rows as usize) > at;
            row.iter_mut().filter(reaches).for_each(|cell| cell.rows = cell.rows.saturating_sub(1));
        }
        let Some(next) = self.rows.get_mut(at) else { return };
        let reaching = dropped.into_iter().filter(|cell| cell.rows > 1);
        next.extend(reaching.map(|cell| GridCell { rows: cell.rows.saturating_sub(1), ..cell }));
        next.sort_by_key(|cell| cell.column);
    }
}

impl GridCell {
    /// A cell of one row and one column.
    pub fn single(text: impl Into<String>, column: usize, origin: Origin) -> GridCell {
        GridCell { text: text.into(), column: u32::try_from(column).unwrap_or(u32::MAX), columns: 1, rows: 1, origin }
    }

    /// One past its last column.
    pub fn end(&self) -> u32 {
        self.column.saturating_add(self.columns.max(1))
    }
}
