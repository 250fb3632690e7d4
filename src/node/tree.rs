//! The tree itself: one flat list of nodes in the order of the text, so that a file costs two allocations and not one a value.

use super::MAX_NODES;
use crate::{slice::Slice, source::Span};

/// What a text holds.
#[derive(Debug)]
pub struct Tree<'t> {
    text: &'t str,
    /// In the order of the text; the children of a node stand behind it.
    nodes: Vec<Entry>,
    /// Words that do not stand in the text as they read: escapes, folded lines.
    words: Vec<String>,
}

#[derive(Debug)]
struct Entry {
    span: Span,
    /// The index behind the node's last descendant.
    after: u32,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Scalar { quoted: bool, words: StoredWords },
    Mapping,
    List,
}

#[derive(Clone, Copy, Debug)]
enum StoredWords {
    /// The span, without its quotes if it is quoted.
    Verbatim,
    /// An index into [`Tree::words`].
    Decoded(u32),
}

/// A tree takes no more than [`MAX_NODES`] nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Full;

/// A node of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    tree: &'a Tree<'a>,
    entry: &'a Entry,
    /// The index of its first child, if it has one.
    first: usize,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Shape<'a> {
    Scalar(Scalar<'a>),
    /// Keys with their values.
    Mapping(Entries<'a>),
    /// Values in order.
    List(Items<'a>),
}

/// A value as it was typed, escapes resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scalar<'a> {
    /// The words, without quotes.
    pub text: &'a str,
    /// Whether it stood in quotes (or in a block), and so is text whatever it looks like.
    pub quoted: bool,
}

/// The keys of a mapping with their values, in order, repeated ones included.
#[derive(Clone, Debug)]
pub struct Entries<'a>(Items<'a>);

/// The items of a list, in order.
#[derive(Clone, Debug)]
pub struct Items<'a> {
    tree: &'a Tree<'a>,
    next: usize,
    end: usize,
}

impl<'t> Tree<'t> {
    /// The outermost node; none for a text without content.
    pub fn root(&self) -> Option<Node<'_>> {
        self.node(0)
    }

    /// The text it was read from.
    pub fn text(&self) -> &'t str {
        self.text
    }

    #[inline]
    fn node(&self, index: usize) -> Option<Node<'_>> {
        Some(Node { tree: self, entry: self.nodes.get(index)?, first: index + 1 })
    }

    pub(super) fn new(text: &'t str) -> Tree<'t> {
        Tree { text, nodes: Vec::with_capacity((text.len() >> 2).clamp(16, 1024)), words: Vec::new() }
    }

    /// Adds a value whose words stand in the text, in quotes or not.
    #[inline]
    pub(super) fn verbatim(&mut self, span: Span, quoted: bool) -> Result<(), Full> {
        self.push(span, Kind::Scalar { quoted, words: StoredWords::Verbatim }).map(|_| ())
    }

    /// Adds a value whose words do not stand in the text as they read.
    pub(super) fn decoded(&mut self, span: Span, quoted: bool, words: String) -> Result<(), Full> {
        let at = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(words);
        self.push(span, Kind::Scalar { quoted, words: StoredWords::Decoded(at) }).map(|_| ())
    }

    /// Adds a mapping (or a list), whose children follow; [`Tree::close`] ends it.
    #[inline]
    pub(super) fn open(&mut self, span: Span, mapping: bool) -> Result<usize, Full> {
        self.push(span, if mapping { Kind::Mapping } else { Kind::List })
    }

    /// Ends a mapping or list at a byte offset.
    #[inline]
    pub(super) fn close(&mut self, index: usize, end: u32) {
        let after = self.nodes.len();
        if let Some(entry) = self.nodes.get_mut(index) {
            entry.after = u32::try_from(after).unwrap_or(u32::MAX);
            entry.span.end = end.max(entry.span.start);
        }
    }

    /// Where the last value ends.
    pub(super) fn end(&self) -> u32 {
        self.nodes.last().map_or(0, |entry| entry.span.end)
    }

    #[inline]
    fn push(&mut self, span: Span, kind: Kind) -> Result<usize, Full> {
        let index = self.nodes.len();
        if index >= MAX_NODES {
            return Err(Full);
        }
        let after = u32::try_from(index + 1).unwrap_or(u32::MAX);
        self.nodes.push(Entry { span, after, kind });
        Ok(index)
    }

    #[inline]
    fn words(&self, entry: &Entry, quoted: bool, words: StoredWords) -> &str {
        match words {
            StoredWords::Decoded(at) => self.words.get(at as usize).map_or("", String::as_str),
            StoredWords::Verbatim => {
                let mut range = entry.span.range();
                if quoted {
                    range = range.start + 1..range.end.saturating_sub(1);
                }
                self.text.slice(range)
            }
        }
    }
}

impl<'a> Node<'a> {
    /// Where it stands, its quotes or brackets included.
    #[inline]
    pub fn span(self) -> Span {
        self.entry.span
    }

    /// What it is.
    #[inline]
    pub fn shape(self) -> Shape<'a> {
        match self.entry.kind {
            Kind::Scalar { quoted, words } => Shape::Scalar(Scalar { text: self.tree.words(self.entry, quoted, words), quoted }),
            Kind::Mapping => Shape::Mapping(Entries(self.children())),
            Kind::List => Shape::List(self.children()),
        }
    }

    /// Its value, if it is one.
    #[inline]
    pub fn scalar(self) -> Option<Scalar<'a>> {
        match self.shape() {
            Shape::Scalar(scalar) => Some(scalar),
            Shape::Mapping(_) | Shape::List(_) => None,
        }
    }

    /// Whether it is a value that says nothing: `~`, `null` or nothing at all.
    #[inline]
    pub fn is_null(self) -> bool {
        self.scalar().is_some_and(Scalar::is_null)
    }

    #[inline]
    fn children(self) -> Items<'a> {
        Items { tree: self.tree, next: self.first, end: self.entry.after as usize }
    }
}

impl Scalar<'_> {
    /// Whether it says nothing: `~`, `null` or nothing at all, not in quotes.
    #[inline]
    pub fn is_null(self) -> bool {
        !self.quoted && matches!(self.text, "" | "~" | "null" | "Null" | "NULL")
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = Node<'a>;

    #[inline]
    fn next(&mut self) -> Option<Node<'a>> {
        if self.next >= self.end {
            return None;
        }
        let node = self.tree.node(self.next)?;
        self.next = node.entry.after as usize;
        Some(node)
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (Node<'a>, Node<'a>);

    #[inline]
    fn next(&mut self) -> Option<(Node<'a>, Node<'a>)> {
        Some((self.0.next()?, self.0.next()?))
    }
}
