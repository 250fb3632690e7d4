//! Rules that are not linear, and the conditions of any rule, as trees over cells and figures.

use super::{CellAt, Relation};
use crate::number::Number;

/// Something that holds or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Two values compared.
    Compare(Expr, Comparison, Expr),
    /// The report's kind is (or, with `false`, is not) this word: `kind = 部门`.
    KindIs(String, bool),
    /// Both hold.
    And(Box<Condition>, Box<Condition>),
    /// One holds.
    Or(Box<Condition>, Box<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// Exactly.
    Exact(Relation),
    /// The left side, brought to the decimals that the right side is printed with, rounded or truncated, is the right side.
    Agrees,
}

/// A value: an exact fraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A figure of the rule text.
    Number(Number),
    /// A cell.
    Cell(CellAt),
    /// The sum of cells.
    Sum(Vec<CellAt>),
    /// The report year.
    Year,
    /// `-x`
    Negate(Box<Expr>),
    /// Two values joined.
    Arithmetic(Box<Expr>, Arithmetic, Box<Expr>),
}

/// Operators of arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`; dividing by nought leaves the rule unknown.
    Divide,
}
