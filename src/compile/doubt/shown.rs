//! A message that shows a figure which its rule does not compare, and not the one that it does: most often that of the rule it was
//! copied from.

use super::Own;
use crate::{
    diagnostic::{Code, Diagnostic},
    ruleset::{Body, Piece},
    source::Span,
    syntax::ast::{Clause, Spanned},
    text,
};

pub(super) fn doubt(own: &Own<'_>, all: &[Own<'_>]) -> Option<Diagnostic> {
    let say = say(own)?;
    let is_copied = all.iter().any(|other| other.id != own.id && self::say(other).is_some_and(|other| other.node == say.node));
    let message = own.set[own.id].message.as_ref()?;
    let has_gap = message.iter().any(|piece| matches!(piece, Piece::Gap));
    let has_sides = message.iter().any(|piece| matches!(piece, Piece::Left | Piece::Right));
    let (_, instance) = own.places.first().filter(|_| (has_gap || is_copied) && !has_sides)?;
    let compared = match &instance.body {
        Body::Linear(_) => instance.cells(),
        Body::Condition(_) | Body::Form(_) => return None,
    };
    let guard = instance.guard.as_ref().map(|guard| guard.cells()).unwrap_or_default();
    let cell = instance.shown.iter().find(|cell| !compared.contains(cell) && !guard.contains(cell))?;
    let unshown = compared.iter().find(|cell| !instance.shown.contains(cell))?;
    let table = &own.set.template[cell.table];
    let (row, column) = table.row_and_column(cell.index());
    let written = own.item.source.slice(say.span);
    let named = [&table.columns.line_at(column).id, &table.rows.line_at(row).id];
    let place = |name: &str| Some((name.to_owned(), written.find(&format!("{{{name}}}"))?));
    // Under `each group of` a name is the last of its path.
    let (id, (name, at)) = named.into_iter().find_map(|id| Some((id, place(id).or_else(|| place(last(id)))?)))?;
    let (row, column) = own.set.template[unshown.table].row_and_column(unshown.index());
    let on = &own.set.template[unshown.table];
    let is_column = table.columns.line(id).is_some();
    let better = if is_column { &on.columns.line_at(column).id } else { &on.rows.line_at(row).id };
    let better = if name == *id { better } else { last(better) };
    let start = say.span.start + u32::try_from(at).unwrap_or_default();
    let span = Span { start, end: start + u32::try_from(name.len() + 2).unwrap_or_default() };
    let message = text!("say 里的“{name}”不在 require 里", "“{name}” in `say` is not in the requirement");
    let label = text!("这条规则没有比较它", "this rule does not compare it");
    let wrong = Diagnostic::new(Code::SayOfOther, own.item.source, span, message, label);
    Some(wrong.write(format!("{{{better}}}")))
}

fn last(id: &str) -> &str {
    id.rsplit('.').next().unwrap_or_default()
}

fn say<'a>(own: &Own<'a>) -> Option<&'a Spanned<String>> {
    own.item.node.clauses.iter().find_map(|clause| match &clause.node {
        Clause::Say(say) => Some(say),
        _ => None,
    })
}
