//! gouji (勾稽) checks filled-in statutory forms against rules that are written down, not programmed.
//!
//! ```text
//! rule text ─ syntax ─ compile ─▶ RuleSet ┐
//!                                         ├─ (prose ─▶ statements) ─ engine ─▶ findings, causes ─ write ─▶ terminal, JSON …
//! documents ─ read ─────────────▶ Reports ┘
//! ```
//!
//! Nouns stand in the middle and import no stage: [`template`], [`ruleset`], [`report`], [`finding`], [`marked`]. Verbs stand around them and
//! import nouns, never one another.
//!
//! | stage | gets → gives | does not know |
//! |---|---|---|
//! | [`source`], [`node`], [`fields`] | text → places; YAML and JSON → trees with places | what the keys mean |
//! | [`chinese`], [`number`], [`date`], [`lang`], [`plain`] | facts of the language, exact decimals, days, words in two languages, words made safe to show | any form |
//! | [`syntax`] | rule text → tree, or what was mistyped | any template |
//! | [`compile`] | trees → [`ruleset`]: names, kinds, units and editions settled | any report |
//! | [`read`] | bytes → [`report`]: documents → grids → cells | any rule; it opens no file |
//! | [`engine`] | rule set × reports → [`finding`]s | documents and rule text: a report is an array of figures |
//! | [`cause`] | equations that fail → the cells that explain them | everything but integer rows |
//! | [`waiver`], [`roster`] | recorded exceptions; who must report → what is waived, whose a report is | documents |
//! | [`round`] | a collection's settings and ledger × what was found → where each unit stands | files, the clock |
//! | [`sum`] | the figures of units → one report | who is added up |
//! | [`compare`] | two documents of one report → where they differ | files |
//! | [`diff`], [`fmt`] | two rule sets → what changed; rule text → the same in one form | reports |
//! | [`marked`] | an outcome and its report → what every surface for people says of it: things to do in the words of the form, tables and prose with marks | any format |
//! | [`mod@write`] | findings → bytes, one file a format | how a finding came about; it decides no severity |
//! | `lsp` | messages of an editor → answers, diagnostics | the system: it asks a host |
//! | [`page`] | rules as texts, one document's bytes → what the page for units draws | where the bytes came from |
//! | `batch`, `test`, `cli` | files → outcomes in order; tests in rule files and suites; arguments → exit code | nothing is hidden from them: they alone open files |
//!
//! What is *not* here is as firm as what is: no figure is ever a floating-point number, and without the feature `cli` nothing touches
//! the system. `tests/cases/architecture.rs` holds these lines.

#[cfg(feature = "cli")]
pub mod batch;
pub mod cause;
pub mod chinese;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod compile;
pub mod date;
pub mod diagnostic;
pub mod diff;
pub mod engine;
pub mod fields;
pub mod finding;
pub mod fmt;
pub mod lang;
#[cfg(feature = "cli")]
pub mod lsp;
pub mod marked;
pub mod node;
pub mod number;
pub mod page;
pub mod plain;
pub mod prose;
pub mod read;
pub mod report;
pub mod roster;
pub mod round;
pub mod ruleset;
pub mod source;
pub mod sum;
pub mod syntax;
#[cfg(feature = "cli")]
pub mod system;
pub mod template;
#[cfg(feature = "cli")]
pub mod test;
pub mod waiver;
pub mod write;
