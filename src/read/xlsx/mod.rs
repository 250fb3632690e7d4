//! A workbook into paragraphs and grids, a grid a sheet: what each cell shows, or what lies over it. A formula that has no result
//! in the file shows itself. Knows no template.

mod beside;
pub(crate) mod biff;
mod cells;
mod format;
mod number;
mod rich;
mod sheet;
mod strings;
mod styles;
#[cfg(test)]
mod tests;

use super::{
    archive::Archive,
    document::{Block, Document},
    xml::{self, BytesStart, Listener, Relation, attribute, listen},
};
use crate::{
    report::{NoReport, Origin, Passage},
    text,
};
use cells::Shared;
pub(crate) use cells::place as place_of;
use sheet::{Sheet, Size};
use strings::Strings;

/// A workbook with more sheets is not read.
const MAX_SHEETS: usize = 256;

/// Reads an xlsx file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, NoReport> {
    let mut archive = Archive::open(bytes)?;
    let name = xml::document_name(&mut archive, "xl/workbook.xml")?;
    let mut book = Book::default();
    listen(&xml::needed_part(&mut archive, &name)?, &mut book)?;
    let relations = xml::relations(&mut archive, &name)?;
    let shared = shared(&mut archive, &relations, book.from_1904)?;
    let names = book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.is_hidden));
    document(&names.collect::<Vec<_>>(), |number, size| {
        let part = book.sheets.get(number).and_then(|sheet| sheet.part(&relations));
        let Some(name) = part else { return Ok(None) };
        let mut sheet = cells::read(&xml::needed_part(&mut archive, name)?, &shared, size)?;
        beside::read(&mut archive, name)?.into_iter().try_for_each(|beside| sheet.cover(beside.cells, &beside.shown))?;
        Ok(Some(sheet))
    })
}

/// The names of the parts of a workbook.
pub(crate) struct Parts {
    /// Of each sheet, in the order of the workbook; charts have none.
    pub(crate) sheets: Vec<Option<String>>,
    /// Of its styles.
    pub(crate) styles: Option<String>,
}

/// What a workbook consists of.
pub(crate) fn parts(bytes: &[u8]) -> Result<Parts, NoReport> {
    let mut archive = Archive::open(bytes)?;
    let name = xml::document_name(&mut archive, "xl/workbook.xml")?;
    let mut book = Book::default();
    listen(&xml::needed_part(&mut archive, &name)?, &mut book)?;
    let relations = xml::relations(&mut archive, &name)?;
    let styles = relations.iter().find(|relation| relation.kind.ends_with("/styles"));
    Ok(Parts {
        sheets: book.sheets.iter().map(|sheet| sheet.part(&relations).map(str::to_owned)).collect(),
        styles: styles.map(|relation| relation.target.clone()),
    })
}

/// Reads a sheet without a workbook.
#[cfg(fuzzing)]
pub(crate) fn read_sheet(xml: &str) -> Result<Document, NoReport> {
    document(&[("甲", false)], |_, size| cells::read(xml, &Shared::default(), size).map(Some))
}

/// The sheets of a workbook, each by its name and whether it is hidden. What is hidden is no part of the report, unless all of it
/// is.
fn document(
    sheets: &[(&str, bool)],
    mut read: impl FnMut(usize, Size) -> Result<Option<Sheet>, NoReport>,
) -> Result<Document, NoReport> {
    if sheets.len() > MAX_SHEETS {
        return Err(NoReport::because(text!(
            "工作簿的工作表超过 {MAX_SHEETS} 张，不读",
            "the workbook has more than {MAX_SHEETS} sheets"
        )));
    }
    let mut document = Document { sheets: sheets.iter().map(|(name, _)| (*name).to_owned()).collect(), ..Document::default() };
    let mut size = Size::default();
    for hidden in [false, true] {
        for (number, (name, _)) in sheets.iter().enumerate().filter(|(_, (_, is_hidden))| *is_hidden == hidden) {
            let Some(sheet) = read(number, size)? else { continue };
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let (mut blocks, so_far) = sheet.blocks(number)?;
            size = so_far;
            document.blocks.extend(title(name, number).filter(|_| !blocks.is_empty()));
            document.blocks.append(&mut blocks);
        }
        if document.blocks.iter().any(|block| matches!(block, Block::Grid(_))) {
            break;
        }
    }
    Ok(document)
}

fn shared(archive: &mut Archive<'_>, relations: &[Relation], from_1904: bool) -> Result<Shared, NoReport> {
    let mut part = |kind: &str| match relations.iter().find(|relation| relation.kind.ends_with(kind)) {
        Some(relation) => xml::part(archive, &relation.target),
        None => Ok(None),
    };
    let strings = part("/sharedStrings")?.map(|xml| Strings::read(&xml)).transpose()?.unwrap_or_default();
    let styles = part("/styles")?.map(|xml| styles::read(&xml)).transpose()?.unwrap_or_default();
    Ok(Shared { strings, styles, from_1904 })
}

/// What the workbook says of itself.
#[derive(Default)]
struct Book {
    sheets: Vec<Entry>,
    from_1904: bool,
}

/// What the workbook says of a sheet.
struct Entry {
    name: String,
    relation: String,
    is_hidden: bool,
}

impl Listener for Book {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        match name {
            "sheet" => self.sheets.push(Entry {
                name: attribute(element, "name").unwrap_or_default(),
                relation: attribute(element, "id").unwrap_or_default(),
                is_hidden: attribute(element, "state").is_some_and(|state| state != "visible"),
            }),
            "workbookPr" => {
                self.from_1904 |= attribute(element, "date1904").is_some_and(|value| matches!(value.as_str(), "1" | "true"));
            }
            _ => {}
        }
        Ok(())
    }
}

impl Entry {
    /// The part that holds its cells; charts have none.
    fn part<'r>(&self, relations: &'r [Relation]) -> Option<&'r str> {
        let is_own = |relation: &&Relation| relation.id == self.relation && relation.kind.ends_with("/worksheet");
        relations.iter().find(is_own).map(|relation| relation.target.as_str())
    }
}

/// The name of a sheet, where somebody gave it one.
fn title(name: &str, sheet: u32) -> Option<Block> {
    let rest = ["sheet", "工作表", "表"].iter().find_map(|usual| name.to_lowercase().strip_prefix(usual).map(str::to_owned));
    let is_usual = rest.is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '(' | ')')));
    let origin = Origin::Sheet { sheet, row: 0, column: 0 };
    (!is_usual && !name.trim().is_empty()).then(|| Block::Paragraph(Passage { text: name.trim().to_owned(), origin }))
}
