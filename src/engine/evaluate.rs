//! Rules that are no integer rows, evaluated as trees over exact fractions; and linear rows over figures that have no place in the
//! dense array. What overflows is unknown, never wrapped.

use crate::{
    number::{Number, power},
    report::Report,
    ruleset::{Arithmetic, CellAt, Comparison, Condition, Expr, Relation},
};
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};

type Fraction = Ratio<i128>;

/// Why a condition has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoAnswer {
    /// These cells are not known.
    Missing(Vec<CellAt>),
    /// The figures are too large to be computed with.
    Overflow,
    /// Something was divided by nought.
    DivisionByZero,
    /// The report does not say this (its kind, its year).
    NotSaid(&'static str),
}

/// What conditions are evaluated over.
pub(super) struct Evaluator<'a, F: Fn(CellAt) -> Option<Number>> {
    pub(super) report: &'a Report,
    /// The figure of a cell, if it is known.
    pub(super) figure: F,
}

impl<F: Fn(CellAt) -> Option<Number>> Evaluator<'_, F> {
    pub(super) fn holds(&self, condition: &Condition) -> Result<bool, NoAnswer> {
        match condition {
            Condition::Compare(left, Comparison::Exact(relation), right) => self.exact(left, *relation, right),
            Condition::Compare(left, Comparison::Agrees, right) => self.agrees(left, right),
            Condition::KindIs(word, equal) => {
                let kind = self.report.kind.as_deref().ok_or(NoAnswer::NotSaid("kind"))?;
                Ok((kind == word) == *equal)
            }
            Condition::And(left, right) => self.both(left, right, false),
            Condition::Or(left, right) => self.both(left, right, true),
            Condition::Not(inner) => Ok(!self.holds(inner)?),
        }
    }

    /// `and`, `or`: one side can settle it though the other has no answer.
    fn both(&self, left: &Condition, right: &Condition, settles: bool) -> Result<bool, NoAnswer> {
        match (self.holds(left), self.holds(right)) {
            (Ok(one), _) if one == settles => Ok(settles),
            (_, Ok(two)) if two == settles => Ok(settles),
            (Err(why), _) | (_, Err(why)) => Err(why),
            (Ok(_), Ok(_)) => Ok(!settles),
        }
    }

    fn exact(&self, left: &Expr, relation: Relation, right: &Expr) -> Result<bool, NoAnswer> {
        let gap = join(self.value(left), self.value(right))
            .and_then(|(left, right)| left.checked_sub(&right).ok_or(NoAnswer::Overflow))?;
        Ok(relation.holds(gap.numer()))
    }

    /// Whether the left side, rounded or truncated to the decimals that the right side is printed with, is the right side.
    fn agrees(&self, left: &Expr, right: &Expr) -> Result<bool, NoAnswer> {
        let value = self.value(left)?;
        let printed = self.printed(right)?;
        let scale = power(printed.decimals).ok_or(NoAnswer::Overflow)?;
        let scaled = value.checked_mul(&Fraction::from_integer(scale)).ok_or(NoAnswer::Overflow)?;
        let want = Fraction::from_integer(printed.mantissa);
        Ok(scaled.trunc() == want || scaled.round() == want)
    }

    fn printed(&self, expr: &Expr) -> Result<Number, NoAnswer> {
        match expr {
            Expr::Number(number) => Ok(*number),
            Expr::Cell(cell) => (self.figure)(*cell).ok_or_else(|| NoAnswer::Missing(vec![*cell])),
            _ => Err(NoAnswer::NotSaid("printed precision")),
        }
    }

    fn value(&self, expr: &Expr) -> Result<Fraction, NoAnswer> {
        match expr {
            Expr::Number(number) => fraction(*number),
            Expr::Cell(cell) => self.cell(*cell),
            Expr::Sum(cells) => cells
                .iter()
                .map(|cell| self.cell(*cell))
                .reduce(|sum, next| {
                    let (sum, next) = join(sum, next)?;
                    sum.checked_add(&next).ok_or(NoAnswer::Overflow)
                })
                .unwrap_or_else(|| Ok(Fraction::zero())),
            Expr::Year => self.report.year.map(|year| Fraction::from_integer(year.into())).ok_or(NoAnswer::NotSaid("year")),
            Expr::Negate(inner) => Fraction::zero().checked_sub(&self.value(inner)?).ok_or(NoAnswer::Overflow),
            Expr::Arithmetic(left, operator, right) => {
                let (left, right) = join(self.value(left), self.value(right))?;
                compute(left, *operator, right)
            }
        }
    }

    fn cell(&self, cell: CellAt) -> Result<Fraction, NoAnswer> {
        (self.figure)(cell).map_or_else(|| Err(NoAnswer::Missing(vec![cell])), fraction)
    }
}

fn compute(left: Fraction, operator: Arithmetic, right: Fraction) -> Result<Fraction, NoAnswer> {
    match operator {
        Arithmetic::Add => left.checked_add(&right),
        Arithmetic::Subtract => left.checked_sub(&right),
        Arithmetic::Multiply => left.checked_mul(&right),
        Arithmetic::Divide if right.is_zero() => return Err(NoAnswer::DivisionByZero),
        Arithmetic::Divide => left.checked_div(&right),
    }
    .ok_or(NoAnswer::Overflow)
}

fn fraction(number: Number) -> Result<Fraction, NoAnswer> {
    power(number.decimals).map(|by| Ratio::new(number.mantissa, by)).ok_or(NoAnswer::Overflow)
}

/// Both, or all the cells that either lacks.
fn join<T>(left: Result<T, NoAnswer>, right: Result<T, NoAnswer>) -> Result<(T, T), NoAnswer> {
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(NoAnswer::Missing(mut one)), Err(NoAnswer::Missing(two))) => {
            one.extend(two);
            Err(NoAnswer::Missing(one))
        }
        (Err(why), _) | (_, Err(why)) => Err(why),
    }
}
