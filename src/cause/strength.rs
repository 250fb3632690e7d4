//! What rows can notice: how many of them are independent, the smallest change that none of them sees, cells they do not touch or
//! cannot tell apart. Goes by the equations alone; figures play no part.

use super::{
    equation::{Equation, Ratio, greatest_common_wide},
    limits::Limits,
    prepare::{Tie, ties},
    reduce::reduce,
    search::Search,
    system::System,
};
use std::collections::BTreeMap;

/// How much the equations of a system notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strength {
    /// How many equations there are.
    pub equations: usize,
    /// How many of them do not follow from the others.
    pub rank: usize,
    /// How many cells could be filled at will: cells less rank.
    pub free: usize,
    /// The fewest cells, and what each changes by, so that no equation notices; none within [`Limits::cells`].
    pub unnoticed: Option<Vec<(usize, i64)>>,
    /// Whether no smaller change exists (without one: none within the limit).
    pub proven: bool,
    /// Cells in no equation.
    pub untouched: Vec<usize>,
    /// Cells of which no equation can tell which one is wrong: they stand in the same equations, in the same proportion.
    pub inseparable: Vec<Vec<usize>>,
}

/// What holds one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellStrength {
    /// The callers' numbers of the rows it stands in, inequalities too.
    pub rows: Vec<usize>,
    /// The fewest cells with this one, and what each changes by, so that no equation notices; none within [`Limits::cells`].
    pub unnoticed: Option<Vec<(usize, i64)>>,
    /// Whether no smaller change with this cell exists (without one: none within the limit).
    pub proven: bool,
}

/// Measures what the equations of a system notice. [`Limits::cells`] bounds the change looked for, [`Limits::work`] the work on each
/// cell.
pub fn strength(system: &System, limits: &Limits) -> Strength {
    let probe = Probe { equations: equations(system), cells: system.cells.len(), limits };
    let reduced = reduce(probe.equations.iter().cloned().enumerate().collect(), |_| true, |_, _| false);
    let touched = |cell: usize| probe.equations.iter().any(|equation| equation.coefficient(cell) != 0);
    let (unnoticed, proven) = probe.smallest();
    Strength {
        equations: probe.equations.len(),
        rank: reduced.pivots.len(),
        free: system.cells.len() - reduced.pivots.len(),
        unnoticed,
        proven: proven && reduced.exact,
        untouched: (0..system.cells.len()).filter(|cell| !touched(*cell)).collect(),
        inseparable: inseparable(&probe.equations),
    }
}

/// What holds one cell, and what could be wrong in it unnoticed.
pub fn cell_strength(system: &System, cell: usize, limits: &Limits) -> CellStrength {
    let rows = ties(system).iter().filter(|tie| tie.coefficient(cell) != 0).map(|tie| tie.id).collect();
    let probe = Probe { equations: equations(system), cells: system.cells.len(), limits };
    let (unnoticed, proven) = probe.smallest_with(cell);
    CellStrength { rows, unnoticed, proven }
}

fn equations(system: &System) -> Vec<Equation> {
    ties(system).iter().filter(|tie| tie.is_equation).map(Tie::equation).collect()
}

/// Cells, and what each changes by.
type Unnoticed = Option<Vec<(usize, i64)>>;

/// Tries what the equations notice.
struct Probe<'a> {
    equations: Vec<Equation>,
    cells: usize,
    limits: &'a Limits,
}

impl Probe<'_> {
    /// The fewest cells that can change unnoticed, and whether that is proven.
    fn smallest(&self) -> (Unnoticed, bool) {
        let mut proven = true;
        for size in 1..=self.limits.cells {
            for cell in 0..self.cells {
                let (unnoticed, complete) = self.of_size(size, cell, |other| other <= cell);
                proven &= complete;
                if unnoticed.is_some() {
                    return (unnoticed, proven);
                }
            }
        }
        (None, proven)
    }

    fn smallest_with(&self, cell: usize) -> (Unnoticed, bool) {
        let mut proven = true;
        for size in 1..=self.limits.cells {
            let (unnoticed, complete) = self.of_size(size, cell, |other| other == cell);
            proven &= complete;
            if unnoticed.is_some() {
                return (unnoticed, proven);
            }
        }
        (None, proven)
    }

    /// A change of that many cells, one of them `cell` and none of the others `barred`, that no equation notices: what mends a
    /// change of the cell by one. With it, whether the search was complete.
    fn of_size(&self, size: usize, cell: usize, barred: impl Fn(usize) -> bool) -> (Unnoticed, bool) {
        let moved = |equation: &Equation| Equation { gap: -i128::from(equation.coefficient(cell)), ..equation.clone() };
        let moved: Vec<Equation> = self.equations.iter().map(moved).collect();
        if moved.iter().all(|equation| equation.gap == 0) {
            return ((cell < self.cells).then(|| vec![(cell, 1)]), true);
        }
        let mut search = Search::new(moved, self.cells, self.limits.work, 1, |_| Some(true));
        (0..self.cells).filter(|other| barred(*other)).for_each(|other| search.fix(other));
        let found = search.of_size(size.saturating_sub(1)).into_iter().next();
        let complete = search.is_complete() || found.is_some();
        (found.and_then(|changes| in_integers(cell, &changes)), complete)
    }
}

/// The changes, and a change of the cell by one, brought to integers.
fn in_integers(cell: usize, changes: &[(usize, Ratio)]) -> Option<Vec<(usize, i64)>> {
    let common = changes.iter().try_fold(1i128, |common, (_, by)| common_multiple(common, by.denominator))?;
    let whole = |by: &Ratio| i64::try_from(common.checked_div(by.denominator)?.checked_mul(by.numerator)?).ok();
    let mut all: Vec<(usize, i64)> = changes.iter().map(|(cell, by)| Some((*cell, whole(by)?))).collect::<Option<_>>()?;
    all.push((cell, i64::try_from(common).ok()?));
    all.sort_unstable();
    Some(all)
}

fn common_multiple(left: i128, right: i128) -> Option<i128> {
    let shared = i128::try_from(greatest_common_wide(left.unsigned_abs(), right.unsigned_abs())).ok()?;
    left.checked_div(shared)?.checked_mul(right)
}

/// Groups of two cells and more whose columns are proportional.
fn inseparable(equations: &[Equation]) -> Vec<Vec<usize>> {
    let mut columns: BTreeMap<usize, Vec<(usize, i64)>> = BTreeMap::new();
    for (at, equation) in equations.iter().enumerate() {
        equation.terms.iter().for_each(|(cell, by)| columns.entry(*cell).or_default().push((at, *by)));
    }
    let mut alike: BTreeMap<Vec<(usize, i64)>, Vec<usize>> = BTreeMap::new();
    columns.into_iter().for_each(|(cell, column)| alike.entry(in_lowest_terms(column)).or_default().push(cell));
    let mut groups: Vec<Vec<usize>> = alike.into_values().filter(|cells| cells.len() > 1).collect();
    groups.sort_unstable();
    groups
}

/// Divided by what its coefficients have in common, the first of them above zero.
fn in_lowest_terms(column: Vec<(usize, i64)>) -> Vec<(usize, i64)> {
    let common = column.iter().fold(0, |common, entry| greatest_common_wide(common, entry.1.unsigned_abs().into()));
    let sign = column.first().map_or(1, |entry| entry.1.signum());
    let divisor = i64::try_from(common).unwrap_or(1).max(1) * sign;
    column.into_iter().map(|(at, by)| (at, by.checked_div(divisor).unwrap_or(by))).collect()
}
