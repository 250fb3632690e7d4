//! How deep brackets may nest. It is bounded before anything recursive sees the text.

use super::super::token::{Token, TokenKind};
use crate::{diagnostic::Diagnostic, source::Source, text};
use std::sync::Arc;

/// Brackets nest no deeper: the grammar, the tree and whoever walks it recurse once a level.
const MAX_DEPTH: usize = 32;

/// Says so if the brackets of an item nest too deep.
pub(in super::super) fn too_deep(source: &Arc<Source>, tokens: &[Token]) -> Option<Diagnostic> {
    let mut depth = 0usize;
    for token in tokens {
        match token.kind {
            TokenKind::Open(_) => depth = depth.saturating_add(1),
            TokenKind::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            let message = text!("括号套得太深，超过 {MAX_DEPTH} 层", "brackets nest too deep: more than {MAX_DEPTH} levels");
            let label = text!("第 {depth} 层从这里开始", "level {depth} begins here");
            let help =
                text!("检查前面的括号是否漏关，或把规则拆开", "see whether a bracket before it was left open, or split the rule");
            return Some(Diagnostic::error(source, token.span, message, label).help(help));
        }
    }
    None
}
