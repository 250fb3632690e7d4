//! Figures of a workbook as its sheets show them. A workbook keeps a figure as a binary number, of which fifteen digits are what
//! was typed and the rest is noise: `59237.244899999998` was 59237.2449.

/// So many digits are certain.
const DIGITS: usize = 15;

/// A figure with its point further out than this is left as it stands.
const FAR: i32 = 40;

/// A decimal: a sign, digits, and how many of them stand in front of the point.
#[derive(Debug, Default)]
struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    point: i32,
}

/// Without noise and exponent; what is no number stays as it is.
pub(super) fn shown(text: &str) -> String {
    Decimal::parse(text).and_then(|decimal| decimal.rounded().shown()).unwrap_or_else(|| text.to_owned())
}

/// As a percentage.
pub(super) fn percent(text: &str) -> String {
    let hundredfold = |decimal: Decimal| Decimal { point: decimal.point.saturating_add(2), ..decimal };
    let shown = Decimal::parse(text).and_then(|decimal| hundredfold(decimal.rounded()).shown());
    shown.map_or_else(|| text.to_owned(), |shown| format!("{shown}%"))
}

/// A binary number, as an old workbook keeps it, in the digits that are certain.
pub(super) fn stored(number: f64) -> String {
    if number.is_finite() { format!("{number:.14e}") } else { "#NUM!".to_owned() }
}

/// The hundredth part of a stored figure.
pub(super) fn hundredth(stored: &str) -> String {
    let hundredth = |decimal: Decimal| Decimal { point: decimal.point.saturating_sub(2), ..decimal };
    Decimal::parse(stored).and_then(|decimal| hundredth(decimal).shown()).unwrap_or_else(|| stored.to_owned())
}

impl Decimal {
    /// Reads `-12.5`, `1.1398889E7`.
    fn parse(text: &str) -> Option<Decimal> {
        let text = text.trim();
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
        let (figure, exponent) = match text.split_once(['e', 'E']) {
            Some((figure, exponent)) => (figure, exponent.parse::<i32>().ok().filter(|exponent| exponent.abs() < 1000)?),
            None => (text, 0),
        };
        let (whole, fraction) = figure.split_once('.').unwrap_or((figure, ""));
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        if digits.is_empty() || digits.len() > 400 || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let point = i32::try_from(whole.len()).ok()?.saturating_add(exponent);
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        let point = point.saturating_sub(i32::try_from(zeros).ok()?);
        Some(Decimal { negative, digits: digits.into_iter().skip(zeros).collect(), point })
    }

    /// To the digits that are certain, half up.
    fn rounded(mut self) -> Decimal {
        let up = self.digits.get(DIGITS).is_some_and(|next| *next >= b'5');
        self.digits.truncate(DIGITS);
        if up {
            self.step_up();
        }
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        self
    }

    fn step_up(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < b'9' {
                *digit = digit.saturating_add(1);
                return;
            }
            *digit = b'0';
        }
        self.digits.insert(0, b'1');
        self.point = self.point.saturating_add(1);
    }

    fn shown(&self) -> Option<String> {
        if self.digits.is_empty() {
            return Some("0".to_owned());
        }
        if self.point.abs() > FAR {
            return None;
        }
        let sign = if self.negative { "-" } else { "" };
        let mut whole: String = self.digits.iter().map(|digit| char::from(*digit)).collect();
        let Ok(point) = usize::try_from(self.point) else {
            let zeros = "0".repeat(self.point.unsigned_abs() as usize);
            return Some(format!("{sign}0.{zeros}{whole}"));
        };
        if point >= whole.len() {
            whole.push_str(&"0".repeat(point.saturating_sub(whole.len())));
            return Some(format!("{sign}{whole}"));
        }
        let fraction = whole.split_off(point);
        let whole = if whole.is_empty() { "0" } else { &whole };
        Some(format!("{sign}{whole}.{fraction}"))
    }
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
