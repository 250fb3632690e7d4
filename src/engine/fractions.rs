//! Counts with a fraction: no sum of counts gives one, so such a cell is wrong for certain, and the equations around it give the
//! figure that fits. Looks at cells that are alone of their kind in their equations.

use super::{causes, check::Check, figures::State};
use crate::{
    finding::{Cause, CauseCell, Certainty},
    number::Number,
    ruleset::{Relation, Severity},
    template::Measure,
    text,
};
use std::collections::HashSet;

/// A cause for each count with a fraction whose equations agree on a whole figure; numbered from `first` on.
pub(super) fn causes(check: &Check<'_>, failed: &HashSet<String>, selected: impl Fn(&str) -> bool, first: usize) -> Vec<Cause> {
    let wide = check.figures.states.iter().enumerate().filter(|(_, state)| **state == State::Wide);
    let found = wide.filter_map(|(index, _)| cause(check, failed, &selected, index));
    found.enumerate().map(|(at, cause)| Cause { group: first + at, ..cause }).collect()
}

fn cause(check: &Check<'_>, failed: &HashSet<String>, selected: &impl Fn(&str) -> bool, index: usize) -> Option<Cause> {
    let cell = check.plan.cell(index)?;
    let kind = check.rules.template.kind(cell)?;
    let found = check.figure(cell)?;
    if kind.measure != Measure::Count || found.is_whole() {
        return None;
    }
    let around: Vec<(usize, i64)> =
        (0..check.plan.rows.len()).filter_map(|id| Some((id, solved(check, selected, id, index)?))).collect();
    let (_, expected) = *around.first()?;
    if (expected < 0 && !kind.signed) || around.iter().any(|(_, other)| *other != expected) {
        return None;
    }
    let keys = around.iter().filter_map(|(id, _)| causes::key(check, *id));
    let explains: Vec<String> = keys.filter(|key| failed.contains(key)).collect();
    let name = check.rules.template.cell_name(cell);
    let expected = Number::whole(expected.into());
    Some(Cause {
        cells: vec![CauseCell { cell: check.finding_cell(cell), expected, how: "other" }],
        group: 0,
        certainty: Certainty::Only,
        unproven: false,
        message: text!(
            "{name} 填的是 {found}，件数没有小数，应为 {expected}",
            "{name} says {found}, a count with a fraction, and should be {expected}"
        ),
        explains,
    })
}

/// What an equation that must hold gives for one of its cells, when all others are known; none where it gives nothing.
fn solved(check: &Check<'_>, selected: &impl Fn(&str) -> bool, id: usize, index: usize) -> Option<i64> {
    let row = check.plan.rows.get(id).filter(|row| row.relation == Relation::Equal)?;
    causes::rule_of(check, id).filter(|rule| rule.severity == Severity::Error && selected(&rule.code))?;
    let mut by = 0i64;
    let mut sum = row.constant;
    for term in check.plan.terms.get(row.terms.clone())? {
        let at = term.index as usize;
        if at == index {
            by = by.checked_add(term.coefficient.into())?;
            continue;
        }
        let known = check.figures.states.get(at).is_some_and(|state| matches!(state, State::Known | State::Nought));
        let value = check.figures.values.get(at).filter(|_| known)?;
        sum = sum.checked_add(value.checked_mul(term.coefficient.into())?)?;
    }
    (by.abs() == 1).then(|| sum.checked_mul(by)?.checked_neg())?
}
