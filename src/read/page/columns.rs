//! Tables without ruling lines: rows of figures that stand under one another. The figures make the columns; words at their left
//! are labels, words above them heads. What is no such table stays what it was.

mod labels;

pub(super) use labels::{is_chapter, is_numbered};

use super::{
    measure::Area,
    table::Placed,
    words::{Line, Word, level_line},
};
use crate::{
    read::document::{Grid, GridCell},
    report::Origin,
};

/// How many rows without figures may stand between two that belong to one table.
const MOST_BETWEEN: usize = 10;

/// Words that stand together in a row.
#[derive(Clone, Debug)]
struct Chunk {
    line: Line,
}

impl Chunk {
    fn is_figure(&self) -> bool {
        is_figure(&self.line.text)
    }

    fn area(&self) -> &Area {
        &self.line.area
    }
}

/// Chunks beside one another.
type Row = Vec<Chunk>;

/// The tables among these lines, and the lines that are in none.
pub(super) fn tables(lines: Vec<Line>, page: u32, width: i64) -> (Vec<Placed>, Vec<Line>) {
    let rows: Vec<Row> = lines.iter().map(chunks).collect();
    let mut lines = lines.into_iter();
    let (mut placed, mut outside) = (Vec::new(), Vec::new());
    let mut rest = rows.as_slice();
    while !rest.is_empty() {
        let (region, below) = rest.split_at_checked(reach(rest, width)).unwrap_or((rest, &[]));
        if let Some(table) = table(region, page) {
            lines.by_ref().take(region.len()).for_each(drop);
            placed.push(table);
            rest = below;
        } else {
            outside.extend(lines.next());
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    (placed, outside)
}

/// The words of a line, parted where the space between them is wide; about figures less is enough.
fn chunks(line: &Line) -> Row {
    let mut parts: Vec<Vec<Word>> = Vec::new();
    for word in &line.words {
        match parts.last_mut() {
            Some(part) if part.last().is_some_and(|last| stay_together(last, word)) => part.push(word.clone()),
            _ => parts.push(vec![word.clone()]),
        }
    }
    parts.into_iter().map(|words| Chunk { line: level_line(words) }).collect()
}

fn stay_together(left: &Word, right: &Word) -> bool {
    let gap = right.area.left - left.area.right;
    match (is_figure(&left.text()), is_figure(&right.text())) {
        (true, true) => false,
        (false, false) => gap * 5 < right.size * 4,
        _ => gap * 20 < right.size * 7,
    }
}

fn is_figure(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-' | '—' | '＋' | '+'))
}

/// Whether a row holds figures of a table: several things, and nothing but figures from the first figure on.
fn has_figures(row: &[Chunk]) -> bool {
    let labels = row.iter().take_while(|chunk| !chunk.is_figure()).count();
    row.len() > 1 && labels < row.len() && row.iter().skip(labels).all(Chunk::is_figure)
}

/// How many rows from the first on may be one table: up to its last row of figures.
fn reach(rows: &[Row], width: i64) -> usize {
    let mut reach = 0;
    if rows.first().is_none_or(|first| first.len() < 2) {
        return 0;
    }
    for (index, row) in rows.iter().enumerate() {
        if has_figures(row) {
            reach = index + 1;
        } else if index - reach >= MOST_BETWEEN || parts_tables(row, rows.get(index + 1), width) {
            break;
        }
    }
    while reach > 0
        && rows.get(reach).is_some_and(|row| is_tail(row, rows.get(reach.saturating_sub(3)..reach).unwrap_or_default()))
    {
        reach += 1;
    }
    reach
}

/// Whether a row is the last line of a label that began above: alone, close below and under it, without a number.
fn is_tail(row: &[Chunk], above: &[Row]) -> bool {
    let [only] = row else { return false };
    let under = |chunk: &&Chunk| (chunk.area().left - only.area().left).abs() < only.line.size;
    let close = |chunk: &Chunk| (only.area().top - chunk.area().bottom) * 3 < only.line.size * 2;
    !is_numbered(&only.line.text) && above.iter().flatten().rfind(under).is_some_and(close)
}

/// Whether a row ends any table above it: a line of prose, or a heading.
fn parts_tables(row: &[Chunk], next: Option<&Row>, width: i64) -> bool {
    let [only] = row else { return false };
    let is_prose = only.area().width() * 5 > width * 3;
    let is_heading = is_chapter(&only.line.text) && !next.is_some_and(|next| has_figures(next));
    is_prose || is_heading
}

fn table(region: &[Row], page: u32) -> Option<Placed> {
    let data: Vec<&Row> = region.iter().filter(|row| has_figures(row)).collect();
    let is_counted = |chunk: &&Chunk| chunk.is_figure() && chunk.line.text.contains(|c: char| c.is_ascii_digit());
    let wide = data.iter().any(|row| row.iter().filter(is_counted).count() > 2);
    if data.len() < 2 && !wide {
        return None;
    }
    let layout = Layout::of(&data);
    let region: Vec<Row> = region.iter().map(|row| layout.parted(row)).collect();
    let area = region.iter().flatten().map(|chunk| *chunk.area()).reduce(|a, b| a.with(&b))?;
    let rows = layout.rows(&region).iter().map(|row| layout.cells(row, page)).collect();
    Some(Placed { page, area, grid: Grid { rows, aligned: true }, ..Placed::default() })
}

/// The columns of a table.
#[derive(Debug)]
struct Layout {
    /// Where labels begin.
    labels: Vec<i64>,
    /// From where to where figures reach.
    figures: Vec<(i64, i64)>,
}

/// A row of the table that is made.
#[derive(Debug, Default)]
struct Made {
    chunks: Vec<Line>,
    /// Whether it holds figures, so that what is missing is blank.
    data: bool,
    /// Whether all figures of this part of the table stand under one head, or it is that head.
    single: bool,
}

impl Layout {
    fn of(data: &[&Row]) -> Layout {
        let mut spans: Vec<(i64, i64)> = data
            .iter()
            .copied()
            .flatten()
            .filter(|chunk| chunk.is_figure())
            .map(|chunk| (chunk.area().left, chunk.area().right))
            .collect();
        spans.sort_unstable();
        let mut figures: Vec<(i64, i64)> = Vec::new();
        for (left, right) in spans {
            match figures.last_mut() {
                Some(last) if left <= last.1 => last.1 = last.1.max(right),
                _ => figures.push((left, right)),
            }
        }
        let edge = figures.first().map_or(i64::MAX, |first| first.0);
        let beside = data.iter().copied().flatten().filter(|chunk| chunk.area().middle().0 < edge);
        let mut labels: Vec<(i64, i64)> = beside.map(|chunk| (chunk.area().left, chunk.line.size)).collect();
        labels.sort_unstable();
        labels.dedup_by(|next, last| next.0 - last.0 < last.1);
        Layout { labels: labels.into_iter().map(|(left, _)| left).collect(), figures }
    }

    /// A row with its words parted where columns meet, narrow as the space between them may be.
    fn parted(&self, row: &Row) -> Row {
        let mut parts: Vec<Vec<Word>> = Vec::new();
        for chunk in row {
            let mut last: Option<&Word> = None;
            for word in &chunk.line.words {
                match parts.last_mut() {
                    Some(part) if last.is_some_and(|last| !self.meet(last, word)) => part.push(word.clone()),
                    _ => parts.push(vec![word.clone()]),
                }
                last = Some(word);
            }
        }
        parts.into_iter().map(|words| Chunk { line: level_line(words) }).collect()
    }

    /// Whether two columns meet between two words.
    fn meet(&self, left: &Word, right: &Word) -> bool {
        let apart = (right.area.left - left.area.right) * 4 > right.size;
        let begins = self.labels.iter().any(|label| (label - right.area.left).abs() * 4 < right.size);
        let over = |word: &Word| self.figures.iter().rposition(|(from, to)| *from < word.area.right && word.area.left < *to);
        let under = |word: &Word| self.figures.iter().position(|(from, to)| *from < word.area.right && word.area.left < *to);
        let heads = over(left).is_some_and(|left| under(right).is_some_and(|right| left < right));
        apart && (begins || heads)
    }

    /// The rows of the region, with the pieces of broken labels where they belong.
    fn rows(&self, region: &[Row]) -> Vec<Made> {
        let homes = labels::homes(region, self);
        let mut made = self.empty(region);
        for (row, homes) in region.iter().zip(homes) {
            for (chunk, home) in row.iter().zip(homes) {
                if let Some(made) = made.get_mut(home) {
                    made.chunks.push(chunk.line.clone());
                }
            }
        }
        made.retain(|row| !row.chunks.is_empty());
        made
    }

    /// The rows to be filled.
    fn empty(&self, region: &[Row]) -> Vec<Made> {
        let edge = self.figures.first().map_or(i64::MAX, |first| first.0);
        let beyond = |row: &Row| row.iter().filter(|chunk| chunk.area().right > edge).count();
        let mut made = Vec::with_capacity(region.len());
        let mut single = false;
        for (at, row) in region.iter().enumerate() {
            let data = has_figures(row);
            if !data && row.len() > 1 {
                let below = region.iter().skip(at).find(|row| has_figures(row));
                single = beyond(row) == 1 && below.is_some_and(|row| beyond(row) == 1);
            }
            made.push(Made { chunks: Vec::new(), data, single: single && row.len() > 1 && beyond(row) == 1 });
        }
        made
    }

    /// The label column that begins where a chunk begins.
    fn label_column(&self, area: &Area, size: i64) -> Option<usize> {
        let edge = self.figures.first().map_or(i64::MAX, |first| first.0);
        let begins = self.labels.iter().position(|left| (left - area.left).abs() < size);
        begins.filter(|_| area.middle().0 < edge)
    }

    /// The columns that a chunk covers: first and one past the last.
    fn columns(&self, line: &Line) -> (usize, usize) {
        let area = &line.area;
        let above = |(_, (left, right)): &(usize, &(i64, i64))| *left < area.right && area.left < *right;
        let mut covered = self.figures.iter().enumerate().filter(above).map(|(index, _)| index);
        let count = self.labels.len();
        match (covered.next(), self.label_column(area, line.size)) {
            (Some(first), _) => (count + first, count + covered.next_back().unwrap_or(first) + 1),
            (None, Some(label)) => (label, label + 1),
            (None, None) => self.nearest(area.middle().0),
        }
    }

    fn nearest(&self, x: i64) -> (usize, usize) {
        let edge = self.figures.first().map_or(i64::MAX, |first| first.0);
        if x < edge && !self.labels.is_empty() {
            return (0, self.labels.len());
        }
        let away = |(left, right): &(i64, i64)| ((left + right) / 2 - x).abs();
        let nearest = self.figures.iter().enumerate().min_by_key(|(_, span)| away(span)).map_or(0, |(index, _)| index);
        (self.labels.len() + nearest, self.labels.len() + nearest + 1)
    }

    fn cells(&self, row: &Made, page: u32) -> Vec<GridCell> {
        let count = self.labels.len() + self.figures.len();
        let mut cells: Vec<Option<GridCell>> = vec![None; count];
        for line in &row.chunks {
            let (first, end) = match self.columns(line) {
                (first, _) if row.single && first >= self.labels.len() => (self.labels.len(), count),
                covered => covered,
            };
            match cells.get_mut(first) {
                Some(Some(cell)) => {
                    cell.text.push('\n');
                    cell.text.push_str(&line.text);
                }
                Some(free) => {
                    let cell = GridCell::single(line.text.clone(), first, Origin::Page(page));
                    *free = Some(GridCell { columns: u32::try_from(end - first).unwrap_or(1), ..cell });
                }
                None => {}
            }
        }
        if row.data && !row.single {
            for (column, cell) in cells.iter_mut().enumerate().skip(self.labels.len()) {
                cell.get_or_insert_with(|| GridCell::single("", column, Origin::Page(page)));
            }
        }
        beside_one_another(cells.into_iter().flatten().collect())
    }
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

#[cfg(test)]
mod tests {
    use super::{
        super::words::{lines, tests::glyph, words},
        *,
    };

    /// A page of words: each at its place, in points.
    fn read(placed: &[(&str, i64, i64)]) -> (Vec<Vec<(String, u32)>>, Vec<String>) {
        let glyphs = placed.iter().zip(0..).map(|((text, x, y), string)| glyph(text, *x, *y, string)).collect();
        let (tables, outside) = tables(lines(words(glyphs, &[])), 1, 500_000);
        let row = |row: Vec<GridCell>| row.into_iter().map(|cell| (cell.text, cell.column)).collect();
        let rows = tables.into_iter().flat_map(|table| table.grid.rows).map(row).collect();
        (rows, outside.into_iter().map(|line| line.text).collect())
    }

    fn cells(row: &[(&str, u32)]) -> Vec<(String, u32)> {
        row.iter().map(|(text, column)| ((*text).to_owned(), *column)).collect()
    }

    #[test]
    fn figures_under_one_another_are_a_table() {
        let (rows, outside) = read(&[
            ("二、情况", 0, 20),
            ("内容", 0, 40),
            ("制发", 100, 40),
            ("废止", 200, 40),
            ("1.规章", 0, 60),
            ("3", 103, 60),
            ("12", 200, 60),
            ("2.很长的标签折成", 0, 80),
            ("0", 103, 85),
            ("7", 203, 85),
            ("两行", 0, 90),
        ]);
        assert_eq!(outside, ["二、情况"]);
        assert_eq!(
            rows,
            [
                cells(&[("内容", 0), ("制发", 1), ("废止", 2)]),
                cells(&[("1.规章", 0), ("3", 1), ("12", 2)]),
                cells(&[("2.很长的标签折成\n两行", 0), ("0", 1), ("7", 2)]),
            ]
        );
    }

    #[test]
    fn prose_is_no_table() {
        let (rows, outside) = read(&[("全年收到申请", 0, 20), ("21", 32, 20), ("件，办结", 44, 20), ("落款", 300, 60)]);
        assert_eq!((rows.len(), outside.len()), (0, 2));
    }
}
