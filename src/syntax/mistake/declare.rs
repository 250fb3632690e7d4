//! The heads of facts and parameters: `fact 受理申请: count in 总体情况 {`, `param 上限: count {`.

use super::{
    super::{
        grammar::Rule,
        keyword,
        token::{Token, TokenKind},
    },
    expected, order, quoted,
    scene::Scene,
    step::day,
};
use crate::{
    chinese::numeral,
    diagnostic::{Code, Diagnostic},
    lang::Text,
    slice::Slice,
    text,
};

/// The word that begins the item, if it is one of these two, and its name.
fn head<'a>(scene: &Scene<'a>) -> Option<(&'a str, &'a str)> {
    let word = scene.token(0).map(|token| scene.text(token)).filter(|word| matches!(*word, "fact" | "param"))?;
    Some((word, scene.token(1).map_or("", |token| scene.text(token))))
}

/// `kinds 部门 政府`: no comma between two.
pub(super) fn kinds_apart(scene: &Scene) -> Option<Diagnostic> {
    let (token, kind) = scene.here_word().filter(|_| scene.block() == "template" && !scene.here_begins_line())?;
    let line = scene.line_so_far();
    if scene.text(*line.first()?) != "kinds" || line.len() < 2 || !scene.expects(Rule::comma) {
        return None;
    }
    let message = text!("“{kind}”前面少一个逗号", "a comma is missing before “{kind}”");
    let written = scene.slice(line.first()?.span.to(scene.before()?.span));
    let wrong = scene.error(Code::ListMark, token.span, message, text!("这里", "here"));
    Some(wrong.help(text!("写成 {written}, {kind}", "write {written}, {kind}")).instead(format!(", {kind}")))
}

/// What kinds there are.
fn kinds(word: &str) -> Text {
    if word == "fact" {
        text!(
            "种类有 count（件数）、money（金额）、percent（百分比）、date（日期）、year（年份）、none（说没有）、words（只有文字）",
            "the kinds are count, money, percent, date, year, none (it says there is none), words (no figure)"
        )
    } else {
        text!("种类有 count（件数）、money（金额）、percent（百分比）、date（日期）", "the kinds are count, money, percent, date")
    }
}

/// The kind that a value is of.
fn kind_of(value: &str) -> &'static str {
    match value {
        _ if value.contains('%') || value.contains('％') => "percent",
        _ if value.contains('元') => "money",
        _ if value.contains('月') => "date",
        _ => "count",
    }
}

/// `param 上限 = 100`, `param 上限: 100`, `fact 感谢信 = "收到感谢信{n}封"`: a value where the kind belongs.
pub(super) fn value_at_once(scene: &Scene) -> Option<Diagnostic> {
    let (word, name) = head(scene)?;
    let here = scene.here()?;
    let is_place = scene.expects_any(&[Rule::colon, Rule::fact_kind, Rule::param_kind]);
    let is_equal = matches!(scene.here_text(), "=" | "＝" | ":=");
    if !is_place || !(is_equal || matches!(here.kind, TokenKind::Figure | TokenKind::Text)) || scene.here_begins_line() {
        return None;
    }
    let next = if is_equal { scene.token(scene.at() + 1) } else { Some(here) };
    let value = next.map_or("…", |token| scene.text(token));
    let all = expected::words_of(if word == "fact" { Rule::fact_kind } else { Rule::param_kind });
    if let Some(kind) = all.iter().find(|kind| is_equal && **kind == value) {
        let message = text!("种类前面写冒号，不写等号", "before the kind stands a colon, not =");
        let wrong = scene.error(Code::KindOfFact, here.span, message, text!("应写 :", "write :"));
        return Some(wrong.help(text!("写成 {word} {name}: {kind} …", "write {word} {name}: {kind} …")).instead(":"));
    }
    let kind = if word == "param" { kind_of(value) } else { "count" };
    let message = text!("{word} 要先写种类，值写在大括号里", "{word} takes a kind first, and its value stands in braces");
    let advice = format!("{word} {name}: {kind} {{ {value} }}");
    Some(scene.error(Code::KindOfFact, scene.rest_of_line(here.span), message, text!("这一段", "this")).write(advice))
}

/// `param 上限: count = 100`, `param 上限: count 100`, `param 上限: count`: the value outside braces.
pub(super) fn value_outside(scene: &Scene) -> Option<Diagnostic> {
    let (word, name) = head(scene).filter(|(word, _)| *word == "param" && scene.expects(Rule::open_brace))?;
    let kind = expected::words_of(Rule::param_kind).iter().find(|kind| **kind == scene.before_text())?;
    let here = scene.here().filter(|here| !scene.begins_line(*here));
    if here.is_some_and(|here| !matches!(here.kind, TokenKind::Figure | TokenKind::Text | TokenKind::Mark)) {
        return None;
    }
    let run = here.map_or(scene.gap(), |here| scene.rest_of_text(here));
    let example = match *kind {
        "money" => "10万元",
        "percent" => "80%",
        "date" => "1月31日",
        _ => "100件",
    };
    let written = scene.slice(run).trim_matches(|c: char| c.is_whitespace() || "=＝:：{}\"".contains(c));
    let day = day(written).filter(|_| *kind == "date");
    let value = day.as_deref().unwrap_or(if written.is_empty() { example } else { written });
    let message = text!("{word} 的值写在大括号里", "the value of {word} stands in braces");
    let label = if here.is_some() { text!("这一段", "this") } else { text!("写在这里", "it belongs here") };
    Some(scene.error(Code::BraceMissing, run, message, label).write(format!("{word} {name}: {kind} {{ {value} }}")))
}

/// `when kind = 部门 则 500`, `when kind = 部门：500`, `1月20日 when kind = 部门`, `1月20号`: a value of a parameter, written otherwise.
pub(super) fn case(scene: &Scene) -> Option<Diagnostic> {
    let line = order::line(scene).filter(|_| scene.block() == "param")?;
    let compares = |triple: &[Token]| match triple {
        [word, sign, _] => {
            matches!(scene.text(*word), "kind" | "year")
                && matches!(scene.text(*sign), "=" | "＝" | "!=" | "≠" | "<" | ">" | "<=" | ">=" | "≤" | "≥")
        }
        _ => false,
    };
    let (first, last) = (line.windows(3).position(compares), line.windows(3).rposition(compares));
    let condition = first.zip(last).map(|(first, last)| first..last + 3);
    let outside = |(at, token): (usize, &Token)| {
        let is_mark = matches!(
            scene.text(*token),
            "when" | "then" | "则" | "就" | "那么" | "为" | ":" | "：" | "," | "，" | "=" | "->" | "=>"
        );
        (!is_mark && !condition.as_ref().is_some_and(|condition| condition.contains(&at))).then_some(*token)
    };
    let mut values = line.iter().enumerate().filter_map(outside);
    let value = values.next().filter(|_| values.next().is_none())?;
    let written: Vec<char> = scene.text(value).chars().collect();
    let value = match value.kind {
        TokenKind::Figure => scene.text(value).replace('号', "日"),
        _ => numeral::value(&written)?.to_string(),
    };
    let fixed = match line.slice(condition.unwrap_or_default()) {
        [first, .., last] => format!("when {} then {value}", scene.slice(first.span.to(last.span))),
        _ => value,
    };
    let message = text!("参数的值不能这样写", "the value of a parameter is not written like this");
    let run = line.first()?.span.to(line.last()?.span);
    Some(scene.error(Code::CannotStandHere, run, message, text!("这一段", "this")).write(fixed))
}

/// `fact 感谢信 count …`, `fact 感谢信 in …`, `param 上限 {`.
pub(super) fn no_kind(scene: &Scene) -> Option<Diagnostic> {
    let (word, name) = head(scene).filter(|_| scene.at() == 2 && scene.expects(Rule::colon))?;
    let all = expected::words_of(if word == "fact" { Rule::fact_kind } else { Rule::param_kind });
    if let Some((turned, written)) = scene.here_word().filter(|_| all.contains(&name)) {
        let message = text!("名称写在种类前面", "the name stands before the kind");
        let run = scene.token(1)?.span.to(turned.span);
        let wrong = scene.error(Code::WordOrder, run, message, text!("次序反了", "the wrong order"));
        return Some(wrong.write(format!("{word} {written}: {name}")).instead(format!("{written}: {name}")));
    }
    let kind = scene.here_word().and_then(|(_, written)| keyword::meant(written, all));
    Some(match kind {
        Some(kind) => {
            let message = text!("“{name}”后面少一个冒号", "a colon is missing behind “{name}”");
            let label = text!("写在这里", "it belongs here");
            scene.error(Code::KindOfFact, scene.gap(), message, label).write(format!("{word} {name}: {kind}"))
        }
        None => {
            let message = text!("“{name}”没有写种类", "“{name}” has no kind");
            let list = kinds(word);
            let (zh, en) = (list.zh, list.en);
            let help = text!("例如 {word} {name}: count；{zh}", "such as {word} {name}: count; {en}");
            scene
                .error(Code::KindOfFact, scene.gap(), message, text!("冒号和种类写在这里", "a colon and the kind belong here"))
                .help(help)
        }
    })
}

/// `fact 感谢信: 个数 …`: no such kind.
pub(super) fn unknown_kind(scene: &Scene) -> Option<Diagnostic> {
    let (word, _) = head(scene).filter(|_| scene.expects_any(&[Rule::fact_kind, Rule::param_kind]))?;
    let (token, written): (Token, &str) = scene.here_word()?;
    let all = expected::words_of(if word == "fact" { Rule::fact_kind } else { Rule::param_kind });
    let message = text!("没有“{written}”这个种类", "there is no kind “{written}”");
    let wrong = |label| scene.error(Code::KindOfFact, token.span, message, label).help(kinds(word));
    Some(match keyword::meant(written, all) {
        Some(kind) => wrong(text!("应写 {kind}", "write {kind}")).instead(kind),
        None => wrong(text!("这里写种类", "a kind belongs here")),
    })
}

/// `cells percent "%"`: a unit behind a kind that has none.
pub(super) fn unit_of_none(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|here| here.kind == TokenKind::Text && !scene.here_begins_line())?;
    let [.., name, kind] = scene.line_so_far() else { return None };
    let (name, kind) = (scene.text(*name), scene.text(*kind));
    let in_entry =
        matches!(scene.block(), "fields" | "columns" | "rows" | "group") && matches!(kind, "percent" | "date" | "text");
    if !(name == "cells" && expected::words_of(Rule::kind).contains(&kind) || in_entry) {
        return None;
    }
    let message = text!("{kind} 后面不写单位，也不写格式", "behind {kind} stands no unit and no format");
    let wrong = scene.error(Code::CellsOrBlank, here.span, message, text!("删去", "remove this"));
    Some(wrong.help(text!("写成 {name} {kind}", "write {name} {kind}")).instead(""))
}

/// `是否收费 choice "是"、"否"`: a mark between the words to choose from.
pub(super) fn choices(scene: &Scene) -> Option<Diagnostic> {
    let here =
        scene.here().filter(|_| matches!(scene.here_text(), "、" | "､" | "," | "，" | "/" | "|" | ";" | "；" | "或" | "or"))?;
    let line = scene.line_so_far();
    let at = line.iter().rposition(|token| scene.text(*token) == "choice")?;
    let choice = line.get(at)?;
    let behind = scene.later().iter().take_while(|token| !scene.apart(here.span, token.span));
    let all = line.slice(at + 1..).iter().chain(behind).filter(|token| token.kind == TokenKind::Text);
    let words: Vec<&str> = all.map(|token| scene.text(*token)).collect();
    let (mark, words) = (scene.here_text(), words.join(" "));
    let message =
        text!("几个选项之间不写“{mark}”，空一格就行", "between the words to choose from stands no “{mark}”, but a blank");
    let run = choice.span.to(scene.rest_of_line(here.span));
    Some(scene.error(Code::ListMark, run, message, text!("这一段", "this")).write(format!("choice {words}")))
}

/// `in 总体情况、主动公开`, `in 总体情况 and 主动公开`.
pub(super) fn sections(scene: &Scene) -> Option<Diagnostic> {
    let (word, _) = head(scene).filter(|(word, _)| *word == "fact")?;
    let here = scene.here()?;
    let line = scene.line_so_far();
    let at = line.iter().rposition(|token| scene.text(*token) == "in")?;
    let separators = ["、", "､", "and", "和", "与", "及", "或", "or", "；", ";", "/"];
    let is_numbering = scene.before().is_some_and(|before| scene.text(before).chars().all(numeral::is_ordinal));
    if !separators.contains(&scene.here_text()) || is_numbering || word.is_empty() {
        return None;
    }
    let first = line.get(at + 1)?;
    let run = scene.rest_of_line(first.span);
    let list = quoted(scene.slice(run)).replace(['、', '､', '；', ';', '/'], ", ").replace(" and ", ", ").replace(" 和 ", ", ");
    let message = text!("几个部分之间写逗号", "a comma stands between sections");
    Some(scene.error(Code::ListMark, here.span, message, text!("这里写逗号", "a comma belongs here")).write(format!("in {list}")))
}

/// `blank 0`, `blank = zero`, `cells 小数 "件"`: no such word behind `blank` or `cells`.
pub(super) fn policy(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let written = quoted(scene.here_text());
    if scene.expects(Rule::blank_policy) {
        let message = text!("blank 后面不能写“{written}”", "behind blank “{written}” cannot stand");
        let help = text!(
            "空白当作 0，写 blank zero；空白当作没有填，写 blank unknown",
            "where a blank counts as 0 write blank zero; where it is not known, blank unknown"
        );
        let label = text!("应写 zero 或 unknown", "write zero or unknown");
        return Some(scene.error(Code::CellsOrBlank, here.span, message, label).help(help));
    }
    if scene.expects(Rule::text)
        && matches!(scene.before_text(), "count" | "money")
        && (scene.here_begins_line() || here.kind != TokenKind::Word)
    {
        let (kind, unit) = if scene.before_text() == "money" { ("money", "万元") } else { ("count", "件") };
        let bracket = matches!(here.kind, TokenKind::Open(_));
        let written = scene.slice(scene.inside(here)).trim_matches(|c: char| c == '"' || c.is_whitespace());
        let unit = if bracket && !written.is_empty() { written } else { unit };
        let message = text!("cells {kind} 后面没有写单位", "cells {kind} names no unit");
        let advice = format!("cells {kind} \"{unit}\"");
        let label = text!("单位写在这里，加引号", "the unit belongs here, in quotation marks");
        return Some(scene.error(Code::CellsOrBlank, scene.gap(), message, label).write(advice));
    }
    if scene.expects(Rule::kind) && here.kind == TokenKind::Text && scene.before_text() == "cells" {
        let unit = scene.here_text();
        let next = scene.token(scene.at() + 1).and_then(|next| keyword::meant(scene.text(next), expected::words_of(Rule::kind)));
        let kind = next.unwrap_or(if unit.contains('元') { "money" } else { "count" });
        let message = text!("cells 后面先写种类，再写单位", "behind `cells` comes the kind, then the unit");
        let wrong = scene.error(Code::CellsOrBlank, here.span, message, text!("单位在后", "the unit comes second"));
        return Some(wrong.write(format!("cells {kind} {unit}")));
    }
    if !scene.expects(Rule::kind) || here.kind != TokenKind::Word {
        return None;
    }
    let meant = keyword::meant(scene.here_text(), &["count", "money"]);
    let message = text!("cells 后面不能写“{written}”", "behind cells “{written}” cannot stand");
    let label = match meant {
        Some(kind) => text!("应写 {kind}", "write {kind}"),
        None => text!("应写 count 或 money", "write count or money"),
    };
    let help = text!(
        "件数写 cells count \"件\"，金额写 cells money \"万元\"；百分比、日期等不是表里的数",
        "a count is cells count \"件\", an amount is cells money \"万元\"; tables hold nothing else"
    );
    let wrong = scene.error(Code::CellsOrBlank, here.span, message, label).help(help);
    Some(match meant {
        Some(kind) => wrong.instead(kind),
        None => wrong,
    })
}
