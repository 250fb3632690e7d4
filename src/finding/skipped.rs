//! Rules that did not apply to a report, and why.

use crate::lang::{Lang, Text};
use std::sync::Arc;

/// A rule that did not apply, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub code: String,
    pub why: Why,
}

/// Why a rule did not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// One of the reasons below.
    Plain(&'static Reason),
    /// One that names names.
    Told(Arc<Text>),
}

/// A reason in both languages. The English one is what programs see.
#[derive(Debug, PartialEq, Eq)]
pub struct Reason {
    /// `no prior report`
    pub en: &'static str,
    /// `没有上年报告`
    pub zh: &'static str,
}

impl Why {
    /// Last year's report of the agency is not at hand.
    pub const NO_PRIOR: Why = Why::Plain(&Reason { en: "no prior report", zh: "没有上年报告" });
    /// The other report is in an edition that has nothing to compare with.
    pub const NO_COUNTERPART: Why = Why::Plain(&Reason {
        en: "nothing to compare with in the edition of the other report",
        zh: "对方报告那一版没有可比的项目",
    });
    /// The unit has no units under it.
    pub const NO_CHILDREN: Why = Why::Plain(&Reason { en: "no children", zh: "没有下级单位" });
    /// It is not known who must report, and under whom.
    pub const NO_ROSTER: Why = Why::Plain(&Reason { en: "no roster", zh: "没有名册" });
    /// Reports of a stream are checked one by one.
    pub const IN_A_STREAM: Why = Why::Plain(&Reason { en: "in a stream", zh: "逐行读入" });
    /// There is no other report in the batch.
    pub const ALONE: Why = Why::Plain(&Reason { en: "no other reports", zh: "没有其他报告" });
    /// The report carries no prose.
    pub const NO_PROSE: Why = Why::Plain(&Reason { en: "no prose", zh: "没有正文" });
    /// The report does not say when it was published.
    pub const NO_PUBLISHED: Why = Why::Plain(&Reason { en: "no published", zh: "没有公布日期" });
    /// The roster does not say when the report was received.
    pub const NO_RECEIVED: Why = Why::Plain(&Reason { en: "no received", zh: "没有收到日期" });
    /// The report does not say what kind of agency it is of.
    pub const NO_KIND: Why = Why::Plain(&Reason { en: "no kind", zh: "没有写明部门或政府" });
    /// The rule's table is not there.
    pub const NO_TABLE: Why = Why::Plain(&Reason { en: "table not in the report", zh: "报告没有这张表" });
    /// The rule is not one of this edition's.
    pub const NOT_IN_EDITION: Why = Why::Plain(&Reason { en: "not in this edition", zh: "本版没有这一条" });

    /// The reason in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match (self, lang) {
            (Why::Plain(reason), Lang::Zh) => reason.zh,
            (Why::Plain(reason), Lang::En) => reason.en,
            (Why::Told(text), lang) => text.get(lang),
        }
    }
}

impl Why {
    /// The reason in both languages.
    pub fn text(&self) -> Text {
        Text { zh: self.get(Lang::Zh).to_owned(), en: self.get(Lang::En).to_owned() }
    }
}

impl From<Text> for Why {
    fn from(text: Text) -> Why {
        Why::Told(Arc::new(text))
    }
}
