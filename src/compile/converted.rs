//! Values that the rule text states, brought to the unit or the year of what they are compared with.

use crate::{
    number::Number,
    ruleset::{Arithmetic, Condition, Expr},
};

/// A day without a year that is compared with a day after the report year is in the year after it, too.
pub(super) fn in_next_year(expr: &mut Expr) {
    match expr {
        Expr::Day { next, .. } => *next = true,
        Expr::Cases(cases) => cases.iter_mut().for_each(|(_, value)| in_next_year(value)),
        _ => {}
    }
}

/// An amount by a power of ten; none for what the rule text does not state.
pub(super) fn moved(expr: &Expr, exponent: i8) -> Option<Expr> {
    match expr {
        Expr::Number(number) => number.times_power_of_ten(exponent).map(Expr::Number),
        Expr::Stated(stated) => {
            let by = Expr::Number(Number::whole(1).times_power_of_ten(exponent)?);
            Some(Expr::Arithmetic(Box::new(Expr::Stated(*stated)), Arithmetic::Multiply, Box::new(by)))
        }
        Expr::Cases(cases) => {
            let case = |(when, value): &(Option<Condition>, Expr)| Some((when.clone(), moved(value, exponent)?));
            cases.iter().map(case).collect::<Option<_>>().map(Expr::Cases)
        }
        _ => None,
    }
}
