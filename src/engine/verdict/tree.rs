//! Rules that are evaluated as trees: those with a condition, a ratio, a day, figures of other reports.

use super::{
    row::{lacks_all_of, linear},
    what::{Sides, What},
};
use crate::{
    engine::view::{
        View,
        evaluate::{NoAnswer, NoProse, decimal},
    },
    ruleset::{Body, Comparison, Condition, Instance},
};

/// What comes of a rule that is not over the prose.
pub(in crate::engine) fn judge(view: &View<'_>, instance: &Instance) -> Option<What> {
    if let Some(settled) = guarded(view, instance) {
        return settled;
    }
    let evaluator = view.evaluator(view);
    let condition = match &instance.body {
        Body::Linear(_) => return linear(view, instance),
        Body::Condition(condition) => condition,
        Body::Form(_) => return None,
    };
    match evaluator.holds(condition) {
        Err(_) if evaluator.is_refuted(condition) => Some(What::Broken(sides(view, condition))),
        Ok(true) | Err(NoAnswer::NotSaid(_)) => None,
        Ok(false) => Some(What::Broken(sides(view, condition))),
        Err(_) if lacks_all_of(view, instance) => None,
        Err(why) => Some(What::Unknown(why)),
    }
}

/// What the condition under which a rule applies settles; none where the rule applies.
pub(super) fn guarded(view: &View<'_>, instance: &Instance) -> Option<Option<What>> {
    let guard = instance.guard.as_ref()?;
    match view.evaluator(view).holds(guard) {
        Ok(true) => None,
        Ok(false) | Err(NoAnswer::NotSaid(_)) => Some(None),
        Err(_) if lacks_all_of(view, instance) => Some(None),
        Err(why) => Some(Some(What::Unknown(why))),
    }
}

/// Both sides of a comparison, where they end as decimals.
fn sides(view: &View<'_>, condition: &Condition) -> Option<Sides> {
    let Condition::Compare(left, Comparison::Exact(_) | Comparison::Within(_), right) = condition else { return None };
    let evaluator = view.evaluator(&NoProse);
    let side = |expr| evaluator.known(expr).and_then(|(value, reach)| Some((decimal(value)?, reach)));
    let ((left, one), (right, two)) = (side(left)?, side(right)?);
    Some(Sides { left, right, gap: left.checked_sub(right)?, reach: [one, two] })
}
