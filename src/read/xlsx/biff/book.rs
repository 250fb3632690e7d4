//! What an old workbook says in front of its sheets.

use super::{
    super::{format::Format, rich::Look},
    record::{Record, Records, Script, code_page},
};
use crate::{report::NoReport, slice::Slice, text};
use std::collections::HashMap;

/// The workbook.
#[derive(Debug)]
pub(super) struct Book {
    /// Its sheets, in order.
    pub(super) sheets: Vec<Entry>,
    /// Texts that cells share.
    pub(super) strings: Vec<String>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
    /// How texts are written.
    pub(super) script: Script,
    codes: HashMap<u16, Format>,
    /// How the characters of each font look.
    fonts: Vec<Look>,
    /// The format and the font of each style.
    styles: Vec<(u16, u16)>,
}

/// What the workbook says of a sheet.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) offset: usize,
    pub(super) is_hidden: bool,
}

/// Texts that are numbered higher are not kept.
const MAX_STRINGS: usize = 1_000_000;

const BOF: u16 = 0x809;
const EOF: u16 = 0x0a;
const FILE_PASS: u16 = 0x2f;
const CODE_PAGE: u16 = 0x42;
const DATE_MODE: u16 = 0x22;
const BOUND_SHEET: u16 = 0x85;
const SHARED_STRINGS: u16 = 0xfc;
const STYLE: u16 = 0xe0;
const FONT: u16 = 0x31;
const FORMAT: u16 = 0x41e;

impl Book {
    /// Reads the beginning of a stream.
    pub(super) fn read(stream: &[u8]) -> Result<Book, NoReport> {
        let mut book = Book {
            sheets: Vec::new(),
            strings: Vec::new(),
            from_1904: false,
            script: Script::Unicode,
            codes: HashMap::new(),
            fonts: Vec::new(),
            styles: Vec::new(),
        };
        for record in Records::new(stream, 0).take_while(|record| record.kind != EOF) {
            if record.kind == FILE_PASS && record.fields().u16() != Some(0) {
                return Err(NoReport::because(text!(
                    "文件有密码保护，请去掉密码再交",
                    "the file is protected by a password; remove it first"
                )));
            }
            // What is cut off is not there; the sheets will show.
            let _ = book.note(&record);
        }
        Ok(book)
    }

    fn note(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = record.fields();
        match record.kind {
            BOF if fields.u16()? < 0x600 => self.script = Script::Bytes(code_page(936)),
            CODE_PAGE => {
                if let Script::Bytes(encoding) = &mut self.script {
                    *encoding = code_page(fields.u16()?);
                }
            }
            DATE_MODE => self.from_1904 = fields.u16()? == 1,
            BOUND_SHEET => {
                let offset = fields.u32()? as usize;
                let (state, kind) = (fields.u8()?, fields.u8()?);
                let name = fields.text(self.script, true)?;
                // Charts and macros hold no cells.
                if kind == 0 {
                    self.sheets.push(Entry { name, offset, is_hidden: state & 3 != 0 });
                }
            }
            SHARED_STRINGS => {
                let (_, count) = (fields.u32()?, fields.u32()? as usize);
                self.strings = (0..count.min(MAX_STRINGS)).map_while(|_| fields.shared_text(&self.fonts)).collect();
            }
            STYLE => {
                let (font, format) = (fields.u16()?, fields.u16()?);
                self.styles.push((format, font));
            }
            FONT => {
                fields.skip(2)?;
                let flags = fields.u16()?;
                fields.skip(4)?;
                self.fonts.push(Look { struck: flags & 8 == 8, apart: fields.u16()? != 0 });
            }
            FORMAT => {
                let id = fields.u16()?;
                let is_short = matches!(self.script, Script::Bytes(_));
                self.codes.insert(id, Format::of_code(&fields.text(self.script, is_short)?));
            }
            _ => {}
        }
        Some(())
    }

    /// What belongs to a sheet: from where it begins to where the next one does. No two begin at the same place.
    pub(super) fn part<'b>(&self, stream: &'b [u8], number: usize) -> &'b [u8] {
        let offsets = || self.sheets.iter().map(|sheet| sheet.offset);
        let Some(begin) = offsets().nth(number).filter(|begin| !offsets().take(number).any(|other| other == *begin)) else {
            return &[];
        };
        let next = offsets().filter(|offset| *offset > begin).min().unwrap_or(stream.len());
        stream.slice(begin..next.min(stream.len()))
    }

    /// The number format of a style, and whether its font strikes out.
    pub(super) fn style(&self, number: u16) -> (Format, bool) {
        let (id, font) = self.styles.get(usize::from(number)).copied().unwrap_or_default();
        let format = self.codes.get(&id).cloned().unwrap_or_else(|| Format::built_in(id.into()));
        (format, Look::of_font(&self.fonts, font).struck)
    }
}
