//! Where in a document a value stands: what the kind of document has.

use crate::source::Span;

/// Where in a document a value stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Not known, or made up (a generated report).
    #[default]
    Nowhere,
    /// A span of [`super::Report::source`] (yaml, json, text).
    Text(Span),
    /// A grid of the document (docx, html); all 1-based.
    Grid {
        /// Which table of the document.
        table: u32,
        /// Which row of it.
        row: u32,
        /// Which column of it, merged cells counted by their first.
        column: u32,
    },
    /// A cell of a workbook.
    Sheet {
        /// Index into [`super::Report::sheets`].
        sheet: u32,
        /// 0-based row.
        row: u32,
        /// 0-based column.
        column: u32,
    },
    /// A page of a pdf, 1-based.
    Page(u32),
    /// A paragraph of a document without lines (docx, html), 1-based.
    Paragraph(u32),
}
