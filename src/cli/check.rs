//! `gouji check`: rules, reports, findings, output.

use super::{
    Exit,
    args::{Check, FailOn, Format},
    deliver::{Deliver, Folders, Left},
    load,
    progress::Progress,
    setup::Setup,
    whole_file,
};
use crate::{
    batch::{self, Checked, Input, Inputs, Run},
    engine::Checker,
    finding::{Counter, Finding, ReportVerdict, Summary, Verdict},
    lang::Lang,
    roster::Roster,
    ruleset::{RuleSet, Severity},
    waiver::Ledger,
    write::{self, CheckedInput, Csv, Github, Html, Json, Junit, Ndjson, Sarif, Short, Style, Terminal, Writer, Xlsx},
};
use std::{
    collections::HashMap,
    io::{self, BufWriter, Write},
    mem::ManuallyDrop,
    path::{Path, PathBuf},
};

pub(super) fn run(options: &Check, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let setup = Setup::load(options, lang, err)?;
    // The process ends behind this: to free the rules piece by piece would take longer than to check a report.
    let setup = ManuallyDrop::new(setup);
    let checker = setup.checker(options);
    let used = [&options.roster, &options.waivers, &options.output, &options.params.file];
    let used: Vec<&Path> = used.into_iter().flatten().map(PathBuf::as_path).collect();
    let inputs = batch::inputs(&options.paths, &used);
    if inputs.all.is_empty() && setup.roster.is_none() {
        return Err(load::no_input(&options.paths));
    }
    let mut job = Job::new(options, lang, &setup, &checker, &inputs);
    let nothing = &mut |_: &Checked| Ok(());
    let exit = match &options.output {
        None => job.check(out, nothing),
        Some(path) => whole_file::write(path, |file| job.check(file, nothing)),
    }?;
    job.mention_stale(err)?;
    Ok(worse(exit, setup.prior.exit))
}

/// What is checked, and how.
pub(super) struct Job<'a> {
    options: &'a Check,
    lang: Lang,
    checker: &'a Checker<'a>,
    run: Run<'a>,
    inputs: &'a [Input],
    /// How many files were passed over.
    passed_over: usize,
    ledger: Option<Ledger<'a>>,
    /// What was not written for the units.
    left: Left,
    /// What of a result is kept, if anything is; what was kept, and the summary of all.
    keep: Option<&'a dyn Fn(Checked) -> Checked>,
    kept: Vec<Checked>,
    summary: Summary,
}

impl<'a> Job<'a> {
    pub(super) fn new(options: &'a Check, lang: Lang, setup: &'a Setup, checker: &'a Checker<'a>, inputs: &'a Inputs) -> Job<'a> {
        let run = Run { roster: setup.roster.as_ref(), prior: setup.prior.set.as_ref(), jobs: options.jobs, ..Run::default() };
        let ledger = setup.waivers.as_ref().map(|waivers| Ledger::new(waivers, setup.today));
        Job {
            options,
            lang,
            checker,
            run,
            inputs: &inputs.all,
            passed_over: inputs.passed_over,
            ledger,
            left: Left::default(),
            keep: None,
            kept: Vec::new(),
            summary: Summary::default(),
        }
    }

    /// With when each file was received, see [`Run::received`].
    pub(super) fn received(mut self, received: &'a HashMap<String, i128>) -> Job<'a> {
        self.run.received = Some(received);
        self
    }

    /// What this leaves of each result is kept, see [`Job::into_kept`].
    pub(super) fn keeping(mut self, keep: &'a dyn Fn(Checked) -> Checked) -> Job<'a> {
        self.keep = Some(keep);
        self
    }

    /// What was kept, and the summary of it.
    pub(super) fn into_kept(self) -> (Vec<Checked>, Summary) {
        (self.kept, self.summary)
    }

    /// Checks all and writes what came of it; `each` sees every result, with what is waived marked.
    pub(super) fn check(&mut self, out: &mut dyn Write, each: &mut dyn FnMut(&Checked) -> io::Result<()>) -> io::Result<Exit> {
        let out = &mut BufWriter::with_capacity(1 << 16, out);
        let mut writer = writer(self.options, self.lang, self.checker);
        let mut counter = Counter::new(self.run.roster.is_some());
        let mut worst = Exit::Clean;
        let mut progress = Progress::new(self.inputs, self.options, self.lang);
        let folders = Folders { letters: self.options.letters.as_deref(), marked: self.options.marked.as_deref() };
        let deliver = Deliver::new(self.lang, self.checker.rules(), self.run.roster, folders);
        let mut deliver = deliver.with_inputs(self.inputs);
        writer.begin(&self.checker.rules().identity, out)?;
        let (ledger, roster) = (&mut self.ledger, self.run.roster);
        let (keep, kept) = (self.keep, &mut self.kept);
        batch::check_all(self.inputs, self.checker, self.run, |mut checked: Checked| {
            ledger.iter_mut().for_each(|ledger| waive(ledger, &mut checked, roster));
            counter.add(&checked.outcome);
            worst = worse(worst, exit_of(&checked, self.options.fail_on));
            each(&checked)?;
            progress.passed(&checked.outcome);
            deliver.deliver(&checked)?;
            progress.around(|| {
                writer.item(&item(&checked, self.checker.rules()), out)?;
                if progress.shares_the_terminal() { out.flush() } else { Ok(()) }
            })?;
            kept.extend(keep.map(|keep| keep(checked)));
            io::Result::Ok(())
        })?;
        progress.end();
        self.left = deliver.left;
        let mut summary = counter.summary();
        summary.passed_over = self.passed_over;
        summary.stale_waivers = self.ledger.as_ref().map_or(0, |ledger| ledger.stale_count(|code| self.checker.asks_for(code)));
        writer.end(&summary, out)?;
        out.flush()?;
        self.summary = summary;
        Ok(worst)
    }

    /// What was not written for the units, and what became of waivers that did nothing, on standard error.
    pub(super) fn mention_stale(&self, err: &mut dyn Write) -> io::Result<()> {
        self.left.say(self.lang, err)?;
        let Some(ledger) = &self.ledger else { return Ok(()) };
        let stale = ledger.stale(|code| self.checker.asks_for(code));
        write::write_diagnostics(&stale, load::style(self.lang, self.options.colors.color), err)
    }
}

/// Marks what is waived. A unit of the roster may be called by any of its names.
fn waive(ledger: &mut Ledger<'_>, checked: &mut Checked, roster: Option<&Roster>) {
    let outcome = &mut checked.outcome;
    let unit = roster.and_then(|roster| roster.units.get(roster.unit_of_agency(outcome.unit.as_deref()?)?));
    let names = unit.into_iter().flat_map(|unit| unit.also.iter().chain([&unit.name]));
    ledger.apply(outcome, names.map(String::as_str));
}

pub(super) fn item<'a>(checked: &'a Checked, rules: &'a RuleSet) -> CheckedInput<'a> {
    CheckedInput {
        outcome: &checked.outcome,
        report: checked.report.as_ref().ok(),
        no_report: checked.report.as_ref().err(),
        rules: crate::marked::rules_of(rules, checked.report.as_ref().ok()),
    }
}

fn writer(options: &Check, lang: Lang, checker: &Checker<'_>) -> Box<dyn Writer> {
    let style = Style { quiet: options.quiet, show_waived: options.show_waived, ..load::style(lang, options.colors.color) };
    let style = if options.output.is_some() { load::style_of_file(style) } else { style };
    match options.format {
        Format::Terminal => Box::new(Terminal::new(style)),
        Format::Short => Box::new(Short::new(style)),
        Format::Json => Box::new(Json::new(style)),
        Format::Ndjson => Box::new(Ndjson::new(style)),
        Format::Sarif => Box::new(Sarif::new(style)),
        Format::Junit => Box::new(Junit::new(style, checker.rules_asked_for())),
        Format::Github => Box::new(Github::new(style)),
        Format::Html => Box::new(Html::new(style)),
        Format::Xlsx => Box::new(Xlsx::new(style)),
        Format::Csv => Box::new(Csv::new(style)),
    }
}

fn exit_of(checked: &Checked, fail_on: FailOn) -> Exit {
    if checked.outcome.is_superseded() {
        return Exit::Clean;
    }
    if checked.outcome.verdict == ReportVerdict::Unreadable {
        return Exit::Unreadable;
    }
    let counts = |finding: &Finding| {
        let undecided = finding.verdict == Verdict::Unknown;
        finding.waived.is_none()
            && match fail_on {
                FailOn::Error => finding.severity == Severity::Error && !undecided,
                FailOn::Warning => finding.severity <= Severity::Warning || undecided,
                FailOn::Never => false,
            }
    };
    if checked.outcome.findings.iter().any(counts) { Exit::Findings } else { Exit::Clean }
}

/// 3 outranks 1, 1 outranks 0.
pub(super) fn worse(one: Exit, two: Exit) -> Exit {
    let rank = |exit: Exit| match exit {
        Exit::Clean => 0,
        Exit::Findings => 1,
        Exit::Unreadable => 2,
        Exit::Unusable | Exit::LeftOut => 3,
    };
    if rank(two) > rank(one) { two } else { one }
}
