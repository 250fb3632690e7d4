//! A submitted file and its marked report into the same file with the marks in it: cells shaded, a comment on each, everything else as
//! it was. Bytes in, bytes out; it opens no file, and the same input gives the same bytes.
//!
//! Word documents, workbooks (xlsx) and web pages are marked. Of other kinds it makes nothing: what is wrong stands in the letter.

mod docx;
mod edits;
mod html;
mod notes;
mod outline;
mod package;
mod tag;
mod xlsx;

pub use html::is_marked_page;

use crate::{
    lang::{Lang, Text},
    marked::MarkedReport,
    read::{Markable, markable},
};

/// The marked file; none for kinds of files that are not marked. Fails with the reason where the file does not open.
pub fn annotate(bytes: &[u8], report: &MarkedReport, lang: Lang) -> Result<Option<Vec<u8>>, Text> {
    let Some(kind) = markable(bytes) else { return Ok(None) };
    let notes = notes::notes(report, lang);
    let marked = match kind {
        Markable::Docx => docx::mark(bytes, &notes),
        Markable::Xlsx => xlsx::mark(bytes, &notes),
        Markable::Html => html::mark(bytes, &notes, lang),
    };
    marked.map(Some).map_err(|why| why.reason)
}

/// How the name of the marked file ends: as that of the file itself, or as is usual for its kind; none for kinds of files that are not
/// marked.
pub fn ending(bytes: &[u8], name: &str) -> Option<&'static str> {
    let endings = markable(bytes)?.endings();
    let own = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    endings.iter().find(|ending| own.as_deref() == Some(**ending)).or(endings.first()).copied()
}

/// What a wrong cell is filled with, and one to be looked at.
fn fill(is_wrong: bool) -> &'static str {
    if is_wrong { "FDE4E1" } else { "FDF0D3" }
}
