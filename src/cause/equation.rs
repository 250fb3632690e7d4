//! Exact linear equations over changes of cells: `Σ coefficient · change = gap`. Whatever does not fit the integers used is said
//! (none), never wrapped.

/// A cell and how often it counts.
pub(super) type Term = (usize, i64);

/// `Σ coefficient · change = gap`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Equation {
    /// By cell; a cell occurs once, and no coefficient is zero.
    pub(super) terms: Vec<Term>,
    /// What the changes must add up to.
    pub(super) gap: i128,
}

/// An exact fraction. (Its order is no order of size.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ratio {
    /// Without common factors with the denominator.
    pub(super) numerator: i128,
    /// Above zero.
    pub(super) denominator: i128,
}

impl Equation {
    /// Puts terms in order, adding up those of one cell.
    pub(super) fn new(mut terms: Vec<Term>, gap: i128) -> Option<Equation> {
        let in_order = terms.is_sorted_by(|left, right| left.0 < right.0);
        if !in_order {
            terms.sort_unstable();
            add_up(&mut terms)?;
        }
        terms.retain(|term| term.1 != 0);
        Some(Equation { terms, gap })
    }

    /// How often a cell counts; zero where it does not occur.
    pub(super) fn coefficient(&self, cell: usize) -> i64 {
        let at = self.terms.binary_search_by_key(&cell, |term| term.0);
        at.ok().and_then(|at| self.terms.get(at)).map_or(0, |term| term.1)
    }

    /// What follows from this equation and another once a cell, which is in both, is eliminated.
    pub(super) fn without(&self, cell: usize, pivot: &Equation) -> Option<Equation> {
        let (own, theirs) = (self.coefficient(cell), pivot.coefficient(cell));
        let common = common_factor(own, theirs)?;
        let (times, less) = (theirs.checked_div(common)?, own.checked_div(common)?);
        let gap = self.gap.checked_mul(times.into())?.checked_sub(pivot.gap.checked_mul(less.into())?)?;
        let mut result = Equation { terms: combined(&self.terms, times, &pivot.terms, less)?, gap };
        if times.unsigned_abs() != 1 || less.unsigned_abs() != 1 {
            result.shorten();
        }
        Some(result)
    }

    /// Divides by what all coefficients and the gap have in common, so that figures stay small.
    fn shorten(&mut self) {
        let common = self.terms.iter().fold(0, |common, term| greatest_common(common, term.1.unsigned_abs()));
        let rest = self.gap.unsigned_abs().checked_rem(common.into()).and_then(|rest| u64::try_from(rest).ok());
        let Ok(common) = i64::try_from(greatest_common(common, rest.unwrap_or(1))) else { return };
        if common > 1 {
            self.gap /= i128::from(common);
            self.terms.iter_mut().for_each(|term| term.1 /= common);
        }
    }
}

/// Makes one term of those of one cell.
fn add_up(terms: &mut Vec<Term>) -> Option<()> {
    let mut fits = Some(());
    terms.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            fits = fits.and(kept.1.checked_add(next.1).map(|sum| kept.1 = sum));
        }
        is_same
    });
    fits
}

/// `left · times − right · less`, term by term.
fn combined(left: &[Term], times: i64, right: &[Term], less: i64) -> Option<Vec<Term>> {
    let mut terms = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    loop {
        let (a, b) = match (left.peek(), right.peek()) {
            (None, None) => return Some(terms),
            (Some(a), Some(b)) if a.0 == b.0 => (left.next(), right.next()),
            (Some(a), Some(b)) if a.0 < b.0 => (left.next(), None),
            (Some(_), None) => (left.next(), None),
            _ => (None, right.next()),
        };
        let cell = a.or(b).map_or(0, |term| term.0);
        let plus = a.map_or(Some(0), |term| term.1.checked_mul(times))?;
        let minus = b.map_or(Some(0), |term| term.1.checked_mul(less))?;
        let by = plus.checked_sub(minus)?;
        if by != 0 {
            terms.push((cell, by));
        }
    }
}

impl Ratio {
    pub(super) const fn whole(value: i128) -> Ratio {
        Ratio { numerator: value, denominator: 1 }
    }

    /// The integer that it is, if it is one.
    pub(super) fn as_whole(self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// `self − by · other`.
    pub(super) fn minus(self, by: i64, other: Ratio) -> Option<Ratio> {
        let right = other.numerator.checked_mul(by.into())?;
        if self.denominator == 1 && other.denominator == 1 {
            return Some(Ratio::whole(self.numerator.checked_sub(right)?));
        }
        let numerator = self.numerator.checked_mul(other.denominator)?.checked_sub(right.checked_mul(self.denominator)?)?;
        Ratio::of(numerator, self.denominator.checked_mul(other.denominator)?)
    }

    /// Divided by an integer that is not zero.
    pub(super) fn over(self, by: i64) -> Option<Ratio> {
        match by {
            1 => Some(self),
            _ => Ratio::of(self.numerator, self.denominator.checked_mul(by.into())?),
        }
    }

    fn of(numerator: i128, denominator: i128) -> Option<Ratio> {
        let common = i128::try_from(greatest_common_wide(numerator.unsigned_abs(), denominator.unsigned_abs())).ok()?;
        let common = if denominator < 0 { common.checked_neg()? } else { common };
        Some(Ratio { numerator: numerator.checked_div(common)?, denominator: denominator.checked_div(common)? })
    }
}

fn common_factor(left: i64, right: i64) -> Option<i64> {
    i64::try_from(greatest_common(left.unsigned_abs(), right.unsigned_abs())).ok()
}

fn greatest_common(mut left: u64, mut right: u64) -> u64 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

pub(super) fn greatest_common_wide(mut left: u128, mut right: u128) -> u128 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}
