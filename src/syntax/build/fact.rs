//! Builds facts and parameters.

use super::{
    super::{
        ast::{Fact, FactKind, Param, ParamCase, Spanned},
        grammar::{Pair, Rule},
    },
    Builder,
};

impl Builder<'_> {
    pub(super) fn fact(&mut self, pair: Pair<'_>) -> Option<Fact> {
        let span = self.span(&pair);
        let (mut name, mut kind, mut within) = (None, None, Vec::new());
        let (mut frame, mut patterns, mut except, mut tests) = (None, Vec::new(), Vec::new(), Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::fact_kind => kind = Some(self.fact_kind(&part)),
                Rule::fact_in => {
                    let names = part.into_inner().filter(|part| part.as_rule() == Rule::name);
                    within = names.map(|name| self.name(&name)).collect();
                }
                Rule::fact_frame => frame = self.fact_frame(part),
                Rule::fact_test => tests.extend(self.fact_test(part)),
                Rule::text => patterns.push(self.text(&part)),
                Rule::fact_except => {
                    let texts = part.into_inner().filter(|part| part.as_rule() == Rule::text);
                    except = texts.map(|text| self.text(&text)).collect();
                }
                _ => {}
            }
        }
        Some(Fact { name: name?, kind: kind?, within, frame, patterns, except, tests, span })
    }

    fn fact_kind(&self, pair: &Pair<'_>) -> Spanned<FactKind> {
        let node = FactKind::named(pair.as_str().trim()).unwrap_or(FactKind::Words);
        Spanned { node, span: self.span(pair) }
    }

    pub(super) fn param(&mut self, pair: Pair<'_>) -> Option<Param> {
        let span = self.span(&pair);
        let (mut name, mut kind, mut cases) = (None, None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::param_kind => kind = Some(self.fact_kind(&part)),
                Rule::param_case => cases.push(self.param_case(part)?),
                _ => {}
            }
        }
        Some(Param { name: name?, kind: kind?, cases, span })
    }

    fn param_case(&mut self, pair: Pair<'_>) -> Option<ParamCase> {
        self.operators = 0;
        let (mut when, mut value) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::expr => when = Some(self.expr(part)?),
                Rule::date | Rule::number => value = Some(self.primary(part)?),
                _ => {}
            }
        }
        Some(ParamCase { when, value: value? })
    }
}
