//! What lies over the cells of a sheet or is noted beside them: pictures, text boxes, comments. A blank cell under one is not taken
//! for blank.

use super::{cells::place as place_of, sheet::Address};
use crate::{
    read::{
        archive::Archive,
        drawn,
        xml::{self, BytesStart, Listener, attribute},
    },
    report::{MARK_AUTHOR, NoReport},
};

/// So much of what is written in one of them is kept, in bytes.
const MAX_WORDS: usize = 200;

/// No more of them are looked at in a sheet.
const MAX_COUNT: usize = 10_000;

/// A picture over more cells than this is meant for none of them: a seal, a background.
const MOST_CELLS: u32 = 6;

/// Something that lies over cells.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The first and the last of the cells.
    pub(super) cells: (Address, Address),
    /// What to show in those that are blank.
    pub(super) shown: String,
}

/// What the parts hold that a sheet refers to.
pub(super) fn read(archive: &mut Archive<'_>, sheet: &str) -> Result<Vec<Beside>, NoReport> {
    let mut found = Vec::new();
    for relation in xml::relations(archive, sheet)? {
        let is_comments = relation.kind.ends_with("/comments");
        if !is_comments && !relation.kind.ends_with("/drawing") {
            continue;
        }
        let Some(text) = xml::part(archive, &relation.target)? else { continue };
        if is_comments {
            let mut comments = Comments::default();
            xml::listen(&text, &mut comments)?;
            found.append(&mut comments.found);
        } else {
            let mut drawings = Drawings::default();
            xml::listen(&text, &mut drawings)?;
            found.append(&mut drawings.found);
        }
    }
    Ok(found)
}

/// Adds what fits.
fn add(words: &mut String, text: &str) {
    if words.len() < MAX_WORDS {
        words.push_str(text);
    }
}

/// Whether a text is nothing but a figure.
fn is_figure(text: &str) -> bool {
    text.contains(char::is_numeric) && !text.contains(char::is_alphabetic)
}

#[derive(Default)]
struct Comments {
    authors: Vec<String>,
    /// Where the comment stands that is open; nowhere if gouji wrote it: it is about the report, and no part of it.
    place: Option<Address>,
    words: String,
    found: Vec<Beside>,
}

impl Listener for Comments {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        match name {
            "author" if self.authors.len() < MAX_COUNT => self.authors.push(String::new()),
            "comment" => {
                let author =
                    attribute(element, "authorId").and_then(|number| self.authors.get(number.trim().parse::<usize>().ok()?));
                let is_own = author.is_some_and(|author| author == MARK_AUTHOR);
                self.place = attribute(element, "ref").and_then(|place| place_of(&place)).filter(|_| !is_own);
                self.words.clear();
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, _open: &[&str]) -> Result<(), NoReport> {
        if name == "comment"
            && let Some(place) = self.place.take().filter(|_| self.found.len() < MAX_COUNT)
            && self.words.contains(char::is_numeric)
        {
            let shown = format!("{}{}", drawn::COMMENT, self.words.trim());
            self.found.push(Beside { cells: (place, place), shown });
        }
        Ok(())
    }

    fn text(&mut self, text: &str, open: &[&str]) {
        match open.last() {
            Some(&"author") => self.authors.last_mut().into_iter().for_each(|author| add(author, text)),
            Some(&"t") => add(&mut self.words, text),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Drawings {
    /// Row and column of the corners of the drawing that is open.
    corners: [[Option<u32>; 2]; 2],
    has_picture: bool,
    words: String,
    found: Vec<Beside>,
}

impl Listener for Drawings {
    fn begin(&mut self, name: &str, _element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        match name {
            "oneCellAnchor" | "twoCellAnchor" => {
                (self.corners, self.has_picture) = ([[None; 2]; 2], false);
                self.words.clear();
            }
            "pic" => self.has_picture = true,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, _open: &[&str]) -> Result<(), NoReport> {
        if matches!(name, "oneCellAnchor" | "twoCellAnchor")
            && self.found.len() < MAX_COUNT
            && let [[Some(row), Some(column)], other] = self.corners
        {
            let first = (row, column);
            let last = if let [Some(row), Some(column)] = other { (row.max(first.0), column.max(first.1)) } else { first };
            let count = (last.0 - first.0).saturating_add(1).saturating_mul((last.1 - first.1).saturating_add(1));
            let words = self.words.trim();
            if is_figure(words) {
                // One that hangs over its cell is meant for the one where it begins.
                let last = if count > MOST_CELLS { first } else { last };
                self.found.push(Beside { cells: (first, last), shown: format!("{}{words}", drawn::TEXT_BOX) });
            } else if self.has_picture && count <= MOST_CELLS {
                self.found.push(Beside { cells: (first, last), shown: drawn::PICTURE.to_owned() });
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, open: &[&str]) {
        match open {
            [.., "t"] => add(&mut self.words, text),
            [.., "from", side] => self.set(0, side, text),
            [.., "to", side] => self.set(1, side, text),
            _ => {}
        }
    }
}

impl Drawings {
    /// Sets the row or the column of a corner.
    fn set(&mut self, corner: usize, side: &str, text: &str) {
        let side = match side {
            "row" => 0,
            "col" => 1,
            _ => return,
        };
        if let Some(place) = self.corners.get_mut(corner).and_then(|corner| corner.get_mut(side)) {
            *place = text.trim().parse().ok();
        }
    }
}
