//! What was decided of a file, brought onto what came of checking it: whose it is, what it is to its unit, and what is wrong with that.

use super::submissions::{Decision, Hint, Role};
use crate::{
    date::Date,
    engine::Checker,
    finding::{Counted, Outcome, Why},
    lang::Text,
    report::{NoReport, Report},
    roster::{Roster, Unit},
    text,
};

/// Whose a report is.
pub(super) struct Whose<'a> {
    roster: Option<&'a Roster>,
    decision: Option<&'a Decision>,
    in_stream: bool,
    /// As an index into [`Roster::units`].
    pub(super) unit: Option<usize>,
}

impl<'a> Whose<'a> {
    pub(super) fn of(
        path: &str,
        in_stream: bool,
        report: &Result<Report, NoReport>,
        roster: Option<&'a Roster>,
        decision: Option<&'a Decision>,
    ) -> Whose<'a> {
        let agency = report.as_ref().ok().and_then(|report| report.agency.as_deref());
        let unit = match decision {
            Some(decision) => decision.unit,
            None => roster.and_then(|roster| roster.unit_of(agency, path)),
        };
        Whose { roster, decision, in_stream, unit }
    }

    /// What the roster says of the unit.
    pub(super) fn entry(&self) -> Option<&'a Unit> {
        self.roster?.units.get(self.unit?)
    }

    /// Fills in what the roster knows of a report of the unit.
    pub(super) fn complete(&self, report: &mut Report) {
        if let (Some(roster), Some(unit)) = (self.roster, self.entry()) {
            complete(roster, unit, report);
        }
    }

    /// The outcome with all that.
    pub(super) fn stamp(&self, mut outcome: Outcome, checker: &Checker<'_>) -> Outcome {
        if self.roster.is_none() {
            return outcome;
        }
        checker.counted(&mut outcome, self.in_stream.then_some(&Why::IN_A_STREAM));
        outcome.unit = self.entry().map(|unit| unit.name.clone());
        outcome.counted = match (self.in_stream, self.unit, self.decision.map(|decision| &decision.role)) {
            (true, ..) => Counted::AsReport,
            (false, _, Some(Role::Superseded(_))) => Counted::Nowhere,
            (false, Some(unit), None | Some(Role::Current | Role::Undecided(_))) => Counted::ForUnit(unit),
            (false, _, _) => Counted::AsFile,
        };
        if let (Some(decision), Some(unit)) = (self.decision, self.entry()) {
            blame(&mut outcome, decision, &unit.name, checker);
        }
        outcome
    }
}

fn blame(outcome: &mut Outcome, decision: &Decision, unit: &str, checker: &Checker<'_>) {
    match &decision.role {
        Role::Superseded(by) => outcome.superseded_by = Some(by.clone()),
        Role::Undecided(others) => checker.undecided(outcome, unit, others),
        Role::Current | Role::Beside => {}
    }
    if let Some(agency) = &decision.names_another {
        checker.names_another(outcome, unit, agency);
    }
    if decision.another_year {
        checker.another_year(outcome, unit);
    }
}

impl Hint {
    /// For people, if there is something to say.
    pub(super) fn words(&self) -> Option<Text> {
        Some(match self {
            Hint::Nothing => return None,
            Hint::OtherYear { path, year } => {
                text!("收到的“{path}”是 {year} 年的", "its report “{path}” is for {year}")
            }
            Hint::UnderAnotherName { path } => {
                text!("报告在“{path}”里，文件名却是别的单位", "its report is in “{path}”, which is named for another unit")
            }
            Hint::Unreadable(count) => {
                let (files, are) = if *count == 1 { ("file", "is") } else { ("files", "are") };
                text!(
                    "另有 {count} 个文件读不了，从文件名看不出是哪个单位的",
                    "{count} unreadable {files} {are} named for no unit; its report may be among them"
                )
            }
        })
    }
}

/// Fills in what the roster knows of a unit's report and the report does not say itself: the kind of its agency, when it was
/// published, when it was received. The days are those of the report on the roster's year, or, where it names none, on the year
/// before the day.
fn complete(roster: &Roster, unit: &Unit, report: &mut Report) {
    report.kind = report.kind.take().or_else(|| unit.kind.clone());
    let year = report.year;
    let of_this_report = |day: &Date| year.is_some() && year == roster.year.or_else(|| day.year.checked_sub(1));
    report.published = report.published.or_else(|| unit.published.filter(of_this_report));
    report.received = report.received.or_else(|| unit.received.filter(of_this_report));
}
