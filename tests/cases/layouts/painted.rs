//! A document painted on pages, as PDF and OFD have it: texts at their places, with the lines around cells that a way of ruling
//! tables has.

#![expect(clippy::float_arithmetic, reason = "places on a page that is painted for a test")]

use super::super::cause::dice::Dice;
use gouji::read::document::{Block, Document, Grid, GridCell};
use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// Which lines a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ruling {
    All,
    /// Between rows only.
    Level,
    None,
    /// Every second row is shaded.
    Stripes,
    /// Above and below the head, and at the foot.
    Head,
}

#[derive(Default)]
struct Page {
    texts: Vec<(f64, f64, String)>,
    lines: Vec<[f64; 4]>,
    shades: Vec<[f64; 4]>,
}

/// Paints a document from the top of the first page down; measures in points.
struct Painter {
    ruling: Ruling,
    size: f64,
    /// From one line of a text to the next.
    pitch: f64,
    /// What a cell leaves free above and below its text.
    margin: f64,
    /// Whether texts stand at the top of their cells, and labels at the left.
    top: bool,
    left: bool,
    wide: f64,
    high: f64,
    y: f64,
    /// Whether its text is there to be found, and not shown.
    recognised: bool,
    pages: Vec<Page>,
}

/// What the page leaves free around everything.
const EDGE: f64 = 60.0;
/// What a cell leaves free beside its text.
const GAP: f64 = 3.0;

fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

fn wrapped(text: &str, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for c in text.chars() {
        let last = lines.last_mut().unwrap();
        if c == '\n' {
            lines.push(String::new());
        } else if !last.is_empty() && width(&format!("{last}{c}")) > room {
            lines.push(c.to_string());
        } else {
            last.push(c);
        }
    }
    lines
}

impl Painter {
    fn paint(document: &Document, ruling: Ruling, dice: &mut Dice) -> (Painter, String) {
        let size = [9.0, 10.5, 12.0][dice.below(3)];
        let pitch = size * [1.0, 1.2, 1.4][dice.below(3)];
        let margin = [0.5, 2.0, 4.0][dice.below(3)];
        let (top, left, turned) = (dice.percent(40), dice.percent(40), dice.percent(25));
        let (wide, high) = if turned { (842.0, 595.0) } else { (595.0, 842.0) };
        let y = EDGE + f64::from(u8::try_from(dice.below(200)).unwrap());
        let mut painter =
            Painter { ruling, size, pitch, margin, top, left, wide, high, y, recognised: false, pages: vec![Page::default()] };
        for block in &document.blocks {
            match block {
                Block::Paragraph(passage) => painter.paragraph(&passage.text),
                Block::Grid(grid) => painter.table(grid),
            }
        }
        (painter, format!("{ruling:?} size {size} pitch {pitch} margin {margin} top {top} left {left} turned {turned}"))
    }

    fn page(&mut self) -> &mut Page {
        self.pages.last_mut().unwrap()
    }

    fn next_page(&mut self) {
        self.pages.push(Page::default());
        self.y = EDGE;
    }

    fn paragraph(&mut self, text: &str) {
        for line in wrapped(text, (self.wide - EDGE * 2.0) / self.size) {
            if self.y + self.pitch > self.high - EDGE {
                self.next_page();
            }
            let y = self.y;
            self.page().texts.push((EDGE, y, line));
            self.y += self.pitch;
        }
        self.y += self.size * 0.8;
    }

    /// The columns of a table: where they begin, and where the last one ends.
    fn columns(&self, grid: &Grid) -> Vec<f64> {
        let cells = || grid.rows.iter().flatten();
        let count = cells().map(GridCell::end).max().unwrap() as usize;
        let of = |column: usize, most: f64| {
            let own = cells().filter(|cell| cell.column as usize == column && cell.columns == 1);
            let is_figure = |cell: &GridCell| cell.text.is_ascii();
            own.map(|cell| width(&cell.text).min(if is_figure(cell) { 99.0 } else { most })).fold(1.5, f64::max) * self.size
                + GAP * 2.0
        };
        let room = self.wide - EDGE * 2.0;
        let sum = |most: f64| (0..count).map(|column| of(column, most)).sum::<f64>();
        let most = [12.0, 9.0, 7.0, 5.0, 4.0, 3.0, 2.0].into_iter().find(|most| sum(*most) <= room).unwrap_or(1.0);
        let spare = ((room - sum(most)) / count as f64).max(0.0);
        let mut at = vec![EDGE];
        (0..count).for_each(|column| at.push(at.last().unwrap() + of(column, most) + spare));
        at
    }

    fn table(&mut self, grid: &Grid) {
        let columns = self.columns(grid);
        let room =
            |cell: &GridCell| (columns[cell.end() as usize] - columns[cell.column as usize] - GAP * 2.0) / self.size + 0.01;
        let texts: Vec<Vec<Vec<String>>> =
            grid.rows.iter().map(|row| row.iter().map(|cell| wrapped(&cell.text, room(cell))).collect()).collect();
        let height = |lines: &[String]| lines.len() as f64 * self.pitch + self.margin * 2.0;
        let mut heights = vec![self.pitch + self.margin * 2.0; grid.rows.len()];
        for spans in [false, true] {
            for (at, row) in grid.rows.iter().enumerate() {
                for (cell, lines) in row.iter().zip(&texts[at]).filter(|(cell, _)| (cell.rows > 1) == spans) {
                    let end = (at + cell.rows as usize).min(heights.len());
                    let lacks = height(lines) - heights[at..end].iter().sum::<f64>();
                    heights[end - 1] += lacks.max(0.0);
                }
            }
        }
        let head = grid.rows.iter().position(|row| row.iter().any(|cell| cell.text.parse::<f64>().is_ok())).unwrap_or(0);
        let mut at = 0;
        while at < grid.rows.len() {
            let mut end = at;
            let mut bottom = self.y;
            while end < grid.rows.len() && bottom + heights[end] <= self.high - EDGE {
                bottom += heights[end];
                end += 1;
            }
            if end == at {
                self.next_page();
                continue;
            }
            self.rows(grid, &texts, &columns, (at..end, &heights, head));
            self.y = bottom;
            at = end;
            if at < grid.rows.len() {
                self.next_page();
            }
        }
        self.y += self.size;
    }

    /// The rows of a page; what reaches below them goes on there with as much of its text as did not stand above.
    fn rows(
        &mut self,
        grid: &Grid,
        texts: &[Vec<Vec<String>>],
        columns: &[f64],
        (shown, heights, head): (std::ops::Range<usize>, &[f64], usize),
    ) {
        let y = |row: usize| self.y + heights[shown.start..row].iter().sum::<f64>();
        let (left, right) = (columns[0], *columns.last().unwrap());
        let mut page = Page::default();
        for (at, row) in grid.rows.iter().enumerate() {
            for (cell, lines) in row.iter().zip(&texts[at]) {
                let end = at + cell.rows as usize;
                if end <= shown.start || at >= shown.end {
                    continue;
                }
                let (top, bottom) = (y(at.max(shown.start)), y(end.min(shown.end)));
                let (from, to) = (columns[cell.column as usize], columns[cell.end() as usize]);
                let block = lines.len() as f64 * self.pitch;
                // A cell over several rows shows its text on the page where it begins.
                let fits = at >= shown.start;
                let first = if self.top { top + self.margin } else { (top + bottom - block) / 2.0 };
                let is_figure = cell.text.is_ascii();
                for (nth, line) in lines.iter().enumerate().filter(|(_, line)| fits && !line.is_empty()) {
                    let wide = width(line) * self.size;
                    let x = if self.left && !is_figure { from + GAP } else { (from + to - wide) / 2.0 };
                    let y = first + nth as f64 * self.pitch + (self.pitch - self.size) / 2.0;
                    page.texts.push((x, y, line.clone()));
                }
                if self.ruling == Ruling::All {
                    page.lines.extend([[from, top, from, bottom], [to, top, to, bottom]]);
                }
                if matches!(self.ruling, Ruling::All | Ruling::Level) {
                    page.lines.extend([[from, top, to, top], [from, bottom, to, bottom]]);
                }
                if self.ruling == Ruling::Stripes && at % 2 == 1 && cell.rows == 1 {
                    page.shades.push([from, top, to, bottom]);
                }
            }
        }
        if self.ruling == Ruling::Head {
            for row in [0, head, grid.rows.len()].into_iter().filter(|row| (shown.start..=shown.end).contains(row)) {
                page.lines.push([left, y(row), right, y(row)]);
            }
        }
        let own = self.page();
        own.texts.extend(page.texts);
        own.lines.extend(page.lines);
        own.shades.extend(page.shades);
    }

    fn pdf(&self) -> Vec<u8> {
        let mut objects = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            String::new(),
            "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>".to_owned(),
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>\
             /DW 1000/W[1 95 500]/FontDescriptor 5 0 R>>"
                .to_owned(),
            "<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -140 1000 860]/Ascent 860/Descent -140>>".to_owned(),
        ];
        let mut kids = String::new();
        for page in &self.pages {
            let mut content = String::from("0.9 g\n");
            for [left, top, right, bottom] in &page.shades {
                let _ = writeln!(content, "{left} {} {} {} re f", self.high - bottom, right - left, bottom - top);
            }
            content.push_str("0 g 0.5 w\n");
            for [x0, y0, x1, y1] in &page.lines {
                let _ = writeln!(content, "{x0} {} m {x1} {} l S", self.high - y0, self.high - y1);
            }
            for (x, y, text) in &page.texts {
                let hex: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
                let base = self.high - y - self.size * 0.86;
                let mode = if self.recognised { "3 Tr " } else { "" };
                let _ = writeln!(content, "BT {mode}/F {} Tf {x} {base} Td <{hex}> Tj ET", self.size);
            }
            let number = objects.len() + 1;
            let _ = write!(kids, "{number} 0 R ");
            objects.push(format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {} {}]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
                self.wide,
                self.high,
                number + 1
            ));
            objects.push(format!("<</Length {}>>stream\n{content}endstream", content.len()));
        }
        objects[1] = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", self.pages.len());
        let mut file = String::from("%PDF-1.4\n");
        let mut places = String::new();
        for (at, object) in objects.iter().enumerate() {
            let _ = writeln!(places, "{:010} 00000 n ", file.len());
            let _ = writeln!(file, "{} 0 obj\n{object}\nendobj", at + 1);
        }
        let start = file.len();
        let count = objects.len() + 1;
        let _ = write!(
            file,
            "xref\n0 {count}\n0000000000 65535 f \n{places}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
        );
        file.into_bytes()
    }

    fn ofd(&self) -> Vec<u8> {
        let mm = |points: f64| points / 72.0 * 25.4;
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, text: &str| {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        };
        let root = "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
        put("OFD.xml", root);
        let mut list = String::new();
        for (at, page) in self.pages.iter().enumerate() {
            let _ = write!(list, "<ofd:Page ID='{}' BaseLoc='Pages/Page_{at}/Content.xml'/>", at + 100);
            let mut xml = String::from("<ofd:Page xmlns:ofd='http://www.ofdspec.org/2016'><ofd:Content><ofd:Layer>");
            let mut path = |[x0, y0, x1, y1]: [f64; 4], data: &str, fill: bool| {
                let place = format!("{} {} {} {}", mm(x0), mm(y0), mm(x1 - x0), mm(y1 - y0));
                let paint = if fill { "Fill='true' Stroke='false'" } else { "LineWidth='0.2'" };
                let _ = write!(
                    xml,
                    "<ofd:PathObject Boundary='{place}' {paint}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
                );
            };
            for shade in &page.shades {
                let (wide, high) = (mm(shade[2] - shade[0]), mm(shade[3] - shade[1]));
                path(*shade, &format!("M 0 0 L {wide} 0 L {wide} {high} L 0 {high} C"), true);
            }
            for line in &page.lines {
                path(*line, &format!("M 0 0 L {} {}", mm(line[2] - line[0]), mm(line[3] - line[1])), false);
            }
            for (x, y, text) in &page.texts {
                let steps: Vec<String> = text.chars().map(|c| mm(width(&c.to_string()) * self.size).to_string()).collect();
                let (wide, high) = (mm(width(text) * self.size), mm(self.size));
                let _ = write!(
                    xml,
                    "<ofd:TextObject Boundary='{} {} {wide} {high}' Size='{high}'><ofd:TextCode X='0' Y='{}' DeltaX='{}'>{text}</ofd:TextCode></ofd:TextObject>",
                    mm(*x),
                    mm(*y),
                    high * 0.86,
                    steps.join(" ")
                );
            }
            xml.push_str("</ofd:Layer></ofd:Content></ofd:Page>");
            put(&format!("Doc_0/Pages/Page_{at}/Content.xml"), &xml);
        }
        put(
            "Doc_0/Document.xml",
            &format!(
                "<ofd:Document xmlns:ofd='http://www.ofdspec.org/2016'><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 {} {}</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{list}</ofd:Pages></ofd:Document>",
                mm(self.wide),
                mm(self.high)
            ),
        );
        zip.finish().unwrap().into_inner()
    }
}

fn pdf(document: &Document, ruling: Ruling, dice: &mut Dice) -> (Vec<u8>, String) {
    let (painter, done) = Painter::paint(document, ruling, dice);
    (painter.pdf(), done)
}

fn ofd(document: &Document, ruling: Ruling, dice: &mut Dice) -> (Vec<u8>, String) {
    let (painter, done) = Painter::paint(document, ruling, dice);
    (painter.ofd(), done)
}

pub(super) fn ruled_pdf(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    pdf(document, Ruling::All, dice)
}

/// A scan with its lines drawn and its text recognised: there, and not shown.
pub(super) fn recognised_pdf(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    let (painter, done) = Painter::paint(document, Ruling::All, dice);
    (Painter { recognised: true, ..painter }.pdf(), done)
}

pub(super) fn level_pdf(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    pdf(document, Ruling::Level, dice)
}

pub(super) fn bare_pdf(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    pdf(document, Ruling::None, dice)
}

pub(super) fn striped_pdf(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    pdf(document, Ruling::Stripes, dice)
}

pub(super) fn headed_pdf(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    pdf(document, Ruling::Head, dice)
}

pub(super) fn ruled_ofd(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    ofd(document, Ruling::All, dice)
}

pub(super) fn bare_ofd(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    ofd(document, Ruling::None, dice)
}
