//! gouji (勾稽) checks filled-in statutory forms against rules that are written down, not programmed.
//!
//! ```text
//! rule text ─ syntax ─ compile ─▶ RuleSet ┐
//!                                         ├─ engine ─▶ findings, causes ─ write ─▶ terminal, JSON …
//! documents ─ read ─────────────▶ Reports ┘
//! ```
//!
//! Nouns stand in the middle and import no stage: [`template`], [`ruleset`], [`report`], [`finding`]. Verbs stand around them and
//! import nouns, never one another. What is *not* here is as firm as what is: the engine knows no document and no rule text; a
//! reader gets bytes and opens no file; no figure is ever a floating-point number. `tests/cases/architecture.rs` holds these lines.

#[cfg(feature = "cli")]
pub mod batch;
pub mod cause;
pub mod chinese;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compile;
pub mod date;
pub mod diagnostic;
pub mod diff;
pub mod engine;
pub mod fields;
pub mod finding;
pub mod fmt;
pub mod lang;
pub mod node;
pub mod number;
pub mod read;
pub mod report;
pub mod roster;
pub mod ruleset;
pub mod source;
pub mod syntax;
#[cfg(feature = "cli")]
pub mod system;
pub mod template;
#[cfg(feature = "cli")]
pub mod test;
pub mod waiver;
pub mod write;
