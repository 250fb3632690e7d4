//! The lines of tests: `set … = 5`, `expect A301 at 自然人`.

use super::{
    super::{grammar::Rule, keyword, token::TokenKind},
    quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    text,
};

/// `set 申请[新收, 自然人] to 5`, `set 申请[新收, 自然人]: 5`.
pub(super) fn no_equal(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| scene.expects(Rule::equal) && !scene.expects(Rule::infix) && !scene.here_begins_line())?;
    let written = scene.here_text();
    if !matches!(written, ":" | "：" | "to" | "as" | "为" | "成" | "是" | "->" | "→" | "<" | "-") {
        return None;
    }
    let line = scene.line_so_far();
    let begin = line.iter().rposition(|token| scene.text(*token) == "set").and_then(|at| line.get(at))?;
    let left = scene.slice(begin.span.to(scene.before()?.span));
    let value = scene.later().iter().find(|token| matches!(token.kind, TokenKind::Figure | TokenKind::Text));
    let value = value.filter(|token| !scene.apart(here.span, token.span)).map_or("5", |token| scene.text(*token));
    let message = text!("这里写等号，不写“{written}”", "= belongs here, not “{written}”");
    Some(scene.error(Code::EqualMissing, here.span, message, text!("应写 =", "write =")).write(format!("{left} = {value}")))
}

/// `expect Z201 on 新收`, `expect Z201 新收`.
pub(super) fn no_at(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word().filter(|(_, word)| scene.expects(Rule::kw_at) && !keyword::is_reserved(word))?;
    if scene.here_begins_line() {
        return None;
    }
    let code = quoted(scene.before_text());
    if matches!(scene.before_text(), "no" | "not" | "没有" | "不" | "无" | "不报") {
        return Some(nothing(scene, word));
    }
    let next = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Word && !scene.apart(token.span, next.span));
    let small = word.len() <= 4 && word.is_ascii() || matches!(word, "在" | "于");
    let (span, label, place) = match next.filter(|_| small) {
        Some(next) => (token.span, text!("应写 at", "write at"), scene.slice(scene.unbroken(next))),
        None => (scene.gap(), text!("写在这里", "it belongs here"), word),
    };
    let message = text!("“{code}”后面少了 at", "at is missing behind “{code}”");
    Some(scene.error(Code::ExpectWritten, span, message, label).write(format!("expect {code} at {place}")))
}

fn nothing(scene: &Scene, code: &str) -> Diagnostic {
    let span = scene.before().map_or(scene.gap(), |token| token.span);
    if !code.contains(|c: char| c.is_ascii_digit()) {
        let message = text!("什么也不报，写 expect nothing", "where nothing is found write expect nothing");
        return scene.error(Code::ExpectWritten, span, message, text!("应写 nothing", "write nothing")).instead("nothing");
    }
    let message = text!("没有“不报 {code}”的写法", "the language has no “does not find {code}”");
    let help = text!(
        "什么也不应报出，写 expect nothing；测试里写出的 expect 之外本来就不许多报 {code}",
        "where nothing is found write expect nothing; a test fails anyhow if its rule is found where no `expect` says so"
    );
    scene.error(Code::ExpectWritten, span, message, text!("这里", "here")).help(help)
}

/// `expect not Z201`, `expect error`.
pub(super) fn no_code(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word().filter(|_| scene.before_text() == "expect")?;
    let next = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Word && !scene.apart(token.span, next.span));
    let message = text!("expect 后面写规则的编号，不写“{word}”", "behind `expect` comes the code of a rule, not “{word}”");
    let help = match (word, next) {
        ("not", Some(next)) => {
            let code = scene.text(next);
            text!(
                "没有“不报 {code}”的写法；什么也不应报出，写 expect nothing",
                "the language has no “does not find {code}”; where nothing is found write expect nothing"
            )
        }
        ("error" | "warning" | "info", _) => text!("写上编号，例如 expect A301", "write its code, such as expect A301"),
        _ => return None,
    };
    Some(scene.error(Code::ExpectWritten, token.span, message, text!("应是编号", "a code belongs here")).help(help))
}

/// `set published = 2029.1.20`, `set published = 2029/1/20`.
pub(super) fn date(scene: &Scene) -> Option<Diagnostic> {
    let line = scene.line_so_far();
    let at = line.iter().rposition(|token| scene.text(*token) == "published")?;
    let value = line.get(at + 2).copied().or_else(|| scene.here())?;
    let run = scene.unbroken(value);
    let written = scene.slice(run);
    let parts: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let (month, day) = (month.trim_start_matches('0'), day.trim_start_matches('0'));
    let message = text!("日期不能写成“{written}”", "a day is not written “{written}”");
    let advice = format!("published = {year}年{month}月{day}日");
    Some(scene.error(Code::Day, run, message, text!("这个日期", "this day")).write(advice))
}
