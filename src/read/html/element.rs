//! What an element of a page is to somebody who reads it.

use super::css::{Look, Sheet};
use html5ever::{Attribute, QualName, local_name, ns, tendril::StrTendril};

/// What the walk needs to know of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Table,
    Row,
    /// A cell and how many columns and rows it covers.
    Cell(u32, u32),
    /// A cell that keeps its place, though nothing of it is seen.
    UnseenCell(u32, u32),
    /// Lines of its own.
    Block,
    Break,
    /// Lines of its own, broken as they are written.
    Verbatim,
    /// What must not run together with the text around it: a mark in superscript, words struck out, a choice in a list.
    Apart,
    Picture,
    /// Part of a line.
    Inline,
}

/// Spans that are written larger come to this.
const MAX_SPAN: u32 = 1_000;

/// Pictures that are no larger only keep a distance.
const SPACER: u32 = 3;

impl Element {
    /// None for what is not seen.
    pub(super) fn of(name: &QualName, attributes: &[Attribute], sheet: &mut Sheet) -> Option<Element> {
        let own = own_look(attributes);
        if is_hidden(attributes, own) {
            return None;
        }
        let look = attribute(attributes, "class").map_or(own, |classes| sheet.look(&name.local, classes, own));
        // A larger part that is hidden by a rule may be shown by a program: only small ones are taken for hidden.
        let is_cell = matches!(&*name.local, "td" | "th");
        let is_unseen = look.hidden == Some(true) || look.blank == Some(true) && !is_cell;
        if is_unseen && (is_cell || is_inline(&name.local) || matches!(&*name.local, "tr" | "p")) {
            return None;
        }
        if name.ns != ns!(html) {
            return (name.ns != ns!(svg)).then_some(Element::Inline);
        }
        let span = |name| attribute(attributes, name).map_or(1, |text| leading_number(text).unwrap_or(1).min(MAX_SPAN));
        Some(match &*name.local {
            "script" | "style" | "template" | "noscript" | "iframe" | "object" | "noframes" | "head" | "title" | "datalist"
            | "rt" | "rp" | "audio" | "video" | "canvas" => return None,
            "table" => Element::Table,
            "tr" => Element::Row,
            "td" | "th" => {
                let (columns, rows) = (span("colspan").max(1), row_span(span("rowspan")));
                if look.blank == Some(true) { Element::UnseenCell(columns, rows) } else { Element::Cell(columns, rows) }
            }
            "br" => Element::Break,
            "pre" | "listing" | "xmp" | "textarea" | "plaintext" => Element::Verbatim,
            "sup" | "sub" | "del" | "s" | "strike" | "option" => Element::Apart,
            "img" if is_spacer(attributes) => return None,
            "img" => Element::Picture,
            name if is_inline(name) && look.is_apart() => Element::Apart,
            name if is_inline(name) => Element::Inline,
            _ => Element::Block,
        })
    }
}

/// Zero means: down to the last row.
fn row_span(span: u32) -> u32 {
    if span == 0 { MAX_SPAN } else { span }
}

fn is_inline(name: &str) -> bool {
    const NAMES: [&str; 35] = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "button", "cite", "code", "data", "dfn", "em", "font", "i",
        "ins", "kbd", "label", "mark", "nobr", "output", "q", "ruby", "rb", "samp", "select", "small", "span", "strong", "time",
        "tt", "u", "var", "wbr",
    ];
    // What office programs put in, `o:p` and `st1:chsdate`, stands in lines.
    NAMES.contains(&name) || name.contains(':')
}

/// What an input field shows.
pub(super) fn shown(name: &QualName, attributes: &[Attribute]) -> Option<StrTendril> {
    let is_field = name.local == local_name!("input") && !is_hidden(attributes, own_look(attributes));
    let kind = attribute(attributes, "type").unwrap_or("text").to_ascii_lowercase();
    let is_seen = is_field && ["text", "number", "tel", "search", ""].contains(&kind.trim());
    attributes.iter().find(|attribute| is_seen && &*attribute.name.local == "value").map(|attribute| attribute.value.clone())
}

fn attribute<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// How an element looks by what it says of itself.
fn own_look(attributes: &[Attribute]) -> Look {
    attribute(attributes, "style").map_or_else(Look::default, Look::of)
}

fn is_hidden(attributes: &[Attribute], own: Look) -> bool {
    // What gouji has written into a page is no part of it.
    own.hidden == Some(true) || ["hidden", "data-gouji-notes"].iter().any(|name| attribute(attributes, name).is_some())
}

fn is_spacer(attributes: &[Attribute]) -> bool {
    ["width", "height"].iter().any(|side| attribute(attributes, side).and_then(leading_number).is_some_and(|size| size <= SPACER))
}

/// `2`, ` 2 `, `2px`; more digits than a number has are many.
fn leading_number(text: &str) -> Option<u32> {
    let digits: String = text.trim_start().trim_start_matches('+').chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(u32::MAX)) }
}
