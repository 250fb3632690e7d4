//! An origin as outputs name it: as JSON, as words, and as the few signs that fit behind a path.

use super::CheckedInput;
use crate::{
    lang::Text,
    report::{NoReport, Origin, Report, sheet_cell},
    source::Source,
    text,
};
use serde::Serialize;

/// What an origin is counted in: the text, the names of the sheets.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Document<'a> {
    pub(crate) source: Option<&'a Source>,
    pub(crate) sheets: &'a [String],
}

/// An origin in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum ShownOrigin {
    Text { line: u32, column: u32 },
    Grid { table: u32, row: u32, column: u32 },
    Sheet { sheet: String, r#ref: String },
    Page { page: u32 },
    Paragraph { paragraph: u32 },
}

impl<'a> Document<'a> {
    pub(crate) fn of(item: &CheckedInput<'a>) -> Document<'a> {
        item.report.map(Document::of_report).or_else(|| item.no_report.map(Document::of_no_report)).unwrap_or_default()
    }

    pub(crate) fn of_report(report: &'a Report) -> Document<'a> {
        Document { source: report.source.as_deref(), sheets: &report.sheets }
    }

    fn of_no_report(none: &'a NoReport) -> Document<'a> {
        Document { source: none.source.as_deref(), sheets: &[] }
    }

    /// The place of an origin; none where it is not known.
    pub(crate) fn place(self, origin: Origin) -> Option<ShownOrigin> {
        Some(match origin {
            Origin::Nowhere => return None,
            Origin::Text(span) => {
                let at = self.source?.position(span.start);
                ShownOrigin::Text { line: at.line, column: at.column }
            }
            Origin::Grid { table, row, column } => ShownOrigin::Grid { table, row, column },
            Origin::Sheet { sheet, row, column } => {
                let name = self.sheets.get(sheet as usize).cloned().unwrap_or_default();
                ShownOrigin::Sheet { sheet: name, r#ref: sheet_cell(row, column) }
            }
            Origin::Page(page) => ShownOrigin::Page { page },
            Origin::Paragraph(paragraph) => ShownOrigin::Paragraph { paragraph },
        })
    }
}

impl ShownOrigin {
    /// As a sentence would say it.
    pub(crate) fn words(&self) -> Text {
        match self {
            ShownOrigin::Text { line, column } => text!("第 {line} 行第 {column} 列", "line {line}, column {column}"),
            ShownOrigin::Grid { table, row, column } => {
                text!("第 {table} 个表格，第 {row} 行第 {column} 列", "table {table}, row {row}, column {column}")
            }
            ShownOrigin::Sheet { sheet, r#ref } => text!("工作表“{sheet}”{ref}", "sheet “{sheet}”, {ref}"),
            ShownOrigin::Page { page } => text!("第 {page} 页", "page {page}"),
            ShownOrigin::Paragraph { paragraph } => text!("第 {paragraph} 段", "paragraph {paragraph}"),
        }
    }

    /// What stands behind a path: `:12:5`, or words in brackets for a document without lines.
    pub(crate) fn behind_path(&self, lang: crate::lang::Lang) -> String {
        match self {
            ShownOrigin::Text { line, column } => format!(":{line}:{column}"),
            ShownOrigin::Sheet { sheet, r#ref } => format!("[{sheet}!{ref}]"),
            _ => format!("[{}]", self.words().get(lang)),
        }
    }
}
