//! The rows of all grids of a document, one after another: what tables are looked for in.

use super::{label::Label, lexicon::Lexicon, zeros::is_zero};
use crate::{
    chinese::numeral::MARKS_OF_COLUMNS,
    number::Quantity,
    read::{
        document::{Block, Document, Grid, GridCell},
        normalise::squeezed,
    },
    report::{Origin, Value},
    template::{Kind, Measure, money_exponent},
};

/// All rows of all grids, in the order of the document.
pub(super) struct Stream<'d> {
    /// From the first to the last.
    pub(super) rows: Vec<Row<'d>>,
}

/// A row of a grid.
pub(super) struct Row<'d> {
    /// Index of the grid among the blocks of the document.
    pub(super) block: usize,
    /// Whether columns mean anything.
    pub(super) aligned: bool,
    /// How many columns its grid has.
    pub(super) width: u32,
    /// The cells that begin in it.
    pub(super) cells: Vec<Seen<'d>>,
    /// Cells of no words that begin above it and reach into it.
    pub(super) above: Vec<Seen<'d>>,
    /// Whether cells that are not there at its end look blank: web pages and Word documents draw it so.
    pub(super) is_open: bool,
}

/// A cell, and what kind of text is in it.
pub(super) struct Seen<'d> {
    /// The cell.
    pub(super) cell: &'d GridCell,
    /// What its text looks like.
    pub(super) text: CellText,
}

/// What the text of a cell looks like.
pub(super) enum CellText {
    /// Nothing, or a mark for nothing.
    Blank,
    /// A figure.
    Figure,
    /// Words.
    Words(Label),
}

impl<'d> Stream<'d> {
    /// Lays the grids of a document end to end.
    pub(super) fn of(document: &'d Document, lexicon: &Lexicon) -> Stream<'d> {
        let mut rows = Vec::new();
        let mut above = None;
        for (block, grid) in document.blocks.iter().enumerate() {
            let Block::Grid(grid) = grid else { continue };
            above = width_of_all(grid).filter(|width| is_rectangle(grid) || above == Some(*width));
            let aligned = grid.aligned || above.is_some();
            rows.extend(rows_of(block, grid, aligned, lexicon));
        }
        Stream { rows }
    }
}

fn rows_of<'d>(block: usize, grid: &'d Grid, aligned: bool, lexicon: &Lexicon) -> impl Iterator<Item = Row<'d>> {
    let seen = |cell: &'d GridCell| Seen { cell, text: CellText::of(&cell.text, lexicon) };
    let width = grid.rows.iter().flatten().map(GridCell::end).max().unwrap_or(0);
    let mut reaching: Vec<(&'d GridCell, usize)> = Vec::new();
    grid.rows.iter().enumerate().map(move |(at, cells)| {
        reaching.retain(|(_, until)| *until > at);
        let above = reaching.iter().map(|(cell, _)| seen(cell)).collect();
        let tall = cells.iter().filter(|cell| aligned && cell.rows > 1 && !CellText::is_words(&cell.text));
        reaching.extend(tall.map(|cell| (cell, at.saturating_add(cell.rows as usize))));
        let below = grid.rows.get(at.saturating_add(1)).map_or(&[][..], Vec::as_slice);
        let is_open = aligned && is_drawn(cells) && !is_unlabelled(below);
        let cells = if numbers_columns(cells) {
            cells.iter().map(|cell| Seen { cell, text: CellText::Blank }).collect()
        } else {
            cells.iter().map(seen).collect()
        };
        Row { block, aligned, width, cells, above, is_open }
    })
}

/// Whether a row only numbers the columns below their heads: `甲 乙 丙 1 2 3`. Nothing is said there, and no figure is a value.
fn numbers_columns(cells: &[GridCell]) -> bool {
    const FEWEST: usize = 5;
    const FEWEST_BEHIND_MARKS: usize = 3;
    let mut texts = cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).peekable();
    let mut marks = 0usize;
    while texts.next_if(|text| MARKS_OF_COLUMNS.contains(text)).is_some() {
        marks = marks.saturating_add(1);
    }
    let number = |text: &str| squeezed(text).trim_start_matches('(').trim_end_matches(')').parse::<usize>().ok();
    let fewest = if marks > 0 { FEWEST_BEHIND_MARKS } else { FEWEST };
    let is_first = |text: &&str| matches!(*text, "1" | "１" | "①" | "(1)" | "（1）" | "⑴");
    texts.peek().is_some_and(is_first)
        && texts.clone().count() >= fewest
        && texts.zip(1..).all(|(text, count)| number(text) == Some(count))
}

/// Whether a row is of a document that draws its tables cell by cell.
fn is_drawn(cells: &[GridCell]) -> bool {
    cells.first().is_some_and(|cell| matches!(cell.origin, Origin::Grid { .. }))
}

/// Whether a row holds figures and no words: they may belong to the label above.
fn is_unlabelled(cells: &[GridCell]) -> bool {
    let is_blank = |cell: &GridCell| cell.text.trim().is_empty();
    !cells.iter().all(is_blank) && !cells.iter().any(|cell| CellText::is_words(&cell.text))
}

/// How many cells each row lists, one a column, if all list as many.
fn width_of_all(grid: &Grid) -> Option<usize> {
    let width = grid.rows.first()?.len();
    let in_order = |row: &Vec<GridCell>| (0u32..).zip(row).all(|(at, cell)| cell.column == at && cell.columns <= 1);
    grid.rows.iter().all(|row| row.len() == width && in_order(row)).then_some(width)
}

/// Whether all rows list as many cells: then the cells below one another are columns. What a page break leaves of such a grid
/// is too little to tell by itself.
fn is_rectangle(grid: &Grid) -> bool {
    width_of_all(grid).is_some_and(|width| width > 2) && grid.rows.len() > 2
}

impl Row<'_> {
    /// Whether a figure stands in it.
    pub(super) fn has_figure(&self) -> bool {
        self.figures() > 0
    }

    /// How many figures stand in it.
    pub(super) fn figures(&self) -> usize {
        self.cells.iter().filter(|seen| matches!(seen.text, CellText::Figure)).count()
    }

    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|seen| matches!(seen.text, CellText::Blank))
    }

    /// Its words, with the index of their cell.
    pub(super) fn words(&self) -> impl Iterator<Item = (usize, &Label)> {
        self.cells.iter().enumerate().filter_map(|(at, seen)| match &seen.text {
            CellText::Words(label) => Some((at, label)),
            CellText::Blank | CellText::Figure => None,
        })
    }
}

impl CellText {
    /// Looks at a text. A figure has no unit but one that figures of reports have.
    pub(super) fn of(text: &str, lexicon: &Lexicon) -> CellText {
        if is_plain_count(text) || is_zero(text) || is_error(text) {
            return CellText::Figure;
        }
        if begins_with_a_letter(text) || lexicon.has_met_words(text) {
            return CellText::Words(lexicon.label(text));
        }
        match Value::read(text, &ANY) {
            Value::Blank(_) => CellText::Blank,
            Value::Figure(_) => CellText::Figure,
            _ if is_amount(text) => CellText::Figure,
            _ if Label::is_none(text) => CellText::Blank,
            _ => {
                lexicon.meet_words(text);
                CellText::Words(lexicon.label(text))
            }
        }
    }

    /// Whether a text is neither a figure nor nothing.
    pub(super) fn is_words(text: &str) -> bool {
        if text.is_empty() || is_plain_count(text) || is_error(text) {
            return false;
        }
        begins_with_a_letter(text)
            || matches!(Value::read(text, &ANY), Value::Text(..)) && !is_amount(text) && !Label::is_none(text)
    }
}

/// Whether a text is a count in its plainest form, as most cells are: nothing else need be looked at.
fn is_plain_count(text: &str) -> bool {
    const DIGITS: usize = 9;
    text == "0"
        || ((1..=DIGITS).contains(&text.len()) && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a text is what a workbook shows for a formula that failed: a figure should stand there.
fn is_error(text: &str) -> bool {
    text.starts_with('#') && (text.ends_with(['!', '?']) || text == "#N/A")
}

/// Whether words begin with a letter of Chinese, in brackets perhaps, as most do: a figure never does, and nothing else need be
/// looked at.
fn begins_with_a_letter(text: &str) -> bool {
    text.strip_prefix(['（', '(']).unwrap_or(text).starts_with(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
}

const ANY: Kind = Kind { measure: Measure::Count, unit: String::new(), signed: true, asked: None };

fn is_amount(text: &str) -> bool {
    Quantity::parse(text).is_ok_and(|quantity| money_exponent(&quantity.unit).is_some() || quantity.unit == "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(texts: &[&str]) -> bool {
        let cells: Vec<GridCell> =
            texts.iter().enumerate().map(|(at, text)| GridCell::single(*text, at, Origin::Nowhere)).collect();
        numbers_columns(&cells)
    }

    #[test]
    fn rows_that_number_columns() {
        for texts in [
            ["甲", "乙", "", "1", "2", "3", "4"],
            ["栏次", "", "", "①", "②", "③", "④"],
            ["", "", "1", "2", "3", "4", "5"],
            ["A", "", "", "", "（1）", "（2）", "（3）"],
        ] {
            assert!(numbers(&texts), "{texts:?}");
        }
        for texts in [
            ["规章", "", "", "1", "2", "3", "4"],
            ["", "", "", "1", "2", "3", "4"],
            ["甲", "", "", "1", "2", "4", "5"],
            ["", "", "0", "1", "2", "3", "4"],
            ["1", "2", "3", "4", "10", "0", "0"],
        ] {
            assert!(!numbers(&texts), "{texts:?}");
        }
    }
}
