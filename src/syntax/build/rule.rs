//! Builds rules and their clauses.

use super::{
    super::{
        ast::{Clause, Each, FormCheck, Name, Requirement, Rule as RuleTree, Severity, Shape, Spanned},
        grammar::{Pair, Rule},
    },
    Builder,
};

impl Builder<'_> {
    pub(super) fn rule(&mut self, pair: Pair<'_>, explanation: String) -> Option<RuleTree> {
        let span = self.span(&pair);
        let (mut code, mut name, mut severity, mut clauses) = (None, None, None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::code => code = Some(self.name(&part)),
                Rule::name => name = Some(self.name(&part)),
                Rule::severity => severity = Some(self.severity(&part)),
                Rule::clause => clauses.push(self.clause(part)?),
                _ => {}
            }
        }
        Some(RuleTree { explanation, code: code?, name: name?, severity: severity?, clauses, span })
    }

    fn severity(&self, pair: &Pair<'_>) -> Spanned<Severity> {
        let node = match pair.as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Info,
        };
        Spanned { node, span: self.span(pair) }
    }

    fn clause(&mut self, pair: Pair<'_>) -> Option<Spanned<Clause>> {
        self.operators = 0;
        let span = self.span(&pair);
        let part = pair.into_inner().next()?;
        let node = match part.as_rule() {
            Rule::in_edition => Clause::InEdition(self.edition_names(part)),
            Rule::each => self.each(part)?,
            Rule::when => Clause::When(self.expr(last(part)?)?),
            Rule::require => Clause::Require(self.requirement(last(part)?)?),
            Rule::say => Clause::Say(self.text(&last(part)?)),
            Rule::basis => Clause::Basis(self.texts(part)),
            Rule::test => Clause::Test(self.test(part)?),
            _ => return None,
        };
        Some(Spanned { node, span })
    }

    fn edition_names(&mut self, pair: Pair<'_>) -> Vec<Name> {
        pair.into_inner().filter(|part| part.as_rule() == Rule::edition_name).map(|part| self.edition_name(&part)).collect()
    }

    pub(super) fn texts(&mut self, pair: Pair<'_>) -> Vec<Spanned<String>> {
        pair.into_inner().filter(|part| part.as_rule() == Rule::text).map(|part| self.text(&part)).collect()
    }

    fn each(&mut self, pair: Pair<'_>) -> Option<Clause> {
        if let Some(cell) = pair.clone().into_inner().find(|part| part.as_rule() == Rule::each_cell) {
            let parts: Vec<Pair<'_>> = cell.into_inner().collect();
            let counts = parts.iter().any(|part| part.as_rule() == Rule::kw_count);
            let table = parts.iter().find(|part| part.as_rule() == Rule::name).map(|part| self.name(part));
            return Some(Clause::EachCell(counts, table));
        }
        let (mut each, mut table) = (Each::Column, None);
        for part in pair.into_inner() {
            match (part.as_rule(), part.as_str()) {
                (Rule::statement, "share") => return Some(Clause::Shape(Shape::Share)),
                (Rule::statement, "growth") => return Some(Clause::Shape(Shape::Growth)),
                (Rule::statement, _) => return Some(Clause::Shape(Shape::Breakdown)),
                (Rule::each_what, "row") => each = Each::Row,
                (Rule::each_what, "group") => each = Each::Group,
                (Rule::name, _) => table = Some(self.name(&part)),
                _ => {}
            }
        }
        Some(Clause::Each(each, table?))
    }

    fn requirement(&mut self, pair: Pair<'_>) -> Option<Requirement> {
        match pair.as_rule() {
            Rule::form_check => form_check(pair.into_inner().next()?.as_rule()).map(Requirement::Form),
            _ => self.expr(pair).map(Requirement::Condition),
        }
    }
}

fn form_check(phrase: Rule) -> Option<FormCheck> {
    Some(match phrase {
        Rule::sections_in_order => FormCheck::SectionsInOrder,
        Rule::tables_present => FormCheck::TablesPresent,
        Rule::filled_in => FormCheck::FilledIn,
        Rule::own_layout => FormCheck::OwnLayout,
        Rule::whole_grid => FormCheck::WholeGrid,
        Rule::kinds => FormCheck::Kinds,
        Rule::totals_filled => FormCheck::TotalsFilled,
        Rule::subtotals_add_up => FormCheck::SubtotalsAddUp,
        Rule::basis_in_force => FormCheck::BasisInForce,
        Rule::every_unit_reports => FormCheck::EveryUnitReports,
        Rule::own_file => FormCheck::ContentOfNamedUnit,
        Rule::one_submission => FormCheck::OneSubmission,
        Rule::own_year => FormCheck::YearAskedFor,
        Rule::facts_agree => FormCheck::FactsAgree,
        Rule::unlike_prior => FormCheck::UnlikePrior,
        Rule::unlike_others => FormCheck::UnlikeOthers,
        _ => return None,
    })
}

/// What stands behind a clause's keyword.
fn last(pair: Pair<'_>) -> Option<Pair<'_>> {
    pair.into_inner().last()
}
