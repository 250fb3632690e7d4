//! Cells that hold words, in conditions: they are compared with words and with nothing else.

use super::{
    expr::word_of,
    scope::{Scope, Wrong, joined},
};
use crate::{
    diagnostic::Code,
    ruleset::Condition,
    source::Span,
    syntax::ast::{self, ExprKind},
    template::{CellId, Measure},
    text,
};

impl Scope<'_> {
    /// `网站[有新媒体] = 是`: the words in a cell that holds words.
    pub(super) fn words_in_cell(
        &self,
        cell: &ast::Expr,
        sign: ast::Spanned<ast::Comparison>,
        words: &ast::Expr,
    ) -> Option<Result<Condition, Wrong>> {
        let found = match &cell.node {
            ExprKind::Cell(cell) => self.reference(cell).ok()?,
            ExprKind::Path(path) if self.may_be_cell(&joined(path)) => self.path(path).ok()?,
            _ => return None,
        };
        let kind = self.template.kind(found)?;
        matches!(kind.measure, Measure::Text | Measure::Choice).then(|| {
            let name = self.template.cell_name(found);
            let equal = self.is_or_is_not(sign, &name)?;
            let word = word_of(words).unwrap_or_default().into_owned();
            let is_known = kind.measure == Measure::Text || kind.choices().contains(&word);
            if is_known && !word.is_empty() {
                return Ok(Condition::Says(found, word, equal));
            }
            let known = kind.choices().join("、");
            let written = self.source.slice(words.span).trim();
            let label = if known.is_empty() {
                text!("写带引号的文字", "write a text in quotation marks")
            } else {
                text!("可选：{known}", "the choices are: {known}")
            };
            let message = text!("{name} 里不会是“{written}”", "{name} never says “{written}”");
            Err(self.error(Code::UnknownChoice, words.span, message, label))
        })
    }

    pub(super) fn words_for_figure(&self, cell: CellId, span: Span) -> Wrong {
        let name = self.template.cell_name(cell);
        self.no_figure(span, text!("{name} 里是文字，不是数", "{name} holds words, not a figure"))
    }
}
