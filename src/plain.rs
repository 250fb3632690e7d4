//! Words of documents made safe to show: no document may steer a terminal or turn the direction of writing.

use std::borrow::Cow;

/// The words on one line, without characters that steer a terminal or turn the direction of writing.
pub fn plain(words: &str) -> Cow<'_, str> {
    if !words.chars().any(|c| c.is_whitespace() || steers(c)) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(words.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { harmless(c) }).collect())
}

/// The text with the same bytes to a character, so that places in it stay where they are.
pub fn harmless_text(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let ends_line = c == '\r' && rest.peek() == Some(&'\n');
        shown.push(if ends_line { c } else { harmless(c) });
    }
    Cow::Owned(shown)
}

/// Control characters other than tab and line feed, and the marks that turn the direction of writing.
fn steers(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    turns || (c.is_control() && c != '\n' && c != '\t')
}

/// A visible stand-in that takes as many bytes.
fn harmless(c: char) -> char {
    match (steers(c), c.len_utf8()) {
        (false, _) => c,
        (true, 1) => '?',
        (true, 2) => '¿',
        (true, _) => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal_and_places_stay() {
        let text = "甲\u{1b}[31m\u{9b}乙\u{202e}丙\r\n丁\r";
        let shown = harmless_text(text);
        assert_eq!(shown, "甲?[31m¿乙\u{fffd}丙\r\n丁?");
        assert_eq!(shown.len(), text.len());
        assert_eq!(plain("甲\n乙\u{7}"), "甲 乙?");
    }
}
