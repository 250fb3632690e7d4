//! The reports that others are compared with, kept small: found by who reports on which year. Opens no file, and knows no roster:
//! who a report is of is decided by the caller.

use super::Digest;
use std::collections::HashMap;

/// Reports that others may be compared with.
#[derive(Clone, Debug, Default)]
pub struct ReportSet {
    members: Vec<Member>,
    by_who: HashMap<(String, u16), Vec<usize>>,
    by_figures: HashMap<u64, Vec<usize>>,
}

/// A report of a set.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its path, as outputs call it.
    pub path: String,
    /// Who it is of: the same for all reports of an agency. None where that is not known.
    pub who: Option<String>,
    /// What is kept of it.
    pub digest: Digest,
}

impl ReportSet {
    /// Adds a report behind those that are there.
    pub fn push(&mut self, member: Member) {
        let at = self.members.len();
        if let (Some(who), Some(year)) = (&member.who, member.digest.year) {
            self.by_who.entry((who.clone(), year)).or_default().push(at);
        }
        self.by_figures.entry(member.digest.of_figures()).or_default().push(at);
        self.members.push(member);
    }

    /// How many reports there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The only report, if there is just one.
    pub fn only(&self) -> Option<&Member> {
        if let [member] = self.members.as_slice() { Some(member) } else { None }
    }

    /// The reports of an agency on a year, in the order they were added.
    pub fn of(&self, who: &str, year: u16) -> impl Iterator<Item = &Member> {
        let found = self.by_who.get(&(who.to_owned(), year)).into_iter().flatten();
        found.filter_map(|at| self.members.get(*at))
    }

    /// The first report beside the one at `path` that has its figures, is on its year and is of somebody else.
    pub fn duplicate(&self, path: &str, digest: &Digest, who: &str) -> Option<&Member> {
        let same = self.by_figures.get(&digest.of_figures())?.iter().filter_map(|at| self.members.get(*at));
        same.filter(|member| member.path != path).find(|member| {
            member.who.as_ref().is_some_and(|other| other != who)
                && member.digest.year == digest.year
                && member.digest.same_figures(digest)
        })
    }
}
