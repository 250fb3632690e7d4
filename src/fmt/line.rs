//! One line in pieces, and how it is written: whole where it fits, else broken where it may be.

use crate::syntax::outline::Break;
use unicode_width::UnicodeWidthStr;

/// Longer lines are broken where they may be, in columns of a terminal.
const MAX_WIDTH: usize = 120;

/// One step inwards.
const STEP: usize = 2;

/// A line of the language: a statement, or a comment of its own.
pub(super) struct Line {
    /// How many braces are open around it.
    pub(super) depth: usize,
    /// Whether a blank line stands before it.
    pub(super) blank_before: bool,
    /// In order.
    pub(super) pieces: Vec<Piece>,
}

/// A word, mark or comment.
pub(super) struct Piece {
    /// As written.
    pub(super) words: String,
    space: Space,
    may_break: Option<Break>,
    place: Position,
}

/// What stands before a piece.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// Nothing.
    None,
    /// One blank.
    One,
}

/// Where a piece stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    /// In the line.
    Word,
    /// A comment behind the line, or behind the part of it so far.
    Beside,
    /// A comment that is the line.
    Own,
    /// A comment on a line of its own within a statement.
    Between,
}

impl Piece {
    pub(super) fn word(words: String, space: Space, may_break: Option<Break>) -> Piece {
        Piece { words, space, may_break, place: Position::Word }
    }

    pub(super) fn beside(words: String) -> Piece {
        Piece { words, space: Space::One, may_break: None, place: Position::Beside }
    }

    pub(super) fn own(words: String) -> Piece {
        Piece { words, space: Space::None, may_break: None, place: Position::Own }
    }

    pub(super) fn between(words: String) -> Piece {
        Piece { words, space: Space::None, may_break: None, place: Position::Between }
    }

    pub(super) fn is_word(&self) -> bool {
        self.place == Position::Word
    }
}

impl Line {
    /// Whether no comment stands behind it yet.
    pub(super) fn ends_in_a_word(&self) -> bool {
        self.pieces.last().is_some_and(Piece::is_word)
    }

    /// The line, with its line breaks.
    pub(super) fn written(&self) -> String {
        let mut pen = Pen { indent: self.depth * STEP, hang: self.hang(), ..Pen::default() };
        if self.blank_before {
            pen.done.push('\n');
        }
        let wraps = self.is_too_long();
        for (at, piece) in self.pieces.iter().enumerate() {
            let filled = piece.may_break == Some(Break::Fill) && at > 1 && pen.has_no_room_for(piece);
            if filled || wraps && piece.may_break == Some(Break::Wrap) {
                pen.end_line();
            }
            pen.put(piece);
        }
        pen.end_line();
        pen.done
    }

    /// How far the lines after the first stand in: a list of words goes on below its first one.
    fn hang(&self) -> usize {
        match self.pieces.as_slice() {
            [first, ..] if first.words.starts_with('"') => 0,
            [first, second, ..] if second.may_break == Some(Break::Fill) => width(&first.words) + 1,
            _ => STEP,
        }
    }

    fn is_too_long(&self) -> bool {
        let words = self.pieces.iter().filter(|piece| piece.is_word());
        let length: usize = words.map(|piece| width(&piece.words) + piece.space.width()).sum();
        length + self.depth * STEP > MAX_WIDTH
    }
}

impl Space {
    fn width(self) -> usize {
        usize::from(self == Space::One)
    }
}

fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

#[derive(Default)]
struct Pen {
    done: String,
    /// The line being written, without its indentation.
    line: String,
    indent: usize,
    hang: usize,
    /// Whether a line of this statement was written already.
    goes_on: bool,
    /// Whether a comment ends the line.
    must_end: bool,
}

impl Pen {
    fn put(&mut self, piece: &Piece) {
        if self.must_end || piece.place == Position::Between {
            self.end_line();
        }
        if !self.line.is_empty() {
            self.line.push_str(match (piece.place, piece.space) {
                (Position::Beside, _) => "  ",
                (_, Space::One) => " ",
                (_, Space::None) => "",
            });
        }
        self.line.push_str(&piece.words);
        self.must_end = piece.place != Position::Word;
    }

    fn has_no_room_for(&self, piece: &Piece) -> bool {
        let hang = if self.goes_on { self.hang } else { 0 };
        let taken = self.indent + hang + width(&self.line);
        taken + 1 + width(&piece.words) > MAX_WIDTH
    }

    fn end_line(&mut self) {
        self.must_end = false;
        if self.line.is_empty() {
            return;
        }
        let indent = if self.goes_on { self.indent + self.hang } else { self.indent };
        self.done.push_str(&" ".repeat(indent));
        self.done.push_str(&self.line);
        self.done.push('\n');
        self.line.clear();
        self.goes_on = true;
    }
}
