//! Text between items that begins no item.

use super::{
    super::{
        ast::Severity,
        cut::ITEM_KEYWORDS,
        keyword,
        token::{Bracket, Token, TokenKind},
    },
    layout, quoted,
    word::remark_of,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Text,
    slice::Slice,
    source::{Source, Span},
    text,
};
use std::sync::Arc;

/// Says what is wrong if `tokens` (without comments) are an item but for its first word.
pub(in super::super) fn nearly_an_item(source: &Arc<Source>, tokens: &[Token]) -> Option<Diagnostic> {
    let first = tokens.first().filter(|first| first.kind == TokenKind::Word)?;
    let word = source.slice(first.span);
    let in_front = in_front(source, tokens).or_else(|| words_of_prose(source, tokens, word));
    let mistake = in_front.or_else(|| {
        event_of(source, tokens, word).or_else(|| glued(source, first.span, word)).or_else(|| misspelt(source, first.span, word))
    });
    mistake.or_else(|| turned_off(source, tokens, word)).or_else(|| keyword_missing(source, tokens))
}

/// `error rule Z101 行总计 {`, `default event 发布 of 解读 {`: in front what stands behind the name.
fn in_front(source: &Arc<Source>, tokens: &[Token]) -> Option<Diagnostic> {
    let (first, second) = (tokens.first()?, tokens.get(1)?);
    let (word, item) = (source.slice(first.span), source.slice(second.span));
    let marks = ["default", "aside", "part", "half"];
    let fits = item == "rule" && Severity::WORDS.contains(&word) || item == "event" && marks.contains(&word);
    if !fits {
        return None;
    }
    let head = tokens.get(1..)?.iter().take_while(|token| !matches!(token.kind, TokenKind::Open(_)));
    let head: Vec<&str> = head.map(|token| source.slice(token.span)).collect();
    let head = head.join(" ");
    let message = text!("{word} 写在名称后面", "{word} stands behind the name");
    let wrong = Diagnostic::new(Code::WordOrder, source, first.span, message, text!("写到后面", "move it"));
    Some(wrong.help(text!("写成 {head} {word} {{", "write {head} {word} {{")))
}

/// `虚词 { … }`, `synonym 解读 { … }`: what the words of the prose are called elsewhere.
fn words_of_prose(source: &Arc<Source>, tokens: &[Token], word: &str) -> Option<Diagnostic> {
    let brace = tokens.iter().position(|token| token.kind == TokenKind::Open(Bracket::Brace))?;
    let span = tokens.first()?.span;
    let wrong = |help, label| {
        let message = text!("这里不认识“{word}”", "“{word}” is not known here");
        Diagnostic::new(Code::MisspeltWord, source, span, message, label).help(help)
    };
    match word {
        "ignore" | "虚词" | "停用词" | "stopwords" | "stopword" | "filler" | "忽略" if brace == 1 => {
            let label = text!("应写 light", "write light");
            Some(
                wrong(text!("不影响意思的词写成 light {{ … }}", "words that change nothing are written light {{ … }}"), label)
                    .instead("light"),
            )
        }
        "synonym" | "synonyms" | "同义词" | "alias" | "近义词" => Some(wrong(
            text!(
                "同一对象的各种叫法写在一起：topic 名称 {{ \"叫法\" \"另一种叫法\" }}",
                "what a topic is called stands together: topic NAME {{ \"WORDS\" \"OTHER WORDS\" }}"
            ),
            text!("没有这一种", "there is no such item"),
        )),
        _ => None,
    }
}

/// What people write for turning a rule off.
const TURNED_OFF: [&str; 12] =
    ["disable", "off", "skip", "ignore", "remove", "delete", "without", "停用", "禁用", "关闭", "忽略", "删除"];

/// `disable A301`, `停用 A301`
fn turned_off(source: &Arc<Source>, tokens: &[Token], word: &str) -> Option<Diagnostic> {
    let (first, code) = (tokens.first()?, tokens.get(1)?);
    let written = source.slice(code.span);
    if !TURNED_OFF.contains(&word) || !written.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let message = text!("停用一条规则用 adjust，并写明理由", "a rule is turned off by `adjust`, with a reason");
    let span = first.span.to(code.span);
    let diagnostic = Diagnostic::new(Code::NoItem, source, span, message, text!("这一行", "this line"));
    Some(diagnostic.write(format!("adjust {written} {{ off \"理由\" }}")))
}

/// Says that `tokens` (without comments) are no item; `before` is the item before them, which may have
/// been closed too early.
pub(in super::super) fn junk(source: &Arc<Source>, tokens: &[Token], before: &[Token]) -> Option<Diagnostic> {
    let first = *tokens.first()?;
    let word = source.slice(first.span);
    Some(match first.kind {
        TokenKind::Close(Bracket::Brace) => surplus(source, first.span, before),
        TokenKind::Word => {
            closed_too_early(source, first.span, word, before).unwrap_or_else(|| unknown(source, first.span, word))
        }
        _ => unknown(source, first.span, word),
    })
}

fn surplus(source: &Arc<Source>, span: Span, before: &[Token]) -> Diagnostic {
    let message = text!("多了一个“}}”", "there is one }} too many");
    let help = text!("删去它，或检查前面是否漏写“{{”", "delete it, or see whether a {{ is missing before it");
    let left_over = text!("这里已经没有打开的花括号", "no brace is open here any more");
    match layout::untidy_brace(source, before) {
        Some(untidy) => {
            Diagnostic::new(Code::ClosedTooEarly, source, untidy, message, text!("可能是这一个", "this one, it seems"))
                .also(source, span, left_over)
        }
        None => Diagnostic::new(Code::ClosedTooEarly, source, span, message, left_over),
    }
    .help(help)
    .instead("")
}

/// `ruleA301 列勾稽 error {`
fn glued(source: &Arc<Source>, span: Span, word: &str) -> Option<Diagnostic> {
    let cut =
        |keyword: &&&str| word.strip_prefix(**keyword).is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii_lowercase()));
    let keyword = ITEM_KEYWORDS.iter().find(cut)?;
    let rest = quoted(word.strip_prefix(keyword)?);
    let end = span.start + u32::try_from(keyword.len()).unwrap_or_default();
    let message = text!("“{keyword}”后面少一个空格", "a blank is missing behind “{keyword}”");
    let diagnostic = Diagnostic::new(
        Code::NoBlankBehindWord,
        source,
        Span { end, ..span },
        message,
        text!("后面要空一格", "a blank belongs behind this"),
    );
    Some(diagnostic.write(format!("{keyword} {rest}")))
}

/// `event 收到 { … }`, `event 收到 aside of 申请 { … }`: the topic does not stand behind the name.
fn event_of(source: &Arc<Source>, tokens: &[Token], word: &str) -> Option<Diagnostic> {
    let head: Vec<Token> = tokens.iter().take_while(|token| !matches!(token.kind, TokenKind::Open(_))).copied().collect();
    let words: Vec<&str> = head.iter().map(|token| source.slice(token.span)).collect();
    let name = words.get(1).filter(|_| word == "event")?;
    let of = words.iter().position(|word| *word == "of");
    let between = words.get(2).filter(|word| of.is_none() && matches!(**word, "in" | "的" | "for" | "on" | "属于"));
    let topic = of.map(|of| of + 1).or(between.map(|_| 3)).and_then(|at| words.get(at)).unwrap_or(&"对象");
    let marks: Vec<&str> = match between {
        Some(_) => words.slice(4.min(words.len())..).to_vec(),
        None => words.slice(2..of.unwrap_or(words.len())).to_vec(),
    };
    let behind: String = marks.iter().map(|mark| format!(" {mark}")).collect();
    let place = head.get(1).copied()?.span;
    let message = text!("“{name}”后面先写 of 和对象的名称", "behind “{name}” comes `of` with the name of its topic");
    let label = text!("是什么对象的事项？", "an event of what?");
    let wrong = Diagnostic::new(Code::WordMissing, source, place, message, label);
    Some(wrong.help(text!("写成 event {name} of {topic}{behind} {{ … }}", "write event {name} of {topic}{behind} {{ … }}")))
}

fn misspelt(source: &Arc<Source>, span: Span, word: &str) -> Option<Diagnostic> {
    if ITEM_KEYWORDS.contains(&word) {
        let message = text!("“{word}”后面没有写名称", "behind “{word}” a name is missing");
        return Some(Diagnostic::new(
            Code::NameMissing,
            source,
            span,
            message,
            text!("后面写名称", "a name belongs behind this"),
        ));
    }
    let meant = keyword::meant(word, &ITEM_KEYWORDS)?;
    let word = quoted(word);
    let message = text!("这里不认识“{word}”", "“{word}” is not known here");
    let label = text!("是不是 {meant}？", "did you mean {meant}?");
    Some(Diagnostic::new(Code::MisspeltWord, source, span, message, label).instead(meant))
}

/// `A301 列勾稽 error {` and `政府信息公开工作年度报告 edition 2021 {`
fn keyword_missing(source: &Arc<Source>, tokens: &[Token]) -> Option<Diagnostic> {
    let header = tokens.iter().take(4).take_while(|token| !matches!(token.kind, TokenKind::Open(_)));
    let mut words = header.map(|token| source.slice(token.span));
    let keyword = words.find_map(|word| match word {
        "error" | "warning" | "info" => Some("rule"),
        "edition" => Some("template"),
        _ => None,
    })?;
    let first = tokens.first()?.span;
    let word = quoted(source.slice(first));
    if keyword::is_reserved(&word) {
        return None;
    }
    let message = text!("“{word}”前面少了 {keyword}", "{keyword} is missing before “{word}”");
    let help = text!("写成“{keyword} {word} …”", "write “{keyword} {word} …”");
    Some(
        Diagnostic::new(Code::WordMissing, source, first, message, Text::default())
            .help(help)
            .instead(format!("{keyword} {}", source.slice(first))),
    )
}

fn closed_too_early(source: &Arc<Source>, span: Span, word: &str, before: &[Token]) -> Option<Diagnostic> {
    let last = before.last().filter(|token| token.kind == TokenKind::Close(Bracket::Brace))?;
    let home = *keyword::homes(word).first()?;
    let early = layout::untidy_brace(source, before).unwrap_or(last.span);
    let message = text!("{word} 写在了所有规则和表样之外", "{word} stands outside every rule and template");
    let diagnostic =
        Diagnostic::new(Code::ClosedTooEarly, source, early, message, text!("这个“}}”关早了", "this }} closes too early"));
    let diagnostic = diagnostic.also(source, span, text!("{word} 应在 {home} 里", "{word} belongs in {home}"));
    Some(
        diagnostic
            .help(text!(
                "删去多余的“}}”，或补写 {home} 的开头",
                "delete a }} that is too many, or write the beginning of the {home}"
            ))
            .instead(""),
    )
}

/// `table 文件 { … }`, `set … = 5` outside everything: a part without what it is a part of.
fn inside_out(source: &Arc<Source>, span: Span, word: &str) -> Option<Diagnostic> {
    let homes = keyword::homes(word);
    let home = homes.first()?;
    let message = text!("{word} 不能单独写", "{word} does not stand alone");
    let label = text!("{word} 写在 {home} 里", "{word} stands in {home}");
    let help = match word {
        "table" | "section" | "fields" | "columns" | "rows" | "cells" | "group" => text!(
            "它是表样的一部分，写在表样文件 template {{ … }} 的 {home} 里",
            "it is part of a form: write it in the {home} of a template"
        ),
        _ => text!("把它移到 {home} 的大括号里", "move it between the braces of a {home}"),
    };
    Some(Diagnostic::new(Code::WrongBlock, source, span, message, label).help(help))
}

fn unknown(source: &Arc<Source>, span: Span, word: &str) -> Diagnostic {
    let line = source.line_span(source.line_index(span.start));
    let marks = ['#', '＃', '-', '/', '*', ' '];
    let remark = format!("// {}", source.slice(Span { start: span.start, ..line }).trim().trim_matches(marks));
    if let Some((begin, said)) = remark_of(source.slice(Span { start: span.start, ..line }).trim_end()) {
        let message = text!("说明文字前面写 //，不写“{begin}”", "a remark begins with //, not with “{begin}”");
        let begin = if begin.contains("／／／") { "///" } else { "//" };
        let label = text!("应写 {begin}", "write {begin}");
        return Diagnostic::new(Code::NoItem, source, span, message, label).write(format!("{begin} {said}"));
    }
    if let Some(found) = inside_out(source, span, word) {
        return found;
    }
    let word = quoted(word);
    let run: String = source.slice(Span { start: span.start, ..line }).chars().take_while(|c| marks.contains(c)).collect();
    if matches!(word.as_str(), "#" | "＃" | "-" | "--" | "/" | "/*" | "*") {
        let word = run.trim_end();
        let message = text!("说明文字前面写 //，不写“{word}”", "a remark begins with //, not with “{word}”");
        return Diagnostic::new(Code::NoItem, source, span, message, text!("应写 //", "write //")).write(remark);
    }
    let whole = source.slice(line).trim();
    if whole.starts_with('—') || whole.ends_with('。') {
        let message = text!("说明文字前面写 //", "a remark begins with //");
        let said = whole.trim_start_matches(['—', ' ']);
        return Diagnostic::new(Code::NoItem, source, span, message, text!("前面写 //", "write // before it"))
            .write(format!("// {said}"));
    }
    let message = text!("“{word}”不是任何一项的开头", "“{word}” begins nothing");
    let label = text!("这里应是 rule、template、fact 或 param", "here belongs rule, template, fact or param");
    let help = text!(
        "文件由一项一项组成：rule（规则）、template（表样）、fact（正文数据）、param（参数）、adjust（调整内置规则），正文用词的 topic、event、light（虚词）、scope、units；说明文字写在 // 或 /// 后面",
        "a file is made of items: rule, template, fact, param, adjust, and for the words of the prose topic, event, light, scope and units; remarks stand behind // or ///"
    );
    // A line with a brace is no remark, but the head of something.
    let instead = (!remark.contains(['{', '}'])).then_some(remark);
    Diagnostic { instead, ..Diagnostic::new(Code::NoItem, source, span, message, label).help(help) }
}
