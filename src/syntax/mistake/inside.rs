//! An item that was written between the braces of another: `rule … { … }` in a template.

use super::{
    super::token::{Bracket, Token, TokenKind},
    layout,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Source,
    text,
};
use std::sync::Arc;

/// Says so if the item made of `inner` stands within that made of `outer`, which is not closed before it: it is indented deeper.
pub(in super::super) fn item_in_item(source: &Arc<Source>, outer: &[Token], inner: &[Token]) -> Option<Diagnostic> {
    let (first, begin) = (outer.first()?, inner.first()?);
    let count = |kind| outer.iter().filter(|token| token.kind == kind).count();
    let is_open = count(TokenKind::Open(Bracket::Brace)) > count(TokenKind::Close(Bracket::Brace));
    if !is_open
        || !layout::begins_line(source, begin.span)
        || layout::indent(source, begin.span) <= layout::indent(source, first.span)
    {
        return None;
    }
    let (block, word) = (source.slice(first.span), source.slice(begin.span));
    let words: Vec<&str> = inner.iter().take(4).map(|token| source.slice(token.span)).collect();
    let of_fact = ["event", "topic"].contains(&word) && block == "fact";
    if let ["event", event, "of", topic] = words.as_slice()
        && of_fact
    {
        let run = begin.span.to(inner.get(3)?.span);
        let message = text!("of 和对象写在 event 前面", "`of` and the topic stand before `event`");
        let wrong = Diagnostic::new(Code::WordOrder, source, run, message, text!("次序反了", "the wrong order"));
        return Some(wrong.write(format!("of {topic} event {event}")));
    }
    let message = text!("{word} 不能写在 {block} 里", "{word} cannot stand in {block}");
    let label = text!("{word} 自成一段", "{word} is an item of its own");
    let help = match word {
        "param" => text!(
            "移到 {block} 的“}}”后面，写成 param 名称: 种类 {{ 值 }}，例如 param 公布期限: date {{ 1月20日 }}",
            "move it behind the }} of {block}, and write param NAME: KIND {{ VALUE }}, such as param 公布期限: date {{ 1月20日 }}"
        ),
        _ => text!("把这一段移到 {block} 的“}}”后面，或者另一个文件里", "move it behind the }} of {block}, or to another file"),
    };
    let wrong = Diagnostic::new(Code::WrongBlock, source, begin.span, message, label).help(help);
    Some(wrong.also(source, first.span, text!("{block} 从这里开始，还没有结束", "{block} begins here and is not closed")))
}
