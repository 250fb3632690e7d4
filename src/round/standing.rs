//! Where each unit of a round stands: what was found in its current submission, since when it has stood so, and what became of the
//! findings of the submission before.

use super::{Entry, Ledger, Round, ledger::Event};
use crate::{
    date::Date,
    finding::{Changes, Counted, Known, ReportVerdict, compare, worse},
    lang::Text,
    marked::{self, Asked, CheckedInput, IssueKind},
    roster::Roster,
    text,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

/// What came of checking what counts for a unit now.
#[derive(Clone, Debug)]
pub struct Current {
    /// The unit, as an index into [`Roster::units`].
    pub unit: usize,
    /// The file; none for a unit that is missing.
    pub file: Option<String>,
    /// The content of the file.
    pub sha256: String,
    /// How it stands.
    pub verdict: ReportVerdict,
    /// What is asked of the unit: a cause with all that it explains is one thing.
    pub asked: Vec<Asked>,
    /// Its findings, as the ledger keeps them.
    pub findings: Vec<Known>,
    /// What is to be said where there is no report: why it is missing, or why it cannot be read.
    pub why: Option<Text>,
}

/// Where a unit stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// What came of checking.
    pub current: Current,
    /// The roster's name.
    pub name: String,
    /// The day that it began to stand so; for a unit that is missing the last day on which it was in time.
    pub since: Option<Date>,
    /// For a unit that is missing: how many days it is late at the last entry of the ledger.
    pub overdue: Option<i128>,
    /// When its submission was received.
    pub received: Option<Date>,
    /// How many different submissions it has sent.
    pub submissions: usize,
    /// What became of the findings of the submission before; none for a first one.
    pub changes: Option<Changes>,
}

/// Where all units stand.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    /// Those with something outstanding first: missing, unreadable, returned, to confirm, passed; then in the order of the roster.
    pub units: Vec<Standing>,
}

impl Current {
    /// What an outcome is to the unit that it counts for; none where it counts for none.
    pub fn of(item: &CheckedInput<'_>, sha256: &str) -> Option<Current> {
        let outcome = item.outcome;
        let Counted::ForUnit(unit) = outcome.counted else { return None };
        let without = matches!(outcome.verdict, ReportVerdict::Missing | ReportVerdict::Unreadable);
        let why = outcome.findings.first().filter(|_| without).map(|finding| finding.message.clone());
        Some(Current {
            unit,
            file: outcome.path.clone(),
            sha256: sha256.to_owned(),
            verdict: outcome.verdict,
            asked: if without { Vec::new() } else { marked::asked(item) },
            findings: Known::of(outcome),
            why,
        })
    }
}

impl Current {
    /// How many things of a kind are asked of the unit.
    pub fn count(&self, kind: IssueKind) -> usize {
        self.asked.iter().filter(|asked| asked.kind == kind).count()
    }
}

impl Standing {
    /// How the findings compare with those of the submission before, by their keys.
    pub fn of_findings(&self) -> HashMap<String, marked::Standing> {
        let changes = self.changes.as_ref();
        changes.map(|changes| marked::standings(&self.current.findings, &changes.now)).unwrap_or_default()
    }

    /// How many things that are asked of the unit compare so with the submission before.
    pub fn count(&self, kind: marked::Standing) -> usize {
        let findings = self.of_findings();
        let of = |asked: &&Asked| marked::Standing::of(asked.keys.iter().map(String::as_str), &findings) == Some(kind);
        self.current.asked.iter().filter(of).count()
    }

    /// The codes of the rules of which findings are gone, each once.
    pub fn gone(&self) -> BTreeSet<&str> {
        self.changes.iter().flat_map(|changes| &changes.gone).map(Known::code).collect()
    }
}

impl Standings {
    /// From what counts for the units now, and from what was recorded.
    pub fn of(current: Vec<Current>, ledger: &Ledger, round: &Round, roster: &Roster) -> Standings {
        let mut by_unit: BTreeMap<usize, Current> = BTreeMap::new();
        for one in current {
            match by_unit.get_mut(&one.unit) {
                Some(known) if worse(known.verdict, one.verdict) != known.verdict => *known = one,
                Some(_) => {}
                None => drop(by_unit.insert(one.unit, one)),
            }
        }
        let history = History::of(ledger);
        let stand = |current: Current| {
            let name = roster.units.get(current.unit)?.name.clone();
            Some(history.standing(current, name, round))
        };
        let mut units: Vec<Standing> = by_unit.into_values().filter_map(stand).collect();
        units.sort_by_key(|standing| Reverse(standing.current.verdict));
        Standings { units }
    }

    /// How many units stand so.
    pub fn count(&self, verdict: ReportVerdict) -> usize {
        self.units.iter().filter(|standing| standing.current.verdict == verdict).count()
    }
}

/// The entries of a ledger, by unit.
struct History<'l> {
    ledger: &'l Ledger,
    of_unit: HashMap<&'l str, Vec<&'l Entry>>,
}

impl<'l> History<'l> {
    fn of(ledger: &'l Ledger) -> History<'l> {
        let mut of_unit: HashMap<&str, Vec<&Entry>> = HashMap::new();
        for entry in &ledger.entries {
            if let Some(unit) = &entry.unit {
                of_unit.entry(unit).or_default().push(entry);
            }
        }
        History { ledger, of_unit }
    }

    fn standing(&self, current: Current, name: String, round: &Round) -> Standing {
        let entries = self.of_unit.get(name.as_str()).map(Vec::as_slice).unwrap_or_default();
        let received = current.file.as_deref().and_then(|file| self.ledger.received(file, &current.sha256));
        let before = received.and_then(|received| self.before(entries, received));
        let contents: HashSet<&str> = entries.iter().map(|entry| entry.sha256.as_str()).collect();
        let late = round.deadline.filter(|_| current.verdict == ReportVerdict::Missing).zip(self.ledger.until());
        Standing {
            since: match current.verdict {
                ReportVerdict::Missing => round.deadline,
                verdict => since(entries, verdict).or(received).map(|entry| entry.time.day),
            },
            overdue: late.map(|(deadline, until)| until.day.days() - deadline.days()).filter(|days| *days > 0),
            received: received.map(|entry| entry.time.day),
            submissions: contents.len(),
            changes: before.map(|before| compare(&before.findings, &current.findings)),
            current: Current { why: current.why.clone().map(|why| self.or_gone(why, &current, entries)), ..current },
            name,
        }
    }

    /// How the submission before stood at last: the latest one with other content that had come before.
    fn before(&self, entries: &[&'l Entry], received: &Entry) -> Option<&'l Entry> {
        let earlier =
            |entry: &&&Entry| entry.event == Event::Received && entry.sha256 != received.sha256 && entry.time < received.time;
        let entry = entries.iter().filter(earlier).max_by(|one, two| one.time.cmp(&two.time))?;
        self.ledger.last_of(&entry.file, &entry.sha256)
    }

    /// Why nothing is there of a unit that did send something: its file was taken away again.
    fn or_gone(&self, why: Text, current: &Current, entries: &[&Entry]) -> Text {
        let last = entries.iter().rev().find(|entry| entry.event == Event::Received);
        match last.filter(|_| current.verdict == ReportVerdict::Missing) {
            None => why,
            Some(entry) => {
                let (file, day) = (&entry.file, entry.time.day);
                let gone = text!("{day} 收到过“{file}”，现在不在了", "“{file}” was received on {day} and is no longer there");
                why.and(&gone)
            }
        }
    }
}

/// The entry with which a unit began to stand as it does: the first of the last ones with that verdict. What is said of a file that
/// is no longer the latest is passed over.
fn since<'e>(entries: &[&'e Entry], verdict: ReportVerdict) -> Option<&'e Entry> {
    let mut latest: Option<&Entry> = None;
    let mut first: Option<&'e Entry> = None;
    for entry in entries {
        let same_file = |latest: &Entry| (&latest.file, &latest.sha256) == (&entry.file, &entry.sha256);
        if entry.event == Event::Checked && !latest.is_some_and(same_file) {
            continue;
        }
        latest = Some(entry);
        first = if entry.verdict == verdict.word() { first.or(Some(entry)) } else { None };
    }
    first
}
