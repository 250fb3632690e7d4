//! What is known of the name at a position: a rule or a cell as `gouji explain` has it, else what it is and what the form prints.

use super::{host::Host, place::OpenDocument};
use crate::{
    compile::index::{LineRole, Occurrence, Symbol},
    lang::Text,
    syntax::token::{Bracket, TokenKind, tokens},
    template::AxisKind,
    text,
};
use gen_lsp_types::{Hover, MarkupContent, MarkupKind, Position};

/// What to show for a position.
pub(super) fn hover(place: OpenDocument<'_>, position: Position, host: &dyn Host) -> Option<Hover> {
    let names = place.names(position);
    let first = names.first()?;
    let explained = match &first.symbol {
        Symbol::Rule(code) => explain(place, code, host),
        Symbol::Line { .. } | Symbol::Table(_) => cell_around(place, first).and_then(|cell| explain(place, &cell, host)),
        _ => None,
    };
    let said =
        explained.unwrap_or_else(|| names.iter().map(|name| described(place, &name.symbol)).collect::<Vec<_>>().join("\n\n"));
    let contents = MarkupContent { kind: MarkupKind::Markdown, value: said }.into();
    Some(Hover { contents, range: Some(place.range(first.span)) })
}

/// What `gouji explain` prints, as it prints it: its lines are laid out.
fn explain(place: OpenDocument<'_>, what: &str, host: &dyn Host) -> Option<String> {
    let said = host.explain(place.folder.sound.as_deref(), what, place.manner.lang)?;
    let fence = "```";
    Some(format!("{fence}text\n{}\n{fence}", said.trim_end()))
}

/// The whole cell, `申请[新收, 自然人]`, that a name is a part of.
fn cell_around(place: OpenDocument<'_>, name: &Occurrence) -> Option<String> {
    let source = place.source()?;
    let all = tokens(&source.text);
    let at = all.iter().position(|token| token.span.start <= name.span.start && name.span.start < token.span.end)?;
    let line = source.line_index(name.span.start);
    let same_line = |at: &usize| all.get(*at).is_some_and(|token| source.line_index(token.span.start) == line);
    let is = |at: usize, kind: TokenKind| all.get(at).is_some_and(|token| token.kind == kind);
    let open = match &name.symbol {
        Symbol::Table(_) => Some(at + 1).filter(|at| is(*at, TokenKind::Open(Bracket::Square)))?,
        _ => (0..at).rev().take_while(same_line).find(|at| is(*at, TokenKind::Open(Bracket::Square)))?,
    };
    let close = (open..all.len()).take_while(same_line).find(|at| is(*at, TokenKind::Close(Bracket::Square)))?;
    let (table, end) = (all.get(open.checked_sub(1)?)?, all.get(close)?);
    (close >= at || matches!(name.symbol, Symbol::Table(_)))
        .then(|| source.slice(table.span.to(end.span)).split_whitespace().collect::<Vec<_>>().concat())
}

fn described(place: OpenDocument<'_>, symbol: &Symbol) -> String {
    let declared = place.index.declared(symbol);
    let label = declared.map(|declared| declared.label.as_str()).unwrap_or_default();
    let role = declared.map(|declared| declared.role).unwrap_or_default();
    let what = what(symbol, role);
    let (name, what) = (full_name(symbol), what.get(place.manner.lang));
    let uses = place.index.places_of(symbol).filter(|found| !found.declares).count();
    let used = text!("用到 {uses} 处", "used in {uses} places");
    let printed = if label.is_empty() { String::new() } else { format!("\n\n“{label}”") };
    format!("**{name}** — {what}{printed}\n\n{}", used.get(place.manner.lang))
}

fn full_name(symbol: &Symbol) -> &str {
    match symbol {
        Symbol::Line { id, .. } => id,
        symbol => symbol.name(),
    }
}

/// What a name is, in words.
pub(super) fn what(symbol: &Symbol, role: LineRole) -> Text {
    match (symbol, role) {
        (Symbol::Edition(_), _) => text!("表样的一版", "an edition of the form"),
        (Symbol::Section(_), _) => text!("报告的部分", "a section of the report"),
        (Symbol::Table(_), _) => text!("表", "a table"),
        (Symbol::Line { table, axis: AxisKind::Rows, .. }, LineRole::Group) => {
            text!("表“{table}”的一组行", "a group of rows of “{table}”")
        }
        (Symbol::Line { table, axis: AxisKind::Columns, .. }, LineRole::Group) => {
            text!("表“{table}”的一组列", "a group of columns of “{table}”")
        }
        (Symbol::Line { table, axis: AxisKind::Rows, .. }, _) => text!("表“{table}”的行", "a row of “{table}”"),
        (Symbol::Line { table, axis: AxisKind::Columns, .. }, _) => text!("表“{table}”的列", "a column of “{table}”"),
        (Symbol::Fact(_), _) => text!("正文数据", "a fact of the prose"),
        (Symbol::Param(_), _) => text!("参数", "a parameter"),
        (Symbol::Topic(_), _) => text!("词表里的事项", "a topic of the lexicon"),
        (Symbol::Event { topic, .. }, _) => text!("“{topic}”的一种经过", "what happens to “{topic}”"),
        (Symbol::Rule(_), _) => text!("规则", "a rule"),
    }
}
