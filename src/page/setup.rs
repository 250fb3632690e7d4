//! What a page is set up with: the rules, compiled, with values of parameters in them, and the names of the units. Written when the
//! page is made and read when it opens.

use crate::{
    compile::READY_MARK,
    lang::Lang,
    roster::{Roster, Unit},
    ruleset::RuleSet,
};
use serde::{Deserialize, Serialize};

/// The rules of an office, and whom it asks for a report.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Setup {
    /// Whether the page speaks Chinese; else English.
    pub chinese: bool,
    /// What the page is called; empty for the usual name.
    pub title: String,
    /// The year that the units must report on.
    pub year: Option<u16>,
    /// The units; empty without a roster.
    pub units: Vec<UnitNames>,
    /// The rules, without their tests and texts.
    pub rules: RuleSet,
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
    /// As data, behind a mark of what wrote it.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = READY_MARK.to_le_bytes().to_vec();
        bytes.extend(postcard::to_allocvec(self).ok()?);
        Some(bytes)
    }

    /// Back from data; none where another version of gouji wrote them.
    pub fn from_bytes(bytes: &[u8]) -> Option<Setup> {
        let (mark, data) = bytes.split_first_chunk()?;
        (u64::from_le_bytes(*mark) == READY_MARK).then(|| postcard::from_bytes(data).ok()).flatten()
    }

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
}
