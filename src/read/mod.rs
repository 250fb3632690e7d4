//! Documents in, reports out. A reader gets text or bytes and opens no file.

pub mod report_file;

use crate::{
    report::{NoReport, Report},
    source::Source,
    template::Template,
    text,
};

/// Reads whatever the bytes are.
pub fn read(name: &str, bytes: &[u8], template: &Template) -> Result<Report, NoReport> {
    let text = std::str::from_utf8(bytes).map_err(|_| NoReport::because(text!("不是 UTF-8 文本", "this is no UTF-8 text")))?;
    report_file::read(Source::new(name, text), template)
}
