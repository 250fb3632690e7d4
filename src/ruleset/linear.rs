//! Linear rules as integer rows: `Σ coefficient · cell + constant  relation  0`, the left side's terms before the right side's.

use crate::{number::Number, template::CellId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A linear equation or inequality. All cells in it have one unit, so figures are compared as they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinearRow {
    /// The terms of the left side, then those of the right side with their signs turned. A cell may occur in both.
    pub terms: Vec<Term>,
    /// How many of the terms are the left side's.
    pub left_terms: usize,
    /// What the left side adds beside its cells.
    pub left_constant: Number,
    /// What the right side adds beside its cells (its own sign, not turned).
    pub right_constant: Number,
    /// How left − right must stand to zero.
    pub relation: Relation,
}

impl LinearRow {
    /// The row as an equation or inequality of named cells.
    pub fn written(&self, name: &dyn Fn(CellId) -> String) -> String {
        let (left, right) = self.terms.split_at_checked(self.left_terms).unwrap_or_default();
        let (left, right) = (side(left, 1, self.left_constant, name), side(right, -1, self.right_constant, name));
        format!("{left} {} {right}", self.relation.sign())
    }

    /// What it comes to, whichever way round it was written: its cells by their sums, the first counted upwards; none where that
    /// grows too large.
    pub(crate) fn normal(&self) -> Option<Normal> {
        let mut net: BTreeMap<CellId, i64> = BTreeMap::new();
        for term in &self.terms {
            let sum = net.entry(term.cell).or_default();
            *sum = sum.checked_add(term.coefficient.into())?;
        }
        net.retain(|_, by| *by != 0);
        let constant = self.left_constant.checked_sub(self.right_constant)?.at_decimals(6)?;
        if net.values().next().is_none_or(|first| *first > 0) {
            return Some((net, constant, self.relation));
        }
        let turned = net.into_iter().map(|(cell, by)| Some((cell, by.checked_neg()?))).collect::<Option<_>>()?;
        Some((turned, constant.checked_neg()?, self.relation.turned()))
    }
}

/// The cells of a row by their sums, its constant in millionths, and how both must stand to zero.
pub(crate) type Normal = (BTreeMap<CellId, i64>, i128, Relation);

fn side(terms: &[Term], sign: i32, constant: Number, name: &dyn Fn(CellId) -> String) -> String {
    let mut words = String::new();
    for term in terms {
        let by = term.coefficient * sign;
        let joint = match (by < 0, words.is_empty()) {
            (true, true) => "-",
            (true, false) => " - ",
            (false, true) => "",
            (false, false) => " + ",
        };
        let factor = if by.abs() == 1 { String::new() } else { format!("{} × ", by.abs()) };
        words.push_str(&format!("{joint}{factor}{}", name(term.cell)));
    }
    match (constant.is_zero(), words.is_empty()) {
        (true, false) => words,
        (_, true) => constant.to_string(),
        (false, false) if constant.is_negative() => format!("{words} - {}", constant.abs()),
        (false, false) => format!("{words} + {constant}"),
    }
}

/// A cell and how often it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub cell: CellId,
    /// Never zero; the compiler keeps it within ±10 000.
    pub coefficient: i32,
}

/// How left − right must stand to zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Relation {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

impl Relation {
    /// Whether `gap relation 0`.
    pub fn holds<T: PartialOrd + Default>(self, gap: &T) -> bool {
        let zero = T::default();
        match self {
            Relation::Equal => *gap == zero,
            Relation::NotEqual => *gap != zero,
            Relation::Less => *gap < zero,
            Relation::LessEqual => *gap <= zero,
            Relation::Greater => *gap > zero,
            Relation::GreaterEqual => *gap >= zero,
        }
    }

    /// That of the other side to this one.
    pub(crate) fn turned(self) -> Relation {
        match self {
            Relation::Less => Relation::Greater,
            Relation::LessEqual => Relation::GreaterEqual,
            Relation::Greater => Relation::Less,
            Relation::GreaterEqual => Relation::LessEqual,
            Relation::Equal | Relation::NotEqual => self,
        }
    }

    /// The sign as people read it.
    pub fn sign(self) -> &'static str {
        match self {
            Relation::Equal => "=",
            Relation::NotEqual => "≠",
            Relation::Less => "<",
            Relation::LessEqual => "≤",
            Relation::Greater => ">",
            Relation::GreaterEqual => "≥",
        }
    }
}
