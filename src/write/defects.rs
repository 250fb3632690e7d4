//! Diagnostics of rule files for programs: JSON, SARIF 2.1.0 and the annotations of a code host. Lines and columns count from 1, in
//! characters.

use super::{github::escaped, location::uri, paint::plain};
use crate::{
    diagnostic::{self, Code, Diagnostic, Level},
    lang::Lang,
    source::{Place, Position},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, io};

/// A form that programs read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefectFormat {
    /// One JSON object.
    Json,
    /// A SARIF log.
    Sarif,
    /// Workflow commands.
    Github,
}

pub fn write_defects(found: &[Diagnostic], format: DefectFormat, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
    let whole = match format {
        DefectFormat::Github => return found.iter().try_for_each(|found| annotation(found, lang, out)),
        DefectFormat::Json => whole(found, lang),
        DefectFormat::Sarif => log(found, lang),
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

/// First and last position of a place; the last is behind its last character.
fn ends(place: &Place) -> [Position; 2] {
    [place.position(), place.source.position(place.span.end)]
}

fn level(found: &Diagnostic) -> &'static str {
    match found.level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

/// The sentence, the words under the line, and what to do.
fn words(found: &Diagnostic, lang: Lang) -> String {
    let label = found.labels.first().map(|label| label.text.get(lang)).unwrap_or_default();
    let help = found.help.as_ref().map(|help| help.get(lang)).unwrap_or_default();
    let lines = [found.message.get(lang), label, help].into_iter().flat_map(str::lines);
    lines.filter(|line| !line.is_empty()).map(|line| plain(line).into_owned()).collect::<Vec<_>>().join("\n")
}

fn whole(found: &[Diagnostic], lang: Lang) -> Value {
    let place = |place: &Place, said: &str| {
        let [start, end] = ends(place);
        json!({
            "file": place.source.name, "line": start.line, "column": start.column,
            "end": { "line": end.line, "column": end.column }, "label": said,
        })
    };
    let one = |found: &Diagnostic| {
        json!({
            "code": found.code.as_str(),
            "level": level(found),
            "message": found.message.get(lang),
            "places": found.labels.iter().map(|label| place(&label.place, label.text.get(lang))).collect::<Vec<_>>(),
            "help": found.help.as_ref().map(|help| help.get(lang)),
            "instead": found.instead,
        })
    };
    let count = |level: Level| found.iter().filter(|found| found.level == level).count();
    json!({
        "schema": "gouji-diagnostics/1",
        "diagnostics": found.iter().map(one).collect::<Vec<_>>(),
        "summary": { "errors": count(Level::Error), "warnings": count(Level::Warning) },
    })
}

fn log(found: &[Diagnostic], lang: Lang) -> Value {
    let physical = |place: &Place| {
        let [start, end] = ends(place);
        json!({
            "artifactLocation": { "uri": uri(&place.source.name) },
            "region": { "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column },
        })
    };
    let result = |found: &Diagnostic| {
        let mut places = found.labels.iter();
        let locations = places.next().map(|label| json!({ "physicalLocation": physical(&label.place) }));
        let related = places.enumerate().map(|(at, label)| {
            json!({ "id": at, "physicalLocation": physical(&label.place), "message": { "text": label.text.get(lang) } })
        });
        let related: Vec<Value> = related.collect();
        let mut result = json!({
            "ruleId": found.code.as_str(),
            "level": level(found),
            "message": { "text": words(found, lang) },
            "locations": locations.into_iter().collect::<Vec<_>>(),
        });
        if let Some(result) = result.as_object_mut().filter(|_| !related.is_empty()) {
            result.insert("relatedLocations".to_owned(), related.into());
        }
        result
    };
    let codes: BTreeSet<Code> = found.iter().map(|found| found.code).collect();
    let rule = |code: &Code| {
        let entry = diagnostic::entry(*code);
        json!({
            "id": code.as_str(), "shortDescription": { "text": entry.title.get(lang) }, "help": { "text": entry.mend.get(lang) },
        })
    };
    let rules: Vec<Value> = codes.iter().map(rule).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "gouji", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": found.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn annotation(found: &Diagnostic, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
    let place = found.labels.first().map(|label| &label.place);
    let place = place.map(|place| {
        let [start, end] = ends(place);
        let file = escaped(&place.source.name, true);
        format!(" file={file},line={},endLine={},col={},endColumn={}", start.line, end.line, start.column, end.column)
    });
    let place = place.map(|place| format!("{place},")).unwrap_or_else(|| " ".to_owned());
    writeln!(out, "::{}{place}title={}::{}", level(found), found.code.as_str(), escaped(&words(found, lang), false))
}
