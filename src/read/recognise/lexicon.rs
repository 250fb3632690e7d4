//! The labels of a template, taken apart once for comparing.

use super::{
    label::{ENOUGH, Label, Likeness, SURELY},
    spellings::Spellings,
    wording::Wording,
};
use crate::template::{Axis, EditionId, Table, TableId, Template};
use std::{cell::RefCell, collections::HashSet, rc::Rc};

/// The labels of all editions.
pub(super) struct Lexicon {
    /// One for each edition.
    pub(super) editions: Vec<EditionLabels>,
    spellings: Spellings,
    /// For each spelling what it is the label of.
    roles: Vec<Roles>,
    /// How titles word its subject.
    pub(super) wording: Wording,
    /// Texts that begin like a figure and were found to be words: numbered labels, the same in every report.
    words: RefCell<HashSet<String>>,
}

/// So many of these texts are remembered.
const MAX_WORDS: usize = 1_000;

/// What a spelling is the label of; in some table or edition each.
#[derive(Clone, Copy, Default)]
struct Roles {
    row: bool,
    column: bool,
    group: bool,
    group_of_columns: bool,
    legend: bool,
    section: bool,
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
    /// The id of the section that it belongs to.
    pub(super) section: String,
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
    /// One for each line: all lines that are printed with the same words, in their order; itself, too.
    pub(super) namesakes: Vec<Vec<usize>>,
    /// For each spelling by its number the lines that have it.
    spelt: Vec<Vec<usize>>,
}

/// So like the label of a group of columns is a caption that means it: `行政复议情况`.
const LIKE_A_GROUP: u32 = 840;

impl Lexicon {
    /// The labels of a template; kept for the next document, as many come for one template.
    pub(super) fn of(template: &Template) -> Rc<Lexicon> {
        thread_local! {
            static LAST: RefCell<Option<(Template, Rc<Lexicon>)>> = const { RefCell::new(None) };
        }
        LAST.with_borrow_mut(|last| match last {
            Some((known, lexicon)) if known == template => Rc::clone(lexicon),
            _ => {
                let lexicon = Rc::new(Lexicon::take_apart(template));
                *last = Some((template.clone(), Rc::clone(&lexicon)));
                lexicon
            }
        })
    }

    /// Takes the labels of a template apart.
    fn take_apart(template: &Template) -> Lexicon {
        let mut spellings = Spellings::default();
        let mut editions = Vec::new();
        for edition in &template.editions {
            let section = |at: usize| edition.sections.iter().find(|section| section.tables.contains(&at));
            let mut table = |(at, table): (usize, &Table)| TableLabels {
                id: table.id.clone(),
                section: section(at).map(|section| section.id.clone()).unwrap_or_default(),
                legends: labels(&table.labels, &mut spellings),
                rows: AxisLabels::of(&table.rows, &mut spellings),
                columns: AxisLabels::of(&table.columns, &mut spellings),
            };
            let tables = edition.tables.iter().enumerate().map(&mut table).collect();
            let sections = edition.sections.iter().map(|section| labels(&section.labels, &mut spellings)).collect();
            editions.push(EditionLabels { tables, sections });
        }
        let roles = vec![Roles::default(); spellings.len()];
        let mut lexicon = Lexicon { editions, spellings, roles, wording: Wording::of(template), words: RefCell::default() };
        lexicon.assign_roles();
        lexicon
    }

    fn assign_roles(&mut self) {
        let roles = &mut self.roles;
        let mut give = |labels: &[Vec<Label>], role: fn(&mut Roles)| {
            for id in labels.iter().flatten().filter_map(|label| label.id) {
                if let Some(roles) = roles.get_mut(usize::from(id)) {
                    role(roles);
                }
            }
        };
        for edition in &self.editions {
            give(&edition.sections, |roles| roles.section = true);
            for table in &edition.tables {
                give(std::slice::from_ref(&table.legends), |roles| roles.legend = true);
                give(&table.rows.lines, |roles| roles.row = true);
                give(&table.rows.groups, |roles| roles.group = true);
                give(&table.columns.lines, |roles| roles.column = true);
                give(&table.columns.groups, |roles| roles.group_of_columns = true);
            }
        }
    }

    /// A text of a document, with the labels of the form that it is like.
    pub(super) fn label(&self, text: &str) -> Label {
        self.spellings.look_up(text)
    }

    /// Whether a text is known to be words.
    pub(super) fn has_met_words(&self, text: &str) -> bool {
        !text.bytes().all(|byte| byte.is_ascii_digit()) && self.words.borrow().contains(text)
    }

    /// Remembers that a text is words.
    pub(super) fn meet_words(&self, text: &str) {
        let mut words = self.words.borrow_mut();
        if words.len() < MAX_WORDS && text.len() < 400 {
            words.insert(text.to_owned());
        }
    }

    /// Every layout of the table with that id.
    pub(super) fn layouts(&self, id: &str) -> Vec<TableId> {
        let place = |(edition, labels): (usize, &EditionLabels)| {
            labels.tables.iter().position(|table| table.id == id).map(|table| EditionId::new(edition).table(table))
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
        self.score(label, |roles| roles.row)
    }

    /// How like any label of a table a label is: of a row, a column, a group or the table itself.
    pub(super) fn any(&self, label: &Label) -> u32 {
        self.score(label, |roles| roles.row || roles.column || roles.group || roles.group_of_columns || roles.legend)
    }

    /// Whether a label surely is that of a column, or of a group of columns.
    pub(super) fn is_column(&self, label: &Label) -> bool {
        self.score(label, |roles| roles.column || roles.group_of_columns) >= SURELY
    }

    /// Whether a label may be that of a column or of a group of columns, or a piece of one.
    pub(super) fn is_like_column(&self, label: &Label) -> bool {
        self.score(label, |roles| roles.column || roles.group_of_columns) >= ENOUGH
    }

    /// Whether a text is printed over several columns of a table, which may stand side by side.
    pub(super) fn is_of_several_columns(&self, text: &str) -> bool {
        let label = self.label(text);
        let tables = self.editions.iter().flat_map(|edition| &edition.tables);
        tables.into_iter().any(|table| table.columns.like(&label).filter(|(_, likeness)| likeness.sure).nth(1).is_some())
    }

    /// The group of columns whose label a text is, as its table and its place there; the newest edition's.
    pub(super) fn group_of_columns(&self, text: &str) -> Option<(TableId, usize)> {
        let label = self.label(text);
        let mut best = None;
        for (edition, labels) in self.editions.iter().enumerate() {
            for (table, labels) in labels.tables.iter().enumerate() {
                for (group, spelt) in labels.columns.groups.iter().enumerate() {
                    let likeness = label.best(spelt);
                    if likeness.score >= LIKE_A_GROUP && best.is_none_or(|(other, _)| other <= likeness) {
                        best = Some((likeness, (EditionId::new(edition).table(table), group)));
                    }
                }
            }
        }
        best.map(|(_, place)| place)
    }

    /// Whether a label is what stands over a table.
    pub(super) fn is_legend(&self, label: &Label) -> bool {
        self.score(label, |roles| roles.legend) >= SURELY
    }

    /// How like the heading of any section a label is.
    pub(super) fn section(&self, label: &Label) -> u32 {
        self.score(label, |roles| roles.section)
    }

    fn score(&self, label: &Label, has_role: impl Fn(&Roles) -> bool) -> u32 {
        let alike = label.alike.iter().flat_map(|alike| alike.iter());
        let fitting = alike.filter(|(id, _)| self.roles.get(usize::from(*id)).is_some_and(&has_role));
        fitting.map(|(_, likeness)| likeness.score).max().unwrap_or(0)
    }

    /// The labels of one table.
    pub(super) fn table(&self, table: TableId) -> Option<&TableLabels> {
        self.editions.get(table.edition.index())?.tables.get(table.index())
    }
}

impl TableLabels {
    /// How many lines it has.
    pub(super) fn len(&self) -> usize {
        self.rows.lines.len().saturating_add(self.columns.lines.len())
    }

    /// Whether all that it prints is the same as of another layout, in the same section.
    pub(super) fn same_labels(&self, other: &TableLabels) -> bool {
        let ids = |spelt: &Vec<Label>| spelt.iter().map(|label| label.id).collect::<Vec<_>>();
        let same = |a: &[Vec<Label>], b: &[Vec<Label>]| a.iter().map(ids).eq(b.iter().map(ids));
        let axes =
            |a: &AxisLabels, b: &AxisLabels| same(&a.lines, &b.lines) && same(&a.groups, &b.groups) && a.around == b.around;
        self.section == other.section
            && same(std::slice::from_ref(&self.legends), std::slice::from_ref(&other.legends))
            && axes(&self.rows, &other.rows)
            && axes(&self.columns, &other.columns)
    }
}

impl AxisLabels {
    /// Whether another column is printed with the same words.
    pub(super) fn has_namesake(&self, line: usize) -> bool {
        self.namesakes.get(line).is_some_and(|same| same.len() > 1)
    }

    fn of(axis: &Axis, known: &mut Spellings) -> AxisLabels {
        let mut lines = Vec::new();
        let mut all_around = Vec::new();
        for line in &axis.lines {
            let around = axis.groups_around(line);
            let mut spellings = labels(&line.labels, known);
            let mut heading = String::new();
            for group in around.iter().rev() {
                heading.insert_str(0, group.label());
                spellings.extend(line.labels.iter().map(|label| known.add(&format!("{heading}{label}"))));
            }
            lines.push(spellings);
            all_around.push(around.iter().filter_map(|group| axis.group(&group.id)).collect());
        }
        let groups = axis.groups.iter().map(|group| labels(&group.labels, known)).collect();
        let mut spelt = vec![Vec::new(); known.len()];
        for (line, labels) in lines.iter().enumerate() {
            let ids = labels.iter().filter_map(|label| label.id);
            ids.for_each(|id| spelt.get_mut(usize::from(id)).into_iter().for_each(|lines: &mut Vec<usize>| lines.push(line)));
        }
        let same = |(own, other): (&[Label], &[Label])| matches!((own, other), ([a, ..], [b, ..]) if a.same_words(b));
        let like =
            |own: &Vec<Label>| (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|other| same((own, other)))).collect();
        let namesakes = lines.iter().map(like).collect();
        AxisLabels { lines, groups, around: all_around, namesakes, spelt }
    }

    /// Whether a label of this lexicon is like any line.
    pub(super) fn knows(&self, label: &Label) -> bool {
        let is_spelt = |id: u16| self.spelt.get(usize::from(id)).is_some_and(|lines| !lines.is_empty());
        label.alike.iter().any(|alike| alike.iter().any(|(id, _)| is_spelt(*id)))
    }

    /// The lines that a label of this lexicon is like, and how like; a line may come more than once.
    pub(super) fn like<'l>(&'l self, label: &'l Label) -> impl Iterator<Item = (usize, Likeness)> + 'l {
        let alike = label.alike.iter().flat_map(|alike| alike.iter());
        alike
            .flat_map(|(id, likeness)| self.spelt.get(usize::from(*id)).into_iter().flatten().map(move |line| (*line, *likeness)))
    }

    /// The lines of a group.
    pub(super) fn members(&self, group: usize) -> impl Iterator<Item = usize> {
        self.around.iter().enumerate().filter(move |(_, around)| around.contains(&group)).map(|(line, _)| line)
    }

    /// Whether a label is torn so that it may be the rest of one line or of another: what ends as both do.
    pub(super) fn is_piece_of_several(&self, label: &Label) -> bool {
        let is_whole = self.like(label).any(|(_, likeness)| likeness.sure);
        let holds = |spelt: &&Vec<Label>| spelt.iter().any(|spelt| label.is_piece_of(spelt));
        !is_whole && label.number.is_none() && self.lines.iter().filter(holds).nth(1).is_some()
    }

    /// The group whose label a label surely is, if it is not that of a line as well.
    pub(super) fn group_of(&self, label: &Label) -> Option<usize> {
        let best = self.groups.iter().enumerate().map(|(at, spelt)| (label.best(spelt), at)).max()?;
        let line = self.like(label).map(|(_, likeness)| likeness).max().unwrap_or_default();
        (best.0.score >= SURELY && best.0 > line).then_some(best.1)
    }
}

fn labels(texts: &[String], known: &mut Spellings) -> Vec<Label> {
    texts.iter().map(|text| known.add(text)).collect()
}
