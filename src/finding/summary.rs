//! The counts at the end of a run: of units where there is a roster, of files otherwise.

use super::{Counted, Outcome, ReportVerdict, Verdict};
use crate::ruleset::Severity;
use std::collections::BTreeMap;

/// Counts over all reports of a run. A waived finding counts as waived and as nothing else; a superseded submission counts nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Inputs; with a roster its units.
    pub reports: usize,
    /// Verdict pass.
    pub passed: usize,
    /// Verdict review.
    pub review: usize,
    /// Verdict fail.
    pub failed: usize,
    /// Verdict unreadable.
    pub unreadable: usize,
    /// Verdict missing.
    pub missing: usize,
    /// Findings of severity error, verdict fail.
    pub errors: usize,
    /// Findings of severity warning, verdict fail.
    pub warnings: usize,
    /// Findings of severity info, verdict fail.
    pub infos: usize,
    /// Findings of verdict unknown.
    pub unknown: usize,
    /// Rules that did not apply, over all reports.
    pub skipped: usize,
    /// Findings that a waiver covers.
    pub waived: usize,
    /// With a roster: how many inputs there were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<usize>,
    /// Earlier submissions of units.
    #[serde(skip_serializing_if = "is_none")]
    pub superseded: usize,
    /// Files that were passed over, since they are no reports: the roster, outputs of earlier runs.
    #[serde(skip_serializing_if = "is_none")]
    pub passed_over: usize,
    /// Waivers that did nothing: expired, no longer matching, not used. Left out of JSON where there is none.
    #[serde(skip_serializing_if = "is_none")]
    pub stale_waivers: usize,
}

/// Counts outcomes as they come. It grows with the roster, not with the batch.
#[derive(Clone, Debug, Default)]
pub struct Counter {
    summary: Summary,
    units: BTreeMap<usize, ReportVerdict>,
}

impl Counter {
    /// Counts units where there is a roster.
    pub fn new(has_roster: bool) -> Counter {
        Counter { summary: Summary { files: has_roster.then_some(0), ..Summary::default() }, units: BTreeMap::new() }
    }

    /// Counts one more.
    pub fn add(&mut self, outcome: &Outcome) {
        if let Some(files) = self.summary.files.as_mut().filter(|_| outcome.path.is_some()) {
            *files += 1;
        }
        match outcome.counted {
            Counted::Nowhere => {
                self.summary.superseded += 1;
                return;
            }
            Counted::AsFile => {}
            Counted::AsReport => self.summary.verdict(outcome.verdict),
            Counted::ForUnit(unit) => {
                let known = self.units.entry(unit).or_insert(outcome.verdict);
                *known = worse(*known, outcome.verdict);
            }
        }
        self.summary.findings(outcome);
    }

    pub fn summary(&self) -> Summary {
        let mut summary = self.summary;
        self.units.values().for_each(|verdict| summary.verdict(*verdict));
        summary
    }
}

impl Summary {
    /// Of one outcome, whether or not it counts.
    pub fn of(outcome: &Outcome) -> Summary {
        let mut summary = Summary::default();
        summary.verdict(outcome.verdict);
        summary.findings(outcome);
        summary
    }

    fn verdict(&mut self, verdict: ReportVerdict) {
        self.reports += 1;
        *match verdict {
            ReportVerdict::Pass => &mut self.passed,
            ReportVerdict::Review => &mut self.review,
            ReportVerdict::Fail => &mut self.failed,
            ReportVerdict::Unreadable => &mut self.unreadable,
            ReportVerdict::Missing => &mut self.missing,
        } += 1;
    }

    fn findings(&mut self, outcome: &Outcome) {
        for finding in &outcome.findings {
            *match (&finding.waived, finding.verdict, finding.severity) {
                (Some(_), _, _) => &mut self.waived,
                (None, Verdict::Unknown, _) => &mut self.unknown,
                (None, Verdict::Fail, Severity::Error) => &mut self.errors,
                (None, Verdict::Fail, Severity::Warning) => &mut self.warnings,
                (None, Verdict::Fail, Severity::Info) => &mut self.infos,
            } += 1;
        }
        self.skipped += outcome.skipped.len();
    }
}

/// Of two submissions between which nothing decides, the one that stands worse.
pub fn worse(one: ReportVerdict, two: ReportVerdict) -> ReportVerdict {
    let rank = |verdict: ReportVerdict| match verdict {
        ReportVerdict::Pass => 0,
        ReportVerdict::Missing => 1,
        ReportVerdict::Review => 2,
        ReportVerdict::Unreadable => 3,
        ReportVerdict::Fail => 4,
    };
    if rank(two) > rank(one) { two } else { one }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn is_none(count: &usize) -> bool {
    *count == 0
}
