//! The words of a document outside its tables of figures, in order.

use super::{
    lexicon::Lexicon,
    stream::{CellText, Row, Stream},
    title::Title,
};
use crate::{
    read::{
        document::{Block, Document},
        normalise::{native, readable},
    },
    report::{Origin, Passage},
};

/// What stands over a table has no more letters.
const MAX_LEGEND: usize = 30;

/// A piece of a document: a line or paragraph, readable; none where a table of the form stands.
pub(super) type ProseOrTable = Option<Passage>;

/// The words of a document: its paragraphs, and rows of grids that hold nothing but one text. `taken` are the rows of tables.
pub(super) fn items(document: &Document, stream: &Stream<'_>, taken: &[bool], lexicon: &Lexicon) -> Vec<ProseOrTable> {
    let mut items = Vec::new();
    let mut rows = stream.rows.iter().zip(taken).peekable();
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(passage) if is_legend(&passage.text, lexicon) => items.push(None),
            Block::Paragraph(passage) => items.extend(words(&passage.text, passage.origin).map(Some)),
            Block::Grid(_) => {
                while let Some((row, taken)) = rows.next_if(|(row, _)| row.block == at) {
                    items.extend(if *taken { Some(None) } else { title(row, lexicon).or_else(|| only_text(row)).map(Some) });
                }
            }
        }
    }
    items
}

/// `第二十条第（一）项`; a sentence is none.
pub(super) fn is_legend(text: &str, lexicon: &Lexicon) -> bool {
    native(text).chars().count() <= MAX_LEGEND && !text.contains('。') && lexicon.is_legend(&lexicon.label(text))
}

fn words(text: &str, origin: Origin) -> Option<Passage> {
    let text = readable(text);
    (!text.is_empty()).then_some(Passage { text, origin })
}

/// The one text of a row of a grid that has no other.
pub(super) fn only_text(row: &Row<'_>) -> Option<Passage> {
    let mut filled = row.cells.iter().filter(|seen| !matches!(seen.text, CellText::Blank));
    match (filled.next(), filled.next()) {
        (Some(only), None) if matches!(only.text, CellText::Words(_)) || CellText::is_words(&only.cell.text) => {
            words(&only.cell.text, only.cell.origin)
        }
        _ => None,
    }
}

/// The title of the report, where a row of a grid begins with it.
pub(super) fn title(row: &Row<'_>, lexicon: &Lexicon) -> Option<Passage> {
    let first = row.cells.iter().find(|seen| !matches!(seen.text, CellText::Blank))?;
    Title::of(&first.cell.text, &lexicon.wording)?;
    words(&first.cell.text, first.cell.origin)
}
