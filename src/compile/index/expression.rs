//! Names in expressions. A bare name is a line of the table that the rule runs over, or a parameter, or a fact.

use super::{Finder, Symbol};
use crate::{
    compile::scope::joined,
    syntax::ast::{self, Each, ExprKind},
    template::AxisKind,
};

impl Finder<'_> {
    /// The names in an expression of a rule that runs over this.
    pub(super) fn expression(&mut self, expr: &ast::Expr, over: Option<(Each, &str)>) {
        match &expr.node {
            ExprKind::Number(..) | ExprKind::Date(..) | ExprKind::Text(_) => {}
            ExprKind::Path(path) | ExprKind::Sum(path) => self.bare(path, over),
            ExprKind::Cell(cell) | ExprKind::SumOfCells(cell) => self.cell(cell),
            ExprKind::Other(_, inner) | ExprKind::Negate(inner) | ExprKind::Not(inner) => self.expression(inner, over),
            ExprKind::States(path) => self.whole(path, Symbol::Fact),
            ExprKind::Length(path) => self.whole(path, Symbol::Section),
            ExprKind::Count(table) => self.uses(table, Symbol::Table),
            ExprKind::OfTopic(name) => self.uses(name, Symbol::Topic),
            ExprKind::Arithmetic(left, _, right)
            | ExprKind::Within(left, right)
            | ExprKind::Compare(left, _, right)
            | ExprKind::And(left, right)
            | ExprKind::Or(left, right) => {
                self.expression(left, over);
                self.expression(right, over);
            }
        }
    }

    fn whole(&mut self, path: &ast::Path, symbol: fn(String) -> Symbol) {
        self.see(path.span, symbol(joined(path).into_owned()), false);
    }

    /// A bare name or path.
    pub(super) fn bare(&mut self, path: &ast::Path, over: Option<(Each, &str)>) {
        let lines = over.map(|(each, table)| self.lines_meant(&joined(path), each, table)).unwrap_or_default();
        if let Some((_, table)) = over.filter(|_| !lines.is_empty()) {
            lines.iter().for_each(|(axis, prefix)| self.line(path, table, *axis, prefix));
            return;
        }
        self.whole(path, Symbol::Param);
        if over.is_none() {
            self.whole(path, Symbol::Fact);
        }
    }

    /// The axes, and the groups on them, in which a bare name under a quantifier is a line.
    fn lines_meant(&self, name: &str, each: Each, table: &str) -> Vec<(AxisKind, String)> {
        let candidates = match each {
            Each::Column => vec![(AxisKind::Rows, String::new())],
            Each::Row => vec![(AxisKind::Columns, String::new())],
            Each::Group => self.declarations.groups_of(table).to_vec(),
            Each::Cell => Vec::new(),
        };
        let is_line = |(axis, prefix): &(AxisKind, String)| {
            let id = super::declared::id(prefix, name);
            self.declarations.has(&Symbol::Line { table: table.to_owned(), axis: *axis, id })
        };
        candidates.into_iter().filter(is_line).collect()
    }
}
