//! Text of several looks in one cell: what of it is struck out is not read, and marks in superscript do not run into figures.

use crate::{
    read::{
        drawn,
        xml::{BytesStart, attribute},
    },
    slice::Slice,
};

/// How a piece of such a text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) struck: bool,
    /// In superscript or subscript.
    pub(super) apart: bool,
}

impl Look {
    /// That of a font of an old workbook: since Excel 5 none has the number four.
    pub(super) fn of_font(fonts: &[Look], number: u16) -> Look {
        fonts.get(usize::from(if number > 4 { number - 1 } else { number })).copied().unwrap_or_default()
    }
}

/// Such a text while it is put together.
#[derive(Debug, Default)]
pub(super) struct Rich {
    look: Look,
    struck: String,
}

impl Rich {
    /// An element by its name: a piece, or what is said of one.
    pub(super) fn see(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "r" => self.look = Look::default(),
            "strike" => self.look.struck = is_on(element),
            "vertAlign" => self.look.apart = is_on(element),
            _ => {}
        }
    }

    /// What follows looks so.
    pub(super) fn turn(&mut self, look: Look) {
        self.look = look;
    }

    /// Words of a piece.
    pub(super) fn add(&mut self, text: &str, into: &mut String) {
        match self.look {
            _ if text.is_empty() => {}
            Look { struck: true, .. } => self.struck.push_str(text),
            Look { apart: true, .. } => into.extend([" ", text, " "]),
            Look { .. } => into.push_str(text),
        }
    }

    /// The text that began there ends. If all of it is struck out, that is shown.
    pub(super) fn end(&mut self, into: &mut String, from: usize) {
        let struck = std::mem::take(&mut self.struck);
        self.look = Look::default();
        if !struck.trim().is_empty() && into.as_str().slice(from..).trim().is_empty() {
            into.extend([drawn::STRUCK, struck.trim()]);
        }
    }
}

/// Whether a property of a look is on: `<strike/>`, but not `<strike val="0"/>`.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "baseline"))
}
