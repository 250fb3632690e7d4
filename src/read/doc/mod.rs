//! A Word 97 document into paragraphs and tables ([MS-DOC]). Bytes in, [`Document`] out; knows no template. What was deleted,
//! hidden or struck out is not read; a document whose marks cannot be read is no report.

mod beside;
mod file;
mod line;
mod modifier;
mod pieces;
mod runs;
mod styles;
mod table;
mod walk;

use super::document::Document;
use crate::{report::NoReport, text};
use file::File;

/// No report is larger.
const MOST_BYTES: usize = 32 << 20;
/// No report has more characters, notes and headers included.
const MOST_CHARACTERS: u32 = 8_000_000;
/// How deep tables may stand in one another.
const DEEPEST: usize = 32;

/// Reads a Word 97 document.
pub fn read(bytes: &[u8]) -> Result<Document, NoReport> {
    let most = MOST_BYTES >> 20;
    if bytes.len() > MOST_BYTES {
        return Err(NoReport::because(text!("Word 文件超过 {most} MB，不读", "the Word document is larger than {most} MB")));
    }
    let file = File::of(bytes)?;
    Ok(Document { blocks: walk::blocks(&file)?, ..Document::default() })
}

fn damaged() -> NoReport {
    NoReport::because(text!("Word 文件已损坏或不完整", "the Word document is damaged or incomplete"))
}

/// Where the properties of characters or paragraphs are lost, nobody can tell what was deleted and what stands in which cell.
fn marks_lost() -> NoReport {
    NoReport::because(text!(
        "Word 文件里的修订、隐藏、删除线等标记读不出，分不清哪些文字有效，请另存为 docx 再交",
        "which words of the Word document were deleted, hidden or struck out cannot be read; save it as docx"
    ))
}
