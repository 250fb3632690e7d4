//! The rows that rules and tests name by their key, `项目清单["某工程", 预算]`: each gets a line of its own before anything is compiled.

use crate::{
    source::Source,
    syntax::token::{Bracket, TokenKind, tokens},
    template::Template,
};

/// Names the rows that a file speaks of.
pub(super) fn name(source: &Source, template: &mut Template) {
    let tables = template.editions.iter_mut().flat_map(|edition| &mut edition.tables);
    let mut open: Vec<_> = tables.filter(|table| table.open.is_some()).collect();
    if open.is_empty() {
        return;
    }
    let tokens: Vec<_> = tokens(&source.text).into_iter().filter(|token| !token.kind.is_comment()).collect();
    for window in tokens.windows(3) {
        // `remove row "某工程" of 项目清单`
        let (table, key) = match window {
            [table, bracket, key] if bracket.kind == TokenKind::Open(Bracket::Square) => (table, key),
            [key, of, table] if source.slice(of.span) == "of" => (table, key),
            _ => continue,
        };
        if key.kind != TokenKind::Text {
            continue;
        }
        let key = source.slice(key.span);
        let key = key.strip_prefix('"').and_then(|key| key.strip_suffix('"')).unwrap_or(key);
        let own = open.iter_mut().filter(|own| own.id == source.slice(table.span));
        own.for_each(|own| own.name_row(key));
    }
}
