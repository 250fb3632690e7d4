//! The law of a rule, as far as it bears on a report's edition.

use crate::{
    ruleset::{Basis, RuleSet},
    template::{Edition, EditionId},
};

/// The law of a rule: each notice with its clause, without those that only another edition rests on.
pub(crate) fn law(rules: &RuleSet, edition: Option<EditionId>, code: &str) -> Vec<String> {
    let basis = rules.rule(code).map(|rule| rule.basis.as_slice()).unwrap_or_default();
    let own: Vec<String> = basis.iter().filter(|basis| applies(rules, edition, basis)).map(cited).collect();
    if !own.is_empty() || basis.is_empty() {
        return own;
    }
    // A rule that an edition took over without a basis of its own: the latest one before it, with its edition.
    let rests = |edition: &Edition| basis.iter().any(|basis| edition.basis.contains(&basis.notice));
    let before = rules.template.editions.iter().take(edition.map_or(usize::MAX, EditionId::index));
    let Some(last) = before.rev().find(|edition| rests(edition)) else { return own };
    let of_last = basis.iter().filter(|basis| last.basis.contains(&basis.notice));
    of_last.map(|basis| format!("{}（{}）", cited(basis), last.name)).collect()
}

fn applies(rules: &RuleSet, own: Option<EditionId>, basis: &Basis) -> bool {
    let editions = rules.template.edition_ids();
    let resting: Vec<EditionId> = editions.filter(|at| rules.template[*at].basis.contains(&basis.notice)).collect();
    own.is_none_or(|own| resting.is_empty() || resting.contains(&own))
}

/// `国办公开办函〔2021〕30号 第三部分表头`
pub(crate) fn cited(basis: &Basis) -> String {
    if basis.clause.is_empty() { basis.notice.clone() } else { format!("{} {}", basis.notice, basis.clause) }
}
