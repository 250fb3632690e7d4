//! What stands beside the text and is anchored in it: comments, and text boxes. Their words, by where the anchor stands.

use super::{
    file::{Part, Story, plc, u32_at},
    pieces::Text,
};
use crate::slice::Slice;
use std::collections::HashMap;

/// So much of what stands beside the text is shown, in characters.
const MOST: usize = 60;

/// Words by the character that they are anchored at.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) comments: HashMap<u32, String>,
    pub(super) boxes: HashMap<u32, String>,
}

impl Beside {
    /// What stands beside the text of a file.
    pub(super) fn of(text: &Text<'_>) -> Beside {
        Beside { comments: comments(text).unwrap_or_default(), boxes: boxes(text).unwrap_or_default() }
    }
}

fn comments(text: &Text<'_>) -> Option<HashMap<u32, String>> {
    const ANCHOR: usize = 30;
    let story = text.file.story(Story::Comments)?;
    let anchors = plc(text.file.part(Part::CommentAnchors)?, ANCHOR);
    let texts = plc(text.file.part(Part::CommentTexts)?, 0);
    Some(anchors.zip(texts).map(|((at, ..), (from, to, _))| (at, words(text, story.start, (from, to)))).collect())
}

/// A drawing and its text box have the same number.
fn boxes(text: &Text<'_>) -> Option<HashMap<u32, String>> {
    const ANCHOR: usize = 26;
    const TEXT: usize = 22;
    const NUMBER: usize = 14;
    let story = text.file.story(Story::TextBoxes)?;
    let numbered = |(from, to, data)| Some((u32_at(data, NUMBER)?, words(text, story.start, (from, to))));
    let texts: HashMap<u32, String> = plc(text.file.part(Part::TextBoxTexts)?, TEXT).filter_map(numbered).collect();
    let anchors = plc(text.file.part(Part::DrawingAnchors)?, ANCHOR);
    Some(anchors.filter_map(|(at, _, data)| Some((at, texts.get(&u32_at(data, 0)?)?.clone()))).collect())
}

fn words(text: &Text<'_>, begin: u32, (from, to): (u32, u32)) -> String {
    let units = text.units.slice(begin.saturating_add(from) as usize..begin.saturating_add(to) as usize);
    let units: Vec<u16> = units.iter().map(|unit| unit.unit).collect();
    let words: String = String::from_utf16_lossy(&units).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    words.trim().chars().take(MOST).collect()
}
