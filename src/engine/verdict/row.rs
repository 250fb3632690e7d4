//! Linear rules: by integers where they can be, by exact decimals where they cannot.

use super::what::{Sides, What};
use crate::{
    engine::view::{
        View,
        bounds::Reach,
        evaluate::NoAnswer,
        figures::State,
        plan::{PlanRow, cells_of},
    },
    number::Number,
    report::Value,
    ruleset::{Body, Instance, LinearRow, Term},
    template::CellId,
};

/// Whether a row passes by integers alone. No sum can overflow: see [`PlanRow::is_narrow`].
pub(in crate::engine) fn passes(view: &View<'_>, row: &PlanRow) -> bool {
    let counts = |index: u32| matches!(view.figures.state(index as usize), State::Known | State::Zero);
    (view.figures.complete || view.plan.terms(row).iter().all(|term| counts(term.index)))
        && row.relation.holds(&view.plan.gap(row, &view.figures.values))
}

/// A row that does not pass by integers alone: with a blank in it, it has a verdict only where the other equations fix the blank.
pub(in crate::engine) fn judge(view: &View<'_>, id: usize, row: &PlanRow) -> Option<What> {
    let (_, instance) = view.instance(row.instance);
    let has_solved = view.plan.terms(row).iter().any(|term| view.figures.state(term.index as usize) == State::Solved);
    let decided = view.completion.as_ref().and_then(|known| known.decided.iter().find(|decided| decided.row == id));
    match decided {
        Some(decided) if decided.holds => None,
        None if has_solved => {
            let open = cells_of(instance).filter(|cell| !view.is_found(*cell));
            Some(What::Unknown(NoAnswer::Missing(open.collect())))
        }
        _ => linear(view, instance),
    }
}

/// A linear rule that does not pass by integers: by exact decimals it may yet pass, else it fails or is unknown.
pub(in crate::engine) fn linear(view: &View<'_>, instance: &Instance) -> Option<What> {
    let Body::Linear(row) = &instance.body else { return None };
    match sides(view, row) {
        Ok(sides) if row.relation.holds(&sides.gap.mantissa) => None,
        Ok(sides) => Some(What::Broken(Some(sides))),
        Err(_) if lacks_all_of(view, instance) => None,
        Err(why) => Some(What::Unknown(why)),
    }
}

/// Whether the report has none of the cells that an instance speaks of: what is missing is said once, by the checks of the form.
pub(in crate::engine) fn lacks_all_of(view: &View<'_>, instance: &Instance) -> bool {
    let mut cells = cells_of(instance);
    cells.all(|cell| view.content(cell).is_none_or(|content| matches!(content.value, Value::Absent)))
}

/// Both sides, exactly; or the cells that are not known.
fn sides(view: &View<'_>, row: &LinearRow) -> Result<Sides, NoAnswer> {
    let missing: Vec<CellId> = row.terms.iter().map(|term| term.cell).filter(|cell| view.figure(*cell).is_none()).collect();
    if !missing.is_empty() {
        return Err(NoAnswer::Missing(missing));
    }
    let side = |terms: &[Term], constant: Number, sign: i128| {
        terms.iter().try_fold(constant, |sum, term| {
            let figure = view.figure(term.cell)?;
            let by = i128::from(term.coefficient).checked_mul(sign)?;
            sum.checked_add(Number { mantissa: figure.mantissa.checked_mul(by)?, ..figure })
        })
    };
    let (left, right) = row.terms.split_at_checked(row.left_terms).unwrap_or_default();
    let sides = side(left, row.left_constant, 1).zip(side(right, row.right_constant, -1));
    let (left, right) = sides.ok_or(NoAnswer::Overflow)?;
    let gap = left.checked_sub(right).ok_or(NoAnswer::Overflow)?;
    Ok(Sides { left, right, gap, reach: [Reach::Exact; 2] })
}
