//! What a form asks of single cells, in every form: that what is required is filled in (T111), that it is one of the choices, a day,
//! a text of the form asked for (T110); and that a section which does not apply is left blank (T112). A rule of the form with that
//! code gives the finding its name and its words.

use super::{finding::finding_cell, presence::worded};
use crate::{
    engine::view::View,
    finding::Finding,
    lang::Text,
    report::{Cell, Filled, Unreadable, Value},
    ruleset::{Applies, Body, FormCheck},
    slice::Slice,
    template::{CellId, Kind},
    text,
};
use std::collections::BTreeMap;

/// All of them, in the order of the report.
pub(in crate::engine) fn findings(view: &View<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(view.rules.applies.iter().filter_map(|case| not_applicable(view, case)));
    // A report of figures alone has nothing in it that could be asked for.
    let has_answers = view.figures.seen.words || view.figures.seen.text || view.figures.seen.blank;
    for filled in &view.report.tables {
        found.extend(rows(view, filled));
        let table = &view.rules.template[filled.table];
        if !has_answers && !table.is_fields {
            continue;
        }
        let kinds = &table.kinds;
        let asking = kinds.iter().enumerate().filter(|(_, kind)| kind.asked.is_some() || !kind.measure.is_figure());
        for (at, kind) in asking {
            let cell = filled.table.cell(at);
            found.extend(filled.cells.get(at).and_then(|content| one(view, cell, kind, content)));
        }
    }
    found
}

/// T113: rows that a reporter added and that have one key; T111: fewer of them than there must be.
fn rows(view: &View<'_>, filled: &Filled) -> Vec<Finding> {
    let table = &view.rules.template[filled.table];
    let Some(open) = &table.open else { return Vec::new() };
    let (keys, column) = (filled.keys(table), table.columns.line_at(open.key).label());
    let mut found = Vec::new();
    let mut by_key: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    keys.iter().enumerate().for_each(|(row, key)| by_key.entry(key).or_default().push(row));
    for (key, again) in by_key.into_iter().filter(|(key, again)| !key.is_empty() && again.len() > 1) {
        let cells = again.iter().map(|row| filled.table.cell(table.cell(open.first + *row, open.key)));
        let cells: Vec<CellId> = cells.collect();
        let (count, name) = (again.len(), &table.id);
        let message = text!(
            "{name} 的“{column}”有 {count} 行都是“{key}”，一项只能填一行",
            "{count} rows of {name} have “{key}” as their “{column}”: each stands once"
        );
        let origin = cells.get(1).and_then(|cell| view.content(*cell)).map(|content| content.origin).unwrap_or_default();
        let cells = cells.into_iter().map(|cell| finding_cell(view, cell)).collect();
        found.push(Finding { cells, origin, at: Some(format!("\"{key}\"")), ..worded(view.rules, "T113", message, name) });
    }
    let is_filled = |row: &usize| {
        let first = table.cell(open.first + *row, 0);
        let cells = filled.cells.slice(first..first + table.columns.lines.len());
        cells.iter().any(|cell| !matches!(cell.value, Value::Blank(_) | Value::Absent))
    };
    let (count, least, name) = ((0..keys.len()).filter(is_filled).count(), open.least, &table.id);
    if count < least && !view.is_exempt(filled.table) {
        let message =
            text!("{name} 至少填 {least} 行，这里有 {count} 行", "{name} has {least} rows at least, here it has {count}");
        found.push(worded(view.rules, "T111", message, name));
    }
    found
}

/// T112: what stands in the tables of a section that does not apply, figures of 0 and blanks excepted.
fn not_applicable(view: &View<'_>, case: &Applies) -> Option<Finding> {
    let section = view.rules.template[case.edition].sections.get(case.section)?;
    if case.edition != view.report.edition || view.applies(case.section) != Some(false) {
        return None;
    }
    let own = view
        .report
        .tables
        .iter()
        .filter(|filled| filled.table.edition == case.edition && section.tables.contains(&filled.table.index()));
    let is_filled = |content: &Cell| match &content.value {
        Value::Figure(figure) => !figure.is_zero(),
        Value::Words(_) | Value::Text(..) => true,
        Value::Blank(_) | Value::Absent => false,
    };
    let filled: Vec<(CellId, &Cell)> = own.flat_map(Filled::cells).filter(|(_, content)| is_filled(content)).collect();
    let (count, origin) = (filled.len(), filled.first()?.1.origin);
    let (name, when) = (section.labels.first().unwrap_or(&section.id), section.when.as_deref().unwrap_or_default());
    let message = text!(
        "“{name}”只在 {when} 时填写，这份报告不适用，却填了 {count} 个单元格",
        "“{name}” is for reports where {when}; this one is none, and fills in {count} cells of it"
    );
    let cells = filled.iter().map(|(cell, _)| finding_cell(view, *cell)).collect();
    Some(Finding { cells, origin, ..worded(view.rules, "T112", message, name) })
}

fn one(view: &View<'_>, cell: CellId, kind: &Kind, content: &Cell) -> Option<Finding> {
    let name = view.rules.template.cell_name(cell);
    let (code, message) = match &content.value {
        Value::Blank(_) if view.rules.template[cell.table].is_total(cell.index()) => return None,
        Value::Blank(_) if kind.is_required() && !view.is_exempt(cell.table) => {
            ("T111", text!("{name} 必须填写，这里空白", "{name} is required and blank"))
        }
        Value::Absent if kind.is_required() && !view.is_exempt(cell.table) && !asks_for_whole_grid(view) => {
            ("T111", text!("{name} 必须填写，没有找到", "{name} is required and was not found"))
        }
        Value::Text(raw, Unreadable::NoChoice) => {
            let (zh, en) = (kind.choices().join("、"), kind.choices().join(", "));
            ("T110", text!("{name} 填的是“{raw}”，只能填：{zh}", "{name} says “{raw}”; the choices are: {en}"))
        }
        Value::Text(raw, Unreadable::NoDay) => {
            ("T110", text!("{name} 填的是“{raw}”，不是日期", "{name} says “{raw}”, which is no day"))
        }
        Value::Words(words) => ("T110", ill_formed(&name, words, kind)?),
        _ => return None,
    };
    Some(Finding { cells: vec![finding_cell(view, cell)], origin: content.origin, ..worded(view.rules, code, message, &name) })
}

/// Whether a rule of the form names the cells that are missing.
fn asks_for_whole_grid(view: &View<'_>) -> bool {
    let mut all = view.rules.editions.iter().flatten();
    all.any(|instance| matches!(instance.body, Body::Form(FormCheck::WholeGrid)))
}

fn ill_formed(name: &str, words: &str, kind: &Kind) -> Option<Text> {
    let pattern = kind.asked.as_ref()?.matching.as_ref().filter(|pattern| !pattern.fits(words))?.written();
    Some(text!("{name} 填的是“{words}”，写法与“{pattern}”不符", "{name} says “{words}”, which is not of the form “{pattern}”"))
}
