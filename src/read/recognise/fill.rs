//! The values of a table's rows, put into its cells. A value whose column is not certain goes into none.

use super::{
    heads::Heads,
    lexicon::TableLabels,
    remark,
    rows::RowMatch,
    stream::{Look, Row, Seen, Stream},
    tables::{Candidate, Segment},
};
use crate::{
    number::{NotANumber, Number},
    report::{Cell, Filled, Origin, Remark, Unreadable, Value},
    template::{Kind, Table, money_exponent},
};

/// Fills a table from what of the document reads as it, with what there is to remark on, cells counted in this table. Rows that
/// say they are of another year than the report are none of it.
pub(super) fn fill(
    candidate: &Candidate,
    table: &Table,
    labels: &TableLabels,
    stream: &Stream<'_>,
    year: Option<u16>,
) -> (Filled, Vec<Remark>) {
    let (layout, at) = candidate.layout;
    let mut filling = Filling { table, cells: vec![Cell::default(); table.cell_count()], remarks: Vec::new() };
    for segment in &candidate.segments {
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
        match columns(values, label.last(), row.aligned, heads) {
            Some(columns) => {
                for (column, seen) in columns.into_iter().zip(values).filter_map(|(column, seen)| Some((column?, seen))) {
                    self.put(self.table.cell(found.line, column), seen, heads.unit(column));
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
    match (Value::read(text, kind), unit) {
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

/// A row of a table has no more values.
const MAX_VALUES: usize = 200;

/// The column of each value: by order where there are as many as heads, else by what they stand under. None where neither is
/// certain.
fn columns(values: &[Seen<'_>], label: Option<&Seen<'_>>, aligned: bool, heads: &Heads) -> Option<Vec<Option<usize>>> {
    if values.len() > MAX_VALUES {
        return None;
    }
    let is_under = |seen: &Seen<'_>, places: &[(u32, u32)]| places.iter().any(|place| is_over(place, seen));
    // A label under the head of a column: the heads stand askew, and what is under them means nothing.
    let is_placed = aligned && !heads.places.is_empty() && !label.is_some_and(|label| is_under(label, &heads.places));
    let has_foreign = values.iter().any(|seen| !is_blank(seen) && is_foreign(seen, heads));
    if is_placed && has_foreign {
        let is_in_line = label.is_none_or(|label| is_under(label, &heads.foreign));
        return is_in_line.then(|| by_place(values, heads)).flatten();
    }
    if values.len() == heads.order.len() {
        return Some(heads.order.clone());
    }
    if is_placed {
        return by_order_under(values, heads).or_else(|| by_place(values, heads));
    }
    let spare = values.len().checked_sub(heads.order.len())?;
    let mut windows = (0..=spare).filter(|from| {
        let to = from.saturating_add(heads.order.len());
        values.iter().enumerate().all(|(at, seen)| (*from..to).contains(&at) || is_blank(seen))
    });
    let from = windows.next()?;
    let all_blank = values.iter().all(is_blank);
    (windows.next().is_none() || all_blank).then(|| {
        let before = std::iter::repeat_n(None, from);
        before.chain(heads.order.iter().copied()).chain(std::iter::repeat_n(None, spare.saturating_sub(from))).collect()
    })
}

/// By order, where as many values as heads stand under them and what stands beside is blank: a sheet has cells to its margin.
fn by_order_under(values: &[Seen<'_>], heads: &Heads) -> Option<Vec<Option<usize>>> {
    let (first, last) = (heads.places.first()?.0, heads.places.last()?.1);
    let is_under = |seen: &Seen<'_>| seen.cell.column < last && first < seen.cell.end();
    let is_clear = values.iter().all(|seen| is_under(seen) || is_blank(seen));
    let count = values.iter().filter(|seen| is_under(seen)).count();
    let mut order = heads.order.iter();
    (is_clear && count == heads.order.len())
        .then(|| values.iter().map(|seen| if is_under(seen) { order.next().copied().flatten() } else { None }).collect())
}

/// The column that each value stands under. Where one stands under none, the heads do not tell the columns: then by order, if
/// there is something for each head.
fn by_place(values: &[Seen<'_>], heads: &Heads) -> Option<Vec<Option<usize>>> {
    let placed: Vec<Option<usize>> = values.iter().enumerate().map(|(at, _)| under(values, at, heads)).collect();
    let is_lost = |(seen, column): (&Seen<'_>, &Option<usize>)| column.is_none() && !is_blank(seen) && !is_foreign(seen, heads);
    if !values.iter().zip(&placed).any(is_lost) {
        return Some(placed);
    }
    let filled = values.iter().filter(|seen| !is_blank(seen)).count();
    (filled == heads.order.len()).then(|| {
        let mut order = heads.order.iter();
        values.iter().map(|seen| if is_blank(seen) { None } else { order.next().copied().flatten() }).collect()
    })
}

/// Whether a value stands under a head that is none of the table, and under no other.
fn is_foreign(seen: &Seen<'_>, heads: &Heads) -> bool {
    let is_over = |place: &(u32, u32)| is_over(place, seen);
    heads.foreign.iter().any(is_over) && !heads.places.iter().any(is_over)
}

fn is_over(place: &(u32, u32), seen: &Seen<'_>) -> bool {
    place.0 < seen.cell.end() && seen.cell.column < place.1
}

fn is_blank(seen: &Seen<'_>) -> bool {
    matches!(seen.look, Look::Blank)
}

/// The column that a value stands under, if it stands under no other and no other value stands under it.
fn under(values: &[Seen<'_>], at: usize, heads: &Heads) -> Option<usize> {
    let value = values.get(at)?;
    let mut places = heads.places.iter().enumerate().filter(|(_, place)| is_over(place, value));
    let (Some((column, place)), None) = (places.next(), places.next()) else { return None };
    let alone = values.iter().filter(|other| is_over(place, other)).count() == 1;
    if alone { heads.order.get(column).copied().flatten() } else { None }
}

impl Heads {
    /// The unit of money that a column's head names: `本年收费金额（单位：元）`.
    fn unit(&self, column: usize) -> Option<&str> {
        let head = self.found.iter().find(|head| head.line == column)?;
        let inside = head.text.split(['（', '(']).nth(1)?.split(['）', ')']).next()?;
        let unit = inside.trim_start_matches("单位").trim_start_matches(['：', ':', ' ']);
        money_exponent(unit).map(|_| unit)
    }
}
