//! A workbook of Excel 95 to 2003, the same way. Read with our own few records: the reader crate that we tried stops the program
//! on files that are cut off or lie about their size.

mod book;
mod cells;
mod record;
#[cfg(test)]
pub(crate) mod tests;

use super::document;
use crate::{read::document::Document, report::NoReport, text};
use book::Book;
use cfb::CompoundFile as Ole;
use std::io::{Cursor, Read};

/// Longer streams are not read.
const MAX_STREAM: u64 = 64 << 20;

/// Reads an xls file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, NoReport> {
    read_stream(&stream(bytes)?)
}

/// Reads the stream of it that holds the workbook.
pub(crate) fn read_stream(stream: &[u8]) -> Result<Document, NoReport> {
    let book = Book::read(stream)?;
    let names = book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.is_hidden));
    document(&names.collect::<Vec<_>>(), |number, size| cells::read(book.part(stream, number), &book, size).map(Some))
}

fn stream(bytes: &[u8]) -> Result<Vec<u8>, NoReport> {
    let damaged =
        || NoReport::because(text!("文件已损坏：工作簿读不完整", "the file is damaged: its workbook does not read through"));
    let mut file = Ole::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    let name = ["Workbook", "Book"].into_iter().find(|name| file.is_stream(name)).ok_or_else(damaged)?;
    let mut stream = Vec::new();
    let opened = file.open_stream(name).map_err(|_| damaged())?;
    opened.take(MAX_STREAM).read_to_end(&mut stream).map_err(|_| damaged())?;
    Ok(stream)
}

fn damaged() -> NoReport {
    NoReport::because(text!("文件已损坏：工作簿读不完整", "the file is damaged: its workbook does not read through"))
}
