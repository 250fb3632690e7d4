//! What comes of a rule at one place, where it is more than a pass. Plain data; nothing is worded here.

use crate::{
    engine::view::{bounds::Reach, evaluate::NoAnswer},
    number::Number,
    ruleset::{FormCheck, InstanceId},
    template::CellId,
};

/// What comes of a rule at a place.
pub(in crate::engine) struct Verdict {
    pub(in crate::engine) at: InstanceId,
    pub(in crate::engine) what: What,
}

/// What comes of it.
pub(in crate::engine) enum What {
    /// It is broken; both sides, where it has two.
    Broken(Option<Sides>),
    /// It cannot be decided.
    Unknown(NoAnswer),
    /// It forces a blank to a figure that the cell may not hold: the cell, the figure, and the rows of the plan that lead there.
    Impossible { blank: CellId, figure: String, rows: Vec<usize> },
    /// A statement of the prose breaks it, by its place among them; a hint only where it was probably read for the wrong fact.
    Statement { at: usize, is_hint: bool },
    /// A check of the form, which looks at the report as a whole.
    Form(FormCheck),
}

/// The two sides of a rule.
#[derive(Clone, Copy)]
pub(in crate::engine) struct Sides {
    pub(in crate::engine) left: Number,
    pub(in crate::engine) right: Number,
    pub(in crate::engine) gap: Number,
    /// How far the left and the right side go, where reports that they are of are not all there.
    pub(in crate::engine) reach: [Reach; 2],
}
