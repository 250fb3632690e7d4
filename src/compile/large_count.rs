//! Counts that are not written as counts are.

use super::{
    expr::{Type, Typed},
    scope::{Scope, Wrong},
};
use crate::{diagnostic::Code, ruleset::Expr, template::Measure, text};

impl Scope<'_> {
    /// `总计 < 100万`, `总计 < 1万件`, `总计 >= 2自然人`: a count with what is no unit of it.
    pub(super) fn large_count(&self, count: &Typed<'_>, literal: &Typed<'_>) -> Option<Wrong> {
        let (Type::Figure(Measure::Count, own), Expr::Number(number), Type::Figure(_, unit)) =
            (&count.of, &literal.expr, &literal.of)
        else {
            return None;
        };
        let written = self.source.slice(literal.span).trim();
        if self.is_line(unit) {
            let figure = written.strip_suffix(*unit)?;
            let message = text!("“{figure}”和“{unit}”之间少一个运算符", "an operator is missing between “{figure}” and “{unit}”");
            let help = text!("相乘写 {figure} * {unit}", "a product is written {figure} * {unit}");
            return Some(Box::new(
                self.error(Code::OperatorMissing, literal.span, message, text!("两者之间", "between these")).help(help),
            ));
        }
        let (times, measure) = [("万", 4), ("亿", 8), ("千", 3), ("百", 2)]
            .into_iter()
            .find_map(|(word, exponent)| Some((exponent, unit.strip_prefix(word)?)))?;
        if measure.ends_with('元') || !measure.is_empty() && measure != *own && !own.is_empty() {
            return None;
        }
        let number = number.times_power_of_ten(times)?;
        let message = text!("件数不写“{written}”，要把数写全", "a count is not written “{written}”, but in full");
        let advice = format!("{number}{measure}");
        Some(Box::new(self.error(Code::LargeCount, literal.span, message, text!("要写全", "write it in full")).write(advice)))
    }
}
