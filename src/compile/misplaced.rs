//! What stands where something else belongs: names that would all be right under another `each` (said once, at the `each`), and a
//! figure where a condition is wanted.

use super::{
    quantifier::Quantifier,
    scope::{Scope, Wrong, axis_words, joined, other},
};
use crate::{
    diagnostic::Code,
    lang::Text,
    ruleset::{Each, Fact, FactKind},
    source::Span,
    syntax::{
        ast::{self, ExprKind},
        operator_in_name,
    },
    template::{AxisKind, Group},
    text,
};
use std::borrow::Cow;

/// The bare names that an expression holds, those behind `kind =` aside.
pub(super) fn bare_paths(node: &ast::Expr) -> Vec<&ast::Path> {
    match &node.node {
        ExprKind::Path(path) | ExprKind::Sum(path) => vec![path],
        ExprKind::Compare(left, _, _) if matches!(&left.node, ExprKind::Path(path) if path.is("kind") || path.is("unit")) => {
            Vec::new()
        }
        ExprKind::Within(left, right)
        | ExprKind::Compare(left, _, right)
        | ExprKind::Arithmetic(left, _, right)
        | ExprKind::And(left, right)
        | ExprKind::Or(left, right) => {
            let mut all = bare_paths(left);
            all.extend(bare_paths(right));
            all
        }
        ExprKind::Other(_, inner) | ExprKind::Negate(inner) | ExprKind::Not(inner) => bare_paths(inner),
        _ => Vec::new(),
    }
}

impl Scope<'_> {
    /// What is wrong if all bare names of a rule fit another `each` than it has, or one where it has none.
    pub(super) fn misplaced(&self, each: Option<Quantifier<'_>>, paths: &[&ast::Path], code: Span) -> Option<Wrong> {
        let names: Vec<Cow<'_, str>> = paths.iter().map(|path| joined(path)).filter(|name| !self.is_declared(name)).collect();
        if names.len() < 2 || self.shape.is_some() {
            return None;
        }
        match each {
            None => self.no_each(&names, paths, code),
            Some(over) => self.turned(over, &names),
        }
    }

    fn is_declared(&self, name: &str) -> bool {
        const OWN: [&str; 8] = ["year", "published", "received", "unit", "sections", "kind", "repeated", "cell"];
        let facts = self.declared.facts.iter().map(|fact| fact.name.as_str());
        let params = self.declared.params.iter().map(|param| param.name.as_str());
        let broken = self.declared.broken.iter().map(String::as_str);
        facts.chain(params).chain(broken).chain(OWN).chain(self.template.kinds()).any(|known| known == name)
    }

    fn no_each(&self, names: &[Cow<'_, str>], paths: &[&ast::Path], code: Span) -> Option<Wrong> {
        let tables = &self.edition()?.tables;
        let both = tables.iter().flat_map(|table| [(table, AxisKind::Rows), (table, AxisKind::Columns)]);
        let fits = both.filter(|(table, axis)| names.iter().all(|name| table.axis(*axis).find(name).is_some()));
        let fits: Vec<String> = fits.map(|(table, axis)| format!("each {} of {}", axis_words(other(axis)).1, table.id)).collect();
        let (zh, en) = (fits.join(" 或 "), fits.join(" or "));
        let first = paths.iter().find(|path| names.contains(&joined(path)))?;
        let name = joined(first);
        let message = text!(
            "这条规则没有 each，“{name}”等名称不知道在哪张表里找",
            "this rule has no `each`: “{name}” and the other names are looked for in no table"
        );
        let label = text!("只写名称的，要先写 each", "bare names need an `each`");
        let wrong = self.error(Code::WhichTable, first.span, message, label).also(
            self.source,
            code,
            text!("在这条规则里", "in this rule"),
        );
        (!fits.is_empty())
            .then(|| Box::new(wrong.help(text!("在 require 之前加一行：{zh}", "before `require` add a line: {en}"))))
    }

    fn turned(&self, over: Quantifier<'_>, names: &[Cow<'_, str>]) -> Option<Wrong> {
        let axis = match over.each {
            Each::Row => AxisKind::Columns,
            Each::Column => AxisKind::Rows,
            Each::Group | Each::Cell => return None,
        };
        let edition = self.edition()?;
        let table = edition.table_with_id(&over.table?.node)?;
        let has = |axis: AxisKind, name: &str| table.axis(axis).find(name).is_some();
        let in_group = |axis: AxisKind| {
            let of = |group: &Group| names.iter().all(|name| table.axis(axis).line(&format!("{}.{name}", group.id)).is_some());
            table.axis(axis).groups.iter().any(of) && !names.iter().any(|name| has(axis, name) || has(other(axis), name))
        };
        if in_group(AxisKind::Rows) || in_group(AxisKind::Columns) {
            let (id, all) = (&table.id, names.join("、"));
            let message = text!("{all} 在各组里", "{all} stand in the groups");
            let label = text!("要逐组检查", "one group after another is to be checked");
            return Some(Box::new(
                self.error(Code::EachTurnedRound, over.span, message, label).write(format!("each group of {id}")),
            ));
        }
        if !names.iter().all(|name| has(other(axis), name) && !has(axis, name)) {
            return None;
        }
        let ((zh, en), (own_zh, own)) = (axis_words(other(axis)), axis_words(other(axis)));
        let (wanted, id, all) = (axis_words(axis).1, &table.id, names.join("、"));
        let message = text!("each 的行列写反了：{all} 都是{zh}", "`each` is the wrong way round: {all} are {en}s");
        let label = text!("逐{own_zh}检查时，名称要写另一个方向的", "under `each {own}` names are of the other axis");
        Some(Box::new(self.error(Code::EachTurnedRound, over.span, message, label).write(format!("each {wanted} of {id}"))))
    }

    /// A figure, a kind of agency, or two names run together with the word for an operator, where a condition belongs.
    pub(super) fn no_comparison(&self, node: &ast::Expr) -> Wrong {
        let message = text!("这里缺一个比较", "a comparison is missing here");
        let wrong = |label| self.error(Code::NoComparison, node.span, message.clone(), label);
        if let Some(help) = self.joined_figure(node) {
            let label = text!("or、and 连接的是两个完整的判断", "`or` and `and` join two whole conditions");
            return Box::new(wrong(label).help(help));
        }
        let first = leftmost(node);
        if let ExprKind::Path(path) = &first.node {
            let name = joined(path);
            if self.template.takes_kind(&name) {
                let label = text!("“{name}”是 kind 的一种", "“{name}” is a value of `kind`");
                return Box::new(wrong(label).write(format!("kind = {name}")));
            }
            if let Some((left, sign, right)) = operator_in_name(&name, |name| self.is_line(name)) {
                let instead = format!("{left} {sign} {right}");
                let message = text!("两个名称之间要写运算符", "between two names stands an operator");
                let label = text!("应写 {instead}", "write {instead}");
                return Box::new(self.error(Code::ForeignOperator, first.span, message, label).instead(instead));
            }
        }
        if let ExprKind::Path(path) = &node.node {
            let name = joined(path);
            if matches!(&*name, "true" | "false" | "真" | "假") {
                let help = text!(
                    "写出要核对的式子，例如 合计 = 图解 + 文字；不核对的规则，整条删去",
                    "write what is to hold, such as a = b + c; a rule that checks nothing is removed"
                );
                return Box::new(wrong(text!("没有 true 和 false", "there is no true and no false")).help(help));
            }
            if !self.is_line(&name) && !self.is_declared(&name) {
                let label = text!("不认识的名称", "unknown name");
                return Box::new(wrong(label).help(text!(
                    "核对表样本身的，写 require whole grid（行列齐全）、require tables present（表齐全）、require totals filled（总计已填）等；核对数的，写成 {name} = 另一边",
                    "the form itself is checked by require whole grid, require tables present, require totals filled and others; a figure by {name} = OTHER SIDE"
                )));
            }
        }
        let without_figure = |fact: &&Fact| matches!(fact.kind, FactKind::None | FactKind::All | FactKind::Words);
        let fact =
            self.declared.facts.iter().filter(without_figure).find(|fact| fact.name == self.source.slice(node.span).trim());
        if let Some(name) = fact.map(|fact| &fact.name) {
            let label = text!("“{name}”没有数，只问写了没有", "“{name}” has no figure: it is asked whether it is stated");
            return Box::new(wrong(label).write(format!("states({name})")));
        }
        let label = text!("这只是一个数，没有说它应当怎样", "this is a figure; nothing is said about it");
        let help = text!("加上 =、<=、>= 等和另一边，例如 … = 总计", "add =, <= or >= and the other side, such as … = 总计");
        Box::new(wrong(label).help(help))
    }
}

impl Scope<'_> {
    /// `… = 甲 or 乙`, `… = 甲 and 乙`: a figure behind the word that joins conditions, the line in hand being a comparison.
    fn joined_figure(&self, node: &ast::Expr) -> Option<Text> {
        let line = self.source.line_span(self.source.line_index(node.span.start));
        let before = self.source.slice(Span { end: node.span.start, ..line }).trim_end();
        let own = self.source.slice(node.span).trim();
        let (rest, word) = ["or", "and"].into_iter().find_map(|word| Some((before.strip_suffix(word)?, word)))?;
        let rest = rest.trim().trim_start_matches("require").trim_start_matches("when").trim();
        let first = rest.split(" and ").next()?.split(" or ").next()?;
        let (left, sign) =
            ["<=", ">=", "!=", "=", "<", ">"].into_iter().find_map(|sign| Some((first.split_once(sign)?.0, sign)))?;
        let left = left.trim();
        Some(match word {
            "or" => text!("写成 … or {left} {sign} {own}", "write … or {left} {sign} {own}"),
            _ => text!(
                "相加写 +，例如 {first} + {own}；另一个条件写全：… and {left} {sign} {own}",
                "a sum is written {first} + {own}; another condition in full: … and {left} {sign} {own}"
            ),
        })
    }
}

/// The operand that an expression begins with.
fn leftmost(node: &ast::Expr) -> &ast::Expr {
    match &node.node {
        ExprKind::Arithmetic(left, ..) | ExprKind::Compare(left, ..) => leftmost(left),
        _ => node,
    }
}
