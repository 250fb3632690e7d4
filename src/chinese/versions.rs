//! What a file's or folder's name says of which version of a document it is: 修改稿, 第二次, (2), 20240115.

use crate::{chinese::numeral, date::Date, slice::Slice};
use std::cmp::Ordering;

/// What a name says of a version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// Of drafts −1, of what says nothing 0, of corrections 1, of final versions 2.
    stage: i8,
    /// Which one it is, counted from 1; none where it does not say.
    ordinal: Option<u32>,
    /// A day in the name.
    day: Option<Date>,
}

const DRAFTS: [&str; 6] = ["初稿", "草稿", "征求意见", "旧版", "原稿", "作废"];
const CORRECTIONS: [&str; 14] =
    ["修改", "修订", "更正", "订正", "改正", "更新", "重报", "补报", "重新报送", "再次报送", "退回后", "整改后", "修正", "校正"];
const FINALS: [&str; 5] = ["终稿", "定稿", "最终", "正式稿", "正式版"];

impl Version {
    /// What a name says: that of a file without its ending, or of a folder.
    pub fn of(name: &str) -> Version {
        let holds = |words: &[&str]| words.iter().any(|word| name.contains(word));
        let stage = if holds(&FINALS) {
            2
        } else if holds(&CORRECTIONS) {
            1
        } else {
            -i8::from(holds(&DRAFTS))
        };
        Version { stage, ordinal: ordinal(name), day: days(name).max() }
    }

    /// Which of two versions is the later one, as far as their names tell; equal where they do not. What has no number is the
    /// first of those that have.
    pub fn compare(&self, other: &Version) -> Ordering {
        let day = self.day.zip(other.day).map_or(Ordering::Equal, |(one, two)| one.cmp(&two));
        self.stage.cmp(&other.stage).then(self.ordinal.unwrap_or(1).cmp(&other.ordinal.unwrap_or(1))).then(day)
    }
}

/// `第二次`, `第3稿`, `二次报送`, `修改2`, `V2`, `v1.2`, `(2)`.
fn ordinal(name: &str) -> Option<u32> {
    let characters: Vec<char> = name.chars().collect();
    let mut found = None;
    for at in 0..characters.len() {
        let rest = characters.slice(at..);
        let number = match rest {
            ['第', rest @ ..] => counted(rest, &['次', '稿', '版', '轮', '回']),
            ['(' | '（', rest @ ..] => counted(rest, &[')', '）']),
            ['v' | 'V', rest @ ..] => digits(rest),
            ['改' | '稿' | '报', rest @ ..] => digits(rest),
            _ if at == 0 => counted(rest, &['次', '稿', '轮']),
            _ => None,
        };
        found = found.max(number.filter(|number| (1..100).contains(number)));
    }
    found
}

fn counted(rest: &[char], behind: &[char]) -> Option<u32> {
    let (number, length) = match rest {
        [c, ..] if numeral::is_ordinal(*c) => (numeral::ordinal(*c)?.into(), 1),
        _ => (digits(rest)? as usize, digits_of(rest)),
    };
    let next = rest.get(length)?;
    behind.contains(next).then(|| u32::try_from(number).ok())?
}

fn digits_of(rest: &[char]) -> usize {
    rest.iter().take_while(|c| c.is_ascii_digit()).count()
}

/// A number of one or two digits: a longer one is a year, a day or a telephone.
fn digits(rest: &[char]) -> Option<u32> {
    let length = digits_of(rest);
    let text: String = rest.iter().take(length).collect();
    (1..=2).contains(&length).then(|| text.parse().ok())?
}

/// The days that a text names: `2024年1月20日`, `2024-01-20`, `2024.1.20`, `20240120`.
pub fn days(text: &str) -> impl Iterator<Item = Date> {
    let characters: Vec<char> = text.chars().collect();
    let begins = |at: &usize| at.checked_sub(1).and_then(|before| characters.get(before)).is_none_or(|c| !c.is_ascii_digit());
    let starts: Vec<usize> = (0..characters.len()).filter(begins).collect();
    starts.into_iter().filter_map(move |at| day(characters.get(at..)?))
}

fn day(rest: &[char]) -> Option<Date> {
    let length = digits_of(rest);
    if length == 8 {
        let part = |from: usize, to: usize| rest.get(from..to).map(|part| part.iter().collect::<String>());
        return Date::new(part(0, 4)?.parse().ok()?, part(4, 6)?.parse().ok()?, part(6, 8)?.parse().ok()?);
    }
    if length != 4 {
        return None;
    }
    let of_a_date = |c: &char| c.is_ascii_digit() || matches!(c, '年' | '月' | '-' | '.' | '/' | ' ');
    let mut text: String = rest.iter().take_while(|c| of_a_date(c)).collect();
    while !text.is_empty() {
        if let Some(day) = Date::parse(text.trim_end_matches(['-', '.', '/', ' '])) {
            return Some(day);
        }
        text.pop();
    }
    None
}

/// The years that a name states, each as a number of four digits of its own or behind which 年 stands: `2023年报`, `甲局2023`.
pub fn years(name: &str) -> Vec<u16> {
    let characters: Vec<char> = name.chars().collect();
    let mut found = Vec::new();
    let mut at = 0usize;
    while let Some(rest) = characters.get(at..).filter(|rest| !rest.is_empty()) {
        let length = digits_of(rest);
        let number: String = rest.iter().take(length).collect();
        if length == 4
            && number.starts_with("20")
            && let Ok(year) = number.parse()
            && day(rest).is_none()
        {
            found.push(year);
        }
        at += length.max(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn later(one: &str, two: &str) -> Ordering {
        Version::of(one).compare(&Version::of(two))
    }

    #[test]
    fn a_correction_is_later_than_what_says_nothing() {
        for (early, late) in [
            ("财政局", "财政局（修改稿）"),
            ("财政局初稿", "财政局"),
            ("财政局修改稿", "财政局终稿"),
            ("财政局第一次", "财政局第二次"),
            ("财政局", "财政局 (2)"),
            ("财政局v1", "财政局V2"),
            ("财政局修改", "财政局修改2"),
            ("财政局20240115", "财政局20240120"),
            ("财政局2024年1月5日", "财政局2024.1.20"),
            ("第一次报送", "二次报送"),
        ] {
            assert_eq!(later(early, late), Ordering::Less, "{early} {late}");
            assert_eq!(later(late, early), Ordering::Greater, "{early} {late}");
        }
    }

    #[test]
    fn names_that_say_nothing_decide_nothing() {
        for (one, two) in [("财政局", "县财政局"), ("财政局2022", "财政局2023"), ("财政局20240120", "财政局"), ("a", "")]
        {
            assert_eq!(later(one, two), Ordering::Equal, "{one} {two}");
        }
    }

    #[test]
    fn a_year_is_told_from_a_day() {
        assert_eq!(years("财政局2023年报"), [2023]);
        assert_eq!(years("20240115财政局2023"), [2023]);
        assert_eq!(years("2024-01-15 财政局"), Vec::<u16>::new());
        assert_eq!(years("财政局"), Vec::<u16>::new());
    }
}
