//! The prose of a document by section: headings known by the labels of the form, the signature at the end set apart.

pub(super) mod loose;

use super::{
    about::{is_agency, squeezed_name},
    dates,
    label::{ENOUGH, Likeness},
    lexicon::Lexicon,
    remark,
    wording::Wording,
    words::ProseOrTable,
};
use crate::{
    chinese::{numeral, phrase, site},
    number::is_invisible,
    read::normalise::{native, squeezed},
    report::{Passage, Prose, Remark, SectionProse},
    template::{Edition, Template},
};

/// A heading: which item it is, of which section, and what follows it on its line.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// Index among the items.
    pub(super) item: usize,
    /// The id of the section.
    pub(super) id: String,
    printed: Passage,
    rest: Option<Passage>,
    label: String,
    likeness: Likeness,
}

/// The headings of a document, in order. Of one that stands twice with nothing behind the first, only the second: the first is
/// a table of contents. For a section that has none, what is numbered as its heading would be and is like it.
pub(super) fn headings(items: &[ProseOrTable], template: &Template, lexicon: &Lexicon) -> Vec<Heading> {
    let of_item = |(at, item): (usize, &ProseOrTable)| heading(at, item.as_ref()?, template, lexicon);
    let all: Vec<Heading> = items.iter().enumerate().filter_map(of_item).collect();
    let ends = all.iter().skip(1).map(|next| next.item).chain([items.len()]);
    let is_empty = |heading: &Heading, end: usize| heading.rest.is_none() && heading.item.saturating_add(1) >= end;
    let empty: Vec<bool> = all.iter().zip(ends).map(|(heading, end)| is_empty(heading, end)).collect();
    let again = |at: usize, id: &str| all.iter().rposition(|other| other.id == id).is_some_and(|last| last > at);
    // The title may stand behind the last one of a list.
    let mut last = None;
    let is_listed: Vec<bool> = all
        .iter()
        .zip(&empty)
        .enumerate()
        .map(|(at, (heading, empty))| {
            let is_listed = (*empty || last == Some(heading.item)) && again(at, &heading.id);
            last = is_listed.then(|| heading.item.saturating_add(1));
            is_listed
        })
        .collect();
    let known = all.into_iter().zip(is_listed).filter_map(|(heading, listed)| (!listed).then_some(heading)).collect();
    loose::completed(known, items, template, lexicon)
}

/// The id of the section that a text is the heading of.
pub(super) fn of(passage: &Passage, template: &Template, lexicon: &Lexicon) -> Option<String> {
    heading(0, passage, template, lexicon).map(|heading| heading.id)
}

fn heading(item: usize, passage: &Passage, template: &Template, lexicon: &Lexicon) -> Option<Heading> {
    let editions = template.editions.iter().zip(&lexicon.editions).rev();
    let sections = editions.flat_map(|(edition, labels)| edition.sections.iter().zip(&labels.sections));
    let native = native(&passage.text);
    let printed = loose::numbered(&native);
    // A long text is no heading, and has one in front only behind its number.
    if !loose::is_short(&native) && !begins_with(numeral::is_ordinal, &printed) {
        return None;
    }
    let text = squeezed(&printed);
    let whole = loose::is_short(&text).then(|| lexicon.label(printed.trim_end_matches(loose::STOPS)));
    let is_numbered = is_numbered(&text);
    let mut best: Option<Heading> = None;
    for (section, spelt) in sections {
        let likeness = whole.as_ref().map_or(Likeness::default(), |label| label.best(spelt));
        let is_known = likeness.sure || (is_numbered && likeness.score >= ENOUGH.saturating_add(30));
        if is_known && best.as_ref().is_none_or(|best| best.likeness < likeness) {
            let label = section.labels.first().cloned().unwrap_or_default();
            best = Some(Heading { item, id: section.id.clone(), printed: passage.clone(), rest: None, label, likeness });
        }
        if best.is_none() && is_numbered {
            best = section.labels.iter().find_map(|label| {
                let (printed, rest) = split(passage, label)?;
                let likeness = Likeness { score: 1000, sure: true };
                Some(Heading { item, id: section.id.clone(), printed, rest: Some(rest), label: label.clone(), likeness })
            });
        }
    }
    best
}

/// Whether a text begins as headings of sections do, `三、`: `（三）` is one of a subsection.
pub(super) fn is_numbered(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(numeral::is_ordinal) && chars.next().is_some_and(|c| matches!(c, '、' | '.' | ',' | ':'))
}

/// Whether the first character that can be seen is of that kind, whatever its width.
fn begins_with(is_wanted: fn(char) -> bool, text: &str) -> bool {
    let first = text.chars().find(|c| !c.is_whitespace() && !is_invisible(*c));
    first.is_some_and(|c| match c {
        '\u{4e00}'..='\u{9fff}' => is_wanted(c),
        _ => squeezed(c.encode_utf8(&mut [0; 4])).starts_with(is_wanted),
    })
}

/// A heading and the text that follows it on its line: `一、总体情况。2023年…`.
fn split(passage: &Passage, label: &str) -> Option<(Passage, Passage)> {
    let label = squeezed(label);
    let mut left = label.chars();
    let mut wanted = left.next();
    for (at, c) in passage.text.char_indices() {
        if wanted.is_none() {
            let (printed, rest) = passage.text.split_at_checked(at)?;
            let text = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '。' | '：' | ':' | '.'));
            // A sentence of its own right behind it: “一、总体情况2023年，…。”.
            let begins = |c: char| c.is_ascii_digit() || phrase::FIRST_WORDS.contains(&c);
            let is_sentence = text.contains('。') && text.starts_with(begins);
            let is_parted = (rest.len() > text.len() || is_sentence) && !text.is_empty();
            let is_contents = squeezed(text).contains(numeral::SECOND_ITEM);
            let passage = |text: &str| Passage { text: text.to_owned(), origin: passage.origin };
            return (is_parted && !is_contents).then(|| (passage(printed), passage(text)));
        }
        for seen in squeezed(c.encode_utf8(&mut [0; 4])).chars() {
            if Some(seen) != wanted {
                return None;
            }
            wanted = left.next();
        }
    }
    None
}

/// The prose, by sections of an edition; what stands in front of the first heading has no section.
pub(super) fn prose(
    items: &[ProseOrTable],
    headings: &[Heading],
    edition: &Edition,
    title: std::ops::Range<usize>,
    wording: &Wording,
) -> (Prose, Vec<Remark>) {
    let mut prose = Prose::default();
    let mut remarks = Vec::new();
    let mut next = headings.iter().peekable();
    let mut open = None;
    for (at, item) in items.iter().enumerate() {
        if let Some(heading) = next.next_if(|heading| heading.item == at) {
            open = Some(open_section(&mut prose, heading, edition));
            if !heading.likeness.sure {
                remarks.push(remark::resemblance(&heading.printed.text, &heading.label, heading.printed.origin));
            }
        } else if let Some(passage) = item.as_ref().filter(|_| !title.contains(&at)) {
            let section = *open.get_or_insert_with(|| front(&mut prose));
            if let Some(section) = prose.sections.get_mut(section) {
                section.paragraphs.push(passage.clone());
            }
        }
    }
    sign(&mut prose, wording);
    super::wrapped::join(&mut prose);
    (prose, remarks)
}

fn front(prose: &mut Prose) -> usize {
    prose.sections.push(SectionProse::default());
    prose.sections.len().saturating_sub(1)
}

/// The section that a heading opens; of one that stands twice, the first goes on.
fn open_section(prose: &mut Prose, heading: &Heading, edition: &Edition) -> usize {
    let section = edition.section(&heading.id);
    let known = prose.sections.iter().position(|open| open.section == section && section.is_some());
    let at = known.unwrap_or(prose.sections.len());
    if known.is_none() {
        prose.sections.push(SectionProse { section, heading: Some(heading.printed.clone()), paragraphs: Vec::new() });
    }
    if let (Some(rest), Some(open)) = (&heading.rest, prose.sections.get_mut(at)) {
        open.paragraphs.push(rest.clone());
    }
    at
}

/// Takes name and date from the end of the last section, and drops what pages print below a report.
fn sign(prose: &mut Prose, wording: &Wording) {
    let Some(last) = prose.sections.iter_mut().rev().find(|open| open.section.is_some()) else { return };
    if let Some(footer) = last.paragraphs.iter().position(|passage| is_footer(&passage.text)) {
        last.paragraphs.truncate(footer);
    }
    let is_end = |passage: &Passage| signed_day(&passage.text, wording).is_some();
    let Some(at) = last.paragraphs.iter().rposition(is_end) else { return };
    if last.paragraphs.iter().skip(at.saturating_add(1)).any(|passage| passage.text.contains('。')) {
        return;
    }
    last.paragraphs.truncate(at.saturating_add(1));
    let Some(day) = last.paragraphs.pop() else { return };
    let name = last.paragraphs.pop_if(|passage| is_agency(&passage.text, wording));
    prose.signature = Some(match name {
        Some(name) => Passage { text: format!("{} {}", name.text, day.text), origin: name.origin },
        None => day,
    });
}

/// Whether a line is a date, alone or behind the name of an agency.
fn signed_day(text: &str, wording: &Wording) -> Option<()> {
    if dates::only_day(text).is_some() {
        return Some(());
    }
    let text = squeezed(text);
    let start = text.char_indices().filter(|(_, c)| c.is_ascii_digit() || *c == numeral::OF_YEARS).map(|(at, _)| at);
    start.into_iter().find_map(|at| {
        let (name, day) = text.split_at_checked(at)?;
        (is_agency(name, wording) && dates::only_day(day).is_some()).then_some(())
    })
}

/// The agency that a signature names.
pub(super) fn signer(signature: &Passage, wording: &Wording) -> Option<String> {
    let text = squeezed_name(&signature.text);
    let end = text.char_indices().find(|(_, c)| c.is_numeric() || *c == numeral::OF_YEARS).map_or(text.len(), |(at, _)| at);
    text.get(..end).filter(|name| is_agency(name, wording)).map(str::to_owned)
}

/// What web pages print below a report.
fn is_footer(text: &str) -> bool {
    let text = squeezed(text);
    text.chars().count() <= 120 && site::FOOTERS.iter().any(|word| text.contains(word))
}
