//! What a form asks of single cells, in every form: that what is required is filled in (T111), that it is one of the choices, a day,
//! a text of the form asked for (T110); and that a section which does not apply is left blank (T112). A rule of the form with that code gives the finding its name and its words.

use super::{finding::finding_cell, presence::worded};
use crate::{
    engine::view::View,
    finding::Finding,
    lang::Text,
    report::{Cell, Filled, Unreadable, Value},
    ruleset::Applies,
    template::{CellId, Kind},
    text,
};

/// All of them, in the order of the report.
pub(in crate::engine) fn findings(view: &View<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(view.rules.applies.iter().filter_map(|case| not_applicable(view, case)));
    for filled in &view.report.tables {
        let kinds = &view.rules.template[filled.table].kinds;
        let asking = kinds.iter().enumerate().filter(|(_, kind)| kind.asked.is_some() || !kind.measure.is_figure());
        for (at, kind) in asking {
            let cell = filled.table.cell(at);
            found.extend(filled.cells.get(at).and_then(|content| one(view, cell, kind, content)));
        }
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
        Value::Blank(_) if kind.is_required() && !view.is_exempt(cell.table) => {
            ("T111", text!("{name} 必须填写，这里空白", "{name} is required and blank"))
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

fn ill_formed(name: &str, words: &str, kind: &Kind) -> Option<Text> {
    let pattern = kind.asked.as_ref()?.matching.as_ref().filter(|pattern| !pattern.fits(words))?.written();
    Some(text!("{name} 填的是“{words}”，写法与“{pattern}”不符", "{name} says “{words}”, which is not of the form “{pattern}”"))
}
