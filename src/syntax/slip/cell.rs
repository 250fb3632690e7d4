//! Cells and round brackets: `申请[新收, 自然人]`, `sum(办理)`, `set … = 4`.

use super::{
    super::{
        grammar::Rule,
        token::{Bracket, TokenKind},
    },
    quoted,
    scene::Scene,
};
use crate::{diagnostic::Diagnostic, lang::Text, text};

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
    Some(scene.error(span, message, label).help(text!("单元格写成 表[行, 列]", "a cell is written table[row, column]")))
}

/// `sum(办理, 法人)`, `sum 办理`
pub(super) fn sum_of_one(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    if scene.before_text() == "sum" && scene.expects(Rule::open_paren) && here.kind == TokenKind::Word {
        let group = quoted(scene.here_text());
        let message = text!("sum 后面的组名要写在括号里", "behind sum the group stands in brackets");
        return Some(scene.error(here.span, message, Text::default()).help(text!("写成 sum({group})", "write sum({group})")));
    }
    if !scene.expects(Rule::close_paren) || !matches!(scene.here_text(), "," | "，" | "、") {
        return None;
    }
    let message = text!("sum 一次只加一组", "sum adds one group");
    let help = text!("几组分开写：sum(甲) + sum(乙)", "write several apart: sum(甲) + sum(乙)");
    Some(scene.error(here.span, message, Text::default()).help(help))
}

/// A cell without its row or column, without the comma, or with too much.
pub(super) fn row_and_column(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let opened = scene.open().pop().filter(|opened| opened.bracket == Bracket::Square)?;
    let table = scene.token(opened.token.checked_sub(1)?).map_or("", |token| scene.text(token));
    let help = text!("单元格写成 {table}[行, 列]", "a cell is written {table}[row, column]");
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
    Some(scene.error(span, message, Text::default()).help(help))
}

/// `sum(办理`, `申请[新收, 自然人 = 4`: a bracket that is not closed, or closed by another.
pub(super) fn not_closed(scene: &Scene) -> Option<Diagnostic> {
    let opened = scene.open().pop().filter(|opened| opened.bracket != Bracket::Brace)?;
    let brace = scene.token(opened.token)?;
    if !scene.expects_any(&[Rule::close_paren, Rule::close_bracket]) || closes_on_this_line(scene, opened.bracket) {
        return None;
    }
    let (open, close) = (opened.bracket.opening(), opened.bracket.closing());
    let message = text!("缺少与“{open}”配对的“{close}”", "the {open} is not closed");
    let diagnostic = scene.error(brace.span, message, text!("左括号在这里", "opened here"));
    let label = text!("这里应有“{close}”", "a {close} belongs here");
    let wrong = scene.here().filter(|token| matches!(token.kind, TokenKind::Close(Bracket::Round | Bracket::Square)));
    let diagnostic = scene.also(diagnostic, wrong.map_or(scene.gap(), |token| token.span), label);
    Some(diagnostic.help(text!("补上“{close}”", "write the {close}")))
}

fn closes_on_this_line(scene: &Scene, bracket: Bracket) -> bool {
    let Some(here) = scene.here() else { return false };
    let mut line = scene.later().iter().take_while(|token| !scene.apart(here.span, token.span));
    line.any(|token| token.kind == TokenKind::Close(bracket))
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
    let diagnostic = scene.error(closing.span, message, Text::default());
    let diagnostic = if missing {
        scene.also(diagnostic, scene.gap(), text!("这里少了“{open}”", "a {open} is missing here"))
    } else {
        diagnostic
    };
    Some(diagnostic.help(text!("补上“{open}”，或删去“{close}”", "write the {open}, or delete the {close}")))
}

/// `set 申请[新收, 自然人] 4` and `set … = 很多`.
pub(super) fn figure_wanted(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let written = quoted(scene.here_text());
    if scene.expects(Rule::equal) && !scene.expects(Rule::infix) && matches!(here.kind, TokenKind::Figure | TokenKind::Text) {
        let message = text!("“{written}”前面少一个等号", "an = is missing before “{written}”");
        let diagnostic = scene.error(scene.gap(), message, text!("这里写 =", "write = here"));
        return Some(diagnostic.help(text!("写成 = {written}", "write = {written}")));
    }
    if !scene.expects(Rule::figure) || here.kind != TokenKind::Word || scene.here_begins_line() {
        return None;
    }
    let message = text!("等号后面应是一个数，或带引号的文字", "behind = comes a figure, or a text in quotation marks");
    let help = text!("文字要加引号：\"{written}\"", "a text has quotation marks: \"{written}\"");
    Some(scene.error(here.span, message, Text::default()).help(help))
}
