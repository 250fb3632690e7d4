//! Figures of other reports: `prior.合计`, `children.申请[新收, 总计]`.

use super::{
    super::{
        grammar::Rule,
        token::{Bracket, TokenKind},
    },
    cell_or_word, quoted,
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
    let label = text!("这里写 .", "write . here");
    Some(scene.error(Code::OtherReportWritten, scene.gap(), message, label).write(format!("{word}.{name}")))
}

/// `sum(下级 申请[新收, 总计])`, `sum(children.申请[新收, 总计])`: another report within a sum.
pub(super) fn within_sum(scene: &Scene) -> Option<Diagnostic> {
    let all = scene.all();
    let open = scene.open().pop().filter(|opened| opened.bracket == Bracket::Round)?;
    let sum = open.token.checked_sub(1).and_then(|at| scene.token(at)).filter(|sum| scene.text(*sum) == "sum")?;
    let (whose, behind) = (scene.token(open.token + 1)?, scene.token(open.token + 2)?);
    let (_, ours) = WORDS.iter().find(|(word, ours)| [word, ours].contains(&&scene.text(whose)))?;
    let first = if scene.text(behind) == "." { scene.token(open.token + 3)? } else { behind };
    let name = quoted(cell_or_word(scene.slice(scene.rest_of_text(first))).trim_end_matches([')', '）']));
    let advice = if name.contains(['[', '［']) { format!("{ours}.{name}") } else { format!("{ours}.sum({name})") };
    let run = all.iter().filter(|token| token.span.start >= sum.span.start && !scene.apart(sum.span, token.span));
    let end = run.take_while(|token| token.kind != TokenKind::Close(Bracket::Round)).last()?;
    let message = text!("{ours} 写在 sum 的前面，不写在括号里", "{ours} stands before a sum, not within its brackets");
    let label = text!("这一段", "this");
    let help = text!("写成 {advice}", "write {advice}");
    Some(scene.error(Code::OtherReportWritten, sum.span.to(end.span), message, label).help(help))
}

/// `2027.申请[结转下年, 总计]`: a year for last year's report.
pub(super) fn year_for_prior(scene: &Scene) -> Option<Diagnostic> {
    let year = scene
        .before()
        .filter(|_| scene.block() == "rule")
        .filter(|year| year.kind == TokenKind::Figure && scene.text(*year).len() == 4)?;
    let name = scene.token(scene.at() + 1).filter(|name| name.kind == TokenKind::Word && scene.here_text() == ".")?;
    let cell = quoted(cell_or_word(scene.slice(scene.rest_of_text(name))));
    let message = text!("别的年度的数，只有上年的可以写", "of other years there is last year's figure only");
    let label = text!("应写 prior", "write prior");
    let help = text!("写成 prior.{cell}", "write prior.{cell}");
    Some(scene.error(Code::OtherReportWritten, year.span, message, label).help(help).instead("prior"))
}

/// `when prior`: a rule that needs last year's report asks for it by itself.
pub(super) fn when_prior(scene: &Scene) -> Option<Diagnostic> {
    let whose = scene.before().filter(|_| matches!(scene.before_text(), "prior" | "children") && scene.expects(Rule::dot))?;
    let when = scene.at().checked_sub(2).and_then(|at| scene.token(at)).filter(|when| scene.text(*when) == "when")?;
    let word = scene.text(whose);
    if !scene.here_begins_line() || scene.block() != "rule" {
        return None;
    }
    let message = text!("有没有上年或者下级的报告，不用写条件", "whether there is such a report needs no condition");
    let help = text!(
        "没有那份报告的，用到 {word} 的规则本来就不核对：删去这一行",
        "where there is none, a rule with {word} is not checked anyhow: remove this line"
    );
    Some(
        scene
            .error(Code::ForeignCondition, when.span.to(whose.span), message, text!("删去", "remove this"))
            .help(help)
            .instead(""),
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
    if matches!(scene.text(name), "prior" | "children") {
        let behind = scene.slice(scene.unbroken(token)).trim_start_matches(word);
        let message = text!(
            "prior、children 只写一个：只能取上一年的，或者直接下级的",
            "prior and children stand once: there are last year's figures, or those right below"
        );
        let label = text!("只留一个", "keep one of them");
        return Some(
            scene.error(Code::OtherReportWritten, name.span.to(token.span), message, label).write(format!("{word}{behind}")),
        );
    }
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
