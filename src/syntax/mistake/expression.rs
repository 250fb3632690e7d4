//! Conditions: an operator without a value, two values without an operator, and what is said here in another way.

use super::{
    super::{
        grammar::Rule,
        keyword,
        token::{Bracket, TokenKind},
    },
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
    let before = quoted(scene.before_text());
    let message = text!("“{before}”后面缺一个数、名称或单元格", "behind “{before}” a figure, a name or a cell is missing");
    let help = text!("例如 新收 + 上年结转 = 办理.总计", "as in 新收 + 上年结转 = 办理.总计");
    Some(scene.error(Code::SomethingMissing, scene.gap(), message, text!("缺在这里", "missing here")).help(help))
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
        let name = quoted(name.split_whitespace().next().unwrap_or_default());
        let message = text!("上年报告的数写 prior", "a figure of last year's report is written with prior");
        return Some(wrong(before.span.to(here.span), message).write(format!("prior.{name}")));
    }
    if two_before.is_some_and(|token| scene.text(token) == "require")
        && matches!(left, "应" | "应当" | "应该" | "必须" | "须" | "需" | "should" | "must" | "that")
    {
        let message = text!("require 后面直接写式子，不写“{left}”", "behind `require` stands the condition, without “{left}”");
        return Some(wrong(before.span, message).instead("").help(text!("删去“{left}”", "remove “{left}”")));
    }
    if matches!(written, "between" | "介于" | "在") {
        let message = text!("范围写成两个比较", "a range is two comparisons");
        let bounds: Vec<&str> =
            scene.later().iter().filter(|token| token.kind == TokenKind::Figure).map(|token| scene.text(*token)).collect();
        let (least, most) = (bounds.first().unwrap_or(&"0"), bounds.get(1).unwrap_or(&"5"));
        return Some(wrong(here.span, message).write(format!("{left} >= {least} and {left} <= {most}")));
    }
    if matches!(written, "非空" | "不为空" | "不空" | "为空" | "是空" | "空白" | "已填" | "未填" | "填了" | "没填")
    {
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

/// `新收 上年结转`
pub(super) fn no_operator(scene: &Scene) -> Option<Diagnostic> {
    let (before, here) = scene.before().zip(scene.here())?;
    let starts_value = match here.kind {
        TokenKind::Word => !keyword::is_reserved(scene.here_text()) || matches!(scene.here_text(), "sum" | "prior" | "children"),
        TokenKind::Figure | TokenKind::Text | TokenKind::Open(Bracket::Round) => true,
        _ => false,
    };
    if !scene.expects(Rule::infix) || !starts_value || scene.here_begins_line() && here.kind == TokenKind::Word {
        return None;
    }
    let (left, right) = (quoted(scene.before_text()), quoted(scene.here_text()));
    let message = text!("“{left}”和“{right}”之间少一个运算符", "an operator is missing between “{left}” and “{right}”");
    let help = text!("运算符有 + - * / = != < <= > >= ~ and or", "the operators are + - * / = != < <= > >= ~ and or");
    Some(scene.error(Code::OperatorMissing, before.span.to(here.span), message, text!("两者之间", "between these")).help(help))
}
