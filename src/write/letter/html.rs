//! A letter as a page that prints on one sheet.

use super::Letter;
use crate::write::html::{opening, templates};
use minijinja::{context, value::Serde};

pub(super) fn write(letter: &Letter) -> Result<String, minijinja::Error> {
    let opening = opening(letter.lang, &letter.title.concat(), include_str!("letter.css"), "");
    let mut templates = templates()?;
    templates.add_template("letter.html", include_str!("letter.html"))?;
    templates.get_template("letter.html")?.render(context! { letter => Serde(letter), ..opening })
}
