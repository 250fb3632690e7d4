//! The words of the prose, `topic 申请 { "政府信息公开申请" weak "申请" }`, and the facts that ask for them.

use super::{
    super::{
        grammar::Rule,
        keyword,
        token::{Bracket, Token, TokenKind},
    },
    expected, quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    source::Span,
    text,
};

/// The item that the scene is in, if it holds words.
fn item<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    let word = scene.text(scene.token(0)?);
    matches!(word, "topic" | "event" | "light" | "scope" | "units" | "fact").then_some(word)
}

/// What the texts of an item are called.
fn noun(item: &str) -> Text {
    if item == "fact" { text!("句式", "patterns") } else { text!("词", "words") }
}

/// `"甲"、"乙"`, `"甲" or "乙"`: a mark between words that stand side by side.
pub(super) fn list(scene: &Scene) -> Option<Diagnostic> {
    const MARKS: [&str; 15] = ["、", "､", ",", "，", ";", "；", "/", "|", "or", "and", "或", "或者", "和", "及", "与"];
    let noun = noun(item(scene)?);
    let here = scene.here().filter(|_| MARKS.contains(&scene.here_text()))?;
    let first = scene.before().filter(|before| before.kind == TokenKind::Text)?;
    let second = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Text)?;
    let (mark, first, second) = (scene.here_text(), scene.text(first), scene.text(second));
    let message = {
        let Text { zh, en } = noun;
        text!("几个{zh}之间不写“{mark}”，用空格或换行分开", "between {en} stands no “{mark}”, but a blank or a new line")
    };
    let wrong = scene.error(Code::ListMark, here.span, message, text!("多余", "not needed"));
    Some(wrong.write(format!("{first} {second}")).instead(""))
}

/// `topic 申请 { 政府信息公开申请 }`: words without quotation marks.
pub(super) fn unquoted(scene: &Scene) -> Option<Diagnostic> {
    let block = item(scene).filter(|word| *word == scene.block() && *word != "fact")?;
    let (token, _) = scene.here_word().filter(|(_, word)| !keyword::KEYWORDS.contains(word))?;
    let opens = scene.before().is_some_and(|before| matches!(before.kind, TokenKind::Text | TokenKind::Open(Bracket::Brace)));
    if !opens || !scene.expects(Rule::close_brace) {
        return None;
    }
    let run = scene.rest_of_line(scene.unbroken(token));
    let written = quoted(scene.slice(run).trim_end_matches('}').trim_end());
    let message = text!("{block} 里的词要加引号", "the words in {block} stand between quotation marks");
    let advice = written.split_whitespace().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ");
    Some(scene.error(Code::QuotesMissing, token.span, message, text!("这里", "here")).write(advice))
}

/// `topic 申请 "政府信息公开申请"`, `light 共计`: words without braces around them.
pub(super) fn no_braces(scene: &Scene) -> Option<Diagnostic> {
    item(scene).filter(|word| *word != "fact")?;
    let here = scene.here().filter(|here| matches!(here.kind, TokenKind::Text | TokenKind::Word))?;
    if !scene.expects(Rule::open_brace) || scene.here_begins_line() || keyword::KEYWORDS.contains(&scene.here_text()) {
        return None;
    }
    if let Some((token, word)) = scene.here_word() {
        let opens = scene.token(scene.at() + 1).is_some_and(|next| next.kind == TokenKind::Open(Bracket::Brace));
        let block = item(scene)?;
        if let Some(mark) = keyword::meant(word, expected::words_of(Rule::event_mark)).filter(|_| block == "event") {
            let message = text!("这里不认识“{word}”", "“{word}” is not known here");
            return Some(
                scene.error(Code::MisspeltWord, token.span, message, text!("应写 {mark}", "write {mark}")).instead(mark),
            );
        }
        if opens && matches!(block, "light" | "units") {
            let message = text!("{block} 没有名称", "{block} has no name");
            let wrong = scene.error(Code::CannotStandHere, token.span, message, text!("删去", "remove this"));
            return Some(wrong.help(text!("写成 {block} {{ … }}", "write {block} {{ … }}")).instead(""));
        }
    }
    let head = scene.slice(scene.token(0)?.span.to(scene.before()?.span));
    let run = scene.rest_of_line(here.span);
    let written = quoted(scene.slice(run));
    let words = if here.kind == TokenKind::Text { written } else { format!("\"{written}\"") };
    let message = text!("词写在大括号里", "words stand in braces");
    Some(scene.error(Code::BraceMissing, run, message, text!("这一段", "this")).write(format!("{head} {{ {words} }}")))
}

/// `"申请" weak`: the word behind what it is about.
pub(super) fn mark_behind(scene: &Scene) -> Option<Diagnostic> {
    let Text { zh, en } = noun(item(scene)?);
    let mark = scene.before().filter(|_| matches!(scene.before_text(), "weak" | "near" | "units" | "matches" | "misses"))?;
    let goes_on = scene.here().zip(scene.token(scene.at() + 1));
    let goes_on = goes_on.is_some_and(|(here, next)| next.kind == TokenKind::Text && !scene.apart(here.span, next.span));
    if !scene.expects(Rule::text) || goes_on {
        return None;
    }
    let word = scene.before_text();
    let is_bare = |token: &&Token| token.kind == TokenKind::Word && !keyword::is_reserved(scene.text(**token));
    let bare: Vec<Token> =
        scene.later().iter().take_while(|token| !scene.apart(mark.span, token.span)).take_while(is_bare).copied().collect();
    if let (Some(first), Some(last)) = (bare.first(), bare.last()) {
        let words = bare.iter().map(|token| format!("\"{}\"", scene.text(*token))).collect::<Vec<_>>().join(" ");
        let message = text!("{word} 后面的词要加引号", "the words behind {word} stand between quotation marks");
        return Some(scene.error(Code::QuotesMissing, first.span.to(last.span), message, text!("这一段", "this")).write(words));
    }
    let of =
        scene.token(scene.at().checked_sub(2)?).filter(|of| of.kind == TokenKind::Text).map_or("\"…\"", |of| scene.text(of));
    let message = text!("{word} 写在{zh}前面", "{word} stands before its {en}");
    Some(scene.error(Code::WordOrder, mark.span, message, text!("写到前面", "move it")).write(format!("{word} {of}")))
}

/// `{收到|接收}{n}件`: a pattern without quotation marks.
fn bare_pattern(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|here| here.kind == TokenKind::Open(Bracket::Brace) && scene.begins_line(*here))?;
    let line = scene.rest_of_text(here);
    let written = scene.slice(line).trim_end();
    if scene.block() != "fact" || !written.contains('}') {
        return None;
    }
    let run = Span::new(line.start as usize, (line.start as usize) + written.len());
    let message = text!("句式要加引号", "a pattern stands between quotation marks");
    Some(scene.error(Code::QuotesMissing, run, message, text!("这一行", "this line")).write(format!("\"{written}\"")))
}

/// `{ event 收到 }`, `{ of topic 申请 }`, `{ of 申请 event 收到, 登记 }`, `implies 申请`: what a fact asks for.
pub(super) fn asked(scene: &Scene) -> Option<Diagnostic> {
    item(scene)?;
    let here = scene.here()?;
    if let Some(wrong) = bare_pattern(scene) {
        return Some(wrong);
    }
    if scene.here_text() == "except" && scene.block() == "fact" {
        let message = text!("except 只写一次，放在全部句式后面", "except stands once, behind all patterns");
        let help = text!(
            "把各处 except 的词合在一行：except \"上年\" \"去年\"",
            "put the words of all into one line: except \"上年\" \"去年\""
        );
        return Some(scene.error(Code::Twice, here.span, message, text!("这里", "here")).help(help));
    }
    let two_before = scene.at().checked_sub(2).and_then(|at| scene.token(at)).map_or("", |token| scene.text(token));
    if scene.here_text() == "event" && scene.before()?.kind == TokenKind::Open(Bracket::Brace) {
        let event = scene.token(scene.at() + 1).map_or("", |next| scene.text(next));
        let message = text!("event 前面先写 of 和对象的名称", "before `event` comes `of` with the name of the topic");
        let help = text!("例如 of 申请 event {event}", "such as of 申请 event {event}");
        return Some(scene.error(Code::WordMissing, scene.gap(), message, text!("写在这里", "it belongs here")).help(help));
    }
    if scene.before_text() == "topic" && two_before == "of" && here.kind == TokenKind::Word {
        let topic = scene.here_text();
        let message = text!("of 后面直接写对象的名称，不写 topic", "behind `of` stands the name of a topic, without `topic`");
        let wrong = scene.error(Code::WordOrder, scene.before()?.span, message, text!("多余", "not needed"));
        return Some(wrong.write(format!("of {topic}")).instead(""));
    }
    if two_before == "event" && matches!(scene.here_text(), "," | "，" | "、" | "and" | "or" | "和" | "或") {
        let message = text!("一项正文数据只问一个事项", "a fact asks for one event");
        let help = text!(
            "把两个事项的词写进同一个 event，或者写成两个 fact",
            "put the words of both into one event, or write two facts"
        );
        return Some(scene.error(Code::ListMark, here.span, message, text!("到这里为止", "up to here")).help(help));
    }
    if scene.before_text() == "implies" {
        let message = text!("implies 后面只写 topic", "behind `implies` stands `topic`");
        let label = text!("应写 topic", "write topic");
        return Some(scene.error(Code::MisspeltWord, here.span, message, label).write("implies topic"));
    }
    None
}
