//! Which columns of a table each value of a row stands in: by order, or by what it stands under.

use super::{
    head::Heads,
    stream::{CellText, Seen},
};
use crate::{report::Origin, slice::Slice};

/// A row of a table has no more values.
const MAX_VALUES: usize = 200;

/// A value in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// Which value of the row.
    pub(super) value: usize,
    /// The column of the table.
    pub(super) column: usize,
    /// Whether the value covers other columns as well.
    pub(super) is_shared: bool,
}

/// The columns of each value: by order where there are as many as heads, else by what they stand under. None where neither is
/// certain.
pub(super) fn of(values: &[Seen<'_>], label: Option<&Seen<'_>>, aligned: bool, heads: &Heads) -> Option<Vec<Placed>> {
    if values.len() > MAX_VALUES {
        return None;
    }
    // A label under the head of a column: the heads stand askew, and what is under them means nothing.
    let is_placed = aligned && !heads.places.is_empty() && !label.is_some_and(|label| is_under_any(label, &heads.places));
    let values = if is_placed { without_notes(values, heads) } else { values };
    let foreign = foreign(label, heads);
    if is_placed && values.iter().any(|seen| !is_blank(seen) && is_foreign(seen, heads, &foreign)) {
        return by_place(values, heads, &foreign);
    }
    if values.len() == heads.order.len() {
        return Some(in_order(heads.order.iter().copied()));
    }
    if is_placed {
        return by_order_under(values, heads).or_else(|| by_place(values, heads, &[]));
    }
    let spare = values.len().checked_sub(heads.order.len())?;
    let mut windows = (0..=spare).filter(|from| {
        let to = from.saturating_add(heads.order.len());
        values.iter().enumerate().all(|(at, seen)| (*from..to).contains(&at) || is_blank(seen))
    });
    let from = windows.next()?;
    let all_blank = values.iter().all(is_blank);
    (windows.next().is_none() || all_blank).then(|| in_order(std::iter::repeat_n(None, from).chain(heads.order.iter().copied())))
}

/// The values of a sheet without what stands beside the table: right of its last column, where something stands under each head,
/// and not close to it where the first head has nothing: then all may stand askew.
fn without_notes<'v, 'd>(values: &'v [Seen<'d>], heads: &Heads) -> &'v [Seen<'d>] {
    let Some((first, last)) = heads.places.first().zip(heads.places.last()) else { return values };
    let is_sheet = values.first().is_some_and(|seen| matches!(seen.cell.origin, Origin::Sheet { .. }));
    let count = values.iter().take_while(|seen| seen.cell.column < last.1).count();
    let (own, beside) = (values.slice(..count), values.slice(count..));
    let is_blank_first = !own.iter().any(|seen| is_over(first, seen) && !is_blank(seen));
    let is_close = beside.first().is_some_and(|seen| seen.cell.column == last.1 && !is_blank(seen));
    if is_sheet && !own.is_empty() && !(is_blank_first && is_close) { own } else { values }
}

/// Values in the columns that are listed for them one by one.
fn in_order(columns: impl Iterator<Item = Option<usize>>) -> Vec<Placed> {
    columns.enumerate().filter_map(|(value, column)| Some(Placed { value, column: column?, is_shared: false })).collect()
}

/// By order, where as many values as heads stand under them and what stands beside is blank: a sheet has cells to its margin.
fn by_order_under(values: &[Seen<'_>], heads: &Heads) -> Option<Vec<Placed>> {
    let (first, last) = (heads.places.first()?.0, heads.places.last()?.1);
    let is_under = |seen: &Seen<'_>| seen.cell.column < last && first < seen.cell.end();
    let is_clear = values.iter().all(|seen| is_under(seen) || is_blank(seen));
    let count = values.iter().filter(|seen| is_under(seen)).count();
    let mut order = heads.order.iter();
    (is_clear && count == heads.order.len())
        .then(|| in_order(values.iter().map(|seen| if is_under(seen) { order.next().copied().flatten() } else { None })))
}

/// The columns that each value stands under. Where one stands under none, the heads do not tell the columns: then by order, if
/// there is something for each head.
fn by_place(values: &[Seen<'_>], heads: &Heads, foreign: &[(u32, u32)]) -> Option<Vec<Placed>> {
    let placed: Vec<Vec<Placed>> = values.iter().enumerate().map(|(at, _)| under(values, at, heads)).collect();
    let is_lost = |(seen, columns): (&Seen<'_>, &Vec<Placed>), is_shared: bool| {
        let is_out = columns.is_empty() || (!is_shared && columns.len() > 1);
        is_out && !is_blank(seen) && !is_foreign(seen, heads, foreign)
    };
    let lost = |is_shared| values.iter().zip(&placed).any(|found| is_lost(found, is_shared));
    let filled = values.iter().filter(|seen| !is_blank(seen)).count();
    if lost(false) && filled == heads.order.len() {
        let mut order = heads.order.iter();
        return Some(in_order(values.iter().map(|seen| if is_blank(seen) { None } else { order.next().copied().flatten() })));
    }
    (!lost(true)).then(|| placed.into_iter().flatten().collect())
}

/// The columns of the grid under heads that are none of the table's, if the head over the label is one by itself: else the heads
/// may stand askew.
fn foreign(label: Option<&Seen<'_>>, heads: &Heads) -> Vec<(u32, u32)> {
    let Some(label) = label else { return heads.foreign.clone() };
    let (over, beside): (Vec<_>, Vec<_>) = heads.foreign.iter().partition(|place| is_over(place, label));
    if over.is_empty() { Vec::new() } else { beside }
}

/// Whether a value stands under a head that is none of the table's, and under no other.
fn is_foreign(seen: &Seen<'_>, heads: &Heads, foreign: &[(u32, u32)]) -> bool {
    is_under_any(seen, foreign) && !is_under_any(seen, &heads.places)
}

fn is_under_any(seen: &Seen<'_>, places: &[(u32, u32)]) -> bool {
    places.iter().any(|place| is_over(place, seen))
}

fn is_over(place: &(u32, u32), seen: &Seen<'_>) -> bool {
    place.0 < seen.cell.end() && seen.cell.column < place.1
}

fn is_blank(seen: &Seen<'_>) -> bool {
    matches!(seen.text, CellText::Blank)
}

/// The columns that a value stands under, if no other value stands under them, or only such as say the same.
pub(super) fn under(values: &[Seen<'_>], at: usize, heads: &Heads) -> Vec<Placed> {
    let Some(value) = values.get(at) else { return Vec::new() };
    let places: Vec<_> = heads.places.iter().zip(&heads.order).filter(|(place, _)| is_over(place, value)).collect();
    let is_alone = |place: &(u32, u32)| {
        let mut others = values.iter().filter(|other| is_over(place, other) && !std::ptr::eq(*other, value));
        // A merged cell that was filled in on every column says the same in each.
        let is_inside = |seen: &Seen<'_>| place.0 <= seen.cell.column && seen.cell.end() <= place.1;
        others.all(|other| other.cell.text == value.cell.text && is_inside(other) && is_inside(value))
    };
    let is_unsure =
        places.iter().any(|(place, _)| !is_alone(place)) || (places.len() > 1 && !is_alone_over(values, value, &places));
    if is_unsure {
        return Vec::new();
    }
    let is_shared = places.len() > 1;
    places.iter().filter_map(|(_, column)| Some(Placed { value: at, column: (**column)?, is_shared })).collect()
}

/// Whether a value is the only one under all of several heads.
fn is_alone_over(values: &[Seen<'_>], value: &Seen<'_>, places: &[(&(u32, u32), &Option<usize>)]) -> bool {
    let others = values.iter().filter(|other| !std::ptr::eq(*other, value));
    !others.into_iter().any(|other| places.iter().any(|(place, _)| is_over(place, other)))
}
