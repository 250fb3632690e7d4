//! Figures of other reports: `prior.合计`, `children.申请[新收, 总计]`.

use super::{
    super::{
        grammar::Rule,
        token::{Bracket, TokenKind},
    },
    quoted,
    scene::Scene,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    text,
};

/// What people call another report, and the word of the language for it.
const WORDS: [(&str, &str); 14] = [
    ("上年", "prior"),
    ("去年", "prior"),
    ("上年度", "prior"),
    ("上期", "prior"),
    ("previous", "prior"),
    ("last", "prior"),
    ("prev", "prior"),
    ("下级", "children"),
    ("下属", "children"),
    ("各部门", "children"),
    ("所属", "children"),
    ("child", "children"),
    ("sub", "children"),
    ("units", "children"),
];

/// `prior 合计`, `prior(合计)`, `prior[政策解读, 合计]`.
pub(super) fn no_dot(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here()?;
    let word = scene.before_text();
    if !matches!(word, "prior" | "children") || !scene.expects(Rule::dot) || scene.here_begins_line() {
        return None;
    }
    let inside = scene.slice(scene.inside(here)).trim();
    let name = match here.kind {
        TokenKind::Word => scene.here_text().to_owned(),
        TokenKind::Open(Bracket::Round) => inside.to_owned(),
        TokenKind::Open(Bracket::Square) => {
            let line = scene.line_so_far();
            let table = line.windows(2).find(|pair| matches!(pair, [_, open] if open.kind == TokenKind::Open(Bracket::Square)));
            let table = table.and_then(|pair| pair.first()).map_or("表", |token| scene.text(*token));
            format!("{table}[{inside}]")
        }
        _ => return None,
    };
    let name = quoted(&name);
    let message = text!("{word} 和名称之间写一个句点", "a dot stands between {word} and the name");
    Some(
        scene
            .error(Code::OtherReportWritten, scene.gap(), message, text!("这里写 .", "write . here"))
            .write(format!("{word}.{name}")),
    )
}

/// `合计.prior`
pub(super) fn behind(scene: &Scene) -> Option<Diagnostic> {
    let (token, word) = scene.here_word().filter(|(_, word)| matches!(*word, "prior" | "children"))?;
    let name = scene.token(scene.at().checked_sub(2)?).filter(|name| name.kind == TokenKind::Word)?;
    if !matches!(scene.before_text(), "." | "．") {
        return None;
    }
    let written = quoted(scene.text(name));
    let message = text!("{word} 写在名称前面", "{word} stands before the name");
    let advice = format!("{word}.{written}");
    Some(scene.error(Code::OtherReportWritten, name.span.to(token.span), message, text!("这里", "here")).write(advice))
}

/// `下级.解读[合计, 合计]`, `last.解读[合计, 合计]`: a cell of what is no report.
pub(super) fn other_word(scene: &Scene) -> Option<Diagnostic> {
    let here = scene.here().filter(|here| here.kind == TokenKind::Open(Bracket::Square) && scene.expects(Rule::infix))?;
    let [.., whose, dot, table] = scene.line_so_far() else { return None };
    if table.kind != TokenKind::Word || !matches!(scene.text(*dot), "." | "．") || whose.kind != TokenKind::Word {
        return None;
    }
    let (written, table) = (scene.text(*whose), scene.text(*table));
    let inside = quoted(scene.slice(scene.inside(here)).trim());
    let ours = WORDS.iter().find(|(word, _)| *word == written).map(|(_, ours)| *ours);
    let message = text!(
        "单元格前面只能写 prior. 或 children.，不能写“{written}.”",
        "before a cell stands prior. or children., not “{written}.”"
    );
    let help = match ours {
        Some(ours) => text!("写成 {ours}.{table}[{inside}]", "write {ours}.{table}[{inside}]"),
        None => text!(
            "上年报告的数写 prior.{table}[{inside}]，下级报告的写 children.{table}[{inside}]，本报告的写 {table}[{inside}]",
            "last year's is prior.{table}[{inside}], that of subordinate units children.{table}[{inside}], this report's {table}[{inside}]"
        ),
    };
    let wrong = scene.error(Code::OtherReportWritten, whose.span, message, text!("这里", "here")).help(help);
    Some(Diagnostic { instead: ours.map(str::to_owned), ..wrong })
}
