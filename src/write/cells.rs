//! A report as one JSON object: cell → figure as a string. What a program that compares figures wants, and nothing else.

use super::place::{Document, ShownOrigin};
use crate::{
    report::{Report, Value},
    template::Template,
};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// One line of JSON without a line break: null for a blank, the raw text where it is no figure, nothing for a cell that the
/// document does not have. With `origins` each value is an object `{"value", "origin"}`.
pub fn cells(report: &Report, template: &Template, origins: bool) -> serde_json::Result<String> {
    let (document, template) = (Document::of_report(report), &*report.template(template));
    let mut all = Map::new();
    for (name, cell) in named(report, template) {
        let Some(value) = value(&cell.value) else { continue };
        let shown = if origins { serde_json::to_value(Placed { value, origin: document.place(cell.origin) })? } else { value };
        all.insert(name, shown);
    }
    serde_json::to_string(&all)
}

/// The cells whose text is no figure, with that text: what a word on standard error is due for.
pub fn unreadable(report: &Report, template: &Template) -> Vec<(String, String)> {
    let text = |(name, cell): (String, &crate::report::Cell)| match &cell.value {
        Value::Text(text, _) => Some((name, text.clone())),
        Value::Absent | Value::Blank(_) | Value::Words(_) | Value::Figure(_) => None,
    };
    named(report, &report.template(template)).filter_map(text).collect()
}

#[derive(Serialize)]
struct Placed {
    value: Json,
    origin: Option<ShownOrigin>,
}

/// The cells of all tables with their names, in order.
fn named<'a>(report: &'a Report, template: &'a Template) -> impl Iterator<Item = (String, &'a crate::report::Cell)> {
    report.tables.iter().flat_map(|filled| filled.cells()).map(|(id, cell)| (template.cell_name(id), cell))
}

fn value(value: &Value) -> Option<Json> {
    match value {
        Value::Absent => None,
        Value::Blank(_) => Some(Json::Null),
        Value::Figure(number) => Some(Json::String(number.to_string())),
        Value::Text(text, _) | Value::Words(text) => Some(Json::String(text.clone())),
    }
}
