//! The line that begins a rule: `rule A301 列勾稽 error {`.

use super::{
    super::{
        grammar::Rule,
        keyword,
        token::{Token, TokenKind},
    },
    quoted,
    scene::Scene,
};
use crate::{diagnostic::Diagnostic, source::Span, text};

const SEVERITIES: [&str; 3] = ["error", "warning", "info"];

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
    let name_end = SEVERITIES.iter().find_map(|severity| rest.strip_suffix(severity)).unwrap_or(rest);
    let apart = [code, name_end, rest.strip_prefix(name_end).unwrap_or_default()].join(" ");
    let apart = apart.trim();
    let message = text!("编号“{code}”和名称连在了一起", "the code “{code}” and the name run together");
    let seam = Span { start: token.span.start, ..token.span };
    let help = text!("中间加空格：rule {apart}", "put blanks between them: rule {apart}");
    Some(scene.error(seam, message, text!("这里要分开", "these are several words")).help(help))
}

/// `rule A301 列 勾稽 error {`
pub(super) fn blank_in_name(scene: &Scene) -> Option<Diagnostic> {
    in_header(scene)?;
    let (token, _) = scene.here_word().filter(|(_, word)| !keyword::is_reserved(word))?;
    let severity = scene.token(scene.at().checked_add(1)?).is_some_and(|next| SEVERITIES.contains(&scene.text(next)));
    if !scene.expects(Rule::severity) || !severity {
        return None;
    }
    let (first, second) = (quoted(scene.before_text()), quoted(scene.here_text()));
    let span = scene.before()?.span.to(token.span);
    let message = text!("名称中间不能有空格", "a name has no blank in it");
    let help = text!("写成“{first}{second}”", "write “{first}{second}”");
    Some(scene.error(span, message, text!("这是两个词", "these are two words")).help(help))
}

/// `rule A301 列勾稽 {`
pub(super) fn no_severity(scene: &Scene) -> Option<Diagnostic> {
    in_header(scene)?;
    let word = scene.here_word().map(|(_, word)| word);
    let close = word.and_then(|word| keyword::meant(word, &SEVERITIES));
    if !scene.expects(Rule::severity) || close.is_some() {
        return None;
    }
    let message = text!("规则没有写明级别", "the rule does not say how severe it is");
    let help =
        text!("在名称后面写 error（错误）、warning（警告）或 info（提示）", "behind the name write error, warning or info");
    Some(scene.error(scene.gap(), message, text!("写在这里", "it belongs here")).help(help))
}

/// `rule A301 error {`
pub(super) fn no_name(scene: &Scene) -> Option<Diagnostic> {
    let index = in_header(scene)?;
    let code = scene.before_text();
    let is_name = |token: Token| matches!(token.kind, TokenKind::Word | TokenKind::Text);
    let ends = SEVERITIES.contains(&scene.here_text()) || !scene.here().is_some_and(is_name);
    if index != 2 || !scene.expects(Rule::name) || !code.is_ascii() || !ends {
        return None;
    }
    let message = text!("规则“{code}”没有名称", "the rule “{code}” has no name");
    let help = text!(
        "在编号后面写一个名称，例如 rule {code} 列勾稽 error",
        "behind the code write a name, as in rule {code} 列勾稽 error"
    );
    Some(scene.error(scene.gap(), message, text!("名称写在这里", "the name belongs here")).help(help))
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
    Some(scene.error(first.span, message, text!("“{written}”不是编号", "“{written}” is no code")).help(help))
}

/// The index of the token that did not fit, if it is in the header of a rule.
fn in_header(scene: &Scene) -> Option<usize> {
    let first = scene.token(0)?;
    (scene.text(first) == "rule" && scene.open().is_empty()).then(|| scene.at())
}
