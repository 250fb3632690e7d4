//! Documents in, reports out. A reader gets text or bytes and opens no file.

pub(crate) mod archive;
mod assemble;
pub(crate) mod decode;
pub mod doc;
pub mod document;
pub(crate) mod docx;
mod drawn;
#[cfg(fuzzing)]
pub mod fuzzing;
pub(crate) mod html;
mod hyphen;
#[cfg(test)]
mod mutated;
mod normalise;
mod ofd;
mod page;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod recognise;
pub mod report_file;
#[cfg(test)]
mod sample;
mod sniff;
pub mod text;
pub(crate) mod xlsx;
pub(crate) mod xml;

use crate::{
    report::{NoReport, Report},
    source::Source,
    template::Template,
};
use decode::{Declared, decode, in_lines};
use sniff::{Kind, sniff};

/// Reads whatever the bytes are; their name says whose and of which year they are where they do not.
pub fn read(name: &str, bytes: &[u8], template: &Template) -> Result<Report, NoReport> {
    let document = match sniff(bytes) {
        Kind::ReportFile => return report_file::read(Source::new(name, in_lines(decode(bytes, Declared::No)?)), template),
        Kind::Text => {
            let source = Source::new(name, in_lines(decode(bytes, Declared::No)?));
            let report = recognise::recognise_file(name, text::document(&source)?, template);
            return if text::flattened::looks_so(&source.text) { text::flattened::whole(report, template) } else { report };
        }
        Kind::Html => html::read(bytes)?,
        Kind::Docx => docx::read(bytes)?,
        Kind::Xlsx => xlsx::read(bytes)?,
        Kind::Ofd => ofd::read(bytes)?,
        Kind::Xls => xlsx::biff::read(bytes)?,
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::read(bytes)?,
        #[cfg(not(feature = "pdf"))]
        Kind::Pdf => return Err(not_read()),
        Kind::Doc => doc::read(bytes)?,
        Kind::Other(foreign) => return Err(foreign.refusal()),
    };
    recognise::recognise_file(name, document, template)
}

/// Kinds of files that marks can be put into.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Markable {
    Docx,
    Xlsx,
    Html,
}

impl Markable {
    /// How names of such files end, the usual ending first.
    pub(crate) fn endings(self) -> &'static [&'static str] {
        match self {
            Markable::Docx => &["docx", "docm", "dotx", "dotm"],
            Markable::Xlsx => &["xlsx", "xlsm", "xltx", "xltm"],
            Markable::Html => &["html", "htm", "shtml", "xhtml"],
        }
    }
}

/// Which of these a file is, if it is one.
pub(crate) fn markable(bytes: &[u8]) -> Option<Markable> {
    match sniff(bytes) {
        Kind::Docx => Some(Markable::Docx),
        Kind::Xlsx => Some(Markable::Xlsx),
        Kind::Html => Some(Markable::Html),
        _ => None,
    }
}

#[cfg(not(feature = "pdf"))]
fn not_read() -> NoReport {
    NoReport::because(crate::text!("这一类文件还不能读", "files of this kind are not read yet"))
}
