//! One page for every unit: what it is set up with, and what it answers about a document. Bytes in, bytes out: this is what runs
//! inside the page as WebAssembly, so it opens nothing, and knows neither the page's looks nor where a file came from.
//!
//! [`Setup`] is written by `gouji page` and read by [`Desk::new`]; a [`Desk`] answers one [`Request`] at a time.

mod desk;
mod setup;

pub use desk::{Beside, Desk, Request, Want};
pub use setup::{Setup, UnitNames};
