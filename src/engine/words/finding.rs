//! What every finding has in common: its rule, its place and its cells.

use crate::{
    engine::view::{View, plan::cells_of},
    finding::{Finding, FindingCell, Verdict},
    lang::Text,
    report::{Cell, Origin, Value},
    ruleset::{InstanceId, Severity},
    template::CellId,
};

/// A finding before it is filled in.
pub(in crate::engine) fn blank_finding(code: &str) -> Finding {
    Finding {
        code: code.to_owned(),
        name: String::new(),
        severity: Severity::Error,
        verdict: Verdict::Fail,
        at: None,
        message: Text::default(),
        help: None,
        cells: Vec::new(),
        quote: None,
        origin: Origin::Nowhere,
        left: None,
        right: None,
        gap: None,
        waived: None,
    }
}

/// A finding of a rule at a place, over all its cells.
pub(in crate::engine) fn of_rule(view: &View<'_>, at: InstanceId) -> Finding {
    let (rule, instance) = view.instance(at);
    Finding {
        name: rule.name.clone(),
        severity: rule.severity,
        at: instance.at.as_ref().map(|at| at.id.clone()),
        cells: cells_of(instance).map(|cell| finding_cell(view, cell)).collect(),
        ..blank_finding(&rule.code)
    }
}

/// A cell, as outputs show it.
pub(in crate::engine) fn finding_cell(view: &View<'_>, cell: CellId) -> FindingCell {
    let content = view.content(cell);
    FindingCell {
        cell: view.rules.template.cell_name(cell),
        at: content.map(|_| cell),
        value: content.and_then(shown),
        origin: content.map(|content| content.origin).unwrap_or_default(),
    }
}

/// What stands in a cell: none for a blank and for a cell that is not there.
fn shown(content: &Cell) -> Option<String> {
    match &content.value {
        Value::Figure(number) => Some(number.to_string()),
        Value::Text(text, _) | Value::Words(text) => Some(text.clone()),
        Value::Blank(_) | Value::Absent => None,
    }
}
