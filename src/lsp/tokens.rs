//! Semantic tokens: what the words of a document are, by the grammar's cut and the names that the folder declares.

use super::place::OpenDocument;
use crate::{
    compile::index::Symbol,
    source::Span,
    syntax::{
        is_keyword,
        token::{TokenKind, tokens},
    },
};
use gen_lsp_types::{SemanticToken, SemanticTokens, SemanticTokensLegend};

/// The kinds of token, in the order of [`Kind`].
const KINDS: [&str; 11] = [
    "keyword",
    "string",
    "number",
    "comment",
    "operator",
    "struct",
    "property",
    "variable",
    "parameter",
    "function",
    "namespace",
];

#[derive(Clone, Copy)]
enum Kind {
    Keyword,
    Text,
    Number,
    Comment,
    Operator,
    Table,
    Line,
    Fact,
    Param,
    Rule,
    Section,
}

/// What the numbers in the answer mean.
pub(super) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend { token_types: KINDS.map(str::to_owned).to_vec(), token_modifiers: vec!["declaration".to_owned()] }
}

pub(super) fn semantic(place: OpenDocument<'_>) -> SemanticTokens {
    let mut found: Vec<(Span, Kind, bool)> = Vec::new();
    let Some(source) = place.source() else { return SemanticTokens::default() };
    let mut names = place.index.occurrences.iter().filter(|name| name.file == place.file).peekable();
    for token in tokens(&source.text) {
        let mut end = token.span.start;
        while let Some(name) = names.next_if(|name| name.span.start < token.span.end) {
            // Names within a text or a cell part it.
            if name.span.start >= end && name.span.start >= token.span.start {
                found.extend(rest(token.kind, source.slice(token.span), Span { start: end, end: name.span.start }));
                found.push((name.span, kind_of(&name.symbol), name.declares));
                end = name.span.end;
            }
        }
        found.extend(rest(token.kind, source.slice(token.span), Span { start: end, end: token.span.end }));
    }
    SemanticTokens { result_id: None, data: encoded(place, &found) }
}

/// What a token is where no name stands in it.
fn rest(kind: TokenKind, text: &str, span: Span) -> Option<(Span, Kind, bool)> {
    let kind = match kind {
        TokenKind::Word if is_keyword(text) => Kind::Keyword,
        TokenKind::Text | TokenKind::OpenText => Kind::Text,
        TokenKind::Figure => Kind::Number,
        TokenKind::Comment | TokenKind::Doc => Kind::Comment,
        TokenKind::Mark => Kind::Operator,
        TokenKind::Word | TokenKind::Open(_) | TokenKind::Close(_) => return None,
    };
    (span.start < span.end).then_some((span, kind, false))
}

fn kind_of(symbol: &Symbol) -> Kind {
    match symbol {
        Symbol::Table(_) => Kind::Table,
        Symbol::Line { .. } => Kind::Line,
        Symbol::Fact(_) | Symbol::Topic(_) | Symbol::Event { .. } => Kind::Fact,
        Symbol::Param(_) => Kind::Param,
        Symbol::Rule(_) => Kind::Rule,
        Symbol::Section(_) | Symbol::Edition(_) => Kind::Section,
    }
}

/// Each relative to the one before, as the protocol has them. A token ends with its line.
fn encoded(place: OpenDocument<'_>, found: &[(Span, Kind, bool)]) -> Vec<SemanticToken> {
    let Some(source) = place.source() else { return Vec::new() };
    let (mut line, mut character) = (0, 0);
    let mut data = Vec::new();
    for (span, kind, declares) in found {
        let start = place.manner.encoding.position(source, span.start);
        let length = place.manner.encoding.length(source.slice(*span).trim_end());
        let same_line = start.line == line;
        data.push(SemanticToken {
            delta_line: start.line.saturating_sub(line),
            delta_start: if same_line { start.character.saturating_sub(character) } else { start.character },
            length,
            token_type: *kind as u32,
            token_modifiers_bitset: u32::from(*declares),
        });
        (line, character) = (start.line, start.character);
    }
    data
}
