//! The stored reports under the rules as they are being written, beside how they came out when the rules were last saved.

use super::host::Host;
use crate::{
    batch::{Came, ReadBefore},
    ruleset::RuleSet,
};
use serde_json::{Value, json};
use std::path::Path;

/// How the stored reports come out.
#[derive(Debug, Default)]
pub(super) struct Preview {
    /// The rules that the reports were last checked with; none where the reports may be others by now.
    of: Option<String>,
    read: ReadBefore,
    /// With the rules as last saved.
    saved: Vec<Came>,
    now: Vec<Came>,
}

impl Preview {
    /// Checks the reports of a folder. The first time, what is found stands for what was saved.
    pub(super) fn renew(&mut self, folder: &Path, rules: &RuleSet, host: &dyn Host) {
        if self.of.as_ref() == Some(&rules.identity.hash) {
            return;
        }
        self.of = Some(rules.identity.hash.clone());
        self.now = host.check_reports(folder, rules, &self.read);
        if self.saved.is_empty() {
            self.saved.clone_from(&self.now);
        }
    }

    /// What is found now is what is compared with from here on.
    pub(super) fn save(&mut self) {
        self.saved.clone_from(&self.now);
    }

    /// What is on disk may be another by now.
    pub(super) fn forget_disk(&mut self) {
        self.of = None;
    }

    pub(super) fn count(&self) -> usize {
        self.now.len()
    }

    /// How many reports have a finding of a rule.
    pub(super) fn failing(&self, code: &str) -> usize {
        self.now.iter().filter(|came| came.fails.contains(code)).count()
    }

    /// The reports that have a finding of a rule, or had one when it was last saved; with what changed of their findings.
    pub(super) fn listed(&self, code: &str) -> Value {
        let before = |came: &Came| self.saved.iter().find(|saved| saved.path == came.path);
        let concerned = self
            .now
            .iter()
            .filter(|came| came.fails.contains(code) || before(came).is_some_and(|saved| saved.fails.contains(code)));
        let reports = concerned.map(|came| {
            let saved = before(came);
            json!({
                "path": came.path,
                "fails": came.fails.contains(code),
                "verdict": came.verdict.word(),
                "before": saved.map(|saved| saved.verdict.word()),
                "changed": saved.map(|saved| saved.changed(came)).unwrap_or_default(),
            })
        });
        json!({ "code": code, "failing": self.failing(code), "reports": self.count(), "listed": reports.collect::<Vec<_>>() })
    }
}
