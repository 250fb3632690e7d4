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
//! | [`chinese`], [`number`], [`date`], [`lang`], [`plain`], [`slice`](mod@slice) | facts of the language, exact decimals, days, words in two languages, words made safe to show | any form |
//! | [`syntax`] | rule text → tree, or what was mistyped | any template |
//! | [`vocabulary`] | the choices that rule files have a word for | the grammar |
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
//! | [`annotate`](mod@annotate) | a submitted file, its marked report → the file with comments in it, all else as it was | files |
//! | [`mod@write`] | findings → bytes, one file a format | how a finding came about; it decides no severity |
//! | `lsp` | messages of an editor → answers, diagnostics | the system: it asks a host |
//! | [`page`] | rules as texts, one document's bytes → what the page for units draws | where the bytes came from |
//! | `batch`, `test`, `cli` | files → outcomes in order; tests in rule files and suites; arguments → exit code | nothing is hidden from them: they alone open files |
//!
//! What is *not* here is as firm as what is: no figure is ever a floating-point number, and without the feature `cli` nothing touches
//! the system. `tests/cases/architecture.rs` holds these lines.
//!
//! What a program needs stands at the top: [`Rules`], [`read`](fn@read), [`Checker`], [`Report`], [`Outcome`], [`Finding`]. The modules
//! are public for the binary, the benches and the tests of this project, and may change with any version.

#[doc(hidden)]
pub mod annotate;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod batch;
#[doc(hidden)]
pub mod cause;
#[doc(hidden)]
pub mod chinese;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod compare;
#[doc(hidden)]
pub mod compile;
#[doc(hidden)]
pub mod date;
#[doc(hidden)]
pub mod diagnostic;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod engine;
#[doc(hidden)]
pub mod fields;
#[doc(hidden)]
pub mod finding;
#[doc(hidden)]
pub mod fmt;
#[doc(hidden)]
pub mod lang;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod lsp;
#[doc(hidden)]
pub mod marked;
#[doc(hidden)]
pub mod node;
#[doc(hidden)]
pub mod number;
#[doc(hidden)]
pub mod page;
#[doc(hidden)]
pub mod plain;
#[doc(hidden)]
pub mod prose;
#[doc(hidden)]
pub mod read;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod roster;
#[doc(hidden)]
pub mod round;
#[doc(hidden)]
pub mod ruleset;
#[doc(hidden)]
pub mod slice;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod sum;
#[doc(hidden)]
pub mod syntax;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod system;
#[doc(hidden)]
pub mod template;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod test;
#[doc(hidden)]
pub mod vocabulary;
#[doc(hidden)]
pub mod waiver;
#[doc(hidden)]
pub mod write;

mod face;

pub use diagnostic::{Code, Diagnostic};
pub use face::{Checker, Rules, read};
pub use finding::{Finding, Outcome, ReportVerdict, Verdict};
pub use report::{NoReport, Report};
