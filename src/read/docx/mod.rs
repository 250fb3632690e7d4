//! A Word document into paragraphs and grids: the words of its body as they stand after all changes are accepted. Headers,
//! footers, notes and what floats in text boxes are not read. Knows no template.

mod body;
mod tag;
#[cfg(test)]
mod tests;

use super::{archive::Archive, document::Document, xml};
use crate::{report::NoReport, text};
use body::Body;

/// Reads a docx file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, NoReport> {
    let mut archive = Archive::open(bytes)?;
    let name = xml::document_name(&mut archive, "word/document.xml")?;
    read_body(&xml::needed_part(&mut archive, &name)?)
}

/// Reads the part of it that holds the document.
pub(crate) fn read_body(xml: &str) -> Result<Document, NoReport> {
    let mut body = Body::default();
    xml::listen(xml, &mut body)?;
    let has_chunk = body.has_chunk;
    let blocks = body.finish()?;
    if has_chunk && blocks.is_empty() {
        return Err(NoReport::because(text!(
            "文档的内容是整个嵌入的另一个文件，请用 Word 打开后另存再交",
            "the document only holds another file as a whole; open it in Word and save it again"
        )));
    }
    Ok(Document { blocks, ..Document::default() })
}
