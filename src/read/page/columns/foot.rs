//! Heads at the foot of a page whose figures stand on the next one: they are read as if they stood above those. Heads that are
//! repeated there are the same ones.

use super::{ENDS, Line, MOST_HEADS, Page, Region, Row, area, chunks, has_figures, is_gap_of_heads, parts_tables};
use crate::{read::normalise::squeezed, slice::Slice};

/// So many lines may stand at the top of a page in front of the first figures.
const MOST_IN_FRONT: usize = 12;

/// The lines at the foot of a page, below `floor`, that may be heads over the figures at the top of the next page, moved there; none
/// where no figures are. Repeated heads, of which `known` are all, are taken out of that page.
pub(super) fn heads(above: &Page, floor: i64, below: &mut Page, known: &[Vec<String>]) -> Vec<Line> {
    let is_head = |line: &&Line| {
        let row = chunks(line);
        let ends = row.iter().any(|chunk| chunk.is_figure() || chunk.text.trim_end().ends_with(ENDS));
        line.area.top >= floor && !ends && !parts_tables(&row, None, above.area.width())
    };
    let mut heads: Vec<Line> = above.lines.iter().rev().take(MOST_HEADS).take_while(is_head).cloned().collect();
    heads.reverse();
    if !heads.iter().any(is_parted) {
        return Vec::new();
    }
    let rows: Vec<Row> = below.lines.iter().take(MOST_IN_FRONT + 1).map(chunks).collect();
    let Some(in_front) = rows.iter().position(|row| has_figures(row)) else { return Vec::new() };
    let front = rows.slice(..in_front);
    if front.iter().zip(rows.iter().skip(1)).any(|(row, next)| parts_tables(row, Some(next), below.area.width())) {
        return Vec::new();
    }
    let repeated = if is_repeated(&texts(front), known) { in_front } else { 0 };
    below.lines.drain(..repeated);
    let edge = rows.get(in_front).into_iter().flatten().filter(|chunk| chunk.is_figure()).map(|chunk| chunk.area.left).min();
    let goes_on = repeated == 0 && front.iter().flatten().any(|chunk| edge.is_some_and(|edge| chunk.area.right > edge));
    let first = below.lines.iter().map(|line| line.area.top).min().unwrap_or_default();
    move_above(&mut heads, first, goes_on);
    heads
}

/// The texts of the heads that a table begins with, row by row.
pub(super) fn texts_of(region: &Region) -> Vec<String> {
    let count = region.rows.iter().take_while(|row| !has_figures(row)).count();
    texts(region.rows.slice(..count))
}

fn texts(rows: &[Row]) -> Vec<String> {
    rows.iter().map(|row| row.iter().map(|chunk| squeezed(&chunk.text)).collect()).collect()
}

/// Whether rows are heads that a table began with before.
fn is_repeated(rows: &[String], known: &[Vec<String>]) -> bool {
    let is_same = |known: &Vec<String>| !known.is_empty() && (known.ends_with(rows) || rows.ends_with(known));
    !rows.is_empty() && known.iter().any(is_same)
}

/// Whether several things stand in a line, as heads do beside one another.
fn is_parted(line: &Line) -> bool {
    chunks(line).len() > 1 || line.words.windows(2).filter(is_gap_of_heads).count() > 1
}

/// Moves lines so that they end above a height: close above it where heads go on there, else as far as rows are apart.
fn move_above(lines: &mut [Line], height: i64, goes_on: bool) {
    let Some(last) = lines.iter().max_by_key(|line| line.area.bottom) else { return };
    let gap = if goes_on { last.size / 5 } else { last.size };
    let down = height - gap - last.area.bottom;
    for line in lines {
        let areas = line.words.iter_mut().map(|word| &mut word.area).chain([&mut line.area]);
        areas.for_each(|area| (area.top, area.bottom) = (area.top + down, area.bottom + down));
    }
}

/// Where the tables of a page end, and the part of one that is not put there yet.
pub(super) fn floor(page: &Page, pending: &[Region], at: usize) -> i64 {
    let pending = pending.iter().filter(|region| region.page == at).map(|region| area(&region.rows).bottom);
    page.tables.iter().map(|table| table.area.bottom).chain(pending).max().unwrap_or(page.area.top)
}
