//! Which column of a table each value of a row stands in: by order, or by what it stands under.

use super::{
    heads::Heads,
    stream::{Look, Seen},
};

/// A row of a table has no more values.
const MAX_VALUES: usize = 200;

/// The column of each value: by order where there are as many as heads, else by what they stand under. None where neither is
/// certain.
pub(super) fn of(values: &[Seen<'_>], label: Option<&Seen<'_>>, aligned: bool, heads: &Heads) -> Option<Vec<Option<usize>>> {
    if values.len() > MAX_VALUES {
        return None;
    }
    // A label under the head of a column: the heads stand askew, and what is under them means nothing.
    let is_placed = aligned && !heads.places.is_empty() && !label.is_some_and(|label| is_under_any(label, &heads.places));
    let foreign = foreign(label, heads);
    if is_placed && values.iter().any(|seen| !is_blank(seen) && is_foreign(seen, heads, &foreign)) {
        return by_place(values, heads, &foreign);
    }
    if values.len() == heads.order.len() {
        return Some(heads.order.clone());
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
fn by_place(values: &[Seen<'_>], heads: &Heads, foreign: &[(u32, u32)]) -> Option<Vec<Option<usize>>> {
    let placed: Vec<Option<usize>> = values.iter().enumerate().map(|(at, _)| under(values, at, heads)).collect();
    let is_lost =
        |(seen, column): (&Seen<'_>, &Option<usize>)| column.is_none() && !is_blank(seen) && !is_foreign(seen, heads, foreign);
    if !values.iter().zip(&placed).any(is_lost) {
        return Some(placed);
    }
    let filled = values.iter().filter(|seen| !is_blank(seen)).count();
    (filled == heads.order.len()).then(|| {
        let mut order = heads.order.iter();
        values.iter().map(|seen| if is_blank(seen) { None } else { order.next().copied().flatten() }).collect()
    })
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
