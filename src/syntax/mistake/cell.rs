//! Cells and round brackets: `申请[新收, 自然人]`, `sum(办理)`, `set … = 4`.

use super::{
    super::{
        ast::About,
        grammar::Rule,
        keyword,
        token::{Bracket, TokenKind},
    },
    quoted,
    scene::Scene,
};
use crate::{
    chinese::numeral,
    diagnostic::{Code, Diagnostic},
    lang::Text,
    source::Span,
    text,
};

/// `set 新收 = 4`, `blank`: no whole cell where one belongs.
pub(super) fn whole_cell(scene: &Scene) -> Option<Diagnostic> {
    let is_step = |word: &str| matches!(word, "set" | "blank" | "cause");
    let (before, step) = (scene.before()?, scene.at().checked_sub(2).and_then(|index| scene.token(index)));
    let (step, span, label) = if is_step(scene.before_text()) && scene.expects(Rule::name) {
        (scene.before_text(), scene.gap(), text!("缺在这里", "missing here"))
    } else {
        let step = scene.text(step.filter(|step| is_step(scene.text(*step)))?);
        if !scene.expects(Rule::open_bracket) || closes_on_this_line(scene, Bracket::Square) {
            return None;
        }
        let written = quoted(scene.text(before));
        (step, before.span, text!("“{written}”还不是单元格", "“{written}” is not yet a cell"))
    };
    let message = text!("{step} 后面要写完整的单元格", "behind {step} comes a whole cell");
    let wrong = scene.error(Code::CellNotWhole, span, message, label);
    let written = scene.before_text();
    let about = keyword::meant(written, About::WORDS).filter(|_| step == "set");
    Some(match about {
        Some(about) => wrong.help(text!(
            "单元格写成 表[行, 列]；要写的如果是“{written}”，写 set {about}",
            "a cell is written table[row, column]; if “{written}” itself is meant, write set {about}"
        )),
        None => wrong.help(text!("单元格写成 表[行, 列]", "a cell is written table[row, column]")),
    })
}

/// `申请[新收、总计]`, `申请[新收; 总计]`, `申请[办理/总计, 总计]`, `申请[办理：总计, 总计]`, `申请[*, 总计]`.
pub(super) fn separator(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|here| here.kind == TokenKind::Mark)?;
    let opened = scene.open().pop().filter(|opened| opened.bracket == Bracket::Square)?;
    let open = scene.token(opened.token)?;
    let table = scene.token(opened.token.checked_sub(1)?).map_or("", |token| scene.text(token));
    let inside = scene.slice(scene.inside(open)).trim();
    let written = scene.here_text();
    let numbered = scene.before().is_some_and(|before| is_numeral(scene.text(before)));
    if written == "*" || written == "＊" {
        let message = text!("不能用 * 表示全部的行或列", "* does not mean every row or column");
        let help = text!(
            "要逐列、逐行检查，写 each column of {table}、each row of {table}；要相加，写 sum({table}[组, 列])",
            "to check column by column or row by row write `each column of {table}` or `each row of {table}`; to add up, sum({table}[GROUP, COLUMN])"
        );
        return Some(scene.error(Code::CellWritten, here.span, message, text!("这里写名称", "a name belongs here")).help(help));
    }
    let has_comma = inside.contains([',', '，']);
    if !has_comma && !numbered && matches!(written, "、" | "､" | ";" | "；" | ":" | "：" | "/" | "|" | "..") {
        let fixed = quoted(&inside.replacen(written, ", ", 1).replace(",  ", ", "));
        let message = text!("行和列之间写逗号，不写“{written}”", "a comma stands between row and column, not “{written}”");
        let label = text!("应写 ,", "write ,");
        return Some(scene.error(Code::CellWritten, here.span, message, label).write(format!("{table}[{fixed}]")));
    }
    if numbered
        || !matches!(written, "/" | "／" | ">" | "-" | "—" | ":" | "：" | "。" | "、" | "､" | "\\" | "|" | "›" | "→" | "_")
    {
        return None;
    }
    let arrow =
        if written == "-" && scene.token(scene.at() + 1).is_some_and(|next| scene.text(next) == ">") { "->" } else { written };
    let fixed = quoted(&inside.replace(arrow, "."));
    let message =
        text!("组名和行、列名之间写英文句点，不写“{arrow}”", "between a group and its lines stands a dot, not “{arrow}”");
    Some(scene.error(Code::CellWritten, here.span, message, text!("应写 .", "write .")).write(format!("{table}[{fixed}]")))
}

/// Whether a word is a Chinese number.
pub(super) fn is_numeral(word: &str) -> bool {
    !word.is_empty() && word.chars().all(numeral::is_ordinal)
}

/// `sum(办理, 法人)`, `sum(自然人:法人)`, `sum(甲 + 乙)`, `sum[办理]`: what stands in the brackets of `sum`.
pub(super) fn in_sum(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    if scene.before_text() == "sum" && here.kind == TokenKind::Open(Bracket::Square) {
        let inside = quoted(scene.slice(scene.inside(here)).trim());
        let message = text!("sum 后面用圆括号", "behind sum stand round brackets");
        let label = text!("应写 (", "write (");
        return Some(scene.error(Code::SumWritten, here.span, message, label).write(format!("sum({inside})")));
    }
    let opened = scene.open().pop().filter(|opened| opened.bracket == Bracket::Round)?;
    let word = scene.token(opened.token.checked_sub(1)?).map_or("", |token| scene.text(token));
    let open = scene.token(opened.token)?;
    if word != "sum" || !closes_on_this_line(scene, Bracket::Round) || is_unbalanced(scene, opened.token, Bracket::Round) {
        return None;
    }
    let inside = scene.slice(scene.inside(open)).trim();
    let first =
        inside.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().filter(|first| !first.is_empty()).unwrap_or("甲");
    let written = scene.here_text();
    if matches!(written, "," | "，" | "、" | "､" | ";" | "；" | "and" | "和") {
        let parts: Vec<&str> =
            inside.split([',', '，', '、', '､', ';', '；']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let apart = parts.iter().map(|part| format!("sum({part})")).collect::<Vec<_>>().join(" + ");
        let sums = quoted_long(&apart);
        let message = text!("sum 一次只加一组", "sum adds one group");
        let help = text!(
            "几组分开写：{sums}；其中单独的一行或一列直接写名称，不写 sum",
            "write several apart: {sums}; what is a single row or column stands without sum"
        );
        return Some(scene.error(Code::SumWritten, here.span, message, Text::default()).help(help).instead(apart));
    }
    let parts: Vec<&str> = inside.split(['+', '＋']).map(str::trim).collect();
    let plain = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    if matches!(written, "+" | "＋") && parts.iter().all(plain) {
        let (apart, plain) = (parts.iter().map(|part| format!("sum({part})")).collect::<Vec<_>>().join(" + "), parts.join(" + "));
        let message = text!("sum 一次只加一组", "sum adds one group");
        let help = text!(
            "都是组的，写成 {apart}；都是单独的行、列的，不写 sum，写成 {plain}",
            "where these are groups write {apart}; where they are single rows or columns {plain}, without sum"
        );
        return Some(scene.error(Code::SumWritten, here.span, message, text!("这里", "here")).help(help));
    }
    let is_range = matches!(written, ":" | "：" | ".." | "~" | "～" | "…" | "—" | "-" | "－" | "至" | "到");
    if !is_range && !matches!(written, "+" | "＋" | "*" | "/") {
        return None;
    }
    let message = match is_range {
        true => text!("sum 里不能写“从…到…”", "sum takes no range"),
        false => text!("sum 里只写一个组名，不写算式", "sum takes one group, and no formula"),
    };
    let help = text!(
        "sum(组名) 是一组各项之和；几项相加直接写加号：{first} + sum(组名)",
        "sum(GROUP) adds a group; other parts stand with + between: {first} + sum(GROUP)"
    );
    Some(scene.error(Code::SumWritten, here.span, message, text!("这里", "here")).help(help))
}

/// A longer piece of text than is usually quoted.
fn quoted_long(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Whether a bracket lacks its partner on its line.
fn is_unbalanced(scene: &Scene, opened: usize, bracket: Bracket) -> bool {
    let Some(open) = scene.token(opened) else { return false };
    let line = scene.all().iter().skip(opened).take_while(|token| !scene.apart(open.span, token.span));
    let (mut depth, mut closed) = (0_usize, false);
    for token in line {
        if token.kind == TokenKind::Open(bracket) {
            depth += 1;
        } else if token.kind == TokenKind::Close(bracket) {
            depth = depth.saturating_sub(1);
            closed |= depth == 0;
        }
    }
    !closed
}

/// `sum 办理`
pub(super) fn sum_of_one(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    if scene.before_text() == "sum" && scene.expects(Rule::open_paren) && here.kind == TokenKind::Word {
        let group = quoted(scene.here_text());
        let message = text!("sum 后面的组名要写在括号里", "behind sum the group stands in brackets");
        return Some(scene.error(Code::SumWritten, here.span, message, Text::default()).write(format!("sum({group})")));
    }
    None
}

/// A cell without its row or column, without the comma, or with too much.
pub(super) fn row_and_column(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    if let Some(wrong) = two_pairs(scene) {
        return Some(wrong);
    }
    let opened = scene.open().pop().filter(|opened| opened.bracket == Bracket::Square)?;
    let table = scene.token(opened.token.checked_sub(1)?).map_or("", |token| scene.text(token));
    let help = text!("单元格写成 {table}[行, 列]", "a cell is written {table}[row, column]");
    if here.kind == TokenKind::Word && scene.expects(Rule::comma) && scene.here().is_some() {
        let inside = scene.token(opened.token).map_or("", |open| scene.slice(scene.inside(open)).trim());
        let (before, behind) = (scene.slice(scene.before()?.span), scene.here_text());
        let fixed = inside.split_whitespace().collect::<Vec<_>>().join(", ");
        if before.is_empty() || behind.is_empty() || fixed.contains(",,") || inside.contains([',', '，']) {
            return None;
        }
        let message = text!("行和列之间少一个逗号", "a comma is missing between row and column");
        let help = text!("单元格写成 {table}[{fixed}]", "a cell is written {table}[{fixed}]");
        let wrong = scene.error(Code::CellWritten, scene.gap(), message, Text::default()).help(help);
        return Some(wrong.instead(format!("{table}[{fixed}]")));
    }
    let (span, message) = match here.kind {
        TokenKind::Word | TokenKind::Figure if scene.expects(Rule::comma) => {
            (scene.gap(), text!("行和列之间少一个逗号", "a comma is missing between row and column"))
        }
        TokenKind::Close(Bracket::Square) if scene.expects(Rule::comma) => {
            (here.span, text!("单元格少了列", "the cell has no column"))
        }
        TokenKind::Close(Bracket::Square) if scene.expects(Rule::part) => {
            (here.span, text!("单元格没有写全行和列", "the cell lacks its row or column"))
        }
        TokenKind::Mark if scene.expects(Rule::close_bracket) && matches!(scene.here_text(), "," | "，") => {
            (here.span, text!("单元格只有一行和一列", "a cell has one row and one column"))
        }
        _ => return None,
    };
    Some(scene.error(Code::CellNotWhole, span, message, Text::default()).help(help))
}

/// `申请[新收][总计]`
fn two_pairs(scene: &Scene) -> Option<Diagnostic> {
    let second = scene.here().filter(|here| here.kind == TokenKind::Open(Bracket::Square))?;
    let close = scene.before().filter(|before| before.kind == TokenKind::Close(Bracket::Square))?;
    let is_open = |at: &usize| scene.token(*at).is_some_and(|token| token.kind == TokenKind::Open(Bracket::Square));
    let first = (0..scene.at()).rev().find(is_open)?;
    let table = scene.token(first.checked_sub(1)?).map_or("", |token| scene.text(token));
    let [first, next] = [scene.token(first)?, second].map(|open| scene.slice(scene.inside(open)).trim());
    let message = text!("行和列写在一对方括号里", "row and column stand in one pair of brackets");
    let advice = format!("{table}[{first}, {next}]");
    let label = text!("这里写逗号", "a comma belongs here");
    Some(scene.error(Code::CellWritten, close.span.to(second.span), message, label).write(advice))
}

/// `sum(办理`, `申请[新收, 自然人 = 4`: a bracket that is not closed, or closed by another.
pub(super) fn not_closed(scene: &Scene) -> Option<Diagnostic> {
    let opened = scene.open().pop().filter(|opened| opened.bracket != Bracket::Brace)?;
    let brace = scene.token(opened.token)?;
    if !scene.expects_any(&[Rule::close_paren, Rule::close_bracket]) || !is_unbalanced(scene, opened.token, opened.bracket) {
        return None;
    }
    let (open, close) = (opened.bracket.opening(), opened.bracket.closing());
    let message = text!("缺少与“{open}”配对的“{close}”", "the {open} is not closed");
    let diagnostic = scene.error(Code::BracketNotClosed, brace.span, message, text!("左括号在这里", "opened here"));
    let label = text!("这里应有“{close}”", "a {close} belongs here");
    let wrong = scene.here().filter(|token| matches!(token.kind, TokenKind::Close(Bracket::Round | Bracket::Square)));
    let diagnostic = scene.also(diagnostic, wrong.map_or(scene.gap(), |token| token.span), label);
    let end = wrong.map_or(scene.gap().end, |token| token.span.start);
    let inside = scene.slice(crate::source::Span { start: brace.span.start, end }).trim_end();
    Some(diagnostic.help(text!("补上“{close}”", "write the {close}")).instead(format!("{inside}{close}")))
}

fn closes_on_this_line(scene: &Scene, bracket: Bracket) -> bool {
    let Some(here) = scene.here() else { return false };
    let mut line = scene.later().iter().take_while(|token| !scene.apart(here.span, token.span));
    line.any(|token| token.kind == TokenKind::Close(bracket))
}

/// `申请!C5`: a cell as a spreadsheet names it.
pub(super) fn spreadsheet(scene: &Scene) -> Option<Diagnostic> {
    let (before, here) = scene.before().zip(scene.here())?;
    let next = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Word)?;
    let is_place = scene.text(next).is_ascii() && scene.text(next).ends_with(|c: char| c.is_ascii_digit());
    let is_glued = before.span.end == here.span.start && scene.expects(Rule::infix);
    if !(is_place || is_glued)
        || !matches!(scene.here_text(), "!" | "！")
        || before.kind != TokenKind::Word
        || next.span.start != here.span.end
    {
        return None;
    }
    let (table, written) = (quoted(scene.before_text()), quoted(scene.slice(before.span.to(next.span))));
    let message = text!(
        "单元格不写“{written}”这样的位置，写行和列的名称",
        "a cell is not “{written}”: it goes by the names of its row and column"
    );
    let help = match is_place {
        true => text!("写成 {table}[行, 列]", "write {table}[row, column]"),
        false => {
            let name = scene.text(next);
            text!("写成 {table}[行, 列]，例如 {table}[{name}, 列]", "write {table}[row, column], such as {table}[{name}, column]")
        }
    };
    Some(scene.error(Code::CellWritten, before.span.to(next.span), message, text!("这里", "here")).help(help))
}

/// `办理)`, `申请 新收, 自然人]`, `sum 办理)`: a bracket that was never opened.
pub(super) fn not_opened(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let mut line = scene.later().iter().take_while(|token| !scene.apart(here.span, token.span));
    let closing = line.find(|token| matches!(token.kind, TokenKind::Open(_) | TokenKind::Close(_)))?;
    let TokenKind::Close(bracket @ (Bracket::Square | Bracket::Round)) = closing.kind else { return None };
    let inside = scene.open().last().is_some_and(|opened| opened.bracket == bracket);
    let wanted = if bracket == Bracket::Square { Rule::open_bracket } else { Rule::open_paren };
    let missing = scene.expects(wanted) && closing.span != here.span;
    if inside || !(missing || closing.span == here.span) {
        return None;
    }
    let (open, close) = (bracket.opening(), bracket.closing());
    let message = text!("这个“{close}”前面没有“{open}”", "this {close} has no {open} before it");
    let diagnostic = scene.error(Code::BracketNotClosed, closing.span, message, Text::default());
    let diagnostic = if missing {
        let inside = scene.slice(scene.gap().to(closing.span));
        let diagnostic = diagnostic.instead(format!("{open}{}", inside.trim_start()));
        scene.also(diagnostic, scene.gap(), text!("这里少了“{open}”", "a {open} is missing here"))
    } else {
        diagnostic.instead("")
    };
    Some(diagnostic.help(text!("补上“{open}”，或删去“{close}”", "write the {open}, or delete the {close}")))
}

/// `set 申请[新收, 自然人] 4` and `set … = 很多`.
pub(super) fn figure_wanted(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let written = quoted(scene.here_text());
    if scene.expects(Rule::equal) && !scene.expects(Rule::infix) && matches!(here.kind, TokenKind::Figure | TokenKind::Text) {
        let message = text!("“{written}”前面少一个等号", "an = is missing before “{written}”");
        let diagnostic = scene.error(Code::EqualMissing, scene.gap(), message, text!("这里写 =", "write = here"));
        return Some(diagnostic.write(format!("= {written}")));
    }
    if !scene.expects(Rule::figure) || here.kind != TokenKind::Word || scene.here_begins_line() {
        return None;
    }
    if matches!(scene.here_text(), "空" | "空白" | "空值" | "无" | "未填" | "blank" | "null" | "none" | "empty") {
        let line = scene.line_so_far();
        let set = line.iter().rposition(|token| scene.text(*token) == "set").and_then(|at| line.get(at + 1))?;
        let equal = line.iter().rfind(|token| matches!(scene.text(**token), "=" | "＝"))?;
        let cell = scene.slice(Span { end: equal.span.start, ..set.span }).trim();
        let message = text!("一格留空，不写等号", "a cell that is left blank takes no =");
        let wrong = scene.error(Code::CannotStandHere, here.span, message, text!("这里要一个数", "a figure is wanted here"));
        return Some(wrong.write(format!("blank {cell}")));
    }
    let numeral: Vec<char> = scene.here_text().chars().collect();
    if let Some(figure) = numeral::value(&numeral) {
        let message = text!("数要用阿拉伯数字", "a figure is written in Arabic numerals");
        let wrong = scene.error(Code::FigureUnreadable, here.span, message, text!("应写 {figure}", "write {figure}"));
        return Some(wrong.instead(figure.to_string()));
    }
    let message = text!("等号后面应是一个数，或带引号的文字", "behind = comes a figure, or a text in quotation marks");
    let help = text!("文字要加引号：\"{written}\"", "a text has quotation marks: \"{written}\"");
    Some(scene.error(Code::QuotesMissing, here.span, message, Text::default()).help(help))
}
