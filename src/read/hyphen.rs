//! The hyphen of word processors that keeps its words together.

/// It is none that makes a figure negative.
pub(crate) const HYPHEN: char = '\u{2011}';

/// A line with plain hyphens; one in front of a figure stays, so that nobody takes it for a sign.
pub(crate) fn plain(line: &str) -> String {
    let is_before_figure = line.trim_start().strip_prefix(HYPHEN).is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric()));
    if is_before_figure { line.to_owned() } else { line.replace(HYPHEN, "-") }
}
