//! What a line that begins with a word of the language looks like: said where nothing better is known of it.

use super::{
    super::{keyword, token::TokenKind},
    scene::Scene,
};
use crate::{lang::Text, text};

/// What the line of the scene looks like.
pub(super) fn help(scene: &Scene) -> Option<Text> {
    let form = of_word(scene.block(), begins(scene)?)?;
    let Text { zh, en } = form;
    Some(text!("这一行的样子：{zh}", "such a line looks like this: {en}"))
}

/// The word that begins the part of the scene: of the line before it where the scene begins its line.
pub(super) fn begins<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    let last = scene.before()?;
    let line = scene.earlier().iter().rev().take_while(|token| !scene.apart(token.span, last.span));
    let part = line.take_while(|token| !is_brace(token.kind)).map(|token| scene.text(*token));
    let of_block = keyword::contents(scene.block());
    let words: Vec<&str> = part.collect();
    let first = words.last().copied()?;
    if scene.block().is_empty() || matches!(scene.block(), "fields" | "columns" | "rows" | "group") {
        return Some(first);
    }
    words.iter().copied().find(|word| of_block.contains(word) || matches!(*word, "except")).or(Some(first))
}

fn is_brace(kind: TokenKind) -> bool {
    use super::super::token::Bracket;
    matches!(kind, TokenKind::Open(Bracket::Brace) | TokenKind::Close(Bracket::Brace))
}

fn of_word(block: &str, word: &str) -> Option<Text> {
    match block {
        "" => of_item(word),
        "template" | "section" | "table" => of_template(word),
        "fields" => Some(text!(
            "名称 count \"件\"、名称 money \"元\"、名称 number \"元\" decimals 2、名称 percent、名称 date、名称 text、名称 choice \"是\" \"否\"；必须填的，末尾写 required",
            "NAME count \"件\", NAME money \"元\", NAME number \"元\" decimals 2, NAME percent, NAME date, NAME text or NAME choice \"是\" \"否\"; what must be filled in ends with required"
        )),
        "follows" => of_change(word),
        "columns" | "rows" | "group" => of_entry(word),
        "rule" => of_clause(word),
        "test" => of_step(word),
        "fact" => of_fact(word),
        "param" => Some(text!(
            "分情况的写 when kind = 政府 then 5，最后单写一个值，例如 1",
            "when kind = 政府 then 5, and at the end a value alone, such as 1"
        )),
        "adjust" => Some(text!("severity error \"理由\"，或者 off \"理由\"", "severity error \"REASON\", or off \"REASON\"")),
        _ => None,
    }
}

fn of_item(word: &str) -> Option<Text> {
    Some(match word {
        "template" => text!("template 表样名称 edition 2028 {{", "template NAME edition 2028 {{"),
        "rule" => text!("rule A301 列勾稽 error {{", "rule A301 列勾稽 error {{"),
        "fact" => text!("fact 受理申请: count in 总体情况 {{", "fact 受理申请: count in 总体情况 {{"),
        "param" => text!("param 公布期限: date {{ 1月31日 }}", "param 公布期限: date {{ 1月31日 }}"),
        "adjust" => text!(
            "adjust A201 {{ severity error \"理由\" }}，一条规则一段；停用写 adjust A201 {{ off \"理由\" }}",
            "adjust A201 {{ severity error \"REASON\" }}, one for each rule; to turn it off adjust A201 {{ off \"REASON\" }}"
        ),
        "extends" => text!("extends \"disclosure-report\"", "extends \"disclosure-report\""),
        "topic" => text!("topic 申请 {{ \"政府信息公开申请\" }}", "topic 申请 {{ \"政府信息公开申请\" }}"),
        "event" => text!("event 收到 of 申请 {{ \"收到\" \"接收\" }}", "event 收到 of 申请 {{ \"收到\" \"接收\" }}"),
        "light" => text!("light {{ \"共\" \"共计\" }}", "light {{ \"共\" \"共计\" }}"),
        "scope" => text!("scope own {{ \"本级\" }}", "scope own {{ \"本级\" }}"),
        "units" => text!("units {{ \"件\" \"份\" }}", "units {{ \"件\" \"份\" }}"),
        _ => return None,
    })
}

fn of_template(word: &str) -> Option<Text> {
    Some(match word {
        "basis" => text!("basis \"国办公开办函〔2021〕30号\"", "basis \"国办公开办函〔2021〕30号\""),
        "subject" => text!("subject \"政府信息公开工作\"", "subject \"政府信息公开工作\""),
        "years" => text!("years 2028..，或者 years 2021..2027", "years 2028.., or years 2021..2027"),
        "kinds" => text!("kinds 政府, 部门", "kinds 政府, 部门"),
        "comparable" => text!("comparable 件, 份", "comparable 件, 份"),
        "follows" => text!("follows 2021 {{", "follows 2021 {{"),
        "section" => {
            text!("section 主动公开 \"二、主动公开政府信息情况\" {{", "section 主动公开 \"二、主动公开政府信息情况\" {{")
        }
        "table" => text!("table 文件 \"第二十条第（一）项\" {{", "table 文件 \"第二十条第（一）项\" {{"),
        "fields" => text!("fields 收费情况 {{", "fields 收费情况 {{"),
        "cells" => text!(
            "cells count \"件\"，金额 cells money \"元\"，带小数的 cells number \"元/件\" decimals 2",
            "cells count \"件\", of amounts cells money \"元\", with decimals cells number \"元/件\" decimals 2"
        ),
        "blank" => text!("blank zero，或者 blank unknown", "blank zero, or blank unknown"),
        "columns" | "rows" => text!("{word} {{ 名称 \"表上的文字\" … }}", "{word} {{ NAME \"LABEL\" … }}"),
        _ => return None,
    })
}

fn of_change(word: &str) -> Option<Text> {
    Some(match word {
        "renamed" | "split" | "merged" => text!(
            "{word} column 新名称 of 表名 from 原名称 \"原因\"（行写 row）",
            "{word} column NEW of TABLE from OLD \"WHY\" (or row)"
        ),
        "added" | "dropped" | "changed" => text!(
            "{word} column 名称 of 表名 \"原因\"，整张表写 {word} table 表名 \"原因\"",
            "{word} column NAME of TABLE \"WHY\", of a whole table {word} table TABLE \"WHY\""
        ),
        _ => return None,
    })
}

fn of_entry(word: &str) -> Option<Text> {
    Some(match word {
        "total" | "less" => text!("{word} 名称 \"表上的文字\"", "{word} NAME \"LABEL\""),
        "group" => text!("group 名称 \"表上的文字\" {{ … }}", "group NAME \"LABEL\" {{ … }}"),
        _ => text!("名称 \"表上的文字\"，一行一项", "NAME \"LABEL\", one in a line"),
    })
}

fn of_clause(word: &str) -> Option<Text> {
    Some(match word {
        "in" => text!("in edition 2021, 2028", "in edition 2021, 2028"),
        "each" => text!(
            "each row of 表名、each column of 表名、each group of 表名，或者 each cell；各行各列以外的几格，在 require 里写全单元格",
            "each row of TABLE, each column of TABLE, each group of TABLE, or each cell; single cells are written in full in `require`"
        ),
        "when" => text!("when kind = 政府，或者 when 申请[新收, 总计] > 0", "when kind = 政府, or when 申请[新收, 总计] > 0"),
        "require" => text!(
            "require 新收 + 上年结转 = 办理.总计，单元格写成 表名[行, 列]",
            "require 新收 + 上年结转 = 办理.总计, a cell is written TABLE[ROW, COLUMN]"
        ),
        "say" => text!("say \"{{row}}：合计 {{合计}} 件\"", "say \"{{row}}：合计 {{合计}} 件\""),
        "basis" => text!(
            "basis \"文件名\" \"条款\"，条款写在一对引号里；只管一版的写 basis in edition 2028 \"文件名\" \"条款\"",
            "basis \"NOTICE\" \"CLAUSE\", the whole clause in one pair of marks; for one edition alone basis in edition 2028 \"NOTICE\" \"CLAUSE\""
        ),
        "test" => text!("test \"少报一件\" {{", "test \"少报一件\" {{"),
        _ => return None,
    })
}

fn of_step(word: &str) -> Option<Text> {
    Some(match word {
        "base" => text!("base \"example.yaml\"，或者 base dense", "base \"example.yaml\", or base dense"),
        "set" => text!(
            "set 表名[行, 列] = 5，等号后面只写一个数，一格一行；机关类别等写 set kind = 政府",
            "set TABLE[ROW, COLUMN] = 5, one figure behind the = and one cell in a line; of the agency set kind = 政府"
        ),
        "prose" => text!("prose 总体情况 \"全年收到申请5件。\"", "prose 总体情况 \"全年收到申请5件。\""),
        "blank" => text!("blank 表名[行, 列]", "blank TABLE[ROW, COLUMN]"),
        "remove" => text!(
            "remove section 部分名称、remove table 表名，或者 remove row 名称 of 表名",
            "remove section NAME, remove table NAME, or remove row NAME of TABLE"
        ),
        "prior" => text!(
            "prior base \"example.yaml\"，或者 prior set 表名[行, 列] = 5",
            "prior base \"example.yaml\", or prior set TABLE[ROW, COLUMN] = 5"
        ),
        "children" | "other" => text!("{word} \"example.yaml\"", "{word} \"example.yaml\""),
        "expect" => text!(
            "expect A301 at 行或列的名称（编号后面不写级别、件数），或者 expect nothing、expect cause 表名[行, 列]",
            "expect A301 at ROW-OR-COLUMN (no severity, no number), or expect nothing, or expect cause TABLE[ROW, COLUMN]"
        ),
        _ => return None,
    })
}

fn of_fact(word: &str) -> Option<Text> {
    Some(match word {
        "of" | "event" => text!("of 申请 event 收到，只写一个对象、一个事项", "of 申请 event 收到, with one topic and one event"),
        "matches" => text!("matches \"收到申请5件\" = 5", "matches \"收到申请5件\" = 5"),
        "misses" => text!("misses \"去年收到申请5件\"，后面不写数", "misses \"去年收到申请5件\", without a figure"),
        "except" => text!("except \"上年\" \"去年\"，全部句式之后写一次", "except \"上年\" \"去年\", once, behind all patterns"),
        _ => return None,
    })
}
