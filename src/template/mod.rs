//! What a report should look like: the editions of a form, their sections and tables, the labels that stand on paper and the
//! kinds of figure in each cell. Plain data, made by the compiler, read by everyone.

mod asked;
mod find;
mod follows;
mod heads;
mod id;
mod open;
#[cfg(test)]
pub(crate) mod sample;

pub use crate::chinese::unit::money_exponent;
pub use crate::vocabulary::{AxisKind, Blank, ChangeKind, Measure};
pub use asked::{Asked, Matching};
pub use find::{LineRef, edition_for_year};
pub use follows::{Change, ChangedPart, Counterparts, Follows};
pub use heads::{Head, Heads};
pub use id::{CellId, EditionId, TableId};
pub use open::Open;

use serde::{Deserialize, Serialize};
use std::{ops::Range, sync::Arc};

/// A form and its editions, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// `政府信息公开工作年度报告`.
    pub name: String,
    /// Oldest first, by their first year.
    pub editions: Vec<Edition>,
}

/// One version of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// `2021`.
    pub name: String,
    /// The notices that set it: `国办公开办函〔2021〕30号`.
    pub basis: Vec<String>,
    /// What titles say the report is about, in its usual words first; empty where the form does not say.
    pub subjects: Vec<String>,
    pub first_year: u16,
    /// The last report year; none while it is in force.
    pub last_year: Option<u16>,
    /// The kinds of agency that report, for which rules may differ; empty where the form says nothing of them.
    pub kinds: Vec<String>,
    /// Units of counts that may meet in one comparison or sum, a set each.
    pub comparable: Vec<Vec<String>>,
    /// What it says of the edition before it.
    pub follows: Option<Follows>,
    /// In the order of the form.
    pub sections: Vec<Section>,
    /// In the order of the form; an id occurs once.
    pub tables: Vec<Table>,
}

/// A section of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// `依申请公开`.
    pub id: String,
    /// The printed heading first, then other spellings.
    pub labels: Vec<String>,
    /// The case in which it applies, as written; none: always.
    pub when: Option<String>,
    /// Its tables, as indices into [`Edition::tables`].
    pub tables: Range<usize>,
}

/// A table of figures: rows × columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// `申请`.
    pub id: String,
    /// Whether it is a list of fields: its one column has no name.
    pub is_fields: bool,
    /// The rows that a reporter adds, if it may.
    pub open: Option<Open>,
    /// The printed legend and other spellings; may be empty.
    pub labels: Vec<String>,
    /// What a blank cell means.
    pub blank: Blank,
    pub rows: Axis,
    pub columns: Axis,
    /// The kind of each cell, row by row: `rows.lines.len() × columns.lines.len()` of them.
    pub kinds: Vec<Kind>,
}

/// The rows or the columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// Rows or columns of figures, totals included, in the order of the form.
    pub lines: Vec<Line>,
    /// Groups, an outer one before those inside it. The axis as a whole is no group here; see [`Axis::total`].
    pub groups: Vec<Group>,
    /// The line that is the total of the whole axis, as an index into `lines`.
    pub total: Option<usize>,
}

/// A row or a column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The full id, groups joined by dots: `办理.不予公开.国家秘密`.
    pub id: String,
    /// The printed label first, then other spellings; never empty.
    pub labels: Vec<String>,
    /// The innermost group it stands in, as an index into [`Axis::groups`].
    pub group: Option<usize>,
    /// Whether it is the total of its group (or of the axis, when `group` is none).
    pub is_total: bool,
    /// Whether its total subtracts it.
    pub is_less: bool,
}

/// Lines under a common heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The full id: `办理.不予公开`.
    pub id: String,
    /// The printed label first, then other spellings; never empty.
    pub labels: Vec<String>,
    /// The group around it, as an index into [`Axis::groups`].
    pub parent: Option<usize>,
    /// Its lines, its total and those of inner groups included; a run of [`Axis::lines`].
    pub lines: Range<usize>,
    /// Its total, as an index into [`Axis::lines`].
    pub total: Option<usize>,
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Kind {
    /// A figure, words, a choice or a day.
    pub measure: Measure,
    /// The unit: `件`, `万元`.
    pub unit: String,
    /// Whether it may be below zero (本年增/减 of the edition 2019).
    pub signed: bool,
    /// What else is asked of it; most cells ask nothing.
    #[serde(with = "asked::shared")]
    pub asked: Option<Arc<Asked>>,
}

impl Kind {
    /// The words that may be chosen; none for what is no choice.
    pub fn choices(&self) -> &[String] {
        self.asked.as_ref().map_or(&[], |asked| &asked.choices)
    }

    /// Whether it may not be left blank.
    pub fn is_required(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.required)
    }

    /// The power of ten that brings a figure printed with `unit` to this kind's unit: 万元 printed in a column of 元 is 4.
    /// None where the units do not convert. An empty unit is this kind's own; a count takes any measure word.
    pub fn exponent_from(&self, unit: &str) -> Option<i8> {
        if unit.is_empty() || unit == self.unit {
            return Some(0);
        }
        match self.measure {
            Measure::Count => {
                let (exponent, word) =
                    MULTIPLES.iter().find_map(|(of, by)| Some((*by, unit.strip_prefix(*of)?))).unwrap_or((0, unit));
                COUNT_WORDS.contains(&word).then_some(exponent)
            }
            Measure::Money => money_exponent(unit)?.checked_sub(money_exponent(&self.unit)?),
            _ => None,
        }
    }
}

/// Multiples of counts: `3万件`.
const MULTIPLES: [(&str, i8); 3] = [("万", 4), ("千", 3), ("百", 2)];

/// Measure words that stand behind a count of documents or cases; which one is a matter of taste.
const COUNT_WORDS: [&str; 15] = ["件", "项", "个", "条", "份", "次", "宗", "起", "部", "件次", "人次", "例", "户", "批", "件/次"];
