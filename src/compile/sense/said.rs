//! What is said of conditions that always or never hold.

use super::Written;
use crate::{
    compile::In,
    diagnostic::{Code, Diagnostic},
    lang::Text,
    source::Span,
    syntax::ast::{self, ExprKind},
    template::{Edition, Template},
    text,
};

fn figures() -> Text {
    text!("件数、金额都不小于 0", "counts and amounts are never below 0")
}

/// The kinds of agency that a condition names, in the order written.
fn named_kinds<'a>(node: &'a ast::Expr, template: &Template, found: &mut Vec<&'a str>) {
    match &node.node {
        ExprKind::And(left, right) | ExprKind::Or(left, right) => {
            named_kinds(left, template, found);
            named_kinds(right, template, found);
        }
        ExprKind::Not(inner) => named_kinds(inner, template, found),
        ExprKind::Compare(left, _, right) => {
            if let (ExprKind::Path(left), ExprKind::Path(right)) = (&left.node, &right.node)
                && let (true, [word]) = (left.is("kind"), right.parts.as_slice())
                && template.takes_kind(&word.node)
            {
                found.push(&word.node);
            }
        }
        _ => {}
    }
}

/// What to write where a condition is about the kind of agency.
fn kinds_help(node: &ast::Expr, template: &Template) -> Option<Text> {
    let mut named = Vec::new();
    named_kinds(node, template, &mut named);
    named.dedup();
    let [first, _, ..] = named.as_slice() else { return None };
    let is_all = template.kinds().iter().all(|kind| named.contains(kind));
    let either = named.iter().map(|kind| format!("kind = {kind}")).collect::<Vec<_>>().join(" or ");
    Some(match is_all {
        true => text!(
            "只核对一类的，写 kind = {first}；哪一类都核对的，删去 when",
            "for one kind alone write kind = {first}; for all of them leave `when` out"
        ),
        false => text!(
            "几类都核对的，用 or：{either}；只核对一类的，写 kind = {first}",
            "for several kinds write {either}; for one alone kind = {first}"
        ),
    })
}

pub(super) fn no_year(written: Written<'_>, when: &ast::Expr, edition: &Edition) -> Diagnostic {
    let name = &edition.name;
    let (first, last) = (edition.first_year, edition.last_year.map(|last| last.to_string()).unwrap_or_default());
    let message = text!(
        "{name} 年版的年度都不符合这个条件，规则在这一版里永远用不上",
        "no year of the edition {name} meets this condition: the rule never applies there"
    );
    let label = text!("{name} 年版用于 {first}..{last}", "the edition {name} is for {first}..{last}");
    let help = text!(
        "改年份，或者用 in edition 写明这条规则管哪几版",
        "change the year, or say with `in edition` which editions the rule is for"
    );
    Diagnostic::new(Code::NeverApplies, written.item.source, when.span, message, label).help(help)
}

pub(super) fn never_met(written: Written<'_>, when: &ast::Expr, by_figures: bool, template: &Template) -> Diagnostic {
    let message = text!("没有报告符合这个条件，规则永远用不上", "no report meets this condition: the rule never applies");
    let kinds = kinds_help(when, template);
    let label = match (by_figures, &kinds) {
        (true, _) => figures(),
        (false, Some(_)) => text!("一份报告只属于一类", "a report is of one kind"),
        (false, None) => text!("不能同时成立", "these cannot both hold"),
    };
    let help = kinds.unwrap_or_else(|| match by_figures {
        true => text!("大于 0 写 > 0，等于 0 写 = 0", "above 0 is written > 0, and 0 itself = 0"),
        false => text!("两种情形都要核对的，用 or 连接", "where either case is meant, join them by `or`"),
    });
    Diagnostic::new(Code::NeverApplies, written.item.source, when.span, message, label).help(help)
}

pub(super) fn always_met(written: Written<'_>, when: &ast::Expr, template: &Template) -> Diagnostic {
    let message = text!("哪份报告都符合这个条件，when 等于没写", "every report meets this condition: `when` leaves nothing out");
    let help = kinds_help(when, template).unwrap_or_else(|| match &when.node {
        ExprKind::Or(..) => text!(
            "两个条件都要满足的，用 and 连接；不分情况都核对的，删去 when",
            "where both must hold, join them by `and`; where the rule is for every report, leave `when` out"
        ),
        _ => text!(
            "不是 0 才核对的，写 > 0；不分情况都核对的，删去 when",
            "for figures other than 0 write > 0; where the rule is for every report, leave `when` out"
        ),
    });
    let label = text!("永远成立", "it always holds");
    Diagnostic::new(Code::NothingAsked, written.item.source, when.span, message, label).help(help)
}

pub(super) fn short_year(written: Written<'_>, span: Span, figure: i128) -> Diagnostic {
    let year = 2000 + figure;
    let message =
        text!("年份写四位数，“{figure}”永远比不上报告的年度", "a year has four figures, “{figure}” is never that of a report");
    Diagnostic::new(Code::NothingAsked, written.item.source, span, message, text!("这里", "here")).write(year.to_string())
}

pub(super) fn never_holds(written: Written<'_>, by_figures: bool, template: &Template) -> Diagnostic {
    let node = written.require;
    let message = text!("这个要求永远不成立，没有报告能通过", "this requirement never holds: no report can pass");
    let kinds = kinds_help(node, template);
    let (label, help) = match (by_figures, &node.node) {
        (true, _) => (
            figures(),
            text!(
                "检查大于号、小于号和数：不小于 0 的数不用核对",
                "check the sign and the figure; that a figure is not below 0 is checked already"
            ),
        ),
        (false, ExprKind::And(..)) => (
            text!("不能同时成立", "these cannot both hold"),
            text!(
                "满足其中一个就行的，用 or 连接；否则检查大于号、小于号和数",
                "where one of them is enough, join them by `or`; else check the signs and the figures"
            ),
        ),
        (false, _) => (
            text!("没有报告能通过", "no report can pass"),
            text!("检查符号、名称和数", "check the sign, the names and the figure"),
        ),
    };
    Diagnostic::new(Code::NeverHolds, written.item.source, node.span, message, label).help(kinds.unwrap_or(help))
}

pub(super) fn against_its_when(written: Written<'_>) -> Diagnostic {
    let node = written.require;
    let message = text!(
        "要求和 when 不能同时成立：凡是核对到的报告都通不过",
        "the requirement cannot hold where its `when` is met: no report that is looked at can pass"
    );
    let label = text!("与 when 相反", "against the `when`");
    let wrong = Diagnostic::new(Code::AgainstWhen, written.item.source, node.span, message, label);
    let wrong = match written.when {
        Some(when) => wrong.also(written.item.source, when.span, text!("这时才核对", "it is asked for here alone")),
        None => wrong,
    };
    wrong.help(text!(
        "when 写什么时候核对，require 写这时应当怎样；要禁止这种情形，删去 when，只留 require",
        "`when` says when to look, `require` what must be so then; to forbid the case leave `when` out and keep `require`"
    ))
}

pub(super) fn always_holds(written: Written<'_>) -> Diagnostic {
    let node = written.require;
    let message = text!("这个要求永远成立，等于没有核对", "this requirement always holds: nothing is checked");
    let label = text!("什么也没有检查", "nothing is checked here");
    let help = match &node.node {
        ExprKind::Or(..) => text!(
            "两个都要满足的，用 and 连接；否则检查符号和名称",
            "where both must hold, join them by `and`; else check the signs and the names"
        ),
        _ => text!("检查两边的名称", "check the names on both sides"),
    };
    Diagnostic::new(Code::AlwaysHolds, written.item.source, node.span, message, label).help(help)
}

/// A requirement that follows from what is known anyway: of figures, of the years of the edition, or from the `when`.
pub(super) fn nothing_checked(
    written: Written<'_>,
    (by_year, by_figures): (bool, bool),
    edition: Option<&Edition>,
) -> Diagnostic {
    let node = written.require;
    let message = text!("这个要求永远成立，等于没有核对", "this requirement always holds: nothing is checked");
    let (label, help) = match (by_year, by_figures, edition) {
        (true, _, Some(edition)) => {
            let name = &edition.name;
            let (first, last) = (edition.first_year, edition.last_year.map(|last| last.to_string()).unwrap_or_default());
            (
                text!("{name} 年版用于 {first}..{last}", "the edition {name} is for {first}..{last}"),
                text!(
                    "只在某些年度核对的，把年度写在 when 里，require 写要求",
                    "for some years alone put the year into `when`, and what must be so into `require`"
                ),
            )
        }
        (_, true, _) => (
            figures(),
            text!("不能是 0 的写 > 0；否则检查符号和名称", "what may not be 0 is written > 0; else check the sign and the names"),
        ),
        _ => (
            text!("when 已经这样写了", "`when` says so already"),
            text!("require 写这时另外应当怎样", "`require` says what else must be so then"),
        ),
    };
    Diagnostic::new(Code::NothingAsked, written.item.source, node.span, message, label).help(help)
}

pub(super) fn contradiction(written: Written<'_>, other: &In<'_, ast::Rule>, requirement: &str) -> Diagnostic {
    let (a, b) = (&other.node.code.node, &written.item.node.code.node);
    let own = written.words(written.require.span);
    let message = text!(
        "规则 {a} 和 {b} 不能同时成立：任何报告都会违反其中一条",
        "the rules {a} and {b} cannot both hold: every report breaks one of them"
    );
    Diagnostic::new(
        Code::Contradiction,
        written.item.source,
        written.item.node.code.span,
        message,
        text!("{b}: {own}", "{b}: {own}"),
    )
    .also(other.source, other.node.code.span, text!("{a}: {requirement}", "{a}: {requirement}"))
    .help(text!("检查其中一条的符号、名称或常数", "check the sign, the names or the constant of one of them"))
}
