//! How a workbook shows a figure: as such, as a percentage or as a day.

use super::number;
use crate::{
    chinese::unit::{OF_UNITS, PLAIN_FORMATS},
    date::Date,
};

/// What a number format makes of a figure, as far as it changes what is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// The figure.
    #[default]
    Plain,
    Percent,
    Day,
    /// By section of the format: those for figures above zero, below it, and zero, as far as there are so many.
    Shaped(Vec<Shape>),
}

/// What a section of a format does to a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// So many digits the point is shown further left.
    down: u8,
    /// The unit that is shown behind it.
    unit: String,
    /// Whether it holds for figures on some condition.
    is_conditional: bool,
    /// Whether the figure is shown at all.
    has_digits: bool,
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
                '\\' | '_' | '*' | '!' => drop(chars.next()),
                ';' => break,
                '%' => return Format::Percent,
                'y' | 'Y' | 'd' | 'D' => day = true,
                _ => {}
            }
        }
        let is_general = code.to_ascii_lowercase().contains("general");
        if day && !is_general {
            return Format::Day;
        }
        let shapes = shapes(code);
        if shapes.iter().any(|shape| shape.down > 0 || !shape.unit.is_empty()) { Format::Shaped(shapes) } else { Format::Plain }
    }

    /// A stored number as it is shown.
    pub(super) fn shown(&self, stored: &str, from_1904: bool) -> String {
        match self {
            Format::Plain => number::shown(stored),
            Format::Percent => number::percent(stored),
            Format::Day => day(stored, from_1904).unwrap_or_else(|| number::shown(stored)),
            Format::Shaped(shapes) => shaped(stored, shapes),
        }
    }
}

/// The sections of a format.
fn shapes(code: &str) -> Vec<Shape> {
    let code = PLAIN_FORMATS.iter().fold(code.to_owned(), |code, general| code.replace(general, "0"));
    let mut shapes = vec![Section::default()];
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        let Some(section) = shapes.last_mut() else { break };
        match c {
            ';' => shapes.push(Section::default()),
            '0' | '#' | '?' => section.digit(),
            ',' => section.commas = section.commas.saturating_add(u8::from(section.shape.has_digits)),
            '.' => section.has_point = true,
            '"' => chars.by_ref().take_while(|c| *c != '"').for_each(|c| section.literal(c)),
            '\\' | '!' => chars.next().into_iter().for_each(|c| section.literal(c)),
            '_' | '*' => drop(chars.next()),
            '[' => section.bracket(&chars.by_ref().take_while(|c| *c != ']').collect::<String>()),
            c => section.literal(c),
        }
    }
    shapes.into_iter().map(Section::ended).collect()
}

/// A section while it is read.
#[derive(Default)]
struct Section {
    shape: Shape,
    /// The commas since the last digit: those at the end divide by a thousand each.
    commas: u8,
    has_point: bool,
    /// Whether a point is shown that is none to the program: digits that follow it stand behind the point that is seen.
    has_drawn_point: bool,
}

impl Section {
    fn digit(&mut self) {
        self.shape.has_digits = true;
        self.shape.unit.clear();
        // A comma between digits only parts them.
        self.commas = 0;
        if self.has_drawn_point && !self.has_point {
            self.shape.down = self.shape.down.saturating_add(1);
        }
    }

    fn literal(&mut self, c: char) {
        if c == '.' && self.shape.has_digits {
            self.has_drawn_point = true;
        } else if self.shape.has_digits && !c.is_whitespace() {
            self.shape.unit.push(c);
        }
    }

    /// `[>=10000]`, `[Red]`, `[$元-804]`.
    fn bracket(&mut self, inner: &str) {
        self.shape.is_conditional |= inner.starts_with(['<', '>', '=']);
        let shown = inner.strip_prefix('$').and_then(|shown| shown.split('-').next());
        shown.unwrap_or_default().chars().for_each(|c| self.literal(c));
    }

    fn ended(self) -> Shape {
        let down = self.shape.down.saturating_add(self.commas.saturating_mul(3));
        let changes = self.shape.unit.contains(|c| OF_UNITS.contains(c));
        let unit = if changes { self.shape.unit } else { String::new() };
        Shape { down, unit, ..self.shape }
    }
}

/// A figure as a section of a format shows it; with all of its digits, though fewer may be seen. Where a condition says which
/// section it is, and they differ, the figure is not known.
fn shaped(stored: &str, shapes: &[Shape]) -> String {
    let plain = number::shown(stored);
    let is_zero = !plain.contains(|c: char| ('1'..='9').contains(&c));
    let own = match (plain.starts_with('-'), is_zero) {
        (_, true) => shapes.get(2),
        (true, _) => shapes.get(1),
        _ => None,
    };
    let Some(shape) = own.or(shapes.first()) else { return plain };
    if is_zero || !shape.has_digits {
        return plain;
    }
    if shapes.iter().any(|other| other.is_conditional) {
        let differs = shapes.iter().any(|other| other.has_digits && (other.down, &other.unit) != (shape.down, &shape.unit));
        return if differs {
            format!("{plain}{}", char::REPLACEMENT_CHARACTER)
        } else {
            number::down(stored, shape.down) + &shape.unit
        };
    }
    number::down(stored, shape.down) + &shape.unit
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
            ("0!d", Format::Plain),
            ("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", Format::Plain),
            ("[$¥-804]#,##0.00", Format::Plain),
        ] {
            assert_eq!(Format::of_code(code), format, "{code}");
        }
    }

    #[test]
    fn figures_are_those_that_the_sheet_shows() {
        for (stored, code, shown) in [
            ("4165700", "#,##0\"元\"", "4165700元"),
            ("416.57", "0.0\"万元\"", "416.57万元"),
            ("4165700", "0!.0000\"万元\"", "416.5700万元"),
            ("4165700", "0\".\"0000", "416.5700"),
            ("4165700", "0\\.0,", "416.5700"),
            ("2861", "0.00,", "2.861"),
            ("4165700", "#,##0,,", "4.165700"),
            ("0.2861", "0.0000\"万件\"", "0.2861万件"),
            ("17", "G/通用格式\"元\"", "17元"),
            ("-17", "0\"元\";-0\"万元\"", "-17万元"),
            ("0", "0\"元\";-0\"元\";\"-\"", "0"),
            ("17", "0[$元-804]", "17元"),
            ("17", "[>=10000]0!.0000\"万元\";0\"元\"", "17\u{fffd}"),
            ("17", "[Red][>9]0\"元\";0\"元\"", "17元"),
            ("17", "\"共\"0\"件\"", "17"),
        ] {
            assert_eq!(Format::of_code(code).shown(stored, false), shown, "{code}");
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
