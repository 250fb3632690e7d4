//! Tables that are ruled between all of their rows and nowhere else, or in a box besides: where their columns part is inferred from
//! what stands in them, and drawn as lines. Painted pages in, the same with the lines that are missing; where columns cannot be told
//! nothing is drawn.

mod lanes;

use super::{
    columns::{self, is_chapter},
    frames::{SAME, ruling},
    measure::Area,
    sheet::{Rule, Sheet, TOUCH},
    table::is_figure,
    words::{Word, rows, words},
};
use lanes::Lanes;

/// A table has at least so many lines between its rows.
const FEWEST_LINES: usize = 3;

/// A row of a table has no more lines of text.
const MOST_LINES: usize = 30;

/// No more lines of text than this stand in a row that the page cuts a line off.
const MOST_UNRULED: usize = 6;

/// A page with more words is no page of a table.
const MOST_WORDS: usize = 4_000;

/// Level lines under one another that nothing upright touches but at their ends.
#[derive(Debug)]
struct Ladder {
    /// Which page.
    page: usize,
    /// From top to bottom.
    rules: Vec<Rule>,
    area: Area,
    /// The words between the lines, beside one another where they are one text.
    texts: Vec<Text>,
    /// Where shades and lines end inside: there columns part.
    ends: Vec<i64>,
    /// Whether nothing but the table stands on its page above it, or below.
    begins_page: bool,
    ends_page: bool,
}

/// Words that stand together in a line.
#[derive(Clone, Debug)]
struct Text {
    area: Area,
    /// The words that it is made of.
    words: Vec<Area>,
    is_figure: bool,
    /// Whether it is a figure, or a mark in place of one.
    is_value: bool,
}

/// Draws the upright lines that tables with level lines only lack.
pub(super) fn complete(sheets: &mut [Sheet]) {
    let ladders: Vec<Ladder> = sheets.iter().enumerate().flat_map(|(page, sheet)| ladders(page, sheet)).collect();
    let mut rest = ladders.as_slice();
    while !rest.is_empty() {
        let count = 1 + rest.windows(2).take_while(|pair| matches!(pair, [above, below] if above.goes_on_in(below))).count();
        let (table, others) = rest.split_at(count);
        rest = others;
        let Some(lanes) = Lanes::of(table) else { continue };
        for ladder in table {
            if let Some(sheet) = sheets.get_mut(ladder.page) {
                sheet.rules.extend(lanes.walls(ladder));
                sheet.rules = ruling(&[sheet.rules.as_slice(), &ladder.rules].concat());
            }
        }
    }
}

fn ladders(page: usize, sheet: &Sheet) -> Vec<Ladder> {
    let (upright, level): (Vec<Rule>, Vec<Rule>) = sheet.rules.iter().partition(|rule| rule.upright);
    let mut free: Vec<Rule> = level.into_iter().filter(|rule| !upright.iter().any(|other| crosses(rule, other))).collect();
    free.sort_by_key(|rule| (rule.at, rule.from));
    if free.len() < FEWEST_LINES {
        return Vec::new();
    }
    let glyphs = sheet.glyphs.iter().filter(|glyph| !glyph.is_pale).cloned().collect();
    let words = words(glyphs, &sheet.rules);
    if words.len() > MOST_WORDS {
        return Vec::new();
    }
    let headings = headings(&words);
    let mut groups: Vec<Vec<Rule>> = Vec::new();
    for rule in free {
        let is_apart = |group: &Vec<Rule>| group.last().is_some_and(|last| is_empty(last, &rule, &words));
        match groups.last_mut().filter(|group| !is_apart(group) && go_together(group, &rule, &headings)) {
            Some(group) => group.push(rule),
            None => groups.push(vec![rule]),
        }
    }
    groups.into_iter().filter_map(|rules| Ladder::of(page, rules, sheet, (&words, &headings))).collect()
}

/// Whether nothing stands between two level lines that are no double one.
fn is_empty(above: &Rule, below: &Rule, words: &[Word]) -> bool {
    let between = |word: &&Word| (above.at..below.at).contains(&word.area.middle().1);
    let sides = above.from.min(below.from)..above.to.max(below.to);
    below.at - above.at > SAME * 2 && !words.iter().filter(between).any(|word| sides.contains(&word.area.middle().0))
}

/// Whether an upright line touches a level one elsewhere than at its ends.
fn crosses(level: &Rule, upright: &Rule) -> bool {
    level.touches(upright) && level.from + TOUCH < upright.at && upright.at < level.to - TOUCH
}

/// The lines of text that may be headings between two tables: alone in their line, and numbered as chapters are.
fn headings(words: &[Word]) -> Vec<Area> {
    let rows = rows(words.to_vec());
    let heading = |row: &Vec<Word>| {
        let text: String = row.iter().map(Word::text).collect();
        let is_one = row.windows(2).all(|pair| matches!(pair, [left, right] if !left.ends_before(right)));
        let area = row.iter().map(|word| word.area).reduce(|a, b| a.with(&b))?;
        (is_one && is_chapter(&text)).then_some(area)
    };
    rows.iter().filter_map(heading).collect()
}

/// Whether a line goes on with those above it: it has the same sides, or shorter ones, and no heading of a chapter stands between
/// that hangs out of the table or begins where its rows do not.
fn go_together(group: &[Rule], rule: &Rule, headings: &[Area]) -> bool {
    let (Some(left), Some(right)) = (group.iter().map(|rule| rule.from).min(), group.iter().map(|rule| rule.to).max()) else {
        return false;
    };
    let (first, last) = (group.first().map_or(rule.at, |first| first.at), group.last().map_or(rule.at, |last| last.at));
    let heading = |from: i64, to: i64| headings.iter().rfind(move |area| (from..to).contains(&area.middle().1));
    let is_inside = rule.from >= left - SAME && rule.to <= right + SAME;
    let is_first = group.len() == 1 && rule.from <= left + SAME && rule.to >= right - SAME;
    // The cells of a group of rows are ruled where the group ends.
    let is_wider = ((rule.to - right).abs() <= SAME || (rule.from - left).abs() <= SAME) && heading(last, rule.at).is_none();
    let has_sides = (rule.from - left).abs() <= SAME && (rule.to - right).abs() <= SAME;
    let is_long = rule.length() * 5 > (right - left) * 4;
    let parts = heading(last, rule.at).filter(|_| is_long).is_some_and(|area| {
        let begins_elsewhere = heading(first, last).is_some_and(|row| (row.left - area.left).abs() > SAME * 2);
        !has_sides || area.left < left + SAME || begins_elsewhere
    });
    (is_inside || is_first || is_wider) && !parts
}

impl Ladder {
    fn of(page: usize, mut rules: Vec<Rule>, sheet: &Sheet, (words, headings): (&[Word], &[Area])) -> Option<Ladder> {
        let (left, right) = (rules.iter().map(|rule| rule.from).min()?, rules.iter().map(|rule| rule.to).max()?);
        let (first, last) = (rules.first()?.at, rules.last()?.at);
        let all =
            rows(words.iter().filter(|word| left < word.area.middle().0 && word.area.middle().0 < right).cloned().collect());
        let above =
            all.iter().rev().filter_map(|row| area_of(row).filter(|area| area.middle().1 < first).map(|area| (row, area)));
        let below = all.iter().filter_map(|row| area_of(row).filter(|area| area.middle().1 > last).map(|area| (row, area)));
        let line = |at: i64| Rule { upright: false, at, from: left, to: right };
        let top = unruled_rows(above, first, |area| (area.bottom, area.top)).map(line);
        let bottom = unruled_rows(below, last, |area| (area.top, area.bottom)).map(line);
        rules.splice(0..0, top);
        rules.extend(bottom);
        let area = Area { left, right, top: rules.first()?.at, bottom: rules.last()?.at };
        let inside: Vec<Word> = words.iter().filter(|word| area.holds(word.area.middle())).cloned().collect();
        let mut texts = Vec::new();
        let mut bands = rules.windows(2).filter_map(|pair| if let [a, b] = pair { Some((a.at, b.at)) } else { None });
        let has_figures = |row: &&Vec<Word>| row.len() > 1 && row.iter().any(|word| columns::is_figure(&word.text()));
        let is_crowded = bands.any(|(top, bottom)| {
            let rows = rows(inside.iter().filter(|word| (top..bottom).contains(&word.area.middle().1)).cloned().collect());
            rows.len() > MOST_LINES || rows.iter().filter(has_figures).count() > 1
        });
        let first_rows =
            rows(inside.iter().filter(|word| rules.get(1).is_some_and(|rule| word.area.middle().1 < rule.at)).cloned().collect());
        let is_crowded = is_crowded || (rules.len() == FEWEST_LINES && is_stepped(&first_rows));
        for row in rows(inside) {
            texts.extend(texts_of(row));
        }
        let inner = area.left + TOUCH..area.right - TOUCH;
        let is_inside = |rule: &Rule| rule.upright && rule.from < area.bottom && area.top < rule.to && inner.contains(&rule.at);
        if rules.len() < FEWEST_LINES || is_crowded || sheet.rules.iter().any(is_inside) {
            return None;
        }
        let shades = sheet.fills.iter().filter(|fill| area.holds(fill.middle())).flat_map(|fill| [fill.left, fill.right]);
        let ends = rules.iter().flat_map(|rule| [rule.from, rule.to]).chain(shades);
        let mut ends: Vec<i64> = ends.filter(|end| area.left + SAME < *end && *end < area.right - SAME).collect();
        ends.sort_unstable();
        ends.dedup_by(|next, last| *next - *last <= SAME);
        let edge = sheet.area.height() / 8;
        let is_text = |word: &&Word| word.area.top > sheet.area.top + edge && word.area.bottom < sheet.area.bottom - edge;
        // What stands in the outer eighth may be a running head, but a heading is none.
        let is_below_heading = headings.iter().any(|heading| heading.bottom < area.top);
        let begins_page = !is_below_heading && !words.iter().filter(is_text).any(|word| word.area.bottom < area.top);
        let ends_page = !words.iter().filter(is_text).any(|word| word.area.top > area.bottom);
        Some(Ladder { page, rules, area, texts, ends, begins_page, ends_page })
    }

    /// Whether the table goes on in the first one of the next page.
    fn goes_on_in(&self, below: &Ladder) -> bool {
        let near = |a: i64, b: i64| (a - b).abs() <= SAME;
        let is_as_wide = near(self.area.left, below.area.left) && near(self.area.right, below.area.right);
        below.page == self.page + 1 && self.ends_page && below.begins_page && is_as_wide
    }
}

/// Whether fewer texts stand in the first of several lines than below: heads over other heads, or longer ones.
fn is_stepped(rows: &[Vec<Word>]) -> bool {
    let count = |row: &Vec<Word>| texts_of(row.clone()).len();
    let most = rows.iter().skip(1).map(count).max();
    let has_values = rows.iter().flatten().any(|word| columns::is_figure(&word.text()));
    !has_values && rows.first().map(count).zip(most).is_some_and(|(first, most)| first < most)
}

fn area_of(row: &[Word]) -> Option<Area> {
    row.iter().map(|word| word.area).reduce(|a, b| a.with(&b))
}

/// How far rows of figures go on beyond the first line of a table, or the last one, if they do: pages cut lines off. `sides` tells
/// the side of an area that is nearer to the line, and the other one.
fn unruled_rows<'w>(
    rows: impl Iterator<Item = (&'w Vec<Word>, Area)>,
    line: i64,
    sides: impl Fn(&Area) -> (i64, i64),
) -> Option<i64> {
    let (mut end, mut found) = (line, None);
    for (row, area) in rows.take(MOST_UNRULED) {
        let (near, far) = sides(&area);
        let size = row.iter().map(|word| word.size).max().unwrap_or(0);
        if (near - end).abs() * 3 > size * 2 {
            break;
        }
        end = far;
        let texts = texts_of(row.clone());
        if texts.len() > 1 && texts.iter().any(|text| text.is_figure) {
            found = Some(end + (end - line).signum() * size / 8);
        }
    }
    found
}

/// The texts of a line.
fn texts_of(row: Vec<Word>) -> Vec<Text> {
    let mut texts: Vec<(Text, Word)> = Vec::new();
    for word in row {
        let (is_figure, is_value) = (is_figure(&word.text()), columns::is_figure(&word.text()));
        match texts.last_mut() {
            // Figures are never parted by a space.
            Some((text, last)) if !(last.ends_before(&word) || text.is_value && is_value) => {
                text.area = text.area.with(&word.area);
                text.words.push(word.area);
                text.is_figure &= is_figure;
                text.is_value &= is_value;
                *last = word;
            }
            _ => texts.push((Text { area: word.area, words: vec![word.area], is_figure, is_value }, word)),
        }
    }
    texts.into_iter().map(|(text, _)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::{
        super::{frames::frames, words::tests::glyph},
        *,
    };

    /// A page of texts, each at its place, and of level lines: their height and their ends, in points.
    fn page(number: u32, texts: &[(&str, i64, i64)], lines: &[(i64, i64, i64)]) -> Sheet {
        let glyphs = texts.iter().zip(0..).map(|((text, x, y), string)| glyph(text, *x, *y, string)).collect();
        let level = |(at, from, to): &(i64, i64, i64)| Rule { upright: false, at: at * 1000, from: from * 1000, to: to * 1000 };
        let area = Area { left: 0, top: 0, right: 300_000, bottom: 800_000 };
        Sheet { number, glyphs, rules: lines.iter().map(level).collect(), area, ..Sheet::default() }
    }

    /// The cells of each table: row, column, rows, columns.
    fn cells(mut sheets: Vec<Sheet>) -> Vec<Vec<(usize, usize, usize, usize)>> {
        complete(&mut sheets);
        let tables = sheets.iter().flat_map(|sheet| frames(&sheet.rules));
        tables.map(|table| table.cells.iter().map(|cell| (cell.row, cell.column, cell.rows, cell.columns)).collect()).collect()
    }

    const HEAD: [(&str, i64, i64); 6] = [
        ("信息内容", 5, 215),
        ("制发件数合计", 80, 215),
        ("规章", 5, 235),
        ("4", 85, 235),
        ("18", 145, 235),
        ("废止件数", 140, 215),
    ];

    #[test]
    fn what_stands_under_one_another_is_a_column() {
        let lines = [(200, 0, 200), (220, 0, 200), (240, 0, 200)];
        let one = vec![(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)];
        assert_eq!(cells(vec![page(1, &HEAD, &lines)]), [one]);
    }

    #[test]
    fn a_text_across_columns_and_a_line_that_stops_are_merged_cells() {
        let texts =
            [HEAD.as_slice(), &[("本机关本年度现行有效的全部文件件数", 60, 195)], &[("2", 85, 255), ("3", 145, 255)]].concat();
        let lines = [(180, 0, 200), (200, 0, 200), (220, 0, 200), (240, 60, 200), (260, 0, 200)];
        let found = cells(vec![page(1, &texts, &lines)]);
        assert_eq!(found[0][..2], [(0, 0, 1, 1), (0, 1, 1, 2)]);
        assert!(found[0].contains(&(2, 0, 2, 1)), "{found:?}");
    }

    #[test]
    fn heads_in_the_middle_over_several_columns_are_merged_cells() {
        let leaves = ["维持", "纠正", "其他", "维持", "纠正", "其他"].into_iter().zip((0..).step_by(40));
        let heads = leaves.clone().map(|(text, x)| (text, x + 15, 235));
        let figures = leaves.map(|(_, x)| ("7", x + 18, 255));
        let texts: Vec<_> = [("复议", 55, 215), ("诉讼", 175, 215)].into_iter().chain(heads).chain(figures).collect();
        let lines = [(200, 0, 240), (220, 0, 240), (240, 0, 240), (260, 0, 240)];
        let found = cells(vec![page(1, &texts, &lines)]);
        assert_eq!(found[0][..2], [(0, 0, 1, 3), (0, 3, 1, 3)]);
    }

    #[test]
    fn a_table_that_goes_on_overleaf_has_the_same_columns_there() {
        let lines = [(700, 0, 200), (720, 0, 200), (740, 0, 200)];
        let low: Vec<(&str, i64, i64)> = HEAD.iter().map(|(text, x, y)| (*text, *x, y + 500)).collect();
        let next = page(2, &[("行政强制", 5, 115), ("行政处罚", 5, 135)], &[(100, 0, 200), (120, 0, 200), (140, 0, 200)]);
        let found = cells(vec![page(1, &low, &lines), next]);
        assert_eq!(found[1].iter().filter(|cell| cell.0 == 0).count(), 3, "{found:?}");
    }

    #[test]
    fn a_heading_between_parts_two_tables() {
        let below: Vec<(&str, i64, i64)> = HEAD.iter().map(|(text, x, y)| (*text, *x, y + 70)).collect();
        let texts = [HEAD.as_slice(), &below, &[("三、收到和处理情况", 30, 258)]].concat();
        let lines = [(200, 0, 200), (220, 0, 200), (240, 0, 200), (270, 4, 196), (290, 4, 196), (310, 4, 196)];
        assert_eq!(cells(vec![page(1, &texts, &lines)]).len(), 2);
    }

    #[test]
    fn a_box_around_the_lines_is_no_column() {
        let mut sheet = page(1, &HEAD, &[(200, 0, 200), (220, 0, 200), (240, 0, 200)]);
        let side = |at: i64| Rule { upright: true, at, from: 200_000, to: 240_000 };
        sheet.rules.extend([side(0), side(200_000)]);
        assert_eq!(cells(vec![sheet])[0].len(), 6);
    }

    #[test]
    fn lines_over_prose_rule_nothing() {
        let texts = [("本年度认真做好各项工作按时公开了信息", 5, 215), ("没有收取任何费用也没有其他需要报告的", 5, 235)];
        let lines = [(200, 0, 200), (220, 0, 200), (240, 0, 200)];
        assert_eq!(cells(vec![page(1, &texts, &lines)]), Vec::<Vec<_>>::new());
    }

    #[test]
    fn a_head_over_another_shows_no_column_and_two_figures_are_two_texts() {
        let leaves = ["维持", "纠正", "其他"].into_iter().cycle().take(6).zip((0..).step_by(40));
        let heads = leaves.clone().map(|(text, x)| (text, x + 15, 235));
        let figures = leaves.map(|(_, x)| ("7", x + 34, 255));
        let over = [("复议", 55, 215), ("起诉案件", 170, 215)];
        let texts: Vec<_> = over.into_iter().chain(heads).chain(figures).collect();
        let lines = [(200, 0, 240), (220, 0, 240), (240, 0, 240), (260, 0, 240)];
        let found = cells(vec![page(1, &texts, &lines)]);
        assert_eq!(found[0][..2], [(0, 0, 1, 3), (0, 3, 1, 3)]);
        assert_eq!(found[0].len(), 14);
    }
}
