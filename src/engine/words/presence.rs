//! What no report passes without, in any form and whatever was asked for: that its tables were read (T102), and that somebody
//! filled it in (T108). A rule of the form with that code gives the finding its name and its words, nothing more.

use super::{finding::blank_finding, form::printed};
use crate::{
    engine::view::View,
    finding::{Finding, reading},
    lang::Text,
    report::{Filled, Report, Value},
    ruleset::{Piece, Rule, RuleSet, Severity},
    template::{Table, Template},
    text,
};

/// The codes that are raised here.
pub(in crate::engine) const CODES: [&str; 3] = [NOT_READ, NOT_FILLED_IN, READING_CHOSEN];

/// What a report from which a reading was chosen never goes without: it is at best one for a person to look at.
const READING_CHOSEN: &str = "R007";

const NOT_READ: &str = "T102";
const NOT_FILLED_IN: &str = "T108";

/// Both, in that order.
pub(in crate::engine) fn findings(view: &View<'_>) -> Vec<Finding> {
    let (rules, report) = (view.rules, view.report);
    let missing =
        rules.template[report.edition].tables.iter().enumerate().filter(|(_, table)| !is_read(report, &rules.template, table));
    let missing = missing.filter(|(at, _)| !view.is_exempt(report.edition.table(*at)));
    let mut found: Vec<Finding> = missing.map(|(_, table)| not_read(rules, table)).collect();
    // A figure that counts, or a text, and the report is filled in: most are, and nobody need look further.
    if !view.figures.has_amounts() && !view.figures.seen.text && !view.figures.seen.words {
        found.extend(not_filled_in(rules, report));
    }
    found
}

fn is_read(report: &Report, template: &Template, table: &Table) -> bool {
    let filled = report.table(template, &table.id);
    filled.is_some_and(|filled| table.open.is_some() || filled.cells.iter().any(|cell| !matches!(cell.value, Value::Absent)))
}

/// T102
fn not_read(rules: &RuleSet, table: &Table) -> Finding {
    let name = printed(&table.labels, &table.id);
    let (zh, en) = (&name.zh, &name.en);
    let own = text!("缺少表{zh}", "the table {en} is missing");
    worded(rules, NOT_READ, own, &name.zh)
}

/// T108: all cells blank; or figures of 0 alone, where nothing says whose report it is, or in totals alone, which a form that
/// adds up by itself prints without anybody's doing.
fn not_filled_in(rules: &RuleSet, report: &Report) -> Option<Finding> {
    let template = &rules.template;
    let nobody = report.year.is_none() && report.agency.as_deref().is_none_or(|agency| agency.trim().is_empty());
    let mut filled = report.tables.iter().map(|filled| (&template[filled.table], filled));
    let own = text!("没有填写：各张表的单元格都是空白", "nothing is filled in: every cell of every table is blank");
    let (severity, own) = match filled.clone().map(|(table, filled)| content(table, filled)).max().unwrap_or(Content::Blank) {
        Content::Blank => (Severity::Error, own),
        _ if nobody => (
            Severity::Error,
            text!(
                "没有填写：没有机关名称和年度，各张表没有不是 0 的数",
                "nothing is filled in: no agency, no year, and no figure but 0"
            ),
        ),
        Content::ZeroTotals if filled.any(|(table, filled)| has_blank_part(table, filled)) => (
            Severity::Warning,
            text!("只有合计的 0，其余单元格都是空白，请确认已经填写", "only totals are filled in, with 0: was it filled in?"),
        ),
        Content::ZeroTotals | Content::Figures => return None,
    };
    Some(Finding { severity, ..worded(rules, NOT_FILLED_IN, own, "") })
}

/// What stands in a table, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Content {
    Blank,
    /// Figures in totals alone.
    ZeroTotals,
    Figures,
}

fn content(table: &Table, filled: &Filled) -> Content {
    let of_cell = |(cell, content): (usize, &crate::report::Cell)| match &content.value {
        Value::Absent => Content::Blank,
        Value::Blank(mark) if mark.is_empty() => Content::Blank,
        Value::Figure(_) if is_total(table, cell) => Content::ZeroTotals,
        Value::Figure(_) | Value::Words(_) | Value::Blank(_) | Value::Text(..) => Content::Figures,
    };
    filled.cells.iter().enumerate().map(of_cell).max().unwrap_or(Content::Blank)
}

fn is_total(table: &Table, cell: usize) -> bool {
    let (row, column) = table.row_and_column(cell);
    !table.rows.parts_of(row).is_empty() || !table.columns.parts_of(column).is_empty()
}

fn has_blank_part(table: &Table, filled: &Filled) -> bool {
    filled.cells.iter().enumerate().any(|(cell, content)| !is_total(table, cell) && matches!(content.value, Value::Blank(_)))
}

/// A finding in the words of the form's own rule, else in these.
pub(super) fn worded(rules: &RuleSet, code: &str, own: Text, table: &str) -> Finding {
    let rule = rules.rule(code);
    let general = || reading(code).map(|reading| reading.name[0].to_owned()).unwrap_or_default();
    let name = rule.map_or_else(general, |rule| rule.name.clone());
    let message = rule.and_then(|rule| said(rule, table)).unwrap_or(own);
    Finding { name, message, ..blank_finding(code) }
}

fn said(rule: &Rule, table: &str) -> Option<Text> {
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Table => table.to_owned(),
        _ => String::new(),
    };
    rule.message.as_ref().map(|message| Text::same(message.iter().map(piece).collect::<String>()))
}
