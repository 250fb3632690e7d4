//! A row that a page break cuts through is one row. Two pieces of a table in; knows no template, only that rows are numbered.

use super::columns::is_numbered;
use crate::read::document::{Grid, GridCell};

/// Moves what stands in the first row of a piece to the last row of the piece on the page before, if it is the rest of it:
/// the label goes on without a number of its own, and the other cells are filled on one side of the break only.
pub(super) fn mend(before: &mut Grid, after: &mut Grid) {
    if before.rows.last().is_some_and(|row| is_blank(row)) {
        drop_last_row(before);
    }
    if after.rows.first().is_some_and(|row| is_blank(row)) {
        drop_first_row(after);
    }
    let (Some(upper), Some(lower)) = (before.rows.last_mut(), after.rows.first()) else { return };
    if !is_rest(upper, lower) {
        return;
    }
    for rest in lower.iter().filter(|cell| cell.rows == 1) {
        if let Some(cell) = upper.iter_mut().find(|cell| same_place(cell, rest)) {
            let text = format!("{}\n{}", cell.text, rest.text);
            text.trim().clone_into(&mut cell.text);
        }
    }
    drop_first_row(after);
}

/// Whether nothing stands in a row, but for cells that reach below it: the margin of a row that was cut beside its text.
fn is_blank(row: &[GridCell]) -> bool {
    row.iter().any(|cell| cell.rows == 1) && row.iter().all(|cell| cell.rows > 1 || cell.text.is_empty())
}

fn is_rest(upper: &[GridCell], lower: &[GridCell]) -> bool {
    let rests: Vec<&GridCell> = lower.iter().filter(|cell| cell.rows == 1).collect();
    let pairs: Option<Vec<(&GridCell, &GridCell)>> =
        rests.into_iter().map(|rest| Some((upper.iter().find(|cell| same_place(cell, rest))?, rest))).collect();
    let Some(pairs) = pairs else { return false };
    let Some(((label, rest), others)) = pairs.split_first() else { return false };
    let above = others.iter().any(|(cell, _)| !cell.text.is_empty());
    let below = others.iter().any(|(_, rest)| !rest.text.is_empty());
    let is_cut = is_numbered(&label.text) && !rest.text.is_empty() && !is_numbered(&rest.text);
    is_cut && others.len() > 1 && above != below
}

fn same_place(a: &GridCell, b: &GridCell) -> bool {
    (a.column, a.columns, a.rows) == (b.column, b.columns, b.rows)
}

/// Takes the first row away; cells that reach below it begin one row later.
fn drop_first_row(grid: &mut Grid) {
    let first = grid.rows.remove(0);
    let Some(next) = grid.rows.first_mut() else { return };
    next.extend(first.into_iter().filter(|cell| cell.rows > 1).map(|cell| GridCell { rows: cell.rows - 1, ..cell }));
    next.sort_by_key(|cell| cell.column);
}

/// Takes the last row away; no cell reaches below the row before it.
fn drop_last_row(grid: &mut Grid) {
    grid.rows.pop();
    let count = grid.rows.len();
    for (at, row) in grid.rows.iter_mut().enumerate() {
        let most = u32::try_from(count - at).unwrap_or(u32::MAX);
        row.iter_mut().for_each(|cell| cell.rows = cell.rows.min(most));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Origin;

    fn row(texts: &[&str]) -> Vec<GridCell> {
        texts.iter().enumerate().map(|(column, text)| GridCell::single(*text, column, Origin::Page(1))).collect()
    }

    fn mended(upper: &[&str], lower: &[&str]) -> Vec<Vec<String>> {
        let mut before = Grid { rows: vec![row(upper)], aligned: true };
        let mut after = Grid { rows: vec![row(lower), row(&["3.其他", "1", "2"])], aligned: true };
        mend(&mut before, &mut after);
        let rows = before.rows.into_iter().chain(after.rows);
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

    #[test]
    fn blank_rows_of_their_own_stay() {
        for (upper, lower) in [
            (["规章", "0", "0"], ["行政规范性文件", "", ""]),
            (["1.信访", "0", "0"], ["2.重复", "", ""]),
            (["1.信访", "", ""], ["续页", "", ""]),
            (["1.信访", "0", ""], ["续页", "", "1"]),
        ] {
            assert_eq!(mended(&upper, &lower).len(), 3, "{upper:?}");
        }
    }
}
