//! Rows that a reporter adds. In a form they stand as one line behind the others, and behind it those that rules name by their key;
//! laid out for a report, each has a line of its own, so that the cells of the lines before stay where they are.

use super::{Axis, Kind, Line, Table};
use crate::slice::Slice;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// The rows that a reporter adds to a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// The line that they are one by one, as an index into the rows.
    pub first: usize,
    /// The column that tells them apart.
    pub key: usize,
    /// How many there are at least.
    pub least: usize,
    /// Whether they stand here as a report has them.
    pub is_laid_out: bool,
}

/// No table has more cells, those that a reporter adds among them.
const MOST_CELLS: usize = 10_000;

impl Table {
    /// How many cells the rows have that the form itself prints.
    pub fn printed_cells(&self) -> usize {
        self.open.as_ref().map_or_else(|| self.cell_count(), |open| open.first * self.columns.lines.len())
    }

    /// How many rows a reporter added, where the table has so many cells.
    pub fn rows_added(&self, cells: usize) -> usize {
        let columns = self.columns.lines.len().max(1);
        self.open.as_ref().map_or(0, |open| (cells / columns).saturating_sub(open.first))
    }

    /// Whether one more row may be added to so many cells.
    pub fn takes_a_row(&self, cells: usize) -> bool {
        self.open.is_some() && cells + self.columns.lines.len() <= MOST_CELLS
    }

    /// The line that stands for the rows that a reporter adds, in a form.
    pub fn open_line(&self) -> Option<usize> {
        self.open.as_ref().filter(|open| !open.is_laid_out).map(|open| open.first)
    }

    /// The key by which a rule names a line that a reporter adds.
    pub fn named_key(&self, row: usize) -> Option<&str> {
        let first = self.open_line().filter(|first| *first < row)?;
        let id = self.rows.lines.get(row.max(first))?.id.as_str();
        id.strip_prefix('"')?.strip_suffix('"')
    }

    /// Gives a row that rules name by its key a line.
    pub fn name_row(&mut self, key: &str) {
        let id = quoted(key);
        if self.open.is_some() && self.rows.line(&id).is_none() {
            let kinds: Vec<Kind> = self.open_kinds().to_vec();
            self.kinds.extend(kinds);
            self.rows.lines.push(line(id, key));
        }
    }

    fn open_kinds(&self) -> &[Kind] {
        let columns = self.columns.lines.len();
        let first = self.open.as_ref().map_or(0, |open| open.first * columns);
        self.kinds.slice(first..first + columns)
    }

    /// The table with a line for each row that a reporter added, by their keys.
    pub fn laid_out(&self, keys: &[String]) -> Table {
        let Some(open) = self.open.as_ref().filter(|open| !open.is_laid_out) else { return self.clone() };
        let mut lines: Vec<Line> = self.rows.lines.slice(..open.first).to_vec();
        let mut seen = HashSet::new();
        for (at, key) in keys.iter().enumerate() {
            let number = at + 1;
            let is_again = !seen.insert(key);
            lines.push(match key.is_empty() {
                true => line(quoted(&format!("#{number}")), &format!("#{number}")),
                false if is_again => line(format!("{}#{number}", quoted(key)), key),
                false => line(quoted(key), key),
            });
        }
        let mut kinds = self.kinds.slice(..self.printed_cells()).to_vec();
        keys.iter().for_each(|_| kinds.extend_from_slice(self.open_kinds()));
        let open = Some(Open { is_laid_out: true, ..open.clone() });
        Table { rows: Axis { lines, ..self.rows.clone() }, kinds, open, ..self.clone() }
    }
}

fn quoted(key: &str) -> String {
    format!("\"{key}\"")
}

fn line(id: String, label: &str) -> Line {
    Line { id, labels: vec![label.to_owned()], group: None, is_total: false, is_less: false }
}
