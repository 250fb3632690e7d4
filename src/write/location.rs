//! Where a finding stands, for programs that only know files with lines: a path in the tree, a line, a column.

use super::{CheckedInput, place::ShownOrigin};

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Location<'a> {
    /// None for standard input, and for a unit that has no report.
    pub(crate) file: Option<&'a str>,
    pub(crate) line: Option<u32>,
    pub(crate) column: Option<u32>,
}

impl<'a> Location<'a> {
    pub(crate) fn of(item: &CheckedInput<'a>, place: Option<&ShownOrigin>) -> Location<'a> {
        let path = item.outcome.path.as_deref().unwrap_or("-");
        let (file, number) = line_of_stream(path).map_or((path, None), |(file, line)| (file, Some(line)));
        let (line, column) = match (number, place) {
            (Some(number), Some(ShownOrigin::Text { column, .. })) => (Some(number), Some(*column)),
            (Some(number), _) => (Some(number), None),
            (None, Some(ShownOrigin::Text { line, column })) => (Some(*line), Some(*column)),
            (None, _) => (None, None),
        };
        Location { file: (file != "-").then_some(file), line, column }
    }
}

/// A line of a stream is called `FILE:N`.
fn line_of_stream(path: &str) -> Option<(&str, u32)> {
    let (file, line) = path.rsplit_once(':')?;
    let is_number = !line.is_empty() && line.chars().all(|c| c.is_ascii_digit());
    if is_number && !file.is_empty() { line.parse().ok().map(|line| (file, line)) } else { None }
}

/// A path as a URI reference: `年报/甲.docx` in percent signs, an absolute one behind `file://`.
pub(crate) fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b'\\' => uri.push('/'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::{line_of_stream, uri};

    #[test]
    fn a_line_of_a_stream_is_known_by_its_number() {
        assert_eq!(line_of_stream("all.ndjson:12"), Some(("all.ndjson", 12)));
        assert_eq!(line_of_stream("-:3"), Some(("-", 3)));
        for path in ["a.yaml", "C:", ":3", "a:b", "a:99999999999"] {
            assert_eq!(line_of_stream(path), None, "{path}");
        }
    }

    #[test]
    fn a_path_becomes_a_reference() {
        assert_eq!(uri("年/a b.docx"), "%E5%B9%B4/a%20b.docx");
        assert_eq!(uri("/tmp/a:b"), "file:///tmp/a%3Ab");
    }
}
