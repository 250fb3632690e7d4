//! The equations as an error-correcting code for readers: of the readings that a cell has, the one under which its equations hold.
//! Invents no figure: where no reading or more than one does, the cell stays unknown.

use super::view::figures::is_open_total;
use crate::{
    number::Number,
    report::{Doubt, Remark, RemarkCode, Report, Value},
    ruleset::{Body, LinearRow, Relation, RuleSet, Severity},
    template::{Blank, CellId},
    text,
};

/// So many ways to read the cells that are tied to one another are tried at most.
const MAX_WAYS: usize = 4_096;

/// Takes the readings of doubtful cells that the equations single out, with a remark for each (R007).
pub fn choose(rules: &RuleSet, report: &mut Report) {
    let doubts = std::mem::take(&mut report.doubts);
    if doubts.is_empty() {
        return;
    }
    let rules = &*rules.laid_out(report.template(&rules.template));
    let chosen = Choice { rules, report, doubts: &doubts }.chosen();
    for (doubt, number) in chosen.into_iter().filter_map(|(at, number)| Some((doubts.get(at)?, number))) {
        let Some(remark) = remark(rules, report, doubt, number) else { continue };
        if let Some(content) = report.cell_mut(doubt.cell) {
            content.value = Value::Figure(number);
            report.remarks.push(remark);
        }
    }
}

fn remark(rules: &RuleSet, report: &Report, doubt: &Doubt, number: Number) -> Option<Remark> {
    let content = report.cell(doubt.cell)?;
    let Value::Text(raw, _) = &content.value else { return None };
    let name = rules.template.cell_name(doubt.cell);
    let readings: Vec<String> = doubt.readings.iter().map(Number::to_string).collect();
    let (zh, en) = (readings.join("、"), readings.join(", "));
    let raw = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = text!(
        "{name} 的“{raw}”可以读作 {zh}；只有 {number} 使勾稽关系成立，按 {number} 读，请对照原件核实",
        "{name}: “{raw}” may say {en}; its equations hold with {number} alone, which was taken; compare it with the original"
    );
    Some(Remark { code: RemarkCode::Chosen, message, cell: Some(doubt.cell), origin: content.origin })
}

struct Choice<'a> {
    rules: &'a RuleSet,
    report: &'a Report,
    doubts: &'a [Doubt],
}

/// An equation over doubtful cells: the doubts by their number, how often each counts, and what the other cells add.
struct Tie {
    terms: Vec<(usize, i128)>,
    rest: Number,
}

impl Choice<'_> {
    /// The doubts that are settled, by their number, each with its reading.
    fn chosen(&self) -> Vec<(usize, Number)> {
        let ties = self.ties();
        let mut chosen = Vec::new();
        for part in parts(&ties) {
            let counts = part.iter().filter_map(|doubt| self.doubts.get(*doubt)).map(|doubt| doubt.readings.len());
            if counts.fold(1usize, usize::saturating_mul) > MAX_WAYS {
                continue;
            }
            let own: Vec<&Tie> = ties.iter().filter(|tie| tie.terms.iter().any(|(doubt, _)| part.contains(doubt))).collect();
            if let Some(way) = self.only_way(&part, &own) {
                chosen.extend(part.iter().copied().zip(way));
            }
        }
        chosen
    }

    /// The equations that must hold and have doubtful cells, and no other unknown one.
    fn ties(&self) -> Vec<Tie> {
        let mut ties = Vec::new();
        for instance in self.rules.editions.iter().flatten() {
            let is_error = self.rules[instance.rule].severity == Severity::Error;
            if let (true, None, Body::Linear(row)) = (is_error, &instance.guard, &instance.body) {
                ties.extend(self.tie(row).filter(|tie| !tie.terms.is_empty()));
            }
        }
        ties
    }

    fn tie(&self, row: &LinearRow) -> Option<Tie> {
        if row.relation != Relation::Equal {
            return None;
        }
        let mut tie = Tie { terms: Vec::new(), rest: row.left_constant.checked_sub(row.right_constant)? };
        for term in &row.terms {
            match self.doubts.iter().position(|doubt| doubt.cell == term.cell) {
                Some(doubt) => tie.terms.push((doubt, term.coefficient.into())),
                None => tie.rest = tie.rest.checked_add(times(self.known(term.cell)?, term.coefficient.into())?)?,
            }
        }
        Some(tie)
    }

    /// The figure of a cell that is not in doubt; a blank counts where the table says so, unless it is a total of filled parts.
    fn known(&self, cell: CellId) -> Option<Number> {
        let (filled, form) = (self.report.filled(cell.table)?, &self.rules.template[cell.table]);
        match filled.value(cell.index()) {
            Value::Figure(number) => Some(*number),
            Value::Blank(_) if form.blank == Blank::Zero && !is_open_total(form, filled, cell.index()) => Some(Number::whole(0)),
            _ => None,
        }
    }

    /// The readings of some doubts under which all equations hold, if there is exactly one way.
    fn only_way(&self, part: &[usize], ties: &[&Tie]) -> Option<Vec<Number>> {
        let readings: Vec<&[Number]> =
            part.iter().filter_map(|doubt| Some(self.doubts.get(*doubt)?.readings.as_slice())).collect();
        let mut turn = vec![0usize; readings.len()];
        let mut found: Option<Vec<Number>> = None;
        loop {
            let way: Vec<Number> = readings.iter().zip(&turn).filter_map(|(readings, at)| readings.get(*at).copied()).collect();
            let value = |doubt: usize| part.iter().position(|own| *own == doubt).and_then(|at| way.get(at)).copied();
            if ties.iter().all(|tie| tie.holds(&value)) {
                if found.is_some() {
                    return None;
                }
                found = Some(way);
            }
            if !advance(&mut turn, &readings) {
                return found;
            }
        }
    }
}

/// The next way, as a counter of many digits; whether there is one.
fn advance(turn: &mut [usize], readings: &[&[Number]]) -> bool {
    for (at, readings) in turn.iter_mut().zip(readings) {
        *at += 1;
        if *at < readings.len() {
            return true;
        }
        *at = 0;
    }
    false
}

/// The doubts that equations tie to one another; one without an equation is in none.
fn parts(ties: &[Tie]) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for tie in ties {
        let mut own: Vec<usize> = tie.terms.iter().map(|(doubt, _)| *doubt).collect();
        let (joined, apart): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.iter().any(|doubt| own.contains(doubt)));
        own.extend(joined.into_iter().flatten());
        own.sort_unstable();
        own.dedup();
        parts = apart;
        parts.push(own);
    }
    parts.sort();
    parts
}

impl Tie {
    fn holds(&self, value: &impl Fn(usize) -> Option<Number>) -> bool {
        let add = |sum: Number, (doubt, by): &(usize, i128)| sum.checked_add(times(value(*doubt)?, *by)?);
        self.terms.iter().try_fold(self.rest, add).is_some_and(Number::is_zero)
    }
}

fn times(number: Number, by: i128) -> Option<Number> {
    Some(Number { mantissa: number.mantissa.checked_mul(by)?, ..number })
}
