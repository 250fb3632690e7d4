//! Where the columns of a table part: what stands under one another, narrow things first, makes a column; what covers several is a
//! cell merged over them.

use super::{Ladder, Text};
use crate::read::page::{
    frames::SAME,
    measure::Area,
    sheet::Rule,
    sides::{self, Holds, Strip},
};
use crate::slice::Slice;

/// No table has more columns.
const MOST_COLUMNS: usize = 60;

/// The lines between the columns of a table, from left to right, without its sides.
pub(super) struct Lanes {
    at: Vec<i64>,
}

impl Lanes {
    /// Infers them from all pieces of a table; none where fewer than two columns show, or two figures stand in one.
    pub(super) fn of(table: &[Ladder]) -> Option<Lanes> {
        let texts = || table.iter().flat_map(|ladder| &ladder.texts);
        let ends: Vec<i64> = table.iter().flat_map(|ladder| ladder.ends.iter().copied()).collect();
        let others: Vec<&Text> = table.iter().flat_map(heads_and_labels).collect();
        let mut columns: Vec<(i64, i64)> = Vec::new();
        gather(texts().filter(|text| text.is_figure).map(|text| &text.area), &ends, &mut columns);
        gather(others.iter().map(|text| &text.area), &ends, &mut columns);
        // Texts of narrow cells come so close to one another that they look like one.
        let words = others.iter().filter(|text| text.words.len() > 1).flat_map(|text| &text.words);
        let in_one = |area: &&Area| columns.iter().any(|(left, right)| *left < area.right && area.left < *right);
        gather(words.filter(in_one).collect::<Vec<_>>().into_iter(), &ends, &mut columns);
        let own: Vec<Vec<(i64, i64)>> = columns
            .iter()
            .map(|lane| {
                let values = texts().filter(|text| text.is_value).map(|text| (text.area.left, text.area.right));
                values.filter(|area| lane.0 <= area.0 && area.1 <= lane.1).collect()
            })
            .collect();
        let strips = columns.iter().map(|lane| Strip { lane: *lane, holds: holds(*lane, table, &others) }).collect();
        let columns = sides::united(strips, sides::side(own.iter().map(Vec::as_slice)));
        if columns.len() < 2 || columns.len() > MOST_COLUMNS {
            return None;
        }
        let mut at: Vec<i64> = Vec::new();
        for ((_, left), (right, _)) in columns.iter().zip(columns.iter().skip(1)) {
            let known = ends.iter().copied().filter(|end| (left - SAME..=right + SAME).contains(end));
            let before = at.len();
            at.extend(known);
            if at.len() == before {
                at.push((left + right) / 2);
            }
        }
        at.sort_unstable();
        at.dedup_by(|next, last| *next - *last <= SAME);
        let lanes = Lanes { at };
        table.iter().all(|ladder| lanes.part_figures(ladder) && !has_heads_over_heads(ladder)).then_some(lanes)
    }

    /// Whether no two figures of a line stand in one column.
    fn part_figures(&self, ladder: &Ladder) -> bool {
        let lane = |area: &Area| self.at.partition_point(|at| *at <= area.middle().0);
        let figures: Vec<&Area> = ladder.texts.iter().filter(|text| text.is_figure).map(|text| &text.area).collect();
        let beside = |a: &Area, b: &Area| a.top < b.middle().1 && b.middle().1 < a.bottom && lane(a) == lane(b);
        !figures.iter().enumerate().any(|(at, a)| figures.iter().skip(at + 1).any(|b| beside(a, b)))
    }

    /// The upright lines of a piece of the table: between its level lines wherever no text stands across.
    pub(super) fn walls(&self, ladder: &Ladder) -> Vec<Rule> {
        let area = &ladder.area;
        let side = |at: i64| Rule { upright: true, at, from: area.top, to: area.bottom };
        let mut walls = vec![side(area.left), side(area.right)];
        let mut bands: Vec<i64> = ladder.rules.iter().map(|rule| rule.at).collect();
        bands.dedup_by(|next, last| *next - *last <= SAME);
        for (top, bottom) in bands.iter().zip(bands.iter().skip(1)) {
            let within: Vec<&Area> = ladder
                .texts
                .iter()
                .flat_map(|text| &text.words)
                .filter(|area| (*top..*bottom).contains(&area.middle().1))
                .collect();
            let over = self.over_several(ladder, (*top, *bottom));
            let is_free = |at: &&i64| {
                let covers = |from: i64, to: i64| from + SAME < **at && **at < to - SAME;
                !within.iter().any(|area| covers(area.left, area.right)) && !over.iter().any(|(from, to)| covers(*from, *to))
            };
            walls.extend(self.at.iter().filter(is_free).map(|at| Rule { upright: true, at: *at, from: *top, to: *bottom }));
        }
        walls
    }

    /// From where to where the heads between two level lines reach that stand in the middle over several columns: of a row of heads
    /// over another one with more of them, where they fill all of the line below side by side.
    fn over_several(&self, ladder: &Ladder, (top, bottom): (i64, i64)) -> Vec<(i64, i64)> {
        let texts = |from: i64, to: i64| -> Vec<&Text> {
            ladder.texts.iter().filter(|text| (from..to).contains(&text.area.middle().1)).collect()
        };
        let next = ladder.rules.iter().map(|rule| rule.at).find(|at| *at > bottom + SAME).unwrap_or(bottom);
        let is_head = !ladder.texts.iter().any(|text| text.is_value && text.area.middle().1 < bottom);
        let heads = texts(top, bottom);
        if !is_head || heads.len() > MOST_COLUMNS || heads.len() >= texts(bottom, next).len() {
            return Vec::new();
        }
        let borders: Vec<i64> =
            [ladder.area.left].into_iter().chain(self.at.iter().copied()).chain([ladder.area.right]).collect();
        let has_figures = |from: i64, to: i64| {
            let mut columns = borders.iter().zip(borders.iter().skip(1)).filter(|(left, right)| from <= **left && **right <= to);
            let is_in = |text: &Text, left: i64, right: i64| text.is_value && (left..right).contains(&text.area.middle().0);
            columns.all(|(left, right)| ladder.texts.iter().any(|text| is_in(text, *left, *right)))
        };
        let reach = |text: &Text, rule: &Rule| {
            let (middle, near) = (text.area.middle().0, text.area.height() / 2);
            let inside = |at: &&i64| (rule.from - SAME..=rule.to + SAME).contains(*at);
            let is_alone =
                |from: i64, to: i64| heads.iter().filter(|other| from < other.area.right && other.area.left < to).count() == 1;
            let fits = |from: i64, to: i64| {
                let is_over = from <= text.area.left && text.area.right <= to && ((from + to) / 2 - middle).abs() <= near;
                is_over && is_alone(from, to) && has_figures(from, to)
            };
            let ranges = borders.iter().filter(inside).flat_map(|from| borders.iter().filter(inside).map(move |to| (*from, *to)));
            ranges.filter(|(from, to)| fits(*from, *to)).max_by_key(|(from, to)| to - from)
        };
        let side_by_side = |rule: &Rule| {
            let own = heads.iter().filter(|text| (rule.from..rule.to).contains(&text.area.middle().0));
            let mut ranges: Vec<(i64, i64)> = own.map(|text| reach(text, rule)).collect::<Option<_>>()?;
            ranges.sort_unstable();
            let is_full = ranges.windows(2).all(|pair| matches!(pair, [one, other] if one.1 == other.0))
                && ranges
                    .first()
                    .zip(ranges.last())
                    .is_some_and(|(first, last)| (first.0 - rule.from).abs() <= SAME && (last.1 - rule.to).abs() <= SAME);
            is_full.then_some(ranges)
        };
        let below = ladder.rules.iter().filter(|rule| (rule.at - bottom).abs() <= SAME);
        below.filter_map(side_by_side).flatten().collect()
    }
}

/// The words of a table that show where its columns are: neither heads over other heads, nor what alone stands in its row.
fn heads_and_labels(ladder: &Ladder) -> Vec<&Text> {
    let band = |text: &Text| ladder.rules.partition_point(|rule| rule.at < text.area.middle().1);
    let mut in_band = vec![0usize; ladder.rules.len() + 1];
    for text in &ladder.texts {
        in_band.get_mut(band(text)).into_iter().for_each(|count| *count += 1);
    }
    let words: Vec<&Text> = ladder.texts.iter().filter(|text| !text.is_figure).collect();
    let first_value = ladder.texts.iter().filter(|text| text.is_value).map(band).min().unwrap_or(usize::MAX);
    let is_over = |upper: &Text, lower: &Text| lower.area.left < upper.area.right && upper.area.left < lower.area.right;
    // Of two rows of heads that with fewer ones stands over the other.
    let is_over_another = |text: &Text| {
        let own = band(text);
        let more = |(next, count): (usize, &usize)| (next > own && *count > 0).then_some((next, *count));
        let Some((next, count)) = in_band.iter().enumerate().find_map(more) else { return false };
        let is_fewer = next < first_value && in_band.get(own).is_some_and(|own| *own < count);
        is_fewer && words.iter().any(|lower| band(lower) == next && is_over(text, lower))
    };
    let tells = |(at, text): &(usize, &&Text)| {
        let is_over_several = || is_over_several(text, words.slice(at + 1..));
        in_band.get(band(text)) != Some(&1) && !is_over_another(text) && !is_over_several()
    };
    words.iter().enumerate().filter(tells).map(|(_, text)| *text).collect()
}

/// What stands in a column: labels stand beside figures.
fn holds(lane: (i64, i64), table: &[Ladder], others: &[&Text]) -> Holds {
    let within = |area: &Area| lane.0 < area.right && area.left < lane.1;
    let is_value = |text: &Text| text.is_value;
    let has_values = table.iter().flat_map(|ladder| &ladder.texts).any(|text| is_value(text) && within(&text.area));
    let has_words = others.iter().any(|text| !is_value(text) && within(&text.area));
    let beside = |label: &Text, value: &Text| {
        let middle = label.area.middle().1;
        is_value(value) && value.area.left > label.area.right && (value.area.top..value.area.bottom).contains(&middle)
    };
    let is_label = |ladder: &Ladder| {
        let mut labels = ladder.texts.iter().filter(|text| !is_value(text) && within(&text.area));
        labels.any(|label| ladder.texts.iter().any(|value| beside(label, value)))
    };
    match (has_values, has_words) {
        (true, false) => Holds::Figures,
        (false, true) if !table.iter().any(is_label) => Holds::Heads,
        _ => Holds::Other,
    }
}

/// How far below a head those under it may stand, in its own height.
const DEEPEST: i64 = 8;

/// Whether a head stands over two others that stand beside one another; given with the texts from it on, line by line.
fn is_over_several(text: &Text, below: &[&Text]) -> bool {
    let near = below.iter().take_while(|lower| lower.area.top < text.area.bottom + text.area.height() * DEEPEST);
    let under = near.filter(|lower| {
        lower.area.middle().1 > text.area.bottom && lower.area.left < text.area.right && text.area.left < lower.area.right
    });
    let mut first: Option<&Area> = None;
    under.into_iter().any(|lower| {
        let first = *first.get_or_insert(&lower.area);
        first.right <= lower.area.left || lower.area.right <= first.left
    })
}

/// Whether heads stand over several others without a line between: then lines do not part all rows.
fn has_heads_over_heads(ladder: &Ladder) -> bool {
    let bands = ladder.rules.iter().zip(ladder.rules.iter().skip(1)).map(|(top, bottom)| top.at..bottom.at);
    bands.into_iter().any(|band| {
        let within: Vec<&Area> = ladder
            .texts
            .iter()
            .filter(|text| !text.is_figure && band.contains(&text.area.middle().1))
            .flat_map(|text| &text.words)
            .collect();
        let under =
            |upper: &Area, lower: &Area| lower.middle().1 > upper.bottom && lower.left < upper.right && upper.left < lower.right;
        let beside =
            |a: &Area, b: &Area| (a.middle().1 - b.middle().1).abs() < a.height() / 2 && (a.right <= b.left || b.right <= a.left);
        within.iter().any(|upper| {
            let lower: Vec<&&Area> = within.iter().filter(|lower| under(upper, lower)).collect();
            lower.iter().any(|one| lower.iter().any(|other| beside(one, other)))
        })
    })
}

/// Adds texts to the columns that they stand in, the narrowest first; what covers two, or the end of a line inside it, is in none.
fn gather<'t>(areas: impl Iterator<Item = &'t Area>, ends: &[i64], columns: &mut Vec<(i64, i64)>) {
    let mut areas: Vec<&Area> = areas.collect();
    areas.sort_by_key(|area| (area.width(), area.left, area.top));
    for area in areas {
        if columns.len() > MOST_COLUMNS || ends.iter().any(|end| area.left + SAME < *end && *end < area.right - SAME) {
            continue;
        }
        let mut covered = columns.iter_mut().filter(|(left, right)| *left < area.right && area.left < *right);
        match (covered.next(), covered.next()) {
            (None, _) => columns.push((area.left, area.right)),
            (Some(column), None) => *column = (column.0.min(area.left), column.1.max(area.right)),
            _ => {}
        }
    }
}
