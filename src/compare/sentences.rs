//! The sentences of two documents that state figures, each beside the one it was: the same words, the same words around other
//! figures, or the most alike.

use super::Comparison;
use crate::{
    prose::{Trace, traces},
    report::Report,
    roster::folded,
    ruleset::RuleSet,
};
use similar::{DiffTag, TextDiff};
use std::{cmp::Reverse, collections::HashMap};

/// A sentence whose figures differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// In the first document; none where it has no such sentence.
    pub one: Option<Side>,
    /// In the second.
    pub two: Option<Side>,
}

/// A sentence as it stands in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The id of the section; none outside all.
    pub section: Option<String>,
    /// As printed.
    pub words: String,
    /// Its figures, as printed, in order.
    pub figures: Vec<String>,
}

/// Sentences that share fewer characters of a hundred are two sentences.
const ALIKE: usize = 60;

/// More sentences than this, on both sides, are compared only with those of the same words: reports have some dozen.
const MOST: usize = 300;

impl Comparison {
    pub(super) fn sentences(&mut self, rules: &RuleSet, one: &Report, two: &Report) {
        if one.prose.is_none() || two.prose.is_none() {
            self.without_prose = true;
            return;
        }
        let mut pairs = Pairs::new(sides(traces(rules, one)), sides(traces(rules, two)));
        pairs.by(|side| folded(&side.words));
        pairs.by(|side| masked(&side.words));
        pairs.by_likeness();
        let Pairs { ones, mut twos, partners } = pairs;
        for (one, partner) in ones.into_iter().zip(partners) {
            let two = partner.and_then(|at| twos.get_mut(at)).and_then(Option::take);
            self.sentence(Some(one), two);
        }
        twos.into_iter().flatten().for_each(|two| self.sentence(None, Some(two)));
    }

    fn sentence(&mut self, one: Option<Side>, two: Option<Side>) {
        if let (Some(one), Some(two)) = (&one, &two) {
            let plain = |side: &Side| side.figures.iter().map(|figure| folded(figure)).collect::<Vec<_>>();
            if plain(one) == plain(two) {
                self.reworded += usize::from(folded(&one.words) != folded(&two.words));
                return;
            }
        }
        self.sentences.push(Sentence { one, two });
    }
}

/// The sentences, with their figures.
fn sides(traces: Vec<Trace>) -> Vec<Side> {
    let mut all: Vec<Side> = Vec::new();
    for trace in traces {
        match all.last_mut().filter(|last| last.words == trace.sentence && last.section == trace.section) {
            Some(last) => last.figures.push(trace.figure),
            None => all.push(Side { section: trace.section, words: trace.sentence, figures: vec![trace.figure] }),
        }
    }
    all
}

/// The words with every figure as one mark.
fn masked(words: &str) -> String {
    let mut masked = String::new();
    for c in folded(words).chars() {
        if !(c.is_ascii_digit() || matches!(c, '.' | ',' | '%')) {
            masked.push(c);
        } else if !masked.ends_with('#') {
            masked.push('#');
        }
    }
    masked
}

/// The sentences of both documents, and which belong together.
struct Pairs {
    ones: Vec<Side>,
    twos: Vec<Option<Side>>,
    /// For each of the first, the second's.
    partners: Vec<Option<usize>>,
}

impl Pairs {
    fn new(ones: Vec<Side>, twos: Vec<Side>) -> Pairs {
        Pairs { partners: vec![None; ones.len()], ones, twos: twos.into_iter().map(Some).collect() }
    }

    /// The second's sentences that have no partner.
    fn free(&self) -> Vec<(usize, &Side)> {
        let is_free = |at: &usize| !self.partners.contains(&Some(*at));
        self.twos.iter().enumerate().filter(|(at, _)| is_free(at)).filter_map(|(at, side)| Some((at, side.as_ref()?))).collect()
    }

    /// Puts together sentences of the same key, in their order.
    fn by(&mut self, key: impl Fn(&Side) -> String) {
        let mut known: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, side) in self.free().into_iter().rev() {
            known.entry(key(side)).or_default().push(at);
        }
        for (one, partner) in self.ones.iter().zip(&mut self.partners).filter(|(_, partner)| partner.is_none()) {
            *partner = known.get_mut(&key(one)).and_then(Vec::pop);
        }
    }

    /// Puts together what is left, the most alike first.
    fn by_likeness(&mut self) {
        let free = self.free();
        let left = self.ones.iter().zip(&self.partners).enumerate().filter(|(_, (_, partner))| partner.is_none());
        let left: Vec<(usize, &Side)> = left.map(|(at, (side, _))| (at, side)).collect();
        if free.len().max(left.len()) > MOST {
            return;
        }
        let mut candidates = Vec::new();
        for (at, one) in left {
            for (other, two) in &free {
                let share = alike(&masked(&one.words), &masked(&two.words));
                candidates.extend((share >= ALIKE).then_some((Reverse(share), at, *other)));
            }
        }
        candidates.sort_unstable();
        for (_, at, other) in candidates {
            let is_taken = self.partners.contains(&Some(other));
            if let Some(partner @ None) = self.partners.get_mut(at).filter(|_| !is_taken) {
                *partner = Some(other);
            }
        }
    }
}

/// How many characters of a hundred two texts share, in order.
fn alike(one: &str, two: &str) -> usize {
    let length = one.chars().count() + two.chars().count();
    let diff = TextDiff::from_chars(one, two);
    let same = diff.ops().iter().filter(|op| op.tag() == DiffTag::Equal).map(|op| op.old_range().len()).sum::<usize>();
    same.saturating_mul(200).checked_div(length).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(words: &str) -> Side {
        Side { section: None, words: words.to_owned(), figures: vec![words.chars().filter(char::is_ascii_digit).collect()] }
    }

    fn partners(ones: &[&str], twos: &[&str]) -> Vec<Option<usize>> {
        let sides = |all: &[&str]| all.iter().map(|words| side(words)).collect();
        let mut pairs = Pairs::new(sides(ones), sides(twos));
        pairs.by(|side| folded(&side.words));
        pairs.by(|side| masked(&side.words));
        pairs.by_likeness();
        pairs.partners
    }

    #[test]
    fn a_sentence_finds_the_one_it_was() {
        let ones = ["受理申请134件。", "公开信息20条。", "收到申请5件，均已答复。", "举办培训3场。"];
        let twos = ["公开信息20条。", "受理申请143件。", "收到申请6件，都按期答复。"];
        assert_eq!(partners(&ones, &twos), [Some(1), Some(0), Some(2), None]);
    }

    #[test]
    fn the_same_words_are_put_together_in_their_order() {
        assert_eq!(partners(&["办结1件。", "办结2件。"], &["办结2件。", "办结3件。"]), [Some(1), Some(0)]);
    }
}
