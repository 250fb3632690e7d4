//! A condition as the cases in which it holds, each a list of what must be so; and whether any of them can be.

use super::{
    form::{Forms, Known},
    system::{Row, have_a_solution},
};
use crate::{
    ruleset::{Comparison, Condition, Relation},
    template::CellId,
};

/// A condition with more cases is not looked through.
const MOST_CASES: usize = 64;

/// Something that must be so.
#[derive(Clone, Debug)]
enum Part {
    Above(Row),
    /// What the kind of agency (none), or the choice in a cell, is or is not.
    Word(Option<CellId>, String, bool),
    /// Whatever else holds or does not.
    Other(Condition, bool),
}

/// What holds together.
type Case = Vec<Part>;

/// The cases of some conditions that must all hold; none where there are too many.
#[derive(Clone, Debug)]
pub(super) struct Cases(Option<Vec<Case>>);

impl Cases {
    /// Where nothing is asked.
    pub(super) fn all() -> Cases {
        Cases(Some(vec![Vec::new()]))
    }

    /// Where both hold.
    pub(super) fn and(&self, other: &Cases) -> Cases {
        let (Some(one), Some(two)) = (&self.0, &other.0) else { return Cases(None) };
        if one.len().saturating_mul(two.len()) > MOST_CASES {
            return Cases(None);
        }
        Cases(Some(one.iter().flat_map(|one| two.iter().map(move |two| one.iter().chain(two).cloned().collect())).collect()))
    }

    fn or(self, other: Cases) -> Cases {
        let (Some(mut one), Some(two)) = (self.0, other.0) else { return Cases(None) };
        one.extend(two);
        Cases((one.len() <= MOST_CASES).then_some(one))
    }
}

impl Forms<'_> {
    /// The cases in which a condition holds, or does not.
    pub(super) fn cases(&mut self, condition: &Condition, holds: bool) -> Cases {
        let one = |part| Cases(Some(vec![vec![part]]));
        match (condition, holds) {
            (Condition::And(left, right), true) | (Condition::Or(left, right), false) => {
                let left = self.cases(left, holds);
                left.and(&self.cases(right, holds))
            }
            (Condition::Or(left, right), true) | (Condition::And(left, right), false) => {
                let left = self.cases(left, holds);
                left.or(self.cases(right, holds))
            }
            (Condition::Not(inner), _) => self.cases(inner, !holds),
            (Condition::Constant(value), _) if *value == holds => Cases::all(),
            (Condition::Constant(_), _) => Cases(Some(Vec::new())),
            (Condition::KindIs(word, is), _) => one(Part::Word(None, word.clone(), *is == holds)),
            (Condition::Says(cell, word, is), _) => one(Part::Word(Some(*cell), word.clone(), *is == holds)),
            (Condition::Compare(left, Comparison::Exact(relation), right), _) => {
                let relation = if holds { *relation } else { opposite(*relation) };
                match self.gap(left, right) {
                    Some(gap) => compared(&gap, relation),
                    None => one(Part::Other(condition.clone(), holds)),
                }
            }
            _ => one(Part::Other(condition.clone(), holds)),
        }
    }

    /// The cases in which a row holds.
    pub(super) fn cases_of_row(&mut self, row: &crate::ruleset::LinearRow, holds: bool) -> Cases {
        let terms = row.terms.iter().map(|term| (term.cell, i128::from(term.coefficient)));
        let constant = row.left_constant.checked_sub(row.right_constant);
        let relation = if holds { row.relation } else { opposite(row.relation) };
        match constant.and_then(|constant| self.of_terms(terms, constant)) {
            Some(gap) => compared(&gap, relation),
            None => Cases(None),
        }
    }

    /// Whether one of the cases can be.
    pub(super) fn possible(&self, cases: &Cases, known: Known) -> bool {
        let Some(cases) = &cases.0 else { return true };
        cases.iter().any(|case| self.can_be(case, known))
    }

    fn can_be(&self, case: &Case, known: Known) -> bool {
        let against = |part: &Part| match part {
            Part::Word(of, word, true) => case.iter().any(|other| match other {
                Part::Word(other, said, is) => other == of && (said == word) != *is,
                _ => false,
            }),
            Part::Other(condition, true) => {
                case.iter().any(|other| matches!(other, Part::Other(same, false) if same == condition))
            }
            _ => false,
        };
        let kinds = self.template.kinds();
        let is_excluded = |kind: &&str| case.iter().any(|part| matches!(part, Part::Word(None, word, false) if word == kind));
        let no_kind = !kinds.is_empty() && kinds.iter().all(is_excluded);
        if no_kind || case.iter().any(against) {
            return false;
        }
        let rows = case.iter().filter_map(|part| match part {
            Part::Above(row) => Some(row.clone()),
            _ => None,
        });
        have_a_solution(rows.chain(self.bounds(known)).collect())
    }
}

fn compared(gap: &super::form::Form, relation: Relation) -> Cases {
    let case = |relation| gap.rows(relation).map(|rows| rows.into_iter().map(Part::Above).collect::<Case>());
    Cases(Some(match relation {
        Relation::NotEqual => [Relation::Less, Relation::Greater].into_iter().filter_map(case).collect(),
        relation => case(relation).into_iter().collect(),
    }))
}

/// The relation that holds where this one does not.
fn opposite(relation: Relation) -> Relation {
    match relation {
        Relation::Equal => Relation::NotEqual,
        Relation::NotEqual => Relation::Equal,
        Relation::Less => Relation::GreaterEqual,
        Relation::LessEqual => Relation::Greater,
        Relation::Greater => Relation::LessEqual,
        Relation::GreaterEqual => Relation::Less,
    }
}
