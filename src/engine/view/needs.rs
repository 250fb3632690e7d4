//! What a report must say for a rule to be held against it: its prose, its days, its kind.

use super::evaluate::day_of;
use crate::{
    finding::Why,
    report::Report,
    ruleset::{Body, Condition, Expr, FormCheck, Instance, Occasion},
};

/// What a report must say for a rule to be held against it.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::engine) struct Needs {
    roster: bool,
    prose: bool,
    published: bool,
    received: bool,
    /// It is only for reports of which it is not known when this was.
    unless: Option<Occasion>,
    kind: bool,
}

impl Needs {
    pub(in crate::engine) fn of(instance: &Instance) -> Needs {
        Needs {
            roster: matches!(
                instance.body,
                Body::Form(
                    FormCheck::EveryUnitReports
                        | FormCheck::ContentOfNamedUnit
                        | FormCheck::OneSubmission
                        | FormCheck::YearAskedFor
                )
            ),
            prose: needs_prose(instance),
            published: needs_day_of(instance, Occasion::Published),
            received: needs_day_of(instance, Occasion::Received),
            unless: instance.guard.as_deref().and_then(only_where_unknown),
            kind: needs_kind(instance),
        }
    }

    /// Why a report cannot be held to the rule, if it cannot.
    pub(in crate::engine) fn lacking(self, report: &Report) -> Option<Why> {
        if self.unless.is_some_and(|occasion| day_of(report, occasion).is_some()) {
            None
        } else if self.roster {
            Some(Why::NO_ROSTER)
        } else if self.prose && report.prose.is_none() {
            Some(Why::NO_PROSE)
        } else if self.published && report.published.is_none() {
            Some(Why::NO_PUBLISHED)
        } else if self.received && report.received.is_none() {
            Some(Why::NO_RECEIVED)
        } else {
            (self.kind && report.kind.is_none()).then_some(Why::NO_KIND)
        }
    }
}

/// The day that must not be known for a guard to hold.
fn only_where_unknown(guard: &Condition) -> Option<Occasion> {
    match guard {
        Condition::Not(inner) => match inner.as_ref() {
            Condition::Known(occasion) => Some(*occasion),
            _ => None,
        },
        Condition::And(left, right) => only_where_unknown(left).or_else(|| only_where_unknown(right)),
        _ => None,
    }
}

/// Whether a rule looks at the prose.
fn needs_prose(instance: &Instance) -> bool {
    instance.over.is_some()
        || match &instance.body {
            Body::Form(check) => {
                matches!(check, FormCheck::SectionsInOrder | FormCheck::BasisInForce | FormCheck::FactsAgree)
            }
            Body::Condition(condition) => {
                asks(condition, &|expr| matches!(expr, Expr::Sections | Expr::Letters(_) | Expr::Repeated))
                    || condition.any(&|part| matches!(part, Condition::Told(_)))
            }
            Body::Linear(_) => false,
        }
}

/// Whether what a rule requires is of the day of this.
fn needs_day_of(instance: &Instance, occasion: Occasion) -> bool {
    let is_of = |expr: &Expr| *expr == Expr::DayOf(occasion);
    matches!(&instance.body, Body::Condition(condition) if asks(condition, &is_of))
}

/// Whether a rule looks at the report's kind.
fn needs_kind(instance: &Instance) -> bool {
    let in_cases = |expr: &Expr| match expr {
        Expr::Cases(cases) => cases.iter().flat_map(|(when, _)| when).any(is_of_kind),
        _ => false,
    };
    let needs = |condition: &Condition| is_of_kind(condition) || asks(condition, &in_cases);
    let body = matches!(&instance.body, Body::Condition(condition) if needs(condition));
    body || instance.guard.as_deref().is_some_and(needs)
}

fn is_of_kind(condition: &Condition) -> bool {
    condition.any(&|part| matches!(part, Condition::KindIs(..)))
}

fn asks(condition: &Condition, is: &dyn Fn(&Expr) -> bool) -> bool {
    let mut found = false;
    condition.each_expr(&mut |expr| found |= is(expr));
    found
}
