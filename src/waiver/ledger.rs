//! Waivers against findings as reports go by: what is covered is marked, and it is kept which waivers did something. Grows with
//! the waivers, not with the batch.

use super::{Waiver, Waivers};
use crate::{
    date::Date,
    finding::{Finding, Outcome},
    number::Number,
};
use std::collections::HashSet;

/// What became of the waivers of a run.
#[derive(Clone, Debug)]
pub struct Ledger<'w> {
    pub(super) waivers: &'w Waivers,
    pub(super) today: Date,
    /// What became of each waiver, in their order.
    pub(super) fates: Vec<Fate>,
}

/// What became of a waiver so far; a later variant outranks an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// Its report has not gone by.
    Unseen,
    /// Its report has no such finding.
    Unused,
    /// Its rule did not apply to its report.
    NotApplied,
    /// The finding is there with another gap; none where it has no gap at all.
    Differs(Option<String>),
    /// The finding is there, and the waiver is past its end.
    Expired,
    /// It covers a finding.
    Used,
}

impl<'w> Ledger<'w> {
    /// No report has gone by yet. A waiver holds through its last day.
    pub fn new(waivers: &'w Waivers, today: Date) -> Ledger<'w> {
        Ledger { waivers, today, fates: vec![Fate::Unseen; waivers.waivers.len()] }
    }

    /// Marks the findings of a report that a waiver covers. Beside the agency's own name, the waivers may call it by `names`.
    pub fn apply<'n>(&mut self, outcome: &mut Outcome, names: impl IntoIterator<Item = &'n str>) {
        let Some(year) = outcome.year else { return };
        let names: Vec<String> = names.into_iter().map(str::to_owned).chain(outcome.agency.clone()).collect();
        for at in self.waivers.of_report(names.iter().map(String::as_str), year) {
            let Some(waiver) = self.waivers.waivers.get(at) else { continue };
            let fate = self.cover(waiver, outcome);
            if let Some(known) = self.fates.get_mut(at).filter(|known| **known < fate) {
                *known = fate;
            }
        }
        settle(outcome);
    }

    /// Marks what one waiver covers, and says what it came to.
    fn cover(&self, waiver: &Waiver, outcome: &mut Outcome) -> Fate {
        let is_skipped = outcome.skipped.iter().any(|skipped| skipped.code == waiver.code);
        let mut fate = if is_skipped { Fate::NotApplied } else { Fate::Unused };
        for finding in outcome.findings.iter_mut().filter(|finding| waiver.is_about(finding)) {
            let next = self.judge(waiver, finding);
            if next == Fate::Used && finding.waived.is_none() {
                finding.waived = Some(waiver.waived.clone());
            }
            fate = fate.max(next);
        }
        fate
    }

    fn judge(&self, waiver: &Waiver, finding: &Finding) -> Fate {
        if self.is_past(waiver) {
            return Fate::Expired;
        }
        let gap = |number: Number| number.trimmed().to_string();
        if waiver.accepts_gap_of(finding) { Fate::Used } else { Fate::Differs(finding.gap.map(gap)) }
    }

    pub(super) fn is_past(&self, waiver: &Waiver) -> bool {
        waiver.waived.until.is_some_and(|until| until < self.today)
    }
}

/// Brings verdict and causes in line with what is waived: a cause of nothing that is still open is none.
fn settle(outcome: &mut Outcome) {
    if outcome.findings.iter().all(|finding| finding.waived.is_none()) {
        return;
    }
    let open: HashSet<String> = outcome.findings.iter().filter(|finding| finding.waived.is_none()).map(Finding::key).collect();
    outcome.causes.retain(|cause| cause.explains.iter().any(|key| open.contains(key)));
    outcome.judge();
}
