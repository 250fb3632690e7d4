//! A table of a report as aligned text, only the rows and columns asked for, with the place of every cell in that text.

use crate::{
    lang::{Lang, Text},
    report::{Filled, Value},
    source::{Source, Span},
    template::{Axis, Table},
    text,
    write::paint::plain,
};
use std::sync::Arc;
use unicode_width::UnicodeWidthStr;

/// Which rows and columns to draw, by index, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    pub(crate) rows: Vec<usize>,
    pub(crate) columns: Vec<usize>,
}

/// A drawn table.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) source: Arc<Source>,
    /// Cell indices with the places of their figures in the text.
    cells: Vec<(usize, Span)>,
}

impl Selection {
    /// The rows and columns of some cells.
    pub(crate) fn of(table: &Table, cells: &[usize]) -> Selection {
        let (mut rows, mut columns): (Vec<usize>, Vec<usize>) = cells.iter().map(|cell| table.row_and_column(*cell)).unzip();
        for lines in [&mut rows, &mut columns] {
            lines.sort_unstable();
            lines.dedup();
        }
        Selection { rows, columns }
    }
}

impl Grid {
    /// Draws the selection, in as many pieces, one under another, as the width needs.
    pub(crate) fn draw(table: &Table, filled: &Filled, selection: &Selection, lang: Lang, width: usize) -> Grid {
        let rows = short_names(&table.rows);
        let columns = short_names(&table.columns);
        let sheet = Sheet { table, filled, rows: &rows, columns: &columns, lang };
        let mut pen = Pen { text: String::new(), cells: Vec::new() };
        for piece in sheet.pieces(selection, width) {
            sheet.piece(&mut pen, &selection.rows, &piece);
        }
        Grid { source: Source::new("", pen.text), cells: pen.cells }
    }

    /// Where a cell's figure stands in the drawing.
    pub(crate) fn span(&self, cell: usize) -> Option<Span> {
        self.cells.iter().find(|(at, _)| *at == cell).map(|(_, span)| *span)
    }
}

/// The names of an axis' lines without their groups, but whole where two would be alike, and where the last part is a group's total.
pub(crate) fn short_names(axis: &Axis) -> Vec<&str> {
    axis.lines
        .iter()
        .map(|line| {
            let short = line.id.rsplit('.').next().unwrap_or(&line.id);
            let ending = |id: &str| id.rsplit('.').next() == Some(short);
            let alone = axis.lines.iter().filter(|other| ending(&other.id)).count() == 1;
            if alone && !(line.is_total && line.group.is_some()) { short } else { &line.id }
        })
        .collect()
}

struct Pen {
    text: String,
    cells: Vec<(usize, Span)>,
}

impl Pen {
    /// Writes words in a column of that width, and says where they stand.
    fn column(&mut self, words: &str, width: usize, right: bool) -> Span {
        let pad = " ".repeat(width.saturating_sub(words.width()));
        if right {
            self.text.push_str(&pad);
        }
        let start = self.text.len();
        self.text.push_str(words);
        let span = Span::new(start, self.text.len());
        if !right {
            self.text.push_str(&pad);
        }
        span
    }
}

struct Sheet<'a> {
    table: &'a Table,
    filled: &'a Filled,
    rows: &'a [&'a str],
    columns: &'a [&'a str],
    lang: Lang,
}

/// Some columns with their widths, which fit beside the names of the rows.
struct Piece {
    names: usize,
    columns: Vec<(usize, usize)>,
}

impl Sheet<'_> {
    fn pieces(&self, selection: &Selection, width: usize) -> Vec<Piece> {
        let names =
            selection.rows.iter().filter_map(|row| self.rows.get(*row)).map(|name| name.width()).max().unwrap_or_default();
        let mut pieces: Vec<Piece> = Vec::new();
        let mut used = 0usize;
        for column in &selection.columns {
            let wide = self.width_of(*column, &selection.rows);
            used = (used + wide) + GAP.len();
            match pieces.last_mut() {
                Some(piece) if used <= width => piece.columns.push((*column, wide)),
                _ => {
                    used = (names + wide) + GAP.len();
                    pieces.push(Piece { names, columns: vec![(*column, wide)] });
                }
            }
        }
        pieces
    }

    fn width_of(&self, column: usize, rows: &[usize]) -> usize {
        let name = self.columns.get(column).map_or(0, |name| name.width());
        let figures = rows.iter().map(|row| self.shown(self.table.cell(*row, column)).width());
        figures.max().unwrap_or_default().max(name)
    }

    fn piece(&self, pen: &mut Pen, rows: &[usize], piece: &Piece) {
        pen.column("", piece.names, false);
        for (column, wide) in &piece.columns {
            pen.text.push_str(GAP);
            pen.column(self.columns.get(*column).copied().unwrap_or_default(), *wide, true);
        }
        pen.text.push('\n');
        for row in rows {
            pen.column(self.rows.get(*row).copied().unwrap_or_default(), piece.names, false);
            for (column, wide) in &piece.columns {
                let cell = self.table.cell(*row, *column);
                pen.text.push_str(GAP);
                let span = pen.column(&self.shown(cell), *wide, true);
                pen.cells.push((cell, span));
            }
            pen.text.push('\n');
        }
    }

    fn shown(&self, cell: usize) -> String {
        shown_value(self.filled.value(cell), self.lang)
    }
}

const GAP: &str = "  ";

/// A value as drawings and labels show it.
pub(crate) fn shown_value(value: &Value, lang: Lang) -> String {
    match value {
        Value::Absent => absent().get(lang).to_owned(),
        Value::Blank(mark) if mark.is_empty() => blank().get(lang).to_owned(),
        Value::Blank(mark) => plain(mark).into_owned(),
        Value::Figure(number) => number.to_string(),
        Value::Text(text, _) | Value::Words(text) => plain(text).into_owned(),
    }
}

fn absent() -> Text {
    text!("（缺）", "(none)")
}

fn blank() -> Text {
    text!("（空）", "(blank)")
}
