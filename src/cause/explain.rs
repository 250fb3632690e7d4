//! From rows that do not hold to the smallest sets of cells whose change makes them hold, likeliest first.

use super::{
    equation::{Equation, Ratio},
    fit::Fit,
    parts::parts,
    prepare::{Tie, ties},
    rank::{Fix, Likeness, Order, Ranking},
    reduce::{Reduced, reduce},
    search::{Changes, Search, smallest},
    slip::Slip,
    system::System,
};

/// How far to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most cells in a set.
    pub cells: usize,
    /// The work for one group, in terms of equations looked at: some nanoseconds each.
    pub work: u64,
    /// The most sets kept for one group.
    pub sets: usize,
}

/// Rows that do not hold and hang together, and what would mend them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The callers' numbers of the rows that must hold and do not, in the order of the rows.
    pub rows: Vec<usize>,
    /// Every set of the smallest size that mends them and whose figures the rows fix, likeliest first; empty if there is none
    /// within the limits.
    pub candidates: Vec<Candidate>,
    /// How many of the candidates, from the first, are equally likely: 0 without candidates, 1 unless tied.
    pub tied: usize,
    /// How sure the first candidate is; none without candidates.
    pub certainty: Option<Certainty>,
    /// Why the first candidate stands before the second; none where there are not two.
    pub order: Option<Order>,
    /// Whether the search was complete: no smaller set will do, and no other of that size. Without candidates: no set within
    /// [`Limits::cells`] will.
    pub proven: bool,
}

/// A set of cells whose change mends a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// By cell.
    pub changes: Vec<Change>,
    /// How many slips it takes.
    pub events: usize,
    /// The callers' numbers of the rows it mends: those of its group, then rows that need not hold.
    pub explains: Vec<usize>,
}

/// A cell and the figure that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Index into [`System::cells`].
    pub cell: usize,
    /// The figure found.
    pub found: i64,
    /// The figure that fits.
    pub expected: i64,
    /// How it would have been mistyped.
    pub slip: Slip,
}

/// How sure a cause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// No other set of that size fits.
    Only,
    /// Others may fit, and are less like a slip.
    Likely,
    /// Others fit as well as this one.
    Tied,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { cells: 4, work: 2_000_000, sets: 2_000 }
    }
}

/// Explains the rows that must hold and do not. Independent groups of rows get independent causes; groups stand in the order of
/// their first rows.
pub fn explain(system: &System, limits: &Limits) -> Vec<Group> {
    let ties = ties(system);
    let mut cases: Vec<Case> = required_parts(system, &ties).into_iter().filter_map(|part| Case::of(system, part)).collect();
    cases.sort_by_key(|case| case.first_row());
    (0..cases.len()).flat_map(|at| groups(system, &ties, &cases, at, limits)).collect()
}

/// Required rows that share cells, with those of them that do not hold.
struct Case<'a> {
    ties: Vec<&'a Tie>,
    reduced: Reduced,
    broken: Vec<usize>,
}

fn required_parts<'a>(system: &System, ties: &'a [Tie]) -> Vec<Vec<&'a Tie>> {
    let required: Vec<&Tie> = ties.iter().filter(|tie| tie.required).collect();
    let touches = |at: usize| required.get(at).into_iter().flat_map(|tie| tie.terms.iter().map(|term| term.0));
    let parts = parts(required.len(), system.cells.len(), touches);
    parts.into_iter().map(|part| part.iter().filter_map(|at| required.get(*at).copied()).collect()).collect()
}

impl<'a> Case<'a> {
    /// None where every row holds, or may hold once blanks are filled.
    fn of(system: &System, ties: Vec<&'a Tie>) -> Option<Case<'a>> {
        if ties.iter().all(|tie| !tie.has_blank && tie.accepts(tie.value)) {
            return None;
        }
        let equations = ties.iter().enumerate().filter(|(_, tie)| tie.is_equation).map(|(at, tie)| (at, tie.equation()));
        let is_blank = |cell: usize| system.cells.get(cell).is_some_and(|cell| cell.value.is_none());
        let reduced = reduce(equations.collect(), is_blank);
        let unequal = reduced.open.iter().filter(|(_, equation)| equation.gap != 0).map(|(at, _)| *at);
        let below = ties.iter().enumerate().filter(|(_, tie)| !tie.is_equation && !tie.has_blank && !tie.accepts(tie.value));
        let mut broken: Vec<usize> = unequal.chain(below.map(|(at, _)| at)).collect();
        broken.sort_unstable();
        (!broken.is_empty()).then_some(Case { ties, reduced, broken })
    }

    fn first_row(&self) -> usize {
        self.ids(&self.broken).first().copied().unwrap_or_default()
    }

    fn ids(&self, rows: &[usize]) -> Vec<usize> {
        rows.iter().filter_map(|at| self.ties.get(*at)).map(|tie| tie.id).collect()
    }

    fn has(&self, cell: usize) -> bool {
        self.ties.iter().any(|tie| tie.coefficient(cell) != 0)
    }
}

fn groups(system: &System, ties: &[Tie], cases: &[Case], at: usize, limits: &Limits) -> Vec<Group> {
    let Some(case) = cases.get(at) else { return Vec::new() };
    let side = side_rows(ties, cases, at);
    let fit = Fit::new(system, side, &case.reduced.pivots);
    let locating = case.ties.iter().copied().filter(|tie| tie.locates());
    let ranking = Ranking::new(system, locating);
    let equations: Vec<Equation> = case.reduced.open.iter().map(|(_, equation)| equation.clone()).collect();
    let attempt = Attempt { system, fit: &fit, ranking: &ranking, limits, exact: case.reduced.exact };
    let whole = attempt.group(case.ids(&case.broken), equations);
    if whole.candidates.is_empty() { attempt.by_parts(case).unwrap_or_else(|| vec![whole]) } else { vec![whole] }
}

/// The rows beside the equations of a case that its causes must respect. A row that also lies in another case is none: it would
/// hold one mistake against the cause of another.
fn side_rows<'a>(ties: &'a [Tie], cases: &[Case], at: usize) -> Vec<&'a Tie> {
    let lies_in = |tie: &Tie, case: &Case| tie.terms.iter().any(|term| case.has(term.0));
    let beside = ties.iter().filter(|tie| !tie.locates());
    let own = beside.filter(|tie| cases.get(at).is_some_and(|case| lies_in(tie, case)));
    own.filter(|tie| cases.iter().enumerate().all(|(other, case)| other == at || !lies_in(tie, case))).collect()
}

/// The search for one case.
struct Attempt<'a> {
    system: &'a System,
    fit: &'a Fit<'a>,
    ranking: &'a Ranking<'a>,
    limits: &'a Limits,
    exact: bool,
}

impl Attempt<'_> {
    fn group(&self, rows: Vec<usize>, equations: Vec<Equation>) -> Group {
        let accept = |changes: &[(usize, Ratio)]| self.fit.accepts(changes);
        let mut search = Search::new(equations, self.system.cells.len(), self.limits.work, self.limits.sets, accept);
        let sets = smallest(&mut search, self.limits.cells);
        let proven = self.exact && search.is_complete();
        self.ranked(rows, sets, proven)
    }

    fn ranked(&self, rows: Vec<usize>, sets: Vec<Changes>, proven: bool) -> Group {
        let mut ranked: Vec<(Likeness, Fix, Vec<usize>)> = sets.iter().filter_map(|set| self.rated(set)).collect();
        ranked.sort_by(|left, right| (left.0.key(), &left.1).cmp(&(right.0.key(), &right.1)));
        let tied = ranked.iter().take_while(|one| ranked.first().is_some_and(|first| first.0.ties_with(&one.0))).count();
        let order = ranked.first().zip(ranked.get(1)).map(|(first, second)| first.0.order(&second.0));
        let certainty = match (tied, ranked.len()) {
            (0, _) => None,
            (1, 1) if proven => Some(Certainty::Only),
            (1, _) => Some(Certainty::Likely),
            _ => Some(Certainty::Tied),
        };
        let candidates =
            ranked.into_iter().map(|(likeness, fix, mended)| self.candidate(&rows, likeness, &fix, mended)).collect();
        Group { rows, candidates, tied, certainty, order, proven }
    }

    fn rated(&self, set: &Changes) -> Option<(Likeness, Fix, Vec<usize>)> {
        let changes: Vec<(usize, i128)> = set.iter().filter_map(|(cell, by)| Some((*cell, by.as_whole()?))).collect();
        let expected = |cell: usize, by: i128| i64::try_from(by.checked_add(self.system.cells.get(cell)?.value?.into())?).ok();
        let fix: Fix = changes.iter().map(|(cell, by)| Some((*cell, expected(*cell, *by)?))).collect::<Option<_>>()?;
        let mended = self.fit.mended(&changes);
        Some((self.ranking.likeness(&fix, mended.len()), fix, mended))
    }

    fn candidate(&self, rows: &[usize], likeness: Likeness, fix: &Fix, mended: Vec<usize>) -> Candidate {
        let change = |((cell, expected), slip): (&(usize, i64), &Slip)| {
            let found = self.system.cells.get(*cell).and_then(|cell| cell.value).unwrap_or_default();
            Change { cell: *cell, found, expected: *expected, slip: *slip }
        };
        let changes = fix.iter().zip(&likeness.slips).map(change).collect();
        let explains = rows.iter().copied().chain(mended).collect();
        Candidate { changes, events: likeness.events, explains }
    }

    /// Where no set within the limits mends everything: each part of the broken rows by itself, the others left as they are. Only
    /// if every part has its cause, and no two of them change one cell.
    fn by_parts(&self, case: &Case) -> Option<Vec<Group>> {
        let open = &case.reduced.open;
        let broken: Vec<usize> =
            (0..open.len()).filter(|at| open.get(*at).is_some_and(|(_, equation)| equation.gap != 0)).collect();
        let touches = |at: usize| {
            let equation = broken.get(at).and_then(|at| open.get(*at));
            equation.into_iter().flat_map(|(_, equation)| equation.terms.iter().map(|term| term.0))
        };
        let parts = parts(broken.len(), self.system.cells.len(), touches);
        if parts.len() < 2 {
            return None;
        }
        let mut groups = Vec::with_capacity(parts.len());
        for part in &parts {
            let rows: Vec<usize> = part.iter().filter_map(|at| broken.get(*at).copied()).collect();
            let group = self.group(case.ids(&origins(open, &rows)), frozen_but(open, &rows));
            groups.push(Group { proven: false, ..group });
        }
        let changed = |group: &Group| {
            group.candidates.first().map(|first| first.changes.iter().map(|change| change.cell).collect::<Vec<_>>())
        };
        let mut cells: Vec<usize> = groups.iter().map(changed).collect::<Option<Vec<_>>>()?.concat();
        let count = cells.len();
        cells.sort_unstable();
        cells.dedup();
        (cells.len() == count).then_some(groups)
    }
}

fn origins(open: &[(usize, Equation)], rows: &[usize]) -> Vec<usize> {
    rows.iter().filter_map(|at| open.get(*at)).map(|(from, _)| *from).collect()
}

/// The equations, where only the given ones count as broken: the others are to stay as far off as they are.
fn frozen_but(open: &[(usize, Equation)], rows: &[usize]) -> Vec<Equation> {
    let frozen = |(at, (_, equation)): (usize, &(usize, Equation))| {
        let gap = if rows.contains(&at) { equation.gap } else { 0 };
        Equation { gap, ..equation.clone() }
    };
    open.iter().enumerate().map(frozen).collect()
}
