//! What the tests of a rule set reach: rules that none of them sees fail, or hold, and cells that none of them edits.

use super::{OpenBase, runner::Runner};
use crate::{
    finding::{Outcome, Verdict},
    ruleset::{Each, RuleId, RuleSet, Step, Test},
    template::{CellId, EditionId},
};
use std::collections::{BTreeMap, BTreeSet};

/// What the tests reach.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Coverage {
    /// Every rule, by code.
    pub rules: Vec<RuleCoverage>,
    /// Every edition, oldest first.
    pub editions: Vec<EditionCoverage>,
}

/// What the tests see of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RuleCoverage {
    pub code: String,
    /// How many tests see it fail.
    pub failed: usize,
    /// How many tests see it hold, or find nothing to say.
    pub passed: usize,
    /// The places, of those that the rule runs over, at which no test sees it fail; empty for a rule without `each`.
    pub never_at: Vec<String>,
}

/// What the tests touch of one edition.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct EditionCoverage {
    pub edition: String,
    /// How many cells it has.
    pub cells: usize,
    /// The cells that no test sets or empties, by table and row: `申请[新收]` and the columns.
    pub untouched: Vec<(String, Vec<String>)>,
}

/// Runs every test and notes what it reaches.
pub fn coverage(rules: &RuleSet, open: OpenBase<'_>) -> Coverage {
    let runner = Runner::new(rules, open);
    let mut seen = Seen::default();
    for (_, test) in runner.tests() {
        match runner.checked(test) {
            Ok((test, outcome)) => {
                seen.edits(test);
                seen.outcome(rules, &outcome);
            }
            Err(_) => seen.edits(test),
        }
    }
    let editions = rules.template.edition_ids().map(|edition| seen.edition(rules, edition)).collect();
    Coverage {
        rules: rules.rule_ids().filter(|rule| !rules[*rule].inherited).map(|rule| seen.rule(rules, rule)).collect(),
        editions,
    }
}

#[derive(Default)]
struct Seen {
    cells: BTreeSet<CellId>,
    failed: BTreeMap<String, usize>,
    passed: BTreeMap<String, usize>,
    places: BTreeSet<(String, String)>,
}

impl Seen {
    fn edits(&mut self, test: &Test) {
        for step in &test.steps {
            match step {
                Step::Set(cell, _) | Step::Blank(cell) => drop(self.cells.insert(*cell)),
                Step::RemoveCells(cells) => self.cells.extend(cells),
                _ => {}
            }
        }
    }

    fn outcome(&mut self, rules: &RuleSet, outcome: &Outcome) {
        for rule in &rules.rules {
            let mut own = outcome.findings.iter().filter(|finding| finding.code == rule.code).peekable();
            let skipped = outcome.skipped.iter().any(|skipped| skipped.code == rule.code);
            if own.peek().is_none() && !skipped {
                count(&mut self.passed, &rule.code);
            }
            let failed: Vec<_> = own.filter(|finding| finding.verdict == Verdict::Fail).collect();
            if !failed.is_empty() {
                count(&mut self.failed, &rule.code);
            }
            self.places.extend(failed.into_iter().filter_map(|finding| Some((rule.code.clone(), finding.at.clone()?))));
        }
    }

    fn rule(&self, rules: &RuleSet, rule: RuleId) -> RuleCoverage {
        let code = &rules[rule].code;
        let by_cell = rules[rule].scope.as_ref().is_some_and(|scope| scope.each == Each::Cell);
        let places = rules.editions.iter().flatten().filter(|instance| instance.rule == rule && !by_cell);
        let mut never_at: Vec<String> = Vec::new();
        for at in places.filter_map(|instance| instance.at.as_ref()) {
            if !self.places.contains(&(code.clone(), at.id.clone())) && !never_at.contains(&at.id) {
                never_at.push(at.id.clone());
            }
        }
        let of = |counts: &BTreeMap<String, usize>| counts.get(code).copied().unwrap_or_default();
        RuleCoverage { code: code.clone(), failed: of(&self.failed), passed: of(&self.passed), never_at }
    }

    fn edition(&self, rules: &RuleSet, edition: EditionId) -> EditionCoverage {
        let form = &rules.template[edition];
        let mut untouched = Vec::new();
        for id in rules.template.table_ids(edition) {
            let table = &rules.template[id];
            for (row, line) in table.rows.lines.iter().enumerate() {
                let is_untouched = |column: &usize| !self.cells.contains(&id.cell(table.cell(row, *column)));
                let columns = (0..table.columns.lines.len()).filter(is_untouched);
                let names: Vec<String> = columns.map(|column| table.columns.line_at(column).id.clone()).collect();
                if !names.is_empty() {
                    untouched.push((format!("{}[{}]", table.id, line.id), names));
                }
            }
        }
        let cells = form.tables.iter().map(crate::template::Table::cell_count).sum();
        EditionCoverage { edition: form.name.clone(), cells, untouched }
    }
}

fn count(counts: &mut BTreeMap<String, usize>, code: &str) {
    *counts.entry(code.to_owned()).or_default() += 1;
}
