//! Numbers as attributes of an OFD hold them, in billionths.

use crate::read::page::measure::decimal;

/// A list of numbers, parted by spaces; what is none counts as 0.
pub(super) fn list(text: &str) -> Vec<i64> {
    text.split([' ', ',', '\t', '\n', '\r']).filter(|part| !part.is_empty()).map(|part| decimal(part).unwrap_or(0)).collect()
}

/// Exactly so many numbers.
pub(super) fn exactly<const N: usize>(text: &str) -> Option<[i64; N]> {
    list(text).try_into().ok()
}

/// The steps from character to character, `most` at most: `g 3 5` stands for three steps of 5.
pub(super) fn steps(text: &str, most: usize) -> Vec<i64> {
    let mut parts = text.split_whitespace();
    let mut steps = Vec::new();
    while let Some(part) = parts.next() {
        if steps.len() >= most {
            break;
        }
        if part.eq_ignore_ascii_case("g") {
            let count = parts.next().and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
            let step = parts.next().and_then(decimal).unwrap_or(0);
            steps.extend(std::iter::repeat_n(step, count.min(most)));
        } else {
            steps.push(decimal(part).unwrap_or(0));
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::page::measure::ONE;

    #[test]
    fn steps_may_be_given_in_groups() {
        let steps = |text: &str| steps(text, 9).into_iter().map(|step| step / (ONE / 10)).collect::<Vec<_>>();
        assert_eq!(steps("5 g 3 2.5 1"), [50, 25, 25, 25, 10]);
        assert_eq!(steps("g 99999999 1").len(), 9);
        assert_eq!(steps(""), [0; 0]);
    }
}
