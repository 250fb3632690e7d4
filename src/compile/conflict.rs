//! Two rules that cannot both hold, whatever a report says. Two rows over figures that are not negative contradict each other exactly
//! when some combination of them reads «nothing is more than nothing» (Farkas); with two rows only finitely many combinations matter.

use super::{In, reporter::Reporter};
use crate::{
    diagnostic::{Code, Diagnostic},
    ruleset::{Body, Instance, LinearRow, Relation, RuleId, RuleSet},
    syntax::ast,
    template::{CellId, Template},
    text,
};
use std::collections::BTreeMap;

/// Complains of every pair of rules that contradict each other, once each; but of none that cannot hold by itself.
pub(super) fn complain(items: &[&In<'_, ast::Rule>], set: &RuleSet, hopeless: &[RuleId], reporter: &mut Reporter) {
    for instances in &set.editions {
        let hopeful = instances.iter().filter(|instance| !hopeless.contains(&instance.rule));
        let rows: Vec<Row<'_>> = hopeful.filter_map(|instance| Row::of(instance, &set.template)).collect();
        for (at, one) in rows.iter().enumerate() {
            let later = rows.iter().skip(at + 1);
            for two in later.filter(|two| (one.can_contradict() || two.can_contradict()) && one.shares_a_cell(two)) {
                if contradict(one, two) {
                    reporter.push(contradiction(items, one, two, set));
                }
            }
        }
    }
}

/// `Σ coefficient · cell + constant ≥ 0`, or `> 0`, or `= 0`.
struct Row<'a> {
    instance: &'a Instance,
    coefficients: BTreeMap<CellId, i128>,
    constant: i128,
    equation: bool,
    strict: bool,
    /// Cells that may be negative.
    signed: Vec<CellId>,
}

impl<'a> Row<'a> {
    fn of(instance: &'a Instance, template: &Template) -> Option<Row<'a>> {
        let Body::Linear(row) = &instance.body else { return None };
        if instance.guard.is_some() {
            return None;
        }
        let sign = match row.relation {
            Relation::NotEqual => return None,
            Relation::Less | Relation::LessEqual => -1,
            Relation::Equal | Relation::Greater | Relation::GreaterEqual => 1,
        };
        let mut coefficients: BTreeMap<CellId, i128> = BTreeMap::new();
        for term in &row.terms {
            let sum = coefficients.entry(term.cell).or_default();
            *sum = sum.saturating_add(i128::from(term.coefficient).saturating_mul(sign));
        }
        let is_signed = |cell: &CellId| template.kind(*cell).is_some_and(|kind| kind.signed);
        let signed = coefficients.keys().copied().filter(is_signed).collect();
        Some(Row {
            instance,
            constant: constant(row)?.checked_mul(sign)?,
            coefficients,
            equation: row.relation == Relation::Equal,
            strict: matches!(row.relation, Relation::Less | Relation::Greater),
            signed,
        })
    }

    /// A report of zeros satisfies everything else.
    fn can_contradict(&self) -> bool {
        self.strict || self.constant != 0
    }

    fn shares_a_cell(&self, other: &Row<'_>) -> bool {
        self.coefficients.keys().any(|cell| other.coefficients.contains_key(cell))
    }

    fn coefficient(&self, cell: CellId) -> i128 {
        self.coefficients.get(&cell).copied().unwrap_or_default()
    }
}

/// left − right of the constants, in millionths: enough decimals for any rule about a form.
fn constant(row: &LinearRow) -> Option<i128> {
    row.left_constant.checked_sub(row.right_constant)?.at_decimals(6)
}

fn contradict(one: &Row<'_>, two: &Row<'_>) -> bool {
    let cells: Vec<CellId> = one.coefficients.keys().chain(two.coefficients.keys()).copied().collect();
    let signed: Vec<CellId> = one.signed.iter().chain(&two.signed).copied().collect();
    let cancelling = cells.iter().map(|cell| (two.coefficient(*cell), one.coefficient(*cell).saturating_neg()));
    let corners = [(1, 0), (0, 1), (1, 1), (1, -1)];
    let candidates = corners.into_iter().chain(cancelling).flat_map(|(u, v)| [(u, v), (u.saturating_neg(), v.saturating_neg())]);
    candidates
        .filter(|(u, v)| (*u >= 0 || one.equation) && (*v >= 0 || two.equation) && (*u, *v) != (0, 0))
        .any(|by| reads_zero_above_zero(one, two, by, &cells, &signed))
}

/// Whether `u · one + v · two` has no cell that could lift it, and yet must lie above what it is.
fn reads_zero_above_zero(one: &Row<'_>, two: &Row<'_>, (u, v): (i128, i128), cells: &[CellId], signed: &[CellId]) -> bool {
    let combined = |a: i128, b: i128| u.checked_mul(a)?.checked_add(v.checked_mul(b)?);
    let lifts = |cell: &CellId| match combined(one.coefficient(*cell), two.coefficient(*cell)) {
        Some(0) => false,
        Some(by) => by > 0 || signed.contains(cell),
        None => true,
    };
    let Some(constant) = combined(one.constant, two.constant) else { return false };
    let strict = (one.strict && u > 0) || (two.strict && v > 0);
    !cells.iter().any(lifts) && (constant < 0 || (constant == 0 && strict))
}

fn contradiction(items: &[&In<'_, ast::Rule>], one: &Row<'_>, two: &Row<'_>, set: &RuleSet) -> Diagnostic {
    let (Some(first), Some(second)) = (items.get(one.instance.rule.index()), items.get(two.instance.rule.index())) else {
        return Diagnostic::placeless(Code::Contradiction, text!("两条规则互相矛盾", "two rules contradict each other"));
    };
    let (a, b) = (&first.node.code.node, &second.node.code.node);
    let (one, two) = (story(one, a, set), story(two, b, set));
    let message = text!(
        "规则 {a} 和 {b} 不能同时成立：任何报告都会违反其中一条",
        "the rules {a} and {b} cannot both hold: every report breaks one of them"
    );
    let label = text!("{two}", "{two}");
    Diagnostic::new(Code::Contradiction, second.source, second.node.code.span, message, label)
        .also(first.source, first.node.code.span, text!("{one}", "{one}"))
        .help(text!("检查其中一条的符号、名称或常数", "check the sign, the names or the constant of one of them"))
}

/// The place at which they meet: `X131[新收]: 总计 > 自然人`.
fn story(row: &Row<'_>, code: &str, set: &RuleSet) -> String {
    let at = row.instance.at.as_ref().map(|at| format!("[{}]", at.id)).unwrap_or_default();
    format!("{code}{at}: {}", set[row.instance.rule].requirement)
}

#[cfg(test)]
mod tests {
    use crate::{compile, source::Source};

    fn messages(rules: &str) -> Vec<String> {
        let mut sources = compile::builtin_sources();
        sources.push(Source::new("x.gj", rules));
        compile::load(&sources).diagnostics.into_iter().map(|diagnostic| diagnostic.message.en).collect()
    }

    fn rule(code: &str, requirement: &str) -> String {
        let name = if code.ends_with('0') { "甲" } else { "乙" };
        format!("/// 例。\nrule {code} {name} error {{ each row of 申请  require {requirement}  basis \"例\" }}\n")
    }

    #[test]
    fn a_strict_inequality_against_an_equation_is_a_contradiction() {
        let found = messages(&rule("X900", "总计 > 自然人 + sum(法人)"));
        assert_eq!(found, ["the rules A303 and X900 cannot both hold: every report breaks one of them"]);
    }

    #[test]
    fn bounds_that_leave_no_figure_are_a_contradiction() {
        let found = messages(&(rule("X900", "总计 >= 5") + &rule("X901", "总计 <= 4.5")));
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn rules_that_some_report_satisfies_are_none() {
        assert_eq!(messages(&(rule("X900", "总计 >= 5") + &rule("X901", "自然人 <= 4"))), Vec::<String>::new());
    }
}
