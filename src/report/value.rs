//! What a text in a cell comes to: nothing, a figure in the unit of its column, words where words belong, or a text that is neither.

use super::{Unreadable, Value, choice};
use crate::{
    date::Date,
    number::{NotANumber, Number, Quantity, is_invisible},
    template::{Kind, Measure},
};

/// What people write for nothing, beside leaving the cell empty.
const MARKS: &[&str] = &["/", "／", "-", "－", "—", "——", "–", "―", "─"];

impl Value {
    /// Reads what stands in a cell of this kind.
    pub fn read(text: &str, kind: &Kind) -> Value {
        let mut value = Value::Absent;
        value.set(text, kind);
        value
    }

    /// Reads into the place where the value will stay: moving hundreds of them there costs more than reading them.
    #[inline]
    pub fn set(&mut self, text: &str, kind: &Kind) {
        match Number::of_digits(text) {
            _ if !kind.measure.is_figure() => *self = Value::read_words(text, kind),
            Some(count) => *self = Value::Figure(count),
            None => *self = Value::read_any(text, kind),
        }
    }

    fn read_any(text: &str, kind: &Kind) -> Value {
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if trimmed.is_empty() || Value::is_mark(trimmed) {
            return Value::Blank(trimmed.to_owned());
        }
        if let Some(inner) = in_brackets(trimmed).filter(|_| kind.signed) {
            let negative = |quantity: Quantity| Quantity {
                number: Number { mantissa: quantity.number.mantissa.saturating_neg(), ..quantity.number },
                signed: true,
                ..quantity
            };
            return match Quantity::parse(inner) {
                Ok(quantity) if !quantity.signed => in_unit(&negative(quantity), kind, trimmed),
                _ => Value::Text(trimmed.to_owned(), Unreadable::NotANumber(NotANumber::Malformed)),
            };
        }
        match Quantity::parse(trimmed) {
            Ok(quantity) => in_unit(&quantity, kind, trimmed),
            Err(why) => Value::Text(trimmed.to_owned(), Unreadable::NotANumber(why)),
        }
    }

    fn read_words(text: &str, kind: &Kind) -> Value {
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if trimmed.is_empty() || Value::is_mark(trimmed) {
            return Value::Blank(trimmed.to_owned());
        }
        let none = |why| Value::Text(trimmed.to_owned(), why);
        match kind.measure {
            Measure::Date => Date::parse(trimmed).map_or_else(|| none(Unreadable::NoDay), |day| Value::Words(day.to_string())),
            Measure::Choice => match choice::chosen(trimmed, kind.choices()) {
                choice::Chosen::One(word) => Value::Words(word.to_owned()),
                choice::Chosen::Nothing => Value::Blank(String::new()),
                choice::Chosen::Unclear => none(Unreadable::NoChoice),
            },
            _ => Value::Words(trimmed.to_owned()),
        }
    }

    /// Whether a text is a mark for nothing wherever it stands.
    pub fn is_mark(text: &str) -> bool {
        MARKS.contains(&text)
    }

    /// The figure, if it is one.
    pub fn figure(&self) -> Option<Number> {
        match self {
            Value::Figure(number) => Some(*number),
            Value::Absent | Value::Blank(_) | Value::Words(_) | Value::Text(..) => None,
        }
    }

    /// The day, if it is one.
    pub fn day(&self) -> Option<Date> {
        match self {
            Value::Words(words) => Date::parse(words),
            _ => None,
        }
    }
}

/// What stands in round brackets: how accounts write a figure below zero.
fn in_brackets(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?.trim();
    inner.starts_with(|c: char| c.is_numeric()).then_some(inner)
}

/// Converted to the unit of the column: `251000元` is 25.1 where the column counts 万元.
fn in_unit(quantity: &Quantity, kind: &Kind, text: &str) -> Value {
    let converted = match kind.exponent_from(&quantity.unit) {
        Some(0) => Some(quantity.number),
        Some(exponent) => quantity.number.times_power_of_ten(exponent).map(|number| fitted(number, quantity.number)),
        None => None,
    };
    let unit = || Unreadable::Unit(quantity.unit.clone());
    converted.map_or_else(|| Value::Text(text.to_owned(), unit()), Value::Figure)
}

/// Without the zeros that the conversion brought behind the point, but with those that were printed there.
fn fitted(converted: Number, printed: Number) -> Number {
    let mut least = converted;
    while least.decimals > printed.decimals && least.mantissa.checked_rem(10) == Some(0) {
        least.mantissa = least.mantissa.checked_div(10).unwrap_or_default();
        least.decimals -= 1;
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{number::NotANumber, template::Measure};

    fn read(text: &str, measure: Measure, unit: &str) -> String {
        match Value::read(text, &Kind { measure, unit: unit.into(), signed: false, asked: None }) {
            Value::Figure(number) => number.to_string(),
            Value::Blank(mark) => format!("blank {mark:?}"),
            Value::Text(text, why) => format!("{text:?} {why:?}"),
            Value::Absent => "absent".into(),
            Value::Words(words) => words,
        }
    }

    #[test]
    fn counts_are_read_as_printed() {
        for (text, value) in [
            ("14", "14"),
            ("017", "17"),
            ("１２", "12"),
            (" 1,234 ", "1234"),
            ("12件", "12"),
            ("3 份", "3"),
            ("-5", "-5"),
            ("1.5", "1.5"),
            ("", "blank \"\""),
            ("\u{200b}", "blank \"\""),
            ("1\u{200b}4\u{feff}", "14"),
            (" — ", "blank \"—\""),
            ("/", "blank \"/\""),
            ("999999999999999999999999", "999999999999999999999999"),
        ] {
            assert_eq!(read(text, Measure::Count, "件"), value, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_figure_says_why() {
        assert_eq!(read("很多", Measure::Count, "件"), format!("\"很多\" {:?}", Unreadable::NotANumber(NotANumber::Malformed)));
        assert_eq!(read("3吨", Measure::Count, "件"), format!("\"3吨\" {:?}", Unreadable::Unit("吨".into())));
        assert_eq!(read("3万元", Measure::Count, "件"), format!("\"3万元\" {:?}", Unreadable::Unit("万元".into())));
    }

    #[test]
    fn money_is_brought_to_the_unit_of_its_column() {
        assert_eq!(read("251000元", Measure::Money, "万元"), "25.1");
        assert_eq!(read("7730.28万元", Measure::Money, "元"), "77302800");
        assert_eq!(read("7730.28 万元", Measure::Money, "万元"), "7730.28");
        assert_eq!(read("0.50亿元", Measure::Money, "万元"), "5000");
        assert_eq!(read("12.50元", Measure::Money, "万元"), "0.00125");
        assert_eq!(read("59237.2449", Measure::Money, "万元"), "59237.2449");
        assert_eq!(read("0 元", Measure::Money, "万元"), "0");
    }
}
