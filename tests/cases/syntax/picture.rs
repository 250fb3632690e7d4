//! Diagnostics as plain text, both languages together: enough to see what is underlined. (The writers draw the real ones.)

use gouji::{
    diagnostic::{Diagnostic, Label},
    source::{Source, Span},
};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// All diagnostics of a file, and how many items came out.
pub(super) fn of_all(diagnostics: &[Diagnostic], items: usize) -> String {
    let mut picture: String = diagnostics.iter().map(of_one).collect();
    writeln!(picture, "items: {items}").unwrap();
    picture
}

fn of_one(diagnostic: &Diagnostic) -> String {
    let mut picture = String::new();
    let position = diagnostic.labels.first().map(|label| label.place.position()).unwrap();
    writeln!(picture, "{}:{} {}", position.line, position.column, diagnostic.message.zh).unwrap();
    writeln!(picture, "    {}", diagnostic.message.en).unwrap();
    diagnostic.labels.iter().for_each(|label| picture.push_str(&underlined(label)));
    if let Some(help) = &diagnostic.help {
        writeln!(picture, "  = {}\n  = {}", help.zh, help.en).unwrap();
    }
    picture.push('\n');
    picture
}

fn underlined(label: &Label) -> String {
    let (source, span) = (&label.place.source, label.place.span);
    let index = source.line_index(span.start);
    let line = source.line_span(index);
    let width = |start: u32, end: u32| source.slice(Span { start, end: end.min(line.end) }).trim_end_matches('\n').width();
    let marks = "^".repeat(width(span.start, span.end).max(1));
    let words = if label.text.zh.is_empty() { String::new() } else { format!(" {} / {}", label.text.zh, label.text.en) };
    format!("{:4} | {}\n     | {}{marks}{words}\n", index + 1, shown(source, line), " ".repeat(width(line.start, span.start)))
}

fn shown(source: &Source, line: Span) -> &str {
    source.slice(line).trim_end()
}
