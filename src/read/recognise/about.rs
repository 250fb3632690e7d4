//! What a document says of itself: its title, whose report it is, of which year, and when it was published.

use super::{
    dates,
    title::{self, MAX_TITLE, Title},
    wording::Wording,
    words::ProseOrTable,
};
use crate::{
    chinese::{body::BEFORE_PLACE, places, site},
    date::Date,
    read::normalise::squeezed,
    report::Passage,
    slice::Slice,
};

/// What a document says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    /// The title as printed, on one line.
    pub(super) title: Option<Passage>,
    /// Indices of the items that the title takes.
    pub(super) title_items: std::ops::Range<usize>,
    /// Whose report it is.
    pub(super) agency: Option<String>,
    /// Whose it is by the name of its file, where the document does not say.
    pub(super) agency_of_file: Option<String>,
    /// The report year.
    pub(super) year: Option<u16>,
    /// When it was published, if it says so.
    pub(super) published: Option<Date>,
}

/// How many lines a title may be broken over.
const MAX_LINES: usize = 3;

/// Reads the front of a document. `front` is how many items stand before its first section; the name of the file counts where
/// the document says nothing.
pub(super) fn read(items: &[ProseOrTable], front: usize, wording: &Wording, file: &str) -> About {
    let mut about = About::default();
    let period = items.iter().flatten().find_map(|passage| dates::year_of_period(&passage.text));
    let titled = title(items, front, wording, period);
    about.published = day_of_publication(items.slice(..front), titled.as_ref().map(|(lines, ..)| lines.start));
    if let Some((lines, passage, said)) = titled {
        about.year = said.year;
        about.agency = said.agency;
        about.title_items = lines;
        about.title = Some(passage);
        about.take_lines_above(items, wording);
        about.take_line_below(items, front);
    }
    let words = || items.iter().flatten();
    about.agency = about.agency.map(|agency| in_full(&agency, words()).unwrap_or(agency));
    let named = Title::of_file(file, wording);
    about.year = about.year.or(period).or(named.year);
    about.agency_of_file = named.agency;
    about
}

impl About {
    /// The lines above a title that names no agency or no year, if they do.
    fn take_lines_above(&mut self, items: &[ProseOrTable], wording: &Wording) {
        for _ in 0..MAX_LINES.saturating_sub(1) {
            let above = self.title_items.start.checked_sub(1);
            let Some((above, passage)) = above.and_then(|at| Some((at, items.get(at)?.as_ref()?))) else { return };
            let (year, name) = title::without_years(&squeezed(&passage.text));
            let is_year = name.is_empty() && year.is_some() && self.year.is_none();
            let is_name = self.agency.is_none() && is_agency(&name, wording);
            if !is_year && !is_name {
                return;
            }
            self.year = self.year.or(year);
            if is_name {
                self.agency = Some(title::balanced(&name));
            }
            self.title_items.start = above;
            if let Some(title) = &mut self.title {
                *title = Passage { text: format!("{} {}", passage.text, title.text), origin: passage.origin };
            }
        }
    }

    /// The line below a title that names no agency, if it is the name of an office, in brackets perhaps; or no year.
    fn take_line_below(&mut self, items: &[ProseOrTable], front: usize) {
        let below = self.title_items.end;
        let Some(passage) = items.get(..front).and_then(|items| items.get(below)?.as_ref()) else { return };
        let text = squeezed(&passage.text);
        let text = text.trim_matches(['(', ')', '-', '—']);
        if self.agency.is_none() && title::is_office(text) {
            self.agency = Some(title::balanced(text));
        } else if let (None, Some(year)) = (self.year, dates::year_alone(text)) {
            self.year = Some(year);
        } else {
            return;
        }
        self.title_items.end = below.saturating_add(1);
    }
}

/// The last title in front of the first section: what stands above it are links to other pages. One that names the form in full
/// counts before one that does not; of those, one of the year that the report says it is about: below it, reports of other years
/// may be listed.
fn title(
    items: &[ProseOrTable],
    front: usize,
    wording: &Wording,
    period: Option<u16>,
) -> Option<(std::ops::Range<usize>, Passage, Title)> {
    let front = items.get(..front)?;
    let mut found: Option<(std::ops::Range<usize>, Passage, Title)> = None;
    for lines in 1..=MAX_LINES {
        for start in (0..front.len().saturating_sub(lines.saturating_sub(1))).rev() {
            let range = start..start.saturating_add(lines);
            let parts: Option<Vec<&Passage>> = front.get(range.clone())?.iter().map(Option::as_ref).collect();
            let Some(parts) = parts else { continue };
            let length: usize = parts.iter().map(|part| part.text.len()).sum();
            if length > MAX_TITLE.saturating_mul(8) {
                continue;
            }
            let text: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
            let text = text.concat();
            let Some(title) = Title::of(&text, wording) else { continue };
            let passage = Passage { text, origin: parts.first().map(|part| part.origin).unwrap_or_default() };
            if title.is_full && (period.is_none() || title.year.is_none() || title.year == period) {
                return Some((range, passage, title));
            }
            let is_better = found.as_ref().is_none_or(|(.., found)| title.is_full && !found.is_full);
            found = if is_better { Some((range, passage, title)) } else { found };
        }
        if found.as_ref().is_some_and(|(.., title)| title.is_full) {
            return found;
        }
    }
    found
}

/// Whether a line can be the name of an agency and nothing else.
pub(super) fn is_agency(text: &str, wording: &Wording) -> bool {
    let text = squeezed(text);
    let letters = text.chars().all(|c| (c.is_alphabetic() && !c.is_ascii()) || matches!(c, '(' | ')' | '、' | '·'));
    (4..=40).contains(&text.chars().count())
        && letters
        && !site::NO_NAMES.iter().any(|word| text.contains(word))
        && !wording.is_named_in(&text)
}

/// The name of an agency behind that of the place it belongs to, if the text says it so: “由淮安市洪泽区人民政府办公室编制”.
fn in_full<'i>(agency: &str, words: impl Iterator<Item = &'i Passage>) -> Option<String> {
    words.filter(|passage| passage.text.len() <= MAX_LOOKED_AT).find_map(|passage| {
        let text = squeezed(&passage.text);
        let places = text.match_indices(agency).filter_map(|(at, _)| place_before(text.get(..at)?));
        places.map(|place| format!("{place}{agency}")).next()
    })
}

/// Longer passages are not looked through for names.
const MAX_LOOKED_AT: usize = 20_000;

/// The name of a province, city or district that a text ends with, if it is plain where the name begins.
fn place_before(text: &str) -> Option<&str> {
    const MAX_PLACE: usize = 12;
    if !text.ends_with(places::WITH_OFFICES) {
        return None;
    }
    let begins = |(_, c): &(usize, char)| BEFORE_PLACE.contains(*c) || !c.is_alphabetic() || c.is_ascii();
    let (at, before) = text.char_indices().rev().take(MAX_PLACE).find(begins)?;
    let place = text.get(at.checked_add(before.len_utf8())?..)?;
    (place.chars().count() >= 3).then_some(place)
}

/// The name without the spaces that set it apart on paper.
pub(super) fn squeezed_name(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The day that is said to be that of publication, in front of the first section: below the title, else nearest above it. What
/// stands elsewhere on a page is about other pages.
fn day_of_publication(front: &[ProseOrTable], title: Option<usize>) -> Option<Date> {
    let day = |item: &ProseOrTable| item.as_ref().and_then(published);
    let (above, below) = front.split_at_checked(title.unwrap_or_default())?;
    below.iter().find_map(day).or_else(|| above.iter().rev().find_map(day))
}

/// The day behind `发布日期：`.
fn published(passage: &Passage) -> Option<Date> {
    let text = squeezed(&passage.text);
    site::PUBLISHED.iter().find_map(|word| {
        let behind = text.split_once(word)?.1;
        dates::day(behind.trim_start_matches([':', ']', '】']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording() -> Wording {
        Wording::of(&crate::template::sample::template())
    }

    #[test]
    fn titles_say_whose_and_of_which_year() {
        let wording = wording();
        for (title, agency, year) in [
            ("昌乐县人民政府办公室2023年政府信息公开工作年度报告", Some("昌乐县人民政府办公室"), Some(2023)),
            ("2019年上海市人民政府办公厅政府信息公开工作年度报告", Some("上海市人民政府办公厅"), Some(2019)),
            ("甲市人民政府政府信息公开工作年度报告（2022年度）", Some("甲市人民政府"), Some(2022)),
            ("甲市人民政府信息公开工作年度报告", Some("甲市人民政府"), None),
            ("甲市乙局 2020 年度政府信息公开年度报告", Some("甲市乙局"), Some(2020)),
            ("2023 年政府信息公开工作年度报告", None, Some(2023)),
        ] {
            let said = Title::of(title, &wording).unwrap();
            assert_eq!((said.agency.as_deref(), said.year), (agency, year), "{title}");
        }
        for text in ["首页 > 政府信息公开工作年度报告", "现发布政府信息公开工作年度报告。", "政府信息公开指南"]
        {
            assert_eq!(Title::of(text, &wording), None, "{text}");
        }
    }

    #[test]
    fn an_agency_has_the_place_that_the_text_puts_before_it() {
        let full = |text: &str| in_full("乙区人民政府", [Passage { text: text.to_owned(), ..Passage::default() }].iter());
        assert_eq!(full("本报告由甲甲市乙区人民政府办公室编制。").as_deref(), Some("甲甲市乙区人民政府"));
        for text in ["乙区人民政府办公室编制。", "本报告由乙区人民政府编制。", "全年发布甲市乙区人民政府文件。"]
        {
            assert_eq!(full(text), None, "{text}");
        }
    }

    #[test]
    fn names_of_agencies_are_letters() {
        let wording = wording();
        assert!(is_agency("昌 乐 县 人 民 政 府 办 公 室", &wording));
        for text in ["首页", "2024年1月20日", "您当前的位置", "政府信息公开年度报告", "无。"] {
            assert!(!is_agency(text, &wording), "{text}");
        }
    }
}
