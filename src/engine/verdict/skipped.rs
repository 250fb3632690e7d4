//! The rules that reports of one layout are not held to, and why: much the same for all of them, so worked out once for each case.

use crate::{
    engine::view::{View, related::Related},
    finding::{Skipped, Why},
    report::Report,
    ruleset::RuleId,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Lists known so far.
#[derive(Debug, Default)]
pub(in crate::engine) struct Skips(Mutex<Vec<(Case, Arc<Vec<Skipped>>)>>);

/// What decides, of a report that is compared with no other, which rules it is not held to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Case {
    prose: bool,
    published: bool,
    received: bool,
    kind: bool,
    prior: Why,
    children: Why,
    duplicate: Option<Why>,
}

/// More cases than this are not kept.
const MOST: usize = 32;

impl Case {
    /// None for a report that has others beside it: then their figures decide as well.
    fn of(report: &Report, related: &Related<'_>) -> Option<Case> {
        Some(Case {
            prose: report.prose.is_some(),
            published: report.published.is_some(),
            received: report.received.is_some(),
            kind: report.kind.is_some(),
            prior: related.prior.as_ref().err().cloned()?,
            children: related.children.as_ref().err().cloned()?,
            duplicate: related.duplicate.as_ref().err().cloned(),
        })
    }
}

impl Skips {
    /// The list for a report: by code, the rules that were asked for alone.
    pub(in crate::engine) fn of(&self, view: &View<'_>) -> Arc<Vec<Skipped>> {
        let Some(case) = Case::of(view.report, view.related) else { return Arc::new(list(view)) };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, list)) = known.iter().find(|(other, _)| *other == case) {
            return Arc::clone(list);
        }
        let list = Arc::new(list(view));
        if known.len() < MOST {
            known.push((case, Arc::clone(&list)));
        }
        list
    }
}

fn list(view: &View<'_>) -> Vec<Skipped> {
    let named = |(rule, why): (RuleId, Why)| view.asks_for(rule).then(|| Skipped { code: view.rules[rule].code.clone(), why });
    let mut skipped: Vec<Skipped> = view.plan.skipped.iter().cloned().chain(lacking(view)).filter_map(named).collect();
    skipped.sort_by(|one, two| one.code.cmp(&two.code));
    skipped
}

/// Rules that need what the report does not say (its prose, its day of publication, its kind), other reports that are not there,
/// and those over the batch, which a single report is not held to.
fn lacking(view: &View<'_>) -> Vec<(RuleId, Why)> {
    // A rule in several parts applies where one of them does.
    let mut of_rules: BTreeMap<RuleId, Option<Why>> = BTreeMap::new();
    for other in &view.plan.others {
        let why = other.needs.lacking(view.report);
        of_rules.entry(other.rule).and_modify(|known| *known = known.take().filter(|_| why.is_some())).or_insert(why);
    }
    let mut found: Vec<(RuleId, Why)> = of_rules.into_iter().filter_map(|(rule, why)| Some((rule, why?))).collect();
    let mut skip = |rule: RuleId, why: Why| {
        if !found.iter().any(|(known, _)| *known == rule) {
            found.push((rule, why));
        }
    };
    // Of the places at which a rule looks at last year's report, only those of that report's edition apply.
    for places in view.plan.among.chunk_by(|one, two| one.rule == two.rule) {
        let own = places.first().and_then(|place| place.needs.lacking(view.report));
        let mut reasons = places.iter().map(|place| {
            view.lacks(place).or_else(|| own.clone()).or_else(|| if place.children { view.lacks_children() } else { None })
        });
        if let (Some(Some(why)), true) = (reasons.next(), reasons.all(|why| why.is_some())) {
            places.iter().take(1).for_each(|place| skip(place.rule, why.clone()));
        }
    }
    found
}
