//! Parts of texts and lists, by bounds that may lie outside them; lists without what stands in them twice.

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

/// Each value once, in the order of their first appearance.
pub fn each_once<T: PartialEq>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for one in all {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// Each value once, sorted.
pub fn sorted_once<T: Ord>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.into_iter().collect();
    all.sort_unstable();
    all.dedup();
    all
}
