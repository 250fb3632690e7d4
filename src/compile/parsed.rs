//! A rule file that is parsed once and compiled often, as where one rule is tried in many wordings.

use crate::{
    diagnostic::{Diagnostic, Level},
    source::{Source, Span},
    syntax::{
        self,
        ast::{self, Item},
    },
};
use std::sync::Arc;

/// A rule file and its tree.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The text.
    pub source: Arc<Source>,
    /// What of it parsed.
    pub file: ast::File,
    /// What did not, and why.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Parses a file.
    pub fn new(source: &Arc<Source>) -> Parsed {
        let (file, diagnostics) = syntax::parse(source);
        Parsed { source: Arc::clone(source), file, diagnostics }
    }

    /// The file without one of its rules, and that rule with another wording at a place of it; none where that does not parse.
    pub fn with_rule(&self, rule: &ast::Rule, at: Span, instead: &str) -> Option<(Parsed, Parsed)> {
        let before = self.source.slice(Span { start: rule.span.start, end: at.start });
        let behind = self.source.slice(Span { start: at.end, end: rule.span.end });
        let changed = Parsed::new(&Source::new(self.source.name.as_str(), format!("{before}{instead}{behind}")));
        let sound = changed.diagnostics.iter().all(|diagnostic| diagnostic.level != Level::Error);
        let mut rest = self.clone();
        rest.file.items.retain(|item| !matches!(item, Item::Rule(other) if other.span == rule.span));
        (sound && changed.file.items.len() == 1).then_some((rest, changed))
    }
}
