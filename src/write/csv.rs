//! One finding a row, for spreadsheets: the header never changes, Excel opens the Chinese right, and no text of a document is
//! taken for a formula. Sentences are in the words of the form; the ids of cells have a column of their own.

use super::{
    CheckedInput, Style, Writer,
    entry::{Entry, entries},
    paint::plain,
};
use crate::{finding::FindingCell, marked::MarkedReport, number::Number, ruleset::Identity};
use std::io;

/// One finding a row.
#[derive(Clone, Copy, Debug)]
pub struct Csv {
    style: Style,
}

/// The header: stable, since scripts go by it.
const HEADER: [&str; 26] = [
    "path",
    "agency",
    "year",
    "edition",
    "report",
    "code",
    "name",
    "severity",
    "verdict",
    "at",
    "message",
    "cells",
    "values",
    "place",
    "left",
    "right",
    "gap",
    "cause",
    "basis",
    "waived",
    "unit",
    "superseded_by",
    "quote",
    "help",
    "key",
    "rules",
];

/// Without it Excel takes the file for the locale's own encoding.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl Csv {
    /// Sentences and places in the style's language; the header and the words that programs go by are the same in both.
    pub fn new(style: Style) -> Csv {
        Csv { style }
    }

    fn row(&self, item: &CheckedInput<'_>, entry: Entry<'_>, marked: &MarkedReport) -> [String; HEADER.len()] {
        let (outcome, finding, lang) = (item.outcome, entry.finding, self.style.lang);
        let figure = |number: &Option<Number>| number.map(|number| number.trimmed().to_string()).unwrap_or_default();
        let words = |words: &Option<String>| words.clone().unwrap_or_default();
        [
            words(&outcome.path),
            words(&outcome.agency),
            outcome.year.map(|year| year.to_string()).unwrap_or_default(),
            words(&outcome.edition),
            outcome.verdict.word().to_owned(),
            finding.code.clone(),
            entry.name(lang).to_owned(),
            finding.severity.word().to_owned(),
            finding.verdict.word().to_owned(),
            words(&finding.at),
            entry.spoken(lang),
            joined(&finding.cells, |cell| Some(&cell.cell)),
            joined(&finding.cells, |cell| cell.value.as_ref()),
            entry.place().map(|place| place.words().get(lang).to_owned()).unwrap_or_default(),
            figure(&finding.left),
            figure(&finding.right),
            figure(&finding.gap),
            entry.explanation(marked, lang),
            entry.law().join("; "),
            finding.waived.as_ref().map(|waived| waived.reason.clone()).unwrap_or_default(),
            words(&outcome.unit),
            words(&outcome.superseded_by),
            finding.quote.as_ref().map(|quote| quote.sentence.clone()).unwrap_or_default(),
            entry.help(lang),
            finding.identity(outcome.agency.as_deref(), outcome.year),
            item.rules.identity.line(),
        ]
    }
}

impl Writer for Csv {
    fn begin(&mut self, _rules: &Identity, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(BYTE_ORDER_MARK)?;
        record(&HEADER, out)
    }

    fn item(&mut self, item: &CheckedInput<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        if item.outcome.findings.is_empty() {
            return Ok(());
        }
        let marked = MarkedReport::of(item, self.style.lang, self.style.show_waived);
        let mut rows = entries(item, self.style).map(|entry| self.row(item, entry, &marked));
        rows.try_for_each(|row| record(&row.map(|field| harmless(&field)), out))
    }
}

fn record(fields: &[impl AsRef<[u8]>], out: &mut dyn io::Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(fields).map_err(io::Error::other)?;
    writer.flush()
}

fn joined<'a>(cells: &'a [FindingCell], part: impl Fn(&'a FindingCell) -> Option<&'a String>) -> String {
    cells.iter().map(|cell| part(cell).map_or("", String::as_str)).collect::<Vec<_>>().join("; ")
}

/// A field that no spreadsheet takes for a formula: <https://owasp.org/www-community/attacks/CSV_Injection>. A figure with its
/// sign stays a figure.
fn harmless(field: &str) -> String {
    let field = plain(field);
    let starts_formula = field.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|']);
    if starts_formula && !is_figure(&field) { format!("'{field}") } else { field.into_owned() }
}

fn is_figure(field: &str) -> bool {
    let digits = field.strip_prefix('-').unwrap_or(field);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_text_and_figures_stay_figures() {
        for (field, shown) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            (" @SUM(A1)", "' @SUM(A1)"),
            ("\t=1", "' =1"),
            ("-cmd|x", "'-cmd|x"),
            ("－", "'－"),
            ("-27", "-27"),
            ("-", "'-"),
            ("14", "14"),
            ("甲\r\n乙", "甲  乙"),
            ("", ""),
        ] {
            assert_eq!(harmless(field), shown, "{field:?}");
        }
    }
}
