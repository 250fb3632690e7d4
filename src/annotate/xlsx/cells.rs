//! The part that holds a sheet, with the styles of some cells changed. Cells that are blank may not stand there: they are put in.

use super::{
    super::{
        edits::Edits,
        outline::{escaped, outline},
        tag::with_attribute,
    },
    Address,
};
use crate::{
    read::{
        xlsx::place_of,
        xml::{BytesStart, Listener, attribute, listen},
    },
    report::{NoReport, sheet_cell},
    slice::Slice,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// A sheet while it is changed.
pub(super) struct Cells<'t> {
    text: &'t str,
    found: Found<'t>,
    edits: Edits<'t>,
    /// Cells to be put in, with their styles.
    new: BTreeMap<Address, usize>,
    uri: String,
}

/// What follows the reference to the drawing of notes in a sheet.
const BEHIND_DRAWING: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

impl<'t> Cells<'t> {
    /// Finds some cells in the text of a sheet, and those that an earlier check has filled: they have one of these styles.
    pub(super) fn find(
        text: &'t str,
        wanted: impl Iterator<Item = Address>,
        filled: &'t BTreeSet<usize>,
    ) -> Result<Cells<'t>, NoReport> {
        let mut found = Found { wanted: wanted.collect(), styles: Some(filled), ..Found::default() };
        listen(text, &mut found)?;
        let root = outline(text, 0, 1).and_then(|root| text.get(root.open)).unwrap_or_default();
        let is_own = |value: &&str| value.contains("spreadsheetml") && value.ends_with("/main");
        let uri = root.split(['"', '\'']).find(is_own).unwrap_or("http://schemas.openxmlformats.org/spreadsheetml/2006/main");
        Ok(Cells { text, found, edits: Edits::of(text), new: BTreeMap::new(), uri: uri.to_owned() })
    }

    /// The namespace of the sheet.
    pub(super) fn uri(&self) -> &str {
        &self.uri
    }

    /// What the sheet calls the drawing of its notes.
    pub(super) fn drawing(&self) -> Option<String> {
        self.found.drawing.clone()
    }

    /// Gives each cell that an earlier check has filled, and that was not shaded by now, the style that its own becomes; whether
    /// there was one.
    pub(super) fn unshade(&mut self, mut plain: impl FnMut(usize) -> usize) -> bool {
        for (tag, style) in &self.found.filled {
            let text = self.text.slice(tag.clone());
            self.edits.replace(tag.clone(), with_attribute(text, "s", &plain(*style).to_string()));
        }
        !self.found.filled.is_empty()
    }

    /// Gives a cell the style that its own becomes.
    pub(super) fn shade(&mut self, at: Address, shaded: impl FnOnce(usize) -> Option<usize>) {
        match self.found.cells.get(&at) {
            Some((tag, style)) => {
                let Some(style) = shaded(*style) else { return };
                let text = self.text.slice(tag.clone());
                self.edits.replace(tag.clone(), with_attribute(text, "s", &style.to_string()));
            }
            None => {
                let style = self.found.rows.get(&at.0).map_or(0, |row| row.style);
                self.new.extend(shaded(style).map(|style| (at, style)));
            }
        }
    }

    /// Refers to a drawing of notes.
    pub(super) fn refer_to_drawing(&mut self, id: &str, uri: &str) {
        let (prefix, uri) = (&self.found.prefix, escaped(uri));
        let reference = format!("<{prefix}legacyDrawing xmlns:r=\"{uri}\" r:id=\"{id}\"/>");
        self.edits.insert(self.found.behind_drawing.unwrap_or(self.found.end), reference);
    }

    pub(super) fn finish(mut self) -> String {
        let mut rows: BTreeMap<u32, Vec<(Address, usize)>> = BTreeMap::new();
        for (at, style) in std::mem::take(&mut self.new) {
            rows.entry(at.0).or_default().push((at, style));
        }
        let prefix = self.found.prefix.clone();
        let cell = |(at, style): &(Address, usize)| format!("<{prefix}c r=\"{}\" s=\"{style}\"/>", sheet_cell(at.0, at.1));
        let mut whole_rows = String::new();
        for (number, cells) in &rows {
            let Some(row) = self.found.rows.get(number) else {
                let (name, cells) = (u64::from(*number) + 1, cells.iter().map(cell).collect::<String>());
                let row = format!("<{prefix}row r=\"{name}\">{cells}</{prefix}row>");
                match self.found.rows_behind.get(number) {
                    Some(at) => self.edits.insert(*at, row),
                    None => whole_rows.push_str(&row),
                }
                continue;
            };
            match &row.itself {
                Some(range) => {
                    let cells: String = cells.iter().map(cell).collect();
                    let element = outline(self.text, range.start, 1).map(|row| row.opened(self.text, &cells));
                    element.into_iter().for_each(|row| self.edits.replace(range.clone(), row));
                }
                None => {
                    for new in cells {
                        let behind = row.cells_behind.get(&new.0).copied();
                        self.edits.insert(behind.unwrap_or(row.end), cell(new));
                    }
                }
            }
        }
        if !whole_rows.is_empty() {
            match self.found.data.clone() {
                Some((range, true)) => {
                    let data = outline(self.text, range.start, 1).map(|data| data.opened(self.text, &whole_rows));
                    data.into_iter().for_each(|data| self.edits.replace(range.clone(), data));
                }
                Some((range, false)) => self.edits.insert(range.start, whole_rows),
                None => {}
            }
        }
        self.edits.finish()
    }
}

/// What was found of the cells and rows that are wanted.
#[derive(Default)]
struct Found<'s> {
    wanted: BTreeSet<Address>,
    /// The styles of cells that an earlier check has filled, and those cells: start tag and style.
    styles: Option<&'s BTreeSet<usize>>,
    filled: Vec<(Range<usize>, usize)>,
    /// The start tag and the style of each cell that is there.
    cells: BTreeMap<Address, (Range<usize>, usize)>,
    rows: BTreeMap<u32, Row>,
    /// For rows that are not there, where the next one begins.
    rows_behind: BTreeMap<u32, usize>,
    /// The element with the rows: all of it where it is empty, else its end tag.
    data: Option<(Range<usize>, bool)>,
    drawing: Option<String>,
    /// Where the first element begins that has to stand behind the reference to the drawing.
    behind_drawing: Option<usize>,
    /// Where the sheet ends.
    end: usize,
    prefix: String,
    place: Range<usize>,
    next: Address,
    row: Option<u32>,
}

/// A row that is there.
#[derive(Default)]
struct Row {
    style: usize,
    /// All of it, where it is empty and has no end tag.
    itself: Option<Range<usize>>,
    /// Where its end tag begins.
    end: usize,
    /// For cells that are not there, where the next one begins.
    cells_behind: BTreeMap<Address, usize>,
}

impl Listener for Found<'_> {
    fn at(&mut self, place: Range<usize>) {
        self.place = place;
    }

    fn begin(&mut self, name: &str, element: &BytesStart<'_>, open: &[&str]) -> Result<(), NoReport> {
        match (open.len(), name) {
            (1, "sheetData") => {
                let name = element.name().into_inner();
                self.prefix = name.strip_suffix("sheetData").unwrap_or_default().to_owned();
                self.data = Some((self.place.clone(), true));
            }
            (1, "legacyDrawing") => self.drawing = attribute(element, "id"),
            (1, name) if self.data.is_some() && BEHIND_DRAWING.contains(&name) => {
                self.behind_drawing.get_or_insert(self.place.start);
            }
            (2, "row") => self.begin_row(element),
            (3, "c") => self.begin_cell(element),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, open: &[&str]) -> Result<(), NoReport> {
        match (open.len(), name) {
            (0, _) => self.end = self.place.start,
            (1, "sheetData") => {
                if let Some((range, itself)) = &mut self.data
                    && *range != self.place
                {
                    (*range, *itself) = (self.place.clone(), false);
                }
            }
            (2, "row") => self.end_row(),
            _ => {}
        }
        Ok(())
    }
}

impl Found<'_> {
    fn begin_row(&mut self, element: &BytesStart<'_>) {
        let number = attribute(element, "r").and_then(|number| number.parse::<u32>().ok()?.checked_sub(1));
        let number = number.unwrap_or(self.next.0);
        let missing: BTreeSet<u32> = self.wanted.range(..(number, 0)).map(|at| at.0).collect();
        for row in missing.into_iter().filter(|row| !self.rows.contains_key(row)) {
            self.rows_behind.entry(row).or_insert(self.place.start);
        }
        self.next = (number, 0);
        self.row = Some(number);
        if self.wanted.range((number, 0)..=(number, u32::MAX)).next().is_some() {
            let style = attribute(element, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
            self.rows.entry(number).or_insert(Row { style, itself: Some(self.place.clone()), ..Row::default() });
        }
    }

    fn end_row(&mut self) {
        let place = self.place.clone();
        if let Some(row) = self.row.take().and_then(|number| self.rows.get_mut(&number))
            && row.itself.as_ref().is_some_and(|itself| *itself != place)
        {
            row.itself = None;
            row.end = place.start;
        }
        self.next = (self.next.0.saturating_add(1), 0);
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) {
        let at = attribute(element, "r").and_then(|name| place_of(&name)).unwrap_or(self.next);
        self.next = (at.0, at.1.saturating_add(1));
        let missing: Vec<Address> = self.wanted.range((at.0, 0)..at).copied().collect();
        if let Some(row) = self.rows.get_mut(&at.0) {
            for cell in missing.into_iter().filter(|cell| !self.cells.contains_key(cell)) {
                row.cells_behind.entry(cell).or_insert(self.place.start);
            }
        }
        let style = attribute(element, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
        if self.styles.is_some_and(|filled| filled.contains(&style)) {
            self.filled.push((self.place.clone(), style));
        }
        if self.wanted.contains(&at) {
            self.cells.entry(at).or_insert((self.place.clone(), style));
        }
    }
}
