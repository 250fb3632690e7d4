//! How titles word the subject of a form: what the form declares, or what its name says.

use crate::{
    chinese::title::{ENDS, FILLERS, WORK, YEARLY},
    template::Template,
};

/// The words of a form in titles.
pub(super) struct Wording {
    /// The form's name, and the same without the word for work.
    pub(super) names: [String; 2],
    /// What the report is about, in its usual words first.
    pub(super) subjects: Vec<String>,
    /// The first of them with the word for a report of a year: titles are marked with it.
    pub(super) yearly: String,
    /// The last characters of what names the form: a text without any of them is no title.
    last: String,
}

impl Wording {
    pub(super) fn of(template: &Template) -> Wording {
        let name = &template.name;
        let subjects = match template.subjects() {
            [] => vec![subject_in(name).to_owned()],
            declared => declared.to_vec(),
        };
        let yearly = format!("{}{YEARLY}", subjects.first().map_or("", String::as_str));
        let last = ENDS.iter().copied().chain([name.as_str()]).filter_map(|words| words.chars().next_back()).collect();
        Wording { names: [name.clone(), name.replace(WORK, "")], subjects, yearly, last }
    }

    /// Whether there is any sign of a title in a text.
    pub(super) fn may_be_title(&self, text: &str) -> bool {
        text.contains(|c: char| self.last.contains(c)) || self.last.contains(|c: char| !matches!(c, '\u{4e00}'..='\u{9fff}'))
    }

    /// Whether a text names the subject in its usual words, or in the last of them.
    pub(super) fn is_named_in(&self, text: &str) -> bool {
        let usual = self.subjects.first().map_or("", String::as_str);
        self.subjects.iter().any(|subject| usual.ends_with(subject.as_str()) && text.contains(subject.as_str()))
    }
}

/// The name of a form without its last words: `政府信息公开工作年度报告` is about 政府信息公开.
fn subject_in(name: &str) -> &str {
    let mut rest = name;
    while let Some(shorter) = ENDS.iter().chain(FILLERS).find_map(|word| rest.strip_suffix(word)).filter(|rest| !rest.is_empty())
    {
        rest = shorter;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read::recognise::title::Title, template::Edition};

    #[test]
    fn another_form_is_known_by_its_own_words() {
        let form = |name: &str, subjects: &[&str]| {
            let subjects = subjects.iter().map(|subject| (*subject).to_owned()).collect();
            Wording::of(&Template { name: name.to_owned(), editions: vec![Edition { subjects, ..Edition::default() }] })
        };
        let agency = |title: &str, form: &Wording| Title::of(title, form).and_then(|title| title.agency);
        let accounts = form("部门决算年度报告", &[]);
        assert_eq!(agency("甲市乙局2023年度部门决算情况报告", &accounts).as_deref(), Some("甲市乙局"));
        assert_eq!(agency("甲市乙局2023年政府信息公开年报", &accounts), None);
        let declared = form("部门决算年度报告", &["部门决算", "决算公开"]);
        assert_eq!(agency("甲市乙局2023年度决算公开报告", &declared).as_deref(), Some("甲市乙局"));
        assert_eq!(agency("甲市乙局2023年度决算公开报告", &accounts), None);
    }
}
