//! What rules say that is legal and surely not meant: a sum that leaves a part out, the requirement or the name of another rule, a
//! percentage without its sign, a figure in a message that the rule does not look at, a fact that no rule asks for. Of what a folder
//! extends nothing is said.

mod shares;
mod shown;
mod sums;
mod twins;
pub(super) mod unused;

use super::{In, reporter::Reporter};
use crate::{
    ruleset::{Instance, RuleId, RuleSet},
    source::Span,
    syntax::ast::{self, Clause, Requirement},
    template::EditionId,
};

/// A rule of the folder, with what it comes to at its places.
struct Own<'a> {
    id: RuleId,
    item: &'a In<'a, ast::Rule>,
    set: &'a RuleSet,
    places: Vec<(EditionId, &'a Instance)>,
}

impl<'a> Own<'a> {
    /// The condition behind `require`.
    fn require(&self) -> Option<&'a ast::Expr> {
        self.item.node.clauses.iter().find_map(|clause| match &clause.node {
            Clause::Require(Requirement::Condition(node)) => Some(node),
            _ => None,
        })
    }

    fn words(&self, span: Span) -> &'a str {
        self.item.source.slice(span).trim()
    }
}

/// Looks at every rule of the folder.
pub(super) fn complain(items: &[&In<'_, ast::Rule>], set: &RuleSet, reporter: &mut Reporter) {
    let own = items.iter().enumerate().filter(|(_, item)| !item.is_inherited());
    let mut all: Vec<Own<'_>> = own.map(|(at, item)| Own { id: RuleId::new(at), item, set, places: Vec::new() }).collect();
    for edition in set.template.edition_ids() {
        for instance in set.instances(edition) {
            if let Ok(at) = all.binary_search_by_key(&instance.rule, |own| own.id)
                && let Some(own) = all.get_mut(at)
            {
                own.places.push((edition, instance));
            }
        }
    }
    let twins = twins::Twins::of(set);
    for own in &all {
        let found = sums::doubt(own).or_else(|| shares::doubt(own)).or_else(|| twins.doubt(own, items));
        found.into_iter().chain(shown::doubt(own, &all)).for_each(|found| reporter.push(found));
    }
    twins::names(&all, reporter);
}
