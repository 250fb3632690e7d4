//! Blanks eliminated exactly: what is left ties up known cells only, what was used says what the blanks are.

use super::equation::Equation;

/// Equations of which the blanks are eliminated.
#[derive(Clone, Debug, Default)]
pub(super) struct Reduced {
    /// Equations without blanks, each with the index of the row it comes from.
    pub(super) open: Vec<(usize, Equation)>,
    /// In order of elimination: the equation of one holds no blank of those before it.
    pub(super) pivots: Vec<Pivot>,
    /// Whether no figure outgrew the integers used.
    pub(super) exact: bool,
}

/// A blank and the equation that was spent on it.
#[derive(Clone, Debug)]
pub(super) struct Pivot {
    /// The blank.
    pub(super) cell: usize,
    /// Its coefficient there is not zero.
    pub(super) equation: Equation,
}

/// Eliminates blanks, always from the equation with the fewest of them; of those, from one that `is_own`: so a total comes out of
/// its own parts where it can.
pub(super) fn reduce(
    equations: Vec<(usize, Equation)>,
    is_blank: impl Fn(usize) -> bool,
    is_own: impl Fn(usize, usize) -> bool,
) -> Reduced {
    let mut reduced = Reduced { open: equations, pivots: Vec::new(), exact: true };
    while let Some((at, cell)) = next_blank(&reduced.open, &is_blank, &is_own) {
        let (_, equation) = reduced.open.remove(at);
        reduced.eliminate(cell, &equation);
        reduced.pivots.push(Pivot { cell, equation });
    }
    reduced
}

/// The equation to spend next and the blank to spend it on.
fn next_blank(
    open: &[(usize, Equation)],
    is_blank: &impl Fn(usize) -> bool,
    is_own: &impl Fn(usize, usize) -> bool,
) -> Option<(usize, usize)> {
    let mut best = None;
    for (at, (from, equation)) in open.iter().enumerate() {
        let blanks = || equation.terms.iter().map(|term| term.0).filter(|cell| is_blank(*cell));
        let Some(first) = blanks().next() else { continue };
        let own = blanks().find(|cell| is_own(*from, *cell));
        let rank = (blanks().count(), own.is_none());
        if best.is_none_or(|(least, _, _)| rank < least) {
            best = Some((rank, at, own.unwrap_or(first)));
        }
    }
    best.map(|(_, at, cell)| (at, cell))
}

impl Reduced {
    fn eliminate(&mut self, cell: usize, pivot: &Equation) {
        let exact = &mut self.exact;
        self.open.retain_mut(|(_, equation)| {
            if equation.coefficient(cell) == 0 {
                return true;
            }
            match equation.without(cell, pivot) {
                Some(next) => *equation = next,
                None => *exact = false,
            }
            equation.coefficient(cell) == 0
        });
    }
}
