//! A rule file that is parsed once and compiled often, as where one rule is tried in many wordings.

use super::{In, Items, declared::Declared, fact, reporter::Reporter, rule};
use crate::{
    diagnostic::{Diagnostic, Level},
    ruleset::{Instance, RuleId, RuleSet},
    source::{Source, Span},
    syntax::{
        self,
        ast::{self, Clause, Item},
    },
};
use std::sync::Arc;

/// A rule file and its tree.
#[derive(Clone, Debug)]
pub struct Parsed {
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
}

/// Recompiles one rule at a time of a compiled rule set, in another wording.
#[derive(Debug)]
pub struct Recompiler<'a> {
    rules: &'a RuleSet,
    declared: Declared,
}

/// A copy of the rule set, for one wording after another.
#[derive(Debug)]
pub struct Reworded<'r> {
    recompiler: &'r Recompiler<'r>,
    set: RuleSet,
    /// The rule that is in another wording now.
    changed: Option<RuleId>,
}

impl<'a> Recompiler<'a> {
    /// A recompiler for the rule set that these files compile to.
    pub fn new<'f>(files: impl IntoIterator<Item = &'f Parsed>, rules: &'a RuleSet) -> Recompiler<'a> {
        let trees: Vec<(&Arc<Source>, &ast::File)> = files.into_iter().map(|parsed| (&parsed.source, &parsed.file)).collect();
        let items = Items::of(&trees);
        let declared = fact::compile(&rules.template, &items, &mut Reporter::default());
        Recompiler { rules, declared }
    }

    /// A copy to try wordings in.
    pub fn copy(&self) -> Reworded<'_> {
        Reworded { recompiler: self, set: self.rules.clone(), changed: None }
    }

    fn compiled(&self, file: &Parsed, rule: &ast::Rule, at: Span, instead: &str) -> Option<(RuleId, Vec<Vec<Instance>>)> {
        let source = reworded(&file.source, rule, at, instead);
        let (mut tree, found) = syntax::parse(&source);
        let Some(Item::Rule(changed)) = tree.items.pop() else { return None };
        let mut reporter = Reporter::default();
        reporter.extend(found);
        let item = In { source: &source, node: &changed };
        let instances = rule::compile_alone(&self.rules.template, &self.declared, &item, &mut reporter);
        let found = reporter.finish(&[]);
        let sound = tree.items.is_empty() && found.iter().all(|diagnostic| diagnostic.level != Level::Error);
        let own = self.rules.rule_id(&changed.code.node)?;
        sound.then_some((own, instances))
    }
}

impl Reworded<'_> {
    /// The set with a rule of a file in another wording at one place of it, its tests as they were; none where that does not
    /// compile.
    pub fn with(&mut self, file: &Parsed, rule: &ast::Rule, at: Span, instead: &str) -> Option<&RuleSet> {
        let (own, instances) = self.recompiler.compiled(file, rule, at, instead)?;
        if let Some(before) = self.changed.replace(own) {
            let is_its = |instance: &&Instance| instance.rule == before;
            let original = self.recompiler.rules.editions.iter().map(|all| all.iter().filter(is_its).cloned().collect());
            let original: Vec<Vec<Instance>> = original.collect();
            self.put(before, original);
        }
        self.put(own, instances);
        Some(&self.set)
    }

    fn put(&mut self, rule: RuleId, instances: Vec<Vec<Instance>>) {
        for (all, new) in self.set.editions.iter_mut().zip(instances) {
            all.retain(|instance| instance.rule != rule);
            all.extend(new.into_iter().map(|instance| Instance { rule, ..instance }));
        }
    }
}

/// The text of a rule with other words at a place of it, without its tests.
fn reworded(source: &Source, rule: &ast::Rule, at: Span, instead: &str) -> Arc<Source> {
    let tests = rule.clauses.iter().filter(|clause| matches!(clause.node, Clause::Test(_))).map(|clause| (clause.span, ""));
    let mut changes: Vec<(Span, &str)> = tests.chain([(at, instead)]).collect();
    changes.sort_by_key(|(span, _)| span.start);
    let (mut text, mut end) = (String::new(), rule.span.start);
    for (span, instead) in changes {
        text.push_str(source.slice(Span { start: end, end: span.start }));
        text.push_str(instead);
        end = span.end;
    }
    text.push_str(source.slice(Span { start: end, end: rule.span.end }));
    Source::new(source.name.as_str(), text)
}
