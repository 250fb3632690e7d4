//! Whether changed figures will do beyond the equations: whole, within what each cell may be, blanks still fillable, and every row
//! that held still holding.

use super::{
    bounds::{Reach, reach},
    equation::Ratio,
    prepare::Tie,
    reduce::Pivot,
    system::System,
};

/// What a set of changes is held to.
#[derive(Debug)]
pub(super) struct Fit<'a> {
    system: &'a System,
    /// The rows that must hold afterwards.
    kept: Vec<&'a Tie>,
    /// The rows that do not hold now and need not. (Of rows with a blank, nobody knows.)
    broken: Vec<&'a Tie>,
    blanks: &'a [Pivot],
}

/// What blanks come to: none where the equations leave it open. In order of elimination, the last first.
type Filled = Vec<(usize, Option<i128>)>;

/// Why figures will not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unfit {
    /// A cell cannot hold its figure.
    Forbidden,
    /// A figure does not fit the integers used, so nobody knows.
    TooLarge,
}

impl<'a> Fit<'a> {
    /// `side` are the rows beside the equations that the search solves.
    pub(super) fn new(system: &'a System, side: Vec<&'a Tie>, blanks: &'a [Pivot]) -> Fit<'a> {
        let mut fit = Fit { system, kept: Vec::new(), broken: Vec::new(), blanks };
        for tie in side {
            match (tie.required, tie.has_blank, tie.accepts(tie.value)) {
                (true, _, _) | (_, false, true) => fit.kept.push(tie),
                (false, false, false) => fit.broken.push(tie),
                (false, true, _) => {}
            }
        }
        fit
    }

    /// Whether the changes will do; none where a figure does not fit the integers used.
    pub(super) fn accepts(&self, changes: &[(usize, Ratio)]) -> Option<bool> {
        match self.check(changes) {
            Ok(()) => Some(true),
            Err(Unfit::Forbidden) => Some(false),
            Err(Unfit::TooLarge) => None,
        }
    }

    /// The callers' numbers of rows that need not hold, do not hold now, and would.
    pub(super) fn mended(&self, changes: &[(usize, i128)]) -> Vec<usize> {
        let filled = self.fill(changes).unwrap_or_default();
        let mends = |tie: &&&Tie| self.holds(tie, changes, &filled) == Some(true);
        self.broken.iter().filter(mends).map(|tie| tie.id).collect()
    }

    fn check(&self, changes: &[(usize, Ratio)]) -> Result<(), Unfit> {
        let changes = self.within_bounds(changes)?;
        let filled = self.fill(&changes)?;
        let breaks = self.kept.iter().any(|tie| self.holds(tie, &changes, &filled) == Some(false));
        if breaks { Err(Unfit::Forbidden) } else { Ok(()) }
    }

    /// The changes as integers, if every cell may hold its new figure.
    fn within_bounds(&self, changes: &[(usize, Ratio)]) -> Result<Vec<(usize, i128)>, Unfit> {
        let mut whole = Vec::with_capacity(changes.len());
        for (cell, change) in changes {
            let change = change.as_whole().ok_or(Unfit::Forbidden)?;
            let state = self.system.cells.get(*cell).ok_or(Unfit::Forbidden)?;
            let figure = change.checked_add(state.value.unwrap_or_default().into()).ok_or(Unfit::TooLarge)?;
            if !state.allows(figure) {
                return Err(Unfit::Forbidden);
            }
            i64::try_from(figure).map_err(|_| Unfit::TooLarge)?;
            whole.push((*cell, change));
        }
        Ok(whole)
    }

    /// What the blanks come to after the changes.
    fn fill(&self, changes: &[(usize, i128)]) -> Result<Filled, Unfit> {
        let mut filled = Filled::with_capacity(self.blanks.len());
        for blank in self.blanks.iter().rev() {
            filled.push((blank.cell, self.fill_one(blank, changes, &filled)?));
        }
        Ok(filled)
    }

    fn fill_one(&self, blank: &Pivot, changes: &[(usize, i128)], filled: &Filled) -> Result<Option<i128>, Unfit> {
        let (mut rest, mut unknown) = (blank.equation.gap, Vec::new());
        for (cell, by) in &blank.equation.terms {
            let change = if self.system.is_blank(*cell) {
                known(*cell, filled).flatten()
            } else {
                Some(known(*cell, changes).unwrap_or(0))
            };
            match change {
                Some(change) => rest = less(rest, change, *by).ok_or(Unfit::TooLarge)?,
                None => unknown.push((*cell, *by)),
            }
        }
        match unknown.as_slice() {
            [(cell, by)] => self.divided(rest, *by, *cell).map(Some).ok_or(Unfit::Forbidden),
            _ if reach(self.system, rest, &unknown) == Reach::Beyond => Err(Unfit::Forbidden),
            _ => Ok(None),
        }
    }

    /// The figure of the last unknown blank, if it is whole and allowed.
    fn divided(&self, rest: i128, by: i64, cell: usize) -> Option<i128> {
        let by = i128::from(by);
        let figure = if rest.checked_rem(by)? == 0 { rest.checked_div(by)? } else { return None };
        self.system.cells.get(cell)?.allows(figure).then_some(figure)
    }

    /// Whether a row holds after changes, with its blanks filled; none where a blank of it is open.
    fn holds(&self, tie: &Tie, changes: &[(usize, i128)], filled: &Filled) -> Option<bool> {
        let mut value = tie.value;
        for (cell, change) in changes {
            value = less(value, change.checked_neg()?, tie.coefficient(*cell))?;
        }
        for (cell, by) in tie.terms.iter().filter(|term| tie.has_blank && self.system.is_blank(term.0)) {
            value = less(value, known(*cell, filled)??.checked_neg()?, *by)?;
        }
        Some(tie.accepts(value))
    }
}

/// `from − change · by`.
fn less(from: i128, change: i128, by: i64) -> Option<i128> {
    from.checked_sub(change.checked_mul(by.into())?)
}

fn known<T: Copy>(cell: usize, of: &[(usize, T)]) -> Option<T> {
    of.iter().find(|entry| entry.0 == cell).map(|entry| entry.1)
}
