//! Advice is followed before it is given: with what it says put into the text, the grammar must read the advice and go on behind it.

use super::{
    super::{grammar, replace::replacements},
    form,
    scene::Scene,
};
use crate::{diagnostic::Diagnostic, lang::Text, source::Span};
use pest::error::InputLocation;

/// How many places are tried for one advice.
const TRIED: usize = 40;

/// What became of an advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The text reads on with it.
    Proven,
    /// It says nothing that could be put into the text.
    Untried,
    /// Wherever it is put, the grammar stops at it again.
    Refuted,
}

/// Follows the advice of a diagnostic.
pub(super) fn verdict(scene: &Scene, diagnostic: &Diagnostic) -> Verdict {
    let (Some(instead), Some(label)) = (&diagnostic.instead, diagnostic.labels.first()) else { return Verdict::Untried };
    let (source, at) = (scene.source(), label.place.span);
    let is_shortened = instead.contains('…') && !source.text.contains('…');
    // What begins between the braces of an axis is no part that the rest of an item may begin with.
    let opened = scene.open().pop().and_then(|opened| scene.token(opened.token));
    let in_axis = matches!(scene.block(), "columns" | "rows" | "group" | "fields");
    let is_cut = in_axis && opened.is_some_and(|brace| brace.span.start < scene.base());
    if is_shortened || is_cut || at.start < scene.base() {
        return Verdict::Untried;
    }
    let line = source.line_span(source.line_index(at.start));
    let end = source.line_span(source.line_index(scene.failed())).end.max(line.end);
    let all = replacements(&source.text, line, at, instead, TRIED);
    if all.is_empty() {
        return Verdict::Untried;
    }
    let reads = |(run, written): &(Span, String)| run.start >= scene.base() && reads_on(scene, *run, written, end);
    if all.iter().any(reads) { Verdict::Proven } else { Verdict::Refuted }
}

/// Whether the grammar reads what is written instead of `run`, and what stands behind it up to `end`, or at least some of that.
fn reads_on(scene: &Scene, run: Span, written: &str, end: u32) -> bool {
    let head = scene.slice(Span { start: scene.base(), end: run.start });
    let tail = scene.slice(Span { start: run.end, end }).trim_end();
    let text = format!("{head}{written}{tail}");
    let is_rest = scene.token(0).is_some_and(|token| token.span.start < scene.base());
    let failure = if is_rest { grammar::failure_in_rest(&text, scene.item()) } else { grammar::parse_item(&text).err() };
    let Some(failure) = failure else { return true };
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = failure.location;
    let left = text.len().saturating_sub(at);
    left == 0 || left < tail.trim_start().len().min((end.saturating_sub(scene.failed())) as usize)
}

/// A diagnostic without its advice: what such a line looks like takes its place.
pub(super) fn without_advice(scene: &Scene, diagnostic: Diagnostic) -> Diagnostic {
    let mentions = |help: &Text, instead: &str| instead.is_empty() || help.zh.contains(instead);
    let kept = diagnostic.help.filter(|help| !diagnostic.instead.as_deref().is_some_and(|instead| mentions(help, instead)));
    Diagnostic { help: form::help(scene).or(kept), instead: None, ..diagnostic }
}
