//! What blanks can come to within what each of them may be.

use super::{equation::Term, system::System};

/// What a sum asks of the blanks in it, by their bounds alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// They cannot come to it.
    Beyond,
    /// They come to it only if each is at its least or its most: the flag says whether the sum is at its most.
    AtEnd(bool),
    /// More than one filling may do.
    Within,
}

/// Whether blanks can come to a sum. (Each row by itself: what several rows forbid together is not seen.)
pub(super) fn reach(system: &System, sum: i128, blanks: &[Term]) -> Reach {
    match (end(system, blanks, false), end(system, blanks, true)) {
        (Some(least), _) if sum < least => Reach::Beyond,
        (_, Some(most)) if sum > most => Reach::Beyond,
        (Some(least), _) if sum == least => Reach::AtEnd(false),
        (_, Some(most)) if sum == most => Reach::AtEnd(true),
        _ => Reach::Within,
    }
}

/// The least or the most that the blanks come to; none without a bound.
fn end(system: &System, blanks: &[Term], upper: bool) -> Option<i128> {
    let add = |sum: i128, (cell, by): &Term| sum.checked_add(extreme(system, *cell, *by, upper)?.checked_mul((*by).into())?);
    blanks.iter().try_fold(0, add)
}

/// The figure of a blank where it adds the least or the most; none without a bound.
pub(super) fn extreme(system: &System, cell: usize, by: i64, upper: bool) -> Option<i128> {
    let state = system.cells.get(cell)?;
    let bound = if (by > 0) == upper { state.max } else { state.min };
    bound.map(i128::from)
}
