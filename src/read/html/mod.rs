//! A web page into paragraphs and grids: what somebody sees who opens it. Knows no template.

mod attributes;
mod css;
mod element;
mod sink;
mod tree;

use super::{
    assemble::{Assembler, Span, Traces},
    decode::{Declared, decode},
    document::{Block, Document},
    drawn,
};
use crate::{report::NoReport, text};
use attributes::Attributes;
use element::Element;
use html5ever::{
    ParseOpts, parse_document,
    tendril::{StrTendril, TendrilSink},
};
use tree::{Step, Tree};

/// Longer pages are not read.
const MAX_BYTES: usize = 16 << 20;

/// Nor pages with more nodes.
const MAX_NODES: usize = 300_000;

/// Nor elements within more elements.
const MAX_DEPTH: u32 = 512;

/// The page is parsed in pieces, and looked at after each.
const PIECE: usize = 1 << 10;

/// No tag has more attributes.
const MAX_ATTRIBUTES: u32 = 256;

/// Reads a web page.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, NoReport> {
    if bytes.len() > MAX_BYTES {
        let limit = MAX_BYTES >> 20;
        return Err(NoReport::because(text!("网页超过 {limit} MB，不读", "the page is larger than {limit} MB")));
    }
    let tree = parse(&decode(bytes, Declared::InMeta)?, |_| PIECE)?;
    let blocks = Page::default().read(&tree)?.0;
    Ok(Document { blocks, ..Document::default() })
}

/// Where in the text of a page the start tags ended of what its cells and paragraphs stand in.
pub(crate) fn trace(text: &str) -> Result<Traces, NoReport> {
    // A piece ends with each tag, so that it is known which tag an element was made of.
    let tag = |text: &str| memchr::memchr(b'>', text.as_bytes()).map_or(PIECE, |end| PIECE.min(end + 1));
    let tree = parse(text, tag)?;
    let page = Page { assembler: Assembler::traced(), ..Page::default() };
    Ok(page.read(&tree)?.1)
}

/// Parses a page in pieces of so many bytes.
fn parse(text: &str, length: impl Fn(&str) -> usize) -> Result<Tree, NoReport> {
    let mut parser = parse_document(Tree::new(), ParseOpts::default());
    let mut silence = Silence::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(boundary(rest, length(rest)));
        parser.tokenizer.sink.sink.at.set(text.len() - after.len());
        parser.process(StrTendril::from(piece));
        let tree = &parser.tokenizer.sink.sink;
        within_limits(tree)?;
        silence.listen(tree.said.get(), piece)?;
        rest = after;
    }
    let tree = parser.finish();
    within_limits(&tree)?;
    Ok(tree)
}

/// The next place from there on where the text can be cut.
fn boundary(text: &str, from: usize) -> usize {
    (from..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

fn within_limits(tree: &Tree) -> Result<(), NoReport> {
    if tree.deepest.get() > MAX_DEPTH {
        return Err(NoReport::because(text!(
            "网页标签嵌套超过 {MAX_DEPTH} 层，不读",
            "the page is nested deeper than {MAX_DEPTH}"
        )));
    }
    if tree.len() > MAX_NODES {
        return Err(NoReport::because(text!("网页的标签超过 {MAX_NODES} 个，不读", "the page has more than {MAX_NODES} nodes")));
    }
    Ok(())
}

/// While the parser says nothing, it is within a tag, a comment or a doctype.
#[derive(Default)]
struct Silence<'t> {
    said: usize,
    /// The piece in which it spoke last.
    last: &'t str,
    attributes: Attributes,
}

impl<'t> Silence<'t> {
    fn listen(&mut self, said: usize, piece: &'t str) -> Result<(), NoReport> {
        if said != self.said {
            *self = Silence { said, last: piece, attributes: Attributes::default() };
            return Ok(());
        }
        let before = self.attributes.read(std::mem::take(&mut self.last));
        if before.max(self.attributes.read(piece)) > MAX_ATTRIBUTES {
            return Err(NoReport::because(text!(
                "网页里有标签的属性多得不正常，不读",
                "a tag of the page has far too many attributes"
            )));
        }
        Ok(())
    }
}

/// A page while it is walked through.
#[derive(Default)]
struct Page {
    assembler: Assembler,
    /// The words since the last line break.
    line: String,
    /// In how many elements that keep their line breaks.
    verbatim: u32,
    /// Whether a picture was met in the cell that is open.
    picture: bool,
    /// Where the tags ended of the elements with lines of their own that are open.
    open: Vec<usize>,
}

impl Page {
    fn read(mut self, tree: &Tree) -> Result<(Vec<Block>, Traces), NoReport> {
        tree.walk(|step| self.step(step))?;
        self.end_line()?;
        Ok(self.assembler.finish_traced())
    }

    fn step(&mut self, step: Step) -> Result<(), NoReport> {
        match step {
            Step::Text(text) if self.verbatim > 0 => self.verbatim(&text),
            Step::Text(text) => {
                self.words(&text);
                Ok(())
            }
            Step::Enter(element, at) => self.enter(element, at),
            Step::Leave(element) => self.leave(element),
        }
    }

    fn enter(&mut self, element: Element, at: usize) -> Result<(), NoReport> {
        match element {
            Element::Inline => return Ok(()),
            Element::Apart => {
                self.space();
                return Ok(());
            }
            Element::Picture => {
                self.picture = true;
                return Ok(());
            }
            Element::Break => return self.end_line(),
            _ => self.end_line()?,
        }
        self.open.push(at);
        self.assembler.at = at;
        match element {
            Element::Table => self.assembler.open_table()?,
            Element::Row => self.assembler.open_row()?,
            Element::Cell(columns, rows) | Element::UnseenCell(columns, rows) => {
                self.picture = false;
                self.assembler.open_cell(Span::Over(columns, rows))?;
            }
            Element::Verbatim => self.verbatim = self.verbatim.saturating_add(1),
            _ => {}
        }
        Ok(())
    }

    fn leave(&mut self, element: Element) -> Result<(), NoReport> {
        match element {
            Element::Inline | Element::Picture => return Ok(()),
            Element::Apart => {
                self.space();
                return Ok(());
            }
            Element::Break => return self.end_line(),
            _ => self.end_line()?,
        }
        self.open.pop();
        self.assembler.at = self.open.last().copied().unwrap_or_default();
        match element {
            Element::Table => self.assembler.close_table(),
            Element::Cell(..) | Element::UnseenCell(..) => self.close_cell()?,
            Element::Verbatim => self.verbatim = self.verbatim.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    /// A cell with a picture and no words is not blank: what it says cannot be read.
    fn close_cell(&mut self) -> Result<(), NoReport> {
        if self.picture && self.assembler.in_blank_cell() {
            self.assembler.line(drawn::PICTURE)?;
        }
        self.picture = false;
        self.assembler.close_cell();
        Ok(())
    }

    /// Words with every run of spaces as one.
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.space();
            } else {
                self.line.push(c);
            }
        }
    }

    fn space(&mut self) {
        if !self.line.is_empty() && !self.line.ends_with(' ') {
            self.line.push(' ');
        }
    }

    fn verbatim(&mut self, text: &str) -> Result<(), NoReport> {
        let mut lines = text.split('\n');
        self.line.push_str(lines.next().unwrap_or_default());
        lines.try_for_each(|line| {
            self.end_line()?;
            self.line.push_str(line);
            Ok(())
        })
    }

    fn end_line(&mut self) -> Result<(), NoReport> {
        self.assembler.line(&self.line)?;
        self.line.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
