//! Painted pages into paragraphs and tables: characters and straight lines with their places in, [`Document`] out. Knows neither
//! the kind of file that they were painted in nor a template. Pictures of text are not read: of a scan only
//! the text is that was recognised in it.

mod columns;
mod continued;
mod flow;
mod frames;
pub(in crate::read) mod measure;
pub(in crate::read) mod path;
pub(in crate::read) mod sheet;
mod sides;
mod struck;
mod table;
mod unruled;
mod watermark;
mod words;

use super::document::Document;
use crate::{
    lang::Text,
    report::{NoReport, Origin},
    text,
};
use frames::Frame;
use sheet::Sheet;
use table::Page;

/// The document that painted pages are; `kind` is what people call a file of that kind.
pub(in crate::read) fn document(sheets: Vec<Sheet>, kind: &str) -> Result<Document, NoReport> {
    let sheets: Vec<Sheet> = sheets.into_iter().map(Sheet::with_recognised_text).collect();
    let recognised = sheets.iter().find(|sheet| sheet.is_recognised).map(|sheet| Origin::Page(sheet.number));
    if let Some(reason) = unreadable(&sheets, kind) {
        return Err(NoReport::because(reason));
    }
    let ruled = |sheet: Sheet| {
        let mut sheet = sheet.upright();
        struck::mark(&mut sheet);
        Sheet { rules: frames::ruling(&sheet.rules), ..sheet }
    };
    let mut sheets: Vec<Sheet> = sheets.into_iter().map(ruled).collect();
    unruled::complete(&mut sheets);
    let framed = |sheet: Sheet| {
        let frames = frames::frames(&sheet.rules);
        (sheet, frames)
    };
    let mut sheets: Vec<(Sheet, Vec<Frame>)> = sheets.into_iter().map(framed).collect();
    watermark::drop(&mut sheets);
    let pages = sheets.into_iter().map(|(sheet, frames)| page(sheet, &frames)).collect();
    Ok(Document { blocks: flow::blocks(pages), recognised, ..Document::default() })
}

/// Why these pages have no text to read, if they have none.
fn unreadable(sheets: &[Sheet], kind: &str) -> Option<Text> {
    let glyphs = || sheets.iter().flat_map(|sheet| &sheet.glyphs).filter(|glyph| !glyph.text.trim().is_empty());
    let count = glyphs().count();
    let lost = glyphs().filter(|glyph| glyph.text.contains(char::REPLACEMENT_CHARACTER)).count();
    if count == 0 && sheets.iter().any(|sheet| sheet.pictures > 0) {
        return Some(text!(
            "{kind} 是扫描件，没有文字层；请提交原来的 Word 文档，或者由它直接导出的 {kind}",
            "the {kind} is a scan without a text layer; the document itself, or a {kind} exported from it, is needed"
        ));
    }
    if count == 0 {
        return Some(text!("{kind} 里没有文字", "there is no text in the {kind}"));
    }
    (lost * 2 > count).then(|| {
        text!("{kind} 的字体没有说明字符对应什么文字，无法读取", "the fonts of the {kind} do not say which characters they show")
    })
}

/// A painted page as lines and tables.
fn page(sheet: Sheet, frames: &[Frame]) -> Page {
    let words = words::words(sheet.glyphs, &sheet.rules);
    let (tables, outside) = table::fill(frames, (words, &sheet.beside), sheet.number);
    Page { number: sheet.number, area: sheet.area, lines: words::lines(outside), tables }
}
