//! One edition of a form beside another: sections, tables, rows, columns, labels, kinds, years.

use super::{
    Category, Differences,
    lines::{Axes, Fate},
    words,
};
use crate::{
    lang::Text,
    ruleset::{Body, FormCheck, RuleSet},
    template::{Axis, AxisKind, Change, ChangeKind, Edition, Follows, Table},
    text,
};

/// The rules that say what a report lacks, by their codes; what no rule says has no consequence.
#[derive(Clone, Debug, Default)]
pub(super) struct Codes {
    sections: Option<String>,
    tables: Option<String>,
    lines: Option<String>,
    kinds: Option<String>,
}

impl Codes {
    pub(super) fn of(rules: &RuleSet) -> Codes {
        let all = || rules.editions.iter().flatten();
        let code = |wanted: FormCheck| {
            let instance = all().find(|instance| matches!(instance.body, Body::Form(check) if check == wanted))?;
            Some(rules[instance.rule].code.clone())
        };
        Codes {
            sections: code(FormCheck::SectionsInOrder),
            tables: code(FormCheck::TablesPresent),
            lines: code(FormCheck::WholeGrid),
            kinds: code(FormCheck::Kinds),
        }
    }
}

/// Two editions, and what the newer one says of the change.
pub(super) struct Form<'a> {
    pub(super) old: &'a Edition,
    pub(super) new: &'a Edition,
    pub(super) follows: Option<&'a Follows>,
    /// Of the newer rule set.
    pub(super) codes: &'a Codes,
}

impl Form<'_> {
    pub(super) fn compare(&self, found: &mut Differences) {
        self.sections(found);
        for table in &self.new.tables {
            match self.counterpart(table) {
                Some(old) => self.table(old, table, found),
                None => self.new_table(table, found),
            }
        }
        let is_known =
            |old: &&Table| self.new.tables.iter().any(|new| self.counterpart(new).is_some_and(|other| other.id == old.id));
        self.old.tables.iter().filter(|old| !is_known(old)).for_each(|old| self.gone_table(old, found));
    }

    fn changes(&self) -> &[Change] {
        self.follows.map(|follows| follows.changes.as_slice()).unwrap_or_default()
    }

    /// What is said of a table as a whole.
    fn of_table(&self, id: &str, kind: ChangeKind) -> Option<&Change> {
        self.changes().iter().find(|change| change.kind == kind && change.what.line.is_none() && change.what.table == id)
    }

    fn counterpart(&self, table: &Table) -> Option<&Table> {
        let renamed = self.of_table(&table.id, ChangeKind::Renamed).and_then(|change| change.from.first());
        let id = renamed.unwrap_or(&table.id);
        self.old.table_with_id(id)
    }

    fn sections(&self, found: &mut Differences) {
        for section in &self.new.sections {
            let part = words::section(&section.id);
            match self.old.sections.iter().find(|old| old.id == section.id) {
                Some(old) => {
                    labels(&part, &old.labels, &section.labels, found);
                    if old.when != section.when {
                        let always = || text!("任何情况", "any case");
                        let [was, is] = [&old.when, &section.when].map(|when| when.clone().map_or_else(always, Text::same));
                        let (was_zh, was_en, is_zh, is_en) = (was.zh, was.en, is.zh, is.en);
                        let change =
                            text!("由“{was_zh}”时填写改为“{is_zh}”时填写", "applies when {is_en}, no longer when {was_en}");
                        let effect = text!("应填写的报告变了，见 T112", "other reports must fill it in: see T112");
                        found.push(Category::Verdict, &words::did(&part, &change), effect);
                    }
                }
                None => {
                    let what = words::did(&part, &text!("是新的", "is new"));
                    lacking(self.codes.sections.as_deref(), &what, found);
                }
            }
        }
        for section in self.old.sections.iter().filter(|old| self.new.section(&old.id).is_none()) {
            let what = words::did(&words::section(&section.id), &text!("没有了", "is gone"));
            found.push(Category::Key, &what, unknown_key());
        }
    }

    fn new_table(&self, table: &Table, found: &mut Differences) {
        let reason = self.of_table(&table.id, ChangeKind::Added).map(|change| change.reason.as_str());
        let what = words::because(&words::did(&words::table(&table.id), &text!("是新的", "is new")), reason);
        found.push(Category::Meaning, &what, text!("以前的年度没有可比的数", "earlier years have nothing to compare it with"));
        lacking(self.codes.tables.as_deref(), &what, found);
    }

    fn gone_table(&self, table: &Table, found: &mut Differences) {
        let reason = self.of_table(&table.id, ChangeKind::Dropped).map(|change| change.reason.as_str());
        let what = words::because(&words::did(&words::table(&table.id), &text!("没有了", "is gone")), reason);
        found.push(Category::Key, &what, unknown_key());
        found.push(Category::Meaning, &what, text!("它的数以后没有了", "its figures end with the old form"));
    }

    fn table(&self, old: &Table, new: &Table, found: &mut Differences) {
        let part = words::table(&new.id);
        if old.id != new.id {
            let was = &old.id;
            let what = words::did(&part, &text!("原名“{was}”", "was called “{was}”"));
            found.push(Category::Key, &what, unknown_key());
        }
        labels(&part, &old.labels, &new.labels, found);
        if let Some(change) = self.of_table(&new.id, ChangeKind::Changed) {
            let what = words::because(&words::did(&part, &text!("含义变了", "means something else")), Some(&change.reason));
            found.push(Category::Meaning, &what, text!("前后年度不能比较", "the years do not compare"));
        }
        if old.blank != new.blank {
            let what = words::did(&part, &text!("的空白格另作处理", "takes blank cells otherwise"));
            found.push(
                Category::Verdict,
                &what,
                text!("有空白格的报告，结果可能不同", "reports with blank cells may come out otherwise"),
            );
        }
        for kind in [AxisKind::Rows, AxisKind::Columns] {
            self.axis(old, new, kind, found);
        }
        kinds(old, new, self.codes, found);
    }

    fn axis(&self, old: &Table, new: &Table, kind: AxisKind, found: &mut Differences) {
        let stated = |change: &&Change| {
            let table = if change.kind == ChangeKind::Dropped { &old.id } else { &new.id };
            change.what.table == *table && change.what.line.as_ref().is_some_and(|(axis, _)| *axis == kind)
        };
        let stated = self.changes().iter().filter(stated).collect();
        let axes = Axes { kind, old: old.axis(kind), new: new.axis(kind), stated };
        for (one, two) in axes.same() {
            if let (Some(one), Some(two)) = (axes.old.lines.get(one), axes.new.lines.get(two)) {
                labels(&words::line(&new.id, kind, &two.id), &one.labels, &two.labels, found);
            }
        }
        for group in &axes.new.groups {
            if let Some(old) = axes.old.groups.iter().find(|old| old.id == group.id) {
                labels(&words::line(&new.id, kind, &group.id), &old.labels, &group.labels, found);
            }
        }
        axes.fates().iter().for_each(|fate| of_line(&new.id, &axes, fate, self.codes, found));
        as_lists(&new.id, &axes, found);
    }
}

/// What became of a line, in each category.
fn of_line(table: &str, axes: &Axes<'_>, fate: &Fate, codes: &Codes, found: &mut Differences) {
    let part = |id: &str| words::line(table, axes.kind, id);
    let (was, new) = (fate.old.join("、"), fate.new.as_str());
    let what = match fate.kind {
        ChangeKind::Renamed => words::did(&part(new), &renamed(&was, fate.reason.is_some())),
        ChangeKind::Split => words::did(&part(&was), &split(axes.new, new)),
        ChangeKind::Merged => words::did(&part(new), &text!("由“{was}”合并而来", "was merged from “{was}”")),
        ChangeKind::Added => words::did(&part(new), &text!("是新的", "is new")),
        ChangeKind::Dropped => words::did(&part(&was), &text!("没有了", "is gone")),
        ChangeKind::Changed => words::did(&part(new), &text!("含义变了", "means something else")),
    };
    let what = words::because(&what, fate.reason.as_deref());
    if fate.kind == ChangeKind::Renamed {
        found.renamed.push((last_name(&was), last_name(new)));
        labels(&part(new), &labels_of(axes.old, &was), &labels_of(axes.new, new), found);
    }
    if !matches!(fate.kind, ChangeKind::Added | ChangeKind::Changed) {
        found.push(Category::Key, &what, unknown_key());
    }
    found.push(Category::Meaning, &what, compares(fate));
    if !matches!(fate.kind, ChangeKind::Dropped | ChangeKind::Changed) {
        lacking(codes.lines.as_deref(), &what, found);
    }
}

fn last_name(id: &str) -> String {
    id.rsplit('.').next().unwrap_or_default().to_owned()
}

fn labels_of(axis: &Axis, id: &str) -> Vec<String> {
    axis.line(id).map(|at| axis.line_at(at).labels.clone()).unwrap_or_default()
}

/// What a report that lacks something gets.
fn lacking(code: Option<&str>, what: &Text, found: &mut Differences) {
    if let Some(code) = code {
        found.push(Category::Verdict, what, text!("没有它的报告报 {code}", "reports without it get {code}"));
    }
}

fn renamed(was: &str, sure: bool) -> Text {
    if sure {
        return text!("原名“{was}”", "was called “{was}”");
    }
    text!("可能就是原来的“{was}”（从位置和文字看）", "may be what was called “{was}” (by place and label)")
}

fn split(axis: &Axis, group: &str) -> Text {
    let parts = axis.group(group).map(|group| axis.leaves(group).len()).unwrap_or_default();
    text!("分成了 {parts} 项", "was split into {parts}")
}

fn compares(fate: &Fate) -> Text {
    match (fate.kind, &fate.reason) {
        (ChangeKind::Renamed, Some(_)) => text!("前后年度照常比较", "the years compare as before"),
        (ChangeKind::Renamed, None) => text!(
            "前后年度不比较；确是改名的，在新版的 follows 里写 renamed",
            "the years do not compare; if it was renamed, say so in `follows` of the new edition"
        ),
        (ChangeKind::Split, _) => text!("前后年度只能比较总数", "the years compare as sums only"),
        (ChangeKind::Merged, _) => text!("与以前各项之和比较", "it compares with the sum of what was merged"),
        (ChangeKind::Added, _) => text!("以前的年度没有可比的数", "earlier years have nothing to compare it with"),
        (ChangeKind::Dropped, _) => text!("它的数以后没有了", "its figures end with the old form"),
        (ChangeKind::Changed, _) => text!("前后年度不能比较", "the years do not compare"),
    }
}

fn unknown_key() -> Text {
    text!("写着原来名称的报告文件报 R006", "report files that name it get R006")
}

/// Columns are what report files leave unnamed: a row may be a list of figures.
fn as_lists(table: &str, axes: &Axes<'_>, found: &mut Differences) {
    if axes.kind != AxisKind::Columns {
        return;
    }
    let (was, is) = (axes.old.lines.len(), axes.new.lines.len());
    let part = words::table(table);
    if was != is {
        let what = words::did(&part, &text!("由 {was} 列变为 {is} 列", "has {is} columns instead of {was}"));
        found.push(Category::Key, &what, text!("按列序写成一串数的行报 R006", "rows written as lists get R006"));
    } else if axes.is_reordered() || !axes.fates().is_empty() {
        let what = words::did(&part, &text!("的列次序变了，或换了列", "has its columns in another order, or others"));
        let does = text!(
            "按列序写成一串数的行不报错，却会读进别的列：先改成写列名",
            "rows written as lists are read into other columns without a word: name the columns first"
        );
        found.push(Category::Key, &what, does);
    }
}

/// Spellings that came or went: documents are recognised by them.
fn labels(part: &Text, old: &[String], new: &[String], found: &mut Differences) {
    if let (Some(was), Some(is)) = (old.first(), new.first())
        && was != is
    {
        let what = words::did(part, &text!("的文字由“{was}”改为“{is}”", "prints “{is}” instead of “{was}”"));
        let still = new.contains(was);
        found.push(Category::Label, &what, if still { both_known() } else { only_new_known() });
    }
    for gone in old.iter().skip(1).filter(|label| !new.contains(label)) {
        let what = words::did(part, &text!("不再认得写法“{gone}”", "is no longer known as “{gone}”"));
        found.push(Category::Label, &what, only_new_known());
    }
    for added in new.iter().skip(1).filter(|label| !old.contains(label)) {
        let what = words::did(part, &text!("多认得写法“{added}”", "is also known as “{added}”"));
        found.push(Category::Label, &what, text!("这样写的文件也能认出", "documents that print it are recognised"));
    }
}

fn both_known() -> Text {
    text!("新旧写法都认得", "both spellings are recognised")
}

fn only_new_known() -> Text {
    text!(
        "用旧写法的文件只能按相近的写法认，或者认不出；要都认得，加 also",
        "documents with the old spelling are recognised by resemblance, or not at all; `also` keeps it known"
    )
}

/// Units and signs of the cells that both have.
fn kinds(old: &Table, new: &Table, codes: &Codes, found: &mut Differences) {
    for (row, line) in new.rows.lines.iter().enumerate() {
        for (column, other) in new.columns.lines.iter().enumerate() {
            let was = old
                .rows
                .line(&line.id)
                .zip(old.columns.line(&other.id))
                .and_then(|(row, column)| old.kind(old.cell(row, column)));
            let (Some(was), Some(is)) = (was, new.kind(new.cell(row, column))) else { continue };
            let part = words::line(&new.id, AxisKind::Columns, &other.id);
            if (was.measure, &was.unit) != (is.measure, &is.unit) {
                let (one, two) = (&was.unit, &is.unit);
                let what = words::did(&part, &text!("的单位由{one}改为{two}", "counts in {two} instead of {one}"));
                found.push(Category::Meaning, &what, text!("前后年度不能比较", "the years do not compare"));
            }
            if was.asked != is.asked {
                let what = words::did(&part, &text!("的填写要求变了", "is asked for something else"));
                found.push(Category::Verdict, &what, text!("见 T110、T111、T105", "see T110, T111 and T105"));
            }
            if let Some(code) = codes.kinds.as_deref().filter(|_| was.signed && !is.signed) {
                let what = words::did(&part, &text!("不再允许负数", "may no longer be below 0"));
                found.push(Category::Verdict, &what, text!("有负数的报告报 {code}", "reports with a figure below 0 get {code}"));
            }
        }
    }
}
