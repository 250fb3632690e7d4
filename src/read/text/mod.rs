//! Plain text into a document: a web page saved as text, one cell a line; rows parted by tabs; tables drawn with bars.

mod cells;
mod lines;

use self::lines::{Line, Shape};
use super::document::{Block, Document};
use crate::{
    report::{Origin, Passage},
    source::Source,
};
use std::sync::Arc;

/// Reads a text. Origins are spans of it.
pub fn document(source: &Arc<Source>) -> Document {
    let lines = lines::lines(source);
    let mut blocks = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        let (used, block) = match cells::grid(rest) {
            Some((used, grid)) => (used, Some(Block::Grid(grid))),
            None => (1, paragraph(first)),
        };
        blocks.extend(block);
        rest = rest.get(used.max(1)..).unwrap_or_default();
    }
    Document { blocks, source: Some(Arc::clone(source)), sheets: Vec::new() }
}

fn paragraph(line: &Line<'_>) -> Option<Block> {
    (line.shape != Shape::Blank)
        .then(|| Block::Paragraph(Passage { text: line.text.trim().to_owned(), origin: Origin::Text(line.span_of(line.text)) }))
}
