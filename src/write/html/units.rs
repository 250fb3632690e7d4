//! The rows of the page: a unit each, what is outstanding first; and what is of no unit, or replaced by a later submission.

use super::UnitNotes;
use crate::{
    finding::{Counted, ReportVerdict},
    lang::{Lang, Text},
    marked::{MarkedReport, state_words},
    text,
};
use serde::Serialize;
use std::{cmp::Reverse, collections::HashSet};

/// A row.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Unit {
    /// Its number, for anchors.
    pub(super) at: usize,
    pub(super) name: String,
    #[serde(skip)]
    verdict: ReportVerdict,
    pub(super) state: &'static str,
    state_words: String,
    /// What is outstanding, in a line.
    said: String,
    since: String,
    got: String,
    /// The file's path, where the name is not that.
    file: String,
    docs: Vec<(String, String)>,
    /// Its part of the page, where there is something to say.
    pub(super) section: Option<String>,
}

impl Unit {
    pub(super) fn of(report: &MarkedReport, notes: UnitNotes, at: usize) -> Unit {
        Unit {
            at,
            name: report.name().to_owned(),
            verdict: report.state,
            state: report.state.word(),
            state_words: report.state_words.clone(),
            said: report.outstanding.clone(),
            since: notes.since,
            got: notes.received,
            file: report.path.clone().filter(|path| path != report.name()).unwrap_or_default(),
            docs: notes.documents,
            section: None,
        }
    }
}

/// The rows as they come.
#[derive(Debug, Default)]
pub(super) struct Units {
    all: Vec<Unit>,
    /// Of a row, which unit of the roster it is.
    of_roster: Vec<Option<usize>>,
}

/// Which columns the page has beside unit, state and what is outstanding.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Columns {
    since: bool,
    got: bool,
    file: bool,
    docs: bool,
}

/// A tile: the state and how many units have it.
#[derive(Debug, Serialize)]
pub(super) struct Tile {
    state: &'static str,
    state_words: String,
    count: usize,
}

/// A part of the bar.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    state: &'static str,
    from: usize,
    count: usize,
}

impl Columns {
    pub(super) fn count(self) -> usize {
        [self.since, self.got, self.file, self.docs].into_iter().filter(|has| *has).count() + 3
    }
}

impl Units {
    pub(super) fn add(&mut self, unit: Unit, counted: Counted) {
        self.of_roster.push(match counted {
            Counted::ForUnit(at) => Some(at),
            _ => None,
        });
        self.all.push(unit);
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Missing, unreadable, failed, to review, passed; those of a state in the order of the roster, or as they came.
    pub(super) fn in_order(&self) -> Vec<&Unit> {
        let mut rows: Vec<(&Unit, Option<usize>)> = self.all.iter().zip(self.of_roster.iter().copied()).collect();
        rows.sort_by_key(|(unit, of_roster)| (Reverse(unit.verdict), *of_roster));
        rows.into_iter().map(|(unit, _)| unit).collect()
    }

    /// How many rows have a state.
    pub(super) fn count(&self, state: ReportVerdict) -> usize {
        self.all.iter().filter(|unit| unit.verdict == state).count()
    }

    pub(super) fn tiles(&self, lang: Lang) -> Vec<Tile> {
        let tile = |state: &ReportVerdict| Tile {
            state: state.word(),
            state_words: state_words(*state).get(lang).to_owned(),
            count: self.count(*state),
        };
        ReportVerdict::ALL.iter().rev().map(tile).collect()
    }

    /// The states side by side, passed first.
    pub(super) fn bar(&self) -> Vec<Part> {
        let mut from = 0usize;
        let part = |state: &ReportVerdict| {
            let (count, start) = (self.count(*state), from);
            from += count;
            Part { state: state.word(), from: start, count }
        };
        ReportVerdict::ALL.iter().map(part).filter(|part| part.count > 0).collect()
    }

    /// A column is there where a row has something in it; files where the names alone do not tell the rows apart.
    pub(super) fn columns(&self) -> Columns {
        let any = |has: fn(&Unit) -> bool| self.all.iter().any(has);
        let mut names = HashSet::new();
        let twice = !self.all.iter().all(|unit| names.insert(unit.name.as_str()));
        let of_roster = self.of_roster.iter().any(Option::is_some);
        Columns {
            since: any(|unit| !unit.since.is_empty()),
            got: any(|unit| !unit.got.is_empty()),
            file: (twice || !of_roster) && any(|unit| !unit.file.is_empty()),
            docs: any(|unit| !unit.docs.is_empty()),
        }
    }
}

/// Files beside the units.
#[derive(Debug, Default)]
pub(super) struct Others {
    lines: Vec<String>,
}

impl Others {
    pub(super) fn add(&mut self, report: &MarkedReport, lang: Lang) {
        let path = report.path.as_deref().unwrap_or_default();
        let said = match (&report.superseded_by, &report.unit, &report.agency, report.year) {
            (Some(by), ..) => text!("已有新稿：{by}", "superseded by {by}"),
            (_, Some(_), _, Some(year)) => text!("是 {year} 年的报告", "a report for {year}"),
            (_, None, Some(agency), _) => {
                text!("是“{agency}”的报告，名册上没有", "a report of “{agency}”, which the roster has not")
            }
            _ => Text::same(report.outstanding.clone()),
        };
        let said = said.get(lang);
        let colon = lang.pick("：", ": ");
        self.lines.push(format!("{path}{colon}{said}"));
    }

    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }
}
