//! A Word document into paragraphs and grids: the words of its body as they stand after all changes are accepted. Headers,
//! footers, notes, what is struck out and what floats are not read; where a cell holds nothing else, it is named. Knows no template.

mod body;
mod comments;
mod look;
mod tag;
#[cfg(test)]
mod tests;

use super::{archive::Archive, assemble::Traces, document::Document, xml};
use crate::{report::NoReport, text};
use body::Body;
use look::Styles;
use std::collections::HashMap;

/// Reads a docx file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, NoReport> {
    let Parts { text, comments, styles, .. } = parts(bytes)?;
    read_parts(&text, comments, styles)
}

/// The parts of a document that are read.
pub(crate) struct Parts {
    /// The name of the part that holds the document.
    pub(crate) name: String,
    pub(crate) text: String,
    /// What comments say, by their numbers.
    pub(crate) comments: HashMap<String, String>,
    /// How styles look that the document uses.
    pub(crate) styles: Styles,
}

/// Opens a document.
pub(crate) fn parts(bytes: &[u8]) -> Result<Parts, NoReport> {
    let mut archive = Archive::open(bytes)?;
    let name = xml::document_name(&mut archive, "word/document.xml")?;
    let text = xml::needed_part(&mut archive, &name)?;
    let relations = xml::relations(&mut archive, &name)?;
    let part = |kind: &str| relations.iter().find(|relation| relation.kind.ends_with(kind)).map(|relation| &relation.target);
    let comments = part("/comments").map(|name| xml::part(&mut archive, name)).transpose()?.flatten();
    let comments = comments.map(|xml| comments::read(&xml)).transpose()?.unwrap_or_default();
    let styles = part("/styles").map(|name| look::styles(&mut archive, name, &text)).transpose()?.unwrap_or_default();
    Ok(Parts { text, name, comments, styles })
}

/// Where in the text of a document its cells and paragraphs begin.
pub(crate) fn trace(text: &str, comments: HashMap<String, String>, styles: Styles) -> Result<Traces, NoReport> {
    let mut body = Body::with(comments, styles).traced();
    xml::listen(text, &mut body)?;
    Ok(body.finish()?.1)
}

/// Reads the part of it that holds the document.
#[cfg(fuzzing)]
pub(crate) fn read_body(xml: &str) -> Result<Document, NoReport> {
    read_parts(xml, HashMap::new(), Styles::new())
}

fn read_parts(xml: &str, comments: HashMap<String, String>, styles: Styles) -> Result<Document, NoReport> {
    let mut body = Body::with(comments, styles);
    xml::listen(xml, &mut body)?;
    let has_chunk = body.has_chunk;
    let blocks = body.finish()?.0;
    if has_chunk && blocks.is_empty() {
        return Err(NoReport::because(text!(
            "文档的内容是整个嵌入的另一个文件，请用 Word 打开后另存再交",
            "the document only holds another file as a whole; open it in Word and save it again"
        )));
    }
    Ok(Document { blocks, ..Document::default() })
}
