//! `gouji check`: rules, reports, findings, output.

use super::{
    Exit,
    args::{Check, FailOn, Format},
    load,
};
use crate::{
    batch::{self, Checked},
    engine::{Checker, Selection},
    finding::{Finding, ReportVerdict, Summary, Verdict},
    lang::Lang,
    ruleset::{RuleSet, Severity},
    text,
    write::{Csv, Github, Html, Item, Json, Junit, Ndjson, Sarif, Short, Style, Terminal, Writer},
};
use std::io::{self, BufWriter, Write};

pub(super) fn run(options: &Check, lang: Lang, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let Some(rules) = load::rules(options.rules.dir.as_deref(), lang, err)? else { return Ok(Exit::Unusable) };
    if let Some(problem) = unusable(options, &rules) {
        writeln!(err, "gouji: {}", problem.get(lang))?;
        return Ok(Exit::Unusable);
    }
    set_jobs(options.jobs);
    let edition = options.edition.as_deref().and_then(|name| rules.template.edition(name));
    let selection = Selection { select: options.select.clone(), ignore: options.ignore.clone() };
    let checker = Checker::new(&rules, selection).holding_to(edition);
    let inputs = batch::inputs(&options.paths);
    match &options.output {
        None => check(options, lang, &checker, &inputs, out),
        Some(path) => {
            let mut file = tempfile_beside(path)?;
            let exit = check(options, lang, &checker, &inputs, &mut file)?;
            file.flush()?;
            file.persist(path)?;
            Ok(exit)
        }
    }
}

fn check(options: &Check, lang: Lang, checker: &Checker<'_>, inputs: &[batch::Input], out: &mut dyn Write) -> io::Result<Exit> {
    let out = &mut BufWriter::with_capacity(1 << 16, out);
    let mut writer = writer(options, lang, checker);
    let mut summary = Summary::default();
    let mut worst = Exit::Clean;
    writer.begin(out)?;
    batch::check_all(inputs, checker, |checked| {
        summary.add(&checked.outcome);
        worst = worse(worst, exit_of(&checked, options.fail_on));
        writer.item(&item(&checked, checker.rules()), out)
    })?;
    writer.end(&summary, out)?;
    out.flush()?;
    Ok(worst)
}

fn item<'a>(checked: &'a Checked, rules: &'a RuleSet) -> Item<'a> {
    Item { outcome: &checked.outcome, report: checked.report.as_ref().ok(), no_report: checked.report.as_ref().err(), rules }
}

fn writer(options: &Check, lang: Lang, checker: &Checker<'_>) -> Box<dyn Writer> {
    let style = Style { quiet: options.quiet, ..load::style(lang, options.look.color) };
    let style = if options.output.is_some() { Style { color: false, ..style } } else { style };
    match options.format {
        Format::Terminal => Box::new(Terminal::new(style)),
        Format::Short => Box::new(Short::new(style)),
        Format::Json => Box::new(Json::new(style)),
        Format::Ndjson => Box::new(Ndjson::new(style)),
        Format::Sarif => Box::new(Sarif::new(style)),
        Format::Junit => Box::new(Junit::new(style, checker.rules_asked_for())),
        Format::Github => Box::new(Github::new(style)),
        Format::Html => Box::new(Html::new(style)),
        Format::Csv => Box::new(Csv::new(style)),
    }
}

/// Options that name what is not there.
fn unusable(options: &Check, rules: &RuleSet) -> Option<crate::lang::Text> {
    if let Some(name) = options.edition.as_ref().filter(|name| rules.template.edition(name).is_none()) {
        let known = rules.template.editions.iter().map(|edition| edition.name.as_str()).collect::<Vec<_>>().join(", ");
        return Some(text!("没有「{name}」这一版；有：{known}", "there is no edition “{name}”; there are: {known}"));
    }
    let is_known = |prefix: &String| {
        rules.rules.iter().any(|rule| rule.code.starts_with(prefix.as_str()))
            || crate::finding::READINGS.iter().any(|reading| reading.code.starts_with(prefix.as_str()))
    };
    let code = options.select.iter().chain(&options.ignore).find(|prefix| !is_known(prefix))?;
    Some(text!("没有以「{code}」开头的规则；gouji rules 列出全部", "no rule begins with “{code}”; `gouji rules` lists them all"))
}

fn set_jobs(jobs: Option<usize>) {
    if let Some(jobs) = jobs.filter(|jobs| *jobs > 0) {
        // A pool that was set up before (by a library user) stays as it is.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
}

fn exit_of(checked: &Checked, fail_on: FailOn) -> Exit {
    if checked.outcome.verdict == ReportVerdict::Unreadable {
        return Exit::Unreadable;
    }
    let counts = |finding: &Finding| {
        finding.verdict == Verdict::Fail
            && finding.waived.is_none()
            && match fail_on {
                FailOn::Error => finding.severity == Severity::Error,
                FailOn::Warning => finding.severity <= Severity::Warning,
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

/// A file in the same folder, renamed onto the wanted one when it is whole.
fn tempfile_beside(path: &std::path::Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
    tempfile::Builder::new().prefix(".gouji-").tempfile_in(folder)
}
