//! Another name for what is named at a position, everywhere: in schemas, rules, tests, messages, `follows`, and in the reports that
//! tests start from. The rules are compiled with it before the edit is handed out.

use super::{host::Host, place::OpenDocument, report_names};
use crate::{
    compile::index::Symbol,
    diagnostic::Level,
    lang::Text,
    slice::Slice,
    source::{Source, Span},
    syntax::is_name,
    text,
};
use gen_lsp_types::{Position, Range, TextEdit, WorkspaceEdit};
use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

/// What would be renamed.
pub(super) fn prepare(place: OpenDocument<'_>, position: Position) -> Option<(Range, String)> {
    let names = place.names(position);
    let name = names.first()?;
    Some((place.range(name.span), place.source()?.slice(name.span).to_owned()))
}

/// The edit; or why there is none.
pub(super) fn rename(place: OpenDocument<'_>, position: Position, new: &str, host: &dyn Host) -> Result<WorkspaceEdit, Text> {
    let symbols: Vec<Symbol> = place.names(position).iter().map(|name| name.symbol.clone()).collect();
    let Some(first) = symbols.first() else {
        return Err(text!("这里没有可以改名的名称", "there is no name here that can be changed"));
    };
    if !is_name(new) && !matches!(first, Symbol::Edition(_)) {
        return Err(text!(
            "“{new}”不能作名称：名称由汉字、字母、数字组成，不以数字开头，也不是语言的词",
            "“{new}” is no name: letters and digits, not beginning with one, and no word of the language"
        ));
    }
    let is_inherited = |symbol: &Symbol| {
        place.index.places_of(symbol).any(|found| found.declares && place.folder.files.get(found.file).is_none())
    };
    if symbols.iter().any(is_inherited) {
        return Err(text!("这是内置规则里的名称，不能改名", "this is a name of the built-in rules: it cannot be changed"));
    }
    if let Some(taken) = symbols.iter().map(|symbol| renamed(symbol, new)).find(|symbol| place.index.declared(symbol).is_some()) {
        let name = taken.name().to_owned();
        return Err(text!("已经有“{name}”", "there is a “{name}” already"));
    }
    let changes = changes(place, &symbols, new);
    compiles(place, &changes, new)?;
    let mut edits: Vec<(Arc<Source>, Vec<Span>)> = changes.into_values().collect();
    edits.extend(report_names::of(place, &symbols, host));
    let edit = |(source, spans): (Arc<Source>, Vec<Span>)| {
        let uri = place.manner.documents.uri(&PathBuf::from(&source.name));
        let range = |span: Span| place.manner.encoding.range(&source, span);
        (uri, spans.into_iter().map(|span| TextEdit { range: range(span), new_text: new.to_owned() }).collect())
    };
    Ok(WorkspaceEdit { changes: Some(edits.into_iter().map(edit).collect()), ..WorkspaceEdit::default() })
}

/// The symbol under its new name.
fn renamed(symbol: &Symbol, new: &str) -> Symbol {
    let new = new.to_owned();
    match symbol {
        Symbol::Edition(_) => Symbol::Edition(new),
        Symbol::Section(_) => Symbol::Section(new),
        Symbol::Table(_) => Symbol::Table(new),
        Symbol::Line { table, axis, id } => {
            let id = id.rsplit_once('.').map_or_else(|| new.clone(), |(before, _)| format!("{before}.{new}"));
            Symbol::Line { table: table.clone(), axis: *axis, id }
        }
        Symbol::Fact(_) => Symbol::Fact(new),
        Symbol::Param(_) => Symbol::Param(new),
        Symbol::Topic(_) => Symbol::Topic(new),
        Symbol::Event { topic, .. } => Symbol::Event { topic: topic.clone(), name: new },
        Symbol::Rule(_) => Symbol::Rule(new),
    }
}

/// By file: the places where the name stands.
type Changes = BTreeMap<usize, (Arc<Source>, Vec<Span>)>;

fn changes(place: OpenDocument<'_>, symbols: &[Symbol], new: &str) -> Changes {
    let mut changes = Changes::new();
    for found in place.index.occurrences.iter().filter(|found| symbols.contains(&found.symbol)) {
        let Some(file) = place.folder.files.get(found.file) else { continue };
        let source = &file.parsed.source;
        let (_, spans) = changes.entry(found.file).or_insert_with(|| (Arc::clone(source), Vec::new()));
        if !spans.contains(&found.span) && source.slice(found.span) != new {
            spans.push(found.span);
        }
    }
    changes.retain(|_, (_, spans)| !spans.is_empty());
    changes
}

/// That the folder has no more errors under the new name than it has now.
fn compiles(place: OpenDocument<'_>, changes: &Changes, new: &str) -> Result<(), Text> {
    let changed = |(file, (source, spans)): (&usize, &(Arc<Source>, Vec<Span>))| {
        Some((*file, place.parsed_with(*file, &with(&source.text, spans, new))?))
    };
    let compiled = place.compiled_with(&changes.iter().filter_map(changed).collect());
    let errors: Vec<_> = compiled.diagnostics.iter().filter(|found| found.level == Level::Error).collect();
    match errors.first().filter(|_| errors.len() > place.folder.errors()) {
        None => Ok(()),
        Some(first) => {
            let (zh, en) = (&first.message.zh, &first.message.en);
            Err(text!("改名以后规则文件会有错：{zh}", "with the new name the rule files would have an error: {en}"))
        }
    }
}

/// A text with another word at these places.
fn with(text: &str, spans: &[Span], new: &str) -> String {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let (mut written, mut end) = (String::with_capacity(text.len()), 0);
    for span in spans.iter().map(|span| span.range()) {
        written.push_str(text.slice(end..span.start));
        written.push_str(new);
        end = span.end;
    }
    written.push_str(text.slice(end..));
    written
}
