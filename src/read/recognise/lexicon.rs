//! The labels of a template, taken apart once for comparing.

use super::{label::Label, rows::SURELY};
use crate::template::{Axis, Template};

/// The labels of all editions.
pub(super) struct Lexicon {
    /// One for each edition.
    pub(super) editions: Vec<EditionLabels>,
}

/// The labels of an edition.
pub(super) struct EditionLabels {
    /// One for each table.
    pub(super) tables: Vec<TableLabels>,
    /// One for each section: its spellings.
    pub(super) sections: Vec<Vec<Label>>,
}

/// The labels of a table.
pub(super) struct TableLabels {
    /// The table's id, for finding the same table in another edition.
    pub(super) id: String,
    /// What stands over it, in all spellings.
    legends: Vec<Label>,
    /// Its rows.
    pub(super) rows: AxisLabels,
    /// Its columns.
    pub(super) columns: AxisLabels,
}

/// The labels of an axis.
pub(super) struct AxisLabels {
    /// One for each line: its spellings, alone and behind the groups around it.
    pub(super) lines: Vec<Vec<Label>>,
    /// One for each group: its spellings.
    pub(super) groups: Vec<Vec<Label>>,
    /// One for each line: the groups around it, outermost first.
    pub(super) around: Vec<Vec<usize>>,
}

impl Lexicon {
    /// Takes the labels of a template apart.
    pub(super) fn of(template: &Template) -> Lexicon {
        let editions = template.editions.iter().map(|edition| EditionLabels {
            tables: edition
                .tables
                .iter()
                .map(|table| TableLabels {
                    id: table.id.clone(),
                    legends: labels(&table.labels),
                    rows: AxisLabels::of(&table.rows),
                    columns: AxisLabels::of(&table.columns),
                })
                .collect(),
            sections: edition.sections.iter().map(|section| labels(&section.labels)).collect(),
        });
        Lexicon { editions: editions.collect() }
    }

    /// Every layout of the table with that id, as (edition, table).
    pub(super) fn layouts(&self, id: &str) -> Vec<(usize, usize)> {
        let place = |(edition, labels): (usize, &EditionLabels)| {
            labels.tables.iter().position(|table| table.id == id).map(|table| (edition, table))
        };
        self.editions.iter().enumerate().filter_map(place).collect()
    }

    /// The ids of all tables, in the order of the form, the newest edition first.
    pub(super) fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for table in self.editions.iter().rev().flat_map(|edition| &edition.tables) {
            if !ids.contains(&table.id.as_str()) {
                ids.push(&table.id);
            }
        }
        ids
    }

    /// How like any row's label a label is.
    pub(super) fn row(&self, label: &Label) -> u32 {
        self.score(label, |table| table.rows.lines.iter())
    }

    /// How like any label of a table a label is: of a row, a column, a group or the table itself.
    pub(super) fn any(&self, label: &Label) -> u32 {
        let groups = self.score(label, |table| table.rows.groups.iter().chain(&table.columns.groups).chain([&table.legends]));
        self.row(label).max(self.score(label, |table| table.columns.lines.iter())).max(groups)
    }

    /// Whether a label is what stands over a table.
    pub(super) fn is_legend(&self, label: &Label) -> bool {
        self.score(label, |table| [&table.legends].into_iter()) >= SURELY
    }

    /// How like the heading of any section a label is.
    pub(super) fn section(&self, label: &Label) -> u32 {
        let sections = self.editions.iter().flat_map(|edition| &edition.sections);
        sections.map(|spelt| label.best(spelt).score).max().unwrap_or(0)
    }

    fn score<'l, I: Iterator<Item = &'l Vec<Label>>>(&'l self, label: &Label, of: impl Fn(&'l TableLabels) -> I) -> u32 {
        let tables = self.editions.iter().flat_map(|edition| &edition.tables);
        tables.flat_map(of).map(|spelt| label.best(spelt).score).max().unwrap_or(0)
    }

    /// The labels of one table.
    pub(super) fn table(&self, (edition, table): (usize, usize)) -> Option<&TableLabels> {
        self.editions.get(edition)?.tables.get(table)
    }
}

impl AxisLabels {
    fn of(axis: &Axis) -> AxisLabels {
        let mut lines = Vec::new();
        let mut all_around = Vec::new();
        for line in &axis.lines {
            let around = axis.groups_around(line);
            let mut spellings = labels(&line.labels);
            let mut heading = String::new();
            for group in around.iter().rev() {
                heading.insert_str(0, group.label());
                spellings.extend(line.labels.iter().map(|label| Label::of(&format!("{heading}{label}"))));
            }
            lines.push(spellings);
            all_around.push(around.iter().filter_map(|group| axis.group(&group.id)).collect());
        }
        let groups = axis.groups.iter().map(|group| labels(&group.labels)).collect();
        AxisLabels { lines, groups, around: all_around }
    }
}

fn labels(texts: &[String]) -> Vec<Label> {
    texts.iter().map(|text| Label::of(text)).collect()
}
