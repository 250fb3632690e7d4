//! Workflow commands that a code host shows beside the changed lines: an annotation a finding.

use super::{
    CheckedInput, Style, Writer,
    entry::{Entry, entries, item_name},
    location::Location,
    paint::plain,
};
use crate::ruleset::Identity;
use std::io;

/// An annotation a finding.
#[derive(Clone, Copy, Debug)]
pub struct Github {
    style: Style,
}

impl Github {
    /// Sentences in the style's language.
    pub fn new(style: Style) -> Github {
        Github { style }
    }

    fn properties(&self, item: &CheckedInput<'_>, entry: Entry<'_>) -> String {
        let location = Location::of(item, entry.place().as_ref());
        let title = format!("{} {}", entry.finding.key(), entry.name(self.style.lang));
        let property = |name: &str, value: Option<String>| value.map(|value| format!("{name}={}", escaped(&value, true)));
        let parts = [
            property("file", location.file.map(str::to_owned)),
            property("line", location.line.map(|line| line.to_string())),
            property("col", location.column.map(|column| column.to_string())),
            property("title", Some(plain(&title).into_owned())),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(",")
    }

    /// The sentence; before it the name of what no file stands for, behind it the place that is no line.
    fn message(&self, item: &CheckedInput<'_>, entry: Entry<'_>) -> String {
        let place = entry.place();
        let location = Location::of(item, place.as_ref());
        let name = if location.file.is_none() { format!("{}: ", item_name(item)) } else { String::new() };
        let place = place.filter(|_| location.line.is_none()).map(|place| format!(" ({})", place.words().get(self.style.lang)));
        let said = entry.whole_message(self.style.lang);
        let lines: Vec<String> = said.lines().map(|line| plain(line).into_owned()).collect();
        format!("{name}{}{}", lines.join("\n"), place.unwrap_or_default())
    }
}

impl Writer for Github {
    /// In the log of a run in which debugging is on; an annotation would stand beside every change.
    fn begin(&mut self, rules: &Identity, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "::debug::{}", escaped(&format!("gouji rules {}", rules.line()), false))
    }

    fn item(&mut self, item: &CheckedInput<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        for entry in entries(item, self.style) {
            let command = match entry.level() {
                "error" => "error",
                "warning" => "warning",
                _ => "notice",
            };
            let message = escaped(&self.message(item, entry), false);
            writeln!(out, "::{command} {}::{message}", self.properties(item, entry))?;
        }
        Ok(())
    }
}

/// As the runner takes it apart again: <https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts>.
pub(super) fn escaped(words: &str, property: bool) -> String {
    let mut shown = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '%' => shown.push_str("%25"),
            '\r' => shown.push_str("%0D"),
            '\n' => shown.push_str("%0A"),
            ':' if property => shown.push_str("%3A"),
            ',' if property => shown.push_str("%2C"),
            _ => shown.push(c),
        }
    }
    shown
}
