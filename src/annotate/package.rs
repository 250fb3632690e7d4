//! The zip around an office file with some parts changed; all others are copied as they are, without being inflated.

use super::{
    edits::Edits,
    outline::{Element, escaped, outline},
};
use crate::{
    read::{
        archive::{Archive, same_name},
        xml::{Relation, part, relations},
    },
    report::{NoReport, REVIEW_COMMENT},
    text,
};
use std::io::{Cursor, Write};
use zip::{DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// An office file that is being changed.
pub(super) struct Package<'b> {
    bytes: &'b [u8],
    archive: Archive<'b>,
    /// Changed and new parts, by their names.
    changed: Vec<(String, String)>,
}

const TYPES: &str = "[Content_Types].xml";
const TYPES_URI: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS_URI: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// What a part of XML begins with.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Package<'b>, NoReport> {
        Ok(Package { bytes, archive: Archive::open(bytes)?, changed: Vec::new() })
    }

    /// The text of a part as it is by now.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, NoReport> {
        match self.changed.iter().find(|(known, _)| same_name(known, name)) {
            Some((_, text)) => Ok(Some(text.clone())),
            None => part(&mut self.archive, name),
        }
    }

    /// Gives a part another text, or adds it.
    pub(super) fn set(&mut self, name: &str, text: String) {
        let text = in_utf_8(text);
        match self.changed.iter_mut().find(|(known, _)| same_name(known, name)) {
            Some((_, known)) => *known = text,
            None => self.changed.push((name.to_owned(), text)),
        }
    }

    /// What a part refers to.
    pub(super) fn relations(&mut self, name: &str) -> Result<Vec<Relation>, NoReport> {
        relations(&mut self.archive, name)
    }

    /// What a part refers to as something.
    pub(super) fn related(&mut self, name: &str, kind: &str) -> Result<Option<Relation>, NoReport> {
        Ok(self.relations(name)?.into_iter().find(|relation| relation.kind.ends_with(kind)))
    }

    /// A name that no part has: `word/comments.xml`, else with a number.
    pub(super) fn free_name(&self, stem: &str, ending: &str) -> String {
        let is_taken = |name: &str| {
            self.archive.names().any(|known| same_name(&known, name))
                || self.changed.iter().any(|(known, _)| same_name(known, name))
        };
        let numbered = (1usize..).map(|number| format!("{stem}{number}.{ending}"));
        let names = std::iter::once(format!("{stem}.{ending}")).chain(numbered);
        names.into_iter().find(|name| !is_taken(name)).unwrap_or_default()
    }

    /// Makes a part refer to a new one; the id of the reference.
    pub(super) fn relate(&mut self, from: &str, to: &str, kind: &str) -> Result<String, NoReport> {
        let (folder, file) = from.rsplit_once('/').unwrap_or(("", from));
        let slash = if folder.is_empty() { "" } else { "/" };
        let name = format!("{folder}{slash}_rels/{file}.rels");
        let known = self.text(&name)?;
        let text = known.unwrap_or_else(|| format!("{HEAD}<Relationships xmlns=\"{RELATIONS_URI}\"></Relationships>"));
        let taken = outline(&text, 0, 2).map(|root| root.children).unwrap_or_default();
        let taken: Vec<String> = taken.iter().filter_map(|relation| relation.attribute("Id")).collect();
        let id = (1usize..).map(|number| format!("rIdGouji{number}")).find(|id| !taken.contains(id)).unwrap_or_default();
        let kind = format!("{}/{kind}", self.kinds_of_relations()?);
        let (target, kind) = (escaped(&format!("/{to}")), escaped(&kind));
        let new = format!("<Relationship xmlns=\"{RELATIONS_URI}\" Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
        self.set(&name, within_root(&text, &new)?);
        Ok(id)
    }

    /// Transitional and strict files call the kinds of relations differently.
    pub(super) fn kinds_of_relations(&mut self) -> Result<String, NoReport> {
        let document = self.related("", "/officeDocument")?;
        let kinds = document.and_then(|relation| Some(relation.kind.strip_suffix("/officeDocument")?.to_owned()));
        Ok(kinds.unwrap_or_else(|| "http://schemas.openxmlformats.org/officeDocument/2006/relationships".to_owned()))
    }

    /// Says what a new part is.
    pub(super) fn declare(&mut self, name: &str, kind: &str) -> Result<(), NoReport> {
        let name = escaped(name);
        self.declare_as(&format!("<Override xmlns=\"{TYPES_URI}\" PartName=\"/{name}\" ContentType=\"{kind}\"/>"))
    }

    /// Says what parts with an ending are, if nobody has said it.
    pub(super) fn declare_ending(&mut self, ending: &str, kind: &str) -> Result<(), NoReport> {
        let types = self.text(TYPES)?.and_then(|text| outline(&text, 0, 2));
        let is_known = |entry: &Element| {
            entry.name() == "Default" && entry.attribute("Extension").is_some_and(|known| known.eq_ignore_ascii_case(ending))
        };
        if types.is_some_and(|types| types.children.iter().any(is_known)) {
            return Ok(());
        }
        self.declare_as(&format!("<Default xmlns=\"{TYPES_URI}\" Extension=\"{ending}\" ContentType=\"{kind}\"/>"))
    }

    fn declare_as(&mut self, new: &str) -> Result<(), NoReport> {
        let text = self.text(TYPES)?.unwrap_or_else(|| format!("{HEAD}<Types xmlns=\"{TYPES_URI}\"></Types>"));
        self.set(TYPES, within_root(&text, new)?);
        Ok(())
    }

    /// The file with its changes. That gouji wrote it is said in the comment of the archive.
    pub(super) fn finish(self) -> Result<Vec<u8>, NoReport> {
        self.written().map_err(|_| damaged())
    }

    fn written(mut self) -> Result<Vec<u8>, zip::result::ZipError> {
        let mut from = ZipArchive::new(Cursor::new(self.bytes))?;
        let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len())));
        let mut comment = from.comment().to_vec();
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        for at in 0..from.len() {
            let file = from.by_index_raw(at)?;
            let name = String::from_utf8_lossy(file.name_raw()).into_owned();
            let changed = self.changed.iter().position(|(known, _)| same_name(known, &name));
            match changed {
                Some(changed) => {
                    drop(file);
                    let (_, text) = self.changed.swap_remove(changed);
                    to.start_file(name, options)?;
                    to.write_all(text.as_bytes())?;
                }
                None => to.raw_copy_file(file)?,
            }
        }
        self.changed.sort();
        for (name, text) in self.changed {
            to.start_file(name, options)?;
            to.write_all(text.as_bytes())?;
        }
        if !comment.ends_with(REVIEW_COMMENT) {
            comment.extend_from_slice(REVIEW_COMMENT);
        }
        to.set_raw_comment(comment.into())?;
        Ok(to.finish()?.into_inner())
    }
}

/// A text with something put last into its outermost element.
pub(super) fn within_root(text: &str, new: &str) -> Result<String, NoReport> {
    let root = outline(text, 0, 1).ok_or_else(damaged)?;
    let mut edits = Edits::of(text);
    if root.ends_itself() {
        edits.replace(root.whole(), root.opened(text, new));
    } else {
        edits.insert(root.close.start, new);
    }
    Ok(edits.finish())
}

/// A part that was in another encoding is written in this one, and says so.
fn in_utf_8(text: String) -> String {
    let declaration = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(declaration, _)| declaration);
    let Some((before, after)) = declaration.and_then(|declaration| declaration.split_once("encoding")) else { return text };
    let value = after.trim_start_matches(|c: char| c.is_whitespace() || c == '=');
    let quote = value.chars().next().unwrap_or('"');
    let name = value.split(quote).nth(1).unwrap_or_default();
    if name.is_empty() || name.eq_ignore_ascii_case("utf-8") {
        return text;
    }
    let start = "<?xml".len() + before.len();
    let (head, rest) = text.split_at_checked(start).unwrap_or((&text, ""));
    format!("{head}{}", rest.replacen(name, "UTF-8", 1))
}

pub(super) fn damaged() -> NoReport {
    NoReport::because(text!("文件已损坏，无法写入批注", "the file is damaged; comments cannot be written into it"))
}
