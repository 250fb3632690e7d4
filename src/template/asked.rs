//! What a form asks of a cell beside its kind: that it is filled in, how it is written, what may be chosen.

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};
use serde::{Deserialize, Serialize};
use std::hash::{Hash, Hasher};

/// What is asked of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Asked {
    /// It may not be left blank.
    pub required: bool,
    /// How many digits stand behind the point, at most.
    pub decimals: Option<u8>,
    /// The words to choose from.
    pub choices: Vec<String>,
    /// What a text must look like.
    pub matching: Option<Matching>,
}

/// A regular expression that a whole text must match.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Matching {
    written: String,
    regex: Regex,
}

/// A pattern takes no more memory, once it is compiled.
const MAX_SIZE: usize = 1 << 20;

impl Matching {
    /// A pattern as it is written; the reason where it is none.
    pub fn new(written: &str) -> Result<Matching, String> {
        let regex = RegexBuilder::new(&format!("^(?:{written})$")).size_limit(MAX_SIZE).build();
        regex.map(|regex| Matching { written: written.to_owned(), regex }).map_err(|why| why.to_string())
    }

    /// As it is written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// A short text of that form, always the same.
    pub fn example(&self) -> String {
        let mut text = String::new();
        if let Ok(tree) = regex_syntax::parse(&self.written) {
            write(&tree, &mut text);
        }
        text
    }

    /// Whether a whole text is of that form.
    pub fn fits(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl TryFrom<String> for Matching {
    type Error = String;

    fn try_from(written: String) -> Result<Matching, String> {
        Matching::new(&written)
    }
}

impl From<Matching> for String {
    fn from(matching: Matching) -> String {
        matching.written
    }
}

/// What is asked of a cell, as data: cells that share it have each their own behind it.
pub(super) mod shared {
    use super::Asked;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::sync::Arc;

    pub(in super::super) fn serialize<S: Serializer>(asked: &Option<Arc<Asked>>, to: S) -> Result<S::Ok, S::Error> {
        asked.as_deref().serialize(to)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Arc<Asked>>, D::Error> {
        Ok(Option::deserialize(from)?.map(Arc::new))
    }
}

/// What an example is made of, where a pattern leaves the choice.
const PREFERRED: [char; 5] = ['1', 'a', 'A', '\u{4E00}', '-'];

/// No example is longer, whatever a pattern repeats.
const LONGEST: usize = 1_000;

fn write(tree: &Hir, text: &mut String) {
    if text.len() > LONGEST {
        return;
    }
    match tree.kind() {
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(Class::Unicode(class)) => {
            let has = |c: &char| class.ranges().iter().any(|range| range.start() <= *c && *c <= range.end());
            text.extend(PREFERRED.iter().copied().find(has).or_else(|| class.ranges().first().map(|range| range.start())));
        }
        HirKind::Repetition(repeated) => (0..repeated.min).for_each(|_| write(&repeated.sub, text)),
        HirKind::Capture(capture) => write(&capture.sub, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, text)),
        HirKind::Alternation(parts) => parts.first().into_iter().for_each(|part| write(part, text)),
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => {}
    }
}

impl PartialEq for Matching {
    fn eq(&self, other: &Matching) -> bool {
        self.written == other.written
    }
}

impl Eq for Matching {}

impl Hash for Matching {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.written.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_text_must_match() {
        let digits = Matching::new("[0-9]{4}").unwrap();
        assert!(digits.fits("1234"));
        assert!(!digits.fits("12345") && !digits.fits("x1234"));
        assert!(Matching::new("(").is_err());
    }

    #[test]
    fn an_example_is_of_its_pattern() {
        for written in ["https?://.+", "[0-9]{10}", "(京|沪)[A-Z]-\\d{3}", "[一-龥]{2,4}(局|委)", "a*"] {
            let pattern = Matching::new(written).unwrap();
            assert!(pattern.fits(&pattern.example()), "{written} {}", pattern.example());
        }
    }
}
