//! The built-in rules compiled ahead, as data: a check starts with them in a tenth of the time that compiling takes. Left out is what
//! no check needs: tests, and the texts that places lie in, which travel beside them.

use super::{builtin_sources, identity};
use crate::{
    ruleset::RuleSet,
    source::{Place, Span},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where the data stand in the repository. A test holds them to what the rule files compile to, and writes them anew when asked.
pub const FILE: &str = "src/compile/ready.bin";

pub(super) const BYTES: &[u8] = include_bytes!("ready.bin");

/// Differs between builds whose rule sets differ as data: what one writes, the other cannot read.
pub const MARK: u64 = mark(BYTES);

const fn mark(mut bytes: &[u8]) -> u64 {
    let mut mark: u64 = 0xcbf2_9ce4_8422_2325;
    while let Some((chunk, rest)) = bytes.split_first_chunk() {
        mark = (mark ^ u64::from_le_bytes(*chunk)).wrapping_mul(0x0100_0000_01b3);
        bytes = rest;
    }
    mark
}

#[derive(Serialize, Deserialize)]
struct Ready {
    rules: RuleSet,
    /// Where each rule stands: the file by its index among the built-in ones.
    places: Vec<(usize, Span)>,
}

/// The data for a rule set that was compiled from the built-in files; none for another.
pub fn bytes(rules: RuleSet) -> Option<Vec<u8>> {
    let sources = builtin_sources();
    let place = |place: &Place| Some((sources.iter().position(|source| *source == place.source)?, place.span));
    let places = rules.rules.iter().map(|rule| place(&rule.place)).collect::<Option<_>>()?;
    postcard::to_allocvec(&Ready { rules, places }).ok()
}

/// The rule set; none if the rule files are others by now, as while they are being edited.
pub(super) fn rules(bytes: &[u8]) -> Option<RuleSet> {
    let Ready { mut rules, places } = postcard::from_bytes(bytes).ok()?;
    let sources = builtin_sources();
    let is_of_these_files = rules.identity.hash == identity::of(sources.iter().map(|source| &**source), &[]).hash;
    for (rule, (source, span)) in rules.rules.iter_mut().zip(places) {
        rule.place = Place { source: Arc::clone(sources.get(source)?), span };
    }
    is_of_these_files.then_some(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> RuleSet {
        crate::compile::builtin().rules.unwrap()
    }

    #[test]
    fn they_are_what_the_files_compile_to_but_for_tests() {
        let mut whole = whole();
        assert!(whole.rules.iter().any(|rule| !rule.tests.is_empty()));
        whole.rules.iter_mut().for_each(|rule| rule.tests.clear());
        whole.facts.iter_mut().for_each(|fact| fact.tests.clear());
        let data = bytes(whole.clone()).unwrap();
        assert!(format!("{:#?}", rules(&data).unwrap()) == format!("{whole:#?}"));
    }

    #[test]
    fn what_is_torn_or_of_other_rules_is_not_used() {
        let mut set = whole();
        let data = bytes(set.clone()).unwrap();
        assert!(rules(&data).is_some());
        assert!(rules(data.get(..data.len() / 2).unwrap()).is_none());
        set.identity.hash.replace_range(..1, "-");
        assert!(rules(&bytes(set).unwrap()).is_none());
    }
}
