//! Whether a changed rule still says the same, and why: only what can be proved from the compiled rules.

use crate::{
    ruleset::{
        Arithmetic, Body, Comparison, Condition, Expr, Fact, FactKind, Instance, LinearRow, Over, Relation, RuleSet, Stated,
    },
    template::{CellId, EditionId},
};

/// Why a changed rule says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sameness {
    /// It comes to the same rows and conditions at every place.
    SameRows,
    /// One side is zero, and the other, a sum of figures that are never negative, cannot lie on its other side.
    NeverNegative,
}

/// Why the rule of that code says the same in both sets; none where that is not proved.
pub(super) fn sameness(before: &RuleSet, after: &RuleSet, code: &str) -> Option<Sameness> {
    let mut found = Sameness::SameRows;
    for edition in before.template.edition_ids() {
        let (one, two) = (instances(before, edition, code), instances(after, edition, code));
        if one.len() != two.len() {
            return None;
        }
        for (one, two) in one.into_iter().zip(two) {
            if one.at != two.at || one.over != two.over {
                return None;
            }
            if one.guard != two.guard || !same_body(one, two) {
                Unsigned { rules: before, over: one.over }.same(one, two).then_some(())?;
                found = Sameness::NeverNegative;
            }
        }
    }
    Some(found)
}

fn instances<'r>(rules: &'r RuleSet, edition: EditionId, code: &str) -> Vec<&'r Instance> {
    rules.instances(edition).iter().filter(|instance| rules[instance.rule].code == code).collect()
}

fn same_body(one: &Instance, two: &Instance) -> bool {
    match (&one.body, &two.body) {
        (Body::Linear(one), Body::Linear(two)) => one.normal().is_some() && one.normal() == two.normal(),
        (Body::Condition(one), Body::Condition(two)) => one == two || relaxed(one) == relaxed(two),
        (Body::Form(one), Body::Form(two)) => one == two,
        _ => false,
    }
}

/// `a = b or s and a < b` says the same as `a = b or s and a <= b`: comparisons relaxed where one of the alternatives is the equality.
fn relaxed(condition: &Condition) -> Condition {
    let mut equal = Vec::new();
    equalities(condition, &mut equal);
    relaxed_by(condition, &equal)
}

fn equalities<'c>(condition: &'c Condition, found: &mut Vec<(&'c Expr, &'c Expr)>) {
    match condition {
        Condition::Or(one, two) => [one, two].into_iter().for_each(|side| equalities(side, found)),
        Condition::Compare(left, Comparison::Exact(Relation::Equal), right) => found.push((left, right)),
        _ => {}
    }
}

fn relaxed_by(condition: &Condition, equal: &[(&Expr, &Expr)]) -> Condition {
    let side = |side: &Condition| Box::new(relaxed_by(side, equal));
    match condition {
        Condition::Or(one, two) => Condition::Or(side(one), side(two)),
        Condition::And(one, two) => Condition::And(side(one), side(two)),
        Condition::Compare(left, Comparison::Exact(relation), right) if equal.contains(&(left, right)) => {
            let relation = match relation {
                Relation::Less => Relation::LessEqual,
                Relation::Greater => Relation::GreaterEqual,
                same => *same,
            };
            Condition::Compare(left.clone(), Comparison::Exact(relation), right.clone())
        }
        other => other.clone(),
    }
}

/// `0 = Σ` and `0 >= Σ` are the same where no figure of the sum is negative. The figure of words of none or all is 0.
struct Unsigned<'a> {
    rules: &'a RuleSet,
    over: Option<Over>,
}

impl Unsigned<'_> {
    fn same(&self, one: &Instance, two: &Instance) -> bool {
        let guards = match (&one.guard, &two.guard) {
            (Some(one), Some(two)) => one == two || self.same_condition(one, two),
            (None, None) => true,
            _ => false,
        };
        guards
            && (same_body(one, two)
                || match (&one.body, &two.body) {
                    (Body::Condition(one), Body::Condition(two)) => self.same_condition(one, two),
                    (Body::Linear(one), Body::Linear(two)) => self.same_row(one, two),
                    _ => false,
                })
    }

    fn same_condition(&self, one: &Condition, two: &Condition) -> bool {
        let (Condition::Compare(left, Comparison::Exact(first), right), Condition::Compare(l, Comparison::Exact(second), r)) =
            (one, two)
        else {
            return false;
        };
        let bounded = match (first, second) {
            (Relation::Equal, Relation::GreaterEqual) => self.is_zero(left) && self.never_below(right),
            (Relation::Equal, Relation::LessEqual) => self.is_zero(right) && self.never_below(left),
            _ => false,
        };
        bounded && (left, right) == (l, r)
    }

    fn same_row(&self, one: &LinearRow, two: &LinearRow) -> bool {
        let (Some((net, constant, relation)), Some((other, its, bound))) = (one.normal(), two.normal()) else { return false };
        let signs = (relation, bound) == (Relation::Equal, Relation::LessEqual);
        signs && (constant, its) == (0, 0) && net == other && net.iter().all(|(cell, by)| *by > 0 && self.is_unsigned(cell))
    }

    fn is_zero(&self, side: &Expr) -> bool {
        let none = |fact: usize| {
            self.rules.facts.get(fact).is_some_and(|fact: &Fact| matches!(fact.kind, FactKind::None | FactKind::All))
        };
        match (side, self.over) {
            (Expr::Stated(Stated::Fact(fact)), Some(Over::Fact(_))) => none(*fact),
            (Expr::Number(number), _) => number.is_zero(),
            _ => false,
        }
    }

    fn never_below(&self, side: &Expr) -> bool {
        match side {
            Expr::Number(number) => !number.is_negative(),
            Expr::Cell(cell) => self.is_unsigned(cell),
            Expr::Sum(cells) => cells.iter().all(|cell| self.is_unsigned(cell)),
            Expr::Cases(cases) => cases.iter().all(|(_, value)| self.never_below(value)),
            Expr::Arithmetic(left, Arithmetic::Add, right) => self.never_below(left) && self.never_below(right),
            _ => false,
        }
    }

    fn is_unsigned(&self, cell: &CellId) -> bool {
        self.rules.template.kind(*cell).is_some_and(|kind| !kind.signed)
    }
}
