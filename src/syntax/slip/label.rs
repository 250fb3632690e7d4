//! Rows, columns and sources of law that lack their name or their quotation marks.

use super::{
    super::{
        grammar::Rule,
        keyword,
        token::{Bracket, TokenKind},
    },
    quoted,
    scene::Scene,
};
use crate::{diagnostic::Diagnostic, text};

/// The blocks whose parts are rows, columns and groups of them.
const AXES: [&str; 3] = ["rows", "columns", "group"];

/// `"二、上年结转"` on a line of its own: a label without a name would be a second spelling of the row above.
pub(super) fn no_name(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|token| token.kind == TokenKind::Text && scene.begins_line(*token))?;
    if !AXES.contains(&scene.block()) {
        return None;
    }
    let written = scene.here_text();
    let name = bare(written.trim_matches('"'));
    let written = quoted(written);
    let message = text!("这一行没有名称，只有印的文字", "this line has a printed label, but no name");
    let help = text!(
        "前面写一个名称，例如 {name} {written}；如果是上一行的另一种写法，写 also {written}",
        "write a name before it, as in {name} {written}; if it is another spelling of the line above, write also {written}"
    );
    Some(scene.error(here.span, message, text!("前面少了名称", "a name is missing before this")).help(help))
}

/// What a label says, without its numbering and what stands behind its first words.
fn bare(label: &str) -> String {
    const LONGEST: usize = 8;
    let numbering = |c: char| c.is_ascii_digit() || "一二三四五六七八九十、.．（）() ".contains(c);
    let words: String = label.trim_start_matches(numbering).chars().take_while(|c| c.is_alphanumeric()).take(LONGEST).collect();
    if words.is_empty() || keyword::is_reserved(&words) { "名称".to_owned() } else { words }
}

/// `结转 二、上年结转`, `二、上年结转`: a label without quotation marks.
pub(super) fn unquoted(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let in_prose = matches!(scene.here_text(), "、" | "《" | "〈" | "〔" | "—" | "…" | "·");
    let line = scene.line_so_far();
    let odd = in_prose || matches!(here.kind, TokenKind::Open(Bracket::Round) | TokenKind::Figure if !line.is_empty());
    if !odd || !AXES.contains(&scene.block()) {
        return None;
    }
    let words: Vec<&str> = line.iter().map(|token| scene.text(*token)).collect();
    if words.last().is_some_and(|last| keyword::is_reserved(last)) {
        return None;
    }
    let attached = line.last().is_some_and(|last| last.span.end == here.span.start);
    let at = line.len().saturating_sub(usize::from(attached));
    let run = scene.rest_of_line(line.get(at).copied().unwrap_or(here).span);
    let label = quoted(scene.slice(run));
    let name = match words.get(..at).unwrap_or_default() {
        [] => bare(&label),
        [.., word @ ("group" | "total")] => format!("{word} {}", bare(&label)),
        [.., word @ ("group" | "total"), name] => format!("{word} {name}"),
        [.., name] => (*name).to_owned(),
    };
    let message = text!("印的文字要加引号", "a printed label stands between quotation marks");
    Some(scene.error(run, message, text!("这一段", "this")).help(text!("写成 {name} \"{label}\"", "write {name} \"{label}\"")))
}

/// `section 总体情况 一、总体情况 {`
pub(super) fn heading(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| !keyword::is_reserved(scene.here_text()))?;
    let odd = matches!(here.kind, TokenKind::Mark | TokenKind::Word | TokenKind::Figure | TokenKind::Open(Bracket::Round));
    let [word, name] = scene.line_so_far() else { return None };
    let (word, name) = (scene.text(*word), scene.text(*name));
    if !odd || !matches!(word, "section" | "table") || matches!(scene.here_text(), "," | "，" | ":" | "：") {
        return None;
    }
    let run = scene.rest_of_line(here.span);
    let label = quoted(scene.slice(run));
    let message = text!("印的文字要加引号", "a printed label stands between quotation marks");
    let help = text!("写成 {word} {name} \"{label}\"", "write {word} {name} \"{label}\"");
    Some(scene.error(run, message, text!("这一段", "this")).help(help))
}

/// `basis "条例"、"第一条"`, `basis 《条例》`, `basis "条例" 第一条`.
pub(super) fn basis(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let line = scene.line_so_far();
    let at = line.iter().rposition(|token| scene.text(*token) == "basis")?;
    let behind = line.get(at.saturating_add(1)..)?;
    let only_texts = behind.iter().all(|token| token.kind == TokenKind::Text);
    if !only_texts || scene.here_begins_line() || keyword::is_reserved(scene.here_text()) {
        return None;
    }
    let written = quoted(scene.here_text());
    match here.kind {
        TokenKind::Mark if !behind.is_empty() && matches!(scene.here_text(), "、" | "､" | "," | "，" | ";" | "；" | "和") =>
        {
            let message = text!("依据之间不写“{written}”", "no “{written}” stands between sources of law");
            let help = text!(
                "条款紧接文件名，中间空一格：basis \"条例\" \"第一条\"；另一个文件另写一行 basis",
                "a clause stands right behind its notice: basis \"条例\" \"第一条\"; another notice has a basis of its own"
            );
            Some(scene.error(here.span, message, text!("删去", "delete this")).help(help))
        }
        TokenKind::Mark | TokenKind::Word | TokenKind::Figure | TokenKind::Open(Bracket::Round | Bracket::Square) => {
            let run = scene.rest_of_line(here.span);
            let before: Vec<&str> = behind.iter().map(|token| scene.text(*token)).chain([""]).collect();
            let parts: Vec<String> = scene.slice(run).splitn(2, char::is_whitespace).map(|part| quoted(part.trim())).collect();
            let (before, inside) = (before.join(" "), parts.join("\" \""));
            let message = text!("basis 后面的文字要加英文引号", "what stands behind basis needs straight quotation marks");
            let help = text!("写成 basis {before}\"{inside}\"", "write basis {before}\"{inside}\"");
            Some(scene.error(run, message, text!("这一段", "this")).help(help))
        }
        _ => None,
    }
}

/// `each column of "申请"`, `rule "A301" 列勾稽 error`: quotation marks around a name.
pub(super) fn quoted_name(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|token| token.kind == TokenKind::Text)?;
    let names = [Rule::name, Rule::part, Rule::code, Rule::path, Rule::cell];
    if !scene.expects_any(&names) || scene.expects_any(&[Rule::operand, Rule::text]) || AXES.contains(&scene.block()) {
        return None;
    }
    let bare = scene.here_text().trim_matches('"').trim();
    if bare.is_empty() || !bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
        return None;
    }
    let (bare, code) = (quoted(bare), scene.expects(Rule::code));
    let message = match code {
        true => text!("编号不加引号", "a code has no quotation marks"),
        false => text!("名称不加引号", "a name has no quotation marks"),
    };
    Some(scene.error(here.span, message, text!("引号多余", "no quotation marks here")).help(text!("写成 {bare}", "write {bare}")))
}
