//! Braces: left open, closed too early, missing their word; and parts that stand in the wrong block.

use super::{
    super::{
        grammar::Rule,
        keyword,
        token::{Bracket, Token, TokenKind},
    },
    quoted,
    scene::{Opened, Scene},
};
use crate::{diagnostic::Diagnostic, lang::Text, text};

/// A word that belongs to an outer block: the inner one was not closed.
pub(super) fn left_open(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word()?;
    let open = scene.open();
    let (inner, outer) = open.split_last()?;
    let fits = |opened: &&Opened| keyword::contents(opened.block).contains(&word);
    if inner.bracket != Bracket::Brace || !scene.expects(Rule::close_brace) || fits(&inner) || scene.braces_pair() {
        return None;
    }
    let home = outer.iter().rfind(fits)?.block;
    let label = text!("{word} 属于 {home}，之前应有「}}」", "{word} belongs to {home}: a }} is missing before it");
    Some(unclosed(scene, *inner, token, label))
}

/// The item ends while a brace is open.
pub(super) fn end_of_item(scene: &Scene) -> Option<Diagnostic> {
    if scene.here().is_some() {
        return None;
    }
    let outermost = scene.open().into_iter().find(|opened| opened.bracket == Bracket::Brace)?;
    Some(unclosed(scene, outermost, scene.before()?, text!("到这里仍没有「}}」", "still open here")))
}

/// `rule A301 列勾稽 error` without its brace.
pub(super) fn no_brace(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let ready =
        scene.here_begins_line() || keyword::is_reserved(scene.here_text()) || here.kind == TokenKind::Close(Bracket::Brace);
    if !scene.expects(Rule::open_brace) || !ready {
        return None;
    }
    let header = scene.earlier().iter().rfind(|token| keyword::is_block(scene.text(**token)))?;
    let block = scene.text(*header);
    let message = text!("{block} 后面少了「{{」", "the {{ of {block} is missing");
    let diagnostic = scene.error(scene.gap(), message, text!("写在这里", "it belongs here"));
    Some(diagnostic.help(text!("{block} 的内容写在 {{ }} 里", "the contents of {block} stand between {{ and }}")))
}

/// Points at the brace that is most likely the one left open: the first that is closed by a brace further to the left than its own
/// line, else the one given.
fn unclosed(scene: &Scene, given: Opened, token: Token, label: Text) -> Diagnostic {
    let (opened, place, label) = match outdented(scene) {
        Some((opened, closing)) => (opened, closing, text!("这个「}}」关上的是外面一层", "this }} closes the block around it")),
        None => (given, token, label),
    };
    let block = if opened.block.is_empty() { String::new() } else { format!("{} ", opened.block) };
    let message = text!("{block}的「{{」没有关上", "the {{ of {block}is not closed");
    let brace = scene.token(opened.token).unwrap_or(token);
    let diagnostic = scene.error(brace.span, message, text!("在这里打开", "opened here"));
    let help = text!("在这一段的末尾补一个「}}」", "write a }} where the block ends");
    scene.also(diagnostic, place.span, label).help(help)
}

/// The first brace whose closing brace begins a line that is less indented than the line of the opening one.
fn outdented<'a>(scene: &Scene<'a>) -> Option<(Opened<'a>, Token)> {
    scene.closed().into_iter().find(|(opened, closing)| {
        let opening = scene.token(opened.token).map(|token| scene.indent(token.span));
        scene.begins_line(*closing) && opening.is_some_and(|indent| indent > scene.indent(closing.span))
    })
}

/// `test "…" { … } } require …`: a part whose block was closed right before it.
pub(super) fn closed_too_early(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word()?;
    let (current, before) = (scene.block(), scene.before()?);
    if before.kind != TokenKind::Close(Bracket::Brace) || keyword::contents(current).contains(&word) {
        return None;
    }
    let home = just_closed(scene).into_iter().find(|block| may_hold(block, word))?;
    let written = quoted(word);
    let message = text!("「{written}」之前多了一个「}}」", "there is one }} too many before “{written}”");
    let diagnostic = scene.error(before.span, message, text!("{home} 到这里就结束了", "{home} ends here"));
    let diagnostic = scene.also(diagnostic, token.span, text!("这应在 {home} 里", "this belongs in {home}"));
    Some(diagnostic.help(text!("删去多余的「}}」", "delete the }} that is too many")))
}

/// The blocks that the run of closing braces right before the scene closes.
fn just_closed<'a>(scene: &Scene<'a>) -> Vec<&'a str> {
    let run = scene.earlier().iter().rev().take_while(|token| token.kind == TokenKind::Close(Bracket::Brace)).count();
    let closed = scene.closed();
    closed.iter().rev().take(run).map(|(opened, _)| opened.block).collect()
}

fn may_hold(block: &str, word: &str) -> bool {
    let names = matches!(block, "rows" | "columns" | "group") && !keyword::is_reserved(word);
    names || keyword::contents(block).contains(&word)
}

/// A part of one kind of block in another: `section` in a rule, `set` outside a test.
pub(super) fn elsewhere(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word()?;
    let (block, homes) = (scene.block(), keyword::homes(word));
    if block.is_empty() || homes.is_empty() || homes.contains(&block) || !scene.expects(Rule::close_brace) {
        return None;
    }
    let home = homes.join(" / ");
    let message = text!("{word} 不能写在 {block} 里", "{word} cannot stand in {block}");
    let label = text!("{word} 属于 {home}", "{word} belongs to {home}");
    let diagnostic = scene.error(token.span, message, label);
    let parts = keyword::contents(block).join(" · ");
    Some(diagnostic.help(text!("{block} 里可以写：{parts}", "{block} may hold: {parts}")))
}

/// `不予公开 "（三）不予公开" {` without `group`.
pub(super) fn brace_without_word(scene: &Scene) -> Option<Diagnostic> {
    let brace = scene.here().filter(|token| token.kind == TokenKind::Open(Bracket::Brace))?;
    let block = scene.block();
    let word = match block {
        "columns" | "rows" | "group" => "group",
        "table" => "columns / rows",
        "template" => "section",
        "section" => "table",
        "rule" => "test",
        _ => return None,
    };
    if !scene.expects(Rule::close_brace) {
        return None;
    }
    let message = text!("这个「{{」前面少了 {word}", "{word} is missing before this {{");
    let labelled =
        scene.earlier().iter().rev().take_while(|token| !matches!(token.kind, TokenKind::Open(_) | TokenKind::Close(_)));
    let name = labelled.filter(|token| token.kind == TokenKind::Word && !keyword::is_reserved(scene.text(**token))).last();
    let start = name
        .filter(|_| word == "group" || word == "section" || word == "table")
        .map_or(brace.span, |name| name.span.to(name.span));
    let diagnostic =
        scene.error(brace.span, message, text!("{block} 里只有 {word} 带花括号", "in {block} only {word} has braces"));
    let label = text!("前面写 {word}", "write {word} before this");
    Some(if start == brace.span { diagnostic } else { scene.also(diagnostic, start, label) })
}
