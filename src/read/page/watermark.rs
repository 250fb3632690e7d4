//! Faint characters under or over a text that are no part of it: watermarks. Drops them from painted pages.

use super::{
    frames::Frame,
    sheet::{Glyph, Sheet},
};
use std::collections::{HashMap, HashSet};

/// A text that stands so often, faint, is a pattern, if it stands outside tables, too.
const OFTEN: usize = 3;

/// Drops the watermarks of pages, each given with its ruled tables.
pub(super) fn drop(pages: &mut [(Sheet, Vec<Frame>)]) {
    if !pages.iter().any(|(sheet, _)| sheet.glyphs.iter().any(|glyph| glyph.is_pale)) {
        return;
    }
    let patterns = patterns(pages);
    let large = usual_size(pages) * 3 / 2;
    for (sheet, _) in pages {
        let words = strings(sheet).into_iter().filter(|(_, (text, _))| patterns.contains(text));
        let dropped: HashSet<u32> = words.map(|(number, _)| number).collect();
        sheet.glyphs.retain(|glyph| !glyph.is_pale || !(glyph.size >= large || dropped.contains(&glyph.string)));
    }
}

/// The texts that are repeated over the pages, in tables and beside them. Figures in grey stand in tables only.
fn patterns(pages: &[(Sheet, Vec<Frame>)]) -> HashSet<String> {
    let mut seen: HashMap<String, (usize, bool)> = HashMap::new();
    for (sheet, frames) in pages {
        for (text, first) in strings(sheet).into_values() {
            let entry = seen.entry(text).or_default();
            entry.0 += 1;
            entry.1 |= !frames.iter().any(|frame| frame.area.holds(first.area.middle()));
        }
    }
    seen.into_iter()
        .filter(|(text, (count, beside))| *count >= OFTEN && *beside && text.chars().count() > 1)
        .map(|(text, _)| text)
        .collect()
}

/// The faint strings of a page, by number, each with its first character.
fn strings(sheet: &Sheet) -> HashMap<u32, (String, &Glyph)> {
    let mut strings: HashMap<u32, (String, &Glyph)> = HashMap::new();
    for glyph in sheet.glyphs.iter().filter(|glyph| glyph.is_pale) {
        strings.entry(glyph.string).or_insert_with(|| (String::new(), glyph)).0.push_str(&glyph.text);
    }
    strings
}

/// The size of the most characters that are not faint.
fn usual_size(pages: &[(Sheet, Vec<Frame>)]) -> i64 {
    let mut sizes: Vec<i64> =
        pages.iter().flat_map(|(sheet, _)| &sheet.glyphs).filter(|glyph| !glyph.is_pale).map(|glyph| glyph.size).collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied().unwrap_or(i64::MAX / 3)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{frames::frames, measure::Area, sheet::Rule, words::tests::glyph},
        *,
    };

    #[test]
    fn a_faint_pattern_goes_and_grey_figures_stay() {
        let level = |at: i64| Rule { upright: false, at, from: 0, to: 90_000 };
        let upright = |at: i64| Rule { upright: true, at, from: 0, to: 40_000 };
        let rules = [level(0), level(20_000), level(40_000), upright(0), upright(45_000), upright(90_000)];
        let pale = |text: &str, x: i64, y: i64, string: u32| Glyph { is_pale: true, ..glyph(text, x, y, string) };
        let glyphs = vec![
            glyph("1", 5, 15, 0),
            pale("2023", 5, 15, 1),
            pale("2023", 5, 35, 2),
            pale("2023", 5, 95, 3),
            pale("12", 50, 15, 4),
            pale("12", 50, 35, 5),
            pale("12", 70, 35, 6),
            Glyph { size: 40_000, ..pale("样本", 5, 35, 7) },
        ];
        let area = Area { left: 0, top: 0, right: 90_000, bottom: 200_000 };
        let mut pages = [(Sheet { glyphs, area, ..Sheet::default() }, frames(&rules))];
        drop(&mut pages);
        let left: Vec<&str> = pages[0].0.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(left, ["1", "12", "12", "12"]);
    }
}
