//! What an edition says of the one before it: names looked up in both editions, and what no line speaks of pointed out.

use super::{
    In,
    names::{nearest, suggest},
    reporter::Reporter,
    scope::{axis_words, joined, other},
    unknown::line_labelled,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    source::{Source, Span},
    syntax::ast,
    template::{AxisKind, Change, ChangeKind, ChangedPart, Edition, EditionId, Follows, Template},
    text,
};
use std::{borrow::Cow, sync::Arc};

/// The clause as plain data; its names are looked up by [`check`], when all editions are known.
pub(super) fn read(node: &ast::Edition, source: &Arc<Source>, reporter: &mut Reporter) -> Option<Follows> {
    if let Some(second) = node.follows.get(1) {
        let message = text!("follows 写了两次", "`follows` stands twice");
        let label = text!("只留一个", "keep one of them");
        reporter.push(Diagnostic::new(Code::PartTwice, source, second.span, message, label));
    }
    let clause = node.follows.first()?;
    let changes = clause.changes.iter().map(change).collect();
    Some(Follows { edition: clause.edition.node.clone(), changes })
}

fn change(node: &ast::Change) -> Change {
    let line = node.what.line.as_ref().map(|(axis, path)| (*axis, joined(path).into_owned()));
    Change {
        kind: node.kind,
        what: ChangedPart { table: node.what.table.node.clone(), line },
        from: node.from.iter().map(|path| joined(path).into_owned()).collect(),
        reason: node.reason.node.clone(),
    }
}

/// Looks up every name of every `follows`, the editions being in order.
pub(super) fn check(template: &Template, items: &[&In<'_, ast::Edition>], reporter: &mut Reporter) {
    for (at, item) in items.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| template.editions.get(before));
        let Some(clause) = item.node.follows.first() else {
            let is_sound = !reporter.has_error();
            let before = before.filter(|_| is_sound);
            reporter.push_all(before.and_then(|older| no_follows(item, older, template, EditionId::new(at))));
            continue;
        };
        let (Some(older), Some(newer)) = (before.filter(|older| older.name == clause.edition.node), template.editions.get(at))
        else {
            reporter.push(not_before(item, clause, before));
            continue;
        };
        let mut sides = Sides { source: item.source, newer, older, reporter };
        let is_sound = clause.changes.iter().map(|change| sides.change(change)).filter(|sound| !sound).count() == 0;
        if is_sound {
            sides.unexplained(template, EditionId::new(at), clause);
        }
    }
}

/// An edition that says nothing of the one before it, with tables in both and lines in one of them alone.
fn no_follows(item: &In<'_, ast::Edition>, older: &Edition, template: &Template, at: EditionId) -> Option<Diagnostic> {
    let newer = template.editions.get(at.index())?;
    let (gone, new) = template.counterparts(at, at.before()?)?.unexplained();
    let is_alike = newer.tables.iter().any(|table| older.table_with_id(&table.id).is_some());
    let (own, before, count) = (&newer.name, &older.name, gone.len() + new.len());
    let message = text!(
        "{own} 年版没有写 follows，与 {before} 年版的 {count} 处不同没有说明",
        "the edition {own} has no `follows`: it differs from {before} in {count} places"
    );
    let label = text!("这里没有说它接着哪一版", "it does not say which edition it follows");
    let wrong = Diagnostic::new(Code::Unexplained, item.source, item.node.edition.span, message, label);
    let help = text!("加一段：follows {before} {{ … }}", "add a part: follows {before} {{ … }}");
    (is_alike && count > 0).then(|| wrong.help(help))
}

fn not_before(item: &In<'_, ast::Edition>, clause: &ast::Follows, before: Option<&Edition>) -> Diagnostic {
    let (own, named) = (&item.node.edition.node, &clause.edition.node);
    let message = text!("{own} 年版的前一版不是“{named}”", "the edition before {own} is not “{named}”");
    let label = text!("这里写前一版", "the edition before belongs here");
    let diagnostic = Diagnostic::new(Code::NotTheEditionBefore, item.source, clause.edition.span, message, label);
    match before.map(|edition| &edition.name) {
        Some(name) => diagnostic.write(format!("follows {name}")),
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
        if let Some(wrong) = self.turned_round(node).or_else(|| self.untrue(node)).or_else(|| self.still_there(node)) {
            self.reporter.push(wrong);
            return false;
        }
        let side = if node.kind == ChangeKind::Dropped { self.older } else { self.newer };
        let (least, most) = match node.kind {
            ChangeKind::Renamed => (1, 1),
            ChangeKind::Split => (0, 1),
            ChangeKind::Merged => (2, usize::MAX),
            ChangeKind::Added | ChangeKind::Dropped | ChangeKind::Changed => (0, 0),
        };
        if !(least..=most).contains(&node.from.len()) {
            self.reporter.push(
                Diagnostic::new(
                    Code::FromCount,
                    self.source,
                    node.span,
                    text!("from 的个数不对", "`from` does not fit"),
                    wanted(node.kind),
                )
                .help(self.example(node)),
            );
            return false;
        }
        if let Some(wrong) = self.split_of_the_old(node) {
            self.reporter.push(wrong);
            return false;
        }
        let known = self.part(side, &node.what.table, node.what.line.as_ref().map(|(axis, path)| (*axis, path)));
        known && node.from.iter().all(|from| self.from(node, from)) && self.was_one_line(node)
    }

    /// The line as it should be, with the names before where they can be told.
    fn example(&self, node: &ast::Change) -> Text {
        let table = &node.what.table.node;
        let what = match &node.what.line {
            None => format!("table {table}"),
            Some((axis, path)) => format!("{} {} of {table}", axis_words(*axis).1, joined(path)),
        };
        let (word, reason) = (node.kind.word(), &node.reason.node);
        let written: Vec<_> = node.from.iter().map(joined).collect();
        let gone = self.gone(node);
        match node.kind {
            ChangeKind::Renamed if written.len() > 1 => {
                let (all, first) = (written.join(", "), written.first().cloned().unwrap_or_default());
                text!(
                    "几项并成一项的，写 merged {what} from {all} \"{reason}\"；只是改了名称的，写 {word} {what} from {first} \"{reason}\"",
                    "several that became one are written merged {what} from {all} \"{reason}\"; one that was renamed, {word} {what} from {first} \"{reason}\""
                )
            }
            ChangeKind::Renamed | ChangeKind::Split => {
                let (zh, en) = gone.map_or(("旧名称".to_owned(), "OLD".to_owned()), |gone| (gone.clone(), gone));
                text!("写成 {word} {what} from {zh} \"{reason}\"", "write {word} {what} from {en} \"{reason}\"")
            }
            ChangeKind::Merged => {
                text!("写成 {word} {what} from 旧名称, 旧名称 \"{reason}\"", "write {word} {what} from OLD, OLD \"{reason}\"")
            }
            _ => text!("写成 {word} {what} \"{reason}\"", "write {word} {what} \"{reason}\""),
        }
    }

    /// The one line of a table that only the older edition has and no line speaks of, or the one that is called almost alike.
    fn gone(&self, node: &ast::Change) -> Option<String> {
        let (axis, path) = node.what.line.as_ref()?;
        let table = &node.what.table.node;
        let (old, new) = (self.older.table_with_id(&self.older_name(table))?, self.newer.table_with_id(table)?);
        let changes: Vec<&Change> = self.newer.follows.iter().flat_map(|follows| &follows.changes).collect();
        let is_told = |id: &str| {
            changes.iter().filter(|change| change.what.table == *table).any(|change| {
                let is_dropped =
                    change.kind == ChangeKind::Dropped && change.what.line.as_ref().is_some_and(|(_, own)| own == id);
                is_dropped || change.from.iter().any(|from| from == id)
            })
        };
        let lines = old.axis(*axis).lines.iter().map(|line| line.id.as_str());
        let gone: Vec<&str> = lines.filter(|id| new.axis(*axis).find(id).is_none() && !is_told(id)).collect();
        match gone.as_slice() {
            [only] => Some((*only).to_owned()),
            all => nearest(&joined(path), all.iter().copied()).map(str::to_owned),
        }
    }

    /// `renamed column 废止 of 文件 from 废止失效`: the old name before the new one.
    fn turned_round(&self, node: &ast::Change) -> Option<Diagnostic> {
        let [from] = node.from.as_slice() else { return None };
        let line = node.what.line.as_ref();
        let (new, old) = (line.map_or(Cow::Borrowed(node.what.table.node.as_str()), |(_, path)| joined(path)), joined(from));
        let has = |side: &Edition, name: &str| match line {
            None => side.table(name).is_some(),
            Some((axis, _)) => {
                let tables = [node.what.table.node.clone(), self.older_name(&node.what.table.node)];
                let tables = tables.iter().filter_map(|table| side.table_with_id(table));
                tables.into_iter().any(|table| table.axis(*axis).find(name).is_some())
            }
        };
        if has(self.newer, &new) || has(self.older, &old) || !has(self.older, &new) || !has(self.newer, &old) {
            return None;
        }
        let (older, newer, word, table) = (&self.older.name, &self.newer.name, node.kind.word(), &node.what.table.node);
        let message = text!("新旧名称写反了", "the old and the new name are the wrong way round");
        let span = line.map_or(node.what.table.span, |(_, path)| path.span);
        let label = text!("这是 {older} 年版的名称", "this is the name in {older}");
        let fixed = match line {
            None => format!("{word} table {old} from {new}"),
            Some((axis, _)) => format!("{word} {} {old} of {table} from {new}", axis_words(*axis).1),
        };
        let wrong = Diagnostic::new(Code::ChangeTurnedRound, self.source, span, message, label);
        let wrong = wrong.also(self.source, from.span, text!("这是 {newer} 年版的名称", "this is the name in {newer}"));
        Some(
            wrong
                .help(text!(
                    "先写新名称，from 后面写旧名称：{fixed} …",
                    "the new name comes first, the old one behind `from`: {fixed} …"
                ))
                .instead(fixed),
        )
    }

    /// `dropped` of what is still there, `added` of what was there before.
    fn untrue(&self, node: &ast::Change) -> Option<Diagnostic> {
        let table = &node.what.table.node;
        let has = |side: &Edition, name: &str| {
            let table = side.table_with_id(name);
            table.is_some_and(|table| match &node.what.line {
                None => true,
                Some((axis, path)) => table.axis(*axis).find(&joined(path)).is_some(),
            })
        };
        let (old, new) = (has(self.older, &self.older_name(table)), has(self.newer, table));
        let (older, newer) = (&self.older.name, &self.newer.name);
        let name = node.what.line.as_ref().map_or(Cow::Borrowed(table.as_str()), |(_, path)| joined(path));
        let span = node.what.line.as_ref().map_or(node.what.table.span, |(_, path)| path.span);
        // A name that was given to something else is not there any more, or was not there before, for all that it is found.
        let changes = self.newer.follows.iter().flat_map(|follows| &follows.changes);
        let mut moved = changes.filter(|change| change.kind != ChangeKind::Added && change.kind != ChangeKind::Dropped);
        let touched = moved.any(|change| {
            let id = change.what.line.as_ref().map_or(&change.what.table, |(_, id)| id);
            *id == name || change.from.iter().any(|from| *from == name)
        });
        let line = node.what.line.as_ref();
        let what = line.map_or_else(|| format!("table {name}"), |(axis, _)| format!("{} {name} of {table}", axis_words(*axis).1));
        let (message, label, help, word) = match node.kind {
            _ if touched => return None,
            ChangeKind::Dropped if old && new => (
                text!(
                    "“{name}”写了 dropped，{newer} 年版里却还有",
                    "“{name}” is said to be dropped, but is still in the edition {newer}"
                ),
                text!("没有删去", "not dropped"),
                text!("删去这一行；含义变了写 changed", "remove this line; if its meaning changed, write `changed`"),
                "changed",
            ),
            ChangeKind::Added if old && new => (
                text!(
                    "“{name}”写了 added，{older} 年版里已经有了",
                    "“{name}” is said to be added, but was in the edition {older} already"
                ),
                text!("不是新增的", "not new"),
                text!("删去这一行；含义变了写 changed", "remove this line; if its meaning changed, write `changed`"),
                "changed",
            ),
            ChangeKind::Dropped if !old && new => (
                text!("“{name}”是 {newer} 年版新有的，不是删去的", "“{name}” is new in the edition {newer}, not dropped"),
                text!("dropped 写旧版有、新版没有的", "`dropped` is for what only the older edition has"),
                text!("改成 added", "write `added`"),
                "added",
            ),
            ChangeKind::Added if old && !new => (
                text!(
                    "“{name}”是 {older} 年版有、{newer} 年版没有的，不是新增的",
                    "“{name}” was in the edition {older} and is not in {newer}: it is not new"
                ),
                text!("added 写新版有、旧版没有的", "`added` is for what only the newer edition has"),
                text!("改成 dropped", "write `dropped`"),
                "dropped",
            ),
            _ => return None,
        };
        let wrong = Diagnostic::new(Code::ChangeUntrue, self.source, span, message, label);
        Some(wrong.help(help).instead(format!("{word} {what}")))
    }

    /// `renamed` from a name that the newer edition has as well, and for nothing else.
    fn still_there(&self, node: &ast::Change) -> Option<Diagnostic> {
        let (ChangeKind::Renamed, [from]) = (node.kind, node.from.as_slice()) else { return None };
        let (table, was) = (&node.what.table.node, joined(from));
        let is_there = match &node.what.line {
            None => self.newer.table_with_id(&was).is_some(),
            Some((axis, _)) => self.newer.table_with_id(table).is_some_and(|table| table.axis(*axis).line(&was).is_some()),
        };
        let mut changes = self.newer.follows.iter().flat_map(|follows| &follows.changes);
        let is_new = changes.any(|change| match (&change.what.line, &node.what.line) {
            (None, None) => change.what.table == was,
            (Some((one, id)), Some((other, _))) => one == other && change.what.table == *table && *id == was,
            _ => false,
        });
        if !is_there || is_new {
            return None;
        }
        let newer = &self.newer.name;
        let message =
            text!("“{was}”在 {newer} 年版里还在，不是改了名称", "“{was}” is still in the edition {newer}: it was not renamed");
        let what = match &node.what.line {
            None => format!("table {table}"),
            Some((axis, path)) => format!("{} {} of {table}", axis_words(*axis).1, joined(path)),
        };
        let reason = &node.reason.node;
        let wrong = Diagnostic::new(Code::ChangeUntrue, self.source, from.span, message, text!("还在", "still there"));
        Some(wrong.help(text!(
            "新增的写 added {what} \"新增\"；由一项分成几项的写 split",
            "what is new is written added {what} \"{reason}\"; what was one and is now several, split"
        )))
    }

    /// `split column 法人.商业企业 of 申请`: the name before, where the group that it became belongs.
    fn split_of_the_old(&self, node: &ast::Change) -> Option<Diagnostic> {
        let (ChangeKind::Split, [], Some((axis, path))) = (node.kind, node.from.as_slice(), &node.what.line) else { return None };
        let (table, was) = (&node.what.table.node, joined(path));
        let old = self.older.table_with_id(&self.older_name(table))?.axis(*axis);
        let new = self.newer.table_with_id(table)?.axis(*axis);
        if old.line(&was).is_none() || new.find(&was).is_some() {
            return None;
        }
        let told = |id: &str| {
            let mut changes = self.newer.follows.iter().flat_map(|follows| &follows.changes);
            changes
                .any(|change| change.what.line.as_ref().is_some_and(|(_, own)| own == id || own.starts_with(&format!("{id}."))))
        };
        let groups = new.groups.iter().map(|group| group.id.as_str());
        let mut groups = groups.filter(|id| old.find(id).is_none() && !told(id));
        let group = groups.next().filter(|_| groups.next().is_none()).unwrap_or("新名称");
        let (word, reason, newer) = (axis_words(*axis).1, &node.reason.node, &self.newer.name);
        let message = text!(
            "“{was}”是旧名称，split 后面先写 {newer} 年版的那一组",
            "“{was}” is the name before; the group that it became comes first"
        );
        let label = text!("旧名称写在 from 后面", "the name before stands behind `from`");
        let line = format!("split {word} {group} of {table} from {was} \"{reason}\"");
        Some(
            Diagnostic::new(Code::NotInEdition, self.source, path.span, message, label)
                .help(text!("写成 {line}", "write {line}")),
        )
    }

    /// What is split was one line before.
    fn was_one_line(&mut self, node: &ast::Change) -> bool {
        let (ChangeKind::Split, Some((axis, path))) = (node.kind, &node.what.line) else { return true };
        let name = node.from.first().map_or_else(|| joined(path), joined);
        let table = self.older.table_with_id(&self.older_name(&node.what.table.node));
        let was_line = table.is_none_or(|table| table.axis(*axis).line(&name).is_some());
        if !was_line {
            let edition = &self.older.name;
            let message = text!(
                "{edition} 年版的“{name}”不是一行或一列，说不上拆分",
                "“{name}” is no single line of the edition {edition}"
            );
            let label = text!("split 只用于原来的一行或一列", "`split` is for what was one row or column");
            self.reporter.push(Diagnostic::new(Code::SplitOfNoLine, self.source, path.span, message, label));
        }
        was_line
    }

    /// What something was called before: a table, or a line of the table as it was called then.
    fn from(&mut self, node: &ast::Change, from: &ast::Path) -> bool {
        let name = joined(from);
        let Some((axis, _)) = &node.what.line else {
            return self.older.table(&name).is_some() || self.unknown(self.older, from.span, &name, tables(self.older));
        };
        let template = self.older.table_with_id(&self.older_name(&node.what.table.node));
        let Some(table) = template else { return true };
        let lines = table.axis(*axis);
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
        let Some(found) = side.table_with_id(&table.node) else {
            return self.unknown(side, table.span, &table.node, tables(side));
        };
        let Some((axis, path)) = line else { return true };
        let name = joined(path);
        if found.axis(axis).find(&name).is_some() {
            return true;
        }
        if found.axis(other(axis)).find(&name).is_some() {
            let ((zh, en), (own_zh, own)) = (axis_words(other(axis)), axis_words(axis));
            let message = text!("“{name}”是一{zh}，不是一{own_zh}", "“{name}” is a {en}, not a {own}");
            let wrong =
                Diagnostic::new(Code::OtherAxis, self.source, path.span, message, text!("前面写 {en}", "write {en} before it"));
            let id = &table.node;
            self.reporter.push(wrong.write(format!("{en} {name} of {id}")));
            return false;
        }
        self.unknown(side, path.span, &name, ids(found.axis(axis)))
    }

    fn unknown(&mut self, side: &Edition, span: Span, name: &str, known: Vec<&str>) -> bool {
        let edition = &side.name;
        let axes = side.tables.iter().flat_map(|table| [&table.rows, &table.columns]);
        let mut labelled = axes.filter_map(|axis| line_labelled(axis, name)).filter(|id| known.contains(id));
        if let Some(id) = labelled.next().filter(|id| !id.ends_with(&format!(".{name}"))) {
            let message = text!("这里写名称，不写表上的文字“{name}”", "a name stands here, not the printed label “{name}”");
            let wrong =
                Diagnostic::new(Code::LabelForName, self.source, span, message, text!("它的名称是 {id}", "its name is {id}"));
            self.reporter.push(wrong.write(id));
            return false;
        }
        let message = text!("{edition} 年版没有“{name}”", "the edition {edition} has no “{name}”");
        let label = text!("不认识的名称", "unknown name");
        let diagnostic = Diagnostic::new(Code::NotInEdition, self.source, span, message, label);
        self.reporter.push(suggest(diagnostic, name, known));
        false
    }

    /// A line is gone and another has almost its name.
    fn renamed_or_misspelt(&self, gone: &ChangedPart, is: &ChangedPart, span: Span) -> Diagnostic {
        let id = |part: &ChangedPart| part.line.as_ref().map(|(_, id)| id.clone()).unwrap_or_default();
        let (was, now, line) = (id(gone), id(is), written(is));
        let (older, newer, table) = (&self.older.name, &self.newer.name, &is.table);
        let message = text!(
            "表“{table}”：{older} 年版的“{was}”没有了，{newer} 年版有相近的“{now}”",
            "“{table}”: “{was}” of {older} is gone, and {newer} has “{now}”, which is near it"
        );
        let label = text!("follows 没有说到", "`follows` says nothing of it");
        Diagnostic::new(Code::Unexplained, self.source, span, message, label).help(text!(
            "“{now}”如果写错了，改成 {was}；如果改了名称，加一行：renamed {line} from {was} \"原因\"",
            "if “{now}” is a slip, write {was}; if the name was changed, add a line: renamed {line} from {was} \"why\""
        ))
    }

    /// The beginning of the clause, from its edition to its brace, with a line that tells of the change.
    fn with_a_line(&self, edition: Span, word: &str, line: &str) -> Option<String> {
        let rest = self.source.line_span(self.source.line_index(edition.start));
        let (before, _) = self.source.slice(Span { start: edition.start, ..rest }).split_once('{')?;
        let indent: String = self.source.slice(rest).chars().take_while(|c| c.is_whitespace()).collect();
        let why = if word == "added" { "新增" } else { "不再填写" };
        Some(format!("{before}{{\n{indent}  {word} {line} \"{why}\""))
    }

    /// What vanished or appeared without a word: the years would be compared, or not, by chance.
    fn unexplained(&mut self, template: &Template, at: EditionId, clause: &ast::Follows) {
        let Some(both) = at.before().and_then(|before| template.counterparts(at, before)) else { return };
        let (gone, mut new) = both.unexplained();
        let (near, gone): (Vec<_>, Vec<_>) = gone.into_iter().partition(|gone| nearest_line(gone, &new).is_some());
        for gone in near {
            if let Some(at) = nearest_line(&gone, &new) {
                let is = new.remove(at);
                let found = self.renamed_or_misspelt(&gone, &is, clause.edition.span);
                self.reporter.push(found);
            }
        }
        // What an edition lacks for a mistake in it is not dropped, and is said where the mistake is.
        if self.reporter.has_error() {
            return;
        }
        let (older, newer) = (&self.older.name, &self.newer.name);
        let gone =
            gone.iter().map(|part| (part, "dropped", text!("{older} 年版有，{newer} 年版没有", "in {older}, not in {newer}")));
        let new = new.iter().map(|part| (part, "added", text!("{newer} 年版有，{older} 年版没有", "in {newer}, not in {older}")));
        let found: Vec<Diagnostic> = gone
            .chain(new)
            .map(|(part, word, label)| {
                let (name, line) = (shown(part), written(part));
                let wrong = Diagnostic::new(
                    Code::Unexplained,
                    self.source,
                    clause.edition.span,
                    text!("follows 没有说到：{{0}}", "`follows` says nothing of {{0}}").filled(&name, &Text::default()),
                    label,
                )
                .help(text!(
                    "加一行，例如：{word} {line} \"原因\"；或 renamed、split、merged … from …",
                    "add a line such as: {word} {line} \"why\"; or renamed, split, merged … from …"
                ));
                Diagnostic { instead: self.with_a_line(clause.edition.span, word, &line), ..wrong }
            })
            .collect();
        found.into_iter().for_each(|found| self.reporter.push(found));
    }
}

/// The new line of the same axis that is called almost as one that is gone.
fn nearest_line(gone: &ChangedPart, new: &[ChangedPart]) -> Option<usize> {
    let (axis, id) = gone.line.as_ref()?;
    let beside = |part: &ChangedPart| part.table == gone.table && part.line.as_ref().is_some_and(|(other, _)| other == axis);
    let lines = new.iter().filter(|part| beside(part)).filter_map(|part| part.line.as_ref()).map(|(_, id)| id.as_str());
    let near = nearest(id, lines)?;
    new.iter().position(|part| beside(part) && part.line.as_ref().is_some_and(|(_, id)| id == near))
}

fn wanted(kind: ChangeKind) -> Text {
    match kind {
        ChangeKind::Renamed => text!("renamed 后面写 from 原来的名称", "`renamed` takes from and the name it had"),
        ChangeKind::Split => text!("split 后面最多写一个 from", "`split` takes one `from` at most"),
        ChangeKind::Merged => {
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
