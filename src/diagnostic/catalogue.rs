//! What the codes of diagnostics mean: `grammar/codes.yaml`, read when somebody asks. Knows no diagnostic that was made.

use super::Code;
use crate::{
    lang::Text,
    node::{self, Node, Shape},
    vocabulary::choice,
};
use std::sync::LazyLock;

/// What a code means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What is wrong, in a few words.
    pub title: Text,
    /// What to do about it.
    pub mend: Text,
    /// What brings it about; none for a fault of our own.
    pub example: Option<Example>,
}

/// An example of a defect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub kind: ExampleKind,
    pub text: String,
}

choice! {
    /// What an example is, which says how it is tried.
    ExampleKind {
        /// Rules over the form that is built in.
        Rules = "rules",
        /// Rules beside all that is built in.
        BesideRules = "beside_rules",
        /// A folder of its own.
        Form = "form",
        /// Rules whose tests are run.
        Test = "test",
        /// The value of `--param`.
        Param = "param",
        /// A roster file.
        Roster = "roster",
        /// A waiver file.
        Waivers = "waivers",
        /// A command line.
        Run = "run",
    }
}

/// What a code means.
pub fn entry(code: Code) -> Entry {
    entries().iter().find(|(other, _)| *other == code).map(|(_, entry)| entry.clone()).unwrap_or_default()
}

/// What each code means, in the order of the catalogue.
pub fn entries() -> &'static [(Code, Entry)] {
    static ENTRIES: LazyLock<Vec<(Code, Entry)>> = LazyLock::new(|| {
        let Ok(tree) = node::yaml(include_str!("../../grammar/codes.yaml")) else { return Vec::new() };
        let read = |(key, value): (Node<'_>, Node<'_>)| Some((Code::named(key.scalar()?.text)?, read(value)));
        match tree.root().map(Node::shape) {
            Some(Shape::Mapping(pairs)) => pairs.filter_map(read).collect(),
            _ => Vec::new(),
        }
    });
    &ENTRIES
}

fn read(node: Node<'_>) -> Entry {
    let mut entry = Entry::default();
    let Shape::Mapping(pairs) = node.shape() else { return entry };
    for (key, value) in pairs {
        let words = |node: Node<'_>| node.scalar().map(|scalar| scalar.text.to_owned()).unwrap_or_default();
        let (key, text) = (words(key), words(value));
        match key.as_str() {
            "zh" => entry.title.zh = text,
            "en" => entry.title.en = text,
            "mend_zh" => entry.mend.zh = text,
            "mend_en" => entry.mend.en = text,
            _ => {
                let kind = ExampleKind::named(&key);
                entry.example = kind.map(|kind| Example { kind, text });
            }
        }
    }
    entry
}
