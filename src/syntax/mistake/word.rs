//! Words: run together, misspelt, reserved, missing.

use super::{
    super::{
        ast::FormCheck,
        grammar::Rule,
        keyword,
        token::{Token, TokenKind},
    },
    expected,
    label::bare,
    quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    source::Span,
    text,
};

/// `each column of申请`, `require新收`: no blank behind a keyword.
pub(super) fn glued_keyword(scene: &Scene) -> Option<Diagnostic> {
    let (token, written) = scene.here_word()?;
    let candidates = expected::keywords(scene);
    let glued =
        |word: &&&str| written.strip_prefix(**word).is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii_alphabetic()));
    let word = candidates.iter().filter(glued).max_by_key(|word| word.len())?;
    let rest = quoted(written.strip_prefix(word)?);
    let message = text!("“{word}”后面少一个空格", "a blank is missing behind “{word}”");
    let end = token.span.start + u32::try_from(word.len()).unwrap_or_default();
    let diagnostic = scene.error(
        Code::NoBlankBehindWord,
        Span { end, ..token.span },
        message,
        text!("后面要空一格", "a blank belongs behind this"),
    );
    Some(diagnostic.write(format!("{word} {rest}")))
}

/// `requrie`, `Require`, `要求`.
pub(super) fn misspelt(scene: &Scene) -> Option<Diagnostic> {
    let (token, written) = scene.here_word()?;
    let candidates = expected::keywords(scene);
    if candidates.contains(&written) {
        return None;
    }
    let meant = match keyword::is_reserved(written) {
        true => candidates.into_iter().find(|candidate| differ_by_an_s(candidate, written))?,
        false => keyword::meant(written, &candidates)?,
    };
    let written = quoted(written);
    let message = text!("这里不认识“{written}”", "“{written}” is not known here");
    Some(scene.error(Code::MisspeltWord, token.span, message, text!("是不是 {meant}？", "did you mean {meant}?")).instead(meant))
}

/// `column` and `columns`.
fn differ_by_an_s(one: &str, other: &str) -> bool {
    one.strip_suffix('s') == Some(other) || other.strip_suffix('s') == Some(one)
}

/// `require table present`.
pub(super) fn form_check(scene: &Scene) -> Option<Diagnostic> {
    let require = scene.earlier().iter().rposition(|token| scene.text(*token) == "require")?;
    let first = require + 1;
    let words = scene.all().get(first..)?.iter().take(3);
    let line = scene.token(require)?.span;
    let is_word = |token: &&Token| token.kind == TokenKind::Word && scene.text(**token).is_ascii();
    let words: Vec<_> = words.take_while(|token| is_word(token) && !scene.apart(line, token.span)).collect();
    let span = words.first()?.span.to(words.last()?.span);
    if words.len() < 2 || scene.at() > first + words.len() {
        return None;
    }
    if let Some(wrong) = two_checks(scene, first).or_else(|| check_of_table(scene, first)) {
        return Some(wrong);
    }
    let phrase = words.iter().map(|token| scene.text(**token)).collect::<Vec<_>>().join(" ");
    let close = FormCheck::WORDS.iter().map(|check| (strsim::damerau_levenshtein(&phrase, check), check));
    let begins = |check: &str| check.split(' ').next() == phrase.split(' ').next();
    let close = close.filter(|(distance, check)| *distance <= 4 || begins(check) && *distance <= 6);
    let (_, meant) = close.min_by_key(|(distance, _)| *distance)?;
    let phrase = quoted(&phrase);
    let message = text!("没有“{phrase}”这项表样核对", "there is no check of the form “{phrase}”");
    let all = FormCheck::WORDS.join(" · ");
    let help = text!("可用的表样核对：{all}", "the checks of the form are: {all}");
    let label = text!("是不是 {meant}？", "did you mean {meant}?");
    Some(scene.error(Code::UnknownFormCheck, span, message, label).help(help).instead(*meant))
}

/// The check of the form that the line holds from a place on, with the number of its words.
fn check_at(scene: &Scene, first: usize) -> Option<(&'static str, usize)> {
    let word = |at: usize| scene.token(first + at).map(|token| scene.text(token));
    let is_here = |check: &&&str| check.split(' ').enumerate().all(|(at, part)| word(at) == Some(part));
    let check = FormCheck::WORDS.iter().filter(is_here).max_by_key(|check| check.len())?;
    Some((*check, check.split(' ').count()))
}

/// `require tables present and whole grid`: two checks of the form in one line.
fn two_checks(scene: &Scene, first: usize) -> Option<Diagnostic> {
    let (one, count) = check_at(scene, first)?;
    let and =
        scene.token(first + count).filter(|and| matches!(scene.text(*and), "and" | "or" | "," | "，" | "、" | "和" | "且"))?;
    let (two, _) = check_at(scene, first + count + 1)?;
    let message = text!("一条规则只写一项表样核对", "a rule has one check of the form");
    let help = text!(
        "分成两条规则，各有编号：一条 require {one}，一条 require {two}",
        "write two rules, each with its code: one with require {one}, the other with require {two}"
    );
    Some(scene.error(Code::UnknownFormCheck, and.span, message, text!("到这里为止", "up to here")).help(help))
}

/// `require whole grid of 解读`: a check of the form goes over the whole form.
fn check_of_table(scene: &Scene, first: usize) -> Option<Diagnostic> {
    let (check, count) = check_at(scene, first)?;
    let of = scene.token(first + count).filter(|of| matches!(scene.text(*of), "of" | "in" | "for" | "的"))?;
    let run = scene.rest_of_line(of.span);
    let message = text!("表样核对管整份报告，后面不写哪张表", "a check of the form goes over the whole report, not over a table");
    let wrong = scene.error(Code::UnknownFormCheck, run, message, text!("删去", "remove this"));
    Some(wrong.help(text!("写成 require {check}", "write require {check}")).instead(""))
}

/// `<!-- 行 -->`, `／／ 行`, `注：只管新版`: a remark as it is written elsewhere.
pub(super) fn remark(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|here| scene.begins_line(*here) && scene.expects(Rule::close_brace))?;
    let run = scene.rest_of_text(here);
    let (begin, remark) = remark_of(scene.slice(run))?;
    let message = text!("说明文字前面写 //，不写“{begin}”", "a remark begins with //, not with “{begin}”");
    let end = here.span.start + u32::try_from(scene.slice(run).trim_end().len()).unwrap_or_default();
    let span = Span { end, ..here.span };
    Some(scene.error(Code::ForeignMark, span, message, text!("应写 //", "write //")).write(format!("// {remark}")))
}

/// How a remark of another language begins, and what it says.
pub(super) fn remark_of(line: &str) -> Option<(&str, &str)> {
    const BEGINS: [&str; 13] =
        ["<!--", "／／／", "／／", "/／", "／/", "(*", "注：", "注:", "备注：", "备注:", "说明：", "说明:", "※"];
    let begin = BEGINS.into_iter().find(|begin| line.starts_with(begin))?;
    let remark = line.strip_prefix(begin)?.trim().trim_end_matches("-->").trim_end_matches("*)").trim_end();
    Some((begin, remark))
}

/// `say "少了"合计"一栏"`: quotation marks within a text, which end it.
pub(super) fn quote_inside(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word()?;
    let before = scene.before().filter(|before| before.kind == TokenKind::Text && before.span.end == token.span.start)?;
    let line = scene.rest_of_text(before);
    let written = scene.slice(line).trim_end();
    let behind = scene.slice(Span { start: token.span.end, ..line });
    if !behind.contains('"') {
        return None;
    }
    let message = text!("文字里又写了英文引号，文字到那里就结束了", "quotation marks within a text end it");
    let help =
        text!("里面的引号写成中文引号：“{word}”，或者写成 \\\"{word}\\\"", "write the inner marks as “{word}” or \\\"{word}\\\"");
    let span = Span { end: line.start + u32::try_from(written.len()).unwrap_or_default(), ..before.span };
    Some(scene.error(Code::OtherQuote, span, message, text!("这一段", "this")).help(help))
}

/// `制发 * .5`: a figure that begins with its point.
pub(super) fn point_first(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| matches!(scene.here_text(), "." | "．"))?;
    let figure = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Figure && next.span.start == here.span.end)?;
    let (run, figure) = (here.span.to(figure.span), scene.text(figure));
    let message = text!("小数点前面写 0", "a zero stands before the point");
    Some(scene.error(Code::CannotStandHere, run, message, text!("这个数", "this figure")).write(format!("0.{figure}")))
}

/// A word of the language where a name belongs.
pub(super) fn reserved(scene: &Scene) -> Option<Diagnostic> {
    let (token, written) = scene.here_word()?;
    let names = [Rule::name, Rule::part, Rule::code, Rule::path, Rule::cell];
    if !keyword::is_reserved(written) || !scene.expects_any(&names) || scene.here_begins_line() {
        return None;
    }
    let message = text!("“{written}”是本语言的关键词，不能作名称", "“{written}” is a word of the language and cannot be a name");
    let help = text!("这里少了一个名称，或者换一个名称", "a name is missing here, or needs another spelling");
    Some(scene.error(Code::WordAsName, token.span, message, text!("这里应是名称", "a name belongs here")).help(help))
}

/// `group "（三）不予公开" {`: a label, but no name before it.
pub(super) fn no_name(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|token| matches!(token.kind, TokenKind::Text | TokenKind::Figure))?;
    if !scene.expects_any(&[Rule::name, Rule::part, Rule::path, Rule::cell]) || scene.expects_any(&[Rule::operand, Rule::text]) {
        return None;
    }
    let (written, before) = (quoted(scene.here_text()), scene.before_text());
    let message = text!("“{before}”后面应先写名称，不能直接写 {written}", "behind “{before}” comes a name, not {written}");
    if matches!(before, "total" | "group" | "less") && here.kind == TokenKind::Text {
        let label = scene.here_text().trim_matches('"');
        let name = bare(label);
        let advice = if name == label { format!("{before} {name}") } else { format!("{before} {name} {written}") };
        let label = text!("这里应是名称", "a name belongs here");
        return Some(scene.error(Code::NameMissing, here.span, message, label).write(advice));
    }
    let help = if here.kind == TokenKind::Text && scene.open().is_empty() {
        text!("名称不加引号", "a name has no quotation marks")
    } else if here.kind == TokenKind::Text {
        text!(
            "名称不加引号，写在表上的文字前面：名称 \"表上的文字\"",
            "a name has no quotation marks and stands before the printed label: name \"label\""
        )
    } else {
        text!("名称不能以数字开头", "a name cannot begin with a digit")
    };
    Some(scene.error(Code::NameMissing, here.span, message, text!("这里应是名称", "a name belongs here")).help(help))
}

/// A second label without `also`.
pub(super) fn no_also(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|token| token.kind == TokenKind::Text)?;
    let before = scene.before().filter(|token| token.kind == TokenKind::Text)?;
    if !scene.expects_any(&[Rule::also, Rule::kw_also]) {
        return None;
    }
    let message =
        text!("表上的文字只有一个，其他写法前面要写 also", "there is one printed label; other spellings come behind also");
    let written = quoted(scene.here_text());
    let diagnostic = scene.error(Code::AlsoMissing, here.span, message, text!("第二个写法", "a second spelling"));
    let diagnostic = scene.also(diagnostic, before.span, Text::default());
    Some(diagnostic.write(format!("also {written}")))
}

/// `years 2021`, `years 2021-2022`
pub(super) fn no_range(scene: &Scene) -> Option<Diagnostic> {
    if !scene.expects(Rule::range) {
        return None;
    }
    let (year, gap) = (scene.before_text(), scene.gap());
    let message = text!("年份后面少了“..”", "“..” is missing behind the year");
    let behind = scene.later().iter().take_while(|token| !scene.apart(gap, token.span));
    let last = behind.filter(|token| token.kind == TokenKind::Figure).last().map(|token| scene.text(*token));
    let help = match last {
        Some(last) => text!("写成 {year}..{last}", "write {year}..{last}"),
        None => text!(
            "从 {year} 年起一直有效，写 {year}..；只用于 {year} 年，写 {year}..{year}",
            "in force from {year} on is written {year}..; for {year} alone {year}..{year}"
        ),
    };
    let instead = format!("{year}..{}", last.unwrap_or_default());
    Some(scene.error(Code::YearsWritten, gap, message, text!("写在这里", "it belongs here")).help(help).instead(instead))
}

/// `template 示例表 2021 {`: the word before an edition is missing.
pub(super) fn no_keyword(scene: &Scene) -> Option<Diagnostic> {
    if scene.expected() != [Rule::kw_edition] {
        return None;
    }
    let before = quoted(scene.before_text());
    let message = text!("“{before}”后面少了 edition", "edition is missing behind “{before}”");
    let year = if scene.here_text().starts_with(|c: char| c.is_ascii_digit()) { scene.here_text() } else { "2021" };
    let help = text!("版写成 edition {year}", "an edition is written edition {year}");
    let label = text!("写在这里", "it belongs here");
    Some(scene.error(Code::WordMissing, scene.gap(), message, label).help(help).instead("edition"))
}

/// `say 不相等`: a text without quotation marks.
pub(super) fn no_quotes(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Figure))?;
    let wanted = scene.expects(Rule::text) && !scene.expects_any(&[Rule::operand, Rule::figure, Rule::close_brace]);
    if !wanted || scene.here_begins_line() || keyword::is_reserved(scene.here_text()) {
        return None;
    }
    let run = scene.unbroken(here);
    let (before, written) = (scene.before_text(), quoted(scene.slice(run)));
    let message = text!("{before} 后面的文字要加引号", "the text behind {before} needs quotation marks");
    Some(scene.error(Code::QuotesMissing, run, message, Text::default()).write(format!("{before} \"{written}\"")))
}
