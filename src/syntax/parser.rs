//! The stages of parsing in order: tokens, slices, and for each slice its tree or what is wrong with it.

use super::{
    ast,
    build::Builder,
    cut::{self, ITEM_KEYWORDS, Slice},
    grammar::{self, Failure},
    keyword,
    mistake::{self, Scene},
    token::{self, Token, TokenKind},
};
use crate::{
    diagnostic::{Code, Diagnostic, Level},
    lang::Text,
    slice::Slice as _,
    source::{Source, Span},
    text,
};
use std::sync::Arc;

/// What is left out after so many defects: nobody reads more at once, and no text makes us say more.
const MAX_DIAGNOSTICS: usize = 200;

/// What is left out after so many defects of one item.
const MAX_PER_ITEM: usize = 20;

/// Parses a rule file. Never fails: an item that does not parse is left out of the tree and is among the diagnostics.
pub fn parse(source: &Arc<Source>) -> (ast::File, Vec<Diagnostic>) {
    let tokens = token::tokens(&source.text);
    let mut parser = Parser {
        source,
        tokens: &tokens,
        file: ast::File::default(),
        diagnostics: Vec::new(),
        broken: false,
        before: Vec::new(),
        within: None,
    };
    let slices = cut::cut(&source.text, &tokens);
    for (index, slice) in slices.iter().enumerate() {
        parser.take(slice, slices.get(index + 1));
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
    /// The slice before, without its comments.
    before: Vec<Token>,
    /// How far the item is indented that has another within it: up to the next one as far left, all belongs to it.
    within: Option<usize>,
}

impl Parser<'_> {
    fn take(&mut self, slice: &Slice, next: Option<&Slice>) {
        if self.diagnostics.len() >= MAX_DIAGNOSTICS {
            return;
        }
        let tokens = self.tokens_of(slice);
        let indent = mistake::indent(self.source, slice.span);
        self.within = self.within.filter(|outer| !slice.is_item || indent > *outer);
        if self.within.is_some() {
            self.lose(&tokens);
            return;
        }
        let inner = next.filter(|next| next.is_item && slice.is_item).map(|next| self.tokens_of(next));
        if let Some(wrong) = inner.and_then(|inner| mistake::item_in_item(self.source, &tokens, &inner)) {
            self.within = Some(indent);
            self.broken = true;
            self.file.lost_template |= self.source.slice(slice.span).starts_with("template");
            self.lose(&tokens);
            self.before = tokens;
            self.diagnostics.push(wrong);
            return;
        }
        let found = if slice.is_item { self.item(slice, &tokens) } else { self.junk(&tokens) };
        self.before = tokens;
        self.diagnostics.extend(found);
    }

    fn tokens_of(&self, slice: &Slice) -> Vec<Token> {
        let tokens = self.tokens.slice(slice.tokens.clone());
        tokens.iter().filter(|token| !token.kind.is_comment()).copied().collect()
    }

    fn junk(&mut self, tokens: &[Token]) -> Vec<Diagnostic> {
        let heard = std::mem::replace(&mut self.broken, true);
        self.file.lost_template |= tokens.iter().any(|token| self.source.slice(token.span) == "section");
        let nearly = mistake::nearly_an_item(self.source, tokens);
        let words = tokens.iter().map(|token| self.source.slice(token.span));
        match words.clone().position(|word| ITEM_KEYWORDS.contains(&word)) {
            Some(at) => self.lose(tokens.slice(at..)),
            None if nearly.is_some() => self.lose(tokens),
            None => {}
        }
        nearly.or_else(|| mistake::junk(self.source, tokens, &self.before).filter(|_| !heard)).into_iter().collect()
    }

    fn item(&mut self, slice: &Slice, tokens: &[Token]) -> Vec<Diagnostic> {
        let before = self.file.items.len();
        let found = match mistake::too_deep(self.source, tokens) {
            Some(too_deep) => vec![too_deep],
            None => self.parse(slice, tokens),
        };
        self.broken = found.iter().any(|found| found.level == Level::Error);
        if self.file.items.len() == before {
            let item = self.source.slice(slice.span);
            self.file.lost_template |= item.starts_with("template") || item.starts_with("extends");
            self.lose(tokens);
        }
        found
    }

    /// Keeps the name of an item that did not parse.
    fn lose(&mut self, tokens: &[Token]) {
        let words = tokens.iter().skip(1).take(2).filter(|token| token.kind == TokenKind::Word);
        let words: Vec<&str> = words.map(|token| self.source.slice(token.span)).collect();
        // `Z201行总计`: the code is lost with its name.
        let codes = words.iter().filter_map(|word| word.split(|c: char| !c.is_ascii_alphanumeric()).next());
        let codes = codes.filter(|code| code.ends_with(|c: char| c.is_ascii_digit()));
        let first = tokens.first().map(|first| self.source.slice(first.span));
        let event = first.and_then(|first| keyword::meant(first, &["event"]));
        self.file.lost.extend(codes.chain(event).chain(words.iter().copied()).map(str::to_owned));
    }

    fn parse(&mut self, slice: &Slice, tokens: &[Token]) -> Vec<Diagnostic> {
        let quotes = mistake::quotes(self.source, tokens);
        let whole = self.source.slice(slice.span);
        match grammar::parse_item(whole) {
            Ok(item) if quotes.is_empty() => {
                let builder = Builder::new(self.source, slice.span.start as usize);
                let (mut item, defects) =
                    item.map(|item| builder.build(item, explanation(self.source, &slice.docs))).unwrap_or_default();
                if let Some(ast::Item::Rule(rule)) = &mut item {
                    rule.span = slice.span;
                }
                self.file.items.extend(item);
                defects
            }
            Ok(_) => quotes,
            Err(failure) => failures(self.source, slice, tokens, *failure, quotes),
        }
    }

    fn finish(mut self) -> (ast::File, Vec<Diagnostic>) {
        let mut old: Vec<Text> = Vec::new();
        // A word of the version before is said once a file.
        self.diagnostics.retain(|found| {
            let again = found.code == Code::OldWord && old.contains(&found.message);
            old.extend((found.code == Code::OldWord).then(|| found.message.clone()));
            !again
        });
        if self.before.is_empty() {
            let message = text!("文件里没有规则，也没有表样", "the file holds no rule and no template");
            let help = text!("规则写成 rule 编号 名称 error {{ … }}", "a rule is written rule CODE NAME error {{ … }}");
            self.diagnostics
                .push(Diagnostic::new(Code::NothingInFile, self.source, Span::at(0), message, Text::default()).help(help));
        }
        (self.file, self.diagnostics)
    }
}

/// What is wrong with an item: the first failure and, going on at the next line that begins a part, the others; then the quotation
/// marks. Failures from the first wrong quotation mark on follow from it, or it from them, and are not reported.
fn failures(source: &Arc<Source>, slice: &Slice, tokens: &[Token], first: Failure, quotes: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let quote = quotes.first().and_then(|quote| quote.labels.first()).map(|label| source.line_index(label.place.span.start));
    let (mut found, mut next) = (Vec::new(), Some((slice.span.start, first)));
    while let Some((base, failure)) = next {
        let scene = Scene::new(source, tokens, base as usize, failure);
        if quote.is_some_and(|quote| scene.line() >= quote) {
            break;
        }
        let diagnostic = mistake::explain(&scene);
        if scene.is_of_another_language() {
            found.push(diagnostic);
            break;
        }
        let reported = diagnostic.labels.first().map_or(base, |label| label.place.span.start);
        found.push(diagnostic);
        next = scene.next_part(reported.max(base)).filter(|_| found.len() < MAX_PER_ITEM).and_then(|start| {
            let failure = grammar::failure_in_rest(source.slice(Span { start, ..slice.span }), scene.item())?;
            Some((start, *failure))
        });
    }
    found.extend(quotes);
    found
}

/// The lines of documentation without their strokes.
fn explanation(source: &Arc<Source>, docs: &[Span]) -> String {
    let lines = docs.iter().map(|span| source.slice(*span).trim_start_matches('/'));
    let lines = lines.map(|line| line.strip_prefix([' ', '\u{3000}']).unwrap_or(line).trim_end());
    lines.collect::<Vec<_>>().join("\n")
}
