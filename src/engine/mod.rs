//! A rule set and reports in, findings and causes out. Knows no document and no rule text: a report is an array of figures here,
//! and a rule is a row of integers or a tree.
//!
//! A report passes its rooms once: a *view* holds what is known of it, *verdicts* are what the rules come to over the view, *causes*
//! explain those that fail, and *words* make findings of them.

mod analysis;
mod causes;
mod chosen;
mod columns;
mod relations;
mod sample;
mod units;
mod verdict;
mod view;
mod words;

pub use analysis::{CellStrength, TableStrength, cell_strength, strength};
pub use chosen::choose;
pub use columns::{Broken, Columns, Rows};
pub use relations::{Known, LeftOut, NotLinear, Relation, decimals, known, relations};
pub use sample::{NoSample, blocking_rules, dense_report};
pub use view::related::{Children, Duplicate, Related, digest};

use crate::{
    finding::{Cause, Counted, Finding, Outcome, Verdict},
    report::{NoReport, Report},
    ruleset::{Instance, RuleSet, Whose},
    template::EditionId,
};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};
use verdict::skipped::Skips;
use view::{
    View,
    plan::{Layout, Plan},
    statements::Reading,
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
            || words::presence::CODES.contains(&code)
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
    plans: Mutex<HashMap<Layout, Arc<Planned>>>,
    reading: Arc<Reading>,
}

/// What is the same for all reports of a layout.
#[derive(Debug)]
struct Planned {
    plan: Plan,
    /// What they are not held to, once it was asked.
    skips: Skips,
}

/// How many layouts keep their plan; hostile batches could have a new one in every report.
const MAX_PLANS: usize = 64;

impl<'r> Checker<'r> {
    /// Checks with all rules that the selection includes.
    pub fn new(rules: &'r RuleSet, selection: Selection) -> Checker<'r> {
        let asked = rules.rules.iter().map(|rule| selection.includes(&rule.code)).collect();
        Checker { rules, selection, asked, edition: None, plans: Mutex::default(), reading: Arc::default() }
    }

    /// Reads prose as a checker does whose rules have the same lexicon and facts, without making either ready again.
    #[must_use]
    pub fn reading_as(self, other: &Checker<'_>) -> Checker<'r> {
        Checker { reading: Arc::clone(&other.reading), ..self }
    }

    /// Keeps what the prose of each report states, as where few reports are checked again and again.
    #[cfg(feature = "cli")]
    pub(crate) fn keeping_what_is_read(self) -> Checker<'r> {
        Checker { reading: Arc::new(Reading::keeping()), ..self }
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
        self.check_among(path, report, &Related::default())
    }

    /// Checks one report, with the other reports that it is compared with.
    pub fn check_among(&self, path: Option<String>, report: &Report, related: &Related<'_>) -> Outcome {
        if let Cow::Owned(rules) = self.rules.laid_out(report.template(&self.rules.template)) {
            let own = Checker::new(&rules, self.selection.clone()).holding_to(self.edition).reading_as(self);
            return own.check_among(path, report, related);
        }
        let planned = self.plan(&Layout::of(report));
        let view = View::new(self.rules, &planned.plan, report, related).asking(&self.asked);
        let verdicts = verdict::all(&view);
        let mut findings = words::reading::findings(&view);
        findings.extend(words::presence::findings(&view));
        findings.extend(words::asked::findings(&view));
        findings.extend(words::findings(&view, &verdicts));
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
            causes: self.causes(&view, &findings),
            skipped: planned.skips.of(&view),
            findings,
        }
    }

    /// The outcome of a file that is no report.
    pub fn unreadable(&self, path: Option<String>, why: &NoReport) -> Outcome {
        words::reading::unreadable(path, why)
    }

    /// What explains the findings of linear error rules, if there are any.
    fn causes(&self, view: &View<'_>, findings: &[Finding]) -> Vec<Cause> {
        if !findings.iter().any(|finding| finding.fails_the_report() && finding.gap.is_some()) {
            return Vec::new();
        }
        let failed = findings.iter().filter(|finding| finding.verdict == Verdict::Fail);
        let failed: HashSet<String> = failed.map(Finding::key).collect();
        words::causes(view, &causes::explain(view, |code| self.selection.includes(code)), &failed)
    }

    fn plan(&self, layout: &Layout) -> Arc<Planned> {
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(planned) = plans.get(layout) {
            return Arc::clone(planned);
        }
        let plan = Plan { reading: Arc::clone(&self.reading), ..Plan::new(self.rules, layout) };
        let planned = Arc::new(Planned { plan, skips: Skips::default() });
        if plans.len() >= MAX_PLANS {
            plans.clear();
        }
        plans.insert(layout.clone(), Arc::clone(&planned));
        planned
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
