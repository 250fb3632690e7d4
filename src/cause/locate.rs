//! Where the mistakes are: from equations that do not hold to all smallest sets of cells that mend them; equations that are mended
//! independently of one another are kept apart.

use super::{
    equation::{Equation, Ratio},
    fit::Fit,
    limits::Limits,
    parts::parts,
    search::{Changes, Search, smallest},
};

/// Equations that hang together and what mends them.
#[derive(Clone, Debug, Default)]
pub(super) struct Located {
    /// The equations that do not hold, by index.
    pub(super) broken: Vec<usize>,
    /// All sets of the smallest size, in order; empty if there is none within the limits.
    pub(super) sets: Vec<Changes>,
    /// Whether nothing was left out.
    pub(super) proven: bool,
}

/// A search for the causes of one case.
pub(super) struct Locator<'a> {
    /// Equations between known cells.
    pub(super) equations: &'a [Equation],
    /// What changed figures are held to beside the equations.
    pub(super) fit: &'a Fit<'a>,
    /// How many cells there are.
    pub(super) cells: usize,
    /// How far to look.
    pub(super) limits: &'a Limits,
}

impl Locator<'_> {
    /// Locates everything that is broken; piece by piece where the pieces have nothing to do with one another.
    pub(super) fn locate(&self, may_split: bool) -> Vec<Located> {
        let broken = self.broken();
        let parts = if may_split { self.parts(&broken) } else { Vec::new() };
        let (most, half) = (self.limits.cells, self.limits.work / 2);
        let whole = self.mend(broken, most, if parts.len() < 2 { self.limits.work } else { half });
        if parts.len() < 2 {
            return vec![whole];
        }
        match whole.sets.first().map(Vec::len) {
            Some(size) => {
                let pieces = self.pieces(parts, size.saturating_sub(1), half);
                let proven = whole.proven && pieces.iter().all(|piece| piece.proven);
                if self.unions(&pieces) == Some(whole.sets.clone()) { with_proof(pieces, proven) } else { vec![whole] }
            }
            None => {
                let pieces = self.pieces(parts, most, half);
                let size: usize = pieces.iter().filter_map(|piece| piece.sets.first()).map(Vec::len).sum();
                let any = pieces.iter().any(|piece| !piece.sets.is_empty());
                let may_hold_together = size > most || pieces.iter().any(|piece| piece.sets.is_empty());
                if any && may_hold_together { with_proof(pieces, false) } else { vec![whole] }
            }
        }
    }

    fn broken(&self) -> Vec<usize> {
        let broken = self.equations.iter().enumerate().filter(|(_, equation)| equation.gap != 0);
        broken.map(|(at, _)| at).collect()
    }

    /// Broken equations that share cells.
    fn parts(&self, broken: &[usize]) -> Vec<Vec<usize>> {
        let terms = |at: usize| broken.get(at).and_then(|at| self.equations.get(*at)).map_or(&[][..], |equation| &equation.terms);
        let parts = parts(broken.len(), self.cells, |at| terms(at).iter().map(|term| term.0));
        parts.into_iter().map(|part| part.iter().filter_map(|at| broken.get(*at).copied()).collect()).collect()
    }

    /// Each part with what mends it while the others stay as far off as they are. Parts that cannot be mended by themselves are
    /// tried together.
    fn pieces(&self, parts: Vec<Vec<usize>>, most: usize, work: u64) -> Vec<Located> {
        let share = work / (parts.len() as u64 + 1);
        let tried = parts.into_iter().map(|part| self.mend(part, most, share));
        let (mut pieces, failed): (Vec<Located>, Vec<Located>) = tried.partition(|piece| !piece.sets.is_empty());
        let mut left: Vec<usize> = failed.iter().flat_map(|piece| piece.broken.iter().copied()).collect();
        left.sort_unstable();
        match failed.len() {
            0 | 1 => pieces.extend(failed),
            _ => pieces.push(self.mend(left, most, share)),
        }
        pieces.sort_by_key(|piece| piece.broken.first().copied());
        pieces
    }

    /// All smallest sets that make these equations hold and leave the others as far off as they are.
    fn mend(&self, broken: Vec<usize>, most: usize, work: u64) -> Located {
        let gap = |at: usize, equation: &Equation| if broken.contains(&at) { equation.gap } else { 0 };
        let task = self.equations.iter().enumerate();
        let task = task.map(|(at, equation)| Equation { gap: gap(at, equation), terms: equation.terms.clone() }).collect();
        let accept = |changes: &[(usize, Ratio)]| self.fit.accepts(changes);
        let mut search = Search::new(task, self.cells, work, self.limits.sets, accept);
        let mut sets = smallest(&mut search, most);
        sets.sort_unstable();
        Located { broken, sets, proven: search.is_complete() }
    }

    /// Every way to mend all pieces at once, in order; none where there are too many to tell.
    fn unions(&self, pieces: &[Located]) -> Option<Vec<Changes>> {
        let mut unions: Vec<Changes> = vec![Vec::new()];
        for piece in pieces {
            let count = unions.len().checked_mul(piece.sets.len())?;
            if count > self.limits.sets {
                return None;
            }
            unions = unions.iter().flat_map(|union| piece.sets.iter().map(|set| [union.as_slice(), set].concat())).collect();
        }
        unions.iter_mut().for_each(|union| union.sort_unstable());
        unions.sort_unstable();
        Some(unions)
    }
}

fn with_proof(pieces: Vec<Located>, proven: bool) -> Vec<Located> {
    pieces.into_iter().map(|piece| Located { proven, ..piece }).collect()
}
