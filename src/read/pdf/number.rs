//! Numbers of a PDF and matrices of them.

use crate::read::page::measure::{Matrix, ONE, bounded, decimal};
use lopdf::Object;

/// A number of a file, in billionths; none for anything that is no number.
pub(super) fn billionths(object: &Object) -> Option<i64> {
    match object {
        Object::Integer(whole) => Some(bounded(i128::from(*whole) * i128::from(ONE))),
        Object::Real(real) => decimal(&real.to_string()),
        _ => None,
    }
}

/// The matrix that six numbers make.
pub(super) fn matrix(numbers: &[Object]) -> Option<Matrix> {
    let read: Vec<i64> = numbers.iter().map(billionths).collect::<Option<_>>()?;
    let [a, b, c, d, e, f] = read.as_slice() else { return None };
    Some(Matrix { a: *a, b: *b, c: *c, d: *d, e: *e, f: *f })
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
