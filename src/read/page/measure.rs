//! Lengths, matrices and areas of a page, in whole numbers: what a file prints as decimals is read to the ninth place, areas
//! are in thousandths of a point, from the top left corner down. No floating point, so that the same file reads the same
//! everywhere.

/// One, in the ninths place that [`Matrix`] counts in.
pub(in crate::read) const ONE: i64 = 1_000_000_000;
/// What one thousandth of a point is in it.
const MILLI: i64 = 1_000_000;
/// No page is larger than this many units; what lies beyond is moved here.
const FAR: i128 = 100_000_000 * ONE as i128;

/// `-12.5` as billionths.
pub(in crate::read) fn decimal(printed: &str) -> Option<i64> {
    let unsigned = printed.trim_start_matches('-');
    let (whole, rest) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let places: String = rest.chars().chain("000000000".chars()).take(9).collect();
    if whole.is_empty() && rest.is_empty() {
        return None;
    }
    let whole: i128 = format!("0{}", whole.get(..whole.len().min(18))?).parse().ok()?;
    let size = whole * i128::from(ONE) + places.parse::<i128>().ok()?;
    Some(bounded(if printed.starts_with('-') { -size } else { size }))
}

pub(in crate::read) fn bounded(value: i128) -> i64 {
    i64::try_from(value.clamp(-FAR, FAR)).unwrap_or(0)
}

/// The product of two numbers in billionths.
pub(in crate::read) fn times(a: i64, b: i64) -> i64 {
    bounded(i128::from(a) * i128::from(b) / i128::from(ONE))
}

/// Billionths of a point as thousandths of one.
pub(in crate::read) fn thousandths(billionths: i64) -> i64 {
    billionths.div_euclid(MILLI)
}

/// A mapping of one coordinate system into another, in billionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Matrix {
    pub(in crate::read) a: i64,
    pub(in crate::read) b: i64,
    pub(in crate::read) c: i64,
    pub(in crate::read) d: i64,
    pub(in crate::read) e: i64,
    pub(in crate::read) f: i64,
}

impl Default for Matrix {
    fn default() -> Matrix {
        Matrix::IDENTITY
    }
}

impl Matrix {
    /// Leaves everything where it is.
    pub(in crate::read) const IDENTITY: Matrix = Matrix { a: ONE, b: 0, c: 0, d: ONE, e: 0, f: 0 };

    /// The matrix that six numbers make.
    pub(in crate::read) fn of(numbers: &[i64]) -> Option<Matrix> {
        let [a, b, c, d, e, f] = *numbers else { return None };
        Some(Matrix { a, b, c, d, e, f })
    }

    /// A shift.
    pub(in crate::read) fn shift(e: i64, f: i64) -> Matrix {
        Matrix { e, f, ..Matrix::IDENTITY }
    }

    /// First this one, then the other.
    pub(in crate::read) fn then(&self, other: &Matrix) -> Matrix {
        let (a, b) = other.turn(self.a, self.b);
        let (c, d) = other.turn(self.c, self.d);
        let (e, f) = other.apply(self.e, self.f);
        Matrix { a, b, c, d, e, f }
    }

    /// Where a point goes.
    pub(in crate::read) fn apply(&self, x: i64, y: i64) -> (i64, i64) {
        let (turned_x, turned_y) = self.turn(x, y);
        (bounded(i128::from(turned_x) + i128::from(self.e)), bounded(i128::from(turned_y) + i128::from(self.f)))
    }

    /// Where a direction goes.
    pub(in crate::read) fn turn(&self, x: i64, y: i64) -> (i64, i64) {
        let sum = |p: i64, q: i64| bounded(i128::from(p) + i128::from(q));
        (sum(times(self.a, x), times(self.c, y)), sum(times(self.b, x), times(self.d, y)))
    }
}

/// A rectangle on a page, in thousandths of a point, `top` less than `bottom`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Area {
    pub(in crate::read) left: i64,
    pub(in crate::read) top: i64,
    pub(in crate::read) right: i64,
    pub(in crate::read) bottom: i64,
}

impl Area {
    /// The smallest that holds these points, given in billionths.
    pub(in crate::read) fn around(points: &[(i64, i64)]) -> Option<Area> {
        let mut points = points.iter().map(|(x, y)| (thousandths(*x), thousandths(*y)));
        let (x, y) = points.next()?;
        let first = Area { left: x, top: y, right: x, bottom: y };
        Some(points.fold(first, |area, (x, y)| area.with(&Area { left: x, top: y, right: x, bottom: y })))
    }

    /// Whether all of another one lies in it, as far as a hand is inexact.
    pub(in crate::read) fn is_around(&self, other: &Area) -> bool {
        const SLACK: i64 = 4_000;
        self.left - SLACK <= other.left
            && other.right <= self.right + SLACK
            && self.top - SLACK <= other.top
            && other.bottom <= self.bottom + SLACK
    }

    /// The smallest that holds both.
    pub(in crate::read) fn with(&self, other: &Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// How wide it is.
    pub(in crate::read) fn width(&self) -> i64 {
        self.right - self.left
    }

    /// How high it is.
    pub(in crate::read) fn height(&self) -> i64 {
        self.bottom - self.top
    }

    /// Its middle.
    pub(in crate::read) fn middle(&self) -> (i64, i64) {
        ((self.left + self.right) / 2, (self.top + self.bottom) / 2)
    }

    /// Whether a point lies in it.
    pub(in crate::read) fn holds(&self, (x, y): (i64, i64)) -> bool {
        (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_to_the_ninth_place() {
        assert_eq!(decimal("-0.05"), Some(-50_000_000));
        assert_eq!(decimal("12"), Some(12 * ONE));
        assert_eq!(decimal("0.1234567894"), Some(123_456_789));
        assert_eq!(decimal("inf"), None);
    }

    #[test]
    fn the_inner_matrix_comes_first() {
        let small = Matrix { a: ONE / 2, d: -ONE / 2, ..Matrix::IDENTITY };
        let moved = small.then(&Matrix::shift(10 * ONE, 20 * ONE));
        assert_eq!(moved.apply(4 * ONE, 4 * ONE), (12 * ONE, 18 * ONE));
        assert_eq!(moved.turn(4 * ONE, 4 * ONE), (2 * ONE, -2 * ONE));
    }
}
