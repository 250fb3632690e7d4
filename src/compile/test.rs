//! The tests written in a rule, with every cell looked up in the edition that the test runs in.

use super::{
    In,
    names::suggestion,
    reporter::Reporter,
    rule::unknown_edition,
    scope::{Position, Scope, joined},
};
use crate::{
    diagnostic::Diagnostic,
    ruleset::{Base, Expectation, RuleSet, Step, Test},
    source::{Place, Span},
    syntax::ast::{self, Clause, Spanned},
    text,
};
use std::{cell::RefCell, sync::Arc};

/// The tests of the rule at that index of the set.
pub(super) fn compile(item: &In<'_, ast::Rule>, rule: usize, set: &RuleSet, reporter: &mut Reporter) -> Vec<Test> {
    let mut tests = Vec::new();
    for clause in &item.node.clauses {
        if let Clause::Test(test) = &clause.node {
            tests.extend(one(item, rule, test, clause.span, set, reporter));
        }
    }
    tests
}

fn one(
    item: &In<'_, ast::Rule>,
    rule: usize,
    node: &ast::Test,
    span: Span,
    set: &RuleSet,
    reporter: &mut Reporter,
) -> Option<Test> {
    let edition = match &node.edition {
        Some(name) => match set.template.edition(&name.node) {
            Some(edition) => edition,
            None => {
                reporter.push(unknown_edition(item.source, name, &set.template));
                return None;
            }
        },
        None => latest(rule, set)?,
    };
    let scope =
        Scope { source: item.source, template: &set.template, edition, position: Position::Free, more: &RefCell::default() };
    let mut compiler = Steps { item, scope, set, reporter, base: Base::Dense };
    let steps = node.steps.iter().filter_map(|step| compiler.step(step)).collect();
    let place = Place { source: Arc::clone(item.source), span };
    Some(Test { name: node.name.node.clone(), edition, base: compiler.base, steps, place })
}

/// The latest edition that the rule compiles in.
fn latest(rule: usize, set: &RuleSet) -> Option<usize> {
    set.editions.iter().rposition(|instances| instances.iter().any(|instance| instance.rule == rule))
}

struct Steps<'a, 'i> {
    item: &'a In<'i, ast::Rule>,
    scope: Scope<'a>,
    set: &'a RuleSet,
    reporter: &'a mut Reporter,
    base: Base,
}

impl Steps<'_, '_> {
    fn step(&mut self, step: &Spanned<ast::Step>) -> Option<Step> {
        match &step.node {
            ast::Step::Base(base) => {
                self.base = match base {
                    ast::Base::Dense => Base::Dense,
                    ast::Base::File(name) => Base::File(name.node.clone()),
                };
                None
            }
            ast::Step::Set(cell, value) => Some(Step::Set(self.cell(cell)?, value.node.clone())),
            ast::Step::Blank(cell) => Some(Step::Blank(self.cell(cell)?)),
            ast::Step::Expect(expectation) => self.expectation(expectation, step.span),
            ast::Step::ExpectNothing => None,
            ast::Step::ExpectCause(cell, value) => {
                let place = self.place(step.span);
                Some(Step::ExpectCause(self.cell(cell)?, value.as_ref().map(|value| value.node), place))
            }
        }
    }

    fn place(&self, span: Span) -> Place {
        Place { source: Arc::clone(self.item.source), span }
    }

    fn cell(&mut self, cell: &ast::CellRef) -> Option<crate::ruleset::CellAt> {
        self.scope.reference(cell).map_err(|wrong| self.reporter.push(*wrong)).ok()
    }

    fn expectation(&mut self, node: &ast::Expectation, span: Span) -> Option<Step> {
        let code = node.code.node.clone();
        if !self.is_known(&code) {
            let codes: Vec<&str> = self.set.rules.iter().map(|rule| rule.code.as_str()).collect();
            let diagnostic = Diagnostic::error(
                self.item.source,
                node.code.span,
                text!("没有编号为「{code}」的规则", "there is no rule “{code}”"),
                text!("不认识的编号", "unknown code"),
            );
            self.reporter.push(match suggestion(&code, codes) {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
            return None;
        }
        let at = node.at.as_ref().map(joined);
        Some(Step::Expect(Expectation { code, at, unknown: node.unknown, place: self.place(span) }))
    }

    /// Codes of family R belong to the reader and stand in no rule file.
    fn is_known(&self, code: &str) -> bool {
        self.set.rule(code).is_some() || crate::finding::reading(code).is_some()
    }
}
