//! How an edition follows from the one before it, and which lines of the two editions are one figure. Lines of the same id are,
//! unless a change says otherwise.

use super::{Axis, AxisKind, Edition, EditionId, LineRef, Measure, Table, Template};
use crate::vocabulary::ChangeKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What an edition says of the one before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follows {
    /// The edition before, by its name.
    pub edition: String,
    /// What changed, in the order written.
    pub changes: Vec<Change>,
}

/// A change from one edition to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub kind: ChangeKind,
    /// To what: an id of the edition before where it was dropped, else of this one.
    pub what: ChangedPart,
    /// Full ids in the edition before: of what was renamed, of the line that was split, of the lines that were merged.
    pub from: Vec<String>,
    /// Why, for people.
    pub reason: String,
}

/// A table, or a row or column of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedPart {
    /// The table's id.
    pub table: String,
    /// The row or column by its full id; none for the whole table.
    pub line: Option<(AxisKind, String)>,
}

/// Two editions side by side.
#[derive(Clone, Copy, Debug)]
pub struct Counterparts<'t> {
    newer: &'t Edition,
    older: &'t Edition,
    /// None within one edition: everything is its own counterpart.
    follows: Option<&'t Follows>,
}

impl Template {
    /// An edition beside itself, or beside the one right before it; none for any other two.
    pub fn counterparts(&self, newer: EditionId, older: EditionId) -> Option<Counterparts<'_>> {
        let (new, old) = (&self[newer], &self[older]);
        let follows = new.follows.as_ref().filter(|_| newer != older);
        let is_before = newer == older || newer.before() == Some(older);
        is_before.then_some(Counterparts { newer: new, older: old, follows })
    }
}

impl<'t> Counterparts<'t> {
    /// What the newer edition says of a part of its own.
    fn change(&self, table: &str, line: Option<(AxisKind, &str)>) -> Option<&'t Change> {
        let is_it = |change: &&Change| {
            change.kind != ChangeKind::Dropped
                && change.what.table == table
                && change.what.line.as_ref().map(|(axis, id)| (*axis, id.as_str())) == line
        };
        self.follows?.changes.iter().find(is_it)
    }

    /// The older edition's table for one of the newer's, both as indices of their editions.
    pub fn table(&self, table: usize) -> Option<usize> {
        let id = &self.newer.tables.get(table)?.id;
        match self.change(id, None) {
            Some(change) if change.kind == ChangeKind::Renamed => self.older.table(change.from.first()?),
            Some(_) => None,
            None => self.older.table(id),
        }
    }

    fn tables(&self, table: usize) -> Option<(&'t Table, &'t Table)> {
        Some((self.newer.tables.get(table)?, self.older.tables.get(self.table(table)?)?))
    }

    /// The lines of the older table that a line of the newer one is the sum of; none where the two do not compare.
    pub fn line(&self, table: usize, axis: AxisKind, line: usize) -> Option<Vec<usize>> {
        let (new, old) = self.tables(table)?;
        let id = &new.axis(axis).lines.get(line)?.id;
        let old = old.axis(axis);
        match self.change(&new.id, Some((axis, id))) {
            Some(change) => match change.kind {
                ChangeKind::Renamed | ChangeKind::Merged => change.from.iter().map(|id| old.line(id)).collect(),
                _ => None,
            },
            None => match old.find(id)? {
                LineRef::Line(line) => Some(vec![line]),
                LineRef::Group(group) => Some(old.leaves(group)),
            },
        }
    }

    /// The lines of the older table that the lines under a group add up to; none where the two do not compare.
    pub fn group(&self, table: usize, axis: AxisKind, group: usize) -> Option<Vec<usize>> {
        let (new, old) = self.tables(table)?;
        if let Some(line) = self.split(new, old, axis, group) {
            return Some(vec![line]);
        }
        let id = &new.axis(axis).groups.get(group)?.id;
        let change = self.change(&new.id, Some((axis, id)));
        let id = match change {
            Some(change) if change.kind == ChangeKind::Renamed => change.from.first()?,
            Some(_) => return None,
            None => id,
        };
        let whole: BTreeSet<usize> = old.axis(axis).leaves(old.axis(axis).group(id)?).into_iter().collect();
        let parts = new.axis(axis).leaves(group).into_iter().map(|leaf| self.part(table, axis, leaf));
        let parts: BTreeSet<usize> = parts.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
        (parts == whole).then(|| whole.into_iter().collect())
    }

    /// What a leaf stands for in the older edition: its counterpart, or the line that a group around it was split from.
    fn part(&self, table: usize, axis: AxisKind, leaf: usize) -> Option<Vec<usize>> {
        self.line(table, axis, leaf).or_else(|| {
            let (new, old) = self.tables(table)?;
            let (new_axis, line) = (new.axis(axis), new.axis(axis).lines.get(leaf)?);
            let around = new_axis.groups_around(line);
            let split = around.iter().find_map(|group| self.split(new, old, axis, new_axis.group(&group.id)?));
            split.map(|line| vec![line])
        })
    }

    /// The line of the older table that a group was split from: of the same id, or the one that is named.
    fn split(&self, new: &Table, old: &Table, axis: AxisKind, group: usize) -> Option<usize> {
        let id = &new.axis(axis).groups.get(group)?.id;
        let change = self.change(&new.id, Some((axis, id)));
        match change {
            Some(change) if change.kind == ChangeKind::Split => old.axis(axis).line(change.from.first().unwrap_or(id)),
            Some(_) => None,
            None => old.axis(axis).line(id),
        }
    }

    /// The groups of a table that were split from one line.
    pub fn split_groups(&self, table: usize, axis: AxisKind) -> Vec<usize> {
        let Some((new, old)) = self.tables(table) else { return Vec::new() };
        let groups = 0..new.axis(axis).groups.len();
        groups.filter(|group| self.split(new, old, axis, *group).is_some()).collect()
    }

    /// Cells of the older table for rows and columns of it; none where a cell is of another kind than `like` in the newer one.
    pub fn cells(&self, table: usize, like: usize, rows: &[usize], columns: &[usize]) -> Option<Vec<usize>> {
        let (new, old) = self.tables(table)?;
        let kind = new.kind(like)?;
        let cells: Vec<usize> = rows.iter().flat_map(|row| columns.iter().map(|column| old.cell(*row, *column))).collect();
        let unit = old.kind(*cells.first()?)?.unit.as_str();
        let same = |cell: &usize| old.kind(*cell).is_some_and(|old| old.measure == kind.measure && old.unit == unit);
        // An amount of money converts exactly; whoever compares does it.
        let comparable = unit == kind.unit
            || self.newer.comparable(unit, &kind.unit)
            || kind.measure == Measure::Money && kind.exponent_from(unit).is_some();
        (comparable && cells.iter().all(same)).then_some(cells)
    }

    /// Tables and lines of the older edition that nothing in the newer one comes from, and that no change speaks of; and those of
    /// the newer one that come from nothing.
    pub fn unexplained(&self) -> (Vec<ChangedPart>, Vec<ChangedPart>) {
        let tables = 0..self.newer.tables.len();
        let mut known: Vec<bool> = vec![false; self.older.tables.len()];
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        for table in tables {
            match (self.table(table), self.newer.tables.get(table)) {
                (Some(old), _) => {
                    known.get_mut(old).into_iter().for_each(|known| *known = true);
                    for axis in [AxisKind::Rows, AxisKind::Columns] {
                        let (old_lines, new_lines) = self.unexplained_lines(table, axis);
                        gone.extend(old_lines);
                        new.extend(new_lines);
                    }
                }
                (None, Some(own)) if self.change(&own.id, None).is_none() => {
                    new.push(ChangedPart { table: own.id.clone(), line: None });
                }
                (None, _) => {}
            }
        }
        let lost = self.older.tables.iter().zip(known).filter(|(table, known)| !known && !self.is_mentioned(&table.id, None));
        gone.extend(lost.map(|(table, _)| ChangedPart { table: table.id.clone(), line: None }));
        (gone, new)
    }

    fn unexplained_lines(&self, table: usize, axis: AxisKind) -> (Vec<ChangedPart>, Vec<ChangedPart>) {
        let Some((new, old)) = self.tables(table) else { return Default::default() };
        let mut reached: BTreeSet<usize> = BTreeSet::new();
        let mut fresh = Vec::new();
        for (at, line) in new.axis(axis).lines.iter().enumerate() {
            match self.part(table, axis, at) {
                Some(lines) => reached.extend(lines),
                None if self.is_new(&new.id, new.axis(axis), axis, at) => {}
                None => fresh.push(ChangedPart { table: new.id.clone(), line: Some((axis, line.id.clone())) }),
            }
        }
        let lost = old.axis(axis).lines.iter().enumerate().filter(|(at, _)| !reached.contains(at));
        let lost = lost.filter(|(_, line)| !self.is_mentioned(&old.id, Some((axis, &line.id))));
        let gone = lost.map(|(_, line)| ChangedPart { table: old.id.clone(), line: Some((axis, line.id.clone())) });
        (gone.collect(), fresh)
    }

    /// Whether a change speaks of the line, or of a group around it.
    fn is_new(&self, table: &str, axis: &Axis, kind: AxisKind, line: usize) -> bool {
        let Some(own) = axis.lines.get(line) else { return false };
        let around = axis.groups_around(own).into_iter().map(|group| group.id.as_str());
        std::iter::once(own.id.as_str()).chain(around).any(|id| self.change(table, Some((kind, id))).is_some())
    }

    /// Whether a change speaks of something of the older edition: that it was dropped, or means something else.
    fn is_mentioned(&self, table: &str, line: Option<(AxisKind, &str)>) -> bool {
        let changes = self.follows.map(|follows| follows.changes.as_slice()).unwrap_or_default();
        let inside = |id: &str| {
            line.is_some_and(|(_, line)| line == id || line.strip_prefix(id).is_some_and(|rest| rest.starts_with('.')))
        };
        changes.iter().any(|change| {
            let named = change.what.table == table
                && match (&change.what.line, line) {
                    (None, None) => true,
                    (Some((axis, id)), Some((wanted, _))) => *axis == wanted && inside(id),
                    _ => false,
                };
            named && matches!(change.kind, ChangeKind::Dropped | ChangeKind::Changed)
        })
    }
}
