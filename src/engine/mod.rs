//! A rule set and reports in, findings and causes out. Knows no document and no rule text: a report is an array of figures here,
//! and a rule is a row of integers or a tree.

mod analysis;
mod bounds;
mod causes;
mod check;
mod chosen;
mod columns;
mod evaluate;
mod evidence;
mod figures;
mod form;
mod fractions;
mod kin;
mod message;
mod plan;
mod presence;
mod prose;
mod reading;
mod sample;
mod skips;
mod subtotals;
mod units;

pub use analysis::{CellHold, TableStrength, hold, strength};
pub use chosen::choose;
pub use columns::{Broken, Columns, Rows};
pub use kin::{Children, Kin, Twin, digest};
pub use sample::{NoSample, dense_report, in_the_way};

use crate::{
    finding::{Cause, Counted, Finding, Outcome, Verdict},
    report::{NoReport, Report},
    ruleset::{Instance, RuleSet, Whose},
    template::EditionId,
};
use plan::{Layout, Plan};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Which rules are asked for, by code or prefix of codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these; empty: all.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
}

/// A file that cannot be read; a reading that was chosen among several.
const ALWAYS: [&str; 2] = ["R001", "R007"];

impl Selection {
    /// Whether a code is asked for. Some always are: what they say of is never passed over.
    pub fn includes(&self, code: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|prefix| code.starts_with(prefix.as_str()));
        ALWAYS.contains(&code)
            || presence::CODES.contains(&code)
            || ((self.select.is_empty() || named(&self.select)) && !named(&self.ignore))
    }
}

/// A rule set ready to check reports, from any thread.
#[derive(Debug)]
pub struct Checker<'r> {
    rules: &'r RuleSet,
    selection: Selection,
    /// Of each rule, whether the selection includes it.
    asked: Vec<bool>,
    edition: Option<EditionId>,
    plans: Mutex<HashMap<Layout, Arc<Plan>>>,
}

/// How many layouts keep their plan; hostile batches could have a new one in every report.
const MAX_PLANS: usize = 64;

impl<'r> Checker<'r> {
    /// Checks with all rules that the selection includes.
    pub fn new(rules: &'r RuleSet, selection: Selection) -> Checker<'r> {
        let asked = rules.rules.iter().map(|rule| selection.includes(&rule.code)).collect();
        Checker { rules, selection, asked, edition: None, plans: Mutex::default() }
    }

    /// Holds every report to one edition, whatever its year.
    #[must_use]
    pub fn holding_to(self, edition: Option<EditionId>) -> Checker<'r> {
        Checker { edition, ..self }
    }

    /// The edition that every report is held to, if one is.
    pub fn edition(&self) -> Option<EditionId> {
        self.edition
    }

    /// The rules.
    pub fn rules(&self) -> &'r RuleSet {
        self.rules
    }

    /// Whether the selection includes a code.
    pub fn asks_for(&self, code: &str) -> bool {
        self.selection.includes(code)
    }

    /// Code and name of each rule that the selection includes.
    pub fn rules_asked_for(&self) -> Vec<(String, String)> {
        let rules = self.rules.rules.iter().filter(|rule| self.selection.includes(&rule.code));
        rules.map(|rule| (rule.code.clone(), rule.name.clone())).collect()
    }

    /// Checks one report on its own.
    pub fn check(&self, path: Option<String>, report: &Report) -> Outcome {
        self.check_among(path, report, &Kin::default())
    }

    /// Checks one report, with the other reports that it is compared with.
    pub fn check_among(&self, path: Option<String>, report: &Report, kin: &Kin<'_>) -> Outcome {
        let plan = self.plan(&Layout::of(report));
        let check = check::Check::new(self.rules, &plan, report, kin).asking(&self.asked);
        let mut findings = reading::findings(report, &self.rules.template, check.figures.seen);
        findings.extend(presence::findings(&check));
        findings.extend(check.findings());
        findings.retain(|finding| self.selection.includes(&finding.code));
        findings.sort_by(|one, two| one.code.cmp(&two.code));
        Outcome {
            path,
            agency: report.agency.clone(),
            year: report.year,
            edition: Some(self.rules.template[report.edition].name.clone()),
            unit: None,
            superseded_by: None,
            counted: Counted::AsReport,
            verdict: Outcome::verdict_of(&findings),
            causes: self.causes(&check, &findings),
            skipped: plan.skips.of(&check),
            findings,
        }
    }

    /// The outcome of a file that is no report.
    pub fn unreadable(&self, path: Option<String>, why: &NoReport) -> Outcome {
        reading::unreadable(path, why)
    }

    /// What explains the findings of linear error rules, if there are any.
    fn causes(&self, check: &check::Check<'_>, findings: &[Finding]) -> Vec<Cause> {
        if !findings.iter().any(|finding| finding.fails_the_report() && finding.gap.is_some()) {
            return Vec::new();
        }
        let failed = findings.iter().filter(|finding| finding.verdict == Verdict::Fail).map(Finding::key).collect();
        causes::causes(check, &failed, |code| self.selection.includes(code))
    }

    fn plan(&self, layout: &Layout) -> Arc<Plan> {
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = plans.get(layout) {
            return Arc::clone(plan);
        }
        let plan = Arc::new(Plan::new(self.rules, layout));
        if plans.len() >= MAX_PLANS {
            plans.clear();
        }
        plans.insert(layout.clone(), Arc::clone(&plan));
        plan
    }

    /// Whether a rule that is asked for compares a report with such another.
    pub fn compares_with(&self, whose: Whose) -> bool {
        self.asked().any(|instance| instance.asks_for(whose))
    }

    /// Whether a rule that is asked for compares the reports of a batch with one another.
    pub fn asks_for_the_batch(&self) -> bool {
        self.asked().any(Instance::asks_for_the_batch)
    }

    fn asked(&self) -> impl Iterator<Item = &Instance> {
        let is_asked = |instance: &&Instance| self.selection.includes(&self.rules[instance.rule].code);
        self.rules.editions.iter().flatten().filter(is_asked)
    }
}

/// A finding before it is filled in.
fn blank_finding(code: &str) -> Finding {
    Finding {
        code: code.to_owned(),
        name: String::new(),
        severity: crate::ruleset::Severity::Error,
        verdict: crate::finding::Verdict::Fail,
        at: None,
        message: crate::lang::Text::default(),
        help: None,
        cells: Vec::new(),
        quote: None,
        origin: crate::report::Origin::Nowhere,
        left: None,
        right: None,
        gap: None,
        waived: None,
    }
}
