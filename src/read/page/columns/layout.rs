//! The columns of a table without lines: what stands under one another, narrow things first, makes a column. Rows of words in,
//! rows of cells out.

use super::{Area, Chunk, GridCell, Line, Origin, Region, Row, Stand, Word, has_figures, heads, is_numbered, labels, level_line};
use crate::read::page::{
    sides::{self, Holds, Strip},
    table::is_figure,
};

/// No table has more columns.
const MOST_COLUMNS: usize = 60;

/// No column is narrower than so many digits.
const FEWEST_DIGITS: usize = 3;

/// From where to where a column reaches.
type Lane = (i64, i64);

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Layout {
    /// Those of labels, then those of figures, from left to right.
    lanes: Vec<Lane>,
    /// How many of them are of labels.
    labels: usize,
    /// How many of the others hold figures; the rest have a head only.
    figures: usize,
    /// From where to where the figures reach, column by column.
    own: Vec<Lane>,
}

/// A row of the table that is made.
#[derive(Debug, Default)]
pub(super) struct Made {
    chunks: Vec<Line>,
    /// Whether it holds figures, so that what is missing is blank.
    data: bool,
    /// Whether all figures of this part of the table stand under one head, or it is that head.
    single: bool,
}

/// Whether labels without figures are those of rows with blanks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Blanks {
    /// Whether all figures of the table have their label.
    pub(super) are_told: bool,
    /// Whether the table began on the page before.
    pub(super) from_top: bool,
    /// Whether labels at the foot of the page have no figures on the next one.
    pub(super) to_foot: bool,
}

impl Layout {
    /// Infers the columns from all pieces of a table; none where none show, or two figures of a row stand in one.
    pub(super) fn of(regions: &[&Region]) -> Option<Layout> {
        let rows = || regions.iter().flat_map(|region| &region.rows);
        let data: Vec<&Row> = rows().filter(|row| has_figures(row)).collect();
        let mut figures: Vec<Lane> = Vec::new();
        gather(data.iter().copied().flatten().filter(|chunk| chunk.is_figure()).map(|chunk| chunk.area), &mut figures);
        let edge = figures.iter().map(|lane| lane.0).min()?;
        let beside = rows().filter(|row| row.iter().all(|chunk| chunk.is_figure() || chunk.area.right <= edge));
        // Where no row has a label, what stands at the left above the first figures is heads.
        let is_labelled = rows().skip_while(|row| !has_figures(row)).flat_map(|row| row.iter()).any(|chunk| !chunk.is_figure());
        let beside = beside.filter(|_| is_labelled).flat_map(texts);
        // Lines further down in a label over two columns may stand between those columns.
        let (first, other): (Vec<Text>, Vec<Text>) =
            beside.filter(|text| text.area.right <= edge).partition(|text| is_numbered(&text.words));
        let mut labels: Vec<Lane> = Vec::new();
        gather(first.iter().map(|text| text.area), &mut labels);
        let most = if labels.is_empty() { MOST_COLUMNS } else { labels.len() };
        gather_into(other.iter().map(|text| text.area), &mut labels, most);
        let count = figures.len();
        let last = labels.iter().map(|lane| lane.1).max().unwrap_or(i64::MIN);
        let mut headed = vec![false; count];
        for region in regions {
            head_columns(&region.rows, last, &labels, (&mut figures, &mut headed));
        }
        labels.sort_unstable();
        let holds = |at: usize| match headed.get(at) {
            Some(true) => Holds::Other,
            Some(false) => Holds::Figures,
            None => Holds::Heads,
        };
        let mut spans: Vec<Lane> = figures.iter().take(count).copied().collect();
        spans.sort_unstable();
        let own: Vec<Vec<Lane>> = figures
            .iter()
            .take(count)
            .map(|lane| {
                let figures = data.iter().copied().flatten().filter(|chunk| chunk.is_figure());
                let areas = figures.map(|chunk| (chunk.area.left, chunk.area.right));
                areas.filter(|area| lane.0 <= area.0 && area.1 <= lane.1).collect()
            })
            .collect();
        let side = sides::side(own.iter().map(Vec::as_slice));
        let strips = figures.iter().enumerate().map(|(at, lane)| Strip { lane: *lane, holds: holds(at) });
        let mut figures = sides::united(strips.collect(), side);
        // The head of the labels stands in the middle of their column, beyond the labels themselves.
        if let (Some(label), Some(first)) = (labels.last_mut(), figures.first().copied()) {
            let is_headed = headed_labels(regions, label);
            if figures.len() > 1 && first.1 < edge && !is_headed {
                label.1 = first.1;
                figures.remove(0);
            }
        }
        let (of_labels, lanes) = (labels.len(), [labels, figures].concat());
        let layout = Layout { lanes, labels: of_labels, figures: count, own: spans };
        let parts = data.iter().all(|row| layout.parts_figures(row));
        (parts && layout.lanes.len() <= MOST_COLUMNS).then_some(layout)
    }

    /// How many columns hold figures.
    pub(super) fn figures(&self) -> usize {
        self.figures
    }

    /// How many columns there are.
    pub(super) fn count(&self) -> usize {
        self.lanes.len()
    }

    /// Whether each figure of a row stands in a column of its own.
    fn parts_figures(&self, row: &Row) -> bool {
        let places: Vec<usize> = row.iter().filter(|chunk| chunk.is_figure()).map(|chunk| self.columns(&chunk.area).0).collect();
        places.is_sorted_by(|a, b| a < b)
    }

    /// Where columns begin, and where the last one ends.
    pub(super) fn borders(&self) -> Vec<i64> {
        let between = self.lanes.windows(2).filter_map(|pair| if let [a, b] = pair { Some((a.1 + b.0) / 2) } else { None });
        let first = self.lanes.first().map(|lane| lane.0);
        first.into_iter().chain(between).chain(self.lanes.last().map(|lane| lane.1)).collect()
    }

    /// A row with its words parted where columns meet, narrow as the space between them may be, and where one stands over another.
    pub(super) fn parted<'r>(&self, row: &'r Row) -> Row {
        let parts = |chunk: &'r Chunk| chunk.words.chunk_by(|last, word| !self.meet(last, word));
        row.iter().flat_map(parts).map(|words| level_line(words.to_vec())).collect()
    }

    /// Whether two columns meet between two words.
    fn meet(&self, left: &Word, right: &Word) -> bool {
        let is_over = (left.area.right - right.area.left) * 4 > right.size;
        let lanes = self.covered(&left.area).zip(self.covered(&right.area));
        is_over || lanes.is_some_and(|(left, right)| left.1 < right.0)
    }

    /// The first and the last column that an area stands in.
    fn covered(&self, area: &Area) -> Option<(usize, usize)> {
        let over = |(_, (left, right)): &(usize, &Lane)| *left < area.right && area.left < *right;
        let mut covered = self.lanes.iter().enumerate().filter(over).map(|(index, _)| index);
        let first = covered.next()?;
        Some((first, covered.next_back().unwrap_or(first)))
    }

    /// The columns that an area covers, or is next to: first and one past the last.
    pub(super) fn columns(&self, area: &Area) -> (usize, usize) {
        if let Some((first, last)) = self.covered(area) {
            return (first, last + 1);
        }
        let away = |(left, right): &Lane| (left - area.right).max(area.left - right);
        let nearest = self.lanes.iter().enumerate().min_by_key(|(_, lane)| away(lane)).map_or(0, |(index, _)| index);
        (nearest, nearest + 1)
    }

    /// Whether something stands among the labels, and in the last column of them.
    pub(super) fn label(&self, area: &Area) -> Option<bool> {
        let (_, end) = self.columns(area);
        (end <= self.labels).then_some(end == self.labels)
    }

    /// The rows of a page, with the pieces of broken heads and labels where they belong.
    pub(super) fn rows(&self, region: &[Row], stand: Stand, blanks: Blanks) -> Vec<Made> {
        let blocks = heads::blocks(region, self);
        let mut made = self.made(region, stand, &blocks);
        let top = || if blanks.from_top { Some(0) } else { made.iter().position(|row| row.data) };
        let first = blocks.first().map(|block| block.end).or_else(top).unwrap_or(0);
        let foot = made.iter().rposition(|row| row.data).filter(|_| !blanks.to_foot).unwrap_or(made.len());
        let has_numbers = made.iter().any(|row| row.data && self.first_label(row).is_some_and(|label| is_numbered(&label.text)));
        let may_be = |label: &Line| is_numbered(&label.text) || !has_numbers;
        // A label that is not in the last column of labels is that of a group, unless none of its rows follows.
        let mut is_group = false;
        let mut blank = vec![false; made.len()];
        for (row, blank) in made.iter().zip(&mut blank).rev() {
            let Some(label) = self.first_label(row) else { continue };
            let is_label = row.chunks.iter().all(|line| self.label(&line.area).is_some());
            *blank = !row.data && is_label && may_be(label) && (self.own_label(row).is_some() || !is_group);
            is_group = match self.own_label(row) {
                Some(label) => self.columns(&label.area).0 > 0,
                None => is_group && !row.data,
            };
        }
        let in_block = |at: usize| blocks.iter().any(|block| block.contains(&at));
        let begins = !blocks.is_empty() || !blanks.from_top;
        let between = self.between_labelled(&made, begins);
        for (at, ((row, blank), between)) in made.iter_mut().zip(blank).zip(between).enumerate().skip(first) {
            row.data |= blank && (blanks.are_told || between) && at < foot && !in_block(at);
        }
        for block in blocks.into_iter().rev() {
            let heads = heads::heads(region.get(block.clone()).unwrap_or_default(), self);
            let single = made.get(block.clone()).and_then(<[Made]>::last).is_some_and(|last| last.single);
            let last = heads.len() - 1;
            let rows = heads.into_iter().enumerate();
            made.splice(block, rows.map(|(at, chunks)| Made { chunks, data: false, single: single && at == last }));
        }
        made.retain(|row| !row.chunks.is_empty());
        made
    }

    /// Whether each row of figures has a label.
    pub(super) fn is_labelled(&self, region: &[Row], stand: Stand) -> bool {
        let made = self.made(region, stand, &heads::blocks(region, self));
        let rows: Vec<&Made> = made.iter().filter(|row| !row.chunks.is_empty()).collect();
        self.labels > 0 && !self.labelled(&rows).contains(&false)
    }

    /// Of each row, whether it has a number and stands between two rows of figures that have their labels, or between the heads
    /// where the table `begins` with them and such a row: then no figures of other rows are its own.
    fn between_labelled(&self, made: &[Made], begins: bool) -> Vec<bool> {
        let rows: Vec<&Made> = made.iter().collect();
        let is_labelled: Vec<bool> = self.labelled(&rows);
        let of_figures = |at: &usize| made.get(*at).is_some_and(|row| row.data && !row.chunks.is_empty());
        let has_label = |at: usize| is_labelled.get(at) == Some(&true);
        let is_between = |(at, row): (usize, &Made)| {
            let (above, below) = ((0..at).rfind(of_figures), (at + 1..made.len()).find(of_figures));
            let is_numbered = self.first_label(row).is_some_and(|label| is_numbered(&label.text));
            is_numbered && above.map_or(begins, has_label) && below.is_some_and(has_label)
        };
        made.iter().enumerate().map(is_between).collect()
    }

    /// Of each row, whether the figures in it have a label: in the last column of labels, unless it is one over all of them.
    fn labelled(&self, rows: &[&Made]) -> Vec<bool> {
        // A label without figures beside those of the row might be theirs.
        let is_inside = |row: &&Made, figures: Option<Area>| {
            let label = |line: &&Line| self.label(&line.area) == Some(true) && self.columns(&line.area).0 > 0;
            let is_beside = |line: &Line| figures.is_none_or(|area| line.area.top < area.bottom && area.top < line.area.bottom);
            !row.data && row.chunks.iter().filter(label).any(is_beside)
        };
        let figures = |row: &Made| {
            let of_row = row.chunks.iter().filter(|line| self.label(&line.area).is_none());
            of_row.map(|line| line.area).reduce(|a, b| a.with(&b))
        };
        let is_numbered_at = |row: &&Made| self.first_label(row).is_some_and(|label| is_numbered(&label.text));
        let has_numbers = rows.iter().any(|row| row.data && is_numbered_at(row));
        let is_labelled = |(at, row): (usize, &&Made)| {
            let beside = [at.checked_sub(1).and_then(|above| rows.get(above)), rows.get(at + 1)];
            let figures = figures(row);
            let is_over_all = is_numbered_at(row) && !beside.into_iter().flatten().any(|row| is_inside(row, figures));
            // One without a number, where others have one, is the rest of a label.
            !row.data || (self.own_label(row).is_some() && (is_numbered_at(row) || !has_numbers)) || is_over_all
        };
        rows.iter().enumerate().map(is_labelled).collect()
    }

    /// What stands first in a row, if it is a label.
    fn first_label<'m>(&self, row: &'m Made) -> Option<&'m Line> {
        row.chunks.iter().filter(|line| self.label(&line.area).is_some()).min_by_key(|line| (line.area.top, line.area.left))
    }

    /// What begins in the last column of labels, or reaches it.
    fn own_label<'m>(&self, row: &'m Made) -> Option<&'m Line> {
        row.chunks.iter().filter(|line| self.label(&line.area) == Some(true)).min_by_key(|line| line.area.top)
    }

    /// The rows of a page, row by row of text, without those that are heads.
    fn made(&self, region: &[Row], stand: Stand, blocks: &[std::ops::Range<usize>]) -> Vec<Made> {
        let homes = labels::homes(region, self, stand);
        let mut made = self.empty(region);
        let in_block = |at: &usize| blocks.iter().any(|block| block.contains(at));
        for (_, (row, homes)) in region.iter().zip(homes).enumerate().filter(|(at, _)| !in_block(at)) {
            for (chunk, home) in row.iter().zip(homes) {
                if let Some(made) = made.get_mut(home) {
                    made.chunks.push(chunk.clone());
                }
            }
        }
        made
    }

    /// The rows to be filled.
    fn empty(&self, region: &[Row]) -> Vec<Made> {
        let edge = self.lanes.get(self.labels).map_or(i64::MAX, |first| first.0);
        let beyond = |row: &Row| row.iter().filter(|chunk| chunk.area.right > edge).count();
        let mut made = Vec::with_capacity(region.len());
        let mut single = false;
        for (at, row) in region.iter().enumerate() {
            let data = has_figures(row);
            if !data && row.len() > 1 {
                let below = region.iter().skip(at).skip_while(|row| !has_figures(row));
                let mut below =
                    below.take_while(|row| has_figures(row) || row.len() < 2).filter(|row| has_figures(row)).peekable();
                single = beyond(row) == 1 && below.peek().is_some() && below.all(|row| beyond(row) == 1);
            }
            made.push(Made { chunks: Vec::new(), data, single: single && row.len() > 1 && beyond(row) == 1 });
        }
        made
    }

    /// The rows of a table, with heads over other heads as wide as those.
    pub(super) fn grid(&self, rows: &[Made], page: u32) -> Vec<Vec<GridCell>> {
        let mut grid: Vec<Vec<GridCell>> = rows.iter().map(|row| self.cells(row, page)).collect();
        let mut heads: Vec<Option<Lane>> = vec![None; self.lanes.len()];
        for (made, row) in rows.iter().zip(&mut grid).rev() {
            if made.data {
                heads.fill(None);
                continue;
            }
            self.widen(row, made, &heads);
            for area in made.chunks.iter().map(|line| &line.area) {
                let (first, end) = self.columns(area);
                for (head, lane) in heads.iter_mut().zip(&self.lanes).take(end).skip(first) {
                    let own = if end - first == 1 { (area.left, area.right) } else { *lane };
                    *head = Some(head.map_or(own, |head| (head.0.min(own.0), head.1.max(own.1))));
                }
            }
        }
        grid
    }

    /// Heads that stand in the middle over those of their group reach over all of it.
    fn widen(&self, row: &mut [GridCell], made: &Made, heads: &[Option<Lane>]) {
        let is_group = |cell: &GridCell| {
            let below = heads.get(cell.column as usize..cell.end() as usize);
            cell.column as usize >= self.labels && below.is_some_and(|below| below.iter().all(Option::is_some))
        };
        let is_alone = row.iter().filter(|cell| is_group(cell)).count() < 2;
        let mut right = self.lanes.len();
        let mut wide: Vec<(usize, usize, usize)> = Vec::new();
        for (at, cell) in row.iter().enumerate().rev().take_while(|(_, cell)| is_group(cell)) {
            let left = at.checked_sub(1).and_then(|before| row.get(before)).map_or(0, |before| before.end() as usize);
            let areas = made.chunks.iter().map(|line| line.area).filter(|area| self.columns(area).0 == cell.column as usize);
            let Some(middle) = areas.reduce(|a, b| a.with(&b)).map(|area| area.middle().0) else { return };
            let free = |lane: &usize| heads.get(*lane).is_some_and(Option::is_some);
            let (first, end) = (cell.column as usize, cell.end() as usize);
            let first = (left.max(self.labels)..first).rev().take_while(free).last().unwrap_or(first);
            let end = (end..right).take_while(free).last().map_or(end, |last| last + 1);
            // Side by side up to the last column, or else they do not stand in the middle.
            let Some((from, to)) = centred((first, end), cell, (heads, middle)).filter(|(_, to)| *to == right) else { return };
            wide.push((at, from, to));
            right = from;
        }
        if is_alone && right > self.labels {
            return;
        }
        for (at, from, to) in wide {
            if let Some(cell) = row.get_mut(at) {
                (cell.column, cell.columns) = (u32::try_from(from).unwrap_or(0), u32::try_from(to - from).unwrap_or(1));
            }
        }
    }

    fn cells(&self, row: &Made, page: u32) -> Vec<GridCell> {
        let count = self.lanes.len();
        let mut cells: Vec<Option<GridCell>> = vec![None; count];
        let mut areas: Vec<Area> = vec![Area::default(); count];
        let mut last: Vec<Option<&Line>> = vec![None; count];
        let mut chunks: Vec<&Line> = row.chunks.iter().collect();
        chunks.sort_by_key(|line| (line.area.top, line.area.left));
        for line in chunks {
            let (first, end) = match self.columns(&line.area) {
                (first, _) if row.single && first >= self.labels => (self.labels, count),
                covered => covered,
            };
            let place = if first < self.labels { label_place(&cells, &areas, (first, end), &line.area) } else { first };
            if let Some(area) = areas.get_mut(place) {
                *area = if cells.get(place).is_some_and(Option::is_some) { area.with(&line.area) } else { line.area };
            }
            match cells.get_mut(place) {
                Some(Some(cell)) => {
                    let goes_on = last.get(place).copied().flatten().is_some_and(|above| self.goes_on(above, line));
                    cell.text.push_str(if goes_on { "" } else { "\n" });
                    cell.text.push_str(&line.text);
                    cell.columns = cell.columns.max(u32::try_from(end.saturating_sub(place)).unwrap_or(1));
                }
                Some(free) => {
                    let cell = GridCell::single(line.text.clone(), place, Origin::Page(page));
                    *free = Some(GridCell { columns: u32::try_from(end - place).unwrap_or(1), ..cell });
                }
                None => {}
            }
            last.get_mut(place).into_iter().for_each(|last| *last = Some(line));
        }
        if row.data && !row.single {
            for (column, cell) in cells.iter_mut().enumerate().skip(self.labels) {
                cell.get_or_insert_with(|| GridCell::single("", column, Origin::Page(page)));
            }
        }
        beside_one_another(cells.into_iter().flatten().collect())
    }

    /// Whether a figure goes on in the line below: it is long, no other one of its column is longer, and the next column is so near
    /// that there is no room for one more digit.
    pub(super) fn goes_on(&self, above: &Line, below: &Line) -> bool {
        let Some(at) = self.own.iter().position(|own| own.0 <= above.area.left && above.area.right <= own.1) else {
            return false;
        };
        let width = |(left, right): &Lane| right - left;
        let is_longest = self.own.get(at).is_some_and(|own| above.area.width() * 20 > width(own) * 19);
        let middle = |at: usize| self.own.get(at).map(|(left, right)| (left + right) / 2);
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(middle);
        let room = middle(at).and_then(|own| beside.map(|other| (other - own).abs()).min());
        let are_figures = is_digits(&above.text) && is_digits(&below.text) && below.area.width() <= above.area.width();
        are_figures && above.text.len() >= FEWEST_DIGITS && is_longest && room.is_some_and(|room| above.fills(room))
    }
}

/// Whether a text is a figure, or a part of one.
fn is_digits(text: &str) -> bool {
    !text.is_empty() && is_figure(text)
}

/// The most columns from the first to the end that hold those of a cell, and whose heads have their middle where the cell has it.
fn centred((first, end): (usize, usize), cell: &GridCell, (heads, middle): (&[Option<Lane>], i64)) -> Option<(usize, usize)> {
    let ranges = (first..=cell.column as usize).flat_map(|from| (cell.end() as usize..=end).map(move |to| (from, to)));
    let is_centred = |(from, to): &(usize, usize)| {
        let Some([Some(one), .., Some(other)]) = heads.get(*from..*to) else { return false };
        let away = (one.0 + other.1) / 2 - middle;
        away.abs() * 5 * i64::try_from(to - from).unwrap_or(1) < other.1 - one.0
    };
    ranges.filter(is_centred).max_by_key(|(from, to)| to - from)
}

/// The column in which a line of a label is written: that of the lines that it stands under, or else its first one that is free.
fn label_place(cells: &[Option<GridCell>], areas: &[Area], (first, end): (usize, usize), line: &Area) -> usize {
    let is_under = |(cell, area): (&Option<GridCell>, &Area)| cell.is_some() && area.left < line.right && line.left < area.right;
    let above = cells.iter().zip(areas).position(is_under);
    let free = || (first..end).find(|place| cells.get(*place).is_some_and(Option::is_none));
    above.or_else(free).unwrap_or(first)
}

/// Words that nothing sets apart.
struct Text {
    area: Area,
    words: String,
}

/// The texts of a row.
fn texts(row: &Row) -> Vec<Text> {
    let words: Vec<&Word> = row.iter().filter(|chunk| !chunk.is_figure()).flat_map(|chunk| &chunk.words).collect();
    let text = |words: &[&Word]| {
        let area = words.iter().map(|word| word.area).reduce(|area, other| area.with(&other))?;
        Some(Text { area, words: words.iter().map(|word| word.text()).collect() })
    };
    words.chunk_by(|last, word| !last.ends_before(word)).filter_map(text).collect()
}

/// Adds areas to the columns that they stand in, the narrowest first; what covers two is in none.
fn gather(areas: impl Iterator<Item = Area>, columns: &mut Vec<Lane>) {
    gather_into(areas, columns, MOST_COLUMNS);
}

/// The same, with no more columns than so many.
fn gather_into(areas: impl Iterator<Item = Area>, columns: &mut Vec<Lane>, most: usize) {
    let mut areas: Vec<Area> = areas.collect();
    areas.sort_by_key(|area| (area.width(), area.left, area.top));
    for area in areas {
        let is_full = columns.len() >= most;
        let mut covered = columns.iter_mut().filter(|(left, right)| *left < area.right && area.left < *right);
        match (covered.next(), covered.next()) {
            (None, _) if !is_full => columns.push((area.left, area.right)),
            (Some(column), None) => *column = (column.0.min(area.left), column.1.max(area.right)),
            _ => {}
        }
    }
}

/// Adds the columns that have heads but no figures: what stands in a row of heads over no column and no other head. Marks those of
/// figures that have a head.
fn head_columns(rows: &[Row], last_label: i64, labels: &[Lane], (figures, headed): (&mut Vec<Lane>, &mut [bool])) {
    let meets = |lane: &Lane, area: &Area| lane.0 < area.right && area.left < lane.1;
    let of_heads = |row: &Row| -> Vec<Area> {
        let texts = if has_figures(row) { Vec::new() } else { texts(row) };
        texts.into_iter().map(|text| text.area).filter(|area| area.left > last_label).collect()
    };
    let is_wide = |row: Option<&Row>, area: &Area| {
        let beside = |other: &Area| other.top < area.bottom && area.top < other.bottom && other != area;
        row.is_some_and(|row| of_heads(row).iter().any(beside))
    };
    let is_one = figures.len() == 1;
    let mut below: Vec<Area> = Vec::new();
    for (at, row) in rows.iter().enumerate().rev() {
        if has_figures(row) {
            below.clear();
            continue;
        }
        for area in of_heads(row) {
            let near = [at.checked_sub(1).and_then(|above| rows.get(above)), Some(row), rows.get(at + 1)];
            let is_lone = !near.into_iter().any(|row| is_wide(row, &area));
            if below.iter().any(|other| meets(&(other.left, other.right), &area)) || (is_lone && !is_one) {
                continue;
            }
            let is_free = !figures.iter().chain(labels).any(|lane| meets(lane, &area));
            if is_free && (row.len() > 1 || !is_lone) && figures.len() < MOST_COLUMNS {
                figures.push((area.left, area.right));
            }
            let under = figures.iter().zip(headed.iter_mut()).filter(|(lane, _)| meets(lane, &area));
            under.for_each(|(_, headed)| *headed = true);
        }
        below.extend(texts(row).into_iter().map(|text| text.area));
    }
}

/// Whether something stands over a column of labels in a row of heads.
fn headed_labels(regions: &[&Region], label: &Lane) -> bool {
    let is_over = |chunk: &Chunk| label.0 < chunk.area.right && chunk.area.left < label.1;
    let heads = |region: &&Region| {
        let rows = region.rows.iter().take_while(|row| !has_figures(row)).filter(|row| row.len() > 1);
        rows.flatten().any(is_over)
    };
    regions.iter().any(heads)
}

/// Cells as far as the next one begins.
fn beside_one_another(mut cells: Vec<GridCell>) -> Vec<GridCell> {
    let mut next = u32::MAX;
    for cell in cells.iter_mut().rev() {
        cell.columns = cell.columns.min(next.saturating_sub(cell.column)).max(1);
        cell.text = cell.text.trim().to_owned();
        next = cell.column;
    }
    cells
}
