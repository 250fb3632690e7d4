//! The reports of a batch, each read once before any is checked and kept small: who is whose report of last year, whose unit,
//! whose double. Streams are not indexed: they hold nothing back.

use super::{
    Input, each_of, jobs,
    open::{Task, Tasks},
    order,
    submissions::{Decision, Received, Role, Said, Submissions},
};
use crate::{
    chinese::versions::days,
    engine::{Checker, Children, Duplicate, Related, digest},
    finding::Why,
    report::{Digest, Member, NoReport, Report, ReportSet},
    roster::{Roster, folded},
    ruleset::{RuleSet, Whose},
    template::Template,
    text,
};
use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Mutex, PoisonError},
};

/// Who the reports of a batch are compared with.
pub(super) struct BatchIndex<'r> {
    roster: Option<&'r Roster>,
    /// Reports given as last year's.
    given: Option<&'r ReportSet>,
    /// The batch itself; none where no rule asks for it, or it is one report.
    batch: ReportSet,
    /// Whose the files are, and which are current; none without a roster.
    submissions: Option<Submissions>,
    /// What was read for the index and need not be read again; as many reports as there is room for.
    kept: Mutex<HashMap<String, Result<Report, NoReport>>>,
    /// Whether one report is checked: then a single report given is its prior, whatever it calls its agency.
    alone: bool,
}

/// Reports that are kept whole may take so many bytes together: some thousand of them.
const ROOM: usize = 64 << 20;

/// Reads reports and keeps them small; those that cannot be read are given back, with the reason.
pub fn read_set(
    inputs: &[Input],
    rules: &RuleSet,
    roster: Option<&Roster>,
    asked: Option<usize>,
) -> (ReportSet, Vec<(String, NoReport)>) {
    let mut set = ReportSet::default();
    let mut unreadable = Vec::new();
    let run = super::Run { jobs: asked, ..super::Run::default() };
    read_each(inputs, rules, run, &mut |path, read, digest| match (read, digest) {
        (Err(why), _) => unreadable.push((path, why)),
        (Ok(report), Some(digest)) => {
            let unit = roster.and_then(|roster| roster.unit_of(report.agency.as_deref(), &path));
            set.push(Member { path, who: who(roster, unit, report.agency.as_deref()), digest });
        }
        (Ok(_), None) => {}
    });
    (set, unreadable)
}

/// Takes a file that was read: its path, its report or why there is none, and what is kept of the report.
type TakeRead<'t> = dyn FnMut(String, Result<Report, NoReport>, Option<Digest>) + 't;

fn read_each(inputs: &[Input], rules: &RuleSet, run: super::Run<'_>, take: &mut TakeRead<'_>) {
    let work = |task: Task| {
        each_of(task, rules, run.before, |path, _, report| {
            let digest = report.as_ref().ok().map(|report| digest(report, &rules.template));
            (path, report, digest)
        })
    };
    let done = order::in_order(jobs(run.jobs), Tasks::of(inputs), &work, |all| {
        all.into_iter().for_each(|(path, report, digest)| take(path, report, digest));
        Ok::<(), Infallible>(())
    });
    match done {
        Ok(()) => {}
    }
}

/// What a report says of itself.
fn said(report: &Report, digest: &Digest) -> Said {
    let signed = report.prose.iter().flat_map(|prose| &prose.signature).flat_map(|passage| days(&passage.text)).max();
    Said { agency: report.agency.clone(), year: report.year, day: report.published.or(signed), figures: digest.of_figures() }
}

/// Who a report is of: its unit on the roster, else its agency.
fn who(roster: Option<&Roster>, unit: Option<usize>, agency: Option<&str>) -> Option<String> {
    let unit = roster.zip(unit).and_then(|(roster, unit)| roster.units.get(unit));
    unit.map(|unit| folded(&unit.name)).or_else(|| agency.map(folded)).filter(|who| !who.is_empty())
}

impl<'r> BatchIndex<'r> {
    /// Looks at the files among the inputs, if a rule that is asked for wants to know.
    pub(super) fn of(inputs: &[Input], checker: &Checker<'_>, run: super::Run<'r>) -> BatchIndex<'r> {
        let files: Vec<Input> = inputs.iter().filter(|input| input.can_be_read_twice()).cloned().collect();
        let asks = checker.compares_with(Whose::Prior)
            || checker.asks_for_the_batch()
            || run.roster.is_some() && checker.compares_with(Whose::Children);
        let alone = inputs.len() == 1 && inputs.iter().all(Input::is_document);
        let mut index = BatchIndex {
            roster: run.roster,
            given: run.prior,
            batch: ReportSet::default(),
            submissions: None,
            kept: Mutex::default(),
            alone,
        };
        if asks && files.len() > 1 || run.roster.is_some() {
            index.read(&files, checker, run);
        }
        index
    }

    fn read(&mut self, files: &[Input], checker: &Checker<'_>, run: super::Run<'_>) {
        let times = run.received;
        let (mut kept, mut room) = (HashMap::new(), ROOM);
        let (mut received, mut digests) = (Vec::new(), Vec::new());
        read_each(files, checker.rules(), run, &mut |path, read, digest| {
            let said = read.as_ref().ok().zip(digest.as_ref()).map(|(report, digest)| said(report, digest));
            let time = times.and_then(|times| times.get(&path).copied());
            received.push(Received { path: path.clone(), time, said });
            digests.extend(digest.map(|digest| (path.clone(), digest)));
            room = room.saturating_sub(read.as_ref().map_or_else(NoReport::weight, Report::weight));
            if room > 0 {
                kept.insert(path, read);
            }
        });
        self.submissions = self.roster.map(|roster| Submissions::decide(roster, &received));
        for (path, digest) in digests {
            let who = match self.decision(&path) {
                Some(decision) if decision.is_compared() => who(self.roster, decision.unit, digest.agency.as_deref()),
                Some(_) => continue,
                None => who(None, None, digest.agency.as_deref()),
            };
            self.batch.push(Member { path, who, digest });
        }
        self.kept = Mutex::new(kept);
    }

    /// Whose a file is and what it is to its unit; none without a roster, and for what was not read here.
    pub(super) fn decision(&self, path: &str) -> Option<&Decision> {
        self.submissions.as_ref()?.of(path)
    }

    /// The units without a submission.
    pub(super) fn submissions(&self) -> Option<&Submissions> {
        self.submissions.as_ref()
    }

    /// What was read of a file and kept, once.
    pub(super) fn take(&self, path: &str) -> Option<Result<Report, NoReport>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).remove(path)
    }

    /// The reports that one is compared with.
    pub(super) fn related<'s>(
        &'s self,
        path: &str,
        in_stream: bool,
        report: &Report,
        unit: Option<usize>,
        template: &Template,
    ) -> Related<'s> {
        if in_stream && self.given.is_none() {
            return Related { prior: Err(Why::NO_PRIOR), children: Err(Why::IN_A_STREAM), duplicate: Err(Why::IN_A_STREAM) };
        }
        let decision = self.decision(path);
        if decision.is_some_and(|decision| decision.names_another.is_some()) {
            let why: Why = text!("是别的单位的报告", "the report of another unit").into();
            return Related { prior: Err(why.clone()), children: Err(why.clone()), duplicate: Err(why) };
        }
        let who = who(self.roster, unit, report.agency.as_deref());
        let is_compared = decision.is_none_or(Decision::is_compared);
        Related {
            prior: self.prior(who.as_deref(), report.year),
            children: if in_stream { Err(Why::IN_A_STREAM) } else { self.children(unit, report.year) },
            duplicate: match &who {
                _ if in_stream => Err(Why::IN_A_STREAM),
                _ if self.batch.is_empty() => Err(Why::ALONE),
                Some(who) if is_compared => Ok(self.duplicate(path, &digest(report, template), (who, unit))),
                _ => Ok(None),
            },
        }
    }

    fn prior(&self, who: Option<&str>, year: Option<u16>) -> Result<&Digest, Why> {
        let before = year.and_then(|year| year.checked_sub(1)).ok_or(Why::NO_PRIOR)?;
        let given = self.given.filter(|given| !given.is_empty());
        if let Some(only) = given.and_then(ReportSet::only).filter(|_| self.alone) {
            return match only.digest.year {
                Some(year) if year != before => {
                    Err(text!("给出的上年报告是 {year} 年的", "the prior report given is for {year}").into())
                }
                _ if who.zip(only.who.as_deref()).is_some_and(|(own, other)| own != other) => {
                    let name = only.digest.agency.as_deref().or(only.who.as_deref()).unwrap_or_default();
                    Err(text!("给出的上年报告是“{name}”的", "the prior report given is of “{name}”").into())
                }
                _ => Ok(&only.digest),
            };
        }
        let who = who.ok_or(Why::NO_PRIOR)?;
        let sets = given.into_iter().chain([&self.batch]);
        let first = sets.map(|set| set.of(who, before)).filter_map(one_of).next();
        let mut found = first.map_or(Err(Why::NO_PRIOR), |report| report.map_err(two_priors));
        if let Err(why) = &mut found
            && *why == Why::NO_PRIOR
            && let Some(only) = given.and_then(ReportSet::only).filter(|only| only.who.is_none())
        {
            let path = &only.path;
            *why = text!("给出的上年报告（{path}）没有写机关名称", "the prior report given ({path}) names no agency").into();
        }
        found
    }

    /// The reports of the units under one. A unit with two that differ has none that counts.
    fn children(&self, unit: Option<usize>, year: Option<u16>) -> Result<Children<'_>, Why> {
        let roster = self.roster.ok_or(Why::NO_ROSTER)?;
        let unit = unit.ok_or_else(|| Why::from(text!("名册上没有这个单位", "not on the roster")))?;
        let units: Vec<&str> =
            roster.units.iter().filter(|other| other.parent == Some(unit)).map(|other| other.name.as_str()).collect();
        if units.is_empty() {
            return Err(Why::NO_CHILDREN);
        }
        let year = year.ok_or(Why::NO_CHILDREN)?;
        let (mut there, mut missing, mut doubled) = (Vec::new(), Vec::new(), Vec::new());
        for name in units {
            match one_of(self.batch.of(&folded(name), year)) {
                Some(Ok(report)) => there.push((name, report)),
                Some(Err((one, two))) => doubled
                    .push(text!("{name}的报告有两份，数不一样：{one}、{two}", "two reports of {name} that differ: {one}, {two}")),
                None => missing.push(name),
            }
        }
        let (zh, en) = (missing.join("、"), missing.join(", "));
        let missing = (!missing.is_empty()).then(|| text!("缺下级单位的报告：{zh}", "no report of {en}"));
        let lacking = missing.into_iter().chain(doubled).reduce(|one, two| one.and(&two));
        match lacking {
            Some(why) if there.is_empty() => Err(why.into()),
            lacking => Ok(Children { there, lacking: lacking.map(Why::from) }),
        }
    }

    /// Another agency's report with the same tables; a parent with one unit has its figures, and rightly.
    fn duplicate(&self, path: &str, digest: &Digest, (who, unit): (&str, Option<usize>)) -> Option<Duplicate<'_>> {
        let duplicate = self.batch.duplicate(path, digest, who)?;
        let is_related = self.roster.zip(unit).is_some_and(|(roster, unit)| {
            let other = roster.units.iter().position(|other| Some(folded(&other.name)) == duplicate.who);
            let parent = |of: usize| roster.units.get(of).and_then(|unit| unit.parent);
            other.is_some_and(|other| parent(other) == Some(unit) || parent(unit) == Some(other))
        });
        let agency = duplicate.digest.agency.clone().or_else(|| duplicate.who.clone())?;
        let prior = self.prior(duplicate.who.as_deref(), duplicate.digest.year).ok();
        (!is_related).then(|| Duplicate { agency, path: duplicate.path.clone(), prior })
    }
}

impl Decision {
    /// Whether other reports are compared with it: an earlier submission, and a report of somebody else, are not the unit's.
    fn is_compared(&self) -> bool {
        self.names_another.is_none() && !matches!(self.role, Role::Superseded(_))
    }
}

/// The report that some copies of it are; none where there is none; the paths of two where they differ.
fn one_of<'s>(mut copies: impl Iterator<Item = &'s Member>) -> Option<Result<&'s Digest, (&'s str, &'s str)>> {
    let first = copies.next()?;
    Some(match copies.find(|other| other.digest.of_figures() != first.digest.of_figures()) {
        None => Ok(&first.digest),
        Some(other) => Err((&first.path, &other.path)),
    })
}

fn two_priors((one, two): (&str, &str)) -> Why {
    text!("上年报告有两份，数不一样：{one}、{two}", "two prior reports that differ: {one}, {two}").into()
}
