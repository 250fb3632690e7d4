//! A bare figure that a rule compares with one place of the form in several editions, of which one counts in another unit of money than
//! the other: it would be another amount in each.

use super::{In, reporter::Reporter};
use crate::{
    diagnostic::{Code, Diagnostic},
    number::Number,
    ruleset::{Body, Condition, Each, Expr, Instance, RuleId, RuleSet},
    syntax::ast::{self, Clause},
    template::{CellId, EditionId, Measure},
    text,
};
use std::cell::RefCell;

/// A place, its unit of money, and a figure that is compared with it.
struct Bare {
    edition: EditionId,
    place: String,
    unit: String,
    figure: Number,
}

/// Says of each rule, once, which figure it is. Rules over every cell mean their figures whatever the unit.
pub(super) fn complain(sorted: &[&In<'_, ast::Rule>], set: &RuleSet, reporter: &mut Reporter) {
    for (at, item) in sorted.iter().enumerate().filter(|(_, item)| !item.is_inherited()) {
        let id = RuleId::new(at);
        if set[id].scope.as_ref().is_some_and(|scope| scope.each == Each::Cell) {
            continue;
        }
        let editions = set.template.edition_ids();
        let all: Vec<Bare> = editions.flat_map(|edition| in_edition(id, edition, set)).collect();
        let differs = |one: &Bare, two: &&Bare| one.place == two.place && one.unit != two.unit && one.figure == two.figure;
        let found = all.iter().find_map(|one| all.iter().find(|two| differs(one, two)).map(|two| (one, two)));
        let clause = item.node.clauses.iter().find(|clause| matches!(clause.node, Clause::Require(_)));
        if let (Some((one, two)), Some(clause)) = (found, clause) {
            reporter.push(said(item, clause.span, (one, two), set));
        }
    }
}

fn in_edition(id: RuleId, edition: EditionId, set: &RuleSet) -> Vec<Bare> {
    let own = set.instances(edition).iter().filter(|instance| instance.rule == id && instance.is_of(edition));
    let found = own.flat_map(|instance| compared(instance, set));
    found.map(|(place, unit, figure)| Bare { edition, place, unit, figure }).collect()
}

/// The figures other than 0 that an instance compares with amounts of money.
fn compared(instance: &Instance, set: &RuleSet) -> Vec<(String, String, Number)> {
    let money = |cell: CellId| {
        let kind = set.template.kind(cell).filter(|kind| kind.measure == Measure::Money)?;
        Some((set.template.cell_name(cell), kind.unit.clone()))
    };
    let found = RefCell::new(Vec::new());
    let add = |cell: Option<CellId>, figure: Number| {
        if let Some((place, unit)) = cell.and_then(money).filter(|_| !figure.is_zero()) {
            found.borrow_mut().push((place, unit, figure.abs()));
        }
    };
    match &instance.body {
        Body::Linear(row) => {
            let figure = row.left_constant.checked_sub(row.right_constant).unwrap_or(Number::whole(0));
            add(row.terms.first().map(|term| term.cell), figure);
        }
        Body::Condition(condition) => {
            let see = |part: &Condition| {
                match part {
                    Condition::Compare(Expr::Number(figure), _, side) | Condition::Compare(side, _, Expr::Number(figure)) => {
                        add(first_cell(side), *figure);
                    }
                    _ => {}
                }
                false
            };
            condition.any(&see);
        }
        Body::Form(_) => {}
    }
    found.into_inner()
}

fn first_cell(side: &Expr) -> Option<CellId> {
    let mut first = None;
    side.each_expr(&mut |expr| {
        let cell = match expr {
            Expr::Cell(cell) => Some(*cell),
            Expr::Sum(cells) => cells.first().copied(),
            _ => None,
        };
        first = first.or(cell);
    });
    first
}

fn said(item: &In<'_, ast::Rule>, span: crate::source::Span, (one, two): (&Bare, &Bare), set: &RuleSet) -> Diagnostic {
    let (figure, first, second) = (one.figure, &set.template[one.edition].name, &set.template[two.edition].name);
    let (unit, other, place) = (&one.unit, &two.unit, &one.place);
    let message = text!(
        "“{place}”在 {first} 年版以{unit}计，在 {second} 年版以{other}计，{figure} 没有写单位",
        "“{place}” is in {unit} in the edition {first} and in {other} in {second}; {figure} has no unit"
    );
    let label = text!("两版里不是同一个数", "not the same amount in both");
    let help = text!(
        "写上单位：是 {first} 年版的，写 {figure}{unit}，是 {second} 年版的，写 {figure}{other}；或者用 in edition 分成两条规则",
        "write the unit: {figure}{unit} as in {first}, or {figure}{other} as in {second}; or make two rules with `in edition`"
    );
    Diagnostic::new(Code::UnitChanged, item.source, span, message, label).help(help)
}
