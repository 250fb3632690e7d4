//! The pieces that the text of a document is put together from ([MS-DOC] 2.8.35): which bytes hold which characters.

use super::{
    damaged,
    file::{File, Part, plc, u16_at, u32_at},
};
use crate::report::NoReport;
use encoding_rs::WINDOWS_1252;

/// A character of the text, one unit of UTF-16.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) unit: u16,
    /// Where in the main stream it is stored: by that its properties are found.
    pub(super) at: u32,
    /// Which piece it belongs to.
    pub(super) piece: u32,
}

/// The text of all stories.
#[derive(Debug)]
pub(super) struct Text<'f> {
    pub(super) units: Vec<Unit>,
    /// For each piece the modifiers of properties that hold for all of it.
    pub(super) modifiers: Vec<Vec<u8>>,
    /// The file that it stands in.
    pub(super) file: &'f File,
}

impl<'f> Text<'f> {
    /// The text of a file.
    pub(super) fn of(file: &'f File) -> Result<Text<'f>, NoReport> {
        let length = file.length_of_all().ok_or_else(damaged)?;
        let part = file.part(Part::Pieces).ok_or_else(damaged)?;
        read(file, part, length).ok_or_else(damaged)
    }
}

fn read<'f>(file: &'f File, mut part: &[u8], length: u32) -> Option<Text<'f>> {
    let mut lists = Vec::new();
    while part.first() == Some(&1) {
        let size = usize::from(u16_at(part, 1)?);
        lists.push(part.get(3..3 + size)?);
        part = part.get(3 + size..)?;
    }
    let size = u32_at(part, 1).filter(|_| part.first() == Some(&2))? as usize;
    let mut text = Text { units: Vec::new(), modifiers: Vec::new(), file };
    for (from, to, piece) in plc(part.get(5..5usize.checked_add(size)?)?, 8) {
        let number = u32::try_from(text.modifiers.len()).ok()?;
        if from as usize != text.units.len() || to < from {
            return None;
        }
        // The last piece may hold one mark more than the stories.
        let count = to.min(length.max(from)) - from;
        add(&mut text.units, &file.main, u32_at(piece, 2)?, count, number)?;
        text.modifiers.push(modifiers(u16_at(piece, 6)?, &lists)?);
    }
    (text.units.len() >= length as usize).then_some(text)
}

/// The characters of a piece: one byte each where bit 30 says so.
fn add(units: &mut Vec<Unit>, main: &[u8], place: u32, count: u32, piece: u32) -> Option<()> {
    let is_narrow = place & (1 << 30) != 0;
    let place = place & !(3 << 30);
    let (at, size) = if is_narrow { (place / 2, 1) } else { (place, 2) };
    let bytes = main.get(at as usize..(at as usize).checked_add(count as usize * size as usize)?)?;
    if is_narrow {
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        units.extend(text.encode_utf16().zip(at..).map(|(unit, at)| Unit { unit, at, piece }));
    } else {
        let pairs = bytes.as_chunks::<2>().0.iter();
        units.extend(pairs.zip((at..).step_by(2)).map(|(pair, at)| Unit { unit: u16::from_le_bytes(*pair), at, piece }));
    }
    Some(())
}

/// What a piece says of the properties of its characters: the number of a list, or one modifier in short ([MS-DOC] 2.9.177).
fn modifiers(said: u16, lists: &[&[u8]]) -> Option<Vec<u8>> {
    const SHORT: [(u16, u16); 6] =
        [(0x41, 0x0800), (0x57, 0x0837), (0x5c, 0x083c), (0x62, 0x2a42), (0x68, 0x2a48), (0x73, 0x2a53)];
    if said & 1 != 0 {
        return lists.get(usize::from(said >> 1)).map(|list| list.to_vec());
    }
    let code = SHORT.iter().find(|(short, _)| *short == (said >> 1) & 0x7f).map(|(_, code)| code.to_le_bytes());
    Some(code.map_or_else(Vec::new, |[low, high]| vec![low, high, said.to_le_bytes()[1]]))
}
