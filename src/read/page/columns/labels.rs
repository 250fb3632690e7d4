//! Which row of figures the lines of a broken label belong to. Figures stand beside the first line of their label, its middle or
//! its last line, in a whole table the same: the way that leaves least over is taken.

use super::{Area, Chunk, Layout, Row, has_figures};
use crate::{chinese::numeral, read::normalise::squeezed, slice::Slice};

/// A label has no more lines.
const MOST_LINES: usize = 16;

/// More lines of labels times rows of figures than this are looked at in no one part of a page.
const MOST_PAIRS: usize = 40_000;

/// Of more lines of labels without numbers than this it is not told which are short.
const MOST_PLAIN: usize = 200;

/// Where figures stand beside a label of several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    Middle,
    Top,
    Bottom,
}

/// A line of a label: in which row, and which chunk of it.
#[derive(Clone, Copy)]
struct LabelLine {
    row: usize,
    chunk: usize,
    area: Area,
    size: i64,
    is_numbered: bool,
    /// Whether its column has room for more, so that it need not go on in the next line.
    is_short: bool,
}

/// A row of figures.
#[derive(Clone, Copy)]
pub(super) struct Figures {
    pub(super) row: usize,
    pub(super) area: Area,
    /// The last of the lines that narrow columns broke them over, as `area` is the first.
    pub(super) last: Area,
}

/// What stands between two rows of heads: lines of labels in the last column of labels, and rows of figures.
#[derive(Default)]
pub(super) struct Part {
    lines: Vec<LabelLine>,
    /// The lines in the other columns of labels.
    others: Vec<LabelLine>,
    pub(super) figures: Vec<Figures>,
    /// Rows with nothing but one figure, or with figures beside a line of a label.
    pub(super) rests: Vec<Figures>,
}

/// Labels for rows of figures: which lines, up to which, and whose figures; and what was left over.
struct Fit {
    labels: Vec<(std::ops::Range<usize>, usize)>,
    cost: i64,
}

impl Stand {
    /// The way that fits all pages of a table best.
    pub(super) fn of(regions: &[Vec<Row>], layout: &Layout) -> Stand {
        let parts: Vec<Part> = regions.iter().flat_map(|region| parts(region, layout)).collect();
        let cost = |stand: &Stand| parts.iter().map(|part| part.fit(*stand).cost).sum::<i64>();
        [Stand::Middle, Stand::Top, Stand::Bottom].into_iter().min_by_key(cost).unwrap_or(Stand::Middle)
    }

    /// How far the figures are from where they stand beside these lines.
    fn away(self, first: &Area, last: &Area, figures: &Figures) -> i64 {
        match self {
            Stand::Middle => (first.with(last).middle().1 - figures.area.with(&figures.last).middle().1).abs(),
            Stand::Top => (first.middle().1 - figures.area.middle().1).abs(),
            Stand::Bottom => (last.middle().1 - figures.last.middle().1).abs(),
        }
    }
}

/// For each chunk of each row, the row that it belongs to.
pub(super) fn homes(region: &[Row], layout: &Layout, stand: Stand) -> Vec<Vec<usize>> {
    let mut homes: Vec<Vec<usize>> = region.iter().enumerate().map(|(at, row)| vec![at; row.len()]).collect();
    let mut set = |place: &LabelLine, home: usize| {
        if let Some(place) = homes.get_mut(place.row).and_then(|homes| homes.get_mut(place.chunk)) {
            *place = home;
        }
    };
    let parts = parts(region, layout);
    let mut torn = Vec::new();
    for part in &parts {
        let fit = part.fit(stand);
        let labelled: Vec<usize> = fit.labels.iter().map(|(_, figures)| *figures).collect();
        torn.extend(part.torn(&labelled, region, layout));
        let mut is_free = vec![true; part.lines.len()];
        for (lines, figures) in fit.labels {
            is_free.iter_mut().skip(lines.start).take(lines.len()).for_each(|free| *free = false);
            let home = part.figures.get(figures).map(|figures| figures.row);
            part.lines.get(lines).unwrap_or_default().iter().for_each(|place| home.into_iter().for_each(|home| set(place, home)));
        }
        // Lines without figures beside them are one label, where they are close under one another.
        let mut home: Option<usize> = None;
        for (at, place) in part.lines.iter().enumerate() {
            let above =
                at.checked_sub(1).filter(|above| is_free.get(*above) == Some(&true)).and_then(|above| part.lines.get(above));
            if is_free.get(at) != Some(&true) {
                continue;
            }
            let row = match (home, above) {
                (Some(home), Some(above)) if above.goes_on_in(place) => home,
                _ => place.row,
            };
            home = Some(row);
            set(place, row);
        }
    }
    for group in groups(&parts) {
        if let Some(row) = beside(&group, region) {
            let home = torn.iter().find(|(piece, _)| *piece == row).map_or(row, |(_, home)| *home);
            group.iter().for_each(|place| set(place, home));
        }
    }
    for (row, home) in torn {
        for (chunk, place) in region.get(row).into_iter().flatten().zip(homes.get_mut(row).into_iter().flatten()) {
            *place = if is_value(chunk, layout) { home } else { *place };
        }
    }
    homes
}

/// Whether something is a figure in a column of figures.
pub(super) fn is_value(chunk: &Chunk, layout: &Layout) -> bool {
    chunk.is_figure() && layout.label(&chunk.area).is_none()
}

fn place(at: (usize, usize), chunk: &Chunk) -> LabelLine {
    let is_numbered = is_numbered(&chunk.text);
    LabelLine { row: at.0, chunk: at.1, area: chunk.area, size: chunk.size, is_numbered, is_short: false }
}

/// Whether a row holds words over the columns of figures: heads.
fn is_head(row: &Row, layout: &Layout) -> bool {
    row.iter().any(|chunk| !chunk.is_figure() && layout.label(&chunk.area).is_none()) && !has_figures(row)
}

/// The parts of a page between rows of heads.
fn parts(region: &[Row], layout: &Layout) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    for (at, row) in region.iter().enumerate() {
        if is_head(row, layout) {
            parts.push(Part::default());
            continue;
        }
        let Some(part) = parts.last_mut() else { continue };
        for (index, chunk) in row.iter().enumerate().filter(|(_, chunk)| !chunk.is_figure()) {
            match layout.label(&chunk.area) {
                Some(true) => part.lines.push(place((at, index), chunk)),
                Some(false) => part.others.push(place((at, index), chunk)),
                None => {}
            }
        }
        let figures = row.iter().filter(|chunk| is_value(chunk, layout));
        let area = figures.map(|chunk| chunk.area).reduce(|a, b| a.with(&b));
        let kind = if has_figures(row) { &mut part.figures } else { &mut part.rests };
        kind.extend(area.map(|area| Figures { row: at, area, last: area }));
    }
    let lines: Vec<LabelLine> = parts.iter().flat_map(|part| &part.lines).copied().collect();
    // Among numbered labels it shows where one begins.
    let is_told = lines.len() > MOST_PLAIN || lines.iter().any(|line| line.is_numbered);
    for line in parts.iter_mut().flat_map(|part| &mut part.lines).filter(|_| !is_told) {
        let is_like = |other: &&LabelLine| {
            let away = [other.area.left - line.area.left, other.area.middle().0 - line.area.middle().0];
            away.iter().any(|away| away.abs() * 2 < line.size)
        };
        line.is_short = lines.iter().filter(is_like).any(|other| other.area.width() > line.area.width() + line.size * 2);
    }
    for part in &mut parts {
        part.add_short_lines();
        part.set_pieces_aside(region, layout);
        part.set_rests_aside(region, layout);
    }
    parts
}

impl LabelLine {
    /// Whether another line is close below and begins no label of its own.
    fn goes_on_in(&self, next: &LabelLine) -> bool {
        !next.is_numbered && (next.area.top - self.area.bottom) * 3 < next.size * 2
    }
}

impl Part {
    /// Whether a numbered label over several columns has its middle between two heights.
    pub(super) fn has_number_between(&self, top: i64, bottom: i64) -> bool {
        self.others.iter().any(|line| line.is_numbered && (top..bottom).contains(&line.area.middle().1))
    }

    /// Puts the lines in order; those of a label over several columns that are too short to reach the last one are among them.
    fn add_short_lines(&mut self) {
        let by_height = |place: &LabelLine| (place.area.middle().1, place.area.left);
        self.lines.sort_by_key(by_height);
        self.others.sort_by_key(by_height);
        let mut groups = Vec::new();
        for place in std::mem::take(&mut self.others) {
            let next = self.lines.partition_point(|line| by_height(line) < by_height(&place));
            let above = next.checked_sub(1).and_then(|above| self.lines.get(above));
            let alike = |above: &LabelLine| {
                let (left, middle) = (above.area.left - place.area.left, above.area.middle().0 - place.area.middle().0);
                left.abs() * 2 < place.size || middle.abs() * 2 < place.size
            };
            if above.is_some_and(|above| alike(above) && above.goes_on_in(&place)) {
                self.lines.insert(next, place);
            } else {
                groups.push(place);
            }
        }
        self.others = groups;
    }

    /// The labels of the rows of figures, if figures stand beside them in this way: those that leave least over.
    fn fit(&self, stand: Stand) -> Fit {
        let (lines, rows) = (self.lines.len(), self.figures.len());
        if lines.saturating_mul(rows) > MOST_PAIRS {
            return Fit { labels: Vec::new(), cost: 0 };
        }
        // least[line][row]: the least cost of what stands from there on, and how many lines the label takes that begins there.
        let at = |line: usize, row: usize| line * (rows + 1) + row;
        let mut least: Vec<(i64, Step)> = vec![(0, Step::End); (lines + 1) * (rows + 1)];
        let cost = |least: &[(i64, Step)], line: usize, row: usize| least.get(at(line, row)).map_or(0, |cell| cell.0);
        for line in (0..=lines).rev() {
            for row in (0..=rows).rev() {
                let mut best = if line == lines && row == rows { (0, Step::End) } else { (i64::MAX, Step::End) };
                let mut offer = |cost: i64, step: Step| {
                    if cost < best.0 {
                        best = (cost, step);
                    }
                };
                if let (Some(first), Some(figures)) = (self.lines.get(line), self.figures.get(row)) {
                    for count in 1..=self.longest(line) {
                        let Some(last) = self.lines.get(line + count - 1) else { break };
                        let away = stand.away(&first.area, &last.area, figures);
                        let upper = self.lines.slice(line..line + count - 1);
                        let short = upper.iter().filter(|line| line.is_short).map(|line| line.size * 3 / 4).sum::<i64>();
                        let near = short + if away * 5 < first.size { 0 } else { away };
                        if away < first.size {
                            offer(near + cost(&least, line + count, row + 1), Step::Label(count));
                        }
                    }
                }
                if let Some(place) = self.lines.get(line) {
                    let left = if place.is_numbered { 0 } else { place.size / 2 };
                    offer(left + cost(&least, line + 1, row), Step::Line);
                }
                if let Some(figures) = self.figures.get(row) {
                    offer(figures.area.height() * 3 + cost(&least, line, row + 1), Step::Figures);
                }
                if let Some(cell) = least.get_mut(at(line, row)) {
                    *cell = best;
                }
            }
        }
        let (mut line, mut row) = (0, 0);
        let mut labels = Vec::new();
        while let Some((_, step)) = least.get(at(line, row)) {
            match step {
                Step::Label(count) => {
                    labels.push((line..line + count, row));
                    (line, row) = (line + count, row + 1);
                }
                Step::Line => line += 1,
                Step::Figures => row += 1,
                Step::End => break,
            }
        }
        Fit { labels, cost: cost(&least, 0, 0) }
    }

    /// How many lines a label may have that begins with this one.
    fn longest(&self, from: usize) -> usize {
        let lines = self.lines.slice(from..);
        let joined = lines.windows(2).take(MOST_LINES - 1).take_while(|pair| matches!(pair, [a, b] if a.goes_on_in(b))).count();
        joined + 1
    }
}

/// What is done next with lines and rows of figures.
#[derive(Clone, Copy)]
enum Step {
    /// So many lines are the label of the row.
    Label(usize),
    /// The line has no figures.
    Line,
    /// The row has no label.
    Figures,
    End,
}

/// The labels in the other columns of labels, line by line: those of groups of rows.
fn groups(parts: &[Part]) -> Vec<Vec<LabelLine>> {
    let mut groups: Vec<Vec<LabelLine>> = Vec::new();
    for next in parts.iter().flat_map(|part| &part.others) {
        let under = |last: &&LabelLine| last.area.left < next.area.right && next.area.left < last.area.right;
        let mut open = groups.iter_mut().rev().take(4);
        match open.find(|group| group.last().filter(under).is_some_and(|last| last.goes_on_in(next))) {
            Some(group) => group.push(*next),
            None => groups.push(vec![*next]),
        }
    }
    groups
}

/// The row of figures beside a label: that of one of its lines, else one whose figures stand between them.
fn beside(label: &[LabelLine], region: &[Row]) -> Option<usize> {
    let has_figures_at = |row: usize| region.get(row).is_some_and(|row| has_figures(row));
    if let Some(place) = label.iter().find(|place| has_figures_at(place.row)) {
        return Some(place.row);
    }
    let area = label.iter().map(|place| place.area).reduce(|a, b| a.with(&b))?;
    let away = |row: usize| {
        let figure = region.get(row)?.iter().find(|chunk| chunk.is_figure())?.area.middle().1;
        (area.top..area.bottom).contains(&figure).then_some((figure - area.middle().1).abs())
    };
    (0..region.len()).filter(|row| has_figures_at(*row)).filter_map(|row| Some((away(row)?, row))).min().map(|(_, row)| row)
}

/// Whether a line begins a chapter: `三、`.
pub(in crate::read::page) fn is_chapter(text: &str) -> bool {
    let text = squeezed(text);
    text.trim_start_matches(numeral::is_ordinal).starts_with('、') && text.starts_with(numeral::is_ordinal)
}

/// The number of a chapter, of those up to ten.
pub(super) fn chapter(text: &str) -> Option<u8> {
    let text = squeezed(text);
    let mut front = text.chars();
    front.next().and_then(numeral::ordinal).filter(|_| front.next() == Some('、'))
}

/// `1.`, `（一）`, `一、` at the front.
pub(in crate::read::page) fn is_numbered(text: &str) -> bool {
    let text = squeezed(text);
    let text = text.trim_start_matches('(');
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || numeral::is_ordinal(c));
    rest.len() < text.len() && rest.starts_with(['.', '、', ')', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_labels() {
        for text in ["1.属于", "１．属于", "（一）予以", "(3)", "一、本年", "二 、上年"] {
            assert!(is_numbered(text), "{text}");
        }
        for text in ["规章", "2023年", "一致", "", "12"] {
            assert!(!is_numbered(text), "{text}");
        }
        assert!(is_chapter("三、收到") && !is_chapter("（三）收到") && !is_chapter("、收到"));
    }
}
