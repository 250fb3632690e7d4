//! The outline of a document, and what of it can be folded.

use super::place::OpenDocument;
use crate::{
    source::Span,
    syntax::{
        ast::{self, Clause, Item},
        token::{Bracket, TokenKind, tokens},
    },
};
use gen_lsp_types::{DocumentSymbol, FoldingRange, FoldingRangeKind, SymbolKind};

/// What the document declares, nested as it is written.
pub(super) fn symbols(place: OpenDocument<'_>) -> Vec<DocumentSymbol> {
    let items = place.document().map(|file| file.parsed.file.items.as_slice()).unwrap_or_default();
    items.iter().map(|item| Outline(place).item(item)).collect()
}

struct Outline<'a>(OpenDocument<'a>);

impl Outline<'_> {
    fn symbol(&self, name: &str, detail: &str, kind: SymbolKind, (whole, own): (Span, Span)) -> DocumentSymbol {
        DocumentSymbol {
            name: if name.is_empty() { "…".to_owned() } else { name.to_owned() },
            detail: (!detail.is_empty()).then(|| detail.to_owned()),
            kind,
            tags: None,
            #[expect(deprecated, reason = "the protocol still has the field")]
            deprecated: None,
            range: self.0.range(whole.to(own)),
            selection_range: self.0.range(own),
            children: None,
        }
    }

    fn item(&self, item: &Item) -> DocumentSymbol {
        match item {
            Item::Edition(edition) => self.edition(edition),
            Item::Rule(rule) => self.rule(rule),
            Item::Fact(fact) => self.symbol(&fact.name.node, "fact", SymbolKind::Field, (fact.span, fact.name.span)),
            Item::Param(param) => self.symbol(&param.name.node, "param", SymbolKind::Constant, (param.span, param.name.span)),
            Item::Extends(extends) => {
                self.symbol(&extends.name.node, "extends", SymbolKind::Module, (extends.name.span, extends.name.span))
            }
            Item::Adjust(adjust) => {
                self.symbol(&adjust.code.node, "adjust", SymbolKind::Function, (adjust.span, adjust.code.span))
            }
            Item::Lexical(lexical) => match &lexical.kind {
                ast::LexicalKind::Topic { name, .. } => {
                    self.symbol(&name.node, "topic", SymbolKind::Key, (lexical.span, name.span))
                }
                ast::LexicalKind::Event { name, topic, .. } => {
                    self.symbol(&name.node, &format!("event of {}", topic.node), SymbolKind::Event, (lexical.span, name.span))
                }
                ast::LexicalKind::Light => self.plain("light", lexical.span),
                ast::LexicalKind::Scope { .. } => self.plain("scope", lexical.span),
                ast::LexicalKind::Units => self.plain("units", lexical.span),
            },
        }
    }

    fn plain(&self, name: &str, span: Span) -> DocumentSymbol {
        self.symbol(name, "", SymbolKind::Key, (span, Span { end: span.start, ..span }))
    }

    fn rule(&self, rule: &ast::Rule) -> DocumentSymbol {
        let name = format!("{} {}", rule.code.node, rule.name.node);
        let mut symbol = self.symbol(&name, "rule", SymbolKind::Function, (rule.span, rule.code.span));
        let tests = rule.clauses.iter().filter_map(|clause| match &clause.node {
            Clause::Test(test) => Some(self.symbol(&test.name.node, "test", SymbolKind::Method, (clause.span, test.name.span))),
            _ => None,
        });
        symbol.children = Some(tests.collect());
        symbol
    }

    fn edition(&self, edition: &ast::Edition) -> DocumentSymbol {
        let name = format!("{} {}", edition.template.node, edition.edition.node);
        let mut symbol = self.symbol(&name, "template", SymbolKind::Module, (edition.span, edition.edition.span));
        symbol.children = Some(edition.sections.iter().map(|section| self.section(section)).collect());
        symbol
    }

    fn section(&self, section: &ast::Section) -> DocumentSymbol {
        let label = section.labels.printed.as_ref().map(|label| label.node.as_str()).unwrap_or_default();
        let last = section.tables.iter().flat_map(|table| table.columns.iter().chain(&table.rows)).map(|axis| axis.span);
        let whole = last.fold(section.name.span, Span::to);
        let mut symbol = self.symbol(&section.name.node, label, SymbolKind::Namespace, (whole, section.name.span));
        symbol.children = Some(section.tables.iter().map(|table| self.table(table)).collect());
        symbol
    }

    fn table(&self, table: &ast::Table) -> DocumentSymbol {
        let label = table.labels.printed.as_ref().map(|label| label.node.as_str()).unwrap_or_default();
        let whole = table.columns.iter().chain(&table.rows).map(|axis| axis.span).fold(table.name.span, Span::to);
        let mut symbol = self.symbol(&table.name.node, label, SymbolKind::Struct, (whole, table.name.span));
        let axis = |axes: &[ast::Axis], word| axes.iter().map(move |axis| self.axis(axis, word)).collect::<Vec<_>>();
        symbol.children = Some([axis(&table.columns, "columns"), axis(&table.rows, "rows")].concat());
        symbol
    }

    fn axis(&self, axis: &ast::Axis, word: &str) -> DocumentSymbol {
        let own = Span { end: axis.span.start, ..axis.span };
        let mut symbol = self.symbol(word, "", SymbolKind::Array, (axis.span, own));
        symbol.children = Some(axis.entries.iter().map(|entry| self.entry(entry)).collect());
        symbol
    }

    fn entry(&self, entry: &ast::Entry) -> DocumentSymbol {
        let label = entry.labels.printed.as_ref().map(|label| label.node.as_str()).unwrap_or_default();
        let kind = if matches!(entry.role, ast::Role::Group(_)) { SymbolKind::Array } else { SymbolKind::Field };
        let mut symbol = self.symbol(&entry.name.node, label, kind, (entry.span, entry.name.span));
        if let ast::Role::Group(inner) = &entry.role {
            symbol.children = Some(inner.iter().map(|entry| self.entry(entry)).collect());
        }
        symbol
    }
}

/// What lies between braces on several lines, and comments of several lines.
pub(super) fn folding(place: OpenDocument<'_>) -> Vec<FoldingRange> {
    let Some(source) = place.source() else { return Vec::new() };
    let line = |at: u32| u32::try_from(source.line_index(at)).unwrap_or(u32::MAX);
    let (mut found, mut open, mut comment): (Vec<FoldingRange>, Vec<u32>, Option<(u32, u32)>) = (Vec::new(), Vec::new(), None);
    for token in tokens(&source.text) {
        let here = line(token.span.start);
        if token.kind.is_comment() {
            comment = match comment {
                Some((first, last)) if here == last + 1 => Some((first, here)),
                before => {
                    found.extend(before.and_then(comments));
                    Some((here, here))
                }
            };
            continue;
        }
        match token.kind {
            TokenKind::Open(Bracket::Brace) => open.push(here),
            TokenKind::Close(Bracket::Brace) => {
                // The line of the closing brace stays in sight.
                found.extend(open.pop().and_then(|first| fold(first, here.saturating_sub(1), None)));
            }
            _ => {}
        }
    }
    found.extend(comment.and_then(comments));
    found.sort_by_key(|range| (range.start_line, range.end_line));
    found
}

fn comments((first, last): (u32, u32)) -> Option<FoldingRange> {
    fold(first, last, Some(FoldingRangeKind::Comment))
}

fn fold(start_line: u32, end_line: u32, kind: Option<FoldingRangeKind>) -> Option<FoldingRange> {
    (end_line > start_line).then(|| FoldingRange { start_line, end_line, kind, ..FoldingRange::default() })
}
