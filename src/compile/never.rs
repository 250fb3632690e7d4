//! Conditions that no year of an edition meets: a rule that could never be found.

use super::scope::Scope;
use crate::{
    diagnostic::{Code, Diagnostic},
    number::Number,
    ruleset::{Comparison, Condition, Expr, Relation},
    syntax::ast,
    text,
};
use std::{cell::RefCell, cmp::Ordering};

/// The years that a condition is asked of where an edition is still in force.
const OPEN_END: u16 = 200;

/// What is wrong with a `when` that no year of the scope's edition meets.
pub(super) fn in_edition(scope: Scope<'_>, when: &ast::Expr) -> Option<Diagnostic> {
    let edition = scope.edition()?;
    let silent = RefCell::default();
    let condition = Scope { more: &silent, ..scope }.condition(when).ok()?;
    let last = edition.last_year.unwrap_or_else(|| edition.first_year.saturating_add(OPEN_END));
    if (edition.first_year..=last).any(|year| may_hold(&condition, year)) {
        return None;
    }
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
    Some(Diagnostic::new(Code::NeverApplies, scope.source, when.span, message, label).help(help))
}

/// Whether a condition can hold in a year, whatever else a report says.
fn may_hold(condition: &Condition, year: u16) -> bool {
    match condition {
        Condition::Compare(Expr::Year, Comparison::Exact(relation), Expr::Number(number)) => {
            holds(Number { mantissa: i128::from(year), decimals: 0 }, *relation, *number)
        }
        Condition::Compare(Expr::Number(number), Comparison::Exact(relation), Expr::Year) => {
            holds(*number, *relation, Number { mantissa: i128::from(year), decimals: 0 })
        }
        Condition::And(left, right) => may_hold(left, year) && may_hold(right, year),
        Condition::Or(left, right) => may_hold(left, year) || may_hold(right, year),
        Condition::Constant(holds) => *holds,
        _ => true,
    }
}

fn holds(left: Number, relation: Relation, right: Number) -> bool {
    let Some(order) = left.checked_sub(right).map(|gap| match (gap.is_zero(), gap.is_negative()) {
        (true, _) => Ordering::Equal,
        (_, true) => Ordering::Less,
        _ => Ordering::Greater,
    }) else {
        return true;
    };
    match relation {
        Relation::Equal => order == Ordering::Equal,
        Relation::NotEqual => order != Ordering::Equal,
        Relation::Less => order == Ordering::Less,
        Relation::LessEqual => order != Ordering::Greater,
        Relation::Greater => order == Ordering::Greater,
        Relation::GreaterEqual => order != Ordering::Less,
    }
}
