//! Where the patterns of a fact match, and what each match states.

use super::{
    context::{Own, clause},
    figure::{self, Figure},
    text::{Sentence, Words},
};
use crate::{
    date::Date,
    number::Number,
    ruleset::{Fact, FactKind, Part},
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

/// What may stand between the words of a pattern and the figure.
const FILLERS: [&str; 14] = ["", "共计", "合计", "总计", "总数", "数量", "共", "计", "为", "是", "有", "了", "达", "约"];

/// All places of a sentence that state a fact, each once.
pub(super) fn matches(fact: &Fact, words: &Words<'_>, sentence: &Sentence, figures: &[Figure], own: &Own) -> Vec<Match> {
    let wants_figure = matches!(fact.kind, FactKind::Count | FactKind::Money | FactKind::Percent);
    if wants_figure && figures.is_empty() {
        return Vec::new();
    }
    let finder = Finder { kind: fact.kind, words, end: sentence.range.end, figures, own };
    let mut found: Vec<Match> = Vec::new();
    for start in sentence.range.clone() {
        for pattern in &fact.patterns {
            let Some((marked, _)) = finder.find(pattern, start, None) else { continue };
            let range = marked.unwrap_or(start..start);
            let spoilt = spoilt(fact, words, &sentence.range, start, &range);
            let value = finder.value(&range);
            let again = |other: &Match| finder.is_again(&other.range, &range);
            if !spoilt && !found.iter().any(again) && (value.is_some() || fact.kind == FactKind::Words) {
                found.push(Match { value, range });
            }
        }
    }
    found
}

/// Whether a word that spoils a match stands in its clause; 其中 opens the rest of the sentence.
fn spoilt(fact: &Fact, words: &Words<'_>, sentence: &Range<usize>, start: usize, range: &Range<usize>) -> bool {
    let from = clause(words, sentence, start).start;
    fact.except.iter().any(|word| match word.as_str() {
        "其中" => words.holds(sentence.start..range.end, word),
        _ => words.holds(from..range.end, word),
    })
}

struct Finder<'a> {
    kind: FactKind,
    words: &'a Words<'a>,
    end: usize,
    figures: &'a [Figure],
    own: &'a Own,
}

impl Finder<'_> {
    /// The figure's range (or the words matched so far) and the end, if the parts match from a place on.
    fn find(&self, parts: &[Part], at: usize, marked: Option<Range<usize>>) -> Option<(Option<Range<usize>>, usize)> {
        let Some((part, rest)) = parts.split_first() else { return Some((marked, at)) };
        match part {
            Part::AnyOf(any) => any.iter().find_map(|words| {
                let end = at.saturating_add(words.chars().count());
                let marked = marked.clone().or_else(|| self.is_wordy().then_some(at..end));
                let marked = marked.map(|range| if self.is_wordy() { range.start..end } else { range });
                (end <= self.end && self.words.has_at(at, words)).then(|| self.find(rest, end, marked))?
            }),
            Part::Gap => self.gap(rest, at, marked, GAP, false),
            Part::Wide => self.gap(rest, at, marked, WIDE, true),
            Part::Figure => FILLERS.iter().find_map(|filler| {
                let start = at.saturating_add(filler.chars().count());
                let end = self.words.has_at(at, filler).then(|| self.figure(start))??;
                self.find(rest, end.1, Some(end.0))
            }),
        }
    }

    /// Whether a match says what another one said: the same figure, or words that overlap.
    fn is_again(&self, other: &Range<usize>, range: &Range<usize>) -> bool {
        other == range || self.is_wordy() && other.start < range.end && range.start < other.end
    }

    fn is_wordy(&self) -> bool {
        matches!(self.kind, FactKind::None | FactKind::Words)
    }

    fn gap(
        &self,
        rest: &[Part],
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
            let figure = !wide && self.figures.iter().any(|figure| figure.range.start == end && !figure.unit.is_empty());
            if stops || figure || end.saturating_sub(at) >= most {
                return None;
            }
            end = end.saturating_add(1);
        }
    }

    /// The figure of the fact's kind that begins at a place, with its unit, and where the pattern goes on.
    fn figure(&self, at: usize) -> Option<(Range<usize>, usize)> {
        match self.kind {
            FactKind::Date => figure::day(self.words, at).map(|(_, end)| (at..end, end)),
            FactKind::Year => figure::year(self.words, at).map(|(_, end)| (at..end.saturating_sub(1), end.saturating_sub(1))),
            _ => {
                let figure = self.figures.iter().find(|figure| figure.range.start == at && figure.exact)?;
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
            FactKind::None => Some(Number::whole(0)),
            FactKind::Words => None,
            FactKind::Year => figure::year(self.words, range.start).map(|(year, _)| Number::whole(year.into())),
            FactKind::Date => {
                let ((year, month, day), _) = figure::day(self.words, range.start)?;
                Date::new(year.or(self.own.year)?, month, day).map(|date| Number::whole(date.days()))
            }
            _ => self.figures.iter().find(|figure| figure.range == *range).map(|figure| figure.number),
        }
    }
}
