//! Whose reports are added up: those under one unit of the roster, all of the roster, or all of a folder; one current report each, and
//! why some are not among them.

use crate::{
    batch::{self, Checked, Input, Run},
    cli::{args::Sum as Options, load, refused},
    engine::{Checker, Selection, digest},
    finding::{Counted, Outcome, ReportVerdict},
    lang::Text,
    report::{Digest, FiguresByTable},
    roster::{Roster, folded},
    ruleset::RuleSet,
    sum::Share,
    template::EditionId,
    text,
};
use std::{
    collections::{BTreeMap, HashMap},
    convert::Infallible,
    io,
};

/// What is added up.
#[derive(Debug, Default)]
pub(in crate::cli) struct Gathered {
    pub(super) shares: Vec<Share>,
    /// Units without a report that can be added up, and why.
    pub(super) lacking: Vec<(String, Text)>,
    /// What else lies in the folder and is not added up.
    pub(super) beside: Vec<Text>,
    /// Under whom the units are.
    pub(super) parent: Option<String>,
    /// The parent's own figures.
    pub(super) own: Option<FiguresByTable>,
    pub(super) year: Option<u16>,
    pub(super) edition: EditionId,
    pub(super) has_unreadable: bool,
}

/// Rules about whose a report is; no other is asked for.
const WHOSE: [&str; 4] = ["R001", "G704", "G705", "G706"];

/// The reports of one unit, or agency.
#[derive(Default)]
struct Sent {
    reports: Vec<(String, Digest, EditionId)>,
    /// Why one that was sent is not added up.
    why: Option<Text>,
}

/// Reads the folder; why nothing can be added up, where that is so.
pub(super) fn gather(options: &Options, rules: &RuleSet) -> io::Result<Gathered> {
    let unusable = text!("名册用不了", "the roster cannot be used");
    let roster = options.roster.as_deref().map(|path| load::roster(path, rules)).transpose();
    let roster = roster.map_err(refused::and_then(&unusable))?;
    let used: Vec<_> = options.roster.iter().chain(&options.output).map(std::path::PathBuf::as_path).collect();
    let inputs = batch::inputs(&options.paths, &used).all;
    gathered(&inputs, rules, roster.as_ref(), None, options.of.as_deref()).map_err(refused::said)
}

/// The same, of files that are known; of two submissions the one that was received later counts.
pub(in crate::cli) fn gathered(
    inputs: &[Input],
    rules: &RuleSet,
    roster: Option<&Roster>,
    received: Option<&HashMap<String, i128>>,
    of: Option<&str>,
) -> Result<Gathered, Text> {
    let checker = Checker::new(rules, Selection { select: WHOSE.map(str::to_owned).to_vec(), ignore: Vec::new() });
    let mut found = Found { rules, roster, sent: BTreeMap::new(), others: Vec::new(), has_unreadable: false };
    let run = Run { roster, received, ..Run::default() };
    let Ok(()) = batch::check_all(inputs, &checker, run, |checked| -> Result<(), Infallible> {
        found.take(checked);
        Ok(())
    });
    match roster {
        Some(roster) => found.of_roster(roster, of),
        None if of.is_some() => Err(text!("--of 要同 --roster 一起用", "--of needs --roster")),
        None => found.of_folder(),
    }
}

/// What the folder holds.
struct Found<'r> {
    rules: &'r RuleSet,
    roster: Option<&'r Roster>,
    /// By unit, or by agency where there is no roster.
    sent: BTreeMap<String, Sent>,
    others: Vec<Text>,
    has_unreadable: bool,
}

impl Found<'_> {
    fn take(&mut self, checked: Checked) {
        let Checked { outcome, report } = checked;
        let path = outcome.path.clone().unwrap_or_default();
        if outcome.is_superseded() || outcome.verdict == ReportVerdict::Missing {
            return;
        }
        self.has_unreadable |= outcome.verdict == ReportVerdict::Unreadable;
        let who = match outcome.counted {
            Counted::ForUnit(at) => self.roster.and_then(|roster| roster.units.get(at)).map(|unit| unit.name.clone()),
            _ if self.roster.is_some() => None,
            _ => outcome.agency.clone().filter(|agency| !agency.trim().is_empty()),
        };
        let Some(who) = who else {
            let why = first(&outcome).unwrap_or_else(|| whose(&outcome));
            let (zh, en) = (why.zh, why.en);
            return self.others.push(text!("没有计入“{path}”：{zh}", "not in it: “{path}”: {en}"));
        };
        let sent = self.sent.entry(if self.roster.is_some() { who } else { folded(&who) }).or_default();
        match report {
            Ok(report) if !says(&outcome, &["G704", "G706"]) => {
                sent.reports.push((path, digest(&report, &self.rules.template), report.edition));
            }
            _ => sent.why = first(&outcome),
        }
    }

    /// The units under one, beside its own report.
    fn of_roster(mut self, roster: &Roster, of: Option<&str>) -> Result<Gathered, Text> {
        let parent = self.parent(roster, of)?;
        let mut gathered = Gathered { year: roster.year, has_unreadable: self.has_unreadable, ..Gathered::default() };
        gathered.beside.append(&mut self.others);
        let mut editions = Vec::new();
        let mut outside = 0usize;
        for (at, unit) in roster.units.iter().enumerate() {
            let sent = self.sent.remove(&unit.name).unwrap_or_default();
            if Some(at) == parent {
                gathered.parent = Some(unit.name.clone());
                gathered.own = one(sent).ok().map(|(digest, _)| digest.figures());
            } else if parent.is_none() || unit.parent == parent {
                gathered.add(&unit.name, sent, &mut editions);
            } else {
                outside += 1;
            }
        }
        if outside > 0 {
            gathered.beside.push(text!(
                "名册上另有 {outside} 个单位不在其下，没有计入",
                "units of the roster that are not under it: {outside}"
            ));
        }
        gathered.finished(&editions)
    }

    /// Under whom the units are that are added up; none for all of a roster on which nobody is under another.
    fn parent(&self, roster: &Roster, of: Option<&str>) -> Result<Option<usize>, Text> {
        let has_units = |at: &usize| roster.units.iter().any(|unit| unit.parent == Some(*at));
        if let Some(of) = of {
            let found = roster.unit_of_agency(of).filter(has_units);
            return found.map(Some).ok_or_else(|| text!("名册上“{of}”之下没有单位", "the roster has no units under “{of}”"));
        }
        let is_top = |at: &usize| roster.units.get(*at).is_some_and(|unit| unit.parent.is_none());
        let tops: Vec<usize> = (0..roster.units.len()).filter(has_units).filter(is_top).collect();
        match tops.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(*only)),
            several => {
                let names: Vec<&str> =
                    several.iter().filter_map(|at| roster.units.get(*at)).map(|unit| unit.name.as_str()).collect();
                let (zh, en) = (names.join("、"), names.join(", "));
                Err(text!(
                    "有几个单位各有下级，用 --of 写明合计哪一个的：{zh}",
                    "several units have units under them; say with --of whose to add up: {en}"
                ))
            }
        }
    }

    /// Everything in a folder that is on the year that most are on.
    fn of_folder(mut self) -> Result<Gathered, Text> {
        let mut years: BTreeMap<u16, usize> = BTreeMap::new();
        for (_, digest, _) in self.sent.values().flat_map(|sent| &sent.reports) {
            let count = years.entry(digest.year.unwrap_or_default()).or_default();
            *count += 1;
        }
        let year = years.iter().max_by_key(|(year, count)| (**count, **year)).map(|(year, _)| *year);
        let mut gathered =
            Gathered { year: year.filter(|year| *year > 0), has_unreadable: self.has_unreadable, ..Gathered::default() };
        gathered.beside.append(&mut self.others);
        let mut editions = Vec::new();
        for (who, mut sent) in self.sent {
            let is_other = |digest: &Digest| digest.year.unwrap_or_default() != year.unwrap_or_default();
            for (path, digest, _) in sent.reports.iter().filter(|(_, digest, _)| is_other(digest)) {
                let other = digest.year.unwrap_or_default();
                gathered.beside.push(text!("没有计入“{path}”：是 {other} 年的", "not in it: “{path}”: it is for {other}"));
            }
            sent.reports.retain(|(_, digest, _)| !is_other(digest));
            let name = sent.reports.iter().find_map(|(_, digest, _)| digest.agency.clone()).unwrap_or(who);
            if !sent.reports.is_empty() || sent.why.is_some() {
                gathered.add(&name, sent, &mut editions);
            }
        }
        gathered.finished(&editions)
    }
}

impl Gathered {
    fn add(&mut self, name: &str, sent: Sent, editions: &mut Vec<EditionId>) {
        match one(sent) {
            Ok((digest, edition)) => {
                editions.push(edition);
                self.shares.push(Share { name: name.to_owned(), figures: digest.figures() });
            }
            Err(why) => self.lacking.push((name.to_owned(), why)),
        }
    }

    /// The edition is that of most reports.
    fn finished(mut self, editions: &[EditionId]) -> Result<Gathered, Text> {
        if self.shares.is_empty() {
            return Err(text!("没有可以合计的报告", "there is no report to add up"));
        }
        let count = |edition: &EditionId| editions.iter().filter(|other| *other == edition).count();
        self.edition = editions.iter().copied().max_by_key(|edition| (count(edition), *edition)).unwrap_or_default();
        Ok(self)
    }
}

/// The one report of a unit; several with the same figures are one.
fn one(sent: Sent) -> Result<(Digest, EditionId), Text> {
    let Sent { reports, why } = sent;
    let mut all = reports.into_iter();
    let Some((path, first, edition)) = all.next() else {
        return Err(why.unwrap_or(text!("没有收到报告", "there is no report")));
    };
    match all.find(|(_, other, _)| other.of_figures() != first.of_figures()) {
        None => Ok((first, edition)),
        Some((other, ..)) => Err(text!("报告有两份，数不一样：{path}、{other}", "two reports that differ: {path}, {other}")),
    }
}

fn says(outcome: &Outcome, codes: &[&str]) -> bool {
    outcome.findings.iter().any(|finding| codes.contains(&finding.code.as_str()))
}

/// Why a report counts for no unit.
fn whose(outcome: &Outcome) -> Text {
    match (&outcome.unit, outcome.year, &outcome.agency) {
        (Some(_), Some(year), _) => text!("是 {year} 年的", "it is for {year}"),
        (None, _, Some(agency)) if !agency.trim().is_empty() => text!("“{agency}”不在名册上", "“{agency}” is not on the roster"),
        _ => text!("看不出是谁的报告", "nothing says whose report it is"),
    }
}

/// What the first finding says that is about whose the report is.
fn first(outcome: &Outcome) -> Option<Text> {
    let about = outcome.findings.iter().find(|finding| WHOSE.contains(&finding.code.as_str()));
    about.map(|finding| finding.message.clone())
}
