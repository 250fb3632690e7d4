//! How a figure gets mistyped: which slip turns the right figure into the one found, and how common that slip is.

use crate::{slice::Slice, vocabulary::choice};

choice! {
    /// A slip of the hand or the eye.
    Slip {
        /// A total that was added up from a wrong part: it is right once the part is.
        Computed = "computed",
        /// Two neighbours stand in each other's place.
        Exchanged = "exchanged",
        /// A run of neighbours stands one place further.
        Shifted = "shifted",
        /// Two neighbouring digits stand in each other's place: 41 for 14.
        Transposed = "transposed",
        /// The sign is turned.
        Sign = "sign",
        /// Nothing was put in.
        LeftBlank = "left-blank",
        /// A digit is missing: 1 for 14.
        DigitDropped = "digit-dropped",
        /// A digit stands twice: 144 for 14.
        DigitDoubled = "digit-doubled",
        /// A digit looks or sounds like another: 17 for 11.
        ConfusableDigit = "confusable-digit",
        /// Zero stands where a figure belongs.
        Zeroed = "zeroed",
        /// A figure stands where zero belongs.
        Stray = "stray",
        /// The figure of a neighbour.
        Copied = "copied",
        /// A digit too many: 154 for 14.
        DigitAdded = "digit-added",
        /// One digit is another: 12 for 14.
        WrongDigit = "wrong-digit",
        /// A total that lacks one of its parts.
        PartLeftOut = "part-left-out",
        /// A total that counts one of its parts twice.
        PartCountedTwice = "part-counted-twice",
        /// None of these.
        Other = "other",
    }
}

impl Slip {
    /// How much it takes to believe it, about in bits: how seldom people slip so, times how many figures that slip could have
    /// made. Zero for a figure and a figure for zero weigh the same, or one equation would seem to know which of its cells
    /// is wrong.
    pub fn weight(self) -> u32 {
        match self {
            Slip::Computed => 1,
            Slip::Transposed | Slip::Sign | Slip::Exchanged | Slip::LeftBlank => 3,
            Slip::DigitDropped | Slip::DigitDoubled => 4,
            Slip::ConfusableDigit | Slip::Zeroed | Slip::Stray | Slip::Copied | Slip::Shifted => 5,
            Slip::DigitAdded | Slip::WrongDigit | Slip::PartLeftOut => 7,
            Slip::PartCountedTwice => 8,
            Slip::Other => 12,
        }
    }

    /// The likeliest slip that shows in the two figures alone.
    pub fn between(found: i64, expected: i64) -> Slip {
        if found.checked_neg() == Some(expected) {
            return Slip::Sign;
        }
        if found.signum() * expected.signum() < 0 {
            return Slip::Other;
        }
        match (found, expected) {
            (0, _) => Slip::Zeroed,
            (_, 0) => Slip::Stray,
            _ => digit_slip(&Digits::of(found), &Digits::of(expected)),
        }
    }

    /// The one that weighs less; the first of equals.
    pub(super) fn likelier(self, other: Slip) -> Slip {
        if other.weight() < self.weight() { other } else { self }
    }
}

/// The decimal digits of a figure, the first first.
struct Digits {
    places: [u8; 20],
    start: usize,
}

impl Digits {
    fn of(figure: i64) -> Digits {
        let (mut places, mut start, mut rest) = ([0; 20], 20, figure.unsigned_abs());
        for place in places.iter_mut().rev() {
            *place = u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
            start -= 1;
            if rest == 0 {
                break;
            }
        }
        Digits { places, start }
    }

    fn as_slice(&self) -> &[u8] {
        self.places.slice(self.start..)
    }
}

fn digit_slip(found: &Digits, expected: &Digits) -> Slip {
    let (found, expected) = (found.as_slice(), expected.as_slice());
    match found.len().abs_diff(expected.len()) {
        0 => same_length_slip(found, expected),
        1 if found.len() < expected.len() => inserted(expected, found).map_or(Slip::Other, |_| Slip::DigitDropped),
        1 => match inserted(found, expected) {
            Some(true) => Slip::DigitDoubled,
            Some(false) => Slip::DigitAdded,
            None => Slip::Other,
        },
        _ => Slip::Other,
    }
}

fn same_length_slip(found: &[u8], expected: &[u8]) -> Slip {
    let mut differing = found.iter().zip(expected).enumerate().filter(|(_, (found, expected))| found != expected);
    match (differing.next(), differing.next(), differing.next()) {
        (Some((_, (a, b))), None, _) if are_confusable(*a, *b) => Slip::ConfusableDigit,
        (Some(_), None, _) => Slip::WrongDigit,
        (Some((at, (a, b))), Some((next, (c, d))), None) if next == at + 1 && (a, b) == (d, c) => Slip::Transposed,
        _ => Slip::Other,
    }
}

/// Whether the longer is the shorter with one digit put in; with it, whether that digit stands beside its like.
fn inserted(longer: &[u8], shorter: &[u8]) -> Option<bool> {
    let at = longer.iter().zip(shorter).take_while(|(long, short)| long == short).count();
    let rest_agrees = longer.get(at + 1..)? == shorter.get(at..)?;
    let before = at.checked_sub(1).and_then(|before| longer.get(before));
    rest_agrees.then(|| before.is_some() && before == longer.get(at))
}

/// Digits that are taken for one another, written by hand or on a worn key.
fn are_confusable(left: u8, right: u8) -> bool {
    matches!(
        (left.min(right), left.max(right)),
        (1, 7) | (2, 7) | (3, 5) | (3, 8) | (0, 6) | (0, 8) | (0, 9) | (5, 6) | (6, 8) | (4, 9)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_by_their_digits() {
        let cases = [
            (41, 14, "transposed"),
            (1203, 1230, "transposed"),
            (1, 14, "digit-dropped"),
            (4, 14, "digit-dropped"),
            (144, 14, "digit-doubled"),
            (114, 14, "digit-doubled"),
            (154, 14, "digit-added"),
            (140, 14, "digit-added"),
            (17, 11, "confusable-digit"),
            (12, 14, "wrong-digit"),
            (0, 11, "zeroed"),
            (5, 0, "stray"),
            (-3, 3, "sign"),
            (-3, 30, "other"),
            (981, 17, "other"),
            (14, 4100, "other"),
            (i64::MIN, i64::MAX, "other"),
        ];
        for (found, expected, word) in cases {
            assert_eq!(Slip::between(found, expected).word(), word, "{found} for {expected}");
        }
    }

    #[test]
    fn zero_and_a_figure_weigh_the_same_both_ways() {
        for figure in 1..200 {
            assert_eq!(Slip::between(0, figure).weight(), Slip::between(figure, 0).weight(), "{figure}");
        }
    }
}
