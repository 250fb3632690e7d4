//! The cells of a sheet of an old workbook, as they are shown.

use super::{
    super::{
        cells::struck,
        number,
        sheet::{Address, Sheet, Size},
    },
    book::Book,
    damaged,
    record::{Fields, Record, Records},
};
use crate::{read::drawn::NOT_COMPUTED, report::NoReport};

const BOF: u16 = 0x809;
const EOF: u16 = 0x0a;
const NUMBER: u16 = 0x203;
const SHORT_NUMBER: u16 = 0x27e;
const SHORT_NUMBERS: u16 = 0xbd;
const SHARED_LABEL: u16 = 0xfd;
const LABEL: u16 = 0x204;
const RICH_LABEL: u16 = 0xd6;
const TRUTH: u16 = 0x205;
const FORMULA: u16 = 0x06;
const FORMULA_TEXT: u16 = 0x207;
const MERGED: u16 = 0xe5;

/// Reads a sheet of a workbook that has come to so much, from the beginning of a stream.
pub(super) fn read(stream: &[u8], book: &Book, size: Size) -> Result<Sheet, NoReport> {
    let mut cells = Cells { book, sheet: Sheet::new(size), formula: None };
    let mut depth = 0usize;
    for record in Records::new(stream, 0) {
        match record.kind {
            BOF => depth = depth.saturating_add(1),
            EOF if depth <= 1 => {
                cells.give_up_formula()?;
                return Ok(cells.sheet);
            }
            EOF => depth = depth.saturating_sub(1),
            // A chart within the sheet has cells of its own.
            _ if depth > 1 => {}
            _ => cells.note(&record)?,
        }
    }
    Err(damaged())
}

struct Cells<'b> {
    book: &'b Book,
    sheet: Sheet,
    /// The formula whose text is still to come.
    formula: Option<Address>,
}

impl Cells<'_> {
    fn note(&mut self, record: &Record<'_>) -> Result<(), NoReport> {
        let mut fields = record.fields();
        match record.kind {
            MERGED => self.merge(&mut fields),
            SHORT_NUMBERS => self.short_numbers(&mut fields),
            FORMULA_TEXT => {
                let text = fields.text(self.book.script, false);
                self.formula.take().map_or(Ok(()), |place| self.sheet.put(place, &text.unwrap_or_else(lost)))
            }
            NUMBER | SHORT_NUMBER | SHARED_LABEL | LABEL | RICH_LABEL | TRUTH | FORMULA => self.cell(record.kind, &mut fields),
            _ => Ok(()),
        }
    }

    /// A cell that is cut off is shown as lost.
    fn cell(&mut self, kind: u16, fields: &mut Fields<'_>) -> Result<(), NoReport> {
        let (Some(row), Some(column)) = (fields.u16(), fields.u16()) else { return Err(damaged()) };
        let place = (row.into(), column.into());
        if kind == FORMULA {
            self.give_up_formula()?;
        }
        let text = self.shown(kind, place, fields).unwrap_or_else(lost);
        self.sheet.put(place, &text)
    }

    fn shown(&mut self, kind: u16, place: Address, fields: &mut Fields<'_>) -> Option<String> {
        let style = fields.u16()?;
        Some(match kind {
            NUMBER => self.figure(style, &number::stored(f64::from_le_bytes(fields.bytes8()?))),
            SHORT_NUMBER => self.figure(style, &short_number(fields.u32()?)),
            SHARED_LABEL => self.shared(fields.u32()?),
            TRUTH => truth(fields.u8()?, fields.u8()? != 0),
            FORMULA => self.result(place, style, fields)?,
            _ => fields.text(self.book.script, false)?,
        })
    }

    fn figure(&self, style: u16, stored: &str) -> String {
        let (format, is_struck) = self.book.style(style);
        let shown = format.shown(stored, self.book.from_1904);
        if is_struck { struck(shown) } else { shown }
    }

    fn shared(&self, number: u32) -> String {
        self.book.strings.get(number as usize).cloned().unwrap_or_else(lost)
    }

    /// The result of a formula; blank while its text is still to come. A file that was never computed has blanks for results,
    /// and asks to compute them.
    fn result(&mut self, place: Address, style: u16, fields: &mut Fields<'_>) -> Option<String> {
        let value = fields.bytes8()?;
        let is_to_compute = fields.u16()? & 3 != 0;
        Some(match value {
            [0, .., 0xff, 0xff] => {
                self.formula = Some(place);
                String::new()
            }
            [1, _, truth, .., 0xff, 0xff] => self::truth(truth, false),
            [2, _, error, .., 0xff, 0xff] => truth(error, true),
            [.., 0xff, 0xff] if is_to_compute => NOT_COMPUTED.to_owned(),
            [.., 0xff, 0xff] => String::new(),
            value => self.figure(style, &number::stored(f64::from_le_bytes(value))),
        })
    }

    /// The text of the last formula did not come.
    fn give_up_formula(&mut self) -> Result<(), NoReport> {
        self.formula.take().map_or(Ok(()), |place| self.sheet.put(place, NOT_COMPUTED))
    }

    fn short_numbers(&mut self, fields: &mut Fields<'_>) -> Result<(), NoReport> {
        let (Some(row), Some(first)) = (fields.u16(), fields.u16()) else { return Ok(()) };
        let mut column = u32::from(first);
        while let (Some(style), Some(bits)) = (fields.u16(), fields.u32()) {
            let text = self.figure(style, &short_number(bits));
            self.sheet.put((row.into(), column), &text)?;
            column = column.saturating_add(1);
        }
        Ok(())
    }

    fn merge(&mut self, fields: &mut Fields<'_>) -> Result<(), NoReport> {
        let count = fields.u16().unwrap_or(0);
        for _ in 0..count {
            let [Some(top), Some(bottom), Some(left), Some(right)] = std::array::from_fn(|_| fields.u16()) else { break };
            self.sheet.merge((top.into(), left.into()), (bottom.into(), right.into()))?;
        }
        Ok(())
    }
}

fn lost() -> String {
    char::REPLACEMENT_CHARACTER.to_string()
}

/// A number of thirty bits: whole or the upper part of a binary one, as it is or in hundredths.
fn short_number(bits: u32) -> String {
    let stored = if bits & 2 == 2 {
        i32::from_le_bytes(bits.to_le_bytes()).wrapping_shr(2).to_string()
    } else {
        number::stored(f64::from_bits(u64::from(bits & !3) << 32))
    };
    if bits & 1 == 1 { number::hundredth(&stored) } else { stored }
}

/// A truth value, or the error of a number.
fn truth(value: u8, is_error: bool) -> String {
    let name = match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0f) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1d) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    };
    name.to_owned()
}
