//! The parts of a docx file as events of XML, and which part holds the document.

use crate::{
    read::{
        archive::Archive,
        decode::{Declared, decode},
    },
    report::NoReport,
    text,
};
use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};

/// Elements within more elements than this are not followed.
const MAX_DEPTH: usize = 512;

/// The text of the part that holds the document.
pub(super) fn main_part(bytes: &[u8]) -> Result<String, NoReport> {
    let mut archive = Archive::open(bytes)?;
    let relations = archive.part("_rels/.rels")?.map(|bytes| decode(&bytes, Declared::No)).transpose()?;
    let named = relations.as_deref().and_then(document_target);
    let name = named.as_deref().unwrap_or("word/document.xml");
    match archive.part(name)? {
        Some(bytes) => decode(&bytes, Declared::No),
        None => Err(NoReport::because(text!(
            "文件已损坏：压缩包里没有「{name}」",
            "the file is damaged: there is no “{name}” in its archive"
        ))),
    }
}

/// The part that the relations of a package call its document.
fn document_target(relations: &str) -> Option<String> {
    let mut reader = Reader::from_str(relations);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) if is_document(&element) => {
                return attribute(&element, "Target").map(|target| target.trim_start_matches('/').to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn is_document(element: &BytesStart<'_>) -> bool {
    attribute(element, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name);
    found.map(|attribute| attribute.value.into_owned())
}

/// What is said of a document, one after another.
pub(super) trait Listener {
    /// An element begins.
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<(), NoReport>;
    /// An element ends.
    fn end(&mut self) -> Result<(), NoReport>;
    /// Text between elements.
    fn text(&mut self, text: &str);
}

/// Tells a listener of every element and text of a part.
pub(super) fn listen(xml: &str, listener: &mut impl Listener) -> Result<(), NoReport> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(element) => {
                depth = depth.saturating_add(1);
                if depth > MAX_DEPTH {
                    return Err(too_deep());
                }
                listener.begin(&element)?;
            }
            Event::Empty(element) => {
                listener.begin(&element)?;
                listener.end()?;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                listener.end()?;
            }
            Event::Text(text) => listener.text(&text.xml10_content()),
            Event::CData(text) => listener.text(&text.xml10_content()),
            Event::GeneralRef(reference) => listener.text(&resolved(&reference)),
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(damaged()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// `&amp;` and `&#20013;`; what stands for nothing known is shown as lost.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name).map_or_else(|| char::REPLACEMENT_CHARACTER.to_string(), str::to_owned)
}

fn too_deep() -> NoReport {
    NoReport::because(text!("文档内部嵌套超过 {MAX_DEPTH} 层，不读", "the document is nested deeper than {MAX_DEPTH}"))
}

fn damaged() -> NoReport {
    NoReport::because(text!("文件已损坏：文档内容读不完整", "the file is damaged: its document does not read through"))
}
