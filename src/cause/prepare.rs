//! Rows made ready for calculation: like terms added up, inequalities turned to «at least zero», the value that the figures found
//! give them.

use super::{
    equation::{Equation, Term},
    system::{Relation, Row, System},
};

/// A row made ready.
#[derive(Clone, Debug)]
pub(super) struct Tie {
    /// The caller's number.
    pub(super) id: usize,
    /// By cell.
    pub(super) terms: Vec<Term>,
    /// What the known cells and the constant come to.
    pub(super) value: i128,
    /// Whether a cell of it is blank.
    pub(super) has_blank: bool,
    /// Whether the value must be zero; else it must be at least zero.
    pub(super) is_equation: bool,
    /// See [`Row::required`].
    pub(super) required: bool,
}

/// Every row that is sound.
pub(super) fn ties(system: &System) -> Vec<Tie> {
    system.rows.iter().filter_map(|row| tie(system, row)).collect()
}

fn tie(system: &System, row: &Row) -> Option<Tie> {
    let (sign, slack) = match row.relation {
        Relation::Equal | Relation::GreaterEqual => (1, 0),
        Relation::Greater => (1, 1),
        Relation::LessEqual => (-1, 0),
        Relation::Less => (-1, 1),
    };
    let terms = row.terms.iter().map(|(cell, by)| (*cell, sign * i64::from(*by))).collect();
    let Equation { terms, .. } = Equation::new(terms, 0)?;
    let mut value = i128::from(sign) * i128::from(row.constant) - i128::from(slack);
    let mut has_blank = false;
    for (cell, by) in &terms {
        match system.cells.get(*cell)?.value {
            Some(found) => value += i128::from(found) * i128::from(*by),
            None => has_blank = true,
        }
    }
    let is_equation = row.relation == Relation::Equal;
    Some(Tie { id: row.id, terms, value, has_blank, is_equation, required: row.required })
}

impl Tie {
    /// Whether the row holds at that value.
    pub(super) fn accepts(&self, value: i128) -> bool {
        if self.is_equation { value == 0 } else { value >= 0 }
    }

    /// Whether it takes part in locating: an equation that must hold.
    pub(super) fn locates(&self) -> bool {
        self.required && self.is_equation
    }

    /// What changes of its cells must add up to.
    pub(super) fn equation(&self) -> Equation {
        Equation { terms: self.terms.clone(), gap: -self.value }
    }

    /// How often a cell counts; zero where it does not occur.
    pub(super) fn coefficient(&self, cell: usize) -> i64 {
        let at = self.terms.binary_search_by_key(&cell, |term| term.0);
        at.ok().and_then(|at| self.terms.get(at)).map_or(0, |term| term.1)
    }

    /// The cell that this row makes the total of its other cells, if it is such a row.
    pub(super) fn total(&self, system: &System) -> Option<usize> {
        let mut below = self.terms.iter().filter(|term| term.1 < 0);
        let mut above = self.terms.iter().filter(|term| term.1 > 0);
        let alone = match (below.next(), below.next(), above.next(), above.next()) {
            (Some(total), None, Some(_), Some(_)) | (Some(_), Some(_), Some(total), None) => total.0,
            _ => return None,
        };
        system.cells.get(alone).filter(|cell| cell.is_total).map(|_| alone)
    }
}
