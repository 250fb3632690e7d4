//! Cells as values: what one is a number of, and what no number is in.

use super::{
    expr::{Type, Typed},
    scope::{Scope, Wrong},
};
use crate::{
    ruleset::{Arithmetic, Expr},
    source::Span,
    syntax::ast,
    template::CellId,
};

impl<'e> Scope<'e> {
    /// `cell` under `each cell`: one figure, or what a group adds up to.
    pub(super) fn cell_at_hand(&self, path: &ast::Path) -> Result<Typed<'e>, Wrong> {
        match self.at_hand(self.position).as_deref() {
            Some([one]) => self.typed_cell(*one, path.span),
            Some(many) => self.sum_value(many.to_vec(), path.span),
            None => Err(self.bare_name(path, "cell")),
        }
    }

    pub(super) fn typed_cell(&self, cell: CellId, span: Span) -> Result<Typed<'e>, Wrong> {
        let (expr, of) = match self.type_of(cell) {
            Type::Date => (Expr::DayIn(cell), Type::Date),
            Type::Percent => {
                let by = Box::new(Expr::hundredth());
                (Expr::Arithmetic(Box::new(Expr::Cell(cell)), Arithmetic::Multiply, by), Type::Percent)
            }
            Type::Words => return Err(self.words_for_figure(cell, span)),
            of => (Expr::Cell(cell), of),
        };
        Ok(Typed { expr, of, span })
    }
}
