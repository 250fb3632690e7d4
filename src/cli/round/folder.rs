//! The folder of a round, opened: its settings, its ledger, what lies in the inbox, and how all of it is checked. Everything is named
//! relative to the folder, so that results do not depend on where it lies.

use super::store;
use crate::{
    batch::{self, Input, Inputs},
    cli::{
        Exit,
        args::Check,
        check::{Job, item, worse},
        load, refused,
        setup::Setup,
        sum,
    },
    date::Date,
    finding::{Outcome, ReportVerdict, Summary},
    lang::{Lang, Text},
    report::Report,
    round::{self, Current, Entry, FILE, Ledger, Part, Round, Standings, Time, ledger::Event},
    text,
};
use clap::{Args, FromArgMatches};
use rayon::prelude::*;
use std::{
    collections::HashMap,
    env,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// A round and what lies in it.
pub(super) struct Folder {
    pub(super) round: Round,
    pub(super) ledger: Ledger,
    pub(super) inputs: Inputs,
    /// The content of each file, by its name; empty for what cannot be opened.
    contents: HashMap<String, String>,
}

/// What came of checking a round.
pub(super) struct Checked {
    pub(super) exit: Exit,
    /// What counts for the units.
    pub(super) current: Vec<Current>,
    /// How each file stands.
    pub(super) entries: Vec<Entry>,
    /// What came of each file, to be written.
    pub(super) results: Vec<batch::Checked>,
    pub(super) summary: Summary,
}

/// Goes into the folder of a round and reads what `round.yaml` says.
pub(super) fn enter(dir: &Path) -> io::Result<Round> {
    let shown = dir.display();
    if !dir.join(FILE).is_file() {
        return Err(refused::said(text!(
            "“{shown}”里没有 {FILE}，不是一个收集文件夹；先运行 gouji round init “{shown}” --roster 名册.yaml",
            "there is no {FILE} in “{shown}”: make it a round first with gouji round init “{shown}” --roster ROSTER"
        )));
    }
    env::set_current_dir(dir)?;
    let round = load::file(Path::new(FILE), round::parse)?;
    match missing_part(&round) {
        None => Ok(round),
        Some(name) => Err(refused::said(text!("收集文件夹里没有“{name}”", "there is no “{name}” in the folder of the round"))),
    }
}

/// A part that is missing and must be there.
fn missing_part(round: &Round) -> Option<&str> {
    let parts = &round.parts;
    let named = [&parts.params, &parts.rules, &parts.prior].into_iter().filter(|part| part.is_named);
    let mut needed = named.chain([&parts.roster, &parts.inbox]);
    needed.find(|part| !Path::new(&part.name).exists()).map(|part| part.name.as_str())
}

impl Folder {
    /// Reads the ledger and looks at every file of the inbox.
    pub(super) fn open(round: Round, lang: Lang, err: &mut dyn Write) -> io::Result<Folder> {
        let ledger = store::read(Path::new(&round.parts.ledger.name), lang, err)?;
        let mut inputs = batch::inputs(&[PathBuf::from(&round.parts.inbox.name)], &[]);
        let (documents, streams): (Vec<Input>, Vec<Input>) = inputs.all.into_iter().partition(Input::is_document);
        for stream in streams {
            let name = stream.name();
            let words =
                text!("“{name}”是逐行的数据，不是一份报告，没有收", "“{name}” is a stream of lines and no report; it was left");
            writeln!(err, "gouji: {}", words.get(lang))?;
        }
        inputs.all = documents;
        let contents = contents(&inputs.all);
        Ok(Folder { round, ledger, inputs, contents })
    }

    /// Leaves only the files that were taken in already; how many there were beside.
    pub(super) fn only_received(&mut self) -> usize {
        let before = self.inputs.all.len();
        let (ledger, contents) = (&self.ledger, &self.contents);
        self.inputs.all.retain(|input| {
            let name = input.name();
            contents.get(&name).is_some_and(|content| ledger.received(&name, content).is_some())
        });
        before - self.inputs.all.len()
    }

    /// The names of the files that were not taken in yet.
    pub(super) fn new_files(&self) -> impl Iterator<Item = String> {
        let is_new = |name: &String| {
            let content = self.contents.get(name).map(String::as_str).unwrap_or_default();
            self.ledger.received(name, content).is_none()
        };
        self.inputs.all.iter().map(Input::name).filter(is_new)
    }

    /// Which of some files have changed since they were looked at: somebody is still writing them.
    pub(super) fn unsettled(&self, names: &[String]) -> Vec<String> {
        let these: Vec<Input> = self.inputs.all.iter().filter(|input| names.contains(&input.name())).cloned().collect();
        let mut changed: Vec<String> = contents(&these)
            .into_iter()
            .filter(|(name, content)| self.contents.get(name) != Some(content))
            .map(|(name, _)| name)
            .collect();
        changed.sort();
        changed
    }

    /// The day that everything is counted to: that of the last entry, or now where something new comes in.
    pub(super) fn day(&self, now: Option<&Time>) -> Option<Date> {
        let has_new = self.new_files().next().is_some();
        now.filter(|_| has_new).or(self.ledger.until()).or(now).map(|time| time.day)
    }

    /// The options that `gouji check` would be given.
    pub(super) fn options(&self, format: &str, output: Option<&Path>, day: Option<Date>) -> io::Result<Check> {
        let parts = &self.round.parts;
        let there = |part: &Part| Path::new(&part.name).exists();
        let mut arguments = vec!["check".to_owned(), format!("--format={format}"), format!("--roster={}", parts.roster.name)];
        let optional = [("params", &parts.params), ("waivers", &parts.waivers), ("rules", &parts.rules), ("prior", &parts.prior)];
        let optional = optional.into_iter().filter(|(_, part)| there(part));
        arguments.extend(optional.map(|(option, part)| format!("--{option}={}", part.name)));
        arguments.extend(output.map(|output| format!("--output={}", output.display())));
        arguments.extend(day.map(|day| format!("--today={day}")));
        arguments.extend(["--".to_owned(), parts.inbox.name.clone()]);
        let command = Check::augment_args(clap::Command::new("check"));
        let matches = command.try_get_matches_from(arguments).map_err(io::Error::other)?;
        Check::from_arg_matches(&matches).map_err(io::Error::other)
    }

    /// What a check of it needs; its year is that of the round where the roster says none.
    pub(super) fn setup(&self, options: &Check, lang: Lang, err: &mut dyn Write) -> io::Result<Setup> {
        let mut setup = Setup::load(options, lang, err)?;
        if let Some(roster) = &mut setup.roster {
            if let (Some(one), Some(two)) = (roster.year, self.round.year)
                && one != two
            {
                let words = text!("名册写的是 {one} 年，{FILE} 写的是 {two} 年", "the roster is for {one}, {FILE} for {two}");
                return Err(refused::said(words));
            }
            roster.year = roster.year.or(self.round.year);
        }
        Ok(setup)
    }

    /// Checks every file that was received, those that are new as received now.
    pub(super) fn check(
        &self,
        options: &Check,
        setup: &Setup,
        now: Option<&Time>,
        lang: Lang,
        (out, err): (&mut dyn Write, &mut dyn Write),
    ) -> io::Result<Checked> {
        let received = self.received(now);
        let checker = setup.checker(options);
        let (mut current, mut entries) = (Vec::new(), Vec::new());
        let rules = setup.rules.identity.short_hash();
        let shed = |checked: batch::Checked| if self.may_be_shed(&checked.outcome) { shed(checked) } else { checked };
        let mut job = Job::new(options, lang, setup, &checker, &self.inputs).received(&received).keeping(&shed);
        let exit = job.check(out, &mut |checked| {
            let outcome = &checked.outcome;
            let content = outcome.path.as_ref().and_then(|path| self.contents.get(path)).cloned().unwrap_or_default();
            current.extend(Current::of(&item(checked, &setup.rules), &content));
            if let (Some(file), Some(time)) = (&outcome.path, now) {
                entries.push(Entry::of(outcome, file, content, rules, time));
            }
            Ok(())
        })?;
        job.mention_stale(err)?;
        let (results, summary) = job.into_kept();
        let entries = self.worth_recording(entries);
        Ok(Checked { exit: worse(exit, setup.prior.exit), current, entries, results, summary })
    }

    /// Whether nothing is shown of a report but how it stands: nothing was found, and nothing is gone since an earlier submission.
    fn may_be_shed(&self, outcome: &Outcome) -> bool {
        let of_unit = |entry: &&Entry| entry.unit.is_some() && entry.unit == outcome.unit;
        let content = outcome.path.as_ref().and_then(|path| self.contents.get(path));
        outcome.findings.is_empty()
            && self.ledger.entries.iter().filter(of_unit).all(|entry| Some(&entry.sha256) == content)
            && outcome.verdict == ReportVerdict::Pass
    }

    /// The day on which each file was taken in.
    pub(super) fn days(&self) -> HashMap<String, Date> {
        let day = |(name, content): (&String, &String)| Some((name.clone(), self.ledger.received(name, content)?.time.day));
        self.contents.iter().filter_map(day).collect()
    }

    /// Its units added up, as a workbook; why that cannot be, where it cannot.
    pub(super) fn sum(
        &self,
        setup: &Setup,
        standings: &Standings,
        lang: Lang,
        out: &mut dyn Write,
    ) -> io::Result<Result<(), Text>> {
        let received = self.received(None);
        let gathered = sum::gathered(&self.inputs.all, &setup.rules, setup.roster.as_ref(), Some(&received), None);
        match gathered {
            Ok(gathered) => sum::workbook(&setup.rules, gathered, still_to_change(standings), lang, out).map(Ok),
            Err(why) => Ok(Err(why)),
        }
    }

    /// When each file was received, those that are new as received now.
    fn received(&self, now: Option<&Time>) -> HashMap<String, i128> {
        self.inputs.all.iter().filter_map(|input| self.time(input, now)).collect()
    }

    /// Checks what was received, and hands on what came of each report.
    pub(super) fn check_each(
        &self,
        options: &Check,
        setup: &Setup,
        lang: Lang,
        each: &mut dyn FnMut(&Outcome),
    ) -> io::Result<()> {
        let received = self.received(None);
        let checker = setup.checker(options);
        let mut job = Job::new(options, lang, setup, &checker, &self.inputs).received(&received);
        let done = job.check(&mut io::sink(), &mut |checked| {
            each(&checked.outcome);
            Ok(())
        });
        done.map(drop)
    }

    fn time(&self, input: &Input, now: Option<&Time>) -> Option<(String, i128)> {
        let name = input.name();
        let known = self.ledger.received(&name, self.contents.get(&name)?).map(|entry| &entry.time);
        known.or(now).map(|time| (name, time.seconds))
    }

    /// What the ledger does not say yet: files that are new, and those that come out otherwise than before.
    fn worth_recording(&self, entries: Vec<Entry>) -> Vec<Entry> {
        let news = entries.into_iter().filter_map(|entry| match self.ledger.last_of(&entry.file, &entry.sha256) {
            None => Some(entry),
            Some(last) if last.stands_as(&entry) => None,
            Some(_) => Some(Entry { event: Event::Checked, ..entry }),
        });
        news.collect()
    }

    /// Where the units stand.
    pub(super) fn standings(&self, current: Vec<Current>, setup: &Setup) -> Standings {
        setup.roster.as_ref().map(|roster| Standings::of(current, &self.ledger, &self.round, roster)).unwrap_or_default()
    }
}

/// That a sum will change, since reports in it are to be mended or looked at.
fn still_to_change(standings: &Standings) -> Option<Text> {
    let [fail, review] = [ReportVerdict::Fail, ReportVerdict::Review].map(|verdict| standings.count(verdict));
    (fail + review > 0).then(|| {
        text!(
            "退回的 {fail} 份、请核实的 {review} 份里有的数还会改，改了以后合计会变",
            "reports that were returned: {fail}, to be confirmed: {review}; the sum changes when they do"
        )
    })
}

/// The result without what stands in its report.
fn shed(checked: batch::Checked) -> batch::Checked {
    let report = checked.report.map(|report| Report {
        tables: Vec::new(),
        prose: None,
        remarks: Vec::new(),
        doubts: Vec::new(),
        source: None,
        ..report
    });
    batch::Checked { report, ..checked }
}

/// The content of each file, by its name.
fn contents(inputs: &[Input]) -> HashMap<String, String> {
    inputs.par_iter().map(|input| (input.name(), input.sha256().unwrap_or_default())).collect()
}
