//! How far the searches look.

/// How far to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most cells in a set.
    pub cells: usize,
    /// The work for one group, in terms of equations looked at: some nanoseconds each.
    pub work: u64,
    /// The most sets kept for one group.
    pub sets: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { cells: 4, work: 1_000_000, sets: 2_000 }
    }
}
