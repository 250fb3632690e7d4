//! A year's collection as a folder: what its `round.yaml` says, what its ledger records, and from both where each unit stands. Opens
//! no file, checks no report and knows no clock.

pub mod ledger;
mod parse;
mod standing;
mod time;

pub use ledger::{Entry, Ledger};
pub use parse::parse;
pub use standing::{Current, Standing, Standings};
pub use time::Time;

use crate::{date::Date, roster::Letterhead};

/// What `round.yaml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// `2023 年度政府信息公开工作年度报告`
    pub title: Option<String>,
    /// The year that is reported on.
    pub year: Option<u16>,
    /// The last day on which a report is in time.
    pub deadline: Option<Date>,
    /// Who collects, as letters are signed.
    pub office: Option<String>,
    /// The number of the letters: `临政公开〔2024〕3号`.
    pub number: Option<String>,
    /// Whom to ask: name, telephone.
    pub contact: Option<String>,
    /// What letters say of who writes them, before what the roster says.
    pub letter: Letterhead,
    /// Where its parts lie.
    pub parts: Parts,
}

/// A file or folder of a round, relative to the round's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `名册.yaml`
    pub name: String,
    /// Whether `round.yaml` names it: then it must be there.
    pub is_named: bool,
}

/// The parts of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Who must report.
    pub roster: Part,
    /// Values of parameters.
    pub params: Part,
    /// What was allowed.
    pub waivers: Part,
    /// Rules instead of those built in.
    pub rules: Part,
    /// Last year's reports.
    pub prior: Part,
    /// What came in; never changed.
    pub inbox: Part,
    /// What was made of it; may be deleted and made again.
    pub results: Part,
    /// What came in when, and how it stood.
    pub ledger: Part,
}

/// The file that makes a folder a round.
pub const FILE: &str = "round.yaml";

impl Default for Parts {
    fn default() -> Parts {
        let usual = |name: &str| Part { name: name.to_owned(), is_named: false };
        Parts {
            roster: usual("名册.yaml"),
            params: usual("参数.yaml"),
            waivers: usual("豁免.yaml"),
            rules: usual("规则"),
            prior: usual("上年"),
            inbox: usual("收件"),
            results: usual("结果"),
            ledger: usual("台账.ndjson"),
        }
    }
}
