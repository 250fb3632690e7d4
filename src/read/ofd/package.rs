//! What an OFD says of its parts: which pages there are, how large, which templates lie under them, and which parts hold the units
//! that objects are composed of.

use super::numbers;
use crate::{
    read::{
        archive::Archive,
        xml::{self, BytesStart, Listener, attribute},
    },
    report::NoReport,
    text,
};
use std::collections::HashMap;

/// A rectangle: left, top, width and height, in billionths of a millimetre.
pub(super) type Rectangle = [i64; 4];

/// What a part says of itself and of others: the list of the document, or a page.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The folder that it stands in.
    folder: String,
    /// Its size, or that of pages that do not say their own.
    pub(super) area: Option<Rectangle>,
    /// The parts that hold templates, by number.
    pub(super) templates: HashMap<String, String>,
    /// The numbers of the templates that it uses.
    pub(super) under: Vec<String>,
    /// The parts that hold pages.
    pub(super) pages: Vec<String>,
    /// The parts that hold what its objects are composed of.
    pub(super) resources: Vec<String>,
    /// The part that lists the document's others.
    root: Option<String>,
    /// The text since an element began or ended.
    text: String,
}

impl Parts {
    /// The parts of the first document of a file.
    pub(super) fn of_document(archive: &mut Archive<'_>) -> Result<Parts, NoReport> {
        let root = Parts::read(archive, "OFD.xml")?.root.unwrap_or_default();
        let listed = Parts::read(archive, root.trim_start_matches('/'))?;
        if listed.pages.is_empty() {
            return Err(NoReport::because(text!("OFD 里没有页面", "there is no page in the OFD")));
        }
        Ok(listed)
    }

    /// What the part of that name says.
    fn read(archive: &mut Archive<'_>, name: &str) -> Result<Parts, NoReport> {
        Parts::of(&xml::needed_part(archive, name)?, name)
    }

    /// What a part of that name says.
    pub(super) fn of(xml: &str, name: &str) -> Result<Parts, NoReport> {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let mut parts = Parts { folder, ..Parts::default() };
        xml::listen(xml, &mut parts)?;
        Ok(parts)
    }
}

impl Listener for Parts {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        self.text.clear();
        let part = attribute(element, "BaseLoc").map(|part| xml::resolved_name(&self.folder, part.trim()));
        match (name, part) {
            ("TemplatePage", Some(part)) => {
                self.templates.insert(attribute(element, "ID").unwrap_or_default(), part);
            }
            ("Page", Some(part)) => self.pages.push(part),
            ("Template", _) => self.under.extend(attribute(element, "TemplateID")),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, _open: &[&str]) -> Result<(), NoReport> {
        let text = std::mem::take(&mut self.text);
        match name {
            "PhysicalBox" => self.area = numbers::exactly(&text).or(self.area),
            "DocRoot" => self.root = self.root.take().or_else(|| Some(text.trim().to_owned())),
            "PublicRes" | "DocumentRes" | "PageRes" => self.resources.push(xml::resolved_name(&self.folder, text.trim())),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, _open: &[&str]) {
        self.text.push_str(text);
    }
}
