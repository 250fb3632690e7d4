//! Builds rules and their clauses.

use super::{
    super::{
        ast::{Basis, Clause, Each, FormCheck, Name, Requirement, Rule as RuleTree, Severity, Shape, Spanned},
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

    pub(super) fn severity(&self, pair: &Pair<'_>) -> Spanned<Severity> {
        let node = Severity::named(pair.as_str().trim()).unwrap_or(Severity::Info);
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
            Rule::basis => Clause::Basis(self.basis(part)),
            Rule::test => Clause::Test(self.test(part)?),
            _ => return None,
        };
        Some(Spanned { node, span })
    }

    fn basis(&mut self, pair: Pair<'_>) -> Basis {
        let editions = pair.clone().into_inner().find(|part| part.as_rule() == Rule::in_edition);
        Basis { editions: editions.map(|part| self.edition_names(part)).unwrap_or_default(), texts: self.texts(pair) }
    }

    pub(super) fn edition_names(&mut self, pair: Pair<'_>) -> Vec<Name> {
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
                (Rule::statement, word) => return Shape::named(word.trim()).map(Clause::Shape),
                (Rule::each_what, word) => each = Each::named(word)?,
                (Rule::name, _) => table = Some(self.name(&part)),
                _ => {}
            }
        }
        Some(Clause::Each(each, table?))
    }

    fn requirement(&mut self, pair: Pair<'_>) -> Option<Requirement> {
        match pair.as_rule() {
            Rule::form_check => {
                let phrase = pair.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
                FormCheck::named(&phrase).map(Requirement::Form)
            }
            _ => self.expr(pair).map(Requirement::Condition),
        }
    }
}

/// What stands behind a clause's keyword.
fn last(pair: Pair<'_>) -> Option<Pair<'_>> {
    pair.into_inner().last()
}
