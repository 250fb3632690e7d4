//! Editions and years: `in edition 2019, 2021`, `years 2021..`.

use super::{
    super::{grammar::Rule, token::TokenKind},
    quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    text,
};

/// What people write between the ends of a range.
const RANGES: [&str; 12] = ["..", ".", "…", "-", "－", "–", "—", "~", "～", "至", "到", "起"];

/// The years that a text names.
fn years(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|year| year.len() == 4).collect()
}

/// `in edition 2021、2028`, `in edition 2021..2028`, `in edition 2021 and 2028`, `in edition 2021 2028`.
pub(super) fn list(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| !scene.here_begins_line() && scene.block() == "rule")?;
    let line = scene.line_so_far();
    let at = line
        .windows(2)
        .rposition(|pair| matches!(pair, [one, two] if scene.text(*one) == "in" && scene.text(*two) == "edition"))?;
    let behind = line.get(at + 2..)?;
    let first = behind.first()?;
    let only_editions =
        behind.iter().all(|token| matches!(token.kind, TokenKind::Figure | TokenKind::Text) || scene.text(*token) == ",");
    let ends_clause = matches!(scene.here_text(), ";" | "；");
    if ends_clause || !only_editions || !matches!(here.kind, TokenKind::Mark | TokenKind::Figure | TokenKind::Word) {
        return None;
    }
    let run = scene.rest_of_line(first.span);
    let found = years(scene.slice(run));
    let list = found.join(", ");
    let is_range = RANGES.contains(&scene.here_text());
    if here.kind == TokenKind::Word && !is_range && !matches!(scene.here_text(), "and" | "or" | "和" | "与" | "或" | "及")
        || found.is_empty()
    {
        return None;
    }
    if is_range {
        let message = text!("各版不能写成一段，要一个一个写出", "editions are no range: each is named");
        let help = text!(
            "写成 in edition {list}，把这条规则要管的各版都写上，用逗号分开",
            "write in edition {list}, with every edition that the rule is for, and commas between"
        );
        return Some(scene.error(Code::EditionWritten, run, message, text!("这一段", "this")).help(help));
    }
    let message = text!("各版之间写逗号", "a comma stands between editions");
    let advice = format!("in edition {list}");
    Some(scene.error(Code::EditionWritten, here.span, message, text!("这里写逗号", "a comma belongs here")).write(advice))
}

/// `follows edition 2021`.
pub(super) fn behind_follows(scene: &Scene) -> Option<Diagnostic> {
    let follows = scene.at().checked_sub(2).and_then(|at| scene.token(at)).filter(|token| scene.text(*token) == "follows")?;
    let word = scene.before().filter(|_| matches!(scene.before_text(), "edition" | "版次" | "版本" | "from"))?;
    let here = scene.here().filter(|here| !scene.apart(follows.span, here.span))?;
    let (written, year) = (scene.before_text(), scene.text(here));
    let message = text!("follows 后面直接写版，不写 {written}", "behind `follows` stands the edition, without {written}");
    let wrong = scene.error(Code::EditionWritten, word.span, message, text!("多余", "not needed"));
    Some(wrong.write(format!("follows {year}")).instead(""))
}

/// `basis edition 2028 "…"`.
pub(super) fn of_basis(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| scene.before_text() == "basis" && scene.here_text() == "edition")?;
    let rest = quoted(scene.slice(scene.rest_of_line(here.span)));
    let message = text!("edition 前面少了 in", "in is missing before edition");
    let label = text!("应写 in edition", "write in edition");
    let wrong = scene.error(Code::EditionWritten, here.span, message, label);
    Some(wrong.help(text!("写成 basis in {rest}", "write basis in {rest}")).instead("in edition"))
}

/// `edition 2028`, `适用版次 2028`, `in 2028`, `in year 2028`.
pub(super) fn no_in(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word().filter(|_| scene.block() == "rule")?;
    let is_edition = matches!(word, "edition" | "editions" | "版次" | "版本" | "适用版次" | "适用版本" | "适用于");
    let line = scene.rest_of_line(token.span);
    let found = years(scene.slice(line)).join(", ");
    if !is_edition || !scene.expects(Rule::close_brace) || !scene.begins_part(token) || found.is_empty() {
        return None;
    }
    let message = text!("哪一版，要写成 in edition", "an edition is written `in edition`");
    let label = text!("应写 in edition", "write in edition");
    Some(scene.error(Code::EditionWritten, token.span, message, label).write(format!("in edition {found}")))
}

/// `in 2028`, `in year 2028`: `edition` is missing.
pub(super) fn no_edition(scene: &Scene) -> Option<Diagnostic> {
    if scene.expected() != [Rule::kw_edition] || scene.before_text() != "in" {
        return None;
    }
    let here = scene.here()?;
    if let [expect, code, word] = scene.line_so_far()
        && scene.text(*expect) == "expect"
    {
        let (code, place) = (scene.text(*code), scene.slice(scene.unbroken(here)));
        let message = text!("“{code}”后面写 at，不写 in", "behind “{code}” stands at, not in");
        let wrong = scene.error(Code::ExpectWritten, word.span, message, text!("应写 at", "write at"));
        return Some(wrong.write(format!("expect {code} at {place}")));
    }
    let line = scene.rest_of_line(here.span);
    let found = years(scene.slice(line)).join(", ");
    let (span, label) = match here.kind {
        TokenKind::Word => (here.span, text!("应写 edition", "write edition")),
        _ => (scene.gap(), text!("写在这里", "it belongs here")),
    };
    let message = text!("in 后面少了 edition", "edition is missing behind in");
    let found = if found.is_empty() { "2021".to_owned() } else { found };
    Some(scene.error(Code::EditionWritten, span, message, label).write(format!("in edition {found}")))
}

/// `years 2028起`, `years from 2028`, `years 2028...`, `years 2028—2030`, `years 2028年..`.
pub(super) fn range(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let first = scene.line_so_far().iter().rfind(|token| scene.text(**token) == "years").copied()?;
    let run = scene.rest_of_line(first.span);
    let written = scene.slice(run).strip_prefix("years").unwrap_or_default().trim();
    let is_plain = scene.expects(Rule::range) && !matches!(scene.here_text(), "—" | "–" | "…" | "至" | "到");
    if is_plain || scene.here_begins_line() || scene.block() != "template" {
        return None;
    }
    let message = text!("年份的范围不能写成“{{0}}”", "a range of years is not written “{{0}}”");
    let written = quoted(written);
    let message = crate::lang::Text { zh: message.zh.replace("{0}", &written), en: message.en.replace("{0}", &written) };
    let help = match years(scene.slice(run)).as_slice() {
        [first, last, ..] => text!("写成 years {first}..{last}", "write years {first}..{last}"),
        [first] => text!(
            "从 {first} 年起一直有效，写 years {first}..；只用于 {first} 年，写 years {first}..{first}",
            "in force from {first} on is written years {first}..; for {first} alone years {first}..{first}"
        ),
        [] => text!("从某一年起一直有效，写 years 2021..", "in force from a year on is written years 2021.."),
    };
    let wrong = scene.error(Code::YearsWritten, here.span, message, text!("这里", "here")).help(help);
    Some(match years(scene.slice(run)).as_slice() {
        [first, last, ..] => wrong.instead(format!("years {first}..{last}")),
        [first] => wrong.instead(format!("years {first}..")),
        [] => wrong,
    })
}
