//! The values of a table's rows, put into its cells. A value whose column is not certain goes into none.

use super::{
    columns::{self, Placed},
    head::Heads,
    lexicon::TableLabels,
    money,
    place::Places,
    readings, remark,
    rows::{GroupRow, RowMatch},
    segment::{Candidate, Segment},
    stream::{Row, Seen, Stream},
    zeros,
};
use crate::{
    number::{NotANumber, Number},
    read::normalise::squeezed,
    report::{Cell, Doubt, Filled, Origin, Remark, RemarkCode, Subtotal, Unreadable, Value},
    slice::Slice,
    template::{CellId, Kind, Measure, Table, TableId},
};

/// What there is to say of a table that was filled in.
pub(super) struct Noticed {
    /// What to remark on.
    pub(super) remarks: Vec<Remark>,
    /// Cells with several readings.
    pub(super) doubts: Vec<Doubt>,
}

/// Fills a table from what of the document reads as it, with what there is to remark on. Rows that say they are of another year than
/// the report are none of it.
pub(super) fn fill(
    candidate: &Candidate,
    table: &Table,
    labels: &TableLabels,
    (stream, places): (&Stream<'_>, &Places),
    year: Option<u16>,
) -> (Filled, Noticed) {
    let cells = vec![Cell::default(); table.cell_count()];
    let mut filling = Filling {
        id: candidate.layout,
        table,
        cells,
        subtotals: Vec::new(),
        remarks: Vec::new(),
        unit: None,
        of_row: (None, None),
    };
    for segment in &candidate.segments {
        filling.unit = places.unit(segment, stream);
        filling.remark_on_heads(segment, first_cell(segment, stream));
        for found in segment.rows.iter().filter(|_| !segment.heads.contradicted) {
            let row = stream.rows.get(found.row);
            if let Some(row) = row.filter(|row| !year.is_some_and(|year| found.is_of_other_year(row, year))) {
                filling.row(found, row, segment, labels);
            }
        }
        for group in segment.groups.iter().filter(|_| !segment.heads.contradicted) {
            filling.subtotals(group, stream, &segment.heads);
        }
    }
    zeros::count(&mut filling.cells);
    let doubts = filling.doubts();
    (
        Filled { table: candidate.layout, cells: filling.cells, subtotals: filling.subtotals },
        Noticed { remarks: filling.remarks, doubts },
    )
}

/// Where the first row under a head stands.
fn first_cell(segment: &Segment, stream: &Stream<'_>) -> Origin {
    let cell = segment.rows.first().and_then(|found| stream.rows.get(found.row)?.cells.first());
    cell.map(|seen| seen.cell.origin).unwrap_or_default()
}

struct Filling<'t> {
    id: TableId,
    table: &'t Table,
    cells: Vec<Cell>,
    subtotals: Vec<Subtotal>,
    remarks: Vec<Remark>,
    /// The unit of money of the rows that are filled in, where no head names one.
    unit: Option<String>,
    /// What the row that is filled in says of units: for amounts, and for counts.
    of_row: (Option<String>, Option<String>),
}

impl Filling<'_> {
    /// The cells with several readings, but not those that the document gives two values.
    fn doubts(&self) -> Vec<Doubt> {
        let has_two =
            |cell: CellId| self.remarks.iter().any(|remark| remark.code == RemarkCode::TwoValues && remark.cell == Some(cell));
        let texts = self.cells.iter().enumerate().filter_map(|(at, content)| match &content.value {
            Value::Text(text, Unreadable::NotANumber(_)) if !has_two(self.id.cell(at)) => {
                Some(Doubt { cell: self.id.cell(at), readings: readings::of(text, self.table.kind(at)?) })
            }
            _ => None,
        });
        texts.filter(|doubt| !doubt.readings.is_empty()).collect()
    }

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

    fn row(&mut self, found: &RowMatch, row: &Row<'_>, segment: &Segment, labels: &TableLabels) {
        let Some(line) = self.table.rows.lines.get(found.line) else { return };
        let heads = &segment.heads;
        let label_from = found.values_from.saturating_sub(found.label_cells);
        let label = row.cells.slice(label_from..found.values_from);
        let origin = label.first().map(|seen| seen.cell.origin).unwrap_or_default();
        if !found.likeness.sure {
            let seen: String = label.iter().flat_map(|seen| seen.cell.text.split_whitespace()).collect();
            self.remarks.push(remark::resemblance(&seen, line.label(), origin));
        }
        let values = row.cells.slice(found.values_from..);
        let texts = || label.iter().map(|seen| seen.cell.text.as_str());
        let alone = || row.cells.iter().find_map(|seen| money::alone(&seen.cell.text));
        self.of_row = (texts().find_map(money::of_label).or_else(alone), texts().find_map(money::of_counts));
        let Some(columns) = columns::of(values, label.last(), row.aligned, heads) else {
            let (count, lines) = (values.len(), labels.columns.lines.len());
            self.remarks.push(remark::values_unplaced(&self.table.id, line.label(), count, lines, origin));
            return;
        };
        for Placed { value, column, is_shared } in &columns {
            let Some(seen) = values.get(*value) else { continue };
            let is_merged = *is_shared || segment.rows_under(found.row, seen) > 1;
            self.put_below(found.line, *column, seen, heads, is_merged);
        }
        self.reach_down(found, row, segment);
        if row.is_open {
            self.leave_blank(found, row, heads, origin);
        }
    }

    /// The values that reach into a row from above.
    fn reach_down(&mut self, found: &RowMatch, row: &Row<'_>, segment: &Segment) {
        for at in 0..row.above.len() {
            for Placed { value, column, .. } in columns::under(&row.above, at, &segment.heads) {
                if let Some(seen) = row.above.get(value) {
                    self.put_below(found.line, column, seen, &segment.heads, true);
                }
            }
        }
    }

    /// The columns behind the last cell of a row, where nothing is: they look blank.
    fn leave_blank(&mut self, found: &RowMatch, row: &Row<'_>, heads: &Heads, origin: Origin) {
        let end = row.cells.iter().map(|seen| seen.cell.end()).max().unwrap_or(0);
        for (place, column) in heads.places.iter().zip(&heads.order).filter(|(place, _)| end <= place.0) {
            let cell = column.and_then(|column| self.cells.get_mut(self.table.cell(found.line, column)));
            if let Some(cell) = cell.filter(|cell| cell.value == Value::Absent)
                && !row.above.iter().any(|seen| seen.cell.column < place.1 && place.0 < seen.cell.end())
            {
                *cell = Cell { value: Value::Blank(String::new()), origin };
            }
        }
    }

    /// The figures in the row of a group.
    fn subtotals(&mut self, group: &GroupRow, stream: &Stream<'_>, heads: &Heads) {
        let Some(row) = stream.rows.get(group.row) else { return };
        let values = row.cells.slice(group.values_from..);
        let label = group.values_from.checked_sub(1).and_then(|at| row.cells.get(at));
        let placed = columns::of(values, label, row.aligned, heads).unwrap_or_default();
        for Placed { value, column, .. } in placed.into_iter().filter(|placed| !placed.is_shared) {
            let Some(seen) = values.get(value) else { continue };
            let kind = self
                .table
                .rows
                .groups
                .get(group.group)
                .and_then(|found| self.table.kind(self.table.cell(found.lines.start, column)));
            if let Some(Value::Figure(figure)) = kind.map(|kind| read(&seen.cell.text, kind, None)) {
                self.subtotals.push(Subtotal { group: group.group, column, figure, origin: seen.cell.origin });
            }
        }
    }

    fn put_below(&mut self, line: usize, column: usize, seen: &Seen<'_>, heads: &Heads, is_merged: bool) {
        let head = heads.found.iter().find(|head| head.line == column);
        let at = self.table.cell(line, column);
        let unit = match self.table.kind(at).map(|kind| kind.measure) {
            Some(Measure::Money) => {
                let own = || self.of_row.0.clone().or_else(|| self.unit.clone());
                head.and_then(|head| head.unit.clone()).or_else(own)
            }
            Some(Measure::Count) => head.and_then(|head| money::of_counts(&head.text)).or_else(|| self.of_row.1.clone()),
            _ => None,
        };
        self.put(at, seen, unit.as_deref(), is_merged);
    }

    /// Puts a value into a cell. One that covers several cells stands for each only if it is zero.
    fn put(&mut self, at: usize, seen: &Seen<'_>, unit: Option<&str>, is_merged: bool) {
        let (Some(kind), Some(cell)) = (self.table.kind(at), self.cells.get_mut(at)) else { return };
        let value = match read(&seen.cell.text, kind, unit) {
            Value::Figure(figure) if is_merged && !figure.is_zero() => {
                Value::Text(seen.cell.text.trim().to_owned(), Unreadable::Merged)
            }
            value => value,
        };
        let fresh = Cell { value, origin: seen.cell.origin };
        self.remarks.extend(put_into(cell, fresh, self.table, self.id.cell(at)));
    }
}

/// Puts a value into a cell that may hold one: two that differ leave it unknown, and are said.
pub(super) fn put_into(cell: &mut Cell, fresh: Cell, table: &Table, id: CellId) -> Option<Remark> {
    if let Some(kept) = agreed(&cell.value, &fresh.value) {
        if kept == Kept::Second {
            *cell = fresh;
        }
        return None;
    }
    let (first, second) = (shown(&cell.value), shown(&fresh.value));
    cell.value = Value::Text(format!("{first}{BETWEEN}{second}"), Unreadable::NotANumber(NotANumber::Malformed));
    Some(remark::two_values(&table.cell_name(id.index()), &first, &second, id, fresh.origin))
}

/// What stands between two values of one cell.
const BETWEEN: &str = " | ";

#[derive(PartialEq, Eq)]
enum Kept {
    First,
    Second,
}

/// Which of two values of one cell to keep; none where they differ. A blank and a zero do not.
fn agreed(first: &Value, second: &Value) -> Option<Kept> {
    let is_zero = |value: &Value| value.figure().is_some_and(Number::is_zero);
    match (first, second) {
        (Value::Absent, _) => Some(Kept::Second),
        (Value::Blank(_), Value::Blank(_)) => Some(Kept::First),
        (Value::Blank(_), figure) if is_zero(figure) => Some(Kept::Second),
        (figure, Value::Blank(_)) if is_zero(figure) => Some(Kept::First),
        (Value::Text(both, _), second) if both.split(BETWEEN).any(|one| one == shown(second)) => Some(Kept::First),
        _ => (first == second).then_some(Kept::First),
    }
}

/// What stands in a cell. A figure without a unit has the one that the head of its column names, if it names one.
fn read(text: &str, kind: &Kind, unit: Option<&str>) -> Value {
    match (Value::read(text, kind), unit) {
        (Value::Figure(_), Some(unit)) if squeezed(text).ends_with(|c: char| c.is_numeric()) => {
            Value::read(&format!("{}{unit}", text.trim()), kind)
        }
        (value, _) => value,
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Figure(number) => number.to_string(),
        Value::Text(text, _) | Value::Words(text) => text.clone(),
        Value::Blank(mark) if mark.is_empty() => "□".into(),
        Value::Blank(mark) => mark.clone(),
        Value::Absent => String::new(),
    }
}
