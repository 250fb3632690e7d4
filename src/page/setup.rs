//! What a page is set up with: the texts of the rules, values of parameters, the names of the units. Written when the page is made
//! and read when it opens.

use crate::{
    compile::{self, Override},
    lang::Lang,
    roster::{Roster, Unit},
    ruleset::RuleSet,
    source::Source,
};
use serde::{Deserialize, Serialize};

/// The rules of an office, and whom it asks for a report.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Setup {
    /// The version of the tool that made the page.
    pub tool: String,
    /// Whether the page speaks Chinese; else English.
    pub chinese: bool,
    /// What the page is called; empty for the usual name.
    pub title: String,
    /// What the rule set is called.
    pub rules: String,
    /// The version of rules that came with the tool.
    pub version: Option<String>,
    /// The hash that the rules must come to, so that a page never checks with other rules than the office does.
    pub hash: String,
    /// Names and texts of the rule files; empty for the rules built in, which the module has inside.
    pub sources: Vec<(String, String)>,
    /// The text of a file with values of parameters.
    pub params: Option<String>,
    /// Values of parameters given one by one: `公布期限=1月31日`.
    pub values: Vec<String>,
    /// The year that the units must report on.
    pub year: Option<u16>,
    /// The units; empty without a roster.
    pub units: Vec<UnitNames>,
}

/// What the page knows of a unit.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct UnitNames {
    /// `示例县人民政府办公室`.
    pub name: String,
    /// `部门` or `政府`.
    pub kind: Option<String>,
    /// What else its reports may call it.
    pub also: Vec<String>,
    /// The names of its files.
    pub files: Vec<String>,
}

impl Setup {
    /// The page's language.
    pub fn lang(&self) -> Lang {
        if self.chinese { Lang::Zh } else { Lang::En }
    }

    /// Takes over the names of a roster: not who reports to whom, and no date.
    pub fn with_names_of(&mut self, roster: &Roster) {
        self.year = roster.year;
        let names = |unit: &Unit| UnitNames {
            name: unit.name.clone(),
            kind: unit.kind.clone(),
            also: unit.also.clone(),
            files: unit.files.clone(),
        };
        self.units = roster.units.iter().map(names).collect();
    }

    /// The units as a roster; none without one.
    pub(super) fn roster(&self) -> Option<Roster> {
        let unit = |names: &UnitNames| Unit {
            name: names.name.clone(),
            kind: names.kind.clone(),
            also: names.also.clone(),
            files: names.files.clone(),
            ..Unit::default()
        };
        (!self.units.is_empty()).then(|| Roster::new(self.year, self.units.iter().map(unit).collect()))
    }

    /// The rules compiled; none where they do not compile or are not those that the page was made with.
    pub(super) fn rule_set(&self) -> Option<RuleSet> {
        if self.tool != env!("CARGO_PKG_VERSION") {
            return None;
        }
        let sources: Vec<_> = self.sources.iter().map(|(name, text)| Source::new(name, text.clone())).collect();
        let mut overrides = match &self.params {
            Some(text) => Override::from_file(&Source::new("params", text.clone())).ok()?,
            None => Vec::new(),
        };
        for value in &self.values {
            overrides.push(Override::from_option(&Source::new("--param", value.clone())).ok()?);
        }
        let compiled = match sources.as_slice() {
            [] => compile::builtin_to_check(&overrides),
            own => compile::load_with(own, &overrides),
        };
        let mut rules = compiled.rules?;
        rules.identity.name.clone_from(&self.rules);
        rules.identity.version.clone_from(&self.version);
        (rules.identity.hash == self.hash).then_some(rules)
    }
}
