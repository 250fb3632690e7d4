//! A font of a file: strings of it into characters and how far each one moves the pen. What it cannot tell becomes U+FFFD,
//! never a guess.

use super::{
    cmap::CMap,
    encoding::{self, Codes},
    number::billionths,
};
use crate::read::page::measure::{ONE, times};
use lopdf::{Dictionary, Document, Object};
use std::collections::{BTreeMap, HashMap};

/// What a mapping or an embedded font of this file may come to, unpacked.
const MOST_BYTES: usize = 2 << 20;

/// A font, ready to read strings.
#[derive(Debug)]
pub(super) struct Font {
    texts: Option<CMap>,
    codes: Reading,
    widths: Widths,
    /// Whether lines run downwards.
    pub(super) vertical: bool,
}

#[derive(Debug)]
enum Reading {
    Simple(Vec<Option<String>>),
    Composite(Codes),
    /// Codes of which nothing is known but their length.
    Unknown,
}

/// How far glyphs move the pen, in billionths of the size of the font.
#[derive(Debug, Default)]
struct Widths {
    single: HashMap<u32, i64>,
    /// First glyph → last glyph, width.
    ranges: BTreeMap<u32, (u32, i64)>,
    default: i64,
    /// Of all glyphs, where lines run downwards.
    down: i64,
}

/// A character of a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// What it says.
    pub(super) text: String,
    /// How far it moves the pen, in billionths of the size of the font.
    pub(super) advance: i64,
    /// Whether it is the single byte that the space between words widens.
    pub(super) parts_words: bool,
}

impl Font {
    /// The font that a dictionary of the file describes.
    pub(super) fn of(dict: &Dictionary, file: &Document) -> Font {
        let kind = dict.get_deref(b"Subtype", file).and_then(Object::as_name).unwrap_or_default();
        let mapping = dict.get_deref(b"ToUnicode", file).and_then(Object::as_stream);
        let mapping = mapping.and_then(|stream| stream.get_plain_content_with_limit(MOST_BYTES));
        let texts = mapping.ok().map(|text| CMap::read(&text));
        match kind {
            b"Type0" => Font::composite(dict, texts, file),
            _ => Font::simple(dict, texts, kind, file),
        }
    }

    fn composite(dict: &Dictionary, texts: Option<CMap>, file: &Document) -> Font {
        let encoding = dict.get_deref(b"Encoding", file).ok();
        let name = encoding.and_then(|encoding| match encoding {
            Object::Name(name) => Some(name.as_slice()),
            Object::Stream(stream) => stream.dict.get_deref(b"CMapName", file).and_then(Object::as_name).ok(),
            _ => None,
        });
        let codes = match encoding {
            Some(Object::Stream(stream)) => {
                let text = stream.get_plain_content_with_limit(MOST_BYTES).unwrap_or_default();
                Some(Codes::Mapped(CMap::read(&text)))
            }
            _ => name.and_then(Codes::named),
        };
        let descendants = dict.get_deref(b"DescendantFonts", file).and_then(Object::as_array);
        let first = descendants.ok().and_then(|fonts| fonts.first()).and_then(|font| file.dereference(font).ok());
        let descendant = first.and_then(|(_, font)| font.as_dict().ok());
        Font {
            texts,
            codes: codes.map_or(Reading::Unknown, Reading::Composite),
            widths: descendant.map(|font| Widths::composite(font, file)).unwrap_or_default(),
            vertical: name.is_some_and(|name| name.ends_with(b"-V")),
        }
    }

    fn simple(dict: &Dictionary, texts: Option<CMap>, kind: &[u8], file: &Document) -> Font {
        let codes = Reading::Simple(encoding::simple(dict, file));
        let unit = if kind == b"Type3" { type3_unit(dict, file) } else { ONE / 1000 };
        Font { texts, codes, widths: Widths::simple(dict, unit, file), vertical: false }
    }

    /// The characters of a string.
    pub(super) fn read(&self, string: &[u8]) -> Vec<Shown> {
        let mut shown = Vec::with_capacity(string.len() / 2);
        let mut rest = string;
        while !rest.is_empty() {
            let (code, after) = rest.split_at_checked(self.length(rest)).unwrap_or((rest, &[]));
            shown.push(self.shown(code));
            rest = after;
        }
        shown
    }

    fn length(&self, bytes: &[u8]) -> usize {
        match &self.codes {
            Reading::Simple(_) => 1,
            Reading::Composite(codes) => codes.length(bytes).max(1),
            Reading::Unknown => 2,
        }
    }

    fn shown(&self, code: &[u8]) -> Shown {
        let own = || match &self.codes {
            Reading::Simple(table) => table.get(usize::from(*code.first()?))?.clone(),
            Reading::Composite(codes) => codes.text(code),
            Reading::Unknown => None,
        };
        let mapped = self.texts.as_ref().and_then(|map| map.text(code)).filter(|text| !text.is_empty());
        let text = mapped.or_else(own).filter(|text| !text.contains(is_nothing));
        Shown {
            text: text.unwrap_or_else(|| char::REPLACEMENT_CHARACTER.to_string()),
            advance: self.advance(code),
            parts_words: code == b" ",
        }
    }

    fn advance(&self, code: &[u8]) -> i64 {
        if self.vertical {
            return self.widths.down;
        }
        let glyph = match &self.codes {
            Reading::Simple(_) => code.first().map(|code| u32::from(*code)),
            Reading::Composite(codes) => codes.glyph(code),
            Reading::Unknown => None,
        };
        glyph.map_or(self.widths.default, |glyph| self.widths.of(glyph))
    }
}

/// Characters that no text has: a mapping to them says that the file does not know.
fn is_nothing(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
}

/// The unit of the widths of a font whose glyphs are drawings, in billionths.
fn type3_unit(dict: &Dictionary, file: &Document) -> i64 {
    let matrix = dict.get_deref(b"FontMatrix", file).and_then(Object::as_array);
    matrix.ok().and_then(|matrix| matrix.first()).and_then(billionths).unwrap_or(ONE / 1000)
}

impl Widths {
    fn simple(dict: &Dictionary, unit: i64, file: &Document) -> Widths {
        let number = |dict: &Dictionary, key: &[u8]| dict.get_deref(key, file).ok().and_then(billionths);
        let descriptor = dict.get_deref(b"FontDescriptor", file).and_then(Object::as_dict).ok();
        let missing = descriptor.and_then(|dict| number(dict, b"MissingWidth"));
        let first = dict.get_deref(b"FirstChar", file).and_then(Object::as_i64).unwrap_or(0);
        let Ok(listed) = dict.get_deref(b"Widths", file).and_then(Object::as_array) else { return Widths::standard(dict, file) };
        let listed = listed.iter().take(256).map(|width| file.dereference(width).ok().and_then(|(_, width)| billionths(width)));
        let codes = u32::try_from(first).unwrap_or(0)..;
        let single = codes.zip(listed).filter_map(|(code, width)| Some((code, times(width?, unit)))).collect();
        Widths { single, default: times(missing.unwrap_or(0), unit), ..Widths::default() }
    }

    /// Of the fonts that every program knows; near enough to tell where words begin and end.
    fn standard(dict: &Dictionary, file: &Document) -> Widths {
        let name = dict.get_deref(b"BaseFont", file).and_then(Object::as_name).unwrap_or_default();
        let thousandths = |count: i64| count * (ONE / 1000);
        if name.starts_with(b"Courier") {
            return Widths { default: thousandths(600), ..Widths::default() };
        }
        let usual = if name.starts_with(b"Times") { 500 } else { 556 };
        let narrow = " !',-./:;I[]fijlt|".bytes().map(|code| (u32::from(code), thousandths(278)));
        Widths { single: narrow.collect(), default: thousandths(usual), ..Widths::default() }
    }

    fn composite(font: &Dictionary, file: &Document) -> Widths {
        let number = |key: &[u8]| font.get_deref(key, file).ok().and_then(billionths);
        let down = font.get_deref(b"DW2", file).and_then(Object::as_array).ok();
        let down = down.and_then(|pair| pair.get(1)).and_then(billionths).unwrap_or(-1000 * ONE);
        let mut widths = Widths { default: number(b"DW").unwrap_or(1000 * ONE) / 1000, down: down / 1000, ..Widths::default() };
        if let Ok(list) = font.get_deref(b"W", file).and_then(Object::as_array) {
            widths.take(list, file);
        }
        widths
    }

    /// `c [w1 w2 …]` or `first last w`, again and again.
    fn take(&mut self, list: &[Object], file: &Document) {
        let mut rest = list.iter().filter_map(|object| file.dereference(object).ok().map(|(_, object)| object));
        while let (Some(first), Some(second)) = (rest.next(), rest.next()) {
            let Some(first) = glyph_number(first) else { return };
            if let Object::Array(each) = second {
                self.single.extend((first..).zip(each.iter().filter_map(billionths).map(|width| width / 1000)));
            } else if let (Some(last), Some(width)) = (glyph_number(second), rest.next().and_then(billionths)) {
                self.ranges.insert(first, (last, width / 1000));
            }
        }
    }

    fn of(&self, glyph: u32) -> i64 {
        let nearest = || self.ranges.range(..=glyph).next_back();
        let range = || nearest().filter(|(_, (last, _))| glyph <= *last).map(|(_, (_, width))| *width);
        self.single.get(&glyph).copied().or_else(range).unwrap_or(self.default)
    }
}

fn glyph_number(object: &Object) -> Option<u32> {
    u32::try_from(billionths(object)? / ONE).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn said(font: &Font, string: &[u8]) -> Vec<(String, i64)> {
        font.read(string).into_iter().map(|shown| (shown.text, shown.advance * 1000 / ONE)).collect()
    }

    #[test]
    fn a_font_that_is_not_embedded_reads_by_its_encoding() {
        let descendant = dictionary! {
            "W" => vec![1.into(), vec![250.into(), 333.into()].into(), 10.into(), 4_000_000_000i64.into(), 500.into()],
        };
        let font = dictionary! {
            "Subtype" => "Type0", "Encoding" => "UniGB-UCS2-H", "DescendantFonts" => vec![descendant.into()],
        };
        let font = Font::of(&font, &Document::new());
        let wanted = [("收".to_owned(), 1000), (" ".to_owned(), 250), ("7".to_owned(), 500)];
        assert_eq!(said(&font, &[0x65, 0x36, 0, 0x20, 0, 0x37]), wanted);
    }

    #[test]
    fn what_the_file_does_not_say_is_not_guessed() {
        let font = dictionary! { "Subtype" => "Type0", "Encoding" => "Identity-H" };
        let read = Font::of(&font, &Document::new()).read(&[0, 1, 0]);
        assert_eq!(read.iter().map(|shown| shown.text.as_str()).collect::<Vec<_>>(), ["\u{fffd}", "\u{fffd}"]);
    }

    #[test]
    fn simple_fonts_have_listed_or_usual_widths() {
        let font = dictionary! { "Subtype" => "Type1", "FirstChar" => 48, "Widths" => vec![500.into(), 600.into()] };
        assert_eq!(said(&Font::of(&font, &Document::new()), b"01"), [("0".to_owned(), 500), ("1".to_owned(), 600)]);
        let font = dictionary! { "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        assert_eq!(said(&Font::of(&font, &Document::new()), b"0."), [("0".to_owned(), 556), (".".to_owned(), 278)]);
    }
}
