//! `gouji check`: rules, reports, findings, output.

use super::{
    Exit,
    args::{Check, FailOn, Format},
    load,
    progress::Progress,
    whole_file,
};
use crate::{
    batch::{self, Checked, Input, Inputs, Run},
    date::Date,
    engine::{Checker, Selection},
    finding::{Counter, Finding, ReportVerdict, Verdict},
    lang::Lang,
    report::ReportSet,
    roster::Roster,
    ruleset::{RuleSet, Severity},
    text,
    waiver::Ledger,
    write::{self, Csv, Github, Html, Item, Json, Junit, Ndjson, Sarif, Short, Style, Terminal, Writer, Xlsx},
};
use std::{
    io::{self, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
    time::SystemTime,
};

pub(super) fn run(options: &Check, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let Some(rules) = load::rules_with(options.rules.dir.as_deref(), &options.params, lang, err)? else {
        return Ok(Exit::Unusable);
    };
    if let Some(problem) = unusable(options, &rules) {
        writeln!(err, "gouji: {}", problem.get(lang))?;
        return Ok(Exit::Unusable);
    }
    let roster = match &options.roster {
        None => None,
        Some(path) => match load::roster(path, lang, err)? {
            None => return Ok(Exit::Unusable),
            roster => roster,
        },
    };
    let waivers = match &options.waivers {
        None => None,
        Some(path) => match load::waivers(path, &rules, lang, err)? {
            None => return Ok(Exit::Unusable),
            waivers => waivers,
        },
    };
    let Some(today) = today(options) else {
        writeln!(err, "gouji: {}", text!("--today 应是日期，例如 2026-12-31", "--today is a day, as 2026-12-31").get(lang))?;
        return Ok(Exit::Unusable);
    };
    let edition = options.edition.as_deref().and_then(|name| rules.template.edition(name));
    let selection = Selection { select: options.select.clone(), ignore: options.ignore.clone() };
    let checker = Checker::new(&rules, selection).holding_to(edition);
    let prior = prior(options, &rules, roster.as_ref(), lang, err)?;
    let used = [&options.roster, &options.waivers, &options.output, &options.params.file];
    let used: Vec<&Path> = used.into_iter().flatten().map(PathBuf::as_path).collect();
    let Inputs { all: inputs, passed_over } = batch::inputs(&options.paths, &used);
    if inputs.is_empty() && roster.is_none() {
        return load::no_input(&options.paths, lang, err);
    }
    let ledger = waivers.as_ref().map(|waivers| Ledger::new(waivers, today));
    let run = Run { roster: roster.as_ref(), prior: prior.set.as_ref(), jobs: options.jobs };
    let mut job = Job { options, lang, checker: &checker, run, inputs: &inputs, passed_over, ledger };
    let exit = match &options.output {
        None => job.check(out),
        Some(path) => whole_file::write(path, |file| job.check(file)),
    }?;
    job.mention_stale(err)?;
    Ok(worse(exit, prior.exit))
}

/// Reports of last year.
struct Prior {
    set: Option<ReportSet>,
    /// Whether one of them could not be read.
    exit: Exit,
}

/// Reads what `--prior` names, and says of each file that it cannot read.
fn prior(options: &Check, rules: &RuleSet, roster: Option<&Roster>, lang: Lang, err: &mut dyn Write) -> io::Result<Prior> {
    let Some(path) = &options.prior else { return Ok(Prior { set: None, exit: Exit::Clean }) };
    let inputs = batch::inputs(std::slice::from_ref(path), &[]).all;
    let (set, unreadable) = batch::read_set(&inputs, rules, roster, options.jobs);
    for (path, why) in &unreadable {
        let (zh, en) = (&why.reason.zh, &why.reason.en);
        writeln!(
            err,
            "gouji: {}",
            text!("上年报告 {path} 读不了：{zh}", "the prior report {path} cannot be read: {en}").get(lang)
        )?;
    }
    if set.is_empty() && unreadable.is_empty() {
        let path = path.display();
        writeln!(err, "gouji: {}", text!("{path} 里没有上年报告", "there is no prior report in {path}").get(lang))?;
    }
    Ok(Prior { set: Some(set), exit: if unreadable.is_empty() { Exit::Clean } else { Exit::Unreadable } })
}

/// `--today`, else the day by the clock (UTC); none for what is no day.
fn today(options: &Check) -> Option<Date> {
    if let Some(today) = &options.today {
        return Date::parse(today);
    }
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Date::after_1970(since.as_secs() / SECONDS_OF_A_DAY)
}

const SECONDS_OF_A_DAY: u64 = 86_400;

/// What is checked, and how.
struct Job<'a> {
    options: &'a Check,
    lang: Lang,
    checker: &'a Checker<'a>,
    run: Run<'a>,
    inputs: &'a [Input],
    /// How many files were passed over.
    passed_over: usize,
    ledger: Option<Ledger<'a>>,
}

impl Job<'_> {
    fn check(&mut self, out: &mut dyn Write) -> io::Result<Exit> {
        let out = &mut BufWriter::with_capacity(1 << 16, out);
        let mut writer = writer(self.options, self.lang, self.checker);
        let mut counter = Counter::new(self.run.roster.is_some());
        let mut worst = Exit::Clean;
        let mut progress = Progress::new(self.inputs, self.options, self.lang);
        writer.begin(&self.checker.rules().identity, out)?;
        let (ledger, roster) = (&mut self.ledger, self.run.roster);
        batch::check_all(self.inputs, self.checker, self.run, |mut checked: Checked| {
            ledger.iter_mut().for_each(|ledger| waive(ledger, &mut checked, roster));
            counter.add(&checked.outcome);
            worst = worse(worst, exit_of(&checked, self.options.fail_on));
            progress.passed(&checked.outcome);
            progress.around(|| {
                writer.item(&item(&checked, self.checker.rules()), out)?;
                if progress.shares_the_terminal() { out.flush() } else { Ok(()) }
            })
        })?;
        progress.end();
        let mut summary = counter.summary();
        summary.passed_over = self.passed_over;
        summary.stale_waivers = self.ledger.as_ref().map_or(0, |ledger| ledger.stale_count(|code| self.checker.asks_for(code)));
        writer.end(&summary, out)?;
        out.flush()?;
        Ok(worst)
    }

    /// What became of waivers that did nothing, on standard error.
    fn mention_stale(&self, err: &mut dyn Write) -> io::Result<()> {
        let Some(ledger) = &self.ledger else { return Ok(()) };
        let stale = ledger.stale(|code| self.checker.asks_for(code));
        write::write_diagnostics(&stale, load::style(self.lang, self.options.look.color), err)
    }
}

/// Marks what is waived. A unit of the roster may be called by any of its names.
fn waive(ledger: &mut Ledger<'_>, checked: &mut Checked, roster: Option<&Roster>) {
    let outcome = &mut checked.outcome;
    let unit = roster.and_then(|roster| roster.units.get(roster.unit_of_agency(outcome.unit.as_deref()?)?));
    let names = unit.into_iter().flat_map(|unit| unit.also.iter().chain([&unit.name]));
    ledger.apply(outcome, names.map(String::as_str));
}

fn item<'a>(checked: &'a Checked, rules: &'a RuleSet) -> Item<'a> {
    Item { outcome: &checked.outcome, report: checked.report.as_ref().ok(), no_report: checked.report.as_ref().err(), rules }
}

fn writer(options: &Check, lang: Lang, checker: &Checker<'_>) -> Box<dyn Writer> {
    let style = Style { quiet: options.quiet, show_waived: options.show_waived, ..load::style(lang, options.look.color) };
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

/// Options that name what is not there.
fn unusable(options: &Check, rules: &RuleSet) -> Option<crate::lang::Text> {
    if options.format == Format::Xlsx && options.output.is_none() && io::stdout().is_terminal() {
        return Some(super::new::report::binary());
    }
    let same = |one: &std::path::Path, two: &std::path::Path| {
        std::fs::canonicalize(one).ok().zip(std::fs::canonicalize(two).ok()).is_some_and(|(one, two)| one == two)
    };
    let read = options.paths.iter().chain(&options.prior).chain(&options.roster).chain(&options.waivers);
    if let Some(path) = options.output.as_ref().filter(|output| read.into_iter().any(|path| same(path, output))) {
        let path = path.display();
        return Some(text!("{path} 正要读，不能又写到它里面", "{path} is read here and cannot be written to as well"));
    }
    if let Some(name) = options.edition.as_ref().filter(|name| rules.template.edition(name).is_none()) {
        return Some(load::no_edition(name, rules));
    }
    let is_known = |prefix: &String| {
        rules.rules.iter().any(|rule| rule.code.starts_with(prefix.as_str()))
            || crate::finding::READINGS.iter().any(|reading| reading.code.starts_with(prefix.as_str()))
    };
    let code = options.select.iter().chain(&options.ignore).find(|prefix| !is_known(prefix))?;
    Some(text!("没有以“{code}”开头的规则；gouji rules 列出全部", "no rule begins with “{code}”; `gouji rules` lists them all"))
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
        Exit::Unusable => 3,
    };
    if rank(two) > rank(one) { two } else { one }
}
