//! The lines of an axis beside those of the old one: which are the same, and what became of the others. What the schema says of it
//! comes first; what it does not say is stated by ids, then by labels, then by the place between neighbours.

use crate::{
    slice::Slice,
    template::{Axis, AxisKind, Change, ChangeKind, LineRef},
};

/// What became of a line or of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    pub(super) kind: ChangeKind,
    /// In the old axis: a line, or for merged lines several; empty where it is new.
    pub(super) old: Vec<String>,
    /// In the new axis: a line or group; empty where it is gone.
    pub(super) new: String,
    /// Why, where the schema says so; none where it is stated by ids, labels or place alone.
    pub(super) reason: Option<String>,
}

/// An axis of a table in both editions, and what the newer edition says of it.
pub(super) struct Axes<'a> {
    pub(super) kind: AxisKind,
    pub(super) old: &'a Axis,
    pub(super) new: &'a Axis,
    pub(super) stated: Vec<&'a Change>,
}

impl Axes<'_> {
    /// The pairs of lines that are one, old and new, as indices.
    pub(super) fn same(&self) -> Vec<(usize, usize)> {
        let pairs = self.old.lines.iter().enumerate();
        pairs.filter_map(|(at, line)| Some((at, self.new.line(&line.id)?))).collect()
    }

    /// Whether the lines that are one stand in another order.
    pub(super) fn is_reordered(&self) -> bool {
        let same = self.same();
        same.windows(2).any(|pair| matches!(pair, [(_, first), (_, second)] if first > second))
    }

    /// What became of all others, in the order of the new axis; what is gone comes last.
    pub(super) fn fates(&self) -> Vec<Fate> {
        let mut found = Found { axes: self, fates: Vec::new() };
        self.stated.iter().for_each(|change| found.stated(change));
        found.by_id();
        found.by_label_or_place();
        found.rest();
        found.fates
    }
}

struct Found<'a> {
    axes: &'a Axes<'a>,
    fates: Vec<Fate>,
}

impl Found<'_> {
    fn push(&mut self, kind: ChangeKind, old: Vec<String>, new: &str, reason: Option<&str>) {
        self.fates.push(Fate { kind, old, new: new.to_owned(), reason: reason.map(str::to_owned) });
    }

    fn stated(&mut self, change: &Change) {
        let Some((_, id)) = &change.what.line else { return };
        let (kind, old, new) = match change.kind {
            ChangeKind::Renamed => (ChangeKind::Renamed, change.from.clone(), id.as_str()),
            ChangeKind::Split => {
                let from = if change.from.is_empty() { vec![id.clone()] } else { change.from.clone() };
                (ChangeKind::Split, from, id.as_str())
            }
            ChangeKind::Merged => (ChangeKind::Merged, change.from.clone(), id.as_str()),
            ChangeKind::Added => (ChangeKind::Added, Vec::new(), id.as_str()),
            ChangeKind::Dropped => (ChangeKind::Dropped, vec![id.clone()], ""),
            ChangeKind::Changed => (ChangeKind::Changed, vec![id.clone()], id.as_str()),
        };
        self.push(kind, old, new, Some(&change.reason));
    }

    /// A line whose id is a group's now was split; a group whose id is a line's now was merged.
    fn by_id(&mut self) {
        let axes = self.axes;
        for line in axes.old.lines.iter().filter(|line| axes.new.group(&line.id).is_some()) {
            if !self.is_old_stated(&line.id) {
                self.push(ChangeKind::Split, vec![line.id.clone()], &line.id, None);
            }
        }
        for group in axes.old.groups.iter().filter(|group| axes.new.line(&group.id).is_some()) {
            if !self.is_new_stated(&group.id) {
                let lines = axes.old.lines.slice(group.lines.clone());
                self.push(ChangeKind::Merged, lines.iter().map(|line| line.id.clone()).collect(), &group.id, None);
            }
        }
    }

    fn by_label_or_place(&mut self) {
        for old in self.open_old() {
            let next = self.open_new().into_iter().find(|new| self.is_alike(&old, new));
            if let Some(new) = next {
                self.push(ChangeKind::Renamed, vec![old], &new, None);
            }
        }
    }

    fn rest(&mut self) {
        for new in self.open_new() {
            self.push(ChangeKind::Added, Vec::new(), &new, None);
        }
        for old in self.open_old() {
            self.push(ChangeKind::Dropped, vec![old], "", None);
        }
    }

    fn open_old(&self) -> Vec<String> {
        let ids = self.axes.old.lines.iter().map(|line| &line.id);
        ids.filter(|id| self.axes.new.find(id).is_none() && !self.is_old_stated(id)).cloned().collect()
    }

    fn open_new(&self) -> Vec<String> {
        let ids = self.axes.new.lines.iter().map(|line| &line.id);
        ids.filter(|id| self.axes.old.find(id).is_none() && !self.is_new_stated(id)).cloned().collect()
    }

    fn is_old_stated(&self, id: &str) -> bool {
        self.fates.iter().flat_map(|fate| &fate.old).any(|stated| is_or_is_in(id, stated))
    }

    fn is_new_stated(&self, id: &str) -> bool {
        self.fates.iter().any(|fate| !fate.new.is_empty() && is_or_is_in(id, &fate.new))
    }

    /// Whether two lines print the same label in groups of one label, or stand alone between the same neighbours.
    fn is_alike(&self, old: &str, new: &str) -> bool {
        let label = |axis: &Axis, id: &str| axis.line(id).map(|at| axis.line_at(at).label().to_owned());
        let (one, two) = (label(self.axes.old, old), label(self.axes.new, new));
        let same_label = one.is_some() && one == two;
        let tail = |id: &str| id.rsplit('.').next().unwrap_or_default().to_owned();
        (same_label && tail(old) == tail(new)) || self.stands_alone_between_the_same(old, new)
    }

    fn stands_alone_between_the_same(&self, old: &str, new: &str) -> bool {
        let (Some(old_at), Some(new_at)) = (self.axes.old.line(old), self.axes.new.line(new)) else { return false };
        let id = |axis: &Axis, at: Option<usize>| at.map(|at| axis.line_at(at).id.clone());
        let around = |axis: &Axis, at: usize| (id(axis, at.checked_sub(1)), id(axis, at.checked_add(1)));
        let (before, behind) = around(self.axes.old, old_at);
        let known = |neighbour: &Option<String>| {
            neighbour.as_ref().is_none_or(|id| matches!(self.axes.new.find(id), Some(LineRef::Line(_))))
        };
        known(&before) && known(&behind) && (before, behind) == around(self.axes.new, new_at)
    }
}

/// Whether an id is that line's or group's, or that of a line inside the group.
fn is_or_is_in(id: &str, group: &str) -> bool {
    id == group || id.strip_prefix(group).is_some_and(|rest| rest.starts_with('.'))
}
