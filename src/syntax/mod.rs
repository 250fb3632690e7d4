//! Rule text in, a tree and diagnostics out. Knows the grammar and no template: a name here is just a name.

pub mod ast;
mod build;
mod cut;
mod grammar;
pub mod token;

use crate::{
    diagnostic::Diagnostic,
    lang::Text,
    source::{Source, Span},
    text,
};
use build::Builder;
use cut::Slice;
use std::sync::Arc;

/// Parses a rule file. Never fails: an item that does not parse is left out of the tree and is among the diagnostics.
pub fn parse(source: &Arc<Source>) -> (ast::File, Vec<Diagnostic>) {
    let (mut file, mut diagnostics) = (ast::File::default(), Vec::new());
    let tokens = token::tokens(&source.text);
    for slice in cut::cut(&source.text, &tokens) {
        let (item, mut found) = parse_slice(source, &slice);
        file.items.extend(item);
        diagnostics.append(&mut found);
    }
    (file, diagnostics)
}

fn parse_slice(source: &Arc<Source>, slice: &Slice) -> (Option<ast::Item>, Vec<Diagnostic>) {
    match grammar::parse_item(source.slice(slice.span)) {
        Ok(Some(item)) => Builder::new(source, slice.span.start as usize).build(item, explanation(source, &slice.docs)),
        Ok(None) => (None, Vec::new()),
        Err(failure) => {
            let at = match failure.location {
                pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
            };
            let span = Span::at(slice.span.start as usize + at);
            let message = text!("这里读不懂：{failure}", "cannot read this: {failure}");
            (None, vec![Diagnostic::error(source, span, message, Text::default())])
        }
    }
}

/// The lines of documentation without their strokes.
fn explanation(source: &Arc<Source>, docs: &[Span]) -> String {
    let lines = docs.iter().map(|span| source.slice(*span).trim_start_matches('/'));
    let lines = lines.map(|line| line.strip_prefix([' ', '\u{3000}']).unwrap_or(line).trim_end());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(name: &str, text: &str) -> ast::File {
        let (file, diagnostics) = parse(&Source::new(name, text));
        assert_eq!(diagnostics, [], "{name}");
        file
    }

    #[test]
    fn reads_the_built_in_template_and_rules() {
        for (name, text, items) in [
            ("2019.gj", include_str!("../../schemas/disclosure-report/2019.gj"), 1),
            ("2021.gj", include_str!("../../schemas/disclosure-report/2021.gj"), 1),
            ("arithmetic.gj", include_str!("../../rules/disclosure-report/arithmetic.gj"), 5),
            ("form.gj", include_str!("../../rules/disclosure-report/form.gj"), 7),
        ] {
            assert_eq!(whole(name, text).items.len(), items, "{name}");
        }
    }
}
