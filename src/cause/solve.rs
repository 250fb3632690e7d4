//! What blanks must be: from equations that must hold to the blanks they fix, the rows that are thereby decided, and proofs that
//! some blanks cannot be filled at all.

use super::{
    bounds::{Reach, extreme, reach},
    equation::{Equation, Ratio, Term},
    prepare::{Tie, ties},
    reduce::{Pivot, Reduced, reduce},
    system::System,
};

/// What is known of the blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Blanks that can be filled in one way only, by cell.
    pub determined: Vec<Determined>,
    /// Rows with blanks that hold, or do not, whatever else is filled in; in the order of the rows.
    pub decided: Vec<Decided>,
    /// Why it cannot be completed; empty if nothing speaks against it.
    pub contradictions: Vec<Contradiction>,
    /// Whether no figure outgrew the integers used.
    pub complete: bool,
}

/// A blank that can be filled in one way only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Determined {
    /// The blank.
    pub cell: usize,
    pub value: i64,
    /// The callers' numbers of the rows that say so.
    pub rows: Vec<usize>,
}

/// A row whose verdict is known although a cell of it is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The caller's number.
    pub row: usize,
    pub holds: bool,
}

/// A proof that the figures cannot be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The blanks that cannot be filled; none where the rows contradict each other whatever the blanks are.
    pub cells: Vec<usize>,
    /// The callers' numbers of the rows that prove it.
    pub rows: Vec<usize>,
    /// What is wrong.
    pub why: Why,
}

/// Why figures cannot be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The blank would have to hold a figure that it may not: below zero, as a rule.
    Forbidden {
        /// That figure.
        figure: i128,
    },
    /// The blank would have to hold a fraction.
    Fraction {
        /// Above the line.
        numerator: i128,
        /// Below the line; above zero.
        denominator: i128,
    },
    /// Several blanks together would have to come to a sum that they cannot.
    OutOfReach,
    /// One blank would have to hold two figures: the rows do not agree.
    Disagreement,
}

/// Solves the blanks of a system. Figures found are taken as they are; only equations that must hold say what blanks are.
pub fn solve(system: &System) -> Completion {
    let ties = ties(system);
    let with_blanks = ties.iter().enumerate().filter(|(_, tie)| tie.locates() && tie.has_blank);
    let equations = with_blanks.filter_map(|(at, tie)| Some((at, marked(system, at, tie)?))).collect();
    let is_own = |row: usize, cell| ties.get(row).and_then(|tie| tie.total(system)) == Some(cell);
    let mut reduced = reduce(equations, |cell| cell < system.cells.len(), is_own);
    let mut solver = Solver { system, ties: &ties, result: Completion { complete: true, ..Completion::default() } };
    solver.result.complete = substitute_back(&mut reduced.pivots) && reduced.exact;
    solver.read(&reduced);
    solver.finish()
}

/// The blanks of a row, and behind them one mark that says which row it is: what follows from several rows carries all their marks.
fn marked(system: &System, at: usize, tie: &Tie) -> Option<Equation> {
    let mut equation = tie.equation();
    equation.terms.retain(|term| system.is_blank(term.0));
    equation.terms.push((system.cells.len().checked_add(at)?, 1));
    Some(equation)
}

/// Rids each pivot's equation of the blanks that later pivots fix. Whether every figure fitted.
fn substitute_back(pivots: &mut [Pivot]) -> bool {
    let mut exact = true;
    for at in (0..pivots.len()).rev() {
        let (before, rest) = pivots.split_at_mut(at);
        let Some(last) = rest.first() else { continue };
        for pivot in before.iter_mut().filter(|pivot| pivot.equation.coefficient(last.cell) != 0) {
            match pivot.equation.without(last.cell, &last.equation) {
                Some(next) => pivot.equation = next,
                None => exact = false,
            }
        }
    }
    exact
}

struct Solver<'a> {
    system: &'a System,
    ties: &'a [Tie],
    result: Completion,
}

impl Solver<'_> {
    fn read(&mut self, reduced: &Reduced) {
        for pivot in &reduced.pivots {
            self.read_equation(&pivot.equation);
        }
        for (at, tie) in self.ties.iter().enumerate().filter(|(_, tie)| tie.locates() && tie.has_blank) {
            marked(self.system, at, tie).iter().for_each(|equation| self.read_sum(equation));
        }
        for (from, left) in &reduced.open {
            self.read_left_over(*from, left);
        }
    }

    /// What a pivot's equation says of its blanks.
    fn read_equation(&mut self, equation: &Equation) {
        let (blanks, rows) = self.parted(equation);
        match blanks.as_slice() {
            [(cell, by)] => match Ratio::whole(equation.gap).over(*by) {
                Some(figure) => self.fix(*cell, figure, rows),
                None => self.result.complete = false,
            },
            _ => self.read_sum(equation),
        }
    }

    /// What the bounds of several blanks say where an equation gives their sum.
    fn read_sum(&mut self, equation: &Equation) {
        let (blanks, rows) = self.parted(equation);
        let settled = |term: &Term| self.is_settled(term.0);
        if blanks.len() < 2 || blanks.iter().any(settled) {
            return;
        }
        match reach(self.system, equation.gap, &blanks) {
            Reach::Within => {}
            Reach::Beyond => {
                let cells = blanks.iter().map(|term| term.0).collect();
                self.contradict(Contradiction { cells, rows, why: Why::OutOfReach });
            }
            Reach::AtEnd(upper) => {
                for (cell, by) in blanks {
                    let figure = extreme(self.system, cell, by, upper).map(Ratio::whole);
                    figure.into_iter().for_each(|figure| self.fix(cell, figure, rows.clone()));
                }
            }
        }
    }

    /// Whether something is already said of a blank.
    fn is_settled(&self, cell: usize) -> bool {
        self.result.determined.iter().any(|known| known.cell == cell)
            || self.result.contradictions.iter().any(|proof| proof.cells.contains(&cell))
    }

    /// The blanks of an equation, and the callers' numbers of the rows it follows from.
    fn parted(&self, equation: &Equation) -> (Vec<Term>, Vec<usize>) {
        let cells = self.system.cells.len();
        let blanks = equation.terms.iter().copied().filter(|term| term.0 < cells).collect();
        (blanks, self.marks(equation).iter().map(|tie| tie.id).collect())
    }

    fn marks(&self, equation: &Equation) -> Vec<&Tie> {
        let row = |cell: usize| self.ties.get(cell.checked_sub(self.system.cells.len())?);
        equation.terms.iter().filter_map(|term| row(term.0)).collect()
    }

    fn fix(&mut self, cell: usize, figure: Ratio, rows: Vec<usize>) {
        let allowed = |figure: i128| self.system.cells.get(cell).is_some_and(|state| state.allows(figure));
        let why = match figure.as_whole() {
            None => Why::Fraction { numerator: figure.numerator, denominator: figure.denominator },
            Some(figure) if !allowed(figure) => Why::Forbidden { figure },
            Some(figure) => return self.determine(cell, figure, rows),
        };
        self.contradict(Contradiction { cells: vec![cell], rows, why });
    }

    fn determine(&mut self, cell: usize, figure: i128, rows: Vec<usize>) {
        match i64::try_from(figure) {
            Ok(value) => self.result.determined.push(Determined { cell, value, rows }),
            Err(_) => self.result.complete = false,
        }
    }

    fn contradict(&mut self, proof: Contradiction) {
        self.result.contradictions.push(proof);
    }

    /// An equation without blanks that follows from rows with blanks: they agree, or the last of them does not hold.
    fn read_left_over(&mut self, from: usize, equation: &Equation) {
        let rows: Vec<usize> = self.marks(equation).iter().map(|tie| tie.id).collect();
        if equation.gap == 0 {
            self.result.decided.extend(rows.iter().map(|row| Decided { row: *row, holds: true }));
            return;
        }
        let last = self.ties.get(from).map(|tie| Decided { row: tie.id, holds: false });
        self.result.decided.extend(last);
        self.contradict(Contradiction { cells: Vec::new(), rows, why: Why::Disagreement });
    }

    fn finish(mut self) -> Completion {
        self.result.determined.sort_by_key(|known| known.cell);
        let others = self.ties.iter().filter(|tie| tie.has_blank && !tie.locates());
        let decided: Vec<Decided> = others.filter_map(|tie| self.decide(tie)).collect();
        self.result.decided.extend(decided);
        let place = |row: usize| self.ties.iter().position(|tie| tie.id == row);
        self.result.decided.sort_by_key(|decided| (place(decided.row), decided.holds));
        self.result.decided.dedup_by_key(|decided| decided.row);
        self.result
    }

    /// A row beside the equations, if all its blanks are determined.
    fn decide(&self, tie: &Tie) -> Option<Decided> {
        let mut value = tie.value;
        for (cell, by) in &tie.terms {
            if self.system.cells.get(*cell)?.value.is_none() {
                let known = self.result.determined.iter().find(|known| known.cell == *cell)?;
                value = value.checked_add(i128::from(known.value).checked_mul((*by).into())?)?;
            }
        }
        Some(Decided { row: tie.id, holds: tie.accepts(value) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cause::{CellState, Relation, Row};

    /// Counts and blanks, and rows `Σ by · cell = 0`.
    fn system(figures: &[Option<i64>], rows: &[&[(usize, i32)]]) -> System {
        let cell = |value: &Option<i64>| CellState { value: *value, min: Some(0), ..CellState::default() };
        let row = |(id, terms): (usize, &&[(usize, i32)])| Row {
            id,
            terms: terms.to_vec(),
            constant: 0,
            relation: Relation::Equal,
            required: true,
        };
        System { cells: figures.iter().map(cell).collect(), rows: rows.iter().enumerate().map(row).collect() }
    }

    #[test]
    fn a_blank_total_comes_out_of_its_parts_and_decides_the_row_over_it() {
        let grid: [&[(usize, i32)]; 3] = [&[(2, 1), (0, -1), (1, -1)], &[(5, 1), (3, -1), (4, -1)], &[(6, 1), (2, -1), (5, -1)]];
        let figures = [Some(3), Some(4), None, Some(1), Some(1), None, Some(9)];
        let holding = solve(&system(&figures, &grid));
        let determined: Vec<(usize, i64)> = holding.determined.iter().map(|known| (known.cell, known.value)).collect();
        assert_eq!(determined, [(2, 7), (5, 2)]);
        assert_eq!(holding.determined[0].rows, [0]);
        assert_eq!(holding.decided, [0, 1, 2].map(|row| Decided { row, holds: true }));
        assert_eq!(holding.contradictions, []);

        let failing = solve(&system(&[Some(3), Some(4), None, Some(1), Some(1), None, Some(8)], &grid));
        assert_eq!(failing.decided, [Decided { row: 2, holds: false }]);
        assert_eq!(failing.contradictions, [Contradiction { cells: vec![], rows: vec![0, 1, 2], why: Why::Disagreement }]);
    }

    #[test]
    fn a_blank_that_would_go_below_zero_is_proved_impossible_with_its_chain() {
        let figures = [Some(10), None, Some(4), Some(20), None];
        let result = solve(&system(&figures, &[&[(2, 1), (0, -1), (1, -1)], &[(3, 1), (4, -1), (1, 1)]]));
        assert_eq!(result.contradictions, [Contradiction { cells: vec![1], rows: vec![0], why: Why::Forbidden { figure: -6 } }]);
        assert_eq!(result.determined, [Determined { cell: 4, value: 14, rows: vec![0, 1] }]);
    }

    #[test]
    fn a_blank_that_would_be_a_fraction_is_proved_impossible() {
        let result = solve(&system(&[Some(7), None], &[&[(0, 1), (1, -2)]]));
        assert_eq!(result.contradictions[0].why, Why::Fraction { numerator: 7, denominator: 2 });
    }

    #[test]
    fn blanks_under_a_total_of_zero_are_zero_and_under_a_total_of_five_are_open() {
        let row: &[(usize, i32)] = &[(0, 1), (1, -1), (2, -1)];
        let zero = solve(&system(&[Some(0), None, None], &[row]));
        assert_eq!(zero.determined.iter().map(|known| known.value).collect::<Vec<_>>(), [0, 0]);
        let open = solve(&system(&[Some(5), None, None], &[row]));
        assert_eq!((open.determined, open.contradictions), (vec![], vec![]));
        let below = solve(&system(&[Some(5), Some(9), None, None], &[&[(0, 1), (1, -1), (2, -1), (3, -1)]]));
        assert_eq!(below.contradictions, [Contradiction { cells: vec![2, 3], rows: vec![0], why: Why::OutOfReach }]);
    }

    #[test]
    fn the_largest_figures_are_given_up_not_wrapped() {
        let mut extreme = system(&[Some(i64::MAX), Some(i64::MAX), None], &[&[(0, 1), (1, 1), (2, -1)]]);
        let result = solve(&extreme);
        assert_eq!((result.determined, result.complete), (vec![], false));
        extreme.rows[0].terms[2].1 = i32::MIN;
        solve(&extreme);
    }
}
