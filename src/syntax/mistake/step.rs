//! The lines of tests: `set … = 5`, `expect A301 at 自然人`.

use super::{
    super::{
        grammar::Rule,
        keyword,
        token::{Bracket, Token, TokenKind},
    },
    label::bare,
    quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    text,
};

/// `prose "全年收到…"`: the section is missing.
pub(super) fn prose_of(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|here| here.kind == TokenKind::Text && scene.before_text() == "prose")?;
    let written = quoted(scene.here_text());
    let next = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Text && !scene.apart(here.span, next.span));
    if let Some(text) = next {
        let (name, text) = (bare(scene.here_text().trim_matches('"')), quoted(scene.text(text)));
        let message = text!("prose 后面写部分的名称，不写标题", "behind `prose` stands the name of a section, not its heading");
        let wrong = scene.error(Code::LabelForName, here.span, message, text!("应写名称", "a name belongs here"));
        return Some(wrong.help(text!("写成 prose {name} {text}", "write prose {name} {text}")).instead(name));
    }
    let message = text!("prose 后面先写是哪一部分的正文", "behind `prose` comes the section that the text stands in");
    let help = text!("例如 prose 总体情况 {written}", "such as prose 总体情况 {written}");
    Some(scene.error(Code::NameMissing, here.span, message, text!("前面少了部分的名称", "a section is missing")).help(help))
}

/// `set prior 申请[新收, 总计] = 3`, `prior.set 申请[新收, 总计] = 3`.
pub(super) fn of_prior(scene: &Scene) -> Option<Diagnostic> {
    let dotted = scene.here_text() == "." && scene.before_text() == "prior" && scene.block() == "test";
    let turned = scene.before_text() == "set" && scene.here_text() == "prior";
    let (before, here) = scene.before().zip(scene.here()).filter(|_| dotted || turned)?;
    let set = if dotted { scene.token(scene.at() + 1)? } else { here };
    let rest = quoted(scene.slice(scene.rest_of_line(set.span)).trim_start_matches(scene.text(set)).trim());
    let message = text!("上年报告的数，写 prior set", "a figure of last year's report is set with `prior set`");
    let wrong = scene.error(Code::WordOrder, before.span.to(set.span), message, text!("应写 prior set", "write prior set"));
    Some(wrong.write(format!("prior set {rest}")).instead("prior set"))
}

/// `when kind = 政府` in a test: what the report is, is set.
pub(super) fn when_in_test(scene: &Scene) -> Option<Diagnostic> {
    let (token, _) = scene.here_word().filter(|(_, word)| *word == "when" && scene.block() == "test")?;
    let run = scene.rest_of_line(token.span);
    let rest = scene.slice(run).strip_prefix("when")?.trim();
    let message =
        text!("测试里不写 when，用 set 写明这份报告是什么样的", "a test has no `when`: `set` says what its report is like");
    let wrong = scene.error(Code::WrongBlock, token.span, message, text!("应写 set", "write set"));
    let plain = rest.starts_with(|c: char| c.is_ascii_lowercase()) && rest.contains('=') && !rest.contains(['<', '>', '!']);
    Some(if plain {
        wrong.write(format!("set {rest}"))
    } else {
        wrong.help(text!("例如 set kind = 政府", "such as set kind = 政府"))
    })
}

/// `expect Z201 at 新收, 上年结转`, `expect Z201 and A301`.
pub(super) fn several_findings(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| matches!(scene.here_text(), "," | "，" | "、" | "and" | "和" | "与" | "及"))?;
    let line = scene.line_so_far();
    let at = line.iter().rposition(|token| scene.text(*token) == "expect")?;
    let first: Vec<&str> = line.get(at..)?.iter().map(|token| scene.text(*token)).collect();
    let next = scene.token(scene.at() + 1);
    let is_code =
        |word: &str| word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.ends_with(|c: char| c.is_ascii_digit());
    let rest = next.map(|next| scene.slice(scene.rest_of_line(next.span)));
    let next = next.map_or("…", |next| scene.text(next));
    let second = match first.as_slice() {
        [expect, ..] if is_code(next) => format!("{expect} {}", rest.unwrap_or(next)),
        [expect, code, "at", ..] => format!("{expect} {code} at {next}"),
        _ => format!("expect {next}"),
    };
    let first = first.join(" ");
    let message = text!("一个 expect 只写一处", "an `expect` names one finding");
    let help = text!("另起一行再写一个：{first}，{second}", "write another on a line of its own: {first} and {second}");
    Some(scene.error(Code::ListMark, here.span, message, text!("到这里为止", "up to here")).help(help))
}

/// `test {`: a test without a name.
pub(super) fn no_test_name(scene: &Scene) -> Option<Diagnostic> {
    if scene.before_text() != "test"
        || !scene.expects(Rule::text)
        || scene.here().is_some_and(|here| here.kind == TokenKind::Word)
    {
        return None;
    }
    let inside = scene.token(scene.at() + 1).filter(|inside| inside.kind == TokenKind::Text);
    if let Some((open, inside)) = scene.here().filter(|here| here.kind == TokenKind::Open(Bracket::Round)).zip(inside) {
        let name = scene.text(inside);
        let closing = scene.token(scene.at() + 2).map_or(inside.span, |closing| closing.span);
        let message = text!("测试的名称不写在括号里", "the name of a test takes no brackets");
        let wrong = scene.error(Code::ExpectWritten, open.span.to(closing), message, text!("这一段", "this"));
        return Some(wrong.help(text!("写成 test {name}", "write test {name}")).instead(format!(" {name} ")));
    }
    let message = text!("测试没有名称", "the test has no name");
    let help = text!(
        "test 后面写一句话，说明测的是什么，加引号，例如 test \"少报一件\" {{",
        "behind `test` say in quotation marks what it tries, such as test \"少报一件\" {{"
    );
    Some(scene.error(Code::NameMissing, scene.gap(), message, text!("名称写在这里", "the name belongs here")).help(help))
}

/// `test "少报一件" fails {`: what is expected, before the brace.
pub(super) fn behind_test_name(scene: &Scene) -> Option<Diagnostic> {
    let named = scene.at().checked_sub(2).and_then(|at| scene.token(at)).is_some_and(|token| scene.text(token) == "test");
    let (token, word) = scene.here_word().filter(|_| named && scene.expects(Rule::open_brace))?;
    if keyword::contents("test").contains(&word) {
        return None;
    }
    let message = text!("测试的名称后面不写“{word}”", "behind the name of a test “{word}” does not stand");
    let help = text!(
        "应当报出什么，写在大括号里：expect A301 at 自然人；什么也不应报出，写 expect nothing",
        "what it should find stands in the braces, expect A301 at 自然人; where nothing is found, expect nothing"
    );
    Some(scene.error(Code::ExpectWritten, token.span, message, text!("删去", "remove this")).help(help).instead(""))
}

/// `set 申请[新收, 总计] = 1 + 2`.
pub(super) fn sum_for_figure(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| matches!(scene.here_text(), "+" | "-" | "*" | "/" | "＋" | "－" | "×" | "÷"))?;
    let is_set = scene.line_so_far().first().is_some_and(|token| matches!(scene.text(*token), "set" | "prior"));
    if !is_set || scene.block() != "test" || scene.before().is_none_or(|before| before.kind != TokenKind::Figure) {
        return None;
    }
    let run = scene.before().map_or(here.span, |before| scene.unbroken(before));
    if let Some(day) = day(scene.slice(run)) {
        let written = scene.slice(run);
        let message = text!("日期不能写成“{written}”", "a day is not written “{written}”");
        return Some(scene.error(Code::Day, run, message, text!("这个日期", "this day")).write(day));
    }
    let message = text!("set 的等号后面只写一个数", "behind the = of `set` stands one figure");
    let help = text!("先算好，写结果", "work it out, and write the result");
    Some(scene.error(Code::CannotStandHere, here.span, message, text!("这里不能写算式", "no sum stands here")).help(help))
}

/// `set 申请[新收, 自然人] to 5`, `set 申请[新收, 自然人]: 5`.
pub(super) fn no_equal(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| scene.expects(Rule::equal) && !scene.expects(Rule::infix) && !scene.here_begins_line())?;
    let written = scene.here_text();
    if !matches!(
        written,
        ":" | "："
            | "to"
            | "as"
            | "改为"
            | "改成"
            | "变为"
            | "变成"
            | "到"
            | "=>"
            | "为"
            | "成"
            | "是"
            | "->"
            | "→"
            | "<"
            | "-"
            | "=="
    ) {
        return None;
    }
    let line = scene.line_so_far();
    let is_step = |token: &Token| matches!(scene.text(*token), "set" | "matches");
    let begin = line.iter().rposition(is_step).and_then(|at| line.get(at))?;
    let left = scene.slice(begin.span.to(scene.before()?.span));
    let value = scene.later().iter().find(|token| matches!(token.kind, TokenKind::Figure | TokenKind::Text));
    let value = value.filter(|token| !scene.apart(here.span, token.span)).map_or("5", |token| scene.text(*token));
    let message = text!("这里写等号，不写“{written}”", "= belongs here, not “{written}”");
    Some(scene.error(Code::EqualMissing, here.span, message, text!("应写 =", "write =")).write(format!("{left} = {value}")))
}

/// `expect Z201 on 新收`, `expect Z201 新收`.
pub(super) fn no_at(scene: &Scene) -> Option<Diagnostic> {
    let other = |word: &str| matches!(word, "in" | "of" | "when");
    let (token, word) =
        scene.here_word().filter(|(_, word)| scene.expects(Rule::kw_at) && (!keyword::is_reserved(word) || other(word)))?;
    if scene.here_begins_line() {
        return None;
    }
    let code = quoted(scene.before_text());
    if let Some(meant) = keyword::meant(scene.before_text(), &["cause", "nothing", "only"]) {
        let span = scene.before()?.span;
        let message = text!("这里不认识“{code}”", "“{code}” is not known here");
        return Some(scene.error(Code::MisspeltWord, span, message, text!("应写 {meant}", "write {meant}")).instead(meant));
    }
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
        ("error" | "warning" | "info", Some(next)) => {
            let (code, span) = (scene.text(next), token.span.to(next.span));
            let message = text!("expect 后面只写编号，级别不写", "behind `expect` comes the code alone, without its severity");
            let label = text!("删去 {word}", "remove {word}");
            return Some(scene.error(Code::ExpectWritten, span, message, label).write(code.to_owned()));
        }
        ("error" | "warning" | "info", None) => text!("写上编号，例如 expect A301", "write its code, such as expect A301"),
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
    let day = day(written)?;
    let message = text!("日期不能写成“{written}”", "a day is not written “{written}”");
    let advice = format!("published = {day}");
    Some(scene.error(Code::Day, run, message, text!("这个日期", "this day")).write(advice))
}

/// A day in the marks of other languages, `2029.1.20` or `2029-01-20`, as it is written here.
pub(super) fn day(written: &str) -> Option<String> {
    let parts: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    Some(format!("{year}年{}月{}日", month.trim_start_matches('0'), day.trim_start_matches('0')))
}
