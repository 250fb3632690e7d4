//! The line that begins a rule: `rule A301 列勾稽 error {`.

use super::{
    super::{
        ast::Severity,
        grammar::Rule,
        keyword,
        token::{Bracket, Token, TokenKind},
    },
    quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Span,
    text,
};

/// `rule A301列勾稽error {`: code, name and severity without blanks between them.
pub(super) fn glued_code(scene: &Scene) -> Option<Diagnostic> {
    let index = in_header(scene)?;
    let token = scene.token(1).filter(|token| token.kind == TokenKind::Word)?;
    let written = scene.text(token);
    let end = written.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (code, rest) = written.split_at_checked(end)?;
    if index > 3 || !code.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let name_end = Severity::WORDS.iter().find_map(|severity| rest.strip_suffix(severity)).unwrap_or(rest);
    let apart = [code, name_end, rest.strip_prefix(name_end).unwrap_or_default()].join(" ");
    let apart = apart.trim();
    let message = text!("编号“{code}”和名称连在了一起", "the code “{code}” and the name run together");
    let seam = Span { start: token.span.start, ..token.span };
    let help = text!("中间加空格：rule {apart}", "put blanks between them: rule {apart}");
    Some(scene.error(Code::NoBlankBehindWord, seam, message, text!("这里要分开", "these are several words")).help(help))
}

/// `rule A301 列 勾稽 error {`
pub(super) fn blank_in_name(scene: &Scene) -> Option<Diagnostic> {
    in_header(scene)?;
    let (token, _) = scene.here_word().filter(|(_, word)| !keyword::is_reserved(word))?;
    let severity = scene.token(scene.at().checked_add(1)?).is_some_and(|next| Severity::WORDS.contains(&scene.text(next)));
    if !scene.expects(Rule::severity) || !severity {
        return None;
    }
    let (first, second) = (quoted(scene.before_text()), quoted(scene.here_text()));
    let span = scene.before()?.span.to(token.span);
    let message = text!("名称中间不能有空格", "a name has no blank in it");
    let advice = format!("{first}{second}");
    Some(scene.error(Code::MarkInName, span, message, text!("这是两个词", "these are two words")).write(advice))
}

/// `rule Z201 行总计（2028） error {`, `rule Z-201 行总计 error {`: a mark in the name or the code.
pub(super) fn mark_inside(scene: &Scene) -> Option<Diagnostic> {
    let index = in_header(scene)?;
    let here = scene.here().filter(|here| matches!(here.kind, TokenKind::Mark | TokenKind::Open(_)))?;
    let mark = scene.here_text();
    let encloses = index == 2 && matches!(mark, "《" | "〈" | "「" | "『" | "【" | "〔" | "(" | "（" | "[" | "［");
    let before = scene.before().filter(|before| before.span.end == here.span.start);
    let before = if encloses { here } else { before? };
    if !(index == 2 || index == 3) || matches!(here.kind, TokenKind::Open(Bracket::Brace)) {
        return None;
    }
    let run = scene.unbroken(before);
    let written = scene.slice(run).trim_end_matches(['{', '｛']);
    let end = run.start + u32::try_from(written.len()).unwrap_or_default();
    let (head, tail) = written.split_once(mark).unwrap_or((written, ""));
    let tail: String = tail.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_code = head.chars().all(|c| c.is_ascii_alphanumeric()) && head.ends_with(|c: char| c.is_ascii_digit());
    let plain = match index {
        2 if is_code && tail.starts_with(|c: char| !c.is_ascii()) => format!("{head} {tail}"),
        3 if Severity::WORDS.contains(&tail.as_str()) => format!("{head} {tail}"),
        _ => format!("{}{tail}", head.chars().filter(|c| c.is_alphanumeric()).collect::<String>()),
    };
    let message = match index {
        2 if !encloses => text!("编号里不能有“{mark}”", "a code holds no “{mark}”"),
        _ => text!("名称里不能有“{mark}”", "a name holds no “{mark}”"),
    };
    let label = text!("只用文字和数字", "letters and digits only");
    Some(scene.error(Code::MarkInName, Span { end, ..run }, message, label).write(plain))
}

/// `adjust A201 { severity error }`: why is not said.
pub(super) fn no_reason(scene: &Scene) -> Option<Diagnostic> {
    if scene.block() != "adjust" || !scene.expects(Rule::text) {
        return None;
    }
    let advice = match scene.before_text() {
        severity if Severity::WORDS.contains(&severity) => format!("severity {severity} \"理由\""),
        before => format!("{before} \"理由\""),
    };
    let message = text!("为什么这样调整，写在这一行的末尾", "why a rule is adjusted stands at the end of the line");
    Some(scene.error(Code::SomethingMissing, scene.gap(), message, text!("这里写理由", "the reason belongs here")).write(advice))
}

/// `rule error Z201 行总计 {`: the severity first.
pub(super) fn severity_first(scene: &Scene) -> Option<Diagnostic> {
    let index = in_header(scene)?;
    let word = scene.here_text();
    if index != 1 || !Severity::WORDS.contains(&word) {
        return None;
    }
    let rest: Vec<&str> =
        scene.all().iter().skip(2).take_while(|token| token.kind == TokenKind::Word).map(|token| scene.text(*token)).collect();
    let rest = rest.join(" ");
    if rest.is_empty() {
        return None;
    }
    let span = scene.here()?.span;
    let message = text!("级别写在编号和名称后面", "the severity stands behind the code and the name");
    Some(scene.error(Code::WordOrder, span, message, text!("写到后面", "move it")).write(format!("rule {rest} {word}")))
}

/// `rule: Z201`: the form of another language.
pub(super) fn yaml(scene: &Scene) -> Option<Diagnostic> {
    let index = in_header(scene)?;
    let here = scene.here().filter(|_| index == 1 && matches!(scene.here_text(), ":" | "："))?;
    let message = text!("规则不写成“rule: …”“name: …”这样一行一项的样子", "a rule is not written as “rule: …”, “name: …”");
    let help = text!(
        "规则写成 rule 编号 名称 error {{ … }}，大括号里各行写成 require …、say \"…\"、basis \"…\"，都不写冒号；gouji new rules 会写一份样子",
        "a rule is rule CODE NAME error {{ … }}, with lines such as require …, say \"…\" and basis \"…\", all without colons; gouji new rules writes one to start from"
    );
    Some(scene.error(Code::ForeignMark, here.span, message, text!("这不是规则的写法", "not how a rule begins")).help(help))
}

/// `rule Z201 行总计 error warning {`
pub(super) fn two_severities(scene: &Scene) -> Option<Diagnostic> {
    in_header(scene)?;
    let (token, second) = scene.here_word().filter(|(_, word)| Severity::WORDS.contains(word))?;
    let first = scene.before().filter(|_| Severity::WORDS.contains(&scene.before_text()))?;
    let message = text!("级别写了两个：“{{0}}”和“{second}”", "two severities: “{{0}}” and “{second}”");
    let message =
        crate::lang::Text { zh: message.zh.replace("{0}", scene.text(first)), en: message.en.replace("{0}", scene.text(first)) };
    let wrong = scene.error(Code::Twice, token.span, message, text!("只留一个", "keep one of them"));
    Some(wrong.help(text!("级别只写一个，删去另一个", "a rule has one severity: delete the other")).instead(""))
}

/// `rule A301 列勾稽 {`
pub(super) fn no_severity(scene: &Scene) -> Option<Diagnostic> {
    in_header(scene)?;
    let word = scene.here_word().map(|(_, word)| word);
    let close = word.and_then(|word| keyword::meant(word, Severity::WORDS));
    if !scene.expects(Rule::severity) || close.is_some() {
        return None;
    }
    if let Some((token, written)) = scene.here_word() {
        let message = text!("没有“{written}”这个级别", "there is no severity “{written}”");
        let help = text!("级别写 error（错误）、warning（警告）或 info（提示）", "a severity is error, warning or info");
        let label = text!("这里写级别", "a severity belongs here");
        return Some(scene.error(Code::SeverityMissing, token.span, message, label).help(help));
    }
    let message = text!("规则没有写明级别", "the rule does not say how severe it is");
    let help =
        text!("在名称后面写 error（错误）、warning（警告）或 info（提示）", "behind the name write error, warning or info");
    Some(scene.error(Code::SeverityMissing, scene.gap(), message, text!("写在这里", "it belongs here")).help(help))
}

/// `rule A301 error {`
pub(super) fn no_name(scene: &Scene) -> Option<Diagnostic> {
    let index = in_header(scene)?;
    let code = scene.before_text();
    let is_name = |token: Token| matches!(token.kind, TokenKind::Word | TokenKind::Text);
    let ends = Severity::WORDS.contains(&scene.here_text()) || !scene.here().is_some_and(is_name);
    if index != 2 || !scene.expects(Rule::name) || !code.is_ascii() || !ends {
        return None;
    }
    let message = text!("规则“{code}”没有名称", "the rule “{code}” has no name");
    let help = text!(
        "在编号后面写一个名称，例如 rule {code} 列勾稽 error",
        "behind the code write a name, as in rule {code} 列勾稽 error"
    );
    Some(scene.error(Code::NameMissing, scene.gap(), message, text!("名称写在这里", "the name belongs here")).help(help))
}

/// `rule 列勾稽 error {`
pub(super) fn no_code(scene: &Scene) -> Option<Diagnostic> {
    let index = in_header(scene)?;
    let first = scene.token(1)?;
    let named = index == 2 && scene.expects(Rule::name) && !scene.before_text().is_ascii();
    if !(named || index == 1 && scene.expects(Rule::code)) {
        return None;
    }
    let written = quoted(scene.text(first));
    let message = text!("规则没有编号", "the rule has no code");
    let help =
        text!("在 rule 后面先写编号，例如 rule A301 列勾稽 error", "behind rule comes its code, as in rule A301 列勾稽 error");
    Some(scene.error(Code::CodeMissing, first.span, message, text!("“{written}”不是编号", "“{written}” is no code")).help(help))
}

/// The index of the token that did not fit, if it is in the header of a rule.
fn in_header(scene: &Scene) -> Option<usize> {
    let first = scene.token(0)?;
    (scene.text(first) == "rule" && scene.open().is_empty()).then(|| scene.at())
}
