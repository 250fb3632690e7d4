//! Figures that must tie up, as an error-correcting code: from integer rows over cells to the smallest sets of cells whose change
//! makes every row hold, to what blanks must be, and to what no row would notice. Knows no template, no report and no words.

mod bounds;
mod equation;
mod explain;
mod fit;
mod limits;
mod locate;
mod parts;
mod prepare;
mod rank;
mod reduce;
mod search;
mod slip;
mod solve;
mod strength;
mod system;

pub use explain::{Candidate, Certainty, Change, Group, explain};
pub use limits::Limits;
pub use rank::Order;
pub use slip::Slip;
pub use solve::{Completion, Contradiction, Decided, Determined, Why, solve};
pub use strength::{CellStrength, Strength, cell_strength, strength};
pub use system::{CellState, Relation, Row, System};
