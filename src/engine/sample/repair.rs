//! Figures that break some bounds in, figures that keep to all of them out, if a bounded search finds such: again and again a bound
//! that is broken moves the one cell by which all bounds together gain most. A demand that stays broken gains weight. The same
//! figures in give the same figures out.

use super::{
    demand::{Bound, Demand},
    next_random,
};
use crate::ruleset::Relation;
use std::collections::HashMap;

/// The cells of a search that may be moved.
pub(super) struct Movable<'a> {
    /// By how much each moves at least, which is also the least that it may hold; 0 for one that stays.
    pub(super) steps: &'a [i128],
    /// Where the search starts from.
    pub(super) seed: u64,
}

/// So many moves are tried in one search, and so many cells for one move.
const MOST_MOVES: usize = 600;
const MOST_CANDIDATES: usize = 32;
/// No cell holds more of its steps.
const MOST_STEPS: i128 = 10_000_000;

/// Moves cells until every demand is met; whether that succeeded.
pub(super) fn repair(values: &mut [i128], demands: &[Demand], movable: &Movable<'_>) -> bool {
    let mut search = Search::new(values, demands, movable);
    let found = search.run();
    values.copy_from_slice(&search.values);
    found
}

/// One bound of a demand, as `gap ≤ 0`, `gap = 0` or `gap ≠ 0`.
struct Row {
    terms: Vec<(usize, i128)>,
    relation: Relation,
    gap: i128,
    /// What the widest of its cells changes by one step.
    scale: i128,
}

impl Row {
    fn new(bound: &Bound, values: &[i128], steps: &[i128]) -> Row {
        let (sign, offset) = match bound.relation {
            Relation::Less => (1, 1),
            Relation::GreaterEqual => (-1, 0),
            Relation::Greater => (-1, 1),
            Relation::Equal | Relation::NotEqual | Relation::LessEqual => (1, 0),
        };
        let relation = match bound.relation {
            Relation::Equal | Relation::NotEqual => bound.relation,
            _ => Relation::LessEqual,
        };
        let mut terms: Vec<_> = bound.terms.iter().map(|(cell, by)| (*cell, by.saturating_mul(sign))).collect();
        terms.sort_unstable();
        let constant = bound.constant.saturating_mul(sign).saturating_add(offset);
        let gap = terms.iter().fold(constant, |gap, (cell, by)| gap.saturating_add(at(values, *cell).saturating_mul(*by)));
        let scale = terms.iter().map(|(cell, by)| by.saturating_abs().saturating_mul(at(steps, *cell))).max().unwrap_or(1).max(1);
        Row { terms, relation, gap, scale }
    }

    /// How far it is from being met, in steps, if its gap were other.
    fn excess(&self, gap: i128) -> i128 {
        let over = match self.relation {
            Relation::Equal => gap.saturating_abs(),
            Relation::NotEqual => i128::from(gap == 0),
            _ => gap.max(0),
        };
        divided_up(over, self.scale)
    }

    fn coefficient(&self, cell: usize) -> i128 {
        let found = self.terms.binary_search_by_key(&cell, |(cell, _)| *cell).ok();
        found.and_then(|found| self.terms.get(found)).map_or(0, |(_, by)| *by)
    }

    /// Whether no move of its cells can meet it.
    fn is_hopeless(&self, values: &[i128], steps: &[i128]) -> bool {
        let lowest = self.terms.iter().try_fold(self.gap, |gap, (cell, by)| match (at(steps, *cell), by.signum()) {
            (0, _) => Some(gap),
            (step, 1) => Some(gap.saturating_add(by.saturating_mul(step.saturating_sub(at(values, *cell))))),
            _ => None,
        });
        let is_fixed = self.terms.iter().all(|(cell, _)| at(steps, *cell) == 0);
        match self.relation {
            Relation::LessEqual => lowest.is_some_and(|lowest| lowest > 0),
            _ => is_fixed && self.excess(self.gap) > 0,
        }
    }
}

struct Search<'a> {
    values: Vec<i128>,
    movable: &'a Movable<'a>,
    rows: Vec<Row>,
    /// Of each demand its ways, each a list of rows.
    demands: Vec<Vec<Vec<usize>>>,
    weights: Vec<i128>,
    /// Of each cell the demands and the rows that it is in.
    demands_of: HashMap<usize, Vec<usize>>,
    rows_of: HashMap<usize, Vec<usize>>,
    random: u64,
}

impl<'a> Search<'a> {
    fn new(values: &[i128], demands: &[Demand], movable: &'a Movable<'a>) -> Search<'a> {
        let mut search = Search {
            values: values.to_vec(),
            movable,
            rows: Vec::new(),
            demands: Vec::new(),
            weights: vec![1; demands.len()],
            demands_of: HashMap::new(),
            rows_of: HashMap::new(),
            random: movable.seed,
        };
        for demand in demands {
            let ways = demand.iter().map(|way| way.iter().map(|bound| search.add(bound)).collect()).collect();
            search.demands.push(ways);
        }
        search
    }

    fn add(&mut self, bound: &Bound) -> usize {
        let (row, demand) = (self.rows.len(), self.demands.len());
        for (cell, _) in bound.terms.iter().filter(|(cell, _)| at(self.movable.steps, *cell) > 0) {
            self.rows_of.entry(*cell).or_default().push(row);
            let demands = self.demands_of.entry(*cell).or_default();
            if demands.last() != Some(&demand) {
                demands.push(demand);
            }
        }
        self.rows.push(Row::new(bound, &self.values, self.movable.steps));
        row
    }

    fn run(&mut self) -> bool {
        if self.is_hopeless() {
            return false;
        }
        for _ in 0..MOST_MOVES {
            let broken: Vec<usize> = (0..self.demands.len()).filter(|demand| self.excess(*demand, None) > 0).collect();
            let Some(demand) = self.one_of(&broken) else { return true };
            match self.best_move(demand) {
                Some((gain, cell, by)) if gain > 0 => self.go(cell, by),
                _ => {
                    if let Some(weight) = self.weights.get_mut(demand) {
                        *weight = weight.saturating_add(*weight / 2 + 1);
                    }
                }
            }
        }
        false
    }

    fn is_hopeless(&self) -> bool {
        let is_lost = |row: &usize| self.rows.get(*row).is_some_and(|row| row.is_hopeless(&self.values, self.movable.steps));
        self.demands.iter().any(|ways| ways.iter().all(|way| way.iter().any(is_lost)))
    }

    fn one_of(&mut self, some: &[usize]) -> Option<usize> {
        let random = usize::try_from(next_random(&mut self.random)).unwrap_or_default();
        some.get(random.checked_rem(some.len())?).copied()
    }

    /// How far a demand is from being met, by its nearest way, if a cell were moved.
    fn excess(&self, demand: usize, moved: Option<(usize, i128)>) -> i128 {
        let of_row = |row: &Row| match moved {
            Some((cell, by)) => row.excess(row.gap.saturating_add(row.coefficient(cell).saturating_mul(by))),
            None => row.excess(row.gap),
        };
        let of_way =
            |way: &Vec<usize>| way.iter().filter_map(|row| self.rows.get(*row)).map(of_row).fold(0, i128::saturating_add);
        self.demands.get(demand).and_then(|ways| ways.iter().map(of_way).min()).unwrap_or(1)
    }

    /// The move that mends a demand and gains most over all, and what it gains.
    fn best_move(&mut self, demand: usize) -> Option<(i128, usize, i128)> {
        let moves = self.moves(demand);
        let first = usize::try_from(next_random(&mut self.random)).unwrap_or_default().checked_rem(moves.len())?;
        let from_first = moves.iter().cycle().skip(first).take(moves.len().min(MOST_CANDIDATES));
        from_first.map(|(cell, by)| (self.gain(*cell, *by), *cell, *by)).max_by_key(|(gain, ..)| *gain)
    }

    fn gain(&self, cell: usize, by: i128) -> i128 {
        let of = |demand: &usize| {
            let weight = at(&self.weights, *demand);
            let gain = self.excess(*demand, None).saturating_sub(self.excess(*demand, Some((cell, by))));
            gain.saturating_mul(weight)
        };
        self.demands_of.get(&cell).into_iter().flatten().map(of).fold(0, i128::saturating_add)
    }

    /// Moves of one cell that meet a broken row of a demand, or come nearer.
    fn moves(&self, demand: usize) -> Vec<(usize, i128)> {
        let rows = self.demands.get(demand).into_iter().flatten().flatten().filter_map(|row| self.rows.get(*row));
        let broken = rows.filter(|row| row.excess(row.gap) > 0);
        let terms = broken.flat_map(|row| row.terms.iter().map(move |(cell, by)| (row, *cell, *by)));
        let mut moves = Vec::new();
        for (row, cell, by) in terms {
            let step = at(self.movable.steps, cell);
            if step == 0 || by == 0 {
                continue;
            }
            let steps = match row.relation {
                Relation::NotEqual => 1,
                _ => divided_up(row.gap.saturating_abs(), by.saturating_abs().saturating_mul(step)),
            };
            let sign = -row.gap.signum().saturating_mul(by.signum());
            for steps in [steps, 1] {
                let signs = if sign == 0 { [1, -1] } else { [sign, sign] };
                moves.extend(signs.iter().filter_map(|sign| Some((cell, self.within(cell, sign.checked_mul(steps)?)?))));
            }
        }
        moves.sort_unstable();
        moves.dedup();
        moves
    }

    /// A move of so many steps, as far as the cell can go.
    fn within(&self, cell: usize, steps: i128) -> Option<i128> {
        let (value, step) = (at(&self.values, cell), at(self.movable.steps, cell));
        let most = step.checked_mul(MOST_STEPS)?;
        let to = value.checked_add(steps.checked_mul(step)?)?.clamp(step, most.max(step));
        Some(to.checked_sub(value)?).filter(|by| *by != 0)
    }

    fn go(&mut self, cell: usize, by: i128) {
        if let Some(value) = self.values.get_mut(cell) {
            *value = value.saturating_add(by);
        }
        for row in self.rows_of.get(&cell).into_iter().flatten() {
            if let Some(row) = self.rows.get_mut(*row) {
                row.gap = row.gap.saturating_add(row.coefficient(cell).saturating_mul(by));
            }
        }
    }
}

fn at(all: &[i128], index: usize) -> i128 {
    all.get(index).copied().unwrap_or_default()
}

/// `over / by`, both positive, rounded up.
fn divided_up(over: i128, by: i128) -> i128 {
    let by = by.max(1);
    (over / by).saturating_add(i128::from(over % by != 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(terms: &[(usize, i128)], constant: i128, relation: Relation) -> Demand {
        vec![vec![Bound { terms: terms.to_vec(), constant, relation }]]
    }

    fn repaired(values: &[i128], demands: &[Demand]) -> Option<Vec<i128>> {
        let mut values = values.to_vec();
        let steps = vec![1; values.len()];
        repair(&mut values, demands, &Movable { steps: &steps, seed: 1 }).then_some(values)
    }

    #[test]
    fn bounds_are_met_by_moving_cells() {
        let share = bound(&[(0, 7), (1, -3), (2, -3)], 0, Relation::GreaterEqual);
        let few = bound(&[(0, 1), (1, 1), (2, 1)], -12, Relation::Less);
        let apart = bound(&[(1, 1), (2, -1)], 0, Relation::NotEqual);
        let [a, b, c] = repaired(&[1, 9, 9], &[share, few, apart]).unwrap()[..] else { panic!() };
        assert!(7 * a >= 3 * (b + c) && a + b + c < 12 && b != c && a.min(b).min(c) >= 1, "{a} {b} {c}");
    }

    #[test]
    fn one_of_several_ways_is_enough() {
        let never = Bound { terms: vec![(0, 1)], constant: 0, relation: Relation::Less };
        let large = Bound { terms: vec![(0, 1)], constant: -3000, relation: Relation::GreaterEqual };
        assert_eq!(repaired(&[5], &[vec![vec![never.clone()], vec![large]]]), Some(vec![3000]));
        assert_eq!(repaired(&[5], &[vec![vec![never]]]), None);
    }

    #[test]
    fn what_contradicts_itself_is_given_up() {
        let demands = [bound(&[(0, 1), (1, -1)], 0, Relation::Less), bound(&[(1, 1), (0, -1)], 0, Relation::Less)];
        assert_eq!(repaired(&[5, 5], &demands), None);
    }
}
