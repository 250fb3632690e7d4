//! Figures of a workbook as its sheets show them. A workbook keeps a figure as a binary number, of which fifteen digits are what
//! was typed and the rest is noise: `59237.244899999998` was 59237.2449.

use crate::number::{Number, power};

/// So many digits are certain.
const DIGITS: u8 = 15;

/// A figure with more digits than that behind its point is left as it stands.
const FAR: u8 = 40;

/// Without noise and exponent; what is no number stays as it is.
pub(super) fn shown(text: &str) -> String {
    let is_plain = text.len() < usize::from(DIGITS) && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain || text == "0" {
        return text.to_owned();
    }
    read(text).and_then(rounded).map_or_else(|| text.to_owned(), |number| number.to_string())
}

/// As a percentage.
pub(super) fn percent(text: &str) -> String {
    let hundredfold = read(text).and_then(rounded).and_then(|number| number.times_power_of_ten(2));
    hundredfold.map_or_else(|| text.to_owned(), |number| format!("{number}%"))
}

/// With the point so many digits further left.
pub(super) fn down(text: &str, digits: u8) -> String {
    let moved = i8::try_from(digits).ok().and_then(|digits| read(text).and_then(rounded)?.times_power_of_ten(-digits));
    moved.map_or_else(|| text.to_owned(), |number| number.to_string())
}

/// A binary number, as an old workbook keeps it, in the digits that are certain.
pub(super) fn stored(number: f64) -> String {
    if number.is_finite() { format!("{number:.14e}") } else { "#NUM!".to_owned() }
}

/// The hundredth part of a stored figure.
pub(super) fn hundredth(stored: &str) -> String {
    let hundredth = read(stored).and_then(|number| number.times_power_of_ten(-2));
    hundredth.map_or_else(|| stored.to_owned(), |number| number.to_string())
}

/// Reads `-12.5`, `1.1398889E7`.
fn read(text: &str) -> Option<Number> {
    let (figure, exponent) = match text.trim().split_once(['e', 'E']) {
        Some((figure, exponent)) => (figure, exponent.parse().ok()?),
        None => (text.trim(), 0),
    };
    let is_plain = figure.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    let number = Number::parse(figure).ok().filter(|_| is_plain)?.times_power_of_ten(exponent)?;
    (number.decimals <= FAR).then_some(number)
}

/// To the digits that are certain, half up, without zeros behind the last.
fn rounded(number: Number) -> Option<Number> {
    let digits = number.mantissa.unsigned_abs().checked_ilog10().map_or(1, |log| log + 1);
    let noise = u8::try_from(digits).ok()?.saturating_sub(DIGITS);
    let unit = power(noise)?;
    let mantissa = (number.mantissa.abs() + unit / 2) / unit * number.mantissa.signum();
    Some(Number { mantissa, ..number }.times_power_of_ten(i8::try_from(noise).ok()?)?.trimmed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_come_out_as_they_were_typed() {
        for (stored, typed) in [
            ("14", "14"),
            ("0", "0"),
            ("-0", "0"),
            ("59237.244899999998", "59237.2449"),
            ("7730.2799999999997", "7730.28"),
            ("0.10000000000000001", "0.1"),
            ("1.1398889E7", "11398889"),
            ("5.0000000000000003E-2", "0.05"),
            ("1E+15", "1000000000000000"),
            ("999999999999999.9", "1000000000000000"),
            ("-12.50", "-12.5"),
            ("0.00012", "0.00012"),
            ("100", "100"),
        ] {
            assert_eq!(shown(stored), typed, "{stored}");
        }
    }

    #[test]
    fn what_is_no_number_stays() {
        for text in ["", "abc", "1e", "1.2.3", "1e999999999999", "1e300", "0x10", "--1", "1 2"] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn percentages_are_shown_as_such() {
        for (stored, shown) in
            [("0.339", "33.9%"), ("1", "100%"), ("0", "0%"), ("4.3400000000000001E-2", "4.34%"), ("12", "1200%")]
        {
            assert_eq!(percent(stored), shown);
        }
    }

    proptest! {
        #[test]
        fn a_figure_of_fifteen_digits_survives_its_binary_form(mantissa in -999_999_999_999_999i64..1_000_000_000_000_000, places in 0u32..8) {
            let typed = crate::number::Number { mantissa: mantissa.into(), decimals: u8::try_from(places).unwrap() };
            let stored: f64 = typed.to_string().parse().unwrap();
            prop_assert_eq!(shown(&format!("{stored:.16e}")), typed.trimmed().to_string());
            prop_assert_eq!(shown(&super::stored(stored)), typed.trimmed().to_string());
            prop_assert_eq!(shown(&stored.to_string()), typed.trimmed().to_string());
        }
    }
}
