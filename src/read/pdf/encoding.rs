//! How the strings of a font part into codes, and the characters that the name of an encoding alone gives them (ISO 32000-1,
//! 9.6.6 and 9.7.5.2). Knows nothing of widths.

use super::cmap::CMap;
use encoding_rs::{BIG5, EUC_KR, GB18030, SHIFT_JIS};
use lopdf::{Dictionary, Document, Encoding, Object, dictionary};

/// How the strings of a composite font part into codes.
#[derive(Debug)]
pub(super) enum Codes {
    /// Two bytes, the number of the glyph.
    Glyphs,
    /// As a mapping in the file says.
    Mapped(CMap),
    /// UTF-16, UCS-2.
    Utf16,
    /// A national encoding of one, two or four bytes, and the number of the glyph of its first printable character.
    National(&'static encoding_rs::Encoding, u32),
}

impl Codes {
    /// What the name of a predefined encoding means; none where its codes have no known characters.
    pub(super) fn named(name: &[u8]) -> Option<Codes> {
        let name = std::str::from_utf8(name).ok()?;
        let starts = |parts: &[&str]| parts.iter().any(|part| name.starts_with(part));
        if starts(&["Identity"]) {
            return Some(Codes::Glyphs);
        }
        if name.contains("UCS2") || name.contains("UTF16") {
            return Some(Codes::Utf16);
        }
        match name {
            _ if starts(&["GBKp", "GBK2K", "GBpc"]) => Some(Codes::National(GB18030, 1)),
            _ if starts(&["GBK", "GB-"]) => Some(Codes::National(GB18030, 814)),
            _ if starts(&["ETen", "B5pc", "HKscs"]) => Some(Codes::National(BIG5, 1)),
            _ if starts(&["KSC"]) => Some(Codes::National(EUC_KR, 1)),
            _ if name.contains("RKSJ") => Some(Codes::National(SHIFT_JIS, 231)),
            _ => None,
        }
    }

    /// How many bytes the next code has, at least one.
    pub(super) fn length(&self, bytes: &[u8]) -> usize {
        match (self, bytes) {
            (Codes::Mapped(map), _) => map.code_length(bytes).unwrap_or(if map.has_glyphs() { 1 } else { 2 }),
            (Codes::Utf16, [0xd8..=0xdb, ..]) => 4,
            (Codes::Glyphs | Codes::Utf16, _) => 2,
            (Codes::National(encoding, _), [0x81..=0xfe, 0x30..=0x39, ..]) if *encoding == GB18030 => 4,
            (Codes::National(encoding, _), [0xa1..=0xdf, ..]) if *encoding == SHIFT_JIS => 1,
            (Codes::National(..), [0x81..=0xfe, ..]) => 2,
            (Codes::National(..), _) => 1,
        }
    }

    /// The characters that the encoding itself gives a code.
    pub(super) fn text(&self, code: &[u8]) -> Option<String> {
        match self {
            Codes::Glyphs | Codes::Mapped(_) => None,
            Codes::Utf16 => {
                let units = code.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(u16::from_be_bytes);
                char::decode_utf16(units).collect::<Result<_, _>>().ok()
            }
            Codes::National(encoding, _) => {
                encoding.decode_without_bom_handling_and_without_replacement(code).map(std::borrow::Cow::into_owned)
            }
        }
    }

    /// The number of the glyph of a code, where it is known.
    pub(super) fn glyph(&self, code: &[u8]) -> Option<u32> {
        let value = super::cmap::code_of(code);
        match self {
            Codes::Glyphs => Some(value),
            Codes::Mapped(map) if map.has_glyphs() => map.glyph(code),
            Codes::Mapped(_) => Some(value),
            Codes::Utf16 => (0x20..0x7f).contains(&value).then(|| value - 0x1f),
            Codes::National(_, first) => (0x20..0x7f).contains(&value).then(|| value - 0x20 + first),
        }
    }
}

/// The characters of a simple font, by code. Where the file does not say what a code means, there is none: a guess here
/// would be a wrong figure.
pub(super) fn simple(font: &Dictionary, file: &Document) -> Vec<Option<String>> {
    let encoding = font.get_deref(b"Encoding", file).ok();
    let base = match encoding {
        Some(Object::Name(name)) => Some(name.as_slice()),
        Some(Object::Dictionary(dict)) => dict.get_deref(b"BaseEncoding", file).and_then(Object::as_name).ok(),
        _ => None,
    };
    let mut table = match base {
        Some(name) => base_table(name, file),
        None if has_own_codes(font, file) => vec![None; 256],
        None => base_table(b"StandardEncoding", file),
    };
    if let Some(Object::Dictionary(dict)) = encoding {
        let differences = dict.get_deref(b"Differences", file).and_then(Object::as_array);
        apply(differences.map_or(&[], |array| array.as_slice()), &mut table, file);
    }
    table
}

/// Whether the codes of a font without an encoding are its own: pictures, or a part of a TrueType font numbered anew.
fn has_own_codes(font: &Dictionary, file: &Document) -> bool {
    let name = font.get_deref(b"BaseFont", file).and_then(Object::as_name).unwrap_or_default();
    let name = String::from_utf8_lossy(name);
    let pictures = ["Symbol", "Dingbats", "Wingdings", "Webdings"].iter().any(|part| name.contains(part));
    let kind = font.get_deref(b"Subtype", file).and_then(Object::as_name).unwrap_or_default();
    let descriptor = font.get_deref(b"FontDescriptor", file).and_then(Object::as_dict);
    let embedded = descriptor.is_ok_and(|dict| dict.has(b"FontFile2") || dict.has(b"FontFile3"));
    pictures || kind == b"Type3" || (kind == b"TrueType" && embedded)
}

fn base_table(name: &[u8], file: &Document) -> Vec<Option<String>> {
    let font = dictionary! { "Type" => "Font", "Encoding" => Object::Name(name.to_vec()) };
    let Ok(encoding) = font.get_font_encoding(file) else { return vec![None; 256] };
    (0..=255).map(|code| encoding.bytes_to_string(&[code]).ok().filter(|text| !text.is_empty())).collect()
}

fn apply(differences: &[Object], table: &mut [Option<String>], file: &Document) {
    let mut code = 0;
    for entry in differences.iter().take(1024) {
        match entry {
            Object::Integer(first) => code = usize::try_from(*first).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(place) = table.get_mut(code) {
                    *place = glyph_text(name, file);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
}

/// The character that the name of a glyph stands for.
fn glyph_text(name: &[u8], file: &Document) -> Option<String> {
    let word = std::str::from_utf8(name).ok()?;
    let digits = word.strip_prefix("uni").or_else(|| word.strip_prefix('u')).filter(|digits| digits.len() >= 4);
    if let Some(c) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32) {
        return Some(c.to_string());
    }
    // The list of glyph names is reached only through a font that uses the name.
    let differences = Object::Array(vec![Object::Integer(0), Object::Name(name.to_vec())]);
    let font = dictionary! { "Type" => "Font", "Encoding" => dictionary! { "Differences" => differences } };
    match font.get_font_encoding(file) {
        Ok(encoding @ Encoding::Differences(_)) => encoding.bytes_to_string(&[0]).ok().filter(|text| !text.is_empty()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn national_encodings_part_and_read() {
        let gbk = Codes::named(b"GBK-EUC-H").unwrap();
        assert_eq!(gbk.length(&[0xd0, 0xc5]), 2);
        assert_eq!(gbk.text(&[0xd0, 0xc5]).as_deref(), Some("信"));
        assert_eq!((gbk.length(b"12"), gbk.text(b"1").as_deref(), gbk.glyph(b"1")), (1, Some("1"), Some(831)));
        let unicode = Codes::named(b"UniGB-UCS2-H").unwrap();
        assert_eq!(unicode.text(&[0x4f, 0xe1]).as_deref(), Some("信"));
        assert!(Codes::named(b"Nonsense-H").is_none());
    }

    #[test]
    fn a_glyph_without_a_known_name_has_no_character() {
        let file = Document::new();
        let names = vec![Object::Integer(65), "one".into(), "g17".into(), "uni4FE1".into()];
        let font = dictionary! {
            "Encoding" => dictionary! { "BaseEncoding" => "WinAnsiEncoding", "Differences" => names },
        };
        let table = simple(&font, &file);
        let at = |code: usize| table[code].as_deref();
        assert_eq!((at(65), at(66), at(67), at(68)), (Some("1"), None, Some("信"), Some("D")));
    }

    #[test]
    fn a_part_of_a_font_numbered_anew_is_not_guessed_at() {
        let file = Document::new();
        let font = dictionary! {
            "Subtype" => "TrueType",
            "FontDescriptor" => dictionary! { "FontFile2" => Object::Null },
        };
        assert!(simple(&font, &file).iter().all(Option::is_none));
        assert_eq!(simple(&dictionary! { "Subtype" => "Type1" }, &file)[usize::from(b'7')].as_deref(), Some("7"));
    }
}
