//! Which unit the path of a file names: as the roster lists it, by a unit's name in the name of the file or of its folder, or by the
//! name without the places in front (财政局 for 云溪市财政局) where only one unit goes by it.

use super::{Roster, folded};
use crate::{
    chinese::{
        places,
        title::{AFTER_NAME, BEFORE_NAME},
    },
    slice::Slice,
};
use std::path::Path;

/// Where in a path a unit was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedBy {
    /// The roster's own list, or the file's name.
    File,
    /// The folder of this many parts of the path: who collects may call a folder by his own name.
    Folder(usize),
}

impl Roster {
    /// The unit that a path names, and where.
    pub fn unit_named_by(&self, path: &str) -> Option<(usize, NamedBy)> {
        if let Some(unit) = self.unit_of_file(path) {
            return Some((unit, NamedBy::File));
        }
        let path = folded(path);
        let parts: Vec<&str> = path.split('/').collect();
        let (last, folders) = parts.split_last()?;
        let stem = Path::new(last).file_stem().and_then(|stem| stem.to_str()).unwrap_or(last);
        if let Some(unit) = self.named_in(stem) {
            return Some((unit, NamedBy::File));
        }
        let inner = (1..=folders.len()).rev();
        inner
            .filter_map(|depth| Some((depth, folders.get(depth.checked_sub(1)?)?)))
            .find_map(|(depth, folder)| self.named_in(folder).map(|unit| (unit, NamedBy::Folder(depth))))
    }

    /// The unit whose name stands in a text, the longest name first; none where two of that length do.
    fn named_in(&self, text: &str) -> Option<usize> {
        let mut best: Option<(usize, Option<usize>)> = None;
        for (name, unit, is_short) in self.spoken_names() {
            if !self.stands_in(name, text, is_short) {
                continue;
            }
            let length = name.chars().count();
            best = match best {
                Some((longest, other)) if longest == length && other != Some(unit) => Some((longest, None)),
                Some((longest, _)) if longest >= length => best,
                _ => Some((length, Some(unit))),
            };
        }
        best.and_then(|(_, unit)| unit)
    }

    /// Whether a name stands in a text as a name: not as a part of a longer one. Before a short name no place may stand
    /// but 市 or 县 alone.
    fn stands_in(&self, name: &str, text: &str, is_short: bool) -> bool {
        text.match_indices(name).any(|(at, _)| {
            let (before, behind) = (text.slice(..at), text.slice(at + name.len()..));
            let ends = |c: Option<char>| c.is_none_or(|c| c.is_ascii() || !c.is_alphanumeric());
            let mut backwards = before.chars().rev();
            let last = backwards.next();
            let lone = ends(backwards.next());
            (ends(last)
                || (!is_short || lone) && last.is_some_and(|c| places::ENDINGS.contains(&c))
                || BEFORE_NAME.iter().any(|word| before.ends_with(word)))
                && (ends(behind.chars().next()) || self.follows_a_name(behind))
        })
    }

    /// Whether a text goes on as the names of files do behind the name of a unit; anything else is another name's beginning.
    fn follows_a_name(&self, behind: &str) -> bool {
        let subjects = self.subjects.iter().map(String::as_str);
        AFTER_NAME.iter().copied().chain(subjects).any(|word| behind.starts_with(word))
    }

    /// What units are called in names of files: their names, and their short names that no other unit has.
    /// With each whether it is such a short name.
    fn spoken_names(&self) -> impl Iterator<Item = (&str, usize, bool)> {
        let short = self.short_names.iter().filter_map(|(name, unit)| Some((name.as_str(), (*unit)?, true)));
        self.agencies.iter().map(|(name, unit)| (name.as_str(), *unit, false)).chain(short)
    }

    /// Whether an agency goes by one of a unit's names, or by a fuller or shorter form of it: with more places in front, or with an
    /// office that is abbreviated (县发改局, 示例县发展和改革局). The office of a place below is another one.
    pub fn may_be(&self, unit: usize, agency: &str) -> bool {
        let agency = folded(agency);
        let own = self.agencies.iter().filter(|(_, of)| **of == unit).map(|(name, _)| name.as_str());
        own.into_iter().any(|name| is_form_of(name, &agency))
    }
}

fn is_form_of(one: &str, other: &str) -> bool {
    readings(one).any(|(place, office)| {
        readings(other).any(|(other_place, other_office)| {
            let same_place = place.ends_with(other_place) || other_place.ends_with(place);
            same_place && (is_within(office, other_office) || is_within(other_office, office))
        })
    })
}

/// The places in front of a name and the office behind them; 县 alone may be short for a place.
fn readings(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let office = places::without_places(name);
    let place = name.strip_suffix(office).unwrap_or_default();
    let lone = office.chars().next().filter(|c| place.is_empty() && places::ENDINGS.contains(c));
    let shorter = lone.and_then(|c| office.split_at_checked(c.len_utf8()));
    std::iter::once((place, office)).chain(shorter)
}

fn is_within(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().count() >= 2 && short.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::Unit;

    fn roster() -> Roster {
        let names = ["云溪市人民政府", "云溪市水利局", "云溪市财政局", "白山县人民政府", "白山县财政局", "白山县发展和改革局"];
        let unit = |name: &&str| Unit { name: (*name).to_owned(), ..Unit::default() };
        let mut units: Vec<Unit> = names.iter().map(unit).collect();
        units[5].also = vec!["白山县发改局".to_owned()];
        Roster { subjects: vec!["政府信息公开".to_owned()], ..Roster::new(None, units) }
    }

    #[test]
    fn a_unit_is_named_by_its_name_in_the_file() {
        for (path, unit) in [
            ("收件/云溪市水利局2023年政府信息公开年报.docx", Some(1)),
            ("收件/水利局.docx", Some(1)),
            ("收件/03-水利局（修改稿）.pdf", Some(1)),
            ("收件/关于白山县财政局的报告.docx", Some(4)),
            ("收件/某省白山县财政局.docx", Some(4)),
            ("收件/白山县发改局.docx", Some(5)),
            ("收件/财政局.docx", None),
            ("收件/人民政府.docx", None),
            ("收件/云溪市水利局直属灌区管理处.docx", None),
            ("收件/市水利局办公室.docx", None),
            ("收件/市水利局.docx", Some(1)),
            ("收件/西山区水利局.docx", None),
            ("收件/a.docx", None),
        ] {
            assert_eq!(roster().unit_named_by(path).map(|(unit, _)| unit), unit, "{path}");
        }
    }

    #[test]
    fn a_folder_names_a_unit_where_the_file_does_not() {
        assert_eq!(roster().unit_named_by("收件/水利局/年报.docx"), Some((1, NamedBy::Folder(2))));
        assert_eq!(roster().unit_named_by("云溪市水利局/白山县财政局.docx"), Some((4, NamedBy::File)));
    }

    #[test]
    fn a_fuller_name_may_be_the_same_unit() {
        assert!(roster().may_be(5, "某省白山县发展和改革局"));
        assert!(roster().may_be(1, "水利局"));
        assert!(roster().may_be(1, "某某省云溪市水利局"));
        assert!(roster().may_be(5, "县发改局"));
        for other in ["云溪市财政局", "云溪市西山区水利局", "东湖市水利局", "水"] {
            assert!(!roster().may_be(1, other), "{other}");
        }
    }
}
