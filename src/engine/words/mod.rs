//! A verdict becomes a finding, in both languages.

pub(super) mod asked;
mod cause;
mod finding;
mod form;
mod message;
mod other_reports;
pub(super) mod presence;
pub(super) mod reading;
mod statement;
mod subtotals;

pub(super) use cause::causes;
pub(super) use finding::blank_finding;

use super::{
    verdict::{Sides, Verdict, What},
    view::{View, plan::other_reports_of},
};
use crate::{
    finding::{self as result, Finding},
    lang::Text,
    ruleset::{Body, FormCheck, InstanceId},
    template::CellId,
    text,
};

/// The findings of verdicts, in their order.
pub(in crate::engine) fn findings(view: &View<'_>, verdicts: &[Verdict]) -> Vec<Finding> {
    verdicts.iter().flat_map(|verdict| of_verdict(view, verdict)).collect()
}

fn of_verdict(view: &View<'_>, verdict: &Verdict) -> Vec<Finding> {
    let at = verdict.at;
    let (rule, _) = view.instance(at);
    match &verdict.what {
        What::Broken(sides) => vec![broken(view, at, *sides)],
        What::Unknown(why) => {
            let message = message::unknown(view, why);
            vec![Finding { verdict: result::Verdict::Unknown, message, ..finding::of_rule(view, at) }]
        }
        What::Impossible { blank, figure, rows } => {
            vec![Finding { message: impossible(view, *blank, figure, rows), ..finding::of_rule(view, at) }]
        }
        What::Statement { at: statement, is_hint } => statement::broken(view, at, *statement, *is_hint).into_iter().collect(),
        What::Form(FormCheck::FactsAgree) => statement::disagreements(view, rule),
        What::Form(check) => form::findings(view, rule, *check),
    }
}

/// A rule that does not hold. A tree has a gap, as an equation has, where it compares with other reports.
fn broken(view: &View<'_>, at: InstanceId, sides: Option<Sides>) -> Finding {
    let (rule, instance) = view.instance(at);
    let mut finding = finding::of_rule(view, at);
    let is_linear = matches!(instance.body, Body::Linear(_));
    let others = if is_linear { Vec::new() } else { other_reports_of(instance) };
    finding.cells.extend(others.iter().flat_map(|of| other_reports::cells_of_others(view, of)));
    finding.help = others.iter().find_map(|of| other_reports::by_unit(view, of));
    finding.message = message::failed(view, rule, instance, sides);
    if let Some(sides) = sides.filter(|_| is_linear || !others.is_empty()) {
        finding.left = Some(sides.left.trimmed());
        finding.right = Some(sides.right.trimmed());
        finding.gap = Some(sides.gap.trimmed());
    }
    if let Some(not_there) = others.iter().find_map(|of| other_reports::not_there(view, of)) {
        let Text { zh, en } = finding.message;
        let Text { zh: zh_why, en: en_why } = not_there;
        finding.message = text!("{zh}（{zh_why}；只按已有的数核对）", "{en} ({en_why}; the other units alone prove it)");
    }
    finding
}

/// The equations leave a blank no figure that it may hold.
fn impossible(view: &View<'_>, blank: CellId, figure: &str, rows: &[usize]) -> Text {
    let chain: Vec<String> = rows.iter().filter_map(|id| view.plan.rows.get(*id)).map(|row| view.key(row)).collect();
    let (zh, en, name) = (chain.join("、"), chain.join(", "), view.rules.template.cell_name(blank));
    text!(
        "无法补全：{name} 空白，按 {zh} 推算应为 {figure}，这不可能",
        "this cannot be completed: {name} is blank, and by {en} it would have to be {figure}"
    )
}
