//! How far a batch is: a line on standard error with the file at hand, the rate and what is left. Silent off a terminal, under
//! `--quiet`, and for a single file.

use super::args::Check;
use crate::{batch::Input, finding::Outcome};
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

const FILES: &str = "{bar:24} {pos}/{len} {per_sec} {eta} {wide_msg}";
const LINES: &str = "{spinner} {pos} {per_sec} {wide_msg}";

impl<'i> Progress<'i> {
    pub(super) fn new(inputs: &'i [Input], options: &Check) -> Progress<'i> {
        let alone = matches!(inputs, [] | [Input::File(_)]);
        let shown = !options.quiet && !alone && io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(u64::try_from(inputs.len()).ok(), target).with_style(style(FILES));
        let shared = !bar.is_hidden() && options.output.is_none() && io::stdout().is_terminal();
        let progress = Progress { inputs, at: 0, bar, shared };
        if shown {
            progress.bar.enable_steady_tick(Duration::from_millis(200));
            progress.show_next();
        }
        progress
    }

    /// One more is done.
    pub(super) fn passed(&mut self, outcome: &Outcome) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.inc(1);
        let path = outcome.path.as_deref().unwrap_or_default();
        if self.inputs.get(self.at).is_some_and(|input| input.name() == path) {
            self.at = self.at.saturating_add(1);
            self.show_next();
        } else if self.bar.length().is_some() && outcome.path.is_some() {
            self.bar.unset_length();
            self.bar.set_style(style(LINES));
        }
    }

    fn show_next(&self) {
        if let Some(input) = self.inputs.get(self.at) {
            self.bar.set_message(input.name());
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
