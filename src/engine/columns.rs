//! Many reports of one edition as columns of figures, and the linear rules over them, rule by rule: how a batch is judged when only
//! the arithmetic is asked for. Findings with their words come from [`super::Checker`].

use super::view::{
    figures::Figures,
    plan::{Layout, Plan, PlanRow},
};
use crate::{
    report::Report,
    ruleset::{InstanceId, Relation, RuleId, RuleSet},
    template::EditionId,
};

/// The linear rules of one edition over one report's figures at a time.
#[derive(Debug)]
pub struct Rows {
    layout: Layout,
    plan: Plan,
}

impl Rows {
    /// The linear rules of an edition.
    pub fn new(rules: &RuleSet, edition: EditionId) -> Rows {
        let layout = Layout::of(&Report::absent(&rules.template, edition));
        let plan = Plan::new(rules, &layout);
        Rows { layout, plan }
    }

    /// A report's figures in template order; none where it has another layout, or a cell that is not known or has no place among
    /// integers.
    pub fn figures(&self, rules: &RuleSet, report: &Report) -> Option<Vec<i64>> {
        let figures = Figures::of(report, &rules.template);
        (Layout::of(report) == self.layout && figures.complete).then_some(figures.values)
    }

    /// How many of the rules these figures break.
    pub fn broken(&self, figures: &[i64]) -> usize {
        self.plan.rows.iter().filter(|row| !row.relation.holds(&self.plan.gap(row, figures))).count()
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.plan.rows.len()
    }

    /// Whether the rule set has no linear rule.
    pub fn is_empty(&self) -> bool {
        self.plan.rows.is_empty()
    }
}

/// Reports of one edition, cell by cell.
#[derive(Debug)]
pub struct Columns {
    rows: Rows,
    /// For each cell of the dense array, its figure in every report.
    cells: Vec<Vec<i64>>,
    reports: usize,
}

/// A linear rule that a report breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Broken {
    /// The report, in the order of [`Columns::push`].
    pub report: usize,
    pub rule: RuleId,
    /// The place at which it is broken.
    pub instance: InstanceId,
}

impl Columns {
    /// No reports yet, of an edition.
    pub fn new(rules: &RuleSet, edition: EditionId) -> Columns {
        Columns { rows: Rows::new(rules, edition), cells: Vec::new(), reports: 0 }
    }

    /// Adds a report; false, and nothing added, where it has another layout, or a cell that is not known or has no place among
    /// integers.
    pub fn push(&mut self, rules: &RuleSet, report: &Report) -> bool {
        let Some(figures) = self.rows.figures(rules, report) else { return false };
        self.cells.resize_with(figures.len(), Vec::new);
        self.cells.iter_mut().zip(&figures).for_each(|(column, value)| column.push(*value));
        self.reports += 1;
        true
    }

    /// How many reports there are.
    pub fn len(&self) -> usize {
        self.reports
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.reports == 0
    }

    /// Every linear rule that a report breaks, rule by rule.
    pub fn broken(&self) -> Vec<Broken> {
        let mut found = Vec::new();
        let mut gaps = vec![0i64; self.reports];
        for row in &self.rows.plan.rows {
            if row.is_narrow {
                self.gaps(row, &mut gaps);
                let broken = gaps.iter().enumerate().filter(|(_, gap)| !holds(row.relation, **gap));
                found.extend(broken.map(|(report, _)| Broken { report, rule: row.rule, instance: row.instance }));
            } else {
                let broken =
                    (0..self.reports).filter(|report| !row.relation.holds(&self.rows.plan.gap(row, &self.figures(*report))));
                found.extend(broken.map(|report| Broken { report, rule: row.rule, instance: row.instance }));
            }
        }
        found
    }

    /// left − right of a row for every report at once.
    fn gaps(&self, row: &PlanRow, gaps: &mut [i64]) {
        gaps.fill(row.constant);
        for term in self.rows.plan.terms(row) {
            let Some(column) = self.cells.get(term.index as usize) else { continue };
            match term.coefficient {
                1 => gaps.iter_mut().zip(column).for_each(|(gap, value)| *gap = gap.wrapping_add(*value)),
                -1 => gaps.iter_mut().zip(column).for_each(|(gap, value)| *gap = gap.wrapping_sub(*value)),
                by => gaps.iter_mut().zip(column).for_each(|(gap, value)| *gap = gap.wrapping_add(value.wrapping_mul(by.into()))),
            }
        }
    }

    fn figures(&self, report: usize) -> Vec<i64> {
        self.cells.iter().map(|column| column.get(report).copied().unwrap_or_default()).collect()
    }
}

fn holds(relation: Relation, gap: i64) -> bool {
    relation.holds(&gap)
}
