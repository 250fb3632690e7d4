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
        table: u32,
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

/// A cell as spreadsheets name it: `C5` for row 4 and column 2, counted from 0.
pub fn sheet_cell(row: u32, column: u32) -> String {
    let (mut letters, mut rest) = (String::new(), u64::from(column) + 1);
    while let Some(left) = rest.checked_sub(1) {
        letters.insert(0, char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        rest = left / 26;
    }
    format!("{letters}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::sheet_cell;

    #[test]
    fn sheet_cells_are_named_as_spreadsheets_do() {
        for (row, column, name) in [(0, 0, "A1"), (4, 2, "C5"), (9, 25, "Z10"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(sheet_cell(row, column), name);
        }
    }
}
