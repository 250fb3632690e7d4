//! What a batch is held to as a whole: every unit of the roster reports, and none twice (G701). Who the units are and which
//! report is whose is decided by the caller.

use super::{Checker, blank_finding};
use crate::{
    finding::{Finding, Outcome, ReportVerdict, Why},
    lang::Text,
    ruleset::{Body, FormCheck, Rule},
    text,
};
use std::sync::Arc;

impl Checker<'_> {
    /// The rule that every unit reports, if there is one and it is asked for.
    fn units_rule(&self) -> Option<&Rule> {
        let is_it = |body: &Body| matches!(body, Body::Form(FormCheck::EveryUnitReports));
        let instance = self.rules.editions.iter().flatten().find(|instance| is_it(&instance.body))?;
        self.rules.rules.get(instance.rule).filter(|rule| self.selection.includes(&rule.code))
    }

    /// The outcome of a unit without a report; none where no rule asks for it. `help` says what else is known.
    pub fn missing(&self, unit: &str, year: Option<u16>, help: Option<Text>) -> Option<Outcome> {
        let rule = self.units_rule()?;
        let message = match year {
            Some(year) => text!("“{unit}”没有 {year} 年的报告", "there is no report of “{unit}” for {year}"),
            None => text!("“{unit}”没有报告", "there is no report of “{unit}”"),
        };
        Some(Outcome {
            path: None,
            agency: Some(unit.to_owned()),
            year,
            edition: None,
            verdict: ReportVerdict::Missing,
            findings: vec![Finding { help, ..found(rule, message) }],
            causes: Vec::new(),
            skipped: Arc::default(),
        })
    }

    /// Says of a report that its unit has one already, at `first`.
    pub fn twice(&self, outcome: &mut Outcome, unit: &str, first: &str) {
        let Some(rule) = self.units_rule() else { return };
        let message = match outcome.year {
            Some(year) => {
                text!("“{unit}”{year} 年的报告不止一份，另一份是“{first}”", "“{unit}” has another report for {year}: “{first}”")
            }
            None => text!("“{unit}”的报告不止一份，另一份是“{first}”", "“{unit}” has another report: “{first}”"),
        };
        let help = text!("只留该单位的一份报告", "keep one report of that unit");
        let at = outcome.findings.partition_point(|finding| finding.code <= rule.code);
        outcome.findings.insert(at, Finding { help: Some(help), ..found(rule, message) });
        outcome.verdict = Outcome::verdict_of(&outcome.findings);
    }

    /// Says of a report that it was counted against the roster, or why it was not.
    pub fn counted(&self, outcome: &mut Outcome, why_not: Option<&Why>) {
        let Some(rule) = self.units_rule() else { return };
        match why_not {
            None => Arc::make_mut(&mut outcome.skipped).retain(|skipped| skipped.code != rule.code),
            Some(why) => {
                Arc::make_mut(&mut outcome.skipped)
                    .iter_mut()
                    .filter(|skipped| skipped.code == rule.code)
                    .for_each(|skipped| skipped.why = why.clone());
            }
        }
    }
}

fn found(rule: &Rule, message: Text) -> Finding {
    Finding { name: rule.name.clone(), severity: rule.severity, message, ..blank_finding(&rule.code) }
}
