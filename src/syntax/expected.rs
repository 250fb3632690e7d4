//! What may stand at the end of a text that breaks off: what an editor offers. The grammar itself is asked, word by word, so that
//! no list of what may follow what has to be kept.

use super::{
    ast::FormCheck,
    cut::{ITEM_KEYWORDS, cut},
    grammar::{self, Failure, Rule},
    keyword,
    token::{Bracket, Token, TokenKind, tokens},
};
use crate::{slice::Slice, source::Span};
use pest::error::{ErrorVariant, InputLocation};

/// What may come next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Words of the language, and checks of the form.
    pub words: Vec<&'static str>,
    /// Whether a name may stand here: which, what stands before it says.
    pub name: bool,
    /// Whether nothing need come: the block could be closed here.
    pub ends: bool,
}

/// What may come next behind a text that ends before the word that is being typed.
pub fn expected(text: &str) -> Expected {
    let tokens = tokens(text);
    let Some(slice) = cut(text, &tokens).pop().filter(|slice| slice.is_item) else { return of_file() };
    let item = text.slice(slice.span.start as usize..);
    if grammar::parse_item(item).is_ok() {
        return of_file();
    }
    // What is wrong before the place hides what may stand at it: then only the heads of the blocks around it are kept.
    let heads = heads(text, tokens.slice(slice.tokens));
    let inner = heads.last().map_or(slice.span.start, |head| head.end);
    let behind = text.slice(inner as usize..);
    let lines = behind.char_indices().rev().filter(|(_, c)| *c == '\n').map(|(at, _)| at).take(REACH);
    let heads: String = heads.iter().filter_map(|head| text.get(head.range())).collect();
    let alone = lines.map(|at| format!("{heads}{}", behind.slice(at..)));
    let mut sound = std::iter::once(item.to_owned()).chain(alone).filter(|text| is_sound(text));
    sound.next().map(|text| of(&text)).unwrap_or_default()
}

/// How many lines before the place are tried.
const REACH: usize = 4;

/// The heads of the blocks that are open at the end of an item, each from the start of its line to its brace.
fn heads(text: &str, tokens: &[Token]) -> Vec<Span> {
    let mut open: Vec<Span> = Vec::new();
    let mut end = tokens.first().map_or(0, |token| token.span.start);
    for token in tokens {
        match token.kind {
            TokenKind::Open(Bracket::Brace) => {
                let line = text.get(..token.span.start as usize).and_then(|before| before.rfind('\n')).unwrap_or_default();
                open.push(Span { start: end.max(u32::try_from(line).unwrap_or(u32::MAX)), end: token.span.end });
                end = token.span.end;
            }
            TokenKind::Close(Bracket::Brace) => {
                open.pop();
                end = token.span.end;
            }
            _ => {}
        }
    }
    open
}

fn of_file() -> Expected {
    Expected { words: ITEM_KEYWORDS.to_vec(), name: false, ends: true }
}

/// Whether nothing is wrong with a text but that it breaks off.
fn is_sound(text: &str) -> bool {
    grammar::parse_item(text).err().is_none_or(|failure| place(&failure) >= text.trim_end().len())
}

fn of(text: &str) -> Expected {
    let name = behind(text, "甲");
    // Where a name may stand, a word of the language counts only if it is not taken for one.
    let fits = |word: &&str| behind(text, word).is_some_and(|then| Some(&then) != name.as_ref());
    let mut words: Vec<&'static str> = keyword::KEYWORDS.iter().copied().filter(fits).collect();
    if text.trim_end().ends_with("require") {
        words.extend(FormCheck::WORDS);
    }
    Expected { words, name: name.is_some(), ends: behind(text, "}").is_some() }
}

/// What would be wanted behind a word at the end of a text; none where the word may not stand there.
fn behind(text: &str, word: &str) -> Option<Vec<Rule>> {
    let tried = format!("{text}{word} ");
    let Err(failure) = grammar::parse_item(&tried) else { return Some(Vec::new()) };
    let ErrorVariant::ParsingError { positives, .. } = &failure.variant else { return None };
    (place(&failure) >= text.len() + word.len()).then(|| positives.clone())
}

fn place(failure: &Failure) -> usize {
    match failure.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&'static str> {
        expected(text).words
    }

    #[test]
    fn says_what_may_come_next() {
        assert_eq!(words(""), ITEM_KEYWORDS);
        assert_eq!(words("rule A1 甲 "), ["error", "warning", "info"]);
        assert_eq!(
            words("rule A1 甲 error {\n  each "),
            ["count", "breakdown", "share", "growth", "cell", "column", "row", "group"]
        );
        assert!(words("rule A1 甲 error {\n  require ").contains(&"whole grid"));
        assert_eq!(words("rule A1 甲 error {\n  "), ["basis", "in", "each", "when", "require", "say", "test"]);
        assert!(words("rule A1 甲 error {\n  require 甲 = 乙\n  ").contains(&"say"));
    }

    #[test]
    fn says_whether_a_line_may_end() {
        let rule = |inside: &str| expected(&format!("rule A1 甲 error {{\n  {inside}")).ends;
        let whole = ["", "each row of 甲 ", "require 甲 = 乙 ", "basis \"规定\" "];
        let halves = ["each ", "each row of ", "require ", "require 甲 = ", "require 甲 = 乙 + "];
        assert_eq!((whole.map(rule), halves.map(rule)), ([true; 4], [false; 5]));
    }

    #[test]
    fn a_word_of_the_language_is_no_name() {
        let names = |text: &str| (expected(text).name, words(text));
        assert_eq!(names("rule A1 甲 error {\n  each column of "), (true, Vec::new()));
        assert_eq!(names("rule A1 甲 error {\n  in edition "), (true, Vec::new()));
        let set = names("rule A1 甲 error { test \"一\" {\n  set ");
        assert_eq!(set, (true, vec!["year", "kind", "published", "received", "agency"]));
        assert_eq!(names("template 甲 edition 1 { section 乙 { table 丙 { rows {\n"), (true, vec!["group", "total", "less"]));
    }

    #[test]
    fn a_mistake_before_hides_nothing() {
        let parts = words("rule A1 甲 error {\n  requre 甲 = 乙\n  ");
        assert_eq!(parts, ["basis", "in", "each", "when", "require", "say", "test"]);
        let steps = words("rule A1 甲 error {\n  requre 甲 = 乙\n  test \"一\" {\n    sett\n    ");
        assert!(steps.contains(&"expect") && !steps.contains(&"say"));
        assert_eq!(words("rule A1 甲 error {\n  requre 甲 = 乙\n  each column "), ["of"]);
    }
}
