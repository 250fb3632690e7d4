//! A comparison as an integer row, where it is one. Everything linear takes part in causes and analysis.

use crate::{
    number::Number,
    ruleset::{Arithmetic, Comparison, Condition, Expr, LinearRow, Relation, Term},
    template::CellId,
};
use std::collections::BTreeMap;

/// Coefficients beyond this are no rule about a form.
const MAX_COEFFICIENT: i64 = 10_000;

/// The row of a comparison of two linear sides.
pub(super) fn linear(condition: &Condition) -> Option<LinearRow> {
    let Condition::Compare(left, Comparison::Exact(relation), right) = condition else { return None };
    let (left, right) = (side(left)?, side(right)?);
    let mut terms = left.terms(1)?;
    let left_terms = terms.len();
    terms.extend(right.terms(-1)?);
    (!terms.is_empty()).then_some(LinearRow {
        terms,
        left_terms,
        left_constant: left.constant,
        right_constant: right.constant,
        relation: *relation,
    })
}

/// What a row says of itself, before any report is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Oddity {
    /// Both sides are the same: it always holds, or never.
    Constant {
        /// Whether it always holds.
        holds: bool,
    },
    /// This cell stands on both sides.
    BothSides(CellId),
}

/// What is odd about a row, if anything.
pub(super) fn oddity(row: &LinearRow) -> Option<Oddity> {
    let (left, right) = row.terms.split_at_checked(row.left_terms)?;
    let mut net: BTreeMap<CellId, i64> = BTreeMap::new();
    for term in &row.terms {
        let sum = net.entry(term.cell).or_default();
        *sum = sum.saturating_add(i64::from(term.coefficient));
    }
    if net.values().all(|coefficient| *coefficient == 0) {
        let gap = row.left_constant.checked_sub(row.right_constant)?;
        return Some(Oddity::Constant { holds: constant_holds(row.relation, gap) });
    }
    left.iter().find(|term| right.iter().any(|other| other.cell == term.cell)).map(|term| Oddity::BothSides(term.cell))
}

fn constant_holds(relation: Relation, gap: Number) -> bool {
    relation.holds(&gap.mantissa)
}

/// Σ coefficient · cell + constant.
struct Side {
    cells: BTreeMap<CellId, i64>,
    order: Vec<CellId>,
    constant: Number,
}

impl Side {
    /// In the order written, each cell once.
    fn terms(&self, sign: i64) -> Option<Vec<Term>> {
        let nonzero = self.order.iter().filter_map(|cell| self.cells.get(cell).map(|by| (*cell, *by))).filter(|(_, by)| *by != 0);
        nonzero
            .map(|(cell, by)| {
                let signed = by.checked_mul(sign).filter(|by| by.abs() <= MAX_COEFFICIENT)?;
                Some(Term { cell, coefficient: i32::try_from(signed).ok()? })
            })
            .collect()
    }

    fn add(&mut self, cell: CellId, by: i64) {
        let sum = self.cells.entry(cell).or_insert_with(|| {
            self.order.push(cell);
            0
        });
        *sum = sum.saturating_add(by);
    }
}

fn side(expr: &Expr) -> Option<Side> {
    let mut side = Side { cells: BTreeMap::new(), order: Vec::new(), constant: Number::whole(0) };
    collect(expr, 1, &mut side).map(|()| side)
}

fn collect(expr: &Expr, by: i64, into: &mut Side) -> Option<()> {
    match expr {
        Expr::Number(number) => {
            let scaled = Number { mantissa: number.mantissa.checked_mul(i128::from(by))?, ..*number };
            into.constant = into.constant.checked_add(scaled)?;
        }
        Expr::Cell(cell) => into.add(*cell, by),
        Expr::Sum(cells) => cells.iter().for_each(|cell| into.add(*cell, by)),
        Expr::Negate(inner) => collect(inner, by.checked_neg()?, into)?,
        Expr::Arithmetic(left, Arithmetic::Add, right) => {
            collect(left, by, into)?;
            collect(right, by, into)?;
        }
        Expr::Arithmetic(left, Arithmetic::Subtract, right) => {
            collect(left, by, into)?;
            collect(right, by.checked_neg()?, into)?;
        }
        Expr::Arithmetic(left, Arithmetic::Multiply, right) => match (whole(left), whole(right)) {
            (Some(factor), _) => collect(right, by.checked_mul(factor)?, into)?,
            (_, Some(factor)) => collect(left, by.checked_mul(factor)?, into)?,
            _ => return None,
        },
        Expr::Arithmetic(_, Arithmetic::Divide, _)
        | Expr::Year
        | Expr::DayOf(_)
        | Expr::DayIn(_)
        | Expr::Rows(_)
        | Expr::Day { .. }
        | Expr::Sections
        | Expr::Letters(_)
        | Expr::Stated(_)
        | Expr::OtherReports(_)
        | Expr::Repeated
        | Expr::Cases(_) => return None,
    }
    Some(())
}

fn whole(expr: &Expr) -> Option<i64> {
    match expr {
        Expr::Number(number) => number.at_decimals(0).and_then(|value| i64::try_from(value).ok()),
        Expr::Negate(inner) => whole(inner)?.checked_neg(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::TableId;

    fn cell(cell: usize) -> Expr {
        Expr::Cell(TableId::default().cell(cell))
    }

    fn equal(left: Expr, right: Expr) -> Condition {
        Condition::Compare(left, Comparison::Exact(Relation::Equal), right)
    }

    fn add(left: Expr, right: Expr) -> Expr {
        Expr::Arithmetic(Box::new(left), Arithmetic::Add, Box::new(right))
    }

    #[test]
    fn a_sum_becomes_a_row_with_signs_turned_on_the_right() {
        let row = linear(&equal(add(cell(0), cell(1)), cell(2))).unwrap();
        let coefficients: Vec<i32> = row.terms.iter().map(|term| term.coefficient).collect();
        assert_eq!((coefficients, row.left_terms), (vec![1, 1, -1], 2));
    }

    #[test]
    fn a_ratio_is_no_row() {
        let ratio = Expr::Arithmetic(Box::new(cell(0)), Arithmetic::Divide, Box::new(cell(1)));
        assert_eq!(linear(&equal(ratio, cell(2))), None);
    }

    #[test]
    fn sides_that_cancel_are_odd() {
        let same = linear(&equal(cell(0), cell(0))).unwrap();
        assert_eq!(oddity(&same), Some(Oddity::Constant { holds: true }));
        let itself = linear(&equal(cell(0), add(cell(0), cell(1)))).unwrap();
        assert_eq!(oddity(&itself), Some(Oddity::BothSides(CellId::default())));
    }
}
