//! What may be written at a place: words of the language as the grammar has them there, names as what stands before them asks for.

mod scene;
mod wanted;

use super::place::OpenDocument;
use crate::{
    compile::index::{Declared, LineRole, Symbol},
    slice::Slice,
    source::Span,
    syntax,
};
use gen_lsp_types::{CompletionItem, CompletionItemKind, CompletionList, Position, TextEdit};
use scene::Scene;
use wanted::{Want, wanted};

/// What may stand at a position. A list that comes with a mark that was typed would take the Enter behind it: a brace has one in a
/// message only, a quotation mark where a text begins, and a blank where something must follow.
pub(super) fn complete(place: OpenDocument<'_>, position: Position, typed: Option<&str>) -> CompletionList {
    let mut list = CompletionList::default();
    let Some(source) = place.source() else { return list };
    let Some(scene) = Scene::of(source, place.offset(position)) else { return list };
    let expected = syntax::expected(source.text.slice(..scene.word.start as usize));
    let is_unasked = match typed {
        Some("{") => scene.slot.is_none(),
        Some("\"") => !scene.in_text,
        Some(" ") => expected.ends && !scene.in_text,
        _ => false,
    };
    if is_unasked {
        return list;
    }
    let mut offers = Offers { place, scene: &scene, items: Vec::new() };
    if let Some(message) = scene.slot {
        offers.slots(message);
    } else if let Some(unit) = scene.unit {
        offers.units(unit);
    } else if !scene.in_text {
        offers.names();
        if scene.path.start == scene.word.start {
            offers.words(&expected.words);
        }
    }
    list.items = offers.items;
    list
}

struct Offers<'a> {
    place: OpenDocument<'a>,
    scene: &'a Scene<'a>,
    items: Vec<CompletionItem>,
}

impl Offers<'_> {
    fn offer(&mut self, text: &str, detail: &str, kind: CompletionItemKind, span: Span) {
        if self.items.iter().any(|item| item.label == text) {
            return;
        }
        let sort_text = Some(format!("{:05}", self.items.len()));
        let edit = TextEdit { range: self.place.range(span), new_text: text.to_owned() };
        self.items.push(CompletionItem {
            label: text.to_owned(),
            kind: Some(kind),
            detail: (!detail.is_empty()).then(|| detail.to_owned()),
            sort_text,
            filter_text: Some(text.to_owned()),
            text_edit: Some(edit.into()),
            ..CompletionItem::default()
        });
    }

    fn declared(&mut self, declared: &Declared) {
        let name = match &declared.symbol {
            Symbol::Line { id, .. } => id.clone(),
            symbol => symbol.name().to_owned(),
        };
        let span = if matches!(declared.symbol, Symbol::Line { .. }) { self.scene.path } else { self.scene.word };
        self.offer(&name, &declared.label, kind(declared), span);
    }

    fn names(&mut self) {
        for want in wanted(self.scene, self.place.index) {
            self.names_of(&want);
        }
    }

    fn names_of(&mut self, want: &Want) {
        let index = self.place.index;
        match want {
            Want::Lines { table, axis, groups, within } => {
                let prefix = format!("{within}.");
                for declared in index.lines(table, *axis).filter(|declared| (declared.role == LineRole::Group) == *groups) {
                    let Symbol::Line { id, .. } = &declared.symbol else { continue };
                    match id.strip_prefix(&prefix) {
                        _ if within.is_empty() => self.declared(declared),
                        Some(inner) => self.offer(inner, &declared.label, kind(declared), self.scene.path),
                        None => {}
                    }
                }
            }
            Want::Symbols(is_it) => {
                index.declared.iter().filter(|found| is_it(&found.symbol)).for_each(|found| self.declared(found))
            }
            Want::Events(topic) => {
                let of = |found: &&Declared| matches!(&found.symbol, Symbol::Event { topic: own, .. } if own == topic);
                index.declared.iter().filter(of).for_each(|found| self.declared(found));
            }
        }
    }

    fn words(&mut self, words: &[&str]) {
        // Under `each` they name the line at hand, and only in brackets; behind `each` and in a form they begin something.
        let is_value = matches!(self.scene.clause(), "when" | "require" | "expect") && self.scene.last(0) != "(";
        let of_line = ["row", "column", "group"];
        for word in words.iter().filter(|word| !(is_value && of_line.contains(word))) {
            self.offer(word, "", CompletionItemKind::Keyword, self.scene.word);
        }
    }

    /// What a message may show.
    fn slots(&mut self, span: Span) {
        let over = self.scene.over();
        let places: &[&str] = match over {
            Some(("group", _)) => &["group", "row", "column"],
            Some(("row", _)) => &["row"],
            Some(("column", _)) => &["column"],
            Some(("cell", _)) => &["row", "column", "cell"],
            _ => &["fact", "stated"],
        };
        for word in places.iter().chain(&["left", "right", "gap"]) {
            self.offer(word, "", CompletionItemKind::Keyword, span);
        }
        for want in wanted::values(self.scene, self.place.index) {
            if let Want::Lines { table, axis, groups: false, within } = &want {
                let prefix = if within.is_empty() { String::new() } else { format!("{within}.") };
                for declared in self.place.index.lines(table, *axis).filter(|declared| declared.role != LineRole::Group) {
                    let Symbol::Line { id, .. } = &declared.symbol else { continue };
                    if let Some(inner) = id.strip_prefix(&prefix) {
                        self.offer(inner, &declared.label, kind(declared), span);
                    }
                }
            }
        }
    }

    /// The units that the form has.
    fn units(&mut self, span: Span) {
        let known = self.place.folder.sound.as_ref();
        let kinds = known.iter().flat_map(|rules| &rules.template.editions).flat_map(|edition| &edition.tables);
        let mut units: Vec<&str> = kinds.flat_map(|table| &table.kinds).map(|kind| kind.unit.as_str()).collect();
        units.extend(["件", "项", "个", "元", "万元"]);
        for unit in units.into_iter().filter(|unit| !unit.is_empty()) {
            self.offer(unit, "", CompletionItemKind::Unit, span);
        }
    }
}

fn kind(declared: &Declared) -> CompletionItemKind {
    match (&declared.symbol, declared.role) {
        (Symbol::Line { .. }, LineRole::Group) => CompletionItemKind::Folder,
        (Symbol::Line { .. }, _) => CompletionItemKind::Field,
        (Symbol::Table(_), _) => CompletionItemKind::Struct,
        (Symbol::Section(_), _) => CompletionItemKind::Module,
        (Symbol::Edition(_), _) => CompletionItemKind::Value,
        (Symbol::Fact(_) | Symbol::Topic(_), _) => CompletionItemKind::Reference,
        (Symbol::Event { .. }, _) => CompletionItemKind::Event,
        (Symbol::Param(_), _) => CompletionItemKind::Constant,
        (Symbol::Rule(_), _) => CompletionItemKind::Function,
    }
}
