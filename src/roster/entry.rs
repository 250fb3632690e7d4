//! One unit of a roster file, with places; what is wrong with it is noted and the rest is read.

use super::Unit;
use crate::{
    date::Date,
    diagnostic::{Code, Diagnostic},
    fields::{Named, Reader, nearest},
    node::{Node, Shape},
    template::Template,
    text,
};

/// A unit as written.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) name: Option<Named>,
    kind: Option<Named>,
    published: Option<Date>,
    received: Option<Date>,
    pub(super) parent: Option<Named>,
    also: Vec<Named>,
    pub(super) files: Vec<Named>,
}

const KEYS: [&str; 7] = ["name", "kind", "parent", "also", "files", "published", "received"];

impl Entry {
    /// All names that it goes by.
    pub(super) fn names(&self) -> impl Iterator<Item = &Named> {
        self.name.iter().chain(&self.also)
    }

    pub(super) fn unit(self, parent: Option<usize>) -> Unit {
        let texts = |names: Vec<Named>| names.into_iter().map(|name| name.text).collect();
        Unit {
            name: self.name.map(|name| name.text).unwrap_or_default(),
            kind: self.kind.map(|kind| kind.text),
            published: self.published,
            received: self.received,
            parent,
            also: texts(self.also),
            files: texts(self.files),
        }
    }
}

impl Reader<'_> {
    /// A unit: a mapping, or its name alone.
    pub(super) fn entry(&mut self, node: Node<'_>, template: &Template) -> Option<Entry> {
        let mut entry = Entry::default();
        match node.shape() {
            Shape::Scalar(_) => entry.name = Some(self.unit_name(node, template)?),
            Shape::Mapping(pairs) => {
                let before = self.problems.len();
                self.keys(pairs, &KEYS, |reader, key, value| match key {
                    "name" => entry.name = reader.unit_name(value, template),
                    "kind" => entry.kind = reader.kind(value, template),
                    "parent" => entry.parent = if value.is_null() { None } else { reader.name(value) },
                    "also" => {
                        entry.also = reader.names(value);
                        entry.also.iter().for_each(|name| reader.several(name, matches!(value.shape(), Shape::Scalar(_))));
                    }
                    "published" if value.is_null() => {}
                    "published" => entry.published = reader.date(value, key),
                    "received" if value.is_null() => {}
                    "received" => entry.received = reader.date(value, key),
                    _ => entry.files = reader.names(value),
                });
                if entry.name.is_none() && self.problems.len() == before {
                    self.push(
                        Code::KeyMissing,
                        node.span(),
                        text!("这个单位没有 name", "this unit has no `name`"),
                        text!("", ""),
                    );
                }
            }
            Shape::List(_) => {
                self.wrong(node, text!("这里应是一个单位", "a unit belongs here"));
                return None;
            }
        }
        Some(entry)
    }

    /// The name of a unit, without its kind.
    fn unit_name(&mut self, node: Node<'_>, template: &Template) -> Option<Named> {
        let name = self.name(node)?;
        if let Some((unit, kind)) = name.text.rsplit_once([' ', '　']).filter(|(_, kind)| template.kinds().contains(kind)) {
            let message = text!("“{kind}”不是名称的一部分，要写在 kind 里", "“{kind}” is no part of the name but its kind");
            let label = text!("写成 {{name: {unit}, kind: {kind}}}", "write {{name: {unit}, kind: {kind}}}");
            self.push(Code::KeyValue, name.span, message, label);
        }
        Some(name)
    }

    /// `县政府办、县府办`, `【县政府办, 县府办】`: several names in one. A name may well hold a mark between two short words.
    fn several(&mut self, name: &Named, is_alone: bool) {
        let bare = name.text.trim_matches(['【', '】', '［', '］']);
        let parts: Vec<&str> = bare.split(['、', '，', ',', '；', ';']).map(str::trim).collect();
        let is_list = bare != name.text || name.text.contains(['，', '；']);
        if is_list || parts.len() > 1 && parts.iter().all(|part| part.chars().count() > 2) {
            let names = parts.join(", ");
            let list = if is_alone { format!("[{names}]") } else { names };
            let message =
                text!("几个名称写成一个列表，方括号和逗号用半角", "several names are a list, with ASCII brackets and commas");
            self.push(Code::KeyValue, name.span, message, text!("写成 {list}", "write {list}"));
        }
    }

    /// One name or a list of them.
    fn names(&mut self, node: Node<'_>) -> Vec<Named> {
        match node.shape() {
            Shape::List(items) => items.filter_map(|item| self.name(item)).collect(),
            Shape::Scalar(_) if node.is_null() => Vec::new(),
            _ => self.name(node).into_iter().collect(),
        }
    }

    fn kind(&mut self, node: Node<'_>, template: &Template) -> Option<Named> {
        if node.is_null() {
            return None;
        }
        let kind = self.name(node)?;
        if !template.takes_kind(&kind.text) {
            let (written, kinds) = (&kind.text, template.kinds());
            let (zh, en) = (kinds.join(" 或 "), kinds.join(" or "));
            let message = text!("没有“{written}”这一类", "there is no kind “{written}”");
            self.push(Code::KeyValue, kind.span, message, text!("写 {zh}", "write {en}"));
            return None;
        }
        Some(kind)
    }

    pub(super) fn shared(&mut self, name: &Named, first: &Named) {
        let written = &name.text;
        let message = text!("两个单位都叫“{written}”", "two units go by “{written}”");
        let problem = Diagnostic::new(Code::NameShared, self.source, name.span, message, text!("又一次", "again here"));
        self.problems.push(problem.also(self.source, first.span, text!("第一次", "first here")));
    }

    pub(super) fn no_such_unit(&mut self, parent: &Named, names: &[&str]) {
        let written = &parent.text;
        let message = text!("名册里没有上级单位“{written}”", "the roster has no unit “{written}”");
        let label = nearest(written, names).map(|meant| text!("是不是“{meant}”？", "did you mean “{meant}”?"));
        self.push(Code::UnknownParent, parent.span, message, label.unwrap_or_default());
    }

    pub(super) fn circle(&mut self, parent: &Named) {
        let message = text!("上级关系绕成了圈", "this unit is above itself");
        self.push(Code::ParentCircle, parent.span, message, text!("上级的上级又回到本单位", "its parents lead back to it"));
    }
}
