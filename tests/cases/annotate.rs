//! Submitted files with their marks put in: they say the same as before, and every other part of them is as it was.

mod workbook;

use super::write::rules;
use gouji::{
    annotate::{annotate, is_marked_page},
    engine::{Checker, Selection},
    lang::Lang,
    marked::{CheckedInput, Mark, MarkedReport},
    number::Number,
    read::read,
    report::{Origin, Report, Value},
    ruleset::RuleSet,
};
use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read},
};

/// The marked report of a document in which some figures are taken to be others, so that there is something to mark in all tables.
fn marked(report: &Report, lang: Lang, rules: &RuleSet) -> MarkedReport {
    let mut report = report.clone();
    for (at, cell) in report.tables.iter_mut().flat_map(|filled| &mut filled.cells).enumerate() {
        match &cell.value {
            Value::Figure(_) if at % 17 == 3 => cell.value = Value::Figure(Number::parse("99").unwrap()),
            Value::Figure(_) if at % 29 == 5 => cell.value = Value::Blank(String::new()),
            _ => {}
        }
    }
    let outcome = Checker::new(rules, Selection::default()).check(Some("a".to_owned()), &report);
    MarkedReport::of(
        &CheckedInput { outcome: &outcome, report: Some(&report), no_report: None, rules: std::borrow::Cow::Borrowed(rules) },
        lang,
        false,
    )
}

/// What a report says: all but where it says it.
pub(super) fn said(report: &Report) -> String {
    let cells: Vec<Vec<&Value>> =
        report.tables.iter().map(|filled| filled.cells.iter().map(|cell| &cell.value).collect()).collect();
    let prose = report.prose.as_ref().map(|prose| {
        let all = prose.sections.iter().map(|section| {
            let texts: Vec<&str> = section.paragraphs.iter().map(|passage| passage.text.as_str()).collect();
            (section.section, texts)
        });
        (prose.title.as_ref().map(|title| &title.text), all.collect::<Vec<_>>())
    });
    let remarks: Vec<_> = report.remarks.iter().map(|remark| (remark.code, &remark.message.zh, remark.cell)).collect();
    format!("{:?} {:?} {cells:?} {prose:?} {remarks:?}", report.agency, report.year)
}

/// Where cells are marked, each once, with what stands there.
fn places(report: &MarkedReport, original: &Report) -> BTreeMap<String, Option<String>> {
    let mut places = BTreeMap::new();
    for table in report.tables() {
        let cells = table.rows.iter().flat_map(|row| &row.cells).enumerate();
        for (at, cell) in cells.filter(|(_, cell)| cell.mark.as_ref().is_some_and(|mark| mark.mark > Mark::Near)) {
            let value = match &original.tables[table.at].cells[at].value {
                Value::Figure(figure) => Some(figure.to_string()),
                _ => None,
            };
            if cell.origin != Origin::Nowhere {
                places.insert(format!("{:?}", cell.origin), value);
            }
        }
    }
    places
}

/// The parts of an archive, still packed.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let part = |at| {
        let mut file = zip.by_index_raw(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..zip::ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(part).collect()
}

fn text(bytes: &[u8], part: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    if let Ok(mut file) = zip.by_name(part) {
        file.read_to_string(&mut text).unwrap();
    }
    text
}

/// What stands in the cells of a Word file or a page that are shaded, tags left out.
fn shaded(bytes: &[u8]) -> Vec<String> {
    if !bytes.starts_with(b"PK") {
        let page = String::from_utf8_lossy(bytes).replace('\0', "");
        let behind = page.split("data-gouji-mark=\"").skip(1).filter(|rest| !rest.starts_with("place"));
        return behind.map(|rest| words(rest.split_once('>').unwrap().1, &["<td", "<th", "<tr", "</t"])).collect();
    }
    let document = text(bytes, "word/document.xml");
    document.split("w:fill=\"FD").skip(1).map(|rest| words(rest.split_once('>').unwrap().1, &["</w:tc>"])).collect()
}

/// The words up to the end of a cell, tags left out; nothing of what was changed, where old words stand beside new ones.
fn words(rest: &str, ends: &[&str]) -> String {
    let end = ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let cell = &rest[..end];
    if cell.contains("<w:del") || cell.contains("<w:moveFrom") {
        return String::new();
    }
    let pieces = cell.split('<').enumerate();
    pieces.map(|(at, piece)| if at == 0 { piece } else { piece.split_once('>').unwrap_or_default().1 }).collect()
}

/// What is wrong with the marked file of a document.
pub(super) fn faults(name: &str, bytes: &[u8], rules: &RuleSet) -> Vec<String> {
    let Ok(original) = read(name, bytes, &rules.template) else { return Vec::new() };
    let report = marked(&original, Lang::Zh, rules);
    let annotated = annotate(bytes, &report, Lang::Zh).unwrap().unwrap();
    let mut faults = Vec::new();
    if annotated != annotate(bytes, &report, Lang::Zh).unwrap().unwrap() {
        faults.push("other bytes the second time".to_owned());
    }
    let again = match read(name, &annotated, &rules.template) {
        Ok(again) => again,
        Err(why) => return vec![format!("not read: {}", why.reason.zh)],
    };
    if said(&again) != said(&original) {
        faults.push(format!("says otherwise:\n{}\n{}", said(&original), said(&again)));
    }
    // Marked once more it has the marks of the last check only: all of them, and none where nothing is wrong any more.
    let twice = annotate(&annotated, &report, Lang::Zh).unwrap().unwrap();
    let mended = annotate(&annotated, &without_marks(report.clone()), Lang::Zh).unwrap().unwrap();
    if workbook::is_one(bytes) {
        faults.extend(workbook::faults(bytes, &annotated, &places(&report, &original)));
        faults.extend((parts_said(&twice) != parts_said(&annotated)).then(|| "other parts where marked twice".to_owned()));
        faults.extend(workbook::faults(bytes, &mended, &BTreeMap::new()));
        faults.extend(workbook::notes(&mended).iter().map(|note| format!("a note is left: {note}")));
    } else if !wide(bytes) {
        let parts = |bytes: &[u8]| if bytes.starts_with(b"PK") { parts_said(bytes) } else { vec![bytes.to_vec()] };
        faults.extend((parts(&twice) != parts(&annotated)).then(|| "marks of an earlier check are left".to_owned()));
        faults.extend(shaded(&mended).iter().map(|text| format!("{text} is still shaded")));
    }
    let places = places(&report, &original);
    let shaded = shaded(&annotated);
    if !annotated.starts_with(b"PK") {
        faults.extend((!is_marked_page(&annotated)).then(|| "not known as marked".to_owned()));
    } else {
        let (before, after) = (parts(bytes), parts(&annotated));
        let touched = |name: &str| {
            ["xml", "rels", "vml"].iter().any(|ending| name.ends_with(ending))
                && (name == "[Content_Types].xml"
                    || name.ends_with(".rels")
                    || name.contains("document")
                    || name.contains("comments")
                    || name.contains("sheet")
                    || name.contains("styles")
                    || name.contains("vmlDrawing"))
        };
        for (name, part) in before.iter().filter(|(name, _)| !touched(name)) {
            faults.extend((after.get(name) != Some(part)).then(|| format!("{name} was changed")));
        }
        for name in after.keys().filter(|name| name.ends_with("xml") || name.ends_with("rels")) {
            let part = text(&annotated, name);
            faults.extend(quick_xml_fault(&part).map(|why| format!("{name}: {why}")));
        }
    }
    if !workbook::is_one(bytes) {
        if shaded.len() != places.len() {
            faults.push(format!("{} shaded of {}", shaded.len(), places.len()));
        }
        // Of what does not read as a figure it is not known here what stands there.
        let mut unknown = places.values().filter(|value| value.is_none()).count();
        let mut values: Vec<&String> = places.values().flatten().collect();
        for text in shaded.iter().filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())) {
            match (values.iter().position(|value| *value == text), unknown) {
                (Some(at), _) => drop(values.swap_remove(at)),
                (None, 0) => faults.push(format!("{text} is shaded")),
                (None, _) => unknown -= 1,
            }
        }
    }
    faults
}

/// Whether a page has a zero beside each letter.
fn wide(bytes: &[u8]) -> bool {
    !bytes.starts_with(b"PK") && bytes.contains(&0)
}

/// The report with nothing to mend and nothing to look at.
fn without_marks(mut report: MarkedReport) -> MarkedReport {
    report.issues.clear();
    let tables = report.sections.iter_mut().flat_map(|section| &mut section.tables);
    tables.flat_map(|table| &mut table.rows).flat_map(|row| &mut row.cells).for_each(|cell| cell.mark = None);
    report
}

/// How often the parts of a document refer to comments, how many comments there are, and how many cells are shaded; of a workbook
/// each part.
fn parts_said(bytes: &[u8]) -> Vec<Vec<u8>> {
    if workbook::is_one(bytes) {
        return parts(bytes).into_keys().map(|name| text(bytes, &name).into_bytes()).collect();
    }
    let (document, comments) = (text(bytes, "word/document.xml"), text(bytes, "word/comments.xml"));
    let count = |text: &str, word: &str| text.matches(word).count().to_string().into_bytes();
    vec![
        count(&document, "<w:commentReference"),
        count(&document, "w:fill=\"FD"),
        count(&comments, "<w:comment "),
        count(&comments, "</w:t>"),
    ]
}

/// Why a text is no XML.
fn quick_xml_fault(text: &str) -> Option<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return None,
            Ok(_) => {}
            Err(why) => return Some(why.to_string()),
        }
    }
}

#[test]
fn marked_files_say_the_same_as_before() {
    let rules = rules();
    let mut seen = 0;
    for folder in ["examples", "tests/reports", "tests/cases/read"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_str().unwrap();
            if ![".docx", ".xlsx", ".html"].iter().any(|ending| name.ends_with(ending)) {
                continue;
            }
            seen += 1;
            assert_eq!(faults(name, &fs::read(&path).unwrap(), &rules), Vec::<String>::new(), "{name}");
        }
    }
    assert!(seen > 12);
}
