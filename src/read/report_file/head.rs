//! The keys around the tables: which form and edition it is, who reports, on which year.

use super::{keys, no_report, remark};
use crate::{
    chinese::phrase,
    date::Date,
    lang::Text,
    node::{Entries, Node, Scalar, Shape},
    number::Number,
    report::{NoReport, Origin, Remark, Report},
    template::{EditionId, Template, edition_for_year},
    text,
};
use std::collections::HashMap;

/// The values of the outermost keys, by their names.
pub(super) type Fields<'a> = HashMap<&'static str, Node<'a>>;

const KEYS: [&str; 8] = ["template", "edition", "agency", "kind", "year", "published", "tables", "prose"];

/// What `extract --origins` adds to JSON; says nothing about the report.
const ORIGINS: &str = "origins";

/// Sorts the outermost keys; what is not known or stands twice is remarked.
pub(super) fn fields<'a>(entries: Entries<'a>, remarks: &mut Vec<Remark>) -> Fields<'a> {
    let mut fields = Fields::new();
    for (key, value) in entries {
        let Some(name) = key.scalar() else {
            remarks.push(keys::no_name(key));
            continue;
        };
        match KEYS.into_iter().chain([ORIGINS]).find(|known| *known == name.text) {
            None => remarks.push(keys::unknown(key, name.text, &text!("报告文件里", "in a report file"), &KEYS)),
            Some(known) if fields.contains_key(known) => remarks.push(keys::repeated(key, name.text)),
            Some(known) => drop(fields.insert(known, value)),
        }
    }
    fields
}

/// A report without its tables and prose.
pub(super) fn report(
    root: Node<'_>,
    fields: &Fields<'_>,
    template: &Template,
    remarks: &mut Vec<Remark>,
) -> Result<Report, NoReport> {
    right_form(fields, template)?;
    let year = value("year", fields, || text!("四位数的年份", "a year of four digits"), read_year, remarks);
    let (edition, stated_edition) = edition(root, fields, template, year)?;
    Ok(Report {
        edition,
        stated_edition,
        agency: value("agency", fields, || text!("单位名称", "the name of an agency"), read_words, remarks),
        kind: value("kind", fields, || kinds(template), |words| read_kind(words, template), remarks),
        year,
        published: value("published", fields, || text!("日期，如 2024-01-20", "a date such as 2024-01-20"), read_date, remarks),
        received: None,
        tables: Vec::new(),
        prose: None,
        remarks: Vec::new(),
        source: None,
        doubts: Vec::new(),
        sheets: Vec::new(),
    })
}

/// A value that may be left out; one that does not read is remarked and left out.
fn value<T>(
    name: &str,
    fields: &Fields<'_>,
    wanted: impl Fn() -> Text,
    read: impl Fn(&str) -> Option<T>,
    remarks: &mut Vec<Remark>,
) -> Option<T> {
    let node = *fields.get(name)?;
    let Shape::Scalar(scalar) = node.shape() else {
        remarks.push(keys::shape(node, name, &wanted()));
        return None;
    };
    let words = said(scalar)?;
    let value = read(words);
    if value.is_none() {
        let Text { zh, en } = wanted();
        remarks.push(remark(node.span(), text!("{name} 应是{zh}，不是“{words}”", "{name} should be {en}, not “{words}”")));
    }
    value
}

/// The words of a value; none for a null or an empty string.
fn said(scalar: Scalar<'_>) -> Option<&str> {
    let words = scalar.text.trim();
    (!scalar.is_null() && !words.is_empty()).then_some(words)
}

fn read_words(words: &str) -> Option<String> {
    Some(words.to_owned())
}

fn read_kind(words: &str, template: &Template) -> Option<String> {
    template.takes_kind(words).then(|| words.to_owned())
}

/// The kinds of agency that the form declares, as one phrase.
fn kinds(template: &Template) -> Text {
    let zh: Vec<String> = template.kinds().iter().map(|kind| format!("“{kind}”")).collect();
    Text { zh: zh.join(phrase::OR), en: zh.join(" or ") }
}

fn read_date(words: &str) -> Option<Date> {
    Date::parse(words)
}

fn read_year(words: &str) -> Option<u16> {
    let number = Number::parse(words.strip_suffix('年').unwrap_or(words)).ok()?;
    let year = u16::try_from(number.at_decimals(0)?).ok()?;
    (1000..=9999).contains(&year).then_some(year)
}

/// A file that names another form is not ours to judge.
fn right_form(fields: &Fields<'_>, template: &Template) -> Result<(), NoReport> {
    let Some(node) = fields.get("template") else { return Ok(()) };
    let form = &template.name;
    match node.scalar().and_then(said) {
        Some(other) if other != form => {
            Err(no_report(*node, text!("这是“{other}”，不是“{form}”", "this is a “{other}”, not a “{form}”")))
        }
        _ => Ok(()),
    }
}

/// Stated, else the year's.
fn edition(
    root: Node<'_>,
    fields: &Fields<'_>,
    template: &Template,
    year: Option<u16>,
) -> Result<(EditionId, Option<Origin>), NoReport> {
    if let Some(&node) = fields.get("edition")
        && !node.is_null()
    {
        let words = node.scalar().map_or("", |scalar| scalar.text.trim());
        let edition = template.edition(words).ok_or_else(|| unknown_edition(node, words, template))?;
        return Ok((edition, Some(Origin::Text(node.span()))));
    }
    match (year.and_then(|year| edition_for_year(template, year)), fields.get("year")) {
        (Some(edition), _) => Ok((edition, None)),
        (None, Some(node)) if !node.is_null() => Err(no_edition_for(*node, template)),
        _ if !fields.contains_key("template") && !fields.contains_key("tables") => {
            let reason = text!(
                "这不是报告文件：没有 template、year、tables",
                "this is no report file: template, year and tables are missing"
            );
            Err(no_report(root, reason))
        }
        _ => {
            let reason = text!(
                "year 和 edition 都没有写，无从判定适用哪一版",
                "neither year nor edition is given, so the edition is not known"
            );
            Err(no_report(root, reason))
        }
    }
}

fn unknown_edition(node: Node<'_>, words: &str, template: &Template) -> NoReport {
    let names: Vec<&str> = template.editions.iter().map(|edition| edition.name.as_str()).collect();
    let (zh, en) = (names.join("、"), names.join(", "));
    no_report(node, text!("没有“{words}”这一版，只有 {zh}", "there is no edition “{words}”, only {en}"))
}

fn no_edition_for(node: Node<'_>, template: &Template) -> NoReport {
    let words = node.scalar().map_or("", |scalar| scalar.text.trim());
    if read_year(words).is_none() {
        return no_report(
            node,
            text!("year 应是四位数的年份，不是“{words}”", "year should be a year of four digits, not “{words}”"),
        );
    }
    let year = read_year(words).unwrap_or_default();
    let first = template.editions.iter().map(|edition| edition.first_year).min().unwrap_or_default();
    let last = template.editions.iter().filter_map(|edition| edition.last_year).max().unwrap_or_default();
    let reason = if year < first {
        text!(
            "{year} 年没有适用的版本，最早适用于 {first} 年",
            "no edition applies to {year}; the first one applies from {first}"
        )
    } else if year > last {
        text!("{year} 年没有适用的版本，最后适用于 {last} 年", "no edition applies to {year}; the last one applies until {last}")
    } else {
        text!("{year} 年没有适用的版本", "no edition applies to {year}")
    };
    no_report(node, reason)
}
