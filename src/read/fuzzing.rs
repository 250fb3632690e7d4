//! Each reader by itself, for the fuzz targets; no such module exists in any other build.

use super::{
    decode::{Declared, decode as decoded, in_lines},
    document::{Block, Document},
    docx, html as page,
    sniff::sniff as sniffed,
    text as plain, xlsx as book,
};
use crate::{report::NoReport, source::Source};

/// A web page.
pub fn html(bytes: &[u8]) {
    check_limits(page::read(bytes));
}

/// Plain text.
pub fn text(text: &str) {
    check_limits(plain::document(&Source::new("fuzz", in_lines(text.to_owned()))));
}

/// The body of a Word document.
pub fn body(xml: &str) {
    check_limits(docx::read_body(xml));
}

/// A Word document as an archive.
pub fn docx(bytes: &[u8]) {
    check_limits(docx::read(bytes));
}

/// A sheet of a workbook.
pub fn sheet(xml: &str) {
    check_limits(book::read_sheet(xml));
}

/// A workbook as an archive.
pub fn xlsx(bytes: &[u8]) {
    check_limits(book::read(bytes));
}

/// The stream of an old workbook.
pub fn stream(bytes: &[u8]) {
    check_limits(book::biff::read_stream(bytes));
}

/// An old workbook as an OLE file.
pub fn xls(bytes: &[u8]) {
    check_limits(book::biff::read(bytes));
}

/// A PDF.
#[cfg(feature = "pdf")]
pub fn pdf(bytes: &[u8]) {
    check_limits(super::pdf::read(bytes));
}

/// A Word 97 document.
pub fn doc(bytes: &[u8]) {
    check_limits(super::doc::read(bytes));
}

/// A document of the national standard.
pub fn ofd(bytes: &[u8]) {
    check_limits(super::ofd::read(bytes));
}

/// Text in any encoding.
pub fn decode(bytes: &[u8]) {
    for declared in [Declared::No, Declared::InMeta] {
        let text = decoded(bytes, declared);
        assert!(std::str::from_utf8(bytes).is_err() || text.is_ok(), "UTF-8 is text");
    }
}

/// Whatever the bytes are.
pub fn sniff(bytes: &[u8]) {
    sniffed(bytes);
}

/// What every document holds to, whatever it was made from.
fn check_limits(document: Result<Document, NoReport>) {
    for block in document.iter().flat_map(|document| &document.blocks) {
        match block {
            Block::Paragraph(passage) => assert!(!passage.text.trim().is_empty(), "no paragraph is blank"),
            Block::Grid(grid) => {
                for (at, row) in grid.rows.iter().enumerate() {
                    let mut end = 0;
                    for cell in row {
                        assert!(cell.column >= end && cell.columns > 0, "cells stand beside one another");
                        assert!(cell.rows > 0 && at + cell.rows as usize <= grid.rows.len(), "cells end within the grid");
                        assert_eq!(cell.text, cell.text.trim());
                        end = cell.end();
                    }
                }
            }
        }
    }
}
