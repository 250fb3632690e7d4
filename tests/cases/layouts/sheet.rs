//! A table while it is drawn: cells with their spans, cut and merged as documents do.

use gouji::{
    read::document::{Grid, GridCell},
    report::Origin,
};

/// A cell that is drawn.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) text: String,
}

/// A table that is drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) cells: Vec<Drawn>,
    pub(super) height: usize,
}

/// How merged cells come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merges {
    /// With their spans.
    Spans,
    /// The first holds the text, the others are there and blank.
    Blank,
    /// The first holds the text, the others are gone, and columns mean nothing.
    Listed,
    /// The others are there and blank, and columns mean nothing.
    ListedBlank,
}

impl Sheet {
    /// Draws a cell into the row below the last one, or higher.
    pub(super) fn put(&mut self, row: usize, column: usize, (rows, columns): (usize, usize), text: impl Into<String>) {
        self.cells.push(Drawn { row, column, rows, columns, text: text.into() });
        self.height = self.height.max(row + rows);
    }

    /// Puts another table below.
    pub(super) fn append(&mut self, other: Sheet) {
        let above = self.height;
        self.cells.extend(other.cells.into_iter().map(|cell| Drawn { row: cell.row + above, ..cell }));
        self.height += other.height;
    }

    /// Cuts the table above a row. What `parted` says stands in the two parts of a cell that reaches over the cut.
    pub(super) fn cut(self, at: usize, mut parted: impl FnMut(&str) -> (String, String)) -> (Sheet, Sheet) {
        let (mut upper, mut lower) = (Sheet::default(), Sheet::default());
        for cell in self.cells {
            if cell.row >= at {
                lower.put(cell.row - at, cell.column, (cell.rows, cell.columns), cell.text);
            } else if cell.row + cell.rows <= at {
                upper.put(cell.row, cell.column, (cell.rows, cell.columns), cell.text);
            } else {
                let (first, second) = parted(&cell.text);
                upper.put(cell.row, cell.column, (at - cell.row, cell.columns), first);
                lower.put(0, cell.column, (cell.row + cell.rows - at, cell.columns), second);
            }
        }
        (upper, lower)
    }

    /// The last label of the upper piece goes on in a row of its own in the lower one, with nothing behind it.
    pub(super) fn carry_over(&mut self, lower: &mut Sheet, labels: usize, mut parted: impl FnMut(&str) -> (String, String)) {
        let last = self.height - 1;
        let is_label = |cell: &&mut Drawn| cell.row == last && cell.rows == 1 && cell.column + cell.columns == labels;
        let Some(label) = self.cells.iter_mut().find(is_label) else { return };
        let (first, rest) = parted(&label.text);
        label.text = first;
        let column = label.column;
        let columns = self.cells.iter().map(|cell| cell.column + cell.columns).max().unwrap();
        lower.cells.iter_mut().for_each(|cell| cell.row += 1);
        lower.put(0, column, (1, labels - column), rest);
        (0..column).chain(labels..columns).for_each(|column| lower.put(0, column, (1, 1), ""));
        lower.height = lower.cells.iter().map(|cell| cell.row + cell.rows).max().unwrap();
    }

    /// As a reader hands it over.
    pub(super) fn grid(&self, merges: Merges) -> Grid {
        let mut rows: Vec<Vec<GridCell>> = vec![Vec::new(); self.height];
        for cell in &self.cells {
            let spans = merges == Merges::Spans;
            let blank = matches!(merges, Merges::Blank | Merges::ListedBlank);
            let (height, width) = if blank { (cell.rows, cell.columns) } else { (1, 1) };
            for (row, column) in (0..height).flat_map(|row| (0..width).map(move |column| (row, column))) {
                let text = if (row, column) == (0, 0) { cell.text.as_str() } else { "" };
                rows[cell.row + row].push(GridCell {
                    columns: if spans { u32::try_from(cell.columns).unwrap() } else { 1 },
                    rows: if spans { u32::try_from(cell.rows).unwrap() } else { 1 },
                    ..GridCell::single(text, cell.column + column, Origin::Nowhere)
                });
            }
        }
        rows.iter_mut().for_each(|row| row.sort_by_key(|cell| cell.column));
        let aligned = matches!(merges, Merges::Spans | Merges::Blank);
        if !aligned {
            rows.iter_mut().for_each(|row| (0..).zip(row).for_each(|(at, cell)| cell.column = at));
        }
        Grid { rows, aligned }
    }
}
