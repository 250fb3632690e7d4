//! What a batch is held to as a whole: every unit of the roster reports (G701), on the year that is asked for (G706), in a file of its
//! own (G704), and it can be told which of several is current (G705). Who the units are and which report is whose is decided by the
//! caller.

use super::{Checker, words::blank_finding};
use crate::{
    finding::{Finding, Outcome, ReportVerdict, Why},
    lang::Text,
    ruleset::{Body, FormCheck, Rule},
    text,
};
use std::sync::Arc;

impl Checker<'_> {
    /// The rule with one of the checks of the batch, if there is one and it is asked for.
    fn batch_rule(&self, check: FormCheck) -> Option<&Rule> {
        let is_it = |body: &Body| matches!(body, Body::Form(own) if *own == check);
        let instance = self.rules.editions.iter().flatten().find(|instance| is_it(&instance.body))?;
        Some(&self.rules[instance.rule]).filter(|rule| self.selection.includes(&rule.code))
    }

    /// The outcome of a unit without a report; none where no rule asks for it. `help` says what else is known.
    pub fn missing(&self, unit: &str, year: Option<u16>, help: Option<Text>) -> Option<Outcome> {
        let rule = self.batch_rule(FormCheck::EveryUnitReports)?;
        let message = match year {
            Some(year) => text!("“{unit}”没有 {year} 年的报告", "there is no report of “{unit}” for {year}"),
            None => text!("“{unit}”没有报告", "there is no report of “{unit}”"),
        };
        let finding = Finding { help, ..found(rule, message) };
        let outcome = Outcome::without_report(ReportVerdict::Missing, finding);
        Some(Outcome { agency: Some(unit.to_owned()), year, ..outcome })
    }

    /// Says of a file named for a unit that it holds another agency's report.
    pub fn names_another(&self, outcome: &mut Outcome, unit: &str, agency: &str) {
        let Some(rule) = self.batch_rule(FormCheck::ContentOfNamedUnit) else { return };
        let message = text!(
            "文件名是“{unit}”的，内容却是“{agency}”的报告",
            "the file is named for “{unit}”, its content is the report of “{agency}”"
        );
        let help = text!(
            "请“{unit}”报送自己的报告；如果“{agency}”就是这个单位，把这个名称写进名册的 also",
            "ask “{unit}” for its own report; if “{agency}” is that unit, add the name to `also` in the roster"
        );
        outcome.add(Finding { help: Some(help), ..found(rule, message) });
    }

    /// Says of a unit's submission that it is on another year.
    pub fn another_year(&self, outcome: &mut Outcome, unit: &str) {
        let Some(rule) = self.batch_rule(FormCheck::YearAskedFor) else { return };
        let year = outcome.year.map(|year| year.to_string()).unwrap_or_default();
        let message = text!("“{unit}”报来的是 {year} 年的报告", "what “{unit}” sent is a report for {year}");
        let help = text!("请报送本年度的报告", "ask for this year's report");
        outcome.add(Finding { help: Some(help), ..found(rule, message) });
    }

    /// Says of one of several submissions of a unit, which differ, that nothing tells which is current.
    pub fn undecided(&self, outcome: &mut Outcome, unit: &str, others: &[String]) {
        let Some(rule) = self.batch_rule(FormCheck::OneSubmission) else { return };
        let (zh, en) = (others.join("、"), others.join(", "));
        let message = text!(
            "“{unit}”还有另一份报告（{zh}），两份不同，看不出以哪份为准",
            "“{unit}” sent another report that differs ({en}); nothing tells which is current"
        );
        let help = text!(
            "请单位确认，删去作废的一份，或者在文件名里标明“修改稿”“第二次”",
            "ask the unit, and remove the one that is void, or mark the later file as 修改稿 or 第二次"
        );
        outcome.add(Finding { help: Some(help), ..found(rule, message) });
    }

    /// Says of a report that it was counted against the roster, or why it was not.
    pub fn counted(&self, outcome: &mut Outcome, why_not: Option<&Why>) {
        let checks =
            [FormCheck::EveryUnitReports, FormCheck::ContentOfNamedUnit, FormCheck::OneSubmission, FormCheck::YearAskedFor];
        let codes: Vec<&str> =
            checks.into_iter().filter_map(|check| self.batch_rule(check)).map(|rule| rule.code.as_str()).collect();
        let skipped = Arc::make_mut(&mut outcome.skipped);
        match why_not {
            None => skipped.retain(|skipped| !codes.contains(&skipped.code.as_str())),
            Some(why) => {
                let own = skipped.iter_mut().filter(|skipped| codes.contains(&skipped.code.as_str()));
                own.for_each(|skipped| skipped.why = why.clone());
            }
        }
    }
}

fn found(rule: &Rule, message: Text) -> Finding {
    Finding { name: rule.name.clone(), severity: rule.severity, message, ..blank_finding(&rule.code) }
}
