//! A Word 97 document into paragraphs and tables. Bytes in, [`Document`] out; knows no template. `office_oxide` reads the file
//! itself, within limits; a document of which something is lost is no report.

use crate::{
    read::{
        assemble::{Assembler, Span},
        document::Document,
    },
    report::NoReport,
    text,
};
use office_oxide::{
    Document as File, DocumentFormat,
    ir::{Element, InlineContent, List, Table},
    options::ParseOptions,
};
use std::io::Cursor;

/// No report is larger.
const MOST_BYTES: usize = 32 << 20;
/// How deep tables, lists and text boxes may stand in one another.
const DEEPEST: usize = 32;

/// Reads a Word 97 document.
pub fn read(bytes: &[u8]) -> Result<Document, NoReport> {
    let most = MOST_BYTES >> 20;
    if bytes.len() > MOST_BYTES {
        return Err(NoReport::because(text!("Word 文件超过 {most} MB，不读", "the Word document is larger than {most} MB")));
    }
    let file = File::from_reader_with(Cursor::new(bytes.to_vec()), DocumentFormat::Doc, &ParseOptions::strict());
    let file = file.map_err(|error| unreadable(&error.to_string()))?.to_ir();
    let mut assembler = Assembler::default();
    for section in &file.sections {
        take_all(&section.elements, &mut assembler, 0)?;
    }
    Ok(Document { blocks: assembler.finish(), ..Document::default() })
}

/// The library says only in words why it could not read a file.
fn unreadable(why: &str) -> NoReport {
    if ["encrypt", "password", "protected"].iter().any(|word| why.to_lowercase().contains(word)) {
        return NoReport::because(text!(
            "Word 文件已加密，需要密码才能打开",
            "the Word document is encrypted and opens only with a password"
        ));
    }
    NoReport::because(text!("Word 文件已损坏或不完整", "the Word document is damaged or incomplete"))
}

fn take_all(elements: &[Element], into: &mut Assembler, depth: usize) -> Result<(), NoReport> {
    if depth > DEEPEST {
        return Err(NoReport::because(text!(
            "Word 文件的结构嵌套超过 {DEEPEST} 层，不读",
            "parts of the Word document are nested deeper than {DEEPEST}"
        )));
    }
    elements.iter().try_for_each(|element| take(element, into, depth))
}

fn take(element: &Element, into: &mut Assembler, depth: usize) -> Result<(), NoReport> {
    match element {
        Element::Heading(heading) => lines(&heading.content, into),
        Element::Paragraph(paragraph) => lines(&paragraph.content, into),
        Element::Table(table) => take_table(table, into, depth),
        Element::List(list) => take_list(list, into, depth),
        Element::TextBox(text_box) => take_all(&text_box.content, into, depth + 1),
        _ => Ok(()),
    }
}

fn take_table(table: &Table, into: &mut Assembler, depth: usize) -> Result<(), NoReport> {
    into.open_table()?;
    for row in &table.rows {
        into.open_row()?;
        for cell in &row.cells {
            into.open_cell(Span::Over(cell.col_span, cell.row_span))?;
            take_all(&cell.content, into, depth + 1)?;
            into.close_cell();
        }
    }
    into.close_table();
    Ok(())
}

fn take_list(list: &List, into: &mut Assembler, depth: usize) -> Result<(), NoReport> {
    for item in &list.items {
        take_all(&item.content, into, depth + 1)?;
        if let Some(nested) = item.nested.as_ref().filter(|_| depth < DEEPEST) {
            take_list(nested, into, depth + 1)?;
        }
    }
    Ok(())
}

/// A paragraph, line by line.
fn lines(content: &[InlineContent], into: &mut Assembler) -> Result<(), NoReport> {
    let piece = |inline: &InlineContent| match inline {
        InlineContent::Text(span) => span.text.clone(),
        InlineContent::LineBreak => "\n".to_owned(),
        _ => String::new(),
    };
    let text: String = content.iter().map(piece).collect();
    text.lines().try_for_each(|line| into.line(line))
}
