//! What other places state of a cell: the prose, last year's report, the reports of the units below. It decides between causes
//! that the equations leave equally likely.

use super::{
    check::Check,
    evaluate::{Evaluator, Fraction, NoAnswer, Wordless, Words, decimal},
    figures::decimals_of,
    plan::cells_of,
};
use crate::{
    lang::Text,
    ruleset::{Body, Comparison, Condition, Instance, Over, Relation, Whose},
    template::CellId,
    text,
};
use num_traits::{CheckedSub, Zero};
use std::collections::HashMap;

/// The figures that are stated of cells, by their place in the dense array, and who states them.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    stated: HashMap<usize, Vec<(i64, Text)>>,
}

/// Rules over more cells state nothing of one of them.
const MOST_CELLS: usize = 8;

impl Evidence {
    /// All that is stated of a report's cells.
    pub(super) fn of(check: &Check<'_>) -> Evidence {
        let mut evidence = Evidence::default();
        let among = check.plan.among.iter().filter(|among| check.lacks(among).is_none()).map(|among| among.at);
        for at in check.plan.others.iter().map(|other| other.at).chain(among) {
            evidence.add(check, &check.rules[at]);
        }
        evidence
    }

    /// The figures stated of a cell.
    pub(super) fn figures(&self, index: usize) -> Vec<i64> {
        self.stated.get(&index).into_iter().flatten().map(|(figure, _)| *figure).collect()
    }

    /// Who states this figure of a cell.
    pub(super) fn who(&self, index: usize, figure: i64) -> Option<&Text> {
        self.stated.get(&index)?.iter().find(|(stated, _)| *stated == figure).map(|(_, who)| who)
    }

    fn add(&mut self, check: &Check<'_>, instance: &Instance) {
        let Body::Condition(condition @ Condition::Compare(_, Comparison::Exact(Relation::Equal), _)) = &instance.body else {
            return;
        };
        let cells: Vec<CellId> = cells_of(instance).collect();
        let Some(who) = who(instance).filter(|_| !cells.is_empty() && cells.len() <= MOST_CELLS) else { return };
        let words: Vec<Box<dyn Words + '_>> = match instance.over {
            Some(Over::Fact(fact)) => check.prose().map(|prose| prose.readings_of(fact)).unwrap_or_default(),
            None => vec![Box::new(Wordless)],
            Some(Over::Shape(_)) => Vec::new(),
        };
        for words in &words {
            for cell in &cells {
                if let Some((index, figure)) = stated(check, (instance, condition), *cell, words.as_ref()) {
                    self.stated.entry(index).or_default().push((figure, who.clone()));
                }
            }
        }
    }
}

fn who(instance: &Instance) -> Option<Text> {
    match instance.over {
        Some(Over::Fact(_)) => Some(text!("正文写的是这个数", "as the prose says")),
        Some(Over::Shape(_)) => None,
        None if instance.asks_for(Whose::Prior) => Some(text!("与上年报告相符", "as last year's report has it")),
        None if instance.asks_for(Whose::Children) => Some(text!("与各下级单位之和相符", "as the units below add up to")),
        None => None,
    }
}

/// The figure of one cell with which the two sides are equal, all other cells being right: none unless the gap between them grows
/// by one with every one.
fn stated(
    check: &Check<'_>,
    (instance, condition): (&Instance, &Condition),
    cell: CellId,
    words: &dyn Words,
) -> Option<(usize, i64)> {
    let index = check.plan.index(cell)?;
    let gap = |value: i128| -> Result<Fraction, NoAnswer> {
        let figure = |other: CellId| if other == cell { Some(crate::number::Number::whole(value)) } else { check.figure(other) };
        let evaluator = Evaluator { report: check.report, figure, words, others: &check.others };
        if let Some(guard) = &instance.guard
            && !evaluator.holds(guard)?
        {
            return Err(NoAnswer::NotSaid("guard"));
        }
        let Condition::Compare(left, _, right) = condition else { return Err(NoAnswer::NotSaid("sides")) };
        evaluator.value(left)?.checked_sub(&evaluator.value(right)?).ok_or(NoAnswer::Overflow)
    };
    let (at_zero, at_one, at_two) = (gap(0).ok()?, gap(1).ok()?, gap(2).ok()?);
    let (one, slope) = (Fraction::from_integer(1), at_one.checked_sub(&at_zero)?);
    if (slope != one && slope != -one) || at_two.checked_sub(&at_one)? != slope {
        return None;
    }
    let root = if slope == one { Fraction::zero().checked_sub(&at_zero)? } else { at_zero };
    let root = decimal(root)?;
    let kind = check.rules.template.kind(cell)?;
    let figure = i64::try_from(root.at_decimals(decimals_of(kind))?).ok()?;
    (figure >= 0 || kind.signed).then_some((index, figure))
}
