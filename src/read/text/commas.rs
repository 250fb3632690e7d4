//! A workbook saved as text: rows whose cells are parted by commas (csv), semicolons or tabs.

use crate::{
    read::document::{Grid, GridCell},
    report::Origin,
    slice::Slice,
    source::{Source, Span},
};

/// So many lines with commas, of all lines, make a text such a workbook; in tenths. Prose
/// stands in lines of its own.
const MOST: usize = 4;

/// And so many lines at least.
const LEAST: usize = 8;

/// The grid that a text is, if it is one: most lines have as many cells as the one above or below. Some programs fill all lines up
/// to the longest, others write each as long as its table is wide.
pub(super) fn grid(source: &Source) -> Option<Grid> {
    let delimiter = [b',', b';', b'\t'].into_iter().find(|mark| is_parted(&source.text, *mark))?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(source.text.as_bytes());
    let mut rows: Vec<Vec<GridCell>> = Vec::new();
    for record in reader.records() {
        let record = record.ok()?;
        let mut at = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0);
        let cells = record.iter().enumerate().map(|(column, text)| {
            let span = place(&source.text, at, text);
            at = span.end as usize;
            GridCell::single(text.trim(), column, Origin::Text(span))
        });
        rows.push(cells.collect());
    }
    Some(Grid { rows, aligned: true })
}

/// Where a cell stands: the next place behind the one before where its text does.
fn place(text: &str, from: usize, cell: &str) -> Span {
    let start = text.get(from..).and_then(|rest| rest.find(cell.trim())).map_or(from, |at| from + at);
    Span::new(start, start + cell.trim().len())
}

/// Whether most rows have as many marks as their neighbours. Tabs part cells in other texts, too: in a workbook all rows have
/// as many.
fn is_parted(text: &str, mark: u8) -> bool {
    if memchr::memchr_iter(mark, text.as_bytes()).nth(LEAST * 2 - 1).is_none() {
        return false;
    }
    let rows = marks_by_row(text, mark);
    if mark == b'\t' {
        let most =
            rows.chunk_by(|a, b| a == b).max_by_key(|run| run.len()).and_then(<[usize]>::first).filter(|count| **count >= 2);
        let fitting = rows.iter().filter(|count| Some(*count) == most).count();
        return fitting >= LEAST && fitting * 10 >= rows.len() * 7;
    }
    let fitting: usize =
        rows.chunk_by(|a, b| a == b).filter(|run| run.len() > 1 && run.iter().all(|count| *count >= 2)).map(<[usize]>::len).sum();
    fitting >= LEAST && fitting * 10 >= rows.len() * MOST
}

/// How many marks stand outside quotation marks in each row that is not blank; a row goes on over lines within them.
fn marks_by_row(text: &str, mark: u8) -> Vec<usize> {
    let mut rows = Vec::new();
    let (mut quoted, mut marks, mut start) = (false, 0usize, 0usize);
    for (at, byte) in text.bytes().chain([b'\n']).enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                let is_blank = text.slice(start..at).chars().all(char::is_whitespace);
                rows.extend((!is_blank).then_some(marks));
                (marks, start) = (0, at + 1);
            }
            byte => marks += usize::from(byte == mark && !quoted),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_saved_with_commas_semicolons_or_tabs_is_one_grid() {
        for mark in [",", ";", "\t"] {
            let row = |cells: [&str; 4]| format!("{}\n", cells.join(mark));
            let rows = row(["规章", "1", "2", "3"]).repeat(9);
            let text = row(["标题", "", "", ""]) + &rows + &row(["\"行政\n强制\"", "\"1,234\"", "", ""]);
            let source = Source::new("a.csv", text.as_str());
            let grid = grid(&source).unwrap();
            assert_eq!(grid.rows.len(), 11);
            let last: Vec<&str> = grid.rows[10].iter().map(|cell| cell.text.as_str()).collect();
            assert_eq!(last, ["行政\n强制", "1,234", "", ""]);
            let Origin::Text(span) = grid.rows[10][1].origin else { panic!("no place") };
            assert_eq!(source.slice(span), "1,234");
        }
    }

    #[test]
    fn tables_of_different_widths_are_one_sheet() {
        let text =
            format!("标题\n一、总体情况\n{}二、公开\n{}", "规章,1,2,3\n".repeat(5), "\"1.重复,申请\",1,2,3,4,5\n".repeat(5));
        let source = Source::new("a.csv", text.as_str());
        let grid = grid(&source).unwrap();
        assert_eq!((grid.rows.len(), grid.rows[12].len()), (13, 6));
    }

    #[test]
    fn prose_is_no_sheet() {
        let text = "今年,我局认真做好工作,成效明显,特此报告。\n".repeat(3) + &"一般的一行文字。\n".repeat(9);
        assert!(grid(&Source::new("a.txt", text.as_str())).is_none());
    }
}
