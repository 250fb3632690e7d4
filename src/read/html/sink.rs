//! What html5ever says while it parses, put into the tree.

use super::{
    element::{Element, shown},
    tree::{Data, Id, ROOT, Tree},
};
use html5ever::{
    Attribute, QualName,
    interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
    tendril::StrTendril,
};
use std::{borrow::Cow, cell::Ref};

impl Tree {
    fn put(&self, child: NodeOrText<Id>, parent: Id, before: Option<Id>) {
        match child {
            NodeOrText::AppendNode(id) => self.insert(id, parent, before),
            NodeOrText::AppendText(text) => self.insert_text(text, parent, before),
        }
    }
}

impl TreeSink for Tree {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        self.name(*target)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> Id {
        let data = match shown(&name, &attributes) {
            Some(value) => Data::Text(value),
            None => Element::of(&name, &attributes, &mut self.sheet.borrow_mut()).map_or(Data::Nothing, Data::Element),
        };
        self.add(data, name)
    }

    fn create_comment(&self, _text: StrTendril) -> Id {
        self.add_nothing()
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Id {
        self.add_nothing()
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.put(child, *parent, None);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        match self.parent(*element) {
            Some(parent) => self.put(child, parent, Some(*element)),
            None => self.put(child, *previous, None),
        }
    }

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        if let Some(parent) = self.parent(*sibling) {
            self.put(child, parent, Some(*sibling));
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {
        self.speak();
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn add_attrs_if_missing(&self, _target: &Id, _attributes: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Id) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        while let Some(child) = self.first(*node) {
            self.insert(child, *new_parent, None);
        }
    }
}
