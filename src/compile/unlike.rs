//! What to write where the two sides of a rule are in units that do not compare.

use super::{
    expr::{Type, Typed},
    scope::{Scope, Wrong},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    ruleset::Expr,
    source::Span,
    template::Measure,
    text,
};

impl<'e> Scope<'e> {
    /// Both sides of a quotient in one unit; `收费 / 许可` is a mean, for which there is no unit.
    pub(super) fn divided(&self, over: Typed<'e>, under: Typed<'e>) -> Result<(Typed<'e>, Typed<'e>), Wrong> {
        let is_literal = matches!(under.expr, Expr::Number(_));
        let is_mean = matches!((over.of, under.of), (Type::Figure(one, _), Type::Figure(two, _)) if one != two && !is_literal);
        let divided = self.same_unit(over, under, "相除", "divided by one another");
        divided.map_err(|wrong| if is_mean { Box::new(no_mean(*wrong)) } else { wrong })
    }

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

    /// `答复 - 收到 <= 30`: dates are compared, and nothing is calculated with them.
    pub(super) fn calculated_date(&self, span: Span) -> Wrong {
        let message = text!(
            "日期不能加减乘除：相隔几天、几天以后，写不出来",
            "nothing is calculated with dates: so many days between two, or after one, cannot be written"
        );
        let help = text!(
            "可以比较先后，如 published >= received，或与某日比较，如 published <= 1月31日；要核对天数的，在表样里加一项填天数",
            "dates may be compared with one another, as in published >= received, or with a day, as in published <= 1月31日; for a number of days give the form a cell that states it"
        );
        Box::new(self.error(Code::UnitsDiffer, span, message, text!("这里用日期计算", "this calculates with dates")).help(help))
    }
}

/// What is said of a mean.
fn no_mean(wrong: Diagnostic) -> Diagnostic {
    let (zh, en) = (&wrong.message.zh, &wrong.message.en);
    let message = text!("{zh}：人均、件均这样的数写不出来", "{en}: a mean, such as an amount per person, cannot be written");
    let help = text!(
        "要核对人均、件均的，在表样里加一项填这个数；不是算人均、件均的，检查是不是写错了行、列或表",
        "for a mean give the form a cell that states it; if none is meant, check the row, the column or the table"
    );
    Diagnostic { message, help: Some(help), ..wrong }
}

impl Type<'_> {
    /// What to do where two figures with units are multiplied.
    pub(super) fn advice_multiplied() -> Text {
        text!(
            "要几倍的，写 * 2、* 50% 这样不带单位的数；每人、每件多少元这样的要求写不出来，可以在表样里加一项填人均、件均数",
            "a multiple is written without a unit, as in * 2 or * 50%; so much per person or case cannot be written: give the form a cell that states it"
        )
    }

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
