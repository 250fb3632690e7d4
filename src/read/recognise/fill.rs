//! The values of a table's rows, put into its cells. A value whose column is not certain goes into none.

use super::{
    columns,
    heads::Heads,
    lexicon::TableLabels,
    place::Places,
    remark,
    rows::RowMatch,
    stream::{Row, Seen, Stream},
    tables::{Candidate, Segment},
};
use crate::{
    number::{NotANumber, Number},
    report::{Cell, Filled, Origin, Remark, Unreadable, Value},
    template::{Kind, Measure, Table},
};

/// Fills a table from what of the document reads as it, with what there is to remark on, cells counted in this table. Rows that
/// say they are of another year than the report are none of it.
pub(super) fn fill(
    candidate: &Candidate,
    table: &Table,
    labels: &TableLabels,
    (stream, places): (&Stream<'_>, &Places),
    year: Option<u16>,
) -> (Filled, Vec<Remark>) {
    let (layout, at) = candidate.layout;
    let mut filling = Filling { table, cells: vec![Cell::default(); table.cell_count()], remarks: Vec::new(), unit: None };
    for segment in &candidate.segments {
        filling.unit = places.unit(segment, stream);
        filling.remark_on_heads(segment, first_cell(segment, stream));
        for found in segment.rows.iter().filter(|_| !segment.heads.contradicted) {
            let row = stream.rows.get(found.row);
            if let Some(row) = row.filter(|row| !year.is_some_and(|year| found.is_of_other_year(row, year))) {
                filling.row(found, row, &segment.heads, labels);
            }
        }
    }
    (Filled { layout, table: at, cells: filling.cells }, filling.remarks)
}

/// Where the first row under a head stands.
fn first_cell(segment: &Segment, stream: &Stream<'_>) -> Origin {
    let cell = segment.rows.first().and_then(|found| stream.rows.get(found.row)?.cells.first());
    cell.map(|seen| seen.cell.origin).unwrap_or_default()
}

struct Filling<'t> {
    table: &'t Table,
    cells: Vec<Cell>,
    remarks: Vec<Remark>,
    /// The unit of money of the rows that are filled in, where no head names one.
    unit: Option<String>,
}

impl Filling<'_> {
    fn remark_on_heads(&mut self, segment: &Segment, origin: Origin) {
        if segment.heads.contradicted {
            self.remarks.push(remark::columns_contradicted(&self.table.id, origin));
        }
        if segment.heads.assumed {
            self.remarks.push(remark::columns_assumed(&self.table.id, origin));
        }
        for head in segment.heads.found.iter().filter(|head| !head.likeness.sure) {
            if let Some(line) = self.table.columns.lines.get(head.line) {
                self.remarks.push(remark::resemblance(&head.text, line.label(), head.origin));
            }
        }
    }

    fn row(&mut self, found: &RowMatch, row: &Row<'_>, heads: &Heads, labels: &TableLabels) {
        let Some(line) = self.table.rows.lines.get(found.line) else { return };
        let label_from = found.values_from.saturating_sub(found.label_cells);
        let label = row.cells.get(label_from..found.values_from).unwrap_or_default();
        let origin = label.first().map(|seen| seen.cell.origin).unwrap_or_default();
        if !found.likeness.sure {
            let seen: String = label.iter().flat_map(|seen| seen.cell.text.split_whitespace()).collect();
            self.remarks.push(remark::resemblance(&seen, line.label(), origin));
        }
        let values = row.cells.get(found.values_from..).unwrap_or_default();
        match columns::of(values, label.last(), row.aligned, heads) {
            Some(columns) => {
                for (column, seen) in columns.into_iter().zip(values).filter_map(|(column, seen)| Some((column?, seen))) {
                    let head = heads.found.iter().find(|head| head.line == column);
                    let unit = head.and_then(|head| head.unit.clone()).or_else(|| self.unit.clone());
                    self.put(self.table.cell(found.line, column), seen, unit.as_deref());
                }
            }
            None => self.remarks.push(remark::values_unplaced(
                &self.table.id,
                line.label(),
                values.len(),
                labels.columns.lines.len(),
                origin,
            )),
        }
    }

    fn put(&mut self, at: usize, seen: &Seen<'_>, unit: Option<&str>) {
        let (Some(kind), Some(cell)) = (self.table.kind(at), self.cells.get_mut(at)) else { return };
        let fresh = Cell { value: read(&seen.cell.text, kind, unit), origin: seen.cell.origin };
        if let Some(kept) = agreed(&cell.value, &fresh.value) {
            if kept == Kept::Second {
                *cell = fresh;
            }
            return;
        }
        let (first, second) = (shown(&cell.value), shown(&fresh.value));
        cell.value = Value::Text(format!("{first}{BETWEEN}{second}"), Unreadable::NotANumber(NotANumber::Malformed));
        self.remarks.push(remark::two_values(&self.table.cell_name(at), &first, &second, at, fresh.origin));
    }
}

/// What stands between two values of one cell.
const BETWEEN: &str = " | ";

#[derive(PartialEq, Eq)]
enum Kept {
    First,
    Second,
}

/// Which of two values of one cell to keep; none where they differ. A blank and a nought do not.
fn agreed(first: &Value, second: &Value) -> Option<Kept> {
    let is_nought = |value: &Value| value.figure().is_some_and(Number::is_zero);
    match (first, second) {
        (Value::Absent, _) => Some(Kept::Second),
        (Value::Blank(_), Value::Blank(_)) => Some(Kept::First),
        (Value::Blank(_), figure) if is_nought(figure) => Some(Kept::Second),
        (figure, Value::Blank(_)) if is_nought(figure) => Some(Kept::First),
        (Value::Text(both, _), second) if both.split(BETWEEN).any(|one| one == shown(second)) => Some(Kept::First),
        _ => (first == second).then_some(Kept::First),
    }
}

/// What stands in a cell. A figure without a unit has the one that the head of its column names, if it names one.
fn read(text: &str, kind: &Kind, unit: Option<&str>) -> Value {
    match (Value::read(text, kind), unit.filter(|_| kind.measure == Measure::Money)) {
        (Value::Figure(_), Some(unit)) if text.trim_end().ends_with(|c: char| c.is_numeric()) => {
            Value::read(&format!("{}{unit}", text.trim()), kind)
        }
        (value, _) => value,
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Figure(number) => number.to_string(),
        Value::Text(text, _) => text.clone(),
        Value::Blank(mark) if mark.is_empty() => "□".into(),
        Value::Blank(mark) => mark.clone(),
        Value::Absent => String::new(),
    }
}
