//! The tables of a report file, each in the layout whose keys it has.

use super::{
    fill::{Filling, fill},
    keys,
};
use crate::{
    node::{Node, Shape},
    report::{Filled, Remark},
    template::{Edition, EditionId, Template},
    text,
};

/// Reads what stands under `tables`.
pub(super) fn read(tables: Option<Node<'_>>, template: &Template, edition: EditionId, remarks: &mut Vec<Remark>) -> Vec<Filled> {
    let mut filled = Vec::new();
    let Some(node) = tables.filter(|node| !node.is_null()) else { return filled };
    let Shape::Mapping(entries) = node.shape() else {
        remarks.push(keys::shape(node, "tables", &text!("“表名: 内容”", "“table: content” lines")));
        return filled;
    };
    let mut seen = Vec::with_capacity(8);
    for (key, value) in entries {
        let Some(name) = key.scalar().map(|name| name.text) else {
            remarks.push(keys::no_name(key));
            continue;
        };
        if seen.contains(&name) {
            remarks.push(keys::repeated(key, name));
            continue;
        }
        seen.push(name);
        match layout(template, edition, name, value) {
            None => remarks.push(unknown(key, name, &template[edition])),
            Some(filling) if !value.is_null() => {
                remarks.extend(filling.remarks);
                filled.push(filling.filled);
            }
            Some(_) => {}
        }
    }
    filled
}

/// The layout that the table's keys fit best, the report's own before others; none where no edition has such a table.
fn layout<'t>(template: &'t Template, own: EditionId, id: &str, value: Node<'_>) -> Option<Filling<'t>> {
    let others = template.edition_ids().filter(|other| *other != own);
    let mut best: Option<Filling<'t>> = None;
    for edition in std::iter::once(own).chain(others) {
        if best.as_ref().is_some_and(|best| best.misfits == 0) {
            break;
        }
        let Some(table) = template[edition].table(id) else { continue };
        let filling = fill(template, edition.table(table), value);
        if best.as_ref().is_none_or(|best| filling.misfits < best.misfits) {
            best = Some(filling);
        }
    }
    best
}

fn unknown(key: Node<'_>, name: &str, edition: &Edition) -> Remark {
    let known: Vec<&str> = edition.tables.iter().map(|table| table.id.as_str()).collect();
    keys::unknown(key, name, &text!("tables 里", "among the tables"), &known)
}
