//! Counts with a fraction: no sum of counts gives one, so such a cell is wrong for certain, and the equations around it give the
//! figure that fits. Looks at cells that are alone of their kind in their equations.

use crate::{
    engine::view::{View, figures::State, plan::PlanRow},
    number::Number,
    ruleset::{Relation, Severity},
    template::{CellId, Measure},
};

/// A count with a fraction, and the whole figure that its equations agree on.
pub(in crate::engine) struct FractionalCount {
    pub(in crate::engine) cell: CellId,
    pub(in crate::engine) found: Number,
    pub(in crate::engine) expected: Number,
    /// The rows of the plan that say so.
    pub(in crate::engine) rows: Vec<usize>,
}

/// Each count with a fraction whose equations agree on a whole figure.
pub(in crate::engine) fn find(view: &View<'_>, selected: impl Fn(&str) -> bool) -> Vec<FractionalCount> {
    let wide = view.figures.states.iter().enumerate().filter(|(_, state)| **state == State::Wide);
    wide.filter_map(|(index, _)| fractional(view, &selected, index)).collect()
}

fn fractional(view: &View<'_>, selected: &impl Fn(&str) -> bool, index: usize) -> Option<FractionalCount> {
    let cell = view.plan.cell(index)?;
    let kind = view.rules.template.kind(cell)?;
    let found = view.figure(cell)?;
    if kind.measure != Measure::Count || found.is_whole() {
        return None;
    }
    let rows = view.plan.rows.iter().enumerate();
    let around: Vec<(usize, i64)> = rows.filter_map(|(id, row)| Some((id, solved(view, selected, row, index)?))).collect();
    let (_, expected) = *around.first()?;
    if (expected < 0 && !kind.signed) || around.iter().any(|(_, other)| *other != expected) {
        return None;
    }
    let rows = around.into_iter().map(|(id, _)| id).collect();
    Some(FractionalCount { cell, found, expected: Number::whole(expected.into()), rows })
}

/// What an equation that must hold gives for one of its cells, when all others are known; none where it gives nothing.
fn solved(view: &View<'_>, selected: &impl Fn(&str) -> bool, row: &PlanRow, index: usize) -> Option<i64> {
    let rule = &view.rules[row.rule];
    if row.relation != Relation::Equal || rule.severity != Severity::Error || !selected(&rule.code) {
        return None;
    }
    let mut by = 0i64;
    let mut sum = row.constant;
    for term in view.plan.terms(row) {
        let at = term.index as usize;
        if at == index {
            by = by.checked_add(term.coefficient.into())?;
            continue;
        }
        sum = sum.checked_add(view.figures.counted(at)?.checked_mul(term.coefficient.into())?)?;
    }
    (by.abs() == 1).then(|| sum.checked_mul(by)?.checked_neg())?
}
