//! What an OFD says of its parts: which pages there are, how large, and which templates lie under them.

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

/// The first document of a file.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// The size of pages that do not say their own.
    pub(super) area: Option<Rectangle>,
    /// The parts that hold templates, by number.
    pub(super) templates: HashMap<String, String>,
    /// The parts that hold pages.
    pub(super) pages: Vec<String>,
}

/// What a page says before its content.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) area: Option<Rectangle>,
    /// The numbers of its templates.
    pub(super) templates: Vec<String>,
    is_in_box: bool,
}

impl Package {
    /// Reads the parts that list the others.
    pub(super) fn read(archive: &mut Archive<'_>) -> Result<Package, NoReport> {
        let mut root = Root::default();
        xml::listen(&xml::needed_part(archive, "OFD.xml")?, &mut root)?;
        let name = root.name.trim().trim_start_matches('/').to_owned();
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut listed = Listed { folder, package: Package::default(), is_in_box: false };
        xml::listen(&xml::needed_part(archive, &name)?, &mut listed)?;
        if listed.package.pages.is_empty() {
            return Err(NoReport::because(text!("OFD 里没有页面", "there is no page in the OFD")));
        }
        Ok(listed.package)
    }
}

/// The name of the document, in `OFD.xml`.
#[derive(Default)]
struct Root {
    name: String,
    is_in_name: bool,
    is_done: bool,
}

impl Listener for Root {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<(), NoReport> {
        self.is_in_name = !self.is_done && element.local_name().as_ref() == "DocRoot";
        Ok(())
    }

    fn end(&mut self) -> Result<(), NoReport> {
        self.is_done |= self.is_in_name;
        self.is_in_name = false;
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.is_in_name {
            self.name.push_str(text);
        }
    }
}

/// The parts that a document lists.
struct Listed<'n> {
    folder: &'n str,
    package: Package,
    is_in_box: bool,
}

impl Listener for Listed<'_> {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<(), NoReport> {
        let name = element.local_name();
        self.is_in_box = name.as_ref() == "PhysicalBox";
        let part = attribute(element, "BaseLoc").map(|part| xml::resolved_name(self.folder, part.trim()));
        match (name.as_ref(), part) {
            ("TemplatePage", Some(part)) => {
                self.package.templates.insert(attribute(element, "ID").unwrap_or_default(), part);
            }
            ("Page", Some(part)) => self.package.pages.push(part),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), NoReport> {
        self.is_in_box = false;
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.is_in_box {
            self.package.area = numbers::exactly(text).or(self.package.area);
        }
    }
}

impl About {
    /// Reads what a page says before its content.
    pub(super) fn read(page: &str) -> Result<About, NoReport> {
        let mut about = About::default();
        xml::listen(page, &mut about)?;
        Ok(about)
    }
}

impl Listener for About {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<(), NoReport> {
        let name = element.local_name();
        self.is_in_box = name.as_ref() == "PhysicalBox";
        if name.as_ref() == "Template" {
            self.templates.extend(attribute(element, "TemplateID"));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), NoReport> {
        self.is_in_box = false;
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.is_in_box {
            self.area = numbers::exactly(text).or(self.area);
        }
    }
}
