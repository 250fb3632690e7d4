//! The one coordinate of figures: which edition of a form, which of its tables, which cell. Rules, reports and findings all name a
//! cell so, and what an index is turned into or taken from stands here alone.

use super::{Edition, Kind, Table, Template};
use serde::{Deserialize, Serialize};
use std::{ops::Index, sync::LazyLock};

/// An edition of a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EditionId(u16);

/// A table of an edition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TableId {
    /// The edition whose layout the table has.
    pub edition: EditionId,
    index: u16,
}

/// A cell of a table.
///
/// Cells are counted row by row, so that rows which a reporter adds at the end of a table leave the cells before them where they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CellId {
    pub table: TableId,
    index: u16,
}

/// An index that is too large names nothing.
fn narrow(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

impl EditionId {
    /// By its place in [`Template::editions`].
    pub fn new(index: usize) -> EditionId {
        EditionId(narrow(index))
    }

    /// Its place in [`Template::editions`].
    #[inline]
    pub fn index(self) -> usize {
        self.0.into()
    }

    /// The edition right before it; none for the first.
    pub fn before(self) -> Option<EditionId> {
        self.0.checked_sub(1).map(EditionId)
    }

    /// A table, by its place in [`Edition::tables`].
    pub fn table(self, index: usize) -> TableId {
        TableId { edition: self, index: narrow(index) }
    }
}

impl TableId {
    /// Its place in [`Edition::tables`].
    #[inline]
    pub fn index(self) -> usize {
        self.index.into()
    }

    /// A cell, by its place among the table's cells.
    #[inline]
    pub fn cell(self, index: usize) -> CellId {
        CellId { table: self, index: narrow(index) }
    }
}

impl CellId {
    /// Its place among the table's cells, row by row.
    #[inline]
    pub fn index(self) -> usize {
        self.index.into()
    }
}

impl Template {
    /// Oldest first.
    pub fn edition_ids(&self) -> impl DoubleEndedIterator<Item = EditionId> + use<> {
        (0..self.editions.len()).map(EditionId::new)
    }

    /// The tables of an edition, in the order of the form.
    pub fn table_ids(&self, edition: EditionId) -> impl Iterator<Item = TableId> + use<> {
        (0..self[edition].tables.len()).map(move |table| edition.table(table))
    }

    /// The kind of a cell; none for a cell that the form does not have.
    #[inline]
    pub fn kind(&self, cell: CellId) -> Option<&Kind> {
        self[cell.table].kind(cell.index())
    }

    /// A cell's name, `申请[新收, 自然人]`.
    pub fn cell_name(&self, cell: CellId) -> String {
        self[cell.table].cell_name(cell.index())
    }
}

/// An edition that the form does not have is an empty one.
impl Index<EditionId> for Template {
    type Output = Edition;

    #[inline]
    fn index(&self, id: EditionId) -> &Edition {
        static NONE: LazyLock<Edition> = LazyLock::new(Edition::default);
        self.editions.get(id.index()).unwrap_or(&NONE)
    }
}

/// A table that the form does not have is an empty one.
impl Index<TableId> for Template {
    type Output = Table;

    #[inline]
    fn index(&self, id: TableId) -> &Table {
        static NONE: LazyLock<Table> = LazyLock::new(Table::default);
        self[id.edition].tables.get(id.index()).unwrap_or(&NONE)
    }
}
