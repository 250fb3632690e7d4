//! Lines whose parts stand in another order, or that lack the word they begin with.

use super::{
    super::{
        ast::Severity,
        grammar::Rule,
        keyword,
        token::{Bracket, Token, TokenKind},
    },
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Span,
    text,
};

/// The line that the scene is on, or the one before where that is not complete: without braces.
pub(super) fn line(scene: &Scene) -> Option<Vec<Token>> {
    let is_behind = scene.here_begins_line() && scene.expects_any(&[Rule::infix, Rule::text]);
    let anchor = if is_behind { scene.before() } else { scene.here() }?;
    let is_brace = |token: &Token| matches!(token.kind, TokenKind::Open(Bracket::Brace) | TokenKind::Close(Bracket::Brace));
    let is_on = |token: &&Token| scene.line_number(token.span) == scene.line_number(anchor.span) && !is_brace(token);
    Some(scene.all().iter().filter(is_on).copied().collect())
}

fn turned(scene: &Scene, line: &[Token], better: String) -> Option<Diagnostic> {
    let run = line.first()?.span.to(line.last()?.span);
    let message = text!("这一行的次序不对", "this line is in another order");
    (scene.slice(run) != better).then(|| scene.error(Code::WordOrder, run, message, text!("这一段", "this")).write(better))
}

/// `set 999999 = 申请[新收, 总计]`, `expect at 总计 A301`, `expect just A301 at 总计`.
pub(super) fn step(scene: &Scene) -> Option<Diagnostic> {
    let line = line(scene).filter(|_| scene.block() == "test")?;
    let whole = scene.slice(line.first()?.span.to(line.last()?.span));
    if let Some((figure, cell)) = whole.strip_prefix("set ").and_then(|rest| rest.split_once(['=', '＝'])) {
        let is_turned = figure.trim().starts_with(|c: char| c.is_ascii_digit()) && cell.contains(['[', '［', '【']);
        return is_turned.then(|| turned(scene, &line, format!("set {} = {}", cell.trim(), figure.trim()))).flatten();
    }
    let words: Vec<&str> = whole.split_whitespace().collect();
    let is_code = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase()) && word.ends_with(|c: char| c.is_ascii_digit());
    match words.as_slice() {
        ["expect", "at", place @ .., code] if is_code(code) => {
            turned(scene, &line, format!("expect {code} at {}", place.join(" ")))
        }
        ["expect", only, code, ..] if is_code(code) && ["just", "仅", "单独", "alone", "exactly"].contains(only) => {
            let word = line.get(1)?;
            let message = text!("这里不认识“{only}”", "“{only}” is not known here");
            Some(
                scene.error(Code::MisspeltWord, word.span, message, text!("是不是 only？", "did you mean only?")).instead("only"),
            )
        }
        _ => None,
    }
}

/// `when kind = 部门 off "理由"`, `off "理由" in edition 2019`, `off when kind = 部门`.
pub(super) fn adjustment(scene: &Scene) -> Option<Diagnostic> {
    let line = line(scene).filter(|_| scene.block() == "adjust")?;
    let begins =
        |token: &Token| matches!(scene.text(*token), "off" | "severity" | "in" | "when") || token.kind == TokenKind::Text;
    let starts: Vec<usize> = line.iter().enumerate().filter(|(_, token)| begins(token)).map(|(at, _)| at).collect();
    let part = |word: &str| {
        let at = starts.iter().position(|at| line.get(*at).is_some_and(|token| scene.text(*token).starts_with(word)))?;
        let (first, next) = (starts.get(at)?, starts.get(at + 1).copied().unwrap_or(line.len()));
        Some(scene.slice(line.get(*first)?.span.to(line.get(next.checked_sub(1)?)?.span)))
    };
    let verb = part("off").or_else(|| {
        part("severity").filter(|verb| Severity::WORDS.contains(&verb.split_whitespace().last().unwrap_or_default()))
    })?;
    let reason = part("\"").unwrap_or("\"理由\"");
    let better = [Some(verb), part("in"), part("when"), Some(reason)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    if part("\"").is_some() {
        return turned(scene, &line, better);
    }
    let message = text!("为什么这样调整，写在这一行的末尾", "why a rule is adjusted stands at the end of the line");
    let run = line.first()?.span.to(line.last()?.span);
    Some(scene.error(Code::SomethingMissing, run, message, text!("后面写理由", "the reason belongs behind this")).write(better))
}

/// `"省府办〔2023〕8号" "第四条"`, `"{row}：多 {gap} 件"`: a text without `basis` or `say` before it.
pub(super) fn bare_text(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|here| here.kind == TokenKind::Text && scene.begins_line(*here))?;
    if scene.block() != "rule" || !scene.expects(Rule::close_brace) {
        return None;
    }
    let run = scene.rest_of_line(here.span);
    let written = scene.slice(run);
    let word = if written.matches('"').count() > 2 || written.contains(['〔', '《']) { "basis" } else { "say" };
    let message = text!("这一行前面少了 {word}", "{word} is missing before this");
    let label = text!("前面写 {word}", "write {word} before this");
    Some(scene.error(Code::WordMissing, run, message, label).instead(format!("{word} {written}")))
}

/// `①require 纠正 <= 总计`, `（1）require …`: a number before the word that a line begins with.
pub(super) fn numbered(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|here| scene.begins_line(*here) && scene.expects(Rule::close_brace))?;
    let line = scene.slice(scene.rest_of_text(here));
    let is_number = |c: char| c.is_numeric() || "（()）、.．一二三四五六七八九十 ".contains(c);
    let rest = line.trim_start_matches(is_number);
    let length = line.len() - rest.len();
    let is_part = keyword::contents(scene.block()).contains(&rest.split_whitespace().next().unwrap_or_default());
    let message = text!("这一行前面不写序号", "no number stands before this line");
    let run = Span::new(here.span.start as usize, here.span.start as usize + length);
    (length > 0 && is_part).then(|| scene.error(Code::NumberedName, run, message, text!("删去", "remove this")).instead(""))
}

/// The line that begins an item, twice: the first has no end.
pub(super) fn head_twice(scene: &Scene) -> Option<Diagnostic> {
    let (first, source) = (scene.token(0)?, scene.source());
    let at = source.line_index(first.span.start);
    let (line, next) = (source.line_span(at), source.line_span(at + 1));
    let is_twice = source.slice(line).trim() == source.slice(next).trim() && source.slice(line).trim().ends_with(['{', '｛']);
    let message = text!("这一行写了两遍", "this line stands twice");
    let wrong = || scene.error(Code::Twice, line, message.clone(), text!("这一行多余", "one too many"));
    is_twice.then(|| wrong().help(text!("删去其中一行", "delete one of the two")).instead(""))
}
