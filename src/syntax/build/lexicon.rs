//! Builds the parts of the lexicon, and what facts ask of it.

use super::{
    super::{
        ast::{EventMark, FactFrame, FactTest, Lexical, LexicalKind, Name, Spanned},
        grammar::{Pair, Rule},
    },
    Builder,
};

impl Builder<'_> {
    /// A topic, an event, light words, words of scope, or units.
    pub(super) fn lexical(&mut self, pair: Pair<'_>) -> Option<Lexical> {
        let span = self.span(&pair);
        let written = pair.as_rule();
        let mut found = Found::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => found.names.push(self.name(&part)),
                Rule::kw_aside => found.aside = true,
                Rule::kw_own => found.own = true,
                Rule::event_mark => found.marks.push(Spanned { node: mark(part.as_str()), span: self.span(&part) }),
                Rule::words => found.words = self.texts(part),
                Rule::topic_weak => found.weak = self.texts(part),
                Rule::topic_near => found.near = self.texts(part),
                Rule::topic_units => found.units = self.texts(part),
                _ => {}
            }
        }
        let Found { names, aside, own, marks, words, weak, near, units } = found;
        let mut names = names.into_iter();
        let kind = match written {
            Rule::topic => LexicalKind::Topic { name: names.next()?, aside, weak, near, units },
            Rule::event => LexicalKind::Event { name: names.next()?, topic: names.next()?, marks },
            Rule::light => LexicalKind::Light,
            Rule::scope => LexicalKind::Scope { own },
            _ => LexicalKind::Units,
        };
        Some(Lexical { kind, words, span })
    }

    pub(super) fn fact_frame(&self, pair: Pair<'_>) -> Option<FactFrame> {
        let (mut names, mut whole) = (Vec::new(), false);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => names.push(self.name(&part)),
                Rule::kw_whole => whole = true,
                _ => {}
            }
        }
        let mut names = names.into_iter();
        Some(FactFrame { topic: names.next()?, event: names.next(), whole })
    }

    pub(super) fn fact_test(&mut self, pair: Pair<'_>) -> Option<FactTest> {
        let (mut matches, mut sentence, mut figures) = (false, None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_matches => matches = true,
                Rule::text => sentence = Some(self.text(&part)),
                Rule::figure => figures.push(Spanned { node: part.as_str().to_owned(), span: self.span(&part) }),
                _ => {}
            }
        }
        Some(FactTest { matches, sentence: sentence?, figures })
    }
}

#[derive(Default)]
struct Found {
    names: Vec<Name>,
    aside: bool,
    own: bool,
    marks: Vec<Spanned<EventMark>>,
    words: Vec<Spanned<String>>,
    weak: Vec<Spanned<String>>,
    near: Vec<Spanned<String>>,
    units: Vec<Spanned<String>>,
}

fn mark(word: &str) -> EventMark {
    match word.trim() {
        "aside" => EventMark::Aside,
        "part" => EventMark::Part,
        "half" => EventMark::Half,
        "default" => EventMark::Default,
        _ => EventMark::ImpliesTopic,
    }
}
