//! Two rules with one requirement, and two with one name.

use super::Own;
use crate::{
    compile::{In, reporter::Reporter},
    diagnostic::{Code, Diagnostic},
    ruleset::{Body, Condition, Instance, Normal, Over, RuleId, RuleSet},
    syntax::ast,
    template::{CellId, EditionId},
    text,
};
use std::collections::HashMap;

/// What is asked at a place, however it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked<'a> {
    Row(Normal),
    Condition(&'a Condition),
}

/// An instance, and what it asks.
struct Asks<'a> {
    instance: &'a Instance,
    asked: Asked<'a>,
}

/// What all rules ask, by edition and the first cell.
pub(super) struct Twins<'a> {
    by_cell: HashMap<(EditionId, Option<CellId>, Option<Over>), Vec<Asks<'a>>>,
}

impl<'a> Twins<'a> {
    pub(super) fn of(set: &'a RuleSet) -> Twins<'a> {
        let mut by_cell: HashMap<_, Vec<Asks<'a>>> = HashMap::new();
        for edition in set.template.edition_ids() {
            for instance in set.instances(edition) {
                if let Some(asked) = Asked::of(&instance.body) {
                    let key = (edition, instance.cells().first().copied(), instance.over);
                    by_cell.entry(key).or_default().push(Asks { instance, asked });
                }
            }
        }
        Twins { by_cell }
    }

    /// The rule that asks the same at every place of a rule.
    pub(super) fn doubt(&self, own: &Own<'_>, items: &[&In<'_, ast::Rule>]) -> Option<Diagnostic> {
        let require = own.require()?;
        let (first, rest) = own.places.split_first()?;
        let mut others = self.same_as(own, *first);
        others.retain(|other| rest.iter().all(|place| self.same_as(own, *place).contains(other)));
        let other = others.into_iter().find(|other| {
            let count = self.by_cell.values().flatten().filter(|asks| asks.instance.rule == *other).count();
            let is_inherited = items.get(other.index()).is_some_and(|item| item.is_inherited());
            *other < own.id || is_inherited || count > own.places.len()
        })?;
        let other = items.get(other.index())?;
        let code = &other.node.code.node;
        let message = text!("与规则 {code} 是同一个要求", "the rule {code} requires the same");
        let label = text!("同一个要求", "the same requirement");
        let wrong = Diagnostic::new(Code::SameRequirement, own.item.source, require.span, message, label);
        let wrong = wrong.also(other.source, other.node.code.span, text!("已有的一条", "the one that is there"));
        Some(wrong.help(match other.is_inherited() {
            true => text!(
                "删去这一条；要改内置规则的级别，写 adjust {code} {{ … }}",
                "remove this one; the severity of the built-in rule is changed by adjust {code} {{ … }}"
            ),
            false => text!("两条留一条", "keep one of the two"),
        }))
    }

    fn same_as(&self, own: &Own<'_>, (edition, place): (EditionId, &Instance)) -> Vec<RuleId> {
        let Some(asked) = Asked::of(&place.body) else { return Vec::new() };
        let beside = self.by_cell.get(&(edition, place.cells().first().copied(), place.over)).map(Vec::as_slice);
        let same = beside
            .unwrap_or_default()
            .iter()
            .filter(|other| other.instance.rule != own.id && other.instance.guard == place.guard && other.asked == asked);
        same.map(|other| other.instance.rule).collect()
    }
}

impl<'a> Asked<'a> {
    fn of(body: &'a Body) -> Option<Asked<'a>> {
        match body {
            Body::Linear(row) => row.normal().map(Asked::Row),
            Body::Condition(condition) => Some(Asked::Condition(condition)),
            Body::Form(_) => None,
        }
    }
}

/// Rules over one table, in one edition, with one name: lists and letters would not tell them apart.
pub(super) fn names(all: &[Own<'_>], reporter: &mut Reporter) {
    for (at, second) in all.iter().enumerate() {
        let editions = |own: &Own<'_>| own.places.iter().map(|(edition, _)| *edition).collect::<Vec<_>>();
        let own = editions(second);
        let table =
            |own: &Own<'_>| own.set[own.id].scope.as_ref().map(|scope| scope.table.clone()).filter(|table| !table.is_empty());
        let Some(over) = table(second) else { continue };
        let mut before = all.iter().take(at).filter(|first| first.item.node.name.node == second.item.node.name.node);
        let Some(first) = before
            .find(|first| table(first).as_ref() == Some(&over) && editions(first).iter().any(|edition| own.contains(edition)))
        else {
            continue;
        };
        let (name, code) = (&second.item.node.name.node, &first.item.node.code.node);
        let message = text!("规则 {code} 也叫“{name}”", "the rule {code} is called “{name}” as well");
        let label = text!("同一个名称", "the same name");
        let help = text!("改一个名称，写明核对的是什么", "give one of them another name that says what it checks");
        reporter.push(
            Diagnostic::new(Code::NameOfOtherRule, second.item.source, second.item.node.name.span, message, label)
                .also(first.item.source, first.item.node.name.span, text!("{code} 的名称", "the name of {code}"))
                .help(help),
        );
    }
}
