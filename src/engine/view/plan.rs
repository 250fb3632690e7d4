//! The rules that apply to reports of one layout, laid out for speed: linear rules as sparse rows over the dense array of figures.
//! A layout is which tables a report has and which edition each follows; plans are made once for each.

use super::{figures::decimals_of, needs::Needs, statements::Reading};
use crate::{
    cause::CellState,
    finding::Why,
    report::Report,
    ruleset::{Body, Expr, Instance, InstanceId, LinearRow, OtherReports, Relation, RuleId, RuleSet, Whose},
    slice::{Slice, each_once, sorted_once},
    template::{CellId, EditionId, TableId},
};
use std::{
    ops::Range,
    sync::{Arc, OnceLock},
};

/// Which tables a report has, and the edition whose layout each follows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::engine) struct Layout {
    /// The report's own edition.
    pub(in crate::engine) edition: EditionId,
    /// Its tables, in its order.
    pub(in crate::engine) tables: Vec<TableId>,
}

impl Layout {
    pub(in crate::engine) fn of(report: &Report) -> Layout {
        Layout { edition: report.edition, tables: report.tables.iter().map(|filled| filled.table).collect() }
    }
}

/// The rules that apply to a layout.
#[derive(Debug, Default)]
pub(in crate::engine) struct Plan {
    /// The linear rules.
    pub(in crate::engine) rows: Vec<PlanRow>,
    /// The terms of all rows, each row's own in a run.
    pub(in crate::engine) terms: Vec<PlanTerm>,
    /// Rules evaluated as trees, form checks among them.
    pub(in crate::engine) others: Vec<Other>,
    /// How many of them, at the beginning, are not over what the prose states.
    pub(in crate::engine) over_no_prose: usize,
    /// Rules that do not apply, and why.
    pub(in crate::engine) skipped: Vec<(RuleId, Why)>,
    /// Rules that compare with other reports, at each place.
    pub(in crate::engine) among: Vec<Among>,
    /// Where each table of the layout begins in the dense array; in the order of the array.
    pub(in crate::engine) starts: Vec<(TableId, usize)>,
    /// How prose is read: one for the plans of all layouts.
    pub(in crate::engine) reading: Arc<Reading>,
    /// The cells of the dense array for the search for causes, without figures; once a report fails.
    pub(in crate::engine) empty_cells: OnceLock<Vec<CellState>>,
}

/// A rule evaluated as a tree, at one place.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Other {
    pub(in crate::engine) at: InstanceId,
    pub(in crate::engine) rule: RuleId,
    pub(in crate::engine) needs: Needs,
    over_prose: bool,
}

impl Other {
    fn new(at: InstanceId, instance: &Instance) -> Other {
        Other { at, rule: instance.rule, needs: Needs::of(instance), over_prose: instance.over.is_some() }
    }
}

/// A rule that compares with other reports, at one place.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Among {
    pub(in crate::engine) at: InstanceId,
    pub(in crate::engine) rule: RuleId,
    pub(in crate::engine) prior: bool,
    pub(in crate::engine) children: bool,
    pub(in crate::engine) batch: bool,
    /// The figures it compares with.
    pub(in crate::engine) other_reports: Vec<OtherReports>,
    pub(in crate::engine) needs: Needs,
}

/// Coefficients that add up to less leave room: 2^15 × 2^47 + 2^60 < 2^63.
const NARROW: u64 = 1 << 15;

/// A linear rule at one place.
#[derive(Clone, Debug)]
pub(in crate::engine) struct PlanRow {
    pub(in crate::engine) instance: InstanceId,
    pub(in crate::engine) rule: RuleId,
    /// Its run of [`Plan::terms`].
    pub(in crate::engine) terms: Range<usize>,
    /// left constant − right constant, at the scale of the row's cells.
    pub(in crate::engine) constant: i64,
    pub(in crate::engine) relation: Relation,
    /// Whether no sum over figures within [`super::figures::LIMIT`] outgrows an `i64`.
    pub(in crate::engine) is_narrow: bool,
}

/// A cell of the dense array and how often it counts.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct PlanTerm {
    pub(in crate::engine) index: u32,
    pub(in crate::engine) coefficient: i32,
}

impl Plan {
    pub(in crate::engine) fn new(rules: &RuleSet, layout: &Layout) -> Plan {
        let mut builder = Builder { rules, layout, plan: Plan { starts: starts(rules, layout), ..Plan::default() } };
        let editions = sorted_once(layout.tables.iter().map(|table| table.edition).chain([layout.edition]));
        let mut applied = vec![false; rules.rules.len()];
        for edition in editions {
            builder.edition(edition, &mut applied);
        }
        builder.skip(&applied);
        let mut plan = builder.plan;
        plan.others.sort_by_key(|other| other.over_prose);
        plan.over_no_prose = plan.others.partition_point(|other| !other.over_prose);
        plan
    }

    /// left − right of a row over the dense array, at the scale of its cells.
    pub(in crate::engine) fn gap(&self, row: &PlanRow, values: &[i64]) -> i128 {
        let terms = self.terms(row);
        let value = |term: &PlanTerm| values.get(term.index as usize).copied().unwrap_or_default();
        if row.is_narrow {
            let sum =
                terms.iter().fold(row.constant, |sum, term| sum.wrapping_add(value(term).wrapping_mul(term.coefficient.into())));
            return sum.into();
        }
        let wide = |term: &PlanTerm| i128::from(value(term)).saturating_mul(term.coefficient.into());
        terms.iter().fold(row.constant.into(), |sum: i128, term| sum.saturating_add(wide(term)))
    }

    pub(in crate::engine) fn terms(&self, row: &PlanRow) -> &[PlanTerm] {
        self.terms.slice(row.terms.clone())
    }

    /// The place of a cell in the dense array; none where the layout has no such table.
    pub(in crate::engine) fn index(&self, cell: CellId) -> Option<usize> {
        Some(self.start(cell.table)? + cell.index())
    }

    /// The cell at a place of the dense array.
    pub(in crate::engine) fn cell(&self, index: usize) -> Option<CellId> {
        let (table, start) = self.starts.iter().rfind(|(_, start)| *start <= index)?;
        Some(table.cell(index - start))
    }

    /// The rules evaluated as trees that may find something in a report with prose, or without.
    pub(in crate::engine) fn others_for(&self, has_prose: bool) -> &[Other] {
        let count = if has_prose { self.others.len() } else { self.over_no_prose };
        self.others.slice(..count)
    }

    /// Where a table begins in the dense array. A layout has half a dozen.
    pub(in crate::engine) fn start(&self, table: TableId) -> Option<usize> {
        self.starts.iter().find(|(known, _)| *known == table).map(|(_, start)| *start)
    }
}

fn starts(rules: &RuleSet, layout: &Layout) -> Vec<(TableId, usize)> {
    let mut next = 0;
    let start = |table: &TableId| {
        let start = next;
        next += rules.template[*table].cell_count();
        (*table, start)
    };
    layout.tables.iter().map(start).collect()
}

struct Builder<'a> {
    rules: &'a RuleSet,
    layout: &'a Layout,
    plan: Plan,
}

impl Builder<'_> {
    fn edition(&mut self, edition: EditionId, applied: &mut [bool]) {
        for (at, instance) in self.rules.instance_ids(edition) {
            if !self.applies(edition, instance) {
                continue;
            }
            if let Some(applied) = applied.get_mut(instance.rule.index()) {
                *applied = true;
            }
            match &instance.body {
                Body::Linear(row) if instance.guard.is_none() => self.row(at, instance, row),
                _ => self.other(at, instance),
            }
        }
    }

    /// Whether every table that the instance speaks of is there in this edition's layout. Instances over no cell belong to the
    /// report's own edition.
    fn applies(&self, edition: EditionId, instance: &Instance) -> bool {
        let cells = all_cells_of(instance);
        if cells.is_empty() {
            return edition == self.layout.edition;
        }
        cells.iter().all(|cell| self.plan.start(cell.table).is_some())
    }

    fn other(&mut self, at: InstanceId, instance: &Instance) {
        let (prior, children) = (instance.asks_for(Whose::Prior), instance.asks_for(Whose::Children));
        let batch = instance.asks_for_the_batch();
        if !(prior || children || batch) {
            return self.plan.others.push(Other::new(at, instance));
        }
        let (other_reports, needs) = (other_reports_of(instance), Needs::of(instance));
        self.plan.among.push(Among { at, rule: instance.rule, prior, children, batch, other_reports, needs });
    }

    fn row(&mut self, at: InstanceId, instance: &Instance, row: &LinearRow) {
        let start = self.plan.terms.len();
        let Some(constant) = self.constant(row) else {
            return self.plan.others.push(Other::new(at, instance));
        };
        for term in &row.terms {
            let index = self.plan.index(term.cell).and_then(|index| u32::try_from(index).ok());
            if let Some(index) = index {
                self.plan.terms.push(PlanTerm { index, coefficient: term.coefficient });
            }
        }
        let weight: u64 = row.terms.iter().map(|term| u64::from(term.coefficient.unsigned_abs())).sum();
        let is_narrow = weight < NARROW && constant.unsigned_abs() < 1 << 60;
        let terms = start..self.plan.terms.len();
        self.plan.rows.push(PlanRow { instance: at, rule: instance.rule, terms, constant, relation: row.relation, is_narrow });
    }

    /// left − right of the constants, at the scale of the row's cells; none where it does not fit.
    fn constant(&self, row: &LinearRow) -> Option<i64> {
        let decimals = decimals_of(self.rules.template.kind(row.terms.first()?.cell)?);
        let constant = row.left_constant.checked_sub(row.right_constant)?.at_decimals(decimals)?;
        (constant.abs() < 1 << 60).then(|| i64::try_from(constant).ok())?
    }

    fn skip(&mut self, applied: &[bool]) {
        for (rule, _) in self.rules.rule_ids().zip(applied).filter(|(_, applied)| !**applied) {
            let in_edition = self.rules.applies_in(rule, self.layout.edition);
            self.plan.skipped.push((rule, if in_edition { Why::NO_TABLE } else { Why::NOT_IN_EDITION }));
        }
    }
}

/// Every cell that an instance speaks of, in its guard too; each once.
pub(in crate::engine) fn cells_of(instance: &Instance) -> impl Iterator<Item = CellId> {
    each_once(all_cells_of(instance)).into_iter()
}

/// The same, each as often as it occurs.
fn all_cells_of(instance: &Instance) -> Vec<CellId> {
    let mut cells: Vec<CellId> = instance.guard.iter().flat_map(|guard| guard.cells()).collect();
    match &instance.body {
        Body::Linear(row) => cells.extend(row.terms.iter().map(|term| term.cell)),
        Body::Condition(condition) => cells.extend(condition.cells()),
        Body::Form(_) => {}
    }
    cells
}

/// What an instance compares with in other reports; each once.
pub(in crate::engine) fn other_reports_of(instance: &Instance) -> Vec<OtherReports> {
    let mut found = Vec::new();
    let mut see = |expr: &Expr| {
        if let Expr::OtherReports(of) = expr {
            found.push(of.clone());
        }
    };
    instance.guard.iter().for_each(|guard| guard.each_expr(&mut see));
    if let Body::Condition(condition) = &instance.body {
        condition.each_expr(&mut see);
    }
    each_once(found)
}
