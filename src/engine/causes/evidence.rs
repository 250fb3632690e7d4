//! What other places state of a cell: the prose, last year's report, the reports of the units below. It decides between causes
//! that the equations leave equally likely.

use crate::{
    engine::view::{
        View,
        evaluate::{Evaluator, Fraction, NoAnswer, NoProse, StatedFigures, decimal},
        figures::decimals_of,
        plan::cells_of,
    },
    number::Number,
    ruleset::{Body, Comparison, Condition, Instance, Over, Relation, Whose},
    template::CellId,
};
use num_traits::{CheckedSub, Zero};
use std::collections::HashMap;

/// The figures that are stated of cells, by their place in the dense array, and who states them.
#[derive(Debug, Default)]
pub(in crate::engine) struct Evidence {
    stated: HashMap<usize, Vec<(i64, Source)>>,
}

/// Who states a figure.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) enum Source {
    /// The report's own prose.
    Prose,
    /// Last year's report.
    Prior,
    /// The reports of the units below, added up.
    Children,
}

/// Rules over more cells state nothing of one of them.
const MOST_CELLS: usize = 8;

impl Evidence {
    /// All that is stated of a report's cells.
    pub(in crate::engine) fn of(view: &View<'_>) -> Evidence {
        let mut evidence = Evidence::default();
        let among = view.plan.among.iter().filter(|among| view.lacks(among).is_none()).map(|among| among.at);
        for at in view.plan.others.iter().map(|other| other.at).chain(among) {
            evidence.add(view, &view.rules[at]);
        }
        evidence
    }

    /// Each cell of which something is stated, with the figures.
    pub(in crate::engine) fn figures(&self) -> impl Iterator<Item = (usize, Vec<i64>)> {
        self.stated.iter().map(|(index, stated)| (*index, stated.iter().map(|(figure, _)| *figure).collect()))
    }

    /// Who states this figure of a cell.
    pub(in crate::engine) fn who(&self, index: usize, figure: i64) -> Option<Source> {
        self.stated.get(&index)?.iter().find(|(stated, _)| *stated == figure).map(|(_, who)| *who)
    }

    fn add(&mut self, view: &View<'_>, instance: &Instance) {
        let Body::Condition(condition @ Condition::Compare(_, Comparison::Exact(Relation::Equal), _)) = &instance.body else {
            return;
        };
        let Some(who) = who(instance) else { return };
        if matches!(who, Source::Prose) && view.statements().is_none() {
            return;
        }
        let cells: Vec<CellId> = cells_of(instance).collect();
        if cells.is_empty() || cells.len() > MOST_CELLS {
            return;
        }
        let mut add = |read: &dyn StatedFigures| {
            for (index, figure) in cells.iter().filter_map(|cell| stated(view, (instance, condition), *cell, read)) {
                self.stated.entry(index).or_default().push((figure, who));
            }
        };
        match instance.over {
            Some(Over::Fact(fact)) => {
                let statements = view.statements().into_iter();
                statements.flat_map(|statements| statements.readings_of(fact)).for_each(|reading| add(&reading));
            }
            None => add(&NoProse),
            Some(Over::Shape(_)) => {}
        }
    }
}

fn who(instance: &Instance) -> Option<Source> {
    match instance.over {
        Some(Over::Fact(_)) => Some(Source::Prose),
        Some(Over::Shape(_)) => None,
        None if instance.asks_for(Whose::Prior) => Some(Source::Prior),
        None if instance.asks_for(Whose::Children) => Some(Source::Children),
        None => None,
    }
}

/// The figure of one cell with which the two sides are equal, all other cells being right: none unless the gap between them grows
/// by one with every one.
fn stated(
    view: &View<'_>,
    (instance, condition): (&Instance, &Condition),
    cell: CellId,
    stated: &dyn StatedFigures,
) -> Option<(usize, i64)> {
    let index = view.plan.index(cell)?;
    let gap = |value: i128| -> Result<Fraction, NoAnswer> {
        let figure = |other: CellId| if other == cell { Some(Number::whole(value)) } else { view.figure(other) };
        let evaluator = Evaluator { report: view.report, figure, stated, others: &view.others };
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
    let kind = view.rules.template.kind(cell)?;
    let figure = i64::try_from(root.at_decimals(decimals_of(kind))?).ok()?;
    (figure >= 0 || kind.signed).then_some((index, figure))
}
