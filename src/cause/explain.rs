//! From rows that do not hold to the smallest sets of cells whose change makes them hold, likeliest first.

use super::{
    equation::Equation,
    fit::Fit,
    limits::Limits,
    locate::{Located, Locator},
    parts::parts,
    prepare::{Tie, ties},
    rank::{Fix, Likeness, Order, Ranking},
    reduce::{Reduced, reduce},
    search::Changes,
    slip::Slip,
    system::System,
};

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

/// Explains the rows that must hold and do not. Independent groups of rows get independent causes; groups stand in the order of
/// their first rows.
pub fn explain(system: &System, limits: &Limits) -> Vec<Group> {
    let ties = ties(system);
    let cases: Vec<Case> = required_parts(system, &ties).into_iter().filter_map(|part| Case::of(system, part)).collect();
    let sides: Vec<Vec<&Tie>> = (0..cases.len()).map(|at| side_rows(&ties, &cases, at)).collect();
    let mut groups: Vec<Group> =
        cases.into_iter().zip(sides).flat_map(|(case, side)| groups(system, case, side, limits)).collect();
    let place = |group: &Group| ties.iter().position(|tie| group.rows.first() == Some(&tie.id));
    groups.sort_by_cached_key(place);
    groups
}

/// Required rows that share cells, with those of them that do not hold.
struct Case<'a> {
    ties: Vec<&'a Tie>,
    reduced: Reduced,
    /// Inequalities that must hold and do not.
    below: Vec<usize>,
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
        let is_own = |at: usize, cell| ties.get(at).and_then(|tie: &&Tie| tie.total(system)) == Some(cell);
        let reduced = reduce(equations.collect(), |cell| system.is_blank(cell), is_own);
        let is_unequal = reduced.open.iter().any(|(_, equation)| equation.gap != 0);
        let below = ties.iter().enumerate().filter(|(_, tie)| !tie.is_equation && !tie.has_blank && !tie.accepts(tie.value));
        let below: Vec<usize> = below.map(|(at, _)| at).collect();
        (is_unequal || !below.is_empty()).then_some(Case { ties, reduced, below })
    }

    /// The callers' numbers of equations and of all inequalities that do not hold, in the order of the rows.
    fn ids(&self, unequal: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut rows: Vec<usize> = unequal.chain(self.below.iter().copied()).collect();
        rows.sort_unstable();
        rows.iter().filter_map(|at| self.ties.get(*at)).map(|tie| tie.id).collect()
    }

    fn has(&self, cell: usize) -> bool {
        self.ties.iter().any(|tie| tie.coefficient(cell) != 0)
    }
}

fn groups(system: &System, mut case: Case, side: Vec<&Tie>, limits: &Limits) -> Vec<Group> {
    let fit = Fit::new(system, side, &case.reduced.pivots);
    let (origins, equations): (Vec<usize>, Vec<Equation>) = std::mem::take(&mut case.reduced.open).into_iter().unzip();
    let locator = Locator { equations: &equations, fit: &fit, cells: system.cells.len(), limits };
    let located = locator.locate(case.below.is_empty());
    let judge = Judge { system, fit: &fit, ranking: Ranking::new(system, case.ties.iter().copied().filter(|tie| tie.locates())) };
    let group = |located: &Located| {
        let unequal = located.broken.iter().filter_map(|at| origins.get(*at).copied());
        judge.group(case.ids(unequal), located, located.proven && case.reduced.exact)
    };
    located.iter().map(group).collect()
}

/// The rows beside the equations of a case that its causes must respect. A row that also lies in another case is none: it would
/// hold one mistake against the cause of another.
fn side_rows<'a>(ties: &'a [Tie], cases: &[Case], at: usize) -> Vec<&'a Tie> {
    let lies_in = |tie: &Tie, case: &Case| tie.terms.iter().any(|term| case.has(term.0));
    let beside = ties.iter().filter(|tie| !tie.locates());
    let own = beside.filter(|tie| cases.get(at).is_some_and(|case| lies_in(tie, case)));
    own.filter(|tie| cases.iter().enumerate().all(|(other, case)| other == at || !lies_in(tie, case))).collect()
}

/// Puts what was located in order.
struct Judge<'a> {
    system: &'a System,
    fit: &'a Fit<'a>,
    ranking: Ranking<'a>,
}

impl Judge<'_> {
    fn group(&self, rows: Vec<usize>, located: &Located, proven: bool) -> Group {
        let mut ranked: Vec<(Likeness, Fix, Vec<usize>)> = located.sets.iter().filter_map(|set| self.rated(set)).collect();
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
        let expected = |cell: usize, by: i128| i64::try_from(by.checked_add(self.system.value(cell)?.into())?).ok();
        let fix: Fix = changes.iter().map(|(cell, by)| Some((*cell, expected(*cell, *by)?))).collect::<Option<_>>()?;
        let mended = self.fit.mended(&changes);
        Some((self.ranking.likeness(&fix, mended.len()), fix, mended))
    }

    fn candidate(&self, rows: &[usize], likeness: Likeness, fix: &Fix, mended: Vec<usize>) -> Candidate {
        let change = |((cell, expected), slip): (&(usize, i64), &Slip)| {
            let found = self.system.value(*cell).unwrap_or_default();
            Change { cell: *cell, found, expected: *expected, slip: *slip }
        };
        let changes = fix.iter().zip(&likeness.slips).map(change).collect();
        let explains = rows.iter().copied().chain(mended).collect();
        Candidate { changes, events: likeness.events, explains }
    }
}
