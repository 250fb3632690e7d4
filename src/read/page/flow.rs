//! The lines and tables of all pages into the blocks of a document: what wraps is joined, over page breaks too; page numbers
//! and running heads go.

use super::{
    columns, continued,
    measure::Area,
    table::{Page, Placed},
    words::Line,
};
use crate::{
    read::document::Block,
    report::{Origin, Passage},
};
use std::collections::HashMap;

/// What stands on a page, from top to bottom.
enum LineOrTable {
    Line(Line),
    Table(Placed),
}

impl LineOrTable {
    fn top(&self) -> i64 {
        match self {
            LineOrTable::Line(line) => line.area.top,
            LineOrTable::Table(table) => table.area.top,
        }
    }
}

/// A paragraph under way.
struct Paragraph {
    text: String,
    page: u32,
    last: Line,
    last_page: u32,
}

/// Where the lines of pages of one width begin and end, as a rule.
#[derive(Clone, Copy, Debug, Default)]
struct Margins {
    left: i64,
    right: i64,
    /// Lines that are shorter do not run to the margin: they make it.
    shortest: i64,
}

/// The blocks of a document, in reading order.
pub(super) fn blocks(mut pages: Vec<Page>) -> Vec<Block> {
    drop_running_heads(&mut pages);
    for page in &mut pages {
        drop_page_number(page);
    }
    columns::take(&mut pages);
    let margins = margins(&pages);
    let mut pieces = Vec::new();
    let mut under_way: Option<Paragraph> = None;
    for page in pages {
        let margins = margins.get(&page.area.right).copied().unwrap_or_default();
        for item in items(page.lines, page.tables) {
            match item {
                LineOrTable::Table(table) => {
                    pieces.extend(under_way.take().and_then(Paragraph::done));
                    push(&mut pieces, table);
                }
                LineOrTable::Line(line) => match &mut under_way {
                    Some(paragraph) if paragraph.goes_on(&line, page.number, margins) => paragraph.push(line, page.number),
                    _ => {
                        let next = Paragraph::new(line, page.number);
                        pieces.extend(under_way.replace(next).and_then(Paragraph::done));
                    }
                },
            }
        }
    }
    pieces.extend(under_way.and_then(Paragraph::done));
    let block = |piece| match piece {
        Piece::Paragraph(passage) => Block::Paragraph(passage),
        Piece::Table(mut table) => {
            continued::lift_words(&mut table.grid);
            Block::Grid(table.grid)
        }
    };
    let is_filled = |block: &Block| !matches!(block, Block::Grid(grid) if grid.rows.is_empty());
    pieces.into_iter().map(block).filter(is_filled).collect()
}

/// A part of the document.
enum Piece {
    Paragraph(Passage),
    Table(Placed),
}

/// Adds a table, to that at the foot of the page before if it goes on with it.
fn push(pieces: &mut Vec<Piece>, table: Placed) {
    let rest = match pieces.last_mut() {
        Some(Piece::Table(before)) if table.page == before.page.saturating_add(1) => continued::join(before, table),
        _ => Some(table),
    };
    pieces.extend(rest.map(Piece::Table));
}

fn items(lines: Vec<Line>, tables: Vec<Placed>) -> Vec<LineOrTable> {
    let mut items: Vec<LineOrTable> =
        lines.into_iter().map(LineOrTable::Line).chain(tables.into_iter().map(LineOrTable::Table)).collect();
    items.sort_by_key(LineOrTable::top);
    items
}

/// The margins of pages, by their width.
fn margins(pages: &[Page]) -> HashMap<i64, Margins> {
    let mut lines: HashMap<i64, Vec<&Line>> = HashMap::new();
    for page in pages {
        lines.entry(page.area.right).or_default().extend(&page.lines);
    }
    lines.into_iter().map(|(width, lines)| (width, Margins::of(&lines, width))).collect()
}

impl Margins {
    /// The outermost places where at least an eighth of the lines begin, and end.
    fn of(lines: &[&Line], width: i64) -> Margins {
        let enough = lines.len().div_ceil(8).max(2);
        let count =
            |place: &dyn Fn(&Line) -> i64, at: i64| lines.iter().filter(|line| (place(line) - at).abs() <= line.size).count();
        let left = |line: &Line| line.area.left;
        let right = |line: &Line| line.area.right;
        let lefts = lines.iter().map(|line| left(line));
        let rights = lines.iter().map(|line| right(line));
        Margins {
            shortest: width / 5 * 2,
            left: lefts.clone().filter(|at| count(&left, *at) >= enough).min().or(lefts.min()).unwrap_or_default(),
            right: rights.clone().filter(|at| count(&right, *at) >= enough).max().or(rights.max()).unwrap_or_default(),
        }
    }
}

impl Paragraph {
    fn new(line: Line, page: u32) -> Paragraph {
        Paragraph { text: line.text.clone(), page, last: line, last_page: page }
    }

    /// Whether a line is the next one of the paragraph: the last one ran to the margin and this one begins at it.
    fn goes_on(&self, line: &Line, page: u32, margins: Margins) -> bool {
        let size = self.last.size.max(line.size);
        let near = match page - self.last_page {
            0 => line.area.top - self.last.area.bottom < size * 2,
            1 => true,
            _ => false,
        };
        let alike = (self.last.size - line.size).abs() * 6 <= size;
        let full = self.last.area.right > margins.right - size * 2 && self.last.area.width() > margins.shortest;
        let begins = line.area.left < margins.left + size;
        let ended = self.text.trim_end().ends_with(['。', '！', '？', '；', '：']);
        near && alike && full && begins && !(ended && columns::is_numbered(&line.text))
    }

    fn push(&mut self, line: Line, page: u32) {
        let meets = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if meets(self.text.chars().next_back()) && meets(line.text.chars().next()) {
            self.text.push(' ');
        }
        self.text.push_str(&line.text);
        (self.last, self.last_page) = (line, page);
    }

    fn done(self) -> Option<Piece> {
        let text = self.text.trim();
        (!text.is_empty()).then(|| Piece::Paragraph(Passage { text: text.to_owned(), origin: Origin::Page(self.page) }))
    }
}

/// Whether something stands in the outer eighth of a page, above or below.
fn in_the_margin(area: &Area, page: &Area) -> bool {
    let edge = page.height() / 8;
    area.bottom < page.top + edge || area.top > page.bottom - edge
}

/// The lines that stand at the same place on most pages, whatever their figures.
fn drop_running_heads(pages: &mut [Page]) {
    let key = |line: &Line| {
        let shape: String = line.text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        (shape, line.area.top / 4_000)
    };
    let mut seen: HashMap<(String, i64), usize> = HashMap::new();
    for page in pages.iter() {
        for line in page.lines.iter().filter(|line| in_the_margin(&line.area, &page.area)) {
            *seen.entry(key(line)).or_default() += 1;
        }
    }
    let most = (pages.len() / 2 + 1).max(2);
    for page in pages {
        let area = page.area;
        page.lines.retain(|line| !in_the_margin(&line.area, &area) || seen.get(&key(line)).is_none_or(|count| *count < most));
    }
}

/// The number of a page: the outermost line, in its margin.
fn drop_page_number(page: &mut Page) {
    let (area, tables) = (page.area, &page.tables);
    let outermost = |line: &Line, lines: &[Line]| {
        let mut others = lines.iter().map(|line| &line.area).chain(tables.iter().map(|table| &table.area));
        let mut above = others.clone();
        above.all(|other| other.top >= line.area.top) || others.all(|other| other.bottom <= line.area.bottom)
    };
    let lines = page.lines.clone();
    page.lines.retain(|line| !(in_the_margin(&line.area, &area) && is_page_number(&line.text) && outermost(line, &lines)));
}

/// `4`, `- 4 -`, `第4页 共9页`, `4/9`.
fn is_page_number(text: &str) -> bool {
    let is_frame = |c: char| {
        c.is_whitespace() || matches!(c, '-' | '—' | '–' | '－' | '·' | '•' | '~' | '|' | '/' | '第' | '共' | '页' | '，' | ',')
    };
    let words: Vec<&str> = text.split(is_frame).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.len() <= 4 && word.chars().all(|c| c.is_ascii_digit());
    (1..=2).contains(&words.len()) && words.iter().all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: i64, top: i64) -> Line {
        let wide = i64::try_from(text.chars().count()).unwrap() * 10;
        let area = Area { left, top, right: left + wide, bottom: top + 10 };
        let scaled = |at: i64| at * 1000;
        let area =
            Area { left: scaled(area.left), top: scaled(area.top), right: scaled(area.right), bottom: scaled(area.bottom) };
        Line { text: text.to_owned(), area, size: 10_000, words: Vec::new() }
    }

    fn read(pages: Vec<Vec<Line>>) -> Vec<String> {
        let area = Area { left: 0, top: 0, right: 190_000, bottom: 800_000 };
        let pages = (1..).zip(pages).map(|(number, lines)| Page { number, area, lines, tables: Vec::new() }).collect();
        let text = |block| if let Block::Paragraph(passage) = block { passage.text } else { unreachable!() };
        blocks(pages).into_iter().map(text).collect()
    }

    #[test]
    fn a_wrapped_paragraph_is_one_over_the_page_break_too() {
        let first = vec![
            line("标题", 90, 200),
            line("缩进的第一行满行", 20, 220),
            line("第二行十个字也是满的", 0, 240),
            line("- 1 -", 80, 780),
        ];
        let second = vec![
            line("第三行十个字也是满的", 0, 200),
            line("完。", 0, 220),
            line("缩进的另一段文字一", 20, 240),
            line("- 2 -", 80, 780),
        ];
        assert_eq!(
            read(vec![first, second]),
            ["标题", "缩进的第一行满行第二行十个字也是满的第三行十个字也是满的完。", "缩进的另一段文字一"]
        );
    }

    #[test]
    fn running_heads_and_page_numbers_go() {
        let page = |number: usize, words: &str| {
            vec![line("报告", 90, 20), line(words, 20, 400), line(&format!("第{number}页"), 80, 780)]
        };
        assert_eq!(read(vec![page(1, "正文一"), page(2, "正文二")]), ["正文一", "正文二"]);
        assert_eq!(read(vec![vec![line("12", 20, 400)]]), ["12"]);
    }

    #[test]
    fn page_numbers_in_every_print() {
        for number in ["4", "- 4 -", "— 12 —", "第4页 共9页", "4/9"] {
            assert!(is_page_number(number), "{number}");
        }
        for words in ["", "-", "4件", "2023年", "1 2 3", "20231"] {
            assert!(!is_page_number(words), "{words}");
        }
    }
}
