//! Lists of fields: what stands beside or below the label of a field, in grids of any number of pairs a row and in lines
//! `label：value`. What it takes is taken out of the document, so that no table of figures is looked for in it.

use crate::{
    read::{
        document::{Block, Document, Grid, GridCell},
        normalise::squeezed,
    },
    report::{Cell, Filled, Passage, Value},
    template::{Edition, EditionId, Kind, Table, Template},
};
use std::collections::HashMap;

/// What was found for the fields of every edition.
pub(super) struct Labelled {
    /// For each edition its lists of fields, as far as any of their labels was found.
    editions: Vec<Vec<Filled>>,
}

/// A label is no longer.
const MAX_LABEL: usize = 240;

/// Takes the fields out of a document.
pub(super) fn take(document: &mut Document, template: &Template) -> Labelled {
    let editions = template.edition_ids().map(|edition| Fields::of(template, edition)).collect::<Vec<_>>();
    let mut found: Vec<Vec<Filled>> = vec![Vec::new(); editions.len()];
    if editions.iter().all(|fields| fields.by_label.is_empty()) {
        return Labelled { editions: found };
    }
    let mut taken: Vec<Vec<bool>> = Vec::new();
    for (fields, tables) in editions.iter().zip(&mut found) {
        let mut reader = Reader { fields, tables, taken: Vec::new() };
        for block in &document.blocks {
            reader.block(block);
        }
        taken = union(taken, reader.taken);
    }
    for (block, taken) in document.blocks.iter_mut().zip(&taken) {
        if let Block::Grid(grid) = block {
            let mut taken = taken.iter();
            grid.rows.retain(|_| taken.next() != Some(&true));
        }
    }
    let mut taken = taken.iter();
    document.blocks.retain(|block| match (block, taken.next()) {
        (Block::Grid(grid), _) => !grid.rows.is_empty(),
        (Block::Paragraph(_), taken) => taken.and_then(|taken| taken.first()) != Some(&true),
    });
    Labelled { editions: found }
}

fn union(one: Vec<Vec<bool>>, two: Vec<Vec<bool>>) -> Vec<Vec<bool>> {
    if one.is_empty() {
        return two;
    }
    let both = |(one, two): (Vec<bool>, Vec<bool>)| one.into_iter().zip(two).map(|(one, two)| one || two).collect();
    one.into_iter().zip(two).map(both).collect()
}

impl Labelled {
    /// The lists of fields of an edition.
    pub(super) fn of(self, edition: EditionId) -> Vec<Filled> {
        self.editions.into_iter().nth(edition.index()).unwrap_or_default()
    }

    /// The newest edition that most of the fields belong to; none where there are none.
    pub(super) fn edition(&self) -> Option<EditionId> {
        let count = |tables: &Vec<Filled>| {
            tables.iter().flat_map(|filled| &filled.cells).filter(|cell| cell.value != Value::Absent).count()
        };
        let editions = self.editions.iter().enumerate().map(|(at, tables)| (count(tables), at));
        editions.max().filter(|(count, _)| *count > 0).map(|(_, at)| EditionId::new(at))
    }
}

/// The fields of an edition by their labels.
struct Fields<'t> {
    edition: EditionId,
    form: &'t Edition,
    /// A label, in one form for characters that look alike, and the table and row that it is of.
    by_label: HashMap<String, (usize, usize)>,
}

impl<'t> Fields<'t> {
    fn of(template: &'t Template, edition: EditionId) -> Fields<'t> {
        let form = &template[edition];
        let mut by_label: HashMap<String, (usize, usize)> = HashMap::new();
        let mut short: Vec<(String, (usize, usize))> = Vec::new();
        for (at, table) in form.tables.iter().enumerate().filter(|(_, table)| table.is_fields) {
            for (row, line) in table.rows.lines.iter().enumerate() {
                for label in &line.labels {
                    let label = bare(label);
                    short.extend(without_remark(&label).map(|label| (label.to_owned(), (at, row))));
                    by_label.entry(label).or_insert((at, row));
                }
            }
        }
        // A remark in brackets behind a label may be left out where it is not needed to tell fields apart.
        for (label, place) in &short {
            if short.iter().filter(|(other, _)| other == label).count() == 1 {
                by_label.entry(label.clone()).or_insert(*place);
            }
        }
        Fields { edition, form, by_label }
    }

    /// The field that a text is the label of.
    fn named(&self, text: &str) -> Option<(usize, usize)> {
        if text.is_empty() || text.len() > MAX_LABEL {
            return None;
        }
        let label = bare(text);
        self.by_label.get(&label).or_else(|| self.by_label.get(without_remark(&label)?)).copied()
    }

    fn kind(&self, (table, row): (usize, usize)) -> Option<&Kind> {
        self.table(table)?.kind(row)
    }

    fn table(&self, table: usize) -> Option<&'t Table> {
        self.form.tables.get(table)
    }
}

/// A label without the marks around it: `*网站名称：` is 网站名称.
fn bare(text: &str) -> String {
    squeezed(text).trim_matches(['*', ':', '、', '.']).to_owned()
}

/// `总访问量(单位:次)` without what stands in brackets at its end.
fn without_remark(label: &str) -> Option<&str> {
    let (before, _) = label.strip_suffix(')')?.rsplit_once('(')?;
    (!before.is_empty()).then_some(before)
}

struct Reader<'t, 'f> {
    fields: &'f Fields<'t>,
    tables: &'f mut Vec<Filled>,
    /// Of each block, which of its rows were taken; of a paragraph, whether it was.
    taken: Vec<Vec<bool>>,
}

impl Reader<'_, '_> {
    fn block(&mut self, block: &Block) {
        let taken = match block {
            Block::Paragraph(passage) => vec![self.line(passage)],
            Block::Grid(grid) => self.grid(grid),
        };
        self.taken.push(taken);
    }

    /// `网站名称：某某网`
    fn line(&mut self, passage: &Passage) -> bool {
        let Some((label, value)) = passage.text.split_once(['：', ':']) else { return false };
        let Some(field) = self.fields.named(label) else { return false };
        self.put(field, &GridCell::single(value, 0, passage.origin), value);
        true
    }

    fn grid(&mut self, grid: &Grid) -> Vec<bool> {
        let mut taken = vec![false; grid.rows.len()];
        for (at, row) in grid.rows.iter().enumerate() {
            let labels: Vec<(usize, (usize, usize))> =
                row.iter().enumerate().filter_map(|(at, cell)| Some((at, self.fields.named(&cell.text)?))).collect();
            if labels.is_empty() || taken.get(at) == Some(&true) {
                continue;
            }
            let below = grid.rows.get(at.saturating_add(1)).filter(|below| self.is_head_over(row, below));
            match below {
                Some(below) => {
                    labels.iter().for_each(|(label, field)| self.below(row.get(*label), below, *field));
                    taken.iter_mut().skip(at).take(2).for_each(|taken| *taken = true);
                }
                None => {
                    self.beside(row, &labels);
                    taken.iter_mut().skip(at).take(1).for_each(|taken| *taken = true);
                }
            }
        }
        taken
    }

    /// Whether a row holds labels alone, two or more, and the next one their values.
    fn is_head_over(&self, row: &[GridCell], below: &[GridCell]) -> bool {
        let filled = || row.iter().filter(|cell| !cell.text.is_empty());
        let is_label = |cell: &GridCell| self.fields.named(&cell.text).is_some();
        filled().nth(1).is_some() && filled().all(is_label) && !below.iter().any(is_label)
    }

    fn below(&mut self, label: Option<&GridCell>, below: &[GridCell], field: (usize, usize)) {
        let Some(label) = label else { return };
        if let Some(cell) = below.iter().find(|cell| cell.column < label.end() && label.column < cell.end()) {
            self.put(field, cell, &cell.text);
        }
    }

    /// The values between one label and the next: one cell, or the words of a choice each in its own.
    fn beside(&mut self, row: &[GridCell], labels: &[(usize, (usize, usize))]) {
        for (at, (label, field)) in labels.iter().enumerate() {
            let end = labels.get(at.saturating_add(1)).map_or(row.len(), |(next, _)| *next);
            let Some(values) = row.get(label.saturating_add(1)..end) else { continue };
            let filled: Vec<&GridCell> = values.iter().filter(|cell| !cell.text.is_empty()).collect();
            let is_choice = self.fields.kind(*field).is_some_and(|kind| !kind.choices().is_empty());
            let text = match filled.as_slice() {
                [first, ..] if !is_choice => first.text.clone(),
                all => all.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" "),
            };
            if let Some(cell) = filled.first().copied().or_else(|| values.first()).or_else(|| row.get(*label)) {
                self.put(*field, cell, &text);
            }
        }
    }

    /// The first value counts; one that a blank came before, too.
    fn put(&mut self, (table, row): (usize, usize), cell: &GridCell, text: &str) {
        let (id, Some(kind)) = (self.fields.edition.table(table), self.fields.kind((table, row))) else { return };
        let count = self.fields.table(table).map_or(0, Table::cell_count);
        if !self.tables.iter().any(|filled| filled.table == id) {
            self.tables.push(Filled { table: id, cells: vec![Cell::default(); count], subtotals: Vec::new() });
        }
        let filled = self.tables.iter_mut().find(|filled| filled.table == id);
        let Some(own) = filled.and_then(|filled| filled.cells.get_mut(row)) else { return };
        if matches!(own.value, Value::Absent | Value::Blank(_)) {
            *own = Cell { value: Value::read(&text.replace('\n', " "), kind), origin: cell.origin };
        }
    }
}
