//! One line a finding, for grep and for editors: `path:line:column: error A301[自然人]: message`.

use super::{
    CheckedInput, Style, Writer,
    entry::{entries, item_name},
    paint::plain,
};
use crate::{finding::Summary, ruleset::Identity, text};
use std::io;

/// One line a finding.
#[derive(Clone, Debug)]
pub struct Short {
    style: Style,
    rules: String,
}

impl Short {
    /// Shows places in words of the style's language where a document has no lines.
    pub fn new(style: Style) -> Short {
        Short { style, rules: String::new() }
    }
}

impl Writer for Short {
    fn begin(&mut self, rules: &Identity, _out: &mut dyn io::Write) -> io::Result<()> {
        self.rules = rules.line();
        Ok(())
    }

    fn item(&mut self, item: &CheckedInput<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let name = item_name(item);
        for entry in entries(item, self.style) {
            let place = entry.place().map(|place| place.behind_path(self.style.lang)).unwrap_or_default();
            let (level, code, message) = (entry.level(), entry.finding.key(), entry.finding.message.get(self.style.lang));
            let notes: String = entry.notes(self.style.lang).iter().map(|note| format!("  {note}")).collect();
            let (name, place, code) = (plain(name), plain(&place), plain(&code));
            writeln!(out, "{name}{place}: {level} {code}: {}{}", plain(message), plain(&notes))?;
        }
        Ok(())
    }

    /// A line that no editor takes for a place.
    fn end(&mut self, _summary: &Summary, out: &mut dyn io::Write) -> io::Result<()> {
        if self.style.quiet {
            return Ok(());
        }
        let (zh, en) = (&self.rules, &self.rules);
        writeln!(out, "# {}", text!("规则集 {zh}", "rules {en}").get(self.style.lang))
    }
}
