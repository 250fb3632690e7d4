//! T109: what a document prints in the row of a group, against the sum of the group.

use super::{
    finding::finding_cell,
    form::{Form, add_part},
};
use crate::{
    engine::view::figures::is_open_total,
    finding::Finding,
    number::Number,
    report::{Filled, Subtotal, Value},
    template::{Blank, Table},
    text,
};

impl Form<'_> {
    /// The subtotals that are not the sum of their group. Where a part is not known, nothing is said here.
    pub(in crate::engine) fn subtotals(&self) -> Vec<Finding> {
        let tables = self.view.report.tables.iter();
        tables.flat_map(|filled| filled.subtotals.iter().filter_map(|subtotal| self.subtotal(filled, subtotal))).collect()
    }

    fn subtotal(&self, filled: &Filled, subtotal: &Subtotal) -> Option<Finding> {
        let table = &self.template[filled.table];
        let parts: Vec<usize> =
            table.rows.leaves(subtotal.group).into_iter().map(|row| table.cell(row, subtotal.column)).collect();
        let sum = sum(table, filled, &parts)?;
        let gap = subtotal.figure.checked_sub(sum)?;
        if gap.is_zero() {
            return None;
        }
        let (group, column) = (table.rows.groups.get(subtotal.group)?.label(), table.columns.line_at(subtotal.column).label());
        let figure = subtotal.figure;
        let message = text!(
            "“{group}”一行“{column}”列的小计是 {figure}，各分项之和是 {sum}，相差 {gap}",
            "the subtotal of “{group}” in the column “{column}” is {figure}, its parts add up to {sum}; the gap is {gap}"
        );
        let cells = parts.into_iter().map(|cell| finding_cell(self.view, filled.table.cell(cell))).collect();
        Some(Finding {
            cells,
            origin: subtotal.origin,
            left: Some(figure.trimmed()),
            right: Some(sum.trimmed()),
            gap: Some(gap.trimmed()),
            ..self.finding(message)
        })
    }
}

fn sum(table: &Table, filled: &Filled, parts: &[usize]) -> Option<Number> {
    parts.iter().try_fold(Number::whole(0), |sum, part| match filled.value(*part) {
        Value::Figure(number) => add_part(table, sum, *part, *number),
        Value::Blank(_) if table.blank == Blank::Zero && !is_open_total(table, filled, *part) => Some(sum),
        _ => None,
    })
}
