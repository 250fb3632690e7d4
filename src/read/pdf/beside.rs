//! Figures that stand on a page without being part of its content: in text boxes that were laid over it, and in the fields of a
//! form.

use super::content::page_box;
use crate::read::{
    drawn,
    page::measure::{Area, Matrix},
};
use lopdf::{Dictionary, Document, Object, decode_text_string};

/// No more of them are looked at on a page.
const MOST: usize = 2_000;
/// Longer texts are no figures.
const LONGEST: usize = 100;
/// Flags of what is not shown: hidden, and not on a screen.
const UNSEEN: i64 = 2 | 32;

/// Where figures stand, and what a blank cell under them shows.
pub(super) fn read(page: &Dictionary, file: &Document, to_page: &Matrix) -> Vec<(Area, String)> {
    let annotations = page.get_deref(b"Annots", file).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    annotations.iter().take(MOST).filter_map(|annotation| one(annotation, file, to_page)).collect()
}

fn one(annotation: &Object, file: &Document, to_page: &Matrix) -> Option<(Area, String)> {
    let annotation = file.dereference(annotation).ok()?.1.as_dict().ok()?;
    let flags = annotation.get_deref(b"F", file).and_then(Object::as_i64).unwrap_or(0);
    if flags & UNSEEN != 0 {
        return None;
    }
    let shown = match annotation.get_deref(b"Subtype", file).and_then(Object::as_name).ok()? {
        b"FreeText" => figure(annotation, b"Contents", file).map(|figure| format!("{}{figure}", drawn::TEXT_BOX)),
        b"Widget" => figure(annotation, b"V", file).or_else(|| {
            let field = annotation.get_deref(b"Parent", file).and_then(Object::as_dict).ok()?;
            figure(field, b"V", file)
        }),
        _ => None,
    }?;
    let [left, bottom, right, top] = page_box(annotation.get(b"Rect").ok()?, file)?;
    Some((Area::around(&[to_page.apply(left, bottom), to_page.apply(right, top)])?, shown))
}

/// A text that is nothing but a figure.
fn figure(dictionary: &Dictionary, key: &[u8], file: &Document) -> Option<String> {
    let text = decode_text_string(dictionary.get_deref(key, file).ok()?).ok()?;
    let text = text.trim();
    let is_figure = text.len() <= LONGEST && text.contains(char::is_numeric) && !text.contains(char::is_alphabetic);
    is_figure.then(|| text.to_owned())
}
