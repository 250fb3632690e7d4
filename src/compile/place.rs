//! The places that a quantifier runs over, and how people call them.

use super::{
    quantifier::Quantifier,
    scope::{Position, Scope, Wrong, other},
};
use crate::{
    diagnostic::Code,
    ruleset::{At, Each},
    template::{Axis, AxisKind, CellId, Counterparts, LineRef, Measure, Table},
    text,
};

impl<'a> Scope<'a> {
    /// The places that a quantifier runs over.
    pub(super) fn positions(&self, over: Quantifier<'_>) -> Result<Vec<Position>, Wrong> {
        let tables = match over.table {
            Some(name) => vec![self.table_named(name)?],
            None => (0..self.edition().map_or(0, |edition| edition.tables.len())).collect(),
        };
        let positions: Vec<Position> = tables.into_iter().flat_map(|table| self.positions_in(table, over)).collect();
        if let Some(name) = over.table.filter(|_| positions.is_empty() && over.each == Each::Group) {
            let id = &name.node;
            let message = text!("表“{id}”没有带总计的组", "the table “{id}” has no group with a total");
            let label = text!("each group of 逐个检查带 total 的组", "`each group of` runs over the groups that have a total");
            return Err(self
                .error(Code::NoGroupWithTotal, name.span, message, label)
                .help(text!(
                    "要逐行、逐列检查，写 each row of {id}、each column of {id}",
                    "to check row by row or column by column write `each row of {id}` or `each column of {id}`"
                ))
                .into());
        }
        Ok(positions)
    }

    fn positions_in(&self, index: usize, over: Quantifier<'_>) -> Vec<Position> {
        let Some(table) = self.table(index) else { return Vec::new() };
        let lines =
            |axis: AxisKind| (0..table.axis(axis).lines.len()).map(move |line| Position::Line { table: index, axis, line });
        match over.each {
            Each::Column => lines(AxisKind::Columns).collect(),
            // Of the rows that a reporter adds, one line stands for all; those that rules name are among them.
            Each::Row => lines(AxisKind::Rows).filter(|position| self.is_checked(*position)).collect(),
            Each::Group => {
                [AxisKind::Columns, AxisKind::Rows].iter().flat_map(|axis| groups_with_total(index, table, *axis)).collect()
            }
            Each::Cell => self.cells_in(index, table, over.counts),
        }
    }

    /// Every cell of a table; against the edition before, a group that was one line then counts as one line.
    fn cells_in(&self, index: usize, table: &Table, counts: bool) -> Vec<Position> {
        let (rows, columns) = (self.lines_in(index, table, AxisKind::Rows), self.lines_in(index, table, AxisKind::Columns));
        let all =
            rows.iter().flat_map(|row| columns.iter().map(|column| Position::Cell { table: index, row: *row, column: *column }));
        let wanted = |position: &Position| {
            let kind = self.at_hand(*position).and_then(|cells| self.template.kind(*cells.first()?));
            kind.is_some_and(|kind| kind.measure.is_figure() && (!counts || kind.measure == Measure::Count))
                && self.is_checked(*position)
        };
        all.filter(wanted).collect()
    }

    /// Whether a rule runs over a place by itself: in a table with open rows, not over its totals and not over rows named by key.
    fn is_checked(&self, position: Position) -> bool {
        let (table, row) = match position {
            Position::Line { table, axis: AxisKind::Rows, line } => (table, line),
            Position::Cell { table, row: LineRef::Line(row), .. } => (table, row),
            _ => return true,
        };
        let is_cell = matches!(position, Position::Cell { .. });
        let open = self.table(table).and_then(Table::open_line);
        open.is_none_or(|open| row == open || is_cell && row < open)
    }

    fn lines_in(&self, index: usize, table: &Table, axis: AxisKind) -> Vec<LineRef> {
        let lines = (0..table.axis(axis).lines.len()).map(LineRef::Line);
        let both = self.counterparts().filter(|_| self.prior != self.edition);
        let split = both.map(|both| both.split_groups(index, axis)).unwrap_or_default();
        lines.chain(split.into_iter().map(LineRef::Group)).collect()
    }

    /// Whether a quantifier runs over cells, and `cell` has a meaning.
    pub(super) fn is_at_cell(&self) -> bool {
        matches!(self.position, Position::Cell { .. })
    }

    /// The cells that `cell` stands for.
    pub(super) fn at_hand(&self, position: Position) -> Option<Vec<CellId>> {
        let Position::Cell { table, row, column } = position else { return None };
        let on = self.table(table)?;
        let lines = |axis: AxisKind, line: LineRef| match line {
            LineRef::Line(line) => vec![line],
            LineRef::Group(group) => on.axis(axis).leaves(group),
        };
        let columns = lines(AxisKind::Columns, column);
        let id = self.edition.table(table);
        let across = |row: usize| columns.iter().map(|column| id.cell(on.cell(row, *column))).collect::<Vec<_>>();
        Some(lines(AxisKind::Rows, row).into_iter().flat_map(across).collect())
    }

    /// This edition beside that of last year's report.
    pub(super) fn counterparts(&self) -> Option<Counterparts<'a>> {
        self.template.counterparts(self.edition, self.prior)
    }

    /// How people call this place.
    pub(super) fn at(&self) -> Option<At> {
        match self.position {
            Position::Free => None,
            Position::Line { table, axis, line } => {
                let line = self.table(table)?.axis(axis).lines.get(line)?;
                let label = plain(line.label());
                let at = At { id: line.id.clone(), ..At::default() };
                Some(match axis {
                    AxisKind::Rows => At { row: label, ..at },
                    AxisKind::Columns => At { column: label, ..at },
                })
            }
            Position::Group { table, axis, group, line } => {
                let on = self.table(table)?;
                let group = on.axis(axis).groups.get(group)?;
                let line = plain(on.axis(other(axis)).line_at(line).label());
                let at = At { id: group.id.clone(), group: plain(group.label()), ..At::default() };
                Some(match axis {
                    AxisKind::Rows => At { column: line, ..at },
                    AxisKind::Columns => At { row: line, ..at },
                })
            }
            Position::Cell { table, row, column } => {
                let on = self.table(table)?;
                let (row, column) = (named(&on.rows, row)?, named(&on.columns, column)?);
                let id = match on.is_fields {
                    true => format!("{}[{}]", on.id, row.0),
                    false => format!("{}[{}, {}]", on.id, row.0, column.0),
                };
                Some(At { id, row: row.1, column: column.1, group: String::new() })
            }
        }
    }
}

/// Id and label of a line or group.
fn named(axis: &Axis, line: LineRef) -> Option<(&str, String)> {
    match line {
        LineRef::Line(line) => axis.lines.get(line).map(|line| (line.id.as_str(), plain(line.label()))),
        LineRef::Group(group) => axis.groups.get(group).map(|group| (group.id.as_str(), plain(group.label()))),
    }
}

fn groups_with_total(index: usize, table: &Table, axis: AxisKind) -> Vec<Position> {
    let lines = table.axis(other(axis)).lines.len();
    let groups = table.axis(axis).groups.iter().enumerate().filter(|(_, group)| group.total.is_some());
    groups.flat_map(|(group, _)| (0..lines).map(move |line| Position::Group { table: index, axis, group, line })).collect()
}

/// A label without the note in brackets that some carry, for use inside a sentence.
fn plain(label: &str) -> String {
    label.split_once('（').filter(|(before, _)| !before.is_empty()).map_or(label, |(before, _)| before).to_owned()
}
