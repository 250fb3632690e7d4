//! The form's own tables as systems of rows: 申请 in both editions, and 复议诉讼. A row's id is its index.

use gouji::cause::{CellState, Relation, Row, System};

/// 申请: rows 新收, 上年结转, the outcomes, 办理总计, 结转下年; columns 自然人, five kinds of 法人, 总计.
pub(crate) struct Requests {
    /// 21 in edition 2021, 19 in 2019.
    pub(crate) outcomes: usize,
}

/// Of edition 2021.
pub(crate) const REQUESTS_2021: Requests = Requests { outcomes: 21 };
/// Of edition 2019.
#[allow(dead_code, reason = "the bench needs only one edition")]
pub(crate) const REQUESTS_2019: Requests = Requests { outcomes: 19 };
/// How many columns 申请 has, the total last.
pub(crate) const COLUMNS: usize = 7;

impl Requests {
    /// 25 or 23.
    pub(crate) fn rows(&self) -> usize {
        self.outcomes + 4
    }

    /// The index of a cell.
    pub(crate) fn cell(&self, row: usize, column: usize) -> usize {
        row * COLUMNS + column
    }

    /// 办理总计.
    pub(crate) fn total(&self) -> usize {
        self.outcomes + 2
    }

    /// The table filled with figures, row by row, and A301, A302, A303 over it.
    pub(crate) fn system(&self, figures: &[i64]) -> System {
        let cells = (0..self.rows() * COLUMNS).map(|at| self.state(at, figures.get(at).copied().unwrap_or(0))).collect();
        let mut system = System { cells, rows: Vec::new() };
        (0..COLUMNS).for_each(|column| require(&mut system, self.balance(column)));
        (0..COLUMNS).for_each(|column| require(&mut system, self.outcome_total(column)));
        (0..self.rows()).for_each(|row| require(&mut system, self.row_total(row)));
        system
    }

    fn state(&self, at: usize, figure: i64) -> CellState {
        let (row, column) = (at / COLUMNS, at % COLUMNS);
        let is_total = row == self.total() || column == COLUMNS - 1;
        CellState { is_total, ..count(0, row, column, figure) }
    }

    /// A301: 新收 + 上年结转 = 办理总计 + 结转下年.
    fn balance(&self, column: usize) -> Vec<(usize, i32)> {
        let cell = |row| self.cell(row, column);
        vec![(cell(0), 1), (cell(1), 1), (cell(self.total()), -1), (cell(self.total() + 1), -1)]
    }

    /// A302: 办理总计 = sum of the outcomes.
    fn outcome_total(&self, column: usize) -> Vec<(usize, i32)> {
        let parts = (2..self.total()).map(|row| (self.cell(row, column), -1));
        std::iter::once((self.cell(self.total(), column), 1)).chain(parts).collect()
    }

    /// A303: 总计 = 自然人 + the five 法人 columns.
    fn row_total(&self, row: usize) -> Vec<(usize, i32)> {
        let parts = (0..COLUMNS - 1).map(|column| (self.cell(row, column), -1));
        std::iter::once((self.cell(row, COLUMNS - 1), 1)).chain(parts).collect()
    }
}

/// 复议诉讼: three groups of 维持, 纠正, 其他, 未审结, 总计, and A401 over each.
#[allow(dead_code, reason = "the bench needs only 申请")]
pub(crate) fn reviews(figures: [i64; 15]) -> System {
    let state = |(at, figure): (usize, &i64)| CellState { is_total: at % 5 == 4, ..count(1, 0, at, *figure) };
    let mut system = System { cells: figures.iter().enumerate().map(state).collect(), rows: Vec::new() };
    for group in 0..3 {
        let parts = (0..4).map(|part| (group * 5 + part, -1));
        require(&mut system, std::iter::once((group * 5 + 4, 1)).chain(parts).collect());
    }
    system
}

fn count(table: u16, row: usize, column: usize, figure: i64) -> CellState {
    let (row, column) = (u16::try_from(row).unwrap(), u16::try_from(column).unwrap());
    CellState { value: Some(figure), min: Some(0), table, row, column, ..CellState::default() }
}

fn require(system: &mut System, terms: Vec<(usize, i32)>) {
    let id = system.rows.len();
    system.rows.push(Row { id, terms, constant: 0, relation: Relation::Equal, required: true });
}
