//! Whether the conditions of a rule can mean what they say: a `when` that is never or always met, a requirement that always holds, one
//! that never does, and one that another rule contradicts. Counts are taken to be zero or more, a report to be of one kind, and a year
//! to be one of its edition's. What cannot be settled so is left alone.

mod cases;
mod form;
mod said;
mod system;

use super::{In, reporter::Reporter};
use crate::{
    ruleset::{Body, Condition, Expr, Fact, Instance, LinearRow, Relation, RuleId, RuleSet},
    source::Span,
    syntax::ast::{self, Clause, ExprKind, Requirement},
    template::{Blank, CellId, EditionId},
};
use cases::Cases;
use form::{Forms, Known};
use std::collections::BTreeMap;

/// What a rule can and cannot come to at one place.
struct Place<'a> {
    edition: EditionId,
    instance: &'a Instance,
    forms: Forms<'a>,
    guard: Cases,
    holds: Cases,
    fails: Cases,
}

/// All that is known.
const ALL: Known = Known { figures: true, years: true };

/// A rule of the folder with its conditions as written.
#[derive(Clone, Copy)]
struct Written<'a> {
    item: &'a In<'a, ast::Rule>,
    when: Option<&'a ast::Expr>,
    require: &'a ast::Expr,
    names_editions: bool,
}

/// Complains of rules whose conditions always or never hold; the rules that no report can pass come back.
pub(super) fn complain(items: &[&In<'_, ast::Rule>], set: &RuleSet, facts: &[Fact], reporter: &mut Reporter) -> Vec<RuleId> {
    let mut instances: BTreeMap<RuleId, Vec<(EditionId, &Instance)>> = BTreeMap::new();
    for edition in set.template.edition_ids() {
        for instance in set.instances(edition) {
            instances.entry(instance.rule).or_default().push((edition, instance));
        }
    }
    let mut hopeless = Vec::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| !item.is_inherited()) {
        let own = instances.get(&RuleId::new(at)).map(Vec::as_slice).unwrap_or_default();
        let Some(written) = Written::of(item).filter(|_| !own.is_empty()) else { continue };
        let mut places: Vec<Place<'_>> = own.iter().filter_map(|(edition, own)| Place::of(*edition, own, set, facts)).collect();
        if places.len() < own.len() {
            continue;
        }
        if never_applies(written, &mut places, set, reporter) {
            continue;
        }
        when_always_holds(written, &mut places, set, reporter);
        if never_holds(written, &mut places, set, reporter) {
            hopeless.push(RuleId::new(at));
        } else if !always_holds(written, &mut places, set, reporter) {
            contradicted(written, items, (&places, &hopeless), set, reporter);
        }
    }
    hopeless
}

impl<'a> Written<'a> {
    fn of(item: &'a In<'a, ast::Rule>) -> Option<Written<'a>> {
        let clauses = || item.node.clauses.iter().map(|clause| &clause.node);
        let require = clauses().find_map(|clause| match clause {
            Clause::Require(Requirement::Condition(node)) => Some(node),
            _ => None,
        })?;
        let when = clauses().find_map(|clause| match clause {
            Clause::When(node) => Some(node),
            _ => None,
        });
        Some(Written { item, when, require, names_editions: clauses().any(|clause| matches!(clause, Clause::InEdition(_))) })
    }

    fn words(&self, span: Span) -> &'a str {
        self.item.source.slice(span).trim()
    }
}

impl<'a> Place<'a> {
    fn of(edition: EditionId, instance: &'a Instance, set: &'a RuleSet, facts: &'a [Fact]) -> Option<Place<'a>> {
        let mut forms = Forms::new(&set.template, &set.template[edition], facts);
        let guard = instance.guard.as_deref().map_or_else(Cases::all, |guard| forms.cases(guard, true));
        let (holds, fails) = match &instance.body {
            Body::Linear(row) => (forms.cases_of_row(row, true), forms.cases_of_row(row, false)),
            Body::Condition(condition) => (forms.cases(condition, true), forms.cases(condition, false)),
            Body::Form(_) => return None,
        };
        Some(Place { edition, instance, forms, guard, holds, fails })
    }

    /// Whether its guard is never met.
    fn is_idle(&self, known: Known) -> bool {
        self.instance.guard.is_some() && !self.forms.possible(&self.guard, known)
    }

    /// Whether its requirement cannot hold where it is asked for.
    fn is_hopeless(&self) -> bool {
        !self.forms.possible(&self.guard.and(&self.holds), ALL)
    }

    fn always_holds(&self, known: Known) -> bool {
        !self.forms.possible(&self.guard.and(&self.fails), known)
    }
}

/// A `when` that no report of an edition meets. A rule that names no edition may well leave one to its `when`.
fn never_applies(written: Written<'_>, places: &mut [Place<'_>], set: &RuleSet, reporter: &mut Reporter) -> bool {
    let Some(when) = written.when else { return false };
    let idle = |edition: EditionId, known: Known| {
        let mut own = places.iter().filter(|place| place.edition == edition);
        own.all(|place| place.is_idle(known))
    };
    let mut editions: Vec<EditionId> = places.iter().map(|place| place.edition).collect();
    editions.dedup();
    let never: Vec<EditionId> = editions.iter().copied().filter(|edition| idle(*edition, ALL)).collect();
    let Some(first) = never.first().filter(|_| written.names_editions || never.len() == editions.len()) else { return false };
    let by_year = !idle(*first, Known { years: false, ..ALL });
    let by_figures = !idle(*first, Known { figures: false, ..ALL });
    reporter.push_first_of_place(match by_year {
        true => said::no_year(written, when, &set.template[*first]),
        false => said::never_met(written, when, by_figures, &set.template),
    });
    true
}

/// A `when` that every report meets. Of figures that may be left out it asks whether they are there.
fn when_always_holds(written: Written<'_>, places: &mut [Place<'_>], set: &RuleSet, reporter: &mut Reporter) {
    let Some(when) = written.when.filter(|when| !asks_for_any_kind(when)) else { return };
    let template = &set.template;
    let is_zero = |cell: &CellId| template[cell.table].blank == Blank::Zero;
    let always = |place: &mut Place<'_>| {
        let Some(guard) = place.instance.guard.as_deref() else { return false };
        let fails = place.forms.cases(guard, false);
        let asks_others = guard.any(&|part| matches!(part, Condition::Told(_) | Condition::Known(_)));
        let known = Known { figures: guard.cells().iter().all(is_zero), years: false };
        !asks_others && !place.forms.possible(&fails, known)
    };
    if let Some((year, figure)) = short_year(when) {
        reporter.push_first_of_place(said::short_year(written, year, figure));
    } else if places.iter_mut().all(always) {
        reporter.push_first_of_place(said::always_met(written, when, template));
    }
}

/// `year >= 22`: a year of two figures, and where it stands.
fn short_year(node: &ast::Expr) -> Option<(Span, i128)> {
    match &node.node {
        ExprKind::And(left, right) | ExprKind::Or(left, right) => short_year(left).or_else(|| short_year(right)),
        ExprKind::Not(inner) => short_year(inner),
        ExprKind::Compare(left, _, right) => match (&left.node, &right.node) {
            (ExprKind::Path(path), ExprKind::Number(number, _)) if path.is("year") && number.is_whole() => {
                (0..100).contains(&number.mantissa).then_some((right.span, number.mantissa))
            }
            _ => None,
        },
        _ => None,
    }
}

/// `kind = 部门 or kind = 政府`: any kind at all, but not a report that does not say its kind.
fn asks_for_any_kind(when: &ast::Expr) -> bool {
    match &when.node {
        ExprKind::Or(left, right) => asks_for_any_kind(left) && asks_for_any_kind(right),
        ExprKind::Compare(left, sign, _) => {
            sign.node == ast::Comparison::Equal && matches!(&left.node, ExprKind::Path(path) if path.is("kind"))
        }
        _ => false,
    }
}

fn never_holds(written: Written<'_>, places: &mut [Place<'_>], set: &RuleSet, reporter: &mut Reporter) -> bool {
    let alone = |place: &&Place<'_>| !place.forms.possible(&place.holds, ALL);
    let unguarded = places.iter().filter(|place| place.instance.guard.is_none()).find(alone);
    let all_guarded = || places.iter().all(|place| place.is_idle(ALL) || place.is_hopeless());
    let Some(found) = unguarded.or_else(|| places.first().filter(|_| all_guarded())) else { return false };
    if !alone(&found) {
        reporter.push_first_of_place(said::against_its_when(written));
        return true;
    }
    let by_figures = found.forms.possible(&found.holds, Known { figures: false, ..ALL });
    reporter.push_first_of_place(said::never_holds(written, by_figures, &set.template));
    true
}

fn always_holds(written: Written<'_>, places: &mut [Place<'_>], set: &RuleSet, reporter: &mut Reporter) -> bool {
    if !places.iter().all(|place| place.always_holds(ALL)) {
        return false;
    }
    let still = |known: Known| places.iter().all(|place| place.always_holds(known));
    let alone = places.iter().all(|place| !place.forms.possible(&place.fails, Known::default()));
    reporter.push_first_of_place(match alone {
        true => said::always_holds(written),
        false => {
            let by_year = !still(Known { years: false, ..ALL });
            let by_figures = !still(Known { figures: false, ..ALL });
            said::nothing_checked(written, (by_year, by_figures), places.first().map(|place| &set.template[place.edition]))
        }
    });
    true
}

/// A requirement other than an equation or inequality that cannot hold beside one of another rule.
fn contradicted(
    written: Written<'_>,
    items: &[&In<'_, ast::Rule>],
    (places, hopeless): (&[Place<'_>], &[RuleId]),
    set: &RuleSet,
    reporter: &mut Reporter,
) {
    for place in places.iter().filter(|place| place.instance.guard.is_none() && is_of_cells(&place.instance.body)) {
        let cells = place.instance.cells();
        for (rule, row) in
            rows_beside(place, set, hopeless).filter(|(_, row)| row.terms.iter().any(|term| cells.contains(&term.cell)))
        {
            let mut forms = Forms::new(&set.template, &set.template[place.edition], &[]);
            let holds = match &place.instance.body {
                Body::Linear(own) => forms.cases_of_row(own, true),
                Body::Condition(own) => forms.cases(own, true),
                Body::Form(_) => continue,
            };
            let both = holds.and(&forms.cases_of_row(row, true));
            if let Some(other) = items.get(rule.index()).filter(|_| !forms.possible(&both, ALL)) {
                reporter.push(said::contradiction(written, other, set[rule].requirement.as_str()));
                return;
            }
        }
    }
}

/// The equations and inequalities that other rules ask for always, in the edition of a place.
fn rows_beside<'a>(place: &Place<'_>, set: &'a RuleSet, hopeless: &'a [RuleId]) -> impl Iterator<Item = (RuleId, &'a LinearRow)> {
    let own = place.instance.rule;
    let others = set.instances(place.edition).iter().filter(move |other| other.rule != own && other.guard.is_none());
    let others = others.filter(|other| !hopeless.contains(&other.rule));
    others.filter_map(|other| match &other.body {
        Body::Linear(row) if row.relation != Relation::NotEqual => Some((other.rule, row)),
        _ => None,
    })
}

/// Whether a requirement is one over the cells of the report alone, and none that is compared as a row.
fn is_of_cells(body: &Body) -> bool {
    match body {
        Body::Linear(row) => row.relation == Relation::NotEqual,
        Body::Form(_) => false,
        Body::Condition(condition) => {
            let is_plain = |part: &Condition| {
                matches!(part, Condition::Compare(..) | Condition::And(..) | Condition::Or(..) | Condition::Not(_))
            };
            let mut plain = !condition.any(&|part| !is_plain(part));
            condition.each_expr(&mut |expr| {
                plain &= matches!(expr, Expr::Number(_) | Expr::Cell(_) | Expr::Sum(_) | Expr::Negate(_) | Expr::Arithmetic(..));
            });
            plain
        }
    }
}
