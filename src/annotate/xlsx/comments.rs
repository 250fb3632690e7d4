//! The part that holds the notes of a sheet: those of gouji are added to what is there.

use super::{
    super::{
        edits::Edits,
        outline::{Element, escaped, outline},
        package::{HEAD, Package, damaged},
    },
    Address,
};
use crate::{
    read::xlsx::place_of,
    report::{MARK_AUTHOR, NoReport, sheet_cell},
    slice::Slice,
};

/// Writes notes on cells of a sheet; which of them are new. A cell that has a note already has more words in it.
pub(super) fn write(
    package: &mut Package<'_>,
    sheet: &str,
    uri: &str,
    notes: &[(Address, &[String])],
) -> Result<Vec<(Address, usize)>, NoReport> {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
    let known = package.related(sheet, "/comments")?.map(|relation| relation.target);
    let text = known.as_ref().map(|name| package.text(name)).transpose()?.flatten();
    let is_new = text.is_none();
    let text = text.unwrap_or_else(|| {
        let uri = escaped(uri);
        format!("{HEAD}<comments xmlns=\"{uri}\"><authors></authors><commentList></commentList></comments>")
    });
    let name = known.unwrap_or_else(|| package.free_name("xl/comments", "xml"));
    let mut written = Comments::of(&text)?;
    notes.iter().for_each(|(at, lines)| written.add(*at, lines));
    let new = std::mem::take(&mut written.new);
    package.set(&name, written.finish()?);
    if is_new {
        package.declare(&name, KIND)?;
        package.relate(sheet, &name, "comments")?;
    }
    Ok(new)
}

/// Takes the notes of an earlier check away; the cells that had them.
pub(super) fn remove_own(package: &mut Package<'_>, sheet: &str) -> Result<Vec<Address>, NoReport> {
    let Some(name) = package.related(sheet, "/comments")?.map(|relation| relation.target) else { return Ok(Vec::new()) };
    let Some(text) = package.text(&name)? else { return Ok(Vec::new()) };
    let written = Comments::of(&text)?;
    let list = written.root.child("commentList").map(|list| list.children.as_slice()).unwrap_or_default();
    let own = written.own_author.map(|author| author.to_string());
    let own: Vec<&Element> = list.iter().filter(|note| own.is_some() && note.attribute("authorId") == own).collect();
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let mut edits = Edits::of(&text);
    own.iter().for_each(|note| edits.replace(note.whole(), ""));
    package.set(&name, edits.finish());
    Ok(own.iter().filter_map(|note| place_of(&note.attribute("ref")?)).collect())
}

struct Comments<'t> {
    text: &'t str,
    edits: Edits<'t>,
    root: Element,
    prefix: String,
    /// The number of gouji among the authors, where it is one already.
    own_author: Option<usize>,
    author: usize,
    added: String,
    /// Where a note was put that had none, and on how many lines about it comes.
    new: Vec<(Address, usize)>,
}

impl<'t> Comments<'t> {
    fn of(text: &'t str) -> Result<Comments<'t>, NoReport> {
        let root = outline(text, 0, 4).ok_or_else(damaged)?;
        let tag = text.slice(root.open.clone());
        let prefix = tag.trim_start_matches('<').split_once("comments").map_or("", |(prefix, _)| prefix).to_owned();
        let authors = root.child("authors").map(|authors| authors.children.as_slice()).unwrap_or_default();
        let is_own = |author: &Element| text.get(author.open.end..author.close.start) == Some(MARK_AUTHOR);
        let own_author = authors.iter().position(is_own);
        let author = own_author.unwrap_or(authors.len());
        Ok(Comments { text, edits: Edits::of(text), root, prefix, own_author, author, added: String::new(), new: Vec::new() })
    }

    fn add(&mut self, at: Address, lines: &[String]) {
        let (prefix, name) = (&self.prefix, sheet_cell(at.0, at.1));
        let words = escaped(&lines.join("\n"));
        let known = self
            .root
            .child("commentList")
            .and_then(|list| list.children.iter().find(|comment| comment.attribute("ref").as_deref() == Some(name.as_str())));
        let says_so = |note: &Element| self.text.get(note.whole()).is_some_and(|text| text.contains(&words));
        if known.is_some_and(says_so) {
            return;
        }
        if let Some(own) = known.and_then(|comment| comment.child("text")).filter(|own| !own.ends_itself()) {
            let run = format!("<{prefix}r><{prefix}t xml:space=\"preserve\">\n{words}</{prefix}t></{prefix}r>");
            return self.edits.insert(own.close.start, run);
        }
        if known.is_some() {
            return;
        }
        let author = self.author;
        self.added.push_str(&format!(
            "<{prefix}comment ref=\"{name}\" authorId=\"{author}\"><{prefix}text><{prefix}r><{prefix}t xml:space=\"preserve\">{words}</{prefix}t></{prefix}r></{prefix}text></{prefix}comment>"
        ));
        self.new.push((at, height(lines)));
    }

    fn finish(mut self) -> Result<String, NoReport> {
        let prefix = &self.prefix;
        let author = format!("<{prefix}author>{MARK_AUTHOR}</{prefix}author>");
        let author = if self.own_author.is_none() { author } else { String::new() };
        for (name, content) in [("authors", &author), ("commentList", &self.added)].into_iter().filter(|(_, new)| !new.is_empty())
        {
            let list = self.root.child(name).ok_or_else(damaged)?;
            if list.ends_itself() {
                self.edits.replace(list.whole(), list.opened(self.text, content));
            } else {
                self.edits.insert(list.close.start, content.as_str());
            }
        }
        Ok(self.edits.finish())
    }
}

/// So many characters stand on a line of a note.
const WIDE: usize = 22;

fn height(lines: &[String]) -> usize {
    lines.iter().map(|line| line.chars().count().div_ceil(WIDE)).sum()
}
