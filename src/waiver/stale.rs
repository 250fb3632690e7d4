//! What is said of waivers that did nothing: expired, no longer matching, not used.

use super::{Ledger, Waiver, ledger::Fate};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    source::Span,
    text,
};

/// No more waivers than this are pointed at in one diagnostic.
const MOST: usize = 8;

impl Ledger<'_> {
    /// A warning for each waiver that did nothing, in the order of the file; those whose report was not there share one. Waivers of
    /// rules that were not asked for are passed over.
    pub fn stale(&self, is_asked_for: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let asked: Vec<(&Waiver, &Fate)> =
            self.waivers.waivers.iter().zip(&self.fates).filter(|(waiver, _)| is_asked_for(&waiver.code)).collect();
        let mut said: Vec<Diagnostic> = asked.iter().filter_map(|(waiver, fate)| self.about(waiver, fate)).collect();
        let unseen = asked.iter().filter(|(waiver, fate)| **fate == Fate::Unseen && !self.is_past(waiver));
        said.extend(self.unseen(unseen.map(|(waiver, _)| *waiver).collect()));
        said
    }

    /// How many waivers did nothing.
    pub fn stale_count(&self, is_asked_for: impl Fn(&str) -> bool) -> usize {
        let idle = |waiver: &Waiver, fate: &Fate| match fate {
            Fate::Used => false,
            Fate::NotApplied => self.is_past(waiver),
            _ => true,
        };
        let both = self.waivers.waivers.iter().zip(&self.fates);
        both.filter(|(waiver, fate)| is_asked_for(&waiver.code) && idle(waiver, fate)).count()
    }

    fn about(&self, waiver: &Waiver, fate: &Fate) -> Option<Diagnostic> {
        let (key, agency, year) = (waiver.key(), &waiver.agency, waiver.year);
        if self.is_past(waiver) {
            return Some(self.expired(waiver, fate));
        }
        match fate {
            Fate::Differs(found) => Some(self.differs(waiver, found.as_deref())),
            Fate::Unused => {
                let message = text!(
                    "豁免没有用到：{agency} {year} 年的报告没有 {key} 这项问题",
                    "a waiver is not used: the report of {agency} for {year} has no finding {key}"
                );
                let help = text!("已经改正的，删去这条豁免", "if the report was mended, remove the waiver");
                Some(self.warning(Code::WaiverUnused, waiver.places.code, message, text!("没有用到", "not used")).help(help))
            }
            Fate::Unseen | Fate::NotApplied | Fate::Expired | Fate::Used => None,
        }
    }

    fn expired(&self, waiver: &Waiver, fate: &Fate) -> Diagnostic {
        let (key, agency, year, today) = (waiver.key(), &waiver.agency, waiver.year, self.today);
        let message = text!(
            "豁免已经过期，不再起作用：{agency} {year} 年 {key}",
            "a waiver has expired and covers nothing: {key} of {agency} for {year}"
        );
        let label = text!("今天是 {today}", "today is {today}");
        let help = match fate {
            Fate::Expired => text!(
                "问题还在：改正报告，或者经批准后延长 until",
                "the finding is still there: mend the report, or have `until` moved"
            ),
            _ => text!("删去这条豁免", "remove the waiver"),
        };
        self.warning(Code::WaiverExpired, waiver.places.until, message, label).help(help)
    }

    fn differs(&self, waiver: &Waiver, found: Option<&str>) -> Diagnostic {
        let (key, agency, year) = (waiver.key(), &waiver.agency, waiver.year);
        let message = text!(
            "豁免与报告不再相符，不起作用：{agency} {year} 年 {key}",
            "a waiver no longer matches and covers nothing: {key} of {agency} for {year}"
        );
        let label = match found {
            Some(found) => text!("报告中的差额是 {found}", "the gap in the report is {found}"),
            None => text!("这项问题没有差额", "this finding has no gap"),
        };
        let help = text!("差额变了，要重新批准，并改 gap", "the gap has changed: have it allowed anew, then change `gap`");
        self.warning(Code::WaiverDiffers, waiver.places.gap, message, label).help(help)
    }

    /// One diagnostic for the waivers of reports that were not there.
    fn unseen(&self, waivers: Vec<&Waiver>) -> Option<Diagnostic> {
        let (first, others) = waivers.split_first()?;
        let count = waivers.len();
        let mut message = text!(
            "{count} 条豁免没有用到：所涉的报告不在这次核对之列",
            "{count} waivers are not used: their reports are not among those checked"
        );
        if count == 1 {
            "a waiver is not used: its report is not among those checked".clone_into(&mut message.en);
        }
        let whose = |waiver: &Waiver| {
            let (agency, year) = (&waiver.agency, waiver.year);
            text!("没有 {agency} {year} 年的报告", "no report of {agency} for {year}")
        };
        let problem = self.warning(Code::WaiverUnused, first.places.code, message, whose(first));
        let others = others.iter().take(MOST - 1);
        Some(others.fold(problem, |problem, waiver| problem.also(&self.waivers.source, waiver.places.code, whose(waiver))))
    }

    fn warning(&self, code: Code, span: Span, message: Text, label: Text) -> Diagnostic {
        Diagnostic::new(code, &self.waivers.source, span, message, label)
    }
}
