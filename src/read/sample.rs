//! Small documents of every kind, for tests.

use super::document::{Block, Document, Grid};
use crate::report::{Origin, Passage};
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

/// An archive of parts.
pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An OLE file with one stream.
pub(crate) fn ole(stream: &str, bytes: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(bytes).unwrap();
    file.into_inner().into_inner()
}

/// A document in short: paragraphs with their number, grids with row and column of every cell, and its span where it has one.
pub(crate) fn outline(document: &Document) -> String {
    let block = |block: &Block| match block {
        Block::Paragraph(Passage { text, origin: Origin::Paragraph(number) }) => format!("{number} {text}\n"),
        Block::Paragraph(passage) => format!("? {}\n", passage.text),
        Block::Grid(grid) => grid_outline(grid),
    };
    document.blocks.iter().map(block).collect()
}

fn grid_outline(grid: &Grid) -> String {
    let mut number = String::new();
    let mut rows = String::new();
    for row in grid.rows.iter().filter(|row| !row.is_empty()) {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| {
                let place = match cell.origin {
                    Origin::Grid { table, row, column } => {
                        number = format!("[{table}]\n");
                        assert_eq!(column, cell.column + 1);
                        format!("{row},{column}")
                    }
                    Origin::Sheet { sheet, row, column } => {
                        number = format!("[{sheet}]\n");
                        format!("{row},{column}")
                    }
                    other => panic!("{other:?}"),
                };
                let span =
                    if (cell.columns, cell.rows) == (1, 1) { String::new() } else { format!(" {}x{}", cell.columns, cell.rows) };
                format!("{place}{span} {}", cell.text.replace('\n', "/"))
            })
            .collect();
        rows.push_str(&format!("  {}\n", cells.join(" | ")));
    }
    number + &rows
}

/// A Word document with that body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.as_bytes())])
}

/// A workbook: for each sheet its name, state and rows; then shared texts and styles.
pub(crate) fn xlsx(sheets: &[(&str, &str, &str)], strings: &str, styles: &str) -> Vec<u8> {
    let link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut list = String::new();
    let mut relations = format!("<Relationship Id='s' Type='{link}/sharedStrings' Target='sharedStrings.xml'/>");
    relations.push_str(&format!("<Relationship Id='t' Type='{link}/styles' Target='/xl/styles.xml'/>"));
    let mut parts: Vec<(String, String)> = Vec::new();
    for (at, (name, state, rows)) in sheets.iter().enumerate() {
        let state = if state.is_empty() { String::new() } else { format!(" state='{state}'") };
        list.push_str(&format!("<sheet name='{name}'{state} sheetId='{at}' r:id='r{at}'/>"));
        relations.push_str(&format!("<Relationship Id='r{at}' Type='{link}/worksheet' Target='worksheets/sheet{at}.xml'/>"));
        parts.push((format!("xl/worksheets/sheet{at}.xml"), format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")));
    }
    parts.push(("xl/workbook.xml".into(), format!("<workbook><sheets>{list}</sheets></workbook>")));
    parts.push(("xl/_rels/workbook.xml.rels".into(), format!("<Relationships>{relations}</Relationships>")));
    parts.push(("xl/sharedStrings.xml".into(), format!("<sst>{strings}</sst>")));
    parts.push(("xl/styles.xml".into(), format!("<styleSheet>{styles}</styleSheet>")));
    parts.push(("[Content_Types].xml".into(), "<Types/>".into()));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    zipped(&parts)
}
