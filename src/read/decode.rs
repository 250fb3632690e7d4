//! Bytes into text: which encoding they are in, and what does not decode. Knows nothing of what the text says.

use crate::{report::NoReport, slice::Slice, text};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// Where more than one in this many characters (beside ASCII) does not decode, the encoding is not the right one.
const ONE_IN: usize = 50;

/// What a text says its own encoding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Declared {
    /// Plain text: it does not say.
    No,
    /// A web page: `charset=` near its beginning.
    InMeta,
}

/// Decodes: byte order mark, else UTF-8 where all of it is, else as declared, else the likeliest encoding of a Chinese text.
/// A few bytes that do not decode become U+FFFD, which no figure and no label contains; more of them, and this is no text.
pub(crate) fn decode(bytes: &[u8], declared: Declared) -> Result<String, NoReport> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decoded(encoding, bytes.slice(mark..));
    }
    if let Some(text) = wide(bytes).and_then(|encoding| decoded(encoding, bytes).ok()) {
        return Ok(text);
    }
    decoded(UTF_8, bytes).or_else(|_| decode_legacy(bytes, declared))
}

/// Decodes what does not say its encoding. Most parts of office files are UTF-8 and stay where they are.
pub(crate) fn decode_own(bytes: Vec<u8>) -> Result<String, NoReport> {
    if Encoding::for_bom(&bytes).is_some() || wide(&bytes).is_some() {
        return decode(&bytes, Declared::No);
    }
    String::from_utf8(bytes).or_else(|error| decode(error.as_bytes(), Declared::No))
}

/// A text whose lines all end as most texts have it: carriage returns alone and line separators end lines, too.
pub(crate) fn in_lines(text: String) -> String {
    let is_separator = |c: char| matches!(c, '\u{2028}' | '\u{2029}');
    // Most texts have none of the bytes that either begins with, and bytes are looked for fast.
    let bytes = text.as_bytes();
    let has_lone_return = memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'));
    let separates = |at: usize| matches!(bytes.get(at..), Some([_, 0x80, 0xA8 | 0xA9, ..]));
    if !has_lone_return && !memchr::memchr_iter(0xE2, bytes).any(separates) {
        return text;
    }
    text.replace("\r\n", "\n").replace(|c| c == '\r' || is_separator(c), "\n")
}

fn decode_legacy(bytes: &[u8], declared: Declared) -> Result<String, NoReport> {
    let named = match declared {
        Declared::InMeta => label(bytes).and_then(Encoding::for_label),
        Declared::No => None,
    };
    match named.map(|encoding| decoded(widened(encoding), bytes)) {
        Some(Ok(text)) => Ok(text),
        _ => decoded(widened(guessed(bytes)), bytes),
    }
}

/// GB2312 and GBK are parts of GB18030, and files that name the part use the whole.
fn widened(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"cn"), Utf8Detection::Deny)
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, NoReport> {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    if malformed && is_wrong(&text) { Err(undecodable(encoding)) } else { Ok(text.into_owned()) }
}

fn is_wrong(text: &str) -> bool {
    let (mut all, mut lost) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        lost += usize::from(c == char::REPLACEMENT_CHARACTER);
    }
    lost.saturating_mul(ONE_IN) > all
}

fn undecodable(encoding: &'static Encoding) -> NoReport {
    let name = encoding.name();
    NoReport::because(text!(
        "文字编码无法识别（按 {name} 解码有大量乱码）",
        "the encoding of the text is not known (as {name}, much of it does not decode)"
    ))
}

/// UTF-16 without a mark: markup and figures have a zero in every other byte.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.slice(..4096.min(bytes.len()));
    memchr::memchr(0, start)?;
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > 1 => Some(UTF_16LE),
        (even, 0) if even > 1 => Some(UTF_16BE),
        _ => None,
    }
}

/// The name behind `charset=` (or `encoding=` of an XML declaration) within the first four kilobytes.
fn label(bytes: &[u8]) -> Option<&[u8]> {
    let start = bytes.get(..4096.min(bytes.len()))?.to_ascii_lowercase();
    let at = [&b"charset"[..], b"encoding"].iter().find_map(|key| memchr::memmem::find(&start, key).map(|at| at + key.len()))?;
    let rest = bytes.get(at..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end =
        rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_' | b':')).unwrap_or(rest.len());
    rest.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_wide_and_is_not_may_still_be_plain() {
        assert_eq!(decode(b"\0P\0", Declared::No).unwrap(), "\0P\0");
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        for text in ["规章\r0\r1", "规章\r\n0\r1", "规章\u{2028}0\u{2029}1", "规章\r0\n1"] {
            assert_eq!(in_lines(text.to_owned()), "规章\n0\n1", "{text:?}");
        }
        for text in ["规章\r\n0\r\n", "规章\n0"] {
            assert_eq!(in_lines(text.to_owned()), text);
        }
    }

    const WORDS: &str = "一、总体情况：本年新收政府信息公开申请14件。";

    fn gb(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn decodes_what_reports_come_in() {
        let wide: Vec<u8> = WORDS.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xff, 0xfe][..], &wide].concat();
        let big: Vec<u8> = [0xfeffu16].into_iter().chain(WORDS.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        for (bytes, how) in [
            (WORDS.as_bytes().to_vec(), "utf-8"),
            ([&[0xef, 0xbb, 0xbf][..], WORDS.as_bytes()].concat(), "utf-8 with a mark"),
            (gb(WORDS), "gbk, guessed"),
            (marked, "utf-16"),
            (big, "utf-16be"),
        ] {
            assert_eq!(decode(&bytes, Declared::No).unwrap(), WORDS, "{how}");
        }
    }

    #[test]
    fn the_declared_name_is_believed_where_the_bytes_allow() {
        for declaration in [
            "<meta charset=gb2312>",
            "<meta http-equiv='Content-Type' content='text/html; charset=GBK'>",
            "<?xml version='1.0' encoding='gb18030'?>",
        ] {
            let page = format!("{declaration}㐀䶮{WORDS}");
            assert_eq!(decode(&gb(&page), Declared::InMeta).unwrap(), page);
        }
        let wrong = format!("<meta charset=gbk>{WORDS}");
        assert_eq!(decode(wrong.as_bytes(), Declared::InMeta).unwrap(), wrong, "it is UTF-8 whatever it says");
        let lying = format!("<meta charset=utf-8>{WORDS}");
        assert_eq!(decode(&gb(&lying), Declared::InMeta).unwrap(), lying, "it is no UTF-8 whatever it says");
    }

    #[test]
    fn a_few_lost_bytes_are_shown_and_many_are_refused() {
        let mut bytes = WORDS.repeat(9).into_bytes();
        bytes.insert(27, 0xff);
        assert_eq!(decode(&bytes, Declared::No).unwrap().matches('\u{fffd}').count(), 1);
        let halves = [&[0xff, 0xfe][..], &[0x00, 0xd8].repeat(99)].concat();
        let why = decode(&halves, Declared::No).unwrap_err().reason;
        assert!(why.en.contains("encoding"), "{why}");
    }
}
