//! Everything that the engine knows of one report, read only: its figures and contents, what its prose states, the rules that apply
//! to it and the reports beside it. Nothing is judged here.

pub(super) mod bounds;
pub(super) mod evaluate;
pub(super) mod figures;
mod needs;
pub(super) mod plan;
pub(super) mod related;
pub(super) mod statements;
pub(super) mod system;

use crate::{
    cause::{self, Completion},
    finding::{Finding, Why},
    number::Number,
    report::{Cell, Report, Value},
    ruleset::{
        Applies, Body, Comparison, Condition, Expr, Instance, InstanceId, OtherReports, Over, Relation, Rule, RuleId, RuleSet,
        Stated, Whose,
    },
    template::{CellId, TableId},
};
use evaluate::{Evaluator, NoProse, StatedFigures, decimal};
use figures::{Figures, State, decimals_of};
use plan::{Among, Plan, PlanRow};
use related::{Others, Related};
use statements::{Known, Statements};
use std::cell::OnceCell;

/// One report, with the rules that apply to it.
pub(in crate::engine) struct View<'a> {
    pub(in crate::engine) rules: &'a RuleSet,
    pub(in crate::engine) plan: &'a Plan,
    pub(in crate::engine) report: &'a Report,
    pub(in crate::engine) figures: Figures,
    /// What blanks must be; none where no figure is missing.
    pub(in crate::engine) completion: Option<Completion>,
    /// What the prose states, once it was asked for.
    statements: OnceCell<Option<Statements>>,
    /// The figures of the reports that this one is compared with.
    pub(in crate::engine) others: Others<'a>,
    /// Those reports.
    pub(in crate::engine) related: &'a Related<'a>,
    /// Of each rule, whether it was asked for; empty: all were.
    asked: &'a [bool],
}

impl<'a> View<'a> {
    pub(in crate::engine) fn new(rules: &'a RuleSet, plan: &'a Plan, report: &'a Report, related: &'a Related<'a>) -> View<'a> {
        let mut figures = Figures::of(report, &rules.template);
        let mut completion = None;
        if figures.states.contains(&State::Blank) {
            let found = cause::solve(&system::system(rules, plan, &figures, |_| true));
            found.determined.iter().for_each(|known| figures.settle(known.cell, known.value));
            completion = Some(found);
        }
        let others = Others::of(related, report, &rules.template);
        View { rules, plan, report, figures, completion, statements: OnceCell::new(), others, related, asked: &[] }
    }

    /// Looks for breaches of these rules alone. (What other rules say of a cell is evidence still.)
    pub(in crate::engine) fn asking(self, asked: &'a [bool]) -> View<'a> {
        View { asked, ..self }
    }

    pub(in crate::engine) fn asks_for(&self, rule: RuleId) -> bool {
        self.asked.get(rule.index()).copied().unwrap_or(true)
    }

    pub(in crate::engine) fn instance(&self, at: InstanceId) -> (&'a Rule, &'a Instance) {
        let instance = &self.rules[at];
        (&self.rules[instance.rule], instance)
    }

    /// The key of the findings of a row: `A301[自然人]`.
    pub(in crate::engine) fn key(&self, row: &PlanRow) -> String {
        let (rule, instance) = self.instance(row.instance);
        Finding::key_of(&rule.code, instance.at.as_ref().map(|at| at.id.as_str()))
    }

    /// What stands in a cell; none where the report has no such table.
    pub(in crate::engine) fn content(&self, cell: CellId) -> Option<&'a Cell> {
        self.report.cell(cell)
    }

    /// Whether a section applies to the report; none where what decides is not known.
    pub(in crate::engine) fn applies(&self, section: usize) -> Option<bool> {
        let edition = self.report.edition;
        let case = self.rules.applies.iter().find(|case| case.edition == edition && case.section == section);
        case.map_or(Some(true), |case| self.evaluator(&NoProse).holds(&case.when).ok())
    }

    /// Whether nothing is asked of a table: it stands in a section that does not apply.
    pub(in crate::engine) fn is_exempt(&self, table: TableId) -> bool {
        let form = &self.rules.template[self.report.edition];
        let is_in = |case: &&Applies| form.sections.get(case.section).is_some_and(|own| own.tables.contains(&table.index()));
        let mut cases = self.rules.applies.iter().filter(|case| case.edition == table.edition).filter(is_in);
        cases.any(|case| self.applies(case.section) != Some(true))
    }

    /// The figure that a cell counts as, exactly; none where it is not known.
    pub(in crate::engine) fn figure(&self, cell: CellId) -> Option<Number> {
        let index = self.plan.index(cell)?;
        match self.figures.state(index) {
            State::Zero => Some(Number::whole(0)),
            State::Blank | State::Missing => None,
            State::Known | State::Wide | State::Solved => match &self.content(cell)?.value {
                Value::Figure(number) => Some(*number),
                // A blank that the equations fix: the integer stands in the array only.
                _ => Some(Number {
                    mantissa: (*self.figures.values.get(index)?).into(),
                    decimals: decimals_of(self.rules.template.kind(cell)?),
                }),
            },
        }
    }

    /// Whether a figure was found for the cell, or it counts as zero: not one that the equations gave.
    pub(in crate::engine) fn is_found(&self, cell: CellId) -> bool {
        let state = self.plan.index(cell).map(|index| self.figures.state(index));
        matches!(state, Some(State::Known | State::Wide | State::Zero))
    }

    pub(in crate::engine) fn evaluator<'c>(
        &'c self,
        stated: &'c dyn StatedFigures,
    ) -> Evaluator<'c, impl Fn(CellId) -> Option<Number> + 'c> {
        Evaluator { report: self.report, figure: |cell| self.figure(cell), stated, others: &self.others }
    }

    /// What the prose states, read when it is first asked for; none where there is no prose.
    pub(in crate::engine) fn statements(&self) -> Option<&Statements> {
        let read = || {
            self.report.prose.as_ref()?;
            Statements::of(self.rules, &self.plan.reading, self.report, &|fact| self.known(fact))
        };
        self.statements.get_or_init(read).as_ref()
    }

    /// What the tables have for a fact, and those of last year's report, where they are in this edition: a rule says which figure the
    /// fact states.
    fn known(&self, fact: usize) -> Known {
        let of_fact = |instance: &&Instance| instance.over == Some(Over::Fact(fact));
        let mut rules = self.rules.instances(self.report.edition).iter().filter(of_fact);
        let side = rules.find_map(|instance| {
            let Body::Condition(Condition::Compare(left, Comparison::Exact(Relation::Equal), right)) = &instance.body else {
                return None;
            };
            match (left, right) {
                (Expr::Stated(_), other) | (other, Expr::Stated(_)) => Some(other),
                _ => None,
            }
        });
        let Some(side) = side else { return Known::default() };
        let figure = |cell: CellId| self.others.figure(&OtherReports { whose: Whose::Prior, cells: vec![cell] });
        let prior = Evaluator { report: self.report, figure, stated: &NoProse, others: &self.others };
        Known {
            now: self.evaluator(&NoProse).value(side).ok().and_then(decimal),
            last: self.related.prior.as_ref().ok().and_then(|_| prior.value(side).ok()).and_then(decimal),
        }
    }

    /// Why a rule cannot be compared with other reports.
    pub(in crate::engine) fn lacks(&self, among: &Among) -> Option<Why> {
        let related = self.related;
        let none = (among.prior.then(|| related.prior.as_ref().err()).flatten())
            .or_else(|| among.children.then(|| related.children.as_ref().err()).flatten())
            .or_else(|| among.batch.then(|| related.duplicate.as_ref().err()).flatten());
        none.cloned().or_else(|| (!self.others.has_tables_for(&among.other_reports)).then_some(Why::NO_COUNTERPART))
    }

    /// Why a rule over children was only checked for what the others prove.
    pub(in crate::engine) fn lacks_children(&self) -> Option<Why> {
        self.related.children.as_ref().ok()?.lacking.clone()
    }
}

/// What the prose states, where it is there.
impl StatedFigures for View<'_> {
    fn stated(&self, _: Stated) -> Option<Number> {
        None
    }

    fn states(&self, fact: usize) -> Option<bool> {
        self.statements()?.states(fact)
    }
}
