//! Calendar days, as reports state them. Knows no clock: what day it is today is never asked.

use std::fmt;

/// A day of the Gregorian calendar that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// 1 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, as the month allows.
    pub day: u8,
}

impl Date {
    /// The day, if there is one.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let length = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if is_leap(year) => 29,
            2 => 28,
            _ => return None,
        };
        ((1..=9999).contains(&year) && (1..=length).contains(&day)).then_some(Date { year, month, day })
    }

    /// How many days it is from a day long ago: later days have larger numbers, and a day's difference is one.
    pub fn days(self) -> i128 {
        let before: i128 = (1..self.month)
            .filter_map(|month| (28..=31).rev().find(|day| Date::new(self.year, month, *day).is_some()))
            .map(i128::from)
            .sum();
        let years = i128::from(self.year) - 1;
        years * 365 + years / 4 - years / 100 + years / 400 + before + i128::from(self.day)
    }

    /// The day that is this many days after 1 January 1970; none past the year 9999.
    pub fn after_1970(days: u64) -> Option<Date> {
        Date::of_days(Date::new(1970, 1, 1)?.days().checked_add(days.into())?)
    }

    /// The day with that number, see [`Date::days`]; none outside the years 1 to 9999.
    pub fn of_days(wanted: i128) -> Option<Date> {
        // 400 years have 146 097 days: the first guess is at most a year late or early.
        let guess = u16::try_from(wanted.checked_mul(400)?.checked_div(146_097)?).ok()?;
        let year = (guess.saturating_sub(1)..=guess.saturating_add(2)).rev().find(|year| starts_by(*year, wanted))?;
        let month = (1..=12).rev().find(|month| Date::new(year, *month, 1).is_some_and(|first| first.days() <= wanted))?;
        let into = wanted.checked_sub(Date::new(year, month, 1)?.days())?;
        Date::new(year, month, u8::try_from(into).ok()?.checked_add(1)?)
    }

    /// Reads `2024-01-20`, `2024/1/20`, `2024.1.20` or `2024年1月20日`; nothing may stand before or behind it.
    pub fn parse(text: &str) -> Option<Date> {
        let text = text.trim();
        let text = text.strip_suffix('日').unwrap_or(text);
        let mut parts = text.split(['-', '/', '.', '年', '月']).map(str::trim);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 {
            return None;
        }
        Date::new(digits(year)?, digits(month)?.try_into().ok()?, digits(day)?.try_into().ok()?)
    }
}

fn starts_by(year: u16, day: i128) -> bool {
    Date::new(year, 1, 1).is_some_and(|first| first.days() <= day)
}

fn digits(text: &str) -> Option<u16> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// `2024-01-20`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_ways_a_day_is_written() {
        for text in ["2024-01-20", "2024/1/20", "2024.1.20", "2024年1月20日", " 2024 年 1 月 20 日 "] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), Some("2024-01-20"), "{text}");
        }
    }

    #[test]
    fn days_are_numbered_without_gaps() {
        for (one, next) in [((2023, 12, 31), (2024, 1, 1)), ((2024, 2, 29), (2024, 3, 1)), ((2023, 2, 28), (2023, 3, 1))] {
            let days = |(year, month, day)| Date::new(year, month, day).unwrap().days();
            assert_eq!(days(one) + 1, days(next));
        }
    }

    #[test]
    fn days_since_1970_are_days_of_the_calendar() {
        let first = Date::new(1970, 1, 1).unwrap().days();
        for days in (0..2_000_000).step_by(61) {
            let day = Date::after_1970(days).unwrap();
            assert_eq!(u64::try_from(day.days() - first), Ok(days), "{day}");
        }
        assert_eq!(Date::after_1970(u64::MAX), None);
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        for text in ["2023-02-29", "2024-13-01", "2024-04-31", "24-1-1", "2024-1", "2024-1-1-1", "+024-1-1", ""] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
