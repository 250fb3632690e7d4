//! What the files declare: names with their printed labels, and what each rule runs over.

use super::{Declared, LineRole, Symbol};
use crate::{
    source::Source,
    syntax::ast::{self, Clause, Each, Item},
    template::AxisKind,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// The declared names.
#[derive(Debug, Default)]
pub(super) struct Declarations {
    /// Each once, in the order of the files.
    pub(super) all: Vec<Declared>,
    known: HashSet<Symbol>,
    /// By code: what each rule with a quantifier runs over.
    quantifiers: HashMap<String, (Each, String)>,
    /// By table: its groups that have a total, by full id.
    groups: HashMap<String, Vec<(AxisKind, String)>>,
}

impl Declarations {
    pub(super) fn of(files: &[(&Arc<Source>, &ast::File)]) -> Declarations {
        let mut declared = Declarations::default();
        files.iter().flat_map(|(_, file)| &file.items).for_each(|item| declared.item(item));
        declared
    }

    pub(super) fn has(&self, symbol: &Symbol) -> bool {
        self.known.contains(symbol)
    }

    /// What the rule of that code runs over.
    pub(super) fn quantifier_of(&self, code: &str) -> Option<(Each, &str)> {
        self.quantifiers.get(code).map(|(each, table)| (*each, table.as_str()))
    }

    /// The groups of a table that `each group of` runs over.
    pub(super) fn groups_of(&self, table: &str) -> &[(AxisKind, String)] {
        self.groups.get(table).map(Vec::as_slice).unwrap_or_default()
    }

    fn add(&mut self, symbol: Symbol, label: &str, role: LineRole) {
        if self.known.insert(symbol.clone()) {
            self.all.push(Declared { symbol, label: label.to_owned(), role });
        }
    }

    fn named(&mut self, symbol: Symbol) {
        self.add(symbol, "", LineRole::Line);
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Edition(edition) => self.edition(edition),
            Item::Rule(rule) => {
                self.add(Symbol::Rule(rule.code.node.clone()), &rule.name.node, LineRole::Line);
                if let Some((each, table)) = quantifier(rule) {
                    self.quantifiers.insert(rule.code.node.clone(), (each, table.to_owned()));
                }
            }
            Item::Fact(fact) => self.named(Symbol::Fact(fact.name.node.clone())),
            Item::Param(param) => self.named(Symbol::Param(param.name.node.clone())),
            Item::Lexical(lexical) => match &lexical.kind {
                ast::LexicalKind::Topic { name, .. } => self.named(Symbol::Topic(name.node.clone())),
                ast::LexicalKind::Event { name, topic, .. } => {
                    self.named(Symbol::Event { topic: topic.node.clone(), name: name.node.clone() });
                }
                _ => {}
            },
            Item::Extends(_) | Item::Adjust(_) => {}
        }
    }

    fn edition(&mut self, edition: &ast::Edition) {
        self.named(Symbol::Edition(edition.edition.node.clone()));
        for section in &edition.sections {
            self.add(Symbol::Section(section.name.node.clone()), printed(&section.labels), LineRole::Line);
            for table in &section.tables {
                self.add(Symbol::Table(table.name.node.clone()), printed(&table.labels), LineRole::Line);
                table.columns.iter().for_each(|axis| self.entries(&axis.entries, &table.name.node, AxisKind::Columns, ""));
                table.rows.iter().for_each(|axis| self.entries(&axis.entries, &table.name.node, AxisKind::Rows, ""));
                for open in table.rows.iter().filter_map(|axis| axis.open.as_ref()) {
                    self.named(open.symbol(&table.name.node));
                }
            }
        }
    }

    fn entries(&mut self, entries: &[ast::Entry], table: &str, axis: AxisKind, prefix: &str) {
        for entry in entries {
            let id = id(prefix, &entry.name.node);
            let role = match &entry.role {
                ast::Role::Line => LineRole::Line,
                ast::Role::Total => LineRole::Total,
                ast::Role::Group(_) => LineRole::Group,
            };
            self.add(Symbol::Line { table: table.to_owned(), axis, id: id.clone() }, printed(&entry.labels), role);
            if let ast::Role::Group(inner) = &entry.role {
                if inner.iter().any(|line| line.role == ast::Role::Total) {
                    let groups = self.groups.entry(table.to_owned()).or_default();
                    if !groups.iter().any(|known| *known == (axis, id.clone())) {
                        groups.push((axis, id.clone()));
                    }
                }
                self.entries(inner, table, axis, &id);
            }
        }
    }
}

fn printed(labels: &ast::Labels) -> &str {
    labels.printed.as_ref().map(|label| label.node.as_str()).unwrap_or_default()
}

/// A full id.
pub(super) fn id(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") }
}

/// What a rule runs over, where it is columns, rows or groups of a table.
pub(super) fn quantifier(rule: &ast::Rule) -> Option<(Each, &str)> {
    rule.clauses.iter().find_map(|clause| match &clause.node {
        Clause::Each(each, table) => Some((*each, table.node.as_str())),
        _ => None,
    })
}
