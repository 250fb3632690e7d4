//! Linear rules and the figures of reports as rows of integers, for engines of other makes: a database adds up coefficient × figure
//! and finds what does not hold. Judges nothing and knows no format.

use super::view::figures::{Figures, State, decimals_of};
use crate::{
    number::Number,
    report::{Report, Value},
    ruleset::{Body, Condition, Expr, Instance, LinearRow, Rule, RuleSet, Whose},
    template::{CellId, EditionId, Template},
};

/// A linear rule at one place: `Σ coefficient · cell + constant  relation  0`.
#[derive(Clone, Copy, Debug)]
pub struct Relation<'r> {
    pub rule: &'r Rule,
    /// The edition whose cells it is over.
    pub edition: EditionId,
    /// What its quantifier stands at; empty for a rule without one.
    pub at: &'r str,
    /// Terms and relation.
    pub row: &'r LinearRow,
    /// left − right of the constants.
    pub constant: Number,
    /// How many decimals the integers of its cells have.
    pub decimals: u8,
    /// The constant as such an integer.
    pub scaled: i64,
}

/// A rule that is no such row, wholly or at some of its places.
#[derive(Clone, Debug)]
pub struct LeftOut<'r> {
    pub rule: &'r Rule,
    pub why: NotLinear,
    /// Whether it is a row at other places.
    pub partly: bool,
}

/// Why a rule is no row of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotLinear {
    /// It is over the prose.
    Prose,
    /// It is over days.
    Day,
    /// It compares with other reports.
    OtherReports,
    /// It is about the form, the file or the batch.
    Form,
    /// It applies only in some case.
    Guarded,
    /// It is another calculation over figures, or one over words.
    Calculation,
}

/// What an engine of another make knows of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A figure, as an integer of [`decimals`] decimals.
    Figure(i64),
    /// A figure that has no such integer: too large, or with more decimals.
    Wide,
    /// A blank that counts as zero.
    Zero,
    /// A blank whose figure is not known.
    Blank,
    /// A text that is no figure, in a cell that should hold one.
    Text,
    /// Words in a cell for words.
    Words,
    /// The document does not have the cell.
    Absent,
}

/// The linear rules that are asked for by code, edition by edition, and those that are left out, each once.
pub fn relations<'r>(rules: &'r RuleSet, asked: impl Fn(&str) -> bool) -> (Vec<Relation<'r>>, Vec<LeftOut<'r>>) {
    let (mut found, mut left_out): (Vec<Relation<'r>>, Vec<LeftOut<'r>>) = (Vec::new(), Vec::new());
    for edition in rules.template.edition_ids() {
        let asked = rules.instance_ids(edition).filter(|(_, instance)| asked(&rules[instance.rule].code));
        for (_, instance) in asked.filter(|(_, instance)| !is_off(instance)) {
            let rule = &rules[instance.rule];
            match relation(rules, edition, instance) {
                Ok(relation) => found.push(relation),
                Err(_) if left_out.iter().any(|known| known.rule.code == rule.code) => {}
                Err(why) => left_out.push(LeftOut { rule, why, partly: false }),
            }
        }
    }
    for left in &mut left_out {
        left.partly = found.iter().any(|relation| relation.rule.code == left.rule.code);
    }
    left_out.sort_by(|one, two| one.rule.code.cmp(&two.rule.code));
    (found, left_out)
}

/// Whether an instance is turned off by an adjustment, whatever the report.
fn is_off(instance: &Instance) -> bool {
    instance.guard.as_deref() == Some(&Condition::Constant(false))
}

fn relation<'r>(rules: &'r RuleSet, edition: EditionId, instance: &'r Instance) -> Result<Relation<'r>, NotLinear> {
    let Body::Linear(row) = &instance.body else { return Err(why_not(instance)) };
    if instance.guard.is_some() {
        return Err(NotLinear::Guarded);
    }
    let kind = row.terms.first().and_then(|term| rules.template.kind(term.cell)).ok_or(NotLinear::Calculation)?;
    let constant = row.left_constant.checked_sub(row.right_constant).ok_or(NotLinear::Calculation)?;
    let decimals = decimals_of(kind);
    let scaled = constant.at_decimals(decimals).and_then(|scaled| i64::try_from(scaled).ok()).ok_or(NotLinear::Calculation)?;
    let at = instance.at.as_deref().map_or("", |at| at.id.as_str());
    Ok(Relation { rule: &rules[instance.rule], edition, at, row, constant, decimals, scaled })
}

fn why_not(instance: &Instance) -> NotLinear {
    let Body::Condition(condition) = &instance.body else { return NotLinear::Form };
    let any = |is: &dyn Fn(&Expr) -> bool| {
        let mut found = false;
        condition.each_expr(&mut |expr| found |= is(expr));
        found
    };
    let is_prose = |expr: &Expr| matches!(expr, Expr::Sections | Expr::Letters(_) | Expr::Stated(_));
    if instance.asks_for(Whose::Prior) || instance.asks_for(Whose::Children) {
        NotLinear::OtherReports
    } else if instance.over.is_some() || condition.any(&|part| matches!(part, Condition::Told(_))) || any(&is_prose) {
        NotLinear::Prose
    } else if any(&Expr::is_day) {
        NotLinear::Day
    } else if instance.guard.is_some() {
        NotLinear::Guarded
    } else {
        NotLinear::Calculation
    }
}

/// How many decimals the integer of a cell has.
pub fn decimals(template: &Template, cell: CellId) -> u8 {
    template.kind(cell).map_or(0, decimals_of)
}

/// What is known of each cell of a report, in the order of its tables. A blank that other equations would fix is not known.
pub fn known(report: &Report, template: &Template) -> Vec<(CellId, Known)> {
    let figures = Figures::of(report, template);
    let states = figures.states.iter().zip(&figures.values);
    let cells = report.tables.iter().flat_map(|filled| filled.cells().take(template[filled.table].kinds.len()));
    let known = |((id, cell), (state, value)): ((CellId, &crate::report::Cell), (&State, &i64))| {
        let known = match (&cell.value, state) {
            (Value::Absent, _) => Known::Absent,
            (Value::Words(_), _) => Known::Words,
            (Value::Text(..), _) => Known::Text,
            (Value::Blank(_), State::Zero) => Known::Zero,
            (Value::Blank(_), _) => Known::Blank,
            (Value::Figure(_), State::Known) => Known::Figure(*value),
            (Value::Figure(_), _) => Known::Wide,
        };
        (id, known)
    };
    cells.zip(states).map(known).collect()
}
