//! The lexicon of a rule set and the function words of the language, made ready to be looked for: one walk over a sentence finds
//! every word of either, wherever it stands.

use super::{
    pattern::Patterns,
    text::{Words, plain},
};
use crate::{
    chinese::word::{self, Mark},
    ruleset::{self, Part, Pattern, RuleSet, YearOf},
};
use std::ops::Range;

/// What a word found in a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It names a topic, by its index.
    Topic(usize),
    /// It names a topic where nothing unknown stands in front of it.
    Weak(usize),
    /// It brings a topic into reach.
    Near(usize),
    /// It names an event, by its index.
    Event(usize),
    Light,
    Foreign,
    Own,
    Mark(Mark),
}

/// A word, where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// A lexicon that is ready.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(super) patterns: Patterns,
    pub(super) rules: ruleset::Lexicon,
    pub(super) units: Vec<Vec<char>>,
    /// Nodes of the tree of beginnings; the first is its root.
    nodes: Vec<Node>,
    /// Where the walk goes from the root, by the last bits of a character.
    roots: Vec<Vec<(char, usize)>>,
    /// For each word with a gap: what stands behind its beginning.
    tails: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    next: Vec<(char, usize)>,
    ends: Vec<(Kind, Option<usize>)>,
}

#[derive(Clone, Debug)]
enum Piece {
    AnyOf(Vec<Vec<char>>),
    Gap,
}

/// `{..}` in a word of the lexicon is no longer than this.
const GAP: usize = 12;

/// A word of the lexicon has no more beginnings.
const MOST_BEGINNINGS: usize = 200;

const BUCKETS: usize = 1 << 11;

impl Lexicon {
    pub(crate) fn of(set: &RuleSet) -> Lexicon {
        let rules = set.lexicon.clone();
        let mut lexicon = Lexicon {
            patterns: Patterns::of(&set.facts),
            units: rules.units.iter().map(|unit| unit.chars().map(plain).collect()).collect(),
            nodes: vec![Node::default()],
            roots: vec![Vec::new(); BUCKETS],
            tails: Vec::new(),
            rules: ruleset::Lexicon::default(),
        };
        for (at, topic) in rules.topics.iter().enumerate() {
            lexicon.add_all(&topic.words, Kind::Topic(at));
            lexicon.add_all(&topic.weak, Kind::Weak(at));
            lexicon.add_all(&topic.near, Kind::Near(at));
        }
        for (at, event) in rules.events.iter().enumerate() {
            lexicon.add_all(&event.words, Kind::Event(at));
        }
        lexicon.add_all(&rules.light, Kind::Light);
        lexicon.add_all(&rules.foreign, Kind::Foreign);
        lexicon.add_all(&rules.own, Kind::Own);
        for (mark, words) in word::WORDS {
            words.iter().for_each(|word| lexicon.add(&chars(word), &[], Kind::Mark(*mark)));
        }
        for year in [YearOf::Last, YearOf::This, YearOf::Next] {
            for word in year_words(year) {
                lexicon.add(&word, &[], Kind::Mark(Mark::Year(year)));
            }
        }
        lexicon.rules = rules;
        lexicon
    }

    fn add_all(&mut self, patterns: &[Pattern], kind: Kind) {
        for pattern in patterns {
            let (head, tail) = pattern.split_at(cut(pattern));
            let tail: Vec<Piece> = tail.iter().map(piece).collect();
            for beginning in beginnings(head) {
                self.add(&beginning, &tail, kind);
            }
        }
    }

    fn add(&mut self, beginning: &[char], tail: &[Piece], kind: Kind) {
        if beginning.is_empty() {
            return;
        }
        let mut node = 0;
        for (depth, c) in beginning.iter().enumerate() {
            let known = if depth == 0 { self.root(*c) } else { self.next(node, *c) };
            node = known.unwrap_or_else(|| {
                let new = self.nodes.len();
                self.nodes.push(Node::default());
                let edges =
                    if depth == 0 { self.roots.get_mut(bucket(*c)) } else { self.nodes.get_mut(node).map(|node| &mut node.next) };
                edges.into_iter().for_each(|edges| edges.push((*c, new)));
                new
            });
        }
        let tail = (!tail.is_empty()).then(|| {
            self.tails.push(tail.to_vec());
            self.tails.len().saturating_sub(1)
        });
        self.nodes.get_mut(node).into_iter().for_each(|node| node.ends.push((kind, tail)));
    }

    fn root(&self, c: char) -> Option<usize> {
        self.roots.get(bucket(c))?.iter().find(|(known, _)| *known == c).map(|(_, node)| *node)
    }

    fn next(&self, node: usize, c: char) -> Option<usize> {
        self.nodes.get(node)?.next.iter().find(|(known, _)| *known == c).map(|(_, node)| *node)
    }

    /// All words of a range, by where they begin.
    pub(super) fn find(&self, words: &Words<'_>, range: Range<usize>) -> Vec<Hit> {
        let mut found = Vec::with_capacity(range.len());
        let text = words.shadow.get(..range.end).unwrap_or_default();
        for start in range {
            let Some(mut node) = text.get(start).and_then(|c| self.root(*c)) else { continue };
            let mut end = start;
            loop {
                end = end.saturating_add(1);
                for (kind, tail) in self.nodes.get(node).into_iter().flat_map(|node| &node.ends) {
                    let end = match tail {
                        None => Some(end),
                        Some(tail) => self.tails.get(*tail).and_then(|tail| behind(tail, text, end)),
                    };
                    found.extend(end.map(|end| Hit { start, end, kind: *kind }));
                }
                match text.get(end).and_then(|c| self.next(node, *c)) {
                    Some(next) => node = next,
                    None => break,
                }
            }
        }
        found
    }

    pub(super) fn topic(&self, at: usize) -> Option<&ruleset::Topic> {
        self.rules.topics.get(at)
    }

    pub(super) fn event(&self, at: usize) -> Option<&ruleset::Event> {
        self.rules.events.get(at)
    }
}

/// Where what is left of a word ends, if it stands at a place.
fn behind(tail: &[Piece], text: &[char], at: usize) -> Option<usize> {
    let Some((piece, rest)) = tail.split_first() else { return Some(at) };
    match piece {
        Piece::AnyOf(any) => {
            let ends = any.iter().filter_map(|word| {
                let end = at.saturating_add(word.len());
                (text.get(at..end)? == word.as_slice()).then(|| behind(rest, text, end))?
            });
            ends.max()
        }
        Piece::Gap => (at..=at.saturating_add(GAP).min(text.len()))
            .take_while(|end| {
                !text.get(at..*end).unwrap_or_default().iter().any(|c| matches!(c, '，' | '；' | '：' | '。' | '（' | '）'))
            })
            .find_map(|end| behind(rest, text, end)),
    }
}

fn bucket(c: char) -> usize {
    c as usize % BUCKETS
}

fn chars(word: &str) -> Vec<char> {
    word.chars().map(plain).collect()
}

/// Words for a year, those with its digits among them.
fn year_words(year: YearOf) -> Vec<Vec<char>> {
    let digits = [word::digits(year); 4];
    let dated = word::BEHIND_YEAR.map(|end| digits.iter().copied().chain(end.chars()).collect());
    word::years(year).iter().map(|word| chars(word)).chain(dated).collect()
}

fn piece(part: &Part) -> Piece {
    match part {
        Part::AnyOf(any) => Piece::AnyOf(any.iter().map(|word| chars(word)).collect()),
        Part::Year(year) => Piece::AnyOf(year_words(*year)),
        Part::Gap | Part::Wide | Part::Figure => Piece::Gap,
    }
}

/// How many parts of a word are spelt out: those in front of a gap, while there are not too many ways.
fn cut(pattern: &[Part]) -> usize {
    let mut ways = 1usize;
    let mut spelt = 0;
    for (at, part) in pattern.iter().enumerate() {
        let Piece::AnyOf(any) = piece(part) else { break };
        ways = ways.saturating_mul(any.len());
        let begins = any.iter().all(|word| !word.is_empty());
        if ways > MOST_BEGINNINGS && spelt > 0 {
            break;
        }
        if begins || spelt > 0 || ways <= MOST_BEGINNINGS {
            spelt = at.saturating_add(1);
        }
    }
    spelt
}

/// Everything that a run of words may begin as.
fn beginnings(head: &[Part]) -> Vec<Vec<char>> {
    let mut found: Vec<Vec<char>> = vec![Vec::new()];
    for part in head {
        let Piece::AnyOf(any) = piece(part) else { continue };
        found = found.iter().flat_map(|begun| any.iter().map(|word| begun.iter().chain(word).copied().collect())).collect();
    }
    found
}
