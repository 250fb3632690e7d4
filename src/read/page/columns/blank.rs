//! Tables without lines in which nobody wrote a figure, or a few alone: heads beside one another, and labels under the first of them.
//! Nothing but the heads tells where their columns are.

use super::{Chunk, ENDS, Grid, GridCell, Origin, Page, Placed, Row, area, chunks, has_figures, is_chapter, parts_tables};
use crate::{read::normalise::squeezed, slice::Slice};
use std::slice;

/// A label stands no further below the row above it than so many times its size.
const MOST_APART: i64 = 3;

/// Takes such tables out of the lines of a page that no other table needs.
pub(super) fn take(page: &mut Page) {
    take_where(page, |_, _, _| true);
}

/// Takes such parts of tables out of the lines of a page close below which the first head is repeated, over other columns; these may
/// have all their figures.
pub(super) fn take_above_repeated_heads(page: &mut Page) {
    let first = |row: &Row| row.first().filter(|_| is_head(row)).map(|first| squeezed(&first.text));
    take_where(page, |head, labels, below| {
        // A caption may stand between.
        let near = below
            .iter()
            .zip(labels.last().into_iter().chain(below))
            .take(2)
            .take_while(|(row, above)| is_near(above, row, MOST_APART * 3));
        let mut next = near.filter_map(|(row, _)| first(row));
        !below.first().is_some_and(|row| has_figures(row)) && next.next().is_some_and(|next| Some(next) == first(head))
    });
}

/// Takes them out where the heads, the labels and what stands below those are of this kind.
fn take_where(page: &mut Page, is_one: impl Fn(&Row, &[Row], &[Row]) -> bool) {
    page.lines.sort_by_key(|line| line.area.top);
    let rows: Vec<Row> = page.lines.iter().map(chunks).collect();
    let width = page.area.width();
    let mut taken = vec![false; rows.len()];
    let mut at = 0;
    while let Some(head) = rows.get(at) {
        let below = rows.slice(at + 1..);
        let (labels, rest) = below.split_at(if is_head(head) { labels(head, below, width) } else { 0 });
        let grid = (!labels.is_empty() && is_one(head, labels, rest)).then(|| grid(head, labels, page.number)).flatten();
        if let Some(mut grid) = grid {
            let end = at + 1 + labels.len();
            let above = at.checked_sub(1).filter(|above| taken.get(*above) == Some(&false)).and_then(|above| rows.get(above));
            let caption = above.and_then(|above| caption(above, head, page.number));
            let start = at - usize::from(caption.is_some());
            grid.rows.splice(0..0, caption.map(|caption| vec![caption]));
            taken.iter_mut().take(end).skip(start).for_each(|taken| *taken = true);
            let area = area(rows.slice(start..end));
            page.tables.push(Placed { page: page.number, area, grid, ..Placed::default() });
            at = end;
        } else {
            at += 1;
        }
    }
    let mut taken = taken.into_iter();
    page.lines.retain(|_| taken.next() != Some(true));
}

/// What stands alone in a row close above heads, beyond the first of them and within the table: a head over all of them.
fn caption(row: &Row, head: &Row, page: u32) -> Option<GridCell> {
    let ([only], [first, .., last]) = (row.as_slice(), head.as_slice()) else { return None };
    let (text, area) = (only.text.trim(), &only.area);
    let is_over = first.area.right < area.middle().0 && area.right < last.area.right && !only.is_figure();
    let is_caption = is_over && !text.ends_with(ENDS) && !is_chapter(text) && is_near(row, head, MOST_APART);
    let columns = u32::try_from(head.len()).unwrap_or(u32::MAX);
    is_caption.then(|| GridCell { columns, ..GridCell::single(text, 0, Origin::Page(page)) })
}

/// Whether a row stands no further below another one than so many times its size.
fn is_near(above: &Row, row: &Row, most: i64) -> bool {
    let size = row.iter().map(|chunk| chunk.size).max().unwrap_or_default();
    area(slice::from_ref(row)).top - area(slice::from_ref(above)).bottom < size * most
}

/// Whether a row may be one of heads: several texts, none of them a figure or a sentence, or what a name is told behind.
fn is_head(row: &Row) -> bool {
    let may_be = |chunk: &Chunk| {
        let text = chunk.text.trim();
        !chunk.is_figure() && !text.ends_with(ENDS) && !is_chapter(text) && (text.contains('（') || !text.contains(['：', ':']))
    };
    row.len() > 1 && row.iter().all(may_be)
}

/// How many rows below heads are labels under the first of them, with figures under others or without.
fn labels(head: &Row, below: &[Row], width: i64) -> usize {
    let [first, second, ..] = head.as_slice() else { return 0 };
    let is_label = |(row, above): &(&Row, &Row)| {
        let Some((label, figures)) = row.split_first() else { return false };
        let (area, text) = (&label.area, label.text.trim());
        let is_under = area.right < second.area.left && area.left < first.area.right;
        let is_text = !label.is_figure() && !text.ends_with(ENDS) && !is_chapter(text);
        let is_row = is_under && is_text && figures.iter().all(Chunk::is_figure);
        is_row && is_near(above, row, MOST_APART) && !parts_tables(row, None, width)
    };
    below.iter().zip(slice::from_ref(head).iter().chain(below)).take_while(is_label).count()
}

/// The rows as they stand under the heads; none where a figure stands between two of them.
fn grid(head: &Row, labels: &[Row], page: u32) -> Option<Grid> {
    let origin = Origin::Page(page);
    let cell = |text: &str, column: usize| GridCell::single(text.trim(), column, origin);
    let mut rows = vec![head.iter().enumerate().map(|(column, chunk)| cell(&chunk.text, column)).collect::<Vec<GridCell>>()];
    for row in labels {
        let mut cells: Vec<GridCell> = (0..head.len()).map(|column| cell("", column)).collect();
        for (at, chunk) in row.iter().enumerate() {
            let column = if at == 0 { 0 } else { under(head, chunk)? };
            let place = cells.get_mut(column).filter(|place| place.text.is_empty())?;
            *place = cell(&chunk.text, column);
        }
        rows.push(cells);
    }
    Some(Grid { rows, aligned: true })
}

/// Under which head a figure stands: on its side of the middle between it and its neighbours, however that is taken.
fn under(head: &Row, figure: &Chunk) -> Option<usize> {
    let (left, right) = (figure.area.left, figure.area.right);
    let middles = |pair: &[Chunk]| match pair {
        [a, b] => [(a.area.right + b.area.left) / 2, (a.area.middle().0 + b.area.middle().0) / 2],
        _ => [i64::MAX; 2],
    };
    let begins = |pair: &[Chunk]| middles(pair).iter().all(|middle| *middle <= left);
    // The column of labels is wider than others: behind its head is enough.
    let column = head.windows(2).enumerate().rfind(|(at, pair)| *at == 0 || begins(pair)).map_or(1, |(at, _)| at + 1);
    let is_behind_labels = head.first().is_some_and(|first| first.area.right < left);
    let ends = head.get(column..column + 2).is_none_or(|pair| middles(pair).iter().all(|middle| right <= *middle));
    (is_behind_labels && ends).then_some(column)
}
