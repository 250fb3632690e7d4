//! Many documents, in parallel, given back in order. Opens files; one that cannot be read stops nobody.

mod inputs;
mod muster;
mod open;
mod order;
mod survey;

pub use inputs::{Input, inputs};
pub use survey::read_set;

use crate::{
    engine::Checker,
    finding::Outcome,
    read::read,
    report::{NoReport, Report, ReportSet},
    roster::Roster,
    template::Template,
    text,
};
use muster::Muster;
use open::{Task, Tasks};
use std::{
    num::NonZeroUsize,
    panic::{self, AssertUnwindSafe},
    thread,
};
use survey::Survey;

/// What came of one input, with what is needed to show it.
#[derive(Debug)]
pub struct Checked {
    /// Findings and verdict.
    pub outcome: Outcome,
    /// The report, or why there is none.
    pub report: Result<Report, NoReport>,
}

/// How a batch is run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run<'r> {
    /// Who must report.
    pub roster: Option<&'r Roster>,
    /// Reports of last year, given beside the batch.
    pub prior: Option<&'r ReportSet>,
    /// How many documents at once; none for as many as there are processors.
    pub jobs: Option<usize>,
}

/// Checks every input and hands each result on, in the order of the inputs, as they finish; then the units of the roster that
/// have no report, in its order.
pub fn check_all<E>(
    inputs: &[Input],
    checker: &Checker<'_>,
    run: Run<'_>,
    mut each: impl FnMut(Checked) -> Result<(), E>,
) -> Result<(), E> {
    let mut muster = run.roster.map(|roster| Muster::new(checker, roster));
    let survey = Survey::of(inputs, checker, run);
    let work = |task: Task| {
        if let Some((name, report)) = task.file_name().and_then(|name| survey.take(&name).map(|report| (name, report))) {
            return vec![check_one(name, false, Ok(report), checker, run.roster, &survey)];
        }
        each_of(task, &checker.rules().template, |name, in_stream, report| {
            check_one(name, in_stream, report, checker, run.roster, &survey)
        })
    };
    order::in_order(jobs(run.jobs), Tasks::of(inputs), &work, |all: Vec<One>| {
        all.into_iter().try_for_each(|one| {
            let mut checked = one.checked;
            if let Some(muster) = &mut muster {
                muster.see(&mut checked, one.unit, one.in_stream);
            }
            each(checked)
        })
    })?;
    muster.map(Muster::missing).into_iter().flatten().try_for_each(each)
}

/// Reads every input and hands each report on, with its name, in the order of the inputs.
pub fn read_all<E>(
    inputs: &[Input],
    template: &Template,
    mut each: impl FnMut(String, Result<Report, NoReport>) -> Result<(), E>,
) -> Result<(), E> {
    let work = |task: Task| each_of(task, template, |name, _, report| (name, report));
    order::in_order(jobs(None), Tasks::of(inputs), &work, |all| all.into_iter().try_for_each(|(name, report)| each(name, report)))
}

/// More threads than this help nobody, and a system may refuse them.
const MOST_JOBS: usize = 256;

fn jobs(asked: Option<usize>) -> usize {
    asked
        .filter(|jobs| *jobs > 0)
        .map(|jobs| jobs.min(MOST_JOBS))
        .unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZeroUsize::get))
}

/// One input checked, and whose it is.
struct One {
    checked: Checked,
    unit: Option<usize>,
    in_stream: bool,
}

/// What comes of each report of a task: its name, whether it is a line of a stream, and the report go in.
fn each_of<T>(task: Task, template: &Template, mut work: impl FnMut(String, bool, Result<Report, NoReport>) -> T) -> Vec<T> {
    let mut all = Vec::new();
    task.each(&mut |name, in_stream, bytes| {
        let report = bytes.and_then(|bytes| unpanicked(|| read(&name, bytes, template)).unwrap_or_else(Err));
        all.push(work(name, in_stream, report));
    });
    all
}

fn check_one(
    name: String,
    in_stream: bool,
    report: Result<Report, NoReport>,
    checker: &Checker<'_>,
    roster: Option<&Roster>,
    survey: &Survey<'_>,
) -> One {
    let (checked, unit) = unpanicked(|| check_report(&name, in_stream, report, checker, roster, survey))
        .unwrap_or_else(|why| (Checked { outcome: checker.unreadable(Some(name.clone()), &why), report: Err(why) }, None));
    One { checked, unit, in_stream }
}

fn check_report(
    name: &str,
    in_stream: bool,
    mut report: Result<Report, NoReport>,
    checker: &Checker<'_>,
    roster: Option<&Roster>,
    survey: &Survey<'_>,
) -> (Checked, Option<usize>) {
    if let (Ok(report), Some(edition)) = (&mut report, checker.edition()) {
        report.edition = edition;
    }
    let unit = roster.and_then(|roster| muster::unit_of(roster, name, &mut report));
    let outcome = match &report {
        Ok(report) => {
            let kin = survey.kin(name, in_stream, report, unit, &checker.rules().template);
            checker.check_among(Some(name.to_owned()), report, &kin)
        }
        Err(why) => checker.unreadable(Some(name.to_owned()), why),
    };
    (Checked { outcome, report }, unit)
}

/// What a reader comes to. One that fails inside (readers of foreign formats are not ours) costs its own document and no other.
fn unpanicked<T>(work: impl FnOnce() -> T) -> Result<T, NoReport> {
    panic::catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| NoReport::because(text!("读取程序出错，请反馈这个文件", "the reader failed on it; please report this file")))
}
