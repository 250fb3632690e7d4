//! Lists of fields: what stands beside or below the label of a field, in grids of any number of pairs a row and in lines
//! `label：value`. What it takes is taken out of the document, so that no table of figures is looked for in it.

use super::fill;
use crate::{
    read::{
        document::{Block, Document, Grid, GridCell},
        normalise::squeezed,
    },
    report::{Cell, Filled, Passage, Remark, Value},
    template::{Edition, EditionId, Kind, Table, Template},
};
use std::collections::HashMap;

/// What was found for the fields of every edition.
pub(super) struct Labelled {
    /// For each edition its lists of fields, as far as any of their labels was found, and the fields that two values stand for.
    editions: Vec<(Vec<Filled>, Vec<Remark>)>,
}

/// A label is no longer.
const MAX_LABEL: usize = 240;

/// Takes the fields out of a document.
pub(super) fn take(document: &mut Document, template: &Template) -> Labelled {
    let editions = template.edition_ids().map(|edition| Fields::of(template, edition)).collect::<Vec<_>>();
    let mut found: Vec<(Vec<Filled>, Vec<Remark>)> = vec![Default::default(); editions.len()];
    if editions.iter().all(|fields| fields.by_label.is_empty()) {
        return Labelled { editions: found };
    }
    let mut taken: Vec<Vec<bool>> = Vec::new();
    for (fields, (tables, remarks)) in editions.iter().zip(&mut found) {
        let mut reader = Reader { fields, tables, remarks, over: Vec::new(), taken: Vec::new() };
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
    /// The lists of fields of an edition, and what is said of them.
    pub(super) fn of(self, edition: EditionId) -> (Vec<Filled>, Vec<Remark>) {
        self.editions.into_iter().nth(edition.index()).unwrap_or_default()
    }

    /// The newest edition that most of the fields belong to; none where there are none.
    pub(super) fn edition(&self) -> Option<EditionId> {
        let count = |tables: &Vec<Filled>| {
            tables.iter().flat_map(|filled| &filled.cells).filter(|cell| cell.value != Value::Absent).count()
        };
        let editions = self.editions.iter().enumerate().map(|(at, (tables, _))| (count(tables), at));
        editions.max().filter(|(count, _)| *count > 0).map(|(_, at)| EditionId::new(at))
    }
}

/// A field: its table, as an index of the edition's, and its row.
type Field = (usize, usize);

/// The fields of an edition by their labels.
struct Fields<'t> {
    edition: EditionId,
    form: &'t Edition,
    /// A label, in one form for characters that look alike, and the fields that it is of.
    by_label: HashMap<String, Vec<Field>>,
    /// For what stands over or before fields (groups, lists, sections), the fields under it.
    over: HashMap<String, Vec<Field>>,
}

impl<'t> Fields<'t> {
    fn of(template: &'t Template, edition: EditionId) -> Fields<'t> {
        let form = &template[edition];
        let mut fields = Fields { edition, form, by_label: HashMap::new(), over: HashMap::new() };
        for (at, table) in form.tables.iter().enumerate().filter(|(_, table)| table.is_fields) {
            let section = form.sections.iter().find(|section| section.tables.contains(&at));
            let around = section.into_iter().flat_map(|section| section.labels.iter().chain([&section.id]));
            let around: Vec<&String> = around.chain(&table.labels).chain([&table.id]).collect();
            for (row, line) in table.rows.lines.iter().enumerate() {
                let groups = table.rows.groups_around(line).into_iter().flat_map(|group| &group.labels);
                groups.chain(around.iter().copied()).for_each(|label| note(&mut fields.over, label, (at, row)));
                line.labels.iter().for_each(|label| note(&mut fields.by_label, label, (at, row)));
            }
        }
        fields
    }

    /// The fields that a text is the label of.
    fn named(&self, text: &str) -> &[Field] {
        lookup(&self.by_label, text)
    }

    fn kind(&self, (table, row): Field) -> Option<&Kind> {
        self.table(table)?.kind(row)
    }

    fn table(&self, table: usize) -> Option<&'t Table> {
        self.form.tables.get(table)
    }
}

/// A remark in brackets behind a label may be left out.
fn note(all: &mut HashMap<String, Vec<Field>>, label: &str, field: Field) {
    let label = bare(label);
    let short = without_remark(&label).map(str::to_owned);
    for label in [Some(label), short].into_iter().flatten() {
        let known = all.entry(label).or_default();
        if !known.contains(&field) {
            known.push(field);
        }
    }
}

fn lookup<'a>(all: &'a HashMap<String, Vec<Field>>, text: &str) -> &'a [Field] {
    if text.is_empty() || text.len() > MAX_LABEL {
        return &[];
    }
    let label = bare(text);
    let found = all.get(&label).or_else(|| all.get(without_remark(&label)?));
    found.map(Vec::as_slice).unwrap_or_default()
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
    remarks: &'f mut Vec<Remark>,
    /// What stood over or before fields, the last first: by it fields of one label are told apart.
    over: Vec<&'f [Field]>,
    /// Of each block, which of its rows were taken; of a paragraph, whether it was.
    taken: Vec<Vec<bool>>,
}

/// So much of what stood before is remembered.
const REMEMBERED: usize = 16;

impl<'f> Reader<'_, 'f> {
    fn block(&mut self, block: &Block) {
        let taken = match block {
            Block::Paragraph(passage) => vec![self.line(passage)],
            Block::Grid(grid) => self.grid(grid),
        };
        self.taken.push(taken);
    }

    /// `网站名称：某某网`
    fn line(&mut self, passage: &Passage) -> bool {
        self.pass(&passage.text);
        let Some((label, value)) = passage.text.split_once(['：', ':']) else { return false };
        let Some(field) = self.meant(label) else { return false };
        self.put(field, &GridCell::single(value, 0, passage.origin), value);
        true
    }

    /// Remembers a text that stands over fields.
    fn pass(&mut self, text: &str) {
        let fields = self.fields;
        let over = lookup(&fields.over, text);
        if !over.is_empty() {
            self.over.insert(0, over);
            self.over.truncate(REMEMBERED);
        }
    }

    /// The field that a label is of: of several, the one under what stood before it last; of equals, the one that is still to fill.
    fn meant(&self, label: &str) -> Option<Field> {
        let named = self.fields.named(label);
        let under = |over: &&[Field]| named.iter().filter(|field| over.contains(field)).collect::<Vec<_>>();
        let close = self.over.iter().map(under).find(|found| !found.is_empty()).unwrap_or_else(|| named.iter().collect());
        close.iter().find(|field| !self.is_filled(***field)).or_else(|| close.first()).map(|field| **field)
    }

    fn is_filled(&self, (table, row): Field) -> bool {
        let id = self.fields.edition.table(table);
        let filled = self.tables.iter().find(|filled| filled.table == id);
        filled.and_then(|filled| filled.cells.get(row)).is_some_and(|cell| cell.value != Value::Absent)
    }

    fn grid(&mut self, grid: &Grid) -> Vec<bool> {
        let mut taken = vec![false; grid.rows.len()];
        for (at, row) in grid.rows.iter().enumerate() {
            if taken.get(at) == Some(&true) {
                continue;
            }
            let mut labels: Vec<(usize, Field)> = Vec::new();
            for (at, cell) in row.iter().enumerate() {
                match self.meant(&cell.text).filter(|field| !labels.iter().any(|(_, known)| known == field)) {
                    Some(field) => labels.push((at, field)),
                    None => self.pass(&cell.text),
                }
            }
            if labels.is_empty() {
                continue;
            }
            let below = grid.rows.get(at.saturating_add(1)).filter(|below| self.is_head_over(row, below));
            let rows = match below {
                Some(below) => {
                    labels.iter().for_each(|(label, field)| self.below(row.get(*label), below, *field));
                    2
                }
                None => {
                    self.beside(row, &labels);
                    1
                }
            };
            taken.iter_mut().skip(at).take(rows).for_each(|taken| *taken = true);
        }
        taken
    }

    /// Whether a row holds labels alone, two or more, and the next one their values.
    fn is_head_over(&self, row: &[GridCell], below: &[GridCell]) -> bool {
        let is_over = |cell: &GridCell| cell.rows > 1 && !lookup(&self.fields.over, &cell.text).is_empty();
        let filled = || row.iter().filter(|cell| !cell.text.is_empty() && !is_over(cell));
        let is_label = |cell: &GridCell| !self.fields.named(&cell.text).is_empty();
        filled().nth(1).is_some() && filled().all(is_label) && !below.iter().any(is_label)
    }

    fn below(&mut self, label: Option<&GridCell>, below: &[GridCell], field: Field) {
        let Some(label) = label else { return };
        if let Some(cell) = below.iter().find(|cell| cell.column < label.end() && label.column < cell.end()) {
            self.put(field, cell, &cell.text);
        }
    }

    /// The values between one label and the next: one cell, or the words of a choice each in its own.
    fn beside(&mut self, row: &[GridCell], labels: &[(usize, Field)]) {
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

    /// A blank says nothing beside a value.
    fn put(&mut self, (table, row): Field, cell: &GridCell, text: &str) {
        let id = self.fields.edition.table(table);
        let (Some(form), Some(kind)) = (self.fields.table(table), self.fields.kind((table, row))) else { return };
        let count = form.cell_count();
        if !self.tables.iter().any(|filled| filled.table == id) {
            self.tables.push(Filled { table: id, cells: vec![Cell::default(); count], subtotals: Vec::new() });
        }
        let filled = self.tables.iter_mut().find(|filled| filled.table == id);
        let Some(own) = filled.and_then(|filled| filled.cells.get_mut(row)) else { return };
        let fresh = Cell { value: Value::read(&text.replace('\n', " "), kind), origin: cell.origin };
        match (&own.value, &fresh.value) {
            (Value::Absent | Value::Blank(_), _) => *own = fresh,
            (_, Value::Blank(_)) => {}
            _ => self.remarks.extend(fill::put_into(own, fresh, form, id.cell(row))),
        }
    }
}
