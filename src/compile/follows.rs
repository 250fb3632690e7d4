//! What an edition says of the one before it: names looked up in both editions, and what no line speaks of pointed out.

use super::{In, names::suggestion, reporter::Reporter, scope::joined};
use crate::{
    diagnostic::Diagnostic,
    lang::Text,
    source::{Source, Span},
    syntax::ast::{self, Each},
    template::{AxisKind, Change, ChangeKind, ChangedPart, Edition, Follows, Template},
    text,
};
use std::sync::Arc;

/// The clause as plain data; its names are looked up by [`check`], when all editions are known.
pub(super) fn read(node: &ast::Edition, source: &Arc<Source>, reporter: &mut Reporter) -> Option<Follows> {
    if let Some(second) = node.follows.get(1) {
        reporter.push(Diagnostic::error(
            source,
            second.span,
            text!("follows 写了两次", "`follows` stands twice"),
            text!("只留一个", "keep one of them"),
        ));
    }
    let clause = node.follows.first()?;
    let changes = clause.changes.iter().map(change).collect();
    Some(Follows { edition: clause.edition.node.clone(), changes })
}

fn change(node: &ast::Change) -> Change {
    let line = node.what.line.as_ref().map(|(each, path)| (axis(*each), joined(path)));
    Change {
        kind: match node.kind {
            ast::ChangeKind::Renamed => ChangeKind::Renamed,
            ast::ChangeKind::Split => ChangeKind::Split,
            ast::ChangeKind::Merged => ChangeKind::Merged,
            ast::ChangeKind::Added => ChangeKind::Added,
            ast::ChangeKind::Dropped => ChangeKind::Dropped,
            ast::ChangeKind::Changed => ChangeKind::Changed,
        },
        what: ChangedPart { table: node.what.table.node.clone(), line },
        from: node.from.iter().map(joined).collect(),
        reason: node.reason.node.clone(),
    }
}

fn axis(each: Each) -> AxisKind {
    if each == Each::Column { AxisKind::Columns } else { AxisKind::Rows }
}

/// Looks up every name of every `follows`, the editions being in order.
pub(super) fn check(template: &Template, items: &[&In<'_, ast::Edition>], reporter: &mut Reporter) {
    for (at, item) in items.iter().enumerate() {
        let Some(clause) = item.node.follows.first() else { continue };
        let before = at.checked_sub(1).and_then(|before| template.editions.get(before));
        let (Some(older), Some(newer)) = (before.filter(|older| older.name == clause.edition.node), template.editions.get(at))
        else {
            reporter.push(not_before(item, clause, before));
            continue;
        };
        let mut sides = Sides { source: item.source, newer, older, reporter };
        let is_sound = clause.changes.iter().map(|change| sides.change(change)).filter(|sound| !sound).count() == 0;
        if is_sound {
            sides.unexplained(template, at, clause);
        }
    }
}

fn not_before(item: &In<'_, ast::Edition>, clause: &ast::Follows, before: Option<&Edition>) -> Diagnostic {
    let (own, named) = (&item.node.edition.node, &clause.edition.node);
    let diagnostic = Diagnostic::error(
        item.source,
        clause.edition.span,
        text!("{own} 年版的前一版不是“{named}”", "the edition before {own} is not “{named}”"),
        text!("这里写前一版", "the edition before belongs here"),
    );
    match before.map(|edition| &edition.name) {
        Some(name) => diagnostic.help(text!("写 follows {name}", "write follows {name}")),
        None => diagnostic.help(text!("没有更早的一版：删去 follows", "there is no earlier edition: remove `follows`")),
    }
}

/// The two editions that a clause speaks of.
struct Sides<'a> {
    source: &'a Arc<Source>,
    newer: &'a Edition,
    older: &'a Edition,
    reporter: &'a mut Reporter,
}

impl Sides<'_> {
    /// Whether every name of a change is known, and `from` stands where it belongs.
    fn change(&mut self, node: &ast::Change) -> bool {
        let side = if node.kind == ast::ChangeKind::Dropped { self.older } else { self.newer };
        let (least, most) = match node.kind {
            ast::ChangeKind::Renamed => (1, 1),
            ast::ChangeKind::Split => (0, 1),
            ast::ChangeKind::Merged => (2, usize::MAX),
            ast::ChangeKind::Added | ast::ChangeKind::Dropped | ast::ChangeKind::Changed => (0, 0),
        };
        if !(least..=most).contains(&node.from.len()) {
            self.reporter.push(Diagnostic::error(
                self.source,
                node.span,
                text!("from 的个数不对", "`from` does not fit"),
                wanted(node.kind),
            ));
            return false;
        }
        let known = self.part(side, &node.what.table, node.what.line.as_ref().map(|(each, path)| (axis(*each), path)));
        known && node.from.iter().all(|from| self.from(node, from)) && self.was_one_line(node)
    }

    /// What is split was one line before.
    fn was_one_line(&mut self, node: &ast::Change) -> bool {
        let (ast::ChangeKind::Split, Some((each, path))) = (node.kind, &node.what.line) else { return true };
        let name = node.from.first().map_or_else(|| joined(path), joined);
        let table = self.older.table(&self.older_name(&node.what.table.node)).and_then(|at| self.older.tables.get(at));
        let was_line = table.is_none_or(|table| table.axis(axis(*each)).line(&name).is_some());
        if !was_line {
            let edition = &self.older.name;
            self.reporter.push(Diagnostic::error(
                self.source,
                path.span,
                text!(
                    "{edition} 年版的“{name}”不是一行或一列，说不上拆分",
                    "“{name}” is no single line of the edition {edition}"
                ),
                text!("split 只用于原来的一行或一列", "`split` is for what was one row or column"),
            ));
        }
        was_line
    }

    /// What something was called before: a table, or a line of the table as it was called then.
    fn from(&mut self, node: &ast::Change, from: &ast::Path) -> bool {
        let name = joined(from);
        let Some((each, _)) = &node.what.line else {
            return self.older.table(&name).is_some() || self.unknown(self.older, from.span, &name, tables(self.older));
        };
        let template = self.older.table(&self.older_name(&node.what.table.node)).and_then(|at| self.older.tables.get(at));
        let Some(table) = template else { return true };
        let lines = table.axis(axis(*each));
        lines.find(&name).is_some() || self.unknown(self.older, from.span, &name, ids(lines))
    }

    /// What a table of this edition was called in the one before.
    fn older_name(&self, table: &str) -> String {
        let follows = self.newer.follows.iter().flat_map(|follows| &follows.changes);
        let mut renamed = follows.filter(|change| change.kind == ChangeKind::Renamed && change.what.line.is_none());
        let found = renamed.find(|change| change.what.table == table).and_then(|change| change.from.first().cloned());
        found.unwrap_or_else(|| table.to_owned())
    }

    fn part(&mut self, side: &Edition, table: &ast::Name, line: Option<(AxisKind, &ast::Path)>) -> bool {
        let Some(found) = side.table(&table.node).and_then(|at| side.tables.get(at)) else {
            return self.unknown(side, table.span, &table.node, tables(side));
        };
        let Some((axis, path)) = line else { return true };
        let name = joined(path);
        found.axis(axis).find(&name).is_some() || self.unknown(side, path.span, &name, ids(found.axis(axis)))
    }

    fn unknown(&mut self, side: &Edition, span: Span, name: &str, known: Vec<&str>) -> bool {
        let edition = &side.name;
        let diagnostic = Diagnostic::error(
            self.source,
            span,
            text!("{edition} 年版没有“{name}”", "the edition {edition} has no “{name}”"),
            text!("不认识的名称", "unknown name"),
        );
        self.reporter.push(match suggestion(name, known) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
        false
    }

    /// What vanished or appeared without a word: the years would be compared, or not, by chance.
    fn unexplained(&mut self, template: &Template, at: usize, clause: &ast::Follows) {
        let Some(both) = at.checked_sub(1).and_then(|before| template.counterparts(at, before)) else { return };
        let (gone, new) = both.unexplained();
        let (older, newer) = (&self.older.name, &self.newer.name);
        let gone =
            gone.iter().map(|part| (part, "dropped", text!("{older} 年版有，{newer} 年版没有", "in {older}, not in {newer}")));
        let new = new.iter().map(|part| (part, "added", text!("{newer} 年版有，{older} 年版没有", "in {newer}, not in {older}")));
        let found: Vec<Diagnostic> = gone
            .chain(new)
            .map(|(part, word, label)| {
                let (name, line) = (shown(part), written(part));
                Diagnostic::warning(
                    self.source,
                    clause.edition.span,
                    text!("follows 没有说到：{{0}}", "`follows` says nothing of {{0}}").filled(&name, &Text::default()),
                    label,
                )
                .help(text!(
                    "加一行，例如：{word} {line} \"原因\"；或 renamed、split、merged … from …",
                    "add a line such as: {word} {line} \"why\"; or renamed, split, merged … from …"
                ))
            })
            .collect();
        found.into_iter().for_each(|found| self.reporter.push(found));
    }
}

fn wanted(kind: ast::ChangeKind) -> Text {
    match kind {
        ast::ChangeKind::Renamed => text!("renamed 后面写 from 原来的名称", "`renamed` takes from and the name it had"),
        ast::ChangeKind::Split => text!("split 后面最多写一个 from", "`split` takes one `from` at most"),
        ast::ChangeKind::Merged => {
            text!("merged 后面写 from 和原来的各个名称，用逗号分开", "`merged` takes from and the names, with commas between")
        }
        _ => text!("这里不写 from", "no `from` belongs here"),
    }
}

fn tables(edition: &Edition) -> Vec<&str> {
    edition.tables.iter().map(|table| table.id.as_str()).collect()
}

fn ids(axis: &crate::template::Axis) -> Vec<&str> {
    axis.lines.iter().map(|line| line.id.as_str()).chain(axis.groups.iter().map(|group| group.id.as_str())).collect()
}

/// A part as people call it.
fn shown(part: &ChangedPart) -> Text {
    let table = &part.table;
    match &part.line {
        None => text!("表“{table}”", "the table “{table}”"),
        Some((AxisKind::Rows, id)) => text!("表“{table}”的行“{id}”", "the row “{id}” of “{table}”"),
        Some((AxisKind::Columns, id)) => text!("表“{table}”的列“{id}”", "the column “{id}” of “{table}”"),
    }
}

/// A part as the language writes it.
fn written(part: &ChangedPart) -> String {
    match &part.line {
        None => format!("table {}", part.table),
        Some((AxisKind::Rows, id)) => format!("row {id} of {}", part.table),
        Some((AxisKind::Columns, id)) => format!("column {id} of {}", part.table),
    }
}
