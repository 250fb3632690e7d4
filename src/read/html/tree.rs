//! The tree that a page is built into: only what can be seen in it and what tables need.

use super::{css::Sheet, element::Element};
use html5ever::{QualName, local_name, ns, tendril::StrTendril};
use std::cell::{Cell, Ref, RefCell};

/// A node, by its index.
pub(super) type Id = usize;

/// The page itself.
pub(super) const ROOT: Id = 0;

/// A page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: RefCell<Vec<Node>>,
    /// How often the parser has said anything; it says nothing within a tag or a comment.
    pub(super) said: Cell<usize>,
    /// How deep the deepest node was put.
    pub(super) deepest: Cell<u32>,
    /// Where in the text the parser is, for [`Step::Enter`].
    pub(super) at: Cell<usize>,
    no_name: RefCell<QualName>,
    /// The rules for how elements look, as far as they have come.
    pub(super) sheet: RefCell<Sheet>,
}

#[derive(Debug)]
struct Node {
    data: Data,
    name: QualName,
    /// Where in the text the tag ended that it was made of.
    at: usize,
    depth: u32,
    parent: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(super) enum Data {
    /// A run of text.
    Text(StrTendril),
    Element(Element),
    /// Anything else, and what cannot be seen.
    Nothing,
}

/// One step of a walk.
#[derive(Debug)]
pub(super) enum Step {
    /// An element begins, and where in the text its tag ended.
    Enter(Element, usize),
    /// An element ends.
    Leave(Element),
    Text(StrTendril),
}

impl Tree {
    /// An empty page.
    pub(super) fn new() -> Tree {
        let no_name = RefCell::new(QualName::new(None, ns!(), local_name!("")));
        let tree = Tree {
            nodes: RefCell::default(),
            said: Cell::default(),
            deepest: Cell::default(),
            at: Cell::default(),
            no_name,
            sheet: RefCell::default(),
        };
        tree.add_nothing();
        tree
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.borrow().len()
    }

    /// Walks through what can be seen, in order, however deep it is.
    pub(super) fn walk<E>(&self, mut each: impl FnMut(Step) -> Result<(), E>) -> Result<(), E> {
        let nodes = self.nodes.borrow();
        let mut next = nodes.get(ROOT).and_then(|root| root.first);
        let mut open: Vec<(Id, Element)> = Vec::new();
        while let Some((id, node)) = next.and_then(|id| Some((id, nodes.get(id)?))) {
            next = match &node.data {
                Data::Element(element) => {
                    each(Step::Enter(*element, node.at))?;
                    open.push((id, *element));
                    if matches!(element, Element::UnseenCell(..)) { None } else { node.first }
                }
                Data::Text(text) => {
                    each(Step::Text(text.clone()))?;
                    node.next
                }
                Data::Nothing => node.next,
            };
            while next.is_none() {
                let Some((id, element)) = open.pop() else { break };
                each(Step::Leave(element))?;
                next = nodes.get(id).and_then(|node| node.next);
            }
        }
        Ok(())
    }

    /// A node that stands nowhere yet.
    pub(super) fn add(&self, data: Data, name: QualName) -> Id {
        self.speak();
        let mut nodes = self.nodes.borrow_mut();
        let at = self.at.get();
        nodes.push(Node { data, name, at, depth: 0, parent: None, previous: None, next: None, first: None, last: None });
        nodes.len() - 1
    }

    /// A node that has neither name nor looks.
    pub(super) fn add_nothing(&self) -> Id {
        self.add(Data::Nothing, self.no_name.borrow().clone())
    }

    pub(super) fn name(&self, id: Id) -> Ref<'_, QualName> {
        let named = Ref::filter_map(self.nodes.borrow(), |nodes| nodes.get(id).map(|node| &node.name));
        named.unwrap_or_else(|_| self.no_name.borrow())
    }

    /// The node that a node is in.
    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes.borrow().get(id)?.parent
    }

    /// The first node within a node.
    pub(super) fn first(&self, id: Id) -> Option<Id> {
        self.nodes.borrow().get(id)?.first
    }

    /// Takes a node from its place.
    pub(super) fn detach(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(node) = nodes.get_mut(id) {
            let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
            join(&mut nodes, parent, previous, next);
        }
    }

    /// Puts a node in front of another one, or last.
    pub(super) fn insert(&self, id: Id, parent: Id, before: Option<Id>) {
        self.detach(id);
        let previous = self.in_front(parent, before);
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes.get(parent).map_or(0, |parent| parent.depth).saturating_add(1);
        if let Some(node) = nodes.get_mut(id) {
            node.depth = depth;
            node.parent = Some(parent);
        }
        join(&mut nodes, Some(parent), previous, Some(id));
        join(&mut nodes, Some(parent), Some(id), before);
        self.deepest.set(self.deepest.get().max(depth));
    }

    /// Puts text there, run together with text in front of it. Text of what is not seen is not kept.
    pub(super) fn insert_text(&self, text: StrTendril, parent: Id, before: Option<Id>) {
        self.speak();
        if self.is_unseen(parent) {
            if self.name(parent).local == local_name!("style") {
                self.sheet.borrow_mut().add(&text);
            }
            return;
        }
        let previous = self.in_front(parent, before);
        if !self.runs_on(previous, &text) {
            let id = self.add(Data::Text(text), self.no_name.borrow().clone());
            self.insert(id, parent, before);
        }
    }

    /// Text behind text is one run.
    fn runs_on(&self, previous: Option<Id>, text: &StrTendril) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        let Some(Node { data: Data::Text(run), .. }) = previous.and_then(|id| nodes.get_mut(id)) else { return false };
        run.push_tendril(text);
        true
    }

    fn is_unseen(&self, id: Id) -> bool {
        id != ROOT && self.nodes.borrow().get(id).is_some_and(|node| matches!(node.data, Data::Nothing))
    }

    /// What stands in front of that place.
    fn in_front(&self, parent: Id, before: Option<Id>) -> Option<Id> {
        let nodes = self.nodes.borrow();
        match before {
            Some(before) => nodes.get(before)?.previous,
            None => nodes.get(parent)?.last,
        }
    }

    pub(super) fn speak(&self) {
        self.said.set(self.said.get().wrapping_add(1));
    }
}

/// Makes two nodes neighbours within a parent; none is its edge.
fn join(nodes: &mut [Node], parent: Option<Id>, left: Option<Id>, right: Option<Id>) {
    match left.and_then(|id| nodes.get_mut(id)) {
        Some(left) => left.next = right,
        None => parent.and_then(|id| nodes.get_mut(id)).into_iter().for_each(|parent| parent.first = right),
    }
    match right.and_then(|id| nodes.get_mut(id)) {
        Some(right) => right.previous = left,
        None => parent.and_then(|id| nodes.get_mut(id)).into_iter().for_each(|parent| parent.last = left),
    }
}
