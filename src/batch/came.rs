//! How stored reports come out under a rule set, and what differs between two: for `diff --replay` and the preview of an editor.

use super::{Checked, ReadBefore, Run, check_all, inputs};
use crate::{
    engine::Checker,
    finding::{Change, Known, Outcome, ReportVerdict, Verdict, compare},
};
use std::{collections::BTreeSet, convert::Infallible, path::Path};

/// How a report comes out.
#[derive(Clone, Debug)]
pub struct Came {
    /// The report's path.
    pub path: String,
    pub verdict: ReportVerdict,
    pub findings: Vec<Known>,
    /// The rules that it breaks, by code.
    pub fails: BTreeSet<String>,
}

impl Came {
    fn out(outcome: &Outcome) -> Came {
        let failing = outcome.findings.iter().filter(|finding| finding.verdict == Verdict::Fail && finding.waived.is_none());
        Came {
            path: outcome.path.clone().unwrap_or_default(),
            verdict: outcome.verdict,
            findings: Known::of(outcome),
            fails: failing.map(|finding| finding.code.clone()).collect(),
        }
    }

    /// The findings of the same report that came since (`+`), changed (`~`) and went (`-`).
    pub fn changed(&self, now: &Came) -> Vec<String> {
        let changes = compare(&self.findings, &now.findings);
        let of = |kind: Change, sign: char| {
            let all = now.findings.iter().zip(&changes.now).filter(move |(_, change)| **change == kind);
            all.map(move |(known, _)| format!("{sign}{}", known.short())).collect::<Vec<_>>()
        };
        let gone = changes.gone.iter().map(|known| format!("-{}", known.short())).collect();
        [of(Change::New, '+'), of(Change::Changed, '~'), gone].concat()
    }
}

/// How every report of a folder comes out; what was read before is not read again.
pub fn came_out(folder: &Path, checker: &Checker<'_>, before: Option<&ReadBefore>) -> Vec<Came> {
    let mut came = Vec::new();
    let keep = |checked: Checked| -> Result<(), Infallible> {
        came.push(Came::out(&checked.outcome));
        Ok(())
    };
    let Ok(()) = check_all(&inputs(&[folder.to_owned()], &[]).all, checker, Run { before, ..Run::default() }, keep);
    came
}
