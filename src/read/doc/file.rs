//! The streams of a Word document, and what its header ([MS-DOC] 2.5, `FIB`) says of where things are.

use super::{MOST_BYTES, MOST_CHARACTERS, damaged};
use crate::{report::NoReport, text};
use cfb::CompoundFile as Ole;
use std::io::{Cursor, Read};

/// The streams of a document.
#[derive(Debug)]
pub(super) struct File {
    /// Header, text and pages of properties.
    pub(super) main: Vec<u8>,
    /// Tables that tell what is where.
    pub(super) table: Vec<u8>,
    /// Properties too long for their page.
    pub(super) data: Vec<u8>,
}

/// The texts of a document, in the order in which their characters are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Story {
    /// The text itself.
    Main,
    Comments,
    /// What stands in text boxes.
    TextBoxes,
}

/// Parts of the table stream, by their number in the header.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// `Stshf`: the styles.
    Styles = 1,
    /// `PlcfandRef`: where comments are anchored.
    CommentAnchors = 4,
    /// `PlcfandTxt`: where the text of each comment begins.
    CommentTexts = 5,
    /// `PlcfBteChpx`: the pages of character properties.
    CharacterPages = 12,
    /// `PlcfBtePapx`: the pages of paragraph properties.
    ParagraphPages = 13,
    /// `Clx`: the pieces of the text.
    Pieces = 33,
    /// `PlcSpaMom`: where drawings are anchored.
    DrawingAnchors = 40,
    /// `PlcftxbxTxt`: where the text of each text box begins.
    TextBoxTexts = 56,
}

/// Where the header lists the lengths of the stories, and the parts of the table stream.
const LENGTHS: usize = 0x4c;
const PARTS: usize = 0x9a;

impl File {
    /// Opens a document.
    pub(super) fn of(bytes: &[u8]) -> Result<File, NoReport> {
        let mut ole = Ole::open(Cursor::new(bytes)).map_err(|_| damaged())?;
        let main = stream(&mut ole, "WordDocument").ok_or_else(damaged)?;
        if u16_at(&main, 0) != Some(0xa5ec) {
            return Err(NoReport::because(text!(
                "这是 Word 95 或更早的文件，请另存为 docx 再交",
                "this is a document of Word 95 or older; save it as docx"
            )));
        }
        let flags = u16_at(&main, 0x0a).ok_or_else(damaged)?;
        if flags & 0x0100 != 0 {
            return Err(NoReport::because(text!(
                "Word 文件已加密，需要密码才能打开",
                "the Word document is encrypted and opens only with a password"
            )));
        }
        let table = if flags & 0x0200 != 0 { "1Table" } else { "0Table" };
        let table = stream(&mut ole, table).ok_or_else(damaged)?;
        let file = File { main, table, data: stream(&mut ole, "Data").unwrap_or_default() };
        file.length_of_all().filter(|length| *length <= MOST_CHARACTERS).map(|_| file).ok_or_else(damaged)
    }

    /// A part of the table stream; none where it is missing or cut off.
    pub(super) fn part(&self, part: Part) -> Option<&[u8]> {
        let at = PARTS + (part as usize) * 8;
        let (from, length) = (u32_at(&self.main, at)? as usize, u32_at(&self.main, at + 4)? as usize);
        self.table.get(from..from.checked_add(length)?).filter(|part| !part.is_empty())
    }

    /// From where to where the characters of a story are counted.
    pub(super) fn story(&self, story: Story) -> Option<std::ops::Range<u32>> {
        let lengths = self.lengths()?;
        let at = match story {
            Story::Main => 0,
            Story::Comments => 3,
            Story::TextBoxes => 5,
        };
        let from: u32 = lengths.iter().take(at).sum();
        Some(from..from + lengths.get(at)?)
    }

    /// How many characters all stories have.
    pub(super) fn length_of_all(&self) -> Option<u32> {
        Some(self.lengths()?.iter().sum())
    }

    /// Text, footnotes, headers, comments, endnotes, text boxes, text boxes of headers.
    fn lengths(&self) -> Option<[u32; 7]> {
        let mut lengths = [0; 7];
        for (length, at) in lengths.iter_mut().zip([0, 4, 8, 16, 20, 24, 28]) {
            *length = u32_at(&self.main, LENGTHS + at).filter(|length| *length <= MOST_CHARACTERS)?;
        }
        Some(lengths)
    }
}

fn stream(ole: &mut Ole<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    ole.open_stream(name).ok()?.take(MOST_BYTES as u64).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The number of two bytes at a place.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

/// The number of four bytes at a place.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

/// A `PLC`: character positions, one more than there are data; each with the data behind it, of so many bytes.
pub(super) fn plc(part: &[u8], size: usize) -> impl Iterator<Item = (u32, u32, &[u8])> {
    let count = part.len().saturating_sub(4) / (4 + size);
    (0..count).filter_map(move |index| {
        let data = (count + 1) * 4 + index * size;
        Some((u32_at(part, index * 4)?, u32_at(part, index * 4 + 4)?, part.get(data..data + size)?))
    })
}
