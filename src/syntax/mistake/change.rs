//! The lines of `follows`: `renamed column 废止失效 of 文件 from 废止 "改名"`.

use super::{
    super::{
        grammar::Rule,
        token::{Token, TokenKind},
    },
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Span,
    text,
};

/// What people write between the old and the new name.
const ARROWS: [&str; 14] = ["to", "as", "into", "改为", "改成", "改名为", "变为", "为", "成", "=>", "=", "→", "-", "："];

/// The tokens of the line that did not parse: of the one before where the failure is at its end.
fn line(scene: &Scene) -> Vec<Token> {
    if scene.here_begins_line() {
        let Some(last) = scene.before() else { return Vec::new() };
        let mut all: Vec<Token> =
            scene.earlier().iter().rev().take_while(|token| !scene.apart(token.span, last.span)).copied().collect();
        all.reverse();
        return all;
    }
    let mut all = scene.line_so_far().to_vec();
    if let Some(here) = scene.here() {
        let later = scene.later().iter().copied();
        all.extend(later.take_while(|token| !scene.apart(here.span, token.span)));
    }
    all
}

/// The names and dots from a place of the line on.
fn path<'a>(scene: &Scene<'a>, line: &[Token], from: usize) -> Option<&'a str> {
    let rest = line.get(from..)?;
    let is_part = |token: &&Token| {
        (token.kind == TokenKind::Word && scene.text(**token) != "of" && scene.text(**token) != "from")
            || scene.text(**token) == "."
    };
    let part: Vec<&Token> = rest.iter().take_while(is_part).collect();
    Some(scene.slice(part.first()?.span.to(part.last()?.span)))
}

/// `renamed column 废止 of 文件 to 废止失效`, `renamed column 废止 -> 废止失效 of 文件`.
pub(super) fn turned_round(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| scene.block() == "follows" && !scene.here_begins_line())?;
    let is_of = matches!(scene.here_text(), "在" | "于" | "属于" | "in");
    if !ARROWS.contains(&scene.here_text()) && !is_of {
        return None;
    }
    let line = line(scene);
    let word = |at: usize| line.get(at).map(|token| scene.text(*token));
    let (kind, what) = (word(0)?, word(1)?);
    let at = line.iter().position(|token| token.span == here.span)?;
    let behind = if word(at + 1) == Some(">") { at + 2 } else { at + 1 };
    let (old, new) = (path(scene, &line, 2)?, path(scene, &line, behind)?);
    let of = line.iter().position(|token| scene.text(*token) == "of").and_then(|of| word(of + 1));
    let reason = line.iter().rfind(|token| token.kind == TokenKind::Text).map_or("\"原因\"", |token| scene.text(*token));
    let of = of.map(|table| format!(" of {table}")).unwrap_or_default();
    let arrow = if behind > at + 1 { "->" } else { scene.here_text() };
    if (is_of || matches!(kind, "added" | "dropped" | "changed")) && of.is_empty() {
        let message = text!("哪张表，写在 of 后面", "which table is meant stands behind `of`");
        let span = here.span.to(line.get(at + 1)?.span);
        return Some(scene.error(Code::ChangeLine, span, message, text!("这一段", "this")).write(format!("of {new}")));
    }
    let message = text!(
        "新旧名称之间不写“{arrow}”：先写新名称，旧名称写在 from 后面",
        "no “{arrow}” stands between names: the new one comes first, the old one behind `from`"
    );
    let advice = format!("{kind} {what} {new}{of} from {old} {reason}");
    Some(scene.error(Code::ChangeLine, here.span, message, text!("改用 from", "use `from`")).write(advice))
}

/// `dropped 许可 "删去"`: what kind of part it is does not stand in front of its name.
pub(super) fn no_part(scene: &Scene) -> Option<Diagnostic> {
    let (token, name) = scene.here_word().filter(|_| scene.expects(Rule::changed_part) && scene.block() == "follows")?;
    let kind = scene.before_text();
    let message =
        text!("{kind} 后面要先写明是表、行还是列", "behind {kind} it says first whether it is a table, a row or a column");
    let help = text!(
        "表写成 {kind} table {name} \"原因\"，行或列写成 {kind} row {name} of 表名 \"原因\"（列写 column）",
        "a table is written {kind} table {name} \"WHY\", a row or column {kind} row {name} of TABLE \"WHY\" (or column)"
    );
    let label = text!("前面少了 table、row 或 column", "table, row or column is missing before this");
    Some(scene.error(Code::ChangeLine, token.span, message, label).help(help))
}

/// `renamed column 废止失效 from 废止 "改名"`, `remove row 新收`: no table.
pub(super) fn no_table(scene: &Scene) -> Option<Diagnostic> {
    let line = line(scene);
    let word = |at: usize| line.get(at).map(|token| scene.text(*token));
    let what = word(1).filter(|what| matches!(*what, "row" | "column") && word(0) != Some("each"))?;
    if !scene.expects(Rule::kw_of) || scene.expects(Rule::open_bracket) {
        return None;
    }
    let (first, name) = (word(0)?, path(scene, &line, 2)?);
    if let Some(mark) = scene.here().filter(|_| matches!(scene.here_text(), "," | "，" | "、" | "and" | "和" | "与")) {
        let second = scene.token(scene.at() + 1).map_or("…", |token| scene.text(token));
        let of = line.iter().position(|token| scene.text(*token) == "of").and_then(|of| word(of + 1)).unwrap_or("表名");
        let message = text!("一行只写一个新名称", "a line names one new part");
        let help = text!(
            "分成两行，各写完整：{first} {what} {name} of {of} …，{first} {what} {second} of {of} …",
            "write two whole lines: {first} {what} {name} of {of} …, and {first} {what} {second} of {of} …"
        );
        return Some(scene.error(Code::ChangeLine, mark.span, message, text!("到这里为止", "up to here")).help(help));
    }
    if let Some(wrong) = table_in_path(scene, &line, (first, what, name)) {
        return Some(wrong);
    }
    let rest = scene.here().filter(|_| !scene.here_begins_line()).map(|here| scene.slice(scene.rest_of_line(here.span)));
    let rest = rest.map(|rest| format!(" {rest}")).unwrap_or_default();
    let message = text!("“{name}”后面没有写是哪张表的", "“{name}” does not say of which table it is");
    let help = text!("写成 {first} {what} {name} of 表名{rest}", "write {first} {what} {name} of TABLE{rest}");
    Some(scene.error(Code::ChangeLine, scene.gap(), message, text!("这里写 of 表名", "write of and the table here")).help(help))
}

/// `renamed column 文件.废止失效 from 文件.废止`: the table in front of the names.
fn table_in_path(scene: &Scene, line: &[Token], (first, what, name): (&str, &str, &str)) -> Option<Diagnostic> {
    let (table, new) = name.split_once('.')?;
    let from = line.iter().position(|token| scene.text(*token) == "from").and_then(|from| path(scene, line, from + 1));
    let from = match from {
        Some(from) => format!(" from {}", from.strip_prefix(table)?.strip_prefix('.')?),
        None => String::new(),
    };
    let reason = line.iter().rfind(|token| token.kind == TokenKind::Text).map_or("\"原因\"", |token| scene.text(*token));
    let (begin, end) = line.first().zip(line.last())?;
    let message = text!("哪张表，写在 of 后面，不写在名称前面", "the table stands behind `of`, not before the name");
    let wrong = scene.error(Code::ChangeLine, begin.span.to(end.span), message, text!("这一行", "this line"));
    Some(wrong.write(format!("{first} {what} {new} of {table}{from} {reason}")))
}

/// `renamed column 废止失效 of 文件 from 废止`: no reason at the end.
pub(super) fn no_reason(scene: &Scene) -> Option<Diagnostic> {
    if scene.block() != "follows" || !scene.expects(Rule::text) || scene.before_text() == "follows" {
        return None;
    }
    let ends = scene.here_begins_line() || scene.here_text() == "}";
    let earlier = scene.earlier();
    let last = earlier.last()?;
    let begins = earlier.iter().rev().take_while(|token| !scene.apart(token.span, last.span)).last()?;
    let line: Span = begins.span.to(last.span);
    if !ends {
        return None;
    }
    let written = scene.slice(line);
    let message = text!("这一行末尾没有写原因", "this line does not say why");
    let help = text!("写成 {written} \"原因\"", "write {written} \"WHY\"");
    let label = text!("原因写在这里，加引号", "the reason belongs here, in quotation marks");
    Some(scene.error(Code::ChangeLine, scene.gap(), message, label).help(help))
}

/// `from 法人.其他、法人.科研机构`
pub(super) fn several(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| scene.block() == "follows" && !scene.here_begins_line())?;
    if !matches!(scene.here_text(), "、" | "､" | "and" | "和" | "与" | "；" | ";") {
        return None;
    }
    let message = text!("几个名称之间写逗号", "a comma stands between names");
    let (before, next) = (scene.line_so_far().iter().rposition(|token| scene.text(*token) == "from")?, scene.at() + 1);
    let line = line(scene);
    let (first, second) = (path(scene, &line, before + 1)?, scene.token(next).map(|token| scene.slice(scene.unbroken(token)))?);
    let label = text!("这里写逗号", "a comma belongs here");
    Some(scene.error(Code::ListMark, here.span, message, label).write(format!("from {first}, {second}")))
}
