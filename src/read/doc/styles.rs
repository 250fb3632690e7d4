//! How characters of each style look ([MS-DOC] 2.9.271, `STSH`): a style may hide what is written in it, or strike it out.

use super::{
    file::{File, Part, u16_at},
    modifier::CharacterProperties,
};

/// No style is based on more others.
const DEEPEST: usize = 16;

/// The looks of styles, by number.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Style>);

#[derive(Clone, Debug, Default)]
struct Style {
    base: usize,
    modifiers: Vec<u8>,
}

impl Styles {
    /// The styles of a file; a file may have none.
    pub(super) fn of(file: &File) -> Styles {
        Styles(file.part(Part::Styles).and_then(read).unwrap_or_default())
    }

    /// The properties that a style gives.
    pub(super) fn properties(&self, number: u16) -> CharacterProperties {
        let mut chain = Vec::new();
        let mut next = usize::from(number);
        while let Some(style) = self.0.get(next).filter(|_| chain.len() < DEEPEST) {
            chain.push(style);
            next = style.base;
        }
        chain
            .into_iter()
            .rev()
            .fold(CharacterProperties::default(), |properties, style| properties.modified(&style.modifiers, properties))
    }
}

fn read(part: &[u8]) -> Option<Vec<Style>> {
    let size = usize::from(u16_at(part, 0)?);
    let (count, fixed) = (usize::from(u16_at(part, 2)?), usize::from(u16_at(part, 4)?));
    let mut rest = part.get(2 + size..)?;
    let mut styles = Vec::new();
    for _ in 0..count {
        let length = usize::from(u16_at(rest, 0)?);
        styles.push(style(rest.get(2..2 + length)?, fixed).unwrap_or_default());
        rest = rest.get(2 + length..)?;
    }
    Some(styles)
}

/// A style: fixed fields, its name, then lists of modifiers, those of characters last.
fn style(bytes: &[u8], fixed: usize) -> Option<Style> {
    const NONE: usize = 0x0fff;
    let base = usize::from(u16_at(bytes, 2)? >> 4);
    let lists = usize::from(u16_at(bytes, 4)? & 0x000f);
    // Paragraph styles have a list for paragraphs in front, table styles two.
    let wanted = match u16_at(bytes, 2)? & 0x000f {
        1 => 1,
        2 => 0,
        3 => 2,
        _ => return None,
    };
    let mut at = fixed + 2 + (usize::from(u16_at(bytes, fixed)?) + 1) * 2;
    let mut modifiers = Vec::new();
    for list in 0..lists {
        at += at % 2;
        let length = usize::from(u16_at(bytes, at)?);
        if list == wanted {
            modifiers = bytes.get(at + 2..at + 2 + length)?.to_vec();
        }
        at += 2 + length;
    }
    Some(Style { base: if base == NONE { usize::MAX } else { base }, modifiers })
}
