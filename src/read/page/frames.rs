//! Ruling lines into tables: each enclosed area is a cell, with the rows and columns it covers. Knows no text.

use super::{
    measure::Area,
    sheet::{MOST_RULES, Rule, TOUCH},
};

/// Lines closer than this are one: the two strokes of a double line, the edges of a thick one.
pub(super) const SAME: i64 = 2_500;
/// More lines than this, once joined, are a drawing.
const MOST_JOINED: usize = 2_000;
/// No table has more rows or columns on a page.
const MOST_LANES: usize = 400;

/// More tables than this on a page are a drawing, too.
const MOST_FRAMES: usize = 200;

/// A ruled table.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) area: Area,
    /// In the order of rows, then columns.
    pub(super) cells: Vec<FrameCell>,
    xs: Vec<i64>,
    ys: Vec<i64>,
    /// For each crossing of a row and a column, row by row, the cell that covers it.
    owners: Vec<usize>,
    /// Whether no line ends it below: a page break cut it there.
    is_open: bool,
}

impl Frame {
    /// Where its columns begin, and where the last one ends.
    pub(super) fn lanes(&self) -> &[i64] {
        &self.xs
    }

    /// The cell that a point lies in.
    pub(super) fn cell_at(&self, (x, y): (i64, i64)) -> Option<usize> {
        let lane = |lanes: &[i64], at: i64| lanes.partition_point(|lane| *lane <= at).checked_sub(1);
        let (row, column) = (lane(&self.ys, y)?, lane(&self.xs, x)?);
        let columns = self.xs.len() - 1;
        let cell = *self.owners.get(row * columns + column).filter(|_| column < columns)?;
        self.cells.get(cell).filter(|cell| cell.area.holds((x, y))).map(|_| cell)
    }

    /// The cell at a break that an area hangs out of below: the last lines of a cell that had too little room.
    pub(super) fn cell_above(&self, area: &Area) -> Option<usize> {
        let foot = self.area.bottom;
        let is_near = self.is_open && area.bottom > foot && area.top - foot < area.height() / 4;
        let around = |cell: &FrameCell| cell.area.bottom == foot && cell.area.left <= area.left && area.right <= cell.area.right;
        self.cells.iter().position(around).filter(|_| is_near)
    }
}

/// An enclosed area of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FrameCell {
    pub(super) area: Area,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// The lines of a page, joined, as far as they may rule tables: none of a drawing.
pub(super) fn ruling(rules: &[Rule]) -> Vec<Rule> {
    let joined = if rules.len() < MOST_RULES { joined(rules) } else { Vec::new() };
    if joined.len() > MOST_JOINED { Vec::new() } else { joined }
}

/// The tables that these lines, joined, rule.
pub(super) fn frames(rules: &[Rule]) -> Vec<Frame> {
    let frames: Vec<Frame> = connected(rules).iter().filter_map(|rules| frame(rules)).collect();
    if frames.len() > MOST_FRAMES { Vec::new() } else { frames }
}

/// Pieces of one line as that line.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut joined = Vec::new();
    let mut bundle: Vec<Rule> = Vec::new();
    for rule in sorted {
        if bundle.first().is_some_and(|first| first.upright != rule.upright || rule.at - first.at > SAME) {
            joined.extend(end_to_end(std::mem::take(&mut bundle)));
        }
        bundle.push(rule);
    }
    joined.extend(end_to_end(bundle));
    joined.retain(|rule| rule.length() > TOUCH);
    joined
}

fn end_to_end(mut bundle: Vec<Rule>) -> Vec<Rule> {
    let Some(at) = bundle.iter().max_by_key(|rule| rule.length()).map(|rule| rule.at) else { return Vec::new() };
    bundle.sort_by_key(|rule| rule.from);
    let mut whole: Vec<Rule> = Vec::new();
    for rule in bundle {
        match whole.last_mut() {
            Some(last) if rule.from <= last.to + TOUCH => last.to = last.to.max(rule.to),
            _ => whole.push(Rule { at, ..rule }),
        }
    }
    whole
}

/// Lines that touch, as groups, from top to bottom.
fn connected(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut waiting: Vec<Rule> = rules.to_vec();
    let mut groups = Vec::new();
    while let Some(first) = waiting.pop() {
        let mut group = vec![first];
        let mut looked_at = 0;
        while let Some(rule) = group.get(looked_at).copied() {
            let (touching, apart) = waiting.into_iter().partition::<Vec<_>, _>(|other| rule.touches(other));
            group.extend(touching);
            waiting = apart;
            looked_at += 1;
        }
        groups.push(group);
    }
    groups
}

fn frame(rules: &[Rule]) -> Option<Frame> {
    let (upright, level): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| rule.upright);
    // A table may lack its outer lines at a page break, or at its sides: there its other lines end.
    let xs = lanes(upright.iter().map(|rule| rule.at), level.iter().flat_map(|rule| [rule.from, rule.to]));
    let ys = lanes(level.iter().map(|rule| rule.at), upright.iter().flat_map(|rule| [rule.from, rule.to]));
    if xs.len() < 2 || ys.len() < 2 || xs.len() > MOST_LANES || ys.len() > MOST_LANES {
        return None;
    }
    let cells = Lattice::new(&xs, &ys, &upright, &level).cells();
    let area = cells.iter().map(|cell| cell.area).reduce(|a, b| a.with(&b))?;
    let owners = owners(&cells, xs.len() - 1, ys.len() - 1);
    let below: i64 = level.iter().filter(|rule| area.bottom - rule.at <= SAME).map(Rule::length).sum();
    let is_open = below < area.width() / 2;
    (cells.len() > 1).then_some(Frame { area, cells, xs, ys, owners, is_open })
}

fn owners(cells: &[FrameCell], columns: usize, rows: usize) -> Vec<usize> {
    let mut owners = vec![usize::MAX; columns * rows];
    for (index, cell) in cells.iter().enumerate() {
        for row in cell.row..cell.row + cell.rows {
            let from = row * columns + cell.column;
            owners.iter_mut().skip(from).take(cell.columns).for_each(|owner| *owner = index);
        }
    }
    owners
}

/// Where the lines across a direction stand, with the outermost ends of the lines along it.
fn lanes(lines: impl Iterator<Item = i64>, ends: impl Iterator<Item = i64> + Clone) -> Vec<i64> {
    let mut at: Vec<i64> = lines.collect();
    at.sort_unstable();
    at.dedup_by(|next, last| *next - *last <= SAME);
    if let (Some(first), Some(last)) = (ends.clone().min(), ends.max()) {
        if at.first().is_none_or(|lane| lane - first > TOUCH) {
            at.insert(0, first);
        }
        if at.last().is_none_or(|lane| last - lane > TOUCH) {
            at.push(last);
        }
    }
    at
}

/// The smallest cells that all lines together would make, and which of them are walled off from one another.
struct Lattice<'l> {
    xs: &'l [i64],
    ys: &'l [i64],
    /// For each small cell, row by row: whether a wall stands on its left, and above it.
    walls: Vec<(bool, bool)>,
}

impl<'l> Lattice<'l> {
    fn new(xs: &'l [i64], ys: &'l [i64], upright: &[Rule], level: &[Rule]) -> Lattice<'l> {
        let (columns, rows) = (xs.len() - 1, ys.len() - 1);
        let mut walls = vec![(false, false); columns * rows];
        for rule in upright {
            for row in (0..rows).filter(|row| covers(rule, ys, *row)) {
                let column = nearest(xs, rule.at);
                if let Some(wall) = walls.get_mut(row * columns + column).filter(|_| column < columns) {
                    wall.0 = true;
                }
            }
        }
        for rule in level {
            for column in (0..columns).filter(|column| covers(rule, xs, *column)) {
                let row = nearest(ys, rule.at);
                if let Some(wall) = walls.get_mut(row * columns + column) {
                    wall.1 = true;
                }
            }
        }
        Lattice { xs, ys, walls }
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    fn wall(&self, row: usize, column: usize) -> (bool, bool) {
        self.walls.get(row * self.columns() + column).copied().unwrap_or((true, true))
    }

    /// Areas without a wall inside. One that is no rectangle, because a line is missing, is taken row by row.
    fn cells(&self) -> Vec<FrameCell> {
        let mut seen = vec![false; (self.ys.len() - 1) * self.columns()];
        let mut cells = Vec::new();
        for place in 0..seen.len() {
            let region = self.region(place, &mut seen);
            match self.rectangle(&region) {
                Some(cell) => cells.push(cell),
                None => cells.extend(self.runs(region)),
            }
        }
        cells.sort_by_key(|cell| (cell.row, cell.column));
        cells
    }

    /// All small cells that can be reached from one without crossing a wall; none if it was seen before.
    fn region(&self, from: usize, seen: &mut [bool]) -> Vec<usize> {
        let columns = self.columns();
        let mut region = Vec::new();
        let mut open = vec![from];
        while let Some(place) = open.pop() {
            if std::mem::replace(seen.get_mut(place).unwrap_or(&mut true), true) {
                continue;
            }
            region.push(place);
            let (row, column) = (place / columns, place % columns);
            open.extend((column > 0 && !self.wall(row, column).0).then(|| place - 1));
            open.extend((column + 1 < columns && !self.wall(row, column + 1).0).then(|| place + 1));
            open.extend((row > 0 && !self.wall(row, column).1).then(|| place - columns));
            open.extend((row + 2 < self.ys.len() && !self.wall(row + 1, column).1).then(|| place + columns));
        }
        region
    }

    fn rectangle(&self, region: &[usize]) -> Option<FrameCell> {
        let columns = self.columns();
        let row = region.iter().map(|place| place / columns).min()?;
        let column = region.iter().map(|place| place % columns).min()?;
        let rows = region.iter().map(|place| place / columns).max()? + 1 - row;
        let wide = region.iter().map(|place| place % columns).max()? + 1 - column;
        (rows * wide == region.len()).then(|| self.cell(row, column, rows, wide))
    }

    /// Rows of small cells, each up to the next wall.
    fn runs(&self, mut region: Vec<usize>) -> Vec<FrameCell> {
        region.sort_unstable();
        let mut runs: Vec<FrameCell> = Vec::new();
        for place in region {
            let (row, column) = (place / self.columns(), place % self.columns());
            match runs.last_mut() {
                Some(run) if run.row == row && run.column + run.columns == column && !self.wall(row, column).0 => {
                    *run = self.cell(row, run.column, 1, run.columns + 1);
                }
                _ => runs.push(self.cell(row, column, 1, 1)),
            }
        }
        runs
    }

    fn cell(&self, row: usize, column: usize, rows: usize, columns: usize) -> FrameCell {
        let at = |lanes: &[i64], lane: usize| lanes.get(lane).copied().unwrap_or_default();
        let area = Area {
            left: at(self.xs, column),
            right: at(self.xs, column + columns),
            top: at(self.ys, row),
            bottom: at(self.ys, row + rows),
        };
        FrameCell { area, row, column, rows, columns }
    }
}

/// Whether a line runs along more than half of the way from one lane to the next.
fn covers(rule: &Rule, lanes: &[i64], lane: usize) -> bool {
    let (Some(from), Some(to)) = (lanes.get(lane), lanes.get(lane + 1)) else { return false };
    (rule.to.min(*to) - rule.from.max(*from)) * 2 > to - from
}

fn nearest(lanes: &[i64], at: i64) -> usize {
    lanes.iter().enumerate().min_by_key(|(_, lane)| (at - **lane).abs()).map_or(0, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: i64, from: i64, to: i64) -> Rule {
        Rule { upright: false, at: at * 1000, from: from * 1000, to: to * 1000 }
    }

    fn upright(at: i64, from: i64, to: i64) -> Rule {
        Rule { upright: true, ..level(at, from, to) }
    }

    fn spans(rules: &[Rule]) -> Vec<Vec<(usize, usize, usize, usize)>> {
        let spans = |frame: &Frame| frame.cells.iter().map(|cell| (cell.row, cell.column, cell.rows, cell.columns)).collect();
        frames(&ruling(rules)).iter().map(spans).collect()
    }

    #[test]
    fn a_point_lies_in_the_cell_around_it() {
        let rules =
            [level(0, 0, 90), level(20, 30, 90), level(40, 0, 90), upright(0, 0, 40), upright(30, 0, 40), upright(90, 0, 40)];
        let frames = frames(&ruling(&rules));
        let at = |x: i64, y: i64| frames[0].cell_at((x * 1000, y * 1000));
        assert_eq!(
            [at(10, 30), at(40, 10), at(40, 30), at(95, 10), at(10, 41), at(-1, 5)],
            [Some(0), Some(1), Some(2), None, None, None]
        );
    }

    #[test]
    fn missing_walls_merge_cells() {
        let rules = [
            level(0, 0, 90),
            level(20, 30, 90),
            level(40, 0, 90),
            upright(0, 0, 40),
            upright(30, 0, 40),
            upright(60, 20, 40),
            upright(90, 0, 40),
        ];
        assert_eq!(spans(&rules), [vec![(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]]);
    }

    #[test]
    fn pieces_of_lines_and_lost_outer_lines() {
        let rules =
            [level(0, 0, 40), level(0, 41, 90), upright(30, 0, 20), upright(30, 20, 45), upright(31, 0, 45), level(20, 0, 90)];
        assert_eq!(spans(&rules), [vec![(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]]);
    }

    #[test]
    fn a_box_around_text_is_no_table_and_tables_apart_are_two() {
        let frame = |top: i64| [level(top, 0, 90), level(top + 20, 0, 90), upright(0, top, top + 20), upright(90, top, top + 20)];
        assert_eq!(spans(&frame(0)), Vec::<Vec<_>>::new());
        let mut rules = Vec::new();
        for top in [0, 100] {
            rules.extend(frame(top));
            rules.push(upright(40, top, top + 20));
        }
        assert_eq!(spans(&rules).len(), 2);
    }

    #[test]
    fn an_area_that_is_no_rectangle_is_taken_row_by_row() {
        let rules =
            [level(0, 0, 60), level(20, 30, 60), level(40, 0, 60), upright(0, 0, 40), upright(60, 0, 40), upright(30, 0, 20)];
        assert_eq!(spans(&rules), [vec![(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]]);
    }
}
