//! The head of a table as a document has it: its cells, and the columns that it was read as. Plain data.

use super::label::{Label, Likeness};
use crate::read::document::GridCell;

/// A cell above the first row of a table.
#[derive(Clone, Copy)]
pub(super) struct HeadCell<'s> {
    /// Which row of the head it begins in.
    pub(super) level: usize,
    /// The cell.
    pub(super) cell: &'s GridCell,
    /// Its words; none for a blank.
    pub(super) words: Option<&'s Label>,
}

/// The columns of a table as a document has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heads {
    /// Columns of values from left to right; none for one that the table does not have.
    pub(super) order: Vec<Option<usize>>,
    /// The columns of the grid that each of them covers; empty where columns mean nothing.
    pub(super) places: Vec<(u32, u32)>,
    /// The columns of the grid beside them that stand under heads of their own: what is there is none of the table.
    pub(super) foreign: Vec<(u32, u32)>,
    /// The heads by which columns were known.
    pub(super) found: Vec<Head>,
    /// Whether the order was taken from the form because too few heads could be read.
    pub(super) assumed: bool,
    /// Whether the heads are those of the table but not as the form has them, and which values stand under which cannot be told.
    pub(super) contradicted: bool,
}

/// A head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The column of the table.
    pub(super) line: usize,
    /// What the document prints.
    pub(super) text: String,
    /// How like the label is.
    pub(super) likeness: Likeness,
    /// Where it stands.
    pub(super) origin: crate::report::Origin,
    /// The unit of money that is named there: `本年收费金额（单位：元）`.
    pub(super) unit: Option<String>,
}

impl Heads {
    /// The columns of the form, taken for granted.
    pub(super) fn of_the_form(lines: usize) -> Heads {
        Heads { order: (0..lines).map(Some).collect(), assumed: true, ..Heads::default() }
    }

    /// How many columns of the table are known.
    pub(super) fn known(&self) -> usize {
        self.order.iter().flatten().count()
    }
}
