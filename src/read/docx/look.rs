//! How the characters of a run look, as far as it matters, and what the styles of a document say of it.

use super::tag::Tag;
use crate::{
    read::{
        archive::Archive,
        decode::decode_own,
        xml::{self, BytesStart, Listener, attribute},
    },
    report::NoReport,
};
use memchr::memmem;
use std::{
    cell::Cell,
    collections::{HashMap, HashSet},
};

/// A style may be based on another one so many times.
const DEEPEST: usize = 12;

/// So much higher or lower than its neighbour, in half points, a piece of text is no part of it.
const STEP: i32 = 4;

/// What is said of the looks of characters; none where nothing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    pub(super) apart: Option<bool>,
    pub(super) unseen: Option<bool>,
    pub(super) struck: Option<bool>,
    /// How far it is raised, in half points.
    raised: Option<i32>,
}

impl Look {
    /// A property of a run or a style. Of the two ways to strike, one that is off says nothing against the other.
    pub(super) fn see(&mut self, tag: Tag, value: Option<&str>) {
        let is_on = !matches!(value, Some("0" | "false" | "off" | "none" | "baseline"));
        let slot = match tag {
            Tag::Vanished => &mut self.unseen,
            Tag::Struck => &mut self.struck,
            Tag::Position => {
                self.raised = value.and_then(|value| value.trim().parse().ok());
                return;
            }
            _ => &mut self.apart,
        };
        *slot = Some(is_on || *slot == Some(true));
    }

    /// What is not said is as in the style.
    pub(super) fn or(self, style: Look) -> Look {
        Look {
            apart: self.apart.or(style.apart),
            unseen: self.unseen.or(style.unseen),
            struck: self.struck.or(style.struck),
            raised: self.raised.or(style.raised),
        }
    }

    /// Whether text that looks so stands on another line than what looks otherwise.
    pub(super) fn is_off(self, other: Look) -> bool {
        self.raised.unwrap_or(0).saturating_sub(other.raised.unwrap_or(0)).abs() >= STEP
    }
}

/// The looks of the styles that have any, by what runs and paragraphs call them.
pub(crate) type Styles = HashMap<String, Look>;

/// Words of which a style sheet has at least one that says how characters are struck, hidden, or stand on the line.
const WORDS: [&str; 4] = ["vertAlign", "trike", "vanish", "<w:position"];

/// How styles look, where the text of a document uses any. A sheet may hold ten times as much as the text, most of it tables
/// that nothing looks like: it is inflated no further than needed to know that nothing of this is in what is used.
pub(super) fn styles(archive: &mut Archive<'_>, name: &str, text: &str) -> Result<Styles, NoReport> {
    if !USES.iter().any(|word| text.contains(word)) {
        return Ok(Styles::new());
    }
    let used: Option<HashSet<&[u8]>> = USES.iter().flat_map(|word| values(text.as_bytes(), word, VALUE)).collect();
    let is_plain = Cell::new(false);
    let is_enough = |start: &[u8]| {
        is_plain.set(start.len() <= LONGEST_START && used.as_ref().is_some_and(|used| uses_plain_ones(start, used)));
        is_plain.get()
    };
    let Some(bytes) = archive.part_until(name, is_enough)?.filter(|_| !is_plain.get()) else { return Ok(Styles::new()) };
    read(&decode_own(bytes)?)
}

/// What names the style of a run and of a paragraph.
const USES: [&str; 2] = ["rStyle", "pStyle"];

/// What stands between such a word and the name.
const VALUE: &str = " w:val=\"";

/// In so many bytes a sheet has all styles that most documents use.
const LONGEST_START: usize = 1 << 16;

/// Whether a sheet whose start this is has all styles of a document there, and says nothing of how characters are struck, hidden
/// or raised before the last of them ends. One that is written in another way than by most programs, or in two bytes a letter, never has.
fn uses_plain_ones(start: &[u8], used: &HashSet<&[u8]>) -> bool {
    let Some(start) = memmem::rfind(start, b"</w:style>").and_then(|end| start.get(..end)) else { return false };
    let named: Option<HashSet<&[u8]>> = values(start, "styleId", "=\"").collect();
    let bases: Option<HashSet<&[u8]>> = values(start, "basedOn", VALUE).collect();
    let (Some(named), Some(bases)) = (named, bases) else { return false };
    used.iter().chain(&bases).all(|style| named.contains(style)) && !says_something(start)
}

/// The values that stand behind a word, in quotation marks; none where something else does.
fn values<'t>(text: &'t [u8], word: &'t str, between: &'t str) -> impl Iterator<Item = Option<&'t [u8]>> {
    let value = |text: &'t [u8]| text.strip_prefix(between.as_bytes())?.split(|byte| *byte == b'"').next();
    memmem::find_iter(text, word).map(move |at| text.get(at + word.len()..).and_then(value))
}

fn says_something(sheet: &[u8]) -> bool {
    WORDS.iter().any(|word| memmem::find(sheet, word.as_bytes()).is_some())
}

/// Reads a sheet.
fn read(xml: &str) -> Result<Styles, NoReport> {
    if !says_something(xml.as_bytes()) {
        return Ok(Styles::new());
    }
    let mut sheet = Sheet::default();
    xml::listen(xml, &mut sheet)?;
    let whole = |name: &String| (name.clone(), sheet.look(name));
    Ok(sheet.styles.keys().map(whole).filter(|(_, look)| *look != Look::default()).collect())
}

#[derive(Default)]
struct Sheet {
    /// Each with the style that it is based on.
    styles: HashMap<String, (Look, Option<String>)>,
    /// The style that is open.
    name: String,
}

impl Sheet {
    fn look(&self, name: &str) -> Look {
        let mut look = Look::default();
        let mut next = self.styles.get(name);
        for _ in 0..DEEPEST {
            let Some((own, base)) = next else { break };
            look = look.or(*own);
            next = base.as_ref().and_then(|base| self.styles.get(base));
        }
        look
    }
}

impl Listener for Sheet {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, open: &[&str]) -> Result<(), NoReport> {
        let style = || self.styles.get(&self.name).cloned().unwrap_or_default();
        match (open, name) {
            (_, "style") => {
                self.name = attribute(element, "styleId").unwrap_or_default();
                self.styles.insert(self.name.clone(), (Look::default(), None));
            }
            ([.., "style"], "basedOn") => {
                let (look, _) = style();
                self.styles.insert(self.name.clone(), (look, attribute(element, "val")));
            }
            ([.., "style", "rPr"], name) => {
                let tag @ (Tag::Raised | Tag::Struck | Tag::Vanished | Tag::Position) = Tag::of(name) else { return Ok(()) };
                let (mut look, base) = style();
                look.see(tag, attribute(element, "val").as_deref());
                self.styles.insert(self.name.clone(), (look, base));
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sample::zipped;

    fn style(name: &str, base: &str, look: &str) -> String {
        let base = if base.is_empty() { String::new() } else { format!("<w:basedOn w:val=\"{base}\"/>") };
        format!("<w:style w:styleId=\"{name}\">{base}<w:rPr>{look}</w:rPr></w:style>")
    }

    /// The styles that have a look, of a sheet with a long one behind its first.
    fn looks(sheet: &[String], used: &str) -> Vec<String> {
        let filler = style("t", "", &"<w:b/>".repeat(30_000));
        let sheet = format!("<w:styles xmlns:w=\"w\">{}{filler}{}</w:styles>", sheet[0], sheet[1..].concat());
        let bytes = zipped(&[("styles.xml", sheet.as_bytes())]);
        let mut archive = Archive::open(&bytes).unwrap();
        let found = styles(&mut archive, "styles.xml", used).unwrap();
        let mut names: Vec<String> = found.into_keys().collect();
        names.sort();
        names
    }

    #[test]
    fn a_sheet_is_read_as_far_as_it_is_used() {
        let struck = |name: &str| style(name, "", "<w:strike/>");
        let one = "<w:pStyle w:val=\"a\"/>";
        // Nothing that is used is struck: what lies behind is not looked at.
        assert_eq!(looks(&[style("a", "", ""), struck("b")], one), [""; 0]);
        for (sheet, used, found) in [
            (vec![style("a", "", ""), struck("b")], "<w:pStyle w:val=\"a\"/><w:rStyle w:val=\"b\"/>", vec!["b"]),
            // Its base stands behind.
            (vec![style("a", "b", ""), struck("b")], one, vec!["a", "b"]),
            (vec![struck("a"), struck("b")], one, vec!["a", "b"]),
            // Written in another way.
            (vec![style("a", "", ""), struck("b")], "<w:pStyle w:val='a'/>", vec!["b"]),
            (vec![style("a", "", ""), struck("b")], "", vec![]),
        ] {
            assert_eq!(looks(&sheet, used), found, "{used}");
        }
    }
}
