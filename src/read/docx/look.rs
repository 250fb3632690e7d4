//! How the characters of a run look, as far as it matters, and what the styles of a document say of it.

use super::tag::Tag;
use crate::{
    read::xml::{self, BytesStart, Listener, attribute},
    report::NoReport,
};
use std::collections::HashMap;

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

/// Reads the part that holds them.
pub(super) fn read(xml: &str) -> Result<Styles, NoReport> {
    if !WORDS.iter().any(|word| xml.contains(word)) {
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
    fn begin(&mut self, element: &BytesStart<'_>, open: &[&str]) -> Result<(), NoReport> {
        let style = || self.styles.get(&self.name).cloned().unwrap_or_default();
        match (open, element.local_name().as_ref()) {
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
