//! The tests written in a rule, with every cell looked up in the edition that the test runs in.

use super::{
    In,
    fact::{Declared, within},
    names::suggestion,
    reporter::Reporter,
    rule::unknown_edition,
    scope::{HeldBy, Position, Scope, joined},
};
use crate::{
    diagnostic::Diagnostic,
    ruleset::{About, Base, Each, Edit, Expectation, RuleSet, Step, Test},
    source::{Place, Span},
    syntax::{
        ast::{self, Clause, Spanned},
        half_width,
    },
    text,
};
use std::{cell::RefCell, sync::Arc};

/// The tests of the rule at that index of the set.
pub(super) fn compile(
    item: &In<'_, ast::Rule>,
    rule: usize,
    set: &RuleSet,
    declared: &Declared,
    reporter: &mut Reporter,
) -> Vec<Test> {
    let mut tests = Vec::new();
    for clause in &item.node.clauses {
        if let Clause::Test(test) = &clause.node {
            let edition = edition_of(item, rule, test, set, reporter);
            tests.extend(edition.map(|edition| one(item, (test, clause.span), edition, (set, declared), reporter)));
        }
    }
    tests
}

fn edition_of(item: &In<'_, ast::Rule>, rule: usize, node: &ast::Test, set: &RuleSet, reporter: &mut Reporter) -> Option<usize> {
    let Some(name) = &node.edition else { return latest(rule, set) };
    let known = set.template.edition(&name.node);
    if known.is_none() {
        reporter.push(unknown_edition(item.source, name, &set.template));
    }
    known
}

fn one(
    item: &In<'_, ast::Rule>,
    (node, span): (&ast::Test, Span),
    edition: usize,
    (set, declared): (&RuleSet, &Declared),
    reporter: &mut Reporter,
) -> Test {
    let more = RefCell::default();
    let position = Position::Free;
    let scope = Scope {
        source: item.source,
        template: &set.template,
        declared,
        edition,
        held_by: HeldBy::Test,
        prior: edition,
        position,
        shape: None,
        more: &more,
    };
    let mut compiler = Steps { item, scope, set, reporter, base: Base::Dense };
    let steps = node.steps.iter().filter_map(|step| compiler.step(step)).collect();
    let place = Place { source: Arc::clone(item.source), span };
    Test { name: node.name.node.clone(), edition, base: compiler.base, steps, place }
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
            ast::Step::About(about, value) => self.about(*about, value),
            ast::Step::Prose(part, words) => {
                let part = within(&self.scope, part).map_err(|wrong| self.reporter.push(*wrong)).ok()?;
                Some(Step::Prose(part, words.node.clone()))
            }
            ast::Step::Blank(cell) => Some(Step::Blank(self.cell(cell)?)),
            ast::Step::Prior(inner) => self.prior(inner, step.span),
            ast::Step::Children(files) => Some(Step::Children(files.iter().map(|file| file.node.clone()).collect())),
            ast::Step::Other(file) => Some(Step::Other(file.node.clone())),
            ast::Step::Expect(expectation) => self.expectation(expectation, step.span),
            ast::Step::ExpectNothing => None,
            ast::Step::ExpectCause(cell, value) => {
                let place = self.place(step.span);
                Some(Step::ExpectCause(self.cell(cell)?, value.as_ref().map(|value| value.node), place))
            }
        }
    }

    fn prior(&mut self, inner: &ast::Step, span: Span) -> Option<Step> {
        let edit = match inner {
            ast::Step::Base(ast::Base::Dense) => Edit::Base(Base::Dense),
            ast::Step::Base(ast::Base::File(name)) => Edit::Base(Base::File(name.node.clone())),
            other => Edit::Step(self.step(&Spanned { node: other.clone(), span })?),
        };
        Some(Step::Prior(Box::new(edit)))
    }

    fn about(&mut self, about: ast::About, value: &Spanned<String>) -> Option<Step> {
        let plain: String = value.node.chars().map(half_width).collect();
        let (about, is_right) = match about {
            ast::About::Kind => (About::Kind, matches!(plain.as_str(), "部门" | "政府")),
            ast::About::Published => (About::Published, crate::date::Date::parse(&plain).is_some()),
            ast::About::Year => (About::Year, plain.parse::<u16>().is_ok()),
            ast::About::Agency => (About::Agency, true),
        };
        if !is_right {
            self.reporter.push(Diagnostic::error(
                self.item.source,
                value.span,
                text!("这个值不合适", "this value does not fit"),
                text!(
                    "kind 写 部门 或 政府，日期写 2024年1月20日，年份写 2023",
                    "kind is 部门 or 政府, a day is 2024年1月20日, a year is 2023"
                ),
            ));
            return None;
        }
        Some(Step::About(about, plain))
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
        if let Some(ast::At::Cell(cell)) = &node.at
            && self.set.rule(&code).is_some_and(|rule| rule.scope.as_ref().is_none_or(|scope| scope.each != Each::Cell))
        {
            self.reporter.push(
                Diagnostic::error(
                    self.item.source,
                    cell.span,
                    text!("at 后面写行、列或组，不写单元格", "behind at comes a row, a column or a group, and no cell"),
                    text!("规则 {code} 不是逐格核对的", "the rule {code} does not run over cells"),
                )
                .help(text!(
                    "each column 的规则写列，each row 的规则写行，each cell 的规则写单元格",
                    "for a rule with each column write the column, with each row the row, with each cell the cell"
                )),
            );
            return None;
        }
        let at = node.at.as_ref().map(|at| match at {
            ast::At::Line(path) => joined(path),
            ast::At::Cell(cell) => format!("{}[{}, {}]", cell.table.node, joined(&cell.row), joined(&cell.column)),
        });
        Some(Step::Expect(Expectation { code, at, unknown: node.unknown, place: self.place(span) }))
    }

    /// Codes of family R belong to the reader and stand in no rule file.
    fn is_known(&self, code: &str) -> bool {
        self.set.rule(code).is_some() || crate::finding::reading(code).is_some()
    }
}
