//! A whole and its parts: behind 其中, in brackets behind the whole, or the outcomes of requests named one after the other. A list
//! is taken at its word only where it means to be complete; every way in which it may be read is offered.

use super::{
    Reading, Statement, Tables,
    figure::Figure,
    text::{Sentence, Words},
};
use crate::{
    number::Number,
    ruleset::{Shape, Stated},
};
use std::ops::Range;

/// The figures that a list names, with the whole that it is of.
struct List<'a> {
    whole: &'a Figure,
    parts: Vec<&'a Figure>,
    /// Whether it stands in brackets of its own.
    bracketed: bool,
}

/// The breakdowns that begin in a sentence.
pub(super) fn breakdowns(
    words: &Words<'_>,
    before: Option<(&Sentence, &[Figure])>,
    sentence: &Sentence,
    figures: &[Figure],
    tables: &Tables<'_>,
) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let lists = behind_words(words, before, sentence, figures).into_iter().chain(in_brackets(words, sentence, figures));
    found.extend(lists.filter_map(|list| list.statement(words)));
    found.extend(outcomes(words, before, figures, tables));
    found
}

/// A sentence with more lists is none that anyone wrote.
const MOST_LISTS: usize = 12;

/// How deep in brackets a place is.
fn depth(words: &Words<'_>, from: usize, at: usize) -> usize {
    words.slice(from..at).iter().fold(0usize, |depth, c| match c {
        '（' => depth.saturating_add(1),
        '）' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// `比去年减少6件`: a figure that is a change, not a number of things.
pub(super) fn is_change(words: &Words<'_>, figure: &Figure) -> bool {
    const CHANGES: [&str; 12] = ["增加", "减少", "上升", "下降", "增长", "回落", "增加了", "减少了", "多", "少", "增", "降"];
    CHANGES.iter().any(|word| words.has_before(figure.range.start, word))
}

/// What stands between a figure and the mark or figure in front of it.
fn label(words: &Words<'_>, figure: &Figure) -> String {
    let start =
        words.slice(0..figure.range.start).iter().rposition(|c| matches!(c, '，' | '；' | '：' | '、' | '。' | '（' | '）'));
    words.words(start.map_or(0, |at| at.saturating_add(1))..figure.range.start)
}

/// The lists behind 其中, one for each kind of unit.
fn behind_words<'a>(
    words: &Words<'_>,
    before: Option<(&Sentence, &'a [Figure])>,
    sentence: &Sentence,
    figures: &'a [Figure],
) -> Vec<List<'a>> {
    let Range { start, end } = sentence.range.clone();
    let mut lists = Vec::new();
    let mut from = start;
    while let Some(at) = words.find(from..end, "其中").filter(|_| lists.len() < MOST_LISTS) {
        from = at.saturating_add(2);
        let level = depth(words, start, at);
        let stop = closing(words, at, end, level);
        let behind: Vec<&Figure> = figures.iter().filter(|figure| figure.range.start > at && figure.range.end <= stop).collect();
        let behind = countable(words, &behind, start, level);
        let outer = if level > 0 { level.saturating_sub(1) } else { 0 };
        for first in distinct(&behind) {
            let here = figures.iter().filter(|figure| figure.range.end <= at && depth(words, start, figure.range.start) == outer);
            let own = last_whole(words, here, first);
            let earlier = before.and_then(|(earlier, all)| {
                let top = all.iter().filter(|figure| depth(words, earlier.range.start, figure.range.start) == 0);
                last_whole(words, top, first)
            });
            let is_head = figures.iter().all(|figure| figure.range.start > at || !figure.is_count() || is_change(words, figure));
            if let Some(whole) = own.or(earlier.filter(|_| is_head)) {
                let parts = behind.iter().copied().filter(|part| part.adds_up_with(first)).collect();
                lists.push(List { whole, parts, bracketed: false });
            }
        }
    }
    lists
}

/// Where the bracket that holds a place closes, or the end.
fn closing(words: &Words<'_>, at: usize, end: usize, level: usize) -> usize {
    if level == 0 {
        return end;
    }
    let mut open = 1usize;
    for place in at..end {
        match words.chars.get(place) {
            Some('（') => open = open.saturating_add(1),
            Some('）') => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return place;
        }
    }
    end
}

/// The figures of a list at its own level, without percentages and changes.
fn countable<'a>(words: &Words<'_>, figures: &[&'a Figure], start: usize, level: usize) -> Vec<&'a Figure> {
    let counts = |figure: &&&Figure| {
        (figure.is_count() || figure.is_money()) && !is_change(words, figure) && depth(words, start, figure.range.start) == level
    };
    figures.iter().filter(counts).copied().collect()
}

/// One figure for each kind of unit.
fn distinct<'a>(figures: &[&'a Figure]) -> Vec<&'a Figure> {
    let mut kinds: Vec<&Figure> = Vec::new();
    for figure in figures {
        if !kinds.iter().any(|known| known.adds_up_with(figure)) {
            kinds.push(figure);
        }
    }
    kinds
}

fn last_whole<'a>(words: &Words<'_>, figures: impl Iterator<Item = &'a Figure>, part: &Figure) -> Option<&'a Figure> {
    figures.filter(|figure| figure.adds_up_with(part) && !is_change(words, figure)).last()
}

/// The lists in brackets right behind a figure.
fn in_brackets<'a>(words: &Words<'_>, sentence: &Sentence, figures: &'a [Figure]) -> Vec<List<'a>> {
    const NO_LIST: [&str; 10] = ["含", "包括", "包含", "其中", "不含", "同比", "较", "比", "占", "另"];
    let Range { start, end } = sentence.range.clone();
    let list = |whole: &'a Figure| {
        let inside = whole.range.end.saturating_add(1);
        if !words.has_at(whole.range.end, "（") || NO_LIST.iter().any(|word| words.has_at(inside, word)) {
            return None;
        }
        let level = depth(words, start, inside);
        let stop = closing(words, inside, end, level);
        let within: Vec<&Figure> =
            figures.iter().filter(|figure| figure.range.start >= inside && figure.range.end <= stop).collect();
        let parts: Vec<&Figure> =
            countable(words, &within, start, level).into_iter().filter(|part| part.adds_up_with(whole)).collect();
        Some(List { whole, parts, bracketed: true })
    };
    figures.iter().filter(|figure| figure.is_count() || figure.is_money()).filter_map(list).collect()
}

impl<'a> List<'a> {
    fn statement(&self, words: &Words<'_>) -> Option<Statement> {
        if self.parts.len() < 2 || !self.whole.exact || self.parts.iter().any(|part| !part.exact) {
            return None;
        }
        let told = [Some(self.parts.clone()), self.up_to_semicolon(words)].into_iter().flatten();
        let list = told.map(|parts| List { parts, ..*self }).find(|list| list.is_offered(words))?;
        let sums = sums(&self.parts)?;
        let reading = |sum: &Number| vec![(Stated::Whole, self.whole.number), (Stated::Parts, *sum)];
        let shown = *self::sums(&list.parts)?.last()?;
        let readings: Vec<Reading> = std::iter::once(&shown).chain(&sums).map(reading).collect();
        Some(statement(words, readings, &list.parts, words.printed(self.whole.range.clone()), &shown))
    }

    /// The parts in front of the first semicolon, where the list goes on behind it: what follows may be of something else.
    fn up_to_semicolon(&self, words: &Words<'_>) -> Option<Vec<&'a Figure>> {
        let start = self.parts.first()?.range.end;
        let parted = |part: &&&Figure| !words.slice(start..part.range.start).contains(&'；');
        let first: Vec<&Figure> = self.parts.iter().take_while(parted).copied().collect();
        (first.len() >= 2 && first.len() < self.parts.len()).then_some(first)
    }

    fn is_offered(&self, words: &Words<'_>) -> bool {
        let all = sums(&self.parts).and_then(|sums| sums.last().copied());
        self.means_to_be_complete(words) || all.is_some_and(|all| is_near(all, self.whole.number))
    }

    /// Whether nothing is left out: a remainder is named, or both of a pair, or the whole list stands in brackets.
    fn means_to_be_complete(&self, words: &Words<'_>) -> bool {
        const PAIRS: [(&[&str], &[&str]); 3] = [
            (&["书面", "信函", "当面", "邮寄", "现场", "线下", "纸质"], &["网上", "网络", "在线", "线上", "平台", "网站"]),
            (&["自然人", "公民"], &["法人"]),
            (&["办结", "答复"], &["撤销", "撤回", "结转"]),
        ];
        let labels: Vec<String> = self.parts.iter().map(|part| label(words, part)).collect();
        let any = |list: &[&str]| list.iter().any(|word| labels.iter().any(|label| label.contains(word)));
        let etc =
            labels.iter().any(|label| label.ends_with('等')) || self.parts.iter().any(|part| words.has_at(part.range.end, "等"));
        let pair = self.parts.len() == 2 && PAIRS.iter().any(|(one, two)| any(one) && any(two));
        !etc && (pair || any(&["其他", "其余", "剩余"]) || self.bracketed && self.parts.len() >= 3)
    }
}

/// The sums of the first two parts, the first three, and so on; the last is that of all.
fn sums(parts: &[&Figure]) -> Option<Vec<Number>> {
    let mut sum = Number::whole(0);
    let mut sums = Vec::new();
    for part in parts {
        sum = sum.checked_add(part.number)?;
        sums.push(sum);
    }
    sums.remove(0);
    Some(sums)
}

/// Within a tenth: a list that comes so near its whole means to be complete.
fn is_near(sum: Number, whole: Number) -> bool {
    let gap = sum.checked_sub(whole).map(Number::abs).and_then(|gap| gap.times_power_of_ten(1));
    gap.is_some_and(|gap| gap <= whole)
}

fn statement(words: &Words<'_>, readings: Vec<Reading>, parts: &[&Figure], whole: String, sum: &Number) -> Statement {
    let printed: Vec<String> = parts.iter().map(|part| words.printed(part.range.clone())).collect();
    let sum = if parts.iter().all(|part| part.is_money()) { format!("{} 元", sum.trimmed()) } else { sum.to_string() };
    let marked = parts.iter().map(|part| part.range.clone()).collect();
    let shown = vec![(Stated::Whole, whole), (Stated::Parts, format!("{} = {sum}", printed.join(" + ")))];
    Statement { shape: Shape::Breakdown, readings, shown, marked }
}

/// What may become of a request, as sentences name it.
const OUTCOMES: [&str; 6] = ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"];

/// The outcomes of requests, where all are named: they add up to what was answered, or with what is carried out to all that there was.
fn outcomes(
    words: &Words<'_>,
    before: Option<(&Sentence, &[Figure])>,
    figures: &[Figure],
    tables: &Tables<'_>,
) -> Option<Statement> {
    let named: Vec<(&Figure, String)> = figures
        .iter()
        .filter(|figure| figure.is_count())
        .map(|figure| (figure, label(words, figure)))
        .filter(|(_, label)| OUTCOMES.iter().any(|name| label.contains(name)) || carries_out(label))
        .collect();
    let has = |name: &str| named.iter().filter(|(_, label)| label.contains(name)).count() == 1;
    let is_whole = OUTCOMES.iter().filter(|name| **name != "部分公开" && **name != "予以公开").all(|name| has(name));
    let opened = named.iter().any(|(_, label)| label.contains("予以公开"));
    if !is_whole || !opened || named.iter().any(|(figure, _)| !figure.exact) {
        return None;
    }
    let parts: Vec<&Figure> = named.iter().map(|(figure, _)| *figure).collect();
    let all = *sums(&parts)?.last()?;
    let with_rest = named.iter().any(|(_, label)| carries_out(label));
    let first = parts.first()?.range.start;
    let earlier = before.into_iter().flat_map(|(_, all)| all).chain(figures.iter().filter(|figure| figure.range.end <= first));
    let earlier: Vec<&Figure> = earlier.filter(|figure| figure.is_count() && !is_change(words, figure)).collect();
    let stated = earlier.iter().map(|figure| figure.number);
    let mut wholes: Vec<Number> = if with_rest { tables.all() } else { tables.answered() }.into_iter().collect();
    let shown = wholes.first().map(ToString::to_string);
    wholes.extend(stated);
    let shown = earlier
        .iter()
        .find(|figure| Some(figure.number) == wholes.first().copied())
        .map(|figure| words.printed(figure.range.clone()))
        .or(shown)?;
    let readings = wholes.into_iter().map(|whole| vec![(Stated::Whole, whole), (Stated::Parts, all)]).collect();
    Some(statement(words, readings, &parts, shown, &all))
}

fn carries_out(label: &str) -> bool {
    ["结转下", "转下年", "转下一年", "结转至", "顺延"].iter().any(|word| label.contains(word))
}
