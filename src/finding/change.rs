//! The findings of one check against those of another: which are new, still there, changed or gone. The same comparison serves a
//! report under two rule sets and two submissions of a unit.

use super::{Finding, Outcome};
use crate::{number::Number, ruleset::Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is kept of a finding to know it again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Known {
    /// See [`Finding::identity`].
    pub key: String,
    /// Its gap, trimmed; none where its rule is not linear.
    pub gap: Option<String>,
    /// Whether a waiver covers it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waived: bool,
}

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    /// It was not there before.
    New,
    /// It is there as before.
    Still,
    /// It is there with another gap.
    Changed,
    /// It is no longer there.
    Gone,
}

/// What became of the findings of an earlier check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// For each finding of the later check, in its order.
    pub now: Vec<Change>,
    /// The findings that are gone, in the order of the earlier check.
    pub gone: Vec<Known>,
}

impl Known {
    /// The findings of a check that ask for something: no infos.
    pub fn of(outcome: &Outcome) -> Vec<Known> {
        let asking = outcome.findings.iter().filter(|finding| finding.severity != Severity::Info);
        asking.map(|finding| Known::of_finding(finding, outcome.agency.as_deref(), outcome.year)).collect()
    }

    /// One finding, of whose report and year.
    pub fn of_finding(finding: &Finding, agency: Option<&str>, year: Option<u16>) -> Known {
        let gap = finding.gap.map(|gap: Number| gap.trimmed().to_string());
        Known { key: finding.identity(agency, year), gap, waived: finding.waived.is_some() }
    }

    /// The rule and the place. Who reports, and on which year, may be what was mended.
    fn rule_and_place(&self) -> (&str, &str) {
        let mut parts = self.key.splitn(4, '|');
        let code = parts.next().unwrap_or_default();
        (code, parts.nth(2).unwrap_or_default())
    }

    /// The code of its rule.
    pub fn code(&self) -> &str {
        self.rule_and_place().0
    }

    /// `A301[自然人]`, as people write it.
    pub fn short(&self) -> String {
        let (code, place) = self.rule_and_place();
        Finding::key_of(code, Some(place).filter(|place| !place.is_empty()))
    }
}

/// Compares the findings of two checks by rule, place and gap. Where a place has several findings of a rule, those with the same
/// gap belong together.
pub fn compare(was: &[Known], is: &[Known]) -> Changes {
    let mut left: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, known) in was.iter().enumerate() {
        left.entry(known.rule_and_place()).or_default().push(at);
    }
    let mut now = vec![Change::New; is.len()];
    for exactly in [true, false] {
        for (known, change) in is.iter().zip(&mut now).filter(|(_, change)| **change == Change::New) {
            let Some(candidates) = left.get_mut(&known.rule_and_place()) else { continue };
            let same = |at: &usize| was.get(*at).is_some_and(|was| was.gap == known.gap);
            let Some(found) = candidates.iter().position(|at| !exactly || same(at)) else { continue };
            candidates.remove(found);
            *change = if exactly { Change::Still } else { Change::Changed };
        }
    }
    let mut gone: Vec<usize> = left.into_values().flatten().collect();
    gone.sort_unstable();
    Changes { now, gone: gone.into_iter().filter_map(|at| was.get(at).cloned()).collect() }
}

impl Changes {
    /// Whether both checks found the same.
    pub fn is_none(&self) -> bool {
        self.gone.is_empty() && self.now.iter().all(|change| *change == Change::Still)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(key: &str, gap: &str) -> Known {
        Known { key: key.to_owned(), gap: (!gap.is_empty()).then(|| gap.to_owned()), waived: false }
    }

    #[test]
    fn findings_are_known_again_by_rule_place_and_gap() {
        let was =
            [known("A301|甲局|2023|自然人", "27"), known("A301|甲局|2023|总计", "3"), known("P501|甲局|2023|总体情况:新收", "")];
        let is = [known("A301|甲局|2023|自然人", "27"), known("A301|甲局|2023|总计", "4"), known("A302|甲局|2023|总计", "4")];
        let changes = compare(&was, &is);
        assert_eq!(changes.now, [Change::Still, Change::Changed, Change::New]);
        assert_eq!(changes.gone.iter().map(Known::short).collect::<Vec<_>>(), ["P501[总体情况:新收]"]);
        assert!(compare(&was, &was).is_none());
    }

    #[test]
    fn a_name_that_was_mended_makes_nothing_new() {
        let changes = compare(&[known("A301|甲居|2022|总计", "3")], &[known("A301|甲局|2023|总计", "3")]);
        assert!(changes.is_none());
    }

    #[test]
    fn of_several_at_one_place_those_with_the_same_gap_belong_together() {
        let was = [known("P501|甲局|2023|x", "1"), known("P501|甲局|2023|x", "2")];
        let changes = compare(&was, &[known("P501|甲局|2023|x", "5"), known("P501|甲局|2023|x", "1")]);
        assert_eq!((changes.now, changes.gone.len()), (vec![Change::Changed, Change::Still], 0));
    }
}
