//! Painted characters into words, and words into the lines that a reader sees. A word is what was painted in one go without a
//! gap: it stays together even where it runs out of its cell.

use super::{
    measure::Area,
    sheet::{Flow, Glyph, Rule},
};
use std::collections::HashMap;

/// Characters painted one after another.
#[derive(Clone, Debug)]
pub(super) struct Word {
    glyphs: Vec<Glyph>,
    pub(super) area: Area,
    pub(super) size: i64,
    pub(super) flow: Flow,
    /// Whether a space was printed before it.
    spaced: bool,
}

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) area: Area,
    pub(super) size: i64,
    /// What it is made of; nothing where it is turned.
    pub(super) words: Vec<Word>,
}

impl Word {
    fn of(glyph: Glyph, spaced: bool) -> Word {
        Word { area: glyph.area, size: glyph.size, flow: glyph.flow, glyphs: vec![glyph], spaced }
    }

    /// What stands somewhere and is no text.
    pub(super) fn drawn(text: String, area: Area) -> Word {
        let size = area.height();
        Word::of(Glyph { text, area, size, flow: Flow::Right, faces: Flow::Right, is_pale: false, string: 0 }, false)
    }

    fn push(&mut self, glyph: Glyph) {
        self.area = self.area.with(&glyph.area);
        self.glyphs.push(glyph);
    }

    /// What it says.
    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    /// Whether the next word of a line is another text: room enough for the margins of two cells is between, and no space that
    /// sets two characters of one word apart.
    pub(super) fn ends_before(&self, next: &Word) -> bool {
        let are_letters = self.glyphs.len() == 1 && next.glyphs.len() == 1;
        (next.area.left - self.area.right) * 20 >= next.size * 7 && !(are_letters && next.spaced)
    }

    /// Whether the next painted character goes on with it.
    fn goes_on(&self, next: &Glyph) -> bool {
        let Some(last) = self.glyphs.last().filter(|last| last.flow == next.flow) else { return false };
        let (gap, shift) = gap(&last.area, &next.area, next.flow);
        let size = last.size.max(next.size);
        gap * 5 < size && gap * 2 > -size && shift.abs() * 10 < size * 3 && !is_mark_beside(last, next)
    }

    /// In two where an upright rule stands exactly between two strings: there the text of two cells met.
    fn parted(self, rules: &[Rule]) -> Vec<Word> {
        let between = |left: &Glyph, right: &Glyph| {
            let (x, y) = ((left.area.right + right.area.left) / 2, left.area.middle().1);
            let near = |rule: &&Rule| rule.upright && (rule.from..=rule.to).contains(&y) && (rule.at - x).abs() * 8 < left.size;
            left.string != right.string && left.flow == Flow::Right && rules.iter().any(|rule| near(&rule))
        };
        let mut words: Vec<Word> = Vec::with_capacity(1);
        for glyph in self.glyphs {
            match words.last_mut() {
                Some(word) if !word.glyphs.last().is_some_and(|last| between(last, &glyph)) => word.push(glyph),
                _ => words.push(Word::of(glyph, self.spaced)),
            }
        }
        words
    }
}

/// Whether of two digits one is smaller and stands higher or lower, or much higher: a mark at a figure, and no digit of it.
fn is_mark_beside(one: &Glyph, other: &Glyph) -> bool {
    let is_digit = |glyph: &Glyph| glyph.text.chars().all(char::is_numeric);
    let (small, large) = (one.size.min(other.size), one.size.max(other.size));
    // An em reaches 0.12 below the base line.
    let base = |glyph: &Glyph| glyph.area.bottom - glyph.size * 12 / 100;
    let shift = (base(one) - base(other)).abs() * 100;
    // Browsers set a mark at 10 of 12.
    let is_off = small * 100 <= large * 87 && shift > large * 8 || shift > large * 20;
    one.flow == Flow::Right && is_off && is_digit(one) && is_digit(other)
}

/// How far apart two neighbours of a line are along it, and how far they are shifted across it.
fn gap(last: &Area, next: &Area, flow: Flow) -> (i64, i64) {
    let ((last_x, last_y), (next_x, next_y)) = (last.middle(), next.middle());
    match flow {
        Flow::Right => (next.left - last.right, next_y - last_y),
        Flow::Left => (last.left - next.right, next_y - last_y),
        Flow::Down => (next.top - last.bottom, next_x - last_x),
        Flow::Up => (last.top - next.bottom, next_x - last_x),
    }
}

/// The words of a page, in the order of painting.
pub(super) fn words(glyphs: Vec<Glyph>, rules: &[Rule]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut under_way, mut spaced) = (false, false);
    for glyph in once(glyphs) {
        if glyph.text.trim().is_empty() {
            (under_way, spaced) = (false, true);
            continue;
        }
        match words.last_mut() {
            Some(word) if under_way && word.goes_on(&glyph) => word.push(glyph),
            _ => words.push(Word::of(glyph, spaced)),
        }
        (under_way, spaced) = (true, false);
    }
    words.into_iter().flat_map(|word| if word.glyphs.len() > 1 { word.parted(rules) } else { vec![word] }).collect()
}

/// How far from its place a character may be painted again.
const FARTHEST: i64 = 2_000;

/// Each character once: programs without a bold font paint a text again, a hair's breadth away.
fn once(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut seen: HashMap<(String, i64, i64), Vec<(i64, i64)>> = HashMap::new();
    let mut kept = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let far = (glyph.area.width().min(glyph.area.height()) / 4).clamp(1, FARTHEST);
        let (left, top) = (glyph.area.left, glyph.area.top);
        let (x, y) = (left.div_euclid(FARTHEST), top.div_euclid(FARTHEST));
        let near = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy)));
        let mut places = near.filter_map(|(x, y)| seen.get(&(glyph.text.clone(), x, y))).flatten();
        let again = places.any(|place| (place.0 - left).abs() <= far && (place.1 - top).abs() <= far);
        if !again || glyph.text.trim().is_empty() {
            let places = seen.entry((glyph.text.clone(), x, y)).or_default();
            if places.len() < MOST_NEAR {
                places.push((left, top));
            }
            kept.push(glyph);
        }
    }
    kept
}

/// More places of one character so near to one another are not remembered.
const MOST_NEAR: usize = 16;

/// Words as lines, in reading order.
pub(super) fn lines(words: Vec<Word>) -> Vec<Line> {
    let (level, turned): (Vec<Word>, Vec<Word>) = words.into_iter().partition(|word| word.flow == Flow::Right);
    let (stacks, level) = stacks(level);
    let mut lines: Vec<Line> = rows(level).into_iter().map(level_line).collect();
    lines.extend(turned_lines(turned));
    lines.extend(stacks);
    lines.sort_by_key(|line| (line.area.top, line.area.left));
    lines
}

/// So many characters one under another, and nothing close beside them, are one label that runs down; heads have fewer.
const FEWEST_STACKED: usize = 7;

/// Takes labels out that are printed one character under another, each as one line.
fn stacks(words: Vec<Word>) -> (Vec<Line>, Vec<Word>) {
    let is_character = |word: &&Word| match word.glyphs.as_slice() {
        [one] => one.text.chars().all(char::is_alphabetic) || one.text == "、",
        [one, two] => one.text.chars().all(char::is_alphabetic) && two.text == "、",
        _ => false,
    };
    let mut characters: Vec<(usize, &Word)> = words.iter().enumerate().filter(|(_, word)| is_character(word)).collect();
    if characters.len() < FEWEST_STACKED {
        return (Vec::new(), words);
    }
    characters.sort_by_key(|(_, word)| (word.area.left / word.size.max(1), word.area.top));
    let goes_on = |(_, above): &(usize, &Word), (_, below): &(usize, &Word)| {
        let down = below.area.top - above.area.top;
        (above.area.left - below.area.left).abs() * 4 < above.size && down > 0 && down < above.size * 3
    };
    let runs = characters.chunk_by(goes_on).filter(|run| run.len() >= FEWEST_STACKED);
    let mut taken = vec![false; words.len()];
    let mut lines = Vec::new();
    for run in runs {
        let text = run.iter().map(|(_, word)| word.text()).collect();
        let area = run.iter().map(|(_, word)| word.area).reduce(|a, b| a.with(&b)).unwrap_or_default();
        let size = run.iter().map(|(_, word)| word.size).max().unwrap_or(0);
        lines.push(Line { text, area, size, words: Vec::new() });
        run.iter().filter_map(|(at, _)| taken.get_mut(*at).map(|taken| *taken = true)).for_each(drop);
    }
    let mut taken = taken.into_iter();
    let rest = words.into_iter().filter(|_| taken.next() != Some(true)).collect();
    (lines, rest)
}

/// Words that stand beside one another, from top to bottom, each row from left to right.
pub(super) fn rows(mut words: Vec<Word>) -> Vec<Vec<Word>> {
    words.sort_by_key(|word| (word.area.middle().1, word.area.left));
    let mut rows: Vec<(Area, Vec<Word>)> = Vec::new();
    for word in words {
        match rows.last_mut() {
            Some((area, row)) if beside(area, &word.area) => {
                *area = area.with(&word.area);
                row.push(word);
            }
            _ => rows.push((word.area, vec![word])),
        }
    }
    for (_, row) in &mut rows {
        row.sort_by_key(|word| word.area.left);
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Whether two areas share more than half of the lower one's height.
fn beside(a: &Area, b: &Area) -> bool {
    let shared = a.bottom.min(b.bottom) - a.top.max(b.top);
    shared * 2 > a.height().min(b.height())
}

/// Words of a row as a line.
pub(super) fn level_line(row: Vec<Word>) -> Line {
    let mut text = String::new();
    let mut area: Option<Area> = None;
    let mut size = 0;
    let mut last: Option<&Glyph> = None;
    for word in &row {
        let is_mark = last.zip(word.glyphs.first()).is_some_and(|(last, first)| is_mark_beside(last, first));
        last = word.glyphs.last();
        // A space of the narrowest fonts is a fifth of their size.
        if area.is_some_and(|before| word.spaced || is_mark || (word.area.left - before.right) * 5 > word.size) {
            text.push(' ');
        }
        text.push_str(&word.text());
        area = Some(area.map_or(word.area, |before| before.with(&word.area)));
        size = size.max(word.size);
    }
    Line { text, area: area.unwrap_or_default(), size, words: row }
}

/// Words that run down or up the page: each column is a line.
fn turned_lines(words: Vec<Word>) -> Vec<Line> {
    let mut lines = Vec::new();
    for flow in [Flow::Down, Flow::Up, Flow::Left] {
        let mut column: Vec<Word> = words.iter().filter(|word| word.flow == flow).cloned().collect();
        // Columns of upright characters follow one another from right to left.
        column.sort_by_key(|word| match flow {
            Flow::Down => (-word.area.middle().0 / word.size.max(1), word.area.top),
            Flow::Up => (word.area.middle().0 / word.size.max(1), -word.area.bottom),
            _ => (-word.area.middle().1 / word.size.max(1), -word.area.right),
        });
        let text: String = column.iter().map(Word::text).collect();
        let area = column.iter().map(|word| word.area).reduce(|a, b| a.with(&b));
        let size = column.iter().map(|word| word.size).max().unwrap_or(0);
        lines.extend(area.map(|area| Line { text, area, size, words: Vec::new() }));
    }
    lines
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A character of ten points whose left end and base stand at whole points.
    pub(in crate::read::page) fn glyph(text: &str, x: i64, y: i64, string: u32) -> Glyph {
        let area = Area {
            left: x * 1000,
            top: (y - 10) * 1000,
            right: (x + 5 * i64::try_from(text.chars().count()).unwrap()) * 1000,
            bottom: y * 1000,
        };
        Glyph { text: text.to_owned(), area, size: 10_000, flow: Flow::Right, faces: Flow::Right, is_pale: false, string }
    }

    fn texts(words: &[Word]) -> Vec<String> {
        words.iter().map(Word::text).collect()
    }

    #[test]
    fn a_gap_or_a_space_ends_a_word() {
        let glyphs =
            vec![glyph("1", 0, 10, 0), glyph("0", 5, 10, 0), glyph("5", 13, 10, 0), glyph(" ", 18, 10, 0), glyph("7", 19, 10, 0)];
        let words = words(glyphs, &[]);
        assert_eq!(texts(&words), ["10", "5", "7"]);
        assert_eq!(lines(words)[0].text, "10 5 7");
    }

    #[test]
    fn a_small_digit_above_the_line_is_no_part_of_a_figure() {
        let mark = |up: i64, size: i64| Glyph { size, ..glyph("1", 10, 10 - up, 1) };
        let read = |mark: Glyph| lines(words(vec![glyph("1", 0, 10, 0), glyph("4", 5, 10, 0), mark], &[]))[0].text.clone();
        assert_eq!([read(mark(3, 6_000)), read(mark(0, 9_000)), read(mark(2, 10_000))], ["14 1", "141", "141"]);
    }

    #[test]
    fn a_character_painted_twice_counts_once() {
        let mut again = glyph("1", 0, 10, 1);
        again.area.left += 300;
        assert_eq!(texts(&words(vec![glyph("1", 0, 10, 0), again, glyph("1", 5, 10, 2)], &[])), ["11"]);
    }

    #[test]
    fn characters_of_different_widths_far_from_one_another_are_two() {
        let mut narrow = glyph("1", 100, 10, 1);
        narrow.area.right = narrow.area.left + 2_500;
        assert_eq!(texts(&words(vec![glyph("1", 200, 10, 0), narrow], &[])), ["1", "1"]);
    }

    #[test]
    fn cells_that_touch_are_two_words_and_a_word_that_runs_over_is_one() {
        let rule = Rule { upright: true, at: 10_000, from: 0, to: 20_000 };
        let cells = vec![glyph("10", 0, 10, 0), glyph("5", 10, 10, 1)];
        assert_eq!(texts(&words(cells, &[rule])), ["10", "5"]);
        let one = vec![glyph("5", 0, 10, 0), glyph("9", 5, 10, 0), glyph("2", 10, 10, 0)];
        assert_eq!(texts(&words(one, &[rule])), ["592"]);
    }

    #[test]
    fn a_label_one_character_a_line_is_one_line() {
        let label = "三、本年度办理结果".chars().zip((10..).step_by(14));
        let mut glyphs: Vec<Glyph> = label.zip(0..).map(|((c, y), string)| glyph(&c.to_string(), 0, y, string)).collect();
        glyphs.push(glyph("（一）予以公开", 30, 38, 90));
        let read = lines(words(glyphs.clone(), &[]));
        assert_eq!(read.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["三、本年度办理结果", "（一）予以公开"]);
        assert_eq!(lines(words(glyphs[..5].to_vec(), &[])).len(), 5);
    }

    #[test]
    fn columns_of_upright_characters_read_down() {
        let down = |text: &str, y: i64| Glyph { flow: Flow::Down, ..glyph(text, 0, y, 0) };
        let read = lines(words(vec![down("三", 10), down("、", 20), down("本", 32)], &[]));
        assert_eq!(read.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["三、本"]);
    }
}
