//! The clauses of a rule gathered, each kind once: what stands twice, and what is missing, is said here.

use super::{In, adjust::Adjustments, message::Say, quantifier::Quantifier, reporter::Reporter};
use crate::{
    diagnostic::{Code, Diagnostic},
    ruleset::{Each, Shape},
    source::Span,
    syntax::ast::{self, Clause, Requirement, Spanned},
    text,
};

/// The clauses of a rule, each kind once.
#[derive(Default)]
pub(super) struct Clauses<'a> {
    pub(super) editions: Option<&'a [ast::Name]>,
    pub(super) each: Option<Quantifier<'a>>,
    pub(super) shape: Option<Shape>,
    pub(super) when: Option<&'a ast::Expr>,
    pub(super) require: Option<(&'a Requirement, Span)>,
    pub(super) say: Option<Say<'a>>,
    pub(super) basis: Vec<&'a ast::Basis>,
    pub(super) adjustments: Adjustments<'a>,
}

impl<'a> Clauses<'a> {
    pub(super) fn gather(item: &In<'a, ast::Rule>, reporter: &mut Reporter) -> Clauses<'a> {
        let (mut all, mut each_twice) = (Clauses::default(), false);
        for clause in &item.node.clauses {
            let again = match &clause.node {
                Clause::InEdition(editions) => all.editions.replace(editions).is_some(),
                Clause::Each(each, table) => {
                    let over = Quantifier { each: *each, table: Some(table), counts: false, span: clause.span };
                    all.each.replace(over).is_some() || all.shape.is_some()
                }
                Clause::EachCell(counts, table) => {
                    let over = Quantifier { each: Each::Cell, table: table.as_ref(), counts: *counts, span: clause.span };
                    all.each.replace(over).is_some() || all.shape.is_some()
                }
                Clause::Shape(of) => all.shape.replace(*of).is_some() || all.each.is_some(),
                Clause::When(condition) => all.when.replace(condition).is_some(),
                Clause::Require(requirement) => all.require.replace((requirement, clause.span)).is_some(),
                Clause::Say(say) => all.say.replace(Say::new(say)).is_some(),
                Clause::Basis(basis) => {
                    all.basis.push(basis);
                    false
                }
                Clause::Test(_) => false,
            };
            if let Clause::Say(say) = &clause.node
                && say.node.trim().is_empty()
            {
                reporter.push(nothing_said(item, say.span));
            }
            if again {
                reporter.push(twice(item, clause));
                each_twice |= matches!(clause.node, Clause::Each(..) | Clause::EachCell(..) | Clause::Shape(_));
            }
        }
        all.complain_of_missing(item, reporter);
        // Which names are meant is not known then.
        if each_twice {
            (all.require, all.say) = (None, None);
        }
        all
    }

    pub(super) fn adjusted(self, adjustments: Adjustments<'a>) -> Clauses<'a> {
        Clauses { adjustments, ..self }
    }

    /// The bare names that the rule's conditions hold.
    pub(super) fn paths(&self) -> Vec<&'a ast::Path> {
        let required = self.require.and_then(|(requirement, _)| match requirement {
            Requirement::Condition(node) => Some(node),
            Requirement::Form(_) => None,
        });
        self.when.into_iter().chain(required).flat_map(super::misplaced::bare_paths).collect()
    }

    fn complain_of_missing(&self, item: &In<'_, ast::Rule>, reporter: &mut Reporter) {
        let code = &item.node.code.node;
        if self.require.is_none() {
            let message = text!("规则 {code} 没有写要求什么", "the rule {code} requires nothing");
            let label = text!("这条规则", "this rule");
            let help = text!("加一行：require 左边 = 右边", "add a line: require LEFT = RIGHT");
            reporter.push(Diagnostic::new(Code::NoRequirement, item.source, item.node.code.span, message, label).help(help));
        }
        if self.basis.is_empty() {
            let message = text!("规则 {code} 没有写依据", "the rule {code} names no basis");
            let label = text!("依据是什么？", "by what authority?");
            let help = text!("加一行：basis \"文号\" \"条款\"", "add a line: basis \"NOTICE\" \"CLAUSE\"");
            reporter.push(Diagnostic::new(Code::NoBasis, item.source, item.node.code.span, message, label).help(help));
        }
    }
}

fn nothing_said(item: &In<'_, ast::Rule>, span: Span) -> Diagnostic {
    let message = text!("say 没有写文字", "`say` says nothing");
    let label = text!("写明哪里不对", "say what is wrong");
    Diagnostic::new(Code::SomethingMissing, item.source, span, message, label).help(text!(
        "例如 \"{{row}}：相差 {{gap}} 件\"；删去 say，就按式子自动写一句",
        "such as \"{{row}}: {{gap}} too many\"; without `say` a sentence is made from the condition"
    ))
}

fn twice(item: &In<'_, ast::Rule>, clause: &Spanned<Clause>) -> Diagnostic {
    let message = text!("同一条规则里写了两次", "this stands twice in one rule");
    let label = text!("第二次", "the second time");
    Diagnostic::new(Code::ClauseTwice, item.source, clause.span, message, label).help(match clause.node {
        Clause::When(_) => {
            text!("只留一个；两个条件写在一起，用 and 连接", "keep one of them; two conditions are joined by `and`")
        }
        Clause::InEdition(_) => text!("只留一个，各版之间写逗号", "keep one of them, with commas between the editions"),
        Clause::Require(_) => text!("只留一个；两个要求写成两条规则", "keep one of them; two requirements are two rules"),
        Clause::Each(..) | Clause::EachCell(..) | Clause::Shape(_) => {
            text!("只留一个；另一种核对另写一条规则", "keep one of them; the other check is a rule of its own")
        }
        Clause::Say(_) | Clause::Basis(_) | Clause::Test(_) => text!("只留一个", "keep one of them"),
    })
}
