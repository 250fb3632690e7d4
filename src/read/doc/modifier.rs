//! Modifiers of properties ([MS-DOC] 2.6, `Sprm`) carried out as far as reading goes: how characters look, and where paragraphs
//! stand in tables.

use super::file::{File, u16_at, u32_at};

/// The modifiers of a list, each its code and what it is set to.
pub(super) fn modifiers(mut list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (code, rest) = (u16_at(list, 0)?, list.get(2..)?);
        let (from, length) = extent(code, rest)?;
        let value = rest.get(from..from + length)?;
        list = rest.get(from + length..)?;
        Some((code, value))
    })
}

/// From where on, and how many bytes, a modifier is set to.
fn extent(code: u16, rest: &[u8]) -> Option<(usize, usize)> {
    const TABLE: u16 = 0xd608;
    const TABS: u16 = 0xc615;
    Some(match code >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        _ if code == TABLE => (2, usize::from(u16_at(rest, 0)?).saturating_sub(1)),
        _ if code == TABS && rest.first() == Some(&255) => {
            let deleted = usize::from(*rest.get(1)?) * 4;
            (1, 2 + deleted + usize::from(*rest.get(2 + deleted)?) * 3)
        }
        _ => (1, usize::from(*rest.first()?)),
    })
}

/// How characters look, as far as it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CharacterProperties {
    /// Deleted, and the deletion not yet accepted; or hidden.
    pub(super) gone: bool,
    pub(super) struck: bool,
    /// Above or below the line.
    pub(super) raised: bool,
    /// Stands for something else: a picture, a note, a symbol.
    pub(super) special: bool,
    /// A character of a font of symbols.
    pub(super) symbol: bool,
    /// An object of another program.
    pub(super) object: bool,
}

impl CharacterProperties {
    /// Both: what either style hides is hidden.
    pub(super) fn and(self, other: CharacterProperties) -> CharacterProperties {
        CharacterProperties {
            gone: self.gone || other.gone,
            struck: self.struck || other.struck,
            raised: self.raised || other.raised,
            ..CharacterProperties::default()
        }
    }

    /// The properties that a list of modifiers makes of those of the style.
    pub(super) fn modified(mut self, list: &[u8], style: CharacterProperties) -> CharacterProperties {
        for (code, value) in modifiers(list) {
            let value = value.first().copied().unwrap_or_default();
            let on = |own: bool| match value {
                0x80 => own,
                0x81 => !own,
                value => value != 0,
            };
            match code {
                0x0800 => self.gone |= value != 0,
                0x083c => self.gone = on(style.gone),
                0x0837 | 0x2a53 => self.struck = on(style.struck),
                0x2a48 | 0x4845 => self.raised = value != 0,
                0x0855 => self.special = value != 0,
                0x0856 | 0x080a => self.object |= value != 0,
                0x6a09 => self.symbol = true,
                _ => {}
            }
        }
        self
    }
}

/// The character style that a list of modifiers names.
pub(super) fn character_style(list: &[u8]) -> Option<u16> {
    modifiers(list).filter(|(code, _)| *code == 0x4a30).last().and_then(|(_, value)| u16_at(value, 0))
}

/// Where a paragraph stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// In how many tables.
    pub(super) depth: usize,
    /// Whether it ends a cell of an inner table; those of outer tables have a mark of their own.
    pub(super) ends_inner_cell: bool,
    /// Whether it ends a row.
    pub(super) ends_row: bool,
    /// The shape of the row that it ends.
    pub(super) shape: Shape,
}

/// How a row is divided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// The sides of its cells from left to right, in twentieths of a point; one more than cells.
    pub(super) sides: Vec<i32>,
    /// How each cell is merged with others.
    pub(super) merged: Vec<Merged>,
}

/// How a cell is merged with others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Merged {
    /// With those beside it: two marks, one for the first cell, the other for those after it; 0 for none.
    pub(super) aside: u8,
    /// Whether it goes on with the cell above.
    pub(super) goes_on: bool,
}

impl Standing {
    /// As the modifiers of a paragraph say; a long list stands elsewhere in the file.
    pub(super) fn of(list: &[u8], file: &File) -> Standing {
        let mut standing = Standing::default();
        let mut in_table = false;
        let elsewhere = modifiers(list).filter(|(code, _)| matches!(code, 0x6645 | 0x6646)).last();
        let long = elsewhere.and_then(|(_, place)| {
            let at = u32_at(place, 0)? as usize;
            file.data.get(at.checked_add(2)?..at.checked_add(2 + usize::from(u16_at(&file.data, at)?))?)
        });
        for (code, value) in modifiers(list).chain(modifiers(long.unwrap_or_default())) {
            let is_on = value.first().is_some_and(|value| *value != 0);
            match code {
                0x2416 => in_table = is_on,
                0x2417 | 0x244c => standing.ends_row = is_on,
                0x244b => standing.ends_inner_cell = is_on,
                0x6649 => standing.depth = u32_at(value, 0).unwrap_or_default() as usize,
                0xd608 => standing.shape = Shape::of(value).unwrap_or_default(),
                0xd62b => standing.shape.merge_down(value),
                0x5624 => standing.shape.merge_aside(value),
                _ => {}
            }
        }
        standing.depth = if in_table { standing.depth.max(1) } else { standing.depth };
        standing
    }
}

impl Shape {
    /// `TDefTableOperand`.
    fn of(value: &[u8]) -> Option<Shape> {
        const CELL: usize = 20;
        let count = usize::from(*value.first()?);
        let side = |index: usize| Some(i32::from(u16_at(value, 1 + index * 2)?.cast_signed()));
        let sides = (0..=count).map(side).collect::<Option<_>>()?;
        let cells = 1 + (count + 1) * 2;
        let merged = |index: usize| {
            let flags = u16_at(value, cells + index * CELL).unwrap_or_default();
            Merged { aside: flags.to_le_bytes()[0] & 3, goes_on: (flags >> 5) & 3 == 1 }
        };
        Some(Shape { sides, merged: (0..count).map(merged).collect() })
    }

    fn merge_down(&mut self, value: &[u8]) {
        if let [cell, how, ..] = value
            && let Some(merged) = self.merged.get_mut(usize::from(*cell))
        {
            merged.goes_on = *how == 1;
        }
    }

    fn merge_aside(&mut self, value: &[u8]) {
        let [first, limit, ..] = value else { return };
        let cells = self.merged.iter_mut().enumerate().skip(usize::from(*first)).take(usize::from(limit.saturating_sub(*first)));
        for (at, merged) in cells {
            merged.aside = if at == usize::from(*first) { 1 } else { 2 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_of_every_length_follow_one_another() {
        let list = [
            &[0x00, 0x08, 1][..],
            &[0x08, 0xd6, 3, 0, 7, 8],
            &[0x15, 0xc6, 255, 1, 0, 0, 0, 0, 1, 9, 9, 9],
            &[0x30, 0x4a, 5, 0],
            &[0x37, 0x08, 0x81],
        ]
        .concat();
        let codes: Vec<u16> = modifiers(&list).map(|(code, _)| code).collect();
        assert_eq!(codes, [0x0800, 0xd608, 0xc615, 0x4a30, 0x0837]);
        assert_eq!(character_style(&list), Some(5));
        let look = CharacterProperties::default()
            .modified(&list, CharacterProperties { struck: true, ..CharacterProperties::default() });
        assert_eq!(look, CharacterProperties { gone: true, ..CharacterProperties::default() });
    }
}
