//! A table as the form prints it: which label stands over which rows or columns, and how far it reaches.

use super::Axis;
use std::ops::Range;

/// The labels along one axis.
#[derive(Clone, Debug)]
pub struct Heads<'a> {
    /// How many steps the labels take: rows of the head, or columns before the figures.
    pub depth: usize,
    /// By where they begin: outer before inner, then in the order of the form.
    pub all: Vec<Head<'a>>,
}

/// A label with what it stands over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head<'a> {
    /// As the form prints it.
    pub label: &'a str,
    /// The lines that it stands over.
    pub lines: Range<usize>,
    /// The steps that it takes up.
    pub steps: Range<usize>,
}

impl Heads<'_> {
    /// The labels along an axis.
    pub fn of(axis: &Axis) -> Heads<'_> {
        let around: Vec<usize> = axis.lines.iter().map(|line| axis.groups_around(line).len()).collect();
        let depth = around.iter().copied().max().unwrap_or_default() + 1;
        let groups = axis.groups.iter().enumerate().map(|(at, group)| {
            let step = steps_around(axis, at);
            Head { label: group.label(), lines: group.lines.clone(), steps: step..step + 1 }
        });
        let lines = axis.lines.iter().zip(around).enumerate().map(|(at, (line, outer))| {
            let lines = at..at + 1;
            Head { label: line.label(), lines, steps: outer..depth }
        });
        let mut all: Vec<Head<'_>> = groups.chain(lines).collect();
        all.sort_by_key(|head| (head.lines.start, head.steps.start));
        Heads { depth, all }
    }
}

/// How many groups stand around a group.
fn steps_around(axis: &Axis, group: usize) -> usize {
    let parent = |at: &usize| axis.groups.get(*at).and_then(|group| group.parent);
    std::iter::successors(parent(&group), parent).take(axis.groups.len()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::sample;

    #[test]
    fn labels_reach_over_what_they_head() {
        let template = sample::template();
        let table = &template.editions[1].tables[2];
        let shown = |heads: Heads<'_>| -> Vec<String> {
            heads.all.iter().map(|head| format!("{} {:?} {:?}", head.label, head.lines, head.steps)).collect()
        };
        assert_eq!(
            shown(Heads::of(&table.columns)),
            ["自然人 0..1 0..2", "法人 1..3 0..1", "商业企业 1..2 1..2", "其他 2..3 1..2", "总计 3..4 0..2"]
        );
        let rows = shown(Heads::of(&table.rows));
        assert_eq!(rows[2..6], ["办理 2..8 0..1", "予以公开 2..3 1..3", "不予公开 3..5 1..2", "国家秘密 3..4 2..3"]);
    }
}
