//! A Word 97 document into paragraphs and tables. Bytes in, [`Document`] out; knows no template. `office_oxide` reads the file
//! itself, within limits; a document of which something is lost is no report.

use crate::{
    read::document::{Block, Document, Grid, GridCell},
    report::{NoReport, Origin, Passage},
    text,
};
use office_oxide::{
    Document as File, DocumentFormat,
    ir::{Element, InlineContent, List, Table, TableRow},
    options::ParseOptions,
};
use std::io::Cursor;

/// No report is larger.
const MOST_BYTES: usize = 32 << 20;
/// No report has more cells, nor wider tables.
const MOST_CELLS: usize = 100_000;
const MOST_COLUMNS: u32 = 1_000;
/// How deep tables may stand in tables, lists in lists.
const DEEPEST: usize = 16;

/// Reads a Word 97 document.
pub fn read(bytes: &[u8]) -> Result<Document, NoReport> {
    let most = MOST_BYTES >> 20;
    if bytes.len() > MOST_BYTES {
        return Err(NoReport::because(text!("Word 文件超过 {most} MB", "the Word document is larger than {most} MB")));
    }
    let file = File::from_reader_with(Cursor::new(bytes.to_vec()), DocumentFormat::Doc, &ParseOptions::strict());
    let file = file.map_err(|error| unreadable(&error.to_string()))?.to_ir();
    let mut blocks = Blocks::default();
    for section in &file.sections {
        blocks.take_all(&section.elements, 0);
    }
    if blocks.cells > MOST_CELLS {
        return Err(NoReport::because(text!(
            "Word 文件里的表格过大，不像一份年度报告",
            "the tables of the Word document are too large for an annual report"
        )));
    }
    Ok(Document { blocks: blocks.list, ..Document::default() })
}

/// The library says only in words why it could not read a file.
fn unreadable(why: &str) -> NoReport {
    if ["encrypt", "password", "protected"].iter().any(|word| why.to_lowercase().contains(word)) {
        return NoReport::because(text!(
            "Word 文件已加密，需要密码才能打开",
            "the Word document is encrypted and opens only with a password"
        ));
    }
    NoReport::because(text!("Word 文件已损坏或不完整", "the Word document is damaged or incomplete"))
}

/// The blocks read so far, with the numbers of the next ones.
#[derive(Default)]
struct Blocks {
    list: Vec<Block>,
    paragraphs: u32,
    tables: u32,
    cells: usize,
}

impl Blocks {
    fn take_all(&mut self, elements: &[Element], depth: usize) {
        for element in elements.iter().filter(|_| depth < DEEPEST) {
            self.take(element, depth);
        }
    }

    fn take(&mut self, element: &Element, depth: usize) {
        match element {
            Element::Heading(heading) => self.paragraph(&words(&heading.content)),
            Element::Paragraph(paragraph) => self.paragraph(&words(&paragraph.content)),
            Element::Table(table) => self.table(table, depth),
            Element::List(list) => self.items(list, depth),
            Element::TextBox(text_box) => self.take_all(&text_box.content, depth + 1),
            _ => {}
        }
    }

    fn paragraph(&mut self, text: &str) {
        self.paragraphs = self.paragraphs.saturating_add(1);
        let text = text.trim();
        if !text.is_empty() {
            let origin = Origin::Paragraph(self.paragraphs);
            self.list.push(Block::Paragraph(Passage { text: text.to_owned(), origin }));
        }
    }

    fn items(&mut self, list: &List, depth: usize) {
        for item in list.items.iter().filter(|_| depth < DEEPEST) {
            self.take_all(&item.content, depth + 1);
            item.nested.iter().for_each(|nested| self.items(nested, depth + 1));
        }
    }

    /// A table, then those that stand in its cells.
    fn table(&mut self, table: &Table, depth: usize) {
        self.tables = self.tables.saturating_add(1);
        let grid = grid(table, self.tables);
        self.cells = self.cells.saturating_add(grid.rows.iter().map(Vec::len).sum());
        if self.cells <= MOST_CELLS {
            self.list.push(Block::Grid(grid));
        }
        let inside = table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.content);
        for element in inside.filter(|element| depth < DEEPEST && matches!(element, Element::Table(_))) {
            self.take(element, depth + 1);
        }
    }
}

/// The cells of a table at their columns: a cell that reaches down takes up its columns in the rows below.
fn grid(table: &Table, number: u32) -> Grid {
    let mut below: Vec<u32> = Vec::new();
    let mut rows = Vec::with_capacity(table.rows.len());
    for (row, index) in table.rows.iter().zip(1..) {
        rows.push(cells(row, &mut below, (number, index)));
        below.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
    Grid { rows, aligned: true }
}

/// The cells of a row; `below` counts for each column the rows that a cell above or in this row still takes up.
fn cells(row: &TableRow, below: &mut Vec<u32>, (table, row_number): (u32, u32)) -> Vec<GridCell> {
    let mut cells = Vec::with_capacity(row.cells.len());
    let mut column = 0u32;
    for cell in row.cells.iter().take(MOST_COLUMNS as usize) {
        while below.get(column as usize).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        let columns = cell.col_span.clamp(1, MOST_COLUMNS);
        let rows = cell.row_span.clamp(1, u32::from(u16::MAX));
        let end = (column + columns) as usize;
        below.resize(below.len().max(end), 0);
        below.iter_mut().take(end).skip(column as usize).for_each(|taken| *taken = rows);
        let origin = Origin::Grid { table, row: row_number, column: column + 1 };
        cells.push(GridCell { text: text_of(&cell.content).trim().to_owned(), column, columns, rows, origin });
        column += columns;
    }
    cells
}

/// The paragraphs of a cell, one a line.
fn text_of(content: &[Element]) -> String {
    let lines: Vec<String> = content.iter().filter_map(line_of).collect();
    lines.join("\n")
}

fn line_of(element: &Element) -> Option<String> {
    match element {
        Element::Heading(heading) => Some(words(&heading.content)),
        Element::Paragraph(paragraph) => Some(words(&paragraph.content)),
        Element::List(list) => {
            let items: Vec<String> = list.items.iter().map(|item| text_of(&item.content)).collect();
            Some(items.join("\n"))
        }
        _ => None,
    }
}

fn words(content: &[InlineContent]) -> String {
    let piece = |inline: &InlineContent| match inline {
        InlineContent::Text(span) => span.text.clone(),
        InlineContent::LineBreak => "\n".to_owned(),
        _ => String::new(),
    };
    content.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use office_oxide::ir::{Paragraph, TableCell, TextSpan};

    fn cell(text: &str, row_span: u32, col_span: u32) -> TableCell {
        let span = TextSpan { text: text.to_owned(), ..TextSpan::default() };
        let paragraph = Paragraph { content: vec![InlineContent::Text(span)], ..Paragraph::default() };
        TableCell { content: vec![Element::Paragraph(paragraph)], row_span, col_span, ..TableCell::default() }
    }

    #[test]
    fn cells_below_a_tall_one_begin_beside_it() {
        let rows = [vec![cell("高", 2, 1), cell("宽", 1, 2)], vec![cell("1", 1, 1), cell("2", 1, 1)], vec![cell("末", 1, 3)]];
        let rows = rows.map(|cells| TableRow { cells, ..TableRow::default() }).into();
        let grid = grid(&Table { rows, ..Table::default() }, 1);
        let columns = grid.rows.iter().map(|row| row.iter().map(|cell| (cell.text.as_str(), cell.column)).collect::<Vec<_>>());
        assert_eq!(columns.collect::<Vec<_>>(), [vec![("高", 0), ("宽", 1)], vec![("1", 1), ("2", 2)], vec![("末", 0)]]);
    }
}
