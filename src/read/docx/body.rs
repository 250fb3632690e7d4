//! The body of a Word document, element by element, into blocks.

use super::{
    look::{Look, Styles},
    tag::Tag,
};
use crate::{
    read::{
        assemble::{Assembler, Span, Traces},
        document::Block,
        drawn,
        hyphen::{self, HYPHEN},
        xml::{BytesStart, Listener, attribute},
    },
    report::NoReport,
};
use std::{collections::HashMap, ops::Range};

/// Spans that are written larger come to this.
const MAX_SPAN: u32 = 1_000;

/// So much of what stands in a text box is shown, in bytes.
const MAX_ASIDE: usize = 200;

/// The document while it is walked through.
#[derive(Default)]
pub(super) struct Body {
    assembler: Assembler,
    /// The elements that are open, outermost first.
    open: Vec<Tag>,
    /// How many elements were open outside the one whose contents are passed over.
    passed: Option<usize>,
    /// The words since the last line break.
    line: String,
    /// The row that has begun and has no cell yet: how many columns it leaves out in front.
    row: Option<u32>,
    /// The cell that has begun and holds nothing yet.
    cell: Option<Shape>,
    /// How the open run looks by what is said of itself, by its style, and by the style of its paragraph.
    run: Look,
    run_style: Look,
    paragraph_style: Look,
    /// How the words before it look.
    before: Look,
    /// What the open cell holds beside words.
    aside: String,
    /// The words since the last line break that are struck out.
    struck: String,
    /// What comments say, by their numbers.
    comments: HashMap<String, String>,
    /// How styles look.
    styles: Styles,
    /// Where the element stands that begins.
    at: usize,
    /// Whether the drawing that is passed over stands in the line of text.
    in_line: bool,
    /// Tables in text boxes that are open: how many elements are open around each, and the drawing that is passed over but for it.
    boxed: Vec<(usize, usize)>,
    /// Whether a document of another kind was put in whole.
    pub(super) has_chunk: bool,
}

/// What is said of a cell in front of its contents.
#[derive(Clone, Copy)]
struct Shape {
    columns: u32,
    goes_on: bool,
    goes_on_aside: bool,
    /// Where it began.
    at: usize,
}

impl Listener for Body {
    fn at(&mut self, place: Range<usize>) {
        self.at = place.start;
    }

    fn begin(&mut self, name: &str, element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        let tag = Tag::of(name);
        self.open.push(tag);
        if let Some(outside) = self.passed {
            if tag != Tag::Table || self.open.get(outside) != Some(&Tag::Aside) {
                self.see_beside(tag, element);
                return Ok(());
            }
            self.boxed.push((self.open.len(), outside));
            self.passed = None;
            self.end_run();
        }
        match tag {
            Tag::Row => self.row = Some(0),
            Tag::Cell => self.cell = Some(Shape { columns: 1, goes_on: false, goes_on_aside: false, at: self.at }),
            Tag::Paragraph => {
                self.open_cell()?;
                self.paragraph_style = Look::default();
                self.assembler.at = self.at;
            }
            Tag::Table => {
                self.open_cell()?;
                self.end_line()?;
                self.assembler.open_table()?;
            }
            Tag::Break => self.end_line()?,
            _ => self.begin_minor(tag, element),
        }
        Ok(())
    }

    fn end(&mut self, _name: &str, _open: &[&str]) -> Result<(), NoReport> {
        let tag = self.open.pop().unwrap_or(Tag::Other);
        if let Some(outside) = self.passed {
            if self.open.len() <= outside {
                self.passed = None;
            }
            return Ok(());
        }
        match tag {
            Tag::Paragraph => self.end_line()?,
            Tag::Run => self.end_run(),
            Tag::Cell => self.end_cell()?,
            Tag::Table => {
                self.assembler.close_table();
                if let Some((_, outside)) = self.boxed.pop_if(|(open, _)| *open > self.open.len()) {
                    self.passed = Some(outside);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, _open: &[&str]) {
        match self.open.last() {
            Some(Tag::Text) if self.passed.is_none() => self.words(text),
            Some(Tag::Text) if self.is_drawn() && (self.in_line && !text.trim().is_empty() || is_figure(text)) => {
                self.draw(drawn::TEXT_BOX, text.trim());
            }
            Some(Tag::Instruction) if text.trim_start().starts_with('=') => self.aside = format!("{{{}}}", text.trim()),
            _ => {}
        }
    }
}

/// Whether a text is nothing but a figure.
fn is_figure(text: &str) -> bool {
    text.contains(char::is_numeric) && !text.contains(char::is_alphabetic)
}

impl Body {
    /// A body, with what the comments say that stand in it, and how its styles look.
    pub(super) fn with(comments: HashMap<String, String>, styles: Styles) -> Body {
        Body { comments, styles, ..Body::default() }
    }

    /// The same, to learn where in the text everything began.
    pub(super) fn traced(self) -> Body {
        Body { assembler: Assembler::traced(), ..self }
    }

    /// The document ends.
    pub(super) fn finish(mut self) -> Result<(Vec<Block>, Traces), NoReport> {
        self.end_line()?;
        Ok(self.assembler.finish_traced())
    }

    fn begin_minor(&mut self, tag: Tag, element: &BytesStart<'_>) {
        match tag {
            Tag::GridSpan | Tag::GridBefore | Tag::MergedDown | Tag::MergedAside => {
                self.shape(tag, attribute(element, "val").as_deref());
            }
            Tag::Raised | Tag::Position | Tag::Struck | Tag::Vanished => {
                self.see_run_property(tag, attribute(element, "val").as_deref());
            }
            Tag::RunStyle | Tag::ParagraphStyle if !self.styles.is_empty() => self.see_style(attribute(element, "val")),
            Tag::Tab => self.line.push('\t'),
            Tag::Hyphen => self.line.push(HYPHEN),
            Tag::Symbol => self.words("□"),
            Tag::Chunk => self.has_chunk = true,
            Tag::DropDown => self.draw(drawn::DROP_DOWN, ""),
            Tag::CheckBox => self.draw(drawn::CHECK_BOX, ""),
            Tag::Comment => self.comment(attribute(element, "id").as_deref()),
            _ => self.begin_unread(tag),
        }
    }

    /// Of rows and cells that were deleted, and of controls that nobody has filled in, the properties say so.
    fn begin_unread(&mut self, tag: Tag) {
        match tag {
            Tag::Gone if self.open.iter().rev().nth(1) == Some(&Tag::RowProperties) => {
                self.row = None;
                self.pass_over(Tag::Row);
            }
            Tag::DeletedCell => {
                self.cell = None;
                self.pass_over(Tag::Cell);
            }
            Tag::Placeholder => self.pass_over(Tag::Control),
            Tag::Object => {
                self.draw(drawn::OBJECT, "");
                self.pass_over(tag);
            }
            Tag::Gone | Tag::Aside => {
                self.in_line = false;
                self.pass_over(tag);
            }
            _ => {}
        }
    }

    /// Passes over what is left of the innermost element of that kind.
    fn pass_over(&mut self, tag: Tag) {
        self.passed = self.open.iter().rposition(|open| *open == tag);
    }

    fn see_beside(&mut self, tag: Tag, element: &BytesStart<'_>) {
        match tag {
            Tag::Inline => self.in_line = true,
            Tag::Shape => self.in_line = attribute(element, "style").is_none_or(|style| !style.contains("position:absolute")),
            Tag::Picture if self.is_drawn() && self.in_line => self.draw(drawn::PICTURE, ""),
            _ => {}
        }
    }

    /// Whether what is passed over is a drawing.
    fn is_drawn(&self) -> bool {
        self.passed.and_then(|at| self.open.get(at)) == Some(&Tag::Aside)
    }

    /// Notes what stands in the open cell beside words. A picture that floats, as a seal does, is not in it; figures in a text box
    /// that floats may be meant for it.
    fn draw(&mut self, what: &str, words: &str) {
        if self.aside.len() < MAX_ASIDE {
            self.aside.push_str(if self.aside.starts_with(what) { "" } else { what });
            self.aside.push_str(words);
        }
    }

    /// A comment may hold the figure of a blank cell.
    fn comment(&mut self, number: Option<&str>) {
        let words = number.and_then(|number| self.comments.remove(number)).unwrap_or_default();
        if words.contains(char::is_numeric) {
            self.draw(drawn::COMMENT, words.trim());
        }
    }

    fn shape(&mut self, tag: Tag, value: Option<&str>) {
        let number = value.and_then(|value| value.trim().parse().ok()).unwrap_or(1u32).min(MAX_SPAN);
        let begins = value == Some("restart");
        match (&mut self.cell, tag) {
            (_, Tag::GridBefore) => self.row = self.row.map(|_| number),
            (Some(cell), Tag::GridSpan) => cell.columns = number.max(1),
            (Some(cell), Tag::MergedDown) => cell.goes_on = !begins,
            (Some(cell), Tag::MergedAside) => cell.goes_on_aside = !begins,
            _ => {}
        }
    }

    /// Only properties of a run: those of a paragraph's end mark look the same and say nothing of words.
    fn see_run_property(&mut self, tag: Tag, value: Option<&str>) {
        if let [.., Tag::Run, Tag::RunProperties, _] = self.open.as_slice() {
            self.run.see(tag, value);
        }
    }

    fn see_style(&mut self, name: Option<String>) {
        let look = name.and_then(|name| self.styles.get(&name)).copied().unwrap_or_default();
        match self.open.as_slice() {
            [.., Tag::Run, Tag::RunProperties, Tag::RunStyle] => self.run_style = look,
            [.., Tag::ParagraphStyle] => self.paragraph_style = look,
            _ => {}
        }
    }

    fn end_run(&mut self) {
        (self.run, self.run_style) = (Look::default(), Look::default());
    }

    fn words(&mut self, text: &str) {
        let look = self.run.or(self.run_style).or(self.paragraph_style);
        match look {
            Look { unseen: Some(true), .. } => return,
            Look { struck: Some(true), .. } => self.struck.push_str(text),
            Look { apart: Some(true), .. } => self.line.extend([" ", text, " "]),
            _ if look.is_off(self.before) && !self.line.is_empty() => self.line.extend([" ", text]),
            _ => self.line.push_str(text),
        }
        self.before = look;
    }

    /// A row and a cell begin when something stands in the cell or it ends: by then all is said of them.
    fn open_cell(&mut self) -> Result<(), NoReport> {
        let Some(shape) = self.cell.take() else { return Ok(()) };
        if let Some(left_out) = self.row.take() {
            self.assembler.open_row()?;
            self.assembler.skip_columns(left_out);
        }
        self.aside.clear();
        self.assembler.at = shape.at;
        self.assembler.open_cell(match shape {
            Shape { goes_on_aside: true, columns, .. } => Span::GoesOnAside(columns),
            Shape { goes_on: true, columns, .. } => Span::GoesOn(columns),
            Shape { columns, .. } => Span::Begins(columns),
        })
    }

    /// A cell that holds something beside words is not blank: what it says cannot be read.
    fn end_cell(&mut self) -> Result<(), NoReport> {
        self.open_cell()?;
        self.end_line()?;
        let aside = std::mem::take(&mut self.aside);
        if self.assembler.in_blank_cell() {
            self.assembler.line(&aside)?;
        }
        self.assembler.close_cell();
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), NoReport> {
        let struck = std::mem::take(&mut self.struck);
        if self.line.trim().is_empty() && !struck.trim().is_empty() {
            self.draw(drawn::STRUCK, struck.trim());
        }
        self.assembler.line(&hyphen::plain(&self.line))?;
        self.line.clear();
        Ok(())
    }
}
