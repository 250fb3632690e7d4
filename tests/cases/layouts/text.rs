//! A document as plain text, in the ways that text is taken from documents.

use super::super::cause::dice::Dice;
use gouji::read::document::{Block, Document, Grid};

/// How the cells of a table are set.
#[derive(Clone, Copy, Debug)]
enum Cells {
    /// Rows of texts parted by tabs.
    Tabs,
    /// Rows of texts parted by bars.
    Bars,
    /// A cell a line behind a tab, rows parted by blank lines; where a text is broken, so is the line.
    OneALine,
}

/// The text in bytes, and how it was made.
pub(super) fn tabs(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    page(document, Cells::Tabs, dice)
}

/// The text in bytes, and how it was made.
pub(super) fn bars(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    page(document, Cells::Bars, dice)
}

/// The text in bytes, and how it was made.
pub(super) fn lines(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    page(document, Cells::OneALine, dice)
}

/// A workbook saved with commas, semicolons or tabs, in bytes, and how it was made.
pub(super) fn commas(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    let mark = [b',', b';', b'\t'][dice.below(3)];
    let quotes = [csv::QuoteStyle::Necessary, csv::QuoteStyle::NonNumeric][dice.below(2)];
    let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(mark).quote_style(quotes).from_writer(Vec::new());
    let rows = |block: &Block| match block {
        Block::Paragraph(passage) => vec![vec![passage.text.clone()]],
        Block::Grid(grid) => grid.rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect(),
    };
    let rows: Vec<Vec<String>> = document.blocks.iter().flat_map(rows).collect();
    let is_filled_up = dice.percent(50) || mark == b'\t';
    let width = rows.iter().map(Vec::len).max().unwrap();
    for row in rows {
        let blank = std::iter::repeat_n(String::new(), if is_filled_up { width - row.len() } else { 0 });
        writer.write_record(row.iter().cloned().chain(blank)).unwrap();
    }
    let bytes = writer.into_inner().unwrap();
    let encoding = dice.below(3);
    let bytes = match encoding {
        0 => bytes,
        1 => [b"\xef\xbb\xbf".as_slice(), &bytes].concat(),
        _ => encoding_rs::GB18030.encode(std::str::from_utf8(&bytes).unwrap()).0.into_owned(),
    };
    (bytes, format!("parted by {:?}, quotes {quotes:?}, encoding {encoding}, filled up {is_filled_up}", char::from(mark)))
}

fn page(document: &Document, cells: Cells, dice: &mut Dice) -> (Vec<u8>, String) {
    let encoding = dice.below(3);
    let mut page = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(passage) => page.push_str(&format!("{}\n", passage.text)),
            Block::Grid(grid) => table(&mut page, grid, cells),
        }
    }
    let done = format!("text {cells:?} encoding {encoding}");
    let bytes = match encoding {
        0 => page.into_bytes(),
        1 => format!("\u{feff}{page}").replace('\n', "\r\n").into_bytes(),
        _ => encoding_rs::GB18030.encode(&page).0.into_owned(),
    };
    (bytes, done)
}

fn table(page: &mut String, grid: &Grid, cells: Cells) {
    for row in &grid.rows {
        let texts = row.iter().map(|cell| cell.text.trim());
        match cells {
            Cells::Tabs => page.push_str(&texts.map(|text| text.replace('\n', "")).collect::<Vec<_>>().join("\t")),
            Cells::Bars => {
                page.push_str(&format!("| {} |", texts.map(|text| text.replace('\n', " ")).collect::<Vec<_>>().join(" | ")))
            }
            Cells::OneALine => texts.for_each(|text| page.push_str(&format!("\t{text}\n"))),
        }
        page.push('\n');
    }
}
