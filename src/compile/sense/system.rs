//! Whether inequalities have a common solution: one unknown after another is eliminated (Fourier and Motzkin), in exact integers. Where
//! that grows too large, they are taken to have one.

use std::collections::BTreeMap;

/// More rows than this are not looked through.
const MOST_ROWS: usize = 160;

/// `Σ by · unknown + constant ≥ 0`, or `> 0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) by: BTreeMap<usize, i128>,
    pub(super) constant: i128,
    pub(super) strict: bool,
}

impl Row {
    fn of(&self, unknown: usize) -> i128 {
        self.by.get(&unknown).copied().unwrap_or_default()
    }

    fn is_broken(&self) -> bool {
        self.by.is_empty() && (self.constant < 0 || (self.constant == 0 && self.strict))
    }

    /// `a · self + b · other`, both factors being positive; none where it grows too large.
    fn and(&self, a: i128, other: &Row, b: i128) -> Option<Row> {
        let mut by = BTreeMap::new();
        for unknown in self.by.keys().chain(other.by.keys()) {
            let sum = self.of(*unknown).checked_mul(a)?.checked_add(other.of(*unknown).checked_mul(b)?)?;
            if sum != 0 {
                by.insert(*unknown, sum);
            }
        }
        let constant = self.constant.checked_mul(a)?.checked_add(other.constant.checked_mul(b)?)?;
        Some(Row { by, constant, strict: self.strict || other.strict }.reduced())
    }

    fn reduced(mut self) -> Row {
        let by = self.by.values().fold(self.constant, |so_far, by| common(so_far, *by)).max(1);
        self.by.values_mut().for_each(|value| *value = value.checked_div(by).unwrap_or(*value));
        self.constant = self.constant.checked_div(by).unwrap_or(self.constant);
        self
    }
}

/// The greatest common divisor.
fn common(one: i128, two: i128) -> i128 {
    let (mut one, mut two) = (one.saturating_abs(), two.saturating_abs());
    while let Some(rest) = one.checked_rem(two) {
        (one, two) = (two, rest);
    }
    one
}

/// Whether some values satisfy all rows.
pub(super) fn have_a_solution(mut rows: Vec<Row>) -> bool {
    loop {
        if rows.iter().any(Row::is_broken) {
            return false;
        }
        rows.retain(|row| !row.by.is_empty());
        let Some(unknown) = cheapest(&rows) else { return true };
        let (with, mut left): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.of(unknown) != 0);
        let (above, below): (Vec<Row>, Vec<Row>) = with.into_iter().partition(|row| row.of(unknown) > 0);
        for one in &above {
            for other in &below {
                let Some(row) = one.and(other.of(unknown).saturating_neg(), other, one.of(unknown)) else { return true };
                if !left.contains(&row) {
                    left.push(row);
                }
            }
            if left.len() > MOST_ROWS {
                return true;
            }
        }
        rows = left;
    }
}

/// The unknown whose elimination leaves the fewest rows.
fn cheapest(rows: &[Row]) -> Option<usize> {
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (unknown, by) in rows.iter().flat_map(|row| &row.by) {
        let (above, below) = counts.entry(*unknown).or_default();
        *if *by > 0 { above } else { below } += 1;
    }
    counts.into_iter().min_by_key(|(_, (above, below))| above.saturating_mul(*below)).map(|(unknown, _)| unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(by: &[(usize, i128)], constant: i128, strict: bool) -> Row {
        Row { by: by.iter().copied().collect(), constant, strict }
    }

    #[test]
    fn bounds_that_cross_have_no_solution() {
        let between = |least: i128, most: i128, strict| vec![row(&[(0, 1)], -least, strict), row(&[(0, -1)], most, strict)];
        assert!(have_a_solution(between(3, 5, true)) && have_a_solution(between(3, 3, false)));
        assert!(!have_a_solution(between(3, 3, true)) && !have_a_solution(between(5, 3, false)));
    }

    #[test]
    fn a_part_is_not_above_its_whole() {
        // whole = part + rest, rest ≥ 0, part > whole
        let whole = [row(&[(0, 1), (1, -1), (2, -1)], 0, false), row(&[(0, -1), (1, 1), (2, 1)], 0, false)];
        let rest = row(&[(2, 1)], 0, false);
        let more = row(&[(1, 1), (0, -1)], 0, true);
        let all: Vec<Row> = whole.into_iter().chain([more, rest]).collect();
        assert!(!have_a_solution(all.clone()));
        assert!(have_a_solution(all.into_iter().take(3).collect()));
    }
}
