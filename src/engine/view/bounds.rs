//! What must be false whatever the reports that are not there say: a condition in, whether no figures of theirs could make it hold
//! out. Sums over children are known from below then, everything else is known exactly or not at all.

use super::evaluate::{Evaluator, Fraction};
use crate::{
    number::Number,
    ruleset::{Arithmetic, Comparison, Condition, Expr, Relation, Whose},
    template::CellId,
};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, Signed, Zero};

/// How far a figure goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Reach {
    /// It is that.
    Exact,
    /// It is that or more.
    AtLeast,
    /// It is that or less.
    AtMost,
}

/// The values that an expression can have, ends included; an end that is none is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    low: Option<Fraction>,
    high: Option<Fraction>,
}

impl<F: Fn(CellId) -> Option<Number>> Evaluator<'_, F> {
    /// Whether a condition fails for every figure that the absent children can have.
    pub(in crate::engine) fn is_refuted(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Compare(left, Comparison::Exact(relation), right) => {
                let gap = self.range(left).zip(self.range(right)).and_then(|(left, right)| left.plus(right.negated()?));
                gap.is_some_and(|gap| gap.refutes(*relation))
            }
            Condition::And(left, right) => self.is_refuted(left) || self.is_refuted(right),
            Condition::Or(left, right) => self.is_refuted(left) && self.is_refuted(right),
            other => self.holds(other) == Ok(false),
        }
    }

    /// What is known of a value: itself, or the end that it cannot pass.
    pub(in crate::engine) fn known(&self, expr: &Expr) -> Option<(Fraction, Reach)> {
        let range = self.range(expr)?;
        match (range.exact(), range.low, range.high) {
            (Some(value), ..) => Some((value, Reach::Exact)),
            (None, Some(low), _) => Some((low, Reach::AtLeast)),
            (None, None, high) => high.map(|high| (high, Reach::AtMost)),
        }
    }

    fn range(&self, expr: &Expr) -> Option<Range> {
        match expr {
            Expr::OtherReports(of) if of.whose == Whose::Children => self.others.at_least(of).and_then(|(sum, is_whole)| {
                let low = Some(super::evaluate::fraction(sum).ok()?);
                Some(Range { low, high: low.filter(|_| is_whole) })
            }),
            Expr::Negate(inner) => self.range(inner)?.negated(),
            Expr::Arithmetic(left, operator, right) => {
                let (left, right) = (self.range(left)?, self.range(right)?);
                match operator {
                    Arithmetic::Add => left.plus(right),
                    Arithmetic::Subtract => left.plus(right.negated()?),
                    Arithmetic::Multiply => match (left.exact(), right.exact()) {
                        (Some(by), _) => right.times(by),
                        (_, Some(by)) => left.times(by),
                        _ => None,
                    },
                    Arithmetic::Divide => left.times(Fraction::from_integer(1).checked_div(&right.exact()?)?),
                }
            }
            known => self.value(known).ok().map(|value| Range { low: Some(value), high: Some(value) }),
        }
    }
}

impl Range {
    fn exact(self) -> Option<Fraction> {
        self.low.filter(|_| self.low == self.high)
    }

    /// None where an end is too large to be computed with; so in all that follows.
    fn negated(self) -> Option<Range> {
        self.times(Fraction::from_integer(-1))
    }

    fn plus(self, other: Range) -> Option<Range> {
        let add = |one: Option<Fraction>, two: Option<Fraction>| match one.zip(two) {
            Some((one, two)) => one.checked_add(&two).map(Some),
            None => Some(None),
        };
        Some(Range { low: add(self.low, other.low)?, high: add(self.high, other.high)? })
    }

    fn times(self, by: Fraction) -> Option<Range> {
        if by.is_zero() {
            return Some(Range { low: Some(by), high: Some(by) });
        }
        let scale = |end: Option<Fraction>| match end {
            Some(end) => end.checked_mul(&by).map(Some),
            None => Some(None),
        };
        let (low, high) = (scale(self.low)?, scale(self.high)?);
        Some(if by.is_negative() { Range { low: high, high: low } } else { Range { low, high } })
    }

    /// Whether no value of the gap stands so to zero.
    fn refutes(self, relation: Relation) -> bool {
        let zero = Fraction::zero();
        let (low, high) = (self.low, self.high);
        match relation {
            Relation::Equal => low.is_some_and(|low| low > zero) || high.is_some_and(|high| high < zero),
            Relation::NotEqual => self.exact() == Some(zero),
            Relation::Less => low.is_some_and(|low| low >= zero),
            Relation::LessEqual => low.is_some_and(|low| low > zero),
            Relation::Greater => high.is_some_and(|high| high <= zero),
            Relation::GreaterEqual => high.is_some_and(|high| high < zero),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELATIONS: [Relation; 6] =
        [Relation::Equal, Relation::NotEqual, Relation::Less, Relation::LessEqual, Relation::Greater, Relation::GreaterEqual];

    fn range(low: Option<i128>, high: Option<i128>) -> Range {
        Range { low: low.map(Fraction::from_integer), high: high.map(Fraction::from_integer) }
    }

    /// An open end reaches past every whole number that is tried here.
    fn values(range: Range) -> impl Iterator<Item = i128> {
        let end = |end: Option<Fraction>, open: i128| end.map_or(open, |end| end.to_integer());
        end(range.low, -9)..=end(range.high, 9)
    }

    #[test]
    fn a_relation_is_refuted_if_no_value_of_the_gap_meets_it() {
        let ends = || [None].into_iter().chain((-2..=2).map(Some));
        for gap in ends().flat_map(|low| ends().map(move |high| range(low, high))).filter(|gap| values(*gap).next().is_some()) {
            for relation in RELATIONS {
                assert_eq!(gap.refutes(relation), !values(gap).any(|gap| relation.holds(&gap)), "{gap:?} {relation:?}");
            }
        }
    }

    #[test]
    fn sums_and_multiples_reach_as_far_as_their_values_do() {
        let (open, closed) = (range(Some(3), None), range(Some(-1), Some(2)));
        assert_eq!(open.plus(closed), Some(range(Some(2), None)));
        assert_eq!(open.negated(), Some(range(None, Some(-3))));
        assert_eq!(closed.times(Fraction::from_integer(-2)), Some(range(Some(-4), Some(2))));
        assert_eq!(open.times(Fraction::zero()), Some(range(Some(0), Some(0))));
        assert_eq!(range(Some(i128::MAX), None).plus(range(Some(1), None)), None);
    }
}
