//! The mutations that an editor makes in a rule: a term dropped or added, a sign turned, one comparison for another, a neighbour's row or
//! column, a figure one off. Each as a change of the rule's text; whether anybody notices is for others to find out.

use crate::{
    slice::Slice,
    source::{Source, Span},
    syntax::ast::{Arithmetic, CellRef, Clause, Comparison, Each, Expr, ExprKind, Name, Path, Requirement, Rule, Spanned},
    template::{Axis, AxisKind, Edition, Table},
};

/// A change of a rule's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mutation {
    /// What is taken out.
    pub(super) span: Span,
    /// What is put in.
    pub(super) instead: String,
}

/// All mutations in one rule, read in one edition. Those that leave the text as it is, or the same as another mutation, are left out.
pub(super) fn mutations(rule: &Rule, source: &Source, edition: &Edition) -> Vec<Mutation> {
    let mut maker = Maker { source, edition, table: None, mutations: Vec::new() };
    for clause in &rule.clauses {
        if let Clause::Each(each, table) = &clause.node {
            maker.over(*each, table);
        }
    }
    for clause in &rule.clauses {
        match &clause.node {
            Clause::Require(Requirement::Condition(condition)) => maker.expr(condition),
            Clause::When(condition) => {
                maker.push(clause.span, String::new());
                maker.expr(condition);
            }
            _ => {}
        }
    }
    maker.mutations
}

struct Maker<'a> {
    source: &'a Source,
    edition: &'a Edition,
    /// The table that the rule runs over, and the axis that bare names are on; none under `each group of`.
    table: Option<(&'a Table, Option<AxisKind>)>,
    mutations: Vec<Mutation>,
}

impl<'a> Maker<'a> {
    fn over(&mut self, each: Each, table: &Name) {
        let axis = match each {
            Each::Column => Some(AxisKind::Rows),
            Each::Row => Some(AxisKind::Columns),
            Each::Group | Each::Cell => None,
        };
        self.table = self.named(table).map(|table| (table, axis));
    }

    fn named(&self, table: &Name) -> Option<&'a Table> {
        self.edition.table_with_id(&table.node)
    }

    fn push(&mut self, span: Span, instead: String) {
        let mutation = Mutation { span, instead };
        if self.source.slice(span) != mutation.instead && !self.mutations.contains(&mutation) {
            self.mutations.push(mutation);
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.node {
            ExprKind::And(left, right) | ExprKind::Or(left, right) => self.joined(left, right),
            ExprKind::Not(inner) | ExprKind::Negate(inner) => {
                self.push(Span { start: expr.span.start, end: inner.span.start }, String::new());
                self.expr(inner);
            }
            ExprKind::Compare(left, sign, right) => self.compared(left, *sign, right),
            ExprKind::Within(inner, _) => self.expr(inner),
            ExprKind::Arithmetic(left, operator, right) => self.arithmetic(left, *operator, right),
            ExprKind::Number(number, _) => self.one_off(expr.span, number.mantissa, number.decimals),
            ExprKind::Date(_, _, day) => self.one_day_off(expr.span, *day),
            ExprKind::Other(_, inner) => self.expr(inner),
            _ => self.neighbours(expr),
        }
    }

    fn joined(&mut self, left: &Expr, right: &Expr) {
        self.push(Span { start: left.span.start, end: right.span.start }, String::new());
        self.push(Span { start: left.span.end, end: right.span.end }, String::new());
        self.expr(left);
        self.expr(right);
    }

    fn compared(&mut self, left: &Expr, sign: Spanned<Comparison>, right: &Expr) {
        let others: &[&str] = match sign.node {
            Comparison::Equal => &["<=", ">="],
            Comparison::NotEqual | Comparison::Agrees => &["="],
            Comparison::LessEqual => &["=", "<", ">="],
            Comparison::GreaterEqual => &["=", ">", "<="],
            Comparison::Less => &["<=", ">"],
            Comparison::Greater => &[">=", "<"],
        };
        others.iter().for_each(|other| self.push(sign.span, (*other).to_owned()));
        self.added(left);
        self.added(right);
        self.expr(left);
        self.expr(right);
    }

    fn arithmetic(&mut self, left: &Expr, operator: Spanned<Arithmetic>, right: &Expr) {
        let (turned, alone) = match operator.node {
            Arithmetic::Add => ("-", ""),
            Arithmetic::Subtract => ("+", "-"),
            Arithmetic::Multiply => ("/", ""),
            Arithmetic::Divide => ("*", "1 / "),
        };
        self.push(operator.span, turned.to_owned());
        self.push(Span { start: left.span.end, end: right.span.end }, String::new());
        self.push(Span { start: left.span.start, end: right.span.start }, alone.to_owned());
        self.expr(left);
        self.expr(right);
    }

    /// A term more at the end of one side: the neighbour of its last one.
    fn added(&mut self, side: &Expr) {
        let last = match &side.node {
            ExprKind::Arithmetic(_, _, right) => right,
            _ => side,
        };
        for name in self.beside(last) {
            self.push(Span { start: side.span.end, end: side.span.end }, format!(" + {name}"));
        }
    }

    fn neighbours(&mut self, expr: &Expr) {
        for name in self.beside(expr) {
            self.push(expr.span, name);
        }
    }

    fn one_off(&mut self, span: Span, mantissa: i128, decimals: u8) {
        let written = self.source.slice(span).to_owned();
        let digits = written.trim_end_matches(|c: char| !c.is_numeric());
        let unit = written.strip_prefix(digits).unwrap_or_default().to_owned();
        if decimals == 0 {
            for other in [mantissa.checked_add(1), mantissa.checked_sub(1).filter(|other| *other >= 0)].into_iter().flatten() {
                self.push(span, format!("{other}{unit}"));
            }
        }
    }

    fn one_day_off(&mut self, span: Span, day: u8) {
        let written = self.source.slice(span);
        if let Some((before, _)) = written.rsplit_once('月') {
            let others = [day.checked_sub(1), day.checked_add(1)].into_iter().flatten().filter(|day| (1..=31).contains(day));
            let texts: Vec<String> = others.map(|day| format!("{before}月{day}日")).collect();
            texts.into_iter().for_each(|text| self.push(span, text));
        }
    }

    /// What would be written for the rows and columns next to those that an expression names.
    fn beside(&self, expr: &Expr) -> Vec<String> {
        match &expr.node {
            ExprKind::Path(path) => self.beside_bare(path, false),
            ExprKind::Sum(path) => self.beside_bare(path, true).into_iter().map(|name| format!("sum({name})")).collect(),
            ExprKind::Cell(cell) => self.beside_cell(cell, false),
            ExprKind::SumOfCells(cell) => self.beside_cell(cell, true).into_iter().map(|name| format!("sum({name})")).collect(),
            _ => Vec::new(),
        }
    }

    fn beside_bare(&self, path: &Path, sum: bool) -> Vec<String> {
        let name = joined(path);
        match self.table {
            Some((table, Some(axis))) => next_to(table.axis(axis), &name, sum),
            Some((table, None)) if !sum => in_a_group(table, &name),
            _ => Vec::new(),
        }
    }

    fn beside_cell(&self, cell: &CellRef, sum: bool) -> Vec<String> {
        let Some(table) = self.named(&cell.table) else { return Vec::new() };
        let (name, row, column) = (&cell.table.node, joined(&cell.row), joined(&cell.column));
        if table.is_fields {
            return next_to(&table.rows, &row, sum).into_iter().map(|row| format!("{name}[{row}]")).collect();
        }
        let rows = next_to(&table.rows, &row, sum).into_iter().map(|row| format!("{name}[{row}, {column}]"));
        let columns = next_to(&table.columns, &column, sum).into_iter().map(|column| format!("{name}[{row}, {column}]"));
        rows.chain(columns).collect()
    }
}

/// The lines before and behind a line of an axis; for a group, the groups before and behind it.
fn next_to(axis: &Axis, id: &str, groups_too: bool) -> Vec<String> {
    let lines: Vec<&str> = axis.lines.iter().map(|line| line.id.as_str()).collect();
    let groups: Vec<&str> = axis.groups.iter().map(|group| group.id.as_str()).collect();
    let among = if groups_too && axis.group(id).is_some() { groups } else { lines };
    around(&among, id)
}

/// The same within a group of either axis, named without the group.
fn in_a_group(table: &Table, name: &str) -> Vec<String> {
    for axis in [&table.columns, &table.rows] {
        for group in &axis.groups {
            let inside = axis.lines.slice(group.lines.clone()).iter();
            let names: Vec<&str> = inside.filter_map(|line| line.id.strip_prefix(&format!("{}.", group.id))).collect();
            if names.contains(&name) {
                return around(&names, name);
            }
        }
    }
    Vec::new()
}

fn around(names: &[&str], name: &str) -> Vec<String> {
    let Some(at) = names.iter().position(|other| *other == name) else { return Vec::new() };
    let both = [at.checked_sub(1), at.checked_add(1)];
    both.into_iter().flatten().filter_map(|at| names.get(at)).map(|name| (*name).to_owned()).collect()
}

fn joined(path: &Path) -> String {
    path.parts.iter().map(|part| part.node.as_str()).collect::<Vec<_>>().join(".")
}
