//! The rows that a reporter adds to a table: how they are told apart, and the form as they make it.

use super::{Cell, Filled, Report, Value};
use crate::template::{CellId, Table, Template};
use std::borrow::Cow;

impl Report {
    /// The form as this report fills it in: with a line for each row that the reporter added.
    pub fn template<'t>(&self, template: &'t Template) -> Cow<'t, Template> {
        let is_open = |table: &Table| table.open_line().is_some();
        if !template.editions.iter().flat_map(|edition| &edition.tables).any(is_open) {
            return Cow::Borrowed(template);
        }
        let mut laid_out = template.clone();
        for (id, edition) in template.edition_ids().zip(&mut laid_out.editions) {
            for (at, table) in edition.tables.iter_mut().enumerate().filter(|(_, table)| is_open(table)) {
                let keys = self.filled(id.table(at)).map(|filled| filled.keys(table)).unwrap_or_default();
                *table = table.laid_out(&keys);
            }
        }
        Cow::Owned(laid_out)
    }
}

impl Filled {
    /// The keys of the rows that the reporter added, in order; an empty one for a row without.
    pub fn keys(&self, table: &Table) -> Vec<String> {
        let Some(open) = &table.open else { return Vec::new() };
        let rows = 0..table.rows_added(self.cells.len());
        let key = |row: usize| self.cells.get(table.cell(open.first + row, open.key)).map(key).unwrap_or_default();
        rows.map(key).collect()
    }

    /// Adds a blank row; the first of its cells. None where the table takes no more.
    pub fn add_row(&mut self, table: &Table) -> Option<usize> {
        let first = self.cells.len();
        let blank = Cell { value: Value::Blank(String::new()), ..Cell::default() };
        table.takes_a_row(first).then(|| {
            self.cells.extend(std::iter::repeat_n(blank, table.columns.lines.len()));
            first
        })
    }

    /// Takes away the row with the key of a cell that the form names by it; whether that is one.
    pub fn remove_named(&mut self, table: &Table, cell: CellId) -> bool {
        let (row, _) = table.row_and_column(cell.index());
        let (Some(key), Some(open)) = (table.named_key(row), &table.open) else { return false };
        if let Some(row) = self.keys(table).iter().position(|known| known == key) {
            let first = table.cell(open.first + row, 0);
            let behind = first + table.columns.lines.len();
            if behind <= self.cells.len() {
                self.cells.drain(first..behind);
            }
        }
        true
    }

    /// The cell of the row with a key, in the column of a cell that the form names by that key; a row is added where there is none.
    pub fn named_cell(&mut self, table: &Table, cell: CellId) -> Option<CellId> {
        let (row, column) = table.row_and_column(cell.index());
        let (key, open) = (table.named_key(row)?, table.open.as_ref()?);
        let first = match self.keys(table).iter().position(|known| known == key) {
            Some(row) => table.cell(open.first + row, 0),
            None => {
                let first = self.add_row(table)?;
                let kind = table.kind(first + open.key)?;
                if let Some(own) = self.cells.get_mut(first + open.key) {
                    own.value.set(key, kind);
                }
                first
            }
        };
        Some(self.table.cell(first + column))
    }
}

fn key(cell: &Cell) -> String {
    match &cell.value {
        Value::Words(words) | Value::Text(words, _) => words.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Figure(figure) => figure.to_string(),
        Value::Blank(_) | Value::Absent => String::new(),
    }
}
