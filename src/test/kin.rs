//! The other reports of a test: last year's as the test edits it, those of subordinate units, and another unit's.

use super::Runner;
use crate::{
    engine::{Kin, digest},
    finding::Why,
    lang::Text,
    report::{Digest, Report},
    ruleset::{Base, Edit, RuleSet, Step, Test},
    text,
};

/// What a test's report is compared with.
#[derive(Default)]
pub(super) struct Relatives {
    prior: Option<Digest>,
    children: Vec<(String, Digest)>,
    other: Option<(String, String, Digest)>,
}

impl Relatives {
    /// The other reports that the steps of a test name; none where a file cannot be opened.
    pub(super) fn of(runner: &Runner<'_>, test: &Test) -> Result<Relatives, Text> {
        let mut relatives = Relatives { prior: prior(runner, test)?, ..Relatives::default() };
        for step in &test.steps {
            match step {
                Step::Children(files) => {
                    for file in files {
                        let report = (runner.open)(file, &test.place)?;
                        relatives.children.push((called(&report, file), digest(&report, &runner.rules.template)));
                    }
                }
                Step::Other(file) => {
                    let report = (runner.open)(file, &test.place)?;
                    relatives.other = Some((called(&report, file), file.clone(), digest(&report, &runner.rules.template)));
                }
                _ => {}
            }
        }
        Ok(relatives)
    }

    /// The same, as the engine wants them for this report.
    pub(super) fn kin(&self, report: &Report, rules: &RuleSet) -> Kin<'_> {
        let own = digest(report, &rules.template);
        let twin = |(name, path, other): &(String, String, Digest)| {
            let is_twin = other.same_figures(&own) && Some(name) != report.agency.as_ref();
            is_twin.then(|| (name.clone(), path.clone()))
        };
        Kin {
            prior: self.prior.as_ref().ok_or(Why::NO_PRIOR),
            children: match self.children.as_slice() {
                [] => Err(Why::NO_CHILDREN),
                some => Ok(some.iter().map(|(name, digest)| (name.as_str(), digest)).collect()),
            },
            twin: self.other.as_ref().map(twin).ok_or(Why::ALONE),
        }
    }
}

fn called(report: &Report, file: &str) -> String {
    report.agency.clone().unwrap_or_else(|| file.to_owned())
}

/// Last year's report: the base that is named for it or the test's own, a year earlier, as edited.
fn prior(runner: &Runner<'_>, test: &Test) -> Result<Option<Digest>, Text> {
    let edits: Vec<&Edit> = test
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Prior(edit) => Some(edit.as_ref()),
            _ => None,
        })
        .collect();
    if edits.is_empty() {
        return Ok(None);
    }
    let named = edits.iter().find_map(|edit| match edit {
        Edit::Base(base) => Some(base),
        Edit::Step(_) => None,
    });
    let mut report = match named {
        Some(Base::File(name)) => (runner.open)(name, &test.place)?,
        Some(base) => runner.base(&Test { base: base.clone(), ..test.clone() })?,
        None => runner.base(test)?,
    };
    if !matches!(named, Some(Base::File(_))) {
        report.year = report.year.map(|year| year.saturating_sub(1));
    }
    for edit in edits {
        if let Edit::Step(step) = edit {
            let edition = report.edition;
            if edition != test.edition && matches!(step, Step::Set(..) | Step::Blank(_)) {
                return Err(text!(
                    "上年报告是另一版的，prior set 和 prior blank 不能用",
                    "last year's report is in another edition: prior set and prior blank do not apply"
                ));
            }
            runner.edit(&mut report, edition, step);
        }
    }
    Ok(Some(digest(&report, &runner.rules.template)))
}
