//! The tables of the form with figures in them, drawn as offices print them.

use super::{
    super::cause::dice::Dice,
    sheet::Sheet,
    traps::{self, Wear},
};
use gouji::{
    report::{self, Value},
    template::{Axis, Measure, Table},
};

/// What was put into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Put {
    /// A figure, in the unit of its column.
    Figure(String),
    /// Nothing, or a mark for nothing.
    Nothing,
}

/// A table and what was put in.
#[derive(Clone, Debug)]
pub(super) struct Filled<'t> {
    pub(super) table: &'t Table,
    pub(super) cells: Vec<Put>,
    /// As printed.
    pub(super) texts: Vec<String>,
}

/// A hand that draws.
pub(super) struct Hand<'d> {
    pub(super) dice: &'d mut Dice,
    pub(super) wear: Wear,
    /// How many in a hundred cells are blank, and how many figures have another look.
    pub(super) blanks: usize,
    pub(super) looks: usize,
    /// Whether heads of leaves stand over two rows of cells.
    pub(super) split_heads: bool,
    /// Whether the cells of a row may be merged otherwise than those above.
    pub(super) ragged: bool,
}

impl<'t> Filled<'t> {
    pub(super) fn new(table: &'t Table, hand: &mut Hand<'_>) -> Filled<'t> {
        let mut filled = Filled { table, cells: Vec::new(), texts: Vec::new() };
        let only_totals = hand.dice.percent(5);
        for cell in 0..table.cell_count() {
            let column = table.row_and_column(cell).1;
            let is_part = table.columns.total.is_some() && !table.columns.lines[column].is_total;
            let (put, text) = hand.value(table, cell, only_totals && is_part);
            filled.cells.push(put);
            filled.texts.push(text);
        }
        filled
    }

    /// With what a report has in it.
    pub(super) fn of(report: &report::Filled, table: &'t Table) -> Filled<'t> {
        let text = |cell: &report::Cell| match &cell.value {
            Value::Figure(figure) => figure.to_string(),
            _ => String::new(),
        };
        Filled { table, cells: Vec::new(), texts: report.cells.iter().map(text).collect() }
    }

    fn text(&self, row: usize, column: usize) -> &str {
        &self.texts[self.table.cell(row, column)]
    }
}

impl Hand<'_> {
    fn value(&mut self, table: &Table, cell: usize, blank: bool) -> (Put, String) {
        if blank || self.dice.percent(self.blanks) {
            return (Put::Nothing, traps::nothing(self.dice).to_owned());
        }
        let kind = &table.kinds[cell];
        let whole = [0, 1, 9, 99, 2_000, 11_398_889][self.dice.below(6)];
        let whole = self.dice.from(0, whole);
        let (figure, unit) = match kind.measure {
            Measure::Money => (format!("{whole}.{:02}", self.dice.below(100)), Some(kind.unit.as_str())),
            _ if kind.signed => (format!("{}{whole}", ["", "+", "-"][self.dice.below(3)]), None),
            _ => (whole.to_string(), None),
        };
        let printed = if self.dice.percent(self.looks) { traps::figure(&figure, unit, self.dice) } else { figure.clone() };
        (Put::Figure(figure.trim_start_matches('+').to_owned()), printed)
    }

    pub(super) fn label(&mut self, text: &str) -> String {
        traps::label(text, self.wear, self.dice)
    }

    /// A table of section 二, `width` columns of cells wide: its legend, its head, its rows.
    pub(super) fn small(&mut self, filled: &Filled<'_>, width: usize, with_legend: bool) -> Sheet {
        let table = filled.table;
        let mut sheet = Sheet::default();
        if with_legend {
            let legend = self.label(&table.labels[0]);
            sheet.put(0, 0, (1, width), legend);
        }
        let count = table.columns.lines.len();
        let head: Vec<String> = table.columns.lines.iter().map(|line| self.label(line.label())).collect();
        let mut widths = self.widths(count, width - 1);
        row_of(&mut sheet, "信息内容", &head, &widths);
        for (row, line) in table.rows.lines.iter().enumerate() {
            let texts: Vec<String> = (0..count).map(|column| filled.text(row, column).to_owned()).collect();
            let label = self.label(line.label());
            if self.ragged {
                widths = self.widths(count, width - 1);
            }
            row_of(&mut sheet, &label, &texts, &widths);
        }
        sheet
    }

    /// How so many cells share so many columns.
    fn widths(&mut self, cells: usize, columns: usize) -> Vec<usize> {
        let mut widths = vec![1; cells];
        (cells..columns).for_each(|_| widths[self.dice.below(cells)] += 1);
        widths
    }

    /// The table 申请 and how high its head is.
    pub(super) fn requests(&mut self, filled: &Filled<'_>) -> (Sheet, usize) {
        const LABELS: usize = 3;
        let table = filled.table;
        let mut sheet = Sheet::default();
        let head = self.heads(&mut sheet, &table.columns, LABELS, Some("申请人情况"));
        sheet.put(0, 0, (head, LABELS), "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）");
        self.row_labels(&mut sheet, &table.rows, head, LABELS);
        for row in 0..table.rows.lines.len() {
            for column in 0..table.columns.lines.len() {
                sheet.put(head + row, LABELS + column, (1, 1), filled.text(row, column));
            }
        }
        (sheet, head)
    }

    /// The table 复议诉讼.
    pub(super) fn reviews(&mut self, filled: &Filled<'_>) -> Sheet {
        let columns = &filled.table.columns;
        let mut sheet = Sheet::default();
        sheet.put(0, 0, (1, 5), self.label("行政复议"));
        sheet.put(0, 5, (1, 10), self.label("行政诉讼"));
        let deep = if self.split_heads { 2 } else { 1 };
        for (at, line) in columns.lines.iter().enumerate() {
            let (row, rows) = if at < 5 { (1, 1 + deep) } else { (2, deep) };
            self.leaf(&mut sheet, (row, at), rows, line.label());
        }
        for group in columns.groups.iter().skip(1) {
            sheet.put(1, group.lines.start, (1, group.lines.len()), self.label(group.label()));
        }
        let row = sheet.height;
        (0..columns.lines.len()).for_each(|column| sheet.put(row, column, (1, 1), filled.text(0, column)));
        sheet
    }

    /// The heads of columns in groups; how many rows they take.
    fn heads(&mut self, sheet: &mut Sheet, axis: &Axis, from: usize, title: Option<&str>) -> usize {
        let top = usize::from(title.is_some());
        let deep = if self.split_heads { 2 } else { 1 };
        if let Some(title) = title {
            sheet.put(0, from, (1, axis.lines.len()), title);
        }
        for (at, line) in axis.lines.iter().enumerate() {
            let (row, rows) = if line.group.is_some() { (top + 1, deep) } else { (top, 1 + deep) };
            self.leaf(sheet, (row, from + at), rows, line.label());
        }
        for group in &axis.groups {
            sheet.put(top, from + group.lines.start, (1, group.lines.len()), self.label(group.label()));
        }
        top + 1 + deep
    }

    /// A head over one column; over two rows of cells where those are split.
    fn leaf(&mut self, sheet: &mut Sheet, (row, column): (usize, usize), rows: usize, text: &str) {
        let text = self.label(text);
        let letters: Vec<char> = text.chars().collect();
        if self.split_heads && letters.len() >= 4 && rows >= 2 {
            let (first, second) = letters.split_at(letters.len() / 2);
            sheet.put(row, column, (1, 1), first.iter().collect::<String>());
            sheet.put(row + 1, column, (rows - 1, 1), second.iter().collect::<String>());
        } else {
            sheet.put(row, column, (rows, 1), text);
        }
    }

    /// The labels of rows behind those of the groups around them.
    fn row_labels(&mut self, sheet: &mut Sheet, axis: &Axis, from: usize, width: usize) {
        for group in &axis.groups {
            let depth = usize::from(group.parent.is_some());
            sheet.put(from + group.lines.start, depth, (group.lines.len(), 1), self.label(group.label()));
        }
        for (at, line) in axis.lines.iter().enumerate() {
            let depth = axis.groups_around(line).len();
            sheet.put(from + at, depth, (1, width - depth), self.label(line.label()));
        }
    }
}

/// A label and the texts behind it.
fn row_of(sheet: &mut Sheet, label: &str, texts: &[String], widths: &[usize]) {
    let row = sheet.height;
    sheet.put(row, 0, (1, 1), label);
    let mut column = 1;
    for (text, width) in texts.iter().zip(widths) {
        sheet.put(row, column, (1, *width), text);
        column += width;
    }
}
