//! An outline as YAML that every reader reads alike: what is not plainly a word is quoted.

use super::outline::{Content, Entry, Layout, Scalar};
use std::fmt::Write;

pub(super) fn emit(entries: &[Entry]) -> String {
    let mut text = String::new();
    block(entries, 0, &mut text);
    text
}

fn block(entries: &[Entry], depth: usize, text: &mut String) {
    let pad = "  ".repeat(depth);
    for Entry { key, item, note } in entries {
        text.push_str(&pad);
        text.push_str(&words(key));
        text.push(':');
        match item {
            Content::Mapping(inner, Layout::Block) if !inner.is_empty() => {
                comment(note.as_deref(), text);
                text.push('\n');
                block(inner, depth + 1, text);
            }
            Content::Rows(rows) if !rows.is_empty() => {
                text.push('\n');
                for row in rows {
                    let _ = write!(text, "{pad}  - ");
                    line(&Content::Mapping(row.clone(), Layout::Line), text);
                    text.push('\n');
                }
            }
            Content::Scalar(Scalar::Prose(prose)) => {
                text.push(' ');
                self::prose(prose, depth + 1, text);
            }
            _ => {
                text.push(' ');
                line(item, text);
                comment(note.as_deref(), text);
                text.push('\n');
            }
        }
    }
}

fn comment(note: Option<&str>, text: &mut String) {
    if let Some(note) = note {
        text.push_str("  # ");
        text.push_str(&crate::write::paint::plain(note));
    }
}

/// An item on one line.
fn line(item: &Content, text: &mut String) {
    match item {
        Content::Scalar(value) => text.push_str(&scalar(value)),
        Content::List(values) => {
            let values: Vec<String> = values.iter().map(scalar).collect();
            let _ = write!(text, "[{}]", values.join(", "));
        }
        Content::Rows(_) => text.push_str("[]"),
        Content::Mapping(entries, _) => {
            text.push('{');
            for (at, Entry { key, item, .. }) in entries.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { ", " });
                text.push_str(&words(key));
                text.push_str(": ");
                line(item, text);
            }
            text.push('}');
        }
    }
}

fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Figure(digits) | Scalar::Date(digits) => digits.clone(),
        Scalar::Null => "~".to_owned(),
        Scalar::Text(text) | Scalar::Prose(text) => words(text),
    }
}

/// Words plain where no reader could take them for anything else, in double quotes otherwise.
fn words(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

fn is_plain(text: &str) -> bool {
    let taken = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"];
    let letters =
        text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '（' | '）' | '《' | '》' | '〔' | '〕' | '、' | '·'));
    letters && text.starts_with(char::is_alphabetic) && !taken.contains(&text.to_ascii_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if is_shown(c) => quoted.push(c),
            _ => {
                let _ = write!(quoted, "\\U{:08x}", u32::from(c));
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character may stand in the file as it is.
fn is_shown(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Prose as a block of its lines; in quotes where a block could not hold it.
fn prose(text: &str, depth: usize, out: &mut String) {
    let blank = |line: &str| line.is_empty() || line.starts_with([' ', '\t']) || line.ends_with([' ', '\t']);
    if text.is_empty() || text.lines().any(blank) || !text.chars().all(|c| c == '\n' || is_shown(c)) || text.ends_with('\n') {
        out.push_str(&quoted(text));
        out.push('\n');
        return;
    }
    out.push_str("|\n");
    let pad = "  ".repeat(depth);
    for line in text.lines() {
        let _ = writeln!(out, "{pad}{line}");
    }
}
