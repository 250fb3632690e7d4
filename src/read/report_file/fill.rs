//! One table of a report file into the cells of one layout. Keys are expected in the order of the form, so finding one is mostly
//! a single comparison.

use super::{keys, remark};
use crate::{
    lang::Text,
    node::{Entries, Items, Node, Shape},
    report::{Cell, Filled, Origin, Remark, Value},
    template::{Axis, Group, Kind, LineRef, Table, TableId, Template},
    text,
};
use std::ops::Range;

/// A table as far as a layout could take it in.
pub(super) struct Filling<'t> {
    pub(super) filled: Filled,
    pub(super) remarks: Vec<Remark>,
    /// How many keys and lists this layout has no place for.
    pub(super) misfits: usize,
    table: &'t Table,
    rows_seen: Vec<bool>,
}

/// What the keys of a mapping name: rows of the table, or columns of one row.
#[derive(Clone, Copy)]
enum Level {
    Rows,
    Columns(usize),
}

/// Fills a layout's table with what stands at a node.
pub(super) fn fill<'t>(template: &'t Template, table: TableId, node: Node<'_>) -> Filling<'t> {
    let filled = Filled::absent(template, table);
    let table = &template[table];
    let rows_seen = vec![false; table.rows.lines.len()];
    let mut filling = Filling { filled, remarks: Vec::new(), misfits: 0, table, rows_seen };
    match node.shape() {
        Shape::List(items) if table.open.is_some() => filling.rows(items),
        Shape::Mapping(entries) => filling.mapping(Level::Rows, None, entries),
        _ if node.is_null() => {}
        _ => filling.misshapen(node, &table.id, &text!("“行: 内容”", "“row: content” lines")),
    }
    filling
}

impl<'t> Filling<'t> {
    /// Rows that a reporter adds, each a mapping; one whose key is the label of a printed row is that row.
    fn rows(&mut self, items: Items<'_>) {
        for item in items {
            let Shape::Mapping(entries) = item.shape() else {
                self.misshapen(item, &self.table.id, &text!("一行一个“列: 内容”", "a mapping of columns for each row"));
                continue;
            };
            let row = match self.printed_row(entries.clone()) {
                Some(row) => row,
                None if self.filled.add_row(self.table).is_some() => {
                    let rows = self.table.open.as_ref().map_or(0, |open| open.first);
                    rows.saturating_add(self.table.rows_added(self.filled.cells.len())).saturating_sub(1)
                }
                None => {
                    let message = text!("行数太多，后面的没有读入", "there are too many rows; those behind were not read");
                    return self.remarks.push(remark(item.span(), message));
                }
            };
            self.mapping(Level::Columns(row), None, entries);
        }
    }

    fn printed_row(&self, entries: Entries<'_>) -> Option<usize> {
        let open = self.table.open.as_ref()?;
        let key = &self.table.columns.line_at(open.key).id;
        let is_key = |name: &str| name == key || key.rsplit('.').next() == Some(name);
        let mut keys = entries.filter(|(name, _)| name.scalar().is_some_and(|name| is_key(name.text)));
        let said = keys.next()?.1.scalar()?.text;
        let printed = self.table.rows.lines.get(..open.first)?;
        printed.iter().position(|line| line.id == said || line.labels.iter().any(|label| label == said))
    }

    fn axis(&self, level: Level) -> &'t Axis {
        match level {
            Level::Rows => &self.table.rows,
            Level::Columns(_) => &self.table.columns,
        }
    }

    fn mapping(&mut self, level: Level, group: Option<usize>, entries: Entries<'_>) {
        let mut names = Names::under(self.axis(level), group);
        for (key, value) in entries {
            let Some(name) = key.scalar().map(|name| name.text) else {
                self.misfit(keys::no_name(key));
                continue;
            };
            match names.find(name) {
                None => self.unknown(level, &names, key, name),
                Some(LineRef::Line(line)) => self.line(level, line, key, value),
                Some(LineRef::Group(inner)) => {
                    if names.met(inner) {
                        self.remarks.push(keys::repeated(key, name));
                    }
                    self.group(level, inner, name, value);
                }
            }
        }
    }

    fn group(&mut self, level: Level, group: usize, name: &str, value: Node<'_>) {
        match value.shape() {
            Shape::Mapping(entries) => self.mapping(level, Some(group), entries),
            _ if value.is_null() => {}
            _ => self.misshapen(value, name, &text!("一组，逐行写在它下面", "a group with its parts under it")),
        }
    }

    fn line(&mut self, level: Level, line: usize, key: Node<'_>, value: Node<'_>) {
        let repeated = match level {
            Level::Rows => self.rows_seen.get_mut(line).is_some_and(|seen| std::mem::replace(seen, true)),
            Level::Columns(row) => self.is_set(self.table.cell(row, line)),
        };
        match level {
            _ if repeated => self.remarks.push(keys::repeated(key, key.scalar().map_or("", |name| name.text))),
            Level::Rows => self.row(line, value),
            Level::Columns(row) => self.cell(self.table.cell(row, line), value),
        }
    }

    fn row(&mut self, row: usize, value: Node<'_>) {
        match value.shape() {
            _ if self.table.is_fields => self.cell(row, value),
            Shape::Mapping(entries) => self.mapping(Level::Columns(row), None, entries),
            Shape::List(items) => self.list(row, value, items),
            Shape::Scalar(scalar) if scalar.is_null() => {}
            Shape::Scalar(_) => {
                let name = self.table.rows.line_at(row).id.as_str();
                self.misshapen(value, name, &text!("“列: 数”或各列的列表", "“column: figure” or a list of its columns"));
            }
        }
    }

    /// A list of another length could be shifted anywhere: none of it is taken.
    fn list(&mut self, row: usize, list: Node<'_>, items: Items<'_>) {
        let (count, wanted) = (items.clone().count(), self.table.columns.lines.len());
        if count == wanted {
            return self.cells(self.table.cell(row, 0), items);
        }
        let name = self.table.rows.line_at(row).id.as_str();
        let message = text!(
            "“{name}”写了 {count} 个数，应有 {wanted} 个（每列一个）；这一行没有读入",
            "“{name}” lists {count} figures where there are {wanted} columns; the row was not read"
        );
        self.misfit(remark(list.span(), message));
    }

    fn cells(&mut self, first: usize, items: Items<'_>) {
        let mut misshapen = Vec::new();
        let slots = self.filled.cells.iter_mut().zip(&self.table.kinds).skip(first);
        for (at, ((slot, kind), item)) in slots.zip(items).enumerate() {
            if !put(slot, kind, item) {
                misshapen.push((first + at, item));
            }
        }
        for (cell, item) in misshapen {
            self.no_figure(cell, item);
        }
    }

    fn cell(&mut self, cell: usize, node: Node<'_>) {
        let (Some(kind), Some(slot)) = (self.table.kind(cell), self.filled.cells.get_mut(cell)) else { return };
        if !put(slot, kind, node) {
            self.no_figure(cell, node);
        }
    }

    fn no_figure(&mut self, cell: usize, node: Node<'_>) {
        let said = keys::shape(node, &self.table.cell_name(cell), &text!("一个数", "one figure"));
        self.misfit(Remark { cell: Some(self.filled.table.cell(cell)), ..said });
    }

    fn is_set(&self, cell: usize) -> bool {
        self.filled.cells.get(cell).is_some_and(|cell| cell.origin != Origin::Nowhere)
    }

    fn unknown(&mut self, level: Level, names: &Names<'_>, key: Node<'_>, name: &str) {
        let table = &self.table.id;
        let place = match level {
            Level::Rows => text!("表“{table}”的行里", "among the rows of table “{table}”"),
            Level::Columns(_) => text!("表“{table}”的列里", "among the columns of table “{table}”"),
        };
        self.misfit(keys::unknown(key, name, &place, &names.known()));
    }

    fn misshapen(&mut self, value: Node<'_>, name: &str, wanted: &Text) {
        self.misfit(keys::shape(value, name, wanted));
    }

    fn misfit(&mut self, remark: Remark) {
        self.misfits += 1;
        self.remarks.push(remark);
    }
}

/// Reads a scalar into a cell; whether it was one.
#[inline]
fn put(slot: &mut Cell, kind: &Kind, node: Node<'_>) -> bool {
    let Shape::Scalar(scalar) = node.shape() else { return false };
    if scalar.is_null() {
        slot.value = Value::Blank(String::new());
    } else {
        slot.value.set(scalar.text, kind);
    }
    slot.origin = Origin::Text(node.span());
    true
}

/// The names that may stand under a group of an axis, and which of them is expected next.
struct Names<'t> {
    axis: &'t Axis,
    /// The group's lines; those of the whole axis where there is no group.
    lines: Range<usize>,
    /// How many bytes the ids of these lines begin with that are not written again: the group's id and a dot.
    written: usize,
    next: usize,
    groups_met: Vec<usize>,
}

impl<'t> Names<'t> {
    fn under(axis: &'t Axis, group: Option<usize>) -> Names<'t> {
        let group = group.and_then(|group| axis.groups.get(group));
        let lines = group.map_or(0..axis.lines.len(), |group| group.lines.clone());
        let written = group.map_or(0, |group| group.id.len() + 1);
        Names { axis, next: lines.start, lines, written, groups_met: Vec::new() }
    }

    fn find(&mut self, name: &str) -> Option<LineRef> {
        let found = if self.is_line(self.next, name) { LineRef::Line(self.next) } else { self.search(name)? };
        self.next = match found {
            LineRef::Line(line) => line + 1,
            LineRef::Group(group) => self.axis.groups.get(group).map_or(0, |group| group.lines.end),
        };
        Some(found)
    }

    fn search(&self, name: &str) -> Option<LineRef> {
        let inside = |group: &Group| self.lines.contains(&group.lines.start) && self.relative(&group.id) == Some(name);
        let group = self.axis.groups.iter().position(inside).map(LineRef::Group);
        group.or_else(|| self.lines.clone().find(|line| self.is_line(*line, name)).map(LineRef::Line))
    }

    #[inline]
    fn is_line(&self, line: usize, name: &str) -> bool {
        self.lines.contains(&line) && self.relative(&self.axis.line_at(line).id) == Some(name)
    }

    /// What is left to write of the id of a line or group in here. (An id begins with the ids of the groups around it.)
    fn relative<'i>(&self, id: &'i str) -> Option<&'i str> {
        id.get(self.written..)
    }

    /// Marks a group as met; whether it was met before.
    fn met(&mut self, group: usize) -> bool {
        let before = self.groups_met.contains(&group);
        self.groups_met.push(group);
        before
    }

    fn known(&self) -> Vec<&'t str> {
        let lines = self.lines.clone().map(|line| self.axis.line_at(line).id.as_str());
        let groups =
            self.axis.groups.iter().filter(|group| self.lines.contains(&group.lines.start)).map(|group| group.id.as_str());
        groups.chain(lines).filter_map(|id| self.relative(id)).filter(|name| !name.is_empty()).collect()
    }
}
