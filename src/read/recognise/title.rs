//! The title of a report, and the name of its file, taken apart: whose report it is and of which year. Knows no document.

use super::{dates, wording::Wording};
use crate::{
    chinese::{
        body::{self, NO_OFFICES, OFFICES},
        numeral,
        site::SITE,
        title::{AFTER_TITLE, BEFORE_AGENCY, BEFORE_SUBJECT, ENDS, FILLERS, JOINTS, OF_DATES, TAGS},
    },
    read::normalise::squeezed,
    slice::Slice,
};

/// A title has no more letters.
pub(super) const MAX_TITLE: usize = 80;

/// What a title says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// Whose report it is.
    pub(super) agency: Option<String>,
    /// The report year.
    pub(super) year: Option<u16>,
    /// Whether it names the form as the template does, with or without 工作; else it says 年报, for example.
    pub(super) is_full: bool,
}

impl Title {
    /// Takes a line apart, if it is a title of this form and nothing else.
    pub(super) fn of(text: &str, wording: &Wording) -> Option<Title> {
        if !wording.may_be_title(text) {
            return None;
        }
        let text = squeezed(text);
        let is_short = text.chars().count() <= MAX_TITLE;
        let is_sentence = text.contains(['。', ';', '>', '›', '»', '!', '?']);
        if !is_short || is_sentence {
            return None;
        }
        let (before, inside, after, is_full) = split(&text, wording)?;
        let rest = after_title(after)?;
        let before = without_tags(before, wording);
        if before.contains(['|', ':']) {
            return None;
        }
        let (front_year, name) = without_years(before);
        let year = front_year
            .or_else(|| year_in(inside))
            .or_else(|| year_in(after))
            .or_else(|| year_in(&text))
            .or_else(|| bare_year(&text));
        let agency = agency_in(&name).or_else(|| rest.map(|name| balanced(&name)));
        // “某市人民政府信息公开工作年度报告” says 政府 once for two.
        Some(Title { agency: agency.map(body::completed), year, is_full })
    }

    /// What the name of a file says: a title, or the name of an office and a year.
    pub(super) fn of_file(path: &str, wording: &Wording) -> Title {
        let last = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
        let stem: String = squeezed(stem).chars().map(|c| if c == '_' { '-' } else { c }).collect();
        if let Some(title) = Title::of(&stem, wording) {
            return title;
        }
        let (_, name) = without_years(without_tags(&stem, wording));
        let name = name.split(['-', '+']).filter_map(|part| agency_in(part).filter(|name| is_office(name)));
        Title {
            agency: name.clone().next().filter(|_| name.count() == 1),
            year: year_in(&stem).or_else(|| bare_year(&stem)),
            is_full: false,
        }
    }
}

/// The parts of a title: in front of the name of the form, inside it, behind it; and whether it is named in full.
fn split<'t>(text: &'t str, wording: &Wording) -> Option<(&'t str, &'t str, &'t str, bool)> {
    let full = wording.names.iter().filter_map(|name| Some((text.rfind(name.as_str())?, name.len()))).max();
    if let Some((at, length)) = full {
        return Some((text.get(..at)?, "", text.get(at.saturating_add(length)..)?, true));
    }
    let starts = wording.subjects.iter().flat_map(|subject| text.match_indices(subject.as_str()));
    let found = starts.filter_map(|(at, subject)| {
        let inside = at.saturating_add(subject.len());
        let end = end_of_name(text.get(inside..)?, wording)?;
        Some((std::cmp::Reverse(at), inside, inside.saturating_add(end)))
    });
    let (at, inside, end) = found.max()?;
    Some((text.get(..at.0)?, text.get(inside..end)?, text.get(end..)?, false))
}

/// Where the name of the form ends that begins with its subject: behind fillers, a year and the last word.
fn end_of_name(text: &str, wording: &Wording) -> Option<usize> {
    let mut rest = text;
    loop {
        if let Some(behind) = ENDS.iter().find_map(|end| rest.strip_prefix(end)) {
            return text.len().checked_sub(behind.len());
        }
        let filler = FILLERS.iter().find_map(|filler| rest.strip_prefix(filler)).or_else(|| other_subject(rest, wording));
        rest = filler.or_else(|| year_prefix(rest)).or_else(|| Some(rest.strip_prefix('(')?.split_once(')')?.1))?;
    }
}

/// What follows another subject that is joined to the one in front: `和政务公开`.
fn other_subject<'t>(text: &'t str, wording: &Wording) -> Option<&'t str> {
    let rest = JOINTS.iter().find_map(|joint| text.strip_prefix(joint))?;
    wording.subjects.iter().find_map(|subject| rest.strip_prefix(subject.as_str()))
}

/// What follows a year that a text begins with, digits alone.
fn year_prefix(text: &str) -> Option<&str> {
    const DIGITS: usize = 4;
    let end = text.char_indices().nth(DIGITS).map_or(text.len(), |(at, _)| at);
    let (digits, rest) = text.split_at_checked(end)?;
    dates::year_alone(digits).map(|_| rest)
}

/// What follows a title: nothing that matters, or the name of an agency; none where it is something else.
fn after_title(text: &str) -> Option<Option<String>> {
    let mut rest = text;
    let mut agency = None;
    loop {
        rest = rest.trim_start_matches(['》', '」', ')', '】', ']', '"', '”', '\'']);
        if rest.is_empty() || rest.chars().all(|c| !c.is_alphanumeric()) {
            return Some(agency);
        }
        let mut chars = rest.chars();
        let bracket = match chars.next() {
            Some('(') => Some(')'),
            Some('[') => Some(']'),
            Some('【') => Some('】'),
            _ => None,
        };
        if let Some((inside, behind)) = bracket.and_then(|close| chars.as_str().split_once(close)) {
            agency = agency.or_else(|| Some(inside.to_owned()).filter(|name| is_office(name)));
            rest = behind;
        } else if let Some(behind) = AFTER_TITLE.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix(['-', '—', '–', '―', '_', '|', '·', ',', '、', '.']) {
            rest = behind;
        } else if let Some(behind) = after_year(rest) {
            rest = behind;
        } else {
            // The rest is the name of an agency or of its website, or this is no title.
            let name = rest.split(['-', '—', '_', '|']).next().unwrap_or(rest);
            let is_site = rest.contains(SITE);
            if !is_site && !is_office(name) {
                return None;
            }
            return Some(agency.or_else(|| (!is_site).then(|| name.to_owned())));
        }
    }
}

/// What follows a year or a date that a text begins with.
fn after_year(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || numeral::is_numeral(c) || "年度月日-.".contains(c));
    (rest.len() < text.len()
        && (year_in(text).is_some() || bare_year(text).is_some() || text.starts_with(|c: char| c.is_ascii_digit())))
    .then_some(rest)
}

/// Without what titles are marked with in front: `【年报】`, `附件1：`, `（一）`.
fn without_tags<'t>(text: &'t str, wording: &Wording) -> &'t str {
    let mut rest = text;
    loop {
        let begin = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '【' | '[' | '(' | '〔'));
        let close = match begin.chars().next() {
            Some('【') => Some('】'),
            Some('[') => Some(']'),
            Some('〔') => Some('〕'),
            Some('(') => Some(')'),
            _ => None,
        };
        let tagged = close.and_then(|close| {
            let (tag, behind) = begin.split_once(close)?;
            let inside: String = tag.chars().skip(1).collect();
            (close != ')' || !is_office(&inside)).then_some(behind)
        });
        let next = tagged.or_else(|| without_tag(begin, wording)).or_else(|| without_number(begin)).unwrap_or(begin);
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}

/// Without `附件1：` or `年报|`: a tag, a number perhaps, and what parts it from the title.
fn without_tag<'t>(text: &'t str, wording: &Wording) -> Option<&'t str> {
    let own = [&wording.yearly].into_iter().chain(&wording.subjects).map(String::as_str);
    let behind = TAGS.iter().copied().chain(own).find_map(|tag| text.strip_prefix(tag))?;
    let numbered = behind.trim_start_matches(|c: char| numeral::is_ordinal(c) || c.is_ascii_digit() || matches!(c, '.' | '-'));
    let digits = behind.len().saturating_sub(numbered.len());
    let rest = numbered.trim_start_matches([':', '|', '-', '—', '、', '.', ',', '·', '_']);
    // A year belongs to the title: “附件2023年…”.
    if (1..=3).contains(&digits) || (digits == 0 && rest.len() < numbered.len()) {
        return Some(rest);
    }
    let parted = behind.trim_start_matches([':', '|', '-', '—', '、', ',', '·', '_']);
    (parted.len() < behind.len()).then_some(parted)
}

/// Without the number of a list: `1.`, `一、`, `01-`.
fn without_number(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || numeral::is_ordinal(c));
    let digits = text.chars().count().saturating_sub(rest.chars().count());
    let behind = rest.trim_start_matches(['、', '.', '-', ':']);
    (matches!(digits, 1 | 2) && behind.len() < rest.len()).then_some(behind)
}

/// The first year of a text, and the text without any.
pub(super) fn without_years(text: &str) -> (Option<u16>, String) {
    let mut rest = text.to_owned();
    let mut first = None;
    while let Some((year, front, behind)) = dates::year(&rest) {
        let is_date = behind.split_once('月').is_some_and(|(month, _)| month.chars().count() <= 2);
        let behind =
            if is_date { behind.trim_start_matches(|c: char| c.is_ascii_digit() || OF_DATES.contains(&c)) } else { behind };
        let wrapped = front.strip_suffix('(').zip(behind.strip_prefix(')'));
        let (front, behind) = wrapped.unwrap_or((front, behind));
        first = first.or(Some(year));
        rest = format!("{front}{behind}");
    }
    let bare = bare_years(&rest).next();
    if let Some((at, year)) = bare {
        first = first.or(Some(year));
        let (front, behind) = rest.split_at_checked(at).unwrap_or_default();
        let behind = behind.slice(4..);
        let wrapped = front.strip_suffix('(').zip(behind.strip_prefix(')'));
        let (front, behind) = wrapped.unwrap_or((front, behind.trim_start_matches('度')));
        rest = format!("{front}{behind}");
    }
    (first, rest)
}

/// The year that a text names first and that is none of a date.
fn year_in(text: &str) -> Option<u16> {
    let mut rest = text;
    while let Some((year, _, behind)) = dates::year(rest) {
        let is_date = behind.split_once('月').is_some_and(|(month, _)| month.chars().count() <= 2);
        if !is_date {
            return Some(year);
        }
        rest = behind;
    }
    None
}

/// The only year of a text that stands there in digits alone: `政府信息公开年报2023`. A date names none.
fn bare_year(text: &str) -> Option<u16> {
    let mut years: Vec<u16> = bare_years(text).map(|(_, year)| year).collect();
    years.dedup();
    match *years.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

fn bare_years(text: &str) -> impl Iterator<Item = (usize, u16)> {
    const DIGITS: usize = 4;
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices("20").filter_map(move |(at, _)| {
        let digits = text.get(at..at.saturating_add(DIGITS))?;
        let (front, behind) = (text.get(..at)?, text.get(at.saturating_add(DIGITS)..)?);
        let is_dated = behind.strip_prefix(['-', '.', '/']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let is_alone = !is_part(front.chars().next_back()) && !is_part(behind.chars().next());
        let year = digits.parse().ok().filter(|_| is_alone && !is_dated && !behind.starts_with('年'));
        year.map(|year| (at, year))
    })
}

/// The name of an agency in what stands in front of the name of the form, without the words between them.
fn agency_in(text: &str) -> Option<String> {
    let mut name = text;
    loop {
        let trimmed = name.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
        let trimmed = trimmed.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
        let trimmed = BEFORE_SUBJECT.iter().find_map(|word| trimmed.strip_suffix(word)).unwrap_or(trimmed);
        let trimmed = BEFORE_AGENCY.iter().find_map(|word| trimmed.strip_prefix(word)).unwrap_or(trimmed);
        if trimmed.len() == name.len() {
            break;
        }
        name = trimmed;
    }
    let name = balanced(name);
    name.chars().any(char::is_alphabetic).then_some(name)
}

/// With brackets as names are printed, and without one that has no counterpart.
pub(super) fn balanced(name: &str) -> String {
    let count = |mark: char| name.matches(mark).count();
    if count('(') == count(')') {
        return name.replace('(', "（").replace(')', "）").trim_start_matches("（）").to_owned();
    }
    name.trim_matches(['(', ')']).replace(['(', ')'], "")
}

/// Whether a text can be the name of an office, by its end.
pub(super) fn is_office(name: &str) -> bool {
    let bare = name.rfind('(').filter(|_| name.ends_with(')')).map_or(name, |at| name.get(..at).unwrap_or(name));
    let letters = name
        .chars()
        .all(|c| (c.is_alphabetic() && !c.is_ascii()) || matches!(c, '(' | ')' | '（' | '）' | '、' | '·' | '“' | '”'));
    let is_other = NO_OFFICES.iter().any(|word| bare.contains(word));
    (3..=40).contains(&name.chars().count()) && letters && !is_other && OFFICES.iter().any(|end| bare.ends_with(end))
}
