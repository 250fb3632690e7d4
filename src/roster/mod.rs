//! Who must report, and under whom: the units of a roster file, and which of them a report is of. Knows no document: a report is
//! the name of its agency and the path of its file here.

mod entry;
mod letterhead;
mod parse;
mod path;

pub use letterhead::Letterhead;
pub use parse::parse;
pub use path::NamedBy;

use crate::{chinese::places::without_places, date::Date};
use std::{collections::HashMap, path::Path};
use unicode_normalization::UnicodeNormalization;

/// A roster; every name and file in it belongs to one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// The year that the units must report on; none if a report on any year will do.
    pub year: Option<u16>,
    /// In the order of the file.
    pub units: Vec<Unit>,
    /// What their reports are about: names of files say it behind the name of a unit.
    pub subjects: Vec<String>,
    /// What letters to them say of who writes.
    pub letterhead: Letterhead,
    /// Index of the unit by what an agency may be called, folded.
    agencies: HashMap<String, usize>,
    /// Index of the unit by its name without the places in front; none for what two units go by.
    short_names: HashMap<String, Option<usize>>,
    /// Index of the unit by the last part of the path of its file, folded, with or without the ending.
    files: HashMap<String, Vec<(String, usize)>>,
}

/// A unit that must report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// `示例县人民政府办公室`.
    pub name: String,
    /// `部门` or `政府`.
    pub kind: Option<String>,
    /// When its report was published, where somebody noted it.
    pub published: Option<Date>,
    /// When its report was received.
    pub received: Option<Date>,
    /// Whose reports its own are added up with, as an index into [`Roster::units`].
    pub parent: Option<usize>,
    /// What else its reports may call it.
    pub also: Vec<String>,
    /// The names of its files: `县政府办.docx`, `县政府办`, `2023/县政府办.docx`.
    pub files: Vec<String>,
}

impl Roster {
    /// A roster of these units; where two share a name or a file, it is the first one's.
    pub fn new(year: Option<u16>, units: Vec<Unit>) -> Roster {
        let mut roster = Roster { year, units, ..Roster::default() };
        for (at, unit) in roster.units.iter().enumerate() {
            for name in unit.also.iter().chain([&unit.name]) {
                let name = folded(name);
                let short = without_places(&name);
                if short != name {
                    let known = roster.short_names.entry(short.to_owned()).or_insert(Some(at));
                    *known = known.filter(|unit| *unit == at);
                }
                roster.agencies.entry(name).or_insert(at);
            }
            for file in &unit.files {
                let file = folded(file);
                let last = last_part(&file).to_owned();
                roster.files.entry(last).or_default().push((file, at));
            }
        }
        roster
    }

    /// The unit that a report is of: the one that goes by its agency's name, else the one that goes by the file's.
    pub fn unit_of(&self, agency: Option<&str>, path: &str) -> Option<usize> {
        agency.and_then(|agency| self.unit_of_agency(agency)).or_else(|| self.unit_of_file(path))
    }

    /// The unit that goes by a name.
    pub fn unit_of_agency(&self, agency: &str) -> Option<usize> {
        self.agencies.get(&folded(agency)).copied()
    }

    fn unit_of_file(&self, path: &str) -> Option<usize> {
        let path = folded(path);
        let whole = last_part(&path);
        let stem = Path::new(whole).file_stem().and_then(|stem| stem.to_str()).unwrap_or(whole);
        let bare = path.strip_suffix(whole).map(|folder| format!("{folder}{stem}")).unwrap_or_default();
        let listed = |last: &str, path: &str| {
            let files = self.files.get(last).into_iter().flatten();
            let ends = |file: &str| path.strip_suffix(file).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
            files.filter(|(file, _)| ends(file)).max_by_key(|(file, _)| file.len()).map(|(_, at)| *at)
        };
        listed(whole, &path).or_else(|| listed(stem, &bare))
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A name for comparison: one width of characters, no blanks, one kind of slash.
pub fn folded(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).map(|c| if c == '\\' { '/' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster() -> Roster {
        let unit = |name: &str, files: &[&str]| Unit {
            name: name.to_owned(),
            files: files.iter().map(|file| (*file).to_owned()).collect(),
            ..Unit::default()
        };
        Roster::new(None, vec![unit("甲县（区）人民政府", &["甲.docx"]), unit("甲县财政局", &["财政局", "乙/甲.docx"])])
    }

    #[test]
    fn a_name_is_the_same_name_at_any_width() {
        assert_eq!(roster().unit_of(Some("甲县(区) 人民政府"), "x.docx"), Some(0));
        assert_eq!(roster().unit_of(Some("乙县人民政府"), "x.docx"), None);
    }

    #[test]
    fn a_file_is_known_by_its_name_its_stem_or_the_end_of_its_path() {
        assert_eq!(roster().unit_of(None, "收到/甲.docx"), Some(0));
        assert_eq!(roster().unit_of(None, "收到/乙/甲.docx"), Some(1));
        assert_eq!(roster().unit_of(Some("某局"), "收到/财政局.yaml"), Some(1));
        assert_eq!(roster().unit_of(None, "收到/县财政局.yaml"), None);
        assert_eq!(roster().unit_of(None, "收到/甲.yaml"), None);
    }
}
