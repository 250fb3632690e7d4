//! From a name to where it is declared, and to every place where it is used.

use super::place::OpenDocument;
use crate::{compile::index::Occurrence, slice::each_once};
use gen_lsp_types as lsp;

/// Where the names at a position are declared.
pub(super) fn definition(place: OpenDocument<'_>, position: lsp::Position) -> Vec<lsp::Location> {
    let names = place.names(position);
    let declared = names.iter().flat_map(|name| place.index.places_of(&name.symbol)).filter(|found| found.declares);
    each_once(declared.filter_map(|found| place.location(found)))
}

/// Where the names at a position are used, and declared if that is asked for too.
pub(super) fn references(place: OpenDocument<'_>, position: lsp::Position, declarations: bool) -> Vec<lsp::Location> {
    let names = place.names(position);
    let all = names.iter().flat_map(|name| place.index.places_of(&name.symbol));
    each_once(all.filter(|found| declarations || !found.declares).filter_map(|found| place.location(found)))
}

/// The places of the names at a position in the same document.
pub(super) fn highlights(place: OpenDocument<'_>, position: lsp::Position) -> Vec<lsp::DocumentHighlight> {
    let names = place.names(position);
    let all = names.iter().flat_map(|name| place.index.places_of(&name.symbol)).filter(|found| found.file == place.file);
    let highlight = |found: &Occurrence| lsp::DocumentHighlight {
        range: place.range(found.span),
        kind: Some(if found.declares { lsp::DocumentHighlightKind::Write } else { lsp::DocumentHighlightKind::Read }),
    };
    let mut found: Vec<lsp::DocumentHighlight> = all.map(highlight).collect();
    found.dedup();
    found
}
