//! Tables of the form on a sheet: labels merged as on paper, and where each figure stands.

use crate::{
    plain::plain,
    report::Value,
    template::{Heads, Table},
};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// How things look.
#[derive(Debug)]
pub(super) struct Formats {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) label: Format,
    pub(super) row: Format,
    pub(super) words: Format,
    pub(super) figure: Format,
    pub(super) involved: Format,
    pub(super) questioned: Format,
    pub(super) wrong: Format,
}

/// Colours by what they mean: the page and the workbooks are marked alike.
pub(super) const WRONG: Color = Color::RGB(0x00FF_D0CC);
pub(super) const QUESTIONED: Color = Color::RGB(0x00FF_E3B0);
pub(super) const INVOLVED: Color = Color::RGB(0x00FF_F6D6);
const SOFT: Color = Color::RGB(0x00F3_F5F7);

/// What Excel holds in a cell is longer; nobody reads it.
const MOST_CHARACTERS: usize = 4000;

impl Formats {
    pub(super) fn new() -> Formats {
        let plain = Format::new().set_align(FormatAlign::VerticalCenter).set_text_wrap();
        let boxed = plain.clone().set_border(FormatBorder::Thin);
        let figure = boxed.clone().set_align(FormatAlign::Right);
        Formats {
            title: plain.clone().set_bold().set_font_size(16).set_align(FormatAlign::Center),
            heading: Format::new().set_bold().set_align(FormatAlign::VerticalCenter),
            label: boxed.clone().set_align(FormatAlign::Center).set_background_color(SOFT),
            row: boxed.clone().set_background_color(SOFT),
            words: boxed,
            involved: figure.clone().set_background_color(INVOLVED),
            questioned: figure.clone().set_background_color(QUESTIONED),
            wrong: figure.clone().set_background_color(WRONG).set_bold(),
            figure,
        }
    }
}

/// Where the figures of a drawn table stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) row: u32,
    pub(super) column: u16,
    /// The row behind the table.
    pub(super) end: u32,
}

impl Placed {
    /// Row and column of a cell.
    pub(super) fn at(self, table: &Table, cell: usize) -> (u32, u16) {
        let (row, column) = table.row_and_column(cell);
        (self.row + row_number(row), self.column.saturating_add(column_number(column)))
    }
}

/// Draws the labels of a table from a row on; the figures stand behind `before` columns of labels.
pub(super) fn labels(
    sheet: &mut Worksheet,
    table: &Table,
    top: u32,
    before: usize,
    formats: &Formats,
) -> Result<Placed, XlsxError> {
    let (columns, rows) = (Heads::of(&table.columns), Heads::of(&table.rows));
    let placed = Placed {
        row: top + row_number(columns.depth),
        column: column_number(before),
        end: top + row_number(columns.depth + table.rows.lines.len()),
    };
    block(sheet, top..placed.row, 0..placed.column, "", &formats.label)?;
    for head in &columns.all {
        let across = column_number(before + head.lines.start)..column_number(before + head.lines.end);
        let down = top + row_number(head.steps.start)..top + row_number(head.steps.end);
        block(sheet, down, across, head.label, &formats.label)?;
    }
    for head in &rows.all {
        // A table with fewer steps of labels than the sheet has columns for them: the last step takes what is left.
        let end = if head.steps.end == rows.depth { before } else { head.steps.end };
        let down = placed.row + row_number(head.lines.start)..placed.row + row_number(head.lines.end);
        block(sheet, down, column_number(head.steps.start)..column_number(end), head.label, &formats.row)?;
    }
    heights(sheet, table, top, placed.row)?;
    Ok(placed)
}

/// The widths of the columns, in characters: of the labels, of the last of them, of the figures.
pub(super) const OUTER: u16 = 10;
pub(super) const INNER: u16 = 34;
pub(super) const FIGURES: u16 = 9;

/// How high each row of a table must be, since no program finds that out for merged cells: the labels of its head, of its rows.
fn heights(sheet: &mut Worksheet, table: &Table, top: u32, first_row: u32) -> Result<(), XlsxError> {
    let (columns, rows) = (Heads::of(&table.columns), Heads::of(&table.rows));
    let high = |label: &str, across: usize, wide: u16, down: usize| {
        let wide = usize::from(wide) * across.max(1);
        lines(label, wide).div_ceil(row_number(down.max(1)))
    };
    for step in 0..columns.depth {
        let here = columns.all.iter().filter(|head| head.steps.contains(&step));
        let lines = here.map(|head| high(head.label, head.lines.len(), FIGURES, head.steps.len())).max().unwrap_or(1);
        set_lines(sheet, top + row_number(step), lines)?;
    }
    for row in 0..table.rows.lines.len() {
        let here = rows.all.iter().filter(|head| head.lines.contains(&row));
        let wide = |steps: &Range<usize>| if steps.end == rows.depth { INNER } else { OUTER };
        let lines = here.map(|head| high(head.label, 1, wide(&head.steps), head.lines.len())).max().unwrap_or(1);
        set_lines(sheet, first_row + row_number(row), lines)?;
    }
    Ok(())
}

/// How many lines words take in a column of that many characters.
pub(super) fn lines(words: &str, wide: usize) -> u32 {
    let wide = wide.saturating_sub(1).max(2);
    words.lines().map(|line| row_number(line.width().div_ceil(wide)).max(1)).sum::<u32>().max(1)
}

/// Makes a row as high as some lines need.
pub(super) fn set_lines(sheet: &mut Worksheet, row: u32, lines: u32) -> Result<(), XlsxError> {
    if lines > 1 {
        sheet.set_row_height_pixels(row, lines.min(20) * 20 + 2)?;
    }
    Ok(())
}

/// Words over some cells, merged where there is more than one.
pub(super) fn block(
    sheet: &mut Worksheet,
    rows: Range<u32>,
    columns: Range<u16>,
    words: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let (last_row, last_column) = (rows.end.saturating_sub(1), columns.end.saturating_sub(1));
    if last_row > rows.start || last_column > columns.start {
        sheet.merge_range(rows.start, columns.start, last_row, last_column, &shown(words), format)?;
    } else {
        sheet.write_string_with_format(rows.start, columns.start, shown(words), format)?;
    }
    Ok(())
}

/// A value as it stands on the form. A figure that the format could not hold exactly is written as text.
pub(super) fn value(sheet: &mut Worksheet, (row, column): (u32, u16), value: &Value, format: &Format) -> Result<(), XlsxError> {
    match value {
        Value::Absent => sheet.write_blank(row, column, format)?,
        Value::Blank(mark) => sheet.write_string_with_format(row, column, shown(mark), format)?,
        Value::Text(words, _) | Value::Words(words) => sheet.write_string_with_format(row, column, shown(words), format)?,
        Value::Figure(number) => match number.to_string().parse::<i32>() {
            Ok(count) => sheet.write_number_with_format(row, column, count, format)?,
            Err(_) => sheet.write_string_with_format(row, column, number.to_string(), format)?,
        },
    };
    Ok(())
}

/// Words as a cell can hold them.
pub(super) fn shown(words: &str) -> String {
    words.lines().map(|line| plain(line).into_owned()).collect::<Vec<_>>().join("\n").chars().take(MOST_CHARACTERS).collect()
}

pub(super) fn row_number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

pub(super) fn column_number(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
