//! A report judged: the linear rules over its array of figures first, then what has to be evaluated as trees, then what its prose
//! states. Nothing is worded here.

mod row;
pub(super) mod skipped;
mod statement;
mod tree;
mod what;

pub(super) use what::{Sides, Verdict, What};

use super::view::{View, plan::Among, related::Related};
use crate::{
    cause::{self, Contradiction},
    report::Digest,
    ruleset::{Body, InstanceId},
};

/// All that is not a pass, in the order of the plan.
pub(in crate::engine) fn all(view: &View<'_>) -> Vec<Verdict> {
    let rows = view.plan.rows.iter().enumerate();
    let mut found: Vec<Verdict> = rows
        .filter(|(_, row)| view.asks_for(row.rule) && !row::passes(view, row))
        .filter_map(|(id, row)| Some(Verdict { at: row.instance, what: row::judge(view, id, row)? }))
        .collect();
    let proofs = view.completion.iter().flat_map(|completion| &completion.contradictions);
    proofs.filter_map(|proof| impossible(view, proof)).for_each(|impossible| say_once(view, &mut found, impossible));
    let others = view.plan.others_for(view.report.prose.is_some()).iter().filter(|other| view.asks_for(other.rule));
    let among = if view.related.is_alone() { &[][..] } else { view.plan.among.as_slice() };
    let among = among.iter().filter(|among| view.asks_for(among.rule) && view.lacks(among).is_none());
    for at in others.map(|other| other.at).chain(among.map(|among| among.at)) {
        found.extend(judge(view, at).into_iter().map(|what| Verdict { at, what }));
    }
    found
}

fn judge(view: &View<'_>, at: InstanceId) -> Vec<What> {
    let (_, instance) = view.instance(at);
    match &instance.body {
        Body::Form(check) => {
            tree::guarded(view, instance).map_or_else(|| vec![What::Form(*check)], |what| what.into_iter().collect())
        }
        _ if instance.over.is_some() => statement::judge(view, at),
        _ => tree::judge(view, instance).into_iter().collect(),
    }
}

/// A blank that the equations force to a figure that it may not hold: the rule at the head of the chain is broken.
fn impossible(view: &View<'_>, proof: &Contradiction) -> Option<Verdict> {
    let figure = match proof.why {
        cause::Why::Forbidden { figure } => figure.to_string(),
        cause::Why::Fraction { numerator, denominator } => format!("{numerator}/{denominator}"),
        cause::Why::OutOfReach | cause::Why::Disagreement => return None,
    };
    let at = view.plan.rows.get(*proof.rows.first()?)?.instance;
    let blank = view.plan.cell(*proof.cells.first()?)?;
    Some(Verdict { at, what: What::Impossible { blank, figure, rows: proof.rows.clone() } })
}

/// A rule that fails at a place is not unknown there as well, and fails once.
fn say_once(view: &View<'_>, found: &mut Vec<Verdict>, impossible: Verdict) {
    let place = |verdict: &Verdict| {
        let (rule, instance) = view.instance(verdict.at);
        (&rule.code, instance.at.as_ref().map(|at| &at.id))
    };
    match found.iter_mut().find(|known| place(known) == place(&impossible)) {
        Some(known) if matches!(known.what, What::Unknown(_)) => *known = impossible,
        Some(_) => {}
        None => found.push(impossible),
    }
}

/// The rules over last year's report that the figures break, were this last year's.
pub(in crate::engine) fn broken_beside(view: &View<'_>, prior: &Digest) -> Vec<String> {
    let related = Related { prior: Ok(prior), ..Related::default() };
    let view = View::new(view.rules, view.plan, view.report, &related);
    let over_figures = |among: &&Among| among.prior && !among.children && !among.batch && view.lacks(among).is_none();
    let mut codes: Vec<String> = Vec::new();
    for among in view.plan.among.iter().filter(over_figures) {
        let (rule, instance) = view.instance(among.at);
        let is_plain = instance.over.is_none() && !matches!(instance.body, Body::Form(_));
        let what = if is_plain { tree::judge(&view, instance) } else { None };
        if matches!(what, Some(What::Broken(_))) && !codes.contains(&rule.code) {
            codes.push(rule.code.clone());
        }
    }
    codes
}
