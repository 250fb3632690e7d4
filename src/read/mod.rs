//! Documents in, reports out. A reader gets text or bytes and opens no file.

pub mod document;
mod normalise;
pub mod recognise;
pub mod report_file;
pub mod text;

use crate::{
    report::{NoReport, Report},
    source::Source,
    template::Template,
    text,
};

/// Reads whatever the bytes are.
pub fn read(name: &str, bytes: &[u8], template: &Template) -> Result<Report, NoReport> {
    let text = std::str::from_utf8(bytes).map_err(|_| NoReport::because(text!("不是 UTF-8 文本", "this is no UTF-8 text")))?;
    let source = Source::new(name, text);
    if looks_like_a_report_file(text) {
        report_file::read(source, template)
    } else {
        recognise::recognise(text::document(&source), template)
    }
}

/// Whether a text is a report file: JSON, or lines of `key: value` among whose keys are those of one.
fn looks_like_a_report_file(text: &str) -> bool {
    const KEYS: [&str; 8] = ["template", "edition", "agency", "kind", "year", "published", "tables", "prose"];
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let is_key = |line: &str| line.split_once(':').is_some_and(|(key, _)| KEYS.contains(&key.trim().trim_matches(['"', '\''])));
    text.starts_with('{') || text.lines().take(200).any(is_key)
}
