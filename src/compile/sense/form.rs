//! Values as sums of unknowns: a cell, a figure of last year's report, the year, or whatever cannot be taken apart. What is known of an
//! unknown beforehand (a count is not below zero, an edition has its years) comes as rows.

use super::system::Row;
use crate::{
    number::{Number, power},
    ruleset::{Arithmetic, Expr, Fact, FactKind, OtherReports, Relation, Stated},
    template::{CellId, Edition, Measure, Template},
};
use std::collections::BTreeMap;

/// `(Σ by · unknown + constant) / over`
#[derive(Clone, Debug)]
pub(super) struct Form {
    by: BTreeMap<usize, i128>,
    constant: i128,
    /// Above zero.
    over: i128,
}

/// What is taken to be known beforehand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// Counts and amounts are not below zero.
    pub(super) figures: bool,
    /// The years of the edition.
    pub(super) years: bool,
}

/// The unknowns of some conditions.
pub(super) struct Forms<'a> {
    pub(super) template: &'a Template,
    pub(super) edition: &'a Edition,
    pub(super) facts: &'a [Fact],
    unknowns: Vec<Expr>,
}

impl Form {
    fn constant(number: Number) -> Option<Form> {
        Some(Form { by: BTreeMap::new(), constant: number.mantissa, over: power(number.decimals)? })
    }

    /// `self + times · other`
    fn plus(&self, other: &Form, times: i128) -> Option<Form> {
        let mut by = BTreeMap::new();
        let scaled = |form: &Form, unknown: usize, over: i128| form.by.get(&unknown).map_or(Some(0), |by| by.checked_mul(over));
        for unknown in self.by.keys().chain(other.by.keys()) {
            let own = scaled(self, *unknown, other.over)?;
            let sum = own.checked_add(scaled(other, *unknown, self.over)?.checked_mul(times)?)?;
            by.insert(*unknown, sum);
        }
        by.retain(|_, by| *by != 0);
        let constant = self.constant.checked_mul(other.over)?;
        let constant = constant.checked_add(other.constant.checked_mul(self.over)?.checked_mul(times)?)?;
        Some(Form { by, constant, over: self.over.checked_mul(other.over)? })
    }

    /// Times `up / down`, `down` being above zero.
    fn times(mut self, up: i128, down: i128) -> Option<Form> {
        for by in self.by.values_mut() {
            *by = by.checked_mul(up)?;
        }
        self.by.retain(|_, by| *by != 0);
        self.constant = self.constant.checked_mul(up)?;
        self.over = self.over.checked_mul(down)?;
        Some(self)
    }

    fn is_constant(&self) -> bool {
        self.by.is_empty()
    }

    /// The rows of `self relation 0`, all of which must hold; none for ≠.
    pub(super) fn rows(&self, relation: Relation) -> Option<Vec<Row>> {
        let above = |strict| Row { by: self.by.clone(), constant: self.constant, strict };
        let below = |strict| {
            let by = self.by.iter().map(|(unknown, by)| (*unknown, by.saturating_neg())).collect();
            Row { by, constant: self.constant.saturating_neg(), strict }
        };
        Some(match relation {
            Relation::NotEqual => return None,
            Relation::Equal => vec![above(false), below(false)],
            Relation::Less => vec![below(true)],
            Relation::LessEqual => vec![below(false)],
            Relation::Greater => vec![above(true)],
            Relation::GreaterEqual => vec![above(false)],
        })
    }
}

impl<'a> Forms<'a> {
    pub(super) fn new(template: &'a Template, edition: &'a Edition, facts: &'a [Fact]) -> Forms<'a> {
        Forms { template, edition, facts, unknowns: Vec::new() }
    }

    /// `left − right`; none where the figures grow too large.
    pub(super) fn gap(&mut self, left: &Expr, right: &Expr) -> Option<Form> {
        let (left, right) = (self.form(left)?, self.form(right)?);
        left.plus(&right, -1)
    }

    /// A sum of cells and a constant.
    pub(super) fn of_terms(&mut self, terms: impl Iterator<Item = (CellId, i128)>, constant: Number) -> Option<Form> {
        let mut sum = Form::constant(constant)?;
        for (cell, by) in terms {
            let cell = self.unknown(&Expr::Cell(cell));
            sum = sum.plus(&cell, by)?;
        }
        Some(sum)
    }

    fn form(&mut self, expr: &Expr) -> Option<Form> {
        match expr {
            Expr::Number(number) => Form::constant(*number),
            Expr::Sum(cells) => self.of_terms(cells.iter().map(|cell| (*cell, 1)), Number::whole(0)),
            Expr::OtherReports(of) => {
                let mut sum = Form::constant(Number::whole(0))?;
                for cell in &of.cells {
                    let one = Expr::OtherReports(OtherReports { whose: of.whose, cells: vec![*cell] });
                    sum = sum.plus(&self.unknown(&one), 1)?;
                }
                Some(sum)
            }
            Expr::Day { year, month, day, next } => {
                let days = i128::from(*month).checked_mul(31)?.checked_add(i128::from(*day))?;
                let first = Expr::Day { year: None, month: 1, day: 1, next: *next };
                let year = match year {
                    None => self.unknown(&first),
                    Some(year) => Form::constant(Number::whole(i128::from(*year).checked_mul(400)?))?,
                };
                year.plus(&Form::constant(Number::whole(days))?, 1)
            }
            Expr::Negate(inner) => self.form(inner)?.times(-1, 1),
            Expr::Arithmetic(left, operator, right) => self.joined(expr, (left, *operator, right)),
            _ => Some(self.unknown(expr)),
        }
    }

    fn joined(&mut self, whole: &Expr, (left, operator, right): (&Expr, Arithmetic, &Expr)) -> Option<Form> {
        let (left, right) = (self.form(left)?, self.form(right)?);
        match operator {
            Arithmetic::Add => left.plus(&right, 1),
            Arithmetic::Subtract => left.plus(&right, -1),
            Arithmetic::Multiply if right.is_constant() => left.times(right.constant, right.over),
            Arithmetic::Multiply if left.is_constant() => right.times(left.constant, left.over),
            Arithmetic::Divide if right.is_constant() && right.constant != 0 => {
                let up = if right.constant < 0 { right.over.saturating_neg() } else { right.over };
                left.times(up, right.constant.saturating_abs())
            }
            Arithmetic::Multiply | Arithmetic::Divide => Some(self.unknown(whole)),
        }
    }

    fn unknown(&mut self, expr: &Expr) -> Form {
        let at = self.unknowns.iter().position(|known| known == expr).unwrap_or_else(|| {
            self.unknowns.push(expr.clone());
            self.unknowns.len() - 1
        });
        Form { by: BTreeMap::from([(at, 1)]), constant: 0, over: 1 }
    }

    /// What is known of the unknowns beforehand.
    pub(super) fn bounds(&self, known: Known) -> Vec<Row> {
        let row = |at: usize, by: i128, constant: i128| Row { by: BTreeMap::from([(at, by)]), constant, strict: false };
        let mut rows = Vec::new();
        for (at, unknown) in self.unknowns.iter().enumerate() {
            if *unknown == Expr::Year && known.years {
                rows.push(row(at, 1, i128::from(self.edition.first_year).saturating_neg()));
                rows.extend(self.edition.last_year.map(|last| row(at, -1, i128::from(last))));
            }
            if *unknown == Expr::Repeated {
                rows.push(row(at, -1, 1));
            }
            if known.figures && self.is_not_below_zero(unknown) {
                rows.push(row(at, 1, 0));
            }
        }
        rows
    }

    fn is_not_below_zero(&self, expr: &Expr) -> bool {
        let cell = |cell: &CellId| {
            let kind = self.template.kind(*cell);
            kind.is_some_and(|kind| matches!(kind.measure, Measure::Count | Measure::Money) && !kind.signed)
        };
        match expr {
            Expr::Number(number) => !number.is_negative(),
            Expr::Cell(of) => cell(of),
            Expr::Sum(cells) => cells.iter().all(cell),
            Expr::OtherReports(of) => of.cells.iter().all(cell),
            Expr::Rows(_) | Expr::Sections | Expr::Letters(_) | Expr::Repeated => true,
            Expr::Stated(Stated::Fact(fact)) => {
                self.facts.get(*fact).is_some_and(|fact| matches!(fact.kind, FactKind::Count | FactKind::Money))
            }
            Expr::Arithmetic(left, Arithmetic::Add | Arithmetic::Multiply | Arithmetic::Divide, right) => {
                self.is_not_below_zero(left) && self.is_not_below_zero(right)
            }
            _ => false,
        }
    }
}
