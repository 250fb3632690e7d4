//! The mappings that a file carries from character codes to characters (ToUnicode) or to the numbers of glyphs (CMap streams,
//! ISO 32000-1, 9.7.5 and 9.10.3). Text in, [`CMap`] out; it knows no font.

use super::lexer::{Lexer, Token};
use crate::read::page::measure::ONE;
use std::collections::BTreeMap;

/// More entries than this no font has.
const MOST_ENTRIES: usize = 70_000;

/// Codes, by their length in bytes, and what they stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct CMap {
    /// Lengths of codes and the codes of that length that occur.
    spaces: Vec<(usize, u32, u32)>,
    /// First code by length → last code, text of the first.
    texts: BTreeMap<(usize, u32), (u32, Vec<u16>)>,
    /// First code by length → last code, glyph number of the first.
    glyphs: BTreeMap<(usize, u32), (u32, u32)>,
}

impl CMap {
    /// Reads as far as the text makes sense.
    pub(super) fn read(text: &[u8]) -> CMap {
        let mut map = CMap::default();
        let mut pending = Vec::new();
        for token in Lexer::new(text) {
            match token {
                Token::Word(word) => {
                    map.take(&word, &pending);
                    pending.clear();
                }
                other if pending.len() < MOST_ENTRIES => pending.push(other),
                _ => {}
            }
        }
        map
    }

    /// What stood between `begin…` and `end…`.
    fn take(&mut self, word: &[u8], tokens: &[Token]) {
        match word {
            b"endcodespacerange" => self.take_spaces(tokens),
            b"endbfchar" => self.take_pairs(tokens),
            b"endbfrange" => self.take_ranges(tokens),
            b"endcidchar" => {
                for pair in tokens.chunks_exact(2) {
                    let [Token::Text(code), Token::Number(glyph)] = pair else { return };
                    self.add_glyphs(code, code, whole(*glyph));
                }
            }
            b"endcidrange" => {
                for triple in tokens.chunks_exact(3) {
                    let [Token::Text(first), Token::Text(last), Token::Number(glyph)] = triple else { return };
                    self.add_glyphs(first, last, whole(*glyph));
                }
            }
            _ => {}
        }
    }

    fn take_spaces(&mut self, tokens: &[Token]) {
        for pair in tokens.chunks_exact(2) {
            let [Token::Text(first), Token::Text(last)] = pair else { return };
            self.spaces.push((first.len(), code_of(first), code_of(last)));
        }
    }

    fn take_pairs(&mut self, tokens: &[Token]) {
        for pair in tokens.chunks_exact(2) {
            let [Token::Text(code), Token::Text(text)] = pair else { return };
            self.add_text(code, code, text);
        }
    }

    fn take_ranges(&mut self, tokens: &[Token]) {
        let mut rest = tokens.iter();
        while let (Some(Token::Text(first)), Some(Token::Text(last))) = (rest.next(), rest.next()) {
            match rest.next() {
                Some(Token::Text(text)) => self.add_text(first, last, text),
                Some(Token::Open) => {
                    let mut code = code_of(first);
                    for token in rest.by_ref().take_while(|token| **token != Token::Close) {
                        if let Token::Text(text) = token {
                            self.insert(first.len(), code, code, text);
                        }
                        code = code.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    fn add_text(&mut self, first: &[u8], last: &[u8], text: &[u8]) {
        self.insert(first.len(), code_of(first), code_of(last), text);
    }

    fn insert(&mut self, length: usize, first: u32, last: u32, text: &[u8]) {
        if self.texts.len() < MOST_ENTRIES {
            self.texts.insert((length, first), (last, units(text)));
        }
    }

    fn add_glyphs(&mut self, first: &[u8], last: &[u8], glyph: u32) {
        if self.glyphs.len() < MOST_ENTRIES {
            self.glyphs.insert((first.len(), code_of(first)), (code_of(last), glyph));
        }
    }

    /// How many bytes the code at the front of a text has; none where the file does not say.
    pub(super) fn code_length(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |(length, first, last): &&(usize, u32, u32)| {
            bytes.get(..*length).is_some_and(|front| within(code_of(front), *first, *last, *length))
        };
        self.spaces.iter().filter(fits).map(|(length, ..)| *length).min()
    }

    pub(super) fn text(&self, code: &[u8]) -> Option<String> {
        let value = code_of(code);
        let ((length, first), (last, units)) = self.texts.range(..=(code.len(), value)).next_back()?;
        if *length != code.len() || value > *last {
            return None;
        }
        let mut units = units.clone();
        if let Some(unit) = units.last_mut() {
            *unit = unit.wrapping_add(u16::try_from(value - first).ok()?);
        }
        String::from_utf16(&units).ok()
    }

    /// The glyph number of a code.
    pub(super) fn glyph(&self, code: &[u8]) -> Option<u32> {
        let value = code_of(code);
        let ((length, first), (last, glyph)) = self.glyphs.range(..=(code.len(), value)).next_back()?;
        (*length == code.len() && value <= *last).then(|| glyph.saturating_add(value - first))
    }

    /// Whether it says anything about glyph numbers.
    pub(super) fn has_glyphs(&self) -> bool {
        !self.glyphs.is_empty()
    }
}

/// Whether every byte of a code lies between the bytes of the first and the last one.
fn within(code: u32, first: u32, last: u32, length: usize) -> bool {
    let bytes = |value: u32| value.to_be_bytes().into_iter().rev().take(length);
    bytes(code).zip(bytes(first)).zip(bytes(last)).all(|((c, f), l)| (f..=l).contains(&c))
}

/// The bytes of a code as one number.
pub(super) fn code_of(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, byte| code << 8 | u32::from(*byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [single] => vec![u16::from(*single)],
        _ => bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(u16::from_be_bytes).take(16).collect(),
    }
}

/// A glyph number.
fn whole(number: i64) -> u32 {
    u32::try_from(number / ONE).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &[u8] = b"/CIDInit /ProcSet findresource begin % a comment
        1 begincodespacerange <0000> <FFFF> endcodespacerange
        2 beginbfchar <0010> <002D> <0003> <D840DC00> endbfchar
        2 beginbfrange <0013> <001C> <0030> <0020> <0021> [<4E00> <4E8C>] endbfrange
        1 begincidrange <8140> <817e> 100 endcidrange";

    #[test]
    fn codes_become_characters() {
        let map = CMap::read(MAP);
        let text = |code: [u8; 2]| map.text(&code);
        assert_eq!(text([0, 0x10]).as_deref(), Some("-"));
        assert_eq!(text([0, 3]).as_deref(), Some("\u{20000}"));
        assert_eq!(text([0, 0x13]).as_deref(), Some("0"));
        assert_eq!(text([0, 0x1c]).as_deref(), Some("9"));
        assert_eq!(text([0, 0x1d]), None);
        assert_eq!(text([0, 0x21]).as_deref(), Some("二"));
        assert_eq!(map.text(&[0x13]), None);
    }

    #[test]
    fn codes_have_lengths_and_glyphs() {
        let map = CMap::read(MAP);
        assert_eq!(map.code_length(b"abc"), Some(2));
        assert_eq!(map.code_length(b"a"), None);
        assert_eq!(map.glyph(&[0x81, 0x41]), Some(101));
        assert_eq!(map.glyph(&[0x81, 0x7f]), None);
        assert!(!CMap::read(b"<").has_glyphs());
    }
}
