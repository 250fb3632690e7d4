//! The other reports that one is compared with: last year's, those of the subordinate units, and one with the same tables.
//! Who they are is decided by the caller; here they are figures.

use super::figures::{Figures, State, decimals_of};
use crate::{
    finding::Why,
    lang::Text,
    number::Number,
    report::{Digest, FiguresByTable, Report},
    ruleset::{OtherReports, Whose},
    template::Template,
    text,
};

/// The other reports that one is compared with, or why there are none.
#[derive(Clone, Debug)]
pub struct Related<'a> {
    /// Last year's report of the same agency.
    pub prior: Result<&'a Digest, Why>,
    /// The reports of the units under this one.
    pub children: Result<Children<'a>, Why>,
    /// A report of another agency with the same tables.
    pub duplicate: Result<Option<Duplicate<'a>>, Why>,
}

/// A report of another agency with the same tables.
#[derive(Clone, Debug)]
pub struct Duplicate<'a> {
    /// The agency's name.
    pub agency: String,
    /// The report's path.
    pub path: String,
    /// Last year's report of that agency, if it is there.
    pub prior: Option<&'a Digest>,
}

/// The reports of the units under one, on the same year.
#[derive(Clone, Debug, Default)]
pub struct Children<'a> {
    /// Those that are there, by the unit's name.
    pub there: Vec<(&'a str, &'a Digest)>,
    /// Which are not, and why, if any: the sum of the others is then only the least that all can come to.
    pub lacking: Option<Why>,
}

impl Default for Related<'_> {
    fn default() -> Self {
        Related { prior: Err(Why::NO_PRIOR), children: Err(Why::NO_ROSTER), duplicate: Err(Why::ALONE) }
    }
}

impl Related<'_> {
    /// Whether there is nothing that a report could be compared with.
    pub(in crate::engine) fn is_alone(&self) -> bool {
        self.prior.is_err() && self.children.is_err() && self.duplicate.is_err()
    }
}

/// What is kept of a report so that others can be compared with it.
pub fn digest(report: &Report, template: &Template) -> Digest {
    let template = &*report.template(template);
    let figures = Figures::of(report, template);
    let mut at = 0usize;
    let tables: Vec<Vec<Option<Number>>> = report
        .tables
        .iter()
        .map(|filled| {
            let kinds = &template[filled.table].kinds;
            let known = filled.cells.iter().zip(kinds).map(|(cell, kind)| {
                let state = figures.states.get(at).copied();
                let value = figures.values.get(at).copied();
                at += 1;
                match state? {
                    State::Zero => Some(Number::whole(0)),
                    State::Known | State::Wide => cell.value.figure().map(Number::trimmed),
                    State::Solved => Some(Number { mantissa: value?.into(), decimals: decimals_of(kind) }.trimmed()),
                    State::Blank | State::Missing => None,
                }
            });
            known.collect()
        })
        .collect();
    Digest::new(report, &tables)
}

/// The figures of the others, looked up.
#[derive(Debug)]
pub(in crate::engine) struct Others<'a> {
    prior: Option<FiguresByTable>,
    /// Those of the children that are there.
    children: Option<Vec<(String, FiguresByTable)>>,
    /// Whether some children are not.
    lacks_children: bool,
    template: &'a Template,
    /// How much of the prose stands in last year's: letters in all, letters repeated.
    pub(in crate::engine) repeated: Option<(usize, usize)>,
    /// Whether the tables are last year's over again.
    pub(in crate::engine) same_as_prior: bool,
}

impl<'a> Others<'a> {
    pub(in crate::engine) fn of(related: &Related<'_>, report: &Report, template: &'a Template) -> Others<'a> {
        let prior = related.prior.as_ref().ok();
        let children = related.children.as_ref().ok();
        let named = |(name, digest): &(&str, &Digest)| ((*name).to_owned(), digest.figures());
        Others {
            prior: prior.map(|digest| digest.figures()),
            children: children.map(|children| children.there.iter().map(named).collect()),
            lacks_children: children.is_some_and(|children| children.lacking.is_some()),
            template,
            repeated: prior.zip(report.prose.as_ref()).and_then(|(digest, prose)| digest.repeated_in(prose)),
            same_as_prior: prior.is_some_and(|prior| digest(report, template).same_figures(prior)),
        }
    }

    /// What the cells add up to; none where a figure is not known.
    pub(in crate::engine) fn figure(&self, of: &OtherReports) -> Option<Number> {
        match of.whose {
            Whose::Prior => sum(self.prior.as_ref()?, of),
            Whose::Children => self.at_least(of).filter(|(_, is_whole)| *is_whole).map(|(sum, _)| sum),
        }
    }

    /// What the cells of the children that are there add up to, and whether that is all: a report that is not there, or a figure that
    /// is not known, can only add to it. None where it could take away.
    pub(in crate::engine) fn at_least(&self, of: &OtherReports) -> Option<(Number, bool)> {
        let mut is_whole = !self.lacks_children;
        let mut total = Number::whole(0);
        for (_, figures) in self.children.as_ref()? {
            match sum(figures, of) {
                Some(one) => total = total.checked_add(one)?,
                None => is_whole = false,
            }
        }
        let can_take_away = || of.cells.iter().any(|cell| self.template.kind(*cell).is_some_and(|kind| kind.signed));
        (is_whole || !can_take_away()).then_some((total, is_whole))
    }

    /// What each subordinate unit has there, by name.
    pub(in crate::engine) fn by_unit(&self, of: &OtherReports) -> Vec<(&str, Option<Number>)> {
        let units = self.children.iter().flatten().filter(|_| of.whose == Whose::Children);
        units.map(|(name, figures)| (name.as_str(), sum(figures, of))).collect()
    }

    /// Whether the other reports have the tables that are compared with, in the edition that is meant: of the children, any.
    pub(in crate::engine) fn has_tables_for(&self, wanted: &[OtherReports]) -> bool {
        wanted.iter().all(|of| match of.whose {
            Whose::Prior => self.prior.as_ref().is_none_or(|prior| has_tables(prior, of)),
            Whose::Children => self.children.as_ref().is_none_or(|all| all.iter().any(|(_, figures)| has_tables(figures, of))),
        })
    }

    /// Whether all reports are there, with these tables: then a figure that is not known is worth a word.
    pub(in crate::engine) fn are_whole_for(&self, of: &OtherReports) -> bool {
        match of.whose {
            Whose::Prior => self.prior.as_ref().is_none_or(|prior| has_tables(prior, of)),
            Whose::Children => !self.lacks_children && self.children.iter().flatten().all(|(_, figures)| has_tables(figures, of)),
        }
    }

    /// Whose figure is not known: last year's report, or the units by name.
    pub(in crate::engine) fn who_lacks(&self, of: &OtherReports) -> Text {
        match of.whose {
            Whose::Prior => text!("上年报告", "last year's report"),
            Whose::Children => {
                let lacking = self.children.iter().flatten().filter(|(_, figures)| sum(figures, of).is_none());
                let names: Vec<&str> = lacking.map(|(name, _)| name.as_str()).collect();
                let (zh, en) = (names.join("、"), names.join(", "));
                text!("{zh}", "{en}")
            }
        }
    }
}

fn has_tables(figures: &FiguresByTable, of: &OtherReports) -> bool {
    of.cells.iter().all(|cell| figures.contains_key(&cell.table))
}

fn sum(figures: &FiguresByTable, of: &OtherReports) -> Option<Number> {
    of.cells.iter().try_fold(Number::whole(0), |total, cell| total.checked_add((*figures.get(&cell.table)?.get(cell.index())?)?))
}
