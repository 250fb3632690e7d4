//! Builds the tests that are written in rules.

use super::{
    super::{
        ast::{About, At, Base, CellRef, Expectation, Spanned, Step, Test},
        grammar::{Pair, Rule},
    },
    Builder,
};
use crate::number::Number;

impl Builder<'_> {
    pub(super) fn test(&mut self, pair: Pair<'_>) -> Option<Test> {
        let (mut name, mut edition, mut steps) = (None, None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::text => name = Some(self.text(&part)),
                Rule::test_edition => edition = part.into_inner().last().map(|part| self.edition_name(&part)),
                Rule::step => steps.push(self.step(part)?),
                _ => {}
            }
        }
        Some(Test { name: name?, edition, steps })
    }

    fn step(&mut self, pair: Pair<'_>) -> Option<Spanned<Step>> {
        let span = self.span(&pair);
        let part = pair.into_inner().next()?;
        let node = match part.as_rule() {
            Rule::of_prior => self.prior(part.into_inner().last()?)?,
            Rule::children => Step::Children(self.files(part)),
            Rule::other_unit => Step::Other(self.files(part).pop()?),
            Rule::expect => {
                let only = part.clone().into_inner().any(|part| part.as_rule() == Rule::kw_only);
                self.expect(part.into_inner().last()?, only)?
            }
            _ => self.edit(part)?,
        };
        Some(Spanned { node, span })
    }

    fn prior(&mut self, part: Pair<'_>) -> Option<Step> {
        if part.as_rule() == Rule::test_edition {
            return part.into_inner().last().map(|name| Step::PriorDense(self.edition_name(&name)));
        }
        Some(Step::Prior(Box::new(self.edit(part)?)))
    }

    fn edit(&mut self, part: Pair<'_>) -> Option<Step> {
        match part.as_rule() {
            Rule::base => Some(self.base(part)),
            Rule::set => self.set(part),
            Rule::about => self.about(part),
            Rule::prose => self.prose(part),
            Rule::remove => self.remove(part.into_inner().last()?),
            _ => Some(Step::Blank(self.cell(part.into_inner().last()?)?)),
        }
    }

    fn remove(&mut self, what: Pair<'_>) -> Option<Step> {
        if what.as_rule() == Rule::changed_part {
            return self.changed_part(what).map(Step::Remove);
        }
        let name = what.into_inner().find(|part| part.as_rule() == Rule::name)?;
        Some(Step::RemoveSection(self.name(&name)))
    }

    fn files(&mut self, pair: Pair<'_>) -> Vec<Spanned<String>> {
        pair.into_inner().filter(|part| part.as_rule() == Rule::text).map(|part| self.text(&part)).collect()
    }

    fn base(&mut self, pair: Pair<'_>) -> Step {
        let file = pair.into_inner().find(|part| part.as_rule() == Rule::text);
        Step::Base(file.map_or(Base::Dense, |file| Base::File(self.text(&file))))
    }

    fn about(&mut self, pair: Pair<'_>) -> Option<Step> {
        let (mut about, mut value) = (About::Kind, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::about_what => about = About::named(part.as_str().trim())?,
                Rule::text => value = Some(self.text(&part)),
                Rule::date | Rule::figure => value = Some(Spanned { node: part.as_str().to_owned(), span: self.span(&part) }),
                Rule::name => value = Some(self.name(&part)),
                _ => {}
            }
        }
        Some(Step::About(about, value?))
    }

    fn prose(&mut self, pair: Pair<'_>) -> Option<Step> {
        let (mut section, mut words) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => section = Some(self.name(&part)),
                Rule::text => words = Some(self.text(&part)),
                _ => {}
            }
        }
        Some(Step::Prose(section?, words?))
    }

    fn set(&mut self, pair: Pair<'_>) -> Option<Step> {
        let (mut cell, mut value, mut is_word) = (None, None, false);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::cell => cell = Some(self.cell(part)?),
                Rule::figure | Rule::date => value = Some(Spanned { node: part.as_str().to_owned(), span: self.span(&part) }),
                Rule::text => value = Some(self.text(&part)),
                Rule::name => (value, is_word) = (Some(self.name(&part)), true),
                _ => {}
            }
        }
        Some(Step::Set(cell?, value?, is_word))
    }

    fn expect(&mut self, pair: Pair<'_>, only: bool) -> Option<Step> {
        match pair.as_rule() {
            Rule::expect_nothing => Some(Step::ExpectNothing(only)),
            Rule::expect_cause => {
                let (cell, figure) = self.expected_cause(pair)?;
                Some(Step::ExpectCause(cell, figure))
            }
            _ => self.expected_finding(pair).map(|expected| Step::Expect(Expectation { only, ..expected })),
        }
    }

    fn expected_cause(&mut self, pair: Pair<'_>) -> Option<(CellRef, Option<Spanned<Number>>)> {
        let (mut cell, mut figure) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::cell => cell = Some(self.cell(part)?),
                Rule::figure => figure = Some(Spanned { node: self.plain_number(&part)?, span: self.span(&part) }),
                _ => {}
            }
        }
        Some((cell?, figure))
    }

    fn expected_finding(&mut self, pair: Pair<'_>) -> Option<Expectation> {
        let (mut code, mut at, mut unknown) = (None, None, false);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::code => code = Some(self.name(&part)),
                Rule::path => at = Some(At::Line(self.path(part))),
                Rule::row_key => at = Some(At::Line(self.row_key(&part))),
                Rule::cell => at = Some(At::Cell(self.cell(part)?)),
                Rule::kw_unknown => unknown = true,
                _ => {}
            }
        }
        Some(Expectation { code: code?, at, unknown, only: false })
    }
}
