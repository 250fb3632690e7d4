//! The law of a rule, as far as it bears on a report's edition.

use crate::{
    ruleset::{Basis, RuleSet},
    template::EditionId,
};

/// The law of a rule: each notice with its clause, without those that are for other editions.
pub(crate) fn law(rules: &RuleSet, edition: Option<EditionId>, code: &str) -> Vec<String> {
    let basis = rules.rule(code).map(|rule| rule.basis.as_slice()).unwrap_or_default();
    let of = |edition: EditionId| basis.iter().filter(move |basis| basis.is_for(edition));
    let Some(own) = edition else { return basis.iter().map(cited).collect() };
    if of(own).next().is_some() {
        return of(own).map(cited).collect();
    }
    // An edition that took the rule over without a basis of its own: the latest one before it, with its edition.
    let last =
        rules.template.edition_ids().take(own.index()).collect::<Vec<_>>().into_iter().rfind(|at| of(*at).next().is_some());
    let Some(last) = last else { return Vec::new() };
    of(last).map(|basis| format!("{}（{}）", cited(basis), rules.template[last].name)).collect()
}

/// `国办公开办函〔2021〕30号 第三部分表头`
pub(crate) fn cited(basis: &Basis) -> String {
    if basis.clause.is_empty() { basis.notice.clone() } else { format!("{} {}", basis.notice, basis.clause) }
}
