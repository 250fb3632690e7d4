//! Which of several sets is likeliest: what other places say, how many slips it takes, how common those are. Deterministic.

use super::{prepare::Tie, slip::Slip, system::System};
use std::cmp::Reverse;

/// Why one candidate stands before the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// Other places say so: the prose, last year's report, a rule that need not hold.
    Evidence,
    /// It takes fewer slips.
    FewerEvents,
    /// Its slips are commoner.
    LikelierSlip,
    /// The two are alike, but in the first a total was left zero although its parts are not.
    TotalLeftZero,
    /// The two are alike, but the first changes totals, which are calculated, where the second changes figures that are counted.
    TotalFirst,
    /// The two are alike, and the first stands earlier in the form.
    Place,
}

/// Cells and the figures they should hold, by cell.
pub(super) type Fix = Vec<(usize, i64)>;

/// How a set of changes would have come about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    /// For each change.
    pub(super) slips: Vec<Slip>,
    /// Slips, where neighbours exchanged are one, and totals that follow their parts are none.
    pub(super) events: usize,
    weight: u32,
    evidence: Reverse<i64>,
    totals_left_zero: Reverse<usize>,
    totals: Reverse<usize>,
}

impl Likeness {
    /// What decides how sure a cause is.
    fn class(&self) -> (Reverse<i64>, usize, u32) {
        (self.evidence, self.events, self.weight)
    }

    /// What orders candidates of one class, before their place does.
    pub(super) fn key(&self) -> impl Ord + use<> {
        (self.class(), self.totals_left_zero, self.totals)
    }

    /// Whether nothing but order parts the two.
    pub(super) fn ties_with(&self, other: &Likeness) -> bool {
        self.class() == other.class()
    }

    /// Why this one stands before the other.
    pub(super) fn order(&self, other: &Likeness) -> Order {
        if self.evidence != other.evidence {
            Order::Evidence
        } else if self.events != other.events {
            Order::FewerEvents
        } else if self.weight != other.weight {
            Order::LikelierSlip
        } else if self.totals_left_zero != other.totals_left_zero {
            Order::TotalLeftZero
        } else if self.totals != other.totals {
            Order::TotalFirst
        } else {
            Order::Place
        }
    }
}

/// What ranking needs to know of the cells around.
pub(super) struct Ranking<'a> {
    system: &'a System,
    /// Totals and the rows that make them so.
    totals: Vec<(usize, &'a Tie)>,
}

impl<'a> Ranking<'a> {
    /// `ties` are the equations that must hold.
    pub(super) fn new(system: &'a System, ties: impl Iterator<Item = &'a Tie>) -> Ranking<'a> {
        Ranking { system, totals: ties.filter_map(|tie| Some((tie.total(system)?, tie))).collect() }
    }

    /// `supported` counts the rows beside the equations that the fix mends.
    pub(super) fn likeness(&self, fix: &Fix, supported: usize) -> Likeness {
        let mut slips = vec![None; fix.len()];
        let mut weight = self.mark_computed(fix, &mut slips);
        let mut events = self.mark_shifted(fix, &mut slips, &mut weight);
        let slips: Vec<Slip> = slips
            .into_iter()
            .zip(fix)
            .map(|(slip, change)| {
                slip.unwrap_or_else(|| {
                    let slip = self.slip(*change, fix);
                    events += 1;
                    weight += slip.weight();
                    slip
                })
            })
            .collect();
        let totals = fix.iter().filter_map(|change| self.system.cells.get(change.0)).filter(|cell| cell.is_total);
        let left_zero = totals.clone().filter(|cell| cell.value == Some(0)).count();
        let evidence = self.evidence(fix).saturating_add(i64::try_from(supported).unwrap_or(i64::MAX));
        Likeness {
            slips,
            events,
            weight,
            evidence: Reverse(evidence),
            totals_left_zero: Reverse(left_zero),
            totals: Reverse(totals.count()),
        }
    }

    /// Totals that were right for the parts found: they follow their parts. Returns what they weigh.
    fn mark_computed(&self, fix: &Fix, slips: &mut [Option<Slip>]) -> u32 {
        let changes = |cell: usize| fix.iter().any(|change| change.0 == cell);
        let follows = |cell: usize| {
            let mut rows = self.totals.iter().filter(|total| total.0 == cell && total.1.value == 0 && !total.1.has_blank);
            rows.any(|(_, tie)| tie.terms.iter().any(|term| term.0 != cell && changes(term.0)))
        };
        let mut weight = 0u32;
        for (slip, change) in slips.iter_mut().zip(fix) {
            if follows(change.0) {
                *slip = Some(Slip::Computed);
                weight += Slip::Computed.weight();
            }
        }
        weight
    }

    /// Neighbours exchanged, or a run of them moved on by one. Returns how many such events there are.
    fn mark_shifted(&self, fix: &Fix, slips: &mut [Option<Slip>], weight: &mut u32) -> usize {
        let free: Vec<usize> = slips.iter().enumerate().filter(|(_, slip)| slip.is_none()).map(|(at, _)| at).collect();
        let mut events = 0usize;
        for run in runs(&free) {
            let is_open = run.iter().all(|at| slips.get(*at).is_some_and(Option::is_none));
            if !is_open || !self.is_rotated(fix, &run) {
                continue;
            }
            let slip = if run.len() == 2 { Slip::Exchanged } else { Slip::Shifted };
            run.iter().for_each(|at| {
                if let Some(own) = slips.get_mut(*at) {
                    *own = Some(slip)
                }
            });
            *weight += slip.weight();
            events += 1;
        }
        events
    }

    /// Whether the cells stand side by side in one line, and the figures are right once each moves on by one place.
    fn is_rotated(&self, fix: &Fix, run: &[usize]) -> bool {
        let changes: Vec<&(usize, i64)> = run.iter().filter_map(|at| fix.get(*at)).collect();
        let cells: Vec<_> = changes.iter().filter_map(|change| self.system.cells.get(change.0)).collect();
        let beside = cells.iter().zip(cells.iter().skip(1)).all(|(left, right)| left.is_beside(right));
        let one_line = cells.iter().all(|cell| cells.first().is_some_and(|first| cell.row == first.row))
            || cells.iter().all(|cell| cells.first().is_some_and(|first| cell.column == first.column));
        let expected = || changes.iter().map(|change| Some(change.1));
        let found = || cells.iter().map(|cell| cell.value);
        let onwards = found().skip(1).chain(found().take(1)).eq(expected());
        let backwards = expected().skip(1).chain(expected().take(1)).eq(found());
        beside && one_line && (onwards || backwards)
    }

    /// The likeliest slip for one cell by itself.
    fn slip(&self, (cell, expected): (usize, i64), fix: &Fix) -> Slip {
        let found = self.found(cell);
        if self.system.cells.get(cell).is_some_and(|cell| cell.left_blank) {
            return Slip::LeftBlank;
        }
        let slip = Slip::between(found, expected);
        if slip.weight() <= Slip::Copied.weight() {
            return slip;
        }
        let copied = if self.has_neighbour(cell, found, fix) { Slip::Copied } else { Slip::Other };
        slip.likelier(copied).likelier(self.sum_slip(cell, found, expected, fix))
    }

    fn has_neighbour(&self, cell: usize, figure: i64, fix: &Fix) -> bool {
        let Some(own) = self.system.cells.get(cell).filter(|_| figure != 0) else { return false };
        let mut others = self.system.cells.iter().enumerate();
        others.any(|(at, other)| own.is_beside(other) && other.value.is_some() && self.corrected(at, fix) == figure)
    }

    /// A total that lacks a part, or counts it twice.
    fn sum_slip(&self, cell: usize, found: i64, expected: i64, fix: &Fix) -> Slip {
        let part = |size: Option<i64>| {
            let mut rows = self.totals.iter().filter(|total| total.0 == cell);
            size.is_some_and(|size| {
                rows.any(|(_, tie)| tie.terms.iter().any(|term| term.0 != cell && self.corrected(term.0, fix) == size))
            })
        };
        match found.checked_sub(expected) {
            Some(0) | None => Slip::Other,
            gap if gap < Some(0) && part(gap.and_then(i64::checked_neg)) => Slip::PartLeftOut,
            gap if gap > Some(0) && part(gap) => Slip::PartCountedTwice,
            _ => Slip::Other,
        }
    }

    fn found(&self, cell: usize) -> i64 {
        self.system.value(cell).unwrap_or_default()
    }

    fn corrected(&self, cell: usize, fix: &Fix) -> i64 {
        fix.iter().find(|change| change.0 == cell).map_or_else(|| self.found(cell), |change| change.1)
    }

    /// How many new figures other places state, less the old ones that they state.
    fn evidence(&self, fix: &Fix) -> i64 {
        let states = |cell: usize, figure| {
            let stated = self.system.cells.get(cell).is_some_and(|cell| cell.evidence.contains(&figure));
            i64::from(stated)
        };
        fix.iter().map(|(cell, expected)| states(*cell, *expected) - states(*cell, self.found(*cell))).sum()
    }
}

/// The whole, if it is three or more; then every pair.
fn runs(free: &[usize]) -> Vec<Vec<usize>> {
    let mut runs = Vec::new();
    if free.len() > 2 {
        runs.push(free.to_vec());
    }
    for (at, left) in free.iter().enumerate() {
        runs.extend(free.iter().skip(at + 1).map(|right| vec![*left, *right]));
    }
    runs
}
