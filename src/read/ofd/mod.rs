//! An OFD (GB/T 33190) into paragraphs and tables: its pages are painted, templates first, and read like those of a PDF. Bytes
//! in, [`Document`] out; knows no template of reports. Stamps and notes beside the pages are not read.

mod content;
mod numbers;
mod package;
#[cfg(test)]
pub(in crate::read) mod tests;

use super::{
    archive::Archive,
    document::Document,
    page::{
        self,
        measure::{Area, Matrix, ONE, thousandths, times},
        sheet::Sheet,
    },
    xml,
};
use crate::{report::NoReport, text};
use content::{Budget, Composed, Painter};
use package::Parts;

/// No report has more pages.
const MOST_PAGES: usize = 500;
/// What a document may cost to read.
const BUDGET: Budget = Budget { elements: 4_000_000, glyphs: 500_000 };
/// A millimetre in points, in billionths.
const MILLIMETRE: i64 = 2_834_645_669;

/// Objects may be composed of objects that are composed, so deep.
const DEEPEST: usize = 4;

/// Reads an OFD file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, NoReport> {
    let mut archive = Archive::open(bytes)?;
    let listed = Parts::of_document(&mut archive)?;
    if listed.pages.len() > MOST_PAGES {
        return Err(NoReport::because(text!("OFD 超过 {MOST_PAGES} 页", "the OFD has more than {MOST_PAGES} pages")));
    }
    let mut budget = BUDGET;
    let mut sheets = Vec::with_capacity(listed.pages.len());
    for (number, page) in (1..).zip(&listed.pages) {
        sheets.push(sheet(&mut archive, &listed, (number, page), &mut budget)?);
    }
    page::document(sheets, "OFD")
}

/// A page with the templates that lie under and over it, and what its objects are composed of.
fn sheet(archive: &mut Archive<'_>, listed: &Parts, (number, name): (u32, &str), budget: &mut Budget) -> Result<Sheet, NoReport> {
    let content = xml::needed_part(archive, name)?;
    let own = Parts::of(&content, name)?;
    let [left, top, width, height] = own.area.or(listed.area).unwrap_or([0, 0, 210 * ONE, 297 * ONE]);
    let side = |length: i64| thousandths(times(length, MILLIMETRE));
    let area = Area { left: 0, top: 0, right: side(width), bottom: side(height) };
    let to_page = Matrix::shift(-left, -top).then(&Matrix { a: MILLIMETRE, d: MILLIMETRE, ..Matrix::IDENTITY });
    let mut painter = Painter::new(Sheet { number, area, ..Sheet::default() }, to_page, budget);
    for template in &own.under {
        let Some(name) = listed.templates.get(template) else { continue };
        xml::listen(&xml::needed_part(archive, name)?, &mut painter)?;
    }
    xml::listen(&content, &mut painter)?;
    let mut composed = std::mem::take(&mut painter.composed);
    let mut resources = Vec::new();
    for name in own.resources.iter().chain(&listed.resources).filter(|_| !composed.is_empty()) {
        resources.extend(xml::part(archive, name)?);
    }
    for _ in 0..DEEPEST {
        for Composed { unit, to_page } in std::mem::take(&mut composed) {
            (painter.only, painter.to_page) = (Some(unit), to_page);
            resources.iter().try_for_each(|resource| xml::listen(resource, &mut painter))?;
            composed.append(&mut painter.composed);
        }
    }
    Ok(painter.sheet)
}
