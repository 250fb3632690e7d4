//! How a workbook shows a figure: as such, as a percentage or as a day.

use super::number;
use crate::date::Date;

/// What a number format makes of a figure, as far as it changes what is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// The figure.
    #[default]
    Plain,
    Percent,
    Day,
}

/// The day before the first that workbooks count, see [`Date::days`], and the same of those made on a Mac once.
const EPOCH: i128 = 693_594;
const EPOCH_1904: i128 = 695_056;

impl Format {
    /// The format with a number that every workbook knows.
    pub(super) fn built_in(id: u32) -> Format {
        match id {
            9 | 10 => Format::Percent,
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Format::Day,
            _ => Format::Plain,
        }
    }

    /// By a format's code: `0.00%`, `yyyy"年"m"月"d"日"`. What stands in quotes, brackets or behind a backslash is shown as it is.
    pub(super) fn of_code(code: &str) -> Format {
        let mut chars = code.chars();
        let mut day = false;
        while let Some(c) = chars.next() {
            match c {
                '"' => drop(chars.by_ref().find(|c| *c == '"')),
                '[' => drop(chars.by_ref().find(|c| *c == ']')),
                '\\' | '_' | '*' => drop(chars.next()),
                ';' => break,
                '%' => return Format::Percent,
                'y' | 'Y' | 'd' | 'D' => day = true,
                _ => {}
            }
        }
        let is_general = code.to_ascii_lowercase().contains("general");
        if day && !is_general { Format::Day } else { Format::Plain }
    }

    /// A stored number as it is shown.
    pub(super) fn shown(self, stored: &str, from_1904: bool) -> String {
        match self {
            Format::Plain => number::shown(stored),
            Format::Percent => number::percent(stored),
            Format::Day => day(stored, from_1904).unwrap_or_else(|| number::shown(stored)),
        }
    }
}

/// The day that a number of days comes to; its hour is not read.
fn day(stored: &str, from_1904: bool) -> Option<String> {
    let figure = number::shown(stored);
    let days: i128 = figure.split('.').next()?.parse().ok().filter(|days| (1..3_000_000).contains(days))?;
    // 1900 is taken for a leap year: up to its 28 February every day is counted one too low.
    let early = i128::from(!from_1904 && days < 60);
    let epoch = if from_1904 { EPOCH_1904 } else { EPOCH };
    Date::of_days(epoch + days + early).map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        for (code, format) in [
            ("General", Format::Plain),
            ("0.00", Format::Plain),
            ("#,##0\"件\"", Format::Plain),
            ("0.00\"d\"", Format::Plain),
            ("[Red]0", Format::Plain),
            ("0.0%", Format::Percent),
            ("yyyy\"年\"m\"月\"d\"日\"", Format::Day),
            ("[$-804]yyyy-mm-dd;@", Format::Day),
            ("0;yyyy", Format::Plain),
        ] {
            assert_eq!(Format::of_code(code), format, "{code}");
        }
    }

    #[test]
    fn days_are_those_that_the_sheet_shows() {
        for (stored, from_1904, day) in [
            ("45311", false, "2024-01-20"),
            ("45311.75", false, "2024-01-20"),
            ("1", false, "1900-01-01"),
            ("59", false, "1900-02-28"),
            ("61", false, "1900-03-01"),
            ("43849", true, "2024-01-20"),
            ("0.5", false, "0.5"),
            ("-3", false, "-3"),
            ("99999999", false, "99999999"),
        ] {
            assert_eq!(Format::Day.shown(stored, from_1904), day, "{stored}");
        }
    }
}
