//! Entries of rows, columns and fields that were meant for something else: a word of the language, a unit, what a field holds.

use crate::{
    diagnostic::{Code, Diagnostic},
    source::Source,
    syntax::ast::{self, Role},
    text,
};
use std::sync::Arc;

/// `totol 合计`, `小计 合计`, `行 政策解读`, `… 或 "收费"`: two entries of which one was meant for a word of the language.
pub(super) fn word_for_name(source: &Arc<Source>, first: &ast::Entry, second: &ast::Entry) -> Option<Diagnostic> {
    let (one, two) = (first.name.node.as_str(), second.name.node.as_str());
    let bare = |node: &ast::Entry| node.labels.printed.is_none() && node.labels.also.is_empty() && node.role == Role::Line;
    if let Some(label) =
        second.labels.printed.as_ref().filter(|_| matches!(two, "或" | "又" | "又作" | "也作" | "别名" | "or" | "alias"))
    {
        let label = source.slice(label.span);
        let message = text!("“{two}”在这里会成为一个名称", "“{two}” is a name here");
        let help = text!("另一种写法写成 also {label}", "another spelling is written also {label}");
        let label = text!("应写 also", "write also");
        return Some(Diagnostic::new(Code::NameForWord, source, second.name.span, message, label).help(help).instead("also"));
    }
    if !bare(first) || second.role != Role::Line {
        return None;
    }
    let total = matches!(one, "小计" | "合计" | "总计" | "共计") || strsim::damerau_levenshtein(one, "total") <= 2;
    let (word, instead) = match one {
        _ if total => ("total", format!("total {two}")),
        "组" | "分组" => ("group", format!("group {two} {{ … }}")),
        "行" | "列" | "项" | "其中" | "包括" | "含" => ("", two.to_owned()),
        _ if strsim::damerau_levenshtein(one, "group") <= 1 => ("group", format!("group {two} {{ … }}")),
        _ => return None,
    };
    let message = text!("“{one}”在这里会成为一个名称", "“{one}” is a name here");
    let label =
        if word.is_empty() { text!("多余", "not needed") } else { text!("是不是 {word}？", "did you mean {word}?") };
    Some(Diagnostic::new(Code::NameForWord, source, first.name.span, message, label).write(instead))
}

/// `图解 required`, `政策解读 件`, `是否收费 choice 是 否`: what an entry holds, written as a second name.
pub(super) fn mark_for_name(
    source: &Arc<Source>,
    nodes: &[ast::Entry],
    first: &ast::Entry,
    second: &ast::Entry,
) -> Option<Diagnostic> {
    const UNITS: [&str; 12] = ["件", "份", "条", "次", "人", "项", "个", "元", "千元", "万元", "亿元", "篇"];
    let (one, two) = (first.name.node.as_str(), second.name.node.as_str());
    if second.role != Role::Line || second.labels.printed.is_some() {
        return None;
    }
    let label = text!("在这里会成为一个名称", "this would be a name");
    let wrong = |message| Diagnostic::new(Code::NameForWord, source, second.name.span, message, label.clone());
    let line = |node: &&ast::Entry| source.line_index(node.name.span.start) == source.line_index(first.name.span.start);
    let mut lines: Vec<usize> = nodes.iter().map(|node| source.line_index(node.name.span.start)).collect();
    lines.dedup();
    // Names side by side may be called anything; a word of the language, or what follows a kind, is no name.
    let one_each = lines.len() > 1 && lines.len() * 2 > nodes.len();
    if !(two.is_ascii() || one_each || !first.cells.is_empty()) {
        return None;
    }
    let behind: Vec<&ast::Entry> =
        nodes.iter().filter(line).skip_while(|node| node.name.span != second.name.span).skip(1).collect();
    Some(match two {
        "choice" | "选项" | "单选" => {
            let words: Vec<String> = behind.iter().map(|node| format!("\"{}\"", node.name.node)).collect();
            let words = if words.is_empty() { "\"是\" \"否\"".to_owned() } else { words.join(" ") };
            let message = text!("choice 后面的选项要加引号", "the words behind `choice` stand between quotation marks");
            wrong(message).help(text!("写成 {one} choice {words}", "write {one} choice {words}"))
        }
        "count" | "money" => {
            let unit = behind.first().map_or(if two == "count" { "件" } else { "元" }, |node| node.name.node.as_str());
            let message = text!("{two} 后面的单位要加引号", "the unit behind `{two}` stands between quotation marks");
            wrong(message).help(text!("写成 {one} {two} \"{unit}\"", "write {one} {two} \"{unit}\""))
        }
        "required" | "必填" | "必须" | "必须填写" | "应填" => {
            let kind = match first.cells.first() {
                Some(cells) => source.slice(first.name.span.to(cells.span)).to_owned(),
                None => format!("{one} count \"件\""),
            };
            wrong(text!("必须填写，写 required，跟在种类后面", "required stands behind a kind")).help(text!(
                "写成 {kind} required；整张表都是一种的，写在 cells 这一行",
                "write {kind} required; where the whole table is of one kind, in the line cells"
            ))
        }
        "decimals" | "小数" => {
            let written: Vec<char> = behind.first().map_or(Vec::new(), |node| node.name.node.chars().take(1).collect());
            let digits = crate::chinese::numeral::value(&written).unwrap_or(2);
            wrong(text!("decimals 后面写数字", "behind `decimals` stands a figure"))
                .help(text!("写成 decimals {digits}", "write decimals {digits}"))
        }
        "可负" | "可为负" | "可以为负" | "负数" | "允许负数" | "可以小于零" => {
            let kind = first.cells.first().map_or(first.name.span, |cells| first.name.span.to(cells.span));
            let kind = source.slice(kind);
            wrong(text!("可以小于零，写 signed", "what may be below zero is `signed`"))
                .help(text!("写成 {kind} signed", "write {kind} signed"))
        }
        "signed" | "matching" => wrong(text!("{two} 跟在种类后面", "{two} stands behind a kind")).help(text!(
            "例如 {one} number \"件\" signed、{one} text matching \"https?://.+\"",
            "such as {one} number \"件\" signed or {one} text matching \"https?://.+\""
        )),
        _ if UNITS.contains(&two) => {
            wrong(text!("行、列的名称后面不写单位“{two}”", "no unit “{two}” stands behind the name of a row or column")).help(
                text!(
                    "单位在 cells 这一行写一次：cells count \"{two}\"；名称后面的“{two}”删去",
                    "the unit stands once, in the line cells count \"{two}\"; remove it here"
                ),
            )
        }
        _ => return None,
    })
}
