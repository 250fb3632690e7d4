//! Quick fixes: what the compiler advises to write, put where the file is the better for it. An advice names the words and about where
//! they belong; which words of the line it replaces is tried out, and what does not mend the diagnostic is not offered.

use super::{command::EXPLAIN, place::OpenDocument};
use crate::{
    diagnostic::{Diagnostic, Level},
    source::Span,
    syntax::replacements,
    text,
};
use gen_lsp_types as lsp;
use std::collections::BTreeMap;

/// How many replacements are tried for one advice.
const TRIED: usize = 8;

/// The fixes of the diagnostics in a range, and what explains them.
pub(super) fn actions(place: OpenDocument<'_>, range: lsp::Range, found: &[Diagnostic]) -> Vec<lsp::CodeAction> {
    let Some(source) = place.source() else { return Vec::new() };
    let asked = place.manner.encoding.span(source, range);
    let mut actions = Vec::new();
    let mut explained = Vec::new();
    for diagnostic in found {
        let Some(label) = diagnostic.labels.first().filter(|label| label.place.source.name == source.name) else { continue };
        if label.place.span.start > asked.end || label.place.span.end < asked.start {
            continue;
        }
        let fix = diagnostic.instead.as_deref().and_then(|instead| mended(place, diagnostic, label.place.span, instead, found));
        if let Some((span, written)) = fix {
            actions.push(fixing(place, diagnostic, span, written));
        }
        if !explained.contains(&diagnostic.code) {
            explained.push(diagnostic.code);
        }
    }
    actions.extend(explained.into_iter().map(|code| explaining(place, code.as_str())));
    actions
}

fn fixing(place: OpenDocument<'_>, diagnostic: &Diagnostic, span: Span, written: String) -> lsp::CodeAction {
    let old = place.source().map(|source| source.slice(span).trim()).unwrap_or_default();
    let new = written.trim();
    let behind = new.strip_prefix(old).filter(|added| added.starts_with('\n'));
    let added = behind.or_else(|| new.strip_suffix(old)?.strip_suffix(|c: char| c.is_whitespace())).map(str::trim);
    let added = added.filter(|_| new.contains('\n'));
    let (old, new) = added.map_or((old, new), |added| ("", added));
    let title = match (old.is_empty(), new.is_empty()) {
        (_, true) => text!("删去“{old}”", "remove “{old}”"),
        (true, _) => text!("加上“{new}”", "add “{new}”"),
        _ => text!("把“{old}”改成“{new}”", "write “{new}” for “{old}”"),
    };
    let edit = lsp::TextEdit { range: place.range(span), new_text: written };
    let uri = place.document().map(|file| place.manner.documents.uri(&file.path));
    lsp::CodeAction {
        title: title.get(place.manner.lang).to_owned(),
        kind: Some(lsp::CodeActionKind::QuickFix),
        diagnostics: Some(vec![place.manner.diagnostic(diagnostic)]),
        is_preferred: Some(true),
        edit: Some(lsp::WorkspaceEdit {
            changes: Some(uri.into_iter().map(|uri| (uri, vec![edit.clone()])).collect()),
            ..lsp::WorkspaceEdit::default()
        }),
        ..lsp::CodeAction::default()
    }
}

fn explaining(place: OpenDocument<'_>, code: &str) -> lsp::CodeAction {
    let title = text!("说明 {code}", "explain {code}").get(place.manner.lang).to_owned();
    let uri = place.document().map(|file| place.manner.documents.uri(&file.path).0).unwrap_or_default();
    lsp::CodeAction {
        title: title.clone(),
        kind: Some(lsp::CodeActionKind::QuickFix),
        command: Some(lsp::Command {
            title,
            command: EXPLAIN.to_owned(),
            arguments: Some(vec![uri.into(), code.into()]),
            ..lsp::Command::default()
        }),
        ..lsp::CodeAction::default()
    }
}

/// The words to replace and what replaces them: the nearest to the advice under which the file is the better. What is wrong with the
/// writing is judged by the writing alone: it hides from the compiler what else is wrong.
fn mended(
    place: OpenDocument<'_>,
    diagnostic: &Diagnostic,
    span: Span,
    instead: &str,
    found: &[Diagnostic],
) -> Option<(Span, String)> {
    let file = &place.document()?.parsed;
    let source = &file.source;
    let is_shortened = instead.contains('…') && !source.text.contains('…');
    if is_shortened {
        return None;
    }
    let line = source.line_index(span.start);
    let trial = Trial { diagnostic, file: &source.name, line };
    let is_writing = file.diagnostics.iter().any(|found| same(found, diagnostic));
    replacements(&source.text, source.line_span(line), span, instead, TRIED).into_iter().find(|(span, written)| {
        let (head, tail) = (source.text.get(..span.start as usize), source.text.get(span.end as usize..));
        let text = head.zip(tail).map(|(head, tail)| format!("{head}{written}{tail}"));
        let Some(parsed) = text.and_then(|text| place.parsed_with(place.file, &text)) else { return false };
        if is_writing {
            return trial.succeeds(&file.diagnostics, &parsed.diagnostics);
        }
        parsed.diagnostics.len() <= file.diagnostics.len()
            && trial.succeeds(found, &place.compiled_with(&BTreeMap::from([(place.file, parsed)])).diagnostics)
    })
}

/// What a replacement is to bring about.
struct Trial<'a> {
    /// The defect that it is to mend.
    diagnostic: &'a Diagnostic,
    file: &'a str,
    line: usize,
}

impl Trial<'_> {
    /// Whether the defect is gone, its line has no error that it had not, and there are no more errors than before.
    fn succeeds(&self, before: &[Diagnostic], after: &[Diagnostic]) -> bool {
        let is_new = |found: &Diagnostic| found.level == Level::Error && !before.iter().any(|old| same(old, found));
        let on_line = |found: &&Diagnostic| {
            let label = found.labels.first().map(|label| &label.place);
            label.is_some_and(|at| at.source.name == self.file && at.source.line_index(at.span.start) == self.line)
        };
        let count = |all: &[Diagnostic]| all.iter().filter(|found| same(found, self.diagnostic)).count();
        errors(after) <= errors(before)
            && !after.iter().filter(on_line).any(|found| is_new(found) || same(found, self.diagnostic))
            && count(after) < count(before)
    }
}

fn errors(all: &[Diagnostic]) -> usize {
    all.iter().filter(|found| found.level == Level::Error).count()
}

fn same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.code == other.code && one.message == other.message
}
