//! One line a finding, for grep and for editors: `path:line:column: error A301[自然人]: message`.

use super::{
    Item, Style, Writer,
    entry::{entries, item_name},
    paint::plain,
};
use std::io;

/// One line a finding.
#[derive(Clone, Copy, Debug)]
pub struct Short {
    style: Style,
}

impl Short {
    /// Shows places in words of the style's language where a document has no lines.
    pub fn new(style: Style) -> Short {
        Short { style }
    }
}

impl Writer for Short {
    fn item(&mut self, item: &Item<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let name = item_name(item);
        for entry in entries(item, self.style) {
            let place = entry.place().map(|place| place.behind_path(self.style.lang)).unwrap_or_default();
            let (level, code, message) = (entry.level(), entry.finding.key(), entry.finding.message.get(self.style.lang));
            writeln!(out, "{}{}: {level} {}: {}", plain(name), plain(&place), plain(&code), plain(message))?;
        }
        Ok(())
    }
}
