//! Names in the braces of a message.

use super::Finder;
use crate::{
    compile::message::slots,
    source::Span,
    syntax::ast::{self, Each},
};

impl Finder<'_> {
    /// The names that a `say` shows, in a rule that runs over this. Where escapes have shifted the text, none are found.
    pub(super) fn say(&mut self, say: &ast::Spanned<String>, over: Option<(Each, &str)>) {
        for (name, span) in slots(say) {
            if span != say.span {
                self.slot(&Piece { text: &name, start: span.start }, over);
            }
        }
    }

    fn slot(&mut self, slot: &Piece<'_>, over: Option<(Each, &str)>) {
        let inner = ["prior.", "children."].iter().find_map(|word| slot.text.strip_prefix(word));
        let slot = &inner.map_or(*slot, |inner| slot.part(inner));
        let cell = slot.text.split_once(['[', '［']);
        let inside = cell.and_then(|(table, rest)| Some((table, rest.strip_suffix([']', '］'])?)));
        match inside {
            Some((table, inside)) => {
                let (row, column) = inside.split_once([',', '，']).map_or((inside, None), |(row, column)| (row, Some(column)));
                let [table, row] = [table, row].map(|part| slot.part(part.trim()));
                let span = slot.span();
                let no_column = ast::Path { parts: Vec::new(), span };
                let column = column.map_or(no_column, |column| slot.part(column.trim()).path());
                self.cell(&ast::CellRef { table: table.name(), row: row.path(), column, span });
            }
            None => self.bare(&slot.path(), over),
        }
    }
}

/// A part of a text, and where in the file it begins.
#[derive(Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    start: u32,
}

impl<'t> Piece<'t> {
    /// A part of this text.
    fn part(&self, part: &'t str) -> Piece<'t> {
        let behind = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Piece { text: part, start: self.start + u32::try_from(behind).unwrap_or_default() }
    }

    fn span(&self) -> Span {
        Span { start: self.start, end: self.start + u32::try_from(self.text.len()).unwrap_or_default() }
    }

    fn name(&self) -> ast::Name {
        ast::Spanned { node: self.text.to_owned(), span: self.span() }
    }

    fn path(&self) -> ast::Path {
        ast::Path { parts: self.text.split('.').map(|part| self.part(part.trim()).name()).collect(), span: self.span() }
    }
}
