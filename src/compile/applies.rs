//! Sections that apply only in some case: the case becomes a condition, and the condition a guard of every rule over their cells.

use super::{
    In, Items,
    declared::Declared,
    reporter::Reporter,
    scope::{HeldBy, Position, Scope},
};
use crate::{
    ruleset::{Applies, Body, Condition, Instance},
    syntax::ast,
    template::{EditionId, Template},
};
use std::cell::RefCell;

/// The cases of all editions.
pub(super) fn compile(template: &Template, items: &Items<'_>, declared: &Declared, reporter: &mut Reporter) -> Vec<Applies> {
    items.editions.iter().flat_map(|item| of_edition(template, item, declared, reporter)).collect()
}

fn of_edition(template: &Template, item: &In<'_, ast::Edition>, declared: &Declared, reporter: &mut Reporter) -> Vec<Applies> {
    let Some(edition) = template.edition(&item.node.edition.node) else { return Vec::new() };
    let more = RefCell::default();
    let (source, held_by, position) = (item.source, HeldBy::Test, Position::Free);
    let scope = Scope { source, template, declared, edition, held_by, prior: edition, position, shape: None, more: &more };
    let mut found = Vec::new();
    for (section, node) in item.node.sections.iter().enumerate() {
        match node.when.as_ref().map(|when| scope.condition(when)) {
            Some(Ok(when)) => found.push(Applies { edition, section, when }),
            Some(Err(wrong)) => reporter.push(*wrong),
            None => {}
        }
    }
    more.take().into_iter().for_each(|wrong| reporter.push_first_of_place(*wrong));
    found
}

/// Holds instances over cells of such sections to the case of each.
pub(super) fn guard(instances: &mut [Instance], template: &Template, edition: EditionId, cases: &[Applies]) {
    for case in cases.iter().filter(|case| case.edition == edition) {
        let Some(section) = template[edition].sections.get(case.section) else { continue };
        for instance in instances.iter_mut() {
            let mut cells = instance.cells();
            cells.extend(instance.guard.iter().flat_map(|guard| guard.cells()));
            let is_within =
                cells.iter().any(|cell| cell.table.edition == edition && section.tables.contains(&cell.table.index()));
            if is_within && !matches!(instance.body, Body::Form(_)) {
                let case = Box::new(case.when.clone());
                instance.guard = Some(match instance.guard.take() {
                    Some(guard) => Box::new(Condition::And(case, guard)),
                    None => case,
                });
            }
        }
    }
}
