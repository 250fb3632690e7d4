//! Conditions: an operator without a value, two values without an operator, and what is said here in another way.

use super::{
    super::{
        grammar::Rule,
        keyword,
        token::{Bracket, Token, TokenKind},
    },
    cell_or_word,
    foreign::asks_for_words,
    quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    text,
};

const OPERAND: [Rule; 4] = [Rule::operand, Rule::primary, Rule::prefix, Rule::expr];

/// `新收 +`, `require`, `= 3` without a left side.
pub(super) fn no_value(scene: &Scene) -> Option<Diagnostic> {
    if !scene.expects_any(&OPERAND) {
        return None;
    }
    if let Some(wrong) = word_for_value(scene).or_else(|| left_out(scene)) {
        return Some(wrong);
    }
    let before = quoted(scene.before_text());
    let message = text!("“{before}”后面缺一个数、名称或单元格", "behind “{before}” a figure, a name or a cell is missing");
    let help = text!("例如 新收 + 上年结转 = 办理.总计", "as in 新收 + 上年结转 = 办理.总计");
    Some(scene.error(Code::SomethingMissing, scene.gap(), message, text!("缺在这里", "missing here")).help(help))
}

/// `甲 >= 1 and <= 50`: the second comparison has no left side.
fn left_out(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| super::foreign::is_comparison(scene.here_text()))?;
    let before = scene.before().filter(|_| matches!(scene.before_text(), "and" | "or"))?;
    let line = scene.line_so_far();
    let sign = line.iter().rposition(|token| super::foreign::is_comparison(scene.text(*token)))?;
    let value = scene.slice(scene.unbroken_before(*line.get(sign.checked_sub(1)?)?)?);
    let run = before.span.to(scene.rest_of_line(here.span));
    let better = format!("{} {value} {}", scene.before_text(), scene.slice(scene.rest_of_line(here.span)));
    let message = text!("“{value}”要再写一遍", "“{value}” is written again");
    Some(scene.error(Code::SomethingMissing, run, message, text!("这一段", "this")).write(better))
}

/// `require total(企业) = 总计`, `when edition = 2028`, `require rows [新收] > 0`: a word of the language where a value belongs.
fn word_for_value(scene: &Scene) -> Option<Diagnostic> {
    let (token, written) = scene.here_word().filter(|_| !scene.here_begins_line())?;
    let is_operator = matches!(written, "and" | "or" | "within" | "then");
    if !keyword::is_reserved(written) || is_operator || keyword::contents(scene.block()).contains(&written) {
        return None;
    }
    let next = scene.token(scene.at() + 1);
    if let Some(open) = next.filter(|next| written == "total" && next.kind == TokenKind::Open(Bracket::Round)) {
        let sum = format!("sum({})", quoted(scene.slice(scene.inside(open)).trim()));
        let message = text!("相加写 sum，不写“{written}”", "a sum is written sum, not “{written}”");
        let wrong = scene.error(Code::ForeignFunction, token.span, message, text!("应写 sum", "write sum"));
        return Some(wrong.help(text!("写成 {sum}", "write {sum}")).instead("sum"));
    }
    let run = scene.rest_of_line(token.span);
    if written == "edition" {
        let line = scene.before().map_or(run, |before| before.span.to(run));
        let year: String = scene.slice(run).chars().filter(char::is_ascii_digit).collect();
        let year = if year.len() == 4 { year } else { "2021".to_owned() };
        let message = text!("哪一版写成一行 in edition", "which edition is a line of its own, in edition");
        let wrong = scene.error(Code::EditionWritten, line, message, text!("应写 in edition", "write in edition"));
        return Some(wrong.write(format!("in edition {year}")));
    }
    let message = text!("“{written}”是本语言的关键词，不是一个数", "“{written}” is a word of the language, not a figure");
    let help = match written.trim_end_matches('s') {
        what @ ("row" | "column" | "group") => text!(
            "逐项检查的，另写一行 each {what} of 表名；只检查几项的，把单元格写全，例如 申请[新收, 总计]",
            "to check each of them, add a line each {what} of TABLE; for some of them write cells in full, such as 申请[新收, 总计]"
        ),
        _ => text!(
            "这里写数、名称或单元格，例如 申请[新收, 总计]",
            "here belongs a figure, a name or a cell, such as 申请[新收, 总计]"
        ),
    };
    Some(scene.error(Code::WordAsName, token.span, message, text!("这里应是一个数", "a figure belongs here")).help(help))
}

/// `last year 总计`, `总计 between 0 and 5`, `总计 非空`, `require 应 总计 = 新收`: what the language says in another way.
pub(super) fn said_otherwise(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|_| scene.expects(Rule::infix) && !scene.here_begins_line())?;
    let (before, written) = (scene.before()?, scene.here_text());
    let (left, two_before) = (scene.before_text(), scene.at().checked_sub(2).and_then(|at| scene.token(at)));
    let wrong = |span, message| scene.error(Code::ForeignCondition, span, message, text!("这里", "here"));
    if matches!(left, "last" | "previous" | "prev" | "上一年" | "上年" | "去年") {
        let run = scene.rest_of_line(here.span);
        let name = scene.slice(run).trim_start_matches("year").trim_start_matches("'s").trim();
        let name = quoted(cell_or_word(name));
        let message = text!("上年报告的数写 prior", "a figure of last year's report is written with prior");
        return Some(wrong(before.span.to(here.span), message).write(format!("prior.{name}")));
    }
    if two_before.is_some_and(|token| scene.text(token) == "require")
        && matches!(left, "应" | "应当" | "应该" | "必须" | "须" | "需" | "should" | "must" | "that")
    {
        let message = text!("require 后面直接写式子，不写“{left}”", "behind `require` stands the condition, without “{left}”");
        return Some(wrong(before.span, message).instead("").help(text!("删去“{left}”", "remove “{left}”")));
    }
    if matches!(written, "包含" | "含有" | "提到" | "contains" | "includes" | "like") {
        return Some(asks_for_words(scene, here.span));
    }
    if matches!(written, "上下" | "左右" | "误差" | "误差不超过" | "相差不超过" | "相差") {
        let by = scene.token(scene.at() + 1).map_or("5", |by| scene.slice(scene.unbroken(by)));
        let message = text!("允许上下相差多少，写 within", "how far apart two sides may be is written within");
        return Some(wrong(here.span, message).help(text!("写成 within {by}", "write within {by}")).instead("within"));
    }
    if matches!(written, "比" | "较" | "占" | "同比" | "环比") {
        let message = text!("占比、增减要写成算式", "a share or a growth is written as a formula");
        return Some(wrong(here.span, message).help(text!(
            "占比写成相除：甲 / 乙 >= 50%；增减写成相乘：甲 <= 乙 * 150%；上年的数写 prior.名称",
            "a share is a quotient, a / b >= 50%; a growth a product, a <= b * 150%; last year's figure is prior.NAME"
        )));
    }
    if let Some(wrong) = within_without_equal(scene, before, here) {
        return Some(wrong);
    }
    if let Some(share) = share_of(scene, before, here) {
        return Some(share);
    }
    if matches!(written, "between" | "介于" | "在") {
        let message = text!("范围写成两个比较", "a range is two comparisons");
        let bounds: Vec<&str> =
            scene.later().iter().filter(|token| token.kind == TokenKind::Figure).map(|token| scene.text(*token)).collect();
        let (least, most) = (bounds.first().unwrap_or(&"0"), bounds.get(1).unwrap_or(&"5"));
        return Some(wrong(here.span, message).write(format!("{left} >= {least} and {left} <= {most}")));
    }
    let next = scene.token(scene.at() + 1).map_or("", |next| scene.text(next));
    let asks_in_front = BLANKS.contains(&left) && two_before.is_some_and(|token| matches!(scene.text(token), "require" | "when"));
    if BLANKS.contains(&written) || matches!(written, "is" | "不" | "是") && BLANKS.contains(&next) || asks_in_front {
        let here = if asks_in_front { before } else { here };
        let message = text!("规则里不能问一格是不是空白", "a rule cannot ask whether a cell is blank");
        return Some(wrong(here.span, message).help(text!(
            "总计漏填由 require totals filled 检查，别的空白按表样里的 blank 处理",
            "totals left blank are found by `require totals filled`, other blanks count as `blank` in the form says"
        )));
    }
    if matches!(written, "为整数" | "是整数" | "整数" | "为正" | "非负" | "为数字" | "是数字" | "为非负整数")
    {
        let message = text!("格里该是哪种数，写在表样里", "what kind of figure a cell holds stands in the form");
        return Some(wrong(here.span, message).help(text!(
            "cells count 的格只能填 0 或正整数，读报告时就会核对，不用写规则；要大于 0，写 {left} > 0",
            "a cell of `cells count` holds a whole number, which is checked as the report is read; for more than 0 write {left} > 0"
        )));
    }
    None
}

/// What people write to ask whether a cell is blank.
const BLANKS: [&str; 20] = [
    "非空",
    "不为空",
    "不空",
    "为空",
    "是空",
    "空白",
    "已填",
    "未填",
    "填了",
    "没填",
    "空",
    "必填",
    "not",
    "blank",
    "empty",
    "null",
    "NULL",
    "filled",
    "required",
    "missing",
];

/// `合计 within 5% of 图解`
fn within_without_equal(scene: &Scene, before: Token, here: Token) -> Option<Diagnostic> {
    let left = scene.unbroken_before(before).filter(|_| matches!(scene.here_text(), "within" | "误差"))?;
    let left = scene.slice(left);
    let by = scene.token(scene.at() + 1).filter(|by| by.kind == TokenKind::Figure)?;
    let of = scene.token(scene.at() + 2).filter(|of| matches!(scene.text(*of), "of" | "from" | "的"));
    let right = of.and_then(|_| scene.token(scene.at() + 3)).map_or("另一边", |right| scene.slice(scene.unbroken(right)));
    let by = scene.text(by);
    let compared = scene.line_so_far().iter().any(|token| super::foreign::is_comparison(scene.text(*token)));
    if compared {
        return None;
    }
    let message = text!("within 前面要有一个等式", "before within stands an equation");
    let wrong = scene.error(Code::OperatorMissing, before.span.to(here.span), message, text!("两者之间", "between these"));
    Some(wrong.help(text!("写成 {left} = {right} within {by}", "write {left} = {right} within {by}")))
}

/// `自然人 >= 总计 的 80%`
fn share_of(scene: &Scene, before: Token, here: Token) -> Option<Diagnostic> {
    let figure = scene.token(scene.at() + 1).filter(|next| next.kind == TokenKind::Figure)?;
    let value = scene.unbroken_before(before).filter(|_| scene.here_text() == "的")?;
    let cell = scene.slice(value);
    let share = scene.slice(scene.unbroken(figure));
    let message = text!("几分之几、百分之几写成相乘", "a share of a figure is written as a product");
    let wrong = scene.error(Code::ForeignCondition, here.span, message, text!("应写 *", "write *"));
    Some(wrong.help(text!("写成 {cell} * {share}", "write {cell} * {share}")).instead("*"))
}

/// `新收 上年结转`
pub(super) fn no_operator(scene: &Scene) -> Option<Diagnostic> {
    let (before, here) = scene.before().zip(scene.here())?;
    let starts_value = match here.kind {
        TokenKind::Word if matches!(scene.here_text(), "一" | "ー") => {
            let message = text!("“{{0}}”不是减号", "“{{0}}” is no minus");
            let message = crate::lang::Text {
                zh: message.zh.replace("{0}", scene.here_text()),
                en: message.en.replace("{0}", scene.here_text()),
            };
            let wrong = scene.error(Code::ForeignOperator, here.span, message, text!("减号写 -", "write -"));
            return scene.expects(Rule::infix).then(|| wrong.instead("-"));
        }
        TokenKind::Word => !keyword::is_reserved(scene.here_text()) || matches!(scene.here_text(), "sum" | "prior" | "children"),
        TokenKind::Figure | TokenKind::Text | TokenKind::Open(Bracket::Round) => true,
        _ => false,
    };
    if !scene.expects(Rule::infix) || !starts_value || scene.here_begins_line() && here.kind == TokenKind::Word {
        return None;
    }
    let (left, right) = (quoted(scene.before_text()), quoted(scene.here_text()));
    if let Some(times) = scene.before_text().strip_suffix('倍').filter(|_| before.kind == TokenKind::Figure) {
        let value = scene.slice(scene.unbroken(here));
        let message = text!("几倍写成相乘", "a multiple is written as a product");
        let wrong = scene.error(Code::ForeignCondition, before.span.to(here.span), message, text!("这里", "here"));
        return Some(wrong.write(format!("{times} * {value}")));
    }
    if matches!(scene.before_text(), "states" | "length" | "count" | "sum") && here.kind == TokenKind::Word {
        let message = text!("{left} 后面的名称写在括号里", "what stands behind {left} is in brackets");
        let wrong = scene.error(Code::ForeignFunction, before.span.to(here.span), message, text!("这里", "here"));
        return Some(wrong.write(format!("{left}({right})")));
    }
    let message = text!("“{left}”和“{right}”之间少一个运算符", "an operator is missing between “{left}” and “{right}”");
    let help = text!("运算符有 + - * / = != < <= > >= ~ and or", "the operators are + - * / = != < <= > >= ~ and or");
    Some(scene.error(Code::OperatorMissing, before.span.to(here.span), message, text!("两者之间", "between these")).help(help))
}
