//! Whether a changed rule still says the same, and why: only what can be proved from the compiled rules.

use crate::{
    ruleset::{Body, CellAt, Comparison, Condition, Expr, Fact, FactKind, Instance, LinearRow, Over, Relation, RuleSet, Stated},
    template::Edition,
};
use std::collections::BTreeMap;

/// Why a changed rule says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sameness {
    /// It comes to the same rows and conditions at every place.
    SameRows,
    /// One side is nought, and the other, a sum of figures that are never below nought, cannot lie on its other side.
    NeverBelowNought,
}

/// Why the rule of that code says the same in both sets; none where that is not proved.
pub(super) fn sameness(before: &RuleSet, after: &RuleSet, code: &str) -> Option<Sameness> {
    let mut found = Sameness::SameRows;
    for (edition, form) in before.template.editions.iter().enumerate() {
        let (one, two) = (instances(before, edition, code), instances(after, edition, code));
        if one.len() != two.len() {
            return None;
        }
        for (one, two) in one.into_iter().zip(two) {
            if one.at != two.at || one.guard != two.guard || one.over != two.over {
                return None;
            }
            if !same_body(one, two) {
                same_over_nought(before, form, one, two).then_some(())?;
                found = Sameness::NeverBelowNought;
            }
        }
    }
    Some(found)
}

fn instances<'r>(rules: &'r RuleSet, edition: usize, code: &str) -> Vec<&'r Instance> {
    let rule = rules.rules.iter().position(|rule| rule.code == code);
    let all = rules.editions.get(edition).into_iter().flatten();
    all.filter(|instance| Some(instance.rule) == rule).collect()
}

fn same_body(one: &Instance, two: &Instance) -> bool {
    match (&one.body, &two.body) {
        (Body::Linear(one), Body::Linear(two)) => normal(one).is_some() && normal(one) == normal(two),
        (Body::Condition(one), Body::Condition(two)) => one == two,
        (Body::Form(one), Body::Form(two)) => one == two,
        _ => false,
    }
}

/// What a row comes to, whichever way round it was written.
type Normal = (BTreeMap<CellAt, i64>, i128, Relation);

fn normal(row: &LinearRow) -> Option<Normal> {
    let mut net: BTreeMap<CellAt, i64> = BTreeMap::new();
    for term in &row.terms {
        let sum = net.entry(term.cell).or_default();
        *sum = sum.checked_add(term.coefficient.into())?;
    }
    net.retain(|_, by| *by != 0);
    let constant = row.left_constant.checked_sub(row.right_constant)?.at_decimals(6)?;
    let relation = row.relation;
    if net.values().next().is_none_or(|first| *first > 0) {
        return Some((net, constant, relation));
    }
    let turned = net.into_iter().map(|(cell, by)| Some((cell, by.checked_neg()?))).collect::<Option<_>>()?;
    Some((turned, constant.checked_neg()?, turn(relation)))
}

fn turn(relation: Relation) -> Relation {
    match relation {
        Relation::Less => Relation::Greater,
        Relation::LessEqual => Relation::GreaterEqual,
        Relation::Greater => Relation::Less,
        Relation::GreaterEqual => Relation::LessEqual,
        same => same,
    }
}

/// `0 = Σ` and `0 >= Σ` are the same where no figure of the sum is below nought. The figure of words that say there is none is 0.
fn same_over_nought(rules: &RuleSet, form: &Edition, one: &Instance, two: &Instance) -> bool {
    let (Body::Condition(Condition::Compare(nought, first, sum)), Body::Condition(Condition::Compare(left, second, right))) =
        (&one.body, &two.body)
    else {
        return false;
    };
    let signs = (*first, *second);
    let are_the_signs = signs == (Comparison::Exact(Relation::Equal), Comparison::Exact(Relation::GreaterEqual));
    are_the_signs && (nought, sum) == (left, right) && is_nought(rules, one.over, nought) && never_below_nought(form, sum)
}

fn is_nought(rules: &RuleSet, over: Option<Over>, side: &Expr) -> bool {
    let none = |fact: usize| rules.facts.get(fact).is_some_and(|fact: &Fact| fact.kind == FactKind::None);
    match (side, over) {
        (Expr::Stated(Stated::Fact(fact)), Some(Over::Fact(_))) => none(*fact),
        (Expr::Number(number), _) => number.is_zero(),
        _ => false,
    }
}

fn never_below_nought(form: &Edition, side: &Expr) -> bool {
    let unsigned = |cell: &CellAt| {
        let table = form.tables.get(usize::from(cell.table));
        table.and_then(|table| table.kind(usize::from(cell.cell))).is_some_and(|kind| !kind.signed)
    };
    match side {
        Expr::Cell(cell) => unsigned(cell),
        Expr::Sum(cells) => cells.iter().all(unsigned),
        Expr::Arithmetic(left, crate::ruleset::Arithmetic::Add, right) => {
            never_below_nought(form, left) && never_below_nought(form, right)
        }
        _ => false,
    }
}
