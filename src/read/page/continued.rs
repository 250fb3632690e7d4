//! A table that goes on over a page break is one table, and a row that the break cuts through one row. Two pieces of a table in;
//! knows no template, only that rows are numbered.

use super::{
    columns::is_numbered,
    frames::SAME,
    table::{Placed, is_figure},
};
use crate::{
    chinese::numeral::ZERO_MARKS,
    read::document::{Grid, GridCell},
};

/// Puts the piece on the next page behind a table: all of it where both have the same sides, or else what the break cut off its
/// last row. Gives back what is left.
pub(super) fn join(before: &mut Placed, mut after: Placed) -> Option<Placed> {
    let near = |a: Option<&i64>, b: Option<&i64>| a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= SAME);
    let is_one = near(before.lanes.first(), after.lanes.first()) && near(before.lanes.last(), after.lanes.last());
    if is_one {
        let lanes = united(&before.lanes, &after.lanes);
        before.set_lanes(&lanes);
        after.set_lanes(&lanes);
    }
    drop_margins(&mut before.grid, &mut after.grid);
    if is_one {
        drop_repeated_head(&before.grid, &mut after.grid);
    }
    let seam = Seam::of(before, &after.grid);
    let is_torn = seam.is_torn();
    if is_one {
        seam.close(before, after, is_torn);
        return None;
    }
    if is_torn {
        seam.mend(before, &mut after.grid);
    }
    (!after.grid.rows.is_empty()).then_some(after)
}

/// Moves words that hang out of the heads above, because a page break left them too little room, from the top of values back to
/// those heads. Only where a row holds nothing but values.
pub(super) fn lift_words(grid: &mut Grid) {
    for at in 1..grid.rows.len() {
        let Some((above, [row, ..])) = grid.rows.split_at_mut_checked(at) else { return };
        let parts = |cell: &GridCell| {
            let (words, figure) = cell.text.rsplit_once('\n')?;
            let is_words = words.lines().all(|line| line.chars().all(char::is_alphabetic));
            (is_words && is_figure(figure)).then(|| (words.to_owned(), figure.to_owned()))
        };
        let hang: Vec<Option<(String, String)>> = row.iter().map(parts).collect();
        let are_values = row.iter().zip(&hang).all(|(cell, hang)| hang.is_some() || is_figure(&cell.text));
        if !are_values || hang.iter().all(Option::is_none) {
            continue;
        }
        for (cell, (words, figure)) in row.iter_mut().zip(hang).filter_map(|(cell, hang)| Some((cell, hang?))) {
            let over = above.iter_mut().enumerate().flat_map(|(top, row)| row.iter_mut().map(move |cell| (top, cell)));
            let mut over = over.filter(|(top, over)| top + over.rows as usize == at && over.column == cell.column);
            if let Some((_, head)) = over.next().filter(|(_, head)| head.text.contains(char::is_alphabetic)) {
                head.text = format!("{}\n{words}", head.text);
                cell.text = figure;
            }
        }
    }
}

fn united(a: &[i64], b: &[i64]) -> Vec<i64> {
    let mut lanes: Vec<i64> = a.iter().chain(b).copied().collect();
    lanes.sort_unstable();
    lanes.dedup_by(|next, last| *next - *last <= SAME);
    lanes
}

impl Placed {
    /// Counts columns by these lanes, which those of the table are among.
    fn set_lanes(&mut self, lanes: &[i64]) {
        let place = |lane: u32| {
            let at = self.lanes.get(lane as usize).copied().unwrap_or_default();
            let nearest = lanes.iter().enumerate().min_by_key(|(_, lane)| (at - **lane).abs());
            u32::try_from(nearest.map_or(0, |(index, _)| index)).unwrap_or(u32::MAX)
        };
        for cell in self.grid.rows.iter_mut().flatten() {
            let (first, end) = (place(cell.column), place(cell.end()));
            (cell.column, cell.columns) = (first, end.saturating_sub(first).max(1));
        }
        self.full = self.full.iter().map(|column| place(*column)).collect();
        self.lanes = lanes.to_vec();
    }
}

/// Takes away rows that are no more than the margin of a row that was cut beside its text.
fn drop_margins(before: &mut Grid, after: &mut Grid) {
    if before.rows.last().is_some_and(|row| is_blank(row)) {
        before.drop_row(before.rows.len() - 1);
    }
    // The only row of a piece may be the blank one under its heads.
    let is_under_heads = after.rows.len() == 1 && before.rows.last().is_some_and(|row| !row.iter().any(is_value));
    if !is_under_heads && after.rows.first().is_some_and(|row| is_blank(row)) {
        after.drop_row(0);
    }
}

/// Whether nothing stands in a row, but for cells that reach below it.
fn is_blank(row: &[GridCell]) -> bool {
    row.iter().any(|cell| cell.rows == 1) && row.iter().all(|cell| cell.rows > 1 || cell.text.is_empty())
}

fn is_value(cell: &GridCell) -> bool {
    !cell.text.is_empty() && is_figure(&cell.text)
}

/// Takes away the rows at the top that the table begins with, too: its head, repeated on every page.
fn drop_repeated_head(before: &Grid, after: &mut Grid) {
    let same = |a: &[GridCell], b: &[GridCell]| {
        let shape = |cell: &GridCell| (cell.column, cell.columns, cell.rows, cell.text.split_whitespace().collect::<String>());
        a.iter().map(shape).eq(b.iter().map(shape)) && !a.iter().any(is_value)
    };
    let mut count =
        before.rows.iter().zip(&after.rows).take_while(|(a, b)| same(a, b)).count().min(after.rows.len().saturating_sub(1));
    let reaches_below = |rows: &[Vec<GridCell>]| {
        rows.iter().enumerate().any(|(at, row)| row.iter().any(|cell| at + cell.rows as usize > rows.len()))
    };
    while after.rows.get(..count).is_some_and(reaches_below) {
        count -= 1;
    }
    after.rows.drain(..count);
}

/// Where two pieces of a table meet: cells that end at the break, with those that begin behind it in the same columns.
struct Seam {
    pairs: Vec<Pair>,
    /// Whether each cell behind the break has one in front of it.
    is_whole: bool,
}

/// A cell in front of the break and the one behind it.
struct Pair {
    /// The row of the upper one, and its place in that row.
    upper: (usize, usize),
    /// The place of the lower one in the first row.
    lower: usize,
    texts: [String; 2],
    /// Whether both stand in one row only.
    is_of_row: bool,
    /// Whether the upper one is a figure that reaches from side to side, so that it may go on.
    is_full: bool,
}

impl Seam {
    fn of(before: &Placed, after: &Grid) -> Seam {
        let count = before.grid.rows.len();
        let mut pairs = Vec::new();
        let first = after.rows.first().map(Vec::as_slice).unwrap_or_default();
        let at_break = before.grid.rows.iter().enumerate().flat_map(|(at, row)| {
            let ends = move |cell: &GridCell| at + cell.rows as usize == count;
            row.iter().enumerate().filter(move |(_, cell)| ends(cell)).map(move |(index, cell)| ((at, index), cell))
        });
        for (upper, cell) in at_break {
            let below = first.iter().enumerate().find(|(_, below)| (below.column, below.columns) == (cell.column, cell.columns));
            pairs.extend(below.map(|(lower, below)| Pair {
                upper,
                lower,
                texts: [cell.text.clone(), below.text.clone()],
                is_of_row: cell.rows == 1 && below.rows == 1,
                is_full: before.full.contains(&cell.column),
            }));
        }
        pairs.sort_by_key(|pair| pair.lower);
        Seam { is_whole: !first.is_empty() && pairs.len() == first.len(), pairs }
    }

    /// Whether the first row behind the break is the rest of the last one in front of it: nothing contradicts that, and a text or
    /// figure goes on.
    fn is_torn(&self) -> bool {
        let is_denied = !self.is_whole || self.pairs.iter().any(Pair::denies);
        let words = self.pairs.iter().filter(|pair| pair.both() && !pair.holds_value());
        let has_label = words.clone().any(|pair| pair.is_of_row && is_numbered(&pair.texts[0]));
        let goes_on = has_label || words.count() > 1 || self.pairs.iter().any(|pair| pair.both() && pair.is_figure());
        !is_denied && (goes_on || self.has_rest_beside_label())
    }

    /// Whether the label is whole in front of the break, and something beside it stands behind.
    fn has_rest_beside_label(&self) -> bool {
        let mut row = self.pairs.iter().filter(|pair| pair.is_of_row);
        let label = row.next().is_some_and(|pair| pair.texts[0].contains(char::is_alphabetic) && pair.texts[1].is_empty());
        label && row.any(|pair| !pair.texts[1].is_empty())
    }

    /// Puts the rows behind the break under those in front of it. Cells over several rows go on over the break.
    fn close(self, before: &mut Placed, after: Placed, is_torn: bool) {
        let mut rows = after.grid.rows;
        let mut gone = Vec::new();
        let is_words = |cell: &GridCell| cell.text.contains(char::is_alphabetic);
        let last_words = rows.first().and_then(|row| row.iter().rposition(is_words));
        for pair in &self.pairs {
            let lower = rows.first().and_then(|row| row.get(pair.lower)).map_or(0, |cell| cell.rows);
            // A blank cell behind the last words of a row, or in one without words, is a value of that row.
            let is_behind = last_words.is_none_or(|last| pair.lower > last);
            let is_value = pair.texts[1].is_empty() && lower == 1 && is_behind;
            if is_torn || (pair.spans() && !is_value) {
                let added = if is_torn { lower.saturating_sub(1) } else { lower };
                pair.merge(&mut before.grid, added);
                gone.push(pair.lower);
            }
        }
        if let Some(first) = rows.first_mut() {
            let mut at = 0;
            first.retain(|_| {
                at += 1;
                !gone.contains(&(at - 1))
            });
        }
        rows.drain(..usize::from(is_torn && !rows.is_empty()));
        before.grid.rows.extend(rows);
        (before.page, before.full) = (after.page, after.full);
    }

    /// Adds the rest of a row to it and takes it away behind the break.
    fn mend(self, before: &mut Placed, after: &mut Grid) {
        self.pairs.iter().filter(|pair| pair.is_of_row).for_each(|pair| pair.merge(&mut before.grid, 0));
        after.drop_row(0);
    }
}

impl Pair {
    fn both(&self) -> bool {
        self.texts.iter().all(|text| !text.is_empty())
    }

    fn is_figure(&self) -> bool {
        self.texts.iter().all(|text| is_figure(text))
    }

    /// Whether either is a value: a figure, or a mark in place of one.
    fn holds_value(&self) -> bool {
        let stands_for_value =
            |c: char| c.is_numeric() || ZERO_MARKS.contains(&c) || matches!(c, '.' | ',' | '/' | '／' | '\\' | '-' | '—' | '－');
        let is_mark = |text: &String| text.chars().all(stands_for_value);
        let [upper, lower] = &self.texts;
        is_mark(upper) || is_mark(lower) || upper == lower
    }

    /// Whether the lower cell begins something new: it has a number of its own, or two values stand in the way of one.
    fn denies(&self) -> bool {
        let [upper, lower] = &self.texts;
        let clash = self.both() && self.holds_value() && !(self.is_figure() && self.is_full);
        clash || (is_numbered(lower) && !upper.is_empty()) || (is_numbered(lower) && self.is_of_row)
    }

    /// Whether one cell over several rows goes on over a break between two of them.
    fn spans(&self) -> bool {
        let [upper, lower] = &self.texts;
        let goes_on = upper.is_empty() || lower.is_empty() || (is_numbered(upper) && !is_numbered(lower));
        !self.is_of_row && goes_on
    }

    fn merge(&self, grid: &mut Grid, rows: u32) {
        let [upper, lower] = &self.texts;
        let (row, index) = self.upper;
        if let Some(cell) = grid.rows.get_mut(row).and_then(|row| row.get_mut(index)) {
            let between = if self.both() && self.is_figure() { "" } else { "\n" };
            format!("{upper}{between}{lower}").trim().clone_into(&mut cell.text);
            cell.rows = cell.rows.saturating_add(rows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Origin;

    fn row(texts: &[&str]) -> Vec<GridCell> {
        texts.iter().enumerate().map(|(column, text)| GridCell::single(*text, column, Origin::Page(1))).collect()
    }

    fn placed(rows: Vec<Vec<GridCell>>, page: u32) -> Placed {
        Placed { page, grid: Grid { rows, aligned: true }, ..Placed::default() }
    }

    fn mended(upper: &[&str], lower: &[&str]) -> Vec<Vec<String>> {
        let mut before = placed(vec![row(upper)], 1);
        let after = join(&mut before, placed(vec![row(lower), row(&["3.其他", "1", "2"])], 2));
        let rows = before.grid.rows.into_iter().chain(after.into_iter().flat_map(|after| after.grid.rows));
        rows.map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn a_row_that_was_cut_is_whole_again() {
        let whole = vec![vec!["2.申请人逾期\n未缴费".to_owned(), "7".to_owned(), "0".to_owned()], row_of(&["3.其他", "1", "2"])];
        assert_eq!(mended(&["2.申请人逾期", "7", "0"], &["未缴费", "", ""]), whole);
        assert_eq!(mended(&["2.申请人逾期", "", ""], &["未缴费", "7", "0"]), whole);
    }

    fn row_of(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn the_margin_of_a_cut_row_is_no_row() {
        assert_eq!(mended(&["1.信访", "7", "0"], &["", "", ""]), [row_of(&["1.信访", "7", "0"]), row_of(&["3.其他", "1", "2"])]);
        assert_eq!(mended(&["", "", ""], &["1.信访", "7", "0"]).len(), 2);
    }

    fn ruled(rows: &[&[(&str, u32, u32, u32)]], lanes: &[i64], page: u32) -> Placed {
        let cell = |&(text, column, columns, rows): &(&str, u32, u32, u32)| GridCell {
            text: text.to_owned(),
            column,
            columns,
            rows,
            origin: Origin::Page(page),
        };
        let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let lanes = lanes.iter().map(|lane| lane * 1000).collect();
        Placed { page, grid: Grid { rows, aligned: true }, lanes, ..Placed::default() }
    }

    fn shown(table: &Placed) -> Vec<String> {
        let cell = |cell: &GridCell| format!("{}+{}x{}{}", cell.column, cell.columns, cell.rows, cell.text.replace('\n', "/"));
        table.grid.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn a_head_that_was_cut_is_one_whatever_columns_each_page_shows() {
        let mut before =
            ruled(&[&[("内容", 0, 1, 2), ("申请人", 1, 2, 1)], &[("自", 1, 1, 1), ("法", 2, 1, 1)]], &[0, 90, 120, 150], 1);
        let after = ruled(
            &[
                &[("", 0, 2, 1), ("然人", 2, 1, 1), ("人", 3, 1, 1)],
                &[("1.信访", 0, 1, 1), ("", 1, 1, 1), ("7", 2, 1, 1), ("0", 3, 1, 1)],
            ],
            &[0, 30, 90, 120, 150],
            2,
        );
        assert!(join(&mut before, after).is_none());
        assert_eq!(shown(&before), ["0+2x2内容 2+2x1申请人", "2+1x1自/然人 3+1x1法/人", "0+1x11.信访 1+1x1 2+1x17 3+1x10"]);
    }

    #[test]
    fn heads_are_not_repeated_and_groups_go_on() {
        let head: &[(&str, u32, u32, u32)] = &[("内容", 0, 2, 1), ("件数", 2, 1, 1)];
        let mut before = ruled(&[head, &[("（三）不予", 0, 1, 1), ("1.甲", 1, 1, 1), ("12", 2, 1, 1)]], &[0, 20, 90, 110], 1);
        before.full = vec![2];
        let after = ruled(
            &[head, &[("公开", 0, 1, 2), ("", 1, 1, 1), ("34", 2, 1, 1)], &[("2.乙", 1, 1, 1), ("5", 2, 1, 1)]],
            &[0, 20, 90, 110],
            2,
        );
        assert!(join(&mut before, after).is_none());
        assert_eq!(shown(&before)[1..], ["0+1x2（三）不予/公开 1+1x11.甲 2+1x11234", "1+1x12.乙 2+1x15"]);
    }

    #[test]
    fn blank_rows_of_their_own_stay() {
        for (upper, lower) in [
            (["规章", "0", "0"], ["行政规范性文件", "", ""]),
            (["1.信访", "0", "0"], ["2.重复", "", ""]),
            (["1.信访", "5", "0"], ["总计", "1", ""]),
            (["1.信访", "/", "/"], ["总计", "/", "/"]),
        ] {
            assert_eq!(mended(&upper, &lower).len(), 3, "{upper:?}");
        }
    }
}
