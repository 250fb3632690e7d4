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
pub(crate) enum Kind {
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
    /// Where the walk goes from the root, by character; 0 where no word begins with it.
    roots: Vec<u32>,
    /// The edges and the ends of all nodes, those of one node next to each other.
    edges: Vec<(char, u32)>,
    ends: Vec<(Kind, Option<usize>)>,
    /// Of each event, the first of its topic and name.
    same: Vec<Option<usize>>,
    /// For each word with a gap: what stands behind its beginning.
    tails: Vec<Vec<Piece>>,
    /// A word that is left out, or said in fewer wordings.
    slip: Option<Slip>,
}

/// Where the edges and ends of a node stand among all.
#[derive(Clone, Debug, Default)]
struct Node {
    edges: Range<usize>,
    ends: Range<usize>,
}

/// The tree while it grows.
#[derive(Debug)]
struct Growing {
    roots: Vec<u32>,
    nodes: Vec<Branch>,
    tails: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug, Default)]
struct Branch {
    next: Vec<(char, u32)>,
    ends: Vec<(Kind, Option<usize>)>,
}

#[derive(Debug)]
enum Piece {
    AnyOf(Vec<Vec<char>>),
    Gap,
}

/// `{..}` in a word of the lexicon is no longer than this.
const GAP: usize = 12;

/// A word of the lexicon has no more beginnings.
const MOST_BEGINNINGS: usize = 200;

/// Words begin with a character of the first plane.
const CHARACTERS: usize = 1 << 16;

impl Lexicon {
    pub(crate) fn of(set: &RuleSet) -> Lexicon {
        let rules = set.lexicon.clone();
        let mut tree = Growing { roots: vec![0; CHARACTERS], nodes: vec![Branch::default()], tails: Vec::new() };
        for (at, topic) in rules.topics.iter().enumerate() {
            tree.add_all(&topic.words, Kind::Topic(at));
            tree.add_all(&topic.weak, Kind::Weak(at));
            tree.add_all(&topic.near, Kind::Near(at));
        }
        for (at, event) in rules.events.iter().enumerate() {
            tree.add_all(&event.words, Kind::Event(at));
        }
        tree.add_all(&rules.light, Kind::Light);
        tree.add_all(&rules.foreign, Kind::Foreign);
        tree.add_all(&rules.own, Kind::Own);
        for (mark, words) in word::WORDS {
            words.iter().for_each(|word| tree.add(&chars(word), None, Kind::Mark(*mark)));
        }
        for year in [YearOf::Last, YearOf::This, YearOf::Next] {
            for word in year_words(year) {
                tree.add(&word, None, Kind::Mark(Mark::Year(year)));
            }
        }
        let mut lexicon = Lexicon {
            patterns: Patterns::of(&set.facts),
            units: rules.units.iter().map(|unit| chars(unit)).collect(),
            same: rules.events.iter().map(|event| rules.event(event.topic, &event.name)).collect(),
            rules,
            nodes: Vec::with_capacity(tree.nodes.len()),
            roots: tree.roots,
            edges: Vec::new(),
            ends: Vec::new(),
            tails: tree.tails,
            slip: None,
        };
        tree.nodes.into_iter().for_each(|branch| lexicon.settle(branch));
        lexicon
    }

    /// Takes a node of the tree as it is when the tree is complete.
    fn settle(&mut self, branch: Branch) {
        let (edges, ends) = (self.edges.len(), self.ends.len());
        self.edges.extend(branch.next);
        self.ends.extend(branch.ends);
        self.nodes.push(Node { edges: edges..self.edges.len(), ends: ends..self.ends.len() });
    }

    fn root(&self, c: char) -> Option<usize> {
        self.roots.get(c as usize).filter(|root| **root > 0).map(|root| *root as usize)
    }

    fn next(&self, node: &Node, c: char) -> Option<usize> {
        let edges = self.edges.get(node.edges.clone())?;
        edges.iter().find(|(known, _)| *known == c).map(|(_, node)| *node as usize)
    }

    /// All words of a range, by where they begin.
    pub(super) fn find(&self, words: &Words<'_>, range: Range<usize>) -> Vec<Hit> {
        self.find_in(words.shadow.get(..range.end).unwrap_or_default(), range)
    }

    /// All words of a text that begin in a range of it.
    pub(super) fn find_in(&self, text: &[char], range: Range<usize>) -> Vec<Hit> {
        let mut found = Vec::with_capacity(range.len());
        let within = range.clone();
        for start in range {
            let Some(mut node) = text.get(start).and_then(|c| self.root(*c)) else { continue };
            let mut end = start;
            loop {
                end += 1;
                let Some(known) = self.nodes.get(node) else { break };
                for (kind, tail) in self.ends.get(known.ends.clone()).unwrap_or_default() {
                    let end = match tail {
                        None => Some(end),
                        Some(tail) => self.tails.get(*tail).and_then(|tail| behind(tail, text, end)),
                    };
                    found.extend(end.map(|end| Hit { start, end, kind: *kind }));
                }
                match text.get(end).and_then(|c| self.next(known, *c)) {
                    Some(next) => node = next,
                    None => break,
                }
            }
        }
        if let Some(slip) = &self.slip {
            slip.apply(text, within, &mut found);
        }
        found
    }

    /// Leaves a word out, or takes the lexicon as it is.
    pub(crate) fn slip(&mut self, slip: Option<Slip>) {
        self.slip = slip;
    }

    /// Changes what is said of the words, and the units; the words stay.
    pub(crate) fn adjust(&mut self, change: impl FnOnce(&mut ruleset::Lexicon)) {
        change(&mut self.rules);
        self.units = self.rules.units.iter().map(|unit| chars(unit)).collect();
    }

    pub(super) fn topic(&self, at: usize) -> Option<&ruleset::Topic> {
        self.rules.topics.get(at)
    }

    /// The first event of the same topic and name.
    pub(super) fn same_event(&self, event: usize) -> Option<usize> {
        self.same.get(event).copied().flatten()
    }

    pub(super) fn event(&self, at: usize) -> Option<&ruleset::Event> {
        self.rules.events.get(at)
    }
}

/// The place of a new node.
fn grown(nodes: &mut Vec<Branch>) -> u32 {
    nodes.push(Branch::default());
    u32::try_from(nodes.len().saturating_sub(1)).unwrap_or_default()
}

impl Growing {
    fn add_all(&mut self, patterns: &[Pattern], kind: Kind) {
        for pattern in patterns {
            let (head, tail) = pattern.split_at(cut(pattern));
            let tail = (!tail.is_empty()).then(|| {
                self.tails.push(tail.iter().map(piece).collect());
                self.tails.len().saturating_sub(1)
            });
            for beginning in beginnings(head) {
                self.add(&beginning, tail, kind);
            }
        }
    }

    fn add(&mut self, beginning: &[char], tail: Option<usize>, kind: Kind) {
        let Some(root) = beginning.first().and_then(|first| self.roots.get_mut(*first as usize)) else { return };
        if *root == 0 {
            *root = grown(&mut self.nodes);
        }
        let mut node = *root as usize;
        for c in beginning.iter().skip(1) {
            let known = self.nodes.get(node).and_then(|branch| branch.next.iter().find(|(known, _)| known == c));
            node = match known {
                Some((_, next)) => *next,
                None => {
                    let new = grown(&mut self.nodes);
                    self.nodes.get_mut(node).into_iter().for_each(|branch| branch.next.push((*c, new)));
                    new
                }
            } as usize;
        }
        self.nodes.get_mut(node).into_iter().for_each(|branch| branch.ends.push((kind, tail)));
    }
}

/// Where what is left of a word ends, if it stands at a place.
fn behind(tail: &[Piece], text: &[char], at: usize) -> Option<usize> {
    let Some((piece, rest)) = tail.split_first() else { return Some(at) };
    match piece {
        Piece::AnyOf(any) => {
            let ends = any.iter().filter_map(|word| {
                let end = at + word.len();
                let begins = word.first().is_none_or(|first| text.get(at) == Some(first));
                (begins && text.get(at..end)? == word.as_slice()).then(|| behind(rest, text, end))?
            });
            ends.max()
        }
        Piece::Gap => {
            let is_open = |end: &usize| text.get(*end).is_some_and(|c| !matches!(c, '，' | '；' | '：' | '。' | '（' | '）'));
            let ends = std::iter::successors(Some(at), |end| is_open(end).then(|| end + 1));
            ends.take(GAP + 1).find_map(|end| behind(rest, text, end))
        }
    }
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
            spelt = at + 1;
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

/// A pattern of the lexicon, and what stands in its place.
#[derive(Debug)]
pub(crate) struct Slip {
    kind: Kind,
    was: Ready,
    /// None: nothing does.
    now: Option<Ready>,
}

/// A pattern taken apart as the lexicon does: what is spelt out, and what stands behind.
#[derive(Debug)]
struct Ready {
    head: Vec<Piece>,
    tail: Vec<Piece>,
}

impl Slip {
    pub(crate) fn new(kind: Kind, was: &Pattern, now: Option<&Pattern>) -> Slip {
        let cut = cut(was);
        let ready = |pattern: &Pattern| {
            let (head, tail) = pattern.split_at_checked(cut).unwrap_or_default();
            let pieces = |parts: &[Part]| parts.iter().map(piece).collect();
            Ready { head: pieces(head), tail: pieces(tail) }
        };
        Slip { kind, was: ready(was), now: now.map(ready) }
    }

    /// Changes what was found in a range of a text.
    fn apply(&self, text: &[char], range: Range<usize>, found: &mut Vec<Hit>) {
        for start in range {
            let mut now = self.now.as_ref().map(|now| now.ends(text, start)).unwrap_or_default();
            for end in self.was.ends(text, start) {
                let hit = Hit { start, end, kind: self.kind };
                if let Some(kept) = now.iter().position(|other| *other == end) {
                    now.swap_remove(kept);
                } else if let Some(at) = found.iter().position(|other| *other == hit) {
                    found.remove(at);
                }
            }
            for end in now {
                let at = found.partition_point(|hit| hit.start <= start);
                found.insert(at, Hit { start, end, kind: self.kind });
            }
        }
    }
}

impl Ready {
    /// Where the pattern ends that begins at a place, once for each way to read it.
    fn ends(&self, text: &[char], start: usize) -> Vec<usize> {
        let mut ends = vec![start];
        for piece in &self.head {
            let Piece::AnyOf(any) = piece else { return Vec::new() };
            let stands = |at: usize| any.iter().filter(move |word| text.get(at..).is_some_and(|rest| rest.starts_with(word)));
            ends = ends.iter().flat_map(|at| stands(*at).map(move |word| at + word.len())).collect();
        }
        match self.tail.is_empty() {
            true => ends,
            false => ends.into_iter().filter_map(|at| behind(&self.tail, text, at)).collect(),
        }
    }
}
