//! A rule set laid out for a report: where the reporter adds rows to a table, each has a line of its own, and a rule over such rows is
//! a rule over each of them. Then nothing else need know that they were added.

use super::{Applies, At, Body, Condition, Each, Expr, Instance, LinearRow, RuleSet, Term};
use crate::{
    number::Number,
    template::{CellId, TableId, Template},
};
use std::borrow::Cow;

impl RuleSet {
    /// The rules as they are for the form as a report fills it in: themselves where that is the form itself.
    pub fn laid_out(&self, template: Cow<'_, Template>) -> Cow<'_, RuleSet> {
        let Cow::Owned(template) = template else { return Cow::Borrowed(self) };
        let layout = Layout { form: &self.template, laid_out: &template };
        let editions = self.editions.iter().map(|all| all.iter().flat_map(|one| layout.instances(self, one)).collect());
        let editions = editions.collect();
        let applies = self
            .applies
            .iter()
            .filter_map(|case| layout.condition(&case.when, None).map(|when| Applies { when, ..case.clone() }));
        let applies = applies.collect();
        Cow::Owned(RuleSet { editions, applies, template, ..self.clone() })
    }
}

/// A row that a reporter added: its table, and which of them it is.
type Row = (TableId, usize);

struct Layout<'a> {
    form: &'a Template,
    laid_out: &'a Template,
}

impl Layout<'_> {
    /// How many rows a reporter added to a table.
    fn count(&self, table: TableId) -> usize {
        let first = self.form[table].open_line().unwrap_or(usize::MAX);
        self.laid_out[table].rows.lines.len().saturating_sub(first)
    }

    /// The row of added ones that a cell of the form is of: any, or one by its key; and its column. None for printed rows.
    fn added(&self, cell: CellId) -> Option<(Option<&str>, usize)> {
        let table = &self.form[cell.table];
        let (row, column) = table.row_and_column(cell.index());
        table.open_line().filter(|first| row >= *first).map(|_| (table.named_key(row), column))
    }

    fn place(&self, (table, row): Row, column: usize) -> CellId {
        let first = self.form[table].open_line().unwrap_or_default();
        table.cell(self.form[table].cell(first + row, column))
    }

    /// Where a cell of the form stands in the report; none for a row that is not there, or for no one row.
    fn cell(&self, cell: CellId, at: Option<Row>) -> Option<CellId> {
        match self.added(cell) {
            None => Some(cell),
            Some((None, column)) => at.filter(|(table, _)| *table == cell.table).map(|row| self.place(row, column)),
            Some((Some(key), column)) => {
                let first = self.form[cell.table].open_line()?;
                let line = self.laid_out[cell.table].rows.line(&format!("\"{key}\""))?;
                Some(self.place((cell.table, line.checked_sub(first)?), column))
            }
        }
    }

    /// The same for cells that are added up: those of all rows.
    fn cells(&self, cells: &[CellId]) -> Option<Vec<CellId>> {
        let mut all = Vec::new();
        for cell in cells {
            match self.added(*cell) {
                Some((None, column)) => {
                    all.extend((0..self.count(cell.table)).map(|row| self.place((cell.table, row), column)));
                }
                _ => all.push(self.cell(*cell, None)?),
            }
        }
        Some(all)
    }

    fn expr(&self, expr: &Expr, at: Option<Row>) -> Option<Expr> {
        Some(match expr {
            Expr::Cell(cell) => Expr::Cell(self.cell(*cell, at)?),
            Expr::DayIn(cell) => Expr::DayIn(self.cell(*cell, at)?),
            Expr::Sum(cells) => Expr::Sum(self.cells(cells)?),
            Expr::Rows(table) => Expr::Number(Number::whole(i128::try_from(self.count(*table)).ok()?)),
            Expr::Negate(inner) => Expr::Negate(Box::new(self.expr(inner, at)?)),
            Expr::Arithmetic(left, operator, right) => {
                Expr::Arithmetic(Box::new(self.expr(left, at)?), *operator, Box::new(self.expr(right, at)?))
            }
            Expr::Cases(cases) => {
                let case = |(when, value): &(Option<Condition>, Expr)| {
                    let when = when.as_ref().map(|when| self.condition(when, at));
                    Some((if let Some(when) = when { Some(when?) } else { None }, self.expr(value, at)?))
                };
                Expr::Cases(cases.iter().map(case).collect::<Option<_>>()?)
            }
            other => other.clone(),
        })
    }

    fn condition(&self, condition: &Condition, at: Option<Row>) -> Option<Condition> {
        let both = |left: &Condition, right: &Condition| {
            Some((Box::new(self.condition(left, at)?), Box::new(self.condition(right, at)?)))
        };
        Some(match condition {
            Condition::Compare(left, how, right) => Condition::Compare(self.expr(left, at)?, *how, self.expr(right, at)?),
            Condition::Says(cell, word, equal) => Condition::Says(self.cell(*cell, at)?, word.clone(), *equal),
            Condition::And(left, right) => both(left, right).map(|(left, right)| Condition::And(left, right))?,
            Condition::Or(left, right) => both(left, right).map(|(left, right)| Condition::Or(left, right))?,
            Condition::Not(inner) => Condition::Not(Box::new(self.condition(inner, at)?)),
            other => other.clone(),
        })
    }

    fn linear(&self, row: &LinearRow, at: Option<Row>) -> Option<LinearRow> {
        let side = |terms: &[Term]| -> Option<Vec<Term>> {
            let mut all = Vec::new();
            for term in terms {
                let cells = match at {
                    Some(_) => vec![self.cell(term.cell, at)?],
                    None => self.cells(&[term.cell])?,
                };
                all.extend(cells.into_iter().map(|cell| Term { cell, ..*term }));
            }
            Some(all)
        };
        let (left, right) = row.terms.split_at_checked(row.left_terms)?;
        let (mut terms, right) = (side(left)?, side(right)?);
        let left_terms = terms.len();
        terms.extend(right);
        Some(LinearRow { terms, left_terms, ..row.clone() })
    }

    /// The row of a table that an instance is checked at one by one, if it is.
    fn one_by_one(&self, rules: &RuleSet, instance: &Instance) -> Option<TableId> {
        let scope = rules[instance.rule].scope.as_ref().filter(|scope| matches!(scope.each, Each::Row | Each::Cell))?;
        let at = instance.at.as_ref()?;
        let own = instance.cells().into_iter().chain(instance.guard.iter().flat_map(|guard| guard.cells()));
        let mut added = own.chain(instance.shown.iter().copied()).filter(|cell| matches!(self.added(*cell), Some((None, _))));
        added
            .find(|cell| {
                let table = &self.form[cell.table];
                let line = table.open_line().map_or("", |open| &table.rows.line_at(open).id);
                match scope.each {
                    Each::Row => table.id == scope.table && at.id == line,
                    _ => at.id == table.cell_name(cell.index()),
                }
            })
            .map(|cell| cell.table)
    }

    fn instances(&self, rules: &RuleSet, instance: &Instance) -> Vec<Instance> {
        match self.one_by_one(rules, instance) {
            None => self.instance(instance, None).into_iter().collect(),
            Some(table) => (0..self.count(table)).filter_map(|row| self.instance(instance, Some((table, row)))).collect(),
        }
    }

    fn instance(&self, instance: &Instance, row: Option<Row>) -> Option<Instance> {
        let guard = match &instance.guard {
            Some(guard) => Some(Box::new(self.condition(guard, row)?)),
            None => None,
        };
        let body = match &instance.body {
            Body::Linear(linear) => {
                let linear = self.linear(linear, row)?;
                // Nothing is left of a sum over no rows but what it is compared with.
                if linear.terms.is_empty() { return None } else { Body::Linear(linear) }
            }
            Body::Condition(condition) => Body::Condition(self.condition(condition, row)?),
            Body::Form(check) => Body::Form(*check),
        };
        let shown = instance.shown.iter().map(|cell| self.cell(*cell, row)).collect::<Option<_>>()?;
        let values = instance.values.iter().map(|value| self.expr(value, row)).collect::<Option<_>>()?;
        let at = match (&instance.at, row) {
            (Some(at), Some(row)) => Some(Box::new(self.at(at, row))),
            (at, _) => at.clone(),
        };
        Some(Instance { guard, body, shown, values, at, ..instance.clone() })
    }

    fn at(&self, at: &At, (table, row): Row) -> At {
        let form = &self.form[table];
        let first = form.open_line().unwrap_or_default();
        let lines = |of: &Template, at: usize| of[table].rows.line_at(at).clone();
        let (own, line) = (lines(self.form, first), lines(self.laid_out, first + row));
        At { id: at.id.replacen(&own.id, &line.id, 1), row: line.label().to_owned(), ..at.clone() }
    }
}
