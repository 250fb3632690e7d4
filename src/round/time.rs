//! A moment as the ledger writes it: `2024-01-15T09:30:00+08:00`, the day and hour where it was received, and how far that is from
//! the day and hour elsewhere.

use crate::date::Date;
use std::{cmp::Ordering, fmt};

/// A moment, to the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    text: String,
    pub day: Date,
    /// Seconds since a moment long ago: comparable wherever it was written.
    pub seconds: i128,
}

const DAY: i128 = 86_400;

impl Time {
    /// Reads a moment; none for what is none.
    pub fn parse(text: &str) -> Option<Time> {
        let (day, clock) = text.split_once(['T', ' '])?;
        let day = Date::parse(day)?;
        let (clock, east) = zone(clock)?;
        let mut parts = clock.split(':').map(number);
        let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
        if parts.next().is_some() || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let seconds = day.days() * DAY + hour * 3600 + minute * 60 + second - east;
        Some(Time { text: text.to_owned(), day, seconds })
    }
}

/// The clock without its zone, and how many seconds that is east of Greenwich.
fn zone(clock: &str) -> Option<(&str, i128)> {
    if let Some(clock) = clock.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let at = clock.rfind(['+', '-'])?;
    let (clock, zone) = clock.split_at_checked(at)?;
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let east = number(hours)? * 3600 + number(minutes)? * 60;
    (east <= DAY).then_some((clock, sign * east))
}

fn number(text: &str) -> Option<i128> {
    let is_plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().ok())?
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialOrd for Time {
    fn partial_cmp(&self, other: &Time) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Time {
    fn cmp(&self, other: &Time) -> Ordering {
        self.seconds.cmp(&other.seconds).then_with(|| self.text.cmp(&other.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_compare_wherever_they_were_written() {
        let read = |text| Time::parse(text).unwrap();
        assert!(read("2024-01-15T09:30:00+08:00") < read("2024-01-15T02:00:00Z"));
        assert_eq!(read("2024-01-15T09:30:00+08:00").seconds, read("2024-01-15T01:30:00Z").seconds);
        assert_eq!(read("2024-01-15T00:30:00+08:00").day.to_string(), "2024-01-15");
        assert_eq!(read("2024-01-15T00:30:00+08:00").to_string(), "2024-01-15T00:30:00+08:00");
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in ["", "2024-01-15", "2024-01-15T9:30:00Z", "2024-01-15T09:30Z", "2024-02-30T09:30:00Z", "2024-01-15T09:30:00"]
        {
            assert_eq!(Time::parse(text), None, "{text}");
        }
    }
}
