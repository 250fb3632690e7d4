//! How far a batch is: a line on standard error with the file at hand, the rate and what is left. Silent off a terminal, under
//! `--quiet`, and for a single document.

use super::args::{Check, Format};
use crate::{batch::Input, finding::Outcome, lang::Lang, plain::plain, text};
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::{
    fmt,
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

const FILES: &str = "{bar:24} {pos}/{len} {pace}{wide_msg}";
const LINES: &str = "{spinner} {pos} {pace}{wide_msg}";

impl<'i> Progress<'i> {
    pub(super) fn new(inputs: &'i [Input], options: &Check, lang: Lang) -> Progress<'i> {
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
            // Documents are read before the first of them is checked, since they are compared with one another.
            let first = text!("先通读各份报告", "reading the reports first");
            if of_documents {
                progress.bar.set_message(first.get(lang).to_owned())
            } else {
                progress.show_next()
            }
            progress.bar.enable_steady_tick(Duration::from_millis(200));
        }
        progress
    }

    /// One more is done; a unit without a report is none.
    pub(super) fn passed(&mut self, outcome: &Outcome) {
        let Some(path) = outcome.path.as_deref().filter(|_| !self.bar.is_hidden()) else { return };
        if self.bar.position() == 0 {
            self.bar.reset_eta();
        }
        self.bar.inc(1);
        if self.inputs.get(self.at).is_some_and(|input| input.name() == path) {
            self.at += 1;
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
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()).with_key("pace", pace)
}

/// `40.2/s 2m `: how many a second, and the time that is left where the end is known; nothing before the first is done.
fn pace(state: &ProgressState, out: &mut dyn fmt::Write) {
    if state.pos() == 0 {
        return;
    }
    let left = state.len().map(|_| format!("{:#} ", HumanDuration(state.eta()))).unwrap_or_default();
    // The bar is only for the eye: what cannot be put together is left out.
    let _ = write!(out, "{:.1}/s {left}", state.per_sec());
}
