//! An untyped tree with places: the text of a YAML or JSON file in; mappings, lists and scalars out, each with its span and the
//! words as they were typed. Knows no report: `017` and `1,000` are still words here.

mod json;
mod mistyped;
mod tree;
mod yaml;

#[cfg(test)]
mod tests;

pub use json::parse as json;
pub use tree::{Entries, Items, Node, Scalar, Shape, Tree};
pub use yaml::parse as yaml;

use crate::{lang::Text, source::Span, text};

/// Trees nested deeper than this are refused.
pub const MAX_DEPTH: usize = 64;

/// Trees with more nodes than this are refused.
pub const MAX_NODES: usize = 1 << 20;

/// Why a text is no tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Where it went wrong.
    pub span: Span,
    /// What is wrong there.
    pub message: Text,
    /// What to do about it; may be empty.
    pub label: Text,
    /// What belongs in the place of the span.
    pub instead: Option<&'static str>,
}

/// Reads JSON or YAML, whichever it is. What begins with `{"` means to be JSON; what begins with `{` or `[` may be, and is YAML if
/// it fails as JSON.
pub fn sniff(text: &str) -> Result<Tree<'_>, Malformed> {
    let begin = text.trim_start_matches('\u{feff}').trim_start();
    let means_json = begin.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'));
    if !begin.starts_with(['{', '[']) {
        return yaml(text);
    }
    match json(text) {
        Err(malformed) if !means_json => yaml(text).map_err(|_| malformed),
        tree => tree,
    }
}

impl Malformed {
    fn at(span: Span, message: Text) -> Malformed {
        Malformed { span, message, label: Text::default(), instead: None }
    }

    fn too_deep(at: usize) -> Malformed {
        Malformed::at(Span::at(at), text!("嵌套超过 {MAX_DEPTH} 层", "nested more than {MAX_DEPTH} levels deep"))
    }

    fn too_many(at: usize) -> Malformed {
        Malformed::at(Span::at(at), text!("超过 {MAX_NODES} 个值", "more than {MAX_NODES} values"))
    }
}
