//! Plain text into a document: a web page saved as text, one cell a line; rows parted by tabs or commas; tables drawn with bars.

mod cells;
mod commas;
pub(super) mod flattened;
mod lines;

use self::lines::{Line, Shape};
use super::document::{Block, Document};
use crate::{
    report::{NoReport, Origin, Passage},
    slice::Slice,
    source::Source,
    text,
};
use std::sync::Arc;

/// Texts with more lines and cells are no reports, and would take much memory.
const MAX_CELLS: usize = 400_000;

/// Reads a text. Origins are spans of it.
pub fn document(source: &Arc<Source>) -> Result<Document, NoReport> {
    if source.text.matches(['\n', '\t', ',', '|', '｜', '│', '┃']).nth(MAX_CELLS).is_some() {
        return Err(NoReport::because(text!(
            "文件的行和单元格超过 {MAX_CELLS} 个，不会是一份报告",
            "the file has more than {MAX_CELLS} lines and cells: this can be no report"
        )));
    }
    if let Some(grid) = commas::grid(source) {
        let blocks = vec![Block::Grid(grid)];
        return Ok(Document { blocks, source: Some(Arc::clone(source)), ..Document::default() });
    }
    let lines = lines::lines(source);
    let mut blocks = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        let (used, block) = match cells::grid(rest) {
            Some((used, grid)) => (used, Some(Block::Grid(grid))),
            None => (1, paragraph(first)),
        };
        blocks.extend(block);
        rest = rest.slice(used.max(1)..);
    }
    Ok(Document { blocks, source: Some(Arc::clone(source)), ..Document::default() })
}

fn paragraph(line: &Line<'_>) -> Option<Block> {
    (line.shape != Shape::Blank)
        .then(|| Block::Paragraph(Passage { text: line.text.trim().to_owned(), origin: Origin::Text(line.span_of(line.text)) }))
}
