//! Tables without ruling lines: rows of figures that stand under one another, on one page or over several. The figures make the
//! columns; words at their left are labels, words above them heads; where nobody wrote figures, the heads make them. What is no such table
//! stays what it was.

mod blank;
mod foot;
mod heads;
mod labels;
mod layout;
mod torn;

use labels::chapter;
pub(super) use labels::{is_chapter, is_numbered};

use super::{
    measure::Area,
    table::{Page, Placed},
    words::{Line, Word, level_line},
};
use crate::{
    read::document::{Grid, GridCell},
    report::Origin,
    slice::Slice,
};
use labels::Stand;
use layout::{Blanks, Layout};
use std::slice;

/// How many rows without figures may stand between two that belong to one table.
const MOST_BETWEEN: usize = 24;

/// A head has no more rows.
const MOST_HEADS: usize = 8;

/// How many lines of a label may stand at the top of a page, whose figures are on the page before.
const MOST_LEFT_OVER: usize = 20;

/// A row of more marks in place of figures than this is one of a table.
const MOST_MARKS: usize = 4;

/// No more columns of figures than this may stand anywhere under those of another table.
const FEW_COLUMNS: usize = 2;

/// What a head ends with is no end of a sentence.
const ENDS: [char; 6] = ['。', '；', '：', '！', '？', '，'];

/// Words that stand together in a row.
type Chunk = Line;

impl Chunk {
    fn is_figure(&self) -> bool {
        is_figure(&self.text)
    }
}

/// Chunks beside one another.
type Row = Vec<Chunk>;

/// The rows of a table on one page.
struct Region {
    /// Index of the page.
    page: usize,
    rows: Vec<Row>,
    /// Whether nothing stands above it on its page, or below it.
    begins_page: bool,
    ends_page: bool,
}

/// Takes the tables out of the lines of all pages.
pub(super) fn take(pages: &mut [Page]) {
    pages.iter_mut().for_each(blank::take_above_repeated_heads);
    let mut chain: Vec<Region> = Vec::new();
    let mut known: Vec<Vec<String>> = Vec::new();
    for at in 0..pages.len() {
        let before = chain.last().filter(|last| last.page + 1 == at && last.ends_page).map(|last| last.rows.clone());
        let heads = if before.is_some() { Vec::new() } else { heads_at_foot(pages, at, &chain, &known) };
        let heads_before = heads.len();
        let Some(page) = pages.get_mut(at) else { break };
        let (regions, left) = regions(page, at, before.as_deref(), heads);
        if let Some(above) = at.checked_sub(1).and_then(|above| pages.get_mut(above)) {
            above.lines.truncate(above.lines.len() - (heads_before - left));
        }
        for region in regions {
            if !chain.last().is_some_and(|last| last.goes_on_in(&region)) {
                let is_overleaf = chain.last().is_some_and(|last| last.page + 1 == region.page) && region.begins_page;
                fill(&std::mem::take(&mut chain), pages, is_overleaf);
                known.push(foot::texts_of(&region));
            }
            chain.push(region);
        }
    }
    fill(&chain, pages, false);
    pages.iter_mut().for_each(blank::take);
}

/// The heads at the foot of the page before, moved to the top of a page.
fn heads_at_foot(pages: &mut [Page], at: usize, pending: &[Region], known: &[Vec<String>]) -> Vec<Line> {
    let (above, below) = pages.split_at_mut(at);
    match (above.last(), below.first_mut()) {
        (Some(above), Some(below)) => foot::heads(above, foot::floor(above, pending, at - 1), below, known),
        _ => Vec::new(),
    }
}

/// Takes the regions out of a page that may be tables; `before` are the rows of one at the foot of the page before, `heads` are lines
/// from there that may be heads. Says how many of those are none.
fn regions(page: &mut Page, at: usize, before: Option<&[Row]>, heads: Vec<Line>) -> (Vec<Region>, usize) {
    let from_above = heads.len();
    page.lines.splice(0..0, heads);
    let rows: Vec<Row> = page.lines.iter().map(chunks).collect();
    let (top, bottom) =
        (page.tables.iter().map(|table| table.area.top).min(), page.tables.iter().map(|table| table.area.bottom).max());
    let mut lines = std::mem::take(&mut page.lines).into_iter();
    let mut regions = Vec::new();
    let mut rest = rows.as_slice();
    let (mut taken, mut left) = (0, from_above);
    while !rest.is_empty() {
        let at_row = rows.len() - rest.len();
        let before = before.filter(|_| at_row == 0);
        let left_over = before.map_or(0, |before| left_over(rest, page.area.width(), before));
        let reach = match reach(rest.slice(left_over..), page.area.width(), before) {
            0 => before.map_or(0, |before| last_labels(rest, before)),
            reach => reach + left_over,
        };
        let (region, below) = rest.split_at_checked(reach).unwrap_or((rest, &[]));
        let area = area(region);
        let has_figures = region.iter().any(|row| has_figures(row));
        let has_heads = at_row < from_above && at_row + reach > from_above;
        if is_table(region) || (before.is_some() && reach > 0) || (has_heads && has_figures) {
            lines.by_ref().take(region.len()).for_each(drop);
            let above = heads_above(rows.slice(taken..at_row), region, page.area.width());
            page.lines.truncate(page.lines.len() - above);
            let region = rows.slice(at_row - above..at_row + region.len());
            taken = at_row + reach;
            left = left.min(at_row - above);
            let begins_page = at_row == above && top.is_none_or(|top| top > area.top);
            let ends_page = below.is_empty() && bottom.is_none_or(|bottom| bottom < area.bottom);
            regions.extend(Region { page: at, rows: region.to_vec(), begins_page, ends_page }.parted());
            rest = below;
        } else {
            page.lines.extend(lines.next());
            rest = rest.slice(1..);
        }
    }
    page.lines.drain(..left);
    (regions, left)
}

/// How many of the rows above the first one of a table are heads of it: no further away than its rows are from one another, and over
/// its columns of figures, or what a text at their left begins with.
fn heads_above(rows: &[Row], region: &[Row], width: i64) -> usize {
    let of_figures = region.iter().filter(|row| has_figures(row)).flatten().filter(|chunk| chunk.is_figure());
    let Some(edge) = of_figures.map(|chunk| chunk.area.left).min() else { return 0 };
    let table = area(region);
    let gap = |above: &Row, below: &Row| area(slice::from_ref(below)).top - area(slice::from_ref(above)).bottom;
    let first_figures = region.iter().position(|row| has_figures(row)).unwrap_or(0);
    let top = region.get(..first_figures + 2).unwrap_or(region);
    let gaps = top.windows(2).filter_map(|pair| if let [above, below] = pair { Some(gap(above, below)) } else { None });
    let widest = gaps.max().unwrap_or(0);
    let mut below = region.first();
    let mut count = 0;
    for row in rows.iter().rev().take(MOST_HEADS) {
        let Some(next) = below else { break };
        let size = row.iter().map(|chunk| chunk.size).max().unwrap_or(0);
        let goes_on = |chunk: &Chunk| {
            let close = |lower: &&Chunk| {
                let aligned = [chunk.area.left - lower.area.left, chunk.area.middle().0 - lower.area.middle().0];
                (lower.area.top - chunk.area.bottom) * 3 < size * 2 && aligned.iter().any(|away| away.abs() * 2 < size)
            };
            region.iter().take(first_figures).chain(rows.iter().rev().take(count)).flatten().any(|lower| close(&lower))
        };
        let belongs = |chunk: &Chunk| {
            let is_inside = chunk.area.left >= table.left && chunk.area.right <= table.right;
            is_inside && !chunk.is_figure() && !is_numbered(&chunk.text) && (chunk.area.right > edge || goes_on(chunk))
        };
        let is_near = gap(row, next) * 10 < (widest * 11).max(size * 7);
        if row.is_empty() || !is_near || parts_tables(row, None, width) || !row.iter().all(belongs) {
            break;
        }
        below = Some(row);
        count += 1;
    }
    count
}

/// The area that rows cover.
fn area(rows: &[Row]) -> Area {
    rows.iter().flatten().map(|chunk| chunk.area).reduce(|a, b| a.with(&b)).unwrap_or_default()
}

impl Region {
    /// In two or more where heads with other columns follow rows of figures: tables close under one another.
    fn parted(self) -> Vec<Region> {
        let mut regions = vec![Region { rows: Vec::new(), ..self }];
        for part in head_parts(&self.rows) {
            let Some(last) = regions.last_mut() else { break };
            let below = Region { page: self.page, rows: part.to_vec(), begins_page: false, ends_page: self.ends_page };
            let can_tell = |part: &Region| part.is_wide() || part.is_headed();
            if last.rows.is_empty() || !can_tell(last) || !can_tell(&below) || !last.is_other_than(&below) {
                last.rows.extend(below.rows);
            } else {
                last.ends_page = false;
                regions.push(below);
            }
        }
        regions
    }

    /// Whether it has so many columns of figures that they can be told from those of another table.
    fn is_wide(&self) -> bool {
        Layout::of(&[self]).is_some_and(|layout| layout.figures() > FEW_COLUMNS)
    }

    /// Whether what is below has other columns: both together have more than each, or heads there are not as many.
    fn is_other_than(&self, below: &Region) -> bool {
        let count = |regions: &[&Region]| Layout::of(regions).map(|layout| layout.count());
        let (one, other, both) = (count(&[self]), count(&[below]), count(&[self, below]));
        both.is_none() || (both != one && both != other) || (below.is_headed() && one != other)
    }

    /// Whether both together have no more columns of figures than one of them.
    fn has_columns_of(&self, below: &Region) -> bool {
        Layout::of(&[self, below]).is_some_and(|both| {
            [self, below].iter().any(|one| Layout::of(&[*one]).is_some_and(|one| one.figures() == both.figures()))
        })
    }

    /// Whether heads stand over its first row of figures.
    fn is_headed(&self) -> bool {
        let heads = self.rows.iter().take_while(|row| !has_figures(row));
        heads.map(Vec::len).max().is_some_and(|most| most > FEW_COLUMNS)
    }

    /// Whether the table goes on at the top of the next page: the figures there stand in its columns.
    fn goes_on_in(&self, below: &Region) -> bool {
        let are_next = self.page + 1 == below.page && self.ends_page && below.begins_page;
        let has_own_heads = || below.is_headed() && self.is_wide() && below.is_wide() && self.is_other_than(below);
        are_next && self.has_columns_of(below) && !has_own_heads()
    }
}

/// Rows cut in front of each block of heads that follows figures. Heads reach over the columns of figures, labels do not.
fn head_parts(rows: &[Row]) -> Vec<&[Row]> {
    let mut parts = Vec::new();
    let (mut rest, mut at, mut edge) = (rows, 0, None);
    while let Some(row) = rest.get(at) {
        let is_head = |edge: i64| !has_figures(row) && row.iter().any(|chunk| !chunk.is_figure() && chunk.area.right > edge);
        if edge.is_some_and(is_head) {
            let (part, below) = rest.split_at(at);
            parts.push(part);
            (rest, at, edge) = (below, 0, None);
        } else if has_figures(row) {
            edge = row.iter().filter(|chunk| chunk.is_figure()).map(|chunk| chunk.area.left).chain(edge).min();
        }
        at += 1;
    }
    parts.push(rest);
    parts
}

/// Puts the regions of a table as tables into their pages, with one layout; where they have none, their lines go back.
/// `is_overleaf`: the page behind the last one begins with another table.
fn fill(chain: &[Region], pages: &mut [Page], is_overleaf: bool) {
    let Some(layout) = Layout::of(&chain.iter().collect::<Vec<_>>()) else {
        if let [region] = chain {
            let lines = region.rows.iter().map(|row| level_line(words_of(row)));
            pages.get_mut(region.page).into_iter().for_each(|page| page.lines.extend(lines.clone()));
        } else {
            chain.iter().for_each(|region| fill(slice::from_ref(region), pages, is_overleaf));
        }
        return;
    };
    let parted: Vec<Vec<Row>> = chain.iter().map(|region| region.rows.iter().map(|row| layout.parted(row)).collect()).collect();
    let stand = Stand::of(&parted, &layout);
    let is_whole = parted.iter().all(|rows| layout.is_labelled(rows, stand));
    for (at, (region, rows)) in chain.iter().zip(parted).enumerate() {
        let to_foot = at + 1 < chain.len() || !region.ends_page || !is_overleaf && begins_with_text(pages.get(region.page + 1));
        let blanks = Blanks { are_told: is_whole, from_top: at > 0, to_foot };
        if let Some(page) = pages.get_mut(region.page) {
            let number = page.number;
            let grid = Grid { rows: layout.grid(&layout.rows(&rows, stand, blanks), number), aligned: true };
            page.tables.push(Placed {
                page: number,
                area: area(&region.rows),
                grid,
                lanes: layout.borders(),
                ..Placed::default()
            });
        }
    }
}

/// Whether a page begins with words, and not with figures that may belong to the labels at the foot of the page before.
fn begins_with_text(page: Option<&Page>) -> bool {
    let Some(page) = page else { return true };
    let first = page.lines.iter().min_by_key(|line| line.area.top);
    let is_first = |line: &Line| page.tables.iter().all(|table| line.area.top < table.area.top);
    first.is_some_and(|line| is_first(line) && !chunks(line).iter().any(Chunk::is_figure))
}

fn words_of(row: &Row) -> Vec<Word> {
    row.iter().flat_map(|chunk| chunk.words.iter().cloned()).collect()
}

/// The words of a line, parted where the space between them is wide; about figures less is enough.
fn chunks(line: &Line) -> Row {
    line.words.chunk_by(stay_together).map(|words| level_line(words.to_vec())).collect()
}

fn stay_together(left: &Word, right: &Word) -> bool {
    let gap = right.area.left - left.area.right;
    match (is_figure(&left.text()), is_figure(&right.text())) {
        (true, true) => false,
        (false, false) => gap * 5 < right.size * 4,
        _ => gap * 20 < right.size * 7,
    }
}

/// Whether a text is a figure, or a mark in place of one.
pub(super) fn is_figure(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-' | '—' | '＋' | '+'))
}

/// Whether a row holds figures of a table: several things, and nothing but figures from the first figure on.
fn has_figures(row: &[Chunk]) -> bool {
    let labels = row.iter().take_while(|chunk| !chunk.is_figure()).count();
    row.len() > 1 && labels < row.len() && row.iter().skip(labels).all(Chunk::is_figure)
}

/// How many rows from the first on may be one table: up to its last row of figures, and labels behind it. `before` are its rows on
/// the page before, if it goes on from there.
fn reach(rows: &[Row], width: i64, before: Option<&[Row]>) -> usize {
    let mut reach = 0;
    let is_label = |at: usize| rows.get(at).is_some_and(|row| is_label(row, rows.slice(..at), before));
    if rows.first().is_none_or(|first| first.len() < 2) {
        return 0;
    }
    for (index, row) in rows.iter().enumerate() {
        if has_figures(row) {
            reach = index + 1;
        } else if index - reach >= MOST_BETWEEN || (parts_tables(row, rows.get(index + 1), width) && !is_label(index)) {
            break;
        }
    }
    let above = |reach: usize| rows.slice(reach.saturating_sub(MOST_BETWEEN)..reach);
    while reach > 0 && rows.get(reach).is_some_and(|row| is_tail(row, above(reach)) || is_torn(row, above(reach))) {
        reach += 1;
    }
    while reach > 0 && is_label(reach) {
        reach += 1;
    }
    // At the foot of a page stand labels whose figures are on the next one.
    let rest = rows.slice(reach..);
    let are_labels = rest.iter().all(|row| is_beside(row, above(reach)) && !parts_tables(row, None, width));
    if reach > 0 && rest.len() <= MOST_LEFT_OVER && are_labels { rows.len() } else { reach }
}

/// Whether a row is the next line of labels that began above: at the left of the figures, close below and without a number.
fn is_tail(row: &[Chunk], above: &[Row]) -> bool {
    let is_next = |chunk: &Chunk| {
        let under = |above: &&Chunk| above.area.left < chunk.area.right && chunk.area.left < above.area.right;
        let close = |above: &Chunk| (chunk.area.top - above.area.bottom) * 3 < chunk.size * 2;
        !is_numbered(&chunk.text) && above.iter().flatten().rfind(under).is_some_and(close)
    };
    is_beside(row, above) && row.iter().all(is_next)
}

/// Whether a row is a numbered label like those above, or on the page before: it begins where they do, and the number of a chapter
/// comes after theirs.
fn is_label(row: &[Chunk], above: &[Row], before: Option<&[Row]>) -> bool {
    let [only] = row else { return false };
    let text = &only.text;
    let is_like = |other: &&Chunk| {
        let (a, b) = (only, other);
        is_numbered(&b.text) && (a.area.left - b.area.left).abs() * 10 < a.size && (a.size - b.size).abs() * 20 < a.size
    };
    let is_here = above.iter().filter_map(|row| row.first()).any(|first| is_like(&first));
    let rows = before.unwrap_or_default().iter().chain(above);
    let others: Vec<&Chunk> = rows.filter_map(|row| row.first()).filter(is_like).collect();
    let last = others.iter().filter_map(|other| chapter(&other.text)).next_back();
    match (chapter(text), last) {
        (Some(own), Some(last)) => last < own,
        (Some(_), None) => is_here && before.is_some(),
        (None, _) => is_here && is_numbered(text) && is_beside(row, above),
    }
}

/// How many rows at the top of a page are the last ones of a table on the page before, blank behind their labels: headings begin to
/// count anew below them.
fn last_labels(rows: &[Row], before: &[Row]) -> usize {
    let is_label = |at: &usize| rows.get(*at).is_some_and(|row| is_label(row, rows.slice(..*at), Some(before)));
    let count = (0..rows.len()).take_while(is_label).count();
    let number = |row: &Row| row.first().and_then(|first| chapter(&first.text));
    let last = count.checked_sub(1).and_then(|last| rows.get(last)).and_then(number);
    let next = rows.iter().skip(count).find_map(number);
    if last.zip(next).is_some_and(|(last, next)| next <= last) { count } else { 0 }
}

/// Whether a row is what figures too long for their columns go on with: close under figures and not as many.
fn is_torn(row: &[Chunk], above: &[Row]) -> bool {
    let Some(figures) = above.iter().rfind(|row| has_figures(row)) else { return false };
    let is_under = |chunk: &Chunk| {
        let over = figures.iter().find(|over| over.area.left < chunk.area.right && chunk.area.left < over.area.right);
        over.is_some_and(|over| over.is_figure() && (chunk.area.top - over.area.bottom) * 5 < chunk.size * 3)
    };
    row.iter().all(|chunk| chunk.is_figure() && is_under(chunk))
}

/// Whether all of a row stands at the left of the figures above.
fn is_beside(row: &[Chunk], above: &[Row]) -> bool {
    let ends = above.iter().flatten().filter(|chunk| chunk.is_figure()).map(|chunk| chunk.area.left).min();
    ends.is_some_and(|left| row.iter().all(|chunk| chunk.area.right < left))
}

/// How many rows at the top of a page are lines of a label, whose figures stand beside them further down or on the page before.
fn left_over(rows: &[Row], width: i64, before: &[Row]) -> usize {
    let is_label = |at: usize, row: &Row| is_label(row, rows.slice(..at), Some(before));
    let is_rest = |(at, row): &(usize, &Row)| row.len() == 1 && (!parts_tables(row, None, width) || is_label(*at, row));
    let count = rows.iter().enumerate().take_while(is_rest).count();
    if count <= MOST_LEFT_OVER && rows.get(count).is_some_and(|next| next.len() > 1) { count } else { 0 }
}

/// Whether rows may be a table: two of figures, or a wide one, or one under as many heads.
fn is_table(region: &[Row]) -> bool {
    let is_counted = |chunk: &&Chunk| chunk.is_figure() && chunk.text.contains(|c: char| c.is_ascii_digit());
    let mut data = region.iter().filter(|row| has_figures(row));
    let wide = data.clone().any(|row| row.iter().filter(is_counted).count() > 2 || row.len() > MOST_MARKS);
    let heads = || region.iter().any(|row| row.len() > MOST_MARKS && !row.iter().any(Chunk::is_figure));
    wide || data.next().is_some() && (data.next().is_some() || heads())
}

/// Whether a row ends any table above it: a line of prose, or a heading.
fn parts_tables(row: &[Chunk], next: Option<&Row>, width: i64) -> bool {
    let [only] = row else { return false };
    let is_parted = only.words.windows(2).filter(is_gap_of_heads).count() > 2;
    let is_prose = only.area.width() * 5 > width * 3 && !is_parted;
    let is_heading = is_chapter(&only.text) && !next.is_some_and(|next| has_figures(next));
    is_prose || is_heading
}

/// Whether two words are apart as heads may be: narrow ones come closer to one another than columns do, but not as close as digits to
/// words.
fn is_gap_of_heads(pair: &&[Word]) -> bool {
    matches!(pair, [a, b] if (b.area.left - a.area.right) * 100 > b.size * 27)
}

#[cfg(test)]
mod tests;
