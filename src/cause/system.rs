//! What comes in: cells with their figures, and rows that tie them up. Plain data.

/// Cells and the rows over them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct System {
    /// The cells; rows name them by index.
    pub cells: Vec<CellState>,
    /// The rows. One that names a cell that does not exist is left out of everything.
    pub rows: Vec<Row>,
}

/// A cell: its figure, what it may be, and where it stands. The place and the evidence serve the ranking only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellState {
    /// The figure found; none is a blank, which is solved for at no cost.
    pub value: Option<i64>,
    /// The least it may be: 0 for a count.
    pub min: Option<i64>,
    /// The most it may be.
    pub max: Option<i64>,
    pub table: u16,
    /// The line of figures it stands in, counted from the top; neighbours differ by one.
    pub row: u16,
    /// The column it stands in, counted from the left.
    pub column: u16,
    /// Whether its row or its column is a total.
    pub is_total: bool,
    /// Whether it is a blank that counts as 0 where a zero is written elsewhere: something may have been left out.
    pub left_blank: bool,
    /// What other places say that it is: the prose, last year's report.
    pub evidence: Vec<i64>,
}

/// `Σ coefficient · cell + constant  relation  0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The caller's own number for it, given back in results.
    pub id: usize,
    /// Cells and how often they count. A cell may occur twice.
    pub terms: Vec<(usize, i32)>,
    /// What is added beside the cells.
    pub constant: i64,
    /// How the sum must stand to zero.
    pub relation: Relation,
    /// Whether a cause must make it hold. One that is not required has to be kept where it holds, and counts as evidence for
    /// what makes it hold where it does not.
    pub required: bool,
}

/// How a sum must stand to zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `= 0`
    Equal,
    /// `< 0`
    Less,
    /// `<= 0`
    LessEqual,
    /// `> 0`
    Greater,
    /// `>= 0`
    GreaterEqual,
}

impl System {
    /// The figure of a cell; none for a blank.
    pub fn value(&self, cell: usize) -> Option<i64> {
        self.cells.get(cell)?.value
    }

    pub fn is_blank(&self, cell: usize) -> bool {
        self.cells.get(cell).is_some_and(|cell| cell.value.is_none())
    }
}

impl CellState {
    /// Whether the cell may hold that figure.
    pub fn allows(&self, figure: i128) -> bool {
        self.min.is_none_or(|min| i128::from(min) <= figure) && self.max.is_none_or(|max| figure <= i128::from(max))
    }

    /// Whether the two stand side by side or one above the other.
    pub fn is_beside(&self, other: &CellState) -> bool {
        self.table == other.table && u32::from(self.row.abs_diff(other.row)) + u32::from(self.column.abs_diff(other.column)) == 1
    }
}
