//! Many documents, in parallel, given back in order. Opens files; one that cannot be read stops nobody.

mod came;
mod index;
mod inputs;
mod open;
mod order;
mod own_output;
mod packed;
mod passed_over;
mod read_before;
mod submissions;

mod whose;

pub use came::{Came, came_out};
pub use index::read_set;
pub use inputs::{Input, Inputs, inputs};
pub use open::bytes;
pub use own_output::is_own_output;
#[cfg(fuzzing)]
pub use packed::unpack_all;
pub use read_before::ReadBefore;

use crate::{
    engine::{Checker, choose},
    finding::{Counted, Outcome},
    read::read,
    report::{NoReport, Report, ReportSet},
    roster::Roster,
    ruleset::RuleSet,
    text,
};
use index::BatchIndex;
use open::{Task, Tasks};
use std::{
    collections::{HashMap, HashSet},
    num::NonZeroUsize,
    panic::{self, AssertUnwindSafe},
    thread,
};
use whose::Whose;

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
    /// When each file was received, by its name, in seconds since any one moment: of two submissions the later one is current.
    pub received: Option<&'r HashMap<String, i128>>,
    /// How many documents at once; none for as many as there are processors.
    pub jobs: Option<usize>,
    /// What was read before, and what is read now; none where each file is read once.
    pub before: Option<&'r ReadBefore>,
}

/// Checks every input and hands each result on, in the order of the inputs, as they finish; then the units of the roster that
/// have no report, in its order.
pub fn check_all<E>(
    inputs: &[Input],
    checker: &Checker<'_>,
    run: Run<'_>,
    mut each: impl FnMut(Checked) -> Result<(), E>,
) -> Result<(), E> {
    run.before.into_iter().for_each(|before| before.read_by(&checker.rules().template));
    let index = BatchIndex::of(inputs, checker, run);
    let work = |task: Task| {
        if let Some((name, report)) = task.file_name().and_then(|name| index.take(&name).map(|report| (name, report))) {
            return vec![check_one(name, false, report, checker, run.roster, &index)];
        }
        each_of(task, checker.rules(), run.before, |name, in_stream, report| {
            check_one(name, in_stream, report, checker, run.roster, &index)
        })
    };
    let (mut streamed, mut beside) = (false, HashSet::new());
    order::in_order(jobs(run.jobs), Tasks::of(inputs), &work, |all: Vec<One>| {
        all.into_iter().try_for_each(|one| {
            streamed |= one.in_stream;
            beside.extend(one.unit.filter(|_| !one.indexed));
            each(one.checked)
        })
    })?;
    if streamed {
        // Reports in a stream were not counted, so nobody can be said to be missing.
        return Ok(());
    }
    missing(&index, checker, run.roster, &beside).into_iter().try_for_each(each)
}

/// The units without a submission, in the order of the roster; `beside` are those whose report was not indexed.
fn missing(index: &BatchIndex<'_>, checker: &Checker<'_>, roster: Option<&Roster>, beside: &HashSet<usize>) -> Vec<Checked> {
    let Some((submissions, roster)) = index.submissions().zip(roster) else { return Vec::new() };
    let absent = submissions.missing.iter().filter(|(unit, _)| !beside.contains(unit));
    let named = absent.filter_map(|(at, hint)| Some((*at, roster.units.get(*at)?, hint)));
    let outcomes = named.filter_map(|(at, unit, hint)| {
        let outcome = checker.missing(&unit.name, submissions.year, hint.words())?;
        Some(Outcome { unit: Some(unit.name.clone()), counted: Counted::ForUnit(at), ..outcome })
    });
    let checked = outcomes.map(|outcome| {
        let why = outcome.findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
        Checked { outcome, report: Err(NoReport::because(why)) }
    });
    checked.collect()
}

/// Reads every input and hands each report on, with its name, in the order of the inputs.
pub fn read_all<E>(
    inputs: &[Input],
    rules: &RuleSet,
    mut each: impl FnMut(String, Result<Report, NoReport>) -> Result<(), E>,
) -> Result<(), E> {
    let work = |task: Task| each_of(task, rules, None, |name, _, report| (name, report));
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
    /// Whether it was among the files that were looked at before any was checked.
    indexed: bool,
}

/// What comes of each report of a task: its name, whether it is a line of a stream, and the report go in.
fn each_of<T>(
    task: Task,
    rules: &RuleSet,
    before: Option<&ReadBefore>,
    mut work: impl FnMut(String, bool, Result<Report, NoReport>) -> T,
) -> Vec<T> {
    let chosen = |report: Result<Report, NoReport>| {
        report.map(|mut report| {
            choose(rules, &mut report);
            report
        })
    };
    if let Some((name, report)) = before.and_then(|before| before.get(&task)) {
        return vec![work(name, false, chosen(report))];
    }
    let file = before.and_then(|before| {
        let path = read_before::path(&task)?.to_owned();
        let stamp = read_before::stamp(&path);
        Some((before, path, stamp))
    });
    let mut all = Vec::new();
    task.each(&mut |name, in_stream, bytes| {
        let report = bytes.and_then(|bytes| unpanicked(|| read(&name, bytes, &rules.template)).unwrap_or_else(Err));
        if let Some((before, path, stamp)) = &file {
            before.keep(path, *stamp, &report);
        }
        all.push(work(name, in_stream, chosen(report)));
    });
    all
}

fn check_one(
    name: String,
    in_stream: bool,
    report: Result<Report, NoReport>,
    checker: &Checker<'_>,
    roster: Option<&Roster>,
    index: &BatchIndex<'_>,
) -> One {
    let decision = index.decision(&name).filter(|_| !in_stream);
    let whose = Whose::of(&name, in_stream, &report, roster, decision);
    let unit = whose.unit;
    let indexed = decision.is_some();
    let checked = unpanicked(|| check_report(&name, in_stream, report, checker, &whose, index)).unwrap_or_else(|why| {
        let outcome = checker.unreadable(Some(name.clone()), &why);
        Checked { outcome: whose.stamp(outcome, checker), report: Err(why) }
    });
    One { checked, unit, in_stream, indexed }
}

fn check_report(
    name: &str,
    in_stream: bool,
    mut report: Result<Report, NoReport>,
    checker: &Checker<'_>,
    whose: &Whose<'_>,
    index: &BatchIndex<'_>,
) -> Checked {
    if let Ok(report) = &mut report {
        report.edition = checker.edition().unwrap_or(report.edition);
        whose.complete(report);
    }
    let outcome = match &report {
        Ok(report) => {
            let related = index.related(name, in_stream, report, whose.unit, &checker.rules().template);
            checker.check_among(Some(name.to_owned()), report, &related)
        }
        Err(why) => checker.unreadable(Some(name.to_owned()), why),
    };
    Checked { outcome: whose.stamp(outcome, checker), report }
}

/// What a reader comes to. One that fails inside (readers of foreign formats are not ours) costs its own document and no other.
fn unpanicked<T>(work: impl FnOnce() -> T) -> Result<T, NoReport> {
    panic::catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| NoReport::because(text!("读取程序出错，请反馈这个文件", "the reader failed on it; please report this file")))
}
