//! The lexicon of a rule set and the function words of the language, made ready to be looked for: one walk over a sentence finds
//! every word of either, wherever it stands.

use super::{
    heading::{Heading, Headings},
    letter::{bit, plain},
    pattern::Patterns,
    sieve::Set,
    text::Words,
};
use crate::{
    chinese::word::{self, Mark},
    ruleset::{self, Part, Pattern, RuleSet, YearOf},
    slice::Slice,
};
use std::{borrow::Cow, ops::Range};

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

impl Kind {
    /// A bit of its own, for sets of kinds: the same for all topics, for all events.
    #[inline]
    pub(super) fn bit(self) -> u32 {
        1 << match self {
            Kind::Topic(_) => 0,
            Kind::Weak(_) => 1,
            Kind::Near(_) => 2,
            Kind::Event(_) => 3,
            Kind::Light => 4,
            Kind::Foreign => 5,
            Kind::Own => 6,
            Kind::Mark(mark) => 7 + mark.number(),
        }
    }
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
    headings: Headings,
    /// Nodes of the tree of beginnings; the first is its root.
    nodes: Vec<Node>,
    /// Where the walk goes from the root, by character; 0 where no word begins with it.
    roots: Vec<u32>,
    /// The characters with which a word begins: few do.
    firsts: Set,
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
    edges: (u32, u32),
    ends: (u32, u32),
    /// The characters of its edges, by their last bits: most that stand behind are none of them.
    behind: u64,
}

/// The tree while it grows.
#[derive(Debug)]
struct Growing {
    roots: Vec<u32>,
    firsts: Vec<char>,
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
    /// With the characters that they begin with, by their last bits: most that stand in a text are none of them.
    AnyOf(Vec<Vec<char>>, u64),
    Gap,
}

/// An empty word begins with any character.
const ANY: u64 = u64::MAX;

/// `{..}` in a word of the lexicon is no longer than this.
const GAP: usize = 12;

/// A word of the lexicon has no more beginnings.
const MOST_BEGINNINGS: usize = 200;

/// The node that all words begin at.
const ROOT: u32 = 0;

/// Words begin with a character of the first plane.
const CHARACTERS: usize = 1 << 16;

impl Lexicon {
    pub(crate) fn of(set: &RuleSet) -> Lexicon {
        let rules = set.lexicon.clone();
        let mut tree =
            Growing { roots: vec![0; CHARACTERS], firsts: Vec::new(), nodes: vec![Branch::default()], tails: Vec::new() };
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
            words.iter().for_each(|word| tree.add(&chars(word), Kind::Mark(*mark)));
        }
        for year in [YearOf::Last, YearOf::This, YearOf::Next] {
            for word in year_words(year) {
                tree.add(&word, Kind::Mark(Mark::Year(year)));
            }
        }
        let mut lexicon = Lexicon {
            patterns: Patterns::of(&set.facts),
            units: rules.units.iter().map(|unit| chars(unit)).collect(),
            headings: Headings::of(&set.template),
            same: rules.events.iter().map(|event| rules.event(event.topic, &event.name)).collect(),
            rules,
            nodes: Vec::with_capacity(tree.nodes.len()),
            firsts: tree.firsts.into_iter().collect(),
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
        let (edges, ends) = (place(&self.edges), place(&self.ends));
        let behind = branch.next.iter().fold(0, |behind, (c, _)| behind | bit(*c));
        self.edges.extend(branch.next);
        self.ends.extend(branch.ends);
        self.nodes.push(Node { edges: (edges, place(&self.edges)), ends: (ends, place(&self.ends)), behind });
    }

    #[inline]
    fn root(&self, c: char) -> Option<u32> {
        self.firsts.has(c).then(|| self.roots.get(c as usize).copied())?
    }

    #[inline]
    fn next(&self, node: &Node, c: char) -> Option<u32> {
        if node.behind & bit(c) == 0 {
            return None;
        }
        let edges = self.edges.get(node.edges.0 as usize..node.edges.1 as usize)?;
        edges.iter().find(|(known, _)| *known == c).map(|(_, node)| *node)
    }

    /// The words that end at a node, and those of which a beginning does.
    #[inline]
    fn ends(&self, node: &Node) -> &[(Kind, Option<usize>)] {
        let (from, to) = node.ends;
        if from == to { &[] } else { self.ends.slice(from as usize..to as usize) }
    }

    /// All words of a range, by where they begin.
    pub(super) fn find(&self, words: &Words<'_>, range: Range<usize>) -> Vec<Hit> {
        self.find_in(words.shadow().slice(..range.end), range)
    }

    /// All words of a text that begin in a range of it.
    pub(super) fn find_in(&self, text: &[char], range: Range<usize>) -> Vec<Hit> {
        let mut found = Vec::with_capacity(range.len());
        let looked_at = text.get(range.clone()).unwrap_or_default();
        for (start, c) in range.clone().zip(looked_at) {
            let Some(mut node) = self.root(*c) else { continue };
            let mut end = start;
            loop {
                end += 1;
                let Some(known) = self.nodes.get(node as usize) else { break };
                for (kind, tail) in self.ends(known) {
                    let end = match tail {
                        None => Some(end),
                        Some(tail) => self.tails.get(*tail).and_then(|tail| behind(tail, text, end)),
                    };
                    if let Some(end) = end {
                        found.push(Hit { start, end, kind: *kind });
                    }
                }
                match text.get(end).and_then(|c| self.next(known, *c)) {
                    Some(next) => node = next,
                    None => break,
                }
            }
        }
        if let Some(slip) = &self.slip {
            slip.apply(text, range, &mut found);
        }
        found
    }

    /// Leaves a word out, or takes the lexicon as it is.
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only tests with mutants ask for it"))]
    pub(crate) fn slip(&mut self, slip: Option<Slip>) {
        self.slip = slip;
    }

    /// Changes what is said of the words, and the units; the words stay.
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only tests with mutants ask for it"))]
    pub(crate) fn adjust(&mut self, change: impl FnOnce(&mut ruleset::Lexicon)) {
        change(&mut self.rules);
        self.units = self.rules.units.iter().map(|unit| chars(unit)).collect();
        self.headings.forget();
    }

    /// What the heading of a section names.
    pub(super) fn heading(&self, label: &str) -> Cow<'_, Heading> {
        self.headings.of_section(&self.rules.topics, label)
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

/// Where the next one of a list will stand.
fn place<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or_default()
}

impl Growing {
    fn add_all(&mut self, patterns: &[Pattern], kind: Kind) {
        for pattern in patterns {
            let mut head: Vec<Piece> = pattern.iter().map(piece).collect();
            let tail = head.split_off(cut(&head));
            let tail = (!tail.is_empty()).then(|| {
                self.tails.push(tail);
                self.tails.len().saturating_sub(1)
            });
            // Where each way to spell what was read so far ends.
            let mut ways = vec![ROOT];
            for piece in &head {
                let Piece::AnyOf(any, _) = piece else { continue };
                let spell = |way: &u32| any.iter().filter_map(|word| self.grow(*way, word)).collect::<Vec<u32>>();
                ways = ways.iter().flat_map(spell).collect();
            }
            ways.into_iter().for_each(|way| self.end(way, (kind, tail)));
        }
    }

    fn add(&mut self, word: &[char], kind: Kind) {
        let end = self.grow(ROOT, word);
        end.into_iter().for_each(|node| self.end(node, (kind, None)));
    }

    /// The node behind a word that stands behind a node; none for one that begins beyond the first plane.
    fn grow(&mut self, from: u32, word: &[char]) -> Option<u32> {
        let mut node = from;
        for c in word {
            let known = if node == ROOT {
                Some(*self.roots.get(*c as usize)?).filter(|root| *root != ROOT)
            } else {
                let branch = self.nodes.get(node as usize)?;
                branch.next.iter().find(|(known, _)| known == c).map(|(_, next)| *next)
            };
            node = match known {
                Some(next) => next,
                None => self.branch_off(node, *c),
            };
        }
        Some(node)
    }

    fn branch_off(&mut self, node: u32, c: char) -> u32 {
        self.nodes.push(Branch::default());
        let new = place(&self.nodes).saturating_sub(1);
        if node == ROOT {
            self.roots.iter_mut().skip(c as usize).take(1).for_each(|root| *root = new);
            self.firsts.push(c);
        } else {
            self.nodes.get_mut(node as usize).into_iter().for_each(|branch| branch.next.push((c, new)));
        }
        new
    }

    /// A word ends at a node; the empty one is none.
    fn end(&mut self, node: u32, end: (Kind, Option<usize>)) {
        if node != ROOT {
            self.nodes.get_mut(node as usize).into_iter().for_each(|branch| branch.ends.push(end));
        }
    }
}

/// Where what is left of a word ends, if it stands at a place.
fn behind(tail: &[Piece], text: &[char], at: usize) -> Option<usize> {
    let Some((piece, rest)) = tail.split_first() else { return Some(at) };
    match piece {
        Piece::AnyOf(_, begins) if text.get(at).is_none_or(|c| begins & bit(*c) == 0) && *begins != ANY => None,
        Piece::AnyOf(any, _) => {
            let ends = any.iter().filter_map(|word| {
                let end = at + word.len();
                let begins = word.first().is_none_or(|first| text.get(at) == Some(first));
                (begins && text.get(at..end)? == word.as_slice()).then(|| behind(rest, text, end))?
            });
            ends.max()
        }
        Piece::Gap => {
            let begins = match rest.first() {
                Some(Piece::AnyOf(_, begins)) => *begins,
                _ => ANY,
            };
            for end in at..=at + GAP {
                let next = text.get(end);
                let may_end = begins == ANY || next.is_some_and(|c| begins & bit(*c) != 0);
                let found = may_end.then(|| behind(rest, text, end)).flatten();
                let is_open = next.is_some_and(|c| !matches!(c, '，' | '；' | '：' | '。' | '（' | '）'));
                if found.is_some() || !is_open {
                    return found;
                }
            }
            None
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
        Part::AnyOf(any) => any_of(any.iter().map(|word| chars(word)).collect()),
        Part::Year(year) => any_of(year_words(*year)),
        Part::Gap | Part::Wide | Part::Figure => Piece::Gap,
    }
}

fn any_of(any: Vec<Vec<char>>) -> Piece {
    let begins = any.iter().fold(0, |begins, word| begins | word.first().map_or(ANY, |first| bit(*first)));
    Piece::AnyOf(any, begins)
}

/// How many parts of a word are spelt out: those in front of a gap, while there are not too many ways.
fn cut(pattern: &[Piece]) -> usize {
    let mut ways = 1usize;
    let mut spelt = 0;
    for (at, piece) in pattern.iter().enumerate() {
        let Piece::AnyOf(any, _) = piece else { break };
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
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only tests with mutants ask for it"))]
    pub(crate) fn new(kind: Kind, was: &Pattern, now: Option<&Pattern>) -> Slip {
        let cut = cut(&was.iter().map(piece).collect::<Vec<Piece>>());
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
            let Piece::AnyOf(any, _) = piece else { return Vec::new() };
            let stands = |at: usize| any.iter().filter(move |word| text.get(at..).is_some_and(|rest| rest.starts_with(word)));
            ends = ends.iter().flat_map(|at| stands(*at).map(move |word| at + word.len())).collect();
        }
        match self.tail.is_empty() {
            true => ends,
            false => ends.into_iter().filter_map(|at| behind(&self.tail, text, at)).collect(),
        }
    }
}
