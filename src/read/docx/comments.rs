//! What the comments of a Word document say, by their numbers.

use crate::{
    read::xml::{self, BytesStart, Listener, attribute},
    report::{MARK_AUTHOR, NoReport},
};
use std::collections::HashMap;

/// So much of a comment is kept, in bytes.
const MAX_COMMENT: usize = 200;

/// Reads the part that holds them.
pub(super) fn read(xml: &str) -> Result<HashMap<String, String>, NoReport> {
    let mut comments = Comments::default();
    xml::listen(xml, &mut comments)?;
    Ok(comments.said)
}

#[derive(Default)]
struct Comments {
    said: HashMap<String, String>,
    /// The number of the one that is read.
    number: String,
    /// Whether gouji wrote it: it is about the report, and no part of it.
    is_own: bool,
}

impl Listener for Comments {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        if name == "comment" {
            self.number = attribute(element, "id").unwrap_or_default();
            self.is_own = attribute(element, "author").as_deref() == Some(MARK_AUTHOR);
        }
        Ok(())
    }

    fn text(&mut self, text: &str, _open: &[&str]) {
        if self.is_own {
            return;
        }
        let said = self.said.entry(self.number.clone()).or_default();
        if said.len() < MAX_COMMENT {
            said.push_str(text);
        }
    }
}
