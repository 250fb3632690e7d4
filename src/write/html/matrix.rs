//! The units against the rules: how many findings of each rule each unit has, the worst first on both sides.

use crate::{
    finding::{ReportVerdict, Summary, Verdict},
    ruleset::Severity,
    write::{
        Item, Style,
        entry::{entries, item_name},
        paint::plain,
        words,
    },
};
use serde::Serialize;
use std::collections::BTreeMap;

/// A unit, that is a report or the want of one.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Unit {
    pub(super) at: usize,
    /// The agency, or the path where no agency is known.
    pub(super) name: String,
    pub(super) path: String,
    pub(super) year: String,
    pub(super) verdict: &'static str,
    pub(super) verdict_words: String,
    /// That there is a later submission, if there is.
    superseded: Option<String>,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// By code: the rule's name, how many, how bad the worst, and the first of them.
    #[serde(skip)]
    counts: BTreeMap<String, Count>,
}

#[derive(Clone, Debug, Serialize)]
struct Count {
    name: String,
    count: usize,
    level: &'static str,
    rank: usize,
    first: usize,
}

/// The matrix as it is drawn.
#[derive(Debug, Serialize)]
pub(super) struct Matrix {
    codes: Vec<Code>,
    rows: Vec<Row>,
    /// The units in the order of the rows.
    #[serde(skip)]
    pub(super) order: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct Code {
    code: String,
    name: String,
    total: usize,
    #[serde(skip)]
    rank: usize,
}

#[derive(Debug, Serialize)]
struct Row {
    unit: Unit,
    cells: Vec<Option<Count>>,
}

impl Unit {
    pub(super) fn of(at: usize, item: &Item<'_>, style: Style) -> Unit {
        let outcome = item.outcome;
        let summary = Summary::of(outcome);
        let shown = |words: &str| plain(words).into_owned();
        Unit {
            at,
            name: shown(outcome.agency.as_deref().unwrap_or_else(|| item_name(item))),
            path: outcome.agency.as_ref().and(outcome.path.as_deref()).map(shown).unwrap_or_default(),
            year: outcome.year.map(|year| year.to_string()).unwrap_or_default(),
            verdict: outcome.verdict.word(),
            verdict_words: words::verdict(outcome.verdict).get(style.lang).to_owned(),
            superseded: outcome.superseded_by.as_deref().map(|path| shown(words::superseded(path).get(style.lang))),
            errors: summary.errors,
            warnings: summary.warnings,
            counts: counts(item, style),
        }
    }

    pub(super) fn is_clean(&self) -> bool {
        self.counts.is_empty()
    }

    /// What sorts the worst first.
    fn rank(&self) -> (usize, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>, usize) {
        let verdicts =
            [ReportVerdict::Unreadable, ReportVerdict::Missing, ReportVerdict::Fail, ReportVerdict::Review, ReportVerdict::Pass];
        let verdict = verdicts.iter().position(|verdict| verdict.word() == self.verdict).unwrap_or_default();
        (verdict, std::cmp::Reverse(self.errors), std::cmp::Reverse(self.warnings), self.at)
    }
}

fn counts(item: &Item<'_>, style: Style) -> BTreeMap<String, Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for (at, entry) in entries(item, style).enumerate() {
        let rank = match (&entry.finding.waived, entry.finding.verdict, entry.finding.severity) {
            (Some(_), _, _) => 5,
            (None, Verdict::Unknown, _) => 3,
            (None, _, Severity::Error) => 0,
            (None, _, Severity::Warning) => 1,
            (None, _, Severity::Info) => 4,
        };
        let name = plain(entry.name(style.lang)).into_owned();
        let code = plain(&entry.finding.code).into_owned();
        let count = counts.entry(code).or_insert(Count { name, count: 0, level: entry.level(), rank, first: at });
        count.count = count.count.saturating_add(1);
        if rank < count.rank {
            (count.rank, count.level, count.first) = (rank, entry.level(), at);
        }
    }
    counts
}

impl Matrix {
    pub(super) fn of(units: &[Unit]) -> Matrix {
        let mut worst: Vec<&Unit> = units.iter().filter(|unit| !unit.is_clean()).collect();
        worst.sort_by_key(|unit| unit.rank());
        let codes = codes(&worst);
        let rows = worst.iter().map(|unit| Row {
            unit: (*unit).clone(),
            cells: codes.iter().map(|code| unit.counts.get(&code.code).cloned()).collect(),
        });
        Matrix { rows: rows.collect(), order: worst.iter().map(|unit| unit.at).collect(), codes }
    }
}

fn codes(units: &[&Unit]) -> Vec<Code> {
    let mut codes: BTreeMap<&str, Code> = BTreeMap::new();
    for (code, count) in units.iter().flat_map(|unit| &unit.counts) {
        let known = codes.entry(code).or_insert_with(|| Code {
            code: code.clone(),
            name: count.name.clone(),
            total: 0,
            rank: count.rank,
        });
        known.total = known.total.saturating_add(count.count);
        known.rank = known.rank.min(count.rank);
    }
    let mut codes: Vec<Code> = codes.into_values().collect();
    codes.sort_by_key(|code| (code.rank, std::cmp::Reverse(code.total)));
    codes
}
