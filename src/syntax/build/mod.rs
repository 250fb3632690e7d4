//! Pairs of the grammar in, the tree out. What the grammar cannot say (that a day exists, that an escape is known) is checked here.

mod adjust;
mod expression;
mod fact;
mod lexicon;
mod rule;
mod template;
mod test;
mod text;

use super::{
    ast,
    grammar::{Pair, Rule},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    source::{Source, Span},
};
use std::sync::Arc;

/// Builds the tree of one item. A function returns nothing where it has said why, or where the grammar let through what it should
/// not; the item is then left out of the tree.
pub(super) struct Builder<'a> {
    source: &'a Arc<Source>,
    /// Where the item starts in the source.
    base: usize,
    diagnostics: Vec<Diagnostic>,
    /// How many operators the clause at hand has: they nest in the tree.
    operators: usize,
}

impl<'a> Builder<'a> {
    /// A builder for the item that starts at `base`.
    pub(super) fn new(source: &'a Arc<Source>, base: usize) -> Builder<'a> {
        Builder { source, base, diagnostics: Vec::new(), operators: 0 }
    }

    /// The item, if it came out, and what is wrong with it.
    pub(super) fn build(mut self, item: Pair<'_>, explanation: String) -> (Option<ast::Item>, Vec<Diagnostic>) {
        let built = self.item(item, explanation);
        (built, self.diagnostics)
    }

    fn item(&mut self, item: Pair<'_>, explanation: String) -> Option<ast::Item> {
        let part = item.into_inner().next()?;
        match part.as_rule() {
            Rule::template => self.edition(part).map(ast::Item::Edition),
            Rule::rule => self.rule(part, explanation).map(ast::Item::Rule),
            Rule::fact => self.fact(part).map(ast::Item::Fact),
            Rule::param => self.param(part).map(ast::Item::Param),
            Rule::extends => self.texts(part).pop().map(|name| ast::Item::Extends(ast::Extends { name })),
            Rule::adjust => self.adjust(part).map(ast::Item::Adjust),
            Rule::topic | Rule::event | Rule::light | Rule::scope | Rule::units => self.lexical(part).map(ast::Item::Lexical),
            _ => None,
        }
    }

    /// Where a pair stands in the source.
    fn span(&self, pair: &Pair<'_>) -> Span {
        // A rule that ends in something optional has swallowed the blanks before what did not come.
        let start = self.base + pair.as_span().start();
        Span::new(start, start + pair.as_str().trim_end().len())
    }

    fn error(&mut self, code: Code, span: Span, message: Text, help: Text) {
        self.diagnostics.push(Diagnostic::new(code, self.source, span, message, Text::default()).help(help));
    }
}
