//! Figures of other reports that a rule compares with, and what of another report an expression asks for.

use super::{Condition, Expr};
use crate::{template::CellId, vocabulary::Whose};
use serde::{Deserialize, Serialize};

/// Cells of other reports, added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherReports {
    pub whose: Whose,
    /// At least one, all of one table: for last year's report of the rule's own edition, or of the one before.
    pub cells: Vec<CellId>,
}

impl Condition {
    /// Whether it asks for figures or words of such a report.
    pub fn asks_for(&self, whose: Whose) -> bool {
        let mut found = false;
        self.each_expr(&mut |expr| {
            found |= match expr {
                Expr::OtherReports(figures) => figures.whose == whose,
                Expr::Repeated => whose == Whose::Prior,
                _ => false,
            }
        });
        found
    }
}
