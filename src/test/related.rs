//! The other reports of a test: last year's as the test edits it, those of subordinate units, and another unit's.

use super::{bases::Bases, difference::did_not_run, edit};
use crate::{
    diagnostic::Diagnostic,
    engine::{Children, Duplicate, Related, digest},
    finding::Why,
    report::{Digest, Report},
    ruleset::{Base, Edit, RuleSet, Step, Test},
};

/// What a test's report is compared with.
#[derive(Default)]
pub(super) struct Relatives {
    prior: Option<Digest>,
    children: Vec<(String, Digest)>,
    other: Option<(String, String, Digest)>,
}

impl Relatives {
    /// The other reports that the steps of a test name.
    pub(super) fn of(bases: &Bases<'_>, test: &Test) -> Result<Relatives, Box<Diagnostic>> {
        let mut relatives = Relatives { prior: prior(bases, test)?, ..Relatives::default() };
        let kept = |file: &String| {
            let report = bases.file(test, file)?;
            let name = report.agency.clone().unwrap_or_else(|| file.clone());
            Ok::<_, Box<Diagnostic>>((name, digest(&report, &bases.rules.template)))
        };
        for step in &test.steps {
            match step {
                Step::Children(files) => {
                    for file in files {
                        relatives.children.push(kept(file)?);
                    }
                }
                Step::Other(file) => {
                    let (name, digest) = kept(file)?;
                    relatives.other = Some((name, file.clone(), digest));
                }
                _ => {}
            }
        }
        Ok(relatives)
    }

    /// The same, as the engine wants them for this report.
    pub(super) fn related(&self, report: &Report, rules: &RuleSet) -> Related<'_> {
        let duplicate = |(name, path, other): &(String, String, Digest)| {
            let is_duplicate = other.same_figures(&digest(report, &rules.template)) && Some(name) != report.agency.as_ref();
            is_duplicate.then(|| Duplicate { agency: name.clone(), path: path.clone(), prior: None })
        };
        Related {
            prior: self.prior.as_ref().ok_or(Why::NO_PRIOR),
            children: match self.children.as_slice() {
                [] => Err(Why::NO_CHILDREN),
                some => {
                    Ok(Children { there: some.iter().map(|(name, digest)| (name.as_str(), digest)).collect(), lacking: None })
                }
            },
            duplicate: self.other.as_ref().map(duplicate).ok_or(Why::ALONE),
        }
    }
}

/// Last year's report: the one that is named for it, or the test's own base a year earlier, as edited.
fn prior(bases: &Bases<'_>, test: &Test) -> Result<Option<Digest>, Box<Diagnostic>> {
    let edits = || {
        test.steps.iter().filter_map(|step| match step {
            Step::Prior(edit) => Some(edit.as_ref()),
            _ => None,
        })
    };
    if edits().next().is_none() {
        return Ok(None);
    }
    let named = edits().find_map(|edit| match edit {
        Edit::Base(base) => Some(base),
        Edit::Step(_) | Edit::Dense(_) => None,
    });
    let dense = edits().find_map(|edit| match edit {
        Edit::Dense(edition) => Some(*edition),
        Edit::Base(_) | Edit::Step(_) => None,
    });
    let mut report = match dense {
        Some(edition) => bases.dense(test, edition)?,
        None => bases.report(test, named.unwrap_or(&test.base))?,
    };
    if dense.is_some() {
        report.year = bases.report(test, &test.base)?.year;
    }
    if !matches!(named, Some(Base::File(_))) {
        report.year = report.year.map(|year| year.saturating_sub(1));
    }
    for step in edits() {
        if let Edit::Step(read) = step {
            let own = read.iter().find(|(edition, _)| *edition == report.edition);
            let (_, step) = own.ok_or_else(|| Box::new(did_not_run::prior_of_another_edition(test, &report, bases.rules)))?;
            edit::one(step, &mut report, bases.rules);
        }
    }
    Ok(Some(digest(&report, &bases.rules.template)))
}
