//! Figures of other reports: the cells that a name means in this edition, and those that stand for them in the edition of last
//! year's report.

use super::scope::{Position, Scope, Wrong, joined, other};
use crate::{
    diagnostic::Code,
    number::Number,
    ruleset::{self, OtherReports, Whose},
    syntax::ast::{self, ExprKind},
    template::{AxisKind, CellId, LineRef},
    text,
};

/// Rows and columns of a table that are added up.
struct Block {
    table: usize,
    rows: LineRef,
    columns: LineRef,
}

impl Scope<'_> {
    /// The cells that a name behind `prior.` or `children.` means: in the other report, and in this edition.
    pub(super) fn other_reports(&self, whose: Whose, node: &ast::Expr) -> Result<(OtherReports, Vec<CellId>), Wrong> {
        if let ExprKind::Path(path) = &node.node
            && let Some(wrong) = self.fact_of_others(whose.word(), path)
        {
            return Err(wrong);
        }
        let (block, own) = self.block(node)?;
        let is_added = |cell: &CellId| {
            let table = &self.template[cell.table];
            table.open_line().is_some_and(|open| table.row_and_column(cell.index()).0 >= open)
        };
        if own.iter().any(is_added) {
            let message =
                text!("填报的各行在别的报告里没有对应", "rows that a reporter adds have no counterpart in another report");
            return Err(self.error(
                Code::NotInEdition,
                node.span,
                message,
                text!("这里只能写表样里的行", "a row of the form itself"),
            ));
        }
        if whose == Whose::Children || self.prior == self.edition {
            return Ok((OtherReports { whose, cells: own.clone() }, own));
        }
        match block.and_then(|block| self.counterpart(&block, own.first().copied()?)) {
            Some(cells) => Ok((OtherReports { whose, cells }, own)),
            None => Err(self.error(
                Code::NotInEdition,
                node.span,
                text!("上一版没有可比的数", "the edition before has nothing to compare with"),
                text!("见 follows", "see `follows`"),
            )),
        }
    }

    /// A figure of other reports, in the unit that this edition has for it; and its cells here.
    pub(super) fn of_others(&self, whose: Whose, node: &ast::Expr) -> Result<(ruleset::Expr, Vec<CellId>), Wrong> {
        let (of, own) = self.other_reports(whose, node)?;
        let kind = |cells: &[CellId]| cells.first().and_then(|cell| self.template.kind(*cell)).cloned().unwrap_or_default();
        let exponent = kind(&own).exponent_from(&kind(&of.cells).unit).unwrap_or_default();
        let figure = self.added(of.cells, |cells| ruleset::Expr::OtherReports(OtherReports { whose, cells }));
        let converted = match Number::whole(1).times_power_of_ten(exponent) {
            Some(by) if exponent != 0 => {
                ruleset::Expr::Arithmetic(Box::new(figure), ruleset::Arithmetic::Multiply, Box::new(ruleset::Expr::Number(by)))
            }
            _ => figure,
        };
        Ok((converted, own))
    }

    /// Cells added up; those of rows and columns that their total subtracts, subtracted.
    pub(super) fn added(&self, cells: Vec<CellId>, sum: impl Fn(Vec<CellId>) -> ruleset::Expr) -> ruleset::Expr {
        let is_less = |cell: &CellId| self.template[cell.table].is_less(cell.index());
        if cells.len() < 2 || !cells.iter().any(is_less) {
            return sum(cells);
        }
        match cells.into_iter().partition::<Vec<CellId>, _>(is_less) {
            (less, more) if more.is_empty() => ruleset::Expr::Negate(Box::new(sum(less))),
            (less, more) => ruleset::Expr::Arithmetic(Box::new(sum(more)), ruleset::Arithmetic::Subtract, Box::new(sum(less))),
        }
    }

    /// What a name means in this edition: as rows and columns, and as cells.
    fn block(&self, node: &ast::Expr) -> Result<(Option<Block>, Vec<CellId>), Wrong> {
        match &node.node {
            ExprKind::Path(path) => match Some(path).filter(|path| path.is("cell")).and_then(|_| self.at_hand(self.position)) {
                Some(cells) => Ok((self.block_at_hand(), cells)),
                None => self.path(path).map(|cell| (self.block_of(cell), vec![cell])),
            },
            ExprKind::Cell(cell) => self.reference(cell).map(|cell| (self.block_of(cell), vec![cell])),
            ExprKind::Sum(path) => Ok((self.block_of_sum(path), self.sum(path)?)),
            ExprKind::SumOfCells(cell) => {
                let own = self.cells_of(cell)?;
                let table = self.table_named(&cell.table)?;
                let find = |axis, path| self.table(table).and_then(|on| on.axis(axis).find(&joined(path)));
                let (rows, columns) = (find(AxisKind::Rows, &cell.row), find(AxisKind::Columns, &cell.column));
                Ok((rows.zip(columns).map(|(rows, columns)| Block { table, rows, columns }), own))
            }
            _ => Err(self.error(
                Code::FigureWanted,
                node.span,
                text!("这里要一个单元格", "a cell is wanted here"),
                text!("例如 prior.申请[新收, 总计]", "such as prior.申请[新收, 总计]"),
            )),
        }
    }

    fn block_at_hand(&self) -> Option<Block> {
        let Position::Cell { table, row, column } = self.position else { return None };
        Some(Block { table, rows: row, columns: column })
    }

    fn block_of(&self, cell: CellId) -> Option<Block> {
        let table = cell.table.index();
        let (row, column) = self.table(table)?.row_and_column(cell.index());
        Some(Block { table, rows: LineRef::Line(row), columns: LineRef::Line(column) })
    }

    fn block_of_sum(&self, path: &ast::Path) -> Option<Block> {
        let (table, axis, line, group) = match self.position {
            Position::Line { table, axis, line } => {
                (table, axis, line, self.table(table)?.axis(other(axis)).find(&joined(path))?)
            }
            Position::Group { table, axis, group, line } => (table, other(axis), line, LineRef::Group(group)),
            Position::Free | Position::Cell { .. } => return None,
        };
        let line = LineRef::Line(line);
        Some(match axis {
            AxisKind::Rows => Block { table, rows: line, columns: group },
            AxisKind::Columns => Block { table, rows: group, columns: line },
        })
    }

    /// The cells of the edition before that stand for a block, of the kind of the cell `like`.
    fn counterpart(&self, block: &Block, like: CellId) -> Option<Vec<CellId>> {
        let both = self.counterparts()?;
        let lines = |axis: AxisKind, of: LineRef| match of {
            LineRef::Line(line) => both.line(block.table, axis, line),
            LineRef::Group(group) => both.group(block.table, axis, group),
        };
        let (rows, columns) = (lines(AxisKind::Rows, block.rows)?, lines(AxisKind::Columns, block.columns)?);
        let cells = both.cells(block.table, like.index(), &rows, &columns)?;
        let table = self.prior.table(both.table(block.table)?);
        Some(cells.into_iter().map(|cell| table.cell(cell)).collect())
    }
}
