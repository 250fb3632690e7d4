//! Where the patterns of a fact match, and what each match states.

use super::{
    day,
    figure::Figure,
    frame::Frame,
    letter::plain,
    sieve::Set,
    text::{Sentence, Words, clause},
};
use crate::{
    chinese::{phrase, unit::Unit},
    date::Date,
    number::Number,
    ruleset::{Fact, FactKind, Part, Within},
};
use std::ops::Range;

/// A place that states a fact.
#[derive(Clone, Debug)]
pub(super) struct Match {
    /// Figures compare by this; none for words without a figure.
    pub(super) value: Option<Number>,
    /// The figure with its unit, or the words.
    pub(super) range: Range<usize>,
}

/// `{..}` is no longer than this.
const GAP: usize = 30;

/// `{...}` is no longer than this.
const WIDE: usize = 90;

/// In characters.
const LONGEST_FILLER: usize = 2;

/// The patterns of all facts, made ready to be looked for: words as characters, and for each character the patterns that it begins.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    /// Of each fact.
    facts: Vec<Vec<Vec<Piece>>>,
    /// Fact and pattern, by the first character, in buckets by its last bits.
    beginnings: Vec<Vec<(char, Pointer)>>,
    /// Those that may begin with any character.
    anywhere: Vec<Pointer>,
    /// Of each part of a report that a fact names, which facts are looked for there.
    within: Vec<(Within, Wanted)>,
    /// Which are looked for in any part: those that name no part.
    in_any_part: Wanted,
}

/// Which facts are looked for in a part of a report.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// Of each fact, whether it is.
    facts: Vec<bool>,
    /// Of those with a frame: those that want a figure, words of none, words of all.
    pub(super) counted: Vec<usize>,
    pub(super) none: Vec<usize>,
    pub(super) all: Vec<usize>,
    /// The characters that their patterns begin with.
    firsts: Set,
    /// Whether one may begin with any character.
    anywhere: bool,
}

/// A fact and one of its patterns.
type Pointer = (usize, usize);

/// A part of a pattern.
#[derive(Debug)]
enum Piece {
    AnyOf(Vec<Vec<char>>),
    Gap,
    Wide,
    Figure,
}

/// More than there are characters in all patterns.
const BUCKETS: usize = 1 << 10;

impl Patterns {
    pub(crate) fn of(facts: &[Fact]) -> Patterns {
        let is_wanted = |part: &Within| facts.iter().map(|fact| fact.within.is_empty() || fact.within.contains(part)).collect();
        let wanted = |here: Vec<bool>| Wanted::of(facts, here);
        let mut within: Vec<(Within, Wanted)> = Vec::new();
        for part in facts.iter().flat_map(|fact| &fact.within) {
            if !within.iter().any(|(known, _)| known == part) {
                within.push((part.clone(), wanted(is_wanted(part))));
            }
        }
        let in_any_part = wanted(facts.iter().map(|fact| fact.within.is_empty()).collect());
        let of_fact = |fact: &Fact| fact.patterns.iter().map(|parts| parts.iter().map(Piece::of).collect()).collect();
        let facts: Vec<Vec<Vec<Piece>>> = facts.iter().map(of_fact).collect();
        let beginnings = vec![Vec::new(); BUCKETS];
        let mut patterns = Patterns { beginnings, within, in_any_part, ..Patterns::default() };
        for (fact, all) in facts.iter().enumerate() {
            for (at, pattern) in all.iter().enumerate() {
                patterns.index((fact, at), pattern.first());
            }
        }
        let Patterns { beginnings, anywhere, within, in_any_part, .. } = &mut patterns;
        within.iter_mut().map(|(_, wanted)| wanted).chain([in_any_part]).for_each(|wanted| wanted.look(beginnings, anywhere));
        Patterns { facts, ..patterns }
    }

    fn index(&mut self, pointer: Pointer, first: Option<&Piece>) {
        let Some(Piece::AnyOf(any)) = first else { return self.anywhere.push(pointer) };
        let mut firsts: Vec<char> = Vec::new();
        for words in any {
            match words.first() {
                None => return self.anywhere.push(pointer),
                Some(first) if !firsts.contains(first) => firsts.push(*first),
                Some(_) => {}
            }
        }
        for first in firsts {
            self.beginnings.iter_mut().skip(bucket(first)).take(1).for_each(|bucket| bucket.push((first, pointer)));
        }
    }

    /// The facts that are looked for in a part of a report.
    pub(super) fn wanted(&self, part: &Within) -> &Wanted {
        let known = self.within.iter().find(|(known, _)| known == part);
        known.map_or(&self.in_any_part, |(_, wanted)| wanted)
    }

    /// The patterns that may begin with a character, and their first characters.
    fn bucket(&self, c: char) -> &[(char, Pointer)] {
        self.beginnings.get(bucket(c)).map(Vec::as_slice).unwrap_or_default()
    }
}

impl Wanted {
    fn of(facts: &[Fact], here: Vec<bool>) -> Wanted {
        let framed = || facts.iter().enumerate().zip(&here).filter(|((_, fact), here)| **here && fact.frame.is_some());
        let kind = |is: fn(FactKind) -> bool| {
            framed().map(|(fact, _)| fact).filter(|(_, fact)| is(fact.kind)).map(|(at, _)| at).collect()
        };
        Wanted {
            counted: kind(|kind| !matches!(kind, FactKind::None | FactKind::All)),
            none: kind(|kind| kind == FactKind::None),
            all: kind(|kind| kind == FactKind::All),
            facts: here,
            ..Wanted::default()
        }
    }

    /// Whether a character of a sentence may begin what states one of them.
    #[inline]
    fn may_begin(&self, c: char) -> bool {
        self.anywhere || self.firsts.has(c)
    }

    /// Takes up what the patterns of its facts begin with.
    fn look(&mut self, beginnings: &[Vec<(char, Pointer)>], anywhere: &[Pointer]) {
        let is_wanted = |(fact, _): &Pointer| self.facts.get(*fact) == Some(&true);
        let wanted = beginnings.iter().flatten().filter(|(_, pointer)| is_wanted(pointer));
        self.firsts = wanted.map(|(first, _)| *first).collect();
        self.anywhere = anywhere.iter().any(is_wanted);
    }
}

fn bucket(c: char) -> usize {
    c as usize % BUCKETS
}

impl Piece {
    fn of(part: &Part) -> Piece {
        match part {
            Part::AnyOf(any) => Piece::AnyOf(any.iter().map(|words| words.chars().map(plain).collect()).collect()),
            Part::Gap | Part::Year(_) => Piece::Gap,
            Part::Wide => Piece::Wide,
            Part::Figure => Piece::Figure,
        }
    }
}

/// A sentence to look at.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) sentence: &'a Sentence,
    pub(super) frames: &'a [Frame],
    pub(super) year: Option<u16>,
}

/// All places of a sentence that state some facts: by fact, each place once.
pub(super) fn matches(facts: &[Fact], patterns: &Patterns, scene: Scene<'_>, wanted: &Wanted) -> Vec<(usize, Vec<Match>)> {
    let Scene { words, sentence, frames, year } = scene;
    let may_match = |fact: usize| {
        wanted.facts.get(fact) == Some(&true) && (!frames.is_empty() || facts.get(fact).is_some_and(|fact| !fact.wants_figure()))
    };
    let anywhere: Vec<Pointer> = patterns.anywhere.iter().copied().filter(|(fact, _)| may_match(*fact)).collect();
    let mut places: Vec<(usize, usize, usize)> = Vec::new();
    for (by, c) in words.slice(sentence.range.clone()).iter().enumerate().filter(|(_, c)| wanted.may_begin(**c)) {
        let start = sentence.range.start + by;
        for (first, (fact, pattern)) in patterns.bucket(*c) {
            if first == c && may_match(*fact) {
                places.push((*fact, start, *pattern));
            }
        }
        places.extend(anywhere.iter().map(|(fact, pattern)| (*fact, start, *pattern)));
    }
    places.sort_unstable();
    let mut found: Vec<(usize, Vec<Match>)> = Vec::new();
    for of_fact in places.chunk_by(|one, two| one.0 == two.0) {
        let Some((at, fact)) = of_fact.first().and_then(|(at, ..)| Some((*at, facts.get(*at)?))) else { continue };
        let finder = Finder { kind: fact.kind, words, end: sentence.range.end, frames, year };
        let mut matches: Vec<Match> = Vec::new();
        for (_, start, pattern) in of_fact {
            let pattern = patterns.facts.get(at).and_then(|all| all.get(*pattern));
            let Some((marked, _)) = pattern.and_then(|pattern| finder.find(pattern, *start, None)) else { continue };
            let range = marked.unwrap_or(*start..*start);
            let again = |other: &Match| finder.is_again(&other.range, &range);
            if matches.iter().any(again) || spoilt(fact, words, &sentence.range, *start, &range) {
                continue;
            }
            let value = finder.value(&range);
            if value.is_some() || fact.kind == FactKind::Words {
                matches.push(Match { value, range });
            }
        }
        if !matches.is_empty() {
            found.push((at, matches));
        }
    }
    found
}

impl Fact {
    fn wants_figure(&self) -> bool {
        matches!(self.kind, FactKind::Count | FactKind::Money | FactKind::Percent)
    }
}

/// Whether a word that spoils a match stands in its clause; 其中 opens the rest of the sentence.
fn spoilt(fact: &Fact, words: &Words<'_>, sentence: &Range<usize>, start: usize, range: &Range<usize>) -> bool {
    let from = clause(words, sentence, start).start;
    fact.except.iter().any(|word| match word.as_str() {
        phrase::AMONG_THEM => words.holds(sentence.start..range.end, word),
        _ => words.holds(from..range.end, word),
    })
}

struct Finder<'a> {
    kind: FactKind,
    words: &'a Words<'a>,
    end: usize,
    frames: &'a [Frame],
    year: Option<u16>,
}

impl Finder<'_> {
    fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.frames.iter().map(|frame| &frame.figure)
    }

    /// The figure's range (or the words matched so far) and the end, if the parts match from a place on.
    fn find(&self, pieces: &[Piece], at: usize, marked: Option<Range<usize>>) -> Option<(Option<Range<usize>>, usize)> {
        let Some((piece, rest)) = pieces.split_first() else { return Some((marked, at)) };
        match piece {
            Piece::AnyOf(any) => any.iter().find_map(|words| {
                let end = at + words.len();
                // Character by character: most differ in the first.
                if end > self.end || !self.words.slice(at..end).iter().eq(words) {
                    return None;
                }
                let marked = marked.clone().or_else(|| self.is_wordy().then_some(at..end));
                let marked = marked.map(|range| if self.is_wordy() { range.start..end } else { range });
                self.find(rest, end, marked)
            }),
            Piece::Gap => self.gap(rest, at, marked, GAP, false),
            Piece::Wide => self.gap(rest, at, marked, WIDE, true),
            Piece::Figure if !(0..=LONGEST_FILLER).any(|by| self.words.may_be_figure(at + by)) => None,
            Piece::Figure => phrase::PATTERN_FILLERS.iter().find_map(|filler| {
                let (figure, end) = self.figure(self.words.behind(at, filler)?)?;
                self.find(rest, end, Some(figure))
            }),
        }
    }

    /// Whether a match says what another one said: the same figure, or words that overlap.
    fn is_again(&self, other: &Range<usize>, range: &Range<usize>) -> bool {
        other == range || self.is_wordy() && other.start < range.end && range.start < other.end
    }

    fn is_wordy(&self) -> bool {
        matches!(self.kind, FactKind::None | FactKind::All | FactKind::Words)
    }

    fn gap(
        &self,
        rest: &[Piece],
        at: usize,
        marked: Option<Range<usize>>,
        most: usize,
        wide: bool,
    ) -> Option<(Option<Range<usize>>, usize)> {
        let mut end = at;
        loop {
            if let Some(found) = self.find(rest, end, marked.clone()) {
                return Some(found);
            }
            let c = *self.words.chars.get(end).filter(|_| end < self.end)?;
            // Behind the figure a list may go on with what is no longer its own.
            let stops = !wide && (matches!(c, '，' | '；' | '：') || c == '、' && marked.is_some() && !self.is_wordy());
            let figure = !wide
                && self.words.may_be_figure(end)
                && self.figures().any(|figure| figure.range.start == end && figure.unit != Unit::None);
            if stops || figure || end.saturating_sub(at) >= most {
                return None;
            }
            end += 1;
        }
    }

    /// The figure of the fact's kind that begins at a place, with its unit, and where the pattern goes on.
    fn figure(&self, at: usize) -> Option<(Range<usize>, usize)> {
        match self.kind {
            FactKind::Date => day::day(self.words, at).map(|(_, end)| (at..end, end)),
            FactKind::Year => day::year(self.words, at).map(|(_, end)| (at..end.saturating_sub(1), end.saturating_sub(1))),
            _ => {
                let figure = self.figures().find(|figure| figure.range.start == at && figure.exact)?;
                let fits = match self.kind {
                    FactKind::Percent => figure.is_percent(),
                    FactKind::Money => figure.is_money(),
                    _ => figure.is_count(),
                };
                fits.then(|| (figure.range.clone(), figure.number_end))
            }
        }
    }

    fn value(&self, range: &Range<usize>) -> Option<Number> {
        match self.kind {
            FactKind::None | FactKind::All => Some(Number::whole(0)),
            FactKind::Words => None,
            FactKind::Year => day::year(self.words, range.start).map(|(year, _)| Number::whole(year.into())),
            FactKind::Date => {
                let ((year, month, day), _) = day::day(self.words, range.start)?;
                Date::new(year.or(self.year)?, month, day).map(|date| Number::whole(date.days()))
            }
            _ => self.figures().find(|figure| figure.range == *range).map(|figure| figure.number),
        }
    }
}
