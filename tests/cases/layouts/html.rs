//! A document as a web page, in the ways that web pages are made.

use super::super::cause::dice::Dice;
use gouji::read::document::{Block, Document, Grid, GridCell};
use std::fmt::Write as _;

/// How a page is made.
struct Page<'d> {
    dice: &'d mut Dice,
    html: String,
    /// Whether cells and rows are closed.
    closed: bool,
    /// How lines within a cell are parted.
    lines: usize,
    /// Whether words stand in markup of their own.
    marked: bool,
}

/// The page in bytes, and how it was made.
pub(super) fn page(document: &Document, dice: &mut Dice) -> (Vec<u8>, String) {
    let (closed, lines, marked) = (dice.percent(70), dice.below(4), dice.percent(50));
    let (framed, script, encoding) = (dice.percent(40), dice.percent(50), dice.below(7));
    let mut page = Page { dice, html: String::new(), closed, lines, marked };
    page.begin(framed, script);
    for block in &document.blocks {
        match block {
            Block::Paragraph(passage) => page.paragraph(&passage.text),
            Block::Grid(grid) => page.table(grid),
        }
    }
    page.end(framed);
    let done = format!("html closed {closed} lines {lines} marked {marked} framed {framed} script {script} encoding {encoding}");
    (encoded(&page.html, encoding), done)
}

/// In an encoding, with or without saying so.
fn encoded(html: &str, encoding: usize) -> Vec<u8> {
    let meta = |name: &str| format!("<meta charset=\"{name}\">{html}");
    let gb = |html: &str| encoding_rs::GB18030.encode(html).0.into_owned();
    match encoding {
        0 => html.as_bytes().to_vec(),
        1 => meta("utf-8").into_bytes(),
        2 => gb(&format!("<META http-equiv=Content-Type content=\"text/html; charset=gb2312\">{html}")),
        3 => gb(&meta("gbk")),
        4 => gb(html),
        5 => meta("gb2312").into_bytes(),
        _ => [0xfeffu16].into_iter().chain(html.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
    }
}

impl Page<'_> {
    fn begin(&mut self, framed: bool, script: bool) {
        self.html.push_str("<!DOCTYPE html>\n<html><head><title>某网 - 政务公开</title>");
        if script {
            self.html.push_str(
                "<script>if (1 < 2) document.write('<table><tr><td>规章<td>7</table>')</script><style>td{color:red}</style>",
            );
        }
        self.html.push_str("</head><body>\n<!-- <table><tr><td>规章</td><td>8</td></tr></table> -->");
        if framed {
            self.html.push_str(
                "<table width=100%><tr><td colspan=2><a href=/>首页</a> <a href=/zwgk>政务公开</a></td></tr>\n<tr><td>",
            );
            self.html.push_str("<table><tr><td>栏目</td><td>行政许可</td></tr><tr><td>搜索</td><td><input type=hidden value=9></td></tr></table>");
            self.html.push_str("</td><td>");
        }
    }

    fn end(&mut self, framed: bool) {
        if framed {
            self.html.push_str("</td></tr><tr><td>版权所有</td><td>网站地图</td></tr></table>");
        }
        self.html.push_str("</body></html>\n");
    }

    fn paragraph(&mut self, text: &str) {
        let tag = ["p", "div", "h3", "section"][self.dice.below(4)];
        let text = self.words(text);
        writeln!(self.html, "<{tag} style=\"text-align:center\">{text}</{tag}>").unwrap();
    }

    fn table(&mut self, grid: &Grid) {
        self.html.push_str("<table border=1>");
        if self.dice.percent(50) {
            self.html.push_str("<tbody>");
        }
        for row in &grid.rows {
            self.html.push_str("<tr>");
            row.iter().for_each(|cell| self.cell(cell));
            self.html.push_str(if self.closed { "</tr>\n" } else { "\n" });
        }
        self.html.push_str("</table>");
    }

    fn cell(&mut self, cell: &GridCell) {
        let tag = if self.dice.percent(10) { "th" } else { "td" };
        write!(self.html, "<{tag}").unwrap();
        for (name, count) in [("colspan", cell.columns), ("ROWSPAN", cell.rows)] {
            if count > 1 || self.dice.percent(5) {
                write!(self.html, " {name}=\"{count}\"").unwrap();
            }
        }
        let text = self.lines(&cell.text);
        write!(self.html, ">{text}").unwrap();
        if self.closed {
            write!(self.html, "</{tag}>").unwrap();
        }
    }

    fn lines(&mut self, text: &str) -> String {
        if text.is_empty() {
            return ["", "&nbsp;", "<p></p>", "<br>", "<span> </span>"][self.dice.below(5)].to_owned();
        }
        let lines: Vec<String> = text.split('\n').map(|line| self.words(line)).collect();
        match self.lines {
            0 => lines.join("<br />"),
            1 => lines.iter().map(|line| format!("<p class=MsoNormal>{line}</p>")).collect(),
            2 => lines.iter().map(|line| format!("\n  <div>{line}</div>\n")).collect(),
            _ => lines.join("\n   "),
        }
    }

    /// Words escaped, and in runs of their own as office programs leave them.
    fn words(&mut self, text: &str) -> String {
        let mut words = String::new();
        for c in text.chars() {
            let escaped = match c {
                '&' => "&amp;".to_owned(),
                '<' => "&lt;".to_owned(),
                '\u{a0}' => "&nbsp;".to_owned(),
                '"' if self.dice.percent(50) => "&quot;".to_owned(),
                c if self.dice.percent(2) => format!("&#{};", u32::from(c)),
                c => c.to_string(),
            };
            if self.marked && self.dice.percent(15) {
                let mark = ["span lang=EN-US", "b", "font face=宋体", "o:p"][self.dice.below(4)];
                let name = mark.split(' ').next().unwrap();
                write!(words, "<{mark}>{escaped}</{name}>").unwrap();
            } else {
                words.push_str(&escaped);
            }
        }
        words
    }
}
