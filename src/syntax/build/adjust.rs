//! Builds changes of built-in rules.

use super::{
    super::{
        ast::{Adjust, Adjusted, Adjustment, Spanned},
        grammar::{Pair, Rule},
    },
    Builder,
};

impl Builder<'_> {
    pub(super) fn adjust(&mut self, pair: Pair<'_>) -> Option<Adjust> {
        let span = self.span(&pair);
        let (mut code, mut changes) = (None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::code => code = Some(self.name(&part)),
                Rule::adjustment => changes.push(self.adjustment(part)?),
                _ => {}
            }
        }
        Some(Adjust { code: code?, changes, span })
    }

    fn adjustment(&mut self, pair: Pair<'_>) -> Option<Spanned<Adjustment>> {
        self.operators = 0;
        let span = self.span(&pair);
        let (mut severity, mut editions, mut when, mut reason) = (None, Vec::new(), None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::severity => severity = Some(self.severity(&part)),
                Rule::in_edition => editions = self.edition_names(part),
                Rule::when => when = Some(self.expr(part.into_inner().last()?)?),
                Rule::text => reason = Some(self.text(&part)),
                _ => {}
            }
        }
        let what = severity.map_or(Adjusted::Off(editions, when), Adjusted::Severity);
        Some(Spanned { node: Adjustment { what, reason: reason? }, span })
    }
}
