//! Marks of other languages and of the input method, and tokens that stand twice.

use super::{
    super::{grammar::Rule, keyword, token::TokenKind},
    foreign,
    foreign::is_comparison,
    quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    text,
};

/// `新收 新收`, `= =`, `rule rule`.
pub(super) fn twice(scene: &Scene) -> Option<Diagnostic> {
    let (before, here) = scene.before().zip(scene.here())?;
    let word = scene.here_text();
    if word != scene.before_text() || matches!(here.kind, TokenKind::Close(_)) {
        return None;
    }
    let word = quoted(word);
    let message = text!("“{word}”写了两遍", "“{word}” stands twice");
    let diagnostic = scene.error(Code::Twice, here.span, message, text!("这一个多余", "one too many"));
    let diagnostic = scene.also(diagnostic, before.span, text!("前一个在这里", "the first one"));
    Some(diagnostic.help(text!("删去其中一个", "delete one of the two")).instead(""))
}

/// `> =`, `! =`: an operator in two pieces.
fn parted_operator(scene: &Scene) -> Option<Diagnostic> {
    let next = || scene.token(scene.at() + 1);
    let pair = if scene.here_text() == "!" { scene.here().zip(next()) } else { scene.before().zip(scene.here()) };
    let (first, second) = pair.filter(|(_, second)| scene.text(*second) == "=")?;
    let written = format!("{}=", scene.text(first));
    let is_one = matches!(written.as_str(), ">=" | "<=" | "!=");
    is_one.then(|| {
        let message = text!("“{written}”中间不空格", "“{written}” is written without a blank");
        let span = first.span.to(second.span);
        scene.error(Code::ForeignOperator, span, message, text!("应写 {written}", "write {written}")).instead(written)
    })
}

/// `==`, `<>`, `&&`, `||`: what programming languages write.
pub(super) fn foreign_operator(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let written = scene.here_text();
    if let Some(parted) = parted_operator(scene) {
        return Some(parted);
    }
    if scene.expects(Rule::infix) && matches!(written, "≈" | "≒" | "≌" | "≅" | "∽" | "^" | "**" | "√" | "±") {
        let message = text!("“{written}”不是本语言的运算符", "“{written}” is no operator of this language");
        let (label, help) = if matches!(written, "^" | "**" | "√" | "±") {
            (
                text!("没有这种运算", "there is no such operation"),
                text!(
                    "运算只有 + - * /；允许上下相差，写成 甲 = 乙 within 5，或者 within 5%",
                    "there are + - * / only; to allow a difference write a = b within 5, or within 5%"
                ),
            )
        } else {
            (
                text!(
                    "约等于没有，百分比按印出的位数比较写 ~",
                    "there is no “about”; a percentage is compared as printed with ~"
                ),
                text!(
                    "百分比写 ~；允许上下相差，写成 甲 = 乙 within 5，或者 within 5%",
                    "a percentage takes ~; to allow a difference write a = b within 5, or within 5%"
                ),
            )
        };
        return Some(scene.error(Code::ForeignOperator, here.span, message, label).help(help));
    }
    let plain: String = written.chars().map(super::super::token::half_width).collect();
    if matches!(plain.as_str(), "=>" | "->" | "→" | "⇒")
        && scene.line_so_far().iter().any(|token| is_comparison(scene.text(*token)))
    {
        let message = text!("“如果…就…”不写“{written}”", "“if … then” is not written “{written}”");
        let help = text!("前面的条件另写一行 when，后面的写在 require 里", "what stands before it is a line `when` of its own");
        return Some(scene.error(Code::ForeignCondition, here.span, message, text!("这里", "here")).help(help));
    }
    let ours = match plain.as_str() {
        "==" | ":=" => "=",
        "<>" => "!=",
        "=<" => "<=",
        "=>" => ">=",
        "~=" => "~",
        "&&" | "&" => "and",
        "||" | "|" => "or",
        "!" => "not",
        _ => return None,
    };
    let message = text!("“{written}”不是本语言的运算符", "“{written}” is no operator of this language");
    Some(scene.error(Code::ForeignOperator, here.span, message, text!("应写 {ours}", "write {ours}")).instead(ours))
}

/// `say, "…"`, `basis = "…"`: a mark between a word of the language and its text.
pub(super) fn before_text(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| matches!(scene.here_text(), "," | "，" | "、" | "=" | "＝" | ":=" | "->" | "-" | "—"))?;
    let next = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Text)?;
    if !scene.expects(Rule::text) || !keyword::is_reserved(scene.before_text()) {
        return None;
    }
    let (word, mark, written) = (scene.before_text(), scene.here_text(), quoted(scene.text(next)));
    let message = text!("{word} 后面直接写文字，不写“{mark}”", "behind {word} stands its text, without “{mark}”");
    let wrong = scene.error(Code::ForeignMark, here.span, message, text!("多余", "not needed"));
    Some(wrong.write(format!("{word} {written}")).instead(""))
}

/// `。`, `、`, `;` and the like where a mark of the language belongs.
pub(super) fn foreign_mark(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|token| token.kind == TokenKind::Mark)?;
    let written = scene.here_text();
    if scene.expects(Rule::open_brace) && matches!(written, ":" | "：") {
        let message = text!("这里不能写“{written}”", "“{written}” cannot stand here");
        return Some(scene.error(Code::ForeignMark, here.span, message, text!("应写 {{", "write {{")).instead(" {"));
    }
    let (help, instead) = advice(written)?;
    let message = match written.chars().next().filter(|c| is_invisible(*c)) {
        Some(c) => {
            let code = format!("U+{:04X}", u32::from(c));
            text!("这里有一个看不见的字符 {code}", "an invisible character stands here: {code}")
        }
        None => text!("这里不能写“{written}”", "“{written}” cannot stand here"),
    };
    Some(scene.error(Code::ForeignMark, here.span, message, Text::default()).help(help).instead(instead))
}

/// `cells count "件", blank zero`: parts of a block are not parted by commas.
pub(super) fn comma(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| matches!(scene.here_text(), "," | "，"))?;
    if !scene.expects(Rule::close_brace) {
        return None;
    }
    if let Some(terms) = scene.expects(Rule::infix).then(|| foreign::terms(scene)).flatten() {
        return Some(terms);
    }
    let next = scene.token(scene.at() + 1).filter(|next| !scene.apart(here.span, next.span));
    if let Some(next) = next.filter(|_| scene.expects(Rule::infix) && scene.block() == "rule") {
        let is_then = matches!(scene.text(next), "then" | "则" | "就" | "那么");
        let (run, instead) = if is_then { (here.span.to(next.span), "") } else { (here.span, " and") };
        let written = scene.slice(run);
        let message = text!("条件后面不写“{written}”", "behind a condition stands no “{written}”");
        let label = if is_then { text!("删去", "remove this") } else { text!("应写 and", "write and") };
        return Some(scene.error(Code::ForeignMark, run, message, label).instead(instead));
    }
    let message = text!("这里不写逗号", "no comma belongs here");
    let help = text!("各部分用空格或换行分开", "parts stand apart by blanks or lines");
    Some(scene.error(Code::ForeignMark, here.span, message, text!("多余", "one too many")).help(help).instead(""))
}

/// What to do about a mark, and what to write for it.
fn advice(written: &str) -> Option<(Text, &'static str)> {
    Some(match written {
        "。" | "｡" | "·" | "・" => (
            text!(
                "组名和行名之间写英文句点，例如 办理.总计；句末不写标点",
                "between names write a dot, as in 办理.总计; lines end without a mark"
            ),
            ".",
        ),
        "、" | "､" => (text!("几项之间写逗号", "between items write a comma"), ","),
        ";" | "；" => (text!("行末不写分号，删去即可", "lines end without a semicolon: delete it"), ""),
        "《" | "〈" => (text!("小于号写 <", "less than is written <"), "<"),
        "》" | "〉" => (text!("大于号写 >", "greater than is written >"), ">"),
        "—" | "–" | "―" | "‐" | "‑" => (text!("减号写 -", "minus is written -"), "-"),
        ":" | "：" | "︰" => (text!("这里不写冒号，删去即可", "no colon is needed here: delete it"), ""),
        "?" | "？" | "@" | "#" | "$" | "￥" | "`" | "\\" => {
            (text!("删去它；注释以 // 开头", "delete it; comments begin with //"), "")
        }
        "…" => (text!("年份范围写两个英文句点，例如 2021..", "a range of years is written with two dots, as in 2021.."), ".."),
        _ if written.chars().next().is_some_and(is_invisible) => {
            (text!("删去它；从网页或文档复制的文字里常有", "delete it; text copied from web pages often holds them"), "")
        }
        _ => return None,
    })
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{206f}' | '\u{ad}' | '\u{2000}'..='\u{200a}')
        || c.is_control()
}

/// `say "新收 " + 申请[新收, 总计] + " 件"`: a text put together with an operator.
pub(super) fn joined_text(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| matches!(scene.here_text(), "+" | "&" | "＋"))?;
    let text = scene.before().filter(|before| before.kind == TokenKind::Text)?;
    let line = scene.line_so_far();
    let first = line.first().filter(|first| scene.text(**first) == "say")?;
    let whole = scene.slice(scene.rest_of_text(*first));
    let parts = whole.trim_start_matches("say").split(['+', '＋', '&']).map(str::trim);
    let put = parts.map(|part| match part.strip_prefix('"').and_then(|part| part.strip_suffix('"')) {
        Some(words) => words.to_owned(),
        None => format!("{{{part}}}"),
    });
    let said = put.collect::<String>();
    let message = text!("say 里的数写在大括号里，不用“+”相连", "in `say` figures stand in braces, nothing is joined with “+”");
    let run = text.span.to(scene.rest_of_line(here.span));
    let label = text!("写成一段文字", "write one text");
    Some(scene.error(Code::SayBrace, run, message, label).write(format!("say \"{said}\"")).instead(format!("\"{said}\"")))
}
