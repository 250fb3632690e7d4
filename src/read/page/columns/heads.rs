//! The heads of a table without lines: each one that its column broke over lines is put together, and those over several stand in
//! rows of their own above them.

use super::{Area, Chunk, Layout, Line, Row, has_figures};
use crate::slice::Slice;
use std::ops::Range;

/// Heads from top to bottom: rows of those over others, the last one that of the columns.
pub(super) type Heads = Vec<Vec<Line>>;

/// Which rows are heads over rows of figures. Labels above the first of them, at the top of a table, are part of it.
pub(super) fn blocks(region: &[Row], layout: &Layout) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < region.len() {
        let count = region.iter().skip(at).take_while(|row| !has_figures(row)).count();
        let is_head = |row: &Row| row.iter().any(|chunk| !chunk.is_figure() && layout.label(&chunk.area).is_none());
        let rows = region.slice(at..at + count);
        if let (Some(first), Some(last), true) =
            (rows.iter().position(is_head), rows.iter().rposition(is_head), at + count < region.len())
        {
            blocks.push(at + if at == 0 { 0 } else { first }..at + last + 1);
        }
        at += count + 1;
    }
    blocks
}

/// Lines under one another in a column, from top to bottom.
type Stack<'r> = Vec<&'r Chunk>;

/// The heads of a block.
pub(super) fn heads(block: &[Row], layout: &Layout) -> Heads {
    let mut stacks: Vec<Stack<'_>> = vec![Vec::new(); layout.count()];
    let (mut labels, mut over): (Stack<'_>, Stack<'_>) = (Vec::new(), Vec::new());
    for chunk in block.iter().flatten() {
        let (first, end) = layout.columns(&chunk.area);
        match stacks.get_mut(first) {
            _ if layout.label(&chunk.area).is_some() => labels.push(chunk),
            Some(stack) if end == first + 1 => stack.push(chunk),
            _ => over.push(chunk),
        }
    }
    let is_over = |chunk: &&Chunk| {
        let under = |lower: &&Chunk| {
            let (area, below) = (&chunk.area, &lower.area);
            below.top > area.middle().1 && below.left < area.right && area.left < below.right
        };
        block.iter().flatten().any(|lower| under(&lower))
    };
    let (mut over, mut own): (Stack<'_>, Stack<'_>) = over.into_iter().partition(is_over);
    stacks.push(labels.clone());
    stacks.iter_mut().for_each(|stack| stack.sort_by_key(|chunk| chunk.area.top));
    let lowest = lowest(&stacks);
    stacks.pop();
    own.extend(labels);
    for (stack, count) in stacks.iter().zip(lowest) {
        let (upper, lower) = stack.split_at(stack.len() - count);
        over.extend(upper);
        own.extend(lower);
    }
    let mut rows = rows(over);
    rows.push(own);
    rows.into_iter().map(|row| row.into_iter().cloned().collect()).collect()
}

/// Heads stand at no more different heights.
const MOST_LEVELS: usize = 200;

/// How many lines at the foot of each stack are one head. Heads beside one another have their middle at one height, or begin there.
fn lowest(stacks: &[Stack<'_>]) -> Vec<usize> {
    let feet: Vec<Foot> = stacks.iter().map(|stack| Foot::of(stack)).collect();
    let mut levels: Vec<Level> = feet.iter().flat_map(|foot| &foot.areas).flat_map(Level::of).collect();
    levels.sort_unstable();
    levels.dedup();
    levels.truncate(MOST_LEVELS);
    let mut lowest: Vec<Option<usize>> = vec![None; feet.len()];
    while let Some(best) = best(&levels, &feet, &lowest) {
        for (at, count) in best {
            lowest.get_mut(at).into_iter().for_each(|lowest| *lowest = Some(count));
        }
    }
    lowest.into_iter().zip(&feet).map(|(lowest, foot)| lowest.unwrap_or(foot.areas.len())).collect()
}

/// The stacks that share a height with most others, of those that are left, and how many lines of them do.
fn best(levels: &[Level], feet: &[Foot], lowest: &[Option<usize>]) -> Option<Vec<(usize, usize)>> {
    let fits = |level: &Level| {
        let left = feet.iter().zip(lowest).enumerate().filter(|(_, (_, lowest))| lowest.is_none());
        let mut fits: Vec<(usize, usize)> = left.filter_map(|(at, (foot, _))| Some((at, foot.at(*level)?))).collect();
        // What is over one of them is over all of them.
        let top = |(at, count): &(usize, usize)| Some(feet.get(*at)?.areas.get(count - 1)?.top);
        let first = fits.iter().filter_map(top).min().unwrap_or(i64::MAX);
        fits.retain(|(at, count)| feet.get(*at).is_some_and(|foot| foot.is_over(*count, first)));
        fits
    };
    let worth = |fits: &Vec<(usize, usize)>| (fits.len(), fits.iter().map(|(_, count)| count).sum::<usize>());
    levels.iter().map(fits).filter(|fits| fits.len() > 1).max_by_key(worth)
}

/// The foot of a stack, as far as it may be one text.
struct Foot {
    /// What one line covers, two lines and so on, from below.
    areas: Vec<Area>,
    /// Where the lines end, from below; with all those of the stack.
    bottoms: Vec<i64>,
    size: i64,
}

impl Foot {
    fn of(stack: &[&Chunk]) -> Foot {
        let lines = stack.iter().rev().take(run(stack)).map(|chunk| chunk.area);
        let areas = lines.scan(None, |all: &mut Option<Area>, area| {
            *all = Some(all.map_or(area, |all| all.with(&area)));
            *all
        });
        let bottoms = stack.iter().rev().map(|chunk| chunk.area.bottom).collect();
        Foot { areas: areas.collect(), bottoms, size: stack.last().map_or(0, |chunk| chunk.size) }
    }

    /// How many lines stand at a height together.
    fn at(&self, level: Level) -> Option<usize> {
        let away = |area: &Area| match level {
            Level::Middle(at) => area.middle().1 - at,
            Level::Top(at) => area.top - at,
        };
        self.areas.iter().position(|area| away(area).abs() * 5 < self.size).map(|at| at + 1)
    }

    /// Whether the line above so many ends above a height.
    fn is_over(&self, count: usize, height: i64) -> bool {
        self.bottoms.get(count).is_none_or(|bottom| *bottom < height + self.size / 4)
    }
}

/// The height that heads beside one another share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Middle(i64),
    Top(i64),
}

impl Level {
    /// The heights of an area.
    fn of(area: &Area) -> [Level; 2] {
        [Level::Middle(area.middle().1), Level::Top(area.top)]
    }
}

/// How many lines at the foot of a stack may be one text: close under one another, and level with one another on a side or in the
/// middle.
fn run(stack: &[&Chunk]) -> usize {
    let goes_on = |upper: &Chunk, lower: &Chunk| {
        let (a, b, size) = (&upper.area, &lower.area, lower.size);
        let is_close = (b.top - a.bottom) * 3 < size * 2 && a.middle().1 < b.top;
        let sides = [a.left - b.left, a.right - b.right, a.middle().0 - b.middle().0];
        is_close && sides.iter().any(|away| away.abs() * 4 < size)
    };
    let joined = stack.windows(2).rev().take_while(|pair| matches!(pair, [upper, lower] if goes_on(upper, lower))).count();
    if stack.is_empty() { 0 } else { joined + 1 }
}

/// Heads over others, row by row.
fn rows(mut over: Stack<'_>) -> Vec<Stack<'_>> {
    over.sort_by_key(|chunk| (chunk.area.middle().1, chunk.area.left));
    over.chunk_by(|last, chunk| chunk.area.top < last.area.middle().1).map(<[_]>::to_vec).collect()
}
