//! The one test binary: cases by stage.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

mod cases {
    mod architecture;
    mod cause;
    mod compile;
    mod engine;
    mod readme;
    mod rule_tests;
    mod syntax;
    mod write;
}
