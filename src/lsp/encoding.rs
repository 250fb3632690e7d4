//! Byte offsets to positions as an editor counts them, and back. A position outside the text is moved to the nearest place in it.

use crate::{
    slice::Slice,
    source::{Source, Span},
};
use gen_lsp_types::{Position, PositionEncodingKind, Range};

/// What a client counts the characters of a line in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of 16 bits: what every client understands.
    #[default]
    Utf16,
}

impl Encoding {
    /// The best of what a client offers: bytes, else units of 16 bits.
    pub fn of_offered(offered: &[PositionEncodingKind]) -> Encoding {
        if offered.contains(&PositionEncodingKind::UTF8) { Encoding::Utf8 } else { Encoding::Utf16 }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    /// How many units a text is long.
    pub fn length(self, text: &str) -> u32 {
        let units = match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => text.chars().map(char::len_utf16).sum(),
        };
        u32::try_from(units).unwrap_or(u32::MAX)
    }

    fn units(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
        }
    }

    /// The position of a byte offset.
    pub fn position(self, source: &Source, at: u32) -> Position {
        let line = source.line_index(at);
        let start = source.line_span(line).start;
        let before = source.text.slice(start as usize..at as usize);
        Position { line: u32::try_from(line).unwrap_or(u32::MAX), character: self.length(before) }
    }

    pub fn offset(self, source: &Source, position: Position) -> u32 {
        let span = source.line_span(position.line as usize);
        let line = source.slice(span).trim_end_matches(['\n', '\r']);
        let mut left = position.character as usize;
        let bytes: usize = line
            .chars()
            .take_while(|c| {
                let fits = left >= self.units(*c);
                left = left.saturating_sub(self.units(*c));
                fits
            })
            .map(char::len_utf8)
            .sum();
        span.start.saturating_add(u32::try_from(bytes).unwrap_or(u32::MAX))
    }

    /// A span as a range.
    pub fn range(self, source: &Source, span: Span) -> Range {
        Range { start: self.position(source, span.start), end: self.position(source, span.end) }
    }

    /// A range as a span; one that is the wrong way round is empty.
    pub fn span(self, source: &Source, range: Range) -> Span {
        let start = self.offset(source, range.start);
        Span { start, end: self.offset(source, range.end).max(start) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "申请［新收］＝😀x\r\n次行";

    fn at(encoding: Encoding, c: char) -> Position {
        encoding.position(&Source::new("", TEXT), u32::try_from(TEXT.find(c).unwrap()).unwrap())
    }

    #[test]
    fn counts_behind_chinese_full_width_marks_and_emoji() {
        let columns = |c| [Encoding::Utf8, Encoding::Utf16].map(|encoding| at(encoding, c).character);
        assert_eq!(columns('新'), [9, 3]);
        assert_eq!(columns('😀'), [21, 7]);
        assert_eq!(columns('x'), [25, 9]);
        assert_eq!(at(Encoding::Utf16, '次'), Position { line: 1, character: 0 });
    }

    #[test]
    fn every_offset_comes_back() {
        let source = Source::new("", TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for (offset, c) in TEXT.char_indices().filter(|(_, c)| !matches!(c, '\n')) {
                let offset = u32::try_from(offset).unwrap();
                assert_eq!(encoding.offset(&source, encoding.position(&source, offset)), offset, "{encoding:?} {c:?}");
            }
        }
    }

    #[test]
    fn a_position_outside_the_text_is_moved_into_it() {
        let source = Source::new("", TEXT);
        let offset = |line, character| Encoding::Utf16.offset(&source, Position { line, character });
        assert_eq!(offset(0, 99), u32::try_from(TEXT.find('\r').unwrap()).unwrap());
        assert_eq!(offset(9, 9), u32::try_from(TEXT.len()).unwrap());
        // Between the two units of the emoji.
        assert_eq!(offset(0, 8), u32::try_from(TEXT.find('😀').unwrap()).unwrap());
    }
}
