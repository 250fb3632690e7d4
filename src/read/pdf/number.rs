//! Numbers of a PDF.

use crate::read::page::measure::{ONE, bounded, decimal};
use lopdf::Object;

/// A number of a file, in billionths; none for anything that is no number.
pub(super) fn billionths(object: &Object) -> Option<i64> {
    match object {
        Object::Integer(whole) => Some(bounded(i128::from(*whole) * i128::from(ONE))),
        Object::Real(real) => decimal(&real.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_objects_are_bounded() {
        assert_eq!(billionths(&Object::Real(790.45)), Some(790_450_000_000));
        assert_eq!(billionths(&Object::Integer(i64::MAX)), Some(100_000_000 * ONE));
    }
}
