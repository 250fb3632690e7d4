//! Conditions: an operator without a value, two values without an operator.

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
