//! Rules that are no integer rows, evaluated as trees over exact fractions; and linear rows over figures that have no place in the
//! dense array. What overflows is unknown, never wrapped.

use super::related::Others;
use crate::{
    date::Date,
    number::{Number, power},
    report::{Prose, Report, Value},
    ruleset::{Arithmetic, Comparison, Condition, Expr, Occasion, OtherReports, Relation, Stated, Tolerance},
    template::CellId,
};
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, Zero};

pub(in crate::engine) type Fraction = Ratio<i128>;

/// Decimals that a side of a comparison may have: more than any figure of a form has.
const MOST_DECIMALS: u8 = 12;

/// Prose with fewer letters is not compared with last year's.
const LEAST_PROSE: usize = 60;

/// Why a condition has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::engine) enum NoAnswer {
    /// These cells are not known.
    Missing(Vec<CellId>),
    /// The figures are too large to be computed with.
    Overflow,
    /// Something was divided by zero.
    DivisionByZero,
    /// One of these figures of other reports is not known.
    OtherReports(OtherReports),
    /// The report does not say this (its kind, its year).
    NotSaid(&'static str),
}

/// What conditions are evaluated over.
pub(in crate::engine) struct Evaluator<'a, F: Fn(CellId) -> Option<Number>> {
    pub(in crate::engine) report: &'a Report,
    /// The figure of a cell, if it is known.
    pub(in crate::engine) figure: F,
    /// What the prose states.
    pub(in crate::engine) stated: &'a dyn StatedFigures,
    /// Other reports.
    pub(in crate::engine) others: &'a Others<'a>,
}

/// What the prose states, as far as a condition asks.
pub(in crate::engine) trait StatedFigures {
    /// A figure of the fact or statement at hand.
    fn stated(&self, of: Stated) -> Option<Number>;
    /// Whether the prose states a fact; none where there is no prose.
    fn states(&self, fact: usize) -> Option<bool>;
    /// The topic of the fact or statement at hand.
    fn topic(&self) -> Option<usize> {
        None
    }
}

/// No prose is at hand.
pub(in crate::engine) struct NoProse;

impl StatedFigures for NoProse {
    fn stated(&self, _: Stated) -> Option<Number> {
        None
    }

    fn states(&self, _: usize) -> Option<bool> {
        None
    }
}

impl<F: Fn(CellId) -> Option<Number>> Evaluator<'_, F> {
    pub(in crate::engine) fn holds(&self, condition: &Condition) -> Result<bool, NoAnswer> {
        match condition {
            Condition::Compare(left, Comparison::Exact(relation), right) => self.exact(left, *relation, right),
            Condition::Compare(left, Comparison::Agrees, right) => self.agrees(left, right),
            Condition::Says(cell, word, equal) => Ok((self.words(*cell)? == word) == *equal),
            Condition::Compare(left, Comparison::Within(tolerance), right) => self.within(left, *tolerance, right),
            Condition::KindIs(word, equal) => {
                let kind = self.report.kind.as_deref().ok_or(NoAnswer::NotSaid("kind"))?;
                Ok((kind == word) == *equal)
            }
            Condition::Told(fact) => self.stated.states(*fact).ok_or(NoAnswer::NotSaid("prose")),
            Condition::Constant(holds) => Ok(*holds),
            Condition::Known(occasion) => Ok(day_of(self.report, *occasion).is_some()),
            Condition::OfTopic(topic) => Ok(self.stated.topic() == Some(*topic)),
            // A way to read statements of another topic is none.
            Condition::And(left, _) if matches!(**left, Condition::OfTopic(topic) if self.stated.topic() != Some(topic)) => {
                Err(NoAnswer::NotSaid("prose"))
            }
            Condition::And(left, right) => self.both(left, right, false),
            Condition::Or(left, right) => self.both(left, right, true),
            Condition::Not(inner) => Ok(!self.holds(inner)?),
        }
    }

    /// `and`, `or`: one side can settle it though the other has no answer.
    fn both(&self, left: &Condition, right: &Condition, settles: bool) -> Result<bool, NoAnswer> {
        let left = self.holds(left);
        if left == Ok(settles) {
            return Ok(settles);
        }
        match (left, self.holds(right)) {
            (_, Ok(two)) if two == settles => Ok(settles),
            // A way to read a statement that lacks a figure is none: the other decides.
            (Err(NoAnswer::NotSaid("prose")), Ok(other)) | (Ok(other), Err(NoAnswer::NotSaid("prose"))) if settles => Ok(other),
            (Err(why), _) | (_, Err(why)) => Err(why),
            (Ok(_), Ok(_)) => Ok(!settles),
        }
    }

    fn exact(&self, left: &Expr, relation: Relation, right: &Expr) -> Result<bool, NoAnswer> {
        let gap = join(self.value(left), self.value(right))
            .and_then(|(left, right)| difference(&left, &right).ok_or(NoAnswer::Overflow))?;
        Ok(relation.holds(gap.numer()))
    }

    /// Whether two sides are no further apart than a tolerance allows.
    fn within(&self, left: &Expr, tolerance: Tolerance, right: &Expr) -> Result<bool, NoAnswer> {
        let (left, right) = join(self.value(left), self.value(right))?;
        let gap = difference(&left, &right).ok_or(NoAnswer::Overflow)?;
        let most = match tolerance {
            Tolerance::Amount(amount) => fraction(amount)?,
            Tolerance::Share(share) => fraction(share)?.checked_mul(&right.abs()).ok_or(NoAnswer::Overflow)?,
        };
        Ok(gap.abs() <= most)
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
            Expr::Stated(of) => self.stated.stated(*of).ok_or(NoAnswer::NotSaid("prose")),
            Expr::Arithmetic(cell, Arithmetic::Multiply, by) if **by == Expr::hundredth() => {
                let printed = self.printed(cell)?;
                Ok(Number { decimals: printed.decimals.saturating_add(2), ..printed })
            }
            _ => Err(NoAnswer::NotSaid("printed precision")),
        }
    }

    pub(in crate::engine) fn value(&self, expr: &Expr) -> Result<Fraction, NoAnswer> {
        match expr {
            Expr::Number(number) => fraction(*number),
            Expr::Cell(cell) => self.cell(*cell),
            Expr::Sum(cells) => cells
                .iter()
                .map(|cell| self.cell(*cell))
                .reduce(|sum, next| {
                    let (left, right) = join(sum, next)?;
                    sum_of(&left, &right).ok_or(NoAnswer::Overflow)
                })
                .unwrap_or_else(|| Ok(Fraction::zero())),
            Expr::Year => self.report.year.map(|year| Fraction::from_integer(year.into())).ok_or(NoAnswer::NotSaid("year")),
            Expr::DayOf(occasion) => {
                let day = day_of(self.report, *occasion).ok_or(NoAnswer::NotSaid(occasion.word()))?;
                Ok(Fraction::from_integer(day.days()))
            }
            // Rules are laid out for the report: there a count of rows is a number.
            Expr::Rows(_) => Ok(Fraction::zero()),
            Expr::DayIn(cell) => self.day_in(*cell),
            Expr::Day { year, month, day, next } => self.day(*year, *month, *day, *next),
            Expr::Sections => self.prose(|prose| prose.sections.iter().filter(|section| section.section.is_some()).count()),
            Expr::Letters(section) => self.prose(|prose| letters(prose, *section)),
            Expr::Stated(of) => self.stated.stated(*of).ok_or(NoAnswer::NotSaid("prose")).and_then(fraction),
            Expr::OtherReports(of) => self.other_reports(of).and_then(fraction),
            Expr::Repeated => self.repeated(),
            Expr::Cases(cases) => self.case(cases),
            Expr::Negate(inner) => Fraction::zero().checked_sub(&self.value(inner)?).ok_or(NoAnswer::Overflow),
            Expr::Arithmetic(left, operator, right) => {
                let (left, right) = join(self.value(left), self.value(right))?;
                compute(left, *operator, right)
            }
        }
    }

    fn prose(&self, count: impl Fn(&Prose) -> usize) -> Result<Fraction, NoAnswer> {
        let prose = self.report.prose.as_ref().ok_or(NoAnswer::NotSaid("prose"))?;
        i128::try_from(count(prose)).map(Fraction::from_integer).map_err(|_| NoAnswer::Overflow)
    }

    fn other_reports(&self, of: &OtherReports) -> Result<Number, NoAnswer> {
        self.others.figure(of).ok_or_else(|| {
            if self.others.are_whole_for(of) { NoAnswer::OtherReports(of.clone()) } else { NoAnswer::NotSaid("prior") }
        })
    }

    /// How much of the prose is last year's; a few words prove nothing.
    fn repeated(&self) -> Result<Fraction, NoAnswer> {
        let (all, same) = self.others.repeated.filter(|(all, _)| *all >= LEAST_PROSE).ok_or(NoAnswer::NotSaid("prior"))?;
        let whole = |count: usize| i128::try_from(count).map_err(|_| NoAnswer::Overflow);
        Ok(Ratio::new(whole(same)?, whole(all)?))
    }

    /// A day as a number of days; 2月29日 of a year that has none is the day before 1 March.
    fn day(&self, year: Option<u16>, month: u8, day: u8, next: bool) -> Result<Fraction, NoAnswer> {
        let report_year = || self.report.year.map(|year| year.saturating_add(u16::from(next))).ok_or(NoAnswer::NotSaid("year"));
        let year = year.map_or_else(report_year, Ok)?;
        let date = Date::new(year, month, day).or_else(|| Date::new(year, month, day.saturating_sub(1)));
        date.map(|date| Fraction::from_integer(date.days())).ok_or(NoAnswer::Overflow)
    }

    /// The words in a cell; a blank says nothing.
    fn words(&self, cell: CellId) -> Result<&str, NoAnswer> {
        match self.report.cell(cell).map(|cell| &cell.value) {
            Some(Value::Words(words)) => Ok(words),
            Some(Value::Blank(_)) => Ok(""),
            _ => Err(NoAnswer::Missing(vec![cell])),
        }
    }

    /// The day in a cell; what is compared with a day that nobody gave does not apply.
    fn day_in(&self, cell: CellId) -> Result<Fraction, NoAnswer> {
        match self.report.cell(cell).map(|cell| &cell.value) {
            Some(Value::Blank(_)) => Err(NoAnswer::NotSaid("date")),
            value => {
                let day = value.and_then(Value::day).ok_or_else(|| NoAnswer::Missing(vec![cell]))?;
                Ok(Fraction::from_integer(day.days()))
            }
        }
    }

    fn case(&self, cases: &[(Option<Condition>, Expr)]) -> Result<Fraction, NoAnswer> {
        for (when, value) in cases {
            if when.as_ref().map_or(Ok(true), |when| self.holds(when))? {
                return self.value(value);
            }
        }
        Err(NoAnswer::NotSaid("parameter"))
    }

    fn cell(&self, cell: CellId) -> Result<Fraction, NoAnswer> {
        (self.figure)(cell).map_or_else(|| Err(NoAnswer::Missing(vec![cell])), fraction)
    }
}

/// When this happened to a report, if that is known.
pub(in crate::engine) fn day_of(report: &Report, occasion: Occasion) -> Option<Date> {
    match occasion {
        Occasion::Published => report.published,
        Occasion::Received => report.received,
    }
}

/// How many letters and digits a section has.
fn letters(prose: &Prose, section: usize) -> usize {
    let passages = prose.sections.iter().filter(|open| open.section == Some(section)).flat_map(|open| &open.paragraphs);
    passages.map(|passage| passage.text.chars().filter(|c| c.is_alphanumeric()).count()).sum()
}

fn compute(left: Fraction, operator: Arithmetic, right: Fraction) -> Result<Fraction, NoAnswer> {
    match operator {
        Arithmetic::Add => sum_of(&left, &right),
        Arithmetic::Subtract => difference(&left, &right),
        Arithmetic::Multiply => left.checked_mul(&right),
        Arithmetic::Divide if right.is_zero() => return Err(NoAnswer::DivisionByZero),
        Arithmetic::Divide => left.checked_div(&right),
    }
    .ok_or(NoAnswer::Overflow)
}

/// The two sides of the first comparison of a condition.
pub(in crate::engine) fn compared(condition: &Condition) -> Option<(&Expr, &Expr)> {
    match condition {
        Condition::Compare(left, _, right) => Some((left, right)),
        Condition::And(left, right) | Condition::Or(left, right) => compared(left).or_else(|| compared(right)),
        Condition::Not(inner) => compared(inner),
        _ => None,
    }
}

/// Whole numbers, which most figures are, need no common denominator.
fn sum_of(left: &Fraction, right: &Fraction) -> Option<Fraction> {
    match left.is_integer() && right.is_integer() {
        true => left.numer().checked_add(right.numer()).map(Fraction::from_integer),
        false => left.checked_add(right),
    }
}

fn difference(left: &Fraction, right: &Fraction) -> Option<Fraction> {
    match left.is_integer() && right.is_integer() {
        true => left.numer().checked_sub(right.numer()).map(Fraction::from_integer),
        false => left.checked_sub(right),
    }
}

pub(in crate::engine) fn fraction(number: Number) -> Result<Fraction, NoAnswer> {
    if number.decimals == 0 {
        return Ok(Fraction::from_integer(number.mantissa));
    }
    power(number.decimals).map(|by| Ratio::new(number.mantissa, by)).ok_or(NoAnswer::Overflow)
}

/// A fraction as a decimal, where it ends within a few digits.
pub(in crate::engine) fn decimal(value: Fraction) -> Option<Number> {
    (0..=MOST_DECIMALS).find_map(|decimals| {
        let scaled = value.checked_mul(&Fraction::from_integer(power(decimals)?))?;
        scaled.is_integer().then(|| Number { mantissa: scaled.to_integer(), decimals })
    })
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
