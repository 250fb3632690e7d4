//! Facts and parameters that no rule asks for. A fact with tests of its own is at work on.

use crate::{
    compile::{
        In, Items,
        index::{Index, Symbol},
        reporter::Reporter,
    },
    diagnostic::{Code, Diagnostic},
    lang::Text,
    source::Source,
    syntax::ast,
    text,
};
use std::sync::Arc;

/// Says of each that it is not used; of a value for a built-in parameter nothing is said.
pub(in crate::compile) fn complain(files: &[(&Arc<Source>, &ast::File)], items: &Items<'_>, reporter: &mut Reporter) {
    let has_own = items.facts.iter().any(|item| !item.is_inherited()) || items.params.iter().any(|item| !item.is_inherited());
    if !has_own {
        return;
    }
    let index = Index::of(files);
    let is_used = |symbol: Symbol| index.places_of(&symbol).any(|place| !place.declares);
    for item in items.facts.iter().filter(|item| !item.is_inherited() && item.node.tests.is_empty()) {
        if !is_used(Symbol::Fact(item.node.name.node.clone())) {
            let name = &item.node.name.node;
            let message = text!("没有规则用到正文数据“{name}”", "no rule asks for the fact “{name}”");
            reporter.push(said(item.source, &item.node.name, message));
        }
    }
    let inherited =
        |name: &str| items.params.iter().any(|item: &In<'_, ast::Param>| item.is_inherited() && item.node.name.node == name);
    for item in items.params.iter().filter(|item| !item.is_inherited() && !inherited(&item.node.name.node)) {
        if !is_used(Symbol::Param(item.node.name.node.clone())) {
            let name = &item.node.name.node;
            let message = text!("没有规则用到参数“{name}”", "no rule asks for the parameter “{name}”");
            reporter.push(said(item.source, &item.node.name, message));
        }
    }
}

fn said(source: &Arc<Source>, name: &ast::Name, message: Text) -> Diagnostic {
    let label = text!("没有用到", "not used");
    let help =
        text!("在规则的 require 或 when 里写上它；用不着的，删去", "name it in the `require` or `when` of a rule, or remove it");
    Diagnostic::new(Code::NotUsed, source, name.span, message, label).help(help)
}
