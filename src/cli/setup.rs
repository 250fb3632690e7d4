//! What a check needs beside the reports: rules, roster, waivers, last year's reports, the day; from the options, with everything
//! that is wrong with them said.

use super::{
    Exit,
    args::{Check, Format},
    load, refused,
};
use crate::{
    batch,
    date::Date,
    engine::{Checker, Selection},
    lang::Lang,
    report::ReportSet,
    roster::Roster,
    ruleset::RuleSet,
    text,
    waiver::Waivers,
};
use std::{
    io::{self, IsTerminal, Write},
    time::SystemTime,
};

/// What a check needs beside the reports.
pub(super) struct Setup {
    pub(super) rules: RuleSet,
    pub(super) roster: Option<Roster>,
    pub(super) waivers: Option<Waivers>,
    /// The day that counts as today.
    pub(super) today: Date,
    pub(super) prior: Prior,
}

impl Setup {
    /// Reads all that the options name.
    pub(super) fn load(options: &Check, lang: Lang, err: &mut dyn Write) -> io::Result<Setup> {
        let rules = load::rules_with(options.rules.dir.as_deref(), &options.params)?;
        if let Some(problem) = unusable(options, &rules) {
            return Err(refused::said(problem));
        }
        let roster = options.roster.as_deref().map(|path| load::roster(path, &rules)).transpose()?;
        let waivers = options.waivers.as_deref().map(|path| load::waivers(path, &rules)).transpose()?;
        let no_day = || refused::said(text!("--today 应是日期，例如 2026-12-31", "--today is a day, as 2026-12-31"));
        let today = today(options).ok_or_else(no_day)?;
        let prior = prior(options, &rules, roster.as_ref(), lang, err)?;
        Ok(Setup { rules, roster, waivers, today, prior })
    }

    /// Checks with the rules that the options select.
    pub(super) fn checker(&self, options: &Check) -> Checker<'_> {
        let edition = options.edition.as_deref().and_then(|name| self.rules.template.edition(name));
        let selection = Selection { select: options.select.clone(), ignore: options.ignore.clone() };
        Checker::new(&self.rules, selection).holding_to(edition)
    }
}

/// Reports of last year.
pub(super) struct Prior {
    pub(super) set: Option<ReportSet>,
    /// Whether one of them could not be read.
    pub(super) exit: Exit,
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
    Some(load::no_rule(code))
}
