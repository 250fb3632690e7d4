//! The definition of a cause, tried out on all sets of one and of two cells: slow, and without any of the library's calculations.

use gouji::cause::{Relation, Row, System};
use std::collections::BTreeSet;

/// Cells with the figures they should hold, by cell.
pub(crate) type Fix = Vec<(usize, i64)>;

/// Rows that hang together, as indices.
pub(crate) fn part_of(system: &System, row: usize) -> BTreeSet<usize> {
    let mut part = BTreeSet::from([row]);
    loop {
        let cells = cells_of(system, &part);
        let joined = system.rows.iter().enumerate().filter(|(_, row)| row.required && touches(row, &cells)).map(|(at, _)| at);
        let wider: BTreeSet<usize> = part.iter().copied().chain(joined).collect();
        if wider.len() == part.len() {
            return part;
        }
        part = wider;
    }
}

/// The cells of rows.
pub(crate) fn cells_of(system: &System, rows: &BTreeSet<usize>) -> BTreeSet<usize> {
    rows.iter().flat_map(|row| cells_in(&system.rows[*row])).collect()
}

/// The cells that count in a row: not those whose coefficients cancel out.
fn cells_in(row: &Row) -> impl Iterator<Item = usize> {
    row.terms.iter().map(|term| term.0).filter(|cell| coefficient(row, *cell) != 0)
}

fn coefficient(row: &Row, cell: usize) -> i64 {
    row.terms.iter().filter(|term| term.0 == cell).map(|term| i64::from(term.1)).sum()
}

fn touches(row: &Row, cells: &BTreeSet<usize>) -> bool {
    cells_in(row).any(|cell| cells.contains(&cell))
}

/// What a row comes to with these figures.
pub(crate) fn value(row: &Row, figures: &[i64]) -> i64 {
    row.constant + row.terms.iter().map(|(cell, by)| figures[*cell] * i64::from(*by)).sum::<i64>()
}

/// Whether a row holds with these figures.
pub(crate) fn holds(row: &Row, figures: &[i64]) -> bool {
    let value = value(row, figures);
    match row.relation {
        Relation::Equal => value == 0,
        Relation::Less => value < 0,
        Relation::LessEqual => value <= 0,
        Relation::Greater => value > 0,
        Relation::GreaterEqual => value >= 0,
    }
}

/// The smallest sets of one or two cells that mend a part; `foreign` are the cells of other broken parts. A blank, of which there
/// may be one, is tried with every figure up to 99; a row with a blank that no equation fixes asks for nothing.
pub(crate) fn causes(system: &System, part: &BTreeSet<usize>, foreign: &BTreeSet<usize>) -> BTreeSet<Fix> {
    let cells: Vec<usize> = cells_of(system, part).into_iter().collect();
    let task = Task::new(system, part, foreign);
    let changeable: Vec<usize> = cells.iter().copied().filter(|cell| system.cells[*cell].value.is_some()).collect();
    let singles: BTreeSet<Fix> = changeable.iter().flat_map(|cell| task.fixes(&[*cell])).collect();
    if !singles.is_empty() {
        return singles;
    }
    let pairs = changeable.iter().enumerate().flat_map(|(at, left)| changeable[at + 1..].iter().map(|right| [*left, *right]));
    pairs.flat_map(|pair| task.fixes(&pair)).collect()
}

struct Task<'a> {
    system: &'a System,
    figures: Vec<i64>,
    blank: Option<usize>,
    /// Equations that must hold.
    equations: Vec<&'a Row>,
    /// For each cell, its coefficient in each equation, rid of the blank.
    columns: Vec<Vec<i64>>,
    /// By how much each of these equations is off.
    gaps: Vec<i64>,
    side: Vec<&'a Row>,
}

impl<'a> Task<'a> {
    fn new(system: &'a System, part: &BTreeSet<usize>, foreign: &BTreeSet<usize>) -> Task<'a> {
        let figures: Vec<i64> = system.cells.iter().map(|cell| cell.value.unwrap_or(0)).collect();
        let cells = cells_of(system, part);
        let blank = cells.iter().copied().find(|cell| system.cells[*cell].value.is_none());
        let is_equation = |row: &Row| row.required && row.relation == Relation::Equal;
        let equations: Vec<&Row> = part.iter().map(|row| &system.rows[*row]).filter(|row| is_equation(row)).collect();
        let column = |cell| equations.iter().map(|row| coefficient(row, cell)).collect();
        let mut columns: Vec<Vec<i64>> = (0..system.cells.len()).map(column).collect();
        let mut gaps: Vec<i64> = equations.iter().map(|row| -value(row, &figures)).collect();
        blank.into_iter().for_each(|blank| without_blank(&mut columns, &mut gaps, blank));

        let is_open = |cell| blank == Some(cell) && equations.iter().all(|row| coefficient(row, cell) == 0);
        let is_held = |row: &Row| cells_in(row).all(|cell| system.cells[cell].value.is_some()) && holds(row, &figures);
        let side = system.rows.iter().filter(|row| !is_equation(row) && touches(row, &cells) && !touches(row, foreign));
        let side = side.filter(|row| !cells_in(row).any(is_open) && (row.required || is_held(row))).collect();
        Task { system, figures, blank, equations, columns, gaps, side }
    }

    /// The figures with the blank filled so that all equations come true.
    fn fillings(&self, figures: &[i64]) -> Vec<Vec<i64>> {
        let Some(blank) = self.blank else { return vec![figures.to_vec()] };
        let filled = |figure| {
            let mut filled = figures.to_vec();
            filled[blank] = figure;
            filled
        };
        let fits = |filled: &Vec<i64>| self.equations.iter().all(|row| holds(row, filled));
        (0..100).map(filled).filter(fits).collect()
    }

    /// The figures that a set of cells must hold, where the equations say so and everything else allows it.
    fn fixes(&self, set: &[usize]) -> Option<Fix> {
        let changes = match set {
            [cell] => vec![single(&self.columns[*cell], &self.gaps)?],
            [left, right] => pair(&self.columns[*left], &self.columns[*right], &self.gaps)?,
            _ => return None,
        };
        let mut figures = self.figures.clone();
        set.iter().zip(&changes).for_each(|(cell, change)| figures[*cell] += change);
        let allowed = set.iter().all(|cell| self.system.cells[*cell].allows(figures[*cell].into()));
        let may_hold = self.fillings(&figures).iter().any(|filled| self.side.iter().all(|row| holds(row, filled)));
        (changes.iter().all(|change| *change != 0) && allowed && may_hold)
            .then(|| set.iter().map(|cell| (*cell, figures[*cell])).collect())
    }
}

/// Combines every equation with the first that has the blank, so that the others lack it; that one is dropped.
fn without_blank(columns: &mut [Vec<i64>], gaps: &mut Vec<i64>, blank: usize) {
    let own = columns[blank].clone();
    let Some(first) = own.iter().position(|by| *by != 0) else { return };
    for (at, by) in own.iter().enumerate().filter(|(at, _)| *at != first) {
        columns.iter_mut().for_each(|column| column[at] = column[at] * own[first] - column[first] * by);
        gaps[at] = gaps[at] * own[first] - gaps[first] * by;
    }
    columns.iter_mut().for_each(|column| _ = column.remove(first));
    gaps.remove(first);
}

fn single(column: &[i64], gaps: &[i64]) -> Option<i64> {
    let row = column.iter().position(|by| *by != 0)?;
    let change = gaps[row].checked_div(column[row]).filter(|change| change * column[row] == gaps[row])?;
    column.iter().zip(gaps).all(|(by, gap)| by * change == *gap).then_some(change)
}

/// By Cramer's rule on the first two rows that part the columns.
fn pair(left: &[i64], right: &[i64], gaps: &[i64]) -> Option<Vec<i64>> {
    let rows = || 0..gaps.len();
    let determinant = |(i, j): (usize, usize)| left[i] * right[j] - left[j] * right[i];
    let (i, j) = rows().flat_map(|i| (i + 1..gaps.len()).map(move |j| (i, j))).find(|ij| determinant(*ij) != 0)?;
    let whole = determinant((i, j));
    let (x, y) = (gaps[i] * right[j] - gaps[j] * right[i], left[i] * gaps[j] - left[j] * gaps[i]);
    if x % whole != 0 || y % whole != 0 {
        return None;
    }
    let (x, y) = (x / whole, y / whole);
    rows().all(|row| left[row] * x + right[row] * y == gaps[row]).then(|| vec![x, y])
}
