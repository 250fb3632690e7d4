//! What a folder extends: the built-in files, parsed once, under names that tell them from any file of its own.

use super::{
    builtin::{self, BUILT_IN, builtin_sources},
    parsed::Parsed,
};
use crate::{source::Source, syntax::ast::Item};
use std::sync::{Arc, LazyLock};

/// The built-in files as a folder that extends them has them: their names tell them from any file of its own.
static INHERITED: LazyLock<Vec<Parsed>> = LazyLock::new(|| {
    let named = |source: Arc<Source>| Source::new(format!("{}{}", builtin::prefix(), source.name), source.text.as_str());
    builtin_sources().into_iter().map(|source| Parsed::new(&named(source))).collect()
});

/// What a folder extends: the built-in files if one of its own says so, else none.
pub fn inherited<'p>(own: impl IntoIterator<Item = &'p Parsed>) -> &'static [Parsed] {
    let mut items = own.into_iter().flat_map(|parsed| &parsed.file.items);
    let extends = items.any(|item| matches!(item, Item::Extends(extends) if extends.name.node == BUILT_IN));
    if extends { &INHERITED } else { &[] }
}
