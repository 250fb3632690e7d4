//! Documents as offices make them, by what makes them hard: each class is laid out at random, and every cell that is read holds
//! what was put in, or is said not to. `CLASSES=100 cargo test --test suite classes -- --nocapture` shows the share of each.

use super::{
    super::{cause::dice::Dice, cli},
    docx,
    form::{Filled, Hand, Put},
    html, painted, paragraph,
    sheet::{Drawn, Merges, Sheet},
    text,
    traps::Wear,
    xlsx,
};
use gouji::{
    read::{
        document::{Block, Document},
        read,
    },
    report::{RemarkCode, Report, Value},
    template::{Table, Template},
};
use std::collections::HashMap;

/// A class of documents.
struct Class {
    name: &'static str,
    /// What is done to the sheets, by the id of their table.
    change: fn(&mut Plain<'_>, &mut Dice),
    /// How the document is put into bytes; one of several.
    put: &'static [Container],
    /// How many of a hundred are read wholly right, at least; the rest says so.
    right: usize,
}

type Container = (&'static str, Merges, fn(&Document, &mut Dice) -> (Vec<u8>, String));

const HTML: Container = ("html", Merges::Spans, html::page);
const DOCX: Container = ("docx", Merges::Spans, docx::file);
const XLSX: Container = ("xlsx", Merges::Spans, xlsx::book);
const TABS: Container = ("txt", Merges::Blank, text::tabs);
const CSV: Container = ("csv", Merges::Blank, text::commas);
const BOXED: Container = ("docx", Merges::Spans, docx::boxed);
const PDF: Container = ("pdf", Merges::Spans, painted::ruled_pdf);
const RECOGNISED: Container = ("pdf", Merges::Spans, painted::recognised_pdf);
const OFD: Container = ("ofd", Merges::Spans, painted::ruled_ofd);
const LEVEL: Container = ("pdf", Merges::Spans, painted::level_pdf);
const BARE: Container = ("pdf", Merges::Spans, painted::bare_pdf);
const BARE_OFD: Container = ("ofd", Merges::Spans, painted::bare_ofd);
const STRIPED: Container = ("pdf", Merges::Spans, painted::striped_pdf);
const HEADED: Container = ("pdf", Merges::Spans, painted::headed_pdf);
const DRAWN: &[Container] = &[HTML, DOCX, XLSX];

const CLASSES: [Class; 24] = [
    Class { name: "pages with ruled tables", change: nothing, put: &[PDF, OFD], right: 97 },
    Class { name: "pages with recognised text", change: nothing, put: &[RECOGNISED], right: 97 },
    Class { name: "pages with lines between rows", change: nothing, put: &[LEVEL], right: 70 },
    Class { name: "pages with tables without lines", change: nothing, put: &[BARE, BARE_OFD], right: 80 },
    Class { name: "pages with striped tables", change: nothing, put: &[STRIPED], right: 80 },
    Class { name: "pages with lines at the head", change: nothing, put: &[HEADED], right: 70 },
    Class { name: "a unit torn over rows of the head", change: torn_unit, put: &[HTML, DOCX, XLSX, TABS], right: 100 },
    Class { name: "subtotals in the rows of groups", change: subtotals, put: &[HTML, DOCX, XLSX, TABS, CSV], right: 100 },
    Class { name: "a zero merged over cells", change: merged_zeros, put: DRAWN, right: 100 },
    Class { name: "a figure merged over cells", change: merged_figures, put: DRAWN, right: 0 },
    Class { name: "table four in two parts", change: two_parts, put: DRAWN, right: 100 },
    Class { name: "table four in three parts", change: three_parts, put: DRAWN, right: 100 },
    Class { name: "table four in parts under captions", change: captioned_parts, put: DRAWN, right: 100 },
    Class { name: "table four one part under another", change: stacked, put: &[HTML, DOCX, XLSX], right: 100 },
    Class { name: "columns that are numbered", change: numbered, put: &[HTML, DOCX, XLSX, TABS], right: 100 },
    Class { name: "a column beside the table", change: beside, put: &[HTML, DOCX, XLSX], right: 100 },
    Class { name: "cells missing at the end of rows", change: trailing, put: &[HTML, DOCX], right: 100 },
    Class { name: "invisible characters", change: invisible, put: &[HTML, DOCX, XLSX, TABS, CSV], right: 100 },
    Class { name: "words for zero", change: zero_words, put: &[HTML, DOCX, XLSX, TABS, CSV], right: 100 },
    Class { name: "one word for zero among zeros", change: one_zero_word, put: &[HTML, DOCX, XLSX, TABS, CSV], right: 0 },
    Class { name: "labels in two languages", change: bilingual, put: &[HTML, DOCX, XLSX, CSV], right: 100 },
    Class { name: "merged cells filled in", change: refilled, put: &[XLSX, TABS, CSV], right: 100 },
    Class { name: "a workbook saved with commas", change: nothing, put: &[CSV], right: 100 },
    Class { name: "tables in text boxes", change: nothing, put: &[BOXED], right: 100 },
];

/// A report whose figures tie up, before it is put into a document: words and sheets.
struct Plain<'t> {
    tables: Vec<Filled<'t>>,
    /// In the order of the document; a sheet with the index of its table, and how high its head is.
    pieces: Vec<Piece>,
}

enum Piece {
    Words(String),
    Sheet(Sheet, usize),
}

fn table<'t>(template: &'t Template, id: &str) -> &'t Table {
    let edition = template.editions.last().unwrap();
    &edition.tables[edition.table(id).unwrap()]
}

/// Figures that tie up; many of them zero.
fn tied<'t>(table: &'t Table, dice: &mut Dice) -> Filled<'t> {
    let (rows, columns) = (table.rows.lines.len(), table.columns.lines.len());
    let mut figures = vec![vec![0i64; columns]; rows];
    let line = |id: &str| table.rows.lines.iter().position(|line| line.id == id);
    for column in (0..columns).filter(|column| !table.columns.lines[*column].is_total) {
        for row in (0..rows).filter(|row| !table.rows.lines[*row].is_total) {
            let most = [0, 0, 0, 9, 99, 2000][dice.below(6)];
            figures[row][column] = dice.from(0, most);
        }
        if let (Some(new), Some(old), Some(next), Some(total)) =
            (line("新收"), line("上年结转"), line("结转下年"), line("办理.总计"))
        {
            figures[total][column] = table.rows.parts_of(total).iter().map(|row| figures[*row][column]).sum();
            figures[old][column] = figures[old][column].min(figures[total][column] + figures[next][column]);
            figures[new][column] = figures[total][column] + figures[next][column] - figures[old][column];
        }
    }
    for row in &mut figures {
        for column in (0..columns).filter(|column| table.columns.lines[*column].is_total) {
            row[column] = table.columns.parts_of(column).iter().map(|part| row[*part]).sum();
        }
    }
    let texts: Vec<String> = figures.iter().flatten().map(i64::to_string).collect();
    Filled { table, cells: texts.iter().cloned().map(Put::Figure).collect(), texts }
}

impl<'t> Plain<'t> {
    fn new(template: &'t Template, dice: &mut Dice) -> Plain<'t> {
        let ids = ["文件", "许可", "处罚强制", "收费", "申请", "复议诉讼"];
        let tables: Vec<Filled<'_>> = ids.iter().map(|id| tied(table(template, id), dice)).collect();
        let mut plain = Plain { tables, pieces: Vec::new() };
        plain.words(["甲县乙局2023年政府信息公开工作年度报告", "一、总体情况", "全年工作平稳有序。", "二、主动公开政府信息情况"]);
        for at in 0..4 {
            let sheet = hand(dice).small(&plain.tables[at], 4, true);
            plain.pieces.push(Piece::Sheet(sheet, at));
        }
        plain.words(["三、收到和处理政府信息公开申请情况"]);
        plain.pieces.push(Piece::Sheet(hand(dice).requests(&plain.tables[4]).0, 4));
        plain.words(["四、政府信息公开行政复议、行政诉讼情况"]);
        plain.pieces.push(Piece::Sheet(hand(dice).reviews(&plain.tables[5]), 5));
        plain.words(["五、存在的主要问题及改进情况", "公开的主动性还不够。", "六、其他需要报告的事项", "无。"]);
        plain
    }

    fn words<const N: usize>(&mut self, words: [&str; N]) {
        self.pieces.extend(words.map(|words| Piece::Words(words.to_owned())));
    }

    fn sheets(&mut self) -> impl Iterator<Item = (&mut Sheet, usize)> {
        self.pieces.iter_mut().filter_map(|piece| match piece {
            Piece::Sheet(sheet, table) => Some((sheet, *table)),
            Piece::Words(_) => None,
        })
    }

    fn sheet(&mut self, table: usize) -> &mut Sheet {
        self.sheets().find(|(_, at)| *at == table).unwrap().0
    }

    /// Puts other pieces in place of the sheet of a table.
    fn replace(&mut self, table: usize, pieces: Vec<Piece>) {
        let at = self.pieces.iter().position(|piece| matches!(piece, Piece::Sheet(_, at) if *at == table)).unwrap();
        self.pieces.splice(at..=at, pieces);
    }

    fn document(&self, merges: Merges) -> Document {
        let block = |piece: &Piece| match piece {
            Piece::Words(words) => paragraph(words.clone()),
            Piece::Sheet(sheet, _) => Block::Grid(sheet.grid(merges)),
        };
        Document { blocks: self.pieces.iter().map(block).collect(), ..Document::default() }
    }
}

fn hand(dice: &mut Dice) -> Hand<'_> {
    Hand { dice, wear: Wear { looks: 0, slips: 0 }, blanks: 0, looks: 0, split_heads: false, ragged: false }
}

fn nothing(_: &mut Plain<'_>, _: &mut Dice) {}

/// `本年收费金额（单位：万` above `元）`: the head of 收费 over two or three rows, in any unit.
fn torn_unit(plain: &mut Plain<'_>, dice: &mut Dice) {
    let (unit, zeros) = [("万元", ""), ("元", "0000"), ("千元", "0")][dice.below(3)];
    let head: Vec<char> = format!("本年收费金额（单位：{unit}）").chars().collect();
    let (one, two) = (1 + dice.below(head.len() - 1), 1 + dice.below(head.len() - 1));
    let (first, second) = (one.min(two), one.max(two));
    let parts: Vec<String> = [&head[..first], &head[first..second], &head[second..]]
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| part.iter().collect())
        .collect();
    let sheet = plain.sheet(3);
    let more = parts.len() - 1;
    for cell in &mut sheet.cells {
        cell.row += if cell.row >= 2 { more } else { 0 };
        if cell.row == 1 && cell.column == 0 {
            cell.rows += more;
        }
    }
    let at = sheet.cells.iter().position(|cell| cell.row == 1 && cell.column == 1).unwrap();
    let shape = sheet.cells.remove(at);
    for (nth, part) in parts.into_iter().enumerate() {
        sheet.cells.push(Drawn { row: 1 + nth, text: part, ..shape.clone() });
    }
    sheet.height += more;
    let figure = sheet.cells.iter_mut().find(|cell| cell.row == 2 + more && cell.column == 1).unwrap();
    if figure.text != "0" {
        figure.text.push_str(zeros);
    }
}

/// The labels of 申请 in one column, with figures in the rows of groups.
fn subtotals(plain: &mut Plain<'_>, dice: &mut Dice) {
    let filled = plain.tables[4].clone();
    let (rows, columns) = (&filled.table.rows, &filled.table.columns);
    let deep = dice.percent(40);
    let wrong = dice.percent(40);
    let mut sheet = Sheet::default();
    sheet.put(0, 0, (1, 1), "申请人情况");
    for (at, line) in columns.lines.iter().enumerate() {
        sheet.put(0, 1 + at, (1, 1), line.label());
    }
    for (at, line) in rows.lines.iter().enumerate() {
        for (number, group) in rows.groups.iter().enumerate().filter(|(_, group)| group.lines.start == at) {
            let row = sheet.height;
            sheet.put(row, 0, (1, 1), group.label());
            let leaves = rows.leaves(number);
            for column in 0..columns.lines.len() {
                let sum: i64 =
                    leaves.iter().map(|leaf| filled.texts[filled.table.cell(*leaf, column)].parse::<i64>().unwrap()).sum();
                let sum = if wrong && column == 0 { sum + 1 } else { sum };
                let has = group.parent.is_some() || deep;
                sheet.put(row, 1 + column, (1, 1), if has { sum.to_string() } else { String::new() });
            }
        }
        let row = sheet.height;
        sheet.put(row, 0, (1, 1), line.label());
        (0..columns.lines.len())
            .for_each(|column| sheet.put(row, 1 + column, (1, 1), filled.texts[filled.table.cell(at, column)].clone()));
    }
    *plain.sheet(4) = sheet;
}

/// Merges runs of equal figures below one another, or side by side.
fn merge(sheet: &mut Sheet, from_column: usize, is_meant: impl Fn(&str) -> bool, down: bool) -> usize {
    let mut merged = 0;
    let mut at = 0;
    while at < sheet.cells.len() {
        let cell = sheet.cells[at].clone();
        let next = |other: &Drawn| {
            let below = other.column == cell.column && other.columns == cell.columns && other.row == cell.row + cell.rows;
            let beside = other.row == cell.row && other.rows == cell.rows && other.column == cell.column + cell.columns;
            other.text == cell.text && (if down { below } else { beside })
        };
        let found = sheet.cells.iter().position(next).filter(|_| cell.column >= from_column && is_meant(&cell.text));
        match found {
            Some(other) => {
                let other = sheet.cells.remove(other);
                let at = sheet.cells.iter().position(|kept| (kept.row, kept.column) == (cell.row, cell.column)).unwrap();
                let kept = &mut sheet.cells[at];
                if down {
                    kept.rows += other.rows
                } else {
                    kept.columns += other.columns
                }
                merged += 1;
            }
            None => at += 1,
        }
    }
    merged
}

fn merged_zeros(plain: &mut Plain<'_>, dice: &mut Dice) {
    merge(plain.sheet(4), 3, |text| text == "0", dice.percent(70));
    merge(plain.sheet(5), 0, |text| text == "0", false);
}

/// One figure over the rows of a group, or over the columns of one in table four.
fn merged_figures(plain: &mut Plain<'_>, dice: &mut Dice) {
    let table = plain.tables[4].table;
    if dice.percent(50) {
        let group = &table.rows.groups[1 + dice.below(table.rows.groups.len() - 1)].lines;
        let sheet = plain.sheet(4);
        let head = 3;
        for column in 3..10 {
            let sum = 1 + dice.below(90);
            let (first, rest) = (head + group.start, head + group.start + 1..head + group.end);
            sheet.cells.retain(|cell| cell.column != column || !rest.contains(&cell.row));
            let cell = sheet.cells.iter_mut().find(|cell| cell.row == first && cell.column == column).unwrap();
            (cell.rows, cell.text) = (group.len(), sum.to_string());
        }
        return;
    }
    let sheet = plain.sheet(5);
    let last = sheet.height - 1;
    let from = 5 * dice.below(3);
    let sum = 1 + dice.below(90);
    sheet.cells.retain(|cell| cell.row != last || !(from + 1..from + 5).contains(&cell.column));
    let cell = sheet.cells.iter_mut().find(|cell| cell.row == last && cell.column == from).unwrap();
    (cell.columns, cell.text) = (5, sum.to_string());
}

/// A part of table four: the columns of some groups, under the head of both or none of their names.
fn part(filled: &Filled<'_>, groups: std::ops::Range<usize>, named: bool) -> Sheet {
    let columns = &filled.table.columns;
    let mut sheet = Sheet::default();
    let lines = columns.groups[groups.start].lines.start..columns.groups[groups.end - 1].lines.end;
    let mut row = 0;
    if groups.start > 0 && named {
        sheet.put(0, 0, (1, lines.len()), "行政诉讼");
        row = 1;
    }
    if named {
        for group in &columns.groups[groups] {
            sheet.put(row, group.lines.start - lines.start, (1, group.lines.len()), group.label());
        }
        row += 1;
    }
    for line in lines.clone() {
        sheet.put(row, line - lines.start, (1, 1), columns.lines[line].label());
        sheet.put(row + 1, line - lines.start, (1, 1), filled.texts[line].clone());
    }
    sheet
}

fn two_parts(plain: &mut Plain<'_>, _: &mut Dice) {
    let filled = plain.tables[5].clone();
    plain.replace(5, vec![Piece::Sheet(part(&filled, 0..1, true), 5), Piece::Sheet(part(&filled, 1..3, true), 5)]);
}

fn three_parts(plain: &mut Plain<'_>, dice: &mut Dice) {
    let filled = plain.tables[5].clone();
    let between = dice.percent(50);
    let mut pieces = Vec::new();
    for group in 0..3 {
        if between {
            pieces.push(Piece::Words(["行政复议情况如下：", "行政诉讼情况如下：", "具体数字如下："][group].to_owned()));
        }
        pieces.push(Piece::Sheet(part(&filled, group..group + 1, true), 5));
    }
    plain.replace(5, pieces);
}

fn captioned_parts(plain: &mut Plain<'_>, dice: &mut Dice) {
    let filled = plain.tables[5].clone();
    let numbers = [["", "", ""], ["（一）", "（二）", "（三）"], ["1.", "2.", "3."]][dice.below(3)];
    let names = ["行政复议", "未经复议直接起诉", "复议后起诉"];
    let pieces = (0..3).flat_map(|group| {
        [Piece::Words(format!("{}{}", numbers[group], names[group])), Piece::Sheet(part(&filled, group..group + 1, false), 5)]
    });
    plain.replace(5, pieces.collect());
}

/// Its parts in one grid.
fn stacked(plain: &mut Plain<'_>, dice: &mut Dice) {
    let filled = plain.tables[5].clone();
    let named = dice.percent(50);
    let mut sheet = Sheet::default();
    for group in 0..3 {
        if !named {
            let name = filled.table.columns.groups[group].label();
            sheet.put(sheet.height, 0, (1, 5), name);
        }
        sheet.append(part(&filled, group..group + 1, named));
    }
    *plain.sheet(5) = sheet;
}

/// A row of numbers below the heads of 申请, and sometimes a column of them in front.
fn numbered(plain: &mut Plain<'_>, dice: &mut Dice) {
    let marks = [["甲", "乙", "丙"], ["A", "B", "C"], ["栏次", "", ""]][dice.below(3)];
    let circled = dice.percent(50);
    let before = dice.percent(50);
    let sheet = plain.sheet(4);
    let labels = 3;
    let width = sheet.cells.iter().map(|cell| cell.column + cell.columns).max().unwrap();
    let height = sheet.cells.iter().find(|cell| cell.text.starts_with("（本列")).unwrap().rows;
    sheet.cells.iter_mut().filter(|cell| cell.row >= height).for_each(|cell| cell.row += 1);
    sheet.height += 1;
    for (column, mark) in marks.into_iter().chain(std::iter::repeat("")).enumerate().take(width) {
        let number = u32::try_from(column).unwrap() - 2 * u32::from(column >= labels);
        let number = if circled { char::from_u32(0x245f + number).unwrap().to_string() } else { number.to_string() };
        sheet.put(height, column, (1, 1), if column < labels { mark.to_owned() } else { number });
    }
    if before {
        sheet.cells.iter_mut().for_each(|cell| cell.column += 1);
        sheet.put(0, 0, (height, 1), "序号");
        let number = |row: usize| if row == height { String::new() } else { (row - height).to_string() };
        (height..sheet.height).for_each(|row| sheet.put(row, 0, (1, 1), number(row)));
    }
}

/// Notes or shares behind the last column of 申请.
fn beside(plain: &mut Plain<'_>, dice: &mut Dice) {
    let (name, text) = [("备注", ""), ("占比", "3.5%"), ("备注", "见附件")][dice.below(3)];
    let sheet = plain.sheet(4);
    let width = sheet.cells.iter().map(|cell| cell.column + cell.columns).max().unwrap();
    let height = sheet.cells.iter().find(|cell| cell.text.starts_with("（本列")).unwrap().rows;
    sheet.put(0, width, (height, 1), name);
    (height..sheet.height).for_each(|row| sheet.put(row, width, (1, 1), text));
}

/// Zeros at the end of rows are left blank, and so are their cells left out.
fn trailing(plain: &mut Plain<'_>, _: &mut Dice) {
    for (sheet, _) in plain.sheets() {
        for row in 0..sheet.height {
            let end = |sheet: &Sheet| {
                sheet
                    .cells
                    .iter()
                    .enumerate()
                    .filter(|(_, cell)| cell.row == row)
                    .max_by_key(|(_, cell)| cell.column)
                    .map(|(at, _)| at)
            };
            while let Some(at) = end(sheet).filter(|at| sheet.cells[*at].text == "0") {
                sheet.cells.remove(at);
            }
        }
    }
}

fn invisible(plain: &mut Plain<'_>, dice: &mut Dice) {
    const MARKS: [char; 6] = ['\u{200b}', '\u{feff}', '\u{200e}', '\u{2060}', '\u{ad}', '\u{fe0f}'];
    for (sheet, _) in plain.sheets() {
        for cell in &mut sheet.cells {
            let mut text = String::new();
            for c in cell.text.chars() {
                text.push(c);
                if dice.percent(20) {
                    text.push(MARKS[dice.below(MARKS.len())]);
                }
            }
            cell.text = text;
        }
    }
}

const WORDS: [&str; 11] = ["无", "（无）", "――", "--", "\\", "〇", "O", "○", "Ｏ", "没有", "———"];

fn zero_words(plain: &mut Plain<'_>, dice: &mut Dice) {
    let word = WORDS[dice.below(WORDS.len())];
    for (sheet, _) in plain.sheets() {
        sheet.cells.iter_mut().filter(|cell| cell.text == "0").for_each(|cell| cell.text = word.to_owned());
    }
}

/// One word among figures: it stays what it is.
fn one_zero_word(plain: &mut Plain<'_>, dice: &mut Dice) {
    let word = WORDS[dice.below(WORDS.len())];
    let sheet = plain.sheet(4);
    let zeros: Vec<usize> = (0..sheet.cells.len()).filter(|at| sheet.cells[*at].text == "0").collect();
    sheet.cells[zeros[dice.below(zeros.len())]].text = word.to_owned();
}

fn bilingual(plain: &mut Plain<'_>, dice: &mut Dice) {
    const WORDS: [&str; 5] = ["Item text in English", "Total (VII)", "1. State secrets", "ھۆكۈمەت ئۇچۇرى", "정보 공개"];
    let gap = ["\n", " ", " / "][dice.below(3)];
    let front = dice.percent(30);
    for (sheet, _) in plain.sheets() {
        for cell in sheet.cells.iter_mut().filter(|cell| cell.text.chars().any(char::is_alphabetic)) {
            let other = WORDS[dice.below(WORDS.len())];
            cell.text = if front && !other.ends_with(')') {
                format!("{other}{gap}{}", cell.text)
            } else {
                format!("{}{gap}{other}", cell.text)
            };
        }
    }
}

/// Every cell of a merged one says what the merged one said.
fn refilled(plain: &mut Plain<'_>, _: &mut Dice) {
    for (sheet, _) in plain.sheets() {
        let cells = std::mem::take(&mut sheet.cells);
        for cell in cells {
            for row in cell.row..cell.row + cell.rows {
                for column in cell.column..cell.column + cell.columns {
                    sheet.cells.push(Drawn { row, column, rows: 1, columns: 1, text: cell.text.clone() });
                }
            }
        }
    }
}

/// How a document was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Read {
    Right,
    Said,
    Silent,
}

fn outcome(report: &Report, tables: &[Filled<'_>], template: &Template) -> (Read, String) {
    let mut said = String::new();
    for put in tables {
        let read = report.tables.iter().find(|filled| template[filled.table] == *put.table);
        for (cell, want) in put.cells.iter().enumerate() {
            let Put::Figure(want) = want else { continue };
            let got = read.map_or(&Value::Absent, |read| &read.cells[cell].value);
            let is_same = match got {
                Value::Figure(got) => got.to_string().parse::<f64>().unwrap() == want.parse::<f64>().unwrap(),
                Value::Blank(_) => want == "0",
                Value::Absent | Value::Words(_) | Value::Text(..) => false,
            };
            let what = || format!("{}: {want} came as {got:?}", put.table.cell_name(cell));
            match got {
                _ if is_same => {}
                Value::Figure(_) | Value::Blank(_) => return (Read::Silent, what()),
                Value::Absent | Value::Words(_) | Value::Text(..) => said = what(),
            }
        }
    }
    if said.is_empty() { (Read::Right, said) } else { (Read::Said, said) }
}

#[test]
fn classes() {
    let rules = crate::built_in();
    let template = &rules.template;
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seeds = number("CLASS_SEED").map_or(1..=crate::times("CLASSES", (2, 6)), |seed| seed..=seed);
    let only = std::env::var("CLASS").ok();
    let mut failed = Vec::new();
    for class in CLASSES.iter().filter(|class| only.as_ref().is_none_or(|only| class.name.contains(only.as_str()))) {
        let mut counts: HashMap<Read, usize> = HashMap::new();
        let mut first = Vec::new();
        for (seed, (name, merges, put)) in seeds.clone().flat_map(|seed| class.put.iter().map(move |put| (seed, put))) {
            let dice = &mut Dice::new(seed * 31);
            let mut plain = Plain::new(template, dice);
            (class.change)(&mut plain, dice);
            let (bytes, done) = put(&plain.document(*merges), dice);
            if number("CLASS_SEED").is_some() {
                std::fs::create_dir_all("target/layouts").unwrap();
                std::fs::write(format!("target/layouts/{}.{name}", class.name.replace(' ', "_")), &bytes).unwrap();
            }
            let (read, what) = match read(&format!("a.{name}"), &bytes, template) {
                Ok(report) => outcome(&report, &plain.tables, template),
                Err(why) => (Read::Said, format!("no report: {}", why.reason.en)),
            };
            *counts.entry(read).or_default() += 1;
            if read != Read::Right && first.len() < 4 {
                first.push(format!("{name} {seed}: {read:?} {what}; {done}"));
            }
        }
        let count = |read| counts.get(&read).copied().unwrap_or(0);
        let all = counts.values().sum::<usize>();
        println!(
            "{}: {} right, {} said, {} silent of {all}",
            class.name,
            count(Read::Right),
            count(Read::Said),
            count(Read::Silent)
        );
        if count(Read::Silent) > 0 || count(Read::Right) * 100 < all * class.right {
            first.iter().for_each(|first| println!("    {first}"));
            failed.push(class.name);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

/// A report in an archive, under a name as Windows writes it (in GBK), reads as it does outside.
#[test]
fn reports_in_archives_read_the_same() {
    const KINDS: [Container; 8] = [HTML, DOCX, XLSX, TABS, CSV, PDF, BARE, OFD];
    const PLACE: &str = "2023/ABCDEF";
    let rules = crate::built_in();
    let count = crate::times("CLASSES", (1, 2));
    let cells = |path: &std::path::Path| cli::stdout(&cli::gouji(&["extract", "--format", "cells", &cli::path(path)]));
    for seed in 1..=count {
        let folder = tempfile::tempdir().unwrap();
        let dice = &mut Dice::new(seed * 37);
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let mut outside = String::new();
        for (at, (name, merges, put)) in KINDS.iter().enumerate() {
            let mut plain = Plain::new(&rules.template, dice);
            if dice.percent(50) {
                two_parts(&mut plain, dice);
            }
            let (bytes, _) = put(&plain.document(*merges), dice);
            let file = folder.path().join(format!("财政局{at}.{name}"));
            std::fs::write(&file, &bytes).unwrap();
            outside.push_str(cells(&file).trim_end());
            outside.push('\n');
            zip.start_file(format!("{PLACE}{at}.{name}"), zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut zip, &bytes).unwrap();
        }
        let mut bytes = zip.finish().unwrap().into_inner();
        let gbk = [b"2023/".as_slice(), &encoding_rs::GB18030.encode("财政局").0].concat();
        super::super::archives::replace(&mut bytes, PLACE.as_bytes(), &gbk);
        let file = folder.path().join("round.zip");
        std::fs::write(&file, &bytes).unwrap();
        // A page without lines may say that it lacks a table.
        let whole = outside.lines().filter(|line| line.contains("复议诉讼[件数, 复议.维持]")).count();
        assert!(whole + 1 >= KINDS.len(), "seed {seed}: {outside}");
        assert_eq!(cells(&file), outside, "seed {seed}");
    }
}

/// What a program recognised in a picture may be wrong where no equation shows it: it is said that it was recognised.
#[test]
fn text_that_was_recognised_is_said_to_be() {
    let rules = crate::built_in();
    let template = &rules.template;
    let dice = &mut Dice::new(5);
    let document = Plain::new(template, dice).document(Merges::Spans);
    let said = |(bytes, _): (Vec<u8>, String)| {
        let report = read("a.pdf", &bytes, template).unwrap();
        report.remarks.iter().filter(|remark| remark.message.en.contains("recognised in pictures")).count()
    };
    assert_eq!([said(painted::recognised_pdf(&document, dice)), said(painted::ruled_pdf(&document, dice))], [1, 0]);
}

/// Digits that are glued or confused, in one to three cells of 申请: what the equations single out is taken and said (R007).
fn confused(plain: &mut Plain<'_>, dice: &mut Dice) -> usize {
    let sheet = plain.sheet(4);
    let figures: Vec<usize> = (0..sheet.cells.len())
        .filter(|at| sheet.cells[*at].text.len() > 1 && sheet.cells[*at].text.parse::<u64>().is_ok())
        .collect();
    let mut spoilt = Vec::new();
    for _ in 0..1 + dice.below(3) {
        let at = figures[dice.below(figures.len())];
        if spoilt.contains(&at) {
            continue;
        }
        let text = &mut sheet.cells[at].text;
        let cut = 1 + dice.below(text.len() - 1);
        *text = match dice.below(3) {
            0 => format!("{} {}", &text[..cut], &text[cut..]),
            1 => format!("{text} {}", 1 + dice.below(9)),
            _ => format!("{}\n{text}", 1 + dice.below(9)),
        };
        spoilt.push(at);
    }
    spoilt.len()
}

#[test]
fn equations_single_readings_out() {
    let rules = crate::built_in();
    let template = &rules.template;
    let count = crate::times("CLASSES", (20, 20));
    let (mut right, mut said) = (0, 0);
    for seed in 1..=count {
        let dice = &mut Dice::new(seed * 17);
        let mut plain = Plain::new(template, dice);
        let spoilt = confused(&mut plain, dice);
        let (bytes, _) = html::page(&plain.document(Merges::Spans), dice);
        let mut report = read("a.html", &bytes, template).unwrap();
        let doubts = report.doubts.len();
        gouji::engine::choose(&rules, &mut report);
        let chosen = report.remarks.iter().filter(|remark| remark.code == RemarkCode::Chosen).count();
        match outcome(&report, &plain.tables, template) {
            (Read::Right, _) => {
                right += 1;
                assert_eq!((doubts, chosen), (spoilt, spoilt), "seed {seed}");
            }
            (Read::Said, _) => said += 1,
            (Read::Silent, what) => panic!("seed {seed}: {what}"),
        }
    }
    println!("readings chosen by the equations: {right} right, {said} said, 0 silent of {count}");
    assert!(right * 10 >= count * 9, "{right} of {count}");
}

/// A cell to which the document gives two values is left alone, whatever the equations say; so is one that no equation singles out.
#[test]
fn nothing_is_chosen_between_two_values_or_without_equations() {
    let rules = crate::built_in();
    let template = &rules.template;
    for seed in 1..=10 {
        let dice = &mut Dice::new(seed * 13);
        let mut plain = Plain::new(template, dice);
        let mut second = plain.tables[4].clone();
        let other = format!("{}7", second.texts[0]);
        second.texts[0] = other;
        let again = hand(dice).requests(&second).0;
        plain.pieces.push(Piece::Sheet(again, 4));
        // Table 许可 has no equation.
        let cell = plain.sheet(1).cells.iter_mut().rfind(|cell| cell.column > 0).unwrap();
        cell.text = "4 18".to_owned();
        let (bytes, _) = html::page(&plain.document(Merges::Spans), dice);
        let mut report = read("a.html", &bytes, template).unwrap();
        gouji::engine::choose(&rules, &mut report);
        assert!(report.remarks.iter().any(|remark| remark.code == RemarkCode::TwoValues));
        assert!(!report.remarks.iter().any(|remark| remark.code == RemarkCode::Chosen), "seed {seed}");
        let value = |id: &str| &report.table(template, id).unwrap().cells[0].value;
        assert!(matches!((value("申请"), value("许可")), (Value::Text(..), Value::Text(..))));
    }
}
