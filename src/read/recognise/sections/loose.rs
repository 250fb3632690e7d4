//! Headings that offices word in their own way: numbered as the heading of a section is, in its place, and like it. Also headings
//! that are glued to the paragraph in front of them.

use super::{Heading, begins_with, heading, is_numbered};
use crate::{
    chinese::{numeral, phrase::ORDINAL, title::PARTS},
    read::{
        document::{Block, Document},
        normalise::squeezed,
        recognise::{
            label::SURELY,
            label::{Label, Likeness},
            lexicon::Lexicon,
            words::ProseOrTable,
        },
    },
    report::{Origin, Passage},
    slice::Slice,
    source::Span,
    template::Template,
};
use std::{borrow::Cow, ops::Range};

/// A heading has no more letters.
const MAX_HEADING: usize = 60;

/// What may stand behind a heading.
pub(in crate::read::recognise) const STOPS: [char; 9] = ['。', '.', '：', ':', '；', ';', '，', '．', '、'];

/// So many letters in common, per mille, that a heading with the right number is meant.
const ALIKE: u32 = 500;

/// And where it stands between the headings of its neighbours.
const ALIKE_IN_PLACE: u32 = 300;

/// Whether a text can be a heading: short, and no sentence but for the stop behind it.
pub(super) fn is_short(text: &str) -> bool {
    text.chars().count() <= MAX_HEADING && !text.trim_end_matches(STOPS).contains(['。', ';'])
}

/// A heading with its number as the form prints it: `第三部分 …` and `三 …` are `三、…`.
pub(super) fn numbered(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim_start();
    let behind_first = trimmed.strip_prefix(ORDINAL).unwrap_or(trimmed);
    let mut chars = behind_first.chars();
    let Some(numeral) = chars.next().filter(|c| numeral::is_ordinal(*c)) else { return Cow::Borrowed(text) };
    let rest = chars.as_str();
    let part = PARTS.iter().find_map(|word| rest.strip_prefix(word)).filter(|_| behind_first.len() < trimmed.len());
    let spaced = rest.trim_start_matches([' ', '\u{3000}', '\t']);
    match part {
        Some(rest) => Cow::Owned(format!("{numeral}、{}", rest.trim_start_matches(|c: char| !c.is_alphanumeric()))),
        None if spaced.len() < rest.len() && spaced.chars().next().is_some_and(|c| c.is_alphabetic()) => {
            Cow::Owned(format!("{numeral}、{spaced}"))
        }
        None => Cow::Borrowed(text),
    }
}

/// The headings with those added that are only like one, for sections that have none; in order.
pub(super) fn completed(mut known: Vec<Heading>, items: &[ProseOrTable], template: &Template, lexicon: &Lexicon) -> Vec<Heading> {
    let Some((edition, labels)) = template.editions.iter().zip(&lexicon.editions).next_back() else { return known };
    let place = |known: &[Heading], id: &str| known.iter().find(|heading| heading.id == id).map(|heading| heading.item);
    for (at, section) in edition.sections.iter().enumerate() {
        if place(&known, &section.id).is_some() {
            continue;
        }
        let sections = || edition.sections.iter().enumerate();
        let before = sections().take(at).filter_map(|(_, other)| place(&known, &other.id)).max();
        let behind = sections().skip(at.saturating_add(1)).filter_map(|(_, other)| place(&known, &other.id)).min();
        let is_neighbour = |other: Option<usize>| {
            other.is_none_or(|other| edition.sections.get(other).is_none_or(|section| place(&known, &section.id).is_some()))
        };
        let is_framed = is_neighbour(at.checked_sub(1)) && is_neighbour(Some(at.saturating_add(1)));
        let range = before.map_or(0, |item| item.saturating_add(1))..behind.unwrap_or(items.len());
        let spelt = labels.sections.get(at).map_or(&[][..], Vec::as_slice);
        let least = if is_framed { ALIKE_IN_PLACE } else { ALIKE };
        if let Some((item, passage, score)) = best(items, range, least, |text| of_heading(text, [spelt], lexicon)) {
            let label = section.labels.first().cloned().unwrap_or_default();
            let likeness = Likeness { score, sure: false };
            known.push(Heading { item, id: section.id.clone(), printed: passage.clone(), rest: None, label, likeness });
        }
    }
    known.sort_by_key(|heading| heading.item);
    known
}

/// The item that is most like a heading; none where two are equally.
fn best(
    items: &[ProseOrTable],
    range: Range<usize>,
    least: u32,
    likeness: impl Fn(&str) -> u32,
) -> Option<(usize, &Passage, u32)> {
    let scored = items.iter().enumerate().skip(range.start).take(range.len()).filter_map(|(at, item)| {
        let passage = item.as_ref()?;
        let score = likeness(&passage.text);
        (score >= least).then_some((at, passage, score))
    });
    let mut scored: Vec<(usize, &Passage, u32)> = scored.collect();
    scored.sort_by_key(|(_, _, score)| std::cmp::Reverse(*score));
    match scored.as_slice() {
        [(_, _, first), (_, _, second), ..] if first == second => None,
        [first, ..] => Some(*first),
        [] => None,
    }
}

/// How like any of some headings a text is that is not the label of a row, with its number.
fn of_heading<'l>(text: &str, headings: impl IntoIterator<Item = &'l [Label]>, lexicon: &Lexicon) -> u32 {
    let likeness = likeness(text, headings);
    if likeness > 0 && lexicon.row(&lexicon.label(text)) > SURELY { 0 } else { likeness }
}

/// How like any of some headings a text is: the letters that both have, in any order, if the number is the same.
fn likeness<'l>(text: &str, headings: impl IntoIterator<Item = &'l [Label]>) -> u32 {
    if !begins_with(|c| c == ORDINAL || numeral::is_ordinal(c), text) {
        return 0;
    }
    let text = numbered(text);
    let seen = squeezed(&text);
    if !is_numbered(&seen) || !is_short(&seen) {
        return 0;
    }
    let label = Label::of(&text);
    let own = headings.into_iter().flatten().filter(|spelt| spelt.number == label.number);
    own.map(|spelt| in_common(&label.words, &spelt.words)).max().unwrap_or(0)
}

/// Per mille: twice the letters that two texts have in common, of all that they have.
fn in_common(one: &[char], two: &[char]) -> u32 {
    let mut rest = two.to_vec();
    let mut common = 0u32;
    for letter in one {
        if let Some(at) = rest.iter().position(|other| other == letter) {
            rest.swap_remove(at);
            common = common.saturating_add(1);
        }
    }
    let all = u32::try_from(one.len().saturating_add(two.len())).unwrap_or(u32::MAX);
    common.saturating_mul(2000).checked_div(all).unwrap_or(0)
}

/// Whether a text is a heading of a section, worded in any way.
pub(in crate::read::recognise) fn is_like_any(text: &str, lexicon: &Lexicon) -> bool {
    of_heading(text, lexicon.editions.iter().flat_map(|edition| &edition.sections).map(Vec::as_slice), lexicon) >= ALIKE
}

/// Parts paragraphs in the middle of which, behind a stop, the heading of a section stands: `…编制本报告。一、总体情况`.
pub(in crate::read::recognise) fn part(document: &mut Document, template: &Template, lexicon: &Lexicon) {
    let parted = |block: &Block| match block {
        Block::Paragraph(passage) => cuts(passage, template, lexicon),
        Block::Grid(_) => Vec::new(),
    };
    let all: Vec<Vec<usize>> = document.blocks.iter().map(parted).collect();
    if all.iter().all(Vec::is_empty) {
        return;
    }
    let blocks = std::mem::take(&mut document.blocks);
    for (block, cuts) in blocks.into_iter().zip(all) {
        match block {
            Block::Paragraph(passage) if !cuts.is_empty() => {
                let ends = cuts.iter().copied().chain([passage.text.len()]);
                let starts = [0].into_iter().chain(cuts.iter().copied());
                let parts = starts.zip(ends).filter_map(|(start, end)| piece(&passage, start..end));
                document.blocks.extend(parts.map(Block::Paragraph));
            }
            other => document.blocks.push(other),
        }
    }
}

fn piece(passage: &Passage, range: Range<usize>) -> Option<Passage> {
    let text = passage.text.get(range.clone())?;
    let origin = match passage.origin {
        Origin::Text(span) => {
            let start = (span.start as usize).saturating_add(range.start);
            Origin::Text(Span::new(start, start.saturating_add(text.len())))
        }
        other => other,
    };
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(Passage { text, origin })
}

/// Where in a paragraph headings begin that are glued to what stands in front of them.
fn cuts(passage: &Passage, template: &Template, lexicon: &Lexicon) -> Vec<usize> {
    const MAX_CUTS: usize = 12;
    let text = passage.text.as_str();
    let stops = text.match_indices(['。', '；', '！', '\n']).map(|(at, stop)| at.saturating_add(stop.len()));
    let starts = stops.filter(|at| text.get(*at..).is_some_and(begins_with_number)).take(MAX_CUTS);
    let starts: Vec<usize> = starts.collect();
    let is_heading = |(nth, at): &(usize, &usize)| {
        let end = starts.get(nth.saturating_add(1)).copied().unwrap_or(text.len());
        let rest = text.slice(**at..end).trim();
        let passage = Passage { text: rest.to_owned(), origin: Origin::Nowhere };
        heading(0, &passage, template, lexicon).is_some() || (is_short(&squeezed(rest)) && is_like_any(rest, lexicon))
    };
    starts.iter().enumerate().filter(is_heading).map(|(_, at)| *at).collect()
}

fn begins_with_number(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    chars.next().is_some_and(numeral::is_ordinal)
        && chars.find(|c| !c.is_whitespace()).is_some_and(|c| matches!(c, '、' | '.' | '．' | '，'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_letters_in_common_in_any_order() {
        let likeness = |seen: &str, printed: &str| likeness(seen, [&[Label::of(printed)][..]]);
        for (seen, printed) in [
            ("五、存在的问题及改进措施", "五、存在的主要问题及改进情况"),
            ("五、存在的不足及改进情况。", "五、存在的主要问题及改进情况"),
            ("四、行政复议和行政诉讼情况", "四、政府信息公开行政复议、行政诉讼情况"),
            ("三、依申请公开政府信息情况", "三、收到和处理政府信息公开申请情况"),
            ("第三部分 依申请公开政府信息情况", "三、收到和处理政府信息公开申请情况"),
            ("一、基本情况", "一、总体情况"),
        ] {
            assert!(likeness(seen, printed) >= ALIKE, "{seen}");
        }
        for (seen, printed) in [
            ("四、结转下年度继续办理", "四、政府信息公开行政复议、行政诉讼情况"),
            ("三、本年度办理结果", "三、收到和处理政府信息公开申请情况"),
            ("五、下一步工作打算", "五、存在的主要问题及改进情况"),
            ("（五）存在的问题及改进情况", "五、存在的主要问题及改进情况"),
        ] {
            assert!(likeness(seen, printed) < ALIKE, "{seen}");
        }
    }

    #[test]
    fn a_number_may_be_that_of_a_part() {
        for (text, same) in
            [("第一部分 总体情况", "一、总体情况"), ("一 总体情况", "一、总体情况"), ("一是加强领导", "一是加强领导")]
        {
            assert_eq!(numbered(text), same);
        }
    }
}
