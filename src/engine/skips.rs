//! The rules that reports of one layout are not held to, and why: much the same for all of them, so worked out once for each case.

use super::{check::Check, kin::Kin};
use crate::{
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
pub(super) struct Skips(Mutex<Vec<(Case, Arc<Vec<Skipped>>)>>);

/// What decides, of a report that is compared with no other, which rules it is not held to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Case {
    prose: bool,
    published: bool,
    received: bool,
    kind: bool,
    prior: Why,
    children: Why,
    twin: Option<Why>,
}

/// More cases than this are not kept.
const MOST: usize = 32;

impl Case {
    /// None for a report that has others beside it: then their figures decide as well.
    fn of(report: &Report, kin: &Kin<'_>) -> Option<Case> {
        Some(Case {
            prose: report.prose.is_some(),
            published: report.published.is_some(),
            received: report.received.is_some(),
            kind: report.kind.is_some(),
            prior: kin.prior.as_ref().err().cloned()?,
            children: kin.children.as_ref().err().cloned()?,
            twin: kin.twin.as_ref().err().cloned(),
        })
    }
}

impl Skips {
    /// The list for a report: by code, the rules that were asked for alone.
    pub(super) fn of(&self, check: &Check<'_>) -> Arc<Vec<Skipped>> {
        let Some(case) = Case::of(check.report, check.kin) else { return Arc::new(list(check)) };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, list)) = known.iter().find(|(other, _)| *other == case) {
            return Arc::clone(list);
        }
        let list = Arc::new(list(check));
        if known.len() < MOST {
            known.push((case, Arc::clone(&list)));
        }
        list
    }
}

fn list(check: &Check<'_>) -> Vec<Skipped> {
    let named = |(rule, why): (RuleId, Why)| check.asks_for(rule).then(|| Skipped { code: check.rules[rule].code.clone(), why });
    let mut skipped: Vec<Skipped> = check.plan.skipped.iter().cloned().chain(lacking(check)).filter_map(named).collect();
    skipped.sort_by(|one, two| one.code.cmp(&two.code));
    skipped
}

/// Rules that need what the report does not say (its prose, its day of publication, its kind), other reports that are not there,
/// and those over the batch, which a single report is not held to.
fn lacking(check: &Check<'_>) -> Vec<(RuleId, Why)> {
    // A rule in several parts applies where one of them does.
    let mut of_rules: BTreeMap<RuleId, Option<Why>> = BTreeMap::new();
    for other in &check.plan.others {
        let why = other.needs.lacking(check.report);
        of_rules.entry(other.rule).and_modify(|known| *known = known.take().filter(|_| why.is_some())).or_insert(why);
    }
    let mut found: Vec<(RuleId, Why)> = of_rules.into_iter().filter_map(|(rule, why)| Some((rule, why?))).collect();
    let mut skip = |rule: RuleId, why: Why| {
        if !found.iter().any(|(known, _)| *known == rule) {
            found.push((rule, why));
        }
    };
    // Of the places at which a rule looks at last year's report, only those of that report's edition apply.
    for places in check.plan.among.chunk_by(|one, two| one.rule == two.rule) {
        let own = places.first().and_then(|place| place.needs.lacking(check.report));
        let mut reasons = places.iter().map(|place| {
            check.lacks(place).or_else(|| own.clone()).or_else(|| if place.children { check.lacks_children() } else { None })
        });
        if let (Some(Some(why)), true) = (reasons.next(), reasons.all(|why| why.is_some())) {
            places.iter().take(1).for_each(|place| skip(place.rule, why.clone()));
        }
    }
    found
}
