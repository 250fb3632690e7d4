//! Attributes of a start tag, changed in its text.

use crate::slice::Slice;
use std::ops::Range;

/// A start tag with an attribute set to a value: in place of the one it has, else in front of the others.
pub(super) fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    match value_of(tag, name) {
        Some(range) => {
            let (before, after) = (tag.slice(..range.start), tag.slice(range.end..));
            format!("{before}{value}{after}")
        }
        None => {
            let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
            let (before, after) = tag.split_at(end);
            format!("{before} {name}=\"{value}\"{after}")
        }
    }
}

/// Where the value of an attribute stands, without its quotes.
fn value_of(tag: &str, name: &str) -> Option<Range<usize>> {
    let mut at = tag.find(char::is_whitespace)?;
    loop {
        let rest = tag.get(at..)?;
        let equals = rest.find('=')?;
        let key = rest.get(..equals)?.trim();
        let behind = rest.get(equals..)?;
        let quote = behind.find(['"', '\''])?;
        let mark = behind.get(quote..)?.chars().next()?;
        let start = at + equals + quote + 1;
        let end = start + tag.get(start..)?.find(mark)?;
        if key == name {
            return Some(start..end);
        }
        at = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::with_attribute;

    #[test]
    fn an_attribute_is_replaced_or_added() {
        for (tag, changed) in [
            ("<c r=\"A1\" s=\"3\" t='s'>", "<c r=\"A1\" s=\"7\" t='s'>"),
            ("<x:c s = '3'/>", "<x:c s = '7'/>"),
            ("<c r=\"A1\"/>", "<c s=\"7\" r=\"A1\"/>"),
            ("<c/>", "<c s=\"7\"/>"),
            ("<c a=\"s='1'\" xs=\"2\">", "<c s=\"7\" a=\"s='1'\" xs=\"2\">"),
        ] {
            assert_eq!(with_attribute(tag, "s", "7"), changed);
        }
    }
}
