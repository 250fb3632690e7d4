//! What rules ask of figures that are all above zero, as bounds on sums of cells: an instance in, ways to satisfy it out. Knows no
//! values; what is no sum of cells is left to whoever checks the report.

use crate::{
    engine::view::{evaluate::Fraction, figures::decimals_of, plan::Plan},
    number::{Number, power},
    ruleset::{Arithmetic, Body, Comparison, Condition, Expr, Instance, LinearRow, Relation, Tolerance},
    template::{CellId, Template},
};
use num_traits::{CheckedAdd, CheckedMul, One, Signed, Zero};
use std::collections::BTreeMap;

/// `Σ coefficient · cell + constant`, in the integers of the dense array, and how it must stand to 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) terms: Vec<(usize, i128)>,
    pub(super) constant: i128,
    pub(super) relation: Relation,
}

/// One of several ways must be kept to, each of them some bounds.
pub(super) type Demand = Vec<Vec<Bound>>;

/// A condition that comes to more ways is not looked at.
const MOST_WAYS: usize = 16;

/// Puts instances into bounds over the cells of a plan.
pub(super) struct Demands<'a> {
    pub(super) template: &'a Template,
    pub(super) plan: &'a Plan,
    /// The year of the report.
    pub(super) year: u16,
}

impl Demands<'_> {
    /// What an instance asks for; none where that is no matter of sums, or the generated report is not asked.
    pub(super) fn of(&self, instance: &Instance) -> Option<Demand> {
        if instance.over.is_some() {
            return None;
        }
        let mut ways = match &instance.body {
            Body::Linear(row) => vec![vec![self.row(row)?]],
            Body::Condition(condition) => self.ways(condition, true)?,
            Body::Form(_) => return None,
        };
        if let Some(guard) = &instance.guard {
            if is_not_answered(guard) {
                return None;
            }
            ways.extend(self.ways(guard, false).unwrap_or_default());
        }
        Some(ways)
    }

    /// The equation by which two sides are surely close enough, in a rule that wants no more than that.
    pub(super) fn equation(&self, instance: &Instance) -> Option<Bound> {
        match &instance.body {
            Body::Condition(Condition::Compare(left, Comparison::Exact(Relation::Equal) | Comparison::Within(_), right))
                if instance.guard.is_none() && instance.over.is_none() =>
            {
                self.bound(left, right, Relation::Equal, None)
            }
            _ => None,
        }
    }

    fn row(&self, row: &LinearRow) -> Option<Bound> {
        let mut sum = Sum { constant: fraction(row.left_constant.checked_sub(row.right_constant)?)?, ..Sum::default() };
        for term in &row.terms {
            sum = sum.plus(&self.cell(term.cell)?.times(Fraction::from_integer(term.coefficient.into()))?)?;
        }
        sum.bound(row.relation)
    }

    /// The ways in which a condition holds, or does not.
    fn ways(&self, condition: &Condition, holds: bool) -> Option<Demand> {
        match condition {
            Condition::Compare(left, Comparison::Exact(relation), right) => {
                let relation = if holds { *relation } else { complement(*relation) };
                Some(vec![vec![self.bound(left, right, relation, None)?]])
            }
            Condition::Compare(left, Comparison::Within(tolerance), right) => {
                let (below, above) = match holds {
                    true => (Relation::GreaterEqual, Relation::LessEqual),
                    false => (Relation::Less, Relation::Greater),
                };
                let below = self.bound(left, right, below, Some((*tolerance, -1)))?;
                let above = self.bound(left, right, above, Some((*tolerance, 1)))?;
                Some(if holds { vec![vec![below, above]] } else { vec![vec![below], vec![above]] })
            }
            Condition::Constant(is) => Some(if *is == holds { vec![Vec::new()] } else { Vec::new() }),
            Condition::And(left, right) if holds => both(self.ways(left, true), self.ways(right, true)),
            Condition::Or(left, right) if !holds => both(self.ways(left, false), self.ways(right, false)),
            Condition::And(left, right) | Condition::Or(left, right) => {
                let ways = [self.ways(left, holds), self.ways(right, holds)];
                let known: Demand = ways.into_iter().flatten().flatten().collect();
                (!known.is_empty()).then_some(known)
            }
            Condition::Not(inner) => self.ways(inner, !holds),
            _ => None,
        }
    }

    /// How `left - right`, less or more what a tolerance allows, stands to zero.
    fn bound(&self, left: &Expr, right: &Expr, relation: Relation, by: Option<(Tolerance, i128)>) -> Option<Bound> {
        let (left, mut right) = (self.ratio(left)?, self.ratio(right)?);
        match by {
            Some((Tolerance::Amount(amount), sign)) => {
                let most = Ratio::of(Sum::constant(fraction(amount)?.checked_mul(&Fraction::from_integer(sign))?));
                right = right.plus(&most)?;
            }
            Some((Tolerance::Share(share), sign)) => {
                let share = fraction(share)?.checked_mul(&Fraction::from_integer(sign))?;
                right.over = right.over.times(Fraction::one().checked_add(&share)?)?;
            }
            None => {}
        }
        let (left, right) = (left.over.by(&right.under)?, right.over.by(&left.under)?);
        left.plus(&right.times(Fraction::from_integer(-1))?)?.bound(relation)
    }

    fn ratio(&self, expr: &Expr) -> Option<Ratio> {
        match expr {
            Expr::Number(number) => Some(Ratio::of(Sum::constant(fraction(*number)?))),
            Expr::Year => Some(Ratio::of(Sum::constant(Fraction::from_integer(self.year.into())))),
            Expr::Cell(cell) => Some(Ratio::of(self.cell(*cell)?)),
            Expr::Sum(cells) => {
                let sum = cells.iter().try_fold(Sum::default(), |sum, cell| sum.plus(&self.cell(*cell)?))?;
                Some(Ratio::of(sum))
            }
            Expr::Negate(inner) => self.ratio(inner)?.negated(),
            Expr::Arithmetic(left, operator, right) => {
                let (left, right) = (self.ratio(left)?, self.ratio(right)?);
                match operator {
                    Arithmetic::Add => left.plus(&right),
                    Arithmetic::Subtract => left.plus(&right.negated()?),
                    Arithmetic::Multiply => Ratio::new(left.over.by(&right.over)?, left.under.by(&right.under)?),
                    Arithmetic::Divide => Ratio::new(left.over.by(&right.under)?, left.under.by(&right.over)?),
                }
            }
            _ => None,
        }
    }

    fn cell(&self, cell: CellId) -> Option<Sum> {
        let kind = self.template.kind(cell).filter(|kind| kind.measure.is_figure())?;
        let one = Fraction::from_integer(1).checked_mul(&Fraction::new(1, power(decimals_of(kind))?))?;
        Some(Sum { terms: BTreeMap::from([(self.plan.index(cell)?, one)]), constant: Fraction::zero() })
    }
}

/// Whether a generated report, which says nothing of itself but its year, has no answer to some of it: what depends on it is not
/// asked.
fn is_not_answered(condition: &Condition) -> bool {
    let is_not_said = |condition: &Condition| {
        matches!(condition, Condition::KindIs(..) | Condition::Told(_) | Condition::Known(_) | Condition::OfTopic(_))
    };
    let mut is_asked = condition.any(&is_not_said);
    condition.each_expr(&mut |expr| {
        is_asked |= match expr {
            Expr::Cases(cases) => cases.iter().any(|(when, _)| when.is_some()),
            Expr::DayOf(_) | Expr::Stated(_) | Expr::OtherReports(_) | Expr::Letters(_) | Expr::Repeated => true,
            _ => false,
        }
    });
    is_asked
}

/// Ways in which both hold. What cannot be told of one side is left out: whoever checks the report sees it.
fn both(left: Option<Demand>, right: Option<Demand>) -> Option<Demand> {
    let (left, right) = match (left, right) {
        (Some(left), Some(right)) => (left, right),
        (one, other) => return one.or(other),
    };
    let joined = left.iter().flat_map(|one| right.iter().map(move |two| one.iter().chain(two).cloned().collect()));
    let joined: Demand = joined.take(MOST_WAYS + 1).collect();
    (joined.len() <= MOST_WAYS).then_some(joined)
}

fn complement(relation: Relation) -> Relation {
    match relation {
        Relation::Equal => Relation::NotEqual,
        Relation::NotEqual => Relation::Equal,
        Relation::Less => Relation::GreaterEqual,
        Relation::LessEqual => Relation::Greater,
        Relation::Greater => Relation::LessEqual,
        Relation::GreaterEqual => Relation::Less,
    }
}

fn fraction(number: Number) -> Option<Fraction> {
    Some(Fraction::new(number.mantissa, power(number.decimals)?))
}

/// `Σ coefficient · cell + constant`. Whatever becomes too large is none.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sum {
    terms: BTreeMap<usize, Fraction>,
    constant: Fraction,
}

impl Default for Sum {
    fn default() -> Sum {
        Sum::constant(Fraction::zero())
    }
}

impl Sum {
    fn constant(constant: Fraction) -> Sum {
        Sum { terms: BTreeMap::new(), constant }
    }

    fn plus(mut self, other: &Sum) -> Option<Sum> {
        for (cell, by) in &other.terms {
            let held = self.terms.entry(*cell).or_insert_with(Fraction::zero);
            *held = held.checked_add(by)?;
        }
        self.terms.retain(|_, by| !by.is_zero());
        self.constant = self.constant.checked_add(&other.constant)?;
        Some(self)
    }

    fn times(&self, by: Fraction) -> Option<Sum> {
        let terms = self.terms.iter().map(|(cell, own)| Some((*cell, own.checked_mul(&by)?)));
        let mut terms: BTreeMap<_, _> = terms.collect::<Option<_>>()?;
        terms.retain(|_, by| !by.is_zero());
        Some(Sum { terms, constant: self.constant.checked_mul(&by)? })
    }

    /// The product, where one of the two is no more than a number.
    fn by(&self, other: &Sum) -> Option<Sum> {
        match (self.terms.is_empty(), other.terms.is_empty()) {
            (_, true) => self.times(other.constant),
            (true, false) => other.times(self.constant),
            (false, false) => None,
        }
    }

    /// Whether it is above zero whenever all cells are.
    fn is_positive(&self) -> bool {
        let all = || self.terms.values().chain([&self.constant]);
        all().all(|part| !part.is_negative()) && all().any(Fraction::is_positive)
    }

    /// In whole numbers.
    fn bound(&self, relation: Relation) -> Option<Bound> {
        let all = || self.terms.values().chain([&self.constant]);
        // What a denominator has beyond the scale so far is what the scale lacks.
        let scale = all().try_fold(1i128, |scale, part| scale.checked_mul(*Fraction::new(scale, *part.denom()).denom()))?;
        let whole = |part: &Fraction| Some(part.checked_mul(&Fraction::from_integer(scale))?.to_integer());
        let terms = self.terms.iter().map(|(cell, by)| Some((*cell, whole(by)?))).collect::<Option<_>>()?;
        Some(Bound { terms, constant: whole(&self.constant)?, relation })
    }
}

/// A sum over another that is above zero.
#[derive(Clone, Debug)]
struct Ratio {
    over: Sum,
    under: Sum,
}

impl Ratio {
    fn of(over: Sum) -> Ratio {
        Ratio { over, under: Sum::constant(Fraction::one()) }
    }

    fn new(over: Sum, under: Sum) -> Option<Ratio> {
        if under.is_positive() {
            return Some(Ratio { over, under });
        }
        let turned = under.times(Fraction::from_integer(-1)).filter(Sum::is_positive)?;
        Some(Ratio { over: over.times(Fraction::from_integer(-1))?, under: turned })
    }

    fn negated(self) -> Option<Ratio> {
        Some(Ratio { over: self.over.times(Fraction::from_integer(-1))?, under: self.under })
    }

    fn plus(&self, other: &Ratio) -> Option<Ratio> {
        if self.under == other.under {
            return Some(Ratio { over: self.over.clone().plus(&other.over)?, under: self.under.clone() });
        }
        let over = self.over.by(&other.under)?.plus(&other.over.by(&self.under)?)?;
        Some(Ratio { over, under: self.under.by(&other.under)? })
    }
}
