//! Findings of family R: what the reader noticed, cells that are no figures, blanks that counted as zero.

use super::finding::{blank_finding, finding_cell};
use crate::{
    engine::view::{View, figures::is_open_total},
    finding::{Finding, FindingCell, Outcome, ReportVerdict, reading},
    lang::Text,
    number::NotANumber,
    report::{Cell, Filled, NoReport, Remark, RemarkCode, Report, Unreadable, Value},
    template::{Blank, CellId, Table},
    text,
};

/// All of them, in the order of the report.
pub(in crate::engine) fn findings(view: &View<'_>) -> Vec<Finding> {
    let (report, template, seen) = (view.report, &view.rules.template, view.figures.seen);
    let mut found: Vec<Finding> = report.remarks.iter().map(|remark| remarked(view, remark)).collect();
    if !seen.text && !seen.blank {
        return found;
    }
    for filled in &report.tables {
        let table = &template[filled.table];
        let mut merged: Vec<Merged<'_>> = Vec::new();
        for (cell, content) in filled.cells() {
            let Value::Text(raw, why) = &content.value else { continue };
            // T110 says what is no choice, and no day.
            if has_two_values(report, cell) || matches!(why, Unreadable::NoChoice | Unreadable::NoDay) {
                continue;
            }
            let own = finding_cell(view, cell);
            let (row, _) = table.row_and_column(cell.index());
            if *why == Unreadable::Merged {
                if let Some(known) = merged.iter_mut().find(|known| known.takes(content, row)) {
                    known.add(content);
                    found.get_mut(known.finding).into_iter().for_each(|finding| finding.cells.push(own.clone()));
                    continue;
                }
                merged.push(Merged { row, finding: found.len(), contents: vec![content], first: cell });
            }
            let message = unreadable_cell(table, cell.index(), raw, why);
            found.push(Finding { message, cells: vec![own], ..coded("R002") });
        }
        for several in merged.iter().filter(|merged| merged.contents.len() > 1) {
            found.get_mut(several.finding).into_iter().for_each(|finding| finding.message = several.message(table));
        }
        found.extend(counted_as_zero(view, filled));
    }
    found
}

/// Figures in merged cells that begin in one row of a table: they are said once.
struct Merged<'r> {
    row: usize,
    /// Its finding, among those found.
    finding: usize,
    /// What stands in each.
    contents: Vec<&'r Cell>,
    first: CellId,
}

impl<'r> Merged<'r> {
    fn takes(&self, content: &Cell, row: usize) -> bool {
        self.row == row || self.contents.contains(&content)
    }

    fn add(&mut self, content: &'r Cell) {
        if !self.contents.contains(&content) {
            self.contents.push(content);
        }
    }

    fn message(&self, table: &Table) -> Text {
        let (name, count) = (table.cell_name(self.first.index()), self.contents.len());
        let raw = self.contents.first().map(|content| &content.value);
        let raw = if let Some(Value::Text(raw, _)) = raw { raw.as_str() } else { "" };
        text!(
            "“{raw}”等 {count} 个数各填在一个合并的单元格里，{name} 等各是多少分不清",
            "“{raw}” and other figures, {count} in all, stand in merged cells; what {name} and the others they cover are cannot be told"
        )
    }
}

/// Whether R003 has named a cell: then its text is the two values, and not said again.
fn has_two_values(report: &Report, cell: CellId) -> bool {
    report.remarks.iter().any(|remark| remark.code == RemarkCode::TwoValues && remark.cell == Some(cell))
}

/// The outcome of a file that is no report (R001).
pub(in crate::engine) fn unreadable(path: Option<String>, why: &NoReport) -> Outcome {
    let finding = Finding { message: why.reason.clone(), origin: why.origin, ..coded("R001") };
    Outcome { path, ..Outcome::without_report(ReportVerdict::Unreadable, finding) }
}

fn coded(code: &str) -> Finding {
    match reading(code) {
        Some(entry) => {
            let [zh, _] = entry.name;
            Finding { name: zh.to_owned(), severity: entry.severity, ..blank_finding(code) }
        }
        None => blank_finding(code),
    }
}

fn remarked(view: &View<'_>, remark: &Remark) -> Finding {
    let code = match remark.code {
        RemarkCode::TwoValues => "R003",
        RemarkCode::Resemblance => "R004",
        RemarkCode::Key => "R006",
        RemarkCode::Chosen => "R007",
    };
    let cell = remark.cell.filter(|cell| view.content(*cell).is_some());
    let cells = cell.map(|cell| finding_cell(view, cell)).into_iter().collect();
    Finding { message: remark.message.clone(), cells, origin: remark.origin, ..coded(code) }
}

fn unreadable_cell(table: &Table, cell: usize, raw: &str, why: &Unreadable) -> Text {
    let name = table.cell_name(cell);
    match why {
        Unreadable::NotANumber(NotANumber::TooLong) => {
            text!("{name} 的“{raw}”位数太多，不作为数", "{name}: “{raw}” has too many digits to be a figure")
        }
        Unreadable::NotANumber(NotANumber::Separators) => {
            text!("{name} 的“{raw}”分节号位置不对，读不准", "{name}: the separators of “{raw}” part it in the wrong places")
        }
        Unreadable::NotANumber(_) if is_drawn(raw) => text!(
            "{name} 的内容写在文本框、图片、批注一类的地方，或者加了删除线（“{raw}”），读不成数；请直接写在单元格里",
            "{name}: a figure is drawn here, or struck out (“{raw}”); write it into the cell itself"
        ),
        Unreadable::NotANumber(_) => text!("{name} 的“{raw}”读不成数", "{name}: “{raw}” does not read as a number"),
        Unreadable::NoChoice | Unreadable::NoDay => Text::default(),
        Unreadable::Merged => text!(
            "“{raw}”填在一个合并的单元格里，{name} 等各是多少分不清",
            "“{raw}” stands in one merged cell; what {name} and the others it covers are cannot be told"
        ),
        Unreadable::Unit(unit) => {
            let want = table.kind(cell).map(|kind| kind.unit.clone()).unwrap_or_default();
            text!(
                "{name} 的“{raw}”单位是“{unit}”，这个单元格要“{want}”",
                "{name}: “{raw}” is in “{unit}”, this cell takes “{want}”"
            )
        }
    }
}

/// Whether a cell holds something that readers only name in these brackets: a picture, a text box, a comment.
fn is_drawn(raw: &str) -> bool {
    raw.trim_start().strip_prefix('［').is_some_and(|rest| rest.contains('］'))
}

/// What a table writes for zero beside the usual marks for nothing.
fn words_for_zero(filled: &Filled) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    for cell in &filled.cells {
        match &cell.value {
            Value::Blank(mark) if !mark.is_empty() && !Value::is_mark(mark) && !words.contains(&mark.as_str()) => {
                words.push(mark)
            }
            _ => {}
        }
    }
    words
}

/// Blanks that counted as zero, said once for the table.
fn counted_as_zero(view: &View<'_>, filled: &Filled) -> Option<Finding> {
    let table = &view.rules.template[filled.table];
    if table.blank != Blank::Zero || view.is_exempt(filled.table) {
        return None;
    }
    let cells: Vec<FindingCell> = filled
        .cells()
        .filter(|(cell, content)| matches!(content.value, Value::Blank(_)) && !is_open_total(table, filled, cell.index()))
        .filter(|(cell, _)| table.kind(cell.index()).is_some_and(|kind| kind.measure.is_figure()))
        .map(|(cell, _)| finding_cell(view, cell))
        .collect();
    let (count, name) = (cells.len(), &table.id);
    let words = words_for_zero(filled);
    let (zh, en) = match words.as_slice() {
        [] => (String::new(), String::new()),
        words => (format!("或写作“{}”", words.join("”“")), format!(" (or “{}”)", words.join("”, “"))),
    };
    (count > 0).then(|| Finding {
        message: text!(
            "表“{name}”有 {count} 个单元格空白{zh}，按 0 计算",
            "{count} blank cells{en} of “{name}” were counted as zero"
        ),
        cells,
        ..coded("R005")
    })
}
