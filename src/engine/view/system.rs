//! A report's figures and the linear rules over them, as the search for causes knows them.

use super::{
    figures::{Figures, State},
    plan::{Plan, PlanRow},
};
use crate::{
    cause::{self, CellState, Row, System},
    ruleset::{Relation, RuleSet, Severity},
};

/// With more zeros than so many to a blank, a report writes its zeros: a blank there is none of them.
const ZEROS: usize = 8;

/// The cells, and the rows whose rules are `selected` by code.
pub(in crate::engine) fn system(rules: &RuleSet, plan: &Plan, figures: &Figures, selected: impl Fn(&str) -> bool) -> System {
    let count = || plan.starts.last().map_or(0, |(table, start)| start + rules.template[*table].cell_count());
    let empty = plan.empty_cells.get_or_init(|| (0..count()).map(|index| cell_state(rules, plan, index)).collect());
    let cell = |index| CellState { value: figures.counted(index), ..empty.get(index).cloned().unwrap_or_default() };
    let mut cells: Vec<CellState> = (0..figures.values.len()).map(cell).collect();
    let count =
        |state: State| figures.states.iter().zip(&figures.values).filter(|(own, value)| **own == state && **value == 0).count();
    if count(State::Zero) * ZEROS < count(State::Known) {
        let blank = cells.iter_mut().enumerate().filter(|(index, _)| figures.state(*index) == State::Zero);
        blank.for_each(|(_, cell)| cell.left_blank = true);
    }
    let rows = plan.rows.iter().enumerate().filter(|(_, row)| selected(&rules[row.rule].code));
    let rows = rows.filter_map(|(id, row)| self::row(plan, figures, id, row, rules[row.rule].severity)).collect();
    System { cells, rows }
}

/// A cell with no figure in it yet.
fn cell_state(rules: &RuleSet, plan: &Plan, index: usize) -> CellState {
    let Some(cell) = plan.cell(index) else { return CellState::default() };
    let table = &rules.template[cell.table];
    let (row, column) = table.row_and_column(cell.index());
    let signed = table.kind(cell.index()).is_some_and(|kind| kind.signed);
    let small = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    CellState {
        value: None,
        min: (!signed).then_some(0),
        max: None,
        table: small(cell.table.index()),
        row: small(row),
        column: small(column),
        is_total: table.is_total(cell.index()),
        left_blank: false,
        evidence: Vec::new(),
    }
}

/// A row of the plan for the search; none where a figure has no place in the array.
fn row(plan: &Plan, figures: &Figures, id: usize, row: &PlanRow, severity: Severity) -> Option<Row> {
    let terms = plan.terms(row);
    if terms.iter().any(|term| matches!(figures.state(term.index as usize), State::Wide | State::Missing)) {
        return None;
    }
    let relation = match row.relation {
        Relation::Equal => cause::Relation::Equal,
        Relation::Less => cause::Relation::Less,
        Relation::LessEqual => cause::Relation::LessEqual,
        Relation::Greater => cause::Relation::Greater,
        Relation::GreaterEqual => cause::Relation::GreaterEqual,
        Relation::NotEqual => return None,
    };
    let terms = terms.iter().map(|term| (term.index as usize, term.coefficient)).collect();
    Some(Row { id, terms, constant: row.constant, relation, required: severity == Severity::Error })
}
