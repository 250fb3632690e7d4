//! Workbooks: the review of a batch (overview, findings, the tables with their marks), and the blank form that checks itself.

mod blank;
mod review;
mod sheet;
#[cfg(feature = "cli")]
mod total;

pub use blank::blank_form;
pub use review::Xlsx;
#[cfg(feature = "cli")]
pub use total::total;

use crate::report::REVIEW_COMMENT;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use std::io;

/// An empty workbook that does not tell when it was made: the same input gives the same bytes.
fn workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    Ok(workbook)
}

/// A review, with the comment that it is known by: the length of the comment are the last two bytes of an archive without one.
fn save_review(mut workbook: Workbook, out: &mut dyn io::Write) -> io::Result<()> {
    let mut bytes = workbook.save_to_buffer().map_err(io::Error::other)?;
    if let (Some([0, 0]), Ok(length)) = (bytes.last_chunk(), u16::try_from(REVIEW_COMMENT.len())) {
        bytes.truncate(bytes.len() - 2);
        bytes.extend(length.to_le_bytes());
        bytes.extend(REVIEW_COMMENT);
    }
    out.write_all(&bytes)
}

fn save(mut workbook: Workbook, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(&workbook.save_to_buffer().map_err(io::Error::other)?)
}
