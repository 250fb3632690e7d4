//! What the roster says of a report that the report does not say itself: the kind of its agency, when it was published, when it was
//! received.

use crate::{
    date::Date,
    report::Report,
    roster::{Roster, Unit},
};

/// Fills in what the roster knows of a unit's report. Its days are those of the report on the roster's year, or, where it names none,
/// on the year before the day.
pub(super) fn complete(roster: &Roster, unit: &Unit, report: &mut Report) {
    report.kind = report.kind.take().or_else(|| unit.kind.clone());
    let year = report.year;
    let of_this_report = |day: &Date| year.is_some() && year == roster.year.or_else(|| day.year.checked_sub(1));
    report.published = report.published.or_else(|| unit.published.filter(of_this_report));
    report.received = report.received.or_else(|| unit.received.filter(of_this_report));
}
