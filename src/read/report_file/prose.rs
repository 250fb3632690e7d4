//! The prose of a report file: one text a section, its lines the paragraphs; and beside the sections `title`, `preface` (what
//! stands before the first heading) and `signature`.

use super::keys;
use crate::{
    node::{Node, Scalar, Shape},
    report::{Origin, Passage, Prose, Remark, SectionProse},
    slice::Slice,
    source::Span,
    template::Edition,
    text,
};

/// Reads what stands under `prose`; none where the file has no such key.
pub(super) fn read(prose: Option<Node<'_>>, text: &str, edition: &Edition, remarks: &mut Vec<Remark>) -> Option<Prose> {
    let node = prose.filter(|node| !node.is_null())?;
    let Shape::Mapping(entries) = node.shape() else {
        remarks.push(keys::shape(node, "prose", &text!("“部分: 正文”", "“section: text” lines")));
        return None;
    };
    let mut sections: Vec<SectionProse> = Vec::new();
    let (mut title, mut signature) = (None, None);
    for (key, value) in entries {
        let Some(name) = key.scalar().map(|name| name.text) else {
            remarks.push(keys::no_name(key));
            continue;
        };
        let beside = match name {
            "title" => Some(&mut title),
            "signature" => Some(&mut signature),
            _ => None,
        };
        if let (Some(place), Shape::Scalar(scalar)) = (beside, value.shape()) {
            *place = of_section(None, scalar, value.span(), text).paragraphs.into_iter().next();
            continue;
        }
        if let ("preface", Shape::Scalar(scalar)) = (name, value.shape()) {
            sections.push(of_section(None, scalar, value.span(), text));
            continue;
        }
        match edition.section(name) {
            None => remarks.push(unknown(key, name, edition)),
            Some(section) if sections.iter().any(|other| other.section == Some(section)) => {
                remarks.push(keys::repeated(key, name))
            }
            Some(section) => match value.shape() {
                Shape::Scalar(scalar) => sections.push(of_section(Some(section), scalar, value.span(), text)),
                _ => remarks.push(keys::shape(value, name, &text!("一段文字", "a text"))),
            },
        }
    }
    Some(Prose { title, sections, signature })
}

fn unknown(key: Node<'_>, name: &str, edition: &Edition) -> Remark {
    let known: Vec<&str> = edition.sections.iter().map(|section| section.id.as_str()).collect();
    keys::unknown(key, name, &text!("prose 里", "among the sections"), &known)
}

fn of_section(section: Option<usize>, scalar: Scalar<'_>, span: Span, text: &str) -> SectionProse {
    let words = if scalar.is_null() { "" } else { scalar.text };
    let mut from = span.start as usize;
    let paragraphs = words.lines().map(str::trim).filter(|line| !line.is_empty());
    let paragraphs = paragraphs.map(|line| Passage { text: line.to_owned(), origin: place(line, span, &mut from, text) });
    SectionProse { section, heading: None, paragraphs: paragraphs.collect() }
}

/// Where a paragraph stands: behind the one before it, as it reads. From where escapes or folding hide one, the whole text's
/// place: looking on for each line could take quadratic time.
fn place(line: &str, span: Span, from: &mut usize, text: &str) -> Origin {
    let rest = text.slice(*from..span.end as usize);
    // Between two paragraphs there is a quotation mark or the end of a line, and rarely more.
    let near = (0..=2).find(|by| rest.get(*by..).is_some_and(|rest| rest.starts_with(line)));
    let Some(at) = near.or_else(|| rest.find(line)) else {
        *from = span.end as usize;
        return Origin::Text(span);
    };
    let start = *from + at;
    *from = start + line.len();
    Origin::Text(Span::new(start, *from))
}
