//! The part of a workbook that holds a sheet: its cells as they are shown, and which are merged.

use super::{
    format::Format,
    rich::Rich,
    sheet::{Address, Sheet, Size},
    strings::{Strings, unescaped},
    styles::Style,
};
use crate::{
    read::drawn,
    read::xml::{BytesStart, Listener, attribute, attributes, listen},
    report::NoReport,
};
use std::borrow::Cow;

/// What the cells of a workbook refer to.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) strings: Strings,
    /// By their numbers.
    pub(super) styles: Vec<Style>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
}

/// Reads a sheet of a workbook that has come to so much.
pub(super) fn read(xml: &str, shared: &Shared, size: Size) -> Result<Sheet, NoReport> {
    let mut cells = Cells { shared, sheet: Sheet::new(size), next: (0, 0), cell: Cell::default(), rich: Rich::default() };
    listen(xml, &mut cells)?;
    Ok(cells.sheet)
}

struct Cells<'s> {
    shared: &'s Shared,
    sheet: Sheet,
    /// Where the next cell stands if it does not say.
    next: Address,
    cell: Cell,
    rich: Rich,
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    place: Address,
    kind: String,
    style: usize,
    /// The stored or computed value, or the text.
    value: String,
    has_value: bool,
    formula: Option<String>,
}

impl Listener for Cells<'_> {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        match name {
            "row" => {
                let number = attribute(element, "r").and_then(|number| number.parse::<u32>().ok()?.checked_sub(1));
                self.next = (number.unwrap_or(self.next.0), 0);
            }
            "c" => self.begin_cell(element),
            "v" => self.cell.has_value = true,
            "f" => self.cell.formula = Some(String::new()),
            "mergeCell" => self.merge(element)?,
            name => self.rich.see(name, element),
        }
        Ok(())
    }

    fn end(&mut self, name: &str, _open: &[&str]) -> Result<(), NoReport> {
        match name {
            "row" => self.next = (self.next.0.saturating_add(1), 0),
            "c" => {
                let mut cell = std::mem::take(&mut self.cell);
                self.rich.end(&mut cell.value, 0);
                self.next = (cell.place.0, cell.place.1.saturating_add(1));
                self.sheet.put(cell.place, &cell.shown(self.shared))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, open: &[&str]) {
        match open.last() {
            Some(&"v") => self.cell.value.push_str(text),
            Some(&"t") if !open.contains(&"rPh") => self.rich.add(&unescaped(text), &mut self.cell.value),
            Some(&"f") => self.cell.formula.get_or_insert_default().push_str(text),
            _ => {}
        }
    }
}

impl Cells<'_> {
    fn begin_cell(&mut self, element: &BytesStart<'_>) {
        let [name, kind, style] = attributes(element, ["r", "t", "s"]);
        self.cell = Cell {
            place: name.and_then(|name| place(&name)).unwrap_or(self.next),
            kind: kind.map(Cow::into_owned).unwrap_or_default(),
            style: style.and_then(|style| style.parse().ok()).unwrap_or(0),
            ..Cell::default()
        };
    }

    fn merge(&mut self, element: &BytesStart<'_>) -> Result<(), NoReport> {
        let area = attribute(element, "ref");
        let ends = area.as_deref().and_then(|area| area.split_once(':')).and_then(|(a, b)| Some((place(a)?, place(b)?)));
        ends.map_or(Ok(()), |(first, last)| self.sheet.merge(first, last))
    }
}

impl Cell {
    fn shown(&self, shared: &Shared) -> String {
        match &self.formula {
            // Of a formula that several cells share, only the first has the text.
            Some(formula) if self.is_not_computed() && formula.trim().is_empty() => drawn::NOT_COMPUTED.to_owned(),
            Some(formula) if self.is_not_computed() => format!("={}", formula.trim()),
            _ => {
                let style = shared.styles.get(self.style);
                let shown = self.value_shown(style, shared);
                if style.is_some_and(|style| style.is_struck) { struck(shown) } else { shown }
            }
        }
    }

    /// Whether a formula has no result in the file: what it comes to is not known. An empty text is a result.
    fn is_not_computed(&self) -> bool {
        self.value.is_empty() && !(self.has_value && self.kind == "str")
    }

    fn value_shown(&self, style: Option<&Style>, shared: &Shared) -> String {
        match self.kind.as_str() {
            "s" if self.value.is_empty() => String::new(),
            "s" => {
                let text = self.value.trim().parse().ok().and_then(|number| shared.strings.get(number));
                text.map_or_else(|| char::REPLACEMENT_CHARACTER.to_string(), str::to_owned)
            }
            "b" if self.value.trim() == "1" => "TRUE".to_owned(),
            "b" if self.value.trim() == "0" => "FALSE".to_owned(),
            "n" | "" => {
                let plain = Format::Plain;
                style.map_or(&plain, |style| &style.format).shown(self.value.trim(), shared.from_1904)
            }
            "str" => unescaped(&self.value).into_owned(),
            _ => self.value.clone(),
        }
    }
}

/// A figure that is struck out as a whole.
pub(super) fn struck(shown: String) -> String {
    let is_figure = shown.contains(char::is_numeric) && !shown.contains(char::is_alphabetic);
    if is_figure { format!("{}{shown}", drawn::STRUCK) } else { shown }
}

/// `AB12`, with or without dollar signs.
pub(crate) fn place(name: &str) -> Option<Address> {
    let name = if name.contains('$') { Cow::Owned(name.replace('$', "")) } else { Cow::Borrowed(name) };
    let name = name.trim();
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at_checked(letters)?;
    let column = letters.bytes().try_fold(0u32, |column, letter| {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?).checked_add(1)?;
        column.checked_mul(26)?.checked_add(value)
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_are_places() {
        for (name, at) in [("A1", Some((0, 0))), ("$XFD$1048576", Some((1_048_575, 16_383))), ("aa2", Some((1, 26)))] {
            assert_eq!(place(name), at, "{name}");
        }
        for name in ["", "A", "1", "A0", "ZZZZZZZZ1", "A99999999999", "A-1", "中1"] {
            assert_eq!(place(name), None, "{name}");
        }
    }
}
