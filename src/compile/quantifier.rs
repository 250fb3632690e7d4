//! What a rule runs over, as it is written. Plain data.

use crate::{ruleset::Each, source::Span, syntax::ast};

/// What a rule runs over.
#[derive(Clone, Copy)]
pub(super) struct Quantifier<'a> {
    pub(super) each: Each,
    /// None: all tables.
    pub(super) table: Option<&'a ast::Name>,
    /// Only cells that hold counts.
    pub(super) counts: bool,
    pub(super) span: Span,
}
