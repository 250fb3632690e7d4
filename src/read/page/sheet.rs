//! A page as it is painted: characters and straight lines, with their places. Knows nothing of tables.

use super::measure::Area;

/// What is painted on a page, in the order of painting.
#[derive(Debug, Default)]
pub(in crate::read) struct Sheet {
    /// From 1.
    pub(in crate::read) number: u32,
    /// The page itself; its top left corner is the origin.
    pub(in crate::read) area: Area,
    pub(in crate::read) glyphs: Vec<Glyph>,
    pub(in crate::read) rules: Vec<Rule>,
    /// Painted areas that are no lines: the shades of rows and cells.
    pub(in crate::read) fills: Vec<Area>,
    /// What stands somewhere and is no text of the page: pictures, figures in boxes. A blank cell around it shows it.
    pub(in crate::read) beside: Vec<(Area, String)>,
    /// How many pictures.
    pub(in crate::read) pictures: usize,
    /// Characters that are there to be searched for, not to be seen.
    pub(in crate::read) hidden: Vec<Glyph>,
    /// Whether its text is what was recognised in a picture of it.
    pub(in crate::read) is_recognised: bool,
    /// How many strings were painted so far.
    pub(in crate::read) string: u32,
}

/// A painted character.
#[derive(Clone, Debug)]
pub(in crate::read) struct Glyph {
    pub(in crate::read) text: String,
    pub(in crate::read) area: Area,
    /// The size of its font, in thousandths of a point.
    pub(in crate::read) size: i64,
    /// Where the next one stands.
    pub(in crate::read) flow: Flow,
    /// Where it would stand in a line: differs from the flow where upright characters run down.
    pub(in crate::read) faces: Flow,
    /// Whether it is painted so faintly that other characters can be read over it.
    pub(in crate::read) is_pale: bool,
    /// Counts the strings of the page: characters of one string have one number.
    pub(in crate::read) string: u32,
}

/// Which way a line of text runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::read) enum Flow {
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
    pub(in crate::read) fn of((x, y): (i64, i64)) -> Flow {
        match (x.abs() >= y.abs(), x >= 0, y >= 0) {
            (true, true, _) => Flow::Right,
            (true, false, _) => Flow::Left,
            (false, _, true) => Flow::Down,
            (false, _, false) => Flow::Up,
        }
    }
}

/// Whether characters run across the page, as stamps and watermarks do: more than some ten degrees from level and upright.
pub(in crate::read) fn is_slanted((x, y): (i64, i64)) -> bool {
    x.abs().min(y.abs()) > x.abs().max(y.abs()) / 5
}

impl Sheet {
    /// The characters that follow are of another string.
    pub(in crate::read) fn next_string(&mut self) {
        self.string = self.string.wrapping_add(1);
    }

    /// The page with the text that was recognised in it, where hardly any other is: pictures and outlines show what it says.
    pub(in crate::read) fn with_recognised_text(mut self) -> Sheet {
        const TIMES: usize = 10;
        let count = |glyphs: &[Glyph]| glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).count();
        let hidden = std::mem::take(&mut self.hidden);
        if count(&self.glyphs).saturating_mul(TIMES) < count(&hidden) {
            self.is_recognised = true;
            self.glyphs.extend(hidden);
        }
        self
    }

    /// The page turned so that most of its characters are upright: wide tables are often set sideways.
    pub(in crate::read) fn upright(mut self) -> Sheet {
        let facing = |flow: Flow| self.glyphs.iter().filter(|glyph| glyph.faces == flow).count();
        let most =
            [Flow::Right, Flow::Down, Flow::Up, Flow::Left].into_iter().max_by_key(|flow| (facing(*flow), *flow == Flow::Right));
        let Some(turn) = most.filter(|most| *most != Flow::Right) else { return self };
        let page = self.area;
        for glyph in &mut self.glyphs {
            glyph.area = turn.level_area(&glyph.area, &page);
            (glyph.flow, glyph.faces) = (turn.level(glyph.flow), turn.level(glyph.faces));
        }
        for rule in &mut self.rules {
            *rule = turn.level_rule(rule, &page);
        }
        for fill in &mut self.fills {
            *fill = turn.level_area(fill, &page);
        }
        for (area, _) in &mut self.beside {
            *area = turn.level_area(area, &page);
        }
        self.area = turn.level_area(&page, &page);
        self
    }
}

impl Flow {
    /// What becomes of a flow when the page is turned so that this one becomes [`Flow::Right`].
    fn level(self, other: Flow) -> Flow {
        const ROUND: [Flow; 4] = [Flow::Right, Flow::Down, Flow::Left, Flow::Up];
        let quarter = |flow: Flow| ROUND.iter().position(|other| *other == flow).unwrap_or(0);
        ROUND.get((quarter(other) + 4 - quarter(self)) % 4).copied().unwrap_or_default()
    }

    fn level_point(self, (x, y): (i64, i64), page: &Area) -> (i64, i64) {
        match self {
            Flow::Right => (x, y),
            Flow::Down => (y, page.right - x),
            Flow::Up => (page.bottom - y, x),
            Flow::Left => (page.right - x, page.bottom - y),
        }
    }

    fn level_area(self, area: &Area, page: &Area) -> Area {
        let (x0, y0) = self.level_point((area.left, area.top), page);
        let (x1, y1) = self.level_point((area.right, area.bottom), page);
        Area { left: x0.min(x1), top: y0.min(y1), right: x0.max(x1), bottom: y0.max(y1) }
    }

    fn level_rule(self, rule: &Rule, page: &Area) -> Rule {
        let area = match rule.upright {
            true => Area { left: rule.at, right: rule.at, top: rule.from, bottom: rule.to },
            false => Area { left: rule.from, right: rule.to, top: rule.at, bottom: rule.at },
        };
        let area = self.level_area(&area, page);
        match rule.upright == matches!(self, Flow::Right | Flow::Left) {
            true => Rule { upright: true, at: area.left, from: area.top, to: area.bottom },
            false => Rule { upright: false, at: area.top, from: area.left, to: area.right },
        }
    }
}

/// A straight line, as tables are ruled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::read) struct Rule {
    /// Whether it runs from top to bottom.
    pub(in crate::read) upright: bool,
    /// Where it stands across its course: y of a level one, x of an upright one.
    pub(in crate::read) at: i64,
    /// Where it begins.
    pub(in crate::read) from: i64,
    /// Where it ends.
    pub(in crate::read) to: i64,
}

/// More lines than this on a page are a drawing, not a table.
pub(in crate::read) const MOST_RULES: usize = 1 << 15;

/// Lines that end this close to another one touch it, and the dashes of one line are no further apart.
pub(in crate::read) const TOUCH: i64 = 3_000;

/// Lines thicker than this, in thousandths of a point, are areas.
const THICKEST: i64 = 4_000;

impl Rule {
    /// A painted area as a line, if it is thin.
    pub(in crate::read) fn of_area(area: &Area) -> Option<Rule> {
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
    pub(in crate::read) fn of_stroke(area: &Area, thickness: i64) -> Option<Rule> {
        let straight = area.height().min(area.width()) <= 500;
        if straight && thickness <= THICKEST { Rule::of_area(area) } else { None }
    }

    /// Whether it crosses or touches another that runs the other way, as far as a pen is inexact.
    pub(in crate::read) fn touches(&self, other: &Rule) -> bool {
        let reaches = |a: &Rule, b: &Rule| (a.from - TOUCH..=a.to + TOUCH).contains(&b.at);
        self.upright != other.upright && reaches(self, other) && reaches(other, self)
    }

    /// How long it is.
    pub(in crate::read) fn length(&self) -> i64 {
        self.to - self.from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_set_sideways_is_turned() {
        let area = Area { left: 80, top: 10, right: 90, bottom: 15 };
        let glyph = Glyph { text: "1".into(), area, size: 10, flow: Flow::Down, faces: Flow::Down, is_pale: false, string: 0 };
        let page = Area { left: 0, top: 0, right: 100, bottom: 200 };
        let rules = vec![Rule { upright: true, at: 70, from: 0, to: 200 }];
        let sheet = Sheet { area: page, glyphs: vec![glyph], rules, ..Sheet::default() }.upright();
        assert_eq!(sheet.area, Area { left: 0, top: 0, right: 200, bottom: 100 });
        assert_eq!(sheet.glyphs[0].area, Area { left: 10, top: 10, right: 15, bottom: 20 });
        assert_eq!(sheet.glyphs[0].flow, Flow::Right);
        assert_eq!(sheet.rules, [Rule { upright: false, at: 30, from: 0, to: 200 }]);
    }

    #[test]
    fn text_that_is_not_seen_is_read_where_there_is_hardly_any_other() {
        let glyph = |text: &str| Glyph {
            text: text.into(),
            area: Area::default(),
            size: 10,
            flow: Flow::Right,
            faces: Flow::Right,
            is_pale: false,
            string: 0,
        };
        let read = |seen: &str| {
            let glyphs = seen.chars().map(|c| glyph(&c.to_string())).collect();
            let hidden = (0..20).map(|_| glyph("字")).collect();
            Sheet { glyphs, hidden, ..Sheet::default() }.with_recognised_text().glyphs.len()
        };
        assert_eq!(["", "3", "一二三"].map(read), [20, 21, 3]);
    }

    #[test]
    fn flows_turn_together() {
        assert_eq!(Flow::Up.level(Flow::Right), Flow::Down);
        assert_eq!(Flow::Down.level(Flow::Left), Flow::Down);
        assert_eq!(Flow::Left.level(Flow::Left), Flow::Right);
    }
}
