//! Exact decimals as they are printed. A figure is never a floating-point number, and never a guess: what does not read as one
//! whole number or decimal, with or without a unit behind it, is not a figure.

use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt};

/// An exact decimal: `mantissa` / 10^`decimals`. `decimals` is what was printed, so `1.50` and `1.5` are equal but not alike.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Number {
    /// The digits as one integer, with the sign.
    pub mantissa: i128,
    /// How many of the digits stand behind the point.
    pub decimals: u8,
}

/// A figure with the unit that was printed behind it, if any: `251000元`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub number: Number,
    /// The unit as printed, without spaces; empty if there was none.
    pub unit: String,
    /// Whether a sign was printed (`+2`, `-1`).
    pub signed: bool,
}

/// Why a text is not a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// There is nothing to read.
    Empty,
    /// Something other than digits, separators, a point, a sign and a unit.
    Malformed,
    /// Separators that do not part the digits in threes.
    Separators,
    /// More than [`MAX_DIGITS`] digits.
    TooLong,
}

/// Figures with more digits are refused: sums of thousands of them still fit the arithmetic.
pub const MAX_DIGITS: usize = 24;

impl Number {
    /// A whole number.
    #[inline]
    pub const fn whole(value: i128) -> Number {
        Number { mantissa: value, decimals: 0 }
    }

    /// Reads a figure without a unit.
    pub fn parse(text: &str) -> Result<Number, NotANumber> {
        if let Some(number) = Number::of_digits(text) {
            return Ok(number);
        }
        let quantity = Quantity::parse(text)?;
        if quantity.unit.is_empty() { Ok(quantity.number) } else { Err(NotANumber::Malformed) }
    }

    /// The common case, without a copy: up to eighteen plain digits.
    #[inline]
    pub fn of_digits(text: &str) -> Option<Number> {
        if text.is_empty() || text.len() > 18 {
            return None;
        }
        let mut value = 0i64;
        for byte in text.bytes() {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            value = value.wrapping_mul(10).wrapping_add(i64::from(digit));
        }
        Some(Number::whole(value.into()))
    }

    /// The mantissa that the same value has with that many decimals; none where digits would be lost or it does not fit.
    #[inline]
    pub fn at_decimals(self, decimals: u8) -> Option<i128> {
        if decimals == self.decimals || self.mantissa == 0 { Some(self.mantissa) } else { self.rescaled(decimals) }
    }

    #[inline]
    fn rescaled(self, decimals: u8) -> Option<i128> {
        if decimals >= self.decimals {
            self.mantissa.checked_mul(power(decimals.checked_sub(self.decimals)?)?)
        } else {
            let factor = power(self.decimals.checked_sub(decimals)?)?;
            (self.mantissa.checked_rem(factor)? == 0).then(|| self.mantissa.checked_div(factor)).flatten()
        }
    }

    /// Multiplied by ten to the given power; none where it does not fit.
    #[inline]
    pub fn times_power_of_ten(self, exponent: i8) -> Option<Number> {
        if exponent < 0 {
            let decimals = self.decimals.checked_add(exponent.unsigned_abs())?;
            Some(Number { mantissa: self.mantissa, decimals })
        } else {
            let up = exponent.unsigned_abs();
            let decimals = self.decimals.saturating_sub(up);
            let missing = up.saturating_sub(self.decimals);
            Some(Number { mantissa: self.mantissa.checked_mul(power(missing)?)?, decimals })
        }
    }

    /// Whether there is nothing behind the point but zeros.
    pub fn is_whole(self) -> bool {
        self.at_decimals(0).is_some()
    }

    /// Whether the value is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Whether the value is zero.
    #[inline]
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The sum; none on overflow.
    pub fn checked_add(self, other: Number) -> Option<Number> {
        let decimals = self.decimals.max(other.decimals);
        let mantissa = self.at_decimals(decimals)?.checked_add(other.at_decimals(decimals)?)?;
        Some(Number { mantissa, decimals })
    }

    /// The difference; none on overflow.
    pub fn checked_sub(self, other: Number) -> Option<Number> {
        self.checked_add(Number { mantissa: other.mantissa.checked_neg()?, ..other })
    }

    /// The value without its sign.
    #[must_use]
    pub fn abs(self) -> Number {
        Number { mantissa: self.mantissa.saturating_abs(), ..self }
    }

    /// The same value without zeros at the end of its decimals.
    #[must_use]
    pub fn trimmed(self) -> Number {
        let mut least = self;
        while least.decimals > 0 && least.mantissa.checked_rem(10) == Some(0) {
            least.mantissa = least.mantissa.checked_div(10).unwrap_or_default();
            least.decimals -= 1;
        }
        least
    }
}

/// Ten to the given power; none past the range of `i128`.
pub fn power(exponent: u8) -> Option<i128> {
    10i128.checked_pow(u32::from(exponent))
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By value: `1.50` equals `1.5`.
impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        let decimals = self.decimals.max(other.decimals);
        match (self.at_decimals(decimals), other.at_decimals(decimals)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => {
                let (left, right) = (self.trimmed(), other.trimmed());
                (left.whole_part(), left.fraction()).cmp(&(right.whole_part(), right.fraction()))
            }
        }
    }
}

impl Number {
    fn whole_part(self) -> i128 {
        power(self.decimals).and_then(|by| self.mantissa.checked_div_euclid(by)).unwrap_or_default()
    }

    /// What stands behind the point, as digits brought to 38 places.
    fn fraction(self) -> i128 {
        let rest = power(self.decimals).and_then(|by| self.mantissa.checked_rem_euclid(by)).unwrap_or_default();
        power(38u8.saturating_sub(self.decimals)).and_then(|by| rest.checked_mul(by)).unwrap_or(rest)
    }
}

/// As printed, with its decimals, without separators.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs().to_string();
        let places = usize::from(self.decimals);
        if places == 0 {
            return write!(f, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

impl Quantity {
    /// Reads a figure with its unit: full-width digits and signs, separators in threes, spaces around the parts.
    pub fn parse(text: &str) -> Result<Quantity, NotANumber> {
        let plain = half_width(text);
        let plain = plain.trim();
        if plain.is_empty() {
            return Err(NotANumber::Empty);
        }
        let (negative, signed, rest) = split_sign(plain);
        let end = rest.find(|c: char| !matches!(c, '0'..='9' | '.' | ',')).unwrap_or(rest.len());
        let (figure, unit) = rest.split_at_checked(end).ok_or(NotANumber::Malformed)?;
        let unit: String = unit.chars().filter(|c| !c.is_whitespace()).collect();
        let unit = out_of_brackets(&unit).to_owned();
        if unit.chars().any(|c| !c.is_alphabetic() && !matches!(c, '%' | '‰' | '/')) {
            return Err(NotANumber::Malformed);
        }
        let number = read_digits(figure, negative)?;
        Ok(Quantity { number, unit, signed })
    }
}

/// `（万元）`
fn out_of_brackets(unit: &str) -> &str {
    unit.strip_prefix(['(', '（']).and_then(|unit| unit.strip_suffix([')', '）'])).filter(|unit| !unit.is_empty()).unwrap_or(unit)
}

/// Characters that are not seen and part no words: the zero-width ones, marks of direction, variation selectors, controls.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
        || matches!(c, '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
        || (c.is_control() && !c.is_whitespace())
}

/// Full-width digits, signs and points as their ASCII forms; other characters as they are.
fn half_width(text: &str) -> String {
    text.chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| match c {
            '０'..='９' | '＋' | '－' | '．' | '，' | '％' => char::from_u32((c as u32).wrapping_sub(0xFEE0)).unwrap_or(c),
            '−' => '-',
            '\u{a0}' | '\u{3000}' | '\u{2002}' | '\u{2003}' | '\u{2009}' => ' ',
            _ => c,
        })
        .collect()
}

fn split_sign(text: &str) -> (bool, bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, true, rest.trim_start()),
        None => match text.strip_prefix('+') {
            Some(rest) => (false, true, rest.trim_start()),
            None => (false, false, text),
        },
    }
}

fn read_digits(figure: &str, negative: bool) -> Result<Number, NotANumber> {
    let (whole, fraction) = match figure.split_once('.') {
        Some((_, "")) => return Err(NotANumber::Malformed),
        Some((whole, fraction)) => (whole, fraction),
        None => (figure, ""),
    };
    if whole.is_empty() || fraction.contains(['.', ',']) {
        return Err(NotANumber::Malformed);
    }
    let whole = without_separators(whole)?;
    if whole.len() + fraction.len() > MAX_DIGITS {
        return Err(NotANumber::TooLong);
    }
    let digits: i128 = format!("{whole}{fraction}").parse().map_err(|_| NotANumber::Malformed)?;
    let mantissa = if negative { -digits } else { digits };
    Ok(Number { mantissa, decimals: u8::try_from(fraction.len()).unwrap_or(u8::MAX) })
}

/// `1,234,567` as `1234567`; separators anywhere else are a mistake.
fn without_separators(whole: &str) -> Result<String, NotANumber> {
    let mut parts = whole.split(',');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let in_threes = (1..=3).contains(&first.len()) && rest.iter().all(|part| part.len() == 3);
    if rest.is_empty() || in_threes { Ok(whole.replace(',', "")) } else { Err(NotANumber::Separators) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn reads_what_reports_print() {
        for (text, shown) in [
            ("14", "14"),
            ("１２", "12"),
            ("1,234,567", "1234567"),
            ("59237.2449", "59237.2449"),
            (" 7730.28 ", "7730.28"),
            ("+2", "2"),
            ("-1", "-1"),
            ("－3", "-3"),
            ("017", "17"),
            ("0.50", "0.50"),
            ("11398889", "11398889"),
        ] {
            assert_eq!(number(text).to_string(), shown, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_figure() {
        for text in
            ["", "很多", "1_000", "1,00", "1,2345", "1.2.3", ".5", "5.", "1e3", "1 2", "--1", "0x10", "1,234.5,6", "12件5"]
        {
            assert!(Number::parse(text).is_err(), "{text}");
        }
        assert_eq!(Number::parse(&"9".repeat(25)), Err(NotANumber::TooLong));
    }

    #[test]
    fn keeps_the_unit_behind_the_figure() {
        let quantity = Quantity::parse("251000 元").unwrap();
        assert_eq!((quantity.number, quantity.unit.as_str()), (Number::whole(251_000), "元"));
        assert_eq!(Quantity::parse("25.1（万元）").unwrap().unit, "万元");
        assert!(Quantity::parse("25（）").is_err());
    }

    #[test]
    fn compares_by_value() {
        assert_eq!(number("1.50"), number("1.5"));
        assert!(number("-0.5") < number("0"));
        assert!(Number { mantissa: i128::MAX, decimals: 0 } > Number { mantissa: 1, decimals: 30 });
    }

    proptest! {
        #[test]
        fn printing_and_reading_are_inverse(mantissa in -10i128.pow(20)..10i128.pow(20), decimals in 0u8..4) {
            let number = Number { mantissa, decimals };
            let again = Number::parse(&number.to_string()).unwrap();
            prop_assert_eq!((again.mantissa, again.decimals), (mantissa, decimals));
        }

        #[test]
        fn addition_is_exact(a in -10i128.pow(20)..10i128.pow(20), b in -10i128.pow(20)..10i128.pow(20), p in 0u8..6, q in 0u8..6) {
            let (x, y) = (Number { mantissa: a, decimals: p }, Number { mantissa: b, decimals: q });
            let sum = x.checked_add(y).unwrap();
            prop_assert_eq!(sum.checked_sub(y).unwrap(), x);
            prop_assert_eq!(sum.cmp(&x), Number { mantissa: b, decimals: q }.cmp(&Number::whole(0)));
        }

        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = Quantity::parse(&text);
        }
    }
}
