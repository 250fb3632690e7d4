//! What a batch comes to: findings by rule, and the reports that have most of them. It grows with the rules, not with the batch.

use super::{Finding, Outcome, ReportVerdict, Verdict};
use crate::ruleset::Severity;
use std::{cmp::Reverse, collections::BTreeMap};

/// Counted over the reports of a run. What is waived or not decided is not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    rules: BTreeMap<(Severity, String), RuleCount>,
    worst: Vec<Worst>,
}

/// How often a rule was broken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleCount {
    pub code: String,
    pub name: String,
    pub findings: usize,
    /// Reports with a finding of it.
    pub reports: usize,
}

/// A report with many findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worst {
    /// Its path; the agency's name where it has none.
    pub name: String,
    pub errors: usize,
    pub warnings: usize,
}

/// No more reports than this are kept.
const MOST: usize = 10;

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, outcome: &Outcome) {
        if outcome.is_superseded() {
            return;
        }
        let mut here = Vec::new();
        for finding in outcome.findings.iter().filter(|finding| counts(finding)) {
            let count = self.rules.entry((finding.severity, finding.code.clone())).or_insert_with(|| RuleCount {
                code: finding.code.clone(),
                name: finding.name.clone(),
                ..RuleCount::default()
            });
            count.findings += 1;
            if !here.contains(&(finding.severity, &finding.code)) {
                here.push((finding.severity, &finding.code));
                count.reports += 1;
            }
        }
        self.keep(outcome);
    }

    /// Rules of one severity, the one that is broken most often first.
    pub fn rules(&self, severity: Severity) -> Vec<&RuleCount> {
        let mut rules: Vec<&RuleCount> =
            self.rules.iter().filter(|((own, _), _)| *own == severity).map(|(_, count)| count).collect();
        rules.sort_by_key(|count| Reverse(count.findings));
        rules
    }

    /// The reports with most errors, then warnings, in that order; those of equal number as they came.
    pub fn worst(&self) -> &[Worst] {
        &self.worst
    }

    fn keep(&mut self, outcome: &Outcome) {
        if matches!(outcome.verdict, ReportVerdict::Unreadable | ReportVerdict::Missing) {
            return;
        }
        let of = |severity: Severity| {
            outcome.findings.iter().filter(|finding| counts(finding) && finding.severity == severity).count()
        };
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        let at = self.worst.partition_point(|other| (other.errors, other.warnings) >= (errors, warnings));
        if at >= MOST || (errors, warnings) == (0, 0) {
            return;
        }
        let name = outcome.path.as_ref().or(outcome.agency.as_ref()).cloned().unwrap_or_default();
        self.worst.insert(at, Worst { name, errors, warnings });
        self.worst.truncate(MOST);
    }
}

fn counts(finding: &Finding) -> bool {
    finding.verdict == Verdict::Fail && finding.waived.is_none()
}
