//! A document as a workbook of Excel 97 to 2003.

use super::super::cause::dice::Dice;
use gouji::read::document::{Block, Document, GridCell};
use std::io::{Cursor, Write as _};

const BEGIN: u16 = 0x809;
const END: u16 = 0x0a;

struct Book<'d> {
    dice: &'d mut Dice,
    cells: Vec<u8>,
    merged: Vec<[u16; 4]>,
    strings: Vec<String>,
    texts: bool,
}

/// The file in bytes, and how it was made.
pub(super) fn book(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    let texts = dice.percent(30);
    let mut book = Book { dice, cells: Vec::new(), merged: Vec::new(), strings: Vec::new(), texts };
    let mut row = 0u16;
    for block in &document.blocks {
        match block {
            Block::Paragraph(passage) => {
                book.text((row, 0), &passage.text);
                row += 1;
            }
            Block::Grid(grid) => {
                for cells in &grid.rows {
                    cells.iter().for_each(|cell| book.cell(row, cell));
                    row += 1;
                }
            }
        }
    }
    (book.packed(), format!("xls texts {texts}"))
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let count = u16::try_from(units.len()).unwrap().to_le_bytes();
    [&count[..], &[1], &units.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat()
}

impl Book<'_> {
    fn push(&mut self, kind: u16, (row, column): (u16, u16), rest: &[u8]) {
        let data = [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], rest].concat();
        self.cells.extend(record(kind, &data));
    }

    fn text(&mut self, place: (u16, u16), text: &str) {
        if self.dice.percent(50) {
            self.push(0x204, place, &wide(text));
        } else {
            let number = u32::try_from(self.strings.len()).unwrap();
            self.strings.push(text.to_owned());
            self.push(0xfd, place, &number.to_le_bytes());
        }
    }

    fn cell(&mut self, row: u16, cell: &GridCell) {
        let column = u16::try_from(cell.column).unwrap();
        if cell.rows > 1 || cell.columns > 1 {
            let (down, across) = (u16::try_from(cell.rows).unwrap() - 1, u16::try_from(cell.columns).unwrap() - 1);
            self.merged.push([row, row + down, column, column + across]);
        }
        let plain = cell.text.trim();
        let is_number = !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !self.texts;
        match plain.parse::<f64>() {
            Ok(number) if is_number && self.dice.percent(30) => {
                self.push(0x06, (row, column), &[&number.to_le_bytes()[..], &[0; 8]].concat())
            }
            Ok(number) if is_number && plain.len() < 8 && !plain.contains('.') && self.dice.percent(50) => {
                let whole: i32 = plain.parse().unwrap();
                let bits = if self.dice.percent(50) { whole * 4 + 2 } else { (number.to_bits() >> 32) as i32 & !3 };
                let is_exact = bits & 2 == 2 || number.to_bits() & 0x3_ffff_ffff == 0;
                let bits = if is_exact { bits } else { whole * 4 + 2 };
                self.push(0x27e, (row, column), &bits.to_le_bytes());
            }
            Ok(number) if is_number => self.push(0x203, (row, column), &number.to_le_bytes()),
            _ if cell.text.is_empty() => self.push(0x201, (row, column), &[]),
            _ => self.text((row, column), &cell.text),
        }
    }

    /// Shared texts, cut into records of at most eight kilobytes between texts.
    fn shared(&self) -> Vec<u8> {
        let count = u32::try_from(self.strings.len()).unwrap().to_le_bytes();
        let mut records = Vec::new();
        let (mut kind, mut data) = (0xfc, [count, count].concat());
        for text in self.strings.iter().map(|text| wide(text)) {
            if data.len() + text.len() > 8_000 {
                records.extend(record(kind, &data));
                (kind, data) = (0x3c, Vec::new());
            }
            data.extend(text);
        }
        records.extend(record(kind, &data));
        records
    }

    fn packed(&self) -> Vec<u8> {
        let begin = |kind: u8| record(BEGIN, &[0, 6, kind, 0, 0, 0, 0, 0]);
        let front = [begin(5), self.shared()].concat();
        let name = wide("年报");
        let bound =
            |at: usize| record(0x85, &[&u32::try_from(at).unwrap().to_le_bytes()[..], &[0, 0, name[0]], &name[2..]].concat());
        let at = front.len() + bound(0).len() + 4;
        let merged = self.merged.chunks(1_000).flat_map(|areas| {
            let count = u16::try_from(areas.len()).unwrap().to_le_bytes();
            let areas = areas.iter().flatten().flat_map(|edge| edge.to_le_bytes());
            record(0xe5, &count.into_iter().chain(areas).collect::<Vec<u8>>())
        });
        let sheet = [begin(0x10), self.cells.clone(), merged.collect(), record(END, &[])].concat();
        let stream = [front, bound(at), record(END, &[]), sheet].concat();
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("Workbook").unwrap().write_all(&stream).unwrap();
        file.into_inner().into_inner()
    }
}
