//! A workbook with its cells shaded and notes on them.

mod cells;
mod comments;
mod drawing;
mod styles;

use super::{notes::Note, package::Package};
use crate::{
    read::xlsx::{Parts, parts},
    report::{NoReport, Origin},
};
use cells::Cells;
use std::collections::BTreeMap;
use styles::Styles;

/// A row and a column, 0-based.
type Address = (u32, u32);

/// What is written at a cell.
#[derive(Debug, Default)]
struct OnCell {
    is_wrong: Option<bool>,
    lines: Vec<String>,
}

pub(super) fn mark(bytes: &[u8], notes: &[Note]) -> Result<Vec<u8>, NoReport> {
    let parts = parts(bytes)?;
    let mut package = Package::open(bytes)?;
    let mut styles = Styles::of(&mut package, parts.styles.as_deref())?;
    let sheets = by_sheet(notes, &parts);
    let none = BTreeMap::new();
    for (sheet, name) in (0u32..).zip(&parts.sheets) {
        let Some(name) = name else { continue };
        mark_sheet(&mut package, name, sheets.get(&sheet).unwrap_or(&none), &mut styles)?;
    }
    styles.finish(&mut package);
    package.finish()
}

/// What is written on which sheet. What has no place there goes to the first cell of the first sheet.
fn by_sheet(notes: &[Note], parts: &Parts) -> BTreeMap<u32, BTreeMap<Address, OnCell>> {
    let is_there = |sheet: u32| parts.sheets.get(sheet as usize).is_some_and(Option::is_some);
    let place = |note: &Note| match note.origin {
        Origin::Sheet { sheet, row, column } if is_there(sheet) => Some((sheet, (row, column))),
        _ => None,
    };
    let first = notes.iter().filter_map(place).map(|(sheet, _)| sheet).min();
    let first = first.or_else(|| (0u32..).zip(&parts.sheets).find(|(_, part)| part.is_some()).map(|(sheet, _)| sheet));
    let mut sheets: BTreeMap<u32, BTreeMap<Address, OnCell>> = BTreeMap::new();
    // What has no place comes first.
    for note in notes.iter().filter(|note| place(note).is_none() && !note.elsewhere.is_empty()) {
        let Some(first) = first else { continue };
        let cell = sheets.entry(first).or_default().entry((0, 0)).or_default();
        cell.lines.extend(note.elsewhere.iter().cloned());
    }
    for (note, (sheet, at)) in notes.iter().filter_map(|note| Some((note, place(note)?))) {
        let cell = sheets.entry(sheet).or_default().entry(at).or_default();
        cell.is_wrong = cell.is_wrong.max(note.is_wrong);
        cell.lines.extend(note.here.iter().cloned());
    }
    sheets
}

/// Puts the marks into a sheet, and takes those of an earlier check away.
fn mark_sheet(
    package: &mut Package<'_>,
    name: &str,
    marked: &BTreeMap<Address, OnCell>,
    styles: &mut Styles,
) -> Result<(), NoReport> {
    let Some(text) = package.text(name)? else { return Ok(()) };
    let filled = styles.own();
    let mut cells = Cells::find(&text, marked.keys().copied(), &filled)?;
    for (at, on_cell) in marked {
        if let Some(is_wrong) = on_cell.is_wrong {
            cells.shade(*at, |style| {
                let plain = styles.unshaded(style);
                styles.shaded(plain, is_wrong)
            });
        }
    }
    let was_marked = cells.unshade(|style| styles.unshaded(style));
    let gone = comments::remove_own(package, name)?;
    if let Some(id) = cells.drawing().filter(|_| !gone.is_empty()) {
        drawing::remove(package, name, &id, &gone)?;
    }
    let notes: Vec<(Address, &[String])> =
        marked.iter().filter(|(_, cell)| !cell.lines.is_empty()).map(|(at, cell)| (*at, cell.lines.as_slice())).collect();
    if !notes.is_empty() {
        let new = comments::write(package, name, cells.uri(), &notes)?;
        match cells.drawing() {
            Some(id) => drawing::extend(package, name, &id, &new)?,
            None => {
                let id = drawing::add(package, name, &new)?;
                cells.refer_to_drawing(&id, &package.kinds_of_relations()?);
            }
        }
    }
    if was_marked || !marked.is_empty() {
        package.set(name, cells.finish());
    }
    Ok(())
}
