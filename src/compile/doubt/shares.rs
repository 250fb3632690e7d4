//! A share compared with a bare figure that is one of a hundred parts: `图解 / 合计 >= 30`, where 30% is meant; and an amount of money
//! times what its unit is converted by anyhow.

use super::Own;
use crate::{
    diagnostic::{Code, Diagnostic},
    number::Number,
    ruleset::{Arithmetic, Body, Comparison, Condition, Expr, LinearRow, Whose},
    source::Span,
    template::{CellId, Measure, Template},
    text,
};
use std::cell::Cell;

pub(super) fn doubt(own: &Own<'_>) -> Option<Diagnostic> {
    let require = own.require()?;
    let template = &own.set.template;
    let share = own.places.iter().find_map(|(_, instance)| match &instance.body {
        Body::Condition(condition) => share(condition, template),
        Body::Linear(_) | Body::Form(_) => None,
    });
    if let Some((figure, of)) = share {
        let message = text!(
            "比例和 {figure} 比较，{figure} 是 {figure} 倍，不是 {figure}%",
            "a ratio is compared with {figure}, which is {figure} times, not {figure}%"
        );
        let label = match of {
            Of::Growth => text!("这是增长的比例", "this is a rate of growth"),
            Of::Total => text!("一部分不会超过合计", "a part is not above its total"),
            Of::LastYear => text!("与上年的数相比", "compared with last year's figure"),
        };
        let help = text!("要的是百分比，写成 {figure}%", "for {figure} in a hundred write {figure}%");
        let wrong = Diagnostic::new(Code::ShareOfHundred, own.item.source, require.span, message, label).help(help);
        let written = own.words(require.span);
        let instead = written.strip_suffix(&figure.to_string()).map(|before| format!("{before}{figure}%"));
        return Some(Diagnostic { instead, ..wrong });
    }
    let factor = own.places.iter().find_map(|(_, instance)| match &instance.body {
        Body::Condition(condition) => converted(condition, template),
        Body::Linear(row) => converted_row(row, template),
        Body::Form(_) => None,
    })?;
    // What the compiler converts by itself stands in no rule.
    let is_written = own.words(require.span).contains(&factor.to_string());
    is_written.then(|| converted_twice(own, require.span, factor))
}

fn converted_twice(own: &Own<'_>, span: Span, factor: Number) -> Diagnostic {
    let message = text!(
        "金额乘除了 {factor}，元和万元本来会自动换算",
        "an amount is multiplied or divided by {factor}; 元 and 万元 are converted as they are"
    );
    let label = text!("换算了两次", "converted twice");
    let help =
        text!("去掉 {factor}：两边的单位由表样写明，比较时自动换算", "leave {factor} out: the form says the unit of each side");
    Diagnostic::new(Code::ShareOfHundred, own.item.source, span, message, label).help(help)
}

/// What a ratio is one of.
#[derive(Clone, Copy)]
enum Of {
    Growth,
    Total,
    LastYear,
}

/// `新收 <= prior.新收 * 150`: the figure, where a cell is compared with its own of last year.
fn of_last_year(condition: &Condition) -> Option<Number> {
    let Condition::Compare(Expr::Cell(cell), Comparison::Exact(_), Expr::Arithmetic(base, Arithmetic::Multiply, by)) = condition
    else {
        return None;
    };
    match (&**base, &**by) {
        (Expr::OtherReports(prior), Expr::Number(figure)) if prior.whose == Whose::Prior && prior.cells == [*cell] => {
            Some(*figure).filter(|figure| figure.decimals == 0 && (50..=500).contains(&figure.mantissa))
        }
        _ => None,
    }
}

/// The bare figure that a share is compared with, and what it is a share of.
fn share(condition: &Condition, template: &Template) -> Option<(Number, Of)> {
    if let Some(figure) = of_last_year(condition) {
        return Some((figure, Of::LastYear));
    }
    let found = Cell::new(None);
    condition.any(&|part| {
        if let Condition::Compare(one, Comparison::Exact(_), Expr::Number(figure))
        | Condition::Compare(Expr::Number(figure), Comparison::Exact(_), one) = part
            && figure.decimals == 0
            && (5..=100).contains(&figure.mantissa)
            && let Expr::Arithmetic(above, Arithmetic::Divide, below) = one
        {
            match &**above {
                Expr::Arithmetic(_, Arithmetic::Subtract, base) if base == below => found.set(Some((*figure, Of::Growth))),
                Expr::Cell(above) if part_of(*above, below, template) => found.set(Some((*figure, Of::Total))),
                _ => {}
            }
        }
        found.get().is_some()
    });
    found.get()
}

/// Whether a cell is added into the total that another is.
fn part_of(part: CellId, whole: &Expr, template: &Template) -> bool {
    let Expr::Cell(whole) = whole else { return false };
    let table = &template[part.table];
    let (row, column) = table.row_and_column(part.index());
    let (total_row, total_column) = table.row_and_column(whole.index());
    let adds = |axis: &crate::template::Axis, line: usize, total: usize| {
        let total = axis.line_at(total);
        let group = total.group.and_then(|group| axis.groups.get(group));
        total.is_total && group.is_none_or(|group| group.lines.contains(&line))
    };
    part.table == whole.table
        && ((row == total_row && column != total_column && adds(&table.columns, column, total_column))
            || (column == total_column && row != total_row && adds(&table.rows, row, total_row)))
}

/// 1 0000 or 1 0000 0000, as in `上年 * 10000`.
fn is_factor(number: &Number) -> bool {
    number.decimals == 0 && matches!(number.mantissa, 10_000 | 100_000_000)
}

fn is_money(cell: CellId, template: &Template) -> bool {
    template.kind(cell).is_some_and(|kind| kind.measure == Measure::Money)
}

fn converted(condition: &Condition, template: &Template) -> Option<Number> {
    let mut found = None;
    let mut all_money = true;
    let mut see = |expr: &Expr| match expr {
        Expr::Arithmetic(left, Arithmetic::Multiply | Arithmetic::Divide, right) => {
            let factor = [left, right].into_iter().find_map(|side| match &**side {
                Expr::Number(number) if is_factor(number) => Some(*number),
                _ => None,
            });
            found = found.or(factor);
        }
        Expr::Cell(cell) => all_money &= is_money(*cell, template),
        Expr::Sum(cells) => all_money &= cells.iter().all(|cell| is_money(*cell, template)),
        Expr::OtherReports(of) => all_money &= of.cells.iter().all(|cell| is_money(*cell, template)),
        Expr::Number(_) | Expr::Negate(_) | Expr::Arithmetic(..) => {}
        _ => all_money = false,
    };
    let Condition::Compare(left, _, right) = condition else { return None };
    left.each_expr(&mut see);
    right.each_expr(&mut see);
    found.filter(|_| all_money && !matches!((left, right), (Expr::Number(_), _) | (_, Expr::Number(_))))
}

fn converted_row(row: &LinearRow, template: &Template) -> Option<Number> {
    let all_money = row.terms.iter().all(|term| is_money(term.cell, template));
    let factors = row.terms.iter().map(|term| Number::whole(i128::from(term.coefficient)).abs());
    let factor = factors.into_iter().find(is_factor)?;
    (all_money && row.terms.len() > 1).then_some(factor)
}
