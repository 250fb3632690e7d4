//! How much a rule set notices, before any report is seen: per table, and for one cell.

use super::view::{
    figures::Figures,
    plan::{Layout, Plan},
    system::system,
};
use crate::{
    cause::{self, Limits, System},
    number::Number,
    report::{Report, Value},
    ruleset::{Body, Instance, RuleSet},
    slice::Slice,
    template::{CellId, EditionId, TableId},
};

use std::{borrow::Cow, collections::HashSet};

/// How much the equations over one table notice.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct TableStrength {
    pub table: String,
    /// How many cells it has.
    pub cells: usize,
    /// How many equations bind it.
    pub equations: usize,
    /// How many of them do not follow from the others.
    pub rank: usize,
    /// How many cells could be filled at will.
    pub free: usize,
    /// The cells of the smallest change that no equation notices; none within the limit of the search.
    pub unnoticed: Option<Vec<String>>,
    /// Whether no smaller change exists.
    pub proven: bool,
    /// Cells that no rule touches, inequalities and warnings included.
    pub untouched: Vec<String>,
    /// Cells of which no equation can tell which one is wrong.
    pub inseparable: Vec<Vec<String>>,
}

/// How much the equations notice of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellStrength {
    /// The smallest change with this cell in it that no equation notices: cells, and what each changes by.
    pub unnoticed: Option<Vec<(String, i64)>>,
    /// Whether no smaller change with this cell exists.
    pub proven: bool,
}

/// How much the rules of an edition notice, table by table.
pub fn strength(rules: &RuleSet, edition: EditionId) -> Vec<TableStrength> {
    let rules = &*with_rows(rules, edition);
    let (plan, system) = of_edition(rules, edition);
    rules.template.table_ids(edition).filter_map(|table| of_table(rules, table, &plan, &system)).collect()
}

/// What could be wrong in a cell unnoticed.
pub fn cell_strength(rules: &RuleSet, cell: CellId) -> Option<CellStrength> {
    let (plan, system) = of_edition(rules, cell.table.edition);
    let limits = Limits { cells: 6, ..Limits::default() };
    let found = cause::cell_strength(&equations_only(&system), plan.index(cell)?, &limits);
    let named = |(index, by): (usize, i64)| Some((rules.template.cell_name(plan.cell(index)?), by));
    let unnoticed = found.unnoticed.map(|cells| cells.into_iter().filter_map(named).collect());
    Some(CellStrength { unnoticed, proven: found.proven })
}

/// The rules as they are where a reporter adds two rows to every table that takes them.
fn with_rows(rules: &RuleSet, edition: EditionId) -> Cow<'_, RuleSet> {
    let mut report = Report::absent(&rules.template, edition);
    report.add_rows(&rules.template, 2);
    rules.laid_out(report.template(&rules.template))
}

/// The cells and rows of an edition. Every cell is zero: figures play no part here, but every row must be looked at.
fn of_edition(rules: &RuleSet, edition: EditionId) -> (Plan, System) {
    let mut report = Report::absent(&rules.template, edition);
    report.add_rows(&rules.template, 2);
    let cells = report.tables.iter_mut().flat_map(|filled| &mut filled.cells);
    cells.for_each(|cell| cell.value = Value::Figure(Number::whole(0)));
    let plan = Plan::new(rules, &Layout::of(&report));
    let system = system(rules, &plan, &Figures::of(&report, &rules.template), |_| true);
    (plan, system)
}

/// The system with the rows that must hold.
fn equations_only(system: &System) -> System {
    let rows = system.rows.iter().filter(|row| row.required && row.relation == cause::Relation::Equal);
    System { rows: rows.cloned().collect(), ..system.clone() }
}

fn of_table(rules: &RuleSet, table: TableId, plan: &Plan, system: &System) -> Option<TableStrength> {
    let layout = &rules.template[table];
    let start = plan.start(table)?;
    let end = start + layout.cell_count();
    let own = cut(system, start, end);
    let strength = cause::strength(&equations_only(&own), &Limits::default());
    let name = |cell: usize| layout.cell_name(cell);
    let conditions = rules.instances(table.edition).iter().filter(|instance| matches!(instance.body, Body::Condition(_)));
    let looked_at: HashSet<CellId> = conditions.flat_map(Instance::cells).collect();
    let touched = |cell: usize| {
        looked_at.contains(&table.cell(cell)) || own.rows.iter().any(|row| row.terms.iter().any(|(other, _)| *other == cell))
    };
    Some(TableStrength {
        table: layout.id.clone(),
        cells: layout.cell_count(),
        equations: strength.equations,
        rank: strength.rank,
        free: strength.free,
        unnoticed: strength.unnoticed.map(|cells| cells.into_iter().map(|(cell, _)| name(cell)).collect()),
        proven: strength.proven,
        untouched: (0..layout.cell_count()).filter(|cell| !touched(*cell)).map(name).collect(),
        inseparable: strength.inseparable.into_iter().map(|cells| cells.into_iter().map(name).collect()).collect(),
    })
}

/// The cells from `start` to `end`, and the rows over them alone.
fn cut(system: &System, start: usize, end: usize) -> System {
    let rows = system.rows.iter().filter(|row| row.terms.iter().all(|(cell, _)| (start..end).contains(cell)));
    let moved = rows.map(|row| {
        let terms = row.terms.iter().map(|(cell, by)| (cell - start, *by)).collect();
        cause::Row { terms, ..row.clone() }
    });
    System { cells: system.cells.slice(start..end).to_vec(), rows: moved.collect() }
}
