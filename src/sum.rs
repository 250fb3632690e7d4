//! The reports of units added up into one: every cell is the sum of theirs, or unknown where one of theirs is. Opens no file, and knows
//! no roster: who is added up is decided by the caller.

use crate::{
    number::{NotANumber, Number},
    report::{FiguresByTable, Report, Unreadable, Value},
    template::{CellId, EditionId, TableId, Template},
};

/// What a unit adds.
#[derive(Clone, Debug)]
pub struct Share {
    /// The unit.
    pub name: String,
    pub figures: FiguresByTable,
}

/// The sum of some reports.
#[derive(Clone, Debug)]
pub struct Sum {
    pub edition: EditionId,
    /// Who was added up.
    pub units: Vec<String>,
    /// The cells of each table of the edition.
    pub tables: Vec<Vec<Cell>>,
}

/// A cell of a sum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The sum; none where a figure is not known.
    pub sum: Option<Number>,
    /// What each unit has there, in their order; none where that is not known.
    pub shares: Vec<Option<Number>>,
}

/// A cell of the parent's own report that differs from the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    pub at: CellId,
    /// What the units come to.
    pub sum: Number,
    /// What the parent has.
    pub own: Number,
    /// The parent's figure less the sum.
    pub gap: Number,
}

/// What stands for a figure that is not known: no reader takes it for one.
pub const UNKNOWN: &str = "未知";

impl Sum {
    /// Adds up reports in the form of one edition. A unit whose table is of another edition, or is not there, has no known figure.
    pub fn of(template: &Template, edition: EditionId, shares: &[Share]) -> Sum {
        let cell = |table: TableId, cell: usize| {
            let own = |share: &Share| *share.figures.get(&table)?.get(cell)?;
            let shares: Vec<Option<Number>> = shares.iter().map(own).collect();
            let sum = shares.iter().try_fold(Number::whole(0), |sum, share| sum.checked_add((*share)?));
            Cell { sum: sum.map(Number::trimmed), shares }
        };
        let cells = |table: TableId| (0..template[table].cell_count()).map(|at| cell(table, at)).collect();
        Sum {
            edition,
            units: shares.iter().map(|share| share.name.clone()).collect(),
            tables: template.table_ids(edition).map(cells).collect(),
        }
    }

    /// The cells, with those of the form.
    pub fn cells(&self) -> impl Iterator<Item = (CellId, &Cell)> {
        let tables = self.tables.iter().enumerate().map(|(table, cells)| (self.edition.table(table), cells));
        tables.flat_map(|(table, cells)| cells.iter().enumerate().map(move |(cell, sum)| (table.cell(cell), sum)))
    }

    /// As a report. What is not known is no figure there either.
    pub fn report(&self, template: &Template, agency: Option<&str>, year: Option<u16>) -> Report {
        let mut report = Report { agency: agency.map(str::to_owned), year, ..Report::blank(template, self.edition) };
        for (filled, cells) in report.tables.iter_mut().zip(&self.tables) {
            for (cell, sum) in filled.cells.iter_mut().zip(cells) {
                let unknown = || Value::Text(UNKNOWN.to_owned(), Unreadable::NotANumber(NotANumber::Malformed));
                cell.value = sum.sum.map_or_else(unknown, Value::Figure);
            }
        }
        report
    }

    /// Where the parent's own figures differ from the sum; only where both are known.
    pub fn differences(&self, own: &FiguresByTable) -> Vec<Difference> {
        let found = self.cells().filter_map(|(at, cell)| {
            let (sum, own) = (cell.sum?, (*own.get(&at.table)?.get(at.index())?)?);
            let gap = own.checked_sub(sum)?.trimmed();
            (!gap.is_zero()).then_some(Difference { at, sum, own, gap })
        });
        found.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::sample;

    fn share(name: &str, figures: &[Option<i128>]) -> Share {
        let figures = figures.iter().map(|figure| figure.map(Number::whole)).collect();
        Share { name: name.to_owned(), figures: FiguresByTable::from([(EditionId::new(1).table(0), figures)]) }
    }

    #[test]
    fn a_sum_over_a_figure_that_is_not_known_is_not_known() {
        let template = sample::template();
        let count = template.editions[1].tables[0].cell_count();
        let mut one = vec![Some(2); count];
        one[1] = None;
        let sum = Sum::of(&template, EditionId::new(1), &[share("甲局", &one), share("乙局", &vec![Some(3); count])]);
        assert_eq!(sum.tables[0][0].sum, Some(Number::whole(5)));
        assert_eq!(sum.tables[0][1], Cell { sum: None, shares: vec![None, Some(Number::whole(3))] });
        assert_eq!(sum.tables[1][0].sum, None, "nobody has that table");
        let report = sum.report(&template, Some("市"), Some(2023));
        assert_eq!(report.tables[0].cells[0].value, Value::Figure(Number::whole(5)));
        assert!(matches!(&report.tables[0].cells[1].value, Value::Text(text, _) if text == UNKNOWN));
        let differences = sum.differences(&share("市", &vec![Some(6); count]).figures);
        assert_eq!(differences.len(), count - 1);
        assert_eq!((differences[0].at, differences[0].gap), (EditionId::new(1).table(0).cell(0), Number::whole(1)));
    }
}
