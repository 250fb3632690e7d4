//! How far a batch is: a line on standard error with the file at hand, the rate and what is left. Silent off a terminal, under
//! `--quiet`, and for a single document.

use super::args::{Check, Format};
use crate::{batch::Input, finding::Outcome, write::plain};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    io::{self, IsTerminal},
    time::Duration,
};

/// A bar for files, a counter for streams; neither where nobody looks.
pub(super) struct Progress<'i> {
    inputs: &'i [Input],
    /// Index of the input that is waited for.
    at: usize,
    bar: ProgressBar,
    shared: bool,
}

// What stands behind `per_sec:` is the number of decimals.
const FILES: &str = "{bar:24} {pos}/{len} {per_sec:1} {eta} {wide_msg}";
const LINES: &str = "{spinner} {pos} {per_sec:1} {wide_msg}";

impl<'i> Progress<'i> {
    pub(super) fn new(inputs: &'i [Input], options: &Check) -> Progress<'i> {
        let of_documents = inputs.iter().all(Input::is_document);
        let alone = of_documents && inputs.len() <= 1;
        let beside_output = options.output.is_none() && io::stdout().is_terminal();
        // These leave the last line open between two reports: the bar would stand in it.
        let would_break_lines = beside_output && matches!(options.format, Format::Json | Format::Sarif);
        let shown = !options.quiet && !alone && !would_break_lines && io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        // How many lines a stream has is not known.
        let (length, template) = if of_documents { (u64::try_from(inputs.len()).ok(), FILES) } else { (None, LINES) };
        let bar = ProgressBar::with_draw_target(length, target).with_style(style(template));
        let shared = !bar.is_hidden() && beside_output;
        let progress = Progress { inputs, at: 0, bar, shared };
        if shown {
            progress.bar.enable_steady_tick(Duration::from_millis(200));
            progress.show_next();
        }
        progress
    }

    /// One more is done; a unit without a report is none.
    pub(super) fn passed(&mut self, outcome: &Outcome) {
        let Some(path) = outcome.path.as_deref().filter(|_| !self.bar.is_hidden()) else { return };
        self.bar.inc(1);
        if self.inputs.get(self.at).is_some_and(|input| input.name() == path) {
            self.at = self.at.saturating_add(1);
            self.show_next();
        }
    }

    fn show_next(&self) {
        if let Some(input) = self.inputs.get(self.at) {
            self.bar.set_message(plain(&input.name()).into_owned());
        }
    }

    /// Whether results are written to the terminal that shows the bar.
    pub(super) fn shares_the_terminal(&self) -> bool {
        self.shared
    }

    /// Runs what writes to the terminal, the bar out of its way.
    pub(super) fn around<T>(&self, write: impl FnOnce() -> T) -> T {
        if self.shared { self.bar.suspend(write) } else { write() }
    }

    /// The bar goes.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
