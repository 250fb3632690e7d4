//! Parts of texts and lists, by bounds that may lie outside them.

use std::slice::SliceIndex;

/// A text or a list.
pub trait Slice {
    /// What stands in a range; nothing where the range does not lie within.
    fn slice<R: SliceIndex<Self, Output = Self>>(&self, range: R) -> &Self;
}

impl Slice for str {
    #[inline]
    fn slice<R: SliceIndex<str, Output = str>>(&self, range: R) -> &str {
        self.get(range).unwrap_or_default()
    }
}

impl<T> Slice for [T] {
    #[inline]
    fn slice<R: SliceIndex<[T], Output = [T]>>(&self, range: R) -> &[T] {
        self.get(range).unwrap_or_default()
    }
}
