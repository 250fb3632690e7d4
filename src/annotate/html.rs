//! A web page with its cells shaded, a number at each, and the notes at its top. What is put in is ASCII, so that it stands in every
//! encoding, and between tags, so that no figure changes.

use super::notes::Note;
use crate::{
    lang::Lang,
    read::{
        decode::{Declared, decode},
        html::trace,
    },
    report::NoReport,
    slice::{Slice, sorted_once},
    text,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How the places look. The numbers are no text of the page.
const STYLE: &str = "[data-gouji-mark=wrong]{background:#fde4e1!important;outline:2px solid #b3261e;outline-offset:-2px}[data-gouji-mark=asked]{background:#fdf0d3!important;outline:2px dashed #7d4e00;outline-offset:-2px}[data-gouji]::after{content:' 'attr(data-gouji);font:bold 11px sans-serif;vertical-align:super;color:#b3261e}details[data-gouji-notes]{margin:24px auto;max-width:820px;padding:12px 16px;border:2px solid #b3261e;background:#fff;color:#1a1f26;font:15px/1.65 sans-serif;text-align:left}details[data-gouji-notes] summary{font-weight:bold}details[data-gouji-notes] p{margin:8px 0;text-indent:0}";

pub(super) fn mark(bytes: &[u8], notes: &[Note], lang: Lang) -> Result<Vec<u8>, NoReport> {
    let bytes = &without_own(bytes);
    let page = decode(bytes, Declared::InMeta)?;
    let traces = trace(&page)?;
    let mut tags: BTreeMap<usize, Vec<&Note>> = BTreeMap::new();
    for note in notes {
        let end = traces.get(&note.origin).and_then(|at| at.checked_sub(1)).filter(|end| start_tag(&page, *end).is_some());
        end.into_iter().for_each(|end| tags.entry(end).or_default().push(note));
    }
    let mut inserted: Vec<(usize, String)> =
        tags.into_iter().map(|(end, notes)| (end, attributes(start_tag(&page, end).unwrap_or_default(), &notes))).collect();
    inserted.push((top(&page).unwrap_or(page.len()), list(notes, lang)));
    let letters = Letters::of(bytes);
    let mut marked = with_inserted(bytes, &page, letters, inserted);
    letters.write(&own_end(&marked), &mut marked);
    Ok(marked)
}

/// A page without the marks of an earlier check.
fn without_own(page: &[u8]) -> Vec<u8> {
    const NOTES: [&str; 2] = ["<details data-gouji-notes", "</details>"];
    const END: [&str; 2] = ["<!--gouji-marked", "-->\n"];
    let page = [NOTES, END].iter().fold(page.to_vec(), |page, [from, to]| without(&page, from, |rest| find(rest, to)));
    // The attributes stand last in their tag, as they were put there.
    without(&page, " data-gouji=\"", |rest| {
        let tag = find(rest, ">")?.checked_sub(1)?;
        rest.get(..tag).is_some_and(|tag| tag.ends_with(b"\"") && find(tag, "data-gouji-mark").is_some()).then_some(tag)
    })
}

/// Where a word ends that comes first.
fn find(bytes: &[u8], word: &str) -> Option<usize> {
    memchr::memmem::find(bytes, word.as_bytes()).map(|at| at + word.len())
}

/// Bytes without what begins with a word, as far as each reaches.
fn without(bytes: &[u8], word: &str, reach: impl Fn(&[u8]) -> Option<usize>) -> Vec<u8> {
    let (mut kept, mut done) = (Vec::with_capacity(bytes.len()), 0usize);
    for at in memchr::memmem::find_iter(bytes, word.as_bytes()) {
        let Some(length) = bytes.get(at..).and_then(&reach).filter(|_| at >= done) else { continue };
        kept.extend_from_slice(bytes.slice(done..at));
        done = at + length;
    }
    kept.extend_from_slice(bytes.slice(done..));
    kept
}

/// Where what is seen of a page begins: in front of the first tag of its body.
fn top(page: &str) -> Option<usize> {
    let page = page.to_ascii_lowercase();
    let body = page.find("<body")?;
    let end = body + page.get(body..)?.find('>')?;
    Some(end + page.get(end..)?.find('<')?)
}

/// What a page ends with that gouji has marked: the hash of all before it.
fn own_end(page: &[u8]) -> String {
    let sum: String = Sha256::digest(page).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("<!--gouji-marked sha256:{sum}-->\n")
}

/// Whether the bytes are a page as gouji marked it, unchanged since.
pub fn is_marked_page(bytes: &[u8]) -> bool {
    let letters = Letters::of(bytes);
    let mut end = Vec::new();
    letters.write(&own_end(&[]), &mut end);
    let Some(page) = bytes.len().checked_sub(end.len()).and_then(|at| bytes.get(..at)) else { return false };
    end.clear();
    letters.write(&own_end(page), &mut end);
    bytes.ends_with(&end)
}

/// The start tag that ends there.
fn start_tag(page: &str, end: usize) -> Option<&str> {
    let before = page.get(..end).filter(|_| page.as_bytes().get(end) == Some(&b'>'))?;
    let is_start = |at: &usize| before.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    let tag = before.get(before.rfind('<').filter(is_start)?..)?;
    // A value that holds an angle would hide where the tag begins.
    (!tag.contains('>')).then_some(tag)
}

/// What is put at the end of a start tag.
fn attributes(tag: &str, notes: &[&Note]) -> String {
    let numbers = sorted_once(notes.iter().flat_map(|note| note.issues.iter().copied()));
    let numbers = numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
    let mark = match notes.iter().filter_map(|note| note.is_wrong).max() {
        Some(true) => "wrong",
        Some(false) => "asked",
        None => "place",
    };
    let lines: Vec<&str> = notes.iter().flat_map(|note| note.here.iter().map(String::as_str)).collect();
    let has_title = tag.to_ascii_lowercase().contains("title");
    let title = if lines.is_empty() || has_title { String::new() } else { format!(" title=\"{}\"", escaped(&lines.join("\n"))) };
    format!(" data-gouji=\"{numbers}\" data-gouji-mark=\"{mark}\"{title}")
}

/// All notes, one below the other, each with its place in words.
fn list(notes: &[Note], lang: Lang) -> String {
    let lines = notes.iter().flat_map(|note| &note.elsewhere);
    let paragraphs: String = lines.map(|line| format!("<p>{}</p>", escaped(line))).collect();
    let title = text!("核对批注", "Notes of the check");
    let title = escaped(title.get(lang));
    format!("<details data-gouji-notes open><summary>{title}</summary><style>{STYLE}</style>{paragraphs}</details>")
}

/// Words in ASCII.
fn escaped(words: &str) -> String {
    let escape = |c: char| match c {
        ' ' | '!' | '#'..='%' | '\''..=';' | '=' | '?'..='~' => c.to_string(),
        _ => format!("&#{};", u32::from(c)),
    };
    words.chars().map(escape).collect()
}

/// The bytes of a page with ASCII put in at offsets of its text, each of which is an angle of a tag or the end.
fn with_inserted(bytes: &[u8], page: &str, letters: Letters, mut inserted: Vec<(usize, String)>) -> Vec<u8> {
    inserted.sort_by_key(|(at, _)| *at);
    let places = Angles::of(bytes, page, letters);
    let mut marked = Vec::with_capacity(bytes.len());
    let mut done = 0usize;
    for (at, words) in inserted {
        let place = places.place(at).unwrap_or(bytes.len());
        marked.extend_from_slice(bytes.slice(done..place));
        letters.write(&words, &mut marked);
        done = place.max(done);
    }
    marked.extend_from_slice(bytes.slice(done..));
    marked
}

/// How ASCII is written in a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    /// A byte each: all encodings but those of 16 bits.
    Bytes,
    /// Two bytes each, the first one zero or the second.
    Wide { zero_first: bool },
}

impl Letters {
    /// Angles are ASCII, so a page of 16 bits has a zero beside each.
    fn of(bytes: &[u8]) -> Letters {
        let first = memchr::memchr(b'<', bytes);
        let beside = |at: Option<usize>| at.and_then(|at| bytes.get(at)) == Some(&0);
        match first {
            Some(at) if beside(at.checked_sub(1)) => Letters::Wide { zero_first: true },
            Some(at) if beside(at.checked_add(1)) => Letters::Wide { zero_first: false },
            _ => Letters::Bytes,
        }
    }

    fn write(self, words: &str, to: &mut Vec<u8>) {
        match self {
            Letters::Bytes => to.extend_from_slice(words.as_bytes()),
            Letters::Wide { zero_first: true } => to.extend(words.bytes().flat_map(|byte| [0, byte])),
            Letters::Wide { zero_first: false } => to.extend(words.bytes().flat_map(|byte| [byte, 0])),
        }
    }
}

/// Where the angles of a page stand in its text and in its bytes. No encoding that pages come in has an angle as part of another
/// character, so the first of one is the first of the other.
struct Angles {
    in_page: Vec<usize>,
    in_bytes: Vec<usize>,
}

impl Angles {
    fn of(bytes: &[u8], page: &str, letters: Letters) -> Angles {
        let wide = |zero_first: bool| {
            let angle = move |unit: &[u8]| match unit {
                [0, angle] if zero_first => matches!(angle, b'<' | b'>'),
                [angle, 0] if !zero_first => matches!(angle, b'<' | b'>'),
                _ => false,
            };
            bytes.chunks(2).enumerate().filter(move |(_, unit)| angle(unit)).map(|(at, _)| at * 2).collect()
        };
        let in_bytes = match letters {
            Letters::Bytes => memchr::memchr2_iter(b'<', b'>', bytes).collect(),
            Letters::Wide { zero_first } => wide(zero_first),
        };
        Angles { in_page: memchr::memchr2_iter(b'<', b'>', page.as_bytes()).collect(), in_bytes }
    }

    /// Where in the bytes an angle stands.
    fn place(&self, at: usize) -> Option<usize> {
        let number = self.in_page.binary_search(&at).ok().filter(|_| self.in_page.len() == self.in_bytes.len())?;
        self.in_bytes.get(number).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<p title='a'>一、总体情况</p><td>3</td></body>";

    #[test]
    fn what_is_put_in_stands_at_the_same_angle_in_every_encoding() {
        let gbk = encoding_rs::GB18030.encode(PAGE).0.into_owned();
        let wide: Vec<u8> = [0xfeff].into_iter().chain(PAGE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = [0xfeff].into_iter().chain(PAGE.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let marked = [&[0xef, 0xbb, 0xbf], PAGE.as_bytes()].concat();
        for bytes in [PAGE.as_bytes().to_vec(), marked, gbk, wide, big] {
            let at = PAGE.find(">3").unwrap();
            let inserted = vec![(at, " x".to_owned()), (PAGE.find("</body").unwrap(), "y".to_owned())];
            let done = with_inserted(&bytes, PAGE, Letters::of(&bytes), inserted);
            assert_eq!(decode(&done, Declared::InMeta).unwrap(), PAGE.replace("<td>", "<td x>").replace("</body", "y</body"));
        }
    }

    #[test]
    fn a_marked_page_is_known_until_it_is_changed() {
        let wide: Vec<u8> = PAGE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [PAGE.as_bytes().to_vec(), wide] {
            let mut marked = mark(&bytes, &[], Lang::Zh).unwrap();
            assert!(is_marked_page(&marked) && !is_marked_page(&bytes));
            *marked.first_mut().unwrap() = b'x';
            assert!(!is_marked_page(&marked));
        }
    }
}
