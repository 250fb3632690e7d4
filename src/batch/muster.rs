//! The roster against the reports of a batch as they go by: who has reported, who twice, and in the end who is missing.

use super::Checked;
use crate::{
    engine::Checker,
    finding::Why,
    lang::Text,
    report::{NoReport, Report},
    roster::Roster,
    text,
};
use std::collections::{HashMap, HashSet};

/// What is known so far. It grows with the roster, not with the batch.
pub(super) struct Muster<'a> {
    checker: &'a Checker<'a>,
    roster: &'a Roster,
    /// The first report of a unit on a year.
    first: HashMap<(usize, Option<u16>), String>,
    /// Whether a stream went by: reports in it were not counted, so nobody can be said to be missing.
    streamed: bool,
    /// Inputs that could not be read and go by the name of no unit's file.
    unreadable: usize,
}

impl<'a> Muster<'a> {
    pub(super) fn new(checker: &'a Checker<'a>, roster: &'a Roster) -> Muster<'a> {
        Muster { checker, roster, first: HashMap::new(), streamed: false, unreadable: 0 }
    }

    /// Counts one report; says so if its unit has one already.
    pub(super) fn see(&mut self, checked: &mut Checked, unit: Option<usize>, in_stream: bool) {
        if in_stream {
            self.streamed = true;
            return self.checker.counted(&mut checked.outcome, Some(&Why::IN_A_STREAM));
        }
        self.checker.counted(&mut checked.outcome, None);
        let path = checked.outcome.path.clone().unwrap_or_default();
        let readable = checked.report.is_ok();
        let Some(at) = unit else {
            self.unreadable = self.unreadable.saturating_add(usize::from(!readable));
            return;
        };
        let year = checked.outcome.year;
        match self.first.get(&(at, year)) {
            Some(first) if readable => {
                let name = self.roster.units.get(at).map(|unit| unit.name.as_str()).unwrap_or_default();
                self.checker.twice(&mut checked.outcome, name, first);
            }
            Some(_) => {}
            None => {
                self.first.insert((at, year), path);
            }
        }
    }

    /// The units without a report, in the order of the roster.
    pub(super) fn missing(self) -> impl Iterator<Item = Checked> + use<'a> {
        let Muster { checker, roster, first, streamed, unreadable } = self;
        let on = |year: Option<u16>| year.is_none() || roster.year.is_none() || year == roster.year;
        let (own, other): (Vec<_>, Vec<_>) = first.into_iter().partition(|((_, year), _)| on(*year));
        let reported: HashSet<usize> = own.into_iter().map(|((at, _), _)| at).collect();
        let has_reported = move |at: usize| streamed || reported.contains(&at);
        let absent = roster.units.iter().enumerate().filter(move |(at, _)| !has_reported(*at));
        absent.filter_map(move |(at, unit)| {
            let help = another_year(&other, at).or_else(|| may_be_unreadable(unreadable));
            let outcome = checker.missing(&unit.name, roster.year, help)?;
            let why = outcome.findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
            Some(Checked { outcome, report: Err(NoReport::because(why)) })
        })
    }
}

/// The latest report of a unit on another year, if it has one.
fn another_year(reports: &[((usize, Option<u16>), String)], at: usize) -> Option<Text> {
    let own = reports.iter().filter(|((unit, _), _)| *unit == at);
    let (year, path) = own.filter_map(|((_, year), path)| Some(((*year)?, path))).max()?;
    Some(text!("它的报告“{path}”是 {year} 年的", "its report “{path}” is for {year}"))
}

fn may_be_unreadable(count: usize) -> Option<Text> {
    (count > 0).then(|| {
        let (files, are) = if count == 1 { ("file", "is") } else { ("files", "are") };
        text!(
            "有 {count} 个文件读不了，也不在名册的 files 里，其中可能有它",
            "{count} unreadable {files} {are} not among the `files` of the roster; its report may be among them"
        )
    })
}

/// The unit that a report is of; the roster's word on its kind, where the report says nothing.
pub(super) fn unit_of(roster: &Roster, name: &str, report: &mut Result<Report, NoReport>) -> Option<usize> {
    let agency = report.as_ref().ok().and_then(|report| report.agency.as_deref());
    let at = roster.unit_of(agency, name)?;
    if let (Ok(report), Some(unit)) = (report, roster.units.get(at)) {
        report.kind = report.kind.take().or_else(|| unit.kind.clone());
    }
    Some(at)
}
