//! The hyphen of word processors that keeps its words together.

use std::borrow::Cow;

/// It is none that makes a figure negative.
pub(crate) const HYPHEN: char = '\u{2011}';

/// A line with plain hyphens; one in front of a figure stays, so that nobody takes it for a sign.
pub(crate) fn plain(line: &str) -> Cow<'_, str> {
    // Few characters begin with its first byte.
    if !line.as_bytes().contains(&0xE2) {
        return Cow::Borrowed(line);
    }
    let is_before_figure = line.trim_start().strip_prefix(HYPHEN).is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric()));
    if is_before_figure { Cow::Borrowed(line) } else { Cow::Owned(line.replace(HYPHEN, "-")) }
}
