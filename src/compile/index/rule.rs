//! Names in rules and their tests.

use super::{Finder, Symbol, declared::quantifier};
use crate::{
    syntax::ast::{self, At, Clause, Each, Requirement, Step},
    template::AxisKind,
};

impl Finder<'_> {
    pub(super) fn rule(&mut self, rule: &ast::Rule) {
        let over = quantifier(rule);
        self.declares(&rule.code, Symbol::Rule(rule.code.node.clone()));
        for clause in &rule.clauses {
            self.clause(&clause.node, over);
        }
    }

    fn clause(&mut self, clause: &Clause, over: Option<(Each, &str)>) {
        match clause {
            Clause::InEdition(names) => names.iter().for_each(|name| self.uses(name, Symbol::Edition)),
            Clause::Each(_, table) | Clause::EachCell(_, Some(table)) => self.uses(table, Symbol::Table),
            Clause::When(expr) | Clause::Require(Requirement::Condition(expr)) => self.expression(expr, over),
            Clause::Say(say) => self.say(say, over),
            Clause::Test(test) => self.test(test),
            Clause::EachCell(_, None) | Clause::Shape(_) | Clause::Require(Requirement::Form(_)) | Clause::Basis(_) => {}
        }
    }

    fn test(&mut self, test: &ast::Test) {
        test.edition.iter().for_each(|name| self.uses(name, Symbol::Edition));
        test.steps.iter().for_each(|step| self.step(&step.node));
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Set(cell, ..) | Step::Blank(cell) | Step::ExpectCause(cell, _) => self.cell(cell),
            Step::Prose(section, _) | Step::RemoveSection(section) => self.uses(section, Symbol::Section),
            Step::Remove(part) => self.changed_part(part),
            Step::Prior(inner) => self.step(inner),
            Step::Expect(expected) => self.expected(expected),
            Step::Base(_) | Step::About(..) | Step::Children(_) | Step::Other(_) | Step::ExpectNothing(_) => {}
            Step::PriorDense(name) => self.uses(name, Symbol::Edition),
        }
    }

    fn expected(&mut self, expected: &ast::Expectation) {
        self.uses(&expected.code, Symbol::Rule);
        let declarations = self.declarations;
        match (&expected.at, declarations.quantifier_of(&expected.code.node)) {
            (Some(At::Cell(cell)), _) => self.cell(cell),
            (Some(At::Line(path)), Some((Each::Group, table))) => {
                [AxisKind::Columns, AxisKind::Rows].iter().for_each(|axis| self.line(path, table, *axis, ""));
            }
            (Some(At::Line(path)), Some((Each::Row, table))) => self.line(path, table, AxisKind::Rows, ""),
            (Some(At::Line(path)), Some((_, table))) => self.line(path, table, AxisKind::Columns, ""),
            (Some(At::Line(path)), None) => {
                // A rule over the form says which table, section or row it is about.
                self.see(path.span, Symbol::Table(crate::compile::scope::joined(path).into_owned()), false);
                self.see(path.span, Symbol::Section(crate::compile::scope::joined(path).into_owned()), false);
            }
            (None, _) => {}
        }
    }
}
