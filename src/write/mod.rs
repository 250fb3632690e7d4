//! Outcomes in, bytes out: one file a format. A writer decides no severity and opens no file; it shows what it is given.

pub mod cells;
mod csv;
mod defects;
mod diagnostic;
mod difference;
mod entry;
mod figures;
mod github;
pub(crate) mod html;
mod json;
mod junit;
mod letter;
mod location;
mod paint;
mod picture;
mod place;
pub mod report_file;
mod sarif;
mod short;
mod terminal;
mod words;
mod xlsx;

pub use crate::marked::CheckedInput;
pub use csv::Csv;
pub use defects::{DefectFormat, write_defects};
pub use diagnostic::write_diagnostics;
pub use difference::write_difference;
pub use figures::{FigureJson, figure_line};
pub use github::Github;
pub use html::{Html, RoundNotes, UnitNotes};
pub use json::{Json, Ndjson};
pub use junit::Junit;
pub use letter::{Letter, LetterFacts, LetterKind, Received};
pub use sarif::Sarif;
pub use short::Short;
pub use terminal::Terminal;
#[cfg(feature = "cli")]
pub use xlsx::total;
pub use xlsx::{Xlsx, blank_form};

use crate::{
    finding::Summary,
    lang::{Lang, Text},
    report::{Origin, Report},
    ruleset::Identity,
};
use std::io;

/// How things are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The language of the tool's own words.
    pub lang: Lang,
    /// Whether colours may be used.
    pub color: bool,
    /// The width of the terminal, in columns.
    pub width: usize,
    /// Whether boxes may be drawn with characters beyond ASCII.
    pub unicode: bool,
    /// Whether what passed and what did not apply is left out.
    pub quiet: bool,
    /// Whether waived findings are shown.
    pub show_waived: bool,
}

impl Default for Style {
    fn default() -> Style {
        Style { lang: Lang::En, color: false, width: 80, unicode: true, quiet: false, show_waived: false }
    }
}

/// A format: it is given the items as they finish, in order, and the summary at the end.
pub trait Writer {
    /// What stands before the first item; which rules they are held to.
    fn begin(&mut self, _rules: &Identity, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }

    fn item(&mut self, item: &CheckedInput<'_>, out: &mut dyn io::Write) -> io::Result<()>;

    /// What stands behind the last item.
    fn end(&mut self, _summary: &Summary, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}

/// Where in its document a value of a report stands, in words; none where that is not known.
pub fn place_words(report: &Report, origin: Origin) -> Option<Text> {
    place::Document::of_report(report).place(origin).map(|place| place.words())
}
