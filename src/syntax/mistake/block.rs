//! Braces: left open, closed too early, missing their word; and parts that stand in the wrong block.

use super::{
    super::{
        grammar::Rule,
        keyword,
        token::{Bracket, Token, TokenKind},
    },
    expected,
    nesting::Opened,
    quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    source::Span,
    text,
};

/// A word that belongs to an outer block: the inner one was not closed.
pub(super) fn left_open(scene: &Scene) -> Option<Diagnostic> {
    let (_, word) = scene.here_word()?;
    let open = scene.open();
    let (inner, outer) = open.split_last()?;
    let fits = |opened: &&Opened| keyword::contents(opened.block).contains(&word);
    if inner.bracket != Bracket::Brace || !scene.expects(Rule::close_brace) || fits(&inner) || scene.braces_pair() {
        return None;
    }
    let home = outer.iter().rfind(fits)?.block;
    let diagnostic = unclosed(scene, *inner, scene.gap());
    if diagnostic.labels.first().is_none_or(|label| label.place.span != scene.gap()) {
        return Some(diagnostic);
    }
    let help = text!("{word} 属于 {home}，在它之前写“}}”", "{word} belongs to {home}: write }} before it");
    Some(diagnostic.help(help))
}

/// The item ends while a brace is open.
pub(super) fn end_of_item(scene: &Scene) -> Option<Diagnostic> {
    if scene.here().is_some() {
        return None;
    }
    let outermost = scene.open().into_iter().find(|opened| opened.bracket == Bracket::Brace)?;
    Some(unclosed(scene, outermost, scene.gap()))
}

/// `rule A301 列勾稽 error` without its brace.
pub(super) fn no_brace(scene: &Scene) -> Option<Diagnostic> {
    let header = scene.earlier().iter().rfind(|token| keyword::is_block(scene.text(**token)))?;
    let block = scene.text(*header);
    let ready = match scene.here() {
        Some(here) if here.kind == TokenKind::Word && !scene.here_begins_line() => {
            keyword::contents(block).contains(&scene.here_text())
        }
        Some(here) => scene.here_begins_line() || here.kind == TokenKind::Close(Bracket::Brace),
        None => true,
    };
    if !scene.expects(Rule::open_brace) || scene.expects(Rule::close_brace) || !ready {
        return None;
    }
    if let Some(diagnostic) = scene.here().filter(|_| !scene.here_begins_line()).and_then(|here| before_brace(scene, here, block))
    {
        return Some(diagnostic);
    }
    let message = text!("{block} 后面少了“{{”", "the {{ of {block} is missing");
    let diagnostic = scene.error(Code::BraceMissing, scene.gap(), message, text!("写在这里", "it belongs here"));
    let help = text!("{block} 的内容写在 {{ }} 里", "the contents of {block} stand between {{ and }}");
    Some(diagnostic.help(help).instead(" {"))
}

/// `rule A301 列勾稽 error in edition 2021 {`: a part of the block stands before its brace.
fn before_brace(scene: &Scene, here: Token, block: &str) -> Option<Diagnostic> {
    let inside = scene.rest_of_line(here.span);
    let opens = |token: &&Token| token.span.start >= inside.end && token.kind == TokenKind::Open(Bracket::Brace);
    scene.all().iter().find(opens).filter(|brace| !scene.apart(here.span, brace.span))?;
    let written = quoted(scene.slice(inside));
    let message = text!("“{written}”要写在 {block} 的大括号里", "“{written}” belongs between the braces of {block}");
    let diagnostic = scene.error(Code::WordOrder, inside, message, text!("移到“{{”后面", "move it behind the {{"));
    Some(diagnostic.help(text!("写成 {block} … {{ {written} …", "write {block} … {{ {written} …")))
}

/// Says that a brace is not closed, at the place where its closing brace is missing: before the first line that is not indented as
/// its block is, else the place given.
fn unclosed(scene: &Scene, given: Opened, gap: Span) -> Diagnostic {
    let (opened, gap) = outdented(scene).unwrap_or((given, gap));
    let brace = scene.token(opened.token).map_or(gap, |brace| brace.span);
    let (block, line) = (opened.block, scene.line_number(brace));
    let message = text!("第 {line} 行 {block} 的“{{”缺少配对的“}}”", "the {{ of {block} in line {line} is not closed");
    let diagnostic = scene.error(Code::BraceNotClosed, gap, message, text!("这里应有“}}”", "a }} belongs here"));
    let help = text!("在这一段的末尾补一个“}}”", "write a }} where the block ends");
    scene.also(diagnostic, brace, text!("左括号在这里", "opened here")).help(help).instead("\n}")
}

/// The gap before the first line that is indented no deeper than the line of the brace around it, with that brace. The brace's own
/// closing brace may be; and a block that does not indent its first line says nothing.
fn outdented<'a>(scene: &Scene<'a>) -> Option<(Opened<'a>, Span)> {
    let indents = |opened: &Opened| {
        let (brace, first) = scene.token(opened.token).zip(scene.token(opened.token + 1))?;
        let (outer, inner) = (scene.indent(brace.span), scene.indent(first.span));
        (scene.begins_line(first) && inner > outer).then_some(outer)
    };
    scene.with_opened().find_map(|(index, opened)| {
        let (token, before) = scene.token(index).zip(scene.token(index.checked_sub(1)?))?;
        let (indent, outer) = (scene.indent(token.span), indents(&opened)?);
        let closes = token.kind == TokenKind::Close(Bracket::Brace);
        let too_far_left = indent < outer || indent == outer && !closes;
        let gap = Span { start: before.span.end, ..before.span };
        (scene.begins_line(token) && too_far_left).then_some((opened, gap))
    })
}

/// `test "…" { … } } require …`: a part whose block was closed right before it.
pub(super) fn closed_too_early(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word()?;
    let (current, before) = (scene.block(), scene.before()?);
    if before.kind != TokenKind::Close(Bracket::Brace) || keyword::contents(current).contains(&word) {
        return None;
    }
    let home = just_closed(scene).into_iter().find(|(opened, closing)| may_hold(scene, *opened, *closing, word))?.0.block;
    let written = quoted(word);
    let message = text!("“{written}”之前多了一个“}}”", "there is one }} too many before “{written}”");
    let diagnostic = scene.error(Code::ClosedTooEarly, before.span, message, text!("{home} 到这里就结束了", "{home} ends here"));
    let diagnostic = scene.also(diagnostic, token.span, text!("这应在 {home} 里", "this belongs in {home}"));
    Some(diagnostic.help(text!("删去多余的“}}”", "delete the }} that is too many")).instead(""))
}

/// The blocks that the run of closing braces right before the scene closes, with those braces.
fn just_closed<'a>(scene: &Scene<'a>) -> Vec<(Opened<'a>, Token)> {
    let run = scene.earlier().iter().rev().take_while(|token| token.kind == TokenKind::Close(Bracket::Brace)).count();
    scene.closed().into_iter().rev().take(run).collect()
}

/// Whether a part that begins with `word` would fit into a block. A name fits into an axis; but where the closing brace stands as
/// it should, a word is missing before the name.
fn may_hold(scene: &Scene, opened: Opened, closing: Token, word: &str) -> bool {
    let indent = scene.token(opened.token).map(|brace| scene.indent(brace.span));
    let tidy = scene.begins_line(closing) && indent == Some(scene.indent(closing.span));
    let names = matches!(opened.block, "rows" | "columns" | "group") && !keyword::is_reserved(word);
    names && !tidy || keyword::contents(opened.block).contains(&word)
}

/// `采购 { … }` without `table`, `依申请公开 "…"` without `section`.
pub(super) fn no_word(scene: &Scene) -> Option<Diagnostic> {
    let (token, written) = scene.here_word()?;
    let word = match scene.block() {
        "template" => "section",
        "section" => "table",
        _ => return None,
    };
    if keyword::is_reserved(written) || !scene.expects(Rule::close_brace) {
        return None;
    }
    let instead = format!("{word} {written}");
    let written = quoted(written);
    let message = text!("“{written}”前面少了 {word}", "{word} is missing before “{written}”");
    let help = text!("写成 {word} {written} …", "write {word} {written} …");
    Some(scene.error(Code::WordMissing, token.span, message, Text::default()).help(help).instead(instead))
}

/// A part of one kind of block in another: `section` in a rule, `set` outside a test.
pub(super) fn in_wrong_block(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word()?;
    let (block, homes) = (scene.block(), keyword::homes(word));
    if expected::behind_the_line(scene).is_some()
        || block.is_empty()
        || homes.is_empty()
        || homes.contains(&block)
        || !scene.expects(Rule::close_brace)
    {
        return None;
    }
    let home = homes.join(" / ");
    if matches!(word, "off" | "severity") && block == "rule" {
        let message = text!("{word} 不能写在 {block} 里", "{word} cannot stand in {block}");
        let code = scene.token(1).map_or("A301", |code| scene.text(code));
        let wrong = scene.error(Code::WrongBlock, token.span, message, text!("{word} 属于 {home}", "{word} belongs to {home}"));
        let said = if word == "off" { "off" } else { "severity error" };
        return Some(wrong.help(text!(
            "自己写的规则不用了，删去整条；停用、调整内置的规则，另写一段 adjust {code} {{ {said} \"理由\" }}",
            "a rule of one's own that is not wanted is removed; a built-in one is adjusted outside, adjust {code} {{ {said} \"REASON\" }}"
        )));
    }
    if word == "in" && block == "fact" {
        let (head, line) = (scene.token(0)?.span.to(scene.token(3)?.span), scene.rest_of_line(token.span));
        let (head, line) = (scene.slice(head), scene.slice(line));
        let message = text!("in 写在 fact 这一行，大括号前面", "`in` stands in the line of the fact, before its brace");
        let wrong = scene.error(Code::WordOrder, token.span, message, text!("移到前面", "move it"));
        return Some(wrong.help(text!("写成 {head} {line} {{", "write {head} {line} {{")));
    }
    let message = text!("{word} 不能写在 {block} 里", "{word} cannot stand in {block}");
    let label = text!("{word} 属于 {home}", "{word} belongs to {home}");
    let diagnostic = scene.error(Code::WrongBlock, token.span, message, label);
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
    let begins = scene.line_so_far().first().map(|first| scene.text(*first));
    if let Some(begins) =
        begins.filter(|begins| block == "rule" && *begins != "test" && keyword::contents(block).contains(begins))
    {
        let message = text!("{begins} 这一行不带花括号", "a line `{begins}` takes no brace");
        return Some(scene.error(Code::BraceMissing, brace.span, message, text!("删去", "remove this")).instead(""));
    }
    let message = text!("这个“{{”前面少了 {word}", "{word} is missing before this {{");
    let labelled =
        scene.earlier().iter().rev().take_while(|token| !matches!(token.kind, TokenKind::Open(_) | TokenKind::Close(_)));
    let name = labelled.filter(|token| token.kind == TokenKind::Word && !keyword::is_reserved(scene.text(**token))).last();
    let start = name
        .filter(|_| word == "group" || word == "section" || word == "table")
        .map_or(brace.span, |name| name.span.to(name.span));
    let diagnostic = scene.error(
        Code::WordMissing,
        brace.span,
        message,
        text!("{block} 里只有 {word} 带花括号", "in {block} only {word} has braces"),
    );
    let label = text!("前面写 {word}", "write {word} before this");
    Some(if start == brace.span { diagnostic } else { scene.also(diagnostic, start, label) })
}
