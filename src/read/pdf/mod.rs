//! A PDF with a text layer into paragraphs and tables. Bytes in, [`Document`] out; knows no template. Pictures of text are not
//! read.

mod beside;
mod cmap;
mod content;
mod encoding;
mod font;
mod lexer;
mod number;
mod pen;

use super::{
    document::Document,
    page::{
        self,
        measure::{Area, Matrix, ONE, thousandths},
        sheet::Sheet,
    },
};
use crate::{lang::Text, report::NoReport, text};
use content::{Budget, Painter, Stop, page_box};
use lopdf::{Dictionary, Document as File, LoadOptions, Object, ObjectId, Stream};

/// No report is larger.
const MOST_BYTES: usize = 32 << 20;
/// No report has more pages.
const MOST_PAGES: usize = 500;
/// What all packed objects of a file may come to, unpacked.
const MOST_UNPACKED: usize = 64 << 20;
/// What a document may cost to read.
const BUDGET: Budget = Budget { steps: 6_000_000, glyphs: 500_000, bytes: 128 << 20 };

/// Reads the text layer of a PDF.
pub fn read(bytes: &[u8]) -> Result<Document, NoReport> {
    let file = load(bytes)?;
    let sheets = sheets(&file)?;
    page::document(sheets, "PDF")
}

fn load(bytes: &[u8]) -> Result<File, NoReport> {
    let most = MOST_BYTES >> 20;
    if bytes.len() > MOST_BYTES {
        return Err(NoReport::because(text!("PDF 文件超过 {most} MB", "the PDF is larger than {most} MB")));
    }
    let options = LoadOptions { max_decompressed_size: Some(share(bytes)), ..LoadOptions::default() };
    let file = File::load_mem_with_options(bytes, options).map_err(|error| NoReport::because(reason(&error)))?;
    if file.is_encrypted() {
        return Err(NoReport::because(locked()));
    }
    Ok(file)
}

/// How much each packed part of a file may unpack to, so that all of them stay bounded. Names may be disguised by escapes.
fn share(bytes: &[u8]) -> usize {
    let packed = |window: &[u8]| window.starts_with(b"ObjStm") || window.starts_with(b"XRef") || window.starts_with(b"/Obj#");
    let count = bytes.windows(6).filter(|window| packed(window)).count();
    (MOST_UNPACKED / count.max(4)).max(64 << 10)
}

fn reason(error: &lopdf::Error) -> Text {
    match error {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword => locked(),
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => too_much(),
        _ => damaged(),
    }
}

fn damaged() -> Text {
    text!("PDF 文件已损坏或不完整", "the PDF is damaged or incomplete")
}

fn locked() -> Text {
    text!("PDF 已加密，需要密码才能打开", "the PDF is encrypted and opens only with a password")
}

fn too_much() -> Text {
    text!("PDF 内容过多，不像一份年度报告", "there is too much in the PDF for an annual report")
}

/// The pages as they are painted.
fn sheets(file: &File) -> Result<Vec<Sheet>, NoReport> {
    let pages: Vec<ObjectId> = file.page_iter().take(MOST_PAGES + 1).collect();
    if pages.len() > MOST_PAGES {
        return Err(NoReport::because(text!("PDF 超过 {MOST_PAGES} 页", "the PDF has more than {MOST_PAGES} pages")));
    }
    if pages.is_empty() {
        return Err(NoReport::because(damaged()));
    }
    let mut painter = Painter::new(file, BUDGET);
    let painted = (1..).zip(&pages).map(|(number, id)| sheet(file, &mut painter, number, *id));
    painted.collect::<Result<_, _>>().map_err(|stop| {
        NoReport::because(match stop {
            Stop::TooMuch => too_much(),
            Stop::Damaged => damaged(),
        })
    })
}

fn sheet<'f>(file: &'f File, painter: &mut Painter<'f>, number: u32, id: ObjectId) -> Result<Sheet, Stop> {
    static NO_RESOURCES: std::sync::LazyLock<Dictionary> = std::sync::LazyLock::new(Dictionary::new);
    let page = file.get_dictionary(id).map_err(|_| Stop::Damaged)?;
    let (area, to_page) = paper(page, file);
    let resources = inherited(page, b"Resources", file).and_then(|found| found.as_dict().ok()).unwrap_or(&NO_RESOURCES);
    let sheet = Sheet { number, area, ..Sheet::default() };
    let mut sheet = painter.page(sheet, to_page, resources, &contents(page, file).ok_or(Stop::Damaged)?)?;
    sheet.beside.extend(beside::read(page, file, &to_page));
    Ok(sheet)
}

/// The parts of a page's content; none if one of them is lost.
fn contents<'f>(page: &'f Dictionary, file: &'f File) -> Option<Vec<&'f Stream>> {
    let Ok(contents) = page.get(b"Contents") else { return Some(Vec::new()) };
    match file.dereference(contents).ok()?.1 {
        Object::Stream(stream) => Some(vec![stream]),
        Object::Array(parts) => parts.iter().map(|part| file.dereference(part).ok()?.1.as_stream().ok()).collect(),
        _ => Some(Vec::new()),
    }
}

/// What a page says itself or takes over from the tree above it.
fn inherited<'f>(page: &'f Dictionary, key: &[u8], file: &'f File) -> Option<&'f Object> {
    let mut node = page;
    for _ in 0..64 {
        if let Ok(found) = node.get_deref(key, file) {
            return Some(found);
        }
        node = node.get_deref(b"Parent", file).and_then(Object::as_dict).ok()?;
    }
    None
}

/// The area of a page as it is shown, and the way to it from the page's own coordinates.
fn paper(page: &Dictionary, file: &File) -> (Area, Matrix) {
    let sides = |key: &[u8]| inherited(page, key, file).and_then(|sides| page_box(sides, file));
    let [left, bottom, right, top] = sides(b"CropBox").or_else(|| sides(b"MediaBox")).unwrap_or([0, 0, 595 * ONE, 842 * ONE]);
    let turn = inherited(page, b"Rotate", file).and_then(|turn| turn.as_i64().ok()).unwrap_or(0).rem_euclid(360);
    let (width, height) = (thousandths(right - left), thousandths(top - bottom));
    let (wide, high) = if turn % 180 == 90 { (height, width) } else { (width, height) };
    let to_page = match turn {
        90 => Matrix { a: 0, b: ONE, c: ONE, d: 0, e: -bottom, f: -left },
        180 => Matrix { a: -ONE, b: 0, c: 0, d: ONE, e: right, f: -bottom },
        270 => Matrix { a: 0, b: -ONE, c: -ONE, d: 0, e: top, f: right },
        _ => Matrix { a: ONE, b: 0, c: 0, d: -ONE, e: -left, f: top },
    };
    (Area { left: 0, top: 0, right: wide, bottom: high }, to_page)
}
