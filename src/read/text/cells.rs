//! A run of lines that hold cells, into a grid.

use super::lines::{Line, Shape};
use crate::{
    chinese::numeral,
    read::{
        document::{Grid, GridCell},
        normalise::squeezed,
    },
    report::{Origin, Value},
    slice::Slice,
    source::Span,
    template::{Kind, Measure, money_exponent},
};

/// The grid that begins with the first line, and how many lines it takes.
pub(super) fn grid(lines: &[Line<'_>]) -> Option<(usize, Grid)> {
    match lines.first()?.shape {
        Shape::Cell => Some(one_a_line(lines)),
        Shape::Tabbed => Some(rows(lines, Shape::Tabbed, tabbed)),
        Shape::Barred => Some(rows(lines, Shape::Barred, barred)),
        Shape::Blank | Shape::Words => None,
    }
}

/// Rows of one line each; blank lines between them mean nothing.
fn rows(lines: &[Line<'_>], shape: Shape, cells: impl Fn(&Line<'_>) -> Vec<GridCell>) -> (usize, Grid) {
    let in_run = lines.iter().take_while(|line| line.shape == shape || line.shape == Shape::Blank).count();
    let run = lines.slice(..in_run);
    let used = run.iter().rposition(|line| line.shape == shape).map_or(1, |last| last + 1);
    let rows = run.iter().take(used).filter(|line| line.shape == shape).map(cells).filter(|row| !row.is_empty());
    (used, Grid { rows: rows.collect(), aligned: true })
}

fn tabbed(line: &Line<'_>) -> Vec<GridCell> {
    line.text.split('\t').enumerate().map(|(at, part)| cell(line, part, at)).collect()
}

/// `| 规章 | 0 | 0 |`; the line that draws a rule under the head holds no cells.
fn barred(line: &Line<'_>) -> Vec<GridCell> {
    const BARS: [char; 4] = ['|', '｜', '│', '┃'];
    let text = line.text.trim();
    let text = text.strip_prefix(BARS).unwrap_or(text);
    let text = text.strip_suffix(BARS).unwrap_or(text);
    let is_rule = |part: &str| part.trim().len() > 1 && part.trim().chars().all(|c| matches!(c, '-' | ':' | '='));
    if text.split(BARS).all(is_rule) {
        return Vec::new();
    }
    text.split(BARS).enumerate().map(|(at, part)| cell(line, part, at)).collect()
}

fn cell(line: &Line<'_>, part: &str, column: usize) -> GridCell {
    GridCell::single(part.trim(), column, Origin::Text(line.span_of(part)))
}

/// One cell a line, rows parted by blank lines; a label may be broken over lines, the later ones without a tab.
fn one_a_line(lines: &[Line<'_>]) -> (usize, Grid) {
    let mut grid = Grid { rows: vec![Vec::new()], aligned: false };
    let mut at = 0usize;
    let mut used = 0usize;
    while let Some(line) = lines.get(at) {
        let taken = match line.shape {
            Shape::Cell => {
                push(&mut grid, line);
                1
            }
            Shape::Blank | Shape::Words => match goes_on(lines.slice(at..), last_text(&grid)) {
                Some(Next::Row(blank)) => {
                    grid.rows.push(Vec::new());
                    blank
                }
                Some(Next::Words(taken)) => {
                    lengthen(&mut grid, lines.slice(at..at + taken));
                    taken
                }
                None => break,
            },
            Shape::Tabbed | Shape::Barred => break,
        };
        at += taken;
        used = at;
    }
    (used.max(1), grid)
}

fn push(grid: &mut Grid, line: &Line<'_>) {
    if let Some(row) = grid.rows.last_mut() {
        row.push(cell(line, line.text, row.len()));
    }
}

fn last_text(grid: &Grid) -> &str {
    grid.rows.last().and_then(|row| row.last()).map_or("", |cell| cell.text.as_str())
}

/// How a grid goes on after its last cell.
enum Next {
    /// That many blank lines, then a row.
    Row(usize),
    /// That many lines, which go on with the text of the last cell.
    Words(usize),
}

/// A label goes on over so many lines at most,
const MAX_BROKEN: usize = 6;

/// or over more of them, down to a letter a line, if it is no longer than labels of forms are.
const MAX_LABEL: usize = 60;

/// What the lines behind a cell are: blank lines and then a cell begin a row; words with a cell behind them go on with the cell,
/// if it holds words too (or they are a unit behind a figure), and they are no heading.
fn goes_on(lines: &[Line<'_>], last: &str) -> Option<Next> {
    let next = lines.iter().position(|line| !matches!(line.shape, Shape::Blank | Shape::Words))?;
    if lines.get(next)?.shape != Shape::Cell {
        return None;
    }
    let between = lines.get(..next)?;
    let Some(words) = between.iter().rposition(|line| line.shape == Shape::Words) else { return Some(Next::Row(next)) };
    let texts = between.iter().filter(|line| line.shape == Shape::Words).map(|line| line.text.trim());
    let count = texts.clone().count();
    let letters: usize = texts.clone().map(|text| text.chars().count()).sum();
    let is_short = count <= MAX_BROKEN || letters <= MAX_LABEL;
    let is_broken = is_short && texts.clone().all(|text| !is_heading(text) && text.len() <= 240);
    let fits = is_words(last) || is_number_of(last, texts.clone().next()) || {
        !last.is_empty() && texts.clone().all(|text| money_exponent(text).is_some())
    };
    (is_broken && fits).then_some(Next::Words(words + 1))
}

/// Whether a text is neither blank nor a figure, with its unit or without.
fn is_words(text: &str) -> bool {
    let is_text = |measure| {
        let kind = Kind { measure, unit: String::new(), signed: true, asked: None };
        matches!(Value::read(text, &kind), Value::Text(..))
    };
    is_text(Measure::Money) && is_text(Measure::Count)
}

/// Whether a figure is the number of a label that goes on with its mark: `1`, `.属于国家秘密`.
fn is_number_of(figure: &str, next: Option<&str>) -> bool {
    let is_short = !figure.is_empty() && figure.chars().count() <= 2 && !is_words(figure);
    is_short && next.is_some_and(|text| text.starts_with(['.', '、', '．', '，', ',', '）', ')']))
}

/// `四、…`: no label of a cell goes on like this.
fn is_heading(text: &str) -> bool {
    let text = squeezed(text);
    let mut chars = text.chars();
    chars.next().is_some_and(numeral::is_ordinal) && chars.next() == Some('、')
}

fn lengthen(grid: &mut Grid, lines: &[Line<'_>]) {
    let Some(cell) = grid.rows.last_mut().and_then(|row| row.last_mut()) else { return };
    for line in lines.iter().filter(|line| line.shape == Shape::Words) {
        cell.text.push('\n');
        cell.text.push_str(line.text.trim());
        if let Origin::Text(span) = &mut cell.origin {
            *span = Span::to(*span, line.span_of(line.text));
        }
    }
}
