//! Trees of a folder in, every name out with the places that declare it and those that use it: what an editor asks for. Needs no
//! rule set: what does not parse or compile yet does not keep the rest from being found. A use of a name that nothing declares is
//! not listed.

mod declared;
mod expression;
mod message;
mod rule;

use crate::{
    source::{Source, Span},
    syntax::ast::{self, Item},
    template::AxisKind,
};
use declared::Declarations;
use std::sync::Arc;

/// What a name stands for. Rows and columns of one id are one thing in all editions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Symbol {
    /// An edition, by its name.
    Edition(String),
    Section(String),
    Table(String),
    /// A row, a column or a group of them, by its full id.
    Line {
        table: String,
        axis: AxisKind,
        /// `法人.其他`
        id: String,
    },
    Fact(String),
    Param(String),
    Topic(String),
    /// What happens to a topic.
    Event {
        topic: String,
        name: String,
    },
    /// A rule, by its code.
    Rule(String),
}

impl Symbol {
    /// The last part of its name: what is written where it is declared.
    pub fn name(&self) -> &str {
        match self {
            Symbol::Line { id, .. } => id.rsplit('.').next().unwrap_or(id),
            Symbol::Event { name, .. } => name,
            Symbol::Edition(name)
            | Symbol::Section(name)
            | Symbol::Table(name)
            | Symbol::Fact(name)
            | Symbol::Param(name)
            | Symbol::Topic(name)
            | Symbol::Rule(name) => name,
        }
    }
}

impl ast::OpenRows {
    /// All rows that a reporter adds to a table, by their one name.
    fn symbol(&self, table: &str) -> Symbol {
        Symbol::Line { table: table.to_owned(), axis: AxisKind::Rows, id: self.name.node.clone() }
    }
}

/// What a declared name is beside its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What is declared.
    pub symbol: Symbol,
    /// The printed label; the name of a rule; else empty.
    pub label: String,
    /// For rows and columns: what they are.
    pub role: LineRole,
}

/// What a row or column is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineRole {
    /// One of figures, or no row or column at all.
    #[default]
    Line,
    /// The sum of others.
    Total,
    /// A group of others.
    Group,
}

/// A place where a name stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The file, as an index of those that were given.
    pub file: usize,
    /// The name alone, without quotes.
    pub span: Span,
    /// What it names. A name under `each group of` stands for one line of every group: it has an occurrence for each.
    pub symbol: Symbol,
    /// Whether it is declared here.
    pub declares: bool,
}

/// The names of a folder.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// By file, in the order of the text.
    pub occurrences: Vec<Occurrence>,
    /// Each once, in the order of the files.
    pub declared: Vec<Declared>,
}

impl Index {
    /// The index of these files.
    pub fn of(files: &[(&Arc<Source>, &ast::File)]) -> Index {
        let declarations = Declarations::of(files);
        let mut found = Finder { declarations: &declarations, source: None, file: 0, found: Vec::new() };
        for (at, (source, file)) in files.iter().enumerate() {
            found.file = at;
            found.source = Some(source);
            file.items.iter().for_each(|item| found.item(item));
        }
        let mut occurrences = found.found;
        occurrences.sort_by_key(|found| (found.file, found.span));
        occurrences.dedup();
        Index { occurrences, declared: declarations.all }
    }

    /// What stands at a byte of a file: of names within names the whole path's last part that holds it.
    pub fn at(&self, file: usize, at: u32) -> impl Iterator<Item = &Occurrence> {
        let holds = move |found: &&Occurrence| found.file == file && found.span.start <= at && at <= found.span.end;
        let all: Vec<&Occurrence> = self.occurrences.iter().filter(holds).collect();
        // Behind one name and before the next the one that begins there is meant.
        let start = all.iter().map(|found| found.span.start).max();
        all.into_iter().filter(move |found| Some(found.span.start) == start)
    }

    /// Where a name stands.
    pub fn places_of<'a>(&'a self, symbol: &'a Symbol) -> impl Iterator<Item = &'a Occurrence> {
        self.occurrences.iter().filter(move |found| found.symbol == *symbol)
    }

    /// What is said of a declared name.
    pub fn declared(&self, symbol: &Symbol) -> Option<&Declared> {
        self.declared.iter().find(|declared| declared.symbol == *symbol)
    }

    /// The rows or columns of a table, groups and totals among them.
    pub fn lines<'a>(&'a self, of: &'a str, on: AxisKind) -> impl Iterator<Item = &'a Declared> {
        self.declared
            .iter()
            .filter(move |declared| matches!(&declared.symbol, Symbol::Line { table, axis, .. } if table == of && *axis == on))
    }
}

/// Walks the trees.
struct Finder<'a> {
    declarations: &'a Declarations,
    source: Option<&'a Arc<Source>>,
    file: usize,
    found: Vec<Occurrence>,
}

impl Finder<'_> {
    /// Lists a place, if what it names is declared anywhere.
    fn see(&mut self, span: Span, symbol: Symbol, declares: bool) {
        if self.declarations.has(&symbol) {
            self.found.push(Occurrence { file: self.file, span, symbol, declares });
        }
    }

    fn uses(&mut self, name: &ast::Name, symbol: fn(String) -> Symbol) {
        self.see(self.within_quotes(name.span), symbol(name.node.clone()), false);
    }

    fn declares(&mut self, name: &ast::Name, symbol: Symbol) {
        self.see(self.within_quotes(name.span), symbol, true);
    }

    /// A name that may be written in quotes, without them.
    fn within_quotes(&self, span: Span) -> Span {
        let quoted = self.source.is_some_and(|source| source.slice(span).starts_with('"'));
        let inner = Span { start: span.start + 1, end: span.end.saturating_sub(1) };
        if quoted && inner.start <= inner.end { inner } else { span }
    }

    /// Every part of a path of rows or columns: a group, a group in it, a line.
    fn line(&mut self, path: &ast::Path, table: &str, axis: AxisKind, prefix: &str) {
        let mut id = prefix.to_owned();
        for part in &path.parts {
            if !id.is_empty() {
                id.push('.');
            }
            id.push_str(&part.node);
            self.see(part.span, Symbol::Line { table: table.to_owned(), axis, id: id.clone() }, false);
        }
    }

    fn cell(&mut self, cell: &ast::CellRef) {
        self.uses(&cell.table, Symbol::Table);
        self.line(&cell.row, &cell.table.node, AxisKind::Rows, "");
        self.line(&cell.column, &cell.table.node, AxisKind::Columns, "");
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Edition(edition) => self.edition(edition),
            Item::Rule(rule) => self.rule(rule),
            Item::Fact(fact) => self.fact(fact),
            Item::Param(param) => {
                self.declares(&param.name, Symbol::Param(param.name.node.clone()));
                let values = param.cases.iter().flat_map(|case| case.when.iter().chain([&case.value]));
                values.for_each(|value| self.expression(value, None));
            }
            Item::Lexical(lexical) => self.lexical(lexical),
            Item::Adjust(adjust) => {
                self.uses(&adjust.code, Symbol::Rule);
                for change in &adjust.changes {
                    if let ast::Adjusted::Off(editions, when) = &change.node.what {
                        editions.iter().for_each(|name| self.uses(name, Symbol::Edition));
                        when.iter().for_each(|when| self.expression(when, None));
                    }
                }
            }
            Item::Extends(_) => {}
        }
    }

    fn fact(&mut self, fact: &ast::Fact) {
        self.declares(&fact.name, Symbol::Fact(fact.name.node.clone()));
        fact.within.iter().for_each(|name| self.uses(name, Symbol::Section));
        let Some(frame) = &fact.frame else { return };
        self.uses(&frame.topic, Symbol::Topic);
        if let Some(event) = &frame.event {
            let symbol = Symbol::Event { topic: frame.topic.node.clone(), name: event.node.clone() };
            self.see(event.span, symbol, false);
        }
    }

    fn lexical(&mut self, lexical: &ast::Lexical) {
        match &lexical.kind {
            ast::LexicalKind::Topic { name, .. } => self.declares(name, Symbol::Topic(name.node.clone())),
            ast::LexicalKind::Event { name, topic, .. } => {
                self.declares(name, Symbol::Event { topic: topic.node.clone(), name: name.node.clone() });
                self.uses(topic, Symbol::Topic);
            }
            ast::LexicalKind::Light | ast::LexicalKind::Scope { .. } | ast::LexicalKind::Units => {}
        }
    }

    fn edition(&mut self, edition: &ast::Edition) {
        self.declares(&edition.edition, Symbol::Edition(edition.edition.node.clone()));
        for follows in &edition.follows {
            self.uses(&follows.edition, Symbol::Edition);
            follows.changes.iter().for_each(|change| self.change(change));
        }
        for section in &edition.sections {
            self.declares(&section.name, Symbol::Section(section.name.node.clone()));
            section.when.iter().for_each(|when| self.expression(when, None));
            for table in &section.tables {
                self.declares(&table.name, Symbol::Table(table.name.node.clone()));
                table.columns.iter().for_each(|axis| self.entries(&axis.entries, &table.name.node, AxisKind::Columns, ""));
                table.rows.iter().for_each(|axis| self.entries(&axis.entries, &table.name.node, AxisKind::Rows, ""));
                for open in table.rows.iter().filter_map(|axis| axis.open.as_ref()) {
                    self.declares(&open.name, open.symbol(&table.name.node));
                    self.line(&open.key, &table.name.node, AxisKind::Columns, "");
                }
            }
        }
    }

    fn entries(&mut self, entries: &[ast::Entry], table: &str, axis: AxisKind, prefix: &str) {
        for entry in entries {
            let id = declared::id(prefix, &entry.name.node);
            self.declares(&entry.name, Symbol::Line { table: table.to_owned(), axis, id: id.clone() });
            if let ast::Role::Group(inner) = &entry.role {
                self.entries(inner, table, axis, &id);
            }
        }
    }

    fn change(&mut self, change: &ast::Change) {
        self.changed_part(&change.what);
        for from in &change.from {
            match (&change.what.line, from.parts.first()) {
                (Some((axis, _)), _) => self.line(from, &change.what.table.node, *axis, ""),
                (None, Some(table)) => self.uses(table, Symbol::Table),
                (None, None) => {}
            }
        }
    }

    fn changed_part(&mut self, what: &ast::ChangedPart) {
        self.uses(&what.table, Symbol::Table);
        if let Some((axis, path)) = &what.line {
            self.line(path, &what.table.node, *axis, "");
        }
    }
}
