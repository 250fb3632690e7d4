//! What to write where the two sides of a rule are in units that do not compare.

use super::{
    expr::{Type, Typed},
    scope::{Scope, Wrong},
};
use crate::{diagnostic::Code, lang::Text, ruleset::Expr, template::Measure, text};

impl Scope<'_> {
    /// `金额 <= 100件`: what to write for a figure in a unit that the other side is not in.
    pub(super) fn other_unit(&self, side: &Typed<'_>, literal: &Typed<'_>) -> Option<Text> {
        let (Type::Figure(_, unit), Expr::Number(_), Type::Figure(..)) = (&side.of, &literal.expr, &literal.of) else {
            return None;
        };
        let written = self.source.slice(literal.span).trim();
        let figure = written.trim_end_matches(|c: char| !c.is_ascii_digit());
        let multiple = written.contains(['万', '亿', '千', '百']);
        let says = !multiple
            && written.starts_with(|c: char| c.is_ascii_digit())
            && !unit.is_empty()
            && !self.source.slice(side.span).trim().starts_with(|c: char| c.is_ascii_digit());
        says.then(|| {
            text!(
                "另一边以{unit}计：数写成 {figure}{unit}，或者改成要核对的行、列",
                "the other side is in {unit}: write {figure}{unit}, or the row or column that is meant"
            )
        })
    }

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

impl Type<'_> {
    /// What to do where it meets a value of another unit.
    pub(super) fn advice_beside(&self, other: &Type<'_>) -> Text {
        match (self, other) {
            (Type::Figure(Measure::Count, one), Type::Figure(Measure::Count, other)) => text!(
                "写错了行、列或表的，改过来；两种单位本来可以比较的，在表样里写 comparable {one}, {other}",
                "name the row, column or table that you mean; if the two units do compare, write comparable {one}, {other} in the form"
            ),
            (Type::Figure(Measure::Number, unit), Type::Figure(Measure::Count, _))
            | (Type::Figure(Measure::Count, _), Type::Figure(Measure::Number, unit))
                if !unit.is_empty() =>
            {
                text!(
                    "写错了行、列或表的，改过来；表里填的是件数的，表样里写 cells count \"{unit}\"，不写 cells number",
                    "name the row, column or table that you mean; where the table holds a count, write cells count \"{unit}\" in the form, not cells number"
                )
            }
            (Type::Date, Type::Bare) | (Type::Bare, Type::Date) => {
                text!("日期写成 1月31日，或者 2024年1月31日", "a day is written 1月31日, or 2024年1月31日")
            }
            _ => text!("检查是不是写错了行、列或表", "check whether the row, the column or the table is the one you mean"),
        }
    }
}
