//! Tables to which a reporter adds rows: a head with the labels of the columns, and under it one row after another, up to what is no
//! such row. What is taken is taken out of the document.

use crate::{
    read::{
        document::{Block, Document, GridCell},
        normalise::squeezed,
    },
    report::{Cell, Filled, Value},
    template::{EditionId, Table, TableId, Template},
};

/// The tables of every edition.
pub(super) struct Added {
    editions: Vec<Vec<Filled>>,
}

impl Added {
    /// Those of an edition.
    pub(super) fn of(self, edition: EditionId) -> Vec<Filled> {
        self.editions.into_iter().nth(edition.index()).unwrap_or_default()
    }

    /// The newest edition that has most of them.
    pub(super) fn edition(&self) -> Option<EditionId> {
        let count = |tables: &Vec<Filled>| tables.iter().map(|filled| filled.cells.len()).sum::<usize>();
        let editions = self.editions.iter().enumerate().map(|(at, tables)| (count(tables), at));
        editions.max().filter(|(count, _)| *count > 0).map(|(_, at)| EditionId::new(at))
    }
}

/// Takes the rows that a reporter added out of a document.
pub(super) fn take(document: &mut Document, template: &Template) -> Added {
    let mut editions = Vec::new();
    let mut taken: Vec<Vec<bool>> = Vec::new();
    for edition in template.edition_ids() {
        let mut found = Vec::new();
        for table in template.table_ids(edition).filter(|table| template[*table].open.is_some()) {
            let (filled, own) = table_of(document, template, table);
            found.extend(filled);
            match taken.is_empty() {
                true => taken = own,
                false => {
                    let rows = taken.iter_mut().zip(own).flat_map(|(all, own)| all.iter_mut().zip(own));
                    rows.for_each(|(all, own)| *all |= own);
                }
            }
        }
        editions.push(found);
    }
    for (block, taken) in document.blocks.iter_mut().zip(&taken) {
        if let Block::Grid(grid) = block {
            let mut taken = taken.iter();
            grid.rows.retain(|_| taken.next() != Some(&true));
        }
    }
    document.blocks.retain(|block| !matches!(block, Block::Grid(grid) if grid.rows.is_empty()));
    Added { editions }
}

/// A table, and of each block which of its rows it takes.
fn table_of(document: &Document, template: &Template, id: TableId) -> (Option<Filled>, Vec<Vec<bool>>) {
    let table = &template[id];
    let mut filled: Option<Filled> = None;
    let mut taken = Vec::new();
    // Where a table goes on behind a page break without its head, its columns are those of the grid before.
    let mut columns: Vec<(u32, u32, usize)> = Vec::new();
    for block in &document.blocks {
        let Block::Grid(grid) = block else {
            taken.push(Vec::new());
            columns.clear();
            continue;
        };
        let mut own = vec![false; grid.rows.len()];
        for (row, own) in grid.rows.iter().zip(&mut own) {
            let heads = heads(table, row);
            if !heads.is_empty() {
                (columns, *own) = (heads, true);
                filled.get_or_insert_with(|| Filled::absent(template, id));
                continue;
            }
            let Some(filled) = filled.as_mut().filter(|_| !columns.is_empty()) else { continue };
            if is_blank(row) || put(table, filled, row, &columns) {
                *own = true;
            } else {
                columns.clear();
            }
        }
        taken.push(own);
    }
    (filled, taken)
}

fn is_blank(row: &[GridCell]) -> bool {
    row.iter().all(|cell| cell.text.trim().is_empty())
}

/// `1`, `（1）`, `#1`
fn is_number(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphabetic()) && text.chars().count() <= 6
}

fn bare(text: &str) -> String {
    squeezed(text).trim_matches(['*', ':']).to_owned()
}

fn without_remark(label: &str) -> &str {
    label.strip_suffix(')').and_then(|label| label.rsplit_once('(')).map_or(label, |(before, _)| before)
}

/// Where the columns of a table stand, if a row is its head: most of their labels, and the key's.
fn heads(table: &Table, row: &[GridCell]) -> Vec<(u32, u32, usize)> {
    let Some(open) = &table.open else { return Vec::new() };
    let mut found: Vec<(u32, u32, usize)> = Vec::new();
    for cell in row {
        let text = bare(&cell.text);
        let is_label = |label: &String| {
            let label = bare(label);
            !text.is_empty() && (label == text || without_remark(&label) == without_remark(&text))
        };
        let lines = table.columns.lines.iter().enumerate();
        let mut fits =
            lines.filter(|(at, line)| line.labels.iter().any(is_label) && !found.iter().any(|(.., known)| known == at));
        found.extend(fits.next().map(|(at, _)| (cell.column, cell.end(), at)));
    }
    let is_head = found.iter().any(|(.., at)| *at == open.key) && found.len().saturating_mul(2) > table.columns.lines.len();
    if is_head { found } else { Vec::new() }
}

/// Puts a row into the table: one that the form prints by its label, else one that the reporter added. Not one with nothing under
/// its heads, nor one text across them all.
fn put(table: &Table, filled: &mut Filled, row: &[GridCell], columns: &[(u32, u32, usize)]) -> bool {
    let under = |(from, to, at): &(u32, u32, usize)| {
        let cell = row.iter().find(|cell| cell.column < *to && *from < cell.end())?;
        Some((*at, cell))
    };
    let cells: Vec<(usize, &GridCell)> = columns.iter().filter_map(under).collect();
    let texts = || row.iter().filter(|cell| !cell.text.trim().is_empty());
    // A row that nothing stands in but its number is one that nobody filled in.
    let is_under = |cell: &GridCell| columns.iter().any(|(from, to, _)| cell.column < *to && *from < cell.end());
    if !texts().any(is_under) && texts().all(|cell| is_number(&cell.text)) {
        return true;
    }
    let is_one_text = texts().nth(1).is_none() && texts().all(|cell| cell.columns > 1 || columns.len() > 1);
    let printed = texts().find_map(|cell| {
        let text = bare(&cell.text);
        let printed = table.rows.lines.get(..table.open.as_ref()?.first)?;
        printed.iter().position(|line| line.labels.iter().any(|label| bare(label) == text))
    });
    let first = match printed {
        Some(line) => table.cell(line, 0),
        None if is_one_text => return false,
        None => match filled.add_row(table) {
            Some(first) => first,
            None => return false,
        },
    };
    for (at, cell) in cells {
        let place = first.saturating_add(at);
        let Some((own, kind)) = filled.cells.get_mut(place).zip(table.kind(place)) else { continue };
        let is_label = printed.is_some() && !kind.measure.is_figure();
        let text =
            if is_label { String::new() } else { cell.text.replace('\n', if kind.measure.is_figure() { " " } else { "" }) };
        *own = Cell { value: Value::read(&text, kind), origin: cell.origin };
    }
    true
}
