//! `dense`: a valid report without zeros, made from the template and the rules alone, the same each time. Free cells get small
//! figures; the equations give the rest. Where no such figures please all rules, a search moves them until they do.

mod demand;
mod repair;

use super::{
    Checker, Selection,
    view::{
        figures::decimals_of,
        plan::{Layout, Plan, PlanRow},
    },
};
use crate::{
    date::Date,
    number::Number,
    report::{Cell, Origin, Report, Value},
    ruleset::{Relation, RuleId, RuleSet},
    template::{EditionId, Kind, Matching, Measure, Template},
};
use demand::{Bound, Demand, Demands};
use repair::{Movable, repair};

/// That no such report was found, which is not to say that there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("no report without zeros was found that satisfies all linear rules")]
pub struct NoSample {
    /// The rules that stood in the way most often.
    pub codes: Vec<String>,
}

/// Digits behind the point where a form does not say how many.
const USUAL_DECIMALS: u8 = 2;

/// How many times other figures are tried.
const TRIES: u64 = 200;
/// How often figures are searched for then, and how often without a rule, which is done for every one of them.
const SEARCHES: u64 = 12;
const SEARCHES_WITHOUT: u64 = 4;

/// A valid report of an edition, without zeros. Its year is the edition's first.
pub fn dense_report(rules: &RuleSet, edition: EditionId) -> Result<Report, NoSample> {
    dense_without(rules, edition, None)
}

/// The rules that leave no dense report: each of which, left out by itself, there would be one, the folder's own before those that
/// it extends; else those that the tries broke most often.
pub fn blocking_rules(rules: &RuleSet, edition: EditionId, why: &NoSample) -> Vec<String> {
    let leaves_one = |rule: &RuleId| dense_without(rules, edition, Some(*rule)).is_ok();
    let (own, inherited): (Vec<RuleId>, Vec<RuleId>) = rules.rule_ids().partition(|rule| !rules[*rule].inherited);
    for among in [own, inherited] {
        let found: Vec<String> = among.into_iter().filter(leaves_one).map(|rule| rules[rule].code.clone()).collect();
        if !found.is_empty() {
            return found;
        }
    }
    why.codes.clone()
}

fn dense_without(rules: &RuleSet, edition: EditionId, left_out: Option<RuleId>) -> Result<Report, NoSample> {
    let mut report = Report::absent(&rules.template, edition);
    report.add_rows(&rules.template, KEYS.len());
    name_rows(&mut report, &rules.template);
    let rules = &*rules.laid_out(report.template(&rules.template));
    let mut plan = Plan::new(rules, &Layout::of(&report));
    plan.rows.retain(|row| Some(row.rule) != left_out);
    plan.others.retain(|other| Some(other.rule) != left_out);
    let mut ignore: Vec<String> = ["T10", "T110", "T111", "T113", "R"].map(str::to_owned).to_vec();
    ignore.extend(left_out.map(|rule| rules[rule].code.clone()));
    let checker = Checker::new(rules, Selection { select: Vec::new(), ignore });
    let maker = Maker { rules, plan, cells: Cells::of(&rules.template, &report), checker };
    let made = match left_out {
        None => maker.by_chance(&mut report).or_else(|why| maker.by_search(SEARCHES, &mut report).ok_or(why)),
        Some(_) => maker.by_search(SEARCHES_WITHOUT, &mut report).ok_or_else(NoSample::default),
    };
    made.map(|()| report)
}

/// Makes the report of one edition.
struct Maker<'a> {
    rules: &'a RuleSet,
    plan: Plan,
    cells: Cells,
    checker: Checker<'a>,
}

impl Maker<'_> {
    /// Tries small figures in the free cells.
    fn by_chance(&self, report: &mut Report) -> Result<(), NoSample> {
        let blame = |row: usize| NoSample { codes: code_of(self.rules, &self.plan, row).into_iter().collect() };
        let equations = reduce(&self.plan, &self.cells).map_err(blame)?;
        let mut tries: Vec<(NoSample, usize)> = Vec::new();
        for seed in 1..=TRIES {
            let broken = match self.cells.fill(&equations, seed) {
                Ok(values) => match self.broken_by(&values, seed, report) {
                    codes if codes.is_empty() => return Ok(()),
                    codes => NoSample { codes },
                },
                Err(row) => blame(row),
            };
            match tries.iter_mut().find(|(other, _)| *other == broken) {
                Some((_, count)) => *count += 1,
                None => tries.push((broken, 1)),
            }
        }
        Err(tries.into_iter().max_by_key(|(_, count)| *count).map(|(broken, _)| broken).unwrap_or_default())
    }

    /// Moves small figures until all that is asked of sums is met.
    fn by_search(&self, searches: u64, report: &mut Report) -> Option<()> {
        let (equations, demands) = self.demands();
        (0..searches).find_map(|search| {
            let others = if search % 2 == 0 { 0 } else { FIRST_CHOICES };
            let seed = search / 2 + 1 + others;
            let steps = self.cells.steps(&equations, search / 2 % 2 == 1);
            let mut values = self.cells.small_figures(seed);
            let found = repair(&mut values, &demands, &Movable { steps: &steps, seed });
            let is_filled = found && self.cells.settle(&equations, &mut values).is_ok();
            (is_filled && self.broken_by(&values, seed, report).is_empty()).then_some(())
        })
    }

    /// The codes of the rules that the report breaks with these figures.
    fn broken_by(&self, values: &[i128], seed: u64, report: &mut Report) -> Vec<String> {
        self.cells.write(values, seed, report);
        broken(&self.checker, report)
    }

    /// The equations, solved, and everything else that is asked of sums, over the free cells alone. An equation that cannot be
    /// solved is asked for as well.
    fn demands(&self) -> (Vec<Solved>, Vec<Demand>) {
        let (template, year) = (&self.rules.template, self.cells.year);
        let asks = Demands { template, plan: &self.plan, year };
        let (mut equal, mut rest): (Vec<Bound>, Vec<Bound>) =
            self.plan.rows.iter().map(|row| bound_of(&self.plan, row)).partition(|bound| bound.relation == Relation::Equal);
        equal.sort_by_key(|bound| std::cmp::Reverse(bound.terms.len()));
        let others = || self.plan.others.iter().map(|other| &self.rules[other.at]);
        let mut solved: Vec<Solved> = Vec::new();
        rest.extend(equal.into_iter().filter(|bound| self.cells.solve(bound, &mut solved).is_none()));
        // What need only be close is made equal, if it can be; it is asked for below in any case.
        for bound in others().filter_map(|instance| asks.equation(instance)) {
            self.cells.solve(&bound, &mut solved).unwrap_or_default();
        }
        let positive = |solved: &Solved| Bound { terms: vec![(solved.cell, 1)], constant: 0, relation: Relation::Greater };
        rest.extend(solved.iter().map(positive));
        let demands = rest.into_iter().map(|bound| vec![vec![bound]]).chain(others().filter_map(|instance| asks.of(instance)));
        let demands = demands.filter_map(|ways| over_free_cells(ways, &solved)).collect();
        (solved, demands)
    }
}

fn bound_of(plan: &Plan, row: &PlanRow) -> Bound {
    let mut terms = Vec::new();
    plan.terms(row).iter().for_each(|term| add(&mut terms, term.index as usize, term.coefficient.into()));
    Bound { terms, constant: row.constant.into(), relation: row.relation }
}

/// The same demand with each solved cell replaced; none where it grows too large.
fn over_free_cells(mut demand: Demand, solved: &[Solved]) -> Option<Demand> {
    for bound in demand.iter_mut().flatten() {
        for known in solved {
            bound.constant = substitute(&mut bound.terms, bound.constant, known)?;
        }
    }
    Some(demand)
}

/// What the first rows are called in tables to which a reporter adds rows; more are counted.
const KEYS: [&str; 2] = ["甲", "乙"];

fn name_rows(report: &mut Report, template: &Template) {
    for filled in &mut report.tables {
        let table = &template[filled.table];
        let Some(open) = &table.open else { continue };
        for row in 0..table.rows_added(filled.cells.len()) {
            let cell = table.cell(open.first + row, open.key);
            let number = (row + 1).to_string();
            let (Some(own), Some(kind)) = (filled.cells.get_mut(cell), table.kind(cell)) else { continue };
            let key = KEYS.get(row).copied().filter(|_| kind.measure == Measure::Text).unwrap_or(&number);
            own.value.set(key, kind);
        }
    }
}

/// The codes of the rules that a report breaks, each once.
fn broken(checker: &Checker<'_>, report: &Report) -> Vec<String> {
    let mut codes: Vec<String> = checker.check(None, report).findings.into_iter().map(|finding| finding.code).collect();
    codes.dedup();
    codes
}

fn code_of(rules: &RuleSet, plan: &Plan, row: usize) -> Option<String> {
    Some(rules[plan.rows.get(row)?.rule].code.clone())
}

/// What the generator knows of each cell of the dense array.
struct Cells {
    /// Ten to the decimals of its kind.
    units: Vec<i128>,
    /// The least that can be printed in it: 0.01万元.
    finest: Vec<i128>,
    decimals: Vec<u8>,
    /// Totals are computed before anything else is.
    is_total: Vec<bool>,
    /// Tables by their number of cells, to write back.
    lengths: Vec<usize>,
    /// Of cells that hold no figure, what they hold; the year that days are of.
    kinds: Vec<Option<Kind>>,
    year: u16,
    /// What stands in a cell already, and stays.
    known: Vec<Option<Value>>,
}

/// `cell = Σ coefficient · other + constant`, others being free.
#[derive(Clone)]
struct Solved {
    /// The row of the plan that it came from.
    row: usize,
    cell: usize,
    terms: Vec<(usize, i128)>,
    constant: i128,
}

impl Solved {
    fn value(&self, values: &[i128]) -> Option<i128> {
        let mut terms = self.terms.iter();
        terms.try_fold(self.constant, |sum, (cell, by)| sum.checked_add(values.get(*cell)?.checked_mul(*by)?))
    }
}

impl Cells {
    fn of(template: &Template, report: &Report) -> Cells {
        let year = template[report.edition].first_year;
        let known = report.tables.iter().flat_map(|filled| &filled.cells).map(|cell| match &cell.value {
            Value::Words(_) | Value::Figure(_) => Some(cell.value.clone()),
            Value::Absent | Value::Blank(_) | Value::Text(..) => None,
        });
        let mut cells = Cells {
            units: Vec::new(),
            finest: Vec::new(),
            decimals: Vec::new(),
            is_total: Vec::new(),
            lengths: Vec::new(),
            kinds: Vec::new(),
            year,
            known: known.collect(),
        };
        for table in report.tables.iter().map(|filled| &template[filled.table]) {
            cells.lengths.push(table.cell_count());
            for (cell, kind) in table.kinds.iter().enumerate() {
                let decimals = decimals_of(kind);
                cells.decimals.push(decimals);
                let printed = kind.asked.as_ref().and_then(|asked| asked.decimals).unwrap_or(USUAL_DECIMALS).min(decimals);
                cells.units.push(crate::number::power(decimals).unwrap_or(1));
                cells.finest.push(crate::number::power(decimals.saturating_sub(printed)).unwrap_or(1));
                cells.is_total.push(table.is_total(cell));
                cells.kinds.push((!kind.measure.is_figure()).then(|| kind.clone()));
            }
        }
        cells
    }

    /// Free cells get figures from the seed, the others what the equations say; the row of the plan that makes one not positive.
    fn fill(&self, equations: &[Solved], seed: u64) -> Result<Vec<i128>, usize> {
        let mut values = self.small_figures(seed);
        self.settle(equations, &mut values)?;
        Ok(values)
    }

    fn small_figures(&self, seed: u64) -> Vec<i128> {
        let mut random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.units.iter().map(|unit| unit * small(&mut random)).collect()
    }

    /// Solved cells get what their equations say; the row of the plan that makes one not positive.
    fn settle(&self, equations: &[Solved], values: &mut [i128]) -> Result<(), usize> {
        for solved in equations {
            let value = solved.value(values).filter(|value| *value > 0).ok_or(solved.row)?;
            values.get_mut(solved.cell).into_iter().for_each(|cell| *cell = value);
        }
        Ok(())
    }

    /// By how much each cell moves in a search: a whole unit, or as little as can be printed; cells without a free figure do not.
    fn steps(&self, equations: &[Solved], fine: bool) -> Vec<i128> {
        let units = if fine { &self.finest } else { &self.units };
        let held = self.kinds.iter().zip(&self.known).map(|(kind, known)| kind.is_some() || known.is_some());
        let mut steps: Vec<i128> = units.iter().zip(held).map(|(unit, held)| if held { 0 } else { *unit }).collect();
        for solved in equations {
            steps.get_mut(solved.cell).into_iter().for_each(|step| *step = 0);
        }
        steps
    }

    /// Solves an equation for one of its cells, beside those solved before: nothing where it cannot be, or contradicts them.
    fn solve(&self, equation: &Bound, solved: &mut Vec<Solved>) -> Option<()> {
        let Some((cell, terms, constant)) = next(self, equation.terms.clone(), equation.constant, solved)? else {
            return Some(());
        };
        let next = Solved { row: 0, cell, terms, constant };
        let mut settled = solved.clone();
        settle(&mut settled, &next)?;
        settled.push(next);
        *solved = settled;
        Some(())
    }

    fn write(&self, values: &[i128], seed: u64, report: &mut Report) {
        let mut values = values.iter().zip(&self.decimals).zip(&self.kinds).zip(self.is_total.iter().zip(&self.known));
        let mut words = Contents { seed, year: self.year, days: 0 };
        for (filled, length) in report.tables.iter_mut().zip(&self.lengths) {
            filled.cells = values
                .by_ref()
                .take(*length)
                .map(|(((value, decimals), kind), (is_total, known))| {
                    if let Some(value) = known {
                        return Cell { value: value.clone(), origin: Origin::Nowhere };
                    }
                    if let Some(kind) = kind {
                        if *is_total {
                            return Cell { value: Value::Blank(String::new()), origin: Origin::Nowhere };
                        }
                        return Cell { value: Value::Words(words.of(kind, *value)), origin: Origin::Nowhere };
                    }
                    let number = Number { mantissa: *value, decimals: *decimals }.trimmed();
                    Cell { value: Value::Figure(number), origin: Origin::Nowhere }
                })
                .collect();
        }
    }
}

/// So many tries take the first choice everywhere.
const FIRST_CHOICES: u64 = 100;

/// What stands in cells that hold no figure: the first choice, or on later tries another; days that follow one another.
struct Contents {
    seed: u64,
    year: u16,
    days: u16,
}

impl Contents {
    fn of(&mut self, kind: &Kind, random: i128) -> String {
        match kind.measure {
            Measure::Date => {
                self.days = self.days.saturating_add(1);
                let first = Date::new(self.year.max(1), 1, 1).map_or(0, Date::days);
                Date::of_days(first + i128::from(self.days)).map(|day| day.to_string()).unwrap_or_default()
            }
            Measure::Choice => {
                let other = if self.seed <= FIRST_CHOICES { 0 } else { usize::try_from(random).unwrap_or_default() };
                let at = other.checked_rem(kind.choices().len()).unwrap_or_default();
                kind.choices().get(at).cloned().unwrap_or_default()
            }
            _ => {
                let pattern = kind.asked.as_ref().and_then(|asked| asked.matching.as_ref());
                pattern.map_or_else(|| "示例".to_owned(), Matching::example)
            }
        }
    }
}

/// 1 to 9.
fn small(state: &mut u64) -> i128 {
    i128::from(next_random(state) % 9) + 1
}

/// From a multiply-and-shift generator: nothing about a sample is random in any stronger sense.
fn next_random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// The equations, each solved for one cell in terms of free cells: totals first, else the cell that the rule names first. Long sums
/// come before short balances, so that a total is its parts' sum and a balance settles what is carried. The row of an equation that
/// cannot be solved in whole numbers, or contradicts the others, where there is one.
fn reduce(plan: &Plan, cells: &Cells) -> Result<Vec<Solved>, usize> {
    let mut solved: Vec<Solved> = Vec::new();
    let mut rows: Vec<_> = plan.rows.iter().enumerate().filter(|(_, row)| row.relation == Relation::Equal).collect();
    rows.sort_by_key(|(_, row)| std::cmp::Reverse(row.terms.len()));
    for (at, row) in rows {
        let bound = bound_of(plan, row);
        let next = next(cells, bound.terms, bound.constant, &solved).ok_or(at)?;
        let Some((cell, terms, constant)) = next else { continue };
        let next = Solved { row: at, cell, terms, constant };
        settle(&mut solved, &next).ok_or(at)?;
        solved.push(next);
    }
    Ok(solved)
}

/// A cell, and what it comes to.
type Isolated = (usize, Vec<(usize, i128)>, i128);

/// An equation solved for one of its cells; none within where it follows from the others, none at all where it contradicts them.
fn next(cells: &Cells, mut sum: Vec<(usize, i128)>, mut constant: i128, solved: &[Solved]) -> Option<Option<Isolated>> {
    for known in solved {
        constant = substitute(&mut sum, constant, known)?;
    }
    if sum.is_empty() {
        return (constant == 0).then_some(None);
    }
    isolate(&sum, constant, pivot(&sum, cells)?).map(Some)
}

/// Puts a solved cell into those solved before.
fn settle(solved: &mut [Solved], next: &Solved) -> Option<()> {
    for known in solved {
        let mut terms = std::mem::take(&mut known.terms);
        known.constant = substitute(&mut terms, known.constant, next)?;
        known.terms = terms;
    }
    Some(())
}

fn add(sum: &mut Vec<(usize, i128)>, cell: usize, by: i128) {
    match sum.iter_mut().find(|(other, _)| *other == cell) {
        Some((_, coefficient)) => *coefficient = coefficient.saturating_add(by),
        None => sum.push((cell, by)),
    }
    sum.retain(|(_, coefficient)| *coefficient != 0);
}

/// Replaces a solved cell in `sum + constant`; returns the new constant.
fn substitute(sum: &mut Vec<(usize, i128)>, constant: i128, known: &Solved) -> Option<i128> {
    let Some((_, by)) = sum.iter().find(|(cell, _)| *cell == known.cell).copied() else { return Some(constant) };
    sum.retain(|(cell, _)| *cell != known.cell);
    for (cell, coefficient) in &known.terms {
        add(sum, *cell, by.checked_mul(*coefficient)?);
    }
    constant.checked_add(by.checked_mul(known.constant)?)
}

/// The cell to solve for: with coefficient ±1, a total if there is one.
fn pivot(sum: &[(usize, i128)], cells: &Cells) -> Option<usize> {
    let candidates = || sum.iter().filter(|(_, by)| by.abs() == 1).map(|(cell, _)| *cell);
    let total = candidates().find(|cell| cells.is_total.get(*cell) == Some(&true));
    total.or_else(|| candidates().next())
}

fn isolate(sum: &[(usize, i128)], constant: i128, pivot: usize) -> Option<Isolated> {
    let (_, by) = sum.iter().find(|(cell, _)| *cell == pivot)?;
    let turn = by.checked_neg()?;
    let terms = sum.iter().filter(|(cell, _)| *cell != pivot).map(|(cell, by)| Some((*cell, by.checked_mul(turn)?)));
    Some((pivot, terms.collect::<Option<_>>()?, constant.checked_mul(turn)?))
}
