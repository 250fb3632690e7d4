//! The counts at the end of a run.

use super::{Outcome, ReportVerdict, Verdict};
use crate::ruleset::Severity;

/// Counts over all reports of a run. A waived finding counts as waived and as nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Inputs and missing units.
    pub reports: usize,
    /// Verdict pass.
    pub passed: usize,
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
    /// Waivers that did nothing: expired, no longer matching, not used. Left out of JSON where there is none.
    #[serde(skip_serializing_if = "is_none")]
    pub stale_waivers: usize,
}

impl Summary {
    /// Counts one more.
    pub fn add(&mut self, outcome: &Outcome) {
        bump(&mut self.reports, 1);
        bump(
            match outcome.verdict {
                ReportVerdict::Pass => &mut self.passed,
                ReportVerdict::Fail => &mut self.failed,
                ReportVerdict::Unreadable => &mut self.unreadable,
                ReportVerdict::Missing => &mut self.missing,
            },
            1,
        );
        for finding in &outcome.findings {
            bump(
                match (&finding.waived, finding.verdict, finding.severity) {
                    (Some(_), _, _) => &mut self.waived,
                    (None, Verdict::Unknown, _) => &mut self.unknown,
                    (None, Verdict::Fail, Severity::Error) => &mut self.errors,
                    (None, Verdict::Fail, Severity::Warning) => &mut self.warnings,
                    (None, Verdict::Fail, Severity::Info) => &mut self.infos,
                },
                1,
            );
        }
        bump(&mut self.skipped, outcome.skipped.len());
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

fn bump(count: &mut usize, by: usize) {
    *count = count.saturating_add(by);
}
