//! One line a finding, for grep and for editors: `path:line:column: error A301[自然人]: message`.

use super::{Item, Style, Writer, paint::plain, place::Document};
use crate::finding::{Finding, Verdict};
use std::io;

/// One line a finding.
#[derive(Clone, Copy, Debug)]
pub struct Short {
    style: Style,
}

impl Short {
    /// Shows places in words of the style's language where a document has no lines.
    pub fn new(style: Style) -> Short {
        Short { style }
    }
}

impl Writer for Short {
    fn item(&mut self, item: &Item<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let document = Document::of(item);
        let name = item.outcome.path.as_deref().or(item.outcome.agency.as_deref()).unwrap_or("-");
        for finding in item.outcome.findings.iter().filter(|finding| self.style.show_waived || finding.waived.is_none()) {
            let place = place_of(finding, document).map(|place| place.behind_path(self.style.lang)).unwrap_or_default();
            let (level, code, message) = (level(finding), finding.key(), finding.message.get(self.style.lang));
            writeln!(out, "{}{}: {level} {}: {}", plain(name), plain(&place), plain(&code), plain(message))?;
        }
        Ok(())
    }
}

fn place_of(finding: &Finding, document: Document<'_>) -> Option<super::place::Place> {
    let origins = finding.cells.iter().map(|cell| cell.origin);
    origins.chain([finding.origin]).find_map(|origin| document.place(origin))
}

fn level(finding: &Finding) -> &'static str {
    match (&finding.waived, finding.verdict) {
        (Some(_), _) => "waived",
        (None, Verdict::Unknown) => "unknown",
        (None, Verdict::Fail) => finding.severity.word(),
    }
}
