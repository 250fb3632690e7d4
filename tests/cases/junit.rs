//! Results for continuous integration hold to the schema that their readers share: `junit-10.xsd` of the xunit plugin of Jenkins,
//! written down here as far as gouji uses its elements.

use super::cli::{RIGHT, gouji, path, stdout};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::{collections::BTreeSet, fs};

/// An element: the attributes it must have, those it may have, the elements it may hold, and whether it holds text.
struct Element {
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
    children: &'static [&'static str],
    text: bool,
}

const SCHEMA: [Element; 9] = [
    Element {
        name: "testsuites",
        required: &[],
        optional: &["name", "time", "tests", "failures", "errors"],
        children: &["testsuite"],
        text: false,
    },
    Element {
        name: "testsuite",
        required: &["name", "tests", "failures", "errors"],
        optional: &["group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"],
        children: &["testsuite", "properties", "testcase", "system-out", "system-err"],
        text: false,
    },
    Element {
        name: "testcase",
        required: &["name"],
        optional: &["time", "classname", "group"],
        children: &["skipped", "error", "failure", "system-out", "system-err"],
        text: false,
    },
    Element { name: "properties", required: &[], optional: &[], children: &["property"], text: false },
    Element { name: "property", required: &["name", "value"], optional: &[], children: &[], text: false },
    Element { name: "skipped", required: &[], optional: &["type", "message"], children: &[], text: true },
    Element { name: "error", required: &[], optional: &["type", "message"], children: &[], text: true },
    Element { name: "failure", required: &[], optional: &["type", "message"], children: &[], text: true },
    Element { name: "system-out", required: &[], optional: &[], children: &[], text: true },
];

fn element(name: &str) -> &'static Element {
    SCHEMA.iter().find(|element| element.name == name).unwrap_or_else(|| panic!("no element {name} in the schema"))
}

fn holds_to_the_schema(tag: &BytesStart<'_>, parent: Option<&Element>) -> &'static Element {
    let name = tag.name().as_ref().to_owned();
    match parent {
        Some(parent) => assert!(parent.children.contains(&name.as_str()), "{name} in {}", parent.name),
        None => assert_eq!(name, "testsuites"),
    }
    let element = element(&name);
    let given: BTreeSet<String> = tag.attributes().map(|attribute| attribute.unwrap().key.as_ref().to_owned()).collect();
    let known = |key: &String| element.required.contains(&key.as_str()) || element.optional.contains(&key.as_str());
    assert!(given.iter().all(known), "{name} has attributes that it may not have: {given:?}");
    assert!(element.required.iter().all(|key| given.contains(*key)), "{name} lacks attributes: {given:?}");
    element
}

/// The names of the elements that a document holds; it is held to the schema.
fn elements(xml: &str) -> BTreeSet<&'static str> {
    let mut reader = Reader::from_str(xml);
    let (mut open, mut seen): (Vec<&Element>, BTreeSet<&str>) = (Vec::new(), BTreeSet::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => open.push(holds_to_the_schema(&tag, open.last().copied())),
            Event::Empty(tag) => _ = seen.insert(holds_to_the_schema(&tag, open.last().copied()).name),
            Event::End(_) => _ = seen.insert(open.pop().unwrap().name),
            Event::Text(text) if !text.as_ref().trim_ascii().is_empty() => assert!(open.last().unwrap().text, "{text:?}"),
            Event::Eof => return seen,
            _ => {}
        }
    }
}

#[test]
fn the_results_hold_to_the_common_schema() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("right.yaml", RIGHT);
    put("wrong.yaml", &RIGHT.replace("新收: [14,", "新收: [41,"));
    put("blank.yaml", &RIGHT.replace("新收: [14,", "新收: [~,"));
    put("torn <&\">.yaml", "[");
    let roster = tempfile::NamedTempFile::new().unwrap();
    fs::write(roster.path(), "- 示例县人民政府办公室\n- 示例县教育局\n").unwrap();
    let done = gouji(&["check", "--format", "junit", "--roster", &path(roster.path()), &path(folder.path())]);
    let seen = elements(&stdout(&done));
    for name in ["testsuites", "testsuite", "property", "testcase", "skipped", "error", "failure"] {
        assert!(seen.contains(name), "nothing shows that {name} is right: {seen:?}");
    }
    elements(&stdout(&gouji(&["check", "--format", "junit", "--quiet", &path(&folder.path().join("right.yaml"))])));
}
