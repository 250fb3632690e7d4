//! Rule text in, a tree and diagnostics out. Knows the grammar and no template: a name here is just a name.

pub mod ast;
mod build;
mod cut;
mod grammar;
mod keyword;
mod slip;
pub mod token;

use crate::{
    diagnostic::Diagnostic,
    lang::Text,
    source::{Source, Span},
    text,
};
use build::Builder;
use cut::Slice;
use slip::Scene;
use std::sync::Arc;
use token::Token;

/// What is left out after so many defects: nobody reads more at once, and no text makes us say more.
const MAX_DIAGNOSTICS: usize = 200;

/// Parses a rule file. Never fails: an item that does not parse is left out of the tree and is among the diagnostics.
pub fn parse(source: &Arc<Source>) -> (ast::File, Vec<Diagnostic>) {
    let tokens = token::tokens(&source.text);
    let mut parser =
        Parser { source, tokens: &tokens, file: ast::File::default(), diagnostics: Vec::new(), broken: false, before: None };
    for slice in cut::cut(&source.text, &tokens) {
        parser.take(&slice);
    }
    parser.finish()
}

struct Parser<'a> {
    source: &'a Arc<Source>,
    tokens: &'a [Token],
    file: ast::File,
    diagnostics: Vec<Diagnostic>,
    /// Whether the slice before was broken: what follows it up to the next item is then part of the same trouble.
    broken: bool,
    /// The last token of the slice before.
    before: Option<Span>,
}

impl Parser<'_> {
    fn take(&mut self, slice: &Slice) {
        let tokens = self.tokens.get(slice.tokens.clone()).unwrap_or_default();
        let found = if slice.is_item { self.item(slice, tokens) } else { self.junk(tokens) };
        self.before = Some(Span { start: slice.span.end.saturating_sub(1), ..slice.span });
        if self.diagnostics.len() < MAX_DIAGNOSTICS {
            self.diagnostics.extend(found);
        }
    }

    fn junk(&mut self, tokens: &[Token]) -> Vec<Diagnostic> {
        let tokens: Vec<Token> = tokens.iter().filter(|token| !token.kind.is_comment()).copied().collect();
        let heard = std::mem::replace(&mut self.broken, true);
        let before = self.before.filter(|span| self.source.slice(*span) == "}");
        let nearly = slip::nearly_an_item(self.source, &tokens);
        nearly.or_else(|| slip::junk(self.source, &tokens, before).filter(|_| !heard)).into_iter().collect()
    }

    fn item(&mut self, slice: &Slice, tokens: &[Token]) -> Vec<Diagnostic> {
        let before = self.file.items.len();
        let mut found: Vec<Diagnostic> = slip::too_deep(self.source, tokens).into_iter().collect();
        if found.is_empty() {
            found = slip::quotes(self.source, tokens);
            self.grammar(slice, tokens, &mut found);
        }
        self.broken = !found.is_empty();
        self.file.lost_template |= self.file.items.len() == before && self.source.slice(slice.span).starts_with("template");
        found
    }

    /// Parses a slice and takes its item. A failure counts if it comes before every quotation mark that is wrong: those behind
    /// follow from it, or it from them.
    fn grammar(&mut self, slice: &Slice, tokens: &[Token], found: &mut Vec<Diagnostic>) {
        match grammar::parse_item(self.source.slice(slice.span)) {
            Ok(item) => {
                let builder = Builder::new(self.source, slice.span.start as usize);
                let (item, mut defects) =
                    item.map(|item| builder.build(item, explanation(self.source, &slice.docs))).unwrap_or_default();
                self.file.items.extend(item.filter(|_| found.is_empty()));
                found.append(&mut defects);
            }
            Err(failure) => {
                let scene = Scene::new(self.source, tokens, slice.span.start as usize, *failure);
                if found.is_empty()
                    || scene.is_on_line_before(found.first().and_then(|first| first.labels.first()).map(|label| label.place.span))
                {
                    found.insert(0, slip::explain(&scene));
                }
            }
        }
    }

    fn finish(mut self) -> (ast::File, Vec<Diagnostic>) {
        if self.before.is_none() {
            let message = text!("文件里没有规则，也没有模板", "the file holds no rule and no template");
            let help = text!("规则写成 rule 编号 名称 error {{ … }}", "a rule is written rule CODE NAME error {{ … }}");
            self.diagnostics.push(Diagnostic::warning(self.source, Span::at(0), message, Text::default()).help(help));
        }
        (self.file, self.diagnostics)
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
