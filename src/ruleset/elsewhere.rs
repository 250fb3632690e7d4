//! Figures of other reports that a rule compares with, and what of another report an expression asks for.

use super::{CellAt, Condition, Expr};

/// Whose figures they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// Last year's report of the same agency.
    Prior,
    /// The reports of the subordinate units on the same year, added up.
    Children,
}

/// Cells of other reports, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// Whose.
    pub whose: Whose,
    /// The edition that the cells are of: for last year's report the same, or the one before.
    pub edition: usize,
    /// At least one.
    pub cells: Vec<CellAt>,
}

impl Condition {
    /// Whether it asks for figures or words of such a report.
    pub fn asks_for(&self, whose: Whose) -> bool {
        let mut found = false;
        self.each_expr(&mut |expr| {
            found |= match expr {
                Expr::Elsewhere(elsewhere) => elsewhere.whose == whose,
                Expr::Repeated => whose == Whose::Prior,
                _ => false,
            }
        });
        found
    }
}
