//! The review workbook: an overview of the units, the findings one a row, and the tables that findings are about, with their marks
//! and what would fit as notes. Holds the workbook until the end, about 20 KB a failing report.

use super::{
    save_review,
    sheet::{Formats, INNER, OUTER, block, column_number, labels, lines, row_number, set_lines, shown, value},
    workbook,
};
use crate::{
    finding::{Outcome, Summary},
    lang::{Lang, Text},
    marked::{CellMark, Mark, MarkedReport, MarkedTable},
    report::Value,
    ruleset::Identity,
    template::Table,
    text,
    write::{
        CheckedInput, Style, Writer,
        entry::{Entry, entries, item_name},
        words,
    },
};
use rust_xlsxwriter::{Note, Url, Worksheet, XlsxError};
use std::io;

/// The review workbook.
pub struct Xlsx {
    style: Style,
    formats: Formats,
    units: Vec<Unit>,
    findings: Worksheet,
    findings_end: u32,
    tables: Worksheet,
    tables_end: u32,
    rules: String,
}

/// A row of the overview.
struct Unit {
    words: [String; 5],
    counts: Summary,
    /// Where its tables begin, if any are drawn.
    drawn: Option<u32>,
}

/// A sheet has 1 048 576 rows; beyond this nothing more is written onto it, and the overview says so.
const MOST_ROWS: u32 = 1_000_000;

/// The widths of columns, in characters.
const OVERVIEW_WIDTHS: [u16; 9] = [36, 36, 8, 10, 36, 8, 8, 8, 8];
const FINDING_WIDTHS: [u16; 11] = [30, 26, 8, 24, 14, 60, 50, 50, 40, 20, 40];

/// A note says no more issues than this.
const MOST_ISSUES: usize = 3;

/// Columns of labels before the figures on the sheet of tables.
const LABELS: usize = 3;

impl Xlsx {
    /// In the style's language.
    pub fn new(style: Style) -> Xlsx {
        let sheets = (Worksheet::new(), Worksheet::new());
        let (findings, tables) = sheets;
        Xlsx {
            style,
            formats: Formats::new(),
            units: Vec::new(),
            findings,
            findings_end: 1,
            tables,
            tables_end: 0,
            rules: String::new(),
        }
    }

    fn add(&mut self, item: &CheckedInput<'_>) -> Result<(), XlsxError> {
        let marked = MarkedReport::of(item, self.style.lang, self.style.show_waived);
        for entry in entries(item, self.style) {
            if self.findings_end < MOST_ROWS {
                self.add_finding(item.outcome, entry, &marked)?;
            }
        }
        let drawn = if self.tables_end < MOST_ROWS { self.add_tables(item, &marked)? } else { None };
        let counts = Summary::of(item.outcome);
        let outcome = item.outcome;
        let words = [
            item_name(item).to_owned(),
            outcome.agency.clone().unwrap_or_default(),
            outcome.year.map(|year| year.to_string()).unwrap_or_default(),
            words::verdict(outcome.verdict).get(self.style.lang).to_owned(),
            outcome.superseded_by.as_deref().map(|by| words::superseded(by).get(self.style.lang).to_owned()).unwrap_or_default(),
        ];
        self.units.push(Unit { words, counts, drawn });
        Ok(())
    }

    fn add_finding(&mut self, outcome: &Outcome, entry: Entry<'_>, marked: &MarkedReport) -> Result<(), XlsxError> {
        let (lang, finding) = (self.style.lang, entry.finding);
        let row = [
            outcome.path.clone().unwrap_or_default(),
            outcome.agency.clone().unwrap_or_default(),
            words::level(finding).0.get(lang).to_owned(),
            finding.key(),
            entry.name(lang).to_owned(),
            entry.spoken(lang),
            finding.quote.as_ref().map(|quote| quote.sentence.clone()).unwrap_or_default(),
            explanation(entry, marked, lang),
            entry.help(lang),
            entry.place().map(|place| place.words().get(lang).to_owned()).unwrap_or_default(),
            entry.law().join("；"),
        ];
        for (column, words) in row.iter().enumerate() {
            self.findings.write_string_with_format(
                self.findings_end,
                column_number(column),
                shown(words),
                &self.formats.words,
            )?;
        }
        let high = row.iter().zip(FINDING_WIDTHS).map(|(words, wide)| lines(words, usize::from(wide))).max().unwrap_or(1);
        set_lines(&mut self.findings, self.findings_end, high)?;
        self.findings_end += 1;
        Ok(())
    }

    /// The tables of a report in which a cell is marked, one under another; the row where they begin.
    fn add_tables(&mut self, item: &CheckedInput<'_>, marked: &MarkedReport) -> Result<Option<u32>, XlsxError> {
        let Some(report) = item.report.filter(|_| marked.tables().any(MarkedTable::is_marked)) else { return Ok(None) };
        let start = self.tables_end;
        let heading = format!("{}  {}", item.outcome.agency.as_deref().unwrap_or_default(), item_name(item));
        self.tables.write_string_with_format(start, 0, shown(heading.trim()), &Formats::new().heading.unset_text_wrap())?;
        let mut row = start + 1;
        for drawn in marked.tables().filter(|drawn| drawn.is_marked()) {
            let Some(filled) = report.tables.get(drawn.at) else { continue };
            let table = &item.rules.template[filled.table];
            block(&mut self.tables, row..row + 1, 0..column_number(LABELS), title(table), &self.formats.heading)?;
            let placed = labels(&mut self.tables, table, row + 1, LABELS, &self.formats)?;
            let cells = drawn.rows.iter().flat_map(|row| &row.cells);
            for ((cell, content), mark) in filled.cells().zip(cells.map(|cell| cell.mark.as_ref())) {
                let note = mark.map(|mark| note(marked, mark)).unwrap_or_default();
                self.add_cell(placed.at(table, cell.index()), &content.value, mark, &note)?;
            }
            row = placed.end + 1;
        }
        self.tables_end = row + 1;
        Ok(Some(start))
    }

    fn add_cell(
        &mut self,
        (row, column): (u32, u16),
        content: &Value,
        mark: Option<&CellMark>,
        note: &str,
    ) -> Result<(), XlsxError> {
        let format = match mark.map(|mark| mark.mark) {
            Some(Mark::Wrong) => &self.formats.wrong,
            Some(Mark::Asked) => &self.formats.questioned,
            Some(Mark::Near) => &self.formats.involved,
            None => &self.formats.figure,
        };
        value(&mut self.tables, (row, column), content, format)?;
        if !note.is_empty() {
            let note = Note::new(shown(note)).set_author("gouji").add_author_prefix(false).set_width(320).set_height(140);
            self.tables.insert_note(row, column, &note)?;
        }
        Ok(())
    }

    fn overview(&self, summary: &Summary, names: &[String; 3]) -> Result<Worksheet, XlsxError> {
        let [_, _, tables] = names;
        let mut sheet = Worksheet::new();
        let lang = self.style.lang;
        sheet.write_string_with_format(
            0,
            0,
            words::summary(summary, false).get(lang),
            &Formats::new().heading.unset_text_wrap(),
        )?;
        let full = self.findings_end >= MOST_ROWS || self.tables_end >= MOST_ROWS;
        if full {
            let words =
                text!("一张工作表放不下全部内容，后面的没有写出", "a sheet does not hold it all; what came last was left out");
            sheet.write_string(1, 0, words.get(lang))?;
        }
        let rules = &self.rules;
        sheet.write_string(1, 5, text!("规则集 {rules}", "rules {rules}").get(lang))?;
        head(&mut sheet, 2, &overview_columns(), lang, &self.formats)?;
        for (at, unit) in self.units.iter().enumerate() {
            let row = row_number(at) + 3;
            if row >= MOST_ROWS {
                break;
            }
            self.unit(&mut sheet, row, unit, tables)?;
        }
        let last = (row_number(self.units.len()) + 2).min(MOST_ROWS);
        sheet.autofilter(2, 0, last, 8)?;
        sheet.set_freeze_panes(3, 1)?;
        widths(&mut sheet, &OVERVIEW_WIDTHS)?;
        Ok(sheet)
    }

    fn unit(&self, sheet: &mut Worksheet, row: u32, unit: &Unit, tables: &str) -> Result<(), XlsxError> {
        for (column, words) in unit.words.iter().enumerate() {
            sheet.write_string_with_format(row, column_number(column), shown(words), &self.formats.words)?;
        }
        let high = unit.words.iter().zip(OVERVIEW_WIDTHS).map(|(words, wide)| lines(words, usize::from(wide))).max();
        set_lines(sheet, row, high.unwrap_or(1))?;
        // Excel holds 65 530 links on a sheet.
        if let Some(drawn) = unit.drawn.filter(|_| row < 65_000) {
            let target = format!("internal:'{tables}'!A{}", drawn + 1);
            let name = unit.words.first().map(|words| shown(words)).unwrap_or_default();
            sheet.write_url_with_format(row, 0, Url::new(target).set_text(name), &self.formats.words)?;
        }
        let counts = [unit.counts.errors, unit.counts.warnings, unit.counts.infos, unit.counts.unknown];
        for (column, count) in counts.into_iter().enumerate() {
            let count = i32::try_from(count).unwrap_or(i32::MAX);
            let format = if column == 0 && count > 0 { &self.formats.wrong } else { &self.formats.figure };
            sheet.write_number_with_format(row, column_number(column + 5), count, format)?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> Result<rust_xlsxwriter::Workbook, XlsxError> {
        let lang = self.style.lang;
        let names =
            [text!("总览", "Overview"), text!("问题", "Findings"), text!("表格", "Tables")].map(|name| name.get(lang).to_owned());
        let overview = self.overview(summary, &names)?;
        let mut findings = std::mem::take(&mut self.findings);
        head(&mut findings, 0, &finding_columns(), lang, &self.formats)?;
        findings.autofilter(0, 0, self.findings_end.saturating_sub(1), 10)?;
        findings.set_freeze_panes(1, 0)?;
        widths(&mut findings, &FINDING_WIDTHS)?;
        let mut tables = std::mem::take(&mut self.tables);
        widths(&mut tables, &[OUTER, OUTER, INNER])?;
        let mut workbook = workbook()?;
        for (mut sheet, name) in [overview, findings, tables].into_iter().zip(names) {
            sheet.set_name(name)?;
            sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
            workbook.push_worksheet(sheet);
        }
        Ok(workbook)
    }
}

impl Writer for Xlsx {
    fn begin(&mut self, rules: &Identity, _out: &mut dyn io::Write) -> io::Result<()> {
        self.rules = rules.line();
        Ok(())
    }

    fn item(&mut self, item: &CheckedInput<'_>, _out: &mut dyn io::Write) -> io::Result<()> {
        self.add(item).map_err(io::Error::other)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn io::Write) -> io::Result<()> {
        save_review(self.finish(summary).map_err(io::Error::other)?, out)
    }
}

fn overview_columns() -> Vec<Text> {
    vec![
        text!("文件", "file"),
        text!("单位", "agency"),
        text!("年度", "year"),
        text!("结果", "result"),
        text!("备注", "note"),
        text!("错误", "errors"),
        text!("警告", "warnings"),
        text!("提示", "infos"),
        text!("待定", "unknown"),
    ]
}

fn finding_columns() -> Vec<Text> {
    vec![
        text!("文件", "file"),
        text!("单位", "agency"),
        text!("级别", "level"),
        text!("编号", "code"),
        text!("名称", "name"),
        text!("问题", "finding"),
        text!("原文", "text"),
        text!("可能的原因", "likely cause"),
        text!("建议", "help"),
        text!("位置", "place"),
        text!("依据", "basis"),
    ]
}

/// What explains a finding: why it is waived, else its likely cause.
fn explanation(entry: Entry<'_>, marked: &MarkedReport, lang: Lang) -> String {
    if let Some(waived) = &entry.finding.waived {
        let why = words::waived(waived);
        let (zh, en) = (why.zh, why.en);
        return text!("豁免：{zh}", "waived: {en}").get(lang).to_owned();
    }
    let cause = entry.explanation(marked, lang);
    if cause.is_empty() { entry.help(lang) } else { cause }
}

fn head(sheet: &mut Worksheet, row: u32, columns: &[Text], lang: Lang, formats: &Formats) -> Result<(), XlsxError> {
    for (column, words) in columns.iter().enumerate() {
        sheet.write_string_with_format(row, column_number(column), words.get(lang), &formats.label)?;
    }
    Ok(())
}

fn widths(sheet: &mut Worksheet, widths: &[u16]) -> Result<(), XlsxError> {
    for (column, width) in widths.iter().enumerate() {
        sheet.set_column_width(column_number(column), *width)?;
    }
    Ok(())
}

fn title(table: &Table) -> &str {
    table.labels.first().unwrap_or(&table.id)
}

/// What a note on a cell says: what would fit, and the issues about it, as the page says them. A cell that is only added up has none.
fn note(report: &MarkedReport, mark: &CellMark) -> String {
    if mark.mark == Mark::Near {
        return String::new();
    }
    let about = report.issues.iter().filter(|issue| mark.issues.contains(&issue.number)).map(|issue| issue.sentence.clone());
    mark.note.iter().cloned().chain(about.take(MOST_ISSUES)).collect::<Vec<_>>().join("\n")
}
