//! Years and days of the calendar in a sentence: figures that count nothing.

use super::text::Words;
use crate::{
    chinese::{numeral, phrase},
    date::Date,
    ruleset::YearOf,
};

/// Year, if one is written, month and day.
type WrittenDay = (Option<u16>, u8, u8);

/// Marks the digits of years, as seen from the report's year.
pub(super) fn mark_years(words: &mut Words<'_>, own: u16) {
    for at in words.years().collect::<Vec<usize>>() {
        let Some((year, _)) = year(words, at) else { continue };
        let of = match i32::from(year) - i32::from(own) {
            -1 => YearOf::Last,
            0 => YearOf::This,
            1 => YearOf::Next,
            _ => continue,
        };
        words.mark_year(at, of);
    }
}

/// A year in four digits, `2023年`, with the place behind it.
pub(super) fn year(words: &Words<'_>, at: usize) -> Option<(u16, usize)> {
    let four = words.slice(at..at + 4);
    let behind = at + 4;
    let before = at.checked_sub(1).and_then(|before| words.chars.get(before));
    if four.len() < 4 || words.chars.get(behind) != Some(&phrase::YEAR) || before.is_some_and(char::is_ascii_digit) {
        return None;
    }
    let digit = |c: &char| c.to_digit(10).map(i128::from).or_else(|| numeral::digit(*c).filter(|_| *c != numeral::BOTH));
    let value = four.iter().try_fold(0i128, |value, c| Some(value * 10 + digit(c)?))?;
    u16::try_from(value).ok().filter(|year| (1900..2200).contains(year)).map(|year| (year, behind + 1))
}

/// A day of the calendar, its year if one is written, with the place behind it.
pub(super) fn day(words: &Words<'_>, at: usize) -> Option<(WrittenDay, usize)> {
    let (of, start) = year(words, at).map_or((None, at), |(year, behind)| (Some(year), behind));
    let before = at.checked_sub(1).and_then(|before| words.chars.get(before));
    if of.is_none() && before.is_some_and(|c| c.is_ascii_digit() || numeral::is_numeral(*c)) {
        return None;
    }
    let (month, behind) = small(words, start)?;
    let behind = (words.chars.get(behind) == Some(&phrase::MONTH)).then(|| behind + 1)?;
    let (day, behind) = small(words, behind)?;
    let behind = (words.chars.get(behind) == Some(&phrase::DAY)).then(|| behind + 1)?;
    Date::new(of.unwrap_or(2024), month, day)?;
    Some(((of, month, day), behind))
}

/// A day without its month, `27日`: the place behind it.
pub(super) fn of_month(words: &Words<'_>, at: usize) -> Option<usize> {
    let (_, behind) = small(words, at)?;
    (words.chars.get(behind) == Some(&phrase::DAY)).then_some(behind + 1)
}

/// A number of one or two digits, or a short numeral.
fn small(words: &Words<'_>, at: usize) -> Option<(u8, usize)> {
    let length = |is: fn(char) -> bool| words.chars.iter().skip(at).take(3).take_while(|c| is(**c)).count();
    let digits = length(|c| c.is_ascii_digit());
    if digits > 0 {
        let end = at + digits;
        let value = words.slice(at..end).iter().try_fold(0, |value, c| Some(value * 10 + c.to_digit(10)?))?;
        return u8::try_from(value).ok().filter(|_| digits <= 2).map(|value| (value, end));
    }
    let end = at + length(numeral::is_numeral);
    numeral::value(words.slice(at..end)).and_then(|value| u8::try_from(value).ok()).map(|value| (value, end))
}
