//! Names in report files: the keys of the reports that the tests of a folder start from.

use super::{host::Host, place::OpenDocument};
use crate::{
    compile::index::Symbol,
    node::{self, Node, Shape},
    source::{Source, Span},
    syntax::ast::{Base, Clause, Item, Step},
    template::AxisKind,
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Where names stand in the reports that tests name, report by report.
pub(super) fn of(place: OpenDocument<'_>, symbols: &[Symbol], host: &dyn Host) -> Vec<(Arc<Source>, Vec<Span>)> {
    let documents = place.manner.documents;
    let open = |path: &PathBuf| match documents.get(path) {
        Some(document) => Some(Arc::clone(&document.source)),
        None => host.open(path).ok(),
    };
    let sources = reports(place).into_iter().filter_map(|path| open(&path));
    let found = sources.map(|source| {
        let spans = within(&source, symbols);
        (source, spans)
    });
    found.filter(|(_, spans)| !spans.is_empty()).collect()
}

/// The report files that tests of the folder name.
fn reports(place: OpenDocument<'_>) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for file in &place.folder.files {
        let beside = file.path.parent().unwrap_or(Path::new(""));
        for item in &file.parsed.file.items {
            let Item::Rule(rule) = item else { continue };
            for clause in &rule.clauses {
                let Clause::Test(test) = &clause.node else { continue };
                let names = test.steps.iter().flat_map(|step| named(&step.node));
                found.extend(names.map(|name| beside.join(name)));
            }
        }
    }
    found
}

fn named(step: &Step) -> Vec<&str> {
    match step {
        Step::Base(Base::File(name)) | Step::Other(name) => vec![&name.node],
        Step::Children(names) => names.iter().map(|name| name.node.as_str()).collect(),
        Step::Prior(inner) => named(inner),
        _ => Vec::new(),
    }
}

/// Where names stand in one report; nowhere where it cannot be read.
fn within(source: &Source, symbols: &[Symbol]) -> Vec<Span> {
    let Ok(tree) = node::sniff(&source.text) else { return Vec::new() };
    let mut search = Search { source, symbols, found: Vec::new() };
    tree.root().into_iter().for_each(|root| search.report(root));
    search.found
}

struct Search<'a> {
    source: &'a Source,
    symbols: &'a [Symbol],
    found: Vec<Span>,
}

impl Search<'_> {
    fn report(&mut self, root: Node<'_>) {
        for (key, value) in entries(root) {
            match word(key) {
                "tables" => entries(value).for_each(|(key, rows)| self.table(key, rows)),
                "prose" => entries(value).for_each(|(key, _)| self.whole(key, Symbol::Section)),
                "edition" => self.whole(value, Symbol::Edition),
                _ => {}
            }
        }
    }

    fn whole(&mut self, key: Node<'_>, symbol: fn(String) -> Symbol) {
        if self.symbols.contains(&symbol(word(key).to_owned())) {
            self.found.push(self.inside(key));
        }
    }

    fn table(&mut self, key: Node<'_>, rows: Node<'_>) {
        self.whole(key, Symbol::Table);
        self.lines(word(key), AxisKind::Rows, "", rows);
    }

    /// The rows of a table, groups in groups; below a row its columns.
    fn lines(&mut self, table: &str, axis: AxisKind, prefix: &str, node: Node<'_>) {
        for (key, value) in entries(node) {
            let mut id = prefix.to_owned();
            let mut start = self.inside(key).start;
            for part in word(key).split('.') {
                let end = start + u32::try_from(part.len()).unwrap_or_default();
                id = if id.is_empty() { part.to_owned() } else { format!("{id}.{part}") };
                if self.symbols.contains(&Symbol::Line { table: table.to_owned(), axis, id: id.clone() }) {
                    self.found.push(Span { start, end });
                }
                start = end + 1;
            }
            self.lines(table, axis, &id, value);
            if axis == AxisKind::Rows {
                self.lines(table, AxisKind::Columns, "", value);
            }
        }
    }

    /// A key without its quotes.
    fn inside(&self, key: Node<'_>) -> Span {
        let span = key.span();
        let quoted = self.source.slice(span).starts_with(['"', '\'']);
        if quoted { Span { start: span.start + 1, end: span.end - 1 } } else { span }
    }
}

fn entries(node: Node<'_>) -> impl Iterator<Item = (Node<'_>, Node<'_>)> {
    let own = match node.shape() {
        Shape::Mapping(entries) => Some(entries),
        _ => None,
    };
    own.into_iter().flatten()
}

fn word(node: Node<'_>) -> &str {
    node.scalar().map(|scalar| scalar.text).unwrap_or_default()
}
