//! A table of one row that was cut into several, a group of columns each: the parts, each under its own heads. Where only a
//! caption names the group, it becomes a row of heads.

use super::{
    label::Likeness,
    lexicon::{AxisLabels, Lexicon, TableLabels},
    rows::RowMatch,
    segment::Segment,
    stream::Row,
    tables::Scene,
};
use crate::{
    read::document::{Block, Document, Grid, GridCell},
    report::Passage,
    template::{Group, Template},
};
use std::ops::Range;

/// Captions have no more letters.
const MAX_CAPTION: usize = 20;

/// Puts captions that name a group of columns into the grids right below them; in a sheet they are rows of it.
pub(super) fn caption(document: &mut Document, template: &Template, lexicon: &Lexicon) {
    for at in 0..document.blocks.len() {
        let (above, below) = document.blocks.split_at_mut(at);
        let Some(Block::Grid(grid)) = below.first_mut().filter(|block| matches!(block, Block::Grid(grid) if grid.aligned)) else {
            continue;
        };
        for row in 0..grid.rows.len() {
            widen(grid, row, template, lexicon);
        }
        let Some(Block::Paragraph(caption)) = above.last() else { continue };
        if let Some(heads) = beside_one_another(caption, grid, template, lexicon) {
            grid.rows.insert(0, heads);
            continue;
        }
        let Some(group) = group(&caption.text, template, lexicon) else { continue };
        if !grid.rows.iter().flatten().any(|cell| cell.text.contains(group.label())) {
            let width = grid.rows.iter().flatten().map(GridCell::end).max().unwrap_or(1);
            grid.rows.insert(0, vec![GridCell { columns: width, ..GridCell::single(group.label(), 0, caption.origin) }]);
        }
    }
}

/// Captions of several groups beside one another over a grid that has as many columns as they do together, as heads of them.
fn beside_one_another(caption: &Passage, grid: &Grid, template: &Template, lexicon: &Lexicon) -> Option<Vec<GridCell>> {
    let groups = caption.text.split_whitespace().map(|name| group(name, template, lexicon));
    let groups = groups.collect::<Option<Vec<&Group>>>().filter(|groups| groups.len() > 1)?;
    let width = grid.rows.iter().flatten().map(GridCell::end).max()?;
    let mut end = 0;
    let heads = groups.into_iter().map(|group| {
        let columns = u32::try_from(group.lines.len()).unwrap_or(u32::MAX);
        let head = GridCell { columns, ..GridCell::single(group.label(), end as usize, caption.origin) };
        end = head.end();
        head
    });
    let heads: Vec<GridCell> = heads.collect();
    (end == width).then_some(heads)
}

/// The group of columns that a caption names.
fn group<'t>(text: &str, template: &'t Template, lexicon: &Lexicon) -> Option<&'t Group> {
    if text.chars().count() > MAX_CAPTION {
        return None;
    }
    let (table, group) = lexicon.group_of_columns(text)?;
    template[table].columns.groups.get(group)
}

/// Stretches a caption that stands alone in a row over the heads below it.
fn widen(grid: &mut Grid, above: usize, template: &Template, lexicon: &Lexicon) {
    const NEAR: usize = 2;
    let filled = |row: usize| {
        let cells = grid.rows.get(row).into_iter().flatten();
        cells.enumerate().filter(|(_, cell)| !cell.text.trim().is_empty())
    };
    let mut only = filled(above);
    let (Some((at, caption)), None) = (only.next(), only.next()) else { return };
    let start = caption.column;
    let below = (1..=NEAR).map(|rows| above.saturating_add(rows)).find(|row| filled(*row).next().is_some());
    let Some(below) = below.filter(|row| filled(*row).nth(1).is_some()) else { return };
    let end = filled(below).map(|(_, cell)| cell.end()).max().unwrap_or(0).max(caption.end());
    let Some(group) = group(&caption.text, template, lexicon) else { return };
    if filled(below).any(|(_, cell)| cell.column < start) {
        return;
    }
    let Some(row) = grid.rows.get_mut(above) else { return };
    if let Some(cell) = row.get_mut(at) {
        cell.columns = end.saturating_sub(start).max(1);
        group.label().clone_into(&mut cell.text);
    }
    row.retain(|cell| cell.column <= start || cell.column >= end);
}

impl Scene<'_, '_> {
    /// The parts of the only row of a table: rows of figures under heads that are those of whole groups of columns.
    pub(super) fn parts(&self, labels: &TableLabels) -> Vec<Segment> {
        let axis = &labels.columns;
        let smallest = (0..axis.groups.len()).map(|group| axis.members(group).count()).filter(|count| *count > 1).min();
        let Some(smallest) = smallest else { return Vec::new() };
        let mut found: Vec<Segment> = Vec::new();
        for (at, row) in self.stream.rows.iter().enumerate() {
            let values_from = row.words().last().map_or(0, |(at, _)| at.saturating_add(1));
            if values_from > 1 || !(row.has_figure() || row.is_blank()) {
                continue;
            }
            let likeness = Likeness { score: 1000, sure: true };
            let only = RowMatch { row: at, line: 0, values_from, label_cells: 0, likeness };
            let whole = self.head(at);
            // A part whose values are all blank looks like a row of heads to the next one: that one's own stand below it.
            let below = found.last().and_then(|last| last.rows.first()).map_or(0, |row| row.row.saturating_add(1));
            let own = whole.start.max(below)..whole.end;
            let read = |head: &Range<usize>| {
                let words: usize =
                    self.stream.rows.get(head.clone()).unwrap_or_default().iter().map(|row| row.words().count()).sum();
                let heads = (words >= smallest).then(|| self.heads(head, &only, labels))?;
                (!heads.assumed && !heads.contradicted && is_of_whole_groups(&heads.order, axis)).then_some(heads)
            };
            let Some((head, heads)) = [own, whole].into_iter().find_map(|head| Some((head.clone(), read(&head)?))) else {
                continue;
            };
            let fresh = Segment { rows: vec![only], heads, head, groups: Vec::new() };
            match found.last_mut().filter(|last| last.head.start == fresh.head.start) {
                Some(last) if self.is_blank(last) && row.has_figure() => *last = fresh,
                Some(_) => {}
                None => found.push(fresh),
            }
        }
        found
    }

    pub(super) fn is_blank(&self, segment: &Segment) -> bool {
        segment.rows.iter().all(|found| self.stream.rows.get(found.row).is_none_or(Row::is_blank))
    }
}

/// Whether columns are all those of one group, or of several, and no others.
fn is_of_whole_groups(order: &[Option<usize>], axis: &AxisLabels) -> bool {
    let has = |line: usize| order.contains(&Some(line));
    let whole: Vec<usize> = (0..axis.groups.len()).filter(|group| axis.members(*group).all(has)).collect();
    let in_whole =
        |line: &Option<usize>| line.is_some_and(|line| whole.iter().any(|group| axis.members(*group).any(|own| own == line)));
    !whole.is_empty() && order.iter().all(in_whole)
}
