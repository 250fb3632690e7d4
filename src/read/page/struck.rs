//! Figures with a line drawn through them: they were taken back, and must not be read as one with what stands beside them.

use super::sheet::{Flow, Glyph, Rule, Sheet};
use crate::read::drawn;

/// No more pairs of lines and characters are compared.
const MOST_COMPARED: usize = 4_000_000;

/// Longer lines, in thousandths of a point, strike out no figure.
const LONGEST: i64 = 250_000;

/// Characters reach so far from their middles, at most.
const FARTHEST: i64 = 40_000;

/// Marks the figures of a page that are struck out.
pub(super) fn mark(sheet: &mut Sheet) {
    let is_digit = |glyph: &Glyph| glyph.flow == Flow::Right && is_of_figure(&glyph.text);
    let digits = sheet.glyphs.iter().enumerate().filter(|(_, glyph)| is_digit(glyph));
    let mut digits: Vec<(i64, usize)> = digits.map(|(at, glyph)| (glyph.area.middle().1, at)).collect();
    digits.sort_unstable();
    let mut left = MOST_COMPARED;
    for rule in sheet.rules.iter().filter(|rule| !rule.upright && rule.length() <= LONGEST) {
        let from = digits.partition_point(|(y, _)| *y < rule.at - FARTHEST);
        let to = digits.partition_point(|(y, _)| *y <= rule.at + FARTHEST);
        let near = digits.get(from..to).unwrap_or_default();
        left = left.saturating_sub(near.len());
        if left == 0 {
            return;
        }
        let mut under: Vec<usize> =
            near.iter().map(|(_, at)| *at).filter(|at| sheet.glyphs.get(*at).is_some_and(|glyph| crosses(rule, glyph))).collect();
        under.sort_by_key(|at| sheet.glyphs.get(*at).map(|glyph| glyph.area.left));
        if let (Some(first), Some(last)) = (under.first(), under.last())
            && is_about_as_long(rule, &sheet.glyphs, (*first, *last))
        {
            let (first, last) = (*first, *last);
            sheet.glyphs.get_mut(first).into_iter().for_each(|glyph| glyph.text.insert_str(0, drawn::STRUCK));
            sheet.glyphs.get_mut(last).into_iter().for_each(|glyph| glyph.text.push(' '));
        }
    }
}

fn is_of_figure(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '０'..='９')) && !text.is_empty()
}

/// Whether a line runs through the middle of a character, which reaches from some way below its foot to some way above its head.
fn crosses(rule: &Rule, glyph: &Glyph) -> bool {
    let area = glyph.area;
    let slack = area.width() / 4;
    let (from, to) = (area.top + area.height() * 3 / 10, area.bottom - area.height() * 3 / 10);
    (from..=to).contains(&rule.at) && rule.from <= area.left + slack && rule.to >= area.right - slack
}

/// Whether a line ends about where the characters do that it runs through: the rule of a table goes further.
fn is_about_as_long(rule: &Rule, glyphs: &[Glyph], (first, last): (usize, usize)) -> bool {
    let (Some(first), Some(last)) = (glyphs.get(first), glyphs.get(last)) else { return false };
    first.area.left - rule.from <= first.size / 2 && rule.to - last.area.right <= last.size / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::page::words::tests::glyph;

    fn marked(rule: (i64, i64, i64)) -> String {
        let glyphs = vec![glyph("4", 100, 10, 0), glyph("1", 105, 10, 0), glyph("1", 110, 10, 0), glyph("4", 115, 10, 0)];
        let rules = vec![Rule { upright: false, at: rule.0, from: rule.1, to: rule.2 }];
        let mut sheet = Sheet { glyphs, rules, ..Sheet::default() };
        mark(&mut sheet);
        sheet.glyphs.into_iter().map(|glyph| glyph.text).collect()
    }

    #[test]
    fn a_line_through_digits_strikes_them_out() {
        assert_eq!(marked((5_500, 100_000, 110_000)), "［删除线］41 14");
        assert_eq!(marked((5_500, 99_000, 121_000)), "［删除线］4114 ");
    }

    #[test]
    fn lines_under_or_beyond_them_do_not() {
        for rule in [(9_500, 100_000, 110_000), (500, 100_000, 120_000), (5_500, 50_000, 200_000), (5_500, 120_000, 130_000)] {
            assert_eq!(marked(rule), "4114", "{rule:?}");
        }
    }
}
