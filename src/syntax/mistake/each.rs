//! `each row of 申请`: its small words, and what people write instead.

use super::{
    super::{
        grammar::Rule,
        token::{Bracket, TokenKind},
    },
    quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic, Subject},
    source::Span,
    text,
};

/// What people write for `each row of`, by the character that says which.
const WHAT: [(&str, &str); 6] =
    [("行", "row"), ("列", "column"), ("组", "group"), ("row", "row"), ("column", "column"), ("group", "group")];

/// `每列 申请`, `申请的每一行`, `for each row of 申请`, `every row of 申请`.
pub(super) fn other_words(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word().filter(|_| scene.block() == "rule" && scene.expects(Rule::close_brace))?;
    let run = scene.rest_of_text(token);
    let written = scene.slice(run).trim_end_matches(['{', ' ', '}']).trim_end();
    let run = Span::new(run.start as usize, (run.start as usize) + written.len());
    let chinese = word.contains(['每', '逐', '各']);
    let foreign = matches!(word, "for" | "foreach" | "every" | "all" | "any" | "forall" | "对" | "对于");
    if !(chinese || foreign) || !scene.begins_part(token) {
        return None;
    }
    let (_, what) = WHAT.iter().find(|(zh, _)| written.contains(zh))?;
    let mut names = written.split(|c: char| !c.is_alphanumeric() || matches!(c, '的' | '每' | '逐' | '各' | '对'));
    let plain = |name: &&str| {
        !name.is_empty() && !name.is_ascii() && !matches!(*name, "行" | "列" | "组" | "一行" | "一列" | "一组" | "个组" | "于")
    };
    let table = names.rfind(plain).unwrap_or("申请");
    let written = quoted(written);
    let message = text!("“{written}”要写成 each …", "“{written}” is written each …");
    let advice = format!("each {what} of {table}");
    Some(scene.error(Code::EachWritten, run, message, text!("写 each {what} of", "write each {what} of")).write(advice))
}

/// `each row 申请`, `each row in 申请`, `each row, column of 申请`.
pub(super) fn no_of(scene: &Scene) -> Option<Diagnostic> {
    let is_glued = scene.here_text().strip_prefix("of").is_some_and(|rest| !rest.is_ascii());
    if scene.expected() != [Rule::kw_of] || is_glued {
        return None;
    }
    let line = scene.line_so_far();
    let each = line.iter().rposition(|token| scene.text(*token) == "each")?;
    let what = line.get(each + 1..)?.iter().map(|token| scene.text(*token)).collect::<Vec<_>>().join(" ");
    let here = scene.here()?;
    if matches!(scene.here_text(), "," | "，" | "、" | "and" | "和" | "or") {
        let message = text!("each 一次只写行、列、组中的一种", "`each` names rows, columns or groups, one of them");
        let help =
            text!("行和列各写一条规则：each row of …，each column of …", "write two rules: each row of …, and each column of …");
        return Some(scene.error(Code::EachWritten, here.span, message, text!("多余", "too many")).help(help));
    }
    let (span, label, table) = match scene.here_word() {
        Some((token, "in" | "on" | "from" | "的" | "于")) => {
            let next = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Word);
            (token.span, text!("应写 of", "write of"), next.map(|next| scene.text(next)))
        }
        Some((_, table)) if !scene.here_begins_line() => (scene.gap(), text!("写在这里", "it belongs here"), Some(table)),
        _ => (scene.gap(), text!("写在这里", "it belongs here"), None),
    };
    let table = quoted(table.unwrap_or("表名"));
    let message = text!("“{what}”后面少了 of", "of is missing behind “{what}”");
    Some(scene.error(Code::EachWritten, span, message, label).write(format!("each {what} of {table}")))
}

/// `each 申请 column`, `in 申请 each column`: the table in front.
pub(super) fn table_in_front(scene: &Scene) -> Option<Diagnostic> {
    let (token, table) = scene.here_word().filter(|_| matches!(scene.before_text(), "each" | "in") && scene.block() == "rule")?;
    let run = scene.rest_of_text(token);
    let rest = scene.slice(run).strip_prefix(table)?.trim();
    let run = Span { end: token.span.end + u32::try_from(scene.slice(run).trim_end().len() - table.len()).ok()?, ..run };
    let run = scene.before()?.span.to(run);
    let rest = if scene.before_text() == "in" { rest.strip_prefix("each")?.trim_start() } else { rest };
    let (_, what) = WHAT.iter().find(|(word, _)| rest.trim_end_matches('s') == *word)?;
    let message = text!("检查哪张表，写在 each 这一行的末尾", "which table is meant stands at the end of the line `each`");
    let advice = format!("each {what} of {table}");
    Some(scene.error(Code::EachWritten, run, message, text!("次序反了", "the wrong order")).write(advice))
}

/// What people write for leaving out some lines.
const EXCEPT: [&str; 12] =
    ["except", "excluding", "without", "but", "除", "除了", "除外", "排除", "不含", "不包括", "不包含", "以外"];

/// `each row of 申请 except 新收`, `each rows [新收, 上年结转] of 申请`.
pub(super) fn only_some(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| !scene.here_begins_line() && scene.block() == "rule")?;
    let line = scene.line_so_far();
    let words: Vec<&str> = line.iter().map(|token| scene.text(*token)).collect();
    let lists = here.kind == TokenKind::Open(Bracket::Square);
    let (what, table) = match words.as_slice() {
        [.., "each", what, "of", table] if EXCEPT.iter().any(|word| is_word(scene.here_text(), word)) => (*what, *table),
        ["each", what]
            if lists || scene.token(scene.at() + 1).is_some_and(|next| next.kind == TokenKind::Open(Bracket::Square)) =>
        {
            let what = if lists { *what } else { scene.here_text() };
            let of = scene.later().iter().skip_while(|token| scene.text(**token) != "of").nth(1);
            (what.trim_end_matches('s'), of.map_or("表", |table| scene.text(*table)))
        }
        _ => return None,
    };
    let (zh, _) = WHAT.iter().find(|(_, word)| *word == what)?;
    let message = text!("each 逐{zh}全部检查，不能只挑几{zh}", "`each` runs over every {what}, not over some of them");
    let help = text!(
        "只检查几{zh}的，一{zh}写一条规则，单元格写全：{table}[行, 列]；按数挑选的，加一行 when",
        "to check some of them, write a rule for each with its cells in full, {table}[ROW, COLUMN]; to choose by figures add a line `when`"
    );
    let run = scene.rest_of_line(here.span);
    Some(scene.error(Code::EachWritten, run, message, text!("不能挑选", "not here")).help(help))
}

/// Whether a text begins with a word; one in Latin letters is the whole text.
fn is_word(text: &str, word: &str) -> bool {
    if word.is_ascii() { text == word } else { text.starts_with(word) }
}

/// `each row of 申请, 文件`, `each row of 申请[新收, 总计]`.
pub(super) fn one_table(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| !scene.here_begins_line() && scene.block() == "rule")?;
    let line: Vec<&str> = scene.line_so_far().iter().map(|token| scene.text(*token)).collect();
    let [.., "each", what, "of", table] = line.as_slice() else { return None };
    if here.kind == TokenKind::Open(Bracket::Round) {
        let table = scene.before().filter(|table| table.span.end == here.span.start)?;
        let run = scene.label_at(table);
        let written = quoted(scene.slice(run));
        let message = text!("这里写名称，不写表上的文字“{written}”", "a name stands here, not the printed text “{written}”");
        let name = scene.text(table);
        let explains = ["每", "逐", "各", "行", "列", "组"].iter().any(|word| written.contains(word));
        if explains {
            let rest = scene.rest_of_line(here.span);
            let message = text!("表名后面不写括号里的说明", "behind the table stands no remark in brackets");
            let wrong = scene.error(Code::EachWritten, rest, message, text!("删去", "remove this"));
            let help =
                text!("写成 each {what} of {name}；说明写在 // 后面", "write each {what} of {name}; remarks stand behind //");
            return Some(wrong.help(help).instead(""));
        }
        let help =
            text!("名称是表样（schemas）里引号前面的词", "a name is the word before the quotation marks in the form (schemas)");
        let diagnostic = scene.error(Code::LabelForName, run, message, text!("应是名称", "a name belongs here")).help(help);
        return Some(diagnostic.about(Subject::Printed(scene.slice(run).to_owned())));
    }
    if here.kind == TokenKind::Open(Bracket::Square) {
        let run = scene.rest_of_line(here.span);
        let message = text!("each … of 后面只写表名", "behind `each … of` stands a table, and nothing else");
        let help =
            text!("写成 each {what} of {table}；单元格写在 require 里", "write each {what} of {table}; cells stand in `require`");
        return Some(scene.error(Code::EachWritten, run, message, text!("删去", "remove this")).help(help).instead(""));
    }
    if !matches!(scene.here_text(), "," | "，" | "、" | "and" | "和" | "与" | "及" | "&") {
        return None;
    }
    let message = text!("each 一次只检查一张表", "`each` runs over one table");
    let help = text!(
        "写成 each {what} of {table}，另一张表另写一条规则",
        "write each {what} of {table}, and another rule for the other table"
    );
    Some(scene.error(Code::EachWritten, here.span, message, text!("多余", "too many")).help(help))
}
