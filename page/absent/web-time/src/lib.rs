//! The clock of the standard library, which the module of the page does not have either: it stops whoever asks. Nothing does.

pub use std::time::{Duration, Instant, SystemTime, SystemTimeError, UNIX_EPOCH};
