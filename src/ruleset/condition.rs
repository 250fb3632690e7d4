//! Rules that are not linear, and the conditions of any rule, as trees over cells and figures.

use super::{OtherReports, Relation, Stated};
use crate::{
    lang::Text,
    number::Number,
    template::{CellId, TableId},
    text,
    vocabulary::{Arithmetic, choice},
};
use serde::{Deserialize, Serialize};

/// Something that holds or does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// Two values compared.
    Compare(Expr, Comparison, Expr),
    /// These words stand in a cell (or, with `false`, they do not): `网站[有新媒体] = 是`.
    Says(CellId, String, bool),
    /// The report's kind is (or, with `false`, is not) this word: `kind = 部门`.
    KindIs(String, bool),
    /// The prose states the fact, by its index.
    Told(usize),
    /// Settled by where the rule stands, before any report is seen.
    Constant(bool),
    /// It is known on which day this was.
    Known(Occasion),
    /// The statement at hand is one of this topic, by its index.
    OfTopic(usize),
    /// Both hold.
    And(Box<Condition>, Box<Condition>),
    /// One holds.
    Or(Box<Condition>, Box<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

choice! {
    /// What happened to a report on a day that it, or the roster, names.
    Occasion {
        /// It was published.
        Published = "published",
        /// It was received by whoever collects the reports.
        Received = "received",
    }
}

impl Occasion {
    /// What the day is called.
    pub fn name(self) -> Text {
        match self {
            Occasion::Published => text!("公布日期", "the day of publication"),
            Occasion::Received => text!("收到日期", "the day of receipt"),
        }
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// Exactly.
    Exact(Relation),
    /// The left side, brought to the decimals that the right side is printed with, rounded or truncated, is the right side.
    Agrees,
    /// The sides are no further apart than this.
    Within(Tolerance),
}

/// How far apart two values may be that count as equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tolerance {
    /// So much, in the unit of the sides.
    Amount(Number),
    /// Such a part of the right side.
    Share(Number),
}

/// A value: an exact fraction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expr {
    /// A figure of the rule text.
    Number(Number),
    Cell(CellId),
    Sum(Vec<CellId>),
    /// How many rows a reporter added to a table.
    Rows(TableId),
    Year,
    /// The day on which this was, as a number of days.
    DayOf(Occasion),
    /// The day that stands in a cell, as a number of days.
    DayIn(CellId),
    /// A day, as a number of days; without a year, of the report year or of the one after it.
    Day {
        /// The year, where it was written.
        year: Option<u16>,
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
        /// Whether a day without a year is in the year after the report year.
        next: bool,
    },
    /// How many sections of the form the prose has.
    Sections,
    /// How many letters and digits the prose of a section has, by its index in the edition.
    Letters(usize),
    /// A figure of the statement at hand.
    Stated(Stated),
    /// Figures of other reports.
    OtherReports(OtherReports),
    /// How much of the prose stands in last year's as well, as a fraction of its letters.
    Repeated,
    /// The first value whose condition holds.
    Cases(Vec<(Option<Condition>, Expr)>),
    /// `-x`
    Negate(Box<Expr>),
    /// Two values joined.
    Arithmetic(Box<Expr>, Arithmetic, Box<Expr>),
}

impl Condition {
    /// Whether it, or a condition that it is made of, is one such.
    pub fn any(&self, is: &dyn Fn(&Condition) -> bool) -> bool {
        is(self)
            || match self {
                Condition::And(left, right) | Condition::Or(left, right) => left.any(is) || right.any(is),
                Condition::Not(inner) => inner.any(is),
                _ => false,
            }
    }

    /// Calls `see` with every expression in it, outer ones first.
    pub fn each_expr(&self, see: &mut dyn FnMut(&Expr)) {
        match self {
            Condition::Compare(left, _, right) => {
                left.each_expr(see);
                right.each_expr(see);
            }
            Condition::And(left, right) | Condition::Or(left, right) => {
                left.each_expr(see);
                right.each_expr(see);
            }
            Condition::Not(inner) => inner.each_expr(see),
            _ => {}
        }
    }

    /// Every cell of the report at hand that it looks at, in the order written.
    pub fn cells(&self) -> Vec<CellId> {
        let mut cells = Vec::new();
        self.each_part(&mut |part| match part {
            Condition::Says(cell, ..) => cells.push(*cell),
            Condition::Compare(left, _, right) => {
                left.each_cell(&mut |cell| cells.push(cell));
                right.each_cell(&mut |cell| cells.push(cell));
            }
            _ => {}
        });
        cells
    }

    /// Calls `see` with the conditions that it is made of.
    fn each_part(&self, see: &mut dyn FnMut(&Condition)) {
        match self {
            Condition::And(left, right) | Condition::Or(left, right) => {
                left.each_part(see);
                right.each_part(see);
            }
            Condition::Not(inner) => inner.each_part(see),
            part => see(part),
        }
    }
}

impl Expr {
    /// What a percentage as printed is multiplied by.
    pub fn hundredth() -> Expr {
        Expr::Number(Number { mantissa: 1, decimals: 2 })
    }

    pub fn is_day(&self) -> bool {
        match self {
            Expr::DayOf(_) | Expr::DayIn(_) | Expr::Day { .. } => true,
            Expr::Cases(cases) => cases.iter().any(|(_, value)| value.is_day()),
            _ => false,
        }
    }

    fn each_cell(&self, see: &mut dyn FnMut(CellId)) {
        self.each_expr(&mut |expr| match expr {
            Expr::Cell(cell) | Expr::DayIn(cell) => see(*cell),
            Expr::Sum(cells) => cells.iter().for_each(|cell| see(*cell)),
            _ => {}
        });
    }

    /// Calls `see` with this expression and every one in it.
    pub fn each_expr(&self, see: &mut dyn FnMut(&Expr)) {
        see(self);
        match self {
            Expr::Negate(inner) => inner.each_expr(see),
            Expr::Arithmetic(left, _, right) => {
                left.each_expr(see);
                right.each_expr(see);
            }
            Expr::Cases(cases) => cases.iter().for_each(|(when, value)| {
                when.iter().for_each(|when| when.each_expr(see));
                value.each_expr(see);
            }),
            _ => {}
        }
    }
}
