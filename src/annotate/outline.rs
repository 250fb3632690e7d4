//! The elements of an XML text and where they stand, down to a depth.

use crate::{
    lang::Text,
    read::xml::{BytesStart, Listener, attribute, listen},
    report::NoReport,
    slice::Slice,
};
use std::ops::Range;

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    start: BytesStart<'static>,
    /// Its start tag.
    pub(super) open: Range<usize>,
    /// Its end tag; empty where its start tag ends it.
    pub(super) close: Range<usize>,
    /// The elements within it, as far as they were asked for.
    pub(super) children: Vec<Element>,
}

/// The first element of a text from a place on, with what is within it down to so many levels.
pub(super) fn outline(text: &str, from: usize, deep: usize) -> Option<Element> {
    let mut outliner = Outliner { from, deep, depth: 0, open: Vec::new(), place: 0..0, done: None };
    // It fails where the first element ends, because the text goes on there.
    let _ = listen(text.get(from..)?, &mut outliner);
    outliner.done
}

impl Element {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        let name = self.start.name().into_inner();
        name.rsplit_once(':').map_or(name, |(_, name)| name)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        attribute(&self.start, name)
    }

    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name() == name)
    }

    /// From its first byte to its last.
    pub(super) fn whole(&self) -> Range<usize> {
        self.open.start..self.close.end
    }

    pub(super) fn ends_itself(&self) -> bool {
        self.close.is_empty()
    }

    /// The first element of that name within it, in the order of the text, but none within elements of the other name.
    pub(super) fn first(&self, name: &str, outside: &str) -> Option<&Element> {
        self.children
            .iter()
            .filter(|child| child.name() != outside)
            .find_map(|child| if child.name() == name { Some(child) } else { child.first(name, outside) })
    }

    /// What replaces it where it ends itself and is to hold something: the same start tag, open.
    pub(super) fn opened(&self, text: &str, content: &str) -> String {
        let tag = text.slice(self.open.clone());
        let tag = tag.strip_suffix("/>").unwrap_or(tag).trim_end();
        let name = self.start.name().into_inner();
        format!("{tag}>{content}</{name}>")
    }
}

struct Outliner {
    from: usize,
    deep: usize,
    depth: usize,
    open: Vec<Element>,
    place: Range<usize>,
    done: Option<Element>,
}

impl Listener for Outliner {
    fn at(&mut self, place: Range<usize>) {
        self.place = place.start + self.from..place.end + self.from;
    }

    fn begin(&mut self, _name: &str, element: &BytesStart<'_>, _open: &[&str]) -> Result<(), NoReport> {
        self.depth += 1;
        if self.depth <= self.deep {
            let end = self.place.end;
            self.open.push(Element {
                start: element.clone().into_owned(),
                open: self.place.clone(),
                close: end..end,
                children: Vec::new(),
            });
        }
        Ok(())
    }

    fn end(&mut self, _name: &str, _open: &[&str]) -> Result<(), NoReport> {
        if self.depth <= self.deep
            && let Some(mut element) = self.open.pop()
        {
            if self.place.start >= element.open.end {
                element.close = self.place.clone();
            }
            match self.open.last_mut() {
                Some(parent) => parent.children.push(element),
                None => {
                    self.done = Some(element);
                    return Err(NoReport::because(Text::default()));
                }
            }
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }
}

/// Words as they stand in XML.
pub(super) fn escaped(words: &str) -> String {
    let usable = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    quick_xml::escape::escape(words.chars().filter(usable).collect::<String>()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_where_their_tags_do() {
        let text = "<?xml version=\"1.0\"?><a:r x='1'>t<b/><c>u</c ></a:r><d/>";
        let root = outline(text, 0, 9).unwrap();
        let slice = |range: Range<usize>| text.get(range).unwrap();
        assert_eq!((root.name(), root.attribute("x").as_deref(), slice(root.open.clone())), ("r", Some("1"), "<a:r x='1'>"));
        let (b, c) = (root.child("b").unwrap(), root.child("c").unwrap());
        assert_eq!((slice(b.whole()), slice(c.whole()), b.ends_itself(), c.ends_itself()), ("<b/>", "<c>u</c >", true, false));
        assert_eq!(b.opened(text, "v"), "<b>v</b>");
        assert_eq!(slice(outline(text, c.open.start, 1).unwrap().whole()), "<c>u</c >");
        assert!(outline("<a><b></a>", 0, 9).is_none());
    }
}
