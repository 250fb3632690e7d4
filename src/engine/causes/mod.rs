//! Which cells explain the linear rules that fail: the plan's rows and the report's figures handed to the search, with what other
//! places state of a cell. Nothing is worded here.

pub(super) mod evidence;
pub(super) mod fractions;

use super::view::{View, system::system};
use crate::cause::{self, Group, Limits, System};
use evidence::Evidence;
use fractions::FractionalCount;

/// What explains the findings of a report.
pub(in crate::engine) struct Explained {
    /// What was searched.
    pub(in crate::engine) system: System,
    /// What other places state.
    pub(in crate::engine) evidence: Evidence,
    /// Cells to change, for each group of findings that hang together.
    pub(in crate::engine) groups: Vec<Group>,
    /// Counts with a fraction.
    pub(in crate::engine) fractions: Vec<FractionalCount>,
}

/// Looks for what explains breaches of the rules that are `selected` by code.
pub(in crate::engine) fn explain(view: &View<'_>, selected: impl Fn(&str) -> bool) -> Explained {
    let evidence = Evidence::of(view);
    let mut system = system(view.rules, view.plan, &view.figures, &selected);
    for (index, figures) in evidence.figures() {
        if let Some(cell) = system.cells.get_mut(index) {
            cell.evidence = figures;
        }
    }
    let groups = cause::explain(&system, &Limits::default());
    Explained { system, evidence, groups, fractions: fractions::find(view, selected) }
}
