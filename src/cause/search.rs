//! All sets of a given size whose change solves equations exactly: take the violated equation with the fewest cells, branch on them,
//! eliminate the chosen cell, go on with what follows. Knows nothing of what figures may be; `accept` decides that.

use super::equation::{Equation, Ratio};

/// A set of cells and what each changes by.
pub(super) type Changes = Vec<(usize, Ratio)>;

/// A search over equations between known cells.
pub(super) struct Search<A> {
    /// The equations, and behind them what followed from them on the way to where the search stands.
    equations: Vec<Equation>,
    given: usize,
    /// By cell: not to be chosen, because it is fixed or because every set with it has been seen.
    barred: Vec<bool>,
    /// By cell: a counter that is zero between uses.
    counts: Vec<u32>,
    chosen: Vec<(usize, usize)>,
    accept: A,
    work: u64,
    most: usize,
    found: Vec<Changes>,
    complete: bool,
}

impl<A: FnMut(&[(usize, Ratio)]) -> Option<bool>> Search<A> {
    /// A search that looks at no more than `work` terms and keeps no more than `most` sets. `accept` says whether a set will do;
    /// none where it cannot tell.
    pub(super) fn new(equations: Vec<Equation>, cells: usize, work: u64, most: usize, accept: A) -> Search<A> {
        let given = equations.len();
        let (barred, counts) = (vec![false; cells], vec![0; cells]);
        Search { equations, given, barred, counts, chosen: Vec::new(), accept, work, most, found: Vec::new(), complete: true }
    }

    /// Keeps a cell from being changed.
    pub(super) fn fix(&mut self, cell: usize) {
        self.bar(cell, true);
    }

    /// Whether nothing has been left out so far, for want of work, of room or of digits.
    pub(super) fn is_complete(&self) -> bool {
        self.complete
    }

    /// Every set of that many cells, with independent columns, that solves all equations and is accepted, if no smaller set does.
    pub(super) fn of_size(&mut self, size: usize) -> Vec<Changes> {
        let open: Vec<usize> = (0..self.given).collect();
        if size > 0 {
            self.descend(&open, size);
        }
        std::mem::take(&mut self.found)
    }

    fn descend(&mut self, open: &[usize], left: usize) {
        let Some(branch) = self.narrowest(open) else { return };
        if left == 1 {
            return self.finish(open, branch);
        }
        if !self.can_reach(open, left) {
            return;
        }
        let cells: Vec<usize> = self.candidates(branch).collect();
        for cell in &cells {
            if self.work == 0 {
                break;
            }
            self.choose(open, branch, *cell, left);
            self.bar(*cell, true);
        }
        cells.iter().for_each(|cell| self.bar(*cell, false));
    }

    /// Eliminates a cell from the other equations and goes on without it.
    fn choose(&mut self, open: &[usize], branch: usize, cell: usize, left: usize) {
        let mark = self.equations.len();
        if let Some(next) = self.eliminated(open, branch, cell) {
            self.chosen.push((cell, branch));
            self.descend(&next, left.saturating_sub(1));
            self.chosen.pop();
        }
        self.equations.truncate(mark);
    }

    fn eliminated(&mut self, open: &[usize], branch: usize, cell: usize) -> Option<Vec<usize>> {
        let mut next = Vec::with_capacity(open.len());
        self.spend(open.len());
        for at in open.iter().copied().filter(|at| *at != branch) {
            let (equation, pivot) = (self.equations.get(at)?, self.equations.get(branch)?);
            if equation.coefficient(cell) == 0 {
                next.push(at);
                continue;
            }
            let follows = equation.without(cell, pivot);
            self.spend(follows.as_ref().map_or(1, |equation| equation.terms.len()));
            self.complete &= follows.is_some();
            next.push(self.equations.len());
            self.equations.push(follows?);
        }
        Some(next)
    }

    /// The last cell of a set: it has to solve every violated equation at once and leave the others alone.
    fn finish(&mut self, open: &[usize], branch: usize) {
        let cells: Vec<usize> = self.candidates(branch).collect();
        self.spend(cells.len());
        for cell in cells {
            match self.solves(open, branch, cell) {
                Some(false) => {}
                Some(true) => {
                    self.chosen.push((cell, branch));
                    self.take();
                    self.chosen.pop();
                }
                None => self.complete = false,
            }
        }
    }

    /// None where the figures are too large to tell.
    fn solves(&self, open: &[usize], branch: usize, cell: usize) -> Option<bool> {
        let pivot = self.equations.get(branch)?;
        let by = i128::from(pivot.coefficient(cell));
        let (mut violated, mut held) = (true, true);
        for equation in listed(&self.equations, open).filter(|equation| equation.gap != 0) {
            let own = i128::from(equation.coefficient(cell));
            violated = violated && own != 0 && equation.gap.checked_mul(by)? == pivot.gap.checked_mul(own)?;
        }
        if violated {
            let mut others = listed(&self.equations, open).filter(|equation| equation.gap == 0);
            held = others.all(|equation| equation.coefficient(cell) == 0);
        }
        Some(violated && held)
    }

    fn take(&mut self) {
        let Some(changes) = self.changes() else { return self.complete = false };
        if changes.iter().any(|change| change.1.numerator == 0) {
            return;
        }
        match (self.accept)(&changes) {
            Some(false) => {}
            Some(true) if self.found.len() < self.most => self.found.push(changes),
            Some(true) => (self.complete, self.work) = (false, 0),
            None => self.complete = false,
        }
    }

    /// What the chosen cells change by, from the last to the first; then in order of the cells.
    fn changes(&self) -> Option<Changes> {
        let mut changes: Changes = Vec::with_capacity(self.chosen.len());
        for (cell, at) in self.chosen.iter().rev() {
            let equation = self.equations.get(*at)?;
            let mut rest = Ratio::whole(equation.gap);
            for (other, by) in &changes {
                rest = rest.minus(equation.coefficient(*other), *by)?;
            }
            changes.push((*cell, rest.over(equation.coefficient(*cell))?));
        }
        changes.sort_unstable_by_key(|change| change.0);
        Some(changes)
    }

    /// The violated equation with the fewest cells to choose from.
    fn narrowest(&mut self, open: &[usize]) -> Option<usize> {
        let violated = open.iter().copied().filter(|at| self.equations.get(*at).is_some_and(|equation| equation.gap != 0));
        let mut seen = open.len();
        let mut narrowest: Option<(usize, usize)> = None;
        for at in violated {
            let count = self.candidates(at).count();
            seen += count;
            if narrowest.is_none_or(|least| count < least.0) {
                narrowest = Some((count, at));
            }
        }
        self.spend(seen);
        narrowest.map(|least| least.1)
    }

    fn candidates(&self, at: usize) -> impl Iterator<Item = usize> {
        let terms = self.equations.get(at).map_or(&[][..], |equation| &equation.terms);
        terms.iter().map(|term| term.0).filter(|cell| !self.barred.get(*cell).copied().unwrap_or(true))
    }

    /// Whether that many cells can lie in all violated equations, going by the cell that lies in most of them.
    fn can_reach(&mut self, open: &[usize], left: usize) -> bool {
        let (mut violated, mut most, mut seen) = (0usize, 0u32, 0usize);
        for add in [true, false] {
            for equation in listed(&self.equations, open).filter(|equation| equation.gap != 0) {
                violated += usize::from(add);
                seen += equation.terms.len();
                for (cell, _) in &equation.terms {
                    let Some(count) = self.counts.get_mut(*cell) else { continue };
                    *count = if add { *count + 1 } else { 0 };
                    most = most.max(*count);
                }
            }
        }
        self.spend(seen);
        violated <= left.saturating_mul(usize::try_from(most).unwrap_or(usize::MAX))
    }

    fn bar(&mut self, cell: usize, barred: bool) {
        if let Some(own) = self.barred.get_mut(cell) {
            *own = barred;
        }
    }

    fn spend(&mut self, terms: usize) {
        self.work = self.work.saturating_sub(u64::try_from(terms).unwrap_or(u64::MAX));
        self.complete &= self.work > 0;
    }
}

/// Some equations, by their indices.
fn listed<'e>(equations: &'e [Equation], some: &'e [usize]) -> impl Iterator<Item = &'e Equation> {
    some.iter().filter_map(|at| equations.get(*at))
}

/// The sets of the smallest size up to `most` cells that has any; empty where there is none or work ran out.
pub(super) fn smallest<A: FnMut(&[(usize, Ratio)]) -> Option<bool>>(search: &mut Search<A>, most: usize) -> Vec<Changes> {
    for size in 1..=most {
        let sets = search.of_size(size);
        if !sets.is_empty() || search.work == 0 {
            return sets;
        }
    }
    Vec::new()
}
