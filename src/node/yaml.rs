//! YAML into a tree. Every scalar keeps the words that were typed; anchors, aliases, tags of one's own and several documents in
//! one file are refused, because a report file needs none of them and each can hide what it says.

use super::{MAX_DEPTH, Malformed, Tree, mistyped, tree::Full};
use crate::{lang::Text, slice::Slice, source::Span, text};
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

/// Reads one YAML document.
pub fn parse(text: &str) -> Result<Tree<'_>, Malformed> {
    let body = text.trim_start_matches('\u{feff}');
    let mark = text.len() - body.len();
    let places = Places { body, mark, characters: 0, bytes: 0 };
    let mut builder = Builder { text, tree: Tree::new(text), open: Vec::new(), places, documents: 0 };
    let mut parser = Parser::new_from_str(body);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            let at = builder.places.byte(error.marker().index());
            mistyped::find(text, at).unwrap_or_else(|| Malformed::at(Span::at(at), syntax(error.info())))
        })?;
        let start = builder.places.byte(span.start.index());
        let end = builder.places.byte(span.end.index());
        builder.event(event, Span::new(start, end.max(start)))?;
    }
    Ok(builder.tree)
}

fn syntax(info: &str) -> Text {
    text!("YAML 语法不对（{info}）", "the YAML is malformed ({info})")
}

/// Byte offsets of places that the parser counts in characters, wanted nearly in order.
struct Places<'t> {
    body: &'t str,
    mark: usize,
    characters: usize,
    bytes: usize,
}

impl Places<'_> {
    fn byte(&mut self, characters: usize) -> usize {
        if characters >= self.characters {
            let rest = self.body.slice(self.bytes..);
            let ahead = characters - self.characters;
            let bytes: usize = rest.chars().take(ahead).map(char::len_utf8).sum();
            self.bytes += bytes;
        } else {
            let before = self.body.slice(..self.bytes);
            let back = self.characters - characters;
            let bytes: usize = before.chars().rev().take(back).map(char::len_utf8).sum();
            self.bytes -= bytes;
        }
        self.characters = characters;
        self.bytes + self.mark
    }
}

struct Builder<'t> {
    text: &'t str,
    tree: Tree<'t>,
    /// The mappings and lists that are not closed yet, as indices of the tree.
    open: Vec<usize>,
    places: Places<'t>,
    documents: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Malformed> {
        match event {
            Event::DocumentStart(_) => self.document(span),
            Event::Alias(_) => Err(anchored(span)),
            Event::Scalar(words, style, anchor, tag) => {
                let text = refuse(anchor, tag.as_deref(), span)?;
                self.scalar(&words, style, text, span)
            }
            Event::SequenceStart(anchor, tag) => {
                refuse(anchor, tag.as_deref(), span)?;
                self.open(span, false)
            }
            Event::MappingStart(anchor, tag) => {
                refuse(anchor, tag.as_deref(), span)?;
                self.open(span, true)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.close(span);
                Ok(())
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn document(&mut self, span: Span) -> Result<(), Malformed> {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        let message = text!(
            "一个文件里有几份 YAML 文档（“---”），请分开存成几个文件；多份报告放在一个文件里，要每行一个 JSON，如 gouji extract --format json 的输出",
            "several YAML documents (“---”) stand in one file; put each into a file of its own. A file of several reports has one JSON object a line, as `gouji extract --format json` prints them"
        );
        Err(Malformed::at(span, message))
    }

    fn scalar(&mut self, words: &str, style: ScalarStyle, text: bool, span: Span) -> Result<(), Malformed> {
        let span = if words.is_empty() && style == ScalarStyle::Plain { self.behind_the_key() } else { span };
        let quotes = usize::from(matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted));
        let quoted = text || style != ScalarStyle::Plain;
        let range = span.range();
        let inner = range.start + quotes..range.end.saturating_sub(quotes);
        let verbatim = (quotes == 1) == quoted && self.text.get(inner) == Some(words);
        let added = if verbatim { self.tree.verbatim(span, quoted) } else { self.tree.decoded(span, quoted, words.to_owned()) };
        added.map_err(|Full| Malformed::too_many(span.start as usize))
    }

    /// Where a value stands that was not written: the parser puts it before whatever comes next, which may be lines away.
    fn behind_the_key(&self) -> Span {
        let end = self.tree.end() as usize;
        let rest = self.text.slice(end..);
        Span::at(end + usize::from(rest.starts_with(':')))
    }

    fn open(&mut self, span: Span, mapping: bool) -> Result<(), Malformed> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Malformed::too_deep(span.start as usize));
        }
        let index = self.tree.open(span, mapping).map_err(|Full| Malformed::too_many(span.start as usize))?;
        self.open.push(index);
        Ok(())
    }

    /// A bracket ends where it closes; a block ends with its last value.
    fn close(&mut self, span: Span) {
        let bracketed = self.text.get(span.range()).is_some_and(|closing| matches!(closing, "}" | "]"));
        let end = if bracketed { span.end } else { self.tree.end() };
        if let Some(index) = self.open.pop() {
            self.tree.close(index, end);
        }
    }
}

/// Refuses anchors and tags of one's own; whether the tag says that a value is text.
fn refuse(anchor: usize, tag: Option<&Tag>, span: Span) -> Result<bool, Malformed> {
    if anchor != 0 {
        return Err(anchored(span));
    }
    match tag {
        Some(tag) if !tag.is_yaml_core_schema() => {
            Err(Malformed::at(span, text!("不支持 YAML 标签“{tag}”", "the YAML tag “{tag}” is not supported")))
        }
        Some(tag) => Ok(tag.suffix == "str"),
        None => Ok(false),
    }
}

fn anchored(span: Span) -> Malformed {
    let message = text!(
        "不支持 YAML 的锚点和别名（& 与 *）；请把内容写全，或给文字加引号",
        "YAML anchors and aliases (& and *) are not supported; write the content out, or put the words in quotes"
    );
    Malformed::at(span, message)
}
