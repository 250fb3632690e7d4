//! What somebody may have meant by a name or a sum that is right elsewhere: a fact in a rule with `each`, the kind of agency by another
//! word, `row` as if it were a name, all lines of a table added up. The words of the diagnostic come out.

use super::{
    expr::{Type, Typed, word_of},
    scope::{Position, Scope, Wrong, axis_words, joined, other},
};
use crate::{
    diagnostic::Code,
    lang::Text,
    ruleset::Expr,
    syntax::ast,
    template::{Axis, AxisKind, LineRef, Table},
    text,
};

/// A sum of more parts is not written out.
const MOST_PARTS: usize = 12;

impl<'e> Scope<'e> {
    /// `机关 = 政府`: a kind of agency beside a word that names nothing here.
    pub(super) fn kind_by_other_word(&self, left: &ast::Expr, right: &ast::Expr) -> Option<Wrong> {
        let (word, kind) = (word_of(left)?, word_of(right)?);
        let ast::ExprKind::Path(_) = left.node else { return None };
        let is_known = |name: &str| {
            let declared = self.declared;
            declared.facts.iter().any(|fact| fact.name == name) || declared.params.iter().any(|param| param.name == name)
        };
        let is_kind = self.template.kinds().contains(&&*kind) && !self.is_line(&kind) && !is_known(&kind);
        if !is_kind || self.is_line(&word) || is_known(&word) || matches!(&*word, "year" | "cell" | "unit") {
            return None;
        }
        let message = text!("报告单位的类别写 kind，不写“{word}”", "the kind of agency is called `kind`, not “{word}”");
        let label = text!("这里写 kind", "write kind");
        let advice = text!("写成 kind = {kind}", "write kind = {kind}");
        Some(Box::new(self.error(Code::UnknownFigure, left.span, message, label).help(advice).instead("kind")))
    }

    /// `row = 政策解读`, under `each row of 解读`.
    pub(super) fn place_at_hand(&self, left: &ast::Expr, right: &ast::Expr) -> Option<Wrong> {
        let Position::Line { table, axis, .. } = self.position else { return None };
        let word = axis_words(axis).1;
        let (name, line) = (word_of(left)?, word_of(right)?);
        let on = self.table(table).filter(|_| name == word && !self.is_line(word))?;
        on.axis(axis).find(&line)?;
        let across = on.axis(other(axis));
        let own = &across.line_at(across.total.unwrap_or_default()).id;
        let id = &on.id;
        let cell = if axis == AxisKind::Rows { format!("{id}[{line}, {own}]") } else { format!("{id}[{own}, {line}]") };
        let (zh, _) = axis_words(axis);
        let message = text!("条件里不能挑一{zh}", "a condition cannot pick one {word}");
        let label = text!("{word} 只写在单元格的括号里", "`{word}` stands in the brackets of a cell alone");
        let help = text!(
            "只核对“{line}”这一{zh}的，删去 each，单元格写全，例如 {cell}",
            "to check the {word} “{line}” alone leave out `each` and write its cells in full, such as {cell}"
        );
        Some(Box::new(self.error(Code::CannotStandHere, left.span, message, label).help(help)))
    }

    /// A fact of the prose under `each`.
    pub(super) fn fact_under_each(&self, path: &ast::Path, full: &str) -> Option<Wrong> {
        let (Position::Line { table, .. } | Position::Group { table, .. } | Position::Cell { table, .. }) = self.position else {
            return None;
        };
        if !self.declared.facts.iter().any(|fact| fact.name == full) {
            return None;
        }
        let cell = self.table(table).map(|on| {
            let line = |axis: &Axis| axis.line_at(axis.total.unwrap_or_default()).id.clone();
            format!("{}[{}, {}]", on.id, line(&on.rows), line(&on.columns))
        });
        let cell = cell.unwrap_or_default();
        let message = text!(
            "“{full}”是正文里的数，不能写在带 each 的规则里",
            "“{full}” is a fact of the prose: no rule with `each` compares it"
        );
        let label = text!("正文数据", "a fact");
        let help = text!(
            "删去 each，表里的数写成一格，例如 {cell}",
            "leave out `each`, and write the figure of the table as a cell, such as {cell}"
        );
        Some(Box::new(self.error(Code::CannotStandHere, path.span, message, label).help(help)))
    }

    /// `解读[row, 合计]` where 解读 has no row of that name.
    pub(super) fn no_line_at_hand(&self, on: &Table, axis: AxisKind, path: &ast::Path, full: &str) -> Option<Wrong> {
        let (zh, word) = axis_words(axis);
        if self.source.slice(path.span).trim() != word || full == word {
            return None;
        }
        let name = &on.id;
        let first = &on.axis(axis).line_at(on.axis(axis).total.unwrap_or_default()).id;
        let message = text!("“{name}”没有“{full}”这一{zh}", "“{name}” has no {word} “{full}”");
        let label = text!("{word} 是正在核对的这一{zh}", "`{word}` is the one at hand");
        let help = text!(
            "两张表的{zh}名不同，写明是哪一{zh}，例如 {first}",
            "the tables have other {word}s: name the one that you mean, such as {first}"
        );
        Some(Box::new(self.error(Code::UnknownLine, path.span, message, label).help(help)))
    }

    /// `sum(解读)`, `sum(row)`: the whole line, where a group belongs.
    pub(super) fn sum_of_all(&self, on: &Table, axis: AxisKind, path: &ast::Path, full: &str) -> Option<Wrong> {
        let is_all = full == on.id || matches!(full, "row" | "column" | "all" | "*" | "line") || full == "全部";
        if !is_all || on.axis(axis).find(full).is_some() {
            return None;
        }
        let parts = parts_of(on.axis(axis));
        if parts.is_empty() || parts.len() > MOST_PARTS {
            return None;
        }
        let all = parts.join(" + ");
        let message = text!("sum 的括号里写组名，“{full}”不是组", "`sum` takes the name of a group, and “{full}” is none");
        let label = text!("这里写组名", "the name of a group belongs here");
        let help = text!("各项之和写成 {all}", "the sum of all is written {all}");
        Some(Box::new(self.error(Code::NoGroup, path.span, message, label).help(help)))
    }

    /// `图解 >= 30%`: a share of the total.
    pub(super) fn share_of_total(&self, left: &Typed<'e>, right: &Typed<'e>) -> Option<Text> {
        let (figure, share) = match (&left.of, &right.of) {
            (Type::Figure(..), Type::Percent) => (left, right),
            (Type::Percent, Type::Figure(..)) => (right, left),
            _ => return None,
        };
        let (Expr::Cell(cell), Expr::Number(_)) = (&figure.expr, &share.expr) else { return None };
        let Position::Line { table, axis, .. } = self.position else {
            return Some(text!("占几分之几，写成 一格 >= 另一格 * 30% 这样", "a share is written as in CELL >= OTHER * 30%"));
        };
        let on = self.table(table)?;
        let (row, column) = on.row_and_column(cell.index());
        let across = on.axis(other(axis));
        let line = across.line_at(if axis == AxisKind::Rows { column } else { row });
        let total = match line.group {
            Some(group) => across.groups.get(group).and_then(|group| group.total).or(across.total),
            None => across.total,
        };
        let total = across.line_at(total?);
        if total.id == line.id {
            return None;
        }
        let (name, of, share) = (&line.id, &total.id, self.source.slice(share.span).trim());
        Some(text!(
            "占“{of}”的 {share}，写 {of} * {share}，例如 {name} >= {of} * {share}",
            "{share} of “{of}” is written {of} * {share}, as in {name} >= {of} * {share}"
        ))
    }

    /// `prior.解读件数`: of other reports there are figures of tables alone.
    pub(super) fn fact_of_others(&self, whose: &str, path: &ast::Path) -> Option<Wrong> {
        let name = joined(path);
        if !self.declared.facts.iter().any(|fact| fact.name == name) {
            return None;
        }
        let message = text!(
            "“{name}”是正文里的数，{whose} 后面只能写表里的数",
            "“{name}” is a fact of the prose: behind `{whose}` comes a figure of a table"
        );
        let label = text!("别的报告只有表里的数可比", "of other reports the tables alone are compared");
        let help = text!("写成一格，例如 {whose}.申请[新收, 总计]", "write a cell, such as {whose}.申请[新收, 总计]");
        Some(Box::new(self.error(Code::CannotStandHere, path.span, message, label).help(help)))
    }

    /// A name with its group, where it is the last part of one line alone.
    pub(super) fn only_with_group(&self, axis: &Axis, name: &str) -> Option<String> {
        let ends = format!(".{name}");
        let mut found = axis.lines.iter().filter(|line| line.id.ends_with(&ends));
        found.next().filter(|_| found.next().is_none()).map(|line| line.id.clone())
    }
}

/// The lines of an axis that stand in no group, and its outermost groups as sums; totals left out.
fn parts_of(axis: &Axis) -> Vec<String> {
    let mut parts: Vec<(usize, String)> = Vec::new();
    for (at, line) in axis.lines.iter().enumerate().filter(|(_, line)| line.group.is_none() && !line.is_total) {
        parts.push((at, line.id.clone()));
    }
    for group in axis.groups.iter().filter(|group| group.parent.is_none()) {
        if let Some(LineRef::Group(_)) = axis.find(&group.id) {
            parts.push((group.lines.start, format!("sum({})", group.id)));
        }
    }
    parts.sort_by_key(|(at, _)| *at);
    parts.into_iter().map(|(_, part)| part).collect()
}
