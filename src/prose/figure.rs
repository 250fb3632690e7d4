//! The figures of a sentence: what they are numbers of, whether they are exact, and the days and years that look like counts.

use super::{
    day::day,
    phrases::{Phrases, taken_apart},
    text::{Sentence, Words},
};
use crate::{
    chinese::{
        numeral, phrase,
        unit::{self, Unit},
    },
    number::Number,
};
use std::ops::Range;

/// A figure of the prose.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// With its unit.
    pub(super) range: Range<usize>,
    /// Behind the number, before its unit.
    pub(super) number_end: usize,
    /// In its unit; money in 元, a percentage as a fraction of one.
    pub(super) number: Number,
    pub(super) unit: Unit,
    /// Not 近, 约, 余, and no end of a range.
    pub(super) exact: bool,
}

impl Figure {
    pub(super) fn is_percent(&self) -> bool {
        self.unit == Unit::Percent
    }

    pub(super) fn is_money(&self) -> bool {
        self.unit == Unit::Money
    }

    /// A number of things.
    pub(super) fn is_count(&self) -> bool {
        matches!(self.unit, Unit::None | Unit::Thing | Unit::Other(_))
    }

    /// A number of things in which the form counts, or in no unit.
    pub(super) fn is_of_things(&self) -> bool {
        matches!(self.unit, Unit::None | Unit::Thing)
    }

    /// Whether both could be parts of one whole.
    pub(super) fn adds_up_with(&self, other: &Figure) -> bool {
        self.unit == other.unit || self.is_of_things() && other.is_of_things()
    }
}

static NOT_ONE: Phrases = Phrases::new(|| taken_apart(phrase::NOT_ONE));
static AND_MORE: Phrases = Phrases::new(|| taken_apart(phrase::AND_MORE));
static ARTICLES: Phrases = Phrases::new(|| taken_apart(phrase::ARTICLES));
static BEFORE_ZERO: Phrases = Phrases::new(|| taken_apart(phrase::BEFORE_ZERO));
static STANDS_FOR_MANY: Phrases = Phrases::new(|| taken_apart(phrase::STANDS_FOR_MANY));
static ABOUT: Phrases = Phrases::new(|| taken_apart(phrase::ABOUT));
static RANGE_JOINTS: Phrases = Phrases::new(|| taken_apart(phrase::RANGE_JOINTS));
static OR_SO: Phrases = Phrases::new(|| taken_apart(phrase::OR_SO));

/// So many figures of a sentence are looked at.
const MOST: usize = 150;

/// All figures of a sentence, in order.
pub(super) fn figures(words: &Words<'_>, sentence: &Sentence, things: &[Vec<char>]) -> Vec<Figure> {
    let range = sentence.range.clone();
    let mut found: Vec<Figure> = Vec::new();
    let mut at = range.start;
    let mut titled = 0usize;
    while found.len() < MOST {
        let Some(next) = words.figure_from(at).filter(|next| *next < range.end) else { break };
        at = next;
        match words.chars.get(at) {
            Some('《' | '〔' | '“' | '[') => titled += 1,
            Some('》' | '〕' | '”' | ']') => titled = titled.saturating_sub(1),
            _ => {}
        }
        if !words.may_be_figure(at) {
            at += 1;
            continue;
        }
        if let Some((_, end)) = day(words, at).filter(|(_, end)| *end <= range.end) {
            at = end;
            continue;
        }
        match number(words, at, range.end, things) {
            Some((figure, end)) => {
                found.extend(figure.filter(|_| titled == 0));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The figure that begins here, if it is one, and where reading goes on.
fn number(words: &Words<'_>, at: usize, end: usize, things: &[Vec<char>]) -> Option<(Option<Figure>, usize)> {
    let first = *words.chars.get(at)?;
    let before = at.checked_sub(1).and_then(|before| words.chars.get(before)).copied().unwrap_or('。');
    if first.is_ascii_digit() {
        let (number, behind) = arabic(words, at, end)?;
        let is_name = before.is_ascii_alphabetic() || matches!(before, phrase::ORDINAL | '〔' | '.' | '-' | '/');
        return Some((
            number.filter(|_| !is_name).and_then(|number| finish(words, (at, behind), number, (end, false), things)),
            behind,
        ));
    }
    if !numeral::is_numeral(first) {
        return None;
    }
    let mut behind = at;
    while behind < end && words.chars.get(behind).copied().is_some_and(numeral::is_numeral) {
        behind += 1;
    }
    let value = numeral::value(words.slice(at..behind)).filter(|_| before != phrase::ORDINAL);
    Some((value.and_then(|value| finish(words, (at, behind), Number::whole(value), (end, true), things)), behind))
}

/// Digits with separators and a point; nothing for the number where it does not read as one.
fn arabic(words: &Words<'_>, at: usize, end: usize) -> Option<(Option<Number>, usize)> {
    let is_digit = |at: usize| at < end && words.chars.get(at).is_some_and(char::is_ascii_digit);
    let mut behind = at;
    let mut digits = String::new();
    loop {
        let c = *words.chars.get(behind).filter(|_| behind < end)?;
        let next = behind + 1;
        let threes = (1..=3).all(|by| is_digit(behind + by)) && !is_digit(behind + 4);
        match c {
            '0'..='9' => digits.push(c),
            '，' if threes && digits.len() <= 9 && !digits.contains('.') => {}
            '.' if is_digit(next) && !digits.contains('.') => digits.push('.'),
            _ => break,
        }
        behind = next;
        if behind >= end {
            break;
        }
    }
    Some((Number::parse(&digits).ok(), behind))
}

/// The unit, and whether the figure is exact; nothing for days, years, names and numbers of documents.
fn finish(
    words: &Words<'_>,
    (at, behind): (usize, usize),
    number: Number,
    (end, is_chinese): (usize, bool),
    things: &[Vec<char>],
) -> Option<Figure> {
    let mut number_end = behind;
    let (mut number, mut exact) = (number, true);
    let one = is_chinese && words.chars.get(at) == Some(&numeral::ONE);
    if one && (words.ends(at, &NOT_ONE) || phrase::ONE_THING.iter().any(|thing| words.has_at(at, thing)))
        || is_a_name(words, at, behind)
    {
        return None;
    }
    let more = |at: usize| words.begins(at, &AND_MORE);
    if more(number_end) {
        (exact, number_end) = (false, number_end + 1);
    }
    let multiplies = numeral::multiplies(words.slice(number_end..end));
    if multiplies {
        (number, exact) = (number.times_power_of_ten(4)?, false);
        number_end += 1;
    }
    if words.has_at(number_end, numeral::TEN_THOUSAND_AND_MORE) {
        (exact, number_end) = (false, number_end + 2);
    } else if more(number_end) {
        (exact, number_end) = (false, number_end + 1);
    }
    let (unit, length, exponent) = unit::at(words.slice(number_end..end), things);
    let range = at..(number_end + length).min(end);
    let is_bare = unit == Unit::None;
    if is_chinese && is_bare && !stands_alone(words, at, behind)
        || unit == Unit::Measure
        || stands_for_many(words, at, number_end)
    {
        return None;
    }
    // 一次, 一批, 一个 are turns of speech.
    let turn = one && (number_end == at + 1 && unit != Unit::Thing || words.begins(at, &ARTICLES));
    exact = exact && !turn && !approximate_before(words, at) && !in_a_range(words, at, range.end, number_end);
    Some(Figure { range, number_end, number: number.times_power_of_ten(exponent)?, unit, exact })
}

/// `12345热线`, `3.`, `8:30`, `A3`: digits that count nothing.
fn is_a_name(words: &Words<'_>, at: usize, behind: usize) -> bool {
    let next = words.chars.get(behind).copied().unwrap_or('。');
    let digits = words.slice(at..behind);
    let is_long = digits.len() >= 5 && digits.iter().all(char::is_ascii_digit) && !is_a_measure_word(next);
    is_long
        || next.is_ascii_alphabetic()
        || matches!(next, '.' | '/')
        || next == '：' && words.chars.get(behind + 1).is_some_and(char::is_ascii_digit)
}

fn is_a_measure_word(c: char) -> bool {
    unit::at(&[c], &[]).0 != Unit::None || numeral::MAY_FOLLOW.contains(&c)
}

/// `复议诉讼均为零`: a zero that needs no unit.
fn stands_alone(words: &Words<'_>, at: usize, behind: usize) -> bool {
    let ends = words.chars.get(behind).is_none_or(|c| matches!(c, '，' | '；' | '。' | '（' | '）'));
    words.chars.get(at) == Some(&numeral::ZERO) && ends && words.ends(at, &BEFORE_ZERO)
}

/// `三项合计`, `两者`: a word for what was told.
fn stands_for_many(words: &Words<'_>, at: usize, number_end: usize) -> bool {
    let pronoun = words.begins(number_end, &STANDS_FOR_MANY);
    pronoun || words.has_before(at, phrase::FRACTION) || words.has_at(number_end, phrase::FRACTION)
}

fn approximate_before(words: &Words<'_>, at: usize) -> bool {
    words.ends(at, &ABOUT)
}

/// `3-5件`, `3至5件`, `3件至5件`, `20件以上`.
fn in_a_range(words: &Words<'_>, at: usize, end: usize, number_end: usize) -> bool {
    let digit = |at: usize| words.chars.get(at).is_some_and(char::is_ascii_digit);
    let goes_on = |from: usize| words.begins(from, &RANGE_JOINTS) && digit(from + 1);
    let comes_from = words.ends(at, &RANGE_JOINTS)
        && at
            .checked_sub(2)
            .and_then(|before| words.chars.get(before))
            .is_some_and(|c| c.is_ascii_digit() || phrase::RANGE_UNITS.contains(*c));
    let open = words.begins(end, &OR_SO);
    goes_on(number_end) || goes_on(end) || comes_from || open
}
