//! The one test binary: cases by stage.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test that meets what it does not expect should fail"
)]

use gouji::{compile, ruleset::RuleSet};
use std::sync::LazyLock;

/// The built-in rules, compiled once for all tests.
fn built_in() -> RuleSet {
    static RULES: LazyLock<RuleSet> = LazyLock::new(|| compile::builtin().rules.unwrap());
    RULES.clone()
}

/// Whether the long tests try all that they can (`WHOLE=1`, as the gate does); else they try a part, for whoever waits for them.
fn whole() -> bool {
    std::env::var_os("WHOLE").is_some()
}

/// How often a long test tries something: as often as the environment says under that name, else a part or the whole.
fn times(name: &str, (part, all): (u64, u64)) -> u64 {
    std::env::var(name).ok().and_then(|count| count.parse().ok()).unwrap_or(if whole() { all } else { part })
}

mod cases {
    mod alone;
    mod annotate;
    mod architecture;
    mod archives;
    mod batch;
    mod cause;
    mod city;
    mod cli;
    mod codes;
    mod compare;
    mod compile;
    mod defects;
    mod diff;
    mod engine;
    mod engines;
    mod evidence;
    mod extends;
    mod foia;
    mod form;
    mod formatter;
    mod forms;
    mod guide;
    mod headings;
    mod junit;
    mod layouts;
    mod letters;
    mod lexicon;
    mod lsp;
    mod marked;
    mod mutated;
    mod new_rules;
    mod others;
    mod page;
    mod params;
    mod prose;
    mod read;
    mod reading;
    mod readme;
    mod refused;
    mod results;
    mod round;
    mod rule_tests;
    mod said_of_rules;
    mod signs;
    mod silence;
    mod suites;
    mod sum;
    mod syntax;
    #[cfg(unix)]
    mod terminal;
    mod titles;
    mod waivers;
    mod workbooks;
    mod write;
}
