//! Text that a program took out of a pdf: what stood side by side in a table is parted by spaces, pages by form feeds. Read where it
//! reads through; else the pdf itself is asked for.

use crate::{
    number::Number,
    report::{NoReport, Report, Value},
    template::Template,
    text,
};

/// So many lines of figures set apart by spaces show a table that lost its lines.
const LINES: usize = 8;

/// Whether a text looks like that of a pdf.
pub(in crate::read) fn looks_so(text: &str) -> bool {
    if text.contains('\u{c}') {
        return true;
    }
    // A row of figures far apart: `规章      0      2      18`.
    let is_far_apart = |line: &&str| {
        let figures = line.split("  ").filter(|part| Number::parse(part).is_ok());
        line.as_bytes().windows(2).any(|pair| pair == b"  ") && !line.contains(['\t', '|']) && figures.take(2).count() == 2
    };
    text.contains("  ") && text.lines().filter(is_far_apart).nth(LINES - 1).is_some()
}

/// A report as it is if all of it was read; else what to hand in.
pub(in crate::read) fn whole(report: Result<Report, NoReport>, template: &Template) -> Result<Report, NoReport> {
    match report {
        Ok(report) if is_whole(&report, template) => Ok(report),
        Ok(report) => Err(NoReport { source: report.source, ..refusal() }),
        Err(why) => Err(NoReport { source: why.source, ..refusal() }),
    }
}

fn is_whole(report: &Report, template: &Template) -> bool {
    let is_read = |value: &Value| matches!(value, Value::Figure(_) | Value::Blank(_));
    template[report.edition].tables.iter().all(|table| {
        let filled = report.table(template, &table.id);
        filled.is_some_and(|filled| filled.cells.iter().all(|cell| is_read(&cell.value)))
    })
}

fn refusal() -> NoReport {
    NoReport::because(text!(
        "这像是从 PDF 里取出来的文字，表格已经散开，读不准，请直接交那个 PDF 文件",
        "this looks like the text of a PDF whose tables have come apart; hand in the PDF itself"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_pdf_is_known_by_its_pages_or_its_gaps() {
        assert!(looks_so("一、总体情况\n\u{c}二、主动公开"));
        assert!(looks_so(&"规章      0      2      18\n".repeat(8)));
        assert!(!looks_so(&"规章\t0\t2\t18\n".repeat(8)));
        assert!(!looks_so(&"规章 0 2 18\n".repeat(8)));
    }
}
