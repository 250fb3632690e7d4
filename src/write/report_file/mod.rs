//! A report as a report file: YAML for people, JSON for programs. What is written reads back as the same cells and the same prose.

mod json;
mod outline;
mod yaml;

#[cfg(test)]
mod tests;

use crate::{
    lang::Lang,
    report::{Passage, Prose, Report},
    template::Template,
};
use outline::{Content, Entry, Layout, Scalar, entry, tables};

/// The report file as YAML. With `origins` every figure has a line of its own, and a comment behind it says where it stood.
pub fn yaml(report: &Report, template: &Template, origins: Option<Lang>) -> String {
    yaml::emit(&outline(report, &report.template(template), origins))
}

/// The report file as JSON, indented for people or on one line without a line break. With `origins` it has one more key,
/// `origins`: cell → where its value stood; a reader of report files passes over it.
pub fn json(report: &Report, template: &Template, origins: bool, one_line: bool) -> serde_json::Result<String> {
    let template = &*report.template(template);
    let mut entries = outline(report, template, None);
    if origins {
        entries.push(entry("origins", outline::origins(report, template)));
    }
    json::emit(&entries, one_line)
}

fn outline(report: &Report, template: &Template, origins: Option<Lang>) -> Vec<Entry> {
    let text = |words: &str| Content::Scalar(Scalar::Text(words.to_owned()));
    let mut entries = vec![entry("template", text(&template.name))];
    entries.push(entry("edition", text(&template[report.edition].name)));
    entries.extend(report.agency.as_deref().map(|agency| entry("agency", text(agency))));
    // A blank report has the lines that are to be filled in.
    let open = report.agency.as_deref() == Some("");
    let line =
        |key: &str, value: Option<Scalar>| value.or(open.then_some(Scalar::Null)).map(|value| entry(key, Content::Scalar(value)));
    entries.extend(line("kind", report.kind.as_deref().map(|kind| Scalar::Text(kind.to_owned()))));
    entries.extend(line("year", report.year.map(|year| Scalar::Figure(year.to_string()))));
    entries.extend(line("published", report.published.map(|date| Scalar::Date(date.to_string()))));
    entries.push(entry("tables", Content::Mapping(tables(report, template, origins), Layout::Block)));
    entries.extend(
        report.prose.as_ref().map(|prose| entry("prose", Content::Mapping(sections(report, template, prose), Layout::Block))),
    );
    entries
}

/// The title, what stands before the first heading, the sections by id, the signature.
fn sections(report: &Report, template: &Template, prose: &Prose) -> Vec<Entry> {
    let edition = &template[report.edition];
    let line = |key: &str, passage: &Option<Passage>| {
        passage.as_ref().map(|passage| entry(key, Content::Scalar(Scalar::Prose(passage.text.clone()))))
    };
    let mut entries: Vec<Entry> = line("title", &prose.title).into_iter().collect();
    for section in &prose.sections {
        let form = section.section.map(|section| edition.sections.get(section));
        let Some(id) = form.map_or(Some("preface"), |form| form.map(|form| form.id.as_str())) else { continue };
        let words: Vec<&str> = section.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        if entries.iter().all(|entry| entry.key != id) && !(words.is_empty() && section.section.is_none()) {
            entries.push(entry(id, Content::Scalar(Scalar::Prose(words.join("\n")))));
        }
    }
    entries.extend(line("signature", &prose.signature));
    entries
}
