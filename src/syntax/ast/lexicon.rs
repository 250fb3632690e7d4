//! The tree of the lexicon, and of what facts ask of it.

use super::{Name, Spanned};
use crate::source::Span;

/// A part of the lexicon: words, and what they say of a figure of the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lexical {
    /// What the words are.
    pub kind: LexicalKind,
    /// The words, as written.
    pub words: Vec<Spanned<String>>,
    /// The whole item.
    pub span: Span,
}

/// What words of the lexicon are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LexicalKind {
    /// `topic 申请 { … weak … near … units … }`: what a figure counts.
    Topic {
        name: Name,
        /// It counts something that no fact is about.
        aside: bool,
        /// Words that mean it only where nothing unknown stands in front of them.
        weak: Vec<Spanned<String>>,
        /// Words of which one must be in reach.
        near: Vec<Spanned<String>>,
        /// What it is counted in beside the units of the form.
        units: Vec<Spanned<String>>,
    },
    /// `event 收到 of 申请 { … }`: what happened to what is counted.
    Event {
        name: Name,
        /// What it happens to.
        topic: Name,
        /// Marks behind the names.
        marks: Vec<Spanned<EventMark>>,
    },
    /// `light { … }`: words that change nothing.
    Light,
    /// `scope foreign { … }`, `scope own { … }`: whose figures these are.
    Scope {
        /// `own`.
        own: bool,
    },
    /// `units { … }`: what the form's things are counted in.
    Units,
}

/// What an event is beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventMark {
    /// `aside`: keeps the figure from every fact.
    Aside,
    /// `part`: one of the parts into which a total divides.
    Part,
    /// `half`: with another of these it makes up the whole.
    Half,
    /// `default`: meant where no event is named.
    Default,
    /// `implies topic`: its words alone tell the topic.
    ImpliesTopic,
}

/// `of 申请 event 收到 whole`: the figures that a fact asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactFrame {
    /// What they count.
    pub topic: Name,
    /// What happened; none: the topic's default event.
    pub event: Option<Name>,
    /// Not the parts behind 其中.
    pub whole: bool,
}

/// `matches "收到14件" = 14`, `matches "收到14件。接到15件" = 14, 15`, `misses "热线7639件"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactTest {
    /// Whether the fact must be found.
    pub matches: bool,
    pub sentence: Spanned<String>,
    /// The figures it must state.
    pub figures: Vec<Spanned<String>>,
}
