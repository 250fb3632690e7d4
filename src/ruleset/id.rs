//! Which rule of a rule set, and which of the places that it is checked at.

use super::{Instance, Rule, RuleSet};
use crate::template::EditionId;
use serde::{Deserialize, Serialize};
use std::ops::Index;

/// A rule, by its place in [`RuleSet::rules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RuleId(usize);

/// A rule at one place of one edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InstanceId {
    pub edition: EditionId,
    index: usize,
}

impl RuleId {
    /// By its place in [`RuleSet::rules`].
    pub fn new(index: usize) -> RuleId {
        RuleId(index)
    }

    /// Its place in [`RuleSet::rules`].
    #[inline]
    pub fn index(self) -> usize {
        self.0
    }
}

impl RuleSet {
    /// All rules, by code.
    pub fn rule_ids(&self) -> impl Iterator<Item = RuleId> + use<> {
        (0..self.rules.len()).map(RuleId)
    }

    /// Whether a rule comes to anything in an edition.
    pub fn applies_in(&self, rule: RuleId, edition: EditionId) -> bool {
        self.instances(edition).iter().any(|instance| instance.rule == rule)
    }

    pub fn rule_id(&self, code: &str) -> Option<RuleId> {
        self.rule_ids().find(|rule| self[*rule].code == code)
    }

    /// What the rules come to in an edition.
    pub fn instances(&self, edition: EditionId) -> &[Instance] {
        self.editions.get(edition.index()).map(Vec::as_slice).unwrap_or_default()
    }

    /// The same, each with its id.
    pub fn instance_ids(&self, edition: EditionId) -> impl Iterator<Item = (InstanceId, &Instance)> {
        self.instances(edition).iter().enumerate().map(move |(index, instance)| (InstanceId { edition, index }, instance))
    }
}

#[expect(clippy::indexing_slicing, reason = "ids are handed out by this rule set and its compiler, for what is there")]
impl Index<RuleId> for RuleSet {
    type Output = Rule;

    #[inline]
    fn index(&self, id: RuleId) -> &Rule {
        &self.rules[id.0]
    }
}

#[expect(clippy::indexing_slicing, reason = "ids are handed out by this rule set alone, for what is there")]
impl Index<InstanceId> for RuleSet {
    type Output = Instance;

    #[inline]
    fn index(&self, id: InstanceId) -> &Instance {
        &self.editions[id.edition.index()][id.index]
    }
}
