//! Prose made comparable: blanks dropped, marks and digits of one width, cut into sentences; each character knows its place.

use super::{
    letter::{is_chinese, is_figure, plain},
    phrases::{Phrases, taken_apart},
    sieve::Set,
};
use crate::{
    chinese::{
        numeral, phrase,
        word::{self, Mark},
    },
    report::{Origin, Passage, Prose},
    ruleset::{Within, YearOf},
    slice::Slice,
    source::Span,
    template::Edition,
};
use std::{cell::Cell, ops::Range, sync::LazyLock};

/// One part of a report's prose.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// Which part.
    pub(super) part: Within,
    /// The characters that count.
    pub(super) chars: Vec<char>,
    /// The same, with the digits of years as what they are to the report: see [`word::digits`]. Empty where no year is written.
    shadow: Vec<char>,
    /// Where figures may begin and titles open and close, in order.
    figures: Vec<usize>,
    /// Where words of none and of all stand, in order.
    stating: Vec<usize>,
    /// Where marks that end a sentence stand, in order.
    ends: Vec<usize>,
    /// Of each passage that counts, its first character.
    starts: Vec<usize>,
    /// A character whose place is known: what is quoted next mostly stands behind it.
    reached: Cell<Reached>,
    passages: Vec<&'a Passage>,
    /// In order, without their closing marks.
    pub(super) sentences: Vec<Sentence>,
}

/// A character as it stands in the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    passage: usize,
    byte: usize,
    c: char,
}

impl Letter {
    /// As printed.
    pub(super) fn printed(self) -> char {
        self.c
    }

    /// The byte behind it.
    fn end(self) -> usize {
        self.byte + self.c.len_utf8()
    }
}

/// A character, and the byte in its passage.
#[derive(Clone, Copy, Debug, Default)]
struct Reached {
    at: usize,
    passage: usize,
    byte: usize,
}

/// A sentence, and the paragraph that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) range: Range<usize>,
    pub(super) paragraph: usize,
}

/// A sentence as it stands in the document, with the bytes of some words in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    pub(super) sentence: String,
    pub(super) marked: Vec<Span>,
    pub(super) origin: Origin,
}

/// A sentence longer than this is cut: nobody wrote it, and patterns would take long over it.
const LONGEST: usize = 1500;

/// What a report says behind so many characters is not looked at: reports are a tenth as long.
const MOST: usize = 150_000;

/// A line shorter than this ends its paragraph whatever it ends with: it is a heading.
const SHORT_LINE: usize = 18;

/// Words of none and of all.
static STATING: Phrases = Phrases::new(|| taken_apart(&none_and_all().collect::<Vec<&str>>()));

/// Chinese characters that begin a word of none or of all, or are a part of a figure.
static TELLING: LazyLock<Set> = LazyLock::new(|| {
    let begin = none_and_all().filter_map(|word| word.chars().next());
    begin.chain(numeral::NUMERALS).collect()
});

fn none_and_all() -> impl Iterator<Item = &'static str> {
    let states = |(mark, _): &&(Mark, _)| matches!(mark, Mark::Not | Mark::All);
    word::WORDS.iter().filter(states).flat_map(|(_, words)| words.iter().copied())
}

/// All parts of the prose.
pub(super) fn parts<'a>(prose: &'a Prose, edition: &Edition) -> Vec<Words<'a>> {
    let mut found = Vec::new();
    found.extend(prose.title.as_ref().map(|title| Words::of(Within::Title, std::iter::once(title))));
    for section in &prose.sections {
        let id = section.section.and_then(|at| edition.sections.get(at)).map(|section| section.id.clone());
        let part = id.map_or(Within::Preface, Within::Section);
        found.push(Words::of(part, section.paragraphs.iter()));
    }
    found.extend(prose.signature.as_ref().map(|signature| Words::of(Within::Signature, std::iter::once(signature))));
    found
}

impl<'a> Words<'a> {
    fn of(part: Within, passages: impl Iterator<Item = &'a Passage>) -> Words<'a> {
        let passages: Vec<&Passage> = passages.collect();
        // Most characters are Chinese, of three bytes.
        let about = passages.iter().map(|passage| passage.text.len()).sum::<usize>().min(MOST) / 2;
        let mut words = Words {
            part,
            chars: Vec::with_capacity(about),
            shadow: Vec::new(),
            figures: Vec::new(),
            stating: Vec::new(),
            ends: Vec::new(),
            starts: Vec::with_capacity(passages.len()),
            reached: Cell::default(),
            passages,
            sentences: Vec::new(),
        };
        let (mut start, mut paragraph) = (0, 0usize);
        for at in 0..words.passages.len() {
            if words.chars.len() > MOST {
                break;
            }
            let from = words.chars.len();
            words.starts.push(from);
            if let Some(passage) = words.passages.get(at) {
                words.add(&passage.text);
            }
            let is_line = words.chars.len().saturating_sub(from) >= SHORT_LINE;
            let goes_on = is_line && !words.ends_a_sentence() && words.passages.get(at + 1).is_some_and(|next| !is_listed(next));
            if !goes_on {
                words.cut(start, paragraph);
                start = words.chars.len();
                paragraph += 1;
            }
        }
        let chars = &words.chars;
        words.stating.retain(|at| chars.get(*at..).is_some_and(|text| STATING.begin(text)));
        words
    }

    fn add(&mut self, text: &str) {
        let telling: &Set = &TELLING;
        for c in text.chars() {
            // Nearly all are Chinese, and begin nothing that is looked for.
            if is_chinese(c) && !telling.has(c) {
                self.chars.push(c);
                continue;
            }
            if is_blank(c) {
                continue;
            }
            let c = plain(c);
            if STATING.may_begin_with(c) {
                self.stating.push(self.chars.len());
            }
            if is_figure(c) || is_of_title(c) {
                self.figures.push(self.chars.len());
            } else if matches!(c, '。' | '！' | '？') {
                self.ends.push(self.chars.len());
            }
            self.chars.push(c);
        }
    }

    /// The first place from `at` on where a figure may begin, or a title opens or closes.
    pub(super) fn figure_from(&self, at: usize) -> Option<usize> {
        self.figures.get(self.figures.partition_point(|known| *known < at)).copied()
    }

    /// Whether a word of none or of all stands in a range.
    pub(super) fn states_none_or_all(&self, range: &Range<usize>) -> bool {
        self.stating.get(self.stating.partition_point(|at| *at < range.start)).is_some_and(|at| *at < range.end)
    }

    /// Where the four digits of a year may begin.
    pub(super) fn years(&self) -> impl Iterator<Item = usize> {
        self.figures.iter().copied().filter(|at| self.chars.get(at + 4) == Some(&phrase::YEAR))
    }

    /// The characters as the lexicon is looked for in them.
    #[inline]
    pub(super) fn shadow(&self) -> &[char] {
        if self.shadow.is_empty() { &self.chars } else { &self.shadow }
    }

    /// Writes the digits of a year as what they are to the report.
    pub(super) fn mark_year(&mut self, at: usize, of: YearOf) {
        if self.shadow.is_empty() {
            self.shadow.clone_from(&self.chars);
        }
        self.shadow.iter_mut().skip(at).take(4).for_each(|c| *c = word::digits(of));
    }

    /// The characters of a sentence as they stand in the document.
    pub(super) fn letters(&self, sentence: &Sentence) -> Vec<Letter> {
        let Range { start, end } = sentence.range;
        let first = self.starts.partition_point(|first| *first <= start).saturating_sub(1);
        let known = self.reached.get();
        let is_on_the_way = known.passage == first && known.at <= start;
        let begin = Reached { at: self.starts.get(first).copied().unwrap_or_default(), passage: first, byte: 0 };
        let Reached { mut at, mut byte, .. } = if is_on_the_way { known } else { begin };
        let mut found = Vec::with_capacity(sentence.range.len());
        for (passage, of) in self.passages.iter().enumerate().skip(first) {
            for c in of.text.slice(byte..).chars() {
                if at >= end {
                    return found;
                }
                if !is_blank(c) {
                    if at == start {
                        self.reached.set(Reached { at, passage, byte });
                    }
                    if at >= start {
                        found.push(Letter { passage, byte, c });
                    }
                    at += 1;
                }
                byte += c.len_utf8();
            }
            byte = 0;
        }
        found
    }

    fn ends_a_sentence(&self) -> bool {
        self.chars.last().is_none_or(|c| matches!(c, '。' | '！' | '？' | '；' | '：'))
    }

    /// Cuts what stands from `start` on into sentences.
    fn cut(&mut self, start: usize, paragraph: usize) {
        let mut from = start;
        let behind = self.ends.partition_point(|end| *end < start);
        let mut ends = self.ends.iter().copied().skip(behind).chain([self.chars.len()]).peekable();
        while from < self.chars.len() {
            let end = ends.next_if(|end| *end <= from + LONGEST).unwrap_or(from + LONGEST);
            self.sentences.push(Sentence { range: from..end, paragraph });
            from = end + 1;
        }
    }

    /// The characters of a range.
    #[inline]
    pub(super) fn slice(&self, range: Range<usize>) -> &[char] {
        self.chars.get(range).unwrap_or_default()
    }

    /// The words of a range.
    pub(super) fn words(&self, range: Range<usize>) -> String {
        let chars = self.slice(range);
        let mut words = String::with_capacity(chars.len() * 3);
        words.extend(chars);
        words
    }

    /// Whether these words stand at a place.
    #[inline]
    pub(super) fn has_at(&self, at: usize, words: &str) -> bool {
        self.behind(at, words).is_some()
    }

    /// The place behind these words, if they stand at a place.
    #[inline]
    pub(super) fn behind(&self, at: usize, words: &str) -> Option<usize> {
        let mut wanted = words.chars();
        // Most differ in the first character.
        let Some(first) = wanted.next() else { return Some(at) };
        if self.chars.get(at) != Some(&plain(first)) {
            return None;
        }
        let mut behind = at + 1;
        for c in wanted {
            if self.chars.get(behind) != Some(&plain(c)) {
                return None;
            }
            behind += 1;
        }
        Some(behind)
    }

    /// Whether these words stand right in front of a place.
    #[inline]
    pub(super) fn has_before(&self, at: usize, words: &str) -> bool {
        let mut before = self.slice(0..at).iter().rev();
        words.chars().rev().all(|c| before.next() == Some(&plain(c)))
    }

    /// Whether one of some phrases stands at a place.
    #[inline]
    pub(super) fn begins(&self, at: usize, phrases: &Phrases) -> bool {
        self.chars.get(at..).is_some_and(|text| phrases.begin(text))
    }

    /// Whether one of some phrases stands right in front of a place.
    #[inline]
    pub(super) fn ends(&self, at: usize, phrases: &Phrases) -> bool {
        self.chars.get(..at).is_some_and(|text| phrases.end(text))
    }

    /// Whether a figure may begin at a place.
    #[inline]
    pub(super) fn may_be_figure(&self, at: usize) -> bool {
        self.chars.get(at).is_some_and(|c| is_figure(*c))
    }

    /// Whether a range holds these words.
    pub(super) fn holds(&self, range: Range<usize>, words: &str) -> bool {
        self.find(range, words).is_some()
    }

    /// Where in a range these words first stand.
    pub(super) fn find(&self, range: Range<usize>, words: &str) -> Option<usize> {
        let first = words.chars().next().map(plain);
        let starts = range.start..range.end.min(self.chars.len());
        let mut here = starts.clone().zip(self.slice(starts)).filter(|(_, c)| first.is_none_or(|first| first == **c));
        here.find(|(at, _)| self.behind(*at, words).is_some_and(|behind| behind <= range.end)).map(|(at, _)| at)
    }

    /// A sentence as printed, with ranges of characters marked in it: what of it stands in the passage of the first mark.
    pub(super) fn quote(&self, sentence: &Sentence, letters: &[Letter], marked: &[Range<usize>]) -> Quotation {
        let start = sentence.range.start;
        let letter = |at: usize| at.checked_sub(start).and_then(|at| letters.get(at));
        let first = marked.first().map_or(start, |first| first.start);
        let passage = letter(first).map_or(0, |letter| letter.passage);
        let Some(whole) = self.passages.get(passage) else {
            return Quotation { sentence: String::new(), marked: Vec::new(), origin: Origin::Nowhere };
        };
        let is_here = |letter: &&Letter| letter.passage == passage;
        let from = letters.iter().find(is_here).map_or(0, |letter| letter.byte);
        let to = letters.iter().rfind(is_here).map_or(whole.text.len(), |letter| letter.end());
        let sentence = whole.text.slice(from..to).to_owned();
        let within = |range: &Range<usize>| {
            let (first, last) = (letter(range.start)?, letter(range.end.checked_sub(1)?)?);
            (is_here(&first) && is_here(&last))
                .then(|| Span::new(first.byte.saturating_sub(from), last.end().saturating_sub(from)))
        };
        let marked: Vec<Span> = marked.iter().filter_map(within).collect();
        let origin = origin(whole.origin, from, marked.first().copied());
        Quotation { sentence, marked, origin }
    }
}

/// The place of marked words, where the passage has a place in a text.
fn origin(of: Origin, sentence: usize, marked: Option<Span>) -> Origin {
    match (of, marked) {
        (Origin::Text(span), Some(marked)) => {
            let start = span.start as usize + sentence + marked.start as usize;
            let end = start + marked.range().len();
            if end <= span.end as usize { Origin::Text(Span::new(start, end)) } else { of }
        }
        _ => of,
    }
}

/// The clause of a sentence that holds a place, up to the place.
pub(super) fn clause(words: &Words<'_>, sentence: &Range<usize>, at: usize) -> Range<usize> {
    let ends = |c: &char| matches!(c, '，' | '；' | '：' | '。');
    let before = words.slice(sentence.start..at).iter().rposition(ends);
    before.map_or(sentence.start, |by| sentence.start + by + 1)..at
}

#[inline]
fn is_of_title(c: char) -> bool {
    !is_chinese(c) && matches!(c, '《' | '〔' | '“' | '[' | '》' | '〕' | '”' | ']')
}

#[inline]
fn is_blank(c: char) -> bool {
    !is_chinese(c) && (c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

/// Whether a passage begins as an item of a list or a heading does.
fn is_listed(passage: &Passage) -> bool {
    let text = passage.text.trim_start();
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some('（' | '('), Some(c)) => c.is_ascii_digit() || numeral::is_numeral(c),
        (Some(c), Some(behind)) => phrase::BEHIND_NUMBER.contains(&behind) && (c.is_ascii_digit() || numeral::is_numeral(c)),
        _ => false,
    }
}
