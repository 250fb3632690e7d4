//! The records of an old workbook (Excel 95 to 2003), and the numbers and texts in them. What is cut off reads as none.
//!
//! The layout is that of [MS-XLS], 2.1.4 (records), 2.5.293 and following (texts).

use super::super::rich::{Look, Rich};
use crate::slice::Slice;
use encoding_rs::{Encoding, GB18030};

/// A record, with those that continue it.
#[derive(Clone, Debug)]
pub(super) struct Record<'b> {
    pub(super) kind: u16,
    first: &'b [u8],
    more: Vec<&'b [u8]>,
}

/// A record that goes on with the one before it.
const CONTINUE: u16 = 0x3c;

/// The records from there on.
pub(super) struct Records<'b> {
    rest: &'b [u8],
}

impl<'b> Records<'b> {
    /// The records of a stream, from an offset on.
    pub(super) fn new(stream: &'b [u8], from: usize) -> Records<'b> {
        Records { rest: stream.slice(from..) }
    }

    fn take(&mut self) -> Option<(u16, &'b [u8])> {
        let (head, rest) = self.rest.split_first_chunk::<4>()?;
        let [a, b, c, d] = *head;
        let (data, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([c, d])))?;
        self.rest = rest;
        Some((u16::from_le_bytes([a, b]), data))
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let (kind, first) = self.take()?;
        let mut more = Vec::new();
        while self.rest.starts_with(&CONTINUE.to_le_bytes()) {
            let Some((_, data)) = self.take() else { break };
            more.push(data);
        }
        Some(Record { kind, first, more })
    }
}

impl<'b> Record<'b> {
    /// Reads it from its beginning.
    pub(super) fn fields(&self) -> Fields<'b> {
        Fields { piece: self.first, more: self.more.clone().into_iter() }
    }
}

/// What is left of a record.
#[derive(Clone, Debug)]
pub(super) struct Fields<'b> {
    piece: &'b [u8],
    more: std::vec::IntoIter<&'b [u8]>,
}

/// How the texts of a workbook are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Script {
    /// Each with a sign of how wide its characters are (Excel 97 on).
    Unicode,
    /// Bytes in one encoding (Excel 95).
    Bytes(&'static Encoding),
}

/// The encoding of a code page; most that is not said is Chinese.
pub(super) fn code_page(number: u16) -> &'static Encoding {
    let name: &[u8] = match number {
        950 => b"big5",
        932 => b"shift_jis",
        949 => b"euc-kr",
        1252 | 32769 => b"windows-1252",
        65001 => b"utf-8",
        _ => b"gb18030",
    };
    Encoding::for_label(name).unwrap_or(GB18030)
}

impl<'b> Fields<'b> {
    pub(super) fn u8(&mut self) -> Option<u8> {
        loop {
            if let Some((byte, rest)) = self.piece.split_first() {
                self.piece = rest;
                return Some(*byte);
            }
            self.piece = self.more.next()?;
        }
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    pub(super) fn bytes8(&mut self) -> Option<[u8; 8]> {
        let mut bytes = [0; 8];
        for byte in &mut bytes {
            *byte = self.u8()?;
        }
        Some(bytes)
    }

    /// Passes over so many bytes.
    pub(super) fn skip(&mut self, count: usize) -> Option<()> {
        let mut left = count;
        while left > self.piece.len() {
            left = left.saturating_sub(self.piece.len());
            self.piece = self.more.next()?;
        }
        self.piece = self.piece.get(left..)?;
        Some(())
    }

    /// A text with its length in front, in one byte or two.
    pub(super) fn text(&mut self, script: Script, short: bool) -> Option<String> {
        let count = if short { usize::from(self.u8()?) } else { usize::from(self.u16()?) };
        match script {
            Script::Unicode => {
                let wide = self.u8()? & 1 == 1;
                Some(String::from_utf16_lossy(&self.characters(count, wide)?))
            }
            Script::Bytes(encoding) => {
                let bytes: Vec<u8> = (0..count).map_while(|_| self.u8()).collect();
                Some(encoding.decode_without_bom_handling(&bytes).0.into_owned())
            }
        }
    }

    /// A text of the shared ones: it may bring looks and pronunciation along. The fonts say how pieces look that have any.
    pub(super) fn shared_text(&mut self, fonts: &[Look]) -> Option<String> {
        let count = usize::from(self.u16()?);
        let flags = self.u8()?;
        let looks = if flags & 8 == 8 { usize::from(self.u16()?) } else { 0 };
        let more = if flags & 4 == 4 { self.u32()? as usize } else { 0 };
        let units = self.characters(count, flags & 1 == 1)?;
        let mut turns: Vec<(usize, Look)> = Vec::new();
        for _ in 0..looks {
            let (at, font) = (self.u16()?, self.u16()?);
            turns.push((at.into(), Look::of_font(fonts, font)));
        }
        self.skip(more)?;
        Some(with_looks(&units, &turns))
    }

    /// So many characters. Where a record is continued within them, the continuation says anew how wide they are.
    fn characters(&mut self, count: usize, mut wide: bool) -> Option<Vec<u16>> {
        let mut units: Vec<u16> = Vec::with_capacity(count);
        while units.len() < count {
            if self.piece.is_empty() {
                self.piece = self.more.next()?;
                wide = self.u8()? & 1 == 1;
            }
            units.push(if wide { self.u16()? } else { self.u8()?.into() });
        }
        Some(units)
    }
}

/// A text whose pieces look otherwise from there on.
fn with_looks(units: &[u16], turns: &[(usize, Look)]) -> String {
    if turns.iter().all(|(_, look)| *look == Look::default()) {
        return String::from_utf16_lossy(units);
    }
    let (mut rich, mut text, mut from) = (Rich::default(), String::new(), 0usize);
    for (at, look) in turns.iter().copied().chain([(units.len(), Look::default())]) {
        let at = at.clamp(from, units.len());
        rich.add(&String::from_utf16_lossy(units.slice(from..at)), &mut text);
        rich.turn(look);
        from = at;
    }
    rich.end(&mut text, 0);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
    }

    #[test]
    fn a_text_goes_on_in_the_next_record_with_another_width() {
        let first = [&[4, 0, 0][..], b"ab"].concat();
        let second = [&[1][..], &[0x2d, 0x4e], &[0x87, 0x65]].concat();
        let stream = [record(0xfc, &first), record(CONTINUE, &[]), record(CONTINUE, &second), record(0x0a, &[])].concat();
        let mut records = Records::new(&stream, 0);
        assert_eq!(records.next().unwrap().fields().shared_text(&[]).unwrap(), "ab中文");
        assert_eq!(records.next().unwrap().kind, 0x0a);
        assert!(records.next().is_none());
    }

    #[test]
    fn looks_and_pronunciation_are_passed_over() {
        let data = [&[1, 0, 0x0d, 1, 0, 2, 0, 0, 0][..], &[0x2d, 0x4e], &[9; 6], &[1, 0, 0, b'x']].concat();
        let stream = record(0xfc, &data);
        let mut fields = Records::new(&stream, 0).next().unwrap().fields();
        assert_eq!((fields.shared_text(&[]).unwrap(), fields.shared_text(&[]).unwrap()), ("中".to_owned(), "x".to_owned()));
    }

    #[test]
    fn looks_that_strike_out_or_raise_are_minded() {
        let text = |turns: &[u8]| {
            let data = [&[3, 0, 8, u8::try_from(turns.len() / 4).unwrap(), 0][..], b"141", turns].concat();
            let (struck, apart) = (Look { struck: true, apart: false }, Look { struck: false, apart: true });
            let fonts = [Look::default(), struck, apart, Look::default(), apart];
            Records::new(&record(0xfc, &data), 0).next().unwrap().fields().shared_text(&fonts).unwrap()
        };
        assert_eq!(text(&[2, 0, 2, 0]), "14 1 ");
        assert_eq!(text(&[2, 0, 5, 0]), "14 1 ");
        assert_eq!(text(&[0, 0, 1, 0, 2, 0, 0, 0]), "1");
        assert_eq!(text(&[0, 0, 1, 0]), "［删除线］141");
        assert_eq!(text(&[9, 0, 1, 0, 1, 0, 2, 0]), "141");
    }

    #[test]
    fn what_is_cut_off_is_none() {
        assert!(Records::new(&[0x0a, 0, 9, 0, 1], 0).next().is_none());
        assert!(Records::new(&[], 7).next().is_none());
        let stream = record(0x85, &[1]);
        assert!(Records::new(&stream, 0).next().unwrap().fields().u32().is_none());
    }
}
