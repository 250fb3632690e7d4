//! The clock of the benches.

use std::{hint::black_box, time::Instant};

/// The median of several rounds, in nanoseconds.
pub(crate) fn median<T>(rounds: usize, mut work: impl FnMut() -> T) -> f64 {
    let once = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed().as_nanos()
    };
    let mut rounds: Vec<u128> = (0..rounds).map(once).collect();
    rounds.sort_unstable();
    rounds.get(rounds.len() / 2).copied().unwrap_or_default() as f64
}
