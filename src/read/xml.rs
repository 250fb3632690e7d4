//! The XML in office files: elements and text, one after another, within limits. Knows no element.

use super::{archive::Archive, decode::decode_own};
use crate::{report::NoReport, slice::Slice, text};
pub(crate) use quick_xml::events::BytesStart;
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, Event},
};
use std::{borrow::Cow, ops::Range};

/// Elements within more elements than this are not followed.
const MAX_DEPTH: usize = 512;

/// The text of a part of an archive; none where it has no such part.
pub(crate) fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, NoReport> {
    archive.part(name)?.map(decode_own).transpose()
}

/// The text of a part that must be there.
pub(crate) fn needed_part(archive: &mut Archive<'_>, name: &str) -> Result<String, NoReport> {
    part(archive, name)?.ok_or_else(|| {
        NoReport::because(text!("文件已损坏：压缩包里没有“{name}”", "the file is damaged: there is no “{name}” in its archive"))
    })
}

/// The part that the package says its document is.
pub(crate) fn document_name(archive: &mut Archive<'_>, usual: &str) -> Result<String, NoReport> {
    let related = relations(archive, "")?.into_iter().find(|relation| relation.kind.ends_with("/officeDocument"));
    Ok(related.map_or_else(|| usual.to_owned(), |relation| relation.target))
}

/// How one part of an archive refers to another.
#[derive(Debug)]
pub(crate) struct Relation {
    /// What the part calls it.
    pub(crate) id: String,
    /// A link that says what it is for.
    pub(crate) kind: String,
    /// The name of the other part.
    pub(crate) target: String,
}

/// What a part refers to; the package as a whole has no name.
pub(crate) fn relations(archive: &mut Archive<'_>, name: &str) -> Result<Vec<Relation>, NoReport> {
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    let Some(xml) = part(archive, &format!("{folder}{slash}_rels/{file}.rels"))? else { return Ok(Vec::new()) };
    let mut found = Relations { folder, found: Vec::new() };
    listen(&xml, &mut found)?;
    Ok(found.found)
}

struct Relations<'n> {
    folder: &'n str,
    found: Vec<Relation>,
}

impl Listener for Relations<'_> {
    fn begin(&mut self, _name: &str, element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        if let (Some(id), Some(kind), Some(target)) =
            (attribute(element, "Id"), attribute(element, "Type"), attribute(element, "Target"))
        {
            self.found.push(Relation { id, kind, target: resolved_name(self.folder, &target) });
        }
        Ok(())
    }
}

/// `worksheets/sheet1.xml` or `../xl/a.xml` beside a part, `/xl/a.xml` from the top.
pub(crate) fn resolved_name(folder: &str, target: &str) -> String {
    let (from_top, target) = target.strip_prefix('/').map_or((false, target), |target| (true, target));
    let mut path: Vec<&str> = if from_top { Vec::new() } else { folder.split('/').filter(|part| !part.is_empty()).collect() };
    for part in target.split('/') {
        match part {
            ".." => drop(path.pop()),
            "." | "" => {}
            part => path.push(part),
        }
    }
    path.join("/")
}

/// The value of an attribute, whatever its prefix.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let [value] = attributes(element, [name]);
    value.map(Cow::into_owned)
}

/// The values of several attributes, whatever their prefixes; of one that stands twice, the first.
pub(crate) fn attributes<'e, const N: usize>(element: &'e BytesStart<'_>, names: [&str; N]) -> [Option<Cow<'e, str>>; N] {
    let mut values = [const { None }; N];
    for attribute in element.attributes().with_checks(false).flatten() {
        let name = attribute.key.local_name();
        let wanted = names.iter().zip(&mut values).find(|(wanted, value)| value.is_none() && name.as_ref() == **wanted);
        if let Some((_, value)) = wanted {
            *value = attribute.normalized_value(XmlVersion::Implicit1_0).ok();
        }
    }
    values
}

/// What is said of a document, one after another. `open` are the elements around it, outermost first, by their names without
/// prefixes.
pub(crate) trait Listener {
    /// Where what comes next stands in the text.
    fn at(&mut self, _place: Range<usize>) {}
    /// An element, with its name without prefix.
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, open: &[&str]) -> Result<(), NoReport>;
    fn end(&mut self, _name: &str, _open: &[&str]) -> Result<(), NoReport> {
        Ok(())
    }
    /// Text between elements.
    fn text(&mut self, _text: &str, _open: &[&str]) {}
}

/// Tells a listener of every element and text of a part.
pub(crate) fn listen(xml: &str, listener: &mut impl Listener) -> Result<(), NoReport> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<&str> = Vec::new();
    loop {
        let start = place(&reader);
        let event = reader.read_event().map_err(|_| damaged())?;
        listener.at(start..place(&reader));
        match event {
            Event::Start(element) => {
                if open.len() >= MAX_DEPTH {
                    return Err(too_deep());
                }
                let name = name_at(xml, start, &element);
                listener.begin(name, &element, &open)?;
                open.push(name);
            }
            Event::Empty(element) => {
                let name = name_at(xml, start, &element);
                listener.begin(name, &element, &open)?;
                listener.end(name, &open)?;
            }
            Event::End(_) => {
                let name = open.pop().unwrap_or_default();
                listener.end(name, &open)?;
            }
            Event::Text(text) => listener.text(&text.xml10_content(), &open),
            Event::CData(text) => listener.text(&text.xml10_content(), &open),
            Event::GeneralRef(reference) => listener.text(resolved(&reference).encode_utf8(&mut [0; 4]), &open),
            Event::Eof if open.is_empty() => return Ok(()),
            Event::Eof => return Err(damaged()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// The name of an element whose tag begins there, without its prefix: as the text has it, so that it can be kept.
fn name_at<'x>(xml: &'x str, start: usize, element: &BytesStart<'_>) -> &'x str {
    let begin = start.saturating_add(1);
    let name = xml.slice(begin..begin.saturating_add(element.name().into_inner().len()));
    // Names are too short for a search to pay.
    let colon = name.bytes().position(|byte| byte == b':');
    colon.map_or(name, |at| name.slice(at + 1..))
}

fn place(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// `&amp;` and `&#20013;`; what stands for nothing known is shown as lost.
fn resolved(reference: &BytesRef<'_>) -> char {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c;
    }
    let known = quick_xml::escape::resolve_predefined_entity(&reference.xml10_content()).and_then(|text| text.chars().next());
    known.unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn too_deep() -> NoReport {
    NoReport::because(text!("文档内部嵌套超过 {MAX_DEPTH} 层，不读", "the document is nested deeper than {MAX_DEPTH}"))
}

fn damaged() -> NoReport {
    NoReport::because(text!("文件已损坏：文档内容读不完整", "the file is damaged: its document does not read through"))
}
