//! A report's figures as one dense array of integers in template order, and what is known of each.

use crate::{
    number::Number,
    report::{Report, Value},
    template::{Blank, Kind, Measure, Table, Template},
};

/// What is known of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum State {
    /// The integer is the figure, at the scale of the cell's kind.
    Known,
    /// There is a figure, but it has no place in the array: too large, or with digits behind the point that the kind has not.
    /// It is computed with exactly all the same.
    Wide,
    /// A blank that counts as zero.
    Zero,
    /// A blank total beside a part that is not zero, or a blank in a table whose blanks are unknown.
    Blank,
    /// Such a blank, where the equations fix what it must be: the integer is that figure.
    Solved,
    /// Absent from the document, or no figure.
    Missing,
}

/// How many decimals the integer of a kind has: a count none, money enough for 分 in a column of 万元.
#[inline]
pub(in crate::engine) fn decimals_of(kind: &Kind) -> u8 {
    match kind.measure {
        Measure::Money | Measure::Number | Measure::Percent => 6,
        _ => 0,
    }
}

/// Integers beyond this go the exact way round: no row of the compiler's can overflow below it.
pub(in crate::engine) const LIMIT: i128 = 1 << 47;

/// The figures of a report's tables, one after the other in the order of [`Report::tables`].
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct Figures {
    /// Zero where nothing is known.
    pub(in crate::engine) values: Vec<i64>,
    pub(in crate::engine) states: Vec<State>,
    /// Whether every cell is known or counts as zero: the common case, in which rows need not look at states.
    pub(in crate::engine) complete: bool,
    pub(in crate::engine) seen: Seen,
}

/// What stands in some cell of a report. Most reports have none of it, and nobody need look for it cell by cell.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::engine) struct Seen {
    /// A blank.
    pub(in crate::engine) blank: bool,
    /// A text that is no figure.
    pub(in crate::engine) text: bool,
    /// Words, where words belong.
    pub(in crate::engine) words: bool,
    /// A cell that the document does not have.
    pub(in crate::engine) absent: bool,
    /// A figure that may be none of its kind: below zero, or a count with digits behind the point.
    pub(in crate::engine) odd: bool,
}

impl Seen {
    #[inline]
    fn see(&mut self, value: &Value, kind: &Kind) {
        match value {
            Value::Figure(number) => {
                self.odd |=
                    number.mantissa < 0 || number.decimals != 0 && (kind.measure == Measure::Count || kind.asked.is_some());
            }
            Value::Words(_) => self.words = true,
            Value::Blank(_) => self.blank = true,
            Value::Text(..) => self.text = true,
            Value::Absent => self.absent = true,
        }
    }
}

impl Figures {
    pub(in crate::engine) fn of(report: &Report, template: &Template) -> Figures {
        let count = report.tables.iter().map(|filled| filled.cells.len()).sum();
        let mut figures = Figures {
            values: Vec::with_capacity(count),
            states: Vec::with_capacity(count),
            complete: true,
            ..Figures::default()
        };
        for filled in &report.tables {
            let table = &template[filled.table];
            let start = figures.values.len();
            for (cell, kind) in filled.cells.iter().zip(&table.kinds) {
                let (value, state) = read(&cell.value, kind, table.blank);
                figures.seen.see(&cell.value, kind);
                figures.push(value, state);
            }
            if figures.seen.blank {
                blank_totals(table, start, filled, &mut figures);
            }
        }
        figures
    }

    /// What is known of a cell; nothing of one that is not there.
    pub(in crate::engine) fn state(&self, index: usize) -> State {
        self.states.get(index).copied().unwrap_or(State::Missing)
    }

    /// The figure of a cell that has one or counts as zero.
    pub(in crate::engine) fn counted(&self, index: usize) -> Option<i64> {
        self.values.get(index).copied().filter(|_| matches!(self.state(index), State::Known | State::Zero))
    }

    /// Whether some figure is other than 0.
    pub(in crate::engine) fn has_amounts(&self) -> bool {
        self.values.iter().any(|value| *value != 0) || self.states.contains(&State::Wide)
    }

    /// Fills in a blank that the equations fix.
    pub(in crate::engine) fn settle(&mut self, cell: usize, value: i64) {
        if let (Some(held), Some(state)) = (self.values.get_mut(cell), self.states.get_mut(cell)) {
            *held = value;
            *state = State::Solved;
        }
    }

    #[inline]
    fn push(&mut self, value: i64, state: State) {
        self.complete &= matches!(state, State::Known | State::Zero);
        self.values.push(value);
        self.states.push(state);
    }
}

#[inline]
fn read(value: &Value, kind: &Kind, blank: Blank) -> (i64, State) {
    match value {
        // What is no figure has no place in equations: rules look at its words.
        _ if !kind.measure.is_figure() => (0, State::Known),
        Value::Figure(number) => match dense(*number, kind) {
            Some(value) => (value, State::Known),
            None => (0, State::Wide),
        },
        Value::Blank(_) if blank == Blank::Zero => (0, State::Zero),
        Value::Blank(_) => (0, State::Blank),
        Value::Absent | Value::Words(_) | Value::Text(..) => (0, State::Missing),
    }
}

#[inline]
fn dense(number: Number, kind: &Kind) -> Option<i64> {
    let scaled = number.at_decimals(decimals_of(kind))?;
    (scaled.abs() < LIMIT).then(|| i64::try_from(scaled).ok())?
}

/// A blank total with a part that is neither blank nor zero is unknown under either policy (T106).
fn blank_totals(table: &Table, start: usize, filled: &crate::report::Filled, figures: &mut Figures) {
    for cell in 0..filled.cells.len() {
        if is_open_total(table, filled, cell) {
            figures.complete = false;
            if let Some(state) = figures.states.get_mut(start + cell) {
                *state = State::Blank;
            }
        }
    }
}

/// Whether the cell is a blank total that cannot count as zero: one of its parts, along the row or the column, is a figure other
/// than zero, a text, or such a total itself.
pub(in crate::engine) fn is_open_total(table: &Table, filled: &crate::report::Filled, cell: usize) -> bool {
    if !matches!(filled.value(cell), Value::Blank(_)) {
        return false;
    }
    let counts = |part: usize| match filled.value(part) {
        Value::Figure(number) => !number.is_zero(),
        Value::Text(..) => true,
        // A part belongs to no total of its own axis, so this goes once along the row and once down the column at most.
        Value::Blank(_) => is_open_total(table, filled, part),
        Value::Absent | Value::Words(_) => false,
    };
    let (row, column) = table.row_and_column(cell);
    table.columns.parts_of(column).into_iter().any(|part| counts(table.cell(row, part)))
        || table.rows.parts_of(row).into_iter().any(|part| counts(table.cell(part, column)))
}
