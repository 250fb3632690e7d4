//! The checks of the form, and how bad a breach is, in words.

use super::{FormCheck, Severity};
use crate::{lang::Text, text};

impl FormCheck {
    /// What it requires, as a sentence without its end.
    pub fn words(self) -> Text {
        match self {
            FormCheck::SectionsInOrder => text!("六个部分齐全，并依次排列", "all sections are there, and in order"),
            FormCheck::TablesPresent => text!("各张表都有", "every table is there"),
            FormCheck::FilledIn => text!("报告填了数", "the report is filled in"),
            FormCheck::OwnLayout => {
                text!("各张表都用报告年度现行的格式", "every table has the layout of the report's own edition")
            }
            FormCheck::WholeGrid => text!("各张表的行和列都不缺", "no table lacks a row or column"),
            FormCheck::Kinds => {
                text!("件数是不小于 0 的整数，金额不小于 0", "counts are whole and not negative, money is not negative")
            }
            FormCheck::TotalsFilled => text!("分项不都是 0 的，总计不能空着", "no total is blank beside a part that is not zero"),
            FormCheck::SubtotalsAddUp => {
                text!("写在分组一行的小计等于各分项之和", "what is printed in the row of a group is the sum of the group")
            }
            FormCheck::BasisInForce => text!("正文引用的格式依据是现行的", "the prose cites no superseded basis"),
            FormCheck::EveryUnitReports => text!("名册上的单位都有报告", "every unit of the roster has a report"),
            FormCheck::ContentOfNamedUnit => {
                text!("文件名写的单位，就是报告的单位", "a file holds the report of the unit that its name says")
            }
            FormCheck::OneSubmission => {
                text!("同一单位的几份报告，看得出以哪份为准", "it can be told which of a unit's submissions is current")
            }
            FormCheck::YearAskedFor => {
                text!("单位报来的，是要求年度的报告", "what a unit sent is on the year that is asked for")
            }
            FormCheck::FactsAgree => text!("同一个数在正文各处一致", "no fact is stated with two figures"),
            FormCheck::UnlikePrior => text!("各张表的数不与上年的完全相同", "the tables are not last year's over again"),
            FormCheck::UnlikeOthers => {
                text!("各张表的数不与别的单位的完全相同", "the tables are not those of another unit's report")
            }
        }
    }
}

impl Severity {
    /// `错误`, `警告`, `提示`
    pub fn words(self) -> Text {
        match self {
            Severity::Error => text!("错误", "error"),
            Severity::Warning => text!("警告", "warning"),
            Severity::Info => text!("提示", "info"),
        }
    }
}
