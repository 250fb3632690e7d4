//! A page as it is painted: characters and straight lines, with their places. Knows nothing of tables.

use super::measure::Area;

/// What is painted on a page, in the order of painting.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// From 1.
    pub(super) number: u32,
    /// The page itself; its top left corner is the origin.
    pub(super) area: Area,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// How many pictures.
    pub(super) pictures: usize,
    /// How many characters are there to be searched for, not to be seen.
    pub(super) hidden: usize,
}

/// A painted character.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) area: Area,
    /// The size of its font, in thousandths of a point.
    pub(super) size: i64,
    /// Where the next one stands.
    pub(super) flow: Flow,
    /// Counts the strings of the page: characters of one string have one number.
    pub(super) string: u32,
}

/// Which way a line of text runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Flow {
    /// As lines do.
    #[default]
    Right,
    /// Upright characters one under another, or a line turned clockwise.
    Down,
    /// A line turned the other way.
    Up,
    /// Upside down.
    Left,
}

impl Flow {
    /// The way that a vector points, `y` growing downwards.
    pub(super) fn of((x, y): (i64, i64)) -> Flow {
        match (x.abs() >= y.abs(), x >= 0, y >= 0) {
            (true, true, _) => Flow::Right,
            (true, false, _) => Flow::Left,
            (false, _, true) => Flow::Down,
            (false, _, false) => Flow::Up,
        }
    }
}

/// A straight line, as tables are ruled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Rule {
    /// Whether it runs from top to bottom.
    pub(super) upright: bool,
    /// Where it stands across its course: y of a level one, x of an upright one.
    pub(super) at: i64,
    /// Where it begins.
    pub(super) from: i64,
    /// Where it ends.
    pub(super) to: i64,
}

/// Lines thicker than this, in thousandths of a point, are areas.
const THICKEST: i64 = 4_000;

impl Rule {
    /// A painted area as a line, if it is thin.
    pub(super) fn of_area(area: &Area) -> Option<Rule> {
        let (x, y) = area.middle();
        if area.height() <= THICKEST && area.width() > area.height() {
            Some(Rule { upright: false, at: y, from: area.left, to: area.right })
        } else if area.width() <= THICKEST && area.height() > area.width() {
            Some(Rule { upright: true, at: x, from: area.top, to: area.bottom })
        } else {
            None
        }
    }

    /// A drawn line of some thickness, if it is level or upright.
    pub(super) fn of_stroke(area: &Area, thickness: i64) -> Option<Rule> {
        let straight = area.height().min(area.width()) <= 500;
        if straight && thickness <= THICKEST { Rule::of_area(area) } else { None }
    }

    /// How long it is.
    pub(super) fn length(&self) -> i64 {
        self.to - self.from
    }
}
