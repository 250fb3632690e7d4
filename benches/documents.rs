//! Reading documents, against what their containers cost alone: a web page against html5ever's own parse of the same bytes, a Word
//! file against inflating it and its XML events, a workbook against calamine, a PDF against lopdf, a text against decoding it. Ratios of one run: `cargo bench --bench documents`.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::float_arithmetic, reason = "a measurement, not part of the tool")]

mod clock;

use calamine::{Reader as _, Xlsx};
use gouji::{compile, read, template::Template};
use html5ever::{parse_document, tendril::TendrilSink};
use markup5ever_rcdom::RcDom;
use quick_xml::{Reader, events::Event};
use std::{
    fs,
    hint::black_box,
    io::{Cursor, Read},
};

/// In microseconds.
fn time(work: impl FnMut()) -> f64 {
    clock::median(41, work) / 1000.0
}

fn html(bytes: &[u8]) {
    black_box(parse_document(RcDom::default(), html5ever::ParseOpts::default()).from_utf8().one(bytes));
}

fn docx(bytes: &[u8]) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = Vec::new();
    archive.by_name("word/document.xml").unwrap().read_to_end(&mut text).unwrap();
    let mut reader = Reader::from_reader(text.as_slice());
    let mut count = 0usize;
    while !matches!(reader.read_event().unwrap(), Event::Eof) {
        count += 1;
    }
    black_box(count);
}

fn xlsx(bytes: &[u8]) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    for name in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&name).unwrap();
        while black_box(cells.next_cell().unwrap()).is_some() {}
    }
}

fn text(bytes: &[u8]) {
    let (decoded, _, _) = encoding_rs::UTF_8.decode(bytes);
    black_box(decoded.lines().map(str::len).sum::<usize>());
}

fn pdf(bytes: &[u8]) {
    black_box(lopdf::Document::load_mem(bytes).unwrap());
}

fn compare(name: &str, template: &Template, alone: impl Fn(&[u8])) {
    let bytes = fs::read(name).unwrap();
    assert!(read::read(name, &bytes, template).is_ok());
    let container = time(|| alone(&bytes));
    let whole = time(|| drop(black_box(read::read(name, &bytes, template))));
    println!("{name:20} container {container:7.0} µs   read {whole:7.0} µs   {:.2} times", whole / container);
}

fn main() {
    let template = compile::builtin().rules.unwrap().template;
    compare("examples/right.txt", &template, text);
    compare("examples/right.html", &template, html);
    compare("examples/right.docx", &template, docx);
    compare("examples/right.xlsx", &template, xlsx);
    compare("tests/reports/print.pdf", &template, pdf);
}
