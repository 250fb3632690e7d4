//! A roster file into a roster, or into every mistake in it at once, each with its place.

use super::{Letterhead, Roster, entry::Entry, folded};
use crate::{
    diagnostic::{Code, Diagnostic},
    fields::{self, Named, Reader},
    node::{Node, Shape},
    source::{Source, Span},
    template::Template,
    text,
};
use std::{collections::HashMap, sync::Arc};

/// Reads the roster of those who fill in a form; a file with a mistake is no roster.
pub fn parse(source: &Arc<Source>, template: &Template) -> Result<Roster, Vec<Diagnostic>> {
    fields::read(source, |root, reader| {
        let (year, entries, letterhead) = root.map(|root| file(root, template, reader)).unwrap_or_default();
        if entries.is_empty() && reader.problems.is_empty() {
            reader.problems.push(empty(source));
        }
        shared(&entries, reader);
        let parents = parents(&entries, reader);
        let units = entries.into_iter().zip(parents).map(|(entry, parent)| entry.unit(parent)).collect();
        Roster { letterhead, subjects: template.subjects().to_vec(), ..Roster::new(year, units) }
    })
}

fn empty(source: &Arc<Source>) -> Diagnostic {
    let message = text!("名册里没有单位", "the roster names no unit");
    let help =
        text!("例如：units: [{{name: 示例县财政局, kind: 部门}}]", "for example: units: [{{name: 示例县财政局, kind: 部门}}]");
    Diagnostic::new(Code::EmptyRoster, source, Span::at(0), message, text!("这里应有 units", "`units` belongs here")).help(help)
}

/// `year`, `units` and `letter`; or the list of units alone.
fn file(root: Node<'_>, template: &Template, reader: &mut Reader<'_>) -> (Option<u16>, Vec<Entry>, Letterhead) {
    let mut year = None;
    let mut entries = Vec::new();
    let mut letterhead = Letterhead::default();
    match root.shape() {
        Shape::List(_) => entries = units(root, template, reader),
        Shape::Mapping(pairs) => reader.keys(pairs, &["year", "units", "letter"], |reader, key, value| match key {
            "year" => year = reader.year(value),
            "letter" => letterhead = reader.letterhead(value),
            _ => entries = units(value, template, reader),
        }),
        Shape::Scalar(_) => reader.wrong(root, text!("这里应是单位的列表", "a list of units belongs here")),
    }
    (year, entries, letterhead)
}

fn units(node: Node<'_>, template: &Template, reader: &mut Reader<'_>) -> Vec<Entry> {
    match node.shape() {
        Shape::List(items) => {
            items.filter_map(|item| if several(item, reader) { None } else { reader.entry(item, template) }).collect()
        }
        _ => {
            reader.wrong(node, text!("units 应是单位的列表", "`units` is a list"));
            Vec::new()
        }
    }
}

/// `- 示例县财政局、示例县教育局`: two units on one line, known by the place that both names begin with. Says whether it is one.
fn several(item: Node<'_>, reader: &mut Reader<'_>) -> bool {
    let Some(written) = item.scalar().map(|scalar| scalar.text.trim()) else { return false };
    let names: Vec<&str> = written.split(['、', '，', ',', '；', ';']).map(str::trim).collect();
    let place = |name: &str| name.chars().take(2).collect::<String>();
    let Some(first) = names.first().map(|name| place(name)).filter(|place| place.chars().count() == 2) else { return false };
    if names.len() < 2 || !names.iter().all(|name| place(name) == first && name.chars().count() > 3) {
        return false;
    }
    let count = names.len();
    let message = text!("一行写了 {count} 个单位", "{count} units stand on one line");
    reader.push(
        Code::KeyValue,
        item.span(),
        message,
        text!("每个单位写一行，前面都写“- ”", "write a line for each, with “- ” before it"),
    );
    true
}

/// A name, or a file, that two units go by.
fn shared(entries: &[Entry], reader: &mut Reader<'_>) {
    for files in [false, true] {
        let mut known: HashMap<String, (&Named, usize)> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let names = if files { entry.files.iter().collect::<Vec<_>>() } else { entry.names().collect() };
            for name in names {
                match known.get(&folded(&name.text)) {
                    Some((first, owner)) if *owner != at => reader.shared(name, first),
                    Some(_) => {}
                    None => {
                        known.insert(folded(&name.text), (name, at));
                    }
                }
            }
        }
    }
}

/// Whose parent is whose; a parent is a unit of the roster, and nobody is above himself.
fn parents(entries: &[Entry], reader: &mut Reader<'_>) -> Vec<Option<usize>> {
    let known: HashMap<String, usize> =
        entries.iter().enumerate().flat_map(|(at, entry)| entry.names().map(move |name| (folded(&name.text), at))).collect();
    let names: Vec<&str> = entries.iter().filter_map(|entry| entry.name.as_ref()).map(|name| name.text.as_str()).collect();
    let parents: Vec<Option<usize>> = entries
        .iter()
        .map(|entry| {
            let parent = entry.parent.as_ref()?;
            let at = known.get(&folded(&parent.text)).copied();
            if at.is_none() {
                reader.no_such_unit(parent, &names);
            }
            at
        })
        .collect();
    for (at, parent) in entries.iter().enumerate().filter_map(|(at, entry)| Some((at, entry.parent.as_ref()?))) {
        if is_above_itself(at, &parents) {
            reader.circle(parent);
        }
    }
    parents
}

fn is_above_itself(at: usize, parents: &[Option<usize>]) -> bool {
    let above = |at: usize| parents.get(at).copied().flatten();
    let mut next = above(at);
    for _ in 0..parents.len() {
        match next {
            Some(found) if found == at => return true,
            Some(found) => next = above(found),
            None => return false,
        }
    }
    false
}
