//! The checks of the form, from the words of a rule to what the engine knows them by.

use crate::{ruleset::FormCheck, syntax::ast};

pub(super) fn form_check(check: ast::FormCheck) -> FormCheck {
    match check {
        ast::FormCheck::SectionsInOrder => FormCheck::SectionsInOrder,
        ast::FormCheck::TablesPresent => FormCheck::TablesPresent,
        ast::FormCheck::FilledIn => FormCheck::FilledIn,
        ast::FormCheck::OwnLayout => FormCheck::OwnLayout,
        ast::FormCheck::WholeGrid => FormCheck::WholeGrid,
        ast::FormCheck::Kinds => FormCheck::Kinds,
        ast::FormCheck::TotalsFilled => FormCheck::TotalsFilled,
        ast::FormCheck::SubtotalsAddUp => FormCheck::SubtotalsAddUp,
        ast::FormCheck::BasisInForce => FormCheck::BasisInForce,
        ast::FormCheck::EveryUnitReports => FormCheck::EveryUnitReports,
        ast::FormCheck::ContentOfNamedUnit => FormCheck::ContentOfNamedUnit,
        ast::FormCheck::OneSubmission => FormCheck::OneSubmission,
        ast::FormCheck::YearAskedFor => FormCheck::YearAskedFor,
        ast::FormCheck::FactsAgree => FormCheck::FactsAgree,
        ast::FormCheck::UnlikePrior => FormCheck::UnlikePrior,
        ast::FormCheck::UnlikeOthers => FormCheck::UnlikeOthers,
    }
}
