//! A Word document with its cells shaded and comments on them.

use super::{
    edits::Edits,
    fill,
    notes::Note,
    outline::{Element, escaped, outline},
    package::{HEAD, Package, within_root},
};
use crate::{
    read::{
        docx::{parts, trace},
        xml::{BytesStart, Listener, attribute, listen},
    },
    report::{MARK_AUTHOR, NoReport},
    slice::Slice,
};
use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
};

pub(super) fn mark(bytes: &[u8], notes: &[Note]) -> Result<Vec<u8>, NoReport> {
    let mut package = Package::open(bytes)?;
    let mut parts = parts(bytes)?;
    parts.text = without_own(&mut package, &parts.name, &parts.text)?;
    let traces = trace(&parts.text, std::mem::take(&mut parts.comments), std::mem::take(&mut parts.styles))?;
    let mut document = Document { text: &parts.text, names: Names::of(&parts.text), edits: Edits::of(&parts.text) };
    let mut comments: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut homeless = Vec::new();
    for note in notes {
        let place = traces.get(&note.origin).and_then(|at| outline(&parts.text, *at, usize::MAX));
        let paragraph =
            place.as_ref().and_then(|place| document.shade(place, note.is_wrong)).filter(|at| !document.is_boxed(*at));
        match paragraph {
            Some(at) if !note.here.is_empty() => comments.entry(at).or_default().extend(note.here.iter().cloned()),
            Some(_) => {}
            None => homeless.extend(note.elsewhere.iter().cloned()),
        }
    }
    if !homeless.is_empty() {
        let mut paragraphs: Vec<usize> = traces.into_values().collect();
        paragraphs.sort_unstable();
        let first = paragraphs.into_iter().find(|at| document.paragraph(*at).is_some() && !document.is_boxed(*at));
        first.into_iter().for_each(|at| drop(comments.entry(at).or_default().splice(0..0, homeless.clone())));
    }
    let written = write_comments(&mut package, &parts, comments.values())?;
    for (at, id) in comments.keys().zip(written) {
        document.comment(*at, &id);
    }
    let text = document.edits.finish();
    package.set(&parts.name, text);
    package.finish()
}

/// The part that holds the document, while it is changed.
struct Document<'t> {
    text: &'t str,
    names: Names,
    edits: Edits<'t>,
}

/// What follows the shading in the properties of a cell.
const BEHIND_SHADING: [&str; 11] = [
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
    "headers",
    "cellIns",
    "cellDel",
    "cellMerge",
    "tcPrChange",
];

impl Document<'_> {
    /// Shades a cell; where the paragraph stands that takes its comment.
    fn shade(&mut self, place: &Element, is_wrong: Option<bool>) -> Option<usize> {
        if place.name() == "p" {
            return Some(place.open.start);
        }
        if let Some(is_wrong) = is_wrong {
            self.shade_cell(place, fill(is_wrong));
        }
        place.first("p", "tbl").map(|paragraph| paragraph.open.start)
    }

    fn shade_cell(&mut self, cell: &Element, fill: &str) {
        let declared = &self.names.declared;
        let shading = format!("<w:shd{declared} w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>");
        let Some(properties) = cell.child("tcPr") else {
            return self.edits.insert(cell.open.end, format!("<w:tcPr{declared}>{shading}</w:tcPr>"));
        };
        if properties.ends_itself() {
            return self.edits.replace(properties.whole(), properties.opened(self.text, &shading));
        }
        if let Some(own) = properties.child("shd") {
            return self.edits.replace(own.whole(), shading);
        }
        let behind = properties.children.iter().find(|child| BEHIND_SHADING.contains(&child.name()));
        self.edits.insert(behind.map_or(properties.close.start, |behind| behind.open.start), shading);
    }

    fn paragraph(&self, at: usize) -> Option<Element> {
        outline(self.text, at, 2).filter(|element| element.name() == "p")
    }

    /// Whether a place is in a text box: comments cannot stand there.
    fn is_boxed(&self, at: usize) -> bool {
        let before = self.text.slice(..at);
        let last = before.rfind("txbxContent").and_then(|last| before.get(..last)?.rsplit('<').next());
        last.is_some_and(|tag| !tag.starts_with('/'))
    }

    /// Refers to a comment from a paragraph.
    fn comment(&mut self, at: usize, id: &str) {
        let Some(paragraph) = self.paragraph(at) else { return };
        let declared = &self.names.declared;
        let start = format!("<w:commentRangeStart{declared} w:id=\"{id}\"/>");
        let end = format!("<w:commentRangeEnd{declared} w:id=\"{id}\"/><w:r{declared}><w:commentReference w:id=\"{id}\"/></w:r>");
        if paragraph.ends_itself() {
            return self.edits.replace(paragraph.whole(), paragraph.opened(self.text, &format!("{start}{end}")));
        }
        let properties = paragraph.children.first().filter(|child| child.name() == "pPr");
        self.edits.insert(properties.map_or(paragraph.open.end, |properties| properties.close.end), start);
        self.edits.insert(paragraph.close.start, end);
    }
}

/// How elements of Word are written in a part.
struct Names {
    /// The declaration of the prefix `w`, where the part has it not.
    declared: String,
    uri: String,
}

impl Names {
    fn of(text: &str) -> Names {
        const URI: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let root = outline(text, 0, 1).and_then(|root| text.get(root.open)).unwrap_or_default();
        let values = root.split(['"', '\'']);
        let is_own = |value: &&str| value.contains("wordprocessingml") && value.ends_with("/main");
        let uri = values.clone().find(is_own).unwrap_or(URI).to_owned();
        let has_prefix = ["\"", "'"].iter().any(|quote| root.contains(&format!("xmlns:w={quote}{uri}{quote}")));
        Names { declared: if has_prefix { String::new() } else { format!(" xmlns:w=\"{uri}\"") }, uri }
    }
}

/// Writes comments into their part; their ids.
fn write_comments<'c>(
    package: &mut Package<'_>,
    parts: &crate::read::docx::Parts,
    comments: impl Iterator<Item = &'c Vec<String>>,
) -> Result<Vec<String>, NoReport> {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
    let comments: Vec<&Vec<String>> = comments.collect();
    if comments.is_empty() {
        return Ok(Vec::new());
    }
    let known = package.related(&parts.name, "/comments")?.map(|relation| relation.target);
    let text = known.as_ref().map(|name| package.text(name)).transpose()?.flatten();
    let is_new = text.is_none();
    let uri = Names::of(&parts.text).uri;
    let text = text.unwrap_or_else(|| format!("{HEAD}<w:comments xmlns:w=\"{uri}\"></w:comments>"));
    let mut used = Ids::default();
    listen(&text, &mut used)?;
    listen(&parts.text, &mut used)?;
    let ids: Vec<String> = (0usize..).map(|id| id.to_string()).filter(|id| !used.ids.contains(id)).take(comments.len()).collect();
    let declared = Names::of(&text).declared;
    let new: String = ids.iter().zip(comments).map(|(id, lines)| comment(&declared, id, lines)).collect();
    let name = known.unwrap_or_else(|| package.free_name("word/comments", "xml"));
    package.set(&name, within_root(&text, &new)?);
    if is_new {
        package.declare(&name, KIND)?;
        package.relate(&parts.name, &name, "comments")?;
    }
    Ok(ids)
}

fn comment(declared: &str, id: &str, lines: &[String]) -> String {
    let line = |line: &String| {
        let words = escaped(line);
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
    };
    let lines: String = lines.iter().map(line).collect();
    format!("<w:comment{declared} w:id=\"{id}\" w:author=\"{MARK_AUTHOR}\" w:initials=\"gouji\">{lines}</w:comment>")
}

/// The text of a document without the marks of an earlier check; its comments go from their part, too.
fn without_own(package: &mut Package<'_>, name: &str, text: &str) -> Result<String, NoReport> {
    let part = package.related(name, "/comments")?.map(|relation| relation.target);
    let comments = part.as_ref().map(|name| package.text(name)).transpose()?.flatten().unwrap_or_default();
    let all = outline(&comments, 0, 2).map(|root| root.children).unwrap_or_default();
    let own: Vec<&Element> = all.iter().filter(|one| one.attribute("author").as_deref() == Some(MARK_AUTHOR)).collect();
    let mut marks = OwnMarks { ids: own.iter().filter_map(|one| one.attribute("id")).collect(), ..OwnMarks::default() };
    listen(text, &mut marks)?;
    if let Some(part) = part.filter(|_| !own.is_empty()) {
        let mut edits = Edits::of(&comments);
        own.iter().for_each(|one| edits.replace(one.whole(), ""));
        package.set(&part, edits.finish());
    }
    let mut edits = Edits::of(text);
    marks
        .places
        .into_iter()
        .filter(|place| text.get(place.clone()).is_some_and(|tag| tag.ends_with("/>")))
        .for_each(|place| edits.replace(place, ""));
    Ok(edits.finish())
}

/// Where the marks of an earlier check stand: references to its comments, shading in its colours.
#[derive(Default)]
struct OwnMarks {
    ids: HashSet<String>,
    place: Range<usize>,
    places: Vec<Range<usize>>,
}

impl Listener for OwnMarks {
    fn at(&mut self, place: Range<usize>) {
        self.place = place;
    }

    fn begin(&mut self, name: &str, element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        let is_own = match name {
            "commentRangeStart" | "commentRangeEnd" | "commentReference" => {
                attribute(element, "id").is_some_and(|id| self.ids.contains(&id))
            }
            "shd" => attribute(element, "fill").is_some_and(|own| [true, false].map(fill).contains(&own.as_str())),
            _ => false,
        };
        self.places.extend(is_own.then(|| self.place.clone()));
        Ok(())
    }
}

/// The ids of comments.
#[derive(Default)]
struct Ids {
    ids: HashSet<String>,
}

impl Listener for Ids {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        if name.starts_with("comment") {
            self.ids.extend(attribute(element, "id"));
        }
        Ok(())
    }
}
