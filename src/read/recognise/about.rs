//! What a document says of itself: its title, whose report it is, of which year, and when it was published.

use super::{dates, words::Item};
use crate::{date::Date, read::normalise::squeezed, report::Passage};

/// What a document says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    /// The title as printed, on one line.
    pub(super) title: Option<Passage>,
    /// Indices of the items that the title takes.
    pub(super) title_items: std::ops::Range<usize>,
    /// Whose report it is.
    pub(super) agency: Option<String>,
    /// The report year.
    pub(super) year: Option<u16>,
    /// When it was published, if it says so.
    pub(super) published: Option<Date>,
}

/// A title has no more letters.
const MAX_TITLE: usize = 80;

/// How many lines a title may be broken over.
const MAX_LINES: usize = 3;

/// Reads the front of a document. `front` is how many items stand before its first section.
pub(super) fn read(items: &[Item], front: usize, form: &str) -> About {
    let mut about = About { published: items.iter().filter_map(Item::words).find_map(published), ..About::default() };
    if let Some((lines, title)) = title(items, front, form) {
        let said = title_of(&title.text, form);
        about.year = said.year;
        about.agency = said.agency;
        about.title_items = lines;
        about.title = Some(title);
        about.take_line_above(items);
    }
    let words = || items.iter().filter_map(Item::words);
    about.year = about.year.or_else(|| words().find_map(|passage| dates::year_of_period(&passage.text)));
    about
}

impl About {
    /// The line above a title that names no agency, if it is one.
    fn take_line_above(&mut self, items: &[Item]) {
        let above = self.title_items.start.checked_sub(1);
        let passage = above.and_then(|at| items.get(at)?.words()).filter(|passage| is_agency(&passage.text));
        let (None, Some(title), Some(above), Some(passage)) = (&self.agency, &mut self.title, above, passage) else { return };
        self.agency = Some(squeezed_name(&passage.text));
        self.title_items.start = above;
        *title = Passage { text: format!("{} {}", passage.text, title.text), origin: passage.origin };
    }
}

/// The last title in front of the first section: what stands above it are links to other pages.
fn title(items: &[Item], front: usize, form: &str) -> Option<(std::ops::Range<usize>, Passage)> {
    let front = items.get(..front)?;
    (1..=MAX_LINES).find_map(|lines| {
        let starts = (0..front.len().saturating_sub(lines.saturating_sub(1))).rev();
        starts.into_iter().find_map(|start| {
            let range = start..start.saturating_add(lines);
            let parts: Option<Vec<&Passage>> = front.get(range.clone())?.iter().map(Item::words).collect();
            let parts = parts?;
            let length: usize = parts.iter().map(|part| part.text.len()).sum();
            if length > MAX_TITLE.saturating_mul(8) {
                return None;
            }
            let text: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
            let text = text.concat();
            is_title(&text, form)
                .then(|| (range, Passage { text, origin: parts.first().map(|part| part.origin).unwrap_or_default() }))
        })
    })
}

fn is_title(text: &str, form: &str) -> bool {
    let text = squeezed(text);
    let is_sentence = text.contains(['。', ';', '>', '›', '»', '|', ':', '!']);
    let ends = text.trim_end_matches(|c: char| c == ')' || c == '》' || c == '年' || c == '度' || c.is_ascii_digit() || c == '(');
    !is_sentence && text.chars().count() <= MAX_TITLE && forms_of(form).iter().any(|name| ends.ends_with(name.as_str()))
}

/// The name of the form as titles have it: in full, or without 工作.
fn forms_of(form: &str) -> [String; 2] {
    [form.to_owned(), form.replace("工作", "")]
}

/// Agency and year of a title.
fn title_of(title: &str, form: &str) -> About {
    let title = squeezed(title);
    let forms = forms_of(form);
    let name = forms.iter().filter_map(|name| Some((title.rfind(name.as_str())?, name))).max_by_key(|(at, _)| *at);
    let before = name.and_then(|(at, _)| title.get(..at)).unwrap_or_default();
    let (year, agency) = match dates::year(before) {
        Some((year, front, behind)) => (Some(year), format!("{front}{behind}")),
        None => (dates::year(&title).map(|(year, ..)| year), before.to_owned()),
    };
    let agency = agency.trim_matches(|c: char| !c.is_alphanumeric()).trim_start_matches("关于").to_owned();
    // 「某市人民政府信息公开工作年度报告」 says 政府 once for two.
    let agency = if agency.ends_with("人民") { format!("{agency}政府") } else { agency };
    About { agency: (!agency.is_empty()).then_some(agency), year, ..About::default() }
}

/// Whether a line can be the name of an agency and nothing else.
pub(super) fn is_agency(text: &str) -> bool {
    const NEVER: [&str; 7] = ["首页", "位置", "索引", "年度报告", "信息公开", "来源", "字体"];
    let text = squeezed(text);
    let letters = text.chars().all(|c| (c.is_alphabetic() && !c.is_ascii()) || matches!(c, '(' | ')' | '、' | '·'));
    (4..=40).contains(&text.chars().count()) && letters && !NEVER.iter().any(|word| text.contains(word))
}

/// The name without the spaces that set it apart on paper.
pub(super) fn squeezed_name(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The day behind `发布日期：`.
fn published(passage: &Passage) -> Option<Date> {
    const WORDS: [&str; 5] = ["发布日期", "发布时间", "公布日期", "公开日期", "发文日期"];
    let text = squeezed(&passage.text);
    WORDS.iter().find_map(|word| {
        let behind = text.split_once(word)?.1;
        dates::day(behind.trim_start_matches([':', ']', '】']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_whose_and_of_which_year() {
        const FORM: &str = "政府信息公开工作年度报告";
        for (title, agency, year) in [
            ("昌乐县人民政府办公室2023年政府信息公开工作年度报告", Some("昌乐县人民政府办公室"), Some(2023)),
            ("2019年上海市人民政府办公厅政府信息公开工作年度报告", Some("上海市人民政府办公厅"), Some(2019)),
            ("甲市人民政府政府信息公开工作年度报告（2022年度）", Some("甲市人民政府"), Some(2022)),
            ("甲市人民政府信息公开工作年度报告", Some("甲市人民政府"), None),
            ("甲市乙局 2020 年度政府信息公开年度报告", Some("甲市乙局"), Some(2020)),
            ("2023 年政府信息公开工作年度报告", None, Some(2023)),
        ] {
            assert!(is_title(title, FORM), "{title}");
            let about = title_of(title, FORM);
            assert_eq!((about.agency.as_deref(), about.year), (agency, year), "{title}");
        }
        for text in ["首页 > 政府信息公开工作年度报告", "现发布政府信息公开工作年度报告。", "政府信息公开指南"]
        {
            assert!(!is_title(text, FORM), "{text}");
        }
    }

    #[test]
    fn names_of_agencies_are_letters() {
        assert!(is_agency("昌 乐 县 人 民 政 府 办 公 室"));
        for text in ["首页", "2024年1月20日", "您当前的位置", "政府信息公开年度报告", "无。"] {
            assert!(!is_agency(text), "{text}");
        }
    }
}
